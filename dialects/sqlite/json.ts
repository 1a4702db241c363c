/**
 * JSON and ranges in SQLite, which keeps both as text.
 *
 * It steps into documents with the operators of PostgreSQL, but takes some keys for paths, and gives numbers and booleans
 * where PostgreSQL gives their texts. What would quietly be another thing here is refused.
 */
import { unsupported } from '../../lib/ast/CompileError.js'
import type { Node } from '../../lib/ast/Node.js'
import type { Binary } from '../../lib/ast/Operator.js'
import { baseOf, type SqlType } from '../../lib/ast/SqlType.js'
import type { Call } from '../../lib/ast/Value.js'
import { lookAtValue, report, spell, type Writer, writeValue } from '../../lib/compile/Writer.js'
import { withoutJsons } from '../ansi/json.js'
import { operandOf } from '../ansi/operators.js'
import { withoutXmls } from '../ansi/xml.js'

const stored = (type: SqlType): SqlType['_tag'] => baseOf(type)._tag

// -------------------------------------------------------------------------------------
// parts of documents
// -------------------------------------------------------------------------------------

/** What SQLite would take for a path, or could not find, is said as one: a key that is quoted as JSON is. */
const keyText = (key: string): string => (/^$|^[$[]|["\\]/.test(key) ? `$.${JSON.stringify(key)}` : key)

const isText = ({ type }: Node): boolean => /^(text|varchar|char)$/.test(stored(type))

const writeKey = (to: Writer, key: Node): void => {
  if (key._tag === 'Param') lookAtValue(to)
  if (key._tag === 'Param' && typeof key.value === 'string') return writeValue(to, keyText(key.value), key.type, false)
  if (!isText(key)) return operandOf(to, 'get', key, 'right')
  to.text += `('$.' || json_quote(`
  spell(to, key)
  to.text += '))'
}

const writeStep = (to: Writer, { left, right }: Binary): void => {
  operandOf(to, 'get', left, 'left')
  to.text += ' -> '
  writeKey(to, right)
}

/** A text without its quotes; a number, a boolean, an object as they are written; a JSON null as NULL. */
const writeText = (to: Writer, node: Binary): void => {
  to.text += `(select iif(json_type("j") = 'text', "j" ->> '$', nullif("j", 'null')) from (select `
  writeStep(to, node)
  to.text += ' as "j"))'
}

// -------------------------------------------------------------------------------------
// what is not there
// -------------------------------------------------------------------------------------

const refuse = (to: Writer, what: string): void =>
  report(to, unsupported('sqlite', what, 'calculate it in the program'))

const documents: ReadonlySet<SqlType['_tag']> = new Set(['json', 'jsonb'])

const ranges: ReadonlySet<SqlType['_tag']> = new Set(['range', 'multirange'])

const equalities: ReadonlySet<Binary['op']> = new Set(['eq', 'ne', 'isDistinctFrom', 'isNotDistinctFrom'])

/** An operator that means something else for texts than for what they stand for. */
const isAnother = ({ op, left, right }: Binary): boolean =>
  documents.has(stored(left.type))
    ? op === 'concat' || op === 'sub'
    : (ranges.has(stored(left.type)) || ranges.has(stored(right.type))) && !equalities.has(op)

/** Writes, or refuses, what has to do with documents and ranges; whether it has. */
export const wroteDocument = (to: Writer, node: Binary): boolean => {
  if (node.op === 'get') writeStep(to, node)
  else if (node.op === 'getText') writeText(to, node)
  else if (isAnother(node)) refuse(to, `operator ${node.op} for ${stored(node.left.type)}`)
  else return false
  return true
}

/** Refuses a function of ranges; whether it is one. The other functions that are not there are missing in a table. */
export const refusedRange = (to: Writer, { name, args }: Call): boolean => {
  if (!args.some((arg) => ranges.has(stored(arg.type)))) return false
  refuse(to, `function ${name} of ranges`)
  return true
}

export const jsons = withoutJsons(refuse)

export const xmls = withoutXmls(refuse)

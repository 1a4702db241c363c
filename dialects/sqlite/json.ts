/**
 * JSON and ranges in SQLite, which keeps both as text.
 *
 * It steps into documents with the operators of PostgreSQL, but takes some keys for paths, and gives numbers and booleans
 * where PostgreSQL gives their texts. What would quietly be another thing here is refused.
 */
import { unsupported } from '../../lib/ast/CompileError.js'
import type { Node } from '../../lib/ast/Node.js'
import type { Binary } from '../../lib/ast/Operator.js'
import { resolved, type SqlType } from '../../lib/ast/SqlType.js'
import type { Call } from '../../lib/ast/Value.js'
import { report, spell, type Writer, writeValue } from '../../lib/compile/Writer.js'
import { withoutJsons } from '../ansi/json.js'
import { operandOf } from '../ansi/operators.js'

const stored = (type: SqlType): SqlType['_tag'] => {
  const own = resolved(type)
  return own._tag === 'mapped' || own._tag === 'asText' || own._tag === 'domain' ? stored(own.base) : own._tag
}

// -------------------------------------------------------------------------------------
// parts of documents
// -------------------------------------------------------------------------------------

/** What SQLite would take for a path, or could not find, is said as one: a key that is quoted as JSON is. */
const keyText = (key: string): string => (/^$|^[$[]|["\\]/.test(key) ? `$.${JSON.stringify(key)}` : key)

const isText = ({ type }: Node): boolean => /^(text|varchar|char)$/.test(stored(type))

const writeKey = (to: Writer, key: Node): void => {
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

const rangeFunctions: ReadonlySet<string> = new Set(
  'isempty lowerInc upperInc lowerInf upperInf rangeMerge multirange'.split(' '),
)

const isOfDocuments = ({ name, args, type }: Call): boolean =>
  /^jsonb?[A-Z]|^toJsonb?$|^(array|row)ToJson$/.test(name) ||
  rangeFunctions.has(name) ||
  ranges.has(stored(type)) ||
  args.some((arg) => ranges.has(stored(arg.type)))

/** Writes, or refuses, a function of documents or ranges; whether it is one. */
export const wroteDocumentCall = (to: Writer, node: Call): boolean => {
  if (!isOfDocuments(node)) return false
  if (/^jsonb?ArrayLength$/.test(node.name)) {
    to.text += 'json_array_length('
    for (const arg of node.args) spell(to, arg)
    to.text += ')'
  } else refuse(to, `function ${node.name}`)
  return true
}

export const jsons = withoutJsons(refuse)

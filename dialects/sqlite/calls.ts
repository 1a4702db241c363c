/**
 * The functions that SQLite has, under the same meaning: every other one is reported.
 *
 * Where SQLite would take an argument another way (a negative length, a position before the first), only values are
 * taken for which both agree.
 */
import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type { Node } from '../../lib/ast/Node.js'
import type { BinaryOp, Prefix } from '../../lib/ast/Operator.js'
import { type SqlType, uncounted } from '../../lib/ast/SqlType.js'
import type { Call } from '../../lib/ast/Value.js'
import type { Case } from '../../lib/compile/Dialect.js'
import { lookAtValue, report, spell, type Writer } from '../../lib/compile/Writer.js'
import { call } from '../ansi/expressions.js'
import { atom } from '../ansi/operators.js'

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

/** What is called as it is, by SQLite's name for it. */
const names: { readonly [name: string]: string | undefined } = {
  abs: 'abs',
  acos: 'acos',
  acosh: 'acosh',
  asin: 'asin',
  asinh: 'asinh',
  atan: 'atan',
  atan2: 'atan2',
  atanh: 'atanh',
  ceil: 'ceil',
  ceiling: 'ceiling',
  characterLength: 'length',
  charLength: 'length',
  chr: 'char',
  coalesce: 'coalesce',
  cos: 'cos',
  cosh: 'cosh',
  degrees: 'degrees',
  exp: 'exp',
  floor: 'floor',
  jsonArrayLength: 'json_array_length',
  jsonbArrayLength: 'json_array_length',
  ln: 'ln',
  log: 'log',
  log10: 'log10',
  lower: 'lower',
  nullIf: 'nullif',
  octetLength: 'octet_length',
  pi: 'pi',
  radians: 'radians',
  replace: 'replace',
  sign: 'sign',
  sin: 'sin',
  sinh: 'sinh',
  sqrt: 'sqrt',
  strpos: 'instr',
  tan: 'tan',
  tanh: 'tanh',
  upper: 'upper',
}

// -------------------------------------------------------------------------------------
// arguments
// -------------------------------------------------------------------------------------

const none = (to: Writer, feature: string, hint = 'use another function, or do it in the program'): void =>
  report(to, unsupported('sqlite', feature, hint))

/** A whole number that is known here; null for what only the database knows. */
const known = (to: Writer, node: Node | undefined): number | null => {
  if (node?._tag !== 'Param') return null
  lookAtValue(to)
  return typeof node.value === 'number' && Number.isInteger(node.value) ? node.value : null
}

const stored = (type: SqlType): SqlType => {
  const own = uncounted(type)
  return own._tag === 'mapped' || own._tag === 'domain' ? stored(own.base) : own
}

const isBytes = ({ type }: Node): boolean => stored(type)._tag === 'bytea'

/** What it prints as PostgreSQL does: a number with a point, a boolean, an instant and bytes it does not. */
const asPrinted: ReadonlySet<SqlType['_tag']> = new Set([
  'text',
  'varchar',
  'char',
  'enum',
  'uuid',
  'smallint',
  'integer',
  'bigint',
  'date',
  'time',
  'timestamp',
])

const printed = (to: Writer, { name, args }: Call, sql: string): void => {
  const other = args.find(({ type }) => !asPrinted.has(stored(type)._tag))
  if (other === undefined) call(to, sql, args)
  else none(to, `${name} of ${stored(other.type)._tag}`, 'give it texts and whole numbers')
}

// -------------------------------------------------------------------------------------
// functions
// -------------------------------------------------------------------------------------

/** Of bytes it would take the texts in them. */
const ofText =
  (sql: string): Case<Call> =>
  (node, to) =>
    node.args.some(isBytes) ? none(to, `function ${node.name} of bytes`) : call(to, sql, node.args)

/** How many digits, which SQLite knows after the point only. */
const round: Case<Call> = ({ args }, to) => {
  const digits = known(to, args[1])
  if (args.length < 2 || (digits !== null && digits >= 0)) call(to, 'round', args)
  else none(to, 'round to digits before the point', 'give a number of digits that is not negative')
}

const trunc: Case<Call> = ({ args }, to) =>
  args.length < 2 ? call(to, 'trunc', args) : none(to, 'trunc to a number of digits', 'use round, or trunc without it')

/** A position before the first one takes from the length, here as in PostgreSQL. */
const substring: Case<Call> = ({ name, args }, to) => {
  const [operand, start, count] = args
  if (operand === undefined || start === undefined) return call(to, 'substr', args)
  const from = known(to, start)
  const length = known(to, count)
  if (length !== null && length < 0)
    return report(to, invalidArgument(`the length of ${name}`, 'is negative', 'give 0 or more'))
  if (from !== null && from >= 1 && (count === undefined || length !== null)) return call(to, 'substr', args)
  to.text += 'substr('
  spell(to, operand)
  to.text += ', max('
  spell(to, start)
  to.text += ', 1)'
  if (count !== undefined) {
    to.text += ', max(min('
    spell(to, count)
    to.text += ', '
    atom(to, start)
    to.text += ' + '
    atom(to, count)
    to.text += ' - 1), 0)'
  }
  to.text += ')'
}

/** The first characters, or the last ones. A number that is negative, or not known here, would mean something else. */
const end =
  (at: 'start' | 'end'): Case<Call> =>
  ({ name, args: [operand, count] }, to) => {
    const length = known(to, count)
    if (operand === undefined || count === undefined || length === null || length < 0)
      return none(to, `${name} of a number that is no value`, 'give a number that is not negative, or use substring')
    to.text += 'substr('
    spell(to, operand)
    to.text += at === 'end' && length > 0 ? ', -' : ', 1, '
    spell(to, count)
    to.text += ')'
  }

const startsWith: Case<Call> = ({ args: [operand, text] }, to) => {
  if (operand === undefined || text === undefined) return
  to.text += '(substr('
  spell(to, operand)
  to.text += ', 1, length('
  spell(to, text)
  to.text += ')) = '
  atom(to, text)
  to.text += ')'
}

const special: { readonly [name: string]: Case<Call> | undefined } = {
  // as `Date` prints itself, so that text sorts as time does
  now: (_, to) => {
    to.text += `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`
  },
  length: (node, to) =>
    node.args.length > 1 ? none(to, 'length in an encoding', 'leave the encoding out') : call(to, 'length', node.args),
  concatText: (node, to) => printed(to, node, 'concat'),
  concatWs: (node, to) => printed(to, node, 'concat_ws'),
  trim: ofText('trim'),
  btrim: ofText('trim'),
  ltrim: ofText('ltrim'),
  rtrim: ofText('rtrim'),
  round,
  trunc,
  substring,
  substr: substring,
  left: end('start'),
  right: end('end'),
  position: ({ args }, to) => call(to, 'instr', [...args].reverse()),
  startsWith,
}

export const writeCall: Case<Call> = (node, to) => {
  const { name, args } = node
  const own = Object.hasOwn(special, name) ? special[name] : undefined
  if (own !== undefined) return own(node, to)
  const sql = Object.hasOwn(names, name) ? names[name] : undefined
  if (sql === undefined) none(to, `function ${name}`)
  else call(to, sql, args)
}

// -------------------------------------------------------------------------------------
// operators
// -------------------------------------------------------------------------------------

/** The operators on bits that it has. */
export const bitOperators: { readonly [op in BinaryOp]?: string } = {
  bitAnd: '&',
  bitOr: '|',
  shiftLeft: '<<',
  shiftRight: '>>',
}

/** What PostgreSQL has an operator for, and SQLite a function. */
const prefixes: { readonly [op in Prefix['op']]?: string } = { absolute: 'abs', squareRoot: 'sqrt' }

export const writePrefix: Case<Prefix> = ({ op, operand }, to) => {
  const sql = prefixes[op]
  if (sql !== undefined) return call(to, sql, [operand])
  if (op !== 'bitNot') return none(to, `operator ${op}`)
  to.text += '~'
  atom(to, operand)
}

/** Calls, rows, arrays and their parts in standard SQL. */
import { type CompileError, invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type { Node } from '../../lib/ast/Node.js'
import type { ExtractField, SessionValue, Values } from '../../lib/ast/Value.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { identifier, indented, report, spell, spellAll, type Writer } from '../../lib/compile/Writer.js'
import { call, customCall, functionName } from './expressions.js'
import { atom } from './operators.js'
import { typeName } from './typeName.js'

const sessionValues: Readonly<Record<SessionValue, string>> = {
  currentCatalog: 'current_catalog',
  currentDate: 'current_date',
  currentRole: 'current_role',
  currentSchema: 'current_schema',
  currentTime: 'current_time',
  currentTimestamp: 'current_timestamp',
  currentUser: 'current_user',
  localTime: 'localtime',
  localTimestamp: 'localtimestamp',
  sessionUser: 'session_user',
  systemUser: 'system_user',
  user: 'user',
}

const fields: Readonly<Record<ExtractField, string>> = {
  century: 'century',
  day: 'day',
  decade: 'decade',
  dow: 'dow',
  doy: 'doy',
  epoch: 'epoch',
  hour: 'hour',
  isodow: 'isodow',
  isoyear: 'isoyear',
  julian: 'julian',
  microseconds: 'microseconds',
  millennium: 'millennium',
  milliseconds: 'milliseconds',
  minute: 'minute',
  month: 'month',
  quarter: 'quarter',
  second: 'second',
  timezone: 'timezone',
  timezone_hour: 'timezone_hour',
  timezone_minute: 'timezone_minute',
  week: 'week',
  year: 'year',
}

const misplaced = (what: string): CompileError =>
  invalidArgument(what, 'is no value of its own', 'give it to a function that you call with fn')

const isPlace = ({ _tag }: Node): boolean => _tag === 'Column' || _tag === 'Subscript' || _tag === 'FieldOf'

/** What is subscripted stands in parentheses, unless it is a place in a row already. */
const writeBase = (to: Writer, node: Node, bare: boolean): void => {
  if (bare) return spell(to, node)
  to.text += '('
  spell(to, node)
  to.text += ')'
}

const list = (to: Writer, before: string, nodes: ReadonlyArray<Node>, after: string): void => {
  to.text += before
  spellAll(to, nodes, ', ')
  to.text += after
}

export const calls: Cases<Values['_tag']> = {
  Call: ({ name, args }, to) => {
    const [first, second] = args
    // standard SQL has no parentheses here
    if (name === 'now') to.text += 'current_timestamp'
    else if (name === 'position' && first !== undefined && second !== undefined) {
      to.text += 'position('
      atom(to, first)
      to.text += ' in '
      atom(to, second)
      to.text += ')'
    } else call(to, functionName(to, name), args)
  },

  CustomCall: (node, to) => customCall(to, node),

  // what may stand among the arguments of a call is spelled there
  NamedArgument: (_, to) => report(to, misplaced('argument(…)')),

  Variadic: (_, to) => report(to, misplaced('variadic(…)')),

  Session: ({ value, precision }, to) => {
    to.text += sessionValues[value] ?? ''
    if (precision !== null && Number.isInteger(precision)) to.text += `(${precision})`
  },

  Extract: ({ field, operand }, to) => {
    if (!Object.hasOwn(fields, field)) {
      return report(
        to,
        unsupported(
          to.dialect.name,
          `field ${String(field)} of a time`,
          `give one of ${Object.keys(fields).join(', ')}`,
        ),
      )
    }
    to.text += `extract(${fields[field]} from `
    spell(to, operand)
    to.text += ')'
  },

  // a row of one value would be the value
  RowValue: ({ items }, to) => list(to, items.length < 2 ? 'row(' : '(', items, ')'),

  WholeRow: ({ table }, to) => identifier(to, table),

  FieldOf: ({ operand, name }, to) => {
    writeBase(to, operand, false)
    to.text += '.'
    identifier(to, name)
  },

  ArrayValue: ({ items, type }, to) => {
    list(to, 'array[', items, ']')
    // nothing in it says of what it is
    if (items.length === 0) to.text += `::${typeName(type)}`
  },

  ArrayQuery: ({ query }, to) => {
    to.text += 'array'
    indented(to, () => spell(to, query))
  },

  Subscript: ({ operand, indices }, to) => {
    // without them, the indices of both would be those of one array
    writeBase(to, operand, isPlace(operand) && operand._tag !== 'Subscript')
    for (const index of indices) {
      to.text += '['
      if (index._tag === 'Slice') {
        if (index.lower !== null) spell(to, index.lower)
        to.text += ':'
        if (index.upper !== null) spell(to, index.upper)
      } else spell(to, index)
      to.text += ']'
    }
  },

  Literal: ({ value, type, cast }, to) => {
    to.text += to.dialect.literal(to, value, type, cast)
  },
}

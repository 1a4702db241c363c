/** Aggregates and windows in standard SQL. */
import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type {
  Aggregate,
  AggregateName,
  Bound,
  BoundKind,
  Exclusion,
  FrameUnit,
  Node,
  Window,
  WindowFunctionName,
} from '../../lib/ast/Node.js'
import type { Case, Cases } from '../../lib/compile/Dialect.js'
import { report, spell, spellAll, type Writer } from '../../lib/compile/Writer.js'

// -------------------------------------------------------------------------------------
// aggregates
// -------------------------------------------------------------------------------------

export const aggregateNames: Readonly<Record<AggregateName, string>> = {
  count: 'count',
  sum: 'sum',
  avg: 'avg',
  min: 'min',
  max: 'max',
  boolAnd: 'bool_and',
  boolOr: 'bool_or',
  stringAgg: 'string_agg',
}

const writeFilter = (to: Writer, conditions: ReadonlyArray<Node>): void => {
  const [first] = conditions
  if (first === undefined) return
  to.text += ' filter (where '
  if (conditions.length === 1) spell(to, first)
  else spell(to, { joinery: first.joinery, _tag: 'Junction', op: 'and', conditions, type: first.type })
  to.text += ')'
}

/** The case of `Aggregate`, from what a dialect calls them. */
export const aggregateBy =
  (names: Readonly<Record<AggregateName, string>>): Case<Aggregate> =>
  ({ name, operand, distinct, separator, orderBy, filter }, to) => {
    to.text += `${names[name]}(${distinct ? 'distinct ' : ''}`
    if (operand === null) to.text += '*'
    else spell(to, operand)
    if (separator !== null) {
      to.text += ', '
      spell(to, separator)
    }
    if (orderBy.length > 0) {
      to.text += ' order by '
      spellAll(to, orderBy, ', ')
    }
    to.text += ')'
    writeFilter(to, filter)
  }

// -------------------------------------------------------------------------------------
// windows
// -------------------------------------------------------------------------------------

const functions: Readonly<Record<WindowFunctionName, string>> = {
  rowNumber: 'row_number',
  rank: 'rank',
  denseRank: 'dense_rank',
  percentRank: 'percent_rank',
  cumeDist: 'cume_dist',
  ntile: 'ntile',
  lag: 'lag',
  lead: 'lead',
  firstValue: 'first_value',
  lastValue: 'last_value',
  nthValue: 'nth_value',
}

const units: Readonly<Record<FrameUnit, string>> = { rows: 'rows', range: 'range', groups: 'groups' }

const bounds: Readonly<Record<BoundKind, string>> = {
  unboundedPreceding: 'unbounded preceding',
  preceding: ' preceding',
  currentRow: 'current row',
  following: ' following',
  unboundedFollowing: 'unbounded following',
}

const exclusions: Readonly<Record<Exclusion, string>> = {
  'current row': 'current row',
  group: 'group',
  ties: 'ties',
  'no others': 'no others',
}

const writeBound = (to: Writer, { kind, offset }: Bound): void => {
  if (offset !== null) spell(to, offset)
  to.text += bounds[kind]
}

/** What stands between the parentheses, each part after a space but the first. */
const writeWindow = (to: Writer, { partitionBy, orderBy, frame, exclude }: Window): void => {
  let gap = ''
  const part = (keyword: string): void => {
    to.text += gap + keyword
    gap = ' '
  }
  if (partitionBy.length > 0) {
    part('partition by ')
    spellAll(to, partitionBy, ', ')
  }
  if (orderBy.length > 0) {
    part('order by ')
    spellAll(to, orderBy, ', ')
  }
  if (frame === null) return
  part(`${units[frame.unit]} between `)
  writeBound(to, frame.start)
  to.text += ' and '
  writeBound(to, frame.end)
  if (exclude !== null) to.text += ` exclude ${exclusions[exclude]}`
}

/** No database here can say it. */
const reportModifiers = (to: Writer, { distinct, orderBy }: Aggregate): void => {
  const { name } = to.dialect
  if (distinct) report(to, unsupported(name, 'distinct over a window', 'aggregate in a subquery, and join it'))
  if (orderBy.length > 0) {
    report(to, unsupported(name, 'order inside an aggregate over a window', 'give the order to the window'))
  }
}

export const windows: Cases<'WindowFunction' | 'Over'> = {
  WindowFunction: ({ name }, to) =>
    report(to, invalidArgument(name, 'has no window', `give it one: over(window)(${name}(…))`)),

  Over: ({ operand, window }, to) => {
    if (operand._tag === 'Aggregate') {
      reportModifiers(to, operand)
      spell(to, operand)
    } else {
      to.text += `${functions[operand.name]}(`
      spellAll(to, operand.args, ', ')
      to.text += ')'
    }
    to.text += ' over ('
    writeWindow(to, window)
    to.text += ')'
  },
}

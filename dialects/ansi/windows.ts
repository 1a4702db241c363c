/** Aggregates and windows in standard SQL. */

import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type { Ast } from '../../lib/ast/children.js'
import type { Node, Order } from '../../lib/ast/Node.js'
import { isEqual } from '../../lib/ast/structure.js'
import type { Aggregate, Bound, BoundKind, Exclusion, FrameUnit, Window, WindowFunction } from '../../lib/ast/Window.js'
import { walk, withinStatement } from '../../lib/ast/walk.js'
import type { Case, Cases } from '../../lib/compile/Dialect.js'
import { identifier, report, spell, spellAll, type Writer } from '../../lib/compile/Writer.js'
import { writeArguments } from './arguments.js'
import { writeEntries, writeMaking } from './json.js'

// -------------------------------------------------------------------------------------
// aggregates
// -------------------------------------------------------------------------------------

/** How a dialect calls an aggregate or a window function that SQL has a name for. */
type Name = (to: Writer, name: string) => string

const writeName = (to: Writer, { custom, schema, name }: Aggregate | WindowFunction, by: Name): void => {
  if (!custom) {
    to.text += by(to, name)
    return
  }
  if (schema !== null) {
    identifier(to, schema)
    to.text += '.'
  }
  identifier(to, name)
}

const writeFilter = (to: Writer, conditions: ReadonlyArray<Node>): void => {
  const [first] = conditions
  if (first === undefined) return
  to.text += ' filter (where '
  if (conditions.length === 1) spell(to, first)
  else spell(to, { joinery: first.joinery, _tag: 'Junction', op: 'and', conditions, type: first.type })
  to.text += ')'
}

/** The standard has no place for them. */
const reportModifiersOf = (to: Writer, { name, distinct, orderBy, args }: Aggregate): void => {
  if (distinct) report(to, invalidArgument(name, 'takes no distinct', 'aggregate the distinct rows of a subquery'))
  if (orderBy.length > 0 && args.length > 1)
    report(to, invalidArgument(name, 'takes no order', 'use jsonObjectAgg, or order the rows in a subquery'))
}
const reportUnordered = (to: Writer, { name }: Aggregate): void =>
  report(to, invalidArgument(name, 'has no order', `give it one: pipe(${name}(…), withinGroup(…))`))

/** The case of `Aggregate`, from what a dialect calls them. */
export const aggregateBy =
  (by: Name): Case<Aggregate> =>
  (node, to) => {
    const { args, distinct, orderBy, withinGroup, filter, making } = node
    if (withinGroup && orderBy.length === 0) return reportUnordered(to, node)
    writeName(to, node, by)
    to.text += distinct ? '(distinct ' : '('
    if (args.length === 0 && !withinGroup) to.text += '*'
    else if (making === null) writeArguments(to, args, null)
    else writeEntries(to, args)
    if (orderBy.length > 0) {
      to.text += withinGroup ? ') within group (order by ' : ' order by '
      spellAll(to, orderBy, ', ')
    }
    if (making !== null) {
      reportModifiersOf(to, node)
      writeMaking(to, making)
    }
    to.text += ')'
    writeFilter(to, filter)
  }

// -------------------------------------------------------------------------------------
// windows
// -------------------------------------------------------------------------------------

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

/** Takes note of a window with a name, after the one that it says more of; another of its name is a problem. */
const noteWindow = (to: Writer, window: Window): void => {
  const known = to.windows.find(({ name }) => name === window.name)
  if (known === undefined) {
    if (window.base !== null) noteWindow(to, window.base)
    to.windows = [...to.windows, window]
    // a helper may have made it anew
  } else if (!isEqual(known, window)) {
    const argument = `the window ${JSON.stringify(window.name)}`
    report(to, invalidArgument(argument, 'has the name of another one', 'give one of the two another name'))
  }
}

/** Those that an order uses: it is written after the clause that says them. A subquery has its own. */
export const noteWindows = (to: Writer, orders: ReadonlyArray<Order>): void => {
  const note = (node: Ast): void => {
    if (node._tag !== 'Over') return
    const { window } = node
    if (window.name !== null) noteWindow(to, window)
    else if (window.base !== null) noteWindow(to, window.base)
  }
  for (const { operand } of orders) if (operand._tag !== 'Column') walk(operand, note, withinStatement)
}

/** Said once, for the functions of a select that name them. */
export const writeWindows = (to: Writer): void => {
  to.windows.forEach((window, i) => {
    to.text += i > 0 ? ', ' : `${to.newline}window `
    identifier(to, window.name as string)
    to.text += ' as ('
    writeWindow(to, window)
    to.text += ')'
  })
}

/** What stands between the parentheses, each part after a space but the first. */
const writeWindow = (to: Writer, { base, partitionBy, orderBy, frame, exclude }: Window): void => {
  let gap = ''
  const part = (keyword: string): void => {
    to.text += gap + keyword
    gap = ' '
  }
  if (base !== null) {
    part('')
    identifier(to, base.name as string)
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
const reportModifiers = (to: Writer, { distinct, orderBy, withinGroup }: Aggregate): void => {
  const { name } = to.dialect
  if (withinGroup)
    return report(to, unsupported(name, 'withinGroup over a window', 'aggregate in a subquery, and join it'))
  if (distinct) report(to, unsupported(name, 'distinct over a window', 'aggregate in a subquery, and join it'))
  if (orderBy.length > 0) {
    report(to, unsupported(name, 'order inside an aggregate over a window', 'give the order to the window'))
  }
}

/** The cases of windows, from what a dialect calls their functions. */
export const windowsBy = (by: Name): Cases<'WindowFunction' | 'Over'> => ({
  WindowFunction: ({ name }, to) =>
    report(to, invalidArgument(name, 'has no window', `give it one: over(window)(${name}(…))`)),

  Over: ({ operand, window }, to) => {
    if (operand._tag === 'Aggregate') {
      reportModifiers(to, operand)
      spell(to, operand)
    } else {
      writeName(to, operand, by)
      to.text += '('
      writeArguments(to, operand.args, null)
      to.text += ')'
    }
    to.text += ' over '
    if (window.name !== null) {
      noteWindow(to, window)
      identifier(to, window.name)
      return
    }
    if (window.base !== null) noteWindow(to, window.base)
    to.text += '('
    writeWindow(to, window)
    to.text += ')'
  },
})

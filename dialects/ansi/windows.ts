/** Aggregates and windows in standard SQL. */

import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type { Ast } from '../../lib/ast/children.js'
import type { Node, Order } from '../../lib/ast/Node.js'
import type { Aggregate, Bound, BoundKind, Exclusion, FrameUnit, Window, WindowFunction } from '../../lib/ast/Window.js'
import { walk, withinStatement } from '../../lib/ast/walk.js'
import type { Case, Cases } from '../../lib/compile/Dialect.js'
import { identifier, report, spell, spellAll, type Writer } from '../../lib/compile/Writer.js'

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

/** The case of `Aggregate`, from what a dialect calls them. */
export const aggregateBy =
  (by: Name): Case<Aggregate> =>
  (node, to) => {
    const { args, distinct, orderBy, withinGroup, filter } = node
    writeName(to, node, by)
    to.text += distinct ? '(distinct ' : '('
    if (args.length === 0 && !withinGroup) to.text += '*'
    else spellAll(to, args, ', ')
    if (orderBy.length > 0) {
      to.text += withinGroup ? ') within group (order by ' : ' order by '
      spellAll(to, orderBy, ', ')
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
  if (to.windows.includes(window)) return
  if (window.base !== null) noteWindow(to, window.base)
  if (to.windows.some(({ name }) => name === window.name)) {
    const argument = `the window ${JSON.stringify(window.name)}`
    return report(to, invalidArgument(argument, 'has the name of another one', 'give one of the two another name'))
  }
  to.windows.push(window)
}

/** Those that an order uses: it is written after the clause that says them. A subquery has its own. */
export const noteWindows = (to: Writer, orders: ReadonlyArray<Order>): void => {
  const note = (node: Ast): void => {
    if (node._tag !== 'Over') return
    const { window } = node
    if (window.name !== null) noteWindow(to, window)
    else if (window.base !== null) noteWindow(to, window.base)
  }
  for (const order of orders) walk(order, note, withinStatement)
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
const reportModifiers = (to: Writer, { distinct, orderBy }: Aggregate): void => {
  const { name } = to.dialect
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
      spellAll(to, operand.args, ', ')
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

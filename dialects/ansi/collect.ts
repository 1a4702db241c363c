/**
 * Nested rows, in one statement: a correlated subselect that gathers its rows as positional JSON arrays.
 *
 * Positions, not names, for the array is shorter to send and to parse. What JSON would round is cast to text.
 */

import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type { Node, Order } from '../../lib/ast/Node.js'
import { leavesOf } from '../../lib/ast/Projection.js'
import type { Select } from '../../lib/ast/Statement.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { sameValues } from '../../lib/compile/hoist.js'
import { identifier, indented, report, spell, type Writer } from '../../lib/compile/Writer.js'
import { needsOwnRows, ordersOf } from '../../lib/nest/gather.js'
import { writeDirection } from './select.js'

/** How a dialect makes arrays in JSON. */
export interface JsonArrays {
  /** An array of values, and an array of rows. */
  readonly array: string
  readonly gather: string
  /** How many values one call takes. */
  readonly width: number
  /** Spells a value so that JSON loses nothing of it; `write` spells the value itself. */
  readonly item: (to: Writer, node: Node, write: () => void) => void
}

const inner = 'rows'

type Write = (node: Node, i: number) => void

const writeArray = (to: Writer, by: JsonArrays, nodes: ReadonlyArray<Node>, write: Write): void => {
  to.text += `${by.array}(`
  nodes.forEach((node, i) => {
    if (i > 0) to.text += ', '
    by.item(to, node, () => write(node, i))
  })
  to.text += ')'
}

const gathered = (to: Writer, by: JsonArrays, nodes: ReadonlyArray<Node>, write: Write): void => {
  to.text += `${by.gather}(`
  writeArray(to, by, nodes, write)
}

const writeOrders = (to: Writer, orders: ReadonlyArray<Order>, write: (order: Order, i: number) => void): void => {
  orders.forEach((order, i) => {
    to.text += i > 0 ? ', ' : ' order by '
    write(order, i)
  })
}

/** What a node is spelled as by itself. */
const alone = (to: Writer, node: Node): Writer => {
  const own: Writer = { ...to, text: '', values: [], codecs: [], errors: [], shared: null, ctes: new Map(to.ctes) }
  spell(own, node)
  return own
}

const notSelected = /* @__PURE__ */ invalidArgument(
  'the order of distinct rows',
  'is not by what they select, so that equal rows would have several places',
  'select what they are ordered by too, or group by what is selected',
)

/** Where the operand of each order is among the columns; -1 where it is none of them. */
const positionsOf = (to: Writer, orders: ReadonlyArray<Order>, nodes: ReadonlyArray<Node>): ReadonlyArray<number> => {
  if (orders.length === 0) return []
  const columns = nodes.map((node) => alone(to, node))
  return orders.map(({ operand }) => {
    const { text, values } = alone(to, operand)
    return columns.findIndex((column) => column.text === text && sameValues(column.values, values))
  })
}

/** Gathers rows that a derived table has cut to size; the order is said again, for a derived table has none. */
const writeDerived = (to: Writer, by: JsonArrays, query: Select, nodes: ReadonlyArray<Node>): void => {
  const column = (name: string): void => {
    identifier(to, inner)
    to.text += '.'
    identifier(to, name)
  }
  const orders = ordersOf(query)
  // a column more would make rows distinct that are not
  const positions = query.distinct ? positionsOf(to, orders, nodes) : orders.map(() => -1)
  if (query.distinct && positions.includes(-1)) return report(to, notSelected)
  to.text += 'select '
  gathered(to, by, nodes, (_, i) => column(`c${i}`))
  writeOrders(to, orders, (order, i) => {
    const position = positions[i] as number
    column(position < 0 ? `o${i}` : `c${position}`)
    writeDirection(to, order)
  })
  to.text += `)${to.newline}from `
  indented(to, () =>
    to.dialect.select(to, { ...query, orderBy: orders }, () => {
      const named = [
        ...nodes.map((node, i) => [node, `c${i}`] as const),
        ...orders.flatMap(({ operand }, i) => (positions[i] === -1 ? [[operand, `o${i}`] as const] : [])),
      ]
      named.forEach(([node, name], i) => {
        if (i > 0) to.text += ', '
        spell(to, node)
        to.text += ' as '
        identifier(to, name)
      })
    }),
  )
  to.text += ' as '
  identifier(to, inner)
}

/** A row that is the only one: no aggregate has to gather it. */
const writeRow = (to: Writer, by: JsonArrays, query: Select, nodes: ReadonlyArray<Node>): void =>
  to.dialect.select(to, query, () => writeArray(to, by, nodes, (node) => spell(to, node)))

const writeGathered = (to: Writer, by: JsonArrays, nodes: ReadonlyArray<Node>, orders: ReadonlyArray<Order>): void => {
  gathered(to, by, nodes, (node) => spell(to, node))
  writeOrders(to, orders, (order) => spell(to, order))
  to.text += ')'
}

/** Whether one call takes so many values. */
const isTooWide = (to: Writer, by: JsonArrays, nodes: ReadonlyArray<Node>): boolean => {
  if (nodes.length <= by.width) return false
  const hint = `collect at most ${by.width} columns, or load the rows with a statement of their own`
  report(to, unsupported(to.dialect.name, `JSON array of ${nodes.length} values`, hint))
  return true
}

/** The cases of nested rows, from how a dialect makes arrays. */
export const collectBy = (by: JsonArrays): Pick<Cases, 'Collect' | 'Gather'> => ({
  Collect: ({ query, rows }, to) => {
    const nodes = query.projection === null ? [] : leavesOf(query.projection)
    // what is no select, or selects nothing, says so itself
    if (nodes.length === 0 || query._tag !== 'Select') return spell(to, query)
    if (isTooWide(to, by, nodes)) return
    indented(to, () => {
      if (rows.shape === 'one') writeRow(to, by, query, nodes)
      else if (needsOwnRows(query)) writeDerived(to, by, query, nodes)
      else to.dialect.select(to, { ...query, orderBy: [] }, () => writeGathered(to, by, nodes, ordersOf(query)))
    })
  },

  Gather: ({ items, orderBy }, to) => {
    if (!isTooWide(to, by, items)) writeGathered(to, by, items, orderBy)
  },
})

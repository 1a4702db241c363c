/**
 * Nested rows, in one statement: a correlated subselect that gathers its rows as positional JSON arrays.
 *
 * Positions, not names, for the array is shorter to send and to parse. What JSON would round is cast to text.
 */

import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type { Ast } from '../../lib/ast/children.js'
import type { Collect, Node, Order } from '../../lib/ast/Node.js'
import { leafNamed, leavesOf } from '../../lib/ast/Projection.js'
import type { Select } from '../../lib/ast/Statement.js'
import { holds, withinStatement } from '../../lib/ast/walk.js'
import { sameValues } from '../../lib/compile/hoist.js'
import { identifier, indented, report, spell, type Writer } from '../../lib/compile/Writer.js'
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

const isAggregate = ({ _tag }: Ast): boolean => _tag === 'Aggregate' || _tag === 'Over'

/** Whether a node has an aggregate or a window in it, which cannot stand inside the aggregate that gathers. */
const aggregates = (node: Node): boolean => holds(node, isAggregate, withinStatement)

/** A limit, a distinct, a group, an aggregate or a window applies to rows before they are gathered. */
const needsOwnRows = (query: Select, nodes: ReadonlyArray<Node>): boolean =>
  query.limit !== null ||
  query.offset !== null ||
  query.distinct ||
  query.distinctOn !== null ||
  query.locks.length > 0 ||
  query.groupBy.length > 0 ||
  query.having.length > 0 ||
  nodes.some(aggregates) ||
  ordersOf(query).some(({ operand }) => aggregates(operand))

const inner = 'rows'

const gathered = (to: Writer, by: JsonArrays, nodes: ReadonlyArray<Node>, write: (node: Node, i: number) => void) => {
  to.text += `${by.gather}(${by.array}(`
  nodes.forEach((node, i) => {
    if (i > 0) to.text += ', '
    by.item(to, node, () => write(node, i))
  })
  to.text += ')'
}

const writeOrders = (to: Writer, orders: ReadonlyArray<Order>, write: (order: Order, i: number) => void): void => {
  orders.forEach((order, i) => {
    to.text += i > 0 ? ', ' : ' order by '
    write(order, i)
  })
}

/** The orders by expressions: an aggregate's own order knows no output columns. */
const ordersOf = ({ orderBy, projection }: Select): ReadonlyArray<Order> =>
  orderBy.map((order) => {
    const { operand } = order
    const node = operand._tag === 'Output' && projection !== null ? leafNamed(projection, operand.name) : null
    return node === null ? order : { ...order, operand: node }
  })

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

/** The case of `Collect`, from how a dialect makes arrays. */
export const collectBy =
  (by: JsonArrays) =>
  ({ query }: Collect, to: Writer): void => {
    const nodes = query.projection === null ? [] : leavesOf(query.projection)
    // what is no select, or selects nothing, says so itself
    if (nodes.length === 0 || query._tag !== 'Select') return spell(to, query)
    if (nodes.length > by.width) {
      const hint = `collect at most ${by.width} columns, or load the rows with a statement of their own`
      return report(to, unsupported(to.dialect.name, `JSON array of ${nodes.length} values`, hint))
    }
    indented(to, () =>
      needsOwnRows(query, nodes)
        ? writeDerived(to, by, query, nodes)
        : to.dialect.select(to, { ...query, orderBy: [] }, () => {
            gathered(to, by, nodes, (node) => spell(to, node))
            writeOrders(to, ordersOf(query), (order) => spell(to, order))
            to.text += ')'
          }),
    )
  }

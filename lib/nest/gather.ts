/** When the rows of a query can be gathered by an aggregate as they are found. */
import type { Ast } from '../ast/children.js'
import type { Node, Order } from '../ast/Node.js'
import { leafNamed, leavesOf } from '../ast/Projection.js'
import type { Select } from '../ast/Statement.js'
import { holds, withinStatement } from '../ast/walk.js'

/** The orders by expressions: an aggregate's own order knows no output columns. */
export const ordersOf = ({ orderBy, projection }: Select): ReadonlyArray<Order> =>
  orderBy.map((order) => {
    const { operand } = order
    const node = operand._tag === 'Output' && projection !== null ? leafNamed(projection, operand.name) : null
    return node === null ? order : { ...order, operand: node }
  })

const isAggregate = ({ _tag }: Ast): boolean => _tag === 'Aggregate' || _tag === 'Over' || _tag === 'Gather'

/** Whether a node has an aggregate or a window in it, which cannot stand inside the aggregate that gathers. */
const aggregates = (node: Node): boolean => holds(node, isAggregate, withinStatement)

/** Whether a limit, a distinct, a group, an aggregate or a window applies to the rows before they are gathered. */
export const needsOwnRows = (query: Select): boolean =>
  query.limit !== null ||
  query.offset !== null ||
  query.distinct ||
  query.distinctOn !== null ||
  query.locks.length > 0 ||
  query.groupBy.length > 0 ||
  query.having.length > 0 ||
  (query.projection !== null && leavesOf(query.projection).some(aggregates)) ||
  ordersOf(query).some(({ operand }) => aggregates(operand))

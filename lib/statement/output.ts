/**
 * Orders by what a query yields: a column by its name, which has no table and can be used for nothing else.
 *
 * That is the only order that the result of a set operation, or rows that are written out, can have.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, toNode } from '../ast/Expr.js'
import { brand, type Node, type Order as OrderNode, type Output as OutputNode } from '../ast/Node.js'
import type { Projection } from '../ast/Projection.js'
import type { AnyQuery, RowOf } from '../ast/Scope.js'
import { isOrder, type Order } from '../expr/order.js'
import { invalidStatement, queryNode, sameTypes } from './node.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** What no expression takes: SQL orders by an output column itself, and not by what is made of it. */
interface OutputValue<T> {
  readonly output: T
}

/** Why it can be used nowhere else. */
type OutputOnly = 'an output column outside orderByOutput'

/** The columns that a query yields, to order by. */
export type OutputColumns<R> = { readonly [K in keyof R]: Expr<OutputValue<R[K]>, OutputOnly, OutputOnly> }

// -------------------------------------------------------------------------------------
// clause
// -------------------------------------------------------------------------------------

const outputsOf = (projection: Projection | null): Readonly<Record<string, Node>> =>
  Object.fromEntries(
    (projection?.items ?? []).flatMap(
      (item): ReadonlyArray<readonly [string, OutputNode]> =>
        item._tag === 'Field'
          ? [[item.key, { joinery: brand, _tag: 'Output', name: item.key, type: item.node.type }]]
          : [],
    ),
  )

const toOutputOrder = (order: unknown): OrderNode => {
  const made: OrderNode = isOrder(order)
    ? order
    : { joinery: brand, _tag: 'Order', operand: toNode(order, outputArgument), direction: 'asc', nulls: null }
  const { operand } = made
  return operand._tag === 'Output' || operand._tag === 'Invalid' ? made : { ...made, operand: notAnOutput }
}

const outputArgument = 'an order of orderByOutput'

const notAnOutput: Node = {
  joinery: brand,
  _tag: 'Invalid',
  error: /* @__PURE__ */ invalidArgument(
    outputArgument,
    'is not a column of the result',
    'give columns of the row, or order a subquery of it by what is made of them',
  ),
  type: { _tag: 'untyped' },
}

const notOrders = /* @__PURE__ */ invalidArgument(
  'the argument of orderByOutput',
  'is not a function that gives an array of orders',
  'give (row) => [desc(row.name)]',
)

/**
 * Orders the rows of a query by columns that it yields, which have no table; called again, it appends. In a select it
 * comes after `select`.
 *
 * @example pipe(jacks, union(eds), orderByOutput((row) => [desc(row.name)])) // … union … order by "name" desc
 *
 * @example
 * pipe(
 *   from(posts),
 *   groupBy(posts.c.authorId),
 *   select({ author: posts.c.authorId, written: count() }),
 *   orderByOutput((row) => [desc(row.written), row.author]),
 * )
 * // select "posts"."author_id" as "author", count(*) as "written" from "posts" group by "posts"."author_id"
 * // order by "written" desc, "author"
 */
export const orderByOutput =
  <Q extends AnyQuery>(
    orders: (
      row: OutputColumns<RowOf<Q>>,
    ) => ReadonlyArray<Order<OutputOnly> | Expr<OutputValue<any>, OutputOnly, OutputOnly>>,
  ) =>
  (self: Q): Q => {
    const node = queryNode(self, 'orderByOutput')
    if (node.projection === null) return sameTypes(self, invalidStatement(notSelected))
    const made: unknown =
      typeof orders === 'function' ? orders(outputsOf(node.projection) as unknown as OutputColumns<RowOf<Q>>) : null
    if (!Array.isArray(made)) return sameTypes(self, invalidStatement(notOrders))
    return sameTypes(self, { ...node, orderBy: [...node.orderBy, ...made.map(toOutputOrder)] })
  }

const notSelected = /* @__PURE__ */ invalidArgument(
  'what orderByOutput was applied to',
  'yields nothing yet',
  'let it come after select',
)

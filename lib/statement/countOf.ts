/** How many rows a query yields. */
import { constant } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type { Item, Projection } from '../ast/Projection.js'
import type { Free, Query, Select } from '../ast/Scope.js'
import type { Query as QueryNode } from '../ast/Statement.js'
import { aggregate, countType } from '../expr/aggregates.js'
import { emptySelect, queryNode, typedStatement } from './node.js'

/** A query in FROM has its columns side by side. */
const flat = (items: ReadonlyArray<Item>, path: string): ReadonlyArray<Item> =>
  items.flatMap((item) =>
    item._tag === 'Group' ? flat(item.items, `${path}${item.key}.`) : [{ ...item, key: path + item.key }],
  )

/** Rows are counted also where nothing of them is selected. */
const anything: Projection = { items: [{ _tag: 'Field', key: 'row', node: /* @__PURE__ */ constant(true) }] }

/** The query as it is counted: without an order, where it does not decide which rows there are, and without locks. */
const counted = (query: QueryNode): QueryNode => {
  if (query._tag === 'InvalidStatement') return query
  const { projection, limit, offset } = query
  const ordered = limit !== null || offset !== null || (query._tag === 'Select' && query.distinctOn !== null)
  const rows = {
    projection: projection === null ? anything : { ...projection, items: flat(projection.items, '') },
    orderBy: ordered ? query.orderBy : [],
  }
  return query._tag === 'Select' ? { ...query, ...rows, locks: [] } : { ...query, ...rows }
}

/**
 * The number of rows that a query yields. Its order is left out where it does not matter; its limit is not: count before
 * a limit what there is without one.
 *
 * @example
 * countOf(pipe(from(users), where(users.c.active), orderBy(users.c.id), select({ id: users.c.id })))
 * // select count(*) as "count" from (select "users"."id" from "users" where "users"."active") as "counted"
 */
export const countOf = <S, U>(
  query: Query<S, any, U, any>,
): Select<never, never, Free<U, S>, { readonly count: number }> => {
  const node = queryNode(query, 'countOf')
  return typedStatement({
    ...emptySelect,
    from: { joinery: brand, _tag: 'Derived', query: counted(node), alias: 'counted', columns: {} },
    projection: { items: [{ _tag: 'Field', key: 'count', node: aggregate('count', [], countType) }] },
  })
}

/** A relation to the first few of the related rows: the latest three posts of each user. */
import type { AnyExpr } from '../ast/Expr.js'
import type { Select as SelectNode, Source as SourceNode } from '../ast/Statement.js'
import type { Order } from '../expr/order.js'
import { rowCount } from '../statement/rowCount.js'
import { startingAt } from './combine.js'
import { ordersOf } from './define.js'
import { columnsOf, hopTo, noHop, noWayBack } from './lateral.js'
import {
  type AnyRelation,
  asNode,
  type Cardinality,
  labelOf,
  type Relation,
  typedRelation,
  typedTarget,
} from './Relation.js'
import { relatedSelect } from './rows.js'

type OneOr<N extends number, K extends Cardinality> = number extends N ? K : N extends 1 ? 'maybe' : K

/** The orders in which the first rows are found. */
type Orders<T> = (target: T) => Order<any> | AnyExpr | ReadonlyArray<Order<any> | AnyExpr>

const firstRows = (self: AnyRelation, from: SourceNode, rows: number, orderBy: unknown): SelectNode => {
  const here = startingAt(self, typedTarget(from))
  const target = asNode(here.target)
  return {
    ...relatedSelect(here, from),
    projection: columnsOf(target),
    orderBy: orderBy === undefined ? here.orderBy : ordersOf(orderBy, target),
    limit: rowCount(rows, 'limit'),
  }
}

/**
 * The first few of the related rows, in an order, which is the relation's own if none is given. Of one alone there is at
 * most one, so that it can be picked. It is for reading, and leads one way.
 *
 * @example
 * const latest = limited(userPosts, 1, (p) => desc(p.c.createdAt))
 *
 * pipe(from(users), select({ name: users.c.name, latest: pick(latest, (p) => ({ title: p.c.title })) }))
 * // select "users"."name", (select json_build_array("posts"."title") from (select … from "posts" where "users"."id" = "posts"."author_id" order by "posts"."created_at" desc limit $1) as "posts") as "latest" from "users"
 */
export const limited = <R extends AnyRelation, N extends number>(
  self: R,
  rows: N,
  orderBy?: Orders<R['target']>,
): Relation<R['source'], R['target'], OneOr<N, R['cardinality']>, 'many', never, 'viewOnly'> => {
  const target = asNode(self.target)
  const isOne = rows === 1
  return typedRelation({
    ...self,
    cardinality: isOne && self.cardinality === 'many' ? 'maybe' : self.cardinality,
    inverseCardinality: 'many',
    unique: isOne || self.unique,
    inverseUnique: false,
    access: 'viewOnly',
    hops: [hopTo(target, (from) => firstRows(self, from, rows, orderBy))],
    back: [noHop(asNode(self.source), noWayBack(labelOf(self), 'limited'))],
    writes: null,
    orderBy: orderBy === undefined ? self.orderBy : ordersOf(orderBy, target),
  })
}

/** Relations in queries: as a join, as a condition, as nested rows. */
import { type Condition, type Expr, typed } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type { AnySelect, Free, Joining, RowOf, Select, Unselected, Yielding } from '../ast/Scope.js'
import type { Specs, Table } from '../schema/Table.js'
import { selectNode } from '../statement/node.js'
import { from, innerJoin, leftJoin, where } from '../statement/select.js'
import { exists } from '../statement/subquery.js'
import { type AnyRelation, conditionOf, type Relation } from './Relation.js'

const on = (relation: AnyRelation): Condition<any> => typed(conditionOf(relation))

// -------------------------------------------------------------------------------------
// joins
// -------------------------------------------------------------------------------------

/**
 * Joins the related rows; a row without any drops out.
 *
 * @example joinTo(userAddresses) // inner join "addresses" on "users"."id" = "addresses"."userId"
 */
export const joinTo =
  <A extends string, B extends string>(relation: Relation<A, any, B, any, any>) =>
  <Q extends AnySelect>(self: Q): Joining<Q, B, A, never> =>
    innerJoin<B, A>(relation.target, on(relation))(self)

/**
 * Joins the related rows; a row without any stays, with nulls.
 *
 * @example leftJoinTo(userAddresses) // left join "addresses" on "users"."id" = "addresses"."userId"
 */
export const leftJoinTo =
  <A extends string, B extends string>(relation: Relation<A, any, B, any, any>) =>
  <Q extends AnySelect>(self: Q & Unselected<RowOf<Q>>): Joining<Q, B, A, B> =>
    leftJoin<B, A>(relation.target, on(relation))(self)

// -------------------------------------------------------------------------------------
// conditions
// -------------------------------------------------------------------------------------

/**
 * Whether any related row meets the condition; without one, whether there is any.
 *
 * @example some(userAddresses, (a) => like(a.c.email, '%@google.com'))
 * // exists (select 1 from "addresses" where "users"."id" = "addresses"."userId" and "addresses"."email" like $1)
 */
export const some = <A extends string, B extends string, SB extends Specs, R = never>(
  relation: Relation<A, any, B, SB, any>,
  condition?: (target: Table<B, SB>) => Condition<R>,
): Expr<boolean, A | Exclude<R, B>, never> => {
  const related = where(on(relation))(from(relation.target))
  return typedExists(condition === undefined ? related : where(condition(relation.target))(related))
}

/** The free references of the subquery are what the signature of `some` says. */
const typedExists = <R>(query: Select<any, any, any, any>): Expr<boolean, R, never> =>
  exists(query) as Expr<boolean, R, never>

// -------------------------------------------------------------------------------------
// nested rows
// -------------------------------------------------------------------------------------

/**
 * The related rows as an array inside the row, in one statement; empty where there are none. `build` says which columns,
 * and may filter, order and limit; every value keeps its type.
 *
 * @example
 * select({
 *   name: users.c.name,
 *   addresses: collect(userAddresses, (rows, a) => pipe(rows, orderBy(a.c.id), select({ email: a.c.email }))),
 * })
 */
export const collect = <A extends string, B extends string, SB extends Specs, S, U, Row>(
  relation: Relation<A, any, B, SB, any>,
  build: (rows: Select<B, never, A, never>, target: Table<B, SB>) => Select<S, any, U, Row> & Yielding<Row>,
): Expr<ReadonlyArray<Row>, Free<U, S>, never> => {
  const query = selectNode(build(relatedRows(relation), relation.target), 'collect')
  return typed({
    joinery: brand,
    _tag: 'Collect',
    query,
    type: { _tag: 'rows', projection: query.projection ?? { items: [] } },
  })
}

/** The target's rows that belong to the source's row around them. */
const relatedRows = <A extends string, B extends string>(
  relation: Relation<A, any, B, any, any>,
): Select<B, never, A, never> => where(on(relation))(from<B>(relation.target))

/**
 * Selects, in the order in which the database reads them: from, joins, conditions, groups, columns, order.
 *
 * `where` and `having` add a condition, `groupBy` and `orderBy` append, `select`, `limit` and `offset` replace. Outer
 * joins come before `select`, for they decide what may be null in it; everything else goes in any order.
 */
import { type AnyAggregate, type AnyExpr, type Condition, type readsOf, toNode } from '../ast/Expr.js'
import { emptySelect } from '../ast/emptySelect.js'
import { appended, extended } from '../ast/lists.js'
import type { Node } from '../ast/Node.js'
import type {
  AnyQuery,
  AnySelect,
  Filterable,
  Joining,
  OuterOf,
  Refused,
  RowOf,
  ScopeOf,
  Select,
  Statement,
  Twice,
  Unselected,
  UsesOf,
  Using,
} from '../ast/Scope.js'
import type { Join, JoinKind, Query as QueryNode, Select as SelectNode } from '../ast/Statement.js'
import { type GroupingSets, isGroupingSets } from '../expr/grouping.js'
import { distinctAggregate, isAggregate } from '../expr/modifiers.js'
import { type Order, toOrder } from '../expr/order.js'
import { withoutProofs } from '../nest/proof.js'
import type { Joinable, Source } from '../schema/Table.js'
import type { Lateral } from './lateral.js'
import { filterableNode, noExtras, queryNode, sameTypes, selectNode, typedStatement } from './node.js'
import { type Projectable, projecting, projection, type ReadsOfProjectable, type RowOfProjectable } from './project.js'
import { type Beyond, type Counted, type RowCount, rowCount, withoutTies } from './rowCount.js'
import { sourceNode } from './source.js'

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * Starts a query; of several sources, every row with every row.
 *
 * @example from(users) // from "users"
 * @example from(users, posts) // from "users", "posts"
 * @example scalar(pipe(from(tableOf('tag')(unnest(articles.c.tags))), select({ n: count() }))) // (select count(*) as "n" from unnest("articles"."tags") as "tag")
 */
export const from: From = (source: unknown, ...others: ReadonlyArray<unknown>): any =>
  typedStatement({
    ...emptySelect,
    from: sourceNode(source, 'the argument of from'),
    joins: others.length === 0 ? noJoins : others.map(comma),
  })

/** What reads a query around it may stand alone in a query inside of that. The one source last: it is what an editor shows, and what a mistake is measured by. */
interface From {
  <A extends string, B extends string, F = never>(
    source: Joinable<A, F>,
    second: Joinable<B, F>,
    ...others: ReadonlyArray<Joinable<B, F>>
  ): Select<A | B, never, F | Twice<A & B>, never>
  <A extends string, F>(source: Lateral<A, any, F>): Select<A, never, F, never>
  <A extends string>(source: Source<A, any, any>): Select<A, never, never, never>
}

const noJoins: SelectNode['joins'] = []

const comma = (source: unknown): Join => ({
  kind: 'comma',
  source: sourceNode(source, 'an argument of from'),
  on: null,
})

/** A query without a FROM. @example selectOnly({ one: value(integer, 1) }) // select $1::integer as "one" */
export const selectOnly = <P extends Projectable>(
  fields: P,
): Select<never, never, ReadsOfProjectable<P>, RowOfProjectable<P, never>> =>
  typedStatement({ ...emptySelect, projection: projection(fields, 'selectOnly') })

// -------------------------------------------------------------------------------------
// joins
// -------------------------------------------------------------------------------------

const joinName = (name: string) => ({ name, source: `the argument of ${name}`, on: `the condition of ${name}` })

/** What a mistake in a join is called; made once, and not for every join. */
const joinNames: Readonly<Record<JoinKind, ReturnType<typeof joinName>>> = /* @__PURE__ */ (() => ({
  inner: joinName('innerJoin'),
  left: joinName('leftJoin'),
  right: joinName('rightJoin'),
  full: joinName('fullJoin'),
  cross: joinName('crossJoin'),
  comma: joinName('from'),
}))()

const join =
  (kind: JoinKind, source: unknown, on: unknown) =>
  (self: Select<any, any, any, any>): any => {
    const clause = joinNames[kind]
    const node = selectNode(self, clause.name)
    const joined = {
      kind,
      source: sourceNode(source, clause.source),
      on: kind === 'cross' ? null : toNode(on, clause.on),
    }
    return { ...node, joins: appended(node.joins, joined) }
  }

/** @example innerJoin(posts, eq(posts.c.authorId, users.c.id)) // inner join "posts" on "posts"."author_id" = "users"."id" */
export const innerJoin =
  <A extends string, R, F = never>(source: Joinable<A, F>, on: Condition<R>) =>
  <Q extends AnySelect>(self: Q): Joining<Q, A, R | F, never> =>
    join('inner', source, on)(self)

/** The joined source may have no row: what is selected from it may be null. @example leftJoin(posts, eq(posts.c.authorId, users.c.id)) */
export const leftJoin =
  <A extends string, R, F = never>(source: Joinable<A, F>, on: Condition<R>) =>
  <Q extends AnySelect>(self: Q & Unselected<RowOf<Q>>): Joining<Q, A, R | F, A> =>
    join('left', source, on)(self)

/** Everything before it may have no row. @example rightJoin(posts, eq(posts.c.authorId, users.c.id)) */
export const rightJoin =
  <A extends string, R>(source: Source<A, any, any>, on: Condition<R>) =>
  <Q extends AnySelect>(self: Q & Unselected<RowOf<Q>>): Joining<Q, A, R, ScopeOf<Q>> =>
    join('right', source, on)(self)

/** Either side may have no row. @example fullJoin(posts, eq(posts.c.authorId, users.c.id)) */
export const fullJoin =
  <A extends string, R>(source: Source<A, any, any>, on: Condition<R>) =>
  <Q extends AnySelect>(self: Q & Unselected<RowOf<Q>>): Joining<Q, A, R, ScopeOf<Q> | A> =>
    join('full', source, on)(self)

/** Every row with every row. @example crossJoin(posts) // cross join "posts" */
export const crossJoin =
  <A extends string, F = never>(source: Joinable<A, F>) =>
  <Q extends AnySelect>(self: Q): Joining<Q, A, F, never> =>
    join('cross', source, null)(self)

// -------------------------------------------------------------------------------------
// clauses
// -------------------------------------------------------------------------------------

/**
 * Keeps the rows that meet the condition, and every condition already there.
 *
 * @example where(eq(users.c.name, 'jack')) // where "users"."name" = $1
 */
export const where =
  <R>(condition: Condition<R>) =>
  <Q extends Statement<Filterable, any, any, any, any>>(self: Q): Using<Q, R> => {
    const node = filterableNode(self, 'where')
    return typedStatement({ ...node, where: adding(node.where, toNode(condition, 'the condition of where')) })
  }

/** `and()` and `skip` add nothing. */
const adding = (conditions: ReadonlyArray<Node>, condition: Node): ReadonlyArray<Node> =>
  condition._tag === 'Skip' || (condition._tag === 'Constant' && condition.value)
    ? conditions
    : appended(conditions, condition)

/** Keeps the groups that meet the condition. @example having(gt(count(), 3)) // having count(*) > $1 */
export const having =
  <R>(condition: Condition<R>) =>
  <Q extends AnySelect>(self: Q): Using<Q, R> => {
    const node = selectNode(self, 'having')
    return typedStatement({ ...node, having: adding(node.having, toNode(condition, 'the condition of having')) })
  }

/** The sources of which a row may be grouped by nothing. */
type Grouped<E> = E extends GroupingSets<infer R> ? R : never

/** What may be null has to be known when it is selected. */
type UnselectedIf<G, R> = [G] extends [never]
  ? unknown
  : [R] extends [never]
    ? unknown
    : Refused<'rollup, cube and groupingSets come before select'>

/** A statement in groups by `E`. */
type Grouping<Q extends AnySelect, E extends AnyExpr | GroupingSets<any>> = Select<
  ScopeOf<Q>,
  OuterOf<Q> | Grouped<E>,
  UsesOf<Q> | E[typeof readsOf],
  RowOf<Q>
>

const grouped = (self: AnySelect, name: string, expressions: ReadonlyArray<unknown>): SelectNode => {
  const node = selectNode(self, name)
  const added = expressions.map((e) => (isGroupingSets(e) ? e : toNode(e, `an argument of ${name}`)))
  return {
    ...node,
    groupBy: extended(node.groupBy, added),
    projection: node.projection === null ? null : withoutProofs(node.projection),
  }
}

/**
 * What is selected from the sources of `rollup`, `cube` and `groupingSets` may be null: they come before `select`.
 *
 * @example groupBy(users.c.id, users.c.name) // group by "users"."id", "users"."name"
 * @example groupBy(rollup(posts.c.authorId)) // group by rollup ("posts"."author_id")
 */
export const groupBy =
  <E extends ReadonlyArray<AnyExpr | GroupingSets<any>>>(...expressions: E) =>
  <Q extends AnySelect>(self: Q & UnselectedIf<Grouped<E[number]>, RowOf<Q>>): Grouping<Q, E[number]> =>
    typedStatement(grouped(self, 'groupBy', expressions))

/**
 * The same, with each grouping once where several of the arguments make it.
 *
 * @example groupByDistinct(rollup(posts.c.authorId), rollup(posts.c.published))
 * // group by distinct rollup ("posts"."author_id"), rollup ("posts"."published")
 */
export const groupByDistinct =
  <E extends ReadonlyArray<AnyExpr | GroupingSets<any>>>(...expressions: E) =>
  <Q extends AnySelect>(self: Q & UnselectedIf<Grouped<E[number]>, RowOf<Q>>): Grouping<Q, E[number]> => {
    const node = grouped(self, 'groupByDistinct', expressions)
    return typedStatement({ ...node, extras: { ...(node.extras ?? noExtras), groupDistinct: true } })
  }

/** @example orderBy(desc(users.c.id), users.c.name) // order by "users"."id" desc, "users"."name" */
export const orderBy =
  <E extends ReadonlyArray<AnyExpr | Order<any>>>(...orders: E) =>
  <Q extends AnySelect>(self: Q): Using<Q, E[number][typeof readsOf]> => {
    const node = selectNode(self, 'orderBy')
    return typedStatement({
      ...node,
      orderBy: extended(
        node.orderBy,
        orders.map((order) => toOrder(order, 'orderBy')),
      ),
    })
  }

/**
 * Says what to return: an object of expressions, tables and further objects, or a whole table.
 *
 * @example select({ id: users.c.id, user: users, address: { email: addresses.c.email } })
 * @example select(users)
 */
export const select =
  <P extends Projectable>(fields: P) =>
  <Q extends AnySelect>(
    self: Q,
  ): Select<ScopeOf<Q>, OuterOf<Q>, UsesOf<Q> | ReadsOfProjectable<P>, RowOfProjectable<P, OuterOf<Q>>> => {
    const node = selectNode(self, 'select')
    return typedStatement(projecting(node, fields, 'select', (selected) => selected))
  }

/** Rows without a column, which are there or not. @example pipe(from(users), selectNothing) // select from "users" */
export const selectNothing = <Q extends AnySelect>(
  self: Q,
): Select<ScopeOf<Q>, OuterOf<Q>, UsesOf<Q>, Record<never, never>> =>
  typedStatement({ ...selectNode(self, 'selectNothing'), projection: { items: [], nothing: true } })

/**
 * Drops rows that are equal in every column; in an aggregate, values that are equal.
 *
 * @example distinct // select distinct …
 * @example distinct(sum(users.c.age)) // sum(distinct "users"."age")
 */
export const distinct = <Q extends AnySelect | AnyAggregate>(self: Q): Q =>
  isAggregate(self)
    ? sameAggregate(self, distinctAggregate(self))
    : sameTypes(self as AnySelect & Q, {
        ...selectNode(self as AnySelect, 'distinct'),
        distinct: true,
        distinctOn: null,
      })

/** Remembers the types that a modifier leaves as they are. */
const sameAggregate = <Q>(_: Q, node: Node): Q => node as unknown as Q

/**
 * At most so many rows. An expression of their number may read the query around, and none of the query's own sources.
 *
 * @example limit(10) // limit $1
 * @example limit(scalar(pipe(from(users), select({ n: count() })))) // limit (select count(*) as "n" from "users")
 */
export const limit =
  <R = never>(rows: RowCount<R>) =>
  <Q extends AnyQuery>(self: Q & Beyond<Q, R>): Counted<Q, R> => {
    const node = queryNode(self, 'limit')
    return typedCount({ ...withoutTies(node), limit: rowCount(rows, 'limit') })
  }

/** Remembers what the number of rows reads. */
const typedCount = <Q extends AnyQuery, R>(node: QueryNode): Counted<Q, R> => node as unknown as Counted<Q, R>

/** @example offset(20) // offset $1 */
export const offset =
  <R = never>(rows: RowCount<R>) =>
  <Q extends AnyQuery>(self: Q & Beyond<Q, R>): Counted<Q, R> =>
    typedCount({ ...queryNode(self, 'offset'), offset: rowCount(rows, 'offset') })

/**
 * At most so many rows, and all that are equal to the last of them in the order, which the query must have.
 *
 * @example
 * pipe(from(users), orderBy(users.c.age), limitWithTies(3), select({ name: users.c.name }))
 * // select "users"."name" from "users" order by "users"."age" fetch first ($1) rows with ties
 */
export const limitWithTies =
  <R = never>(rows: RowCount<R>) =>
  <Q extends AnySelect>(self: Q & Beyond<Q, R>): Counted<Q, R> => {
    const node = selectNode(self, 'limitWithTies')
    return typedCount({
      ...node,
      limit: rowCount(rows, 'limitWithTies'),
      extras: { ...(node.extras ?? noExtras), withTies: true },
    })
  }

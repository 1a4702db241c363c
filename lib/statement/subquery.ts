/**
 * Queries inside queries.
 *
 * A subquery may read the query around it: what it reads and has not got stays a free reference, until a query has it.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type absentOf, type Expr, isNode, type readsOf, toNode, typed, type valueOf } from '../ast/Expr.js'
import { type Branded, brand, type Column as ColumnNode, type Node } from '../ast/Node.js'
import { type Item, leavesOf, type Projection } from '../ast/Projection.js'
import { rowFields, rowType } from '../ast/row.js'
import type { AnyQuery, Closed, Free, Query, RowOf, ScopeOf, Statement, UsesOf, Yielding } from '../ast/Scope.js'
import { booleanType, elementOf, type SqlType, untyped } from '../ast/SqlType.js'
import type { Derived, Query as QueryNode, Statement as StatementNode } from '../ast/Statement.js'
import type { Comparable } from '../expr/comparison.js'
import type { Column, Source } from '../schema/Table.js'
import { invalidStatement, queryNode } from './node.js'

// -------------------------------------------------------------------------------------
// expressions
// -------------------------------------------------------------------------------------

const asNode = (query: Branded, name: string): QueryNode => queryNode(query as AnyQuery, name)

/** Whether the query has any row; what it selects does not matter. @example exists(pipe(from(posts), where(eq(posts.c.authorId, users.c.id)))) */
export const exists = <S, U>(query: Query<S, any, U, any>): Expr<boolean, Free<U, S>, never> =>
  typed({ joinery: brand, _tag: 'Exists', query: asNode(query, 'exists'), type: booleanType })

const refused = (name: string, reason: string, hint: string): StatementNode =>
  invalidStatement(invalidArgument(`the query of ${name}`, reason, hint))

/** A query of so many columns; one that selects nothing is refused where it is spelled. */
const asColumns = (query: Branded, name: string, wanted: number): StatementNode => {
  const node = asNode(query, name)
  const width = node.projection === null ? wanted : leavesOf(node.projection).length
  return width === wanted || width === 0
    ? node
    : refused(
        name,
        `has ${width} column${width > 1 ? 's' : ''}`,
        wanted > 1 ? `the row has ${wanted} values` : 'select one',
      )
}

/** A query whose rows are single values. */
export const asColumn = (query: Branded, name: string): StatementNode => asColumns(query, name, 1)

const scalarOf = (query: StatementNode, type: SqlType): Node => ({ joinery: brand, _tag: 'Scalar', query, type })

/** What a query yields. */
const leavesFrom = (query: StatementNode): ReadonlyArray<Node> =>
  'projection' in query && query.projection !== null ? leavesOf(query.projection) : []

/** The type of a query's first column. */
const firstType = (query: StatementNode): SqlType => leavesFrom(query)[0]?.type ?? untyped

/**
 * A query of one column as a value: null if it has no row, an error of the database if it has two.
 *
 * @example scalar(pipe(from(posts), where(eq(posts.c.authorId, users.c.id)), select({ n: count() })))
 */
export const scalar = <S, U, R>(
  query: Query<S, any, U, R> & Yielding<R>,
): Expr<R[keyof R] | null, Free<U, S>, never> => {
  const column = asColumn(query, 'scalar')
  return typed(scalarOf(column, firstType(column)))
}

/** The values of a row by their keys, in order. */
type RowOfKeys<R, K extends ReadonlyArray<keyof R>> = { readonly [I in keyof K]: R[K[I]] }

/**
 * A query of several columns as one row, to compare with a row; its keys are said in their order. Null if it has no row.
 *
 * @example
 * const first = pipe(from(posts), limit(1), select({ id: posts.c.authorId, name: posts.c.title }))
 *
 * eq(row(users.c.id, users.c.name), scalarRow(first, ['id', 'name'])) // ("users"."id", "users"."name") = (select …)
 */
export const scalarRow = <S, U, R, const K extends ReadonlyArray<keyof R>>(
  query: Query<S, any, U, R> & Yielding<R>,
  keys: K,
): Expr<RowOfKeys<R, K> | null, Free<U, S>, never> => {
  const node = asNode(query, 'scalarRow')
  const selected = (node.projection?.items ?? []).map(({ key }) => key).join(', ')
  const agree = Array.isArray(keys) && keys.length > 1 && keys.join(', ') === selected
  const columns = agree
    ? node
    : refused('scalarRow', `selects ${selected}`, 'give its keys, at least two of them, in that order')
  return typed(scalarOf(columns, rowType(leavesFrom(columns).map(({ type }) => type))))
}

/** The values of a query as an array, which is empty if there are none. @example arrayFrom(pipe(from(posts), select({ title: posts.c.title }))) // array(select "posts"."title" from "posts") */
export const arrayFrom = <S, U, R>(
  query: Query<S, any, U, R> & Yielding<R>,
): Expr<ReadonlyArray<R[keyof R]>, Free<U, S>, never> => {
  const column = asColumn(query, 'arrayFrom')
  const type: SqlType = { _tag: 'array', element: firstType(column) }
  return typed({ joinery: brand, _tag: 'ArrayQuery', query: column, type })
}

// -------------------------------------------------------------------------------------
// any and all
// -------------------------------------------------------------------------------------

type AnyArray = Expr<ReadonlyArray<unknown> | null, any, any>

/** One of several values: an element of an array, a value of a query. */
type OneOf<Q> = Q extends AnyArray
  ? NonNullable<Q[typeof valueOf]>[number] | (Q[typeof valueOf] & null)
  : Q extends AnyQuery
    ? RowOf<Q>[keyof RowOf<Q>]
    : never

type ReadBy<Q> = Q extends AnyArray ? Q[typeof readsOf] : Q extends AnyQuery ? Free<UsesOf<Q>, ScopeOf<Q>> : never

type AbsentBy<Q> = Q extends AnyArray ? Q[typeof absentOf] : never

type Quantifier = <Q extends AnyArray | AnyQuery>(
  of: Q & (Q extends AnyQuery ? Yielding<RowOf<Q>> : unknown),
) => Expr<OneOf<Q>, ReadBy<Q>, AbsentBy<Q>>

/* @__NO_SIDE_EFFECTS__ */
const quantified =
  (quantifier: 'any' | 'all'): Quantifier =>
  (of) => {
    const whole = isNode(of) ? of : asColumn(of, `${quantifier}_`)
    const type = 'type' in whole ? elementOf(whole.type) : firstType(whole)
    return typed({ joinery: brand, _tag: 'Quantified', quantifier, of: whole, type })
  }

/**
 * On the right of a comparison: whether it holds for an element of an array, or a row of a query.
 *
 * @example eq(users.c.name, any_(value(array(text), ['jack', 'ed']))) // "users"."name" = any ($1::text[])
 * @example gt(users.c.age, any_(pipe(from(users), select({ age: users.c.age })))) // "users"."age" > any (select …)
 */
export const any_ = /* @__PURE__ */ quantified('any')

/**
 * On the right of a comparison: whether it holds for all elements of an array, or all rows of a query, as it does if there
 * is none.
 *
 * @example ne(users.c.name, all_(value(array(text), ['jack', 'ed']))) // "users"."name" <> all ($1::text[])
 * @example ge(users.c.age, all_(pipe(from(users), select({ age: users.c.age })))) // "users"."age" >= all (select …)
 */
export const all_ = /* @__PURE__ */ quantified('all')

// -------------------------------------------------------------------------------------
// membership
// -------------------------------------------------------------------------------------

/** `T`, which nothing is inferred for: `NoInfer` would stay around rows, and around what may be null. */
type Known<T> = [T][T extends unknown ? 0 : never]

type InQuery = <T, R, N, S, U, Row>(
  operand: Expr<T, R, N>,
  query: Query<S, any, U, Row> & Returning<Row, Known<T>>,
) => Expr<boolean | ((T | Row[keyof Row]) & null), R | Free<U, S>, N>

/** A value, or those of a row. */
type ItemsOf<T> = T | (T extends readonly [unknown, ...ReadonlyArray<unknown>] ? T[number] : never)

/** A query that can be compared with a `T`: of one column, or of as many as a row has. */
type Returning<Row, T> =
  Row[keyof Row] extends Comparable<ItemsOf<T>> ? unknown : Statement<any, any, any, any, Readonly<Record<string, T>>>

const membership = (operand: unknown, query: Branded, negated: boolean): Node => {
  const name = negated ? 'notInQuery' : 'inQuery'
  const node = toNode(operand, `the operand of ${name}`)
  const columns = asColumns(query, name, rowFields(node.type)?.length ?? 1)
  return { joinery: brand, _tag: 'InQuery', operand: node, query: columns, negated, type: booleanType }
}

/**
 * Whether a query yields the value, or the row.
 *
 * @example inQuery(users.c.id, pipe(from(posts), select({ id: posts.c.authorId }))) // "users"."id" in (select …)
 * @example inQuery(row(users.c.id, users.c.name), pipe(from(posts), select({ id: posts.c.authorId, name: posts.c.title }))) // ("users"."id", "users"."name") in (select …)
 */
export const inQuery: InQuery = (operand, query) => typed(membership(operand, query, false))

/** Never true if the query yields a null: filter them out. @example notInQuery(users.c.id, pipe(from(posts), select({ id: posts.c.authorId }))) // "users"."id" not in (select …) */
export const notInQuery: InQuery = (operand, query) => typed(membership(operand, query, true))

// -------------------------------------------------------------------------------------
// sources
// -------------------------------------------------------------------------------------

/** The columns of a query in FROM: what it selects, with the nullability it has there. */
export type ColumnsFrom<A, R> = { readonly [K in keyof R]: Column<R[K], A> }

const columnOf =
  (alias: string) =>
  (item: Item): readonly [string, ColumnNode] => [
    item.key,
    // a nested object has no column of its own; the dialect refuses it where it is spelled
    {
      joinery: brand,
      _tag: 'Column',
      table: alias,
      name: item.key,
      type: item._tag === 'Field' ? item.node.type : untyped,
    },
  ]

export const columnsFrom = (alias: string, projection: Projection | null): Derived['columns'] =>
  Object.fromEntries((projection?.items ?? []).map(columnOf(alias)))

/** Remembers a subquery's columns, which are asserted here. */
const typedSource = <A extends string, C, V>(node: Derived & { readonly c: Derived['columns'] }): Source<A, C, V> =>
  node as unknown as Source<A, C, V>

/**
 * A query as a source, with its columns in `c`.
 *
 * @example
 * const recent = pipe(from(posts), orderBy(desc(posts.c.id)), limit(10), select(posts), subquery('recent'))
 *
 * pipe(from(recent), select({ title: recent.c.title })) // select "recent"."title" from (select …) as "recent"
 */
export const subquery =
  <A extends string>(alias: A) =>
  <S, U, R>(query: Query<S, any, U, R> & Closed<U, S> & Yielding<R>): Source<A, ColumnsFrom<A, R>, R> => {
    const node = queryNode(query, 'subquery')
    const columns = columnsFrom(alias, node.projection)
    return typedSource({ joinery: brand, _tag: 'Derived', query: node, alias, columns, c: columns })
  }

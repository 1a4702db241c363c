/**
 * Queries inside queries.
 *
 * A subquery may read the query around it: what it reads and has not got stays a free reference, until a query has it.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, toNode, typed } from '../ast/Expr.js'
import { type Branded, brand, type Column as ColumnNode, type Node } from '../ast/Node.js'
import { type Item, leavesOf, type Projection } from '../ast/Projection.js'
import type { AnyQuery, Closed, Free, Query, Statement, Yielding } from '../ast/Scope.js'
import { booleanType, type SqlType, untyped } from '../ast/SqlType.js'
import type { Derived, Query as QueryNode, Statement as StatementNode } from '../ast/Statement.js'
import type { Column, Source } from '../schema/Table.js'
import { invalidStatement, queryNode } from './node.js'

// -------------------------------------------------------------------------------------
// expressions
// -------------------------------------------------------------------------------------

const asNode = (query: Branded, name: string): QueryNode => queryNode(query as AnyQuery, name)

/** Whether the query has any row; what it selects does not matter. @example exists(pipe(from(posts), where(eq(posts.c.authorId, users.c.id)))) */
export const exists = <S, U>(query: Query<S, any, U, any>): Expr<boolean, Free<U, S>, never> =>
  typed({ joinery: brand, _tag: 'Exists', query: asNode(query, 'exists'), type: booleanType })

/** A query whose rows are single values; one that selects nothing is refused where it is spelled. */
export const asColumn = (query: Branded, name: string): StatementNode => {
  const node = asNode(query, name)
  const width = node.projection === null ? 0 : leavesOf(node.projection).length
  return width < 2
    ? node
    : invalidStatement(invalidArgument(`the query of ${name}`, `has ${width} columns`, 'select one'))
}

const scalarOf = (query: StatementNode): Node => ({ joinery: brand, _tag: 'Scalar', query, type: firstType(query) })

/** The type of a query's first column. */
const firstType = (query: StatementNode): SqlType => {
  const [first] = 'projection' in query && query.projection !== null ? leavesOf(query.projection) : []
  return first?.type ?? untyped
}

/**
 * A query of one column as a value: null if it has no row, an error of the database if it has two.
 *
 * @example scalar(pipe(from(posts), where(eq(posts.c.authorId, users.c.id)), select({ n: count() })))
 */
export const scalar = <S, U, R>(query: Query<S, any, U, R> & Yielding<R>): Expr<R[keyof R] | null, Free<U, S>, never> =>
  typed(scalarOf(asColumn(query, 'scalar')))

type Quantifier = <S, U, R>(query: Query<S, any, U, R> & Yielding<R>) => Expr<R[keyof R], Free<U, S>, never>

/* @__NO_SIDE_EFFECTS__ */
const quantified =
  (quantifier: 'any' | 'all'): Quantifier =>
  (query) => {
    const column = asColumn(query, `${quantifier}_`)
    return typed({ joinery: brand, _tag: 'Quantified', quantifier, of: column, type: firstType(column) })
  }

/** On the right of a comparison: whether it holds for a row of the query. @example gt(users.c.age, any_(pipe(from(users), select({ age: users.c.age })))) // "users"."age" > any (select …) */
export const any_ = /* @__PURE__ */ quantified('any')

/** On the right of a comparison: whether it holds for all rows of the query, as it does if there is none. @example ge(users.c.age, all_(ages)) // "users"."age" >= all (select …) */
export const all_ = /* @__PURE__ */ quantified('all')

type InQuery = <T, R, N, S, U, Row>(
  operand: Expr<T, R, N>,
  query: Query<S, any, U, Row> & Returning<Row, NoInfer<T>>,
) => Expr<boolean | ((T | Row[keyof Row]) & null), R | Free<U, S>, N>

/** A query of one column that can be compared with a `T`. */
type Returning<Row, T> = Row[keyof Row] extends T | null
  ? unknown
  : Statement<any, any, any, any, Readonly<Record<string, T>>>

const membership = (operand: unknown, query: Branded, negated: boolean): Node => ({
  joinery: brand,
  _tag: 'InQuery',
  operand: toNode(operand, `the operand of ${negated ? 'notInQuery' : 'inQuery'}`),
  query: asColumn(query, negated ? 'notInQuery' : 'inQuery'),
  negated,
  type: booleanType,
})

/** @example inQuery(users.c.id, pipe(from(posts), select({ id: posts.c.authorId }))) // "users"."id" in (select …) */
export const inQuery: InQuery = (operand, query) => typed(membership(operand, query, false))

/** Never true if the query yields a null: filter them out. @example notInQuery(users.c.id, pipe(from(posts), select({ id: posts.c.authorId }))) */
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

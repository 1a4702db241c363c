/**
 * Queries in FROM that read the sources before them, once for each of their rows.
 *
 * What such a query reads and has not got stays free until it is joined; then the statement must have it.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Condition, constant, type Expr, isBranded, toNode } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type { AnyQuery, AnySelect, Free, Joining, Query, RowOf, Unselected, Yielding } from '../ast/Scope.js'
import type { FunctionTable, InvalidSource, JoinKind, Lateral as LateralNode } from '../ast/Statement.js'
import type { freeOf, Joinable } from '../schema/Table.js'
import { queryNode, selectNode, typedStatement } from './node.js'
import { columnsFrom } from './subquery.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Null too where what the query read had no row itself. */
export type LateralColumns<A, R, F> = { readonly [K in keyof R]: Expr<R[K], A, A | F> }

/** A query to join under the name `A`, which reads the sources `F` of the statement around it. */
export interface Lateral<out A extends string, out C, out F> extends Joinable<A, F> {
  readonly [freeOf]: F
  /** The columns, as expressions. */
  readonly c: C
}

const typedLateral = <A extends string, C, F>(
  node: LateralNode & { readonly c: LateralNode['columns'] },
): Lateral<A, C, F> => node as unknown as Lateral<A, C, F>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * A query to join with the rows that it reads, with its columns in `c`.
 *
 * @example
 * const latest = pipe(
 *   from(posts),
 *   where(eq(posts.c.authorId, users.c.id)),
 *   orderBy(desc(posts.c.id)),
 *   limit(3),
 *   select({ title: posts.c.title }),
 *   lateral('latest'),
 * )
 *
 * pipe(from(users), innerJoinLateral(latest), select({ name: users.c.name, title: latest.c.title }))
 */
export const lateral =
  <A extends string>(alias: A) =>
  <S, U, R>(query: Query<S, any, U, R> & Yielding<R>): Lateral<A, LateralColumns<A, R, Free<U, S>>, Free<U, S>> => {
    const node = queryNode(query as AnyQuery, 'lateral')
    const columns = columnsFrom(alias, node.projection)
    return typedLateral({ joinery: brand, _tag: 'Lateral', query: node, alias, columns, c: columns })
  }

// -------------------------------------------------------------------------------------
// joins
// -------------------------------------------------------------------------------------

const notLateral = (name: string): InvalidSource => ({
  joinery: brand,
  _tag: 'InvalidSource',
  alias: '',
  error: invalidArgument(
    `the argument of ${name}`,
    'is not a lateral query',
    "give pipe(…, select({ … }), lateral('name'))",
  ),
  columns: {},
})

const isLateral = (u: unknown): u is LateralNode | FunctionTable =>
  isBranded(u) && ['Lateral', 'FunctionTable'].includes((u as LateralNode)._tag)

const join = (kind: JoinKind, name: string, source: unknown, on: unknown, self: AnySelect): any => {
  const node = selectNode(self, name)
  const joined = {
    kind,
    source: isLateral(source) ? source : notLateral(name),
    on: kind === 'cross' ? null : on === undefined ? constant(true) : toNode(on, `the condition of ${name}`),
  }
  return typedStatement({ ...node, joins: [...node.joins, joined] })
}

/** A row without any drops out. @example innerJoinLateral(latest) // inner join lateral (select …) as "latest" on true */
export const innerJoinLateral =
  <A extends string, F, R = never>(source: Lateral<A, any, F>, on?: Condition<R>) =>
  <Q extends AnySelect>(self: Q): Joining<Q, A, F | R, never> =>
    join('inner', 'innerJoinLateral', source, on, self)

/** A row without any stays, with nulls. @example leftJoinLateral(latest) // left join lateral (select …) as "latest" on true */
export const leftJoinLateral =
  <A extends string, F, R = never>(source: Lateral<A, any, F>, on?: Condition<R>) =>
  <Q extends AnySelect>(self: Q & Unselected<RowOf<Q>>): Joining<Q, A, F | R, A> =>
    join('left', 'leftJoinLateral', source, on, self)

/** Every row with every row of its own. @example crossJoinLateral(latest) // cross join lateral (select …) as "latest" */
export const crossJoinLateral =
  <A extends string, F>(source: Lateral<A, any, F>) =>
  <Q extends AnySelect>(self: Q): Joining<Q, A, F, never> =>
    join('cross', 'crossJoinLateral', source, null, self)

/**
 * Common table expressions: queries with a name, said once at the top of the statement that reads them.
 *
 * They are sources like tables and subqueries, and need no clause of their own: the compiler writes `with` above the
 * outermost statement, for whatever is read in it, at any depth.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { brand } from '../ast/Node.js'
import { leavesOf, type Projection } from '../ast/Projection.js'
import type {
  AnyQuery,
  AnyStatement,
  Closed,
  Combining,
  Query,
  Refused,
  Selecting,
  Statement,
  Writing,
  Yielding,
} from '../ast/Scope.js'
import { uncounted } from '../ast/SqlType.js'
import type { Cte, CteKey, CteSelf, Query as QueryNode } from '../ast/Statement.js'
import type { Source } from '../schema/Table.js'
import { invalidStatement, yieldingNode } from './node.js'
import { type Agreeing, combined } from './setOperation.js'
import { type ColumnsFrom, columnsFrom } from './subquery.js'

/** Remembers the columns of a common table expression, which are asserted here. */
const typedSource = <A extends string, R>(node: Cte | CteSelf): Source<A, ColumnsFrom<A, R>, R> =>
  ({ ...node, c: node.columns }) as unknown as Source<A, ColumnsFrom<A, R>, R>

// -------------------------------------------------------------------------------------
// one query
// -------------------------------------------------------------------------------------

export interface CteOptions {
  /** Whether the database keeps the rows, or reads the query as a part of those that read it; left out, it decides. */
  readonly materialized?: boolean
}

const materializedOf = (options: unknown): boolean | null | undefined => {
  const { materialized = null } = (options ?? {}) as { readonly materialized?: unknown }
  return materialized === null || typeof materialized === 'boolean' ? materialized : undefined
}

const notMaterialized = /* @__PURE__ */ invalidArgument(
  'the option materialized of cte',
  'is neither true nor false',
  'leave it out to let the database decide',
)

export const cteNode = (name: string, query: Cte['query'], materialized: boolean | null): Cte => ({
  joinery: brand,
  _tag: 'Cte',
  key: { name },
  name,
  alias: name,
  query,
  materialized,
  recursive: false,
  search: null,
  cycle: null,
  columns: columnsFrom(name, query.projection),
})

/**
 * A query, or a write with what it returns, as a source with a name; its columns are in `c`.
 *
 * @example
 * const recent = pipe(from(posts), where(gt(posts.c.id, 7)), select({ title: posts.c.title }), cte('recent'))
 *
 * pipe(from(recent), select(recent)) // with "recent" as (select …) select "recent"."title" from "recent"
 */
export const cte =
  <A extends string>(name: A, options?: CteOptions) =>
  <S, U, R>(
    query: Statement<Selecting | Combining | Writing, S, any, U, R> & Closed<U, S> & Yielding<R>,
  ): Source<A, ColumnsFrom<A, R>, R> => {
    const materialized = materializedOf(options)
    const node =
      materialized === undefined ? invalidStatement(notMaterialized) : yieldingNode(query as AnyStatement, 'cte')
    return typedSource(cteNode(name, node, materialized ?? null))
  }

// -------------------------------------------------------------------------------------
// recursion
// -------------------------------------------------------------------------------------

/** Satisfied by a step whose rows are the anchor's: what the anchor says is not null is not null in any row. */
type Continuing<A, B> = [B] extends [A]
  ? Agreeing<A, B>
  : Refused<'the step yields rows that the anchor does not: what may be null in one has to be null in the other'>

const unions: { readonly [op: string]: boolean } = { union: false, unionAll: true }

const notAUnion = /* @__PURE__ */ invalidArgument(
  'how recursive adds rows',
  'is neither union nor unionAll',
  'give one of the two',
)

const notAStep = /* @__PURE__ */ invalidArgument(
  'the step of recursive',
  'is not a function that gives a query',
  'give (self) => pipe(from(self), …, select({ … }))',
)

/** PostgreSQL refuses a step whose values are not of the anchor's types, though a union would convert them. */
const unwidened = (query: QueryNode, anchor: Projection | null): QueryNode => {
  if (query._tag !== 'SetOperation' || query.projection === null || anchor === null) return query
  const types = leavesOf(anchor).map(({ type }) => uncounted(type)._tag)
  const at = leavesOf(query.projection).findIndex(({ type }, i) => widens(types[i] as string, uncounted(type)._tag))
  if (at < 0) return query
  const reason = `has another type for ${query.projection.items[at]?.key}`
  return invalidStatement(
    invalidArgument('the step of recursive', reason, 'cast the value of the anchor to the wider one'),
  )
}

const widens = (from: string, to: string): boolean =>
  from !== to && !['text', 'varchar', 'char', 'domain'].includes(from)

const recursion = (key: CteKey, op: string, anchor: AnyQuery, step: unknown): Cte => {
  const first = yieldingNode(anchor, 'recursive')
  const columns = columnsFrom(key.name, first.projection)
  const self: CteSelf = { joinery: brand, _tag: 'CteSelf', key, name: key.name, alias: key.name, columns }
  const all = Object.hasOwn(unions, op) ? unions[op] : undefined
  const query =
    all === undefined
      ? invalidStatement(notAUnion)
      : typeof step !== 'function'
        ? invalidStatement(notAStep)
        : unwidened(combined('union', all, 'recursive', anchor, step(typedSource(self))), first.projection)
  return {
    joinery: brand,
    _tag: 'Cte',
    key,
    name: key.name,
    alias: key.name,
    query,
    materialized: null,
    recursive: true,
    search: null,
    cycle: null,
    columns,
  }
}

/**
 * A query that goes on from its own rows: the anchor's rows first, and then the step's, made from those of the step
 * before, until there are none. With `union`, a row that was there before is not gone on from.
 *
 * @example
 * const chain = recursive('chain')(
 *   pipe(from(users), where(eq(users.c.id, 7)), select({ id: users.c.id, managerId: users.c.managerId })),
 *   (self) => pipe(from(users), innerJoin(self, eq(self.c.managerId, users.c.id)), select({ id: users.c.id, managerId: users.c.managerId })),
 * )
 * // with recursive "chain" as (select … union all select … inner join "chain" on …)
 */
export const recursive =
  <A extends string>(name: A, op: 'union' | 'unionAll' = 'unionAll') =>
  <S, U, R, S2, U2, R2>(
    anchor: Query<S, any, U, R> & Closed<U, S> & Yielding<R>,
    step: (
      self: Source<A, ColumnsFrom<A, R>, R>,
    ) => Query<S2, any, U2, R2> & Closed<U2, S2> & Yielding<R2> & Continuing<R, R2>,
  ): Source<A, ColumnsFrom<A, R>, R> =>
    typedSource(recursion({ name }, op, anchor as AnyQuery, step))

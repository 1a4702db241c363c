/** The same source under another name: to join a table with itself, or to read a query twice. */
import { type AnyExpr, isBranded, type valueOf } from '../ast/Expr.js'
import type { Column as ColumnNode } from '../ast/Node.js'
import type { Refused } from '../ast/Scope.js'
import type { Source as SourceNode } from '../ast/Statement.js'
import type { Column, Source, Specs, Table } from '../schema/Table.js'
import type { Lateral, LateralColumns } from './lateral.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** Satisfied by a name that the type knows: of any other, nothing could be said about what is in scope. */
export type Literal<A> = string extends A
  ? Refused<"a name of type string could be any: give 'a name', or a constant of its own type">
  : unknown

type ValuesOf<C> = { readonly [K in keyof C]: C[K] extends AnyExpr ? C[K][typeof valueOf] : never }

type Renamed<C, B> = { readonly [K in keyof C]: C[K] extends AnyExpr ? Column<C[K][typeof valueOf], B> : never }

interface Alias {
  <B extends string, S extends Specs>(self: Table<any, S>, name: B & Literal<B>): Table<B, S>
  <B extends string, C, V>(self: Source<any, C, V>, name: B & Literal<B>): Source<B, Renamed<C, B>, V>
  <B extends string, C, F>(
    self: Lateral<any, C, F>,
    name: B & Literal<B>,
  ): Lateral<B, LateralColumns<B, ValuesOf<C>, F>, F>
}

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

const renamed = (columns: SourceNode['columns'], table: string): SourceNode['columns'] =>
  Object.fromEntries(Object.entries(columns).map(([key, column]): [string, ColumnNode] => [key, { ...column, table }]))

/** A source has its columns twice: as what it yields, and in `c`, which may know of more. */
type Described = SourceNode & { readonly c?: SourceNode['columns'] }

/** What is no source is reported by whatever takes it. */
const aliased = (self: unknown, name: string): unknown => {
  if (!isBranded(self) || !('columns' in self) || !('alias' in self)) return self
  const { columns, c = columns } = self as unknown as Described
  const own = renamed(columns, name)
  return { ...self, alias: name, columns: own, c: c === columns ? own : renamed(c, name) }
}

/**
 * A table, a subquery, a common table expression or a function in FROM under another name.
 *
 * @example
 * const manager = alias(users, 'manager')
 *
 * from(manager) // from "users" as "manager"
 *
 * @example
 * const other = alias(recentPosts, 'other')
 *
 * pipe(from(other), select({ title: other.c.title })) // with "recent" as (…) select "other"."title" from "recent" as "other"
 */
export const alias: Alias = aliased as Alias

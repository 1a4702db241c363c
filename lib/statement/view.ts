/**
 * Views: queries that the database knows by a name, as sources like any other.
 *
 * A view is read and never written here; `createAll` makes it after the tables.
 */

import type { Index, TableOption } from '../ast/Constraint.js'
import { isRecord } from '../ast/Expr.js'
import { brand, type Column as ColumnNode, type Node } from '../ast/Node.js'
import type { Closed, Query, Yielding } from '../ast/Scope.js'
import { uncounted, untyped } from '../ast/SqlType.js'
import type { Definition, Statement, TableNode } from '../ast/Statement.js'
import type { holds } from '../schema/Column.js'
import type { Columns, Source, Specs } from '../schema/Table.js'
import { queryNode } from './node.js'
import { type ColumnsFrom, columnsFrom } from './subquery.js'

/** Remembers a view's columns, which are asserted here. */
const typedView = <A extends string, C, V>(node: TableNode & { readonly c: TableNode['columns'] }): Source<A, C, V> =>
  node as unknown as Source<A, C, V>

const viewColumn = (node: ColumnNode, definition?: Definition): Definition => ({
  // what counts in its table does not in a view
  type: uncounted(node.type),
  nullable: definition?.nullable ?? true,
  primaryKey: false,
  unique: false,
  defaultTo: null,
  references: null,
  name: node.name,
  also: null,
})

const viewNode = (
  name: string,
  columns: TableNode['columns'],
  definitions: Readonly<Record<string, Definition>>,
  query: Statement | Node,
  materialized: boolean,
): TableNode & { readonly c: TableNode['columns'] } => ({
  joinery: brand,
  _tag: 'Table',
  schema: null,
  name,
  alias: name,
  columns,
  definitions: Object.fromEntries(
    Object.entries(columns).map(([key, column]) => [key, viewColumn(column, definitions[key])]),
  ),
  constraints: [],
  details: { indexes: [], options: [], partition: null, view: { materialized, query } },
  only: false,
  sample: null,
  c: columns,
})

/* @__NO_SIDE_EFFECTS__ */
const viewBy =
  (materialized: boolean) =>
  <A extends string>(name: A) =>
  <S, U, R>(query: Query<S, any, U, R> & Closed<U, S> & Yielding<R>): Source<A, ColumnsFrom<A, R>, R> => {
    const node = queryNode(query, materialized ? 'materializedView' : 'view')
    return typedView(viewNode(name, columnsFrom(name, node.projection), {}, node, materialized))
  }

/**
 * A query as a view: a source with its columns in `c`, and a thing of the database to create.
 *
 * @example
 * const adults = pipe(from(users), where(ge(users.c.age, 18)), select({ id: users.c.id, name: users.c.name }), view('adults'))
 *
 * createView(adults) // create view "adults" as select "users"."id", "users"."name" from "users" where "users"."age" >= 18
 */
export const view = /* @__PURE__ */ viewBy(false)

/**
 * The same, whose rows are kept until they are refreshed.
 *
 * @example
 * const ages = pipe(from(users), groupBy(users.c.age), select({ age: users.c.age, n: count() }), materializedView('ages'))
 *
 * createView(ages) // create materialized view "ages" as select "users"."age", count(*) as "n" from "users" group by "users"."age"
 */
export const materializedView = /* @__PURE__ */ viewBy(true)

type RowFrom<S extends Specs> = { readonly [K in keyof S]: S[K][typeof holds] }

export interface DeclaredViewOptions<C = any> {
  readonly materialized?: boolean
  /** The query, as the database's own SQL. Without one, the view is expected to be there. */
  readonly query?: string
  /** Indexes of a materialized view, and a comment. */
  readonly rules?: (columns: C) => ReadonlyArray<Index | TableOption>
}

/**
 * A view whose query is SQL, with the columns that it has.
 *
 * @example
 * const totals = declaredView('totals', { day: date, n: bigint }, { query: 'select day, count(*) from sales group by day' })
 *
 * createView(totals) // create view "totals" as select day, count(*) from sales group by day
 */
export const declaredView = <A extends string, S extends Specs>(
  name: A,
  columns: S,
  options: DeclaredViewOptions<Columns<A, S>> = {},
): Source<A, Columns<A, S>, RowFrom<S>> => {
  const nodes = Object.fromEntries(
    Object.entries(isRecord(columns) ? columns : {}).map(([key, spec]): readonly [string, ColumnNode] => [
      key,
      { joinery: brand, _tag: 'Column', table: name, name: spec.name ?? key, type: spec.type },
    ]),
  )
  const query: Node = { joinery: brand, _tag: 'Raw', strings: [options?.query ?? ''], holes: [], type: untyped }
  const node = viewNode(name, nodes, columns, query, options?.materialized ?? false)
  const rules = options?.rules?.(nodes as unknown as Columns<A, S>) ?? []
  const indexes = rules.filter((rule) => rule._tag === 'Index')
  const said = rules.filter((rule): rule is TableOption => rule._tag !== 'Index')
  return typedView({ ...node, details: node.details === null ? null : { ...node.details, indexes, options: said } })
}

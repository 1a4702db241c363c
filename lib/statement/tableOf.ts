/**
 * Functions in FROM: their values as rows, with a column for each value, or for each field where a value has some.
 *
 * A function that reads other sources is made anew for each of their rows, as a lateral query is, and joined like one.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, isBranded, isNode, isRecord, type readsOf, type valueOf } from '../ast/Expr.js'
import type { AnyComposite } from '../ast/Kind.js'
import { brand, type Column, type Node } from '../ast/Node.js'
import { type Composite, resolved, type SqlType, stored, uncounted } from '../ast/SqlType.js'
import type { FunctionTable, InvalidSource, TableCall } from '../ast/Statement.js'
import { countType } from '../expr/aggregates.js'
import type { Source } from '../schema/Table.js'
import type { Lateral, LateralColumns } from './lateral.js'
import type { ColumnsFrom } from './subquery.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** A source, or what is joined like a lateral query, where it reads the sources `F`. */
export type TableOf<A extends string, V, F> = [F] extends [never]
  ? Source<A, ColumnsFrom<A, V>, V>
  : Lateral<A, LateralColumns<A, V, F>, F>

/** What is in a row: the fields of a `T` that has some, or the `T` under the name `N`. */
type Parts<T, N extends string> = [Exclude<T, null>] extends [AnyComposite]
  ? { readonly [K in keyof Exclude<T, null> & string]: Exclude<T, null>[K] | (T & null) }
  : { readonly [K in N]: T }

/** A row of one function, and its number under the name `O`. */
type RowOfCall<T, N extends string, O extends string> = Numbered<Parts<T, N>, O>

type Numbered<P, O extends string> = {
  readonly [K in keyof P | O]: K extends O ? number : P[K & keyof P]
}

type Calls = Readonly<Record<string, AnyExpr>>

/** The names of all columns. */
type NamesOfCalls<C extends Calls> = { [K in keyof C]: keyof Parts<C[K][typeof valueOf], K & string> }[keyof C]

/** What the column `N` holds: the functions that have fewer rows than another are followed by nulls. */
type PartOfCalls<C extends Calls, N> = {
  [K in keyof C]: N extends keyof Parts<C[K][typeof valueOf], K & string>
    ? Parts<C[K][typeof valueOf], K & string>[N]
    : never
}[keyof C]

type RowOfCalls<C extends Calls, O extends string> = Numbered<
  { readonly [N in NamesOfCalls<C>]: PartOfCalls<C, N> | null },
  O
>

export interface RowsFromOptions<O extends string> {
  /** The name of a column that numbers the rows from 1. */
  readonly ordinality?: O
}

export interface TableOfOptions<N extends string, O extends string> extends RowsFromOptions<O> {
  /** The name of the column, where the values have no fields; left out, it is the alias. */
  readonly column?: N
}

type OfCall<A extends string, N extends string, O extends string> = <E extends AnyExpr>(
  call: E,
) => TableOf<A, RowOfCall<E[typeof valueOf], N, O>, E[typeof readsOf]>

interface MakeTable {
  <A extends string, N extends string>(alias: A, column: N): OfCall<A, N, never>
  <A extends string, N extends string = A, O extends string = never>(
    alias: A,
    options?: TableOfOptions<N, O>,
  ): OfCall<A, N, O>
}

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

const callable: ReadonlySet<Node['_tag']> = new Set(['Call', 'CustomCall', 'Session', 'JsonTable', 'XmlTable', 'Raw'])

/** Functions that know nothing of their columns but what the list of them says. */
const listed: ReadonlySet<string> = new Set(['jsonToRecord', 'jsonToRecordset', 'jsonbToRecord', 'jsonbToRecordset'])

const compositeOf = (type: SqlType): Composite | null => {
  const own = resolved(type)
  if (own._tag === 'domain') return compositeOf(own.base)
  return own._tag === 'composite' ? own : null
}

const columnNode = (table: string, name: string, type: SqlType): Column => ({
  joinery: brand,
  _tag: 'Column',
  table,
  name,
  type,
})

/** A column by its key. */
type Keyed = readonly [key: string, column: Column]

/** A call with its columns; a function that needs a list of them gets it. */
interface Called extends TableCall {
  readonly columns: ReadonlyArray<Keyed>
}

const called = (alias: string, name: string, call: Node): Called => {
  const composite = compositeOf(call.type)
  if (composite === null) return { call, definitions: null, columns: [[name, columnNode(alias, name, call.type)]] }
  const columns = composite.fields.map(
    ([key, type, , own]): Keyed => [key, columnNode(alias, own ?? key, uncounted(type))],
  )
  const needsList = composite.listed ?? (call._tag === 'Call' && listed.has(call.name))
  return { call, definitions: needsList ? columns.map(([, column]) => column) : null, columns }
}

/** Remembers the columns of a function, which are asserted here. */
const typedTable = <A extends string, V, F>(node: FunctionTable | InvalidSource): TableOf<A, V, F> =>
  ({ ...node, c: node.columns }) as unknown as TableOf<A, V, F>

const refused = (error: CompileError): InvalidSource => ({
  joinery: brand,
  _tag: 'InvalidSource',
  alias: '',
  error,
  columns: {},
})

/** Why a call cannot stand in FROM; null if it can. */
const problemOf = (call: unknown, clause: string): CompileError | null => {
  if (!isNode(call) || !(callable.has(call._tag) || call._tag === 'Invalid')) {
    const hint = 'give one, such as generateSeries(1, 3)'
    return invalidArgument(`the argument of ${clause}`, 'is not a call of a function', hint)
  }
  if (call._tag === 'Invalid') return call.error
  // the database spreads the fields, and what reads them all is given none
  return compositeOf(call.type) === null && compositeOf(stored(call.type)) !== null
    ? invalidArgument(
        `the argument of ${clause}`,
        'yields fields that are mapped',
        'map the columns where they are selected',
      )
    : null
}

const functionTable = (
  clause: string,
  alias: string,
  calls: ReadonlyArray<readonly [name: string, call: unknown]>,
  ordinality: unknown,
): FunctionTable | InvalidSource => {
  for (const [, call] of calls) {
    const problem = problemOf(call, clause)
    if (problem !== null) return refused(problem)
  }
  if (ordinality !== undefined && typeof ordinality !== 'string') {
    return refused(invalidArgument(`the option ordinality of ${clause}`, 'is not a name', "give { ordinality: 'nr' }"))
  }
  const tables = calls.map(([name, call]) => called(alias, name, call as Node))
  const number: ReadonlyArray<Keyed> =
    ordinality === undefined ? [] : [[ordinality, columnNode(alias, ordinality, countType)]]
  const columns = [...tables.flatMap((table) => table.columns), ...number]
  const keys = columns.map(([key]) => key)
  const twice = keys.find((key, i) => keys.indexOf(key) !== i)
  if (twice !== undefined) {
    const argument = `the column ${JSON.stringify(twice)} of ${clause}`
    return refused(invalidArgument(argument, 'is there twice', 'give one of the two another name'))
  }
  return {
    joinery: brand,
    _tag: 'FunctionTable',
    calls: tables.map(({ call, definitions }) => ({ call, definitions })),
    ordinality: number.length > 0,
    alias,
    columns: Object.fromEntries(columns),
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * The values of a function as rows. The column has the name of the alias, or the given one; values with fields have a
 * column for each.
 *
 * @example
 * const days = tableOf('days', 'nr')(generateSeries(1, 3))
 *
 * pipe(from(days), select({ nr: days.c.nr })) // select "days"."nr" from generate_series($1::integer, $2::integer) as "days" ("nr")
 *
 * @example
 * const tag = tableOf('tag', { ordinality: 'at' })(unnest(articles.c.tags))
 *
 * pipe(from(articles), crossJoin(tag), select({ id: articles.c.id, tag: tag.c.tag, at: tag.c.at }))
 * // select "articles"."id", "tag"."tag", "tag"."at"
 * // from "articles" cross join unnest("articles"."tags") with ordinality as "tag" ("tag", "at")
 */
export const tableOf: MakeTable =
  (alias: string, options?: string | TableOfOptions<string, string>) =>
  (call: AnyExpr): any => {
    const { column, ordinality }: TableOfOptions<string, string> =
      typeof options === 'object' ? options : options === undefined ? {} : { column: options }
    return typedTable(functionTable('tableOf', alias, [[column ?? alias, call]], ordinality))
  }

/**
 * Functions side by side: the first row of each, the second of each, and nulls where one has no more rows than another.
 *
 * @example
 * const pairs = rowsFrom('pairs', { nr: generateSeries(1, 3), name: unnest(articles.c.tags) })
 *
 * pipe(from(articles), crossJoin(pairs), select({ nr: pairs.c.nr, name: pairs.c.name }))
 * // select "pairs"."nr", "pairs"."name" from "articles" cross join rows from (generate_series(…), unnest(…)) as "pairs" ("nr", "name")
 */
export const rowsFrom = <A extends string, C extends Calls, O extends string = never>(
  alias: A,
  calls: C,
  { ordinality }: RowsFromOptions<O> = {},
): TableOf<A, RowOfCalls<C, O>, C[keyof C][typeof readsOf]> =>
  typedTable(
    isRecord(calls) && !isBranded(calls) && Object.keys(calls).length > 0
      ? functionTable('rowsFrom', alias, Object.entries(calls), ordinality)
      : refused(
          invalidArgument(
            'the functions of rowsFrom',
            'are not an object of calls',
            'give { n: generateSeries(1, 3) }',
          ),
        ),
  )

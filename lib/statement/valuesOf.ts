/** Rows that are written out: VALUES as a query of its own, with the columns that are given. */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, isBranded, isRecord, param, toNode } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import type { Combining, Refused, Statement } from '../ast/Scope.js'
import { type SqlType, uncounted } from '../ast/SqlType.js'
import type { AnySpec, holds } from '../schema/Column.js'
import type { ReadsIn, Specs } from '../schema/Table.js'
import { type DeclaredRow, outputs } from './declared.js'
import { invalidStatement, typedStatement } from './node.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** Columns that hold NULL. */
type NullableKeys<S extends Specs> = { [K in keyof S]: null extends S[K][typeof holds] ? K : never }[keyof S]

type Cell<T> = T | Expr<T, any, any>

/** A row to write out: what may be null can be left out. */
export type ValuesRow<S extends Specs> = {
  readonly [K in Exclude<keyof S, NullableKeys<S>>]: Cell<S[K][typeof holds]>
} & {
  readonly [K in NullableKeys<S>]?: Cell<S[K][typeof holds]>
}

/** Refuses a key that is no column. */
type OnlyKeys<V, S> = { readonly [K in Exclude<keyof V, keyof S>]: Refused<`there is no column ${K & string}`> }

/** What the expressions of a row read. */
type ReadsOfRow<V> = V extends unknown ? ReadsIn<V[keyof V]> : never

// -------------------------------------------------------------------------------------
// cells
// -------------------------------------------------------------------------------------

/** The first row says what the columns are: a value is bound with its type, and an expression of another is converted. */
const typedCell = (node: Node, type: SqlType): Node => {
  if (node._tag === 'Invalid') return node
  if (uncounted(node.type)._tag !== type._tag) return { joinery: brand, _tag: 'Cast', operand: node, type }
  return node._tag === 'Param' ? { ...node, cast: true } : node
}

const nullCell = (key: string, nullable: boolean, type: SqlType): Node =>
  nullable
    ? param(null, type, false)
    : invalid(invalidArgument(`the value of ${key} in valuesOf`, 'is missing', 'give it, or say that it is nullable'))

/** Here is no column whose default it could be. */
const expressionCell = (value: unknown, argument: string): Node => {
  const node = toNode(value, argument)
  return node._tag === 'Default'
    ? invalid(invalidArgument(argument, 'is the default of no column', 'give a value'))
    : node
}

const cell = (row: Readonly<Record<string, unknown>>, key: string, spec: AnySpec): Node => {
  const type = uncounted(spec.type)
  const value = Object.hasOwn(row, key) ? row[key] : undefined
  if (value === undefined) return nullCell(key, spec.nullable, type)
  if (isBranded(value)) return expressionCell(value, `the value of ${key} in valuesOf`)
  return value === null && !spec.nullable ? nullCell(key, false, type) : param(value, type, false)
}

const unknownKey = (row: Readonly<Record<string, unknown>>, columns: Specs): CompileError | null => {
  const key = Object.keys(row).find((each) => !Object.hasOwn(columns, each))
  return key === undefined
    ? null
    : { _tag: 'UnknownColumn', table: 'valuesOf', column: key, columns: Object.keys(columns) }
}

const notAnObject = /* @__PURE__ */ invalidArgument(
  'a row of valuesOf',
  'is not an object',
  'give valuesOf({ id: integer }, [{ id: 1 }])',
)

const noRows = /* @__PURE__ */ invalidArgument(
  'the rows of valuesOf',
  'are none',
  'give at least one, and do not run the statement when there is none',
)

const noColumns = /* @__PURE__ */ invalidArgument(
  'the columns of valuesOf',
  'are not an object of column types',
  'give valuesOf({ id: integer, name: text }, rows)',
)

const isSpecs = (u: unknown): u is Specs =>
  isRecord(u) && Object.keys(u).length > 0 && Object.values(u).every((spec) => isRecord(spec) && isRecord(spec.type))

const problemOf = (columns: unknown, rows: unknown): CompileError | null => {
  if (!isSpecs(columns)) return noColumns
  if (!Array.isArray(rows) || rows.length === 0) return noRows
  for (const row of rows) {
    const problem = isRecord(row) && !isBranded(row) ? unknownKey(row, columns) : notAnObject
    if (problem !== null) return problem
  }
  return null
}

// -------------------------------------------------------------------------------------
// constructor
// -------------------------------------------------------------------------------------

/**
 * Rows of values and expressions, as a query: by itself, in FROM, as an operand of `union`, as what is inserted.
 *
 * @example
 * const prices = pipe(valuesOf({ id: integer, tag: nullable(text) }, [{ id: 1, tag: 'a' }, { id: 2 }]), subquery('v'))
 *
 * pipe(from(prices), select({ id: prices.c.id, tag: prices.c.tag }))
 * // select "v"."id", "v"."tag" from (values ($1::integer, $2::text), ($3, $4)) as "v" ("id", "tag")
 */
export const valuesOf = <S extends Specs, V extends ValuesRow<NoInfer<S>>>(
  columns: S,
  rows: ReadonlyArray<V & OnlyKeys<V, NoInfer<S>>>,
): Statement<Combining, never, never, ReadsOfRow<V>, DeclaredRow<S>> => {
  const problem = problemOf(columns, rows)
  if (problem !== null) return typedStatement(invalidStatement(problem))
  const specs = Object.entries(columns)
  return typedStatement({
    joinery: brand,
    _tag: 'Values',
    rows: rows.map((row, i) =>
      specs.map(([key, spec]) => {
        const node = cell(row as Readonly<Record<string, unknown>>, key, spec)
        return i === 0 ? typedCell(node, uncounted(spec.type)) : node
      }),
    ),
    projection: outputs(columns),
    orderBy: [],
    limit: null,
    offset: null,
    ctes: [],
  })
}

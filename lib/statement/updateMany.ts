/** Many rows, each with new values of its own, in one update: one array parameter for each column in PostgreSQL. */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isBranded, isRecord } from '../ast/Expr.js'
import { brand, type Column as ColumnNode, type Node } from '../ast/Node.js'
import type { Statement, Updating } from '../ast/Scope.js'
import { booleanType, uncounted } from '../ast/SqlType.js'
import type { BoundRows, InvalidStatement, TableNode, Update } from '../ast/Statement.js'
import type { holds } from '../schema/Column.js'
import type { Specs, Table } from '../schema/Table.js'
import { invalidStatement, typedStatement } from './node.js'
import { targetNode } from './source.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What tells which row is meant, and new values for others of its columns. */
export type ChangesByKey<S extends Specs, K extends keyof S> = {
  readonly [P in K]: Exclude<S[P][typeof holds], null>
} & { readonly [P in Exclude<keyof S, K>]?: S[P][typeof holds] }

/** The name of the new values among the sources of the update. */
const alias = 'changes'

type Row = Readonly<Record<string, unknown>>

// -------------------------------------------------------------------------------------
// problems
// -------------------------------------------------------------------------------------

const noRows: CompileError = {
  _tag: 'MissingClause',
  statement: 'update',
  clause: 'rows',
  hint: 'give updateMany a row, and do not run the update when there is none',
}

const notRows = /* @__PURE__ */ invalidArgument(
  'the rows of updateMany',
  'are not an array of objects',
  'give an array of objects of columns',
)

const noKeys = /* @__PURE__ */ invalidArgument(
  'the keys of updateMany',
  'are none',
  'name the columns that tell which row is meant',
)

const inRow = (at: number, reason: string, hint: string): CompileError =>
  invalidArgument(`row ${at + 1} of updateMany`, reason, hint)

/** Values that the database takes for the same, mostly: keys are numbers and texts. */
const textOf = (value: unknown): string =>
  `${typeof value}:${value instanceof Date ? value.getTime() : typeof value === 'object' ? JSON.stringify(value) : String(value)}`

const valueProblem = (row: Row, at: number, key: string, isKey: boolean): CompileError | null => {
  if (!Object.hasOwn(row, key)) return inRow(at, `lacks ${key}`, 'give every row the same columns')
  const value = row[key]
  if (value === undefined) return inRow(at, `has undefined for ${key}`, 'give null for NULL')
  if (isBranded(value)) return inRow(at, `has an expression for ${key}`, 'give values, or use update and set')
  return isKey && value === null ? inRow(at, `has null for ${key}`, 'nothing is equal to NULL: give a value') : null
}

/** Why these rows cannot be taken, if they cannot. */
const problemOf = (
  table: TableNode,
  keys: ReadonlyArray<string>,
  columns: ReadonlyArray<string>,
  rows: ReadonlyArray<Row>,
): CompileError | null => {
  const known = Object.keys(table.columns)
  const unknown = [...keys, ...columns, ...rows.flatMap(Object.keys)].find((key) => !Object.hasOwn(table.columns, key))
  if (unknown !== undefined) return { _tag: 'UnknownColumn', table: table.alias, column: unknown, columns: known }
  const seen = new Map<string, number>()
  for (const [at, row] of rows.entries()) {
    for (const key of columns) {
      const problem = valueProblem(row, at, key, keys.includes(key))
      if (problem !== null) return problem
    }
    const extra = Object.keys(row).find((key) => !columns.includes(key))
    if (extra !== undefined) return inRow(at, `gives ${extra}, and others do not`, 'give every row the same columns')
    const key = keys.map((name) => textOf(row[name])).join()
    const other = seen.get(key)
    if (other !== undefined) return inRow(at, `has the key of row ${other + 1}`, 'give each key once')
    seen.set(key, at)
  }
  return null
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const isEqual = (left: ColumnNode, right: ColumnNode): Node => ({
  joinery: brand,
  _tag: 'Binary',
  op: 'eq',
  left,
  right,
  type: booleanType,
})

const updating = (
  table: TableNode,
  keys: ReadonlyArray<string>,
  columns: ReadonlyArray<string>,
  rows: ReadonlyArray<Row>,
): Update => {
  const own = (key: string): ColumnNode => table.columns[key] as ColumnNode
  const source: BoundRows = {
    joinery: brand,
    _tag: 'BoundRows',
    alias,
    rows: rows.map((row) => ({ ...row })),
    columns: Object.fromEntries(
      columns.map((key) => [key, { ...own(key), table: alias, type: uncounted(own(key).type) }]),
    ),
  }
  const given = (key: string): ColumnNode => source.columns[key] as ColumnNode
  return {
    joinery: brand,
    _tag: 'Update',
    table,
    set: Object.fromEntries(columns.filter((key) => !keys.includes(key)).map((key) => [key, given(key)])),
    assignments: [],
    using: [source],
    where: keys.map((key) => isEqual(own(key), given(key))),
    everyRow: false,
    projection: null,
    ctes: [],
  }
}

const manyOf = (table: unknown, keys: ReadonlyArray<string>, rows: unknown): Update | InvalidStatement => {
  const node = targetNode(table, 'the table of updateMany')
  if (node._tag !== 'Table') return invalidStatement(node.error)
  if (!Array.isArray(rows) || !rows.every((row) => isRecord(row) && !isBranded(row))) return invalidStatement(notRows)
  if (keys.length === 0) return invalidStatement(noKeys)
  const [first] = rows as ReadonlyArray<Row>
  if (first === undefined) return invalidStatement(noRows)
  const columns = Object.keys(node.columns).filter((key) => keys.includes(key) || Object.hasOwn(first, key))
  const problem = problemOf(node, keys, columns, rows)
  return problem === null ? updating(node, keys, columns, rows) : invalidStatement(problem)
}

/**
 * Updates many rows at once, each by its key and with values of its own. All of them change the same columns.
 *
 * @example
 * updateMany(users, 'id', [{ id: 1, name: 'jack', age: 31 }, { id: 2, name: 'ed', age: null }])
 * // update "users" set "name" = "changes"."name", "age" = "changes"."age"
 * // from unnest($1::integer[], $2::text[], $3::integer[]) as "changes"("id", "name", "age")
 * // where "users"."id" = "changes"."id"
 */
export const updateMany = <A extends string, S extends Specs, K extends keyof S & string>(
  table: Table<A, S>,
  keys: K | ReadonlyArray<K>,
  rows: ReadonlyArray<ChangesByKey<S, K>>,
): Statement<Updating<S>, A | typeof alias, never, never, never> =>
  typedStatement(manyOf(table, Array.isArray(keys) ? keys : [keys], rows))

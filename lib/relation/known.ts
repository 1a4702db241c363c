/** Rows that a program knows: their values, and the conditions that say which rows of a table are meant. */
import { invalidArgument } from '../ast/CompileError.js'
import { allOf, isEqual } from '../ast/conditions.js'
import { invalid, isBranded, isRecord, nodeOf, toOperand, typed } from '../ast/Expr.js'
import { emptySelect } from '../ast/emptySelect.js'
import { brand, type Column as ColumnNode, type Node } from '../ast/Node.js'
import { booleanType, uncounted } from '../ast/SqlType.js'
import type { BoundRows, Source, TableNode } from '../ast/Statement.js'
import { unusedName } from '../ast/scopes.js'
import { in_, notIn } from '../expr/comparison.js'
import { primaryKeyOf } from '../schema/foreignKey.js'

export type Values = Readonly<Record<string, unknown>>

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** A value that a row must have, as it was given; or the problem that the row lacks it, which stands in its place. */
export const known = (table: { readonly name: string }, row: unknown, key: string, name: string): unknown => {
  const value = isRecord(row) && Object.hasOwn(row, key) ? row[key] : undefined
  return value === undefined || value === null
    ? invalid(invalidArgument(`a row of ${table.name}`, `lacks ${key}`, `${name} needs it: give { ${key}: … }`))
    : value
}

export const noKey = (table: { readonly name: string }): Node =>
  invalid(invalidArgument(`the table ${table.name}`, 'has no primary key', 'use a condition of your own'))

/** Several rows, or the one that was given. */
export const severalOf = (rows: unknown): ReadonlyArray<unknown> => (Array.isArray(rows) ? rows : [rows])

/** Whether two values are certainly different; what the database would have to compare is not. */
export const differ = (a: unknown, b: unknown): boolean =>
  [a, b].every((value) => ['string', 'number', 'bigint', 'boolean'].includes(typeof value)) && String(a) !== String(b)

const plainText = (value: unknown): string =>
  value instanceof Date
    ? `date ${value.getTime()}`
    : typeof value === 'object'
      ? JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part))
      : String(value)

/** A text that is the same for values that are: keys are mostly numbers and texts. Of expressions, nobody knows. */
export const keyText = (values: ReadonlyArray<unknown>): string | null =>
  values.some(isBranded) ? null : JSON.stringify(values.map(plainText))

// -------------------------------------------------------------------------------------
// rows in FROM
// -------------------------------------------------------------------------------------

/** Rows as a source of their own, whose columns have the types of those that they are compared with. */
export const boundRows = (
  alias: string,
  columns: Readonly<Record<string, ColumnNode>>,
  rows: ReadonlyArray<Values>,
): BoundRows => ({
  joinery: brand,
  _tag: 'BoundRows',
  alias,
  rows,
  columns: Object.fromEntries(
    Object.entries(columns).map(([key, column]) => [
      key,
      { ...column, table: alias, name: key, type: uncounted(column.type) },
    ]),
  ),
})

// -------------------------------------------------------------------------------------
// conditions
// -------------------------------------------------------------------------------------

const columnOf = (source: Source, key: string): ColumnNode => source.columns[key] as ColumnNode

const equalTo = (source: Source, keys: ReadonlyArray<string>, row: ReadonlyArray<unknown>): Node =>
  allOf(
    keys.map((key, i) => {
      const column = columnOf(source, key)
      return isEqual(column, toOperand(row[i], column.type, `the ${key} of a row of ${source.alias}`))
    }),
  )

const negation = (condition: Node, negated: boolean): Node =>
  negated ? { joinery: brand, _tag: 'Not', condition, type: booleanType } : condition

const amongBound = (source: Source, keys: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<unknown>>): Node => {
  const alias = unusedName('given', new Set([source.alias]))
  const given = boundRows(
    alias,
    Object.fromEntries(keys.map((key) => [key, columnOf(source, key)])),
    rows.map((row) => Object.fromEntries(keys.map((key, i) => [key, row[i]]))),
  )
  const where = keys.map((key) => isEqual(columnOf(given, key), columnOf(source, key)))
  return {
    joinery: brand,
    _tag: 'Exists',
    query: { ...emptySelect, from: given, where },
    type: booleanType,
  }
}

/** Whether one of several conditions holds. */
export const anyOf = (conditions: ReadonlyArray<Node>): Node => {
  const [first, second] = conditions
  return second === undefined && first !== undefined
    ? first
    : { joinery: brand, _tag: 'Junction', op: 'or', conditions, type: booleanType }
}

/** Not equal, where null is a value like any other. */
export const isDistinct = (left: Node, right: Node): Node => ({
  joinery: brand,
  _tag: 'Binary',
  op: 'isDistinctFrom',
  left,
  right,
  type: booleanType,
})

const listed = (column: ColumnNode, values: ReadonlyArray<unknown>, negated: boolean): Node =>
  nodeOf((negated ? notIn : in_)(typed<any, never, never>(column), values as ReadonlyArray<any>))

/**
 * Whether a row of a source has, in these columns, the values of one of these rows; negated, those of none. One row is
 * compared (unless it is a list of what may be more), several of one column are a list, and others are rows in a subquery:
 * the text is the same for any number of them.
 */
export const isAmong = (
  source: Source,
  keys: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<unknown>>,
  negated = false,
  asList = negated,
): Node => {
  const [first, ...others] = rows
  const [key, ...further] = keys
  if (first === undefined || key === undefined)
    return { joinery: brand, _tag: 'Constant', value: negated, type: booleanType }
  if (others.length === 0 && !asList) return equalTo(source, keys, first)
  if (further.length === 0)
    return listed(
      columnOf(source, key),
      rows.map(([value]) => value),
      negated,
    )
  return rows.some((row) => row.some(isBranded))
    ? negation(anyOf(rows.map((row) => equalTo(source, keys, row))), negated)
    : negation(amongBound(source, keys, rows), negated)
}

/** The conditions that name rows by their primary key. */
export const areRows = (table: TableNode, rows: ReadonlyArray<unknown>, name: string, negated = false): Node => {
  const keys = primaryKeyOf(table)
  return keys.length === 0
    ? noKey(table)
    : isAmong(
        table,
        keys,
        rows.map((row) => keys.map((key) => known(table, row, key, name))),
        negated,
      )
}

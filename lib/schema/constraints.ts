/**
 * Rules over several columns of a table, as the third argument of `table`.
 *
 * A key of one column is said at the column: `primaryKey`, `unique`, `references`.
 */

import type { Constraint, Deferral, ReferentialAction } from '../ast/Constraint.js'
import type { Condition } from '../ast/Expr.js'
import { toNode } from '../ast/Expr.js'
import type { Node } from '../ast/Node.js'
import type { Column } from './Table.js'

export type { Constraint, Deferral, ReferentialAction } from '../ast/Constraint.js'

/** What may be said of a foreign key beside where it points. */
export interface ReferenceOptions {
  readonly onDelete?: ReferentialAction
  readonly onUpdate?: ReferentialAction
  /** The name of the constraint, where the database's own is not wanted. */
  readonly name?: string
  /** Whether, of several columns, all or none have to be null. */
  readonly matchFull?: boolean
  /** Whether rows that are there when the key is added need not meet it. */
  readonly notValid?: boolean
  /** Lets the check wait until the end of the transaction: always, or where it is asked for. */
  readonly deferrable?: Deferral
}

interface NameOptions {
  readonly name?: string
}

/** What is said, with what is not. */
export const referenceOf = ({ onDelete, onUpdate, name, matchFull, deferrable, notValid }: ReferenceOptions) => ({
  name: name ?? null,
  onDelete: onDelete ?? null,
  onUpdate: onUpdate ?? null,
  matchFull: matchFull ?? false,
  deferrable: deferrable ?? null,
  notValid: notValid ?? false,
})

type Columns<A> = ReadonlyArray<Column<any, A>>

const nodes = (columns: unknown, name: string): ReadonlyArray<Node> =>
  Array.isArray(columns)
    ? columns.map((column) => toNode(column, `a column of ${name}`))
    : [toNode(columns, `the columns of ${name}`)]

/**
 * Columns that point to as many of another table, or of this one. The target is a function, for it may be defined later.
 *
 * @example createTable(table('lines', { shop: integer, number: integer }, (t) => [foreignKeyOn([t.shop, t.number], () => [sales.c.shop, sales.c.number])]))
 * // create table "lines" (…, foreign key ("shop", "number") references "sales" ("shop", "number"))
 */
export const foreignKeyOn = <A>(
  columns: Columns<A>,
  // `any`, not columns: the compiler must not ask for the type of a table inside its own definition
  targets: () => any,
  options: ReferenceOptions = {},
): Constraint => ({
  _tag: 'ForeignKey',
  columns: nodes(columns, 'foreignKeyOn'),
  targets,
  ...referenceOf(options),
})

export interface KeyOptions<A = any> extends NameOptions {
  /** Columns that the index of the key holds too, so that it answers for them. */
  readonly include?: Columns<A>
  readonly deferrable?: Deferral
}

export interface UniqueOptions<A = any> extends KeyOptions<A> {
  /** Whether two rows with null in these columns are equal too. */
  readonly nullsNotDistinct?: boolean
}

/** No two rows are equal in these. @example createTable(table('seats', { row: integer, seat: integer }, (t) => [uniqueOn([t.row, t.seat])])) // create table "seats" (…, unique ("row", "seat")) */
export const uniqueOn = <A>(columns: Columns<A>, options: UniqueOptions<A> = {}): Constraint => ({
  _tag: 'Unique',
  name: options.name ?? null,
  columns: nodes(columns, 'uniqueOn'),
  include: nodes(options.include ?? [], 'uniqueOn'),
  nullsNotDistinct: options.nullsNotDistinct ?? false,
  deferrable: options.deferrable ?? null,
})

/** The primary key under a name of its own, or in another order than that of the columns. @example createTable(table('seats', { row: integer, seat: integer }, (t) => [primaryKeyOn([t.seat, t.row], { name: 'seats_key' })])) // create table "seats" (…, constraint "seats_key" primary key ("seat", "row")) */
export const primaryKeyOn = <A>(columns: Columns<A>, options: KeyOptions<A> = {}): Constraint => ({
  _tag: 'PrimaryKey',
  name: options.name ?? null,
  columns: nodes(columns, 'primaryKeyOn'),
  include: nodes(options.include ?? [], 'primaryKeyOn'),
  deferrable: options.deferrable ?? null,
})

export interface CheckOptions extends NameOptions {
  /** Whether rows that are there when it is added need not meet it. */
  readonly notValid?: boolean
}

/** What is not false for any row. @example createTable(table('prices', { price: integer }, (t) => [check(gt(t.price, 0))])) // create table "prices" (…, check ("price" > 0)) */
export const check = (condition: Condition, options: CheckOptions = {}): Constraint => ({
  _tag: 'Check',
  name: options.name ?? null,
  condition: toNode(condition, 'the condition of check'),
  notValid: options.notValid ?? false,
})

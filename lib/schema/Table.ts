/**
 * Tables: a name, and columns that are expressions.
 *
 * `users.c.id` reads from the alias `users`; the same table under another alias is another value.
 */

import { invalidArgument } from '../ast/CompileError.js'
import type { Constraint, Index, TableOption } from '../ast/Constraint.js'
import { type absentOf, type Expr, invalid, isRecord, type readsOf, type valueOf } from '../ast/Expr.js'
import { type Branded, brand, type Column as ColumnNode } from '../ast/Node.js'
import type { Definition, TableDetails, TableNode } from '../ast/Statement.js'
import type { AnySpec, holds, presence } from './Column.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type Specs = Readonly<Record<string, AnySpec>>

/** A column of the source `A`, of type `T`. */
export interface Column<T, A> extends Expr<T, A, A> {
  readonly name: string
}

export type Columns<A, S extends Specs> = { readonly [K in keyof S]: Column<S[K][typeof holds], A> }

/** Anything that stands in FROM under the name `A`, with columns `C` and rows `V`: a table, an alias, a subquery. */
export interface Source<out A extends string, out C, out V> extends Branded {
  readonly [valueOf]: V
  readonly [readsOf]: A
  readonly [absentOf]: A
  readonly alias: A
  /** The columns, as expressions. */
  readonly c: C
}

export type AnySource = Source<any, any, any>

export declare const freeOf: unique symbol

/** What can be joined under the name `A`: a source, or what reads the sources `F` of the statement that it is joined to. */
export interface Joinable<out A extends string, out F> extends Branded {
  readonly alias: A
  readonly [freeOf]?: F
}

export declare const specsOf: unique symbol

type RowFrom<S extends Specs> = { readonly [K in keyof S]: S[K][typeof holds] }

/** A table, whose columns were given as `S`. */
export interface Table<A extends string, S extends Specs> extends Source<A, Columns<A, S>, RowFrom<S>> {
  readonly [specsOf]: S
  /** The name in the database. */
  readonly name: string
}

export type AnyTable = Table<any, any>

// -------------------------------------------------------------------------------------
// the three types of a table
// -------------------------------------------------------------------------------------

type SpecsOf<T extends AnyTable> = T[typeof specsOf]

/** The row that a select of the whole table yields. @example type User = Row<typeof users> */
export type Row<T extends AnyTable> = T[typeof valueOf]

/** Splits the keys by whether an insert must give them. */
export type RequiredKeys<S extends Specs> = {
  [K in keyof S]: 'required' extends S[K][typeof presence] ? K : never
}[keyof S]

/** Those that an insert may give, and may leave out: what is computed it must not give. */
export type OptionalKeys<S extends Specs> = {
  [K in keyof S]: 'optional' extends S[K][typeof presence] ? K : never
}[keyof S]

/** Those that an update may set. */
export type WritableKeys<S extends Specs> = {
  [K in keyof S]: 'computed' extends S[K][typeof presence] ? never : K
}[keyof S]

export type NewRowOf<S extends Specs> = { readonly [K in RequiredKeys<S>]: S[K][typeof holds] } & {
  readonly [K in OptionalKeys<S>]?: S[K][typeof holds]
}

/** What an insert takes: columns with a default, or that may be NULL, can be left out. */
export type NewRow<T extends AnyTable> = NewRowOf<SpecsOf<T>>

/** What an update takes: any of the columns. */
export type Changes<T extends AnyTable> = {
  readonly [K in WritableKeys<SpecsOf<T>>]?: SpecsOf<T>[K][typeof holds]
}

/** What a column takes: a value, or an expression that reads `R`; what is computed takes nothing. */
type Taken<C extends Specs[string], R> = C[typeof presence] extends 'computed'
  ? never
  : C[typeof holds] | Expr<C[typeof holds], R, any>

/**
 * `NewRow`, with expressions in place of values where wanted. There is no row that they could read.
 *
 * What they take is said of all columns, and of those that have to be there no more than that: to say it twice, or to
 * find the others, would cost every insert.
 */
export type Insertable<S extends Specs> = {
  readonly [K in RequiredKeys<S>]: unknown
} & {
  readonly [K in keyof S]?: Taken<S[K], never>
}

/** Those that an insert must give, but for what points to another table. */
type OwnKeys<S extends Specs> = {
  [K in keyof S]: 'required' extends S[K][typeof presence]
    ? 'pointing' extends S[K][typeof presence]
      ? never
      : K
    : never
}[keyof S]

/** The same where the columns that point to other tables may be filled in. */
export type InsertableOf<S extends Specs> = {
  readonly [K in OwnKeys<S>]: S[K][typeof holds] | Expr<S[K][typeof holds], never, any>
} & {
  readonly [K in Exclude<keyof S, OwnKeys<S>>]?: S[K][typeof holds] | Expr<S[K][typeof holds], never, any>
}

/** `Insertable` in a merge, where expressions read the source. A parameter for what they read would cost every insert. */
export type InsertableReading<S extends Specs> = {
  readonly [K in RequiredKeys<S>]: S[K][typeof holds] | Expr<S[K][typeof holds], any, any>
} & {
  readonly [K in OptionalKeys<S>]?: S[K][typeof holds] | Expr<S[K][typeof holds], any, any>
}

/** `Changes`, with expressions in place of values where wanted. */
export type Updatable<S extends Specs> = {
  readonly [K in keyof S]?: Taken<S[K], any>
}

/** What the expressions among the values `V` read; what is `any` reads nothing that is known. */
export type ReadsIn<V> = V extends { readonly [readsOf]: infer R extends string }
  ? string extends R
    ? never
    : R
  : never

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const columnsOf = (alias: string, definitions: Readonly<Record<string, Definition>>): TableNode['columns'] =>
  Object.fromEntries(
    Object.entries(definitions).map(([key, { name, type }]): [string, ColumnNode] => [
      key,
      { joinery: brand, _tag: 'Column', table: alias, name: name ?? key, type },
    ]),
  )

/** Remembers a table's types, which are asserted here and inferred everywhere else. */
const typedTable = <A extends string, S extends Specs>(
  node: TableNode & { readonly c: TableNode['columns'] },
): Table<A, S> => node as unknown as Table<A, S>

/** What is said of a table beside its columns: a constraint, an index, or an option of the table. */
export type Rule = Constraint | Index | TableOption

const isConstraint = (rule: Rule): rule is Constraint =>
  rule._tag === 'PrimaryKey' ||
  rule._tag === 'Unique' ||
  rule._tag === 'ForeignKey' ||
  rule._tag === 'Check' ||
  rule._tag === 'Exclude'

const kinds: ReadonlySet<unknown> = new Set(
  'PrimaryKey Unique ForeignKey Check Exclude Index TableComment Unlogged PartitionedBy PartitionedByText'.split(' '),
)

/** What is no rule says so where the table is made. */
const notARule = (name: string): Constraint => ({
  _tag: 'Check',
  name: null,
  notValid: false,
  condition: invalid(
    invalidArgument(`a rule of ${name}`, 'is not one', 'give a list: (t) => [uniqueOn([t.a, t.b]), index(t.a)]'),
  ),
})

const isRule = (u: unknown): u is Rule => isRecord(u) && kinds.has(u._tag)

const asRules = (rules: unknown, name: string): ReadonlyArray<Rule> =>
  Array.isArray(rules) ? rules.map((rule) => (isRule(rule) ? rule : notARule(name))) : [notARule(name)]

const rulesOf = (given: ReadonlyArray<Rule>, name: string): Pick<TableNode, 'constraints' | 'details'> => {
  const rules = asRules(given, name)
  const constraints = rules.filter(isConstraint)
  if (constraints.length === rules.length) return { constraints, details: null }
  const indexes = rules.filter((rule) => rule._tag === 'Index')
  const options = rules.filter((rule): rule is TableOption => !isConstraint(rule) && rule._tag !== 'Index')
  const details: TableDetails = { indexes, options, partition: null, view: null }
  return { constraints, details }
}

const makeTable = <A extends string, S extends Specs>(
  schema: string | null,
  name: string,
  alias: A,
  definitions: S,
  rules: ReadonlyArray<Rule>,
): Table<A, S> => {
  const columns = columnsOf(alias, definitions)
  return typedTable({
    joinery: brand,
    _tag: 'Table',
    schema,
    name,
    alias,
    columns,
    definitions,
    ...rulesOf(rules, name),
    only: false,
    sample: null,
    c: columns,
  })
}

/** At run time, a table is its node. */
export const tableNode = (table: AnyTable): TableNode => table as unknown as TableNode

/**
 * A table and its columns.
 *
 * @example
 * const users = table('users', { id: primaryKey(serial), name: text, fullname: nullable(text) })
 *
 * users.c.name // "users"."name"
 */
export const table = <A extends string, S extends Specs>(
  name: A,
  columns: S,
  rules?: (columns: Columns<NoInfer<A>, NoInfer<S>>) => ReadonlyArray<Rule>,
): Table<A, S> => {
  const bare = makeTable(null, name, name, columns, [])
  return rules === undefined ? bare : makeTable(null, name, name, columns, rules(bare.c))
}

/** A partition: a table of the same columns under another name, of which nothing is said but this. */
export const renamed = <A extends string, S extends Specs>(
  of: AnyTable,
  name: A,
  rules: ((columns: Columns<A, S>) => ReadonlyArray<Rule>) | undefined,
  partition: NonNullable<TableDetails['partition']>,
): Table<A, S> => {
  const { definitions, schema } = tableNode(of)
  const plain = Object.fromEntries(
    Object.entries(definitions).map(([key, definition]) => [
      key,
      { ...definition, primaryKey: false, unique: false, references: null },
    ]),
  ) as unknown as S
  const bare = makeTable(schema, name, name, plain, [])
  const made = tableNode(rules === undefined ? bare : makeTable(schema, name, name, plain, rules(bare.c)))
  const details = made.details ?? { indexes: [], options: [], partition: null, view: null }
  return typedTable<A, S>({ ...made, details: { ...details, partition }, c: made.columns })
}

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

const toSnakeCase = (key: string): string =>
  key.replace(/[A-Z]+(?![a-z])|[A-Z]/g, (upper, at: number) => `${at > 0 ? '_' : ''}${upper.toLowerCase()}`)

/**
 * Names every column that has no name of its own after its key, in snake case.
 *
 * @example table('users', snakeCase({ firstName: text })).c.firstName // "users"."first_name"
 */
export const snakeCase = <S extends Specs>(columns: S): S =>
  Object.fromEntries(
    Object.entries(columns).map(([key, spec]) => [key, { ...spec, name: spec.name ?? toSnakeCase(key) }]),
  ) as unknown as S

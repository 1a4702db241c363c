/**
 * What a database is made of, as it says so itself: names, types and expressions as its own SQL.
 *
 * Plain data that JSON can hold. Descriptors are described as this, a database is read as this, and two of these can be
 * compared. `schema` is null for the schema that an unqualified name means.
 */
import type { Deferral, ReferentialAction } from './Constraint.js'

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

export interface ObjectName {
  readonly schema: string | null
  readonly name: string
}

// -------------------------------------------------------------------------------------
// sequences
// -------------------------------------------------------------------------------------

/** How a sequence counts; null is what the database does where nothing is said. Numbers are texts, for they may be large. */
export interface Counting {
  readonly start: string | null
  readonly increment: string | null
  readonly min: string | null
  readonly max: string | null
  readonly cache: string | null
  readonly cycle: boolean
}

export interface SequenceFact extends ObjectName, Counting {
  /** `bigint` where it is null. */
  readonly type: string | null
  readonly comment: string | null
}

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

export interface CheckFact {
  readonly name: string | null
  readonly condition: string
}

export interface EnumFact extends ObjectName {
  readonly _tag: 'Enum'
  readonly labels: ReadonlyArray<string>
}

export interface DomainFact extends ObjectName {
  readonly _tag: 'Domain'
  readonly base: string
  readonly notNull: boolean
  readonly default: string | null
  readonly collation: string | null
  readonly checks: ReadonlyArray<CheckFact>
}

export interface CompositeFact extends ObjectName {
  readonly _tag: 'Composite'
  readonly fields: ReadonlyArray<{ readonly name: string; readonly type: string; readonly collation: string | null }>
}

export type TypeFact = EnumFact | DomainFact | CompositeFact

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

export interface IdentityFact extends Counting {
  readonly always: boolean
}

export interface ColumnFact {
  readonly name: string
  /** As it is declared; `serial` and `bigserial` where the column counts by a sequence of its own. */
  readonly type: string
  readonly notNull: boolean
  readonly default: string | null
  /** What it is computed from, and kept. */
  readonly computed: string | null
  readonly identity: IdentityFact | null
  /** As SQL, quoted. */
  readonly collation: string | null
  readonly comment: string | null
}

interface Named {
  readonly name: string | null
  /** Whether it was said at its column. */
  readonly inline?: boolean
}

export interface PrimaryKeyFact extends Named {
  readonly _tag: 'PrimaryKey'
  readonly columns: ReadonlyArray<string>
  readonly include: ReadonlyArray<string>
  readonly deferrable: Deferral | null
}

export interface UniqueFact extends Named {
  readonly _tag: 'Unique'
  readonly columns: ReadonlyArray<string>
  readonly include: ReadonlyArray<string>
  readonly nullsNotDistinct: boolean
  readonly deferrable: Deferral | null
}

export interface ForeignKeyFact extends Named {
  readonly _tag: 'ForeignKey'
  readonly columns: ReadonlyArray<string>
  readonly target: ObjectName
  readonly targets: ReadonlyArray<string>
  readonly onDelete: ReferentialAction | null
  readonly onUpdate: ReferentialAction | null
  readonly matchFull: boolean
  readonly deferrable: Deferral | null
  /** Whether the rows that are there already were not looked at. */
  readonly notValid: boolean
}

export interface CheckConstraintFact extends Named {
  readonly _tag: 'Check'
  readonly condition: string
  readonly notValid: boolean
}

export interface ExcludeFact extends Named {
  readonly _tag: 'Exclude'
  readonly method: string
  readonly elements: ReadonlyArray<IndexElementFact & { readonly operator: string }>
  readonly where: string | null
  readonly deferrable: Deferral | null
}

export type ConstraintFact = PrimaryKeyFact | UniqueFact | ForeignKeyFact | CheckConstraintFact | ExcludeFact

export interface IndexElementFact {
  /** The name of a column, or null where it is an expression. */
  readonly column: string | null
  readonly expression: string | null
  /** As SQL, quoted. */
  readonly collation: string | null
  /** The class of operators, where it is not that of the type. As SQL, quoted. */
  readonly operators: string | null
  readonly descending: boolean
  /** Where nulls are, if not where the direction has them. */
  readonly nulls: 'first' | 'last' | null
}

export interface IndexFact {
  readonly name: string
  readonly unique: boolean
  readonly method: string
  readonly elements: ReadonlyArray<IndexElementFact>
  readonly include: ReadonlyArray<string>
  readonly nullsNotDistinct: boolean
  readonly where: string | null
  readonly comment: string | null
}

/** A partition, by the table that it is one of and its bounds as SQL. */
export interface PartitionFact {
  readonly of: ObjectName
  readonly bounds: string
}

export interface TableFact extends ObjectName {
  readonly columns: ReadonlyArray<ColumnFact>
  readonly constraints: ReadonlyArray<ConstraintFact>
  readonly indexes: ReadonlyArray<IndexFact>
  readonly unlogged: boolean
  /** `range ("at")`, as SQL. */
  readonly partitionedBy: string | null
  readonly partition: PartitionFact | null
  readonly comment: string | null
}

// -------------------------------------------------------------------------------------
// views and code
// -------------------------------------------------------------------------------------

export interface ViewFact extends ObjectName {
  readonly materialized: boolean
  readonly query: string
  readonly columns: ReadonlyArray<{ readonly name: string; readonly type: string }>
  readonly indexes: ReadonlyArray<IndexFact>
  readonly comment: string | null
}

/** A function, a procedure or an aggregate, as the statement that makes it. */
export interface RoutineFact extends ObjectName {
  readonly kind: 'function' | 'procedure' | 'aggregate'
  /** The types of its arguments, which tell it from others of its name. As SQL. */
  readonly parameters: string
  readonly definition: string
  /** Whether it needs tables. */
  readonly late: boolean
}

export interface TriggerFact {
  readonly table: ObjectName
  readonly name: string
  readonly definition: string
}

// -------------------------------------------------------------------------------------
// all of it
// -------------------------------------------------------------------------------------

export interface Catalog {
  /** Schemas beside the one that an unqualified name means. */
  readonly schemas: ReadonlyArray<string>
  readonly types: ReadonlyArray<TypeFact>
  readonly sequences: ReadonlyArray<SequenceFact>
  readonly tables: ReadonlyArray<TableFact>
  readonly views: ReadonlyArray<ViewFact>
  readonly routines: ReadonlyArray<RoutineFact>
  readonly triggers: ReadonlyArray<TriggerFact>
}

export const emptyCatalog: Catalog = {
  schemas: [],
  types: [],
  sequences: [],
  tables: [],
  views: [],
  routines: [],
  triggers: [],
}

export const noCounting: Counting = {
  start: null,
  increment: null,
  min: null,
  max: null,
  cache: null,
  cycle: false,
}

/** A name as one text, to look it up by. */
export const nameKey = ({ schema, name }: ObjectName): string =>
  schema === null ? JSON.stringify(name) : `${JSON.stringify(schema)}.${JSON.stringify(name)}`

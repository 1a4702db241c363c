/** Rules of a table over its columns, as data: keys, and conditions that every row meets. */
import type { Node } from './Node.js'

export type ReferentialAction = 'cascade' | 'restrict' | 'set null' | 'set default' | 'no action'

/** When a rule is checked that can wait until the transaction ends: at once unless told otherwise, or at the end. */
export type Deferral = 'immediate' | 'deferred'

/** What is said of a foreign key beside where it points. */
export interface Reference {
  readonly name: string | null
  readonly onDelete: ReferentialAction | null
  readonly onUpdate: ReferentialAction | null
  /** Whether, of several columns, all or none have to be null. */
  readonly matchFull: boolean
  readonly deferrable: Deferral | null
  /** Whether the rows that are there already need not meet it. */
  readonly notValid: boolean
}

/** The foreign key of a column. */
export interface ForeignKey extends Reference {
  /** A function, for a table may point to itself or to one that is defined later. */
  readonly target: () => unknown
}

export interface PrimaryKeyConstraint {
  readonly _tag: 'PrimaryKey'
  readonly name: string | null
  readonly columns: ReadonlyArray<Node>
  /** Columns that its index holds beside them. */
  readonly include: ReadonlyArray<Node>
  readonly deferrable: Deferral | null
}

export interface ForeignKeyConstraint extends Reference {
  readonly _tag: 'ForeignKey'
  readonly columns: ReadonlyArray<Node>
  /** Gives as many columns, of one table. */
  readonly targets: () => unknown
}

export interface UniqueConstraint {
  readonly _tag: 'Unique'
  readonly name: string | null
  readonly columns: ReadonlyArray<Node>
  /** Columns that its index holds beside them. */
  readonly include: ReadonlyArray<Node>
  readonly nullsNotDistinct: boolean
  readonly deferrable: Deferral | null
}

export interface CheckConstraint {
  readonly _tag: 'Check'
  readonly name: string | null
  readonly condition: Node
  /** Whether the rows that are there already need not meet it. */
  readonly notValid: boolean
}

/** No two rows for which all of these operators hold. */
export interface ExcludeConstraint {
  readonly _tag: 'Exclude'
  readonly name: string | null
  readonly method: string
  readonly elements: ReadonlyArray<IndexPart & { readonly operator: string }>
  readonly where: Node | null
  readonly deferrable: Deferral | null
}

export type Constraint =
  | PrimaryKeyConstraint
  | ForeignKeyConstraint
  | UniqueConstraint
  | CheckConstraint
  | ExcludeConstraint

// -------------------------------------------------------------------------------------
// indexes
// -------------------------------------------------------------------------------------

/** What an index is over, and how it is ordered by that. */
export interface IndexPart {
  readonly of: Node
  /** The class of operators, where it is not that of the type. */
  readonly operators: readonly [schema: string | null, name: string] | null
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last' | null
}

export interface Index {
  readonly _tag: 'Index'
  /** null where it is made of the names of the table and the columns. */
  readonly name: string | null
  readonly unique: boolean
  readonly method: string
  readonly elements: ReadonlyArray<IndexPart>
  readonly include: ReadonlyArray<Node>
  readonly where: Node | null
  readonly nullsNotDistinct: boolean
  readonly comment: string | null
}

/** Which rows a partition has. */
export type Bounds =
  | { readonly _tag: 'From'; readonly from: ReadonlyArray<Node>; readonly to: ReadonlyArray<Node> }
  | { readonly _tag: 'In'; readonly values: ReadonlyArray<Node> }
  | { readonly _tag: 'Hash'; readonly modulus: number; readonly remainder: number }
  | { readonly _tag: 'Default' }
  | { readonly _tag: 'Text'; readonly text: Node }

export type PartitionMethod = 'range' | 'list' | 'hash'

/** What is said of a table as a whole. */
export type TableOption =
  | { readonly _tag: 'TableComment'; readonly text: string }
  | { readonly _tag: 'Unlogged' }
  | { readonly _tag: 'PartitionedBy'; readonly method: PartitionMethod; readonly by: ReadonlyArray<Node> }
  /** As the database's own SQL. */
  | { readonly _tag: 'PartitionedByText'; readonly text: Node }

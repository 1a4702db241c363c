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
  readonly nullsNotDistinct: boolean
  readonly deferrable: Deferral | null
}

export interface CheckConstraint {
  readonly _tag: 'Check'
  readonly name: string | null
  readonly condition: Node
}

export type Constraint = PrimaryKeyConstraint | ForeignKeyConstraint | UniqueConstraint | CheckConstraint

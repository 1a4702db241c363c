/**
 * Statements as data: records of clauses, each a value that a combinator adds to or replaces.
 *
 * `where` and `having` are lists that are joined by AND.
 */

import type { IdentityFact, RoutineFact, SequenceFact } from './Catalog.js'
import type { Change, Manner } from './Change.js'
import type { CompileError } from './CompileError.js'
import type { Bounds, Constraint, ForeignKey, Index, TableOption } from './Constraint.js'
import type { Branded, Column, DistinctOn, GroupingSets, Invalid, Lock, Node, Order } from './Node.js'
import type { Projection } from './Projection.js'
import type { SqlType } from './SqlType.js'

// -------------------------------------------------------------------------------------
// sources
// -------------------------------------------------------------------------------------

/** A column as the table's definition says it. */
export interface Definition {
  readonly type: SqlType
  readonly nullable: boolean
  readonly primaryKey: boolean
  readonly unique: boolean
  /** A node, or a value to spell as a literal; null for none. */
  readonly defaultTo: Node | null
  readonly references: ForeignKey | null
  /** The name in the database, where it is not the key. */
  readonly name: string | null
  /** What the database says of it; null where nothing of this is said. */
  readonly also: ColumnDetails | null
}

/** What is said of few columns. */
export interface ColumnDetails {
  /** What it is computed from: a function, for it reads the table's own columns. */
  readonly computed: (() => unknown) | null
  readonly identity: IdentityFact | null
  readonly collation: QualifiedName | null
  readonly comment: string | null
  readonly indexed: boolean
}

/** A table under its own name or an alias. */
export interface TableNode extends Branded {
  readonly _tag: 'Table'
  readonly schema: string | null
  readonly name: string
  readonly alias: string
  readonly columns: { readonly [key: string]: Column }
  readonly definitions: { readonly [key: string]: Definition }
  /** What is said of several columns at once. */
  readonly constraints: ReadonlyArray<Constraint>
  /** What is said of few tables. */
  readonly details: TableDetails | null
  /** Without the tables that inherit from it. */
  readonly only: boolean
  readonly sample: Sample | null
}

export interface TableDetails {
  readonly indexes: ReadonlyArray<Index>
  readonly options: ReadonlyArray<TableOption>
  readonly partition: { readonly of: TableNode; readonly bounds: Bounds } | null
  /** A query under a name of its own, or its text. */
  readonly view: { readonly materialized: boolean; readonly query: Statement | Node } | null
}

/** A sequence of numbers that is an object of its own. */
export interface SequenceNode extends Branded {
  readonly _tag: 'Sequence'
  readonly fact: SequenceFact
}

/** A function, a procedure or an aggregate, as the statement that makes it. */
export interface RoutineNode extends Branded {
  readonly _tag: 'Routine'
  readonly fact: RoutineFact
}

export interface TriggerNode extends Branded {
  readonly _tag: 'Trigger'
  readonly table: TableNode
  readonly name: string
  readonly definition: string
}

/** A part of a table's rows, chosen by chance. */
export interface Sample {
  readonly method: 'bernoulli' | 'system'
  readonly percent: Node
  /** What chooses the same rows again. */
  readonly seed: Node | null
}

/** A query in FROM. */
export interface Derived extends Branded {
  readonly _tag: 'Derived'
  readonly query: Query | With
  readonly alias: string
  readonly columns: { readonly [key: string]: Column }
}

/** A query in FROM that reads the sources before it. */
export interface Lateral extends Branded {
  readonly _tag: 'Lateral'
  readonly query: Query | With
  readonly alias: string
  readonly columns: { readonly [key: string]: Column }
}

/** A function in FROM; `definitions` are said where only they tell what columns it yields. */
export interface TableCall {
  readonly call: Node
  readonly definitions: ReadonlyArray<Column> | null
}

/** The rows that functions yield, side by side, and their number in the last column if it is asked for. */
export interface FunctionTable extends Branded {
  readonly _tag: 'FunctionTable'
  readonly calls: ReadonlyArray<TableCall>
  readonly ordinality: boolean
  readonly alias: string
  readonly columns: { readonly [key: string]: Column }
}

/** Joins in parentheses: they are made before the join that they stand in. They have the names of their sources. */
export interface JoinTree extends Branded {
  readonly _tag: 'JoinTree'
  readonly first: Source
  readonly joins: ReadonlyArray<Join>
  readonly alias: string
  readonly columns: { readonly [key: string]: Column }
}

/** What a common table expression is made of: one object for it and for the references to itself in its step. */
export interface CteKey {
  readonly name: string
}

/** A common table expression in FROM: `with` says its query once, at the top of the statement. */
export interface Cte extends Branded {
  readonly _tag: 'Cte'
  readonly key: CteKey
  readonly name: string
  readonly alias: string
  readonly query: Query | Writing
  /** null where the database decides. */
  readonly materialized: boolean | null
  readonly recursive: boolean
  readonly search: Search | null
  readonly cycle: Cycle | null
  readonly columns: { readonly [key: string]: Column }
}

/** The order in which a recursion finds its rows, as a column of them. */
export interface Search {
  readonly order: 'breadth' | 'depth'
  readonly by: ReadonlyArray<string>
  readonly column: string
}

/** Whether a recursion has come back to a row, as a column, and the way there, as another. */
export interface Cycle {
  readonly by: ReadonlyArray<string>
  readonly column: string
  readonly path: string
  /** What the column holds where it has come back, and where it has not; null is true and false. */
  readonly marks: readonly [string, string] | null
}

/** A recursive common table expression as its own step sees it. */
export interface CteSelf extends Branded {
  readonly _tag: 'CteSelf'
  readonly key: CteKey
  readonly name: string
  readonly alias: string
  readonly columns: { readonly [key: string]: Column }
}

/** Rows of values, each of which gives all of the columns. Never empty. */
export interface BoundRows extends Branded {
  readonly _tag: 'BoundRows'
  readonly alias: string
  readonly rows: ReadonlyArray<Readonly<Record<string, unknown>>>
  readonly columns: { readonly [key: string]: Column }
}

/** What was given where a source belongs, and is none. */
export interface InvalidSource extends Branded {
  readonly _tag: 'InvalidSource'
  readonly alias: string
  readonly error: CompileError
  readonly columns: { readonly [key: string]: Column }
}

export type Source =
  | TableNode
  | Derived
  | Lateral
  | FunctionTable
  | JoinTree
  | Cte
  | CteSelf
  | BoundRows
  | InvalidSource

/** `comma` is a cross join that is written as one more source. */
export type JoinKind = 'inner' | 'left' | 'right' | 'full' | 'cross' | 'comma'

export interface Join {
  readonly kind: JoinKind
  readonly source: Source
  readonly on: Node | null
}

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

export interface Select extends Branded {
  readonly _tag: 'Select'
  readonly distinct: boolean
  readonly distinctOn: DistinctOn | Invalid | null
  readonly projection: Projection | null
  readonly from: Source | null
  readonly joins: ReadonlyArray<Join>
  readonly where: ReadonlyArray<Node>
  readonly groupBy: ReadonlyArray<Node | GroupingSets>
  readonly having: ReadonlyArray<Node>
  readonly orderBy: ReadonlyArray<Order>
  readonly limit: Node | null
  readonly offset: Node | null
  readonly locks: ReadonlyArray<Lock | Invalid>
  readonly extras: Extras | null
}

/** What few selects say. */
export interface Extras {
  /** Rows that are equal to the last one within the limit, too. */
  readonly withTies: boolean
  /** Each grouping set once. */
  readonly groupDistinct: boolean
  /** Common table expressions that it need not read. */
  readonly ctes: ReadonlyArray<Cte>
}

/** Rows that are written out. */
export interface Values extends Branded {
  readonly _tag: 'Values'
  readonly rows: ReadonlyArray<ReadonlyArray<Node>>
  readonly projection: Projection
  readonly orderBy: ReadonlyArray<Order>
  readonly limit: Node | null
  readonly offset: Node | null
  /** Common table expressions that it need not read. */
  readonly ctes: ReadonlyArray<Cte>
}

/** What an index is over: a column or an expression, and the operators that it compares by where they are not the type's own. */
export interface IndexElement {
  readonly of: Node
  readonly operators: QualifiedName | null
}

export type QualifiedName = readonly [schema: string | null, name: string]

/** Which conflict is meant: any, one of an index (where it has a condition, with it), or a constraint's. */
export type ConflictTarget =
  | { readonly _tag: 'Any' }
  | { readonly _tag: 'Index'; readonly elements: ReadonlyArray<IndexElement>; readonly where: ReadonlyArray<Node> }
  | { readonly _tag: 'Constraint'; readonly name: string }

export interface ConflictUpdate {
  readonly _tag: 'Update'
  /** What to set, or the columns not to take over from the row that was to be inserted. */
  readonly set:
    | Readonly<Record<string, unknown>>
    | { readonly joinery: Branded['joinery']; readonly except: ReadonlyArray<Node> }
  readonly assignments: ReadonlyArray<Assignment>
  readonly where: ReadonlyArray<Node>
}

/** What an insert does where a row of that key is there already. */
export type Conflict =
  | {
      readonly _tag: 'Conflict'
      readonly target: ConflictTarget
      readonly action: { readonly _tag: 'Nothing' } | ConflictUpdate
    }
  | { readonly _tag: 'InvalidConflict'; readonly error: CompileError }

export type SetOperator = 'union' | 'intersect' | 'except'

/** The rows of two queries as one. Its projection has the keys of both, and types that hold the values of both. */
export interface SetOperation extends Branded {
  readonly _tag: 'SetOperation'
  readonly op: SetOperator
  readonly all: boolean
  readonly left: Query
  readonly right: Query
  readonly projection: Projection | null
  readonly orderBy: ReadonlyArray<Order>
  readonly limit: Node | null
  readonly offset: Node | null
}

/** What yields rows without writing any. */
export type Query = Select | SetOperation | Values | InvalidStatement

/** What writes rows. */
export type Writing = Insert | Update | Delete | Merge

export interface Insert extends Branded {
  readonly _tag: 'Insert'
  readonly table: Source
  readonly rows: ReadonlyArray<Readonly<Record<string, unknown>>>
  /** A query whose rows are inserted, in place of `rows`. */
  readonly query: Statement | null
  /** What the columns of `query` are written to, in their order; null for the columns of their names. */
  readonly targets: ReadonlyArray<Node> | null
  /** Whose values are taken where the table would count by itself. */
  readonly overriding: 'system' | 'user' | null
  readonly conflict: Conflict | null
  readonly projection: Projection | null
  readonly ctes: ReadonlyArray<Cte>
}

/** New values for columns, elements of arrays and fields: of a row or a query where there are several. */
export interface Assignment {
  readonly targets: ReadonlyArray<Node>
  readonly value: Node
}

export interface Update extends Branded {
  readonly _tag: 'Update'
  readonly table: Source
  readonly set: Readonly<Record<string, unknown>>
  readonly assignments: ReadonlyArray<Assignment>
  /** What is read beside the table. */
  readonly using: ReadonlyArray<Source>
  readonly where: ReadonlyArray<Node>
  readonly everyRow: boolean
  readonly projection: Projection | null
  readonly ctes: ReadonlyArray<Cte>
}

export interface Delete extends Branded {
  readonly _tag: 'Delete'
  readonly table: Source
  /** What is read beside the table. */
  readonly using: ReadonlyArray<Source>
  readonly where: ReadonlyArray<Node>
  readonly everyRow: boolean
  readonly projection: Projection | null
  readonly ctes: ReadonlyArray<Cte>
}

/** What a merge does with a row of its source, or of its table. */
export type MergeAction =
  | {
      readonly _tag: 'Update'
      readonly set: Readonly<Record<string, unknown>>
      readonly assignments: ReadonlyArray<Assignment>
    }
  | {
      readonly _tag: 'Insert'
      readonly row: Readonly<Record<string, unknown>>
      readonly overriding: Insert['overriding']
    }
  | { readonly _tag: 'Delete' }
  | { readonly _tag: 'Nothing' }
  | Invalid

export interface MergeWhen {
  readonly match: 'matched' | 'notMatched' | 'notMatchedBySource'
  readonly conditions: ReadonlyArray<Node>
  readonly action: MergeAction
}

/** Each row of a source, with the rows of a table that it meets. */
export interface Merge extends Branded {
  readonly _tag: 'Merge'
  readonly table: Source
  readonly source: Source
  readonly on: Node
  readonly whens: ReadonlyArray<MergeWhen>
  readonly projection: Projection | null
  readonly ctes: ReadonlyArray<Cte>
}

/** A statement after the common table expressions that it reads, each after those that it reads itself. */
export interface With extends Branded {
  readonly _tag: 'With'
  readonly ctes: ReadonlyArray<Cte>
  readonly statement: Statement
}

/** A statement with placeholders, and the values to fill them with. */
export interface Prepared extends Branded {
  readonly _tag: 'Prepared'
  readonly statement: Statement
  readonly values: Readonly<Record<string, unknown>>
}

/** A whole statement in the user's own SQL. */
export interface RawStatement extends Branded {
  readonly _tag: 'RawStatement'
  readonly raw: Node
  readonly projection: Projection | null
}

export interface CreateTable extends Branded {
  readonly _tag: 'CreateTable'
  readonly table: TableNode
  readonly manner: Manner
}

export interface DropTable extends Branded {
  readonly _tag: 'DropTable'
  readonly table: TableNode
  readonly manner: Manner
}

/** Makes a type, a sequence, an index of a table, a constraint of one, or drops it. */
export interface Define extends Branded {
  readonly _tag: 'Define'
  readonly action: 'create' | 'drop'
  readonly object: Definable
  readonly manner: Manner
}

export type Definable =
  | { readonly _tag: 'Type'; readonly type: SqlType }
  | { readonly _tag: 'Index'; readonly table: TableNode; readonly index: Index }
  | { readonly _tag: 'Constraint'; readonly table: TableNode; readonly constraint: Constraint }
  | { readonly _tag: 'Column'; readonly table: TableNode; readonly key: string }

/** A step that changes what the database is made of. */
export interface Ddl extends Branded {
  readonly _tag: 'Ddl'
  readonly change: Change
}

/** Asks what these schemas are made of; null is the one that an unqualified name means. */
export interface CatalogRows extends Branded {
  readonly _tag: 'CatalogRows'
  readonly schemas: ReadonlyArray<string | null>
  readonly projection: Projection
}

/** Asks what there is in the schema that unqualified names mean, and in others: one row each, its kind and its name. */
export interface TableNames extends Branded {
  readonly _tag: 'TableNames'
  readonly schemas: ReadonlyArray<string>
  readonly projection: Projection
}

/**
 * Asks for the columns of a table, and of every table that it points to by foreign keys, directly or not: one row for
 * each column, in order, the table's own first.
 */
export interface TableColumns extends Branded {
  readonly _tag: 'TableColumns'
  readonly table: Node
  readonly projection: Projection
}

/** What was made by a clause that does not apply. It has every clause, so that every further one can be added. */
export interface InvalidStatement
  extends Omit<Select, '_tag'>,
    Pick<Insert, 'rows' | 'query' | 'targets' | 'overriding' | 'conflict' | 'ctes'>,
    Pick<Update, 'set' | 'assignments' | 'using'>,
    Pick<Merge, 'whens'> {
  readonly _tag: 'InvalidStatement'
  readonly error: CompileError
}

export type Statement =
  | Select
  | SetOperation
  | Values
  | With
  | Insert
  | Update
  | Delete
  | Merge
  | Prepared
  | RawStatement
  | CreateTable
  | DropTable
  | Define
  | Ddl
  | CatalogRows
  | TableNames
  | TableColumns
  | InvalidStatement

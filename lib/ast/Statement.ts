/**
 * Statements as data: records of clauses, each a value that a combinator adds to or replaces.
 *
 * `where` and `having` are lists that are joined by AND.
 */
import type { CompileError } from './CompileError.js'
import type { Branded, Column, DistinctOn, GroupingSets, Invalid, Lock, Node, Order } from './Node.js'
import type { Projection } from './Projection.js'
import type { SqlType } from './SqlType.js'

// -------------------------------------------------------------------------------------
// sources
// -------------------------------------------------------------------------------------

export type ReferentialAction = 'cascade' | 'restrict' | 'set null' | 'set default' | 'no action'

export interface ForeignKey {
  /** A function, for a table may point to itself or to one that is defined later. */
  readonly target: () => unknown
  readonly onDelete: ReferentialAction | null
  readonly onUpdate: ReferentialAction | null
}

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
}

/** A table under its own name or an alias. */
export interface TableNode extends Branded {
  readonly _tag: 'Table'
  readonly schema: string | null
  readonly name: string
  readonly alias: string
  readonly columns: { readonly [key: string]: Column }
  readonly definitions: { readonly [key: string]: Definition }
}

/** A query in FROM. */
export interface Derived extends Branded {
  readonly _tag: 'Derived'
  readonly query: Query
  readonly alias: string
  readonly columns: { readonly [key: string]: Column }
}

/** A query in FROM that reads the sources before it. */
export interface Lateral extends Branded {
  readonly _tag: 'Lateral'
  readonly query: Query
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
  readonly query: Query | Insert | Update | Delete
  /** null where the database decides. */
  readonly materialized: boolean | null
  readonly recursive: boolean
  readonly columns: { readonly [key: string]: Column }
}

/** A recursive common table expression as its own step sees it. */
export interface CteSelf extends Branded {
  readonly _tag: 'CteSelf'
  readonly key: CteKey
  readonly name: string
  readonly alias: string
  readonly columns: { readonly [key: string]: Column }
}

/** What was given where a source belongs, and is none. */
export interface InvalidSource extends Branded {
  readonly _tag: 'InvalidSource'
  readonly alias: string
  readonly error: CompileError
  readonly columns: { readonly [key: string]: Column }
}

export type Source = TableNode | Derived | Lateral | Cte | CteSelf | InvalidSource

export type JoinKind = 'inner' | 'left' | 'right' | 'full' | 'cross'

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
}

/** Which conflict is meant: any, one over columns (where the unique index has a condition, with it), or a constraint's. */
export type ConflictTarget =
  | { readonly _tag: 'Any' }
  | { readonly _tag: 'Columns'; readonly columns: ReadonlyArray<Node>; readonly where: ReadonlyArray<Node> }
  | { readonly _tag: 'Constraint'; readonly name: string }

export interface ConflictUpdate {
  readonly _tag: 'Update'
  /** What to set, or the columns not to take over from the row that was to be inserted. */
  readonly set:
    | Readonly<Record<string, unknown>>
    | { readonly joinery: Branded['joinery']; readonly except: ReadonlyArray<Node> }
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
export type Query = Select | SetOperation | InvalidStatement

export interface Insert extends Branded {
  readonly _tag: 'Insert'
  readonly table: Source
  readonly rows: ReadonlyArray<Readonly<Record<string, unknown>>>
  /** A query whose rows are inserted, in place of `rows`. */
  readonly query: Statement | null
  readonly conflict: Conflict | null
  readonly projection: Projection | null
}

export interface Update extends Branded {
  readonly _tag: 'Update'
  readonly table: Source
  readonly set: Readonly<Record<string, unknown>>
  /** What is read beside the table. */
  readonly using: ReadonlyArray<Source>
  readonly where: ReadonlyArray<Node>
  readonly everyRow: boolean
  readonly projection: Projection | null
}

export interface Delete extends Branded {
  readonly _tag: 'Delete'
  readonly table: Source
  /** What is read beside the table. */
  readonly using: ReadonlyArray<Source>
  readonly where: ReadonlyArray<Node>
  readonly everyRow: boolean
  readonly projection: Projection | null
}

/** A statement after the common table expressions that it reads, each after those that it reads itself. */
export interface With extends Branded {
  readonly _tag: 'With'
  readonly ctes: ReadonlyArray<Cte>
  readonly statement: Statement
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
}

export interface DropTable extends Branded {
  readonly _tag: 'DropTable'
  readonly table: TableNode
}

/** Asks which tables there are in the schema that unqualified names mean: one row each, its name. */
export interface TableNames extends Branded {
  readonly _tag: 'TableNames'
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
    Pick<Insert, 'rows' | 'query' | 'conflict'>,
    Pick<Update, 'set' | 'using'> {
  readonly _tag: 'InvalidStatement'
  readonly error: CompileError
}

export type Statement =
  | Select
  | SetOperation
  | With
  | Insert
  | Update
  | Delete
  | RawStatement
  | CreateTable
  | DropTable
  | TableNames
  | TableColumns
  | InvalidStatement

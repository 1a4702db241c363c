/**
 * Dialects: how one database spells each node, as a record of functions.
 *
 * A case spells its children through the writer, and so with the final dialect, not with the one that it was copied
 * from: a dialect that changes one case changes it at every depth.
 */

import type { Catalog, ConstraintFact, IndexFact, TableFact, TypeFact, ViewFact } from '../ast/Catalog.js'
import type { Constraint, Index } from '../ast/Constraint.js'
import type { Clause, Node } from '../ast/Node.js'
import type { SqlType } from '../ast/SqlType.js'
import type { Select, Source, Statement, TableNode } from '../ast/Statement.js'
import type { Codec } from './Codec.js'
import type { Control } from './Control.js'
import type { Writer } from './Writer.js'

/** Every node by its tag: a dialect that leaves one out does not type-check. */
type Nodes = { readonly [N in Node | Clause | Source | Statement as N['_tag']]: N }

export type Case<N> = (node: N, to: Writer) => void

export type Cases<Tags extends keyof Nodes = keyof Nodes> = { readonly [T in Tags]: Case<Nodes[T]> }

/** From descriptors to facts: what cannot be said is reported. */
export interface Describes {
  readonly table: (to: Writer, table: TableNode) => TableFact
  readonly view: (to: Writer, table: TableNode) => ViewFact
  readonly type: (to: Writer, type: SqlType) => TypeFact | null
  readonly index: (to: Writer, table: TableNode, index: Index) => IndexFact
  readonly constraint: (to: Writer, table: TableNode, constraint: Constraint) => ConstraintFact
}

/** One object of a database, as the database describes it. */
export interface CatalogRow {
  readonly kind: string
  readonly fact: unknown
}

export interface Dialect {
  readonly name: string
  /** Quotes a name; what cannot be one is a problem. */
  readonly quote: (name: string) => string
  /** Why a name cannot be kept by this database as it is, or null. */
  readonly nameProblem: (name: string) => string | null
  /** `position` is counted from 1. */
  readonly placeholder: (position: number) => string
  /** A placeholder whose type the server cannot infer. */
  readonly typedPlaceholder: (position: number, type: string) => string
  readonly codec: (type: SqlType) => Codec
  /**
   * A value as text, where SQL cannot bind it; what cannot be one is reported. Without `cast`, something beside it says
   * its type, as a column does.
   */
  readonly literal: (to: Writer, value: unknown, type: SqlType, cast: boolean) => string
  /** How a column of a type is declared. */
  readonly typeName: (type: SqlType) => string
  /** The type that a column was declared with, from the database's text of it. @example readType('character varying(10)') */
  readonly readType: (declared: string) => SqlType
  readonly cases: Cases
  /** Objects of a database, described. */
  readonly describes: Describes
  /** What the answer to `CatalogRows` says. */
  readonly readCatalog: (rows: ReadonlyArray<CatalogRow>) => Catalog
  /** SQLite lets NULL into a primary key, but for the one that counts. */
  readonly keyIsNotNull: (type: string) => boolean
  /** Whether a constraint can be added to a table that is there; where it cannot, one may point to a table that is not. */
  readonly addsConstraints: boolean
  /** Whether a select can lock its rows; where it cannot, a transaction that writes is alone. */
  readonly locksRows: boolean
  /** Whether a common table expression can write: then one statement can change several tables. */
  readonly writesInWith: boolean
  /** Whether there are types and comments that are made by statements of their own. */
  readonly hasTypes: boolean
  /** Spells a select whose columns `columns` writes: its own, or those that what it stands in needs. */
  readonly select: (to: Writer, node: Select, columns: () => void) => void
  readonly control: Control
}

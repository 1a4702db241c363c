/**
 * What a translation knows of a database: its tables, types and functions, as plain data.
 *
 * It comes from a database (`readCatalog`) or from tables that are declared already (`catalogOf`).
 */
import { type AnyTable, tableNode } from '../schema/Table.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface CatalogColumn {
  readonly name: string
  /** As the database declares it: `numeric(10,2)`. */
  readonly type: string
  readonly nullable: boolean
  readonly primaryKey: boolean
  /** As SQL. */
  readonly defaultTo: string | null
  /** What it is computed from, as SQL. */
  readonly computed: string | null
  /** Whether the database counts it up, and whether it insists on that. */
  readonly identity: 'always' | 'default' | null
}

export interface CatalogTable {
  readonly schema: string
  readonly name: string
  /** Whether its name alone is enough. */
  readonly visible: boolean
  readonly columns: ReadonlyArray<CatalogColumn>
}

export interface CatalogType {
  readonly schema: string
  readonly name: string
  readonly visible: boolean
  readonly kind: 'enum' | 'domain' | 'composite' | 'range' | 'multirange'
  /** The words of an enum. */
  readonly labels: ReadonlyArray<string>
  /** What a domain restricts, what a range is of. */
  readonly base: string | null
  readonly fields: ReadonlyArray<{ readonly name: string; readonly type: string }>
}

export interface CatalogFunction {
  readonly schema: string
  readonly name: string
  readonly visible: boolean
  readonly kind: 'function' | 'aggregate' | 'window' | 'procedure'
  readonly args: ReadonlyArray<string>
  readonly argNames: ReadonlyArray<string>
  readonly returns: string
  readonly set: boolean
  /** The columns of what returns a table, or has several OUT parameters. */
  readonly columns: ReadonlyArray<{ readonly name: string; readonly type: string }>
}

/** A table that the program has under a name. */
export interface Declared {
  readonly exported: string
  readonly module: string
  readonly table: AnyTable
}

export interface Catalog {
  readonly declared: ReadonlyArray<Declared>
  readonly tables: ReadonlyArray<CatalogTable>
  readonly types: ReadonlyArray<CatalogType>
  readonly functions: ReadonlyArray<CatalogFunction>
}

export const emptyCatalog: Catalog = { declared: [], tables: [], types: [], functions: [] }

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const isTable = (u: unknown): u is AnyTable =>
  typeof u === 'object' && u !== null && (u as { readonly _tag?: unknown })._tag === 'Table' && 'definitions' in u

/**
 * The tables that a module exports, as what a translation knows.
 *
 * @example catalogOf('./tables.js', await import('./tables.js'))
 */
export const catalogOf = (module: string, exported: Readonly<Record<string, unknown>>): Catalog => ({
  ...emptyCatalog,
  declared: Object.entries(exported).flatMap(([name, table]) =>
    isTable(table) && tableNode(table).sample === null ? [{ exported: name, module, table }] : [],
  ),
})

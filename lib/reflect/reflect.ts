/** Whole schemas, read from the database that has them: in one question. */
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Catalog } from '../ast/Catalog.js'
import type { CatalogRow } from '../compile/Dialect.js'
import type { Connection } from '../exec/Connection.js'
import { all, one } from '../exec/run.js'
import type { SqlError } from '../exec/SqlError.js'
import { setConfig } from '../expr/server.js'
import { right } from '../fp.js'
import type { Metadata } from '../schema/Metadata.js'
import { catalogRows } from '../statement/ddl.js'
import { selectOnly } from '../statement/select.js'
import { fromCatalog } from './fromCatalog.js'

export interface ReflectOptions {
  /** Schemas beside the one that an unqualified name means. */
  readonly schemas?: ReadonlyArray<string>
  /** Tables and views to leave out, by their names. */
  readonly except?: ReadonlyArray<string>
}

const without = (catalog: Catalog, except: ReadonlyArray<string>): Catalog => {
  const kept = <A extends { readonly name: string }>(all: ReadonlyArray<A>): ReadonlyArray<A> =>
    all.filter(({ name }) => !except.includes(name))
  return except.length === 0
    ? catalog
    : {
        ...catalog,
        tables: kept(catalog.tables),
        views: kept(catalog.views),
        triggers: catalog.triggers.filter(({ table }) => !except.includes(table.name)),
      }
}

/** The question has so many parts that PostgreSQL would compile it for seconds, to save milliseconds. */
const withoutJit = /* @__PURE__ */ selectOnly({ it: /* @__PURE__ */ setConfig('jit', 'off', true) })

const asked =
  (schemas: ReadonlyArray<string>) =>
  (tx: Connection): TaskEither<SqlError, ReadonlyArray<CatalogRow>> =>
  async () => {
    const set = await one(withoutJit)(tx)()
    return set._tag === 'Left' ? set : all(catalogRows(schemas))(tx)()
  }

/** What a database says of itself. */
export const reflectCatalog =
  ({ schemas = [], except = [] }: ReflectOptions = {}) =>
  (db: Connection): TaskEither<SqlError, Catalog> =>
  async () => {
    const rows = await db.transaction(
      (tx) => (db.dialect.hasTypes ? asked(schemas)(tx) : all(catalogRows(schemas))(tx)),
      {},
    )
    return rows._tag === 'Left' ? rows : right(without(db.dialect.readCatalog(rows.right), except))
  }

/**
 * All that a database has where unqualified names are looked for, and in other schemas that are named: types, sequences,
 * tables with their keys, constraints and indexes, views, functions, triggers. What comes back is described as it was made.
 *
 * Columns have the names that they have in the database. A type that joinery does not know is kept by its name, and its
 * values are texts.
 *
 * @example reflect()(db) // Right({ tables: […], views: […], … })
 */
export const reflect =
  (options: ReflectOptions = {}) =>
  (db: Connection): TaskEither<SqlError, Metadata> =>
  async () => {
    const catalog = await reflectCatalog(options)(db)()
    return catalog._tag === 'Left' ? catalog : right(fromCatalog(catalog.right, db.dialect.readType))
  }

import { type Catalog, emptyCatalog } from '../../lib/ast/Catalog.js'
import type { Cases, CatalogRow } from '../../lib/compile/Dialect.js'

export const catalogRows: Cases<'CatalogRows'> = {
  CatalogRows: (_, to) => {
    to.text += `select name, sql from sqlite_master`
  },
}

export const readCatalog = (_rows: ReadonlyArray<CatalogRow>): Catalog => emptyCatalog

/** joinery/from-sql: PostgreSQL's SQL in, joinery's TypeScript out; see README.md. */
export {
  type Catalog,
  type CatalogColumn,
  type CatalogFunction,
  type CatalogTable,
  type CatalogType,
  catalogOf,
  type Declared,
  emptyCatalog,
} from './Catalog.js'
export { fromSql, type Options, type Translation } from './fromSql.js'
export { type Separated, separated } from './parse.js'
export { readCatalog, wordsOf } from './readCatalog.js'
export type { Problem } from './State.js'

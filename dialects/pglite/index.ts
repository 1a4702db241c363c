/** PGlite: PostgreSQL in the process itself. The dialect is PostgreSQL's. */
export { postgres } from '../postgres/dialect.js'
export { connect, type PgliteOptions } from './connect.js'

/** PostgreSQL through node-postgres, which is loaded by the first statement that runs. The dialect is PostgreSQL's. */
export type { PostgresAddress } from '../postgres/address.js'
export { postgres } from '../postgres/dialect.js'
export { connect } from './connect.js'

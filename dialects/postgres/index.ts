/** PostgreSQL: the dialect, and connections through postgres.js, which is loaded by the first statement that runs. */
export type { PostgresAddress } from './address.js'
export type { PostgresClient } from './client.js'
export { connect } from './connect.js'
export { postgres } from './dialect.js'

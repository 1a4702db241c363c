/** PostgreSQL through node-postgres. Nothing is opened, and the driver is not loaded, until a statement runs. */
import type { Database, PoolOptions } from '../../lib/exec/Connection.js'
import type { PostgresAddress } from '../postgres/address.js'
import { connectBy } from '../postgres/connect.js'
import { loadDriver } from './driver.js'

/**
 * A pool of connections to a PostgreSQL server, as that of `joinery/postgres`, with another driver below it.
 *
 * @example connect('postgres://ann:secret@db.example.com/shop?sslmode=verify-full')
 */
export const connect = (address: string | PostgresAddress = {}, options: PoolOptions = {}): Database =>
  connectBy(loadDriver, address, options)

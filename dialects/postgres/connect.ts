/** PostgreSQL through postgres.js. Nothing is opened, and the driver is not loaded, until a statement runs. */
import type { Either } from 'fp-ts/Either'
import type { Database, PoolOptions } from '../../lib/exec/Connection.js'
import { pool } from '../../lib/exec/pool.js'
import { loss } from '../../lib/exec/Session.js'
import { left } from '../../lib/fp.js'
import { type PostgresAddress, target } from './address.js'
import { postgres } from './dialect.js'
import { loadDriver } from './driver.js'
import { type Driver, openSession } from './session.js'

/** A pool of connections, whatever driver they use. */
export const connectBy = (
  load: () => Promise<Either<string, Driver>>,
  address: string | PostgresAddress,
  options: PoolOptions,
): Database => {
  const to = target(address)
  const open =
    to._tag === 'Left'
      ? () => Promise.resolve(left(loss(to.left, false)))
      : openSession(load, to.right, options.acquireMilliseconds ?? 5_000)
  return pool(postgres, open, { ...options, max: options.max ?? 10 })
}

/**
 * A pool of connections to a PostgreSQL server. An address that makes no sense is the error of every statement.
 *
 * @example connect('postgres://ann:secret@db.example.com/shop?sslmode=verify-full')
 * @example connect({ settings: { search_path: 'app' } }, { max: 20 }) // the rest from PGHOST, PGUSER, …
 */
export const connect = (address: string | PostgresAddress = {}, options: PoolOptions = {}): Database =>
  connectBy(loadDriver, address, options)

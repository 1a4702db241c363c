/** PostgreSQL through postgres.js. Nothing is opened, and the driver is not loaded, until a statement runs. */
import type { Either } from 'fp-ts/Either'
import type { Database, PoolOptions } from '../../lib/exec/Connection.js'
import { pool } from '../../lib/exec/pool.js'
import { loss } from '../../lib/exec/Session.js'
import { left } from '../../lib/fp.js'
import { type PostgresAddress, targets } from './address.js'
import { addressOf, isClient, type PostgresClient } from './client.js'
import { postgres } from './dialect.js'
import { loadDriver } from './driver.js'
import { openFrom } from './open.js'
import type { Driver } from './session.js'

/** A pool of connections, whatever driver they use. */
export const connectBy = (
  load: () => Promise<Either<string, Driver>>,
  address: string | PostgresAddress,
  options: PoolOptions,
): Database => {
  const to = targets(address)
  const max = options.max ?? 10
  if (to._tag === 'Left') return pool(postgres, () => Promise.resolve(left(loss(to.left, false))), { ...options, max })
  const { each, connectMilliseconds } = to.right
  // all that are tried have to be tried before whoever waits gives up
  const byDefault = Math.floor((options.acquireMilliseconds ?? 5_000) / each.length)
  const milliseconds = options.connectMilliseconds ?? connectMilliseconds ?? byDefault
  const stateless = each[0].pooled ? { stateless: 'a session behind a pooler' } : {}
  return pool(postgres, openFrom(load, to.right, milliseconds), { ...options, max, ...stateless })
}

/**
 * A pool of connections to a PostgreSQL server. An address that makes no sense is the error of every statement.
 *
 * @example connect('postgres://ann:secret@db.example.com/shop?sslmode=verify-full')
 * @example connect({ settings: { search_path: 'app' } }, { max: 20 }) // the rest from PGHOST, PGUSER, …
 * @example connect(postgres(url)) // a client of one's own: its server and its login, and none of its connections
 * @example connect('postgres://a,b/shop?target_session_attrs=read-write') // whichever of the two is the primary
 */
export const connect = (
  address: string | PostgresAddress | PostgresClient = {},
  options: PoolOptions = {},
): Database =>
  isClient(address)
    ? connectBy(loadDriver, addressOf(address), { max: address.options.max ?? 10, ...options })
    : connectBy(loadDriver, address, options)

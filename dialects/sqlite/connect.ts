/**
 * SQLite through better-sqlite3. Nothing is opened, and the driver is not loaded, until a statement runs.
 *
 * A statement runs on the program's own thread: no deadline can stop it.
 */
import type { Either } from 'fp-ts/Either'
import type { Database, PoolOptions } from '../../lib/exec/Connection.js'
import { pool } from '../../lib/exec/pool.js'
import { type Failure, loss } from '../../lib/exec/Session.js'
import { left, right } from '../../lib/fp.js'
import { sqlite } from './dialect.js'
import { type SqliteError, sqliteRefusal } from './refusal.js'
import { type Handle, loadDriver, openSession, type SqliteDatabase } from './session.js'

export type SqliteOptions = Omit<PoolOptions, 'max'>

const handleOf = (database: SqliteDatabase): Handle => ({ database, prepared: new Map() })

const failure = (cause: SqliteError): Failure =>
  cause.code === undefined ? loss(`SQLite could not be opened: ${cause.message}`, false) : sqliteRefusal(cause)

/**
 * A database in a file, in memory (no argument), or in a handle of the program's own, which is never closed here.
 *
 * Foreign keys are enforced, unless the program's own handle does not.
 *
 * @example connect('shop.db')
 * @example connect(new Database('shop.db', { readonly: true }))
 */
export const connect = (database: string | SqliteDatabase = ':memory:', options: SqliteOptions = {}): Database => {
  let handle: Handle | null = typeof database === 'string' ? null : handleOf(database)

  const open = async (): Promise<Either<Failure, Handle>> => {
    if (handle !== null) return right(handle)
    const driver = await loadDriver()
    if (driver._tag === 'Left') return left(loss(driver.left, false))
    try {
      const opened = new driver.right(database as string)
      opened.pragma('foreign_keys = on')
      handle = handleOf(opened)
      return right(handle)
    } catch (cause) {
      return left(failure(cause as SqliteError))
    }
  }

  const dispose = async (): Promise<void> => {
    if (typeof database === 'string' && handle?.database.open) handle.database.close()
  }

  return pool(sqlite, openSession(open), { ...options, max: 1, only: 'the one of SQLite', dispose })
}

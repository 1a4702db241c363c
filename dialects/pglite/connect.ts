/**
 * PostgreSQL inside the process: PGlite. Nothing is opened, and the driver is not loaded, until a statement runs.
 *
 * A statement runs on the program's own thread: no deadline can stop it.
 */
import type { PGlite } from '@electric-sql/pglite'
import type { Either } from 'fp-ts/Either'
import type { Database, PoolOptions } from '../../lib/exec/Connection.js'
import { reasonOf } from '../../lib/exec/failure.js'
import { pool } from '../../lib/exec/pool.js'
import { left, right } from '../../lib/fp.js'
import { postgres } from '../postgres/dialect.js'
import { type Instance, instanceOf, loadDriver, openSession } from './session.js'

export interface PgliteOptions extends Omit<PoolOptions, 'max'> {
  /** Run-time parameters, set when it is opened. @example { search_path: 'app' } */
  readonly settings?: Readonly<Record<string, string>>
}

/** What our decoders read, for an instance of our own. */
const ownSettings = { DateStyle: 'ISO', IntervalStyle: 'postgres', bytea_output: 'hex', extra_float_digits: '3' }

/**
 * A database in a folder, in memory (no argument), or in an instance of the program's own, which is never closed here.
 *
 * @example connect('./data')
 * @example connect(await PGlite.create({ extensions: { vector } }))
 */
export const connect = (database?: string | PGlite, options: PgliteOptions = {}): Database => {
  const own = database === undefined || typeof database === 'string'
  let opened: Promise<Either<string, Instance>> | null = null

  const open = async (): Promise<Either<string, Instance>> => {
    const driver = await loadDriver()
    if (driver._tag === 'Left') return driver
    try {
      const pglite = own ? await driver.right.PGlite.create(database ?? 'memory://') : database
      await pglite.waitReady
      // older ones do not answer several messages at once
      if (typeof pglite.execProtocolStream !== 'function')
        return left('joinery needs @electric-sql/pglite 0.5 or newer')
      return right(instanceOf(driver.right, pglite))
    } catch (cause) {
      return left(`PGlite could not be opened: ${reasonOf(cause)}`)
    }
  }

  // one instance for good, but a failure to open it is not
  const instance = async (): Promise<Either<string, Instance>> => {
    opened ??= open()
    const result = await opened
    if (result._tag === 'Left') opened = null
    return result
  }

  const dispose = async (): Promise<void> => {
    const result = await opened
    if (!own || result?._tag !== 'Right') return
    await result.right.tail
    result.right.unlock?.()
    await result.right.pglite.close()
  }

  const settings = own ? { ...ownSettings, ...options.settings } : (options.settings ?? {})
  return pool(postgres, openSession(instance, settings), { ...options, max: 1, only: 'the one of PGlite', dispose })
}

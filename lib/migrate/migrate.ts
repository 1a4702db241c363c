/**
 * Applying migrations: in order, each once, each in a transaction with the note that it was applied.
 *
 * Whoever migrates holds an advisory lock until its transaction ends, so that two of them take turns; a process that dies
 * leaves a migration as a whole or not at all.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Connection } from '../exec/Connection.js'
import { all, execute, one } from '../exec/run.js'
import type { SqlError } from '../exec/SqlError.js'
import { pgAdvisoryXactLock } from '../expr/advisoryLocks.js'
import { now } from '../expr/functions.js'
import { left, right } from '../fp.js'
import { defaultTo, primaryKey } from '../schema/Column.js'
import { snakeCase, table } from '../schema/Table.js'
import { integer, text, timestamptz } from '../schema/types.js'
import { createTable } from '../statement/ddl.js'
import { from, orderBy, select, selectOnly } from '../statement/select.js'
import { insertInto, values } from '../statement/write.js'
import { checksumOf, isInTransaction, type Migration, type MigrationError } from './Migration.js'
import { statementsIn } from './statements.js'

/** Where it is noted what was applied. */
export const applied = /* @__PURE__ */ table(
  'joinery_migrations',
  /* @__PURE__ */ snakeCase({
    number: /* @__PURE__ */ primaryKey(integer),
    name: text,
    checksum: text,
    appliedAt: /* @__PURE__ */ (() => defaultTo(now())(timestamptz))(),
  }),
)

export interface Applied {
  readonly number: number
  readonly name: string
  readonly checksum: string
  readonly appliedAt: Date
}

export interface MigrateOptions {
  /** Does nothing, and gives what would be applied. */
  readonly dryRun?: boolean
  /** The last one to apply. */
  readonly to?: number
}

// -------------------------------------------------------------------------------------
// what was applied
// -------------------------------------------------------------------------------------

/** Any number that nobody else locks by: the first bytes of `joinery`. */
const lockKey = 7_670_179_245_621n

const lock = /* @__PURE__ */ selectOnly({ it: /* @__PURE__ */ pgAdvisoryXactLock(lockKey) })

const locked = async (tx: Connection): Promise<Either<SqlError, null>> => {
  // SQLite lets one transaction write at a time
  if (!tx.dialect.hasTypes) return right(null)
  const held = await one(lock)(tx)()
  return held._tag === 'Left' ? held : right(null)
}

const appliedIn = async (tx: Connection): Promise<Either<SqlError, ReadonlyArray<Applied>>> => {
  const made = await execute(createTable(applied, { ifNotExists: true }))(tx)()
  if (made._tag === 'Left') return made
  return all(select(applied)(orderBy(applied.c.number)(from(applied))))(tx)()
}

/** Those that are still to apply, or why none can be. */
const pendingOf = (
  migrations: ReadonlyArray<Migration>,
  done: ReadonlyArray<Applied>,
): Either<MigrationError, ReadonlyArray<Migration>> => {
  const byNumber = new Map(migrations.map((migration) => [migration.number, migration]))
  const last = Math.max(0, ...done.map(({ number }) => number))
  for (const { number, name, checksum } of done) {
    const own = byNumber.get(number)
    if (own === undefined) return left({ _tag: 'Missing', number, name })
    if (checksumOf(own) !== checksum) return left({ _tag: 'Edited', number, name: own.name })
  }
  const pending = migrations.filter(({ number }) => !done.some((it) => it.number === number))
  const late = pending.find(({ number }) => number < last)
  return late === undefined
    ? right(pending)
    : left({ _tag: 'Late', number: late.number, name: late.name, applied: last })
}

const sorted = (migrations: ReadonlyArray<Migration>): Either<MigrationError, ReadonlyArray<Migration>> => {
  const twice = migrations.find(({ number }, i) => migrations.findIndex((it) => it.number === number) !== i)
  if (twice === undefined) return right([...migrations].sort((a, b) => a.number - b.number))
  const names = migrations.filter(({ number }) => number === twice.number).map(({ name }) => name)
  return left({ _tag: 'SameNumber', number: twice.number, names })
}

// -------------------------------------------------------------------------------------
// applying
// -------------------------------------------------------------------------------------

const unreachable = (error: SqlError): MigrationError => ({ _tag: 'Unreachable', error })

const runAll = async (migration: Migration, on: Connection): Promise<Either<MigrationError, null>> => {
  for (const statement of statementsIn(migration.text)) {
    const done = await on.run({ text: statement, values: [] })
    if (done._tag === 'Left')
      return left({ _tag: 'Failed', number: migration.number, name: migration.name, error: done.left })
  }
  return right(null)
}

/** The next one, applied inside the transaction that holds the lock; null where there is none. */
const next =
  (migrations: ReadonlyArray<Migration>, to: number | undefined) =>
  (tx: Connection): TaskEither<MigrationError, Migration | null> =>
  async () => {
    const held = await locked(tx)
    if (held._tag === 'Left') return left(unreachable(held.left))
    const done = await appliedIn(tx)
    if (done._tag === 'Left') return left(unreachable(done.left))
    const pending = pendingOf(migrations, done.right)
    if (pending._tag === 'Left') return pending
    const [migration] = upTo(pending.right, to)
    if (migration === undefined) return right(null)
    if (!isInTransaction(migration)) return right(migration)
    const ran = await runAll(migration, tx)
    return ran._tag === 'Left' ? ran : noted(migration, tx)
  }

const noted = async (migration: Migration, tx: Connection): Promise<Either<MigrationError, Migration>> => {
  const { number, name } = migration
  const row = { number, name, checksum: checksumOf(migration) }
  const done = await execute(values(row)(insertInto(applied)))(tx)()
  return done._tag === 'Left' ? left({ _tag: 'Failed', number, name, error: done.left }) : right(migration)
}

/** Nothing is locked while it runs, for some statements wait until no transaction is open: another may run it too. */
const outside = async (migration: Migration, db: Connection): Promise<Either<MigrationError | SqlError, null>> => {
  const ran = await runAll(migration, db)
  if (ran._tag === 'Left') return ran
  return db.transaction(
    (tx) => async () => {
      const held = await locked(tx)
      if (held._tag === 'Left') return left(unreachable(held.left))
      const done = await appliedIn(tx)
      if (done._tag === 'Left') return left(unreachable(done.left))
      if (done.right.some(({ number }) => number === migration.number)) return right(null)
      const note = await noted(migration, tx)
      return note._tag === 'Left' ? note : right(null)
    },
    {},
  )
}

const isMigrationError = (error: MigrationError | SqlError): error is MigrationError =>
  ['Edited', 'Missing', 'Late', 'SameNumber', 'Failed', 'Unreachable'].includes(error._tag)

const upTo = (migrations: ReadonlyArray<Migration>, to: number | undefined): ReadonlyArray<Migration> =>
  to === undefined ? migrations : migrations.filter(({ number }) => number <= to)

/**
 * Applies the migrations that a database does not have yet, and gives them. Each is in a transaction of its own, with the
 * note that it was applied: what fails, or is killed, leaves nothing behind.
 *
 * @example migrate([{ number: 1, name: 'users', text: 'create table users (id integer)' }])(db) // Right([{ number: 1, … }])
 */
export const migrate =
  (migrations: ReadonlyArray<Migration>, options: MigrateOptions = {}) =>
  (db: Connection): TaskEither<MigrationError, ReadonlyArray<Migration>> =>
  async () => {
    const own = sorted(migrations)
    if (own._tag === 'Left') return own
    if (options.dryRun === true) {
      const state = await status(migrations)(db)()
      return state._tag === 'Left' ? state : right(upTo(state.right.pending, options.to))
    }
    const done: Array<Migration> = []
    for (;;) {
      const ran = await db.transaction(next(own.right, options.to), {})
      if (ran._tag === 'Left') return left(isMigrationError(ran.left) ? ran.left : unreachable(ran.left))
      if (ran.right === null) return right(done)
      if (!isInTransaction(ran.right)) {
        const ended = await outside(ran.right, db)
        if (ended._tag === 'Left') return left(isMigrationError(ended.left) ? ended.left : unreachable(ended.left))
      }
      done.push(ran.right)
    }
  }

export interface Status {
  readonly applied: ReadonlyArray<Applied>
  readonly pending: ReadonlyArray<Migration>
}

/** What was applied, and what is still to be. Nothing is changed. */
export const status =
  (migrations: ReadonlyArray<Migration>) =>
  (db: Connection): TaskEither<MigrationError, Status> =>
  async () => {
    const own = sorted(migrations)
    if (own._tag === 'Left') return own
    const done = await db.transaction((tx) => () => appliedIn(tx), { rollback: true })
    if (done._tag === 'Left') return left(unreachable(done.left))
    const pending = pendingOf(own.right, done.right)
    return pending._tag === 'Left' ? pending : right({ applied: done.right, pending: pending.right })
  }

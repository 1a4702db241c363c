/**
 * Reading from replicas, and writing to the primary: two handles, so that a write cannot be given to a replica.
 *
 * A read goes to the next replica in turn. One that cannot be reached is left alone for a while, and its read goes to
 * another, and in the end to the primary, which is told not to write. A read may come twice to the servers for that.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { left, right } from '../fp.js'
import type { Connection, Database, ReadConnection, TransactionOptions } from './Connection.js'
import type { SqlError } from './SqlError.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** The primary, and beside it what only reads. */
export interface Replicated extends Database {
  readonly replica: ReadConnection
  readonly replicas: ReadonlyArray<Database>
}

export interface ReplicaOptions {
  /** How long a replica that could not be reached is left alone; 5,000 by default. */
  readonly awayMilliseconds?: number
}

export interface AfterOptions {
  /** How long to wait for the replica; then the primary is read. 1,000 by default. */
  readonly milliseconds?: number
}

// -------------------------------------------------------------------------------------
// errors
// -------------------------------------------------------------------------------------

// starting up or shutting down, or too many are there already
const awayCodes: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '53300', '3D000'])

/** Whether it is the server that is not there, and not the statement that is wrong. */
const isAway = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false
  const { _tag, waitedFor, code = '' } = error as Partial<Record<'_tag' | 'waitedFor' | 'code', string>>
  if (_tag === 'ConnectionLost' || _tag === 'Closed') return true
  if (_tag === 'Timeout') return waitedFor === 'connection'
  return _tag === 'QueryFailed' && (awayCodes.has(code) || code.startsWith('08'))
}

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

const readOnly = (options: TransactionOptions): TransactionOptions => ({ ...options, access: 'read only' })

/** A primary that does not write; a database that knows no such transaction is taken at its word. */
const asReader = (primary: Database): ReadConnection => {
  const { control } = primary.dialect
  if (control.begin({ access: 'read only' })._tag === 'Left') return primary
  return {
    ...primary,
    access: 'read only',
    run: (command) => primary.transaction((tx) => () => tx.run(command), { access: 'read only' }),
    ask: (command, asking) =>
      primary.transaction((tx) => async () => (tx as Required<Connection>).ask(command, asking), {
        access: 'read only',
      }),
  }
}

type Ready = (db: Database) => Promise<boolean>

const always: Ready = async () => true

/** Where reads go, in turn, and which are left alone. */
interface Turns {
  readonly next: () => ReadonlyArray<Database>
  readonly away: (replica: Database) => void
}

const turnsOf = (replicas: ReadonlyArray<Database>, { awayMilliseconds = 5_000 }: ReplicaOptions): Turns => {
  const until = new Map<Database, number>()
  let turn = 0
  return {
    next: () => {
      const now = performance.now()
      turn = (turn + 1) % Math.max(1, replicas.length)
      const order = [...replicas.slice(turn), ...replicas.slice(0, turn)]
      return order.filter((replica) => (until.get(replica) ?? 0) <= now)
    },
    away: (replica) => void until.set(replica, performance.now() + awayMilliseconds),
  }
}

const readingFrom = (primary: Database, { next, away }: Turns, ready: Ready): ReadConnection => {
  const own = asReader(primary)

  /** The first that can be reached; what has begun to run the program's own code is not begun again. */
  const somewhere = async <E, A>(
    read: (db: ReadConnection, begun: () => void) => Promise<Either<E, A>>,
  ): Promise<Either<E, A>> => {
    let begun = false
    for (const replica of next()) {
      if (!(await ready(replica))) continue
      const result = await read(replica, () => {
        begun = true
      })
      if (result._tag === 'Right' || begun || !isAway(result.left)) return result
      away(replica)
    }
    return read(own, () => {})
  }

  return {
    dialect: primary.dialect,
    access: 'read only',
    run: (command) => somewhere((db) => db.run(command)),
    ask: (command, asking) =>
      somewhere((db, begun) =>
        (db as Required<ReadConnection>).ask(command, (session) => {
          begun()
          return asking(session)
        }),
      ),
    transaction: <E, A>(body: (tx: ReadConnection) => TaskEither<E, A>, options: TransactionOptions) =>
      somewhere<E | SqlError, A>((db, begun) =>
        db.transaction((tx: ReadConnection) => {
          begun()
          return body(tx)
        }, readOnly(options)),
      ),
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * A primary with its replicas: `db` writes and reads, `db.replica` only reads, and takes no other statement. Closing it
 * closes all of them.
 *
 * @example
 * const db = withReplicas(connect(primary), [connect(replica1), connect(replica2)])
 * all(report)(db.replica)
 */
export const withReplicas = (
  primary: Database,
  replicas: ReadonlyArray<Database>,
  options: ReplicaOptions = {},
): Replicated => ({
  ...primary,
  replicas,
  replica: readingFrom(primary, turnsOf(replicas, options), always),
  close: async () => {
    await Promise.all([primary, ...replicas].map((db) => db.close()))
  },
})

/**
 * How far the primary has come: what is read after it, by `readAfter`, has seen all that was committed until now.
 *
 * @example writePosition(db) // select pg_current_wal_insert_lsn()
 */
export const writePosition =
  (db: Connection): TaskEither<SqlError, string> =>
  async () => {
    const text = db.dialect.control.position
    if (text._tag === 'Left') return left({ _tag: 'NotCompiled', errors: text.left })
    const found = await db.run({ text: text.right, values: [] })
    return found._tag === 'Left' ? found : right(String(found.right.rows[0]?.[0]))
  }

const pollMilliseconds = 10

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/**
 * What only reads, and has seen what a position stands for: a replica that has not come so far is waited for, and in the
 * end the primary is read.
 *
 * @example pipe(writePosition(db), TE.flatMap((at) => all(users)(readAfter(at)(db))))
 */
export const readAfter =
  (at: string, { milliseconds = 1_000 }: AfterOptions = {}) =>
  (db: Replicated): ReadConnection => {
    const reached = db.dialect.control.reached(at)
    const ready: Ready = async (replica) => {
      if (reached._tag === 'Left') return false
      const end = performance.now() + milliseconds
      do {
        const found = await replica.run(reached.right)
        if (found._tag === 'Left') return false
        if (found.right.rows[0]?.[0] === 't') return true
        await sleep(pollMilliseconds)
      } while (performance.now() < end)
      return false
    }
    return readingFrom(db, turnsOf(db.replicas, {}), ready)
  }

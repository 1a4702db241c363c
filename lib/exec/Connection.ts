/**
 * What can run a statement: a record of functions, given as the last argument everywhere.
 *
 * A pool and an open transaction are both a `Connection`. Tests can pass a record of their own.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Local, Modes } from '../compile/Control.js'
import type { Dialect } from '../compile/Dialect.js'
import type { Answer, Command, Failure, Open, Session, Wire } from './Session.js'
import type { SqlError } from './SqlError.js'

/**
 * What reads, and is given no statement that writes: a replica. Every `Connection` is one too.
 *
 * It is a type first: a function that reads asks for no more than it needs.
 */
export interface ReadConnection {
  readonly dialect: Dialect
  readonly access?: 'read only' | 'read write'
  /** Sends one statement. Never rejects. */
  readonly run: (command: Command) => Promise<Either<SqlError, Answer>>
  /** Runs `body` in a transaction, or in a savepoint when this is one already. Never rejects. */
  readonly transaction: <E, A>(
    body: (tx: ReadConnection) => TaskEither<E, A>,
    options: TransactionOptions,
  ) => Promise<Either<E | SqlError, A>>
  /** Takes a session for something that is more than one statement; absent where there is none. Never rejects. */
  readonly ask?: <A>(command: Command, ask: Ask<A>) => Promise<Either<SqlError, A>>
  /** Only a transaction's own handle has it. */
  readonly scope?: TransactionScope
}

export interface Connection extends ReadConnection {
  readonly access?: 'read write'
  readonly transaction: <E, A>(
    body: (tx: Connection) => TaskEither<E, A>,
    options: TransactionOptions,
  ) => Promise<Either<E | SqlError, A>>
}

/** Does something with a session that is ours meanwhile. */
export type Ask<A> = (session: Session) => Promise<Either<Failure, A>>

/** What an open transaction has beside what every connection has. */
export interface TransactionScope {
  /** Runs when the transaction has been committed; never, if this part of it is undone. */
  readonly afterCommit: (hook: () => Promise<unknown>) => void
}

/** How many sessions a pool has, and what they do. */
export interface PoolStatus {
  readonly max: number
  readonly busy: number
  readonly idle: number
  readonly connecting: number
  /** Callers that wait for a session. */
  readonly waiting: number
  readonly closed: boolean
}

/** A connection that was opened here, and is closed here. */
export interface Database extends Connection {
  /** Runs `body` on one session, which nobody else uses meanwhile or afterwards. Never rejects. */
  readonly withConnection: <E, A>(body: (db: Connection) => TaskEither<E, A>) => Promise<Either<E | SqlError, A>>
  /** Opens a session outside the pool, for what waits all the time. */
  readonly open: Open
  /** Aborted when the database begins to close. */
  readonly closing: AbortSignal
  readonly status: () => PoolStatus
  /** Refuses new work, lets running work end (up to the grace period), and closes every session. Never rejects. */
  readonly close: () => Promise<void>
}

/** How a transaction is run again. */
export interface Retry {
  /** In all, the first one included. */
  readonly attempts: number
  /** The longest pause before the second attempt; it doubles with each. 20 by default. */
  readonly milliseconds?: number
  /** No pause is longer. 1,000 by default. */
  readonly mostMilliseconds?: number
}

/** A nested transaction can have no other modes than the one around it, and of the rest only `rollback`. */
export interface TransactionOptions extends Modes, Local {
  /** Rolls back at the end even if all went well. */
  readonly rollback?: boolean
  /** Runs the whole body again after a serialization failure or a deadlock: so many attempts in all. */
  readonly retry?: number | Retry
  /** Stops what runs, and rolls back. A COMMIT is not stopped. */
  readonly signal?: AbortSignal
  /** Prepares the transaction under this name instead of committing it: the first of two phases. */
  readonly prepareAs?: string
}

/** One statement that was sent, for the `log` option: SQLAlchemy's `echo`. Never holds a value. */
export interface LogEvent {
  readonly text: string
  /** How many values were bound. */
  readonly values: number
  readonly milliseconds: number
  /** Rows returned or affected; 0 where it failed. */
  readonly rows: number
  readonly error: SqlError | null
  /** Whether its text was known before, and not compiled again. */
  readonly cached: boolean
  /** The same for all statements of a transaction, and for no others; null outside of one. */
  readonly transaction: number | null
  /** The dialect's name. */
  readonly dialect: string
  /** What was bound, as it was sent; only where it was asked for (`showValues`). */
  readonly parameters?: ReadonlyArray<Wire>
}

/** What every `connect` takes beside its address. */
export interface PoolOptions {
  /** Physical connections at the most; 10 by default. An embedded database has 1. */
  readonly max?: number
  /** How long to wait for a free or new connection; 5,000 by default. */
  readonly acquireMilliseconds?: number
  /** How long to connect and log in; as `acquireMilliseconds` by default. */
  readonly connectMilliseconds?: number
  /** Closes a connection that was not used for so long; never by default. */
  readonly idleMilliseconds?: number
  /** Closes a connection that is so old, when it is free; never by default. */
  readonly lifetimeMilliseconds?: number
  /** How long one statement may run before it is stopped; 30,000 by default. An embedded database cannot be stopped. */
  readonly statementMilliseconds?: number
  /** Keeps values in errors and in events: for development, or where what reads them may see all. Off by default. */
  readonly showValues?: boolean
  /** Called after each statement, BEGIN and COMMIT included. What it throws is ignored. */
  readonly log?: (event: LogEvent) => void
}

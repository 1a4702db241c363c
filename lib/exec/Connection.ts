/**
 * What can run a statement: a record of functions, given as the last argument everywhere.
 *
 * A pool and an open transaction are both a `Connection`. Tests can pass a record of their own.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Modes } from '../compile/Control.js'
import type { Dialect } from '../compile/Dialect.js'
import type { Answer, Command } from './Session.js'
import type { SqlError } from './SqlError.js'

export interface Connection {
  readonly dialect: Dialect
  /** Sends one statement. Never rejects. */
  readonly run: (command: Command) => Promise<Either<SqlError, Answer>>
  /** Runs `body` in a transaction, or in a savepoint when this is one already. Never rejects. */
  readonly transaction: <E, A>(
    body: (tx: Connection) => TaskEither<E, A>,
    options: TransactionOptions,
  ) => Promise<Either<E | SqlError, A>>
}

/** A connection that was opened here, and is closed here. */
export interface Database extends Connection {
  /** Refuses new work, lets running work end (up to the grace period), and closes every session. Never rejects. */
  readonly close: () => Promise<void>
}

/** A nested transaction cannot have other modes than the one around it. */
export interface TransactionOptions extends Modes {
  /** Rolls back at the end even if all went well. */
  readonly rollback?: boolean
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
}

/** What every `connect` takes beside its address. */
export interface PoolOptions {
  /** Physical connections at the most; 10 by default. An embedded database has 1. */
  readonly max?: number
  /** How long to wait for a free or new connection; 5,000 by default. */
  readonly acquireMilliseconds?: number
  /** How long one statement may run before it is stopped; 30,000 by default. An embedded database cannot be stopped. */
  readonly statementMilliseconds?: number
  /** Called after each statement, BEGIN and COMMIT included. What it throws is ignored. */
  readonly log?: (event: LogEvent) => void
}

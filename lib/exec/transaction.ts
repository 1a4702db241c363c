/**
 * Transactions, and the end of a connection.
 *
 * The body's own handle is the transaction: what is sent on the outer `db` inside the body is not part of it.
 */
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Connection, Database, TransactionOptions } from './Connection.js'
import type { SqlError } from './SqlError.js'

/**
 * Runs a body in a transaction: its Right commits, its Left rolls back, and so does what it throws (`Thrown`).
 *
 * Inside a transaction it is a savepoint: a Left then undoes the nested part only. Nothing is sent until the task runs,
 * and each run is a transaction of its own.
 *
 * Only a connection that is lost while COMMIT is in flight leaves the outcome open (`CommitUnknown`).
 *
 * @example
 * transaction((tx) => pipe(transfer(tx), TE.tap(() => audit(tx))))(db) // begin; …; commit
 * transaction(body, { isolation: 'serializable', access: 'read only' })(db) // begin isolation level serializable, read only
 * transaction((tx) => transaction(body)(tx))(db) // begin; savepoint joinery_1; …; release savepoint joinery_1; commit
 */
export const transaction =
  <E, A>(body: (tx: Connection) => TaskEither<E, A>, options: TransactionOptions = {}) =>
  (db: Connection): TaskEither<E | SqlError, A> =>
  () =>
    db.transaction(body, options)

/**
 * Runs a body in a transaction that is always rolled back, and gives the body's result: for tests and rehearsals.
 *
 * @example withRollback((tx) => all(users)(tx))(db) // begin; select …; rollback
 */
export const withRollback =
  <E, A>(body: (tx: Connection) => TaskEither<E, A>, options: TransactionOptions = {}) =>
  (db: Connection): TaskEither<E | SqlError, A> =>
  () =>
    db.transaction(body, { ...options, rollback: true })

/**
 * Closes a database: new work is refused (`Closed`), running work has five seconds, then its connections are dropped.
 *
 * @example await close(db)()
 */
export const close =
  (db: Database): Task<void> =>
  () =>
    db.close()

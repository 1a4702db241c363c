/**
 * Transactions, and the end of a connection.
 *
 * The body's own handle is the transaction: what is sent on the outer `db` inside the body is not part of it.
 */
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import { left, right } from '../fp.js'
import type { Connection, Database, PoolStatus, ReadConnection, TransactionOptions } from './Connection.js'
import { transactionClosed } from './failure.js'
import type { Command } from './Session.js'
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
 * Runs a body that reads in one snapshot: all of its statements see the same, whatever others write meanwhile.
 *
 * @example readTransaction((tx) => pipe(all(users)(tx), TE.flatMap(() => all(posts)(tx))))(db.replica)
 * // begin isolation level repeatable read, read only; …; commit
 */
export const readTransaction =
  <E, A>(body: (tx: ReadConnection) => TaskEither<E, A>, options: TransactionOptions = {}) =>
  (db: ReadConnection): TaskEither<E | SqlError, A> =>
  () =>
    db.transaction(body, { isolation: 'repeatable read', access: 'read only', ...options })

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
 * Runs something when a transaction has been committed: to send a mail, to clear a cache. It never runs for what is undone,
 * and for each attempt of a retry anew. Hooks run in their order; what they throw is too late, and ignored.
 *
 * @example afterCommit(() => mail(user))(tx)
 */
export const afterCommit =
  (hook: () => Promise<unknown>) =>
  (tx: Connection): TaskEither<SqlError, void> =>
  async () => {
    if (tx.scope === undefined)
      return left(transactionClosed('there is no transaction to commit: give the handle of one', ''))
    tx.scope.afterCommit(hook)
    return right(undefined)
  }

/**
 * Runs a body on one connection, which is closed afterwards: for what belongs to a session, such as a temporary table, a
 * setting, or a lock that outlives a transaction.
 *
 * @example withConnection((own) => pipe(execute(makeTemporary)(own), TE.flatMap(() => all(query)(own))))(db)
 */
export const withConnection =
  <E, A>(body: (own: Connection) => TaskEither<E, A>) =>
  (db: Database): TaskEither<E | SqlError, A> =>
  () =>
    db.withConnection(body)

/** By each of its signals, where it has one already. */
const stoppedBy = (signal: AbortSignal, command: Command): Command => ({
  ...command,
  signal: command.signal === undefined ? signal : AbortSignal.any([signal, command.signal]),
})

/**
 * The same connection, whose statements stop when the signal is aborted (`Cancelled`). On PostgreSQL the server is told, and
 * the connection goes on; a database inside the process has done its work before it could be told.
 *
 * @example all(report)(withSignal(AbortSignal.timeout(2_000))(db))
 */
export const withSignal =
  (signal: AbortSignal) =>
  <C extends Connection>(db: C): C => ({
    ...db,
    run: (command) => db.run(stoppedBy(signal, command)),
    ...(db.ask === undefined ? {} : { ask: (command, ask) => db.ask?.(stoppedBy(signal, command), ask) }),
    // one that is nested has the signal of the whole, and its statements have this one
    transaction: (body, options) =>
      db.scope === undefined
        ? db.transaction(body, { ...options, signal: options.signal ?? signal })
        : db.transaction((tx) => body(withSignal(signal)(tx)), options),
  })

/**
 * The same connection, with another deadline for each of its statements.
 *
 * @example all(report)(withDeadline(120_000)(db))
 */
export const withDeadline =
  (milliseconds: number) =>
  <C extends Connection>(db: C): C => ({
    ...db,
    // what was said last holds
    run: (command) => db.run({ milliseconds, ...command }),
    transaction: (body, options) => db.transaction((tx) => body(withDeadline(milliseconds)(tx)), options),
  })

/** How many connections a database has, and what they do. @example poolStatus(db) // { max: 10, busy: 1, idle: 2, … } */
export const poolStatus = (db: Database): PoolStatus => db.status()

/**
 * Closes a database: new work is refused (`Closed`), running work has five seconds, then its connections are dropped.
 *
 * @example await close(db)()
 */
export const close =
  (db: Database): Task<void> =>
  () =>
    db.close()

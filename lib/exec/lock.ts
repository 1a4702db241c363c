/** Locks that a program agrees on with itself: on a text, until the transaction ends. */
import type { TaskEither } from 'fp-ts/TaskEither'
import { left, right } from '../fp.js'
import type { Connection } from './Connection.js'
import { transactionClosed } from './failure.js'
import type { SqlError } from './SqlError.js'

const outside = (text: string) =>
  left(transactionClosed('a lock is kept until the transaction ends: take it inside of transaction(...)', text))

/** Waits for the lock. @example advisoryLock('invoices')(tx) // select pg_advisory_xact_lock(hashtextextended($1, 0)) */
export const advisoryLock =
  (key: string) =>
  (tx: Connection): TaskEither<SqlError, void> =>
  async () => {
    const bound = tx.dialect.control.lock(key)
    if (bound._tag === 'Left') return left({ _tag: 'NotCompiled', errors: bound.left })
    if (tx.scope === undefined) return outside(bound.right.text)
    const locked = await tx.run(bound.right)
    return locked._tag === 'Left' ? locked : right(undefined)
  }

/** Takes the lock if nobody has it, and says whether it did. @example tryAdvisoryLock('invoices')(tx) // select pg_try_advisory_xact_lock(hashtextextended($1, 0)) */
export const tryAdvisoryLock =
  (key: string) =>
  (tx: Connection): TaskEither<SqlError, boolean> =>
  async () => {
    const bound = tx.dialect.control.tryLock(key)
    if (bound._tag === 'Left') return left({ _tag: 'NotCompiled', errors: bound.left })
    if (tx.scope === undefined) return outside(bound.right.text)
    const locked = await tx.run(bound.right)
    return locked._tag === 'Left' ? locked : right(locked.right.rows[0]?.[0] === 't')
  }

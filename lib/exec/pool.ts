/**
 * A pool of sessions, as a `Database`.
 *
 * A session is leased to one statement or one transaction at a time, and comes back only if it is idle: one that is
 * dead, busy or inside a transaction is dropped. Whoever waits is served in order. Nothing is opened before it is asked
 * for, and nothing rejects.
 */
import type { Either } from 'fp-ts/Either'
import type { CompileError } from '../ast/CompileError.js'
import { invalidArgument } from '../ast/CompileError.js'
import type { Dialect } from '../compile/Dialect.js'
import { left, right } from '../fp.js'
import type { Database, PoolOptions } from './Connection.js'
import { reasonOf, sqlError, transactionClosed } from './failure.js'
import { type Answer, type Command, type Failure, loss, type Open, type Session } from './Session.js'
import type { SqlError } from './SqlError.js'
import { runTransaction } from './scope.js'
import { discard, type Sending, send } from './send.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface PoolSettings extends PoolOptions {
  readonly max: number
  /** How long running work may go on after `close`; 5,000 by default. */
  readonly graceMilliseconds?: number
  /** Frees what all sessions share, after the last of them. */
  readonly dispose?: () => Promise<void>
}

/** A session in use, and the last statement that it was given. */
interface Lease {
  readonly session: Session
  text: string
}

interface Waiter {
  readonly text: string
  readonly settle: (result: Either<SqlError, Lease>) => void
}

// -------------------------------------------------------------------------------------
// settings
// -------------------------------------------------------------------------------------

// setTimeout takes a longer delay for no delay at all
const longest = 2 ** 31 - 1

const delay = (milliseconds: number | undefined, byDefault: number): number =>
  Math.min(milliseconds ?? byDefault, longest)

const wrongSettings = (settings: PoolSettings): ReadonlyArray<CompileError> => [
  ...(Number.isInteger(settings.max) && settings.max > 0
    ? []
    : [invalidArgument('max', 'is not a number of connections', 'give a whole number from 1')]),
  ...(['acquireMilliseconds', 'statementMilliseconds'] as const)
    .filter((name) => !(delay(settings[name], 1) > 0))
    .map((name) => invalidArgument(name, 'is not a time', 'give a number of milliseconds above 0')),
]

// -------------------------------------------------------------------------------------
// constructor
// -------------------------------------------------------------------------------------

/** @example pool(postgres, open, { max: 10 }) */
export const pool = (dialect: Dialect, open: Open, settings: PoolSettings): Database => {
  const [wrong, ...moreWrong] = wrongSettings(settings)
  const acquireMilliseconds = delay(settings.acquireMilliseconds, 5_000)
  const graceMilliseconds = delay(settings.graceMilliseconds, 5_000)
  const sending: Sending = { milliseconds: delay(settings.statementMilliseconds, 30_000), log: settings.log }

  const idle: Array<Session> = []
  const leases = new Set<Lease>()
  const waiters = new Set<Waiter>()
  const endings: Array<Promise<void>> = []
  let opening = 0
  let closing: Promise<void> | null = null
  let drained = () => {}

  const alive = (session: Session): boolean => session.state() !== 'dead'

  // idle ones do not count: while anybody waits, there are none
  const size = (): number => opening + [...leases].filter(({ session }) => alive(session)).length

  const next = (): Waiter | undefined => {
    const [waiter] = waiters
    if (waiter !== undefined) waiters.delete(waiter)
    return waiter
  }

  const lease = (session: Session, text: string): Either<never, Lease> => {
    const leased: Lease = { session, text }
    leases.add(leased)
    return right(leased)
  }

  /** Gives a usable session to whoever waits longest. */
  const offer = (session: Session): void => {
    const waiter = next()
    if (closing !== null) endings.push(closed(session))
    else if (waiter === undefined) idle.push(session)
    else waiter.settle(lease(session, waiter.text))
  }

  const opened = (result: Either<Failure, Session>): void => {
    opening -= 1
    if (result._tag === 'Right') offer(result.right)
    else {
      const waiter = next()
      waiter?.settle(left(sqlError(result.left, waiter.text)))
    }
    refill()
  }

  /** Opens for those who wait, as far as there is room: one attempt for each of them at the most. */
  const refill = (): void => {
    while (closing === null && waiters.size > opening && size() < settings.max) {
      opening += 1
      attempt(open).then(opened)
    }
    if (leases.size + opening === 0) drained()
  }

  const holders = (): ReadonlyArray<string> => [
    ...[...leases].map(({ text }) => text),
    ...Array.from({ length: opening }, () => '(connecting)'),
  ]

  const acquire = async (text: string): Promise<Either<SqlError, Lease>> => {
    if (wrong !== undefined) return left({ _tag: 'NotCompiled', errors: [wrong, ...moreWrong] })
    if (closing !== null) return left({ _tag: 'Closed', text })
    // the one used last: it is warm, and the others may be let go by the server
    for (let session = idle.pop(); session !== undefined; session = idle.pop())
      if (alive(session)) return lease(session, text)
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiters.delete(waiter)
        resolve(
          left({
            _tag: 'Timeout',
            waitedFor: 'connection',
            milliseconds: acquireMilliseconds,
            text,
            holders: holders(),
          }),
        )
      }, acquireMilliseconds)
      const waiter: Waiter = {
        text,
        settle: (result) => {
          clearTimeout(timer)
          resolve(result)
        },
      }
      waiters.add(waiter)
      refill()
    })
  }

  const release = (leased: Lease): void => {
    leases.delete(leased)
    if (leased.session.state() === 'idle') offer(leased.session)
    else discard(leased.session, 'it was not idle when its user was done')
    refill()
  }

  const sendOn =
    (leased: Lease) =>
    (command: Command): Promise<Either<SqlError, Answer>> => {
      leased.text = command.text
      return send(leased.session, command, sending)
    }

  const run: Database['run'] = async (command) => {
    const acquired = await acquire(command.text)
    if (acquired._tag === 'Left') return acquired
    const result = await sendOn(acquired.right)(command)
    const begun = result._tag === 'Right' && acquired.right.session.state() === 'transaction'
    release(acquired.right)
    return begun
      ? left(
          transactionClosed('this statement began a transaction, which is undone: use transaction(...)', command.text),
        )
      : result
  }

  const transaction: Database['transaction'] = async (body, options) => {
    const begin = dialect.control.begin(options)
    if (begin._tag === 'Left') return left({ _tag: 'NotCompiled', errors: begin.left })
    const acquired = await acquire(begin.right)
    if (acquired._tag === 'Left') return acquired
    const { session } = acquired.right
    const result = await runTransaction({ session, dialect, send: sendOn(acquired.right) }, begin.right, body, options)
    release(acquired.right)
    return result
  }

  const shut = async (): Promise<void> => {
    for (const waiter of waiters) waiter.settle(left({ _tag: 'Closed', text: waiter.text }))
    waiters.clear()
    endings.push(...idle.splice(0).map(closed))
    if (leases.size + opening > 0)
      await within(
        graceMilliseconds,
        new Promise<void>((resolve) => {
          drained = resolve
        }),
      )
    for (const { session } of leases) discard(session, 'the database was closed')
    await Promise.all(endings)
    await settings.dispose?.()
  }

  return {
    dialect,
    run,
    transaction,
    close: () => {
      if (closing === null) {
        // set before anything is awaited, and what is refused from here on is refused by it
        let done = () => {}
        closing = new Promise((resolve) => {
          done = resolve
        })
        shut().then(done, done)
      }
      return closing
    },
  }
}

// -------------------------------------------------------------------------------------
// sessions
// -------------------------------------------------------------------------------------

const attempt = async (open: Open): Promise<Either<Failure, Session>> => {
  try {
    return await open()
  } catch (cause) {
    return left(loss(reasonOf(cause), false))
  }
}

const closed = async (session: Session): Promise<void> => {
  try {
    await session.close()
  } catch {
    discard(session, 'it could not be closed')
  }
}

/** Waits for a promise that does not reject, but not longer than that. */
const within = (milliseconds: number, promise: Promise<void>): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    promise.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })

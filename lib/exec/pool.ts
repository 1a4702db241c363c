/**
 * A pool of sessions, as a `Database`.
 *
 * A session is leased to one statement or one transaction at a time, and comes back only if it is idle: one that is
 * dead, busy or inside a transaction is dropped. Whoever waits is served in order. Nothing is opened before it is asked
 * for, and nothing rejects.
 */
import type { Either } from 'fp-ts/Either'
import type { CompileError } from '../ast/CompileError.js'
import { invalidArgument, unsupported } from '../ast/CompileError.js'
import type { Dialect } from '../compile/Dialect.js'
import { left, right } from '../fp.js'
import { attempts } from './attempts.js'
import type { Ask, Database, PoolOptions } from './Connection.js'
import { cancelled, reasonOf, sqlError, transactionClosed } from './failure.js'
import { onOneConnection } from './onOneConnection.js'
import { type Command, type Failure, loss, type Open, refusal, type Session } from './Session.js'
import type { SqlError } from './SqlError.js'
import type { Line } from './scope.js'
import { discard, perform, type Sending } from './send.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface PoolSettings extends PoolOptions {
  readonly max: number
  /** How long running work may go on after `close`; 5,000 by default. */
  readonly graceMilliseconds?: number
  /** Why no session is one's own, if none is. @example 'a session behind a pooler' */
  readonly stateless?: string
  /** Why there is no session beside the pool's, if there is none: another one would be the same. */
  readonly only?: string
  /** Frees what all sessions share, after the last of them. */
  readonly dispose?: () => Promise<void>
}

/** A session in use, and the last statement that it was given. */
interface Lease {
  readonly session: Session
  text: string
}

/** A session that nobody uses, and since when. */
interface Free {
  readonly session: Session
  readonly since: number
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
  ...(
    [
      'acquireMilliseconds',
      'statementMilliseconds',
      'connectMilliseconds',
      'idleMilliseconds',
      'lifetimeMilliseconds',
    ] as const
  )
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
  const idleMilliseconds = settings.idleMilliseconds ?? Number.POSITIVE_INFINITY
  const lifetimeMilliseconds = settings.lifetimeMilliseconds ?? Number.POSITIVE_INFINITY
  const sending: Sending = {
    milliseconds: delay(settings.statementMilliseconds, 30_000),
    log: settings.log,
    dialect: dialect.name,
    showValues: settings.showValues === true,
  }

  const idle: Array<Free> = []
  const born = new WeakMap<Session, number>()
  const ending = new AbortController()
  const leases = new Set<Lease>()
  const waiters = new Set<Waiter>()
  const endings: Array<Promise<void>> = []
  let opening = 0
  let closing: Promise<void> | null = null
  let drained = () => {}
  let sweeping: ReturnType<typeof setTimeout> | undefined

  const alive = (session: Session): boolean => session.state() !== 'dead'

  const isOld = (session: Session): boolean =>
    performance.now() - (born.get(session) ?? Number.POSITIVE_INFINITY) > lifetimeMilliseconds

  // idle ones do not count: while anybody waits, there are none
  const size = (): number => opening + [...leases].filter(({ session }) => alive(session)).length

  const next = (): Waiter | undefined => {
    const [waiter] = waiters
    if (waiter !== undefined) waiters.delete(waiter)
    return waiter
  }

  /** Before all others, for it has waited longest. */
  const putBack = (waiter: Waiter): void => {
    const others = [...waiters]
    waiters.clear()
    for (const each of [waiter, ...others]) waiters.add(each)
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
    else if (isOld(session)) {
      if (waiter !== undefined) putBack(waiter)
      endings.push(closed(session))
    } else if (waiter === undefined) {
      idle.push({ session, since: performance.now() })
      sweepLater()
    } else waiter.settle(lease(session, waiter.text))
  }

  /** Closes what nobody has used for too long, or is too old. */
  const sweep = (): void => {
    sweeping = undefined
    const now = performance.now()
    const expired = idle.filter(({ session, since }) => now - since >= idleMilliseconds || isOld(session))
    for (const free of expired) {
      idle.splice(idle.indexOf(free), 1)
      void closed(free.session)
    }
    sweepLater()
  }

  const sweepLater = (): void => {
    const after = Math.min(idleMilliseconds, lifetimeMilliseconds)
    if (after === Number.POSITIVE_INFINITY || sweeping !== undefined || idle.length === 0) return
    sweeping = setTimeout(sweep, delay(Math.max(after / 2, 1), 1))
    // its connections keep the process alive, or they do not: the timer has no say
    sweeping.unref()
  }

  const opened = (result: Either<Failure, Session>): void => {
    opening -= 1
    if (result._tag === 'Right') {
      born.set(result.right, performance.now())
      offer(result.right)
    } else {
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

  const acquire = async (
    text: string,
    signal: AbortSignal | undefined = undefined,
  ): Promise<Either<SqlError, Lease>> => {
    if (wrong !== undefined) return left({ _tag: 'NotCompiled', errors: [wrong, ...moreWrong] })
    if (closing !== null) return left({ _tag: 'Closed', text })
    // the one used last: it is warm, and the others may be let go by the server
    for (let free = idle.pop(); free !== undefined; free = idle.pop()) {
      if (!alive(free.session)) continue
      if (!isOld(free.session)) return lease(free.session, text)
      endings.push(closed(free.session))
    }
    if (signal?.aborted) return left(cancelled('signal', 'it had been aborted before', text))
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
      const giveUp = () => {
        waiters.delete(waiter)
        waiter.settle(left(cancelled('signal', 'it was stopped while it waited for a connection', text)))
      }
      const waiter: Waiter = {
        text,
        settle: (result) => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', giveUp)
          resolve(result)
        },
      }
      signal?.addEventListener('abort', giveUp, { once: true })
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

  const performOn =
    (leased: Lease, transaction: number | null) =>
    <A>(command: Command, ask: Ask<A>): Promise<Either<SqlError, A>> => {
      leased.text = command.text
      return perform(leased.session, command, ask, sending, transaction)
    }

  const ask = async <A>(command: Command, asking: Ask<A>): Promise<Either<SqlError, A>> => {
    const acquired = await acquire(command.text, command.signal)
    if (acquired._tag === 'Left') return acquired
    const result = await performOn(acquired.right, null)(command, asking)
    const begun = result._tag === 'Right' && acquired.right.session.state() === 'transaction'
    release(acquired.right)
    return begun
      ? left(
          transactionClosed('this statement began a transaction, which is undone: use transaction(...)', command.text),
        )
      : result
  }

  const run: Database['run'] = (command) => ask(command, (session) => session.query(command))

  let transactions = 0

  const lineOf = (leased: Lease): Line => {
    transactions += 1
    const { session } = leased
    const performing = performOn(leased, transactions)
    return {
      session,
      dialect,
      perform: performing,
      send: (command) => performing(command, () => session.query(command)),
    }
  }

  const transaction: Database['transaction'] = (body, options) =>
    attempts({ dialect, take: acquire, giveBack: release, lineOf }, body, options)

  const withConnection: Database['withConnection'] = async (body) => {
    if (settings.stateless !== undefined) return left(notOnesOwn(settings.stateless, dialect))
    const acquired = await acquire('withConnection(...)')
    if (acquired._tag === 'Left') return acquired
    const leased = acquired.right
    const outcome = await onOneConnection(
      { dialect, performOn: performOn(leased, null), lineOf: () => lineOf(leased) },
      body,
    )
    leases.delete(leased)
    // what it has set, locked or left open is nobody else's
    if (leased.session.state() === 'idle') endings.push(closed(leased.session))
    else discard(leased.session, 'it was not idle when its user was done')
    refill()
    return outcome
  }

  const shut = async (): Promise<void> => {
    for (const waiter of waiters) waiter.settle(left({ _tag: 'Closed', text: waiter.text }))
    waiters.clear()
    endings.push(...idle.splice(0).map(({ session }) => closed(session)))
    clearTimeout(sweeping)
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
    ask,
    transaction,
    withConnection,
    open: async () => {
      if (closing !== null) return left(loss('the database was closed', false))
      if (settings.only !== undefined) return left(refusal('0A000', `there is no other session than ${settings.only}`))
      return settings.stateless === undefined
        ? attempt(open)
        : left(refusal('0A000', `${settings.stateless} is not one's own: connect to the database itself for that`))
    },
    closing: ending.signal,
    status: () => ({
      max: settings.max,
      busy: leases.size,
      idle: idle.filter(({ session }) => alive(session)).length,
      connecting: opening,
      waiting: waiters.size,
      closed: closing !== null,
    }),
    close: () => {
      if (closing === null) {
        // set before anything is awaited, and what is refused from here on is refused by it
        let done = () => {}
        closing = new Promise((resolve) => {
          done = resolve
        })
        ending.abort()
        shut().then(done, done)
      }
      return closing
    },
  }
}

const notOnesOwn = (stateless: string, { name }: Dialect): SqlError => ({
  _tag: 'NotCompiled',
  errors: [
    unsupported(name, `withConnection on ${stateless}`, 'use transaction(...), or connect to the database itself'),
  ],
})

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

/**
 * One statement through one session: with a deadline, an entry in the log, and an error that a program can read.
 *
 * When the deadline passes, the session is discarded, for nobody knows what it is doing. Never rejects.
 */
import type { Either } from 'fp-ts/Either'
import { left } from '../fp.js'
import type { Ask, LogEvent } from './Connection.js'
import { cancelled, reasonOf, sqlError } from './failure.js'
import { type Answer, type Command, type Failure, loss, type Session } from './Session.js'
import type { SqlError } from './SqlError.js'

export interface Sending {
  readonly milliseconds: number
  readonly log: ((event: LogEvent) => void) | undefined
  readonly dialect: string
  readonly showValues: boolean
}

// a transport that throws breaks its contract: what it was doing is unknown, so it goes
const asked = async <A>(session: Session, ask: Ask<A>): Promise<Either<Failure, A>> => {
  try {
    return await ask(session)
  } catch (cause) {
    discard(session, 'its transport failed')
    return left(loss(`its transport failed: ${reasonOf(cause)}`, true))
  }
}

export const discard = (session: Session, reason: string): void => {
  try {
    session.discard(reason)
  } catch {
    // nothing is left to be done with it, and the pool asks for its state
  }
}

/** How long a statement may go on after it was told to stop. */
const stoppingMilliseconds = 1_000

const withinDeadline = <A>(
  session: Session,
  { text, signal, milliseconds: own }: Command,
  ask: Ask<A>,
  { milliseconds: byDefault, showValues }: Sending,
): Promise<Either<SqlError, A>> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve(left(cancelled('signal', 'it had been aborted before', text)))
    const milliseconds = own ?? byDefault
    let stopping: Promise<boolean> | null = null
    let timer = setTimeout(() => {
      // resolved first: discarding settles the statement as lost, which says less
      resolve(left({ _tag: 'Timeout', waitedFor: 'statement', milliseconds, text, holders: [] }))
      discard(session, `the statement ran longer than ${milliseconds} ms`)
    }, milliseconds)
    const giveUp = (): void => {
      resolve(left(cancelled('signal', 'it did not stop, and its connection was dropped', text)))
      discard(session, 'it did not stop when it was told to')
    }
    const stop = (): void => {
      // a database inside the process has done its work before it could be told
      if (session.cancel === undefined) return
      clearTimeout(timer)
      timer = setTimeout(giveUp, stoppingMilliseconds)
      stopping = session.cancel()
    }
    signal?.addEventListener('abort', stop, { once: true })
    const settle = (result: Either<Failure, A>): void => {
      clearTimeout(timer)
      if (result._tag === 'Right') return resolve(result)
      const error = sqlError(result.left, text, showValues)
      const stopped = error._tag === 'Cancelled' || error._tag === 'ConnectionLost'
      resolve(left(stopping !== null && stopped ? cancelled('signal', 'it was stopped', text) : error))
    }
    asked(session, ask).then((result) => {
      signal?.removeEventListener('abort', stop)
      if (stopping === null) return settle(result)
      // a request that is still on its way would stop the session's next statement
      stopping.then((certain) => {
        if (!certain) discard(session, 'what its cancelling would stop is not known')
        settle(result)
      }, giveUp)
    })
  })

const rowsOf = (answer: unknown): number => (answer as Partial<Answer> | undefined)?.count ?? 0

const tell = (log: (event: LogEvent) => void, event: LogEvent): void => {
  try {
    // a log that throws must not decide whether a transaction commits, and an async one must not end the process
    Promise.resolve(log(event)).then(undefined, () => {})
  } catch {}
}

/** Does something with a session: a statement, or what takes its place. */
export const perform = async <A>(
  session: Session,
  command: Command,
  ask: Ask<A>,
  sending: Sending,
  transaction: number | null,
): Promise<Either<SqlError, A>> => {
  const { log, dialect, showValues } = sending
  if (log === undefined) return withinDeadline(session, command, ask, sending)
  const start = performance.now()
  const result = await withinDeadline(session, command, ask, sending)
  tell(log, {
    text: command.text,
    values: command.values.length,
    milliseconds: performance.now() - start,
    rows: result._tag === 'Right' ? rowsOf(result.right) : 0,
    error: result._tag === 'Left' ? result.left : null,
    cached: command.cached ?? false,
    transaction,
    dialect,
    ...(showValues ? { parameters: command.values } : {}),
  })
  return result
}

export const send = (
  session: Session,
  command: Command,
  sending: Sending,
  transaction: number | null = null,
): Promise<Either<SqlError, Answer>> => perform(session, command, () => session.query(command), sending, transaction)

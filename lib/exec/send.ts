/**
 * One statement through one session: with a deadline, an entry in the log, and an error that a program can read.
 *
 * When the deadline passes, the session is discarded, for nobody knows what it is doing. Never rejects.
 */
import type { Either } from 'fp-ts/Either'
import { left, right } from '../fp.js'
import type { LogEvent } from './Connection.js'
import { reasonOf, sqlError } from './failure.js'
import { type Answer, type Command, type Failure, loss, type Session } from './Session.js'
import type { SqlError } from './SqlError.js'

export interface Sending {
  readonly milliseconds: number
  readonly log: ((event: LogEvent) => void) | undefined
}

// a transport that throws breaks its contract: what it was doing is unknown, so it goes
const query = async (session: Session, command: Command): Promise<Either<Failure, Answer>> => {
  try {
    return await session.query(command)
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

const withinDeadline = (session: Session, command: Command, milliseconds: number): Promise<Either<SqlError, Answer>> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => {
      // resolved first: discarding settles the statement as lost, which says less
      resolve(left({ _tag: 'Timeout', waitedFor: 'statement', milliseconds, text: command.text, holders: [] }))
      discard(session, `the statement ran longer than ${milliseconds} ms`)
    }, milliseconds)
    query(session, command).then((result) => {
      clearTimeout(timer)
      resolve(result._tag === 'Left' ? left(sqlError(result.left, command.text)) : right(result.right))
    })
  })

export const send = async (
  session: Session,
  command: Command,
  { milliseconds, log }: Sending,
): Promise<Either<SqlError, Answer>> => {
  if (log === undefined) return withinDeadline(session, command, milliseconds)
  const start = performance.now()
  const result = await withinDeadline(session, command, milliseconds)
  const event = {
    text: command.text,
    values: command.values.length,
    milliseconds: performance.now() - start,
    rows: result._tag === 'Right' ? result.right.count : 0,
    error: result._tag === 'Left' ? result.left : null,
  }
  try {
    // a log that throws must not decide whether a transaction commits, and an async one must not end the process
    Promise.resolve(log(event)).then(undefined, () => {})
  } catch {}
  return result
}

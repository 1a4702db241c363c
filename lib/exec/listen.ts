/**
 * What other programs tell this one: LISTEN, on a connection of its own, which is made again when it is lost.
 *
 * What is sent while the connection is away is not heard by anybody: `onReconnect` is the time to look what was missed.
 */

import type { Either } from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import { left, right } from '../fp.js'
import type { Connection, Database } from './Connection.js'
import { sqlError } from './failure.js'
import type { Session } from './Session.js'
import type { SqlError } from './SqlError.js'
import { discard } from './send.js'

export interface ListenOptions {
  /** Called when the connection was lost, and is there again. */
  readonly onReconnect?: () => void
  /** The longest pause before another attempt to connect; 10,000 by default. */
  readonly mostMilliseconds?: number
}

/** A channel that is listened to, until it is closed; closing the database closes it too. */
export interface Listening {
  readonly close: Task<void>
}

const quietly = (handler: () => unknown): void => {
  try {
    // a handler that fails must not end the process, nor the listening
    Promise.resolve(handler()).then(undefined, () => {})
  } catch {}
}

/**
 * Calls a function with the payload of each notification on a channel.
 *
 * @example listen('jobs', (payload) => work(payload))(db) // listen "jobs"
 */
export const listen =
  (channel: string, handler: (payload: string) => unknown, options: ListenOptions = {}) =>
  (db: Database): TaskEither<SqlError, Listening> =>
  async () => {
    const text = db.dialect.control.listen(channel)
    if (text._tag === 'Left') return left({ _tag: 'NotCompiled', errors: text.left })
    const command = { text: text.right, values: [] }
    let current: Session | null = null
    let over = false
    let timer: ReturnType<typeof setTimeout> | undefined

    const begin = async (): Promise<Either<SqlError, null>> => {
      const opened = await db.open()
      if (opened._tag === 'Left') return left(sqlError(opened.left, command.text))
      const session = opened.right
      if (session.listen === undefined) {
        discard(session, 'it cannot listen')
        return left(sqlError({ _tag: 'Refusal', code: '0A000', message: 'this transport cannot listen' }, command.text))
      }
      const begun = await session.query(command)
      if (begun._tag === 'Left') {
        discard(session, 'it could not listen')
        return left(sqlError(begun.left, command.text))
      }
      if (over) {
        discard(session, 'nobody listens any more')
        return right(null)
      }
      current = session
      session.listen(
        (heard) => {
          if (!over && heard.channel === channel) quietly(() => handler(heard.payload))
        },
        () => {
          current = null
          again(1)
        },
      )
      return right(null)
    }

    const again = (attempt: number): void => {
      if (over) return
      const longest = Math.min(100 * 2 ** (attempt - 1), options.mostMilliseconds ?? 10_000)
      timer = setTimeout(
        async () => {
          const begun = await begin()
          if (begun._tag === 'Left') return again(Math.min(attempt + 1, 20))
          if (!over) quietly(() => options.onReconnect?.())
        },
        longest / 2 + (Math.random() * longest) / 2,
      )
    }

    const close = async (): Promise<void> => {
      over = true
      clearTimeout(timer)
      db.closing.removeEventListener('abort', close)
      const session = current
      current = null
      await session?.close()
    }

    const begun = await begin()
    if (begun._tag === 'Left') return begun
    db.closing.addEventListener('abort', close, { once: true })
    return right({ close })
  }

/**
 * Tells all who listen on a channel; inside a transaction, when it is committed.
 *
 * @example notify('jobs', '42')(db) // select pg_notify($1, $2)
 */
export const notify =
  (channel: string, payload = '') =>
  (db: Connection): TaskEither<SqlError, void> =>
  async () => {
    const bound = db.dialect.control.notify(channel, payload)
    if (bound._tag === 'Left') return left({ _tag: 'NotCompiled', errors: bound.left })
    const told = await db.run(bound.right)
    return told._tag === 'Left' ? told : right(undefined)
  }

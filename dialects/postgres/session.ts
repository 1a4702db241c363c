/**
 * One connection to a PostgreSQL server, whatever driver speaks the protocol on it.
 *
 * Of a driver, only the protocol is used: it holds a socket that is ours, runs one statement at a time, text in and text
 * out. What happened is read from the server's own messages: a driver's errors are not looked at.
 */
import type { Either } from 'fp-ts/Either'
import { reasonOf } from '../../lib/exec/failure.js'
import {
  type Answer,
  type Command,
  type Failure,
  loss,
  type Notification,
  type Session,
} from '../../lib/exec/Session.js'
import { left, right } from '../../lib/fp.js'
import type { Target } from './address.js'
import { abilities, type Line } from './conversation.js'
import { errorFields, frames } from './frames.js'
import { dangerous } from './login.js'
import { textsOf } from './messages.js'
import { type Fields, firstWord, refusalOf, refusedBeforeSending } from './refusal.js'
import { cancel, type Opened, openSocket } from './socket.js'
import { type Wire, wireOf } from './wire.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What a driver is given. It logs in with its first statement, and tells of each what came of it. */
export interface Driven {
  readonly wire: Wire
  readonly target: Target
  readonly password: string
  readonly answered: (rows: Answer['rows'], tag: string | null, count: number | null) => void
  readonly failed: (cause: unknown) => void
}

export interface Driving {
  /** Sends one statement. May throw. */
  readonly send: (command: Command, prepare: boolean) => void
  /** The tables of a prepared statement have changed: the next time, it is prepared anew. */
  readonly forget: (text: string) => void
}

/** Begins to drive a line. */
export type Driver = (driven: Driven) => Driving

/** A session's first statement, and what its answer must be. */
export interface Opening {
  readonly text: string
  readonly check: (answer: Answer) => Either<Failure, unknown>
}

/** Distinct texts that a session prepares. No driver ever forgets one, and each is a plan in the server's memory. */
const mostPrepared = 200

const terminate = Buffer.from([88, 0, 0, 0, 4])

// -------------------------------------------------------------------------------------
// the session
// -------------------------------------------------------------------------------------

type Settle = (result: Either<Failure, Answer>) => void

/** What is said without the driver. */
interface Conversation {
  readonly hear: (type: string, body: Buffer) => void
  readonly end: () => void
}

interface Listener {
  readonly heard: (notification: Notification) => void
  readonly ended: (reason: string) => void
}

const session = (driver: Driver, target: Target, password: string, opened: Opened): Session => {
  const { socket, encrypted } = opened
  const read = frames('REZKGHWACI')
  const wire = wireOf(opened)
  const prepared = new Set<string>()
  let pending: Settle | null = null
  /** What the driver has said, while the server is not ready yet for the next statement. */
  let outcome: Either<Failure, Answer> | null = null
  let ready = false
  /** Whether the server has said that it has done what it was asked. */
  let completed = false
  let refused: Fields | null = null
  let dead: string | null = null
  let fatal: string | null = null
  let status = ''
  let key: Buffer | null = null
  let conversation: Conversation | null = null
  let listener: Listener | null = null

  const die = (reason: string): void => {
    if (dead !== null) return
    dead = reason
    socket.destroy()
    const lost = pending
    pending = null
    conversation = null
    lost?.(left(loss(reason, true)))
    listener?.ended(reason)
  }

  /** A statement is over when the driver has said what came of it, and the server is ready for the next. */
  const finish = (): void => {
    if (outcome === null || !ready || dead !== null) return
    const result = outcome
    const settle = pending
    outcome = null
    pending = null
    settle?.(result)
  }

  const look = (type: string, body: Buffer): void => {
    if (type === 'Z') {
      status = body.toString('latin1')
      ready = true
      if (conversation === null) finish()
      else conversation.end()
    }
    if (type === 'K') key = body
    // a driver would make a stream of it, whose error ends the process
    if ('GHW'.includes(type) && conversation === null) die('COPY has functions of its own: copyInto and copyOut')
    if (type === 'A') {
      const [channel = '', payload = ''] = textsOf(body.subarray(4))
      listener?.heard({ channel, payload })
    }
    if (type === 'C' || type === 'I') completed = true
    if (type === 'R') {
      const reason =
        status === '' ? dangerous(body, encrypted, target.host) : 'it asks who we are, after it has let us in'
      if (reason !== null) die(reason)
    }
    if (type === 'E') {
      const fields = errorFields(body)
      const ordinary = fields.get('V') === 'ERROR'
      // the first one stays: postgres.js sends a stale statement again, also in a transaction that has failed
      if (refused === null || !ordinary) refused = fields
      if (ordinary) return
      fatal = `${fields.get('M')} (SQLSTATE ${fields.get('C')})`
      // told while nobody asked: the server is about to close the connection
      if (pending === null) die(fatal)
    }
  }

  const hear = (chunk: Buffer): void => {
    const alone = conversation !== null
    const found = read(chunk, alone)
    if (found === null) return die('what it sent is not the PostgreSQL protocol')
    for (const { type, body } of found) {
      conversation?.hear(type, body)
      look(type, body)
    }
    if (dead === null && !alone) wire.emit('data', chunk)
  }

  socket.on('data', (chunk: Buffer) => {
    try {
      hear(chunk)
    } catch (cause) {
      // frames whose contents make no sense: node-postgres throws where it reads them
      die(`what it sent cannot be read: ${reasonOf(cause)}`)
    }
  })
  socket.on('drain', () => wire.emit('drain'))
  socket.on('error', (error) => die(fatal ?? reasonOf(error)))
  socket.on('end', () => die(fatal ?? 'the server closed the connection'))
  socket.on('close', () => {
    die(fatal ?? 'the server closed the connection')
    wire.emit('close', false)
  })

  const answered: Driven['answered'] = (rows, tag, count) => {
    // a driver takes it for done when the server is ready: whether it was, nobody has said
    if (!completed) return die('it did not say that the statement was done')
    outcome = right({ rows, command: firstWord(tag ?? ''), count: count ?? rows.length })
    finish()
  }

  const failed = (cause: unknown): void => {
    if (dead !== null || outcome !== null) return
    if (refused !== null && refused.get('V') === 'ERROR') {
      outcome = left(refusalOf(refused))
      return finish()
    }
    const settle = pending
    // before the first answer, a fatal one is a refusal to let us in, with a code of its own
    if (refused !== null && status === '') {
      pending = null
      settle?.(left(refusalOf(refused)))
    }
    // nobody knows what state the driver is in now
    die(fatal ?? reasonOf(cause))
  }

  const { send, forget } = driver({ wire, target, password, answered, failed })

  const mayPrepare = (statement: string): boolean => {
    if (!target.prepare) return false
    if (prepared.size < mostPrepared) prepared.add(statement)
    return prepared.has(statement)
  }

  const ask = (command: Command, prepare: boolean): Promise<Either<Failure, Answer>> =>
    new Promise((resolve) => {
      pending = resolve
      outcome = null
      refused = null
      ready = false
      completed = false
      try {
        send(command, prepare)
      } catch (cause) {
        failed(cause)
      }
    })

  const converse: Line['converse'] = async (hello, hear, result) => {
    if (dead !== null) return left(loss(dead, false))
    if (pending !== null) return left(loss('another statement is running on this connection', false))
    return new Promise((resolve) => {
      // only a loss settles it
      pending = (lost) => resolve(lost as Either<Failure, never>)
      refused = null
      const end = async (): Promise<void> => {
        conversation = null
        const said = refused
        const outcome = said === null ? await result() : left(refusalOf(said))
        pending = null
        resolve(outcome)
        if (outcome._tag === 'Left' && outcome.left._tag === 'Loss') die(outcome.left.reason)
      }
      conversation = { hear, end: () => void end() }
      socket.write(hello)
    })
  }

  const write: Line['write'] = (bytes) =>
    new Promise((resolve) => {
      if (!socket.writable || socket.write(bytes)) return resolve()
      const go = () => {
        socket.off('drain', go)
        socket.off('close', go)
        resolve()
      }
      socket.on('drain', go)
      socket.on('close', go)
    })

  const discard = (reason: string): void => {
    if (dead === null && pending !== null && key !== null) void cancel(target, key)
    die(reason)
  }

  return {
    query: async (command) => {
      const problem = refusedBeforeSending(command)
      if (problem !== null) return left(problem)
      if (dead !== null) return left(loss(dead, false))
      if (pending !== null) return left(loss('another statement is running on this connection', false))
      const prepare = mayPrepare(command.text)
      const result = await ask(command, prepare)
      if (!prepare || result._tag === 'Right' || refused?.get('R') !== 'RevalidateCachedQuery') return result
      forget(command.text)
      // inside a transaction, it is the transaction that has to be run again
      return status === 'I' && dead === null ? ask(command, prepare) : result
    },
    state: () => (dead !== null ? 'dead' : pending !== null ? 'busy' : status === 'I' ? 'idle' : 'transaction'),
    discard,
    cancel: () => (key === null || dead !== null ? Promise.resolve(false) : cancel(target, key)),
    listen: (heard, ended) => {
      listener = { heard, ended }
      if (dead !== null) ended(dead)
    },
    ...abilities({
      converse,
      write,
      pause: () => void socket.pause(),
      resume: () => void socket.resume(),
      giveUp: discard,
    }),
    close: () =>
      new Promise((resolve) => {
        if (socket.closed) return resolve()
        socket.once('close', () => resolve())
        if (dead !== null || pending !== null || status !== 'I') return discard('it was closed')
        dead = 'it was closed'
        socket.setTimeout(1_000, () => socket.destroy())
        socket.end(terminate)
      }),
  }
}

// -------------------------------------------------------------------------------------
// constructor
// -------------------------------------------------------------------------------------

const passwordOf = async ({ password }: Target): Promise<Either<string, string>> => {
  try {
    return right(typeof password === 'string' ? password : await password())
  } catch (cause) {
    return left(`the password function failed: ${reasonOf(cause)}`)
  }
}

/** Opens a session to one server; connecting and logging in has `milliseconds` altogether. */
export const openSession = async (
  load: () => Promise<Either<string, Driver>>,
  to: Target,
  milliseconds: number,
  opening: Opening,
): Promise<Either<Failure, Session>> => {
  const end = performance.now() + Math.min(milliseconds, 2 ** 31 - 1)
  const driver = await load()
  if (driver._tag === 'Left') return left(loss(driver.left, false))
  const password = await passwordOf(to)
  if (password._tag === 'Left') return left(loss(password.left, false))
  const opened = await openSocket(to, Math.max(1, end - performance.now()))
  if (opened._tag === 'Left') return left(loss(opened.left, false))
  const made = session(driver.right, to, password.right, opened.right)
  const timer = setTimeout(
    () => made.discard(`no login within ${milliseconds} ms`),
    Math.max(1, end - performance.now()),
  )
  const answer = await made.query({ text: opening.text, values: [] })
  clearTimeout(timer)
  const refused = answer._tag === 'Left' ? answer : opening.check(answer.right)
  if (refused._tag === 'Right') return right(made)
  made.discard('its first statement failed')
  // whatever was sent, it was not the program's statement
  return left(refused.left._tag === 'Loss' ? loss(refused.left.reason, false) : refused.left)
}

/**
 * PGlite as a transport: one session over one instance, in the protocol's own messages, so that all values stay text.
 *
 * The instance outlives its sessions. A session that is discarded only lets go of it, for closing it would lose a
 * database in memory; the next session first rolls back what the last one had left.
 */
import type { PGlite } from '@electric-sql/pglite'
import type { Either } from 'fp-ts/Either'
import { reasonOf } from '../../lib/exec/failure.js'
import { type Answer, type Command, type Failure, loss, type Open, type Session } from '../../lib/exec/Session.js'
import { left, right } from '../../lib/fp.js'
import { firstWord, postgresRefusal, refusedBeforeSending } from '../postgres/refusal.js'
import { holdsMark, rowsOf } from './rows.js'

// -------------------------------------------------------------------------------------
// the driver
// -------------------------------------------------------------------------------------

type Driver = typeof import('@electric-sql/pglite')

export const loadDriver = async (): Promise<Either<string, Driver>> => {
  try {
    return right(await import('@electric-sql/pglite'))
  } catch (cause) {
    const name = '@electric-sql/pglite'
    return left(`joinery/pglite needs the package ${name} (npm install ${name}): ${reasonOf(cause)}`)
  }
}

/** What PGlite's parser gives for a message: each has some of these. */
interface Message {
  readonly name: string
  readonly fields?: ReadonlyArray<string | null>
  readonly text?: string
  readonly status?: string
  readonly severity?: string
  readonly code?: string
  readonly message?: string
  readonly table?: string
  readonly column?: string
  readonly constraint?: string
  readonly detail?: string
  readonly hint?: string
}

/** An answer, parsed and as it was. */
interface Results {
  readonly messages: ReadonlyArray<Message>
  readonly data: Uint8Array
}

// -------------------------------------------------------------------------------------
// messages
// -------------------------------------------------------------------------------------

const concat = (parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** The extended protocol, which takes one statement only; all in one message, for each costs a call into WASM. */
const question = ({ protocol: { serialize } }: Driver, { text, values }: Command): Uint8Array =>
  concat([
    serialize.parse({ text }),
    serialize.bind({ values: values as Array<string | null> }),
    serialize.describe({ type: 'P' }),
    serialize.execute({}),
    serialize.sync(),
  ])

const messageRefusal = (error: Message) =>
  postgresRefusal({
    code: error.code ?? 'XX000',
    message: error.message ?? '',
    table: error.table,
    column: error.column,
    constraint: error.constraint,
    detail: error.detail,
    hint: error.hint,
  })

const answer = (messages: ReadonlyArray<Message>, data: Uint8Array): Either<Failure, Answer> => {
  const error = messages.find(({ name }) => name === 'error')
  if (error !== undefined) return left(messageRefusal(error))
  const rows = holdsMark(data)
    ? rowsOf(data)
    : messages.filter(({ name }) => name === 'dataRow').map(({ fields = [] }) => fields)
  const tag = messages.find(({ name }) => name === 'commandComplete')?.text ?? ''
  const count = /\d+$/.exec(tag)?.[0]
  return right({ rows, command: firstWord(tag), count: count === undefined ? rows.length : Number(count) })
}

// -------------------------------------------------------------------------------------
// the instance
// -------------------------------------------------------------------------------------

/** An instance as it is shared by the sessions that follow one another. */
export interface Instance {
  readonly driver: Driver
  readonly pglite: PGlite
  /** I, T or E, as in the server's ReadyForQuery. */
  status: string
  /** Ends our turn with the instance, while it is ours. */
  unlock: (() => void) | null
  /** Settles when all that was asked of the instance is done. */
  tail: Promise<unknown>
}

export const instanceOf = (driver: Driver, pglite: PGlite): Instance => ({
  driver,
  pglite,
  status: 'I',
  unlock: null,
  tail: Promise.resolve(),
})

/**
 * Waits for a turn that lasts until `unlock`: as long as a transaction of ours is open, what the program itself asks of
 * PGlite has to wait, or it would become part of it.
 */
const lock = (self: Instance): Promise<void> =>
  new Promise((granted, refused) => {
    self.pglite
      ._runExclusiveTransaction(
        () =>
          new Promise<void>((unlock) => {
            self.unlock = unlock
            granted()
          }),
      )
      .catch(refused)
  })

/** Sends one statement, if `wanted` still holds when the instance is ours. */
const exchange = async (self: Instance, command: Command, wanted: () => boolean): Promise<Either<Failure, Answer>> => {
  const { driver, pglite } = self
  if (pglite.closed) return left(loss('the PGlite instance is closed', false))
  try {
    if (self.unlock === null) await lock(self)
    if (!wanted()) return left(loss('it was given up before it was sent', false))
    const { messages, data }: Results = await pglite.runExclusive(() =>
      pglite.execProtocol(question(driver, command), { syncToFs: false, throwOnError: false }),
    )
    const status = messages.filter(({ name }) => name === 'readyForQuery').at(-1)?.status
    if (status === undefined) return left(loss('PGlite did not finish its answer', true))
    self.status = status
    if (status === 'I') await pglite.syncToFs()
    return answer(messages, data)
  } catch (cause) {
    return left(loss(`PGlite failed: ${reasonOf(cause)}`, true))
  } finally {
    if (self.status === 'I' || pglite.closed) {
      self.unlock?.()
      self.unlock = null
    }
  }
}

const inTurn = <A>(self: Instance, task: () => Promise<A>): Promise<A> => {
  const result = self.tail.then(task)
  self.tail = result
  return result
}

const always = () => true

/** Undoes what a session left behind. */
const clean = async (self: Instance): Promise<Either<Failure, unknown>> =>
  self.status === 'I' ? right(null) : exchange(self, { text: 'rollback', values: [] }, always)

// -------------------------------------------------------------------------------------
// the session
// -------------------------------------------------------------------------------------

const session = (self: Instance): Session => {
  let dead: string | null = null
  let settle: ((result: Either<Failure, Answer>) => void) | null = null

  const die = (reason: string): void => {
    if (dead !== null) return
    dead = reason
    settle?.(left(loss(reason, true)))
    settle = null
    void inTurn(self, () => clean(self))
  }

  return {
    query: async (command) => {
      const refused = refusedBeforeSending(command)
      if (refused !== null) return left(refused)
      if (dead !== null) return left(loss(dead, false))
      if (settle !== null) return left(loss('another statement is running on this connection', false))
      return new Promise((resolve) => {
        settle = resolve
        inTurn(self, () => exchange(self, command, () => dead === null)).then((result) => {
          if (dead !== null) return
          settle = null
          if (result._tag === 'Left' && result.left._tag === 'Loss') die(result.left.reason)
          resolve(result)
        })
      })
    },
    state: () => (dead !== null ? 'dead' : settle !== null ? 'busy' : self.status === 'I' ? 'idle' : 'transaction'),
    discard: die,
    close: async () => die('it was closed'),
  }
}

/** The next session of an instance, once the last one's statement is done and its transaction undone. */
export const openSession =
  (instance: () => Promise<Either<string, Instance>>, settings: Readonly<Record<string, string>>): Open =>
  async () => {
    const got = await instance()
    if (got._tag === 'Left') return left(loss(got.left, false))
    const self = got.right
    return inTurn(self, async () => {
      const cleaned = await clean(self)
      if (cleaned._tag === 'Left') return cleaned
      for (const values of Object.entries(settings)) {
        const set = await exchange(self, { text: 'select set_config($1, $2, false)', values }, always)
        if (set._tag === 'Left') return set
      }
      return right(session(self))
    })
  }

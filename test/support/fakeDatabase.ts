/**
 * A database in memory that fails when it is told to, to test what is above the sessions.
 *
 * It knows BEGIN, COMMIT, savepoints, batches, cursors of three rows, `write x`, and what fails: `fail` and `disturbed`; everything else is answered by one row. It throws where the wire
 * would be misused: two statements at once on one session, or a write outside any transaction.
 */
import type { Either } from 'fp-ts/Either'
import { control } from '../../dialects/ansi/control.js'
import { control as postgresControl } from '../../dialects/postgres/control.js'
import { postgres } from '../../dialects/postgres/dialect.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import type { Answer, Command, Failure, Open, Session } from '../../lib/exec/Session.js'
import { loss, refusal } from '../../lib/exec/Session.js'
import { left, right } from '../../lib/fp.js'

/** `lostBefore` and `lostAfter` break the connection: before the statement takes effect, or after. */
export type Fault = 'refused' | 'lostBefore' | 'lostAfter' | 'silent'

export interface Fake {
  readonly dialect: Dialect
  readonly open: Open
  /** Every statement that arrived, of all sessions, in order. */
  readonly received: Array<string>
  /** What has been committed, in order. */
  readonly committed: Array<string>
  readonly sessions: Array<Session>
  /** What a session's user did that a connection cannot bear. */
  readonly misuse: Array<string>
}

export interface FakeOptions {
  /** Of all statements that arrive, the one at this position (from 0) fails. */
  readonly fault?: { readonly at: number; readonly kind: Fault }
  readonly abortsOnError?: boolean
  /** Each statement takes a few turns of the event loop. */
  readonly slow?: boolean
}

type Savepoint = { readonly name: string; readonly writes: ReadonlyArray<string>; readonly aborted: boolean }

interface Transaction {
  writes: ReadonlyArray<string>
  savepoints: ReadonlyArray<Savepoint>
  aborted: boolean
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

export const fakeDatabase = ({ fault, abortsOnError = true, slow = false }: FakeOptions = {}): Fake => {
  const received: Array<string> = []
  const committed: Array<string> = []
  const sessions: Array<Session> = []
  const misuse: Array<string> = []
  const { cursor } = postgresControl
  // all of PostgreSQL, for statements that are compiled; and its cursors
  const dialect: Dialect = { ...postgres, name: 'fake', control: { ...control, cursor, abortsOnError } }

  const open: Open = async () => {
    let transaction: Transaction | null = null
    let dead: string | null = null
    let settle: ((failure: Failure) => void) | null = null
    /** Rows that a cursor still has. */
    let remaining = 0

    const die = (reason: string) => {
      if (dead !== null) return
      dead = reason
      transaction = null
      settle?.(loss(reason, true))
      settle = null
    }

    const perform = (text: string): string | Failure => {
      const [verb = '', ...rest] = text.split(' ')
      const name = rest[rest.length - 1] ?? ''
      if (verb === 'start') {
        if (transaction !== null) misuse.push(`nested ${text}`)
        transaction = { writes: [], savepoints: [], aborted: false }
        return 'BEGIN'
      }
      if (transaction === null) {
        if (verb !== 'select') misuse.push(`outside a transaction: ${text}`)
        return 'SELECT'
      }
      if (text === 'rollback') {
        transaction = null
        return 'ROLLBACK'
      }
      if (text === 'commit') {
        const { aborted, writes } = transaction
        transaction = null
        if (!aborted) committed.push(...writes)
        return aborted ? 'ROLLBACK' : 'COMMIT'
      }
      const known = transaction.savepoints.map((savepoint) => savepoint.name).lastIndexOf(name)
      if (text.startsWith('rollback to')) {
        const savepoint = transaction.savepoints[known]
        if (savepoint === undefined) return refusal('3B001', `no savepoint ${name}`)
        const savepoints = transaction.savepoints.slice(0, known + 1)
        transaction = { writes: savepoint.writes, savepoints, aborted: savepoint.aborted }
        return 'ROLLBACK'
      }
      if (transaction.aborted) return refusal('25P02', 'the transaction is aborted')
      if (verb === 'release') {
        if (known === -1) return refusal('3B001', `no savepoint ${name}`)
        transaction.savepoints = transaction.savepoints.slice(0, known)
        return 'RELEASE'
      }
      if (verb === 'savepoint') {
        const { writes, aborted } = transaction
        transaction.savepoints = [...transaction.savepoints, { name, writes, aborted }]
        return 'SAVEPOINT'
      }
      if (verb === 'declare') remaining = 3
      if (verb === 'fail') return refusal('22012', 'told to fail')
      if (verb === 'disturbed') return refusal('40001', 'others were faster')
      if (verb === 'write') transaction.writes = [...transaction.writes, name]
      return verb.toUpperCase()
    }

    const answer = (text: string, here: Fault | null): Failure | Answer => {
      if (here === 'lostBefore') {
        die('cut')
        return loss('cut', true)
      }
      const done = here === 'refused' ? refusal('40001', 'told to fail') : perform(text)
      if (typeof done !== 'string' && transaction !== null && abortsOnError) transaction.aborted = true
      // a COMMIT that is refused has rolled back, except where a failed statement leaves the transaction open
      if (here === 'refused' && text === 'commit' && abortsOnError) transaction = null
      if (here === 'lostAfter') {
        die('cut')
        return loss('cut', true)
      }
      if (typeof done !== 'string') return done
      const rows = text.startsWith('fetch') && remaining-- <= 0 ? [] : [['1']]
      return { rows, command: done, count: rows.length }
    }

    const query = async ({ text }: Command) => {
      if (dead !== null) return left(loss(dead, false))
      if (settle !== null) misuse.push(`two at once: ${text}`)
      received.push(text)
      const here = fault?.at === received.length - 1 ? fault.kind : null
      return new Promise<Either<Failure, Answer>>((resolve) => {
        settle = (failure) => resolve(left(failure))
        if (here === 'silent') return
        const reply = () => {
          if (dead !== null) return
          const result = answer(text, here)
          settle = null
          resolve('_tag' in result ? left(result) : right(result))
        }
        if (slow) turn().then(turn).then(reply)
        else reply()
      })
    }

    /** All of them, or none: in a transaction of its own where there is none. */
    const batch: NonNullable<Session['batch']> = async (commands) => {
      const own = transaction === null
      if (own) transaction = { writes: [], savepoints: [], aborted: false }
      const answers: Array<Answer> = []
      for (const [at, command] of commands.entries()) {
        const result = await query(command)
        if (result._tag === 'Right') answers.push(result.right)
        else {
          if (own) transaction = null
          return left(result.left._tag === 'Refusal' ? { ...result.left, at } : result.left)
        }
      }
      if (own && transaction !== null) {
        committed.push(...(transaction as Transaction).writes)
        transaction = null
      }
      return right(answers)
    }

    const session: Session = {
      query,
      batch,
      state: () => (dead !== null ? 'dead' : settle !== null ? 'busy' : transaction !== null ? 'transaction' : 'idle'),
      discard: die,
      close: async () => die('closed'),
    }
    sessions.push(session)
    return right(session)
  }

  return { dialect, open, received, committed, sessions, misuse }
}

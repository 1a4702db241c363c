/**
 * Opening a session to one of several servers: the first that can be reached, lets us in, and is what was asked for.
 *
 * What a server is, it says itself: `pg_is_in_recovery()`, and whether a transaction may write.
 */
import type { Either } from 'fp-ts/Either'
import { type Answer, type Failure, loss, type Open, type Session } from '../../lib/exec/Session.js'
import { left, right } from '../../lib/fp.js'
import { isTracked, type Target, type Targets } from './address.js'
import { shuffled, type Wanted } from './hosts.js'
import { overPooler } from './pooler.js'
import { type Driver, type Opening, openSession } from './session.js'
import { place } from './socket.js'

// -------------------------------------------------------------------------------------
// openings
// -------------------------------------------------------------------------------------

const state = "pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'"

/** What our decoders read, whatever the server, the database or the role says. Also shows that the connection works. */
const settingUp =
  `select ${state}, set_config('DateStyle', 'ISO', false), set_config('IntervalStyle', 'postgres', false), ` +
  "set_config('bytea_output', 'hex', false), set_config('extra_float_digits', '3', false)"

/** Behind a pooler, the session is another's the next moment: what would have to be set, has to be so. */
const lookingAround =
  `select ${state}, current_setting('DateStyle') like 'ISO%', current_setting('IntervalStyle') = 'postgres', ` +
  "current_setting('bytea_output') = 'hex', current_setting('extra_float_digits')::int > 0"

const looked: ReadonlyArray<string> = [
  'DateStyle = ISO',
  'IntervalStyle = postgres',
  'bytea_output = hex',
  'extra_float_digits = 1',
]

/** Whether a server is what is wanted. */
const suits = (wanted: Wanted, recovering: boolean, readOnly: boolean): boolean =>
  ({
    any: true,
    'prefer-standby': recovering,
    primary: !recovering,
    standby: recovering,
    'read-write': !recovering && !readOnly,
    'read-only': recovering || readOnly,
  })[wanted]

const check =
  (to: Target, wanted: Wanted) =>
  ({ rows }: Answer): Either<Failure, unknown> => {
    const [recovering, readOnly, ...settings] = rows[0] ?? []
    if (to.pooled) {
      const wrong = settings.indexOf('f')
      if (wrong >= 0)
        return left(
          loss(`the servers behind the pooler need ${looked[wrong]}: set it for the role or the database`, false),
        )
    }
    return suits(wanted, recovering === 't', readOnly === 't')
      ? right(null)
      : left(loss(`${place(to)}: it is not ${wanted}`, false))
  }

// -------------------------------------------------------------------------------------
// hosts
// -------------------------------------------------------------------------------------

/** A pooler refuses settings at the start of a connection that it does not track itself. */
const withoutLocal = (to: Target): Target => ({
  ...to,
  settings: {
    DateStyle: 'ISO',
    ...Object.fromEntries(Object.entries(to.settings).filter(([name]) => isTracked(name))),
  },
})

const localOf = ({ settings }: Target): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !isTracked(name)))

/** A primary that has become a standby refuses to write: its session goes, and the next one finds the new primary. */
const retiring = (session: Session): Session => {
  let retired = false
  return {
    ...session,
    query: async (command) => {
      const result = await session.query(command)
      if (result._tag === 'Left' && result.left._tag === 'Refusal' && result.left.code === '25006') retired = true
      return result
    },
    state: () => (retired && session.state() === 'idle' ? 'dead' : session.state()),
  }
}

const writes: ReadonlySet<Wanted> = new Set(['primary', 'read-write'])

const openOne = async (
  load: () => Promise<Either<string, Driver>>,
  to: Target,
  wanted: Wanted,
  milliseconds: number,
): Promise<Either<Failure, Session>> => {
  const opening: Opening = { text: to.pooled ? lookingAround : settingUp, check: check(to, wanted) }
  const opened = await openSession(load, to.pooled ? withoutLocal(to) : to, milliseconds, opening)
  if (opened._tag === 'Left') return opened
  const session = to.pooled ? overPooler(opened.right, localOf(to)) : opened.right
  return right(writes.has(wanted) ? retiring(session) : session)
}

/** Sessions to a server of the address; each attempt to connect has `milliseconds`. */
export const openFrom =
  (load: () => Promise<Either<string, Driver>>, { each, wanted, random }: Targets, milliseconds: number): Open =>
  async () => {
    const failures: Array<Failure> = []
    const rounds: ReadonlyArray<Wanted> = wanted === 'prefer-standby' ? ['standby', 'any'] : [wanted]
    for (const round of rounds)
      for (const to of random ? shuffled(each) : each) {
        const opened = await openOne(load, to, round, milliseconds)
        if (opened._tag === 'Right') return opened
        failures.push(opened.left)
      }
    const [only] = failures
    if (each.length === 1 && only !== undefined) return left(only)
    const reasons = failures.map((failure) => (failure._tag === 'Loss' ? failure.reason : failure.message))
    return left(loss(`no server could be used: ${reasons.join('; ')}`, false))
  }

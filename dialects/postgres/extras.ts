/**
 * What PostgreSQL has beside transactions: settings that end with one, two phases, cursors, channels, locks, COPY, EXPLAIN.
 *
 * Where a statement can bind, everything is bound; the other places take names in quotes, and literals.
 */

import type { Either } from 'fp-ts/Either'
import type { CompileErrors } from '../../lib/ast/CompileError.js'
import { invalidArgument } from '../../lib/ast/CompileError.js'
import type { Bound, Extras, Local } from '../../lib/compile/Control.js'
import { left, right } from '../../lib/fp.js'
import { quote } from '../ansi/quote.js'
import { quoted } from './literal.js'
import { nameProblem } from './names.js'

const wrong = (argument: string, reason: string, hint: string): Either<CompileErrors, never> =>
  left([invalidArgument(argument, reason, hint)])

// -------------------------------------------------------------------------------------
// settings
// -------------------------------------------------------------------------------------

/** Each under the server's name for it. */
const timeouts = {
  statementMilliseconds: 'statement_timeout',
  lockMilliseconds: 'lock_timeout',
  idleMilliseconds: 'idle_in_transaction_session_timeout',
} as const

const longest = 2 ** 31 - 1

const local = (given: Local): Either<CompileErrors, Bound | null> => {
  const settings: Array<readonly [string, string]> = []
  for (const [option, name] of Object.entries(timeouts) as ReadonlyArray<[keyof typeof timeouts, string]>) {
    const milliseconds: unknown = given[option]
    if (milliseconds === undefined) continue
    if (typeof milliseconds !== 'number' || !(milliseconds > 0) || milliseconds > longest)
      return wrong(option, 'is not a time', 'give a number of milliseconds above 0')
    settings.push([name, String(Math.ceil(milliseconds))])
  }
  for (const [name, value] of Object.entries(given.settings ?? {})) {
    if (typeof value !== 'string') return wrong('settings', `has a value for ${name} that is not text`, 'give texts')
    settings.push([name, value])
  }
  if (settings.length === 0) return right(null)
  const calls = settings.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, true)`)
  return right({ text: `select ${calls.join(', ')}`, values: settings.flat() })
}

// -------------------------------------------------------------------------------------
// two phases
// -------------------------------------------------------------------------------------

// the server's own limit, without the NUL at its end
const longestTransactionName = 199

const named =
  (spell: (literal: string) => string) =>
  (name: string): Either<CompileErrors, string> =>
    typeof name === 'string' &&
    name !== '' &&
    !name.includes('\0') &&
    Buffer.from(name).toString() === name &&
    Buffer.byteLength(name) <= longestTransactionName
      ? right(spell(quoted(name)))
      : wrong('the name of a prepared transaction', 'cannot be kept', 'give a text of 1 to 199 bytes')

// -------------------------------------------------------------------------------------
// channels and locks
// -------------------------------------------------------------------------------------

const onChannel = <A>(channel: string, spell: () => A): Either<CompileErrors, A> => {
  const problem = typeof channel === 'string' ? nameProblem(channel) : 'is not a text'
  return problem === null ? right(spell()) : wrong('the name of a channel', problem, 'give another name')
}

const longestPayload = 7_999

const notify = (channel: string, payload: string): Either<CompileErrors, Bound> =>
  typeof payload === 'string' && Buffer.byteLength(payload) <= longestPayload
    ? onChannel(channel, () => ({ text: 'select pg_notify($1, $2)', values: [channel, payload] }))
    : wrong('the payload', 'is too long, or not a text', 'give up to 7,999 bytes: the key of a row that has the rest')

/** A text is made a number by the server, so that every program has the same for it. */
const lockBy =
  (call: string) =>
  (key: string): Either<CompileErrors, Bound> =>
    typeof key === 'string'
      ? right({ text: `select ${call}(hashtextextended($1, 0))`, values: [key] })
      : wrong('the key of a lock', 'is not a text', 'give a text')

// -------------------------------------------------------------------------------------
// all of it
// -------------------------------------------------------------------------------------

const copyFormats: ReadonlyMap<string, string> = new Map([
  ['text', 'format text'],
  ['csv', 'format csv'],
])

export const extras: Extras = {
  local,
  prepare: named((name) => `prepare transaction ${name}`),
  commitPrepared: named((name) => `commit prepared ${name}`),
  rollbackPrepared: named((name) => `rollback prepared ${name}`),
  prepared: right('select gid from pg_prepared_xacts where database = current_database() order by prepared'),
  cursor: right({
    declare: (name, text) => `declare ${quote(name)} no scroll cursor for ${text}`,
    fetch: (name, rows) => `fetch ${rows} from ${quote(name)}`,
    close: (name) => `close ${quote(name)}`,
  }),
  listen: (channel) => onChannel(channel, () => `listen ${quote(channel)}`),
  notify,
  lock: lockBy('pg_advisory_xact_lock'),
  tryLock: lockBy('pg_try_advisory_xact_lock'),
  copyIn: (table, columns) => right(`copy ${table} (${columns.join(', ')}) from stdin`),
  copyOut: (query, { format = 'text', header = false }) => {
    const spelled = copyFormats.get(format)
    if (spelled === undefined) return wrong('format', 'is not a format of COPY', 'use text or csv')
    if (typeof header !== 'boolean') return wrong('header', 'is no option of COPY', 'use true or false')
    if (header && format !== 'csv') return wrong('header', 'is for csv', 'use csv, or leave it out')
    return right(`copy (${query}) to stdout (${spelled}${header ? ', header' : ''})`)
  },
  position: right('select pg_current_wal_insert_lsn()'),
  // of a server that replays nothing, nothing has to be waited for
  reached: (position) =>
    right({ text: 'select coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, true)', values: [position] }),
  explain: (text, { analyze = false }) =>
    typeof analyze !== 'boolean'
      ? wrong('analyze', 'is no option of EXPLAIN', 'use true or false')
      : right(`explain (format json${analyze ? ', analyze' : ''}) ${text}`),
}

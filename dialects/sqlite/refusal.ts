/**
 * What SQLite says when it refuses a statement, as a `Refusal` with the SQLSTATE that other databases would give.
 *
 * SQLite names what was violated in its message only: "UNIQUE constraint failed: users.email, users.name".
 */
import { type Refusal, refusal } from '../../lib/exec/Session.js'

/** An error of better-sqlite3: its own ones have SQLite's extended code, a wrong argument has none. */
export interface SqliteError {
  readonly name: string
  readonly message: string
  readonly code?: string
}

/** By the longest code that fits: SQLITE_BUSY stands for SQLITE_BUSY_RECOVERY too. */
const states: ReadonlyArray<readonly [code: string, state: string]> = [
  ['SQLITE_CONSTRAINT_UNIQUE', '23505'],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', '23505'],
  ['SQLITE_CONSTRAINT_ROWID', '23505'],
  ['SQLITE_CONSTRAINT_FOREIGNKEY', '23503'],
  ['SQLITE_CONSTRAINT_NOTNULL', '23502'],
  ['SQLITE_CONSTRAINT_CHECK', '23514'],
  ['SQLITE_CONSTRAINT_DATATYPE', '42804'],
  ['SQLITE_CONSTRAINT_TRIGGER', 'P0001'],
  ['SQLITE_CONSTRAINT', '23000'],
  // another connection wrote after our first read: only the whole transaction can be tried again
  ['SQLITE_BUSY_SNAPSHOT', '40001'],
  ['SQLITE_BUSY', '55P03'],
  ['SQLITE_LOCKED', '55P03'],
  ['SQLITE_READONLY', '25006'],
  ['SQLITE_INTERRUPT', '57014'],
  ['SQLITE_FULL', '53100'],
  ['SQLITE_NOMEM', '53200'],
  ['SQLITE_TOOBIG', '54000'],
  ['SQLITE_MISMATCH', '42804'],
  ['SQLITE_AUTH', '42501'],
  ['SQLITE_IOERR', '58030'],
  ['SQLITE_CANTOPEN', '58030'],
  ['SQLITE_CORRUPT', 'XX001'],
  ['SQLITE_NOTADB', 'XX001'],
]

/** Where the code says no more than SQLITE_ERROR, or nothing. */
const messages: ReadonlyArray<readonly [message: RegExp, state: string]> = [
  [/syntax error|incomplete input|unrecognized token/, '42601'],
  [/more than one statement|contains no statements/, '42601'],
  [/^no such table/, '42P01'],
  [/^no such column/, '42703'],
  [/^no such function|^wrong number of arguments to function/, '42883'],
  [/^ambiguous column name/, '42702'],
  [/already exists/, '42P07'],
  [/^no such savepoint/, '3B001'],
  [/^cannot start a transaction/, '25001'],
  [/no transaction is active/, '25P01'],
  [/parameter value/, '07001'],
  [/can only bind|too big/, '22023'],
]

const stateOf = ({ code = '', message }: SqliteError): string =>
  states.find(([known]) => code === known || code.startsWith(`${known}_`))?.[1] ??
  messages.find(([known]) => known.test(message))?.[1] ??
  'HY000'

/** What stands after the colon of a constraint's message. */
const violated = (state: string, message: string): Partial<Refusal> => {
  const what = /^[A-Z ]+ constraint failed: (.*)$/s.exec(message)?.[1]
  if (what === undefined) return {}
  if (state === '23514') return { constraint: what }
  const index = /^index '(.*)'$/s.exec(what)?.[1]
  if (index !== undefined) return { constraint: index }
  const names = what.split(', ')
  const table = names[0]?.slice(0, names[0].lastIndexOf('.')) ?? ''
  return { table, columns: names.map((name) => name.slice(name.lastIndexOf('.') + 1)) }
}

export const sqliteRefusal = (error: SqliteError): Refusal => {
  const state = stateOf(error)
  return { ...refusal(state, error.message), ...violated(state, error.message) }
}

/**
 * better-sqlite3 as a transport: one session over one database handle.
 *
 * The handle outlives its sessions, for closing it would lose a database in memory. Integers come as bigint, so that
 * all 64 bits arrive; and a number goes as REAL, so an integer has to be sent as bigint.
 */
import type { Either } from 'fp-ts/Either'
import { reasonOf } from '../../lib/exec/failure.js'
import {
  type Answer,
  type Command,
  type Cursor,
  type Failure,
  loss,
  type Open,
  refusal,
  type Session,
  type Wire,
} from '../../lib/exec/Session.js'
import { left, right } from '../../lib/fp.js'
import { type SqliteError, sqliteRefusal } from './refusal.js'

// -------------------------------------------------------------------------------------
// the driver
// -------------------------------------------------------------------------------------

interface Statement {
  /** Whether it yields rows. */
  readonly reader: boolean
  safeIntegers(on: boolean): Statement
  raw(on: boolean): Statement
  all(...values: ReadonlyArray<unknown>): ReadonlyArray<unknown>
  run(...values: ReadonlyArray<unknown>): { readonly changes: number }
  iterate(...values: ReadonlyArray<unknown>): IterableIterator<unknown>
}

/** What is used of a better-sqlite3 `Database`: said here, so that joinery's types need nobody else's. */
export interface SqliteDatabase {
  readonly open: boolean
  readonly inTransaction: boolean
  prepare(text: string): Statement
  pragma(text: string): unknown
  close(): unknown
}

type Driver = new (filename: string) => SqliteDatabase

/** A CommonJS module: what `import` makes of it has it as `default`, what a bundler makes of it may be itself. */
const typedDriver = (module: unknown): Driver =>
  (typeof module === 'function' ? module : (module as { default: unknown }).default) as Driver

export const loadDriver = async (): Promise<Either<string, Driver>> => {
  try {
    return right(typedDriver(await import('better-sqlite3')))
  } catch (cause) {
    const name = 'better-sqlite3'
    return left(`joinery/sqlite needs the package ${name} (npm install ${name}): ${reasonOf(cause)}`)
  }
}

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

interface Prepared {
  readonly statement: Statement
  /** `?1` is a named parameter to better-sqlite3: its values go in as an object. */
  readonly numbered: boolean
}

/** A handle, and the statements that it has prepared: the one used last is last. */
export interface Handle {
  readonly database: SqliteDatabase
  readonly prepared: Map<string, Prepared>
}

const mostPrepared = 200

const prepare = ({ database, prepared }: Handle, text: string): Prepared => {
  const known = prepared.get(text)
  prepared.delete(text)
  const statement = known?.statement ?? database.prepare(text).safeIntegers(true)
  if (known === undefined && statement.reader) statement.raw(true)
  const made = known ?? { statement, numbered: isNumbered(text) }
  prepared.set(text, made)
  const [oldest] = prepared.keys()
  if (prepared.size > mostPrepared && oldest !== undefined) prepared.delete(oldest)
  return made
}

const literalsAndComments = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--.*|\/\*[\s\S]*?\*\//g

const isNumbered = (text: string): boolean => /\?\d/.test(text) && /\?\d/.test(text.replace(literalsAndComments, ''))

const parameters = (values: ReadonlyArray<Wire>, numbered: boolean): ReadonlyArray<unknown> =>
  numbered ? [Object.fromEntries(values.map((value, index) => [String(index + 1), value]))] : values

const firstWord = (text: string): string => /^\s*([a-z]+)/i.exec(text)?.[1]?.toUpperCase() ?? ''

const execute = ({ statement, numbered }: Prepared, { text, values }: Command): Answer => {
  const bound = parameters(values, numbered)
  const command = firstWord(text)
  if (!statement.reader) return { rows: [], command, count: statement.run(...bound).changes }
  const rows = statement.all(...bound) as ReadonlyArray<ReadonlyArray<Wire>>
  return { rows, command, count: rows.length }
}

// half a surrogate pair would be stored as U+FFFD, and the text of a statement ends at its first NUL
const refusedBeforeSending = ({ text, values }: Command): Failure | null => {
  if (text.includes('\0')) return refusal('22021', 'the statement holds a NUL character')
  const lone = [text, ...values].some(
    (value) => typeof value === 'string' && !(value as unknown as { isWellFormed: () => boolean }).isWellFormed(),
  )
  return lone ? refusal('22021', 'the statement or a value holds half of a surrogate pair') : null
}

const run = (handle: Handle, command: Command): Either<Failure, Answer> => {
  const refused = refusedBeforeSending(command)
  if (refused !== null) return left(refused)
  if (!handle.database.open) return left(loss('the SQLite database is closed', false))
  try {
    return right(execute(prepare(handle, command.text), command))
  } catch (cause) {
    return left(sqliteRefusal(cause as SqliteError))
  }
}

/** Reads row by row. The handle can do nothing else until it is closed. */
const cursorOf = (handle: Handle, command: Command, size: number, closed: () => void): Either<Failure, Cursor> => {
  const refused = refusedBeforeSending(command)
  if (refused !== null) return left(refused)
  try {
    const { statement, numbered } = prepare(handle, command.text)
    if (!statement.reader) return left(refusal('42601', 'the statement yields no rows'))
    const rows = statement.iterate(...parameters(command.values, numbered))
    const take = (): Answer => {
      const page: Array<ReadonlyArray<Wire>> = []
      while (page.length < size) {
        const { done, value } = rows.next()
        if (done === true) break
        page.push(value as ReadonlyArray<Wire>)
      }
      return { rows: page, command: 'SELECT', count: page.length }
    }
    return right({
      next: async () => {
        try {
          return right(take())
        } catch (cause) {
          return left(sqliteRefusal(cause as SqliteError))
        }
      },
      close: async () => {
        rows.return?.()
        closed()
      },
    })
  } catch (cause) {
    return left(sqliteRefusal(cause as SqliteError))
  }
}

// -------------------------------------------------------------------------------------
// the session
// -------------------------------------------------------------------------------------

const session = (handle: Handle): Session => {
  let dead: string | null = null
  let cursor: Cursor | null = null
  const undo = () => {
    void cursor?.close()
    if (handle.database.open && handle.database.inTransaction) run(handle, { text: 'rollback', values: [] })
  }
  const die = (reason: string) => {
    if (dead !== null) return
    dead = reason
    undo()
  }
  return {
    query: async (command) => {
      if (dead !== null) return left(loss(dead, false))
      if (cursor !== null)
        return left(refusal('55006', 'a stream of this connection is being read: read it to its end first'))
      return run(handle, command)
    },
    cursor: async (command, size) => {
      if (dead !== null) return left(loss(dead, false))
      const opened = cursorOf(handle, command, size, () => {
        cursor = null
      })
      if (opened._tag === 'Right') cursor = opened.right
      return opened
    },
    state: () => {
      if (dead !== null || !handle.database.open) return 'dead'
      return handle.database.inTransaction ? 'transaction' : 'idle'
    },
    discard: die,
    close: async () => die('it was closed'),
  }
}

/** The next session of a handle. */
export const openSession =
  (handle: () => Promise<Either<Failure, Handle>>): Open =>
  async () => {
    const got = await handle()
    return got._tag === 'Left' ? got : right(session(got.right))
  }

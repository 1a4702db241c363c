/**
 * Running statements. Every function here is lazy and takes its connection last, so that it is both explicit
 * (`all(q)(db)`) and a `ReaderTaskEither`. Nothing rejects.
 */
import type { Either } from 'fp-ts/Either'
import type { Option } from 'fp-ts/Option'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Branded } from '../ast/Node.js'
import type { Closed, Combining, Selecting, Statement, Yielding } from '../ast/Scope.js'
import type { Insert } from '../ast/Statement.js'
import { type Compiled, compileUnfilled } from '../compile/compile.js'
import type { Dialect } from '../compile/Dialect.js'
import { filled, withoutValues } from '../compile/fill.js'
import { type Row, rowReader, unreadable, widthOf } from '../compile/rowReader.js'
import { left, none, right, some } from '../fp.js'
import type { Connection, ReadConnection } from './Connection.js'
import { reasonOf } from './failure.js'
import { fillAll, type Place, placesOf } from './later.js'
import type { Answer, Command, Wire } from './Session.js'
import type { SqlError } from './SqlError.js'

// -------------------------------------------------------------------------------------
// plans
// -------------------------------------------------------------------------------------

/** A statement, compiled, with the function that reads its rows. */
export interface Plan {
  readonly compiled: Compiled
  readonly width: number
  readonly read: (row: Row) => unknown
  /** Where rows of further statements belong. */
  readonly places: ReadonlyArray<Place>
  /** Whether it was known before. */
  readonly cached: boolean
}

const readNothing = (): unknown => ({})

const planOf = (dialect: Dialect, compiled: Compiled): Plan =>
  compiled.projection === null
    ? { compiled, width: 0, read: readNothing, places: [], cached: false }
    : {
        compiled,
        width: widthOf(compiled.projection),
        read: rowReader(dialect.codec, compiled.projection),
        places: placesOf(compiled.projection),
        cached: false,
      }

/** Statements are immutable, so what one compiled to is remembered for as long as it lives. */
const plans = new WeakMap<Dialect, WeakMap<Branded, Plan>>()

const plansOf = (dialect: Dialect): WeakMap<Branded, Plan> => {
  const known = plans.get(dialect)
  if (known !== undefined) return known
  const fresh = new WeakMap<Branded, Plan>()
  plans.set(dialect, fresh)
  return fresh
}

const plan = (dialect: Dialect, statement: Branded): Either<SqlError, Plan> => {
  const known = plansOf(dialect)
  const body = withoutValues(statement) as Branded
  const made = typeof body === 'object' && body !== null ? known.get(body) : undefined
  if (made !== undefined) return right(made)
  const compiled = compileUnfilled(dialect, statement)
  if (compiled._tag === 'Left') return left({ _tag: 'NotCompiled', errors: compiled.left })
  const alike = plansByForm.get(compiled.right.codecs)
  if (alike !== undefined) return right({ ...alike, compiled: compiled.right })
  const fresh = planOf(dialect, compiled.right)
  known.set(body, { ...fresh, cached: true })
  plansByForm.set(compiled.right.codecs, { ...fresh, cached: true })
  return right(fresh)
}

/** Statements of one form have one list of codecs: they are read alike. */
const plansByForm = new WeakMap<ReadonlyArray<unknown>, Plan>()

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** Codecs throw; here that becomes a value, and nothing was sent. */
const encode = ({ codecs, text }: Compiled, values: ReadonlyArray<unknown>): Either<SqlError, ReadonlyArray<Wire>> => {
  const wires: Array<Wire> = []
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    try {
      wires.push(value === null ? null : (codecs[i] as (typeof codecs)[number]).encode(value as never))
    } catch (cause) {
      const type = codecs[i]?.name ?? ''
      return left({ _tag: 'InvalidValue', position: i + 1, type, reason: reasonOf(cause), text })
    }
  }
  return right(wires)
}

export const decode = (
  dialect: Dialect,
  { compiled, read, width }: Plan,
  { rows }: Answer,
): Either<SqlError, ReadonlyArray<any>> => {
  const { text, projection } = compiled
  if (projection === null) return right([])
  const [first] = rows
  if (first !== undefined && first.length !== width) {
    const reason = `the statement returned ${first.length} columns, and ${width} were declared`
    return left({ _tag: 'Undecodable', column: '', reason, text })
  }
  let row: Row = []
  try {
    const out: Array<unknown> = []
    for (let i = 0; i < rows.length; i++) {
      row = rows[i] as Row
      out.push(read(row))
    }
    return right(out)
  } catch (cause) {
    return left({
      _tag: 'Undecodable',
      column: unreadable(dialect.codec, projection, row),
      reason: reasonOf(cause),
      text,
    })
  }
}

// -------------------------------------------------------------------------------------
// running
// -------------------------------------------------------------------------------------

/** What a write writes to, with its columns' keys by their names in the database. */
const keysByName = (
  statement: Branded,
): { readonly table: string; readonly keys: ReadonlyMap<string, string> } | null => {
  const { table } = withoutValues(statement) as Partial<Insert>
  if (table === undefined || table._tag !== 'Table') return null
  return { table: table.name, keys: new Map(Object.entries(table.columns).map(([key, { name }]) => [name, key])) }
}

/** A violation names columns as the database does; the program knows them by their keys. */
const inDescriptorsTerms = (error: SqlError, statement: Branded): SqlError => {
  if (!('constraint' in error)) return error
  const written = keysByName(statement)
  return written === null || written.table !== error.table
    ? error
    : { ...error, columns: error.columns.map((name) => written.keys.get(name) ?? name) }
}

/** The values to send, from those that a statement was compiled with. */
type Fill = (values: ReadonlyArray<unknown>) => Either<SqlError, ReadonlyArray<unknown>>

const withOwn = (values: ReadonlyArray<unknown>, statement: Branded): ReturnType<Fill> => {
  const given = filled(values, statement)
  return given._tag === 'Left' ? left({ _tag: 'NotCompiled', errors: given.left }) : given
}

/** A statement as it is sent, and how its rows are read. */
export const readied = (
  statement: Branded,
  dialect: Dialect,
  fill?: Fill,
): Either<SqlError, readonly [Plan, Command]> => {
  const planned = plan(dialect, statement)
  if (planned._tag === 'Left') return planned
  const { compiled, cached } = planned.right
  const given = fill === undefined ? withOwn(compiled.values, statement) : fill(compiled.values)
  if (given._tag === 'Left') return given
  const values = encode(compiled, given.right)
  return values._tag === 'Left' ? values : right([planned.right, { text: compiled.text, values: values.right, cached }])
}

const send = async (
  statement: Branded,
  db: ReadConnection,
  fill?: Fill,
): Promise<Either<SqlError, readonly [Plan, Answer]>> => {
  const ready = readied(statement, db.dialect, fill)
  if (ready._tag === 'Left') return ready
  const [planned, command] = ready.right
  const answer = await db.run(command)
  return answer._tag === 'Left' ? left(inDescriptorsTerms(answer.left, statement)) : right([planned, answer.right])
}

/** The rows that a statement yields, and how many it touched. */
export interface Outcome {
  readonly rows: ReadonlyArray<unknown>
  readonly count: number
}

/** What an answer comes to: its rows read, and the rows of further statements in their places. */
const outcomeFrom = async (planned: Plan, answer: Answer, db: ReadConnection): Promise<Either<SqlError, Outcome>> => {
  const rows = decode(db.dialect, planned, answer)
  if (rows._tag === 'Left') return rows
  const found = await fillAll(rows.right, planned.places, (each) => rowsOf(each, db))
  return found._tag === 'Left' ? found : right({ rows: rows.right, count: answer.count })
}

/** Runs one statement of whatever kind. */
export const outcomeOf = async (
  statement: Branded,
  db: ReadConnection,
  fill?: Fill,
): Promise<Either<SqlError, Outcome>> => {
  const sent = await send(statement, db, fill)
  if (sent._tag === 'Left') return sent
  const [planned, answer] = sent.right
  if (planned.places.length > 0) return outcomeFrom(planned, answer, db)
  const rows = decode(db.dialect, planned, answer)
  return rows._tag === 'Left' ? rows : right({ rows: rows.right, count: answer.count })
}

/** The rows alone. One function waits, for each that does costs as much as all that is done here. */
export const rowsOf = async (statement: Branded, db: ReadConnection): Promise<Either<SqlError, ReadonlyArray<any>>> => {
  const ready = readied(statement, db.dialect)
  if (ready._tag === 'Left') return ready
  const [planned, command] = ready.right
  const answer = await db.run(command)
  if (answer._tag === 'Left') return left(inDescriptorsTerms(answer.left, statement))
  if (planned.places.length === 0) return decode(db.dialect, planned, answer.right)
  const outcome = await outcomeFrom(planned, answer.right, db)
  return outcome._tag === 'Left' ? outcome : right(outcome.right.rows)
}

/** Why a statement cannot be sent, if it cannot. */
export const problemOf = (dialect: Dialect, statement: Branded): SqlError | null => {
  const planned = plan(dialect, statement)
  return planned._tag === 'Left' ? planned.left : null
}

const textOf = (dialect: Dialect, statement: Branded): string => {
  const planned = plan(dialect, statement)
  return planned._tag === 'Left' ? '' : planned.right.compiled.text
}

/** A statement that can run and yields rows; otherwise the error in the type says why not. */
export type Runnable<S, U, R, K = any> = Statement<K, S, any, U, R> & Closed<U, S> & Yielding<R>

/** What a statement of kind `K` runs on: a query on whatever reads, and the others on what writes too. */
export type On<K> = [K] extends [Selecting | Combining] ? ReadConnection : Connection

/** Every row. @example all(pipe(from(users), select(users)))(db) */
export const all =
  <S, U, R, K>(statement: Runnable<S, U, R, K>) =>
  (db: On<K>): TaskEither<SqlError, ReadonlyArray<R>> =>
  () =>
    rowsOf(statement, db)

/** The only row: none is `NoRow`, several are `TooManyRows`. @example one(pipe(from(users), where(eq(users.c.id, 1)), select(users)))(db) */
export const one =
  <S, U, R, K>(statement: Runnable<S, U, R, K>) =>
  (db: On<K>): TaskEither<SqlError, R> =>
  async () => {
    const rows = await rowsOf(statement, db)
    if (rows._tag === 'Left') return rows
    if (rows.right.length === 1) return right(rows.right[0])
    const text = textOf(db.dialect, statement)
    return left(
      rows.right.length === 0
        ? { _tag: 'NoRow', by: 'one', text }
        : { _tag: 'TooManyRows', count: rows.right.length, text },
    )
  }

/** The only row, if there is one: several are `TooManyRows`. @example first(pipe(from(users), where(eq(users.c.id, 1)), select(users)))(db) */
export const first =
  <S, U, R, K>(statement: Runnable<S, U, R, K>) =>
  (db: On<K>): TaskEither<SqlError, Option<R>> =>
  async () => {
    const rows = await rowsOf(statement, db)
    if (rows._tag === 'Left') return rows
    const { length } = rows.right
    if (length > 1) return left({ _tag: 'TooManyRows', count: length, text: textOf(db.dialect, statement) })
    return right(length === 0 ? none : some(rows.right[0]))
  }

/** Runs a statement for what it does, and gives the number of rows it touched. @example execute(pipe(deleteFrom(users), everyRow))(db) */
export const execute =
  <S, U>(statement: Statement<any, S, any, U, any> & Closed<U, S>) =>
  (db: Connection): TaskEither<SqlError, number> =>
  async () => {
    const sent = await send(statement, db)
    return sent._tag === 'Left' ? sent : right(sent.right[1].count)
  }

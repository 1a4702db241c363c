/**
 * COPY: many rows into a table, and the rows of a query out of it, as fast as the database can.
 *
 * Nothing of it is held in memory: rows are taken as the server has room for them, and given as the reader takes them.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { type CompileErrors, invalidArgument } from '../ast/CompileError.js'
import type { AnyStatement, Closed, Select } from '../ast/Scope.js'
import type { Codec } from '../compile/Codec.js'
import type { CopyFormat } from '../compile/Control.js'
import type { Dialect } from '../compile/Dialect.js'
import { unbound } from '../compile/print.js'
import { left, right } from '../fp.js'
import type { holds } from '../schema/Column.js'
import { type Specs, type Table, tableNode } from '../schema/Table.js'
import type { Connection, ReadConnection } from './Connection.js'
import { reasonOf } from './failure.js'
import { relay } from './relay.js'
import { type Failure, refusal } from './Session.js'
import type { SqlError } from './SqlError.js'

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

const escapes: { readonly [character: string]: string } = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A value as a field of COPY's text. */
const field = (wire: unknown): string =>
  wire === null ? '\\N' : String(wire).replace(/[\\\t\n\r]/g, (character) => escapes[character] as string)

interface Field {
  readonly key: string
  readonly codec: Codec
}

/** Rows are sent in pieces of about so many characters. */
const piece = 65_536

type Rows = Iterable<unknown> | AsyncIterable<unknown>

interface Reading {
  /** The pieces, until one cannot be made: then it throws, and `problem` says why. */
  readonly chunks: AsyncIterable<Uint8Array>
  readonly problem: () => SqlError | null
}

const lineOf = (fields: ReadonlyArray<Field>, row: unknown, text: string): Either<SqlError, string> => {
  const out: Array<string> = []
  for (const [index, { key, codec }] of fields.entries()) {
    const value = row !== null && typeof row === 'object' && Object.hasOwn(row, key) ? row[key as never] : undefined
    const wrong = (reason: string): Either<SqlError, never> =>
      left({ _tag: 'InvalidValue', position: index + 1, type: codec.name, reason, text })
    if (value === undefined) return wrong(`the row has no ${JSON.stringify(key)}: give null where there is no value`)
    try {
      const wire = value === null ? null : codec.encode(value)
      if (typeof wire === 'string' && wire.includes('\0')) return wrong('it holds a NUL character')
      out.push(field(wire))
    } catch (cause) {
      return wrong(reasonOf(cause))
    }
  }
  return right(out.join('\t'))
}

const reading = (rows: Rows, fields: ReadonlyArray<Field>, text: string): Reading => {
  let problem: SqlError | null = null
  const stop = (error: SqlError): never => {
    problem = error
    throw new Error('a row cannot be sent')
  }
  const next = async function* (): AsyncGenerator<Uint8Array, void> {
    let lines = ''
    for await (const row of rows) {
      const line = lineOf(fields, row, text)
      if (line._tag === 'Left') return stop(line.left)
      lines += `${line.right}\n`
      if (lines.length < piece) continue
      yield Buffer.from(lines)
      lines = ''
    }
    if (lines !== '') yield Buffer.from(lines)
  }
  const guarded = async function* (): AsyncGenerator<Uint8Array, void> {
    try {
      yield* next()
    } catch (cause) {
      problem ??= { _tag: 'Thrown', cause }
      throw cause
    }
  }
  return { chunks: guarded(), problem: () => problem }
}

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

const notCompiled = (errors: CompileErrors): Either<SqlError, never> => left({ _tag: 'NotCompiled', errors })

const longest = 2 ** 31 - 1

const unable: Failure = refusal('0A000', 'this transport has no COPY')

interface Target {
  readonly text: string
  readonly fields: ReadonlyArray<Field>
}

const targetOf = (dialect: Dialect, table: Table<any, any>, keys: ReadonlyArray<string>): Either<SqlError, Target> => {
  const { schema, name, columns } = tableNode(table)
  const wrong = (reason: string, hint: string) => notCompiled([invalidArgument('copyInto', reason, hint)])
  const unknown = keys.find((key) => typeof key !== 'string' || !Object.hasOwn(columns, key))
  if (unknown !== undefined || keys.length === 0)
    return wrong('names a column that the table has not', `give some of ${Object.keys(columns).join(', ')}`)
  const own = keys.map((key) => columns[key] as (typeof columns)[string])
  const names = [...(schema === null ? [] : [schema]), name, ...own.map((column) => column.name)]
  const problem = names.map(dialect.nameProblem).find((found) => found !== null)
  if (problem !== undefined && problem !== null) return wrong(`has a name that cannot be kept: ${problem}`, 'rename it')
  const quoted = [...(schema === null ? [] : [schema]), name].map(dialect.quote).join('.')
  const text = dialect.control.copyIn(
    quoted,
    own.map((column) => dialect.quote(column.name)),
  )
  if (text._tag === 'Left') return notCompiled(text.left)
  return right({
    text: text.right,
    fields: own.map((column, at) => ({ key: keys[at] as string, codec: dialect.codec(column.type) })),
  })
}

/**
 * Copies rows into a table, and gives their number: all of them, or none. A row has a value, or null, for each of the
 * columns; those that are not named get their defaults. The rows may be an array, or come one by one.
 *
 * @example copyInto(users, ['name', 'fullname'])(rows)(db) // copy "users" ("name", "fullname") from stdin
 */
export const copyInto =
  <S extends Specs, K extends keyof S & string>(table: Table<any, S>, columns: ReadonlyArray<K>) =>
  (
    rows:
      | Iterable<{ readonly [P in K]: S[P][typeof holds] }>
      | AsyncIterable<{ readonly [P in K]: S[P][typeof holds] }>,
  ) =>
  (db: Connection): TaskEither<SqlError, number> =>
  async () => {
    const target = targetOf(db.dialect, table, columns)
    if (target._tag === 'Left') return target
    const { text, fields } = target.right
    const { chunks, problem } = reading(rows, fields, text)
    const copied = await db.ask?.(
      { text, values: [], milliseconds: longest },
      async (session) => session.copyIn?.(text, chunks) ?? left(unable),
    )
    const error = problem()
    if (error !== null) return left(error)
    if (copied === undefined) return left(refused(text))
    return copied._tag === 'Left' ? copied : right(copied.right.count)
  }

const refused = (text: string): SqlError => ({
  _tag: 'QueryFailed',
  code: '0A000',
  reason: 'unsupported',
  message: 'this connection has no COPY',
  detail: '',
  hint: '',
  text,
})

/**
 * What a query yields, as the text of COPY: pieces of bytes, which end where they happen to. A Left is the last thing that
 * comes. The values of the query are written into its text, for COPY cannot bind.
 *
 * @example copyOut(pipe(from(users), select(users)), { format: 'csv', header: true })(db) // copy (select …) to stdout (format csv, header)
 */
export const copyOut =
  <S, U>(query: Select<S, any, U, any> & Closed<U, S>, format: CopyFormat = {}) =>
  (db: ReadConnection): AsyncIterable<Either<SqlError, Uint8Array>> => ({
    async *[Symbol.asyncIterator]() {
      const inner = unbound(db.dialect, query as AnyStatement)
      const text = inner._tag === 'Left' ? inner : db.dialect.control.copyOut(inner.right, format)
      if (text._tag === 'Left') return yield notCompiled(text.left)
      if (db.ask === undefined) return yield left(refused(text.right))
      const { put, take, end } = relay<Uint8Array>()
      const running = db
        .ask(
          { text: text.right, values: [], milliseconds: longest },
          async (session) => session.copyOut?.(text.right, put) ?? left(unable),
        )
        .finally(end)
      try {
        for (let chunk = await take(); chunk !== null; chunk = await take()) yield right(chunk)
        const outcome = await running
        if (outcome._tag === 'Left') yield outcome
      } finally {
        end()
        await running
      }
    },
  })

/**
 * Rows as they are wanted: some at a time are in memory, however many there are.
 *
 * They come from a cursor, which lives in a transaction: the one it is read in, or one of its own, which holds a
 * connection until the last row was read, or the reader has had enough.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Branded } from '../ast/Node.js'
import type { CursorControl } from '../compile/Control.js'
import { left, right } from '../fp.js'
import type { ReadConnection } from './Connection.js'
import { fillAll } from './later.js'
import { relay } from './relay.js'
import { decode, type On, type Plan, type Runnable, readied, rowsOf } from './run.js'
import type { Answer, Command, Cursor } from './Session.js'
import type { SqlError } from './SqlError.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface StreamOptions {
  /** Rows that are fetched at a time; 500 by default. */
  readonly size?: number
}

type Pages = AsyncGenerator<Either<SqlError, Answer>, void>

/** So that two streams of one transaction do not share a cursor. */
let cursors = 0

// -------------------------------------------------------------------------------------
// pages
// -------------------------------------------------------------------------------------

const plain = (text: string): Command => ({ text, values: [] })

/** By the database's own cursors. */
async function* declared(tx: ReadConnection, command: Command, size: number, control: CursorControl): Pages {
  cursors += 1
  const name = `joinery_${cursors}`
  const opened = await tx.run({ ...command, text: control.declare(name, command.text) })
  if (opened._tag === 'Left') return yield opened
  let failed = false
  try {
    for (;;) {
      const page = await tx.run(plain(control.fetch(name, size)))
      failed = page._tag === 'Left'
      yield page
      if (page._tag === 'Left' || page.right.rows.length < size) return
    }
  } finally {
    // a failed transaction has closed it
    if (!failed) await tx.run(plain(control.close(name)))
  }
}

/** By the transport's: it reads row by row, and the session is busy meanwhile. */
async function* iterated(tx: ReadConnection, command: Command, size: number): Pages {
  const ask = tx.ask as NonNullable<ReadConnection['ask']>
  let cursor: Cursor | null = null
  const opened = await ask(command, async (session) => {
    const got = await session.cursor?.(command, size)
    if (got === undefined) return session.query(command)
    if (got._tag === 'Left') return got
    cursor = got.right
    return got.right.next()
  })
  try {
    for (let page = opened; ; page = await ask(command, () => (cursor as Cursor).next())) {
      yield page
      if (page._tag === 'Left' || cursor === null || page.right.rows.length < size) return
    }
  } finally {
    await (cursor as Cursor | null)?.close()
  }
}

const pagesIn = (tx: ReadConnection, command: Command, size: number): Pages => {
  const { cursor } = tx.dialect.control
  return cursor._tag === 'Right' ? declared(tx, command, size, cursor.right) : iterated(tx, command, size)
}

/** What is made in a transaction of its own is handed out page by page. */
type Give<A> = (value: Either<SqlError, A>) => Promise<boolean>

const inTransaction = async function* <A>(
  db: ReadConnection,
  make: (tx: ReadConnection, give: Give<A>) => Promise<Either<SqlError, null>>,
): AsyncGenerator<Either<SqlError, A>, void> {
  const { put, take, end } = relay<Either<SqlError, A>>()
  const running = db.transaction((tx) => () => make(tx, put), {}).finally(end)
  let told = false
  try {
    for (let value = await take(); value !== null; value = await take()) {
      told = value._tag === 'Left'
      yield value
    }
  } finally {
    end()
    await running
  }
  const outcome = await running
  if (outcome._tag === 'Left' && !told) yield outcome
}

// -------------------------------------------------------------------------------------
// rows
// -------------------------------------------------------------------------------------

const rowsOfPage = async (
  tx: ReadConnection,
  planned: Plan,
  answer: Answer,
): Promise<Either<SqlError, ReadonlyArray<any>>> => {
  const rows = decode(tx.dialect, planned, answer)
  if (rows._tag === 'Left' || planned.places.length === 0) return rows
  const filled = await fillAll(rows.right, planned.places, (each) => rowsOf(each, tx))
  return filled._tag === 'Left' ? filled : rows
}

/** Gives all pages, until nobody wants more. */
const give = async (
  tx: ReadConnection,
  planned: Plan,
  command: Command,
  size: number,
  to: Give<ReadonlyArray<any>>,
): Promise<Either<SqlError, null>> => {
  for await (const page of pagesIn(tx, command, size)) {
    const rows = page._tag === 'Left' ? page : await rowsOfPage(tx, planned, page.right)
    if (!(await to(rows))) return right(null)
    if (rows._tag === 'Left') return rows
  }
  return right(null)
}

async function* pages(
  db: ReadConnection,
  statement: Branded,
  size: number,
): AsyncGenerator<Either<SqlError, ReadonlyArray<any>>, void> {
  const ready = readied(statement, db.dialect)
  if (ready._tag === 'Left') return yield ready
  const [planned, command] = ready.right
  if (db.scope === undefined)
    return yield* inTransaction<ReadonlyArray<any>>(db, (tx, to) => give(tx, planned, command, size, to))
  for await (const page of pagesIn(db, command, size)) {
    const rows = page._tag === 'Left' ? page : await rowsOfPage(db, planned, page.right)
    yield rows
    if (rows._tag === 'Left') return
  }
}

const sizeOf = ({ size = 500 }: StreamOptions): number => (Number.isInteger(size) && size > 0 ? size : 500)

/**
 * Rows as they are wanted, by `for await`: each is a Right, and a Left is the last thing that comes. To leave the loop
 * closes the cursor. Each loop runs the statement anew.
 *
 * @example stream(pipe(from(users), select(users)))(db) // begin; declare … cursor for select …; fetch 500 from …; commit
 */
export const stream =
  <S, U, R, K>(statement: Runnable<S, U, R, K>, options: StreamOptions = {}) =>
  (db: On<K>): AsyncIterable<Either<SqlError, R>> => ({
    async *[Symbol.asyncIterator]() {
      for await (const page of pages(db, statement, sizeOf(options))) {
        if (page._tag === 'Left') return yield page
        for (const row of page.right) yield right(row)
      }
    },
  })

/**
 * Does something with each row, one after another, and gives their number. Its Left is the result, and the end; so is
 * what it throws.
 *
 * @example forEachRow(pipe(from(users), select(users)), (user) => mail(user))(db)
 */
export const forEachRow =
  <S, U, R, E, K>(
    statement: Runnable<S, U, R, K>,
    each: (row: R) => TaskEither<E, unknown>,
    options: StreamOptions = {},
  ) =>
  (db: On<K>): TaskEither<E | SqlError, number> =>
  async () => {
    let count = 0
    for await (const row of stream(statement, options)(db)) {
      if (row._tag === 'Left') return row
      try {
        const done = await each(row.right)()
        if (done._tag === 'Left') return done
      } catch (cause) {
        return left({ _tag: 'Thrown', cause })
      }
      count += 1
    }
    return right(count)
  }

/** Statements with what they print and what they find: the text in a test of its own, the rows on each database. */

import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import type { Test } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import {
  type AnyStatement,
  type AnyTable,
  all,
  type Connection,
  createAll,
  currentSchema,
  type Database,
  execute,
  from,
  insertInto,
  metadata,
  one,
  print,
  type Runnable,
  type SqlError,
  select,
  selectOnly,
  values,
  withRollback,
  withSchemas,
} from '../../lib/index.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { expectSyntax, lines } from '../support/expectSql.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** The rows of a query, by the values of their columns, without the blanks that fill up a `char(n)`. */
type Rows = ReadonlyArray<ReadonlyArray<unknown>>

export interface Answer {
  /** What `print` makes of the statement. */
  readonly sql: string
  /** What it finds; of a statement that writes, what its table holds afterwards. */
  readonly rows: Rows
  /** The table that it writes to. */
  readonly writes?: AnyTable
}

/** A table and rows of it. */
interface Filled {
  readonly table: AnyTable
  readonly rows: ReadonlyArray<object>
}

/** A table and its rows: what is not said of one is what `others` says. */
export const filled = (table: AnyTable, others: object, rows: ReadonlyArray<object>): Filled => ({
  table,
  rows: rows.map((row) => ({ ...others, ...row })),
})

export interface Asked {
  readonly statements: Readonly<Record<string, AnyStatement>>
  readonly tables: ReadonlyArray<Filled>
  readonly answers: Readonly<Record<string, Answer>>
}

// -------------------------------------------------------------------------------------
// databases
// -------------------------------------------------------------------------------------

/** Of the many statements here, nobody knows the types together: each was checked where it was made. */
const runnable = (statement: unknown): Runnable<object> => statement as Runnable<object>

type Moved = <Q>(statement: Q) => Q

/** A test has a schema for itself, so the tables of a named one are looked for there. */
const movedInto = async (db: Database): Promise<Moved> => {
  const { name } = expectRight(await one(selectOnly({ name: currentSchema() }))(db)())
  return (statement) => withSchemas({ cd: name ?? '' })(statement as never)
}

const fill = async (db: Database, tables: ReadonlyArray<Filled>, moved: Moved): Promise<void> => {
  expectRight(await createAll(metadata(tables.map(({ table }) => moved(table))))(db)())
  for (const { table, rows } of tables)
    expectRight(await execute(runnable(values(rows as never)(insertInto(moved(table)) as never)))(db)())
}

const valuesOf = (row: object): ReadonlyArray<unknown> =>
  Object.values(row).map((it) => (typeof it === 'string' ? it.trimEnd() : it))

const found = (db: Connection, statement: unknown): TE.TaskEither<SqlError, Rows> =>
  pipe(
    all(runnable(statement))(db),
    TE.map((rows) => rows.map(valuesOf)),
  )

const answerOf = (db: Database, statement: unknown, written: AnyTable | undefined): TE.TaskEither<SqlError, Rows> =>
  written === undefined
    ? found(db, statement)
    : withRollback((tx) =>
        pipe(
          execute(runnable(statement))(tx),
          TE.flatMap(() => found(tx, pipe(from(written), select(written)))),
        ),
      )(db)

/** Without an order of its own, a query may give its rows in any. */
const inOrder = (statement: unknown, rows: Rows): Rows =>
  (statement as { readonly orderBy?: ReadonlyArray<unknown> }).orderBy?.length
    ? rows
    : [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

// -------------------------------------------------------------------------------------
// tests
// -------------------------------------------------------------------------------------

/** One test of what each statement prints, and on each database one of what they find. */
export const expectAnswers = (test: Test, { statements, tables, answers }: Asked): void => {
  test('each statement has its answer', () => {
    assert.equal(Object.keys(answers).sort(), Object.keys(statements).sort())
  })

  for (const [name, { sql }] of Object.entries(answers))
    test(`what ${name} prints`, () => {
      const printed = print(postgres)(statements[name] as AnyStatement)
      assert.fixture(printed, lines(sql))
      expectSyntax(printed)
    })

  onEach(test, 'what the statements find', {}, async (db) => {
    const moved = await movedInto(db)
    await fill(db, tables, moved)
    for (const [name, { rows, writes }] of Object.entries(answers)) {
      const answer = await answerOf(db, moved(statements[name]), writes === undefined ? undefined : moved(writes))()
      assert.equal(inOrder(statements[name], expectRight(answer)), inOrder(statements[name], rows), name)
    }
  })
}

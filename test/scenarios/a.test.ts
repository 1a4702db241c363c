/** Connections, text, transactions, metadata and reflection: the scenarios A01–A13, from SQLAlchemy on PostgreSQL. */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as RTE from 'fp-ts/ReaderTaskEither'
import {
  all,
  type Connection,
  createAll,
  dropAll,
  execute,
  foreignKey,
  insertInto,
  integer,
  metadata,
  type NewRow,
  nullable,
  one,
  primaryKey,
  type Row,
  rawQuery,
  rawStatement,
  references,
  reflectTables,
  returning,
  SQL,
  type SqlError,
  serial,
  table,
  text,
  transaction,
  values,
  varchar,
  withRollback,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { compile } from '../../lib/compile/compile.js'
import type { LogEvent } from '../../lib/exec/Connection.js'
import type { Thrown } from '../../lib/exec/SqlError.js'
import { tableNode } from '../../lib/schema/Table.js'
import { tableNames } from '../../lib/statement/ddl.js'
import { type DatabaseName, onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

const test = suite('A: text, transactions, metadata, reflection')

// ---- the data --------------------------------------------------------------------------

const createMyTable = rawStatement(SQL`CREATE TABLE my_table (x int, y int)`)

const insertPoint = (x: number, y: number) =>
  execute(rawStatement(SQL`INSERT INTO my_table (x, y) VALUES (${x}, ${y})`))

/** One statement after the other, up to the first that fails. */
const inOrder = (steps: ReadonlyArray<RTE.ReaderTaskEither<Connection, SqlError, unknown>>) =>
  RTE.sequenceSeqArray(steps)

const createAndFill = inOrder([execute(createMyTable), insertPoint(1, 1), insertPoint(2, 4)])

const points = rawQuery({ x: integer, y: integer }, SQL`SELECT x, y FROM my_table`)

const bothPoints = [
  { x: 1, y: 1 },
  { x: 2, y: 4 },
]

const filled = async (db: Connection, log: Array<LogEvent>): Promise<void> => {
  expectRight(await createAndFill(db)())
  log.length = 0
}

const names = async (db: Connection): Promise<ReadonlyArray<string>> =>
  expectRight(await all(tableNames)(db)())
    .filter(({ kind }) => kind === 'relation')
    .map(({ name }) => name)
    .sort()

// ---- what was sent -----------------------------------------------------------------------

const sent = (log: ReadonlyArray<LogEvent>): ReadonlyArray<string> => log.map(({ text }) => text)

const begin = (name: DatabaseName): string => (name === 'sqlite' ? 'begin immediate' : 'begin')

/** SQLite's placeholders have no number. */
const placed = (name: DatabaseName, sql: string): string => (name === 'sqlite' ? sql.replace(/\$\d+/g, '?') : sql)

/** Without the question which tables there are. */
const withoutQuestion = (db: Connection, texts: ReadonlyArray<string>): ReadonlyArray<string> => {
  const question = compile(db.dialect)(tableNames)
  return texts.filter((it) => question._tag === 'Left' || it !== question.right.text)
}

const portable = { portable: true }

// ---- text and transactions -----------------------------------------------------------------

onEach(test, 'A01 a text select runs, and what was begun is rolled back', portable, async (db, name, log) => {
  const hello = rawQuery({ greeting: text }, SQL`SELECT 'hello, world!'`)
  assert.equal(await withRollback(all(hello))(db)(), E.right([{ greeting: 'hello, world!' }]))
  assert.equal(sent(log), [begin(name), `SELECT 'hello, world!'`, 'rollback'])
})

onEach(test, 'A02 a table and two rows from a list are there after the commit', portable, async (db, name, log) => {
  const insertAll = inOrder(bothPoints.map(({ x, y }) => insertPoint(x, y)))
  expectRight(await transaction(inOrder([execute(createMyTable), insertAll]))(db)())
  const insert = placed(name, 'INSERT INTO my_table (x, y) VALUES ($1, $2)')
  assert.equal(sent(log), [begin(name), 'CREATE TABLE my_table (x int, y int)', insert, insert, 'commit'])
  assert.equal(
    log.map(({ values }) => values),
    [0, 0, 2, 2, 0],
  )
  assert.equal(await all(points)(db)(), E.right(bothPoints))
})

onEach(test, 'A03 without a commit the table does not exist afterwards', portable, async (db, name, log) => {
  expectRight(await withRollback(execute(createMyTable))(db)())
  assert.equal(sent(log), [begin(name), 'CREATE TABLE my_table (x int, y int)', 'rollback'])
  assert.equal(await names(db), [])
})

onEach(test, 'A04 a block is one transaction, committed at its end', portable, async (db, name, log) => {
  const seen = await transaction((tx: Connection) =>
    pipe(
      createAndFill,
      RTE.flatMap(() => all(points)),
    )(tx),
  )(db)()
  assert.equal(seen, E.right(bothPoints))
  const insert = placed(name, 'INSERT INTO my_table (x, y) VALUES ($1, $2)')
  assert.equal(sent(log), [
    begin(name),
    'CREATE TABLE my_table (x int, y int)',
    insert,
    insert,
    'SELECT x, y FROM my_table',
    'commit',
  ])
  assert.equal(await all(points)(db)(), E.right(bothPoints))
})

onEach(test, 'A05 an exception inside the block undoes it and is given back', portable, async (db, name, log) => {
  await filled(db, log)
  const boom = new Error('boom')
  const result = await transaction((tx) => async () => {
    expectRight(await execute(rawStatement(SQL`INSERT INTO my_table VALUES (3, 9)`))(tx)())
    throw boom
  })(db)()
  assert.equal(result, E.left({ _tag: 'Thrown', cause: boom }))
  assert.is(E.isLeft(result) && (result.left as Thrown).cause, boom)
  assert.equal(sent(log), [begin(name), 'INSERT INTO my_table VALUES (3, 9)', 'rollback'])
  assert.equal(await all(points)(db)(), E.right(bothPoints))
})

onEach(test, 'A06 rows are read by name, and all at once', portable, async (db, name, log) => {
  await filled(db, log)
  const lines: Array<string> = []
  const read = transaction((tx) => async () => {
    const rows = await all(points)(tx)()
    if (E.isRight(rows)) for (const row of rows.right) lines.push(`x: ${row.x} y: ${row.y}`)
    return all(points)(tx)()
  })
  assert.equal(await read(db)(), E.right(bothPoints))
  assert.equal(lines, ['x: 1 y: 1', 'x: 2 y: 4'])
  const select = 'SELECT x, y FROM my_table'
  assert.equal(sent(log), [begin(name), select, select, 'commit'])
})

onEach(test, 'A07 a parameter is bound', portable, async (db, name, log) => {
  await filled(db, log)
  const above = (y: number) => rawQuery({ x: integer, y: integer }, SQL`SELECT x, y FROM my_table WHERE y > ${y}`)
  assert.equal(await transaction(all(above(1)))(db)(), E.right([{ x: 2, y: 4 }]))
  assert.equal(sent(log), [begin(name), placed(name, 'SELECT x, y FROM my_table WHERE y > $1'), 'commit'])
  assert.equal(
    log.map(({ values }) => values),
    [0, 1, 0],
  )
})

onEach(
  test,
  'A08 a block that does not commit leaves nothing, and one that does leaves all',
  portable,
  async (db, name, log) => {
    await filled(db, log)
    const above = rawQuery({ x: integer, y: integer }, SQL`SELECT x, y from my_table where y > ${1}`)
    const change = execute(rawStatement(SQL`UPDATE my_table SET y = 11 WHERE x = 1`))
    const rows = await withRollback((tx: Connection) =>
      pipe(
        all(above),
        RTE.tap(() => change),
      )(tx),
    )(db)()
    assert.equal(rows, E.right([{ x: 2, y: 4 }]))
    assert.equal(await all(points)(db)(), E.right(bothPoints))
    assert.equal(await transaction(change)(db)(), E.right(1))
    const ordered = rawQuery({ x: integer, y: integer }, SQL`SELECT x, y FROM my_table ORDER BY x`)
    assert.equal(
      await all(ordered)(db)(),
      E.right([
        { x: 1, y: 11 },
        { x: 2, y: 4 },
      ]),
    )
    assert.equal(sent(log), [
      begin(name),
      placed(name, 'SELECT x, y from my_table where y > $1'),
      'UPDATE my_table SET y = 11 WHERE x = 1',
      'rollback',
      'SELECT x, y FROM my_table',
      begin(name),
      'UPDATE my_table SET y = 11 WHERE x = 1',
      'commit',
      'SELECT x, y FROM my_table ORDER BY x',
    ])
  },
)

// ---- metadata --------------------------------------------------------------------------

const userAccount = table('user_account', {
  id: primaryKey(serial),
  name: nullable(varchar(30)),
  fullname: nullable(varchar()),
})

const address = table('address', {
  id: primaryKey(serial),
  user_id: foreignKey(() => userAccount.c.id),
  email_address: varchar(),
})

/** SQLite's word for what counts up. */
const counting = (name: DatabaseName): string => (name === 'sqlite' ? 'integer' : 'serial')

onEach(
  test,
  'A09 tables are created in the order of their foreign keys and dropped in reverse',
  portable,
  async (db, name, log) => {
    const schema = metadata([address, userAccount])
    assert.equal(await createAll(schema)(db)(), E.right(['user_account', 'address']))
    assert.equal(withoutQuestion(db, sent(log)), [
      begin(name),
      `create table "user_account" (
  "id" ${counting(name)} primary key,
  "name" varchar(30),
  "fullname" varchar
)`,
      `create table "address" (
  "id" ${counting(name)} primary key,
  "user_id" integer not null references "user_account" ("id"),
  "email_address" varchar not null
)`,
      'commit',
    ])
    assert.equal(await names(db), ['address', 'user_account'])

    log.length = 0
    assert.equal(await dropAll(schema)(db)(), E.right(['address', 'user_account']))
    assert.equal(withoutQuestion(db, sent(log)), [
      begin(name),
      'drop table "address"',
      'drop table "user_account"',
      'commit',
    ])
    assert.equal(await names(db), [])
  },
)

onEach(
  test,
  'A10 a table is reflected with its columns, types, nullability, primary key and foreign keys',
  portable,
  async (db, name, log) => {
    const statements = [
      SQL`CREATE TABLE other (id serial PRIMARY KEY)`,
      SQL`CREATE TABLE my_table (id integer PRIMARY KEY, x varchar(10) NOT NULL, y numeric(5,1), other_id integer REFERENCES other(id))`,
    ]
    expectRight(await inOrder(statements.map((sql) => execute(rawStatement(sql))))(db)())
    log.length = 0
    const tables = expectRight(await reflectTables('my_table')(db)())
    assert.is(log.length, 1)
    assert.equal(
      tables.map((it) => it.name),
      ['my_table', 'other'],
    )
    const [myTable, other] = tables
    if (myTable === undefined || other === undefined) return assert.unreachable()
    const { definitions } = tableNode(myTable)
    const [integerType, numericType] =
      name === 'sqlite'
        ? // SQLite counts an integer primary key, and knows other numbers by their name only
          [{ _tag: 'serial' }, { _tag: 'other', schema: null, name: 'numeric(5,1)', parameters: [] }]
        : [{ _tag: 'integer' }, { _tag: 'numeric', precision: 5, scale: 1 }]
    assert.equal(
      Object.entries(definitions).map(([key, it]) => [key, it.type, it.nullable, it.primaryKey]),
      [
        ['id', integerType, false, true],
        ['x', { _tag: 'varchar', length: 10 }, false, false],
        ['y', numericType, true, false],
        ['other_id', { _tag: 'integer' }, true, false],
      ],
    )
    assert.equal(
      Object.entries(definitions).flatMap(([key, { references: foreign }]) =>
        foreign === null ? [] : [[key, foreign.target() === other.c.id]],
      ),
      [['other_id', true]],
    )
  },
)

onEach(test, 'A11 tables that are there already are not created again', portable, async (db, name, log) => {
  const users = table('users', { id: primaryKey(serial) })
  const addresses = table('addresses', {
    id: primaryKey(serial),
    email_address: varchar(),
    user_id: pipe(
      nullable(integer),
      references(() => users.c.id),
    ),
  })
  const createdBy = async (tables: ReadonlyArray<typeof users | typeof addresses>) => {
    log.length = 0
    const created = expectRight(await createAll(metadata(tables))(db)())
    return [created, withoutQuestion(db, sent(log))]
  }
  assert.equal(await createdBy([users]), [
    ['users'],
    [begin(name), `create table "users" (\n  "id" ${counting(name)} primary key\n)`, 'commit'],
  ])
  assert.equal(await createdBy([users, addresses]), [
    ['addresses'],
    [
      begin(name),
      `create table "addresses" (
  "id" ${counting(name)} primary key,
  "email_address" varchar not null,
  "user_id" integer references "users" ("id")
)`,
      'commit',
    ],
  ])
  assert.equal(await createdBy([users, addresses]), [[], [begin(name), 'commit']])
  assert.equal(await names(db), ['addresses', 'users'])
})

// ---- types -----------------------------------------------------------------------------

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** The compiler checks it: `false` is not taken. */
const sameTypes = (..._: ReadonlyArray<true>): void => {}

onEach(
  test,
  'A12 a column is NOT NULL unless it is nullable, in the type and in the database',
  portable,
  async (db) => {
    const account = table('user_account', { id: primaryKey(serial), name: varchar(30), fullname: nullable(varchar()) })
    const mail = table('address', {
      id: primaryKey(serial),
      email_address: varchar(),
      user_id: nullable(foreignKey(() => account.c.id)),
    })
    type Account = { readonly id: number; readonly name: string; readonly fullname: string | null }
    type Mail = { readonly id: number; readonly email_address: string; readonly user_id: number | null }
    const optional: Equal<Row<typeof account>, Account> = true
    const inherited: Equal<Row<typeof mail>, Mail> = true
    sameTypes(optional, inherited)
    const without: NewRow<typeof account> = { name: 'ed' }

    expectRight(await createAll(metadata([account, mail]))(db)())
    const found = expectRight(await reflectTables('address')(db)())
    const columns = [...found]
      .reverse()
      .flatMap((it) =>
        Object.entries(tableNode(it).definitions).map(([key, { type, nullable }]) => [
          it.name,
          key,
          type._tag,
          nullable,
        ]),
      )
    assert.equal(columns, [
      ['user_account', 'id', 'serial', false],
      ['user_account', 'name', 'varchar', false],
      ['user_account', 'fullname', 'varchar', true],
      ['address', 'id', 'serial', false],
      ['address', 'email_address', 'varchar', false],
      ['address', 'user_id', 'integer', true],
    ])

    const ed = await one(pipe(insertInto(account), values(without), returning(account)))(db)()
    assert.equal(ed, E.right({ id: 1, name: 'ed', fullname: null }))
    const nobody = await execute(pipe(insertInto(account), values({ name: null as never })))(db)()
    assert.is(E.isLeft(nobody) && nobody.left._tag, 'NotNullViolation')
  },
)

// ---- log -------------------------------------------------------------------------------

onEach(
  test,
  'A13 the log has every statement, how many values it had, and none of the values',
  portable,
  async (db, name, log) => {
    const secret = 1_234_567
    const sql =
      name === 'sqlite'
        ? SQL`SELECT x FROM (SELECT 1 AS x UNION SELECT 7654321) AS t WHERE x > ${secret}`
        : SQL`SELECT x FROM (VALUES (1),(7654321)) AS t(x) WHERE x > ${secret}`
    assert.equal(await withRollback(all(rawQuery({ x: integer }, sql)))(db)(), E.right([{ x: 7_654_321 }]))
    assert.equal(
      log.map(({ text, values, rows, error }) => ({ text, values, rows, error })),
      [
        { text: begin(name), values: 0, rows: 0, error: null },
        { text: name === 'sqlite' ? sql.sql : sql.text, values: 1, rows: 1, error: null },
        { text: 'rollback', values: 0, rows: 0, error: null },
      ],
    )
    assert.ok(log.every(({ milliseconds }) => milliseconds >= 0))
    assert.not.match(JSON.stringify(log), String(secret))
  },
)

test.run()

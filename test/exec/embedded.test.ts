/** The databases inside the process: SQLite's storage classes and refusals, and handles that are the program's own. */
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { PGlite } from '@electric-sql/pglite'
import Sqlite from 'better-sqlite3'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { connect as connectPglite } from '../../dialects/pglite/connect.js'
import { connect as connectSqlite } from '../../dialects/sqlite/connect.js'
import type { Connection } from '../../lib/exec/Connection.js'
import type { Wire } from '../../lib/exec/Session.js'
import { transaction } from '../../lib/exec/transaction.js'
import { left, right } from '../../lib/fp.js'
import { sendSql } from '../support/databases.js'
import { unhandled } from '../support/unhandled.js'

const query = (db: Connection, text: string, ...values: ReadonlyArray<Wire>) => db.run({ text, values })

const rows = async (db: Connection, text: string, ...values: ReadonlyArray<Wire>) => {
  const result = await query(db, text, ...values)
  if (result._tag === 'Left') throw new Error(`${text}: ${JSON.stringify(result.left)}`)
  return result.right.rows
}

const failure = async (db: Connection, text: string, ...values: ReadonlyArray<Wire>): Promise<any> => {
  const result = await query(db, text, ...values)
  if (result._tag === 'Right') throw new Error(`${text} did not fail`)
  return result.left
}

// -------------------------------------------------------------------------------------
// SQLite's storage classes
// -------------------------------------------------------------------------------------

const onSqlite = (name: string, body: (db: Connection) => Promise<void>) =>
  test(`${name} [sqlite]`, async () => {
    const db = connectSqlite()
    await body(db)
    await db.close()
  })

onSqlite('each storage class comes back as it went: a bigint is an INTEGER, a number a REAL', async (db) => {
  const values = [
    9223372036854775807n,
    -1n,
    1,
    0.5,
    Number.POSITIVE_INFINITY,
    'a\0b',
    '',
    new Uint8Array([0, 255]),
    null,
  ]
  for (const value of values) {
    const [row] = await rows(db, 'select ?, typeof(?)', value, value)
    const back = row?.[0] instanceof Uint8Array ? new Uint8Array(row[0]) : row?.[0]
    assert.equal(back, value)
    assert.is(
      row?.[1],
      value === null
        ? 'null'
        : { bigint: 'integer', number: 'real', string: 'text', object: 'blob' }[typeof value as string],
    )
  }
  assert.equal(await rows(db, 'select ? / 2, ? / 2', 5n, 5), [[2n, 2.5]])
})

onSqlite('placeholders may be numbered and used twice', async (db) => {
  assert.equal(await rows(db, 'select ?2, ?1, ?2', 1n, 'b'), [['b', 1n, 'b']])
  assert.equal(await rows(db, "select '?1', ?", 'a'), [['?1', 'a']])
})

onSqlite('an answer says what was done, and to how many rows', async (db) => {
  await sendSql(db, 'create table t (id integer)')
  assert.equal(await query(db, 'insert into t values (1), (2)'), right({ rows: [], command: 'INSERT', count: 2 }))
  assert.equal(
    await query(db, 'delete from t returning id'),
    right({ rows: [[1n], [2n]], command: 'DELETE', count: 2 }),
  )
  assert.equal(await query(db, 'create table u (id integer)'), right({ rows: [], command: 'CREATE', count: 0 }))
})

onSqlite('violations name what SQLite tells', async (db) => {
  await sendSql(
    db,
    'create table p (id integer primary key, a text not null, b text, constraint short check (length(a) < 9), unique (a, b))',
  )
  await sendSql(db, 'create unique index lower_b on p (lower(b))')
  await sendSql(db, 'create table k (id integer primary key, p integer references p)')
  await sendSql(db, "insert into p values (1, 'a', 'B')")
  const of = async (text: string) => {
    const { _tag, table, columns, constraint } = await failure(db, text)
    return [_tag, table, columns, constraint]
  }
  assert.equal(await of("insert into p values (1, 'b', 'c')"), ['UniqueViolation', 'p', ['id'], ''])
  assert.equal(await of("insert into p values (2, 'x', 'b')"), ['UniqueViolation', '', [], 'lower_b'])
  await sendSql(db, 'drop index lower_b')
  assert.equal(await of("insert into p values (2, 'a', 'B')"), ['UniqueViolation', 'p', ['a', 'b'], ''])
  assert.equal(await of('insert into p values (2, null, null)'), ['NotNullViolation', 'p', ['a'], ''])
  assert.equal(await of("insert into p values (2, 'far too long', null)"), ['CheckViolation', '', [], 'short'])
  assert.equal(await of('insert into k values (1, 9)'), ['ForeignKeyViolation', '', [], ''])
})

onSqlite('other refusals have an SQLSTATE', async (db) => {
  await sendSql(db, 'create table t (id integer primary key)')
  await sendSql(db, 'create table s (id integer) strict')
  await sendSql(db, "create trigger never before delete on t begin select raise(abort, 'not here'); end")
  await sendSql(db, 'insert into t values (1)')
  const codes: ReadonlyArray<readonly [string, string]> = [
    ['selec', '42601'],
    ['select 1; select 2', '42601'],
    ['', '42601'],
    ['select * from nowhere', '42P01'],
    ['select missing', '42703'],
    ['select "missing"', '42703'],
    ['select missing()', '42883'],
    ['select id from t, t as u', '42702'],
    ['create table t (id integer)', '42P07'],
    ["insert into s values ('x')", '42804'],
    ['release savepoint nowhere', '3B001'],
    ['rollback', '25P01'],
    ['delete from t', 'P0001'],
    ['pragma user_version(1, 2)', '42601'],
  ]
  for (const [text, code] of codes) assert.is((await failure(db, text)).code, code, text)
  const plain = await db.run({ text: 'select ?', values: [true as never] })
  assert.match(JSON.stringify(plain), '22023')
})

onSqlite('a failed statement that ends the transaction is not followed by others', async (db) => {
  await sendSql(db, 'create table t (id integer primary key)')
  const result = await transaction((tx) => async () => {
    await query(tx, 'insert into t values (1)')
    await query(tx, 'insert or rollback into t values (1)')
    const after = await query(tx, 'insert into t values (2)')
    return right(after._tag)
  })(db)()
  assert.equal(result._tag === 'Left' && result.left._tag, 'UniqueViolation')
  assert.equal(await rows(db, 'select count(*) from t'), [[0n]])
})

test("a handle of the program's own is neither closed nor changed, and its locks are told [sqlite]", async () => {
  const file = `${tmpdir()}/joinery_${process.pid}.db`
  const own = new Sqlite(file, { timeout: 0 })
  own.pragma('foreign_keys = off')
  own.exec('drop table if exists t; create table t (id integer)')
  const db = connectSqlite(own)
  assert.equal(await rows(db, 'pragma foreign_keys'), [[0n]])
  const other = new Sqlite(file, { timeout: 0 })
  await transaction(() => async () => {
    assert.throws(() => other.exec('begin immediate'), /locked/, 'a transaction has the write lock from its beginning')
    return right(null)
  })(db)()
  other.exec('begin immediate')
  const busy = await transaction((tx) => () => query(tx, 'insert into t values (1)'))(db)()
  assert.equal(busy._tag === 'Left' && 'code' in busy.left && busy.left.code, '55P03')
  other.exec('rollback')
  other.close()
  assert.is((await transaction((tx) => () => query(tx, 'insert into t values (1)'))(db)())._tag, 'Right')
  await db.close()
  assert.equal(own.prepare('select count(*) as n from t').all(), [{ n: 1 }])
  own.close()
  const gone = connectSqlite(own)
  assert.equal((await query(gone, 'select 1'))._tag, 'Left')
  await gone.close()
  rmSync(file)
  const nowhere = connectSqlite('/nowhere/at/all.db')
  assert.match(JSON.stringify(await query(nowhere, 'select 1')), 'could not be opened')
  await nowhere.close()
})

// -------------------------------------------------------------------------------------
// PGlite's instance
// -------------------------------------------------------------------------------------

const folder = `${tmpdir()}/joinery_${process.pid}_pglite`

test.after(() => rmSync(folder, { recursive: true, force: true }))

test('an instance of ours is closed with its database, and a folder keeps its rows [pglite]', async () => {
  const first = connectPglite(folder)
  await sendSql(first, 'create table t (id integer)')
  await transaction((tx) => () => query(tx, 'insert into t values (1)'))(first)()
  await first.close()
  assert.equal(await query(first, 'select 1'), left({ _tag: 'Closed', text: 'select 1' }))
  const second = connectPglite(folder)
  assert.equal(await rows(second, 'select id from t'), [['1']])
  await second.close()
})

test("an instance of the program's own is never closed, and its own statements stay out of a transaction [pglite]", async () => {
  const problems = unhandled()
  // that folder again, for making a new one takes a second
  const own = await PGlite.create(folder)
  const db = connectPglite(own, { settings: { application_name: 'mine' } })
  assert.equal(await rows(db, 'show application_name'), [['mine']])
  await sendSql(db, 'truncate t')
  let late: Promise<unknown> = Promise.resolve()
  const result = await transaction((tx) => async () => {
    await query(tx, 'insert into t values (1)')
    late = own.query('insert into t values (2)')
    await new Promise((resolve) => setTimeout(resolve, 10))
    return left(await rows(tx, 'select count(*) from t'))
  })(db)()
  assert.equal(result, left([['1']]), 'it waits for the transaction')
  await late
  assert.equal(await rows(db, 'select id from t'), [['2']], 'and is not rolled back with it')

  let finish = () => {}
  const theirs = own.transaction(async (tx) => {
    await tx.query('insert into t values (3)')
    await new Promise<void>((resolve) => {
      finish = resolve
    })
  })
  const impatient = connectPglite(own, { statementMilliseconds: 20 })
  assert.match(JSON.stringify(await query(impatient, 'insert into t values (4)')), 'Timeout')
  await impatient.close()
  finish()
  await theirs
  assert.equal(await rows(db, 'select id from t order by id'), [['2'], ['3']], 'what timed out is not done later')

  assert.match(JSON.stringify(await query(db, 'begin')), 'TransactionClosed')
  assert.equal((await own.query('select 1 as x')).rows, [{ x: 1 }], 'a transaction that was given up holds nobody up')
  await db.close()
  assert.equal((await own.query('select 1 as x')).rows, [{ x: 1 }])
  await own.close()
  const gone = connectPglite(own)
  assert.match(JSON.stringify(await query(gone, 'select 1')), 'closed')
  await gone.close()
  assert.equal(await problems(), [])
})

test.run()

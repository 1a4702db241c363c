/** Faults on a real PostgreSQL: killed backends, cut and silent lines, and what must still be true after each. */
import { test as uvuTest } from 'uvu'
import * as assert from 'uvu/assert'
import { connect as connectPg } from '../../dialects/pg/connect.js'
import { loadDriver as loadPg } from '../../dialects/pg/driver.js'
import { targets } from '../../dialects/postgres/address.js'
import { connect as connectPostgres } from '../../dialects/postgres/connect.js'
import { postgres } from '../../dialects/postgres/dialect.js'
import { loadDriver as loadPostgres } from '../../dialects/postgres/driver.js'
import { openFrom } from '../../dialects/postgres/open.js'
import type { Connection, Database, PoolOptions } from '../../lib/exec/Connection.js'
import { pool } from '../../lib/exec/pool.js'
import { transaction } from '../../lib/exec/transaction.js'
import { left, right } from '../../lib/fp.js'
import { directUrl, schemaName, sendSql } from '../support/databases.js'
import { type Proxy, proxy } from '../support/tcp.js'
import { unhandled } from '../support/unhandled.js'

const transports: { readonly [name: string]: { connect: typeof connectPg; loadDriver: typeof loadPg } } = {
  postgres: { connect: connectPostgres, loadDriver: loadPostgres },
  pg: { connect: connectPg, loadDriver: loadPg },
}

/** Those of the test that runs: they run one after another. */
let { connect, loadDriver } = { connect: connectPg, loadDriver: loadPg }

/** A test for each transport. */
const test = (name: string, body: () => Promise<void>): void => {
  for (const [transport, functions] of Object.entries(transports))
    (directUrl === undefined ? uvuTest.skip : uvuTest)(`${name} [${transport}]`, async () => {
      connect = functions.connect
      loadDriver = functions.loadDriver
      await body()
    })
}

const query = (db: Connection, text: string, ...values: ReadonlyArray<string | null>) => db.run({ text, values })

/** The first value of the first row. */
const scalar = async (db: Connection, text: string): Promise<string | null> => {
  const result = await query(db, text)
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return (result.right.rows[0]?.[0] ?? null) as string | null
}

const tag = (result: { readonly _tag: 'Left' | 'Right'; readonly left?: unknown }): string =>
  result._tag === 'Right' ? 'Right' : (result.left as { readonly _tag: string })._tag

/** The SQLSTATE, or the tag where there is none. */
const code = (result: { readonly _tag: 'Left' | 'Right'; readonly left?: unknown }): string =>
  (result.left as { readonly code?: string } | undefined)?.code ?? tag(result)

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

interface Bench {
  readonly db: Database
  /** Another pool, past the proxy: to look, and to kill. */
  readonly other: Database
  readonly proxy: Proxy
  /** How many backends `db` has on the server. */
  readonly backends: () => Promise<number>
}

/** A pool through a proxy, with table `t` in a schema of its own; nothing may be left of it, and nothing unhandled. */
const bench = async (
  options: PoolOptions,
  body: (bench: Bench) => Promise<void>,
  address: { readonly prepare?: boolean; readonly pieces?: number } = {},
): Promise<void> => {
  const problems = unhandled()
  const schema = schemaName()
  const url = directUrl ?? ''
  const via = await proxy(new URL(url), { pieces: address.pieces ?? 0 })
  const settings = { search_path: schema, application_name: schema }
  const other = connect({ url, settings: { search_path: schema } }, { max: 2 })
  const db = connect(
    { url, host: '127.0.0.1', port: via.port, prepare: address.prepare ?? true, settings },
    { max: 1, acquireMilliseconds: 2_000, statementMilliseconds: 5_000, ...options },
  )
  const backends = async () =>
    Number(await scalar(other, `select count(*) from pg_stat_activity where application_name = '${schema}'`))
  try {
    await sendSql(other, `create schema ${schema}`)
    await sendSql(other, 'create table t (id integer primary key)')
    await body({ db, other, proxy: via, backends })
    via.heal()
    await db.close()
    for (let i = 0; i < 20 && (await backends()) > 0; i++) await sleep(10)
    assert.is(await backends(), 0, 'a backend outlived its pool')
    assert.equal(await problems(), [])
  } finally {
    via.heal()
    await db.close()
    await query(other, `drop schema ${schema} cascade`)
    await other.close()
    await via.close()
  }
}

const insert = (db: Connection, id: number) => query(db, `insert into t values (${id})`)

const ids = async (db: Connection): Promise<string | null> =>
  scalar(db, `select string_agg(id::text, ',' order by id) from t`)

const kill = async (other: Connection, pid: string | null) => {
  assert.is(await scalar(other, `select pg_terminate_backend(${pid})`), 't')
}

const worksWithinASecond = async (db: Connection): Promise<void> => {
  const start = performance.now()
  assert.is(await scalar(db, 'select 42'), '42')
  assert.ok(performance.now() - start < 1_000, 'too slow')
}

// -------------------------------------------------------------------------------------
// killed backends
// -------------------------------------------------------------------------------------

test('T1 a backend killed during a query in a transaction is Left, and the pool works on', () =>
  bench({}, async ({ db, other }) => {
    const result = await transaction((tx) => async () => {
      await insert(tx, 1)
      const pid = await scalar(tx, 'select pg_backend_pid()')
      setTimeout(() => kill(other, pid), 50)
      return query(tx, 'select pg_sleep(5)')
    })(db)()
    assert.is(tag(result), 'ConnectionLost')
    assert.match(JSON.stringify(result), '57P01')
    await worksWithinASecond(db)
    assert.is(await ids(db), null)
  }))

test('T1 a backend killed while the body does something else is Left, and the pool works on', () =>
  bench({}, async ({ db, other }) => {
    const result = await transaction((tx) => async () => {
      await insert(tx, 1)
      await kill(other, await scalar(tx, 'select pg_backend_pid()'))
      await sleep(30)
      return right('done')
    })(db)()
    assert.is(tag(result), 'ConnectionLost')
    assert.match(JSON.stringify(result), '"sent":false')
    await worksWithinASecond(db)
    assert.is(await ids(db), null)
  }))

test('T1 a backend killed between two statements is Left, and the pool works on', () =>
  bench({}, async ({ db, other }) => {
    const result = await transaction((tx) => async () => {
      await insert(tx, 1)
      await kill(other, await scalar(tx, 'select pg_backend_pid()'))
      await sleep(30)
      return insert(tx, 2)
    })(db)()
    assert.is(tag(result), 'ConnectionLost')
    await worksWithinASecond(db)
    assert.is(await ids(db), null)
  }))

test('T1 twenty transactions, each killed at some moment, with others at work', () =>
  bench({ max: 4 }, async ({ db, other, backends }) => {
    const victim = (id: number) =>
      transaction((tx) => async () => {
        const pid = await scalar(tx, 'select pg_backend_pid()').catch(() => null)
        if (pid === null) return left('gone')
        setTimeout(() => query(other, `select pg_terminate_backend(${pid})`), id % 7)
        await insert(tx, id)
        await query(tx, 'select pg_sleep(0.2)')
        return right(id)
      })(db)()
    const bystander = (id: number) => transaction((tx) => () => insert(tx, id))(db)()
    const [victims, bystanders] = await Promise.all([
      Promise.all(Array.from({ length: 20 }, (_, i) => victim(i))),
      Promise.all(Array.from({ length: 20 }, (_, i) => bystander(100 + i))),
    ])
    assert.ok(victims.every(({ _tag }) => _tag === 'Left'))
    assert.ok(bystanders.every(({ _tag }) => _tag === 'Right'))
    assert.is(await ids(other), Array.from({ length: 20 }, (_, i) => 100 + i).join(','))
    assert.ok((await backends()) <= 4)
  }))

test('an idle connection that was killed is replaced without an error', () =>
  bench({}, async ({ db, other }) => {
    await kill(other, await scalar(db, 'select pg_backend_pid()'))
    await sleep(30)
    await worksWithinASecond(db)
  }))

test("T2 the handle of a dead transaction never writes into another's", () =>
  bench({}, async ({ db, other }) => {
    let ghost: Connection = db
    const first = await transaction((tx) => async () => {
      ghost = tx
      await kill(other, await scalar(tx, 'select pg_backend_pid()'))
      await sleep(30)
      return right(null)
    })(db)()
    assert.is(tag(first), 'ConnectionLost')
    const second = await transaction((tx) => async () => {
      await insert(tx, 1)
      const haunted = await insert(ghost, 666)
      await query(ghost, 'commit')
      return left(tag(haunted))
    })(db)()
    assert.equal(second, left('TransactionClosed'))
    assert.is(await ids(db), null)
  }))

// -------------------------------------------------------------------------------------
// one session, one user
// -------------------------------------------------------------------------------------

test('T3 nothing of another caller comes between BEGIN and COMMIT', () =>
  bench({ max: 2 }, async ({ db }) => {
    const xid = 'select pg_current_xact_id()::text || pg_backend_pid()'
    const inside = () =>
      transaction((tx) => async () => {
        const seen = [await scalar(tx, xid), await scalar(tx, xid), await scalar(tx, xid)]
        return right(new Set(seen).size)
      })(db)()
    const work = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? inside() : scalar(db, xid)))
    const results = await Promise.all(work)
    const transactions = results.filter((_, i) => i % 2 === 0)
    const alone = results.filter((_, i) => i % 2 === 1)
    assert.equal(transactions, Array(30).fill(right(1)))
    assert.is(new Set(alone).size, 30, 'a statement ran inside a transaction')
  }))

test('T4 a statement past its deadline is stopped on the server too, and no other caller notices', () =>
  bench({ max: 3, statementMilliseconds: 150 }, async ({ db, other }) => {
    const others = async () => {
      for (let i = 0; i < 60; i++) {
        assert.is(await scalar(db, `select ${i}`), String(i))
        await sleep(5)
      }
    }
    const [slow] = await Promise.all([query(db, 'select pg_sleep(30), 7777'), others(), others()])
    assert.is(tag(slow), 'Timeout')
    const sleeping = "select count(*) from pg_stat_activity where query like '%7777' and state = 'active'"
    for (let i = 0; i < 60 && (await scalar(other, sleeping)) !== '0'; i++) await sleep(50)
    assert.is(await scalar(other, sleeping), '0')
  }))

test('T4 a statement past its deadline inside a transaction rolls it back', () =>
  bench({ statementMilliseconds: 100 }, async ({ db }) => {
    const result = await transaction((tx) => async () => {
      await insert(tx, 1)
      await query(tx, 'select pg_sleep(30)')
      return right(tag(await insert(tx, 2)))
    })(db)()
    assert.is(tag(result), 'Timeout')
    assert.is(await ids(db), null)
  }))

test('T5 after each failing statement the next result is exact', () =>
  bench({}, async ({ db, other }) => {
    const pid = await scalar(db, 'select pg_backend_pid()')
    const failures: ReadonlyArray<readonly [text: string, code: string]> = [
      ['select 1 / (500 - g), g from generate_series(1, 1000) g', '22012'],
      ['selec', '42601'],
      ['select * from nowhere', '42P01'],
      ["select 'x'::int", '22P02'],
      ['insert into t values (1), (1)', 'UniqueViolation'],
      ['select 1; select 2', '42601'],
      ["do $$ begin raise sqlstate '40001'; end $$", '40001'],
    ]
    for (const [text, expected] of failures) {
      assert.is(code(await query(db, text)), expected)
      assert.equal(await query(db, 'select g from generate_series(1, 3) g'), {
        _tag: 'Right',
        right: { rows: [['1'], ['2'], ['3']], command: 'SELECT', count: 3 },
      })
    }
    const cancelled = query(db, 'select g, pg_sleep(0.01) from generate_series(1, 1000) g')
    setTimeout(() => query(other, `select pg_cancel_backend(${pid})`), 60)
    assert.is(tag(await cancelled), 'Cancelled')
    assert.is(await scalar(db, 'select 1'), '1')
    assert.is(await scalar(db, 'select pg_backend_pid()'), pid, 'an ordinary error costs no connection')
  }))

test('T7 bad parameters are refused before they are sent, 10,000 times, and harm no neighbour', () =>
  bench({ acquireMilliseconds: 60_000 }, async ({ db }) => {
    const pid = await scalar(db, 'select pg_backend_pid()')
    const bad: ReadonlyArray<unknown> = [undefined, 1, {}, Symbol('x'), ['a'], 'a\0b', '\ud800', new Date(Number.NaN)]
    const work = Array.from({ length: 10_000 }, (_, i) => {
      if (i % 10 === 9) return scalar(db, `select ${i % 50}`).then((value) => value === String(i % 50))
      const values = i % 100 === 0 ? Array(70_000).fill('1') : [bad[i % bad.length]]
      return db
        .run({ text: 'select $1::text', values: values as ReadonlyArray<string> })
        .then((result) => tag(result) === 'QueryFailed' && ['22021', '22023', '54023'].includes(code(result)))
    })
    assert.ok((await Promise.all(work)).every((fine) => fine))
    assert.is(await scalar(db, 'select pg_backend_pid()'), pid)
  }))

// -------------------------------------------------------------------------------------
// the line
// -------------------------------------------------------------------------------------

test('T1 a line that is cut during a statement is Left, and the pool works on', () =>
  bench({ max: 2 }, async ({ db, proxy: line }) => {
    const running = [
      query(db, 'select pg_sleep(0.3)'),
      transaction((tx) => () => query(tx, 'select pg_sleep(0.3)'))(db)(),
    ]
    await sleep(100)
    line.cut()
    assert.equal((await Promise.all(running)).map(tag), ['ConnectionLost', 'ConnectionLost'])
    await worksWithinASecond(db)
    // a server notices only when it answers
    await sleep(300)
  }))

test('T4 a black hole ends with the deadline of the statement, and then of the connection', () =>
  bench({ statementMilliseconds: 150, acquireMilliseconds: 200 }, async ({ db, proxy: line }) => {
    await scalar(db, 'select 1')
    line.blackhole()
    assert.is(tag(await query(db, 'select 2')), 'Timeout')
    const start = performance.now()
    const result = await query(db, 'select 3')
    assert.match(JSON.stringify(result), /connecting|no login|no connection/)
    assert.ok(performance.now() - start < 1_000)
    line.cut()
    line.heal()
    await sleep(250)
    await worksWithinASecond(db)
  }))

for (const [fault, kept] of [
  ['before', null],
  ['after', '1'],
  ['silent', '1'],
] as const)
  test(`T11 a COMMIT that is lost (${fault}) is CommitUnknown, and nothing else is`, () =>
    bench({ statementMilliseconds: 300 }, async ({ db, other, proxy: line }) => {
      line.when('commit', fault)
      const result = await transaction((tx) => () => insert(tx, 1))(db)()
      assert.is(tag(result), 'CommitUnknown')
      await sleep(50)
      assert.is(await ids(other), kept)
      line.when('insert', fault)
      assert.is.not(tag(await transaction((tx) => () => insert(tx, 2))(db)()), 'CommitUnknown')
      assert.is(await ids(other), kept)
      await worksWithinASecond(db)
    }))

test('a stream in pieces of three bytes is read as well', () =>
  bench(
    {},
    async ({ db }) => {
      const result = await transaction(
        (tx) => () => query(tx, 'select g, repeat($1, 20) from generate_series(1, 50) g', 'é'),
      )(db)()
      assert.is(result._tag === 'Right' && result.right.rows[49]?.[1], 'é'.repeat(20))
      assert.is(code(await query(db, 'select 1/0')), '22012')
      await worksWithinASecond(db)
    },
    { pieces: 3 },
  ))

test('T15 closing during a long statement drops it after the grace period, on the server too', () =>
  bench({}, async ({ other }) => {
    const to = targets(directUrl ?? '')
    if (to._tag === 'Left') throw new Error(to.left)
    const db = pool(postgres, openFrom(loadDriver, to.right, 2_000), { max: 1, graceMilliseconds: 200 })
    const running = query(db, 'select pg_sleep(30), 8888')
    await sleep(100)
    const start = performance.now()
    await db.close()
    assert.ok(performance.now() - start < 1_000)
    assert.is(tag(await running), 'ConnectionLost')
    const sleeping = "select count(*) from pg_stat_activity where query like '%8888' and state = 'active'"
    for (let i = 0; i < 60 && (await scalar(other, sleeping)) !== '0'; i++) await sleep(50)
    assert.is(await scalar(other, sleeping), '0')
  }))

// -------------------------------------------------------------------------------------
// concurrency, as the database sees it
// -------------------------------------------------------------------------------------

test('a deadlock and a serialization failure are definite errors', () =>
  bench({ max: 2 }, async ({ db }) => {
    await sendSql(db, 'insert into t values (1), (2)')
    const lock = (tx: Connection, id: number) => query(tx, `select * from t where id = ${id} for update`)
    const crossing = (one: number, two: number) =>
      transaction((tx) => async () => {
        await lock(tx, one)
        await sleep(100)
        return lock(tx, two)
      })(db)()
    const tags = (await Promise.all([crossing(1, 2), crossing(2, 1)])).map(code)
    assert.equal(tags.sort(), ['40P01', 'Right'])

    const skewed = (id: number) =>
      transaction(
        (tx) => async () => {
          await query(tx, 'select count(*) from t')
          await sleep(50)
          return insert(tx, id)
        },
        { isolation: 'serializable' },
      )(db)()
    const outcomes = (await Promise.all([skewed(10), skewed(11)])).map(code)
    assert.equal(outcomes.sort(), ['40001', 'Right'])
  }))

// -------------------------------------------------------------------------------------
// prepared statements
// -------------------------------------------------------------------------------------

test('T13 a session prepares 200 statements at the most, and none where told so', async () => {
  const count = async (db: Connection) => {
    for (let i = 0; i < 260; i++) assert.is(await scalar(db, `select ${i}`), String(i))
    return Number(await scalar(db, 'select count(*) from pg_prepared_statements'))
  }
  await bench({}, async ({ db }) => assert.is(await count(db), 200))
  await bench({}, async ({ db }) => assert.is(await count(db), 0), { prepare: false })
})

test('T13 a statement whose plan went stale is prepared again, also after it failed in a transaction', () =>
  bench({}, async ({ db }) => {
    const select = (tx: Connection) => query(tx, 'select * from t')
    await sendSql(db, 'insert into t values (1)')
    await select(db)
    await sendSql(db, 'alter table t add column a integer default 5')
    assert.match(JSON.stringify(await select(db)), '["1","5"]')
    await sendSql(db, 'alter table t add column b integer default 6')
    // nothing can be tried again inside the transaction
    assert.is(code(await transaction((tx) => () => select(tx))(db)()), '0A000')
    assert.match(JSON.stringify(await transaction((tx) => () => select(tx))(db)()), '["1","5","6"]')
  }))

test('COPY is refused, without harm', () =>
  bench({}, async ({ db }) => {
    for (const text of ['copy t from stdin', 'copy t to stdout', 'copy (select 1) to stdout']) {
      const result = await query(db, text)
      assert.is(tag(result), 'ConnectionLost')
      assert.match(JSON.stringify(result), 'COPY has functions of its own')
      await worksWithinASecond(db)
    }
  }))

uvuTest.run()

/** What a transaction may be told: modes, settings, timeouts, retries, hooks, locks, and when to stop. */
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Connection } from '../../lib/exec/Connection.js'
import { pool } from '../../lib/exec/pool.js'
import { left, right } from '../../lib/fp.js'
import {
  advisoryLock,
  afterCommit,
  commitPrepared,
  preparedTransactions,
  rollbackPrepared,
  transaction,
  tryAdvisoryLock,
  withConnection,
  withDeadline,
  withRollback,
  withSignal,
} from '../../lib/index.js'
import { isPooled, onEach, onServers, onSessions, sendSql } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'
import { fakeDatabase } from '../support/fakeDatabase.js'

const scalar = async (db: Connection, text: string): Promise<unknown> =>
  expectRight(await db.run({ text, values: [] })).rows[0]?.[0]

const run = (db: Connection, text: string) => db.run({ text, values: [] })

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

// -------------------------------------------------------------------------------------
// modes and settings
// -------------------------------------------------------------------------------------

onEach(test, 'a transaction has the modes that it was given', {}, async (db, _, log) => {
  const shown = await transaction(
    (tx) => async () =>
      right(
        await scalar(
          tx,
          "select concat_ws(' ', current_setting('transaction_isolation'), current_setting('transaction_read_only'), current_setting('transaction_deferrable'))",
        ),
      ),
    { isolation: 'serializable', access: 'read only', deferrable: true },
  )(db)()
  assert.is(expectRight(shown), 'serializable on on')
  assert.is(log[0]?.text, 'begin isolation level serializable, read only, deferrable')
  const wrong = await transaction(() => async () => right(1), { deferrable: 'yes' as never })(db)()
  assert.is(expectLeft(wrong)._tag, 'NotCompiled')
})

onEach(test, 'settings and timeouts hold for their transaction, and for no other', {}, async (db) => {
  const options = {
    settings: { 'app.tenant': "o'hara; drop", 'app.user': '7' },
    statementMilliseconds: 4_000,
    lockMilliseconds: 1_500,
    idleMilliseconds: 60_000,
  }
  const names = ['app.tenant', 'app.user', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']
  const read = `select concat_ws('|', ${names.map((name) => `current_setting('${name}', true)`).join(', ')})`
  const before = await scalar(db, read)
  const inside = await transaction((tx) => async () => right(await scalar(tx, read)), options)(db)()
  assert.is(expectRight(inside), "o'hara; drop|7|4s|1500ms|1min")
  const bare = (shown: unknown) => String(shown).replace(/^\|\|/, '')
  assert.is(bare(await scalar(db, read)), bare(before), 'they are back')
})

onEach(test, 'row level security reads what the transaction was given', {}, async (db) => {
  await sendSql(db, 'create table rows_of (tenant text, n integer)')
  await sendSql(db, "insert into rows_of values ('a', 1), ('b', 2)")
  const read = (tenant: string) =>
    transaction(
      (tx) => async () =>
        right(
          await scalar(tx, "select string_agg(n::text, ',') from rows_of where tenant = current_setting('app.tenant')"),
        ),
      {
        settings: { 'app.tenant': tenant },
      },
    )(db)()
  assert.equal([expectRight(await read('a')), expectRight(await read('b'))], ['1', '2'])
})

onEach(test, 'what a setting cannot be is refused, and nothing is left open', { portable: true }, async (db, name) => {
  for (const options of [
    { settings: { 'app.tenant': 7 as never } },
    { statementMilliseconds: -1 },
    { lockMilliseconds: Number.NaN },
    { idleMilliseconds: '5' as never },
  ]) {
    const refused = await transaction(() => async () => right(1), options)(db)()
    assert.is(expectLeft(refused)._tag, 'NotCompiled')
  }
  if (name !== 'sqlite') {
    const unknown = await transaction(() => async () => right(1), { settings: { nothing: 'x' } })(db)()
    assert.is((expectLeft(unknown) as any).code, '42704')
  }
  assert.is(db.status().busy, 0)
})

onServers(
  test,
  'a lock that is waited for too long, and a statement that runs too long, are errors of their own',
  async (db) => {
    await sendSql(db, 'create table t (id integer)')
    await transaction((tx) => async () => {
      expectRight(await run(tx, 'lock table t'))
      const waiting = await transaction((other) => () => run(other, 'lock table t'), { lockMilliseconds: 20 })(db)()
      assert.is(expectLeft(waiting)._tag, 'LockNotAvailable')
      return right(null)
    })(db)()
    const slow = await transaction((tx) => () => run(tx, 'select pg_sleep(5)'), { statementMilliseconds: 20 })(db)()
    assert.equal([expectLeft(slow)._tag, (expectLeft(slow) as any).by], ['Cancelled', 'server'])
    const lazy = await transaction(
      (tx) => async () => {
        await sleep(150)
        return run(tx, 'select 1')
      },
      { idleMilliseconds: 20 },
    )(db)()
    assert.is(expectLeft(lazy)._tag, 'ConnectionLost')
    expectRight(await run(db, 'select 1'))
  },
)

onEach(test, 'a nested transaction cannot have settings of its own', { portable: true }, async (db) => {
  const outcome = await transaction((tx) => transaction(() => async () => right(1), { retry: 3 })(tx))(db)()
  assert.is(expectLeft(outcome)._tag, 'NotCompiled')
})

// -------------------------------------------------------------------------------------
// retries
// -------------------------------------------------------------------------------------

test('a transaction is run again after a serialization failure, as a whole, and as often as it was told', async () => {
  for (const [attempts, times, expected] of [
    [3, 2, 'Right'],
    [3, 3, 'SerializationFailure'],
    [1, 1, 'SerializationFailure'],
  ] as const) {
    const fake = fakeDatabase()
    const db = pool(fake.dialect, fake.open, { max: 1 })
    let runs = 0
    const outcome = await transaction(
      (tx) => async () => {
        runs += 1
        await run(tx, `write ${runs}`)
        return run(tx, runs <= times ? 'disturbed' : 'write last')
      },
      { retry: { attempts, milliseconds: 1 } },
    )(db)()
    assert.is(outcome._tag === 'Right' ? 'Right' : (outcome.left as any)._tag, expected)
    assert.is(runs, Math.min(attempts, times + 1))
    assert.equal(fake.committed, expected === 'Right' ? ['3', 'last'] : [])
    assert.is(db.status().busy, 0)
    await db.close()
  }
})

test('only what others did is a reason to run again: not a Left of the body, nor a commit whose outcome is unknown', async () => {
  let runs = 0
  const fake = fakeDatabase({ fault: { at: 2, kind: 'lostAfter' } })
  const db = pool(fake.dialect, fake.open, { max: 1 })
  const unknown = await transaction(
    (tx) => () => {
      runs += 1
      return run(tx, 'write a')
    },
    { retry: 5 },
  )(db)()
  assert.equal([expectLeft(unknown)._tag, runs], ['CommitUnknown', 1])
  const no = await transaction(
    () => async () => {
      runs += 1
      return left('no')
    },
    { retry: 5 },
  )(db)()
  assert.equal([expectLeft(no), runs], ['no', 2])
  const wrong = await transaction(() => async () => right(1), { retry: 0 })(db)()
  assert.is((expectLeft(wrong) as any)._tag, 'NotCompiled')
  await db.close()
})

onServers(test, 'of many that disturb each other, all are done in the end', async (db) => {
  await sendSql(db, 'create table counters (id integer primary key, n integer)')
  await sendSql(db, 'insert into counters values (1, 0)')
  const increment = transaction(
    (tx) => async () => {
      const n = Number(await scalar(tx, 'select n from counters where id = 1').catch(() => 'lost'))
      if (Number.isNaN(n)) return run(tx, 'select 1')
      return run(tx, `update counters set n = ${n + 1} where id = 1`)
    },
    { isolation: 'serializable', retry: { attempts: 50, milliseconds: 2, mostMilliseconds: 40 } },
  )
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => increment(db)()))
  assert.ok(
    outcomes.every(({ _tag }) => _tag === 'Right'),
    JSON.stringify(outcomes.find(({ _tag }) => _tag === 'Left')),
  )
  assert.is(await scalar(db, 'select n from counters'), '20')
})

// -------------------------------------------------------------------------------------
// hooks
// -------------------------------------------------------------------------------------

onEach(
  test,
  'hooks run after the commit, in their order, and none for what was undone',
  { portable: true },
  async (db) => {
    await sendSql(db, 'create table t (id integer)')
    const seen: Array<string> = []
    const hook = (name: string) =>
      afterCommit(async () => {
        seen.push(`${name} ${await scalar(db, 'select count(*) from t')}`)
      })
    await transaction((tx) => async () => {
      await run(tx, 'insert into t values (1)')
      await hook('one')(tx)()
      await transaction((inner) => async () => {
        await hook('undone')(inner)()
        return left('no')
      })(tx)()
      await transaction((inner) => hook('nested')(inner))(tx)()
      await afterCommit(() => Promise.reject(new Error('no')))(tx)()
      await hook('last')(tx)()
      return right(null)
    })(db)()
    assert.equal(seen, ['one 1', 'nested 1', 'last 1'])
    await transaction((tx) => async () => {
      await hook('undone')(tx)()
      return left('no')
    })(db)()
    await withRollback((tx) => hook('rolled back')(tx))(db)()
    assert.is(seen.length, 3)
    assert.is(expectLeft(await hook('outside')(db)())._tag, 'TransactionClosed')
  },
)

// -------------------------------------------------------------------------------------
// locks
// -------------------------------------------------------------------------------------

onServers(test, 'an advisory lock is kept until the transaction ends', async (db) => {
  const key = `lock ' of ${Math.random()}`
  await transaction((tx) => async () => {
    expectRight(await advisoryLock(key)(tx)())
    const tried = await transaction((other) => tryAdvisoryLock(key)(other))(db)()
    assert.is(expectRight(tried), false)
    return right(null)
  })(db)()
  assert.is(expectRight(await transaction((tx) => tryAdvisoryLock(key)(tx))(db)()), true)
  assert.is(expectLeft(await advisoryLock(key)(db)())._tag, 'TransactionClosed')
})

// -------------------------------------------------------------------------------------
// stopping
// -------------------------------------------------------------------------------------

onServers(test, 'a statement stops when its signal says so, and its connection goes on', async (db) => {
  const pid = await scalar(withSignal(new AbortController().signal)(db), 'select pg_backend_pid()')
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 50)
  const start = performance.now()
  const stopped = expectLeft(await run(withSignal(controller.signal)(db), 'select pg_sleep(10)'))
  assert.equal([stopped._tag, (stopped as any).by], ['Cancelled', 'signal'])
  assert.ok(performance.now() - start < 1_500)
  assert.is(await scalar(db, 'select pg_backend_pid()'), pid, 'the same connection')
  const before = expectLeft(await run(withSignal(controller.signal)(db), 'select 1'))
  assert.is(before._tag, 'Cancelled')
})

onServers(test, 'a stopped statement aborts its transaction, unless it was nested', async (db) => {
  await sendSql(db, 'create table t (id integer)')
  const outcome = await transaction((tx) => async () => {
    expectRight(await run(tx, 'insert into t values (1)'))
    const stopped = await transaction(
      (inner) => () => run(withSignal(AbortSignal.timeout(30))(inner), 'select pg_sleep(10)'),
    )(tx)()
    assert.is(expectLeft(stopped)._tag, 'Cancelled')
    return run(tx, 'insert into t values (2)')
  })(db)()
  expectRight(outcome)
  assert.is(await scalar(db, 'select count(*) from t'), '2')
})

onServers(test, 'a transaction stops when its signal says so, whatever it does, and is undone', async (db) => {
  await sendSql(db, 'create table t (id integer)')
  const insertAnd = (then: (tx: Connection) => Promise<unknown>, signal: AbortSignal) =>
    transaction(
      (tx) => async () => {
        expectRight(await run(tx, 'insert into t values (1)'))
        await then(tx)
        return right('done')
      },
      { signal },
    )(db)()
  for (const then of [
    (tx: Connection) => run(tx, 'select pg_sleep(10)'),
    () => sleep(400),
    () => new Promise<never>(() => {}),
  ]) {
    const start = performance.now()
    const outcome = await insertAnd(then, AbortSignal.timeout(50))
    assert.is(expectLeft(outcome)._tag, 'Cancelled')
    assert.ok(performance.now() - start < 390)
    assert.is(await scalar(db, 'select count(*) from t'), '0')
  }
  assert.is(expectRight(await insertAnd(async () => {}, AbortSignal.timeout(5_000))), 'done')
  await sleep(400)
  assert.is(db.status().busy, 0)
})

onServers(test, 'a nested transaction on a connection with a signal is stopped with it', async (db) => {
  const outcome = await transaction((tx) => async () => {
    const signal = AbortSignal.timeout(30)
    const inner = await transaction((nested) => () => run(nested, 'select pg_sleep(10)'))(withSignal(signal)(tx))()
    assert.is(expectLeft(inner)._tag, 'Cancelled')
    const fresh = withSignal(AbortSignal.timeout(60_000))(tx)
    expectRight(await transaction((nested) => () => run(nested, 'select 1'))(fresh)())
    return run(tx, 'select 1')
  })(db)()
  expectRight(outcome)
})

onServers(test, 'each of several signals stops, and of several deadlines the last one holds', async (db) => {
  const never = new AbortController().signal
  for (const signals of [
    [AbortSignal.timeout(20), never],
    [never, AbortSignal.timeout(20)],
  ] as const) {
    const both = withSignal(signals[0])(withSignal(signals[1])(db))
    assert.is(expectLeft(await run(both, 'select pg_sleep(10)'))._tag, 'Cancelled')
  }
  const short = withDeadline(30)(withDeadline(60_000)(db))
  assert.is(expectLeft(await run(short, 'select pg_sleep(10)'))._tag, 'Timeout')
})

onServers(test, 'who waits for a connection can give up', async (db) => {
  const hold = transaction((tx) => () => run(tx, 'select pg_sleep(0.3)'))
  const held = Promise.all(Array.from({ length: 4 }, () => hold(db)()))
  await sleep(50)
  const start = performance.now()
  const gone = await run(withSignal(AbortSignal.timeout(20))(db), 'select 1')
  assert.is(expectLeft(gone)._tag, 'Cancelled')
  assert.ok(performance.now() - start < 200)
  await held
  assert.is(db.status().waiting, 0)
})

// -------------------------------------------------------------------------------------
// one connection
// -------------------------------------------------------------------------------------

onSessions(test, 'withConnection is one session, whose state nobody inherits', async (db) => {
  const [pid, ...same] = expectRight(
    await withConnection((own) => async () => {
      expectRight(await run(own, 'create temporary table mine (id integer)'))
      expectRight(await run(own, "set application_name to 'stained'"))
      const inside = await transaction((tx) => async () => {
        expectRight(await run(tx, 'insert into mine values (1)'))
        return right(await scalar(tx, 'select pg_backend_pid()'))
      })(own)()
      return right([
        await scalar(own, 'select pg_backend_pid()'),
        expectRight(inside),
        await scalar(own, 'select pg_backend_pid()'),
      ])
    })(db)(),
  )
  assert.equal(same, [pid, pid])
  const others = await Promise.all(
    Array.from({ length: 8 }, () =>
      scalar(db, "select current_setting('application_name') || to_regclass('pg_temp.mine')"),
    ),
  )
  assert.ok(others.every((name) => name === null))
  let ghost: Connection | null = null
  await withConnection((own) => async () => {
    ghost = own
    return right(null)
  })(db)()
  assert.is(expectLeft(await run(ghost as unknown as Connection, 'select 1'))._tag, 'TransactionClosed')
  const thrown = await withConnection(() => () => Promise.reject(new Error('no')))(db)()
  assert.is((expectLeft(thrown) as any)._tag, 'Thrown')
  assert.is(db.status().busy, 0)
})

onServers(test, 'behind a pooler no connection is one’s own, and the program is told', async (db) => {
  const outcome = await withConnection((own) => () => run(own, 'select 1'))(db)()
  if (isPooled) assert.match(JSON.stringify(expectLeft(outcome)), 'connect to the database itself')
  else expectRight(outcome)
})

// -------------------------------------------------------------------------------------
// two phases
// -------------------------------------------------------------------------------------

onEach(test, 'a transaction is prepared, and ended by whoever knows its name', {}, async (db) => {
  await sendSql(db, 'create table t (id integer)')
  const id = `joinery ' \\ ${process.pid} ${Math.random()}`
  const prepare = (name: string) =>
    transaction((tx) => () => run(tx, 'insert into t values (1)'), { prepareAs: name })(db)()
  const prepared = await prepare(id)
  if (prepared._tag === 'Left') {
    // max_prepared_transactions is 0 by default
    assert.is((prepared.left as any).code, '55000')
    assert.is(await scalar(db, 'select count(*) from t'), '0')
  } else {
    assert.ok(expectRight(await preparedTransactions(db)()).includes(id))
    assert.is(await scalar(db, 'select count(*) from t'), '0')
    expectRight(await commitPrepared(id)(db)())
    assert.is(await scalar(db, 'select count(*) from t'), '1')
    expectRight(await prepare(id))
    expectRight(await rollbackPrepared(id)(db)())
    assert.is(await scalar(db, 'select count(*) from t'), '1')
  }
  for (const name of ['', 'x'.repeat(200), 'a\0b', 7 as never])
    assert.is((expectLeft(await prepare(name)) as any)._tag, 'NotCompiled')
  assert.is((expectLeft(await rollbackPrepared('of nobody')(db)()) as any).code, '42704')
  assert.is(db.status().busy, 0)
})

test.run()

/** The pool above a database that fails on demand: no driver is involved. */
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Connection, Database, LogEvent } from '../../lib/exec/Connection.js'
import { pool } from '../../lib/exec/pool.js'
import { loss, type Open, refusal, type Session } from '../../lib/exec/Session.js'
import { close, transaction } from '../../lib/exec/transaction.js'
import { left, right } from '../../lib/fp.js'
import { fakeDatabase } from '../support/fakeDatabase.js'
import { unhandled } from '../support/unhandled.js'

const select = (db: Connection, text = 'select 1') => db.run({ text, values: [] })

const tagOf = async (result: Promise<{ readonly _tag: 'Left' | 'Right'; readonly left?: unknown }>) => {
  const settled = await result
  return settled._tag === 'Right' ? 'Right' : (settled.left as { readonly _tag: string })._tag
}

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** A transaction that stays open until `end` is called. */
const held = async (db: Connection, text = 'select held') => {
  let end = () => {}
  let begun = () => {}
  const running = new Promise<void>((resolve) => {
    begun = resolve
  })
  const result = transaction((tx) => async () => {
    await select(tx, text)
    begun()
    await new Promise<void>((resolve) => {
      end = resolve
    })
    return right('done')
  })(db)()
  await running
  return { end: () => end(), result }
}

test('nothing is opened before it is asked for', async () => {
  const fake = fakeDatabase()
  const db = pool(fake.dialect, fake.open, { max: 3 })
  const task = transaction((tx) => () => select(tx))(db)
  await sleep(2)
  assert.is(fake.sessions.length, 0)
  await task()
  await task()
  assert.is(fake.sessions.length, 1)
  assert.equal(fake.received, ['start transaction', 'select 1', 'commit', 'start transaction', 'select 1', 'commit'])
  await close(db)()
})

test('200 callers share 4 connections, and each gets its own answer', async () => {
  const fake = fakeDatabase({ slow: true })
  const db = pool(fake.dialect, fake.open, { max: 4 })
  const results = await Promise.all(Array.from({ length: 200 }, (_, i) => select(db, `select ${i}`)))
  assert.ok(results.every(({ _tag }) => _tag === 'Right'))
  assert.is(fake.sessions.length, 4)
  assert.equal(fake.misuse, [])
  assert.equal(
    fake.received,
    Array.from({ length: 200 }, (_, i) => `select ${i}`),
    'served in the order of asking',
  )
  await db.close()
})

test('T9 waiting for a connection ends with a Timeout that names what holds the pool', async () => {
  const fake = fakeDatabase()
  const db = pool(fake.dialect, fake.open, { max: 1, acquireMilliseconds: 10 })
  const holder = await held(db, 'select slow_report')
  assert.equal(
    await select(db, 'select wanted'),
    left({
      _tag: 'Timeout',
      waitedFor: 'connection',
      milliseconds: 10,
      text: 'select wanted',
      holders: ['select slow_report'],
    }),
  )
  holder.end()
  assert.equal(await holder.result, right('done'))
  assert.is((await select(db))._tag, 'Right', 'and the pool goes on')
  await db.close()
})

test('T9 the pool used inside its own transaction does not hang', async () => {
  const fake = fakeDatabase()
  const db = pool(fake.dialect, fake.open, { max: 1, acquireMilliseconds: 10 })
  const inner = (): Promise<string> => tagOf(transaction(() => () => select(db))(db)())
  const seen = await transaction(() => async () => right(await inner()))(db)()
  assert.equal(seen, right('Timeout'))
  await db.close()
})

test('waiters are served in order, and one that gave up is passed over', async () => {
  const fake = fakeDatabase()
  const db = pool(fake.dialect, fake.open, { max: 1, acquireMilliseconds: 20 })
  const holder = await held(db)
  const gaveUp = select(db, 'select gave_up')
  await sleep(15)
  const patient = [select(db, 'select first'), select(db, 'select second')]
  assert.is(await tagOf(gaveUp), 'Timeout')
  holder.end()
  assert.equal(await Promise.all(patient.map(tagOf)), ['Right', 'Right'])
  assert.equal(fake.received.slice(-2), ['select first', 'select second'])
  await db.close()
})

test('a connection that died while it was idle is not handed out, and not counted', async () => {
  const fake = fakeDatabase()
  const db = pool(fake.dialect, fake.open, { max: 1 })
  await select(db)
  fake.sessions[0]?.discard('the server went away')
  assert.is((await select(db))._tag, 'Right')
  assert.is(fake.sessions.length, 2)
  await db.close()
})

test('a connection that dies in use makes room at once, before its user is done', async () => {
  const fake = fakeDatabase()
  const db = pool(fake.dialect, fake.open, { max: 1, acquireMilliseconds: 50 })
  const holder = await held(db)
  fake.sessions[0]?.discard('the server went away')
  assert.is((await select(db))._tag, 'Right')
  holder.end()
  assert.is(await tagOf(holder.result), 'ConnectionLost')
  await db.close()
})

test('a statement whose connection dies is Left, and the next one has another connection', async () => {
  const fake = fakeDatabase({ fault: { at: 0, kind: 'lostAfter' } })
  const db = pool(fake.dialect, fake.open, { max: 1 })
  assert.equal(await select(db), left({ _tag: 'ConnectionLost', reason: 'cut', sent: true, text: 'select 1' }))
  assert.is((await select(db))._tag, 'Right')
  await db.close()
})

test('a statement that begins a transaction on the pool is refused, and undone', async () => {
  const fake = fakeDatabase()
  const db = pool(fake.dialect, fake.open, { max: 1 })
  assert.is(await tagOf(select(db, 'start transaction')), 'TransactionClosed')
  assert.is(fake.sessions[0]?.state(), 'dead')
  assert.is((await select(db))._tag, 'Right')
  assert.equal(fake.misuse, [])
  await db.close()
})

test('a statement past its deadline is a Timeout, and its connection is not used again', async () => {
  const fake = fakeDatabase({ fault: { at: 0, kind: 'silent' } })
  const db = pool(fake.dialect, fake.open, { max: 1, statementMilliseconds: 5 })
  assert.equal(
    await select(db),
    left({ _tag: 'Timeout', waitedFor: 'statement', milliseconds: 5, text: 'select 1', holders: [] }),
  )
  assert.is(fake.sessions[0]?.state(), 'dead')
  assert.is((await select(db))._tag, 'Right')
  await db.close()
})

test('a failed opening is the error of one waiter, and there is one attempt for each', async () => {
  let attempts = 0
  const open: Open = async () => {
    attempts += 1
    return left(attempts % 2 === 0 ? loss('refused', false) : refusal('53300', 'too many clients'))
  }
  const { dialect } = fakeDatabase()
  const db = pool(dialect, open, { max: 3 })
  const tags = await Promise.all(Array.from({ length: 10 }, () => tagOf(select(db))))
  assert.is(attempts, 10)
  assert.equal(tags.sort(), [...Array(5).fill('ConnectionLost'), ...Array(5).fill('QueryFailed')])
  await sleep(5)
  assert.is(attempts, 10, 'nobody tries when nobody asks')
  await db.close()
})

test('after failed openings the pool works as soon as the server does', async () => {
  const fake = fakeDatabase()
  let down = true
  const db = pool(fake.dialect, () => (down ? Promise.resolve(left(loss('down', false))) : fake.open()), { max: 1 })
  assert.is(await tagOf(select(db)), 'ConnectionLost')
  down = false
  assert.is(await tagOf(select(db)), 'Right')
  await db.close()
})

test('an opening that throws or rejects is a ConnectionLost', async () => {
  const problems = unhandled()
  const { dialect } = fakeDatabase()
  const throws = () => {
    throw new Error('broken transport')
  }
  for (const open of [throws, () => Promise.reject(new Error('broken transport'))]) {
    const db = pool(dialect, open, { max: 1 })
    assert.equal(
      await select(db),
      left({ _tag: 'ConnectionLost', reason: 'broken transport', sent: false, text: 'select 1' }),
    )
    await db.close()
  }
  assert.equal(await problems(), [])
})

test('a session that throws or rejects is discarded', async () => {
  const problems = unhandled()
  const fake = fakeDatabase()
  const broken = async () => {
    const opened = await fake.open()
    if (opened._tag === 'Left') return opened
    const session: Session = { ...opened.right, query: () => Promise.reject(new Error('bug')) }
    return right(session)
  }
  const db = pool(fake.dialect, broken, { max: 1 })
  assert.is(await tagOf(select(db)), 'ConnectionLost')
  assert.is(fake.sessions[0]?.state(), 'dead')
  await db.close()
  assert.equal(await problems(), [])
})

test('every statement is logged, with the texts of transaction control and without its values', async () => {
  const fake = fakeDatabase()
  const events: Array<LogEvent> = []
  const db = pool(fake.dialect, fake.open, { max: 1, log: (event) => events.push(event) })
  await transaction((tx) => () => tx.run({ text: 'write a', values: ['secret'] }))(db)()
  await transaction((tx) => () => select(tx, 'fail'))(db)()
  assert.equal(
    events.map(({ text, values, rows, error }) => [text, values, rows, error?._tag ?? null]),
    [
      ['start transaction', 0, 1, null],
      ['write a', 1, 1, null],
      ['commit', 0, 1, null],
      ['start transaction', 0, 1, null],
      ['fail', 0, 0, 'QueryFailed'],
      ['rollback', 0, 1, null],
    ],
  )
  assert.ok(events.every(({ milliseconds }) => milliseconds >= 0 && milliseconds < 1_000))
  assert.not.match(JSON.stringify(events), 'secret')
  await db.close()
})

test('a log that throws, or rejects, breaks nothing', async () => {
  const problems = unhandled()
  const fake = fakeDatabase()
  const rejects = () => Promise.reject(new Error('log'))
  const throws = () => {
    throw new Error('log')
  }
  for (const log of [throws, rejects] as ReadonlyArray<() => void>) {
    const db = pool(fake.dialect, fake.open, { max: 1, log })
    assert.is(await tagOf(transaction((tx) => () => select(tx, 'write a'))(db)()), 'Right')
    await db.close()
  }
  assert.equal(fake.committed, ['a', 'a'])
  assert.equal(await problems(), [])
})

test('settings that make no sense are the error of every statement', async () => {
  const fake = fakeDatabase()
  for (const settings of [
    { max: 0 },
    { max: Number.NaN },
    { max: 1.5 },
    { max: 1, acquireMilliseconds: Number.NaN },
    { max: 1, statementMilliseconds: -1 },
  ]) {
    const db: Database = pool(fake.dialect, fake.open, settings)
    assert.is(await tagOf(select(db)), 'NotCompiled', JSON.stringify(settings))
    await db.close()
  }
  assert.is(fake.sessions.length, 0)
  const patient = pool(fake.dialect, fake.open, { max: 1, statementMilliseconds: Number.POSITIVE_INFINITY })
  assert.is(await tagOf(select(patient)), 'Right', 'for ever is a time')
  await patient.close()
})

test('T15 close refuses who waits and who comes later, and lets running work end', async () => {
  const fake = fakeDatabase()
  const db = pool(fake.dialect, fake.open, { max: 1 })
  const holder = await held(db)
  const waiting = select(db, 'select waiting')
  let closed = false
  const closing = close(db)().then(() => {
    closed = true
  })
  assert.equal(await waiting, left({ _tag: 'Closed', text: 'select waiting' }))
  assert.equal(await select(db), left({ _tag: 'Closed', text: 'select 1' }))
  assert.is(await tagOf(transaction(() => () => select(db))(db)()), 'Closed')
  await sleep(5)
  assert.is(closed, false, 'a transaction is still running')
  holder.end()
  assert.equal(await holder.result, right('done'))
  await closing
  assert.is(fake.received.at(-1), 'commit')
  assert.is(fake.sessions[0]?.state(), 'dead')
})

test('T15 close drops what still runs after the grace period', async () => {
  const fake = fakeDatabase()
  const db = pool(fake.dialect, fake.open, { max: 2, graceMilliseconds: 5 })
  await select(db)
  const holder = await held(db)
  await db.close()
  assert.ok(fake.sessions.every((session) => session.state() === 'dead'))
  holder.end()
  assert.is(await tagOf(holder.result), 'ConnectionLost', 'what it reports as done was not kept')
  assert.equal(fake.committed, [])
})

test('T15 close settles although a connection never opens, and closes it if it opens later', async () => {
  const fake = fakeDatabase()
  let opened = () => {}
  const slow: Open = async () => {
    await new Promise<void>((resolve) => {
      opened = resolve
    })
    return fake.open()
  }
  const db = pool(fake.dialect, slow, { max: 1, graceMilliseconds: 5 })
  const waiting = select(db)
  await db.close()
  assert.is(await tagOf(waiting), 'Closed')
  opened()
  await sleep(2)
  assert.is(fake.sessions[0]?.state(), 'dead')
})

test('closing twice is closing once, and what all connections share is freed last', async () => {
  const fake = fakeDatabase()
  const order: Array<string> = []
  const dispose = async () => {
    order.push(fake.sessions.every((session) => session.state() === 'dead') ? 'after' : 'before')
  }
  const db = pool(fake.dialect, fake.open, { max: 1, dispose })
  await select(db)
  await Promise.all([db.close(), db.close()])
  await db.close()
  assert.equal(order, ['after'])
})

test('a closed pool has no timer left', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  const fake = fakeDatabase()
  const db = pool(fake.dialect, fake.open, { max: 1, acquireMilliseconds: 60_000, statementMilliseconds: 60_000 })
  const holder = await held(db)
  const waiting = select(db)
  holder.end()
  await Promise.all([holder.result, waiting])
  await db.close()
  assert.is(timers(), before)
})

test.run()

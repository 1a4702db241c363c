/** What a transaction does, on every database; and, on a fake one, what it sends and what it does not. */
import type { TaskEither } from 'fp-ts/TaskEither'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Connection, TransactionOptions } from '../../lib/exec/Connection.js'
import { pool } from '../../lib/exec/pool.js'
import type { Answer } from '../../lib/exec/Session.js'
import type { SqlError } from '../../lib/exec/SqlError.js'
import { transaction, withRollback } from '../../lib/exec/transaction.js'
import { left, right } from '../../lib/fp.js'
import { onEach, sendSql } from '../support/databases.js'
import { fakeDatabase } from '../support/fakeDatabase.js'
import { unhandled } from '../support/unhandled.js'

const send =
  (text: string) =>
  (db: Connection): TaskEither<SqlError, Answer> =>
  () =>
    db.run({ text, values: [] })

const insert = (id: number) => send(`insert into t (id) values (${id})`)

const prepareTable = (db: Connection) => sendSql(db, 'create table t (id integer primary key)')

const ids = async (db: Connection): Promise<ReadonlyArray<number>> => {
  const result = await send('select id from t order by id')(db)()
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right.rows.map(([id]) => Number(id))
}

const tag = (result: { readonly _tag: 'Left' | 'Right'; readonly left?: unknown }): string =>
  result._tag === 'Right' ? 'Right' : (result.left as { readonly _tag: string })._tag

const reason = (result: { readonly _tag: 'Left' | 'Right'; readonly left?: unknown }): string =>
  result._tag === 'Right' ? 'Right' : (result.left as { readonly reason: string }).reason

// -------------------------------------------------------------------------------------
// on every database
// -------------------------------------------------------------------------------------

const portable = { portable: true }

onEach(test, 'a Right commits', portable, async (db) => {
  await prepareTable(db)
  const result = await transaction((tx) => async () => {
    await insert(1)(tx)()
    await insert(2)(tx)()
    return right(await ids(tx))
  })(db)()
  assert.equal(result, right([1, 2]))
  assert.equal(await ids(db), [1, 2])
})

onEach(test, 'a Left rolls back, and stays as it is', portable, async (db) => {
  await prepareTable(db)
  const result = await transaction((tx) => async () => {
    await insert(1)(tx)()
    return left({ mine: true })
  })(db)()
  assert.equal(result, left({ mine: true }))
  assert.equal(await ids(db), [])
})

onEach(test, 'what the body throws rolls back, and is a Left', portable, async (db) => {
  const problems = unhandled()
  await prepareTable(db)
  const cause = new Error('mine')
  const throws = () => {
    throw cause
  }
  const bodies: ReadonlyArray<(tx: Connection) => TaskEither<never, never>> = [
    throws,
    () => throws,
    () => () => Promise.reject(cause),
    (tx) => async () => {
      await insert(1)(tx)()
      throw cause
    },
  ]
  for (const body of bodies) assert.equal(await transaction(body)(db)(), left({ _tag: 'Thrown', cause }))
  const notAnEither = await transaction(() => (async () => undefined) as never)(db)()
  assert.is(tag(notAnEither), 'Thrown')
  assert.equal(await ids(db), [])
  assert.equal(await problems(), [])
})

onEach(test, 'withRollback gives the result, and keeps nothing', portable, async (db) => {
  await prepareTable(db)
  const result = await withRollback((tx) => async () => {
    await insert(1)(tx)()
    return right(await ids(tx))
  })(db)()
  assert.equal(result, right([1]))
  assert.equal(await ids(db), [])
})

onEach(test, 'T14 a failure in a nested transaction leaves the one around it usable', portable, async (db) => {
  await prepareTable(db)
  const result = await transaction((tx) => async () => {
    await insert(1)(tx)()
    const inner = await transaction((nested) => async () => {
      await insert(2)(nested)()
      return insert(1)(nested)()
    })(tx)()
    await insert(3)(tx)()
    return right(tag(inner))
  })(db)()
  assert.equal(result, right('UniqueViolation'))
  assert.equal(await ids(db), [1, 3])
})

onEach(test, 'T14 nested transactions run one after the other, at any depth', portable, async (db) => {
  await prepareTable(db)
  const nest = (depth: number): ((tx: Connection) => TaskEither<SqlError, unknown>) =>
    depth === 0
      ? insert(0)
      : (tx) => async () => {
          await transaction(nest(depth - 1))(tx)()
          await withRollback(insert(100 + depth))(tx)()
          return insert(depth)(tx)()
        }
  assert.is(tag(await transaction(nest(5))(db)()), 'Right')
  assert.equal(await ids(db), [0, 1, 2, 3, 4, 5])
})

onEach(test, 'T14 concurrent nested transactions: one runs, the other is refused', portable, async (db) => {
  await prepareTable(db)
  const result = await transaction((tx) => async () => {
    const [one, two] = await Promise.all([transaction(insert(1))(tx)(), transaction(insert(2))(tx)()])
    return right([tag(one), tag(two)])
  })(db)()
  assert.equal(result, right(['Right', 'TransactionClosed']))
  assert.equal(await ids(db), [1])
})

onEach(
  test,
  'a handle is refused while a nested transaction is open, and works again after it',
  portable,
  async (db) => {
    await prepareTable(db)
    const result = await transaction((tx) => async () => {
      const inside = await transaction((nested) => async () => {
        const refused = await insert(1)(tx)()
        await insert(2)(nested)()
        return right(reason(refused))
      })(tx)()
      await insert(3)(tx)()
      return inside
    })(db)()
    assert.match(JSON.stringify(result), 'a nested transaction is open')
    assert.equal(await ids(db), [2, 3])
  },
)

onEach(test, 'T2 a handle is dead after its transaction has ended', portable, async (db) => {
  await prepareTable(db)
  const handles: Array<Connection> = []
  const keep = (tx: Connection) => {
    handles.push(tx)
  }
  await transaction((tx) => async () => {
    keep(tx)
    await transaction((nested) => async () => {
      keep(nested)
      return right(null)
    })(tx)()
    return right(null)
  })(db)()
  await transaction((tx) => async () => {
    keep(tx)
    return left('no')
  })(db)()
  assert.is(handles.length, 3)
  for (const handle of handles) {
    assert.is(tag(await insert(1)(handle)()), 'TransactionClosed')
    assert.is(tag(await transaction(insert(1))(handle)()), 'TransactionClosed')
  }
  assert.equal(await ids(db), [])
})

onEach(test, 'T17 statements at once run one by one, in order, also when one fails', portable, async (db, name) => {
  const problems = unhandled()
  await prepareTable(db)
  const fine = await transaction((tx) => async () => {
    const results = await Promise.all([1, 2, 3, 4, 5].map((id) => insert(id)(tx)()))
    return right(results.map(tag))
  })(db)()
  assert.equal(fine, right(['Right', 'Right', 'Right', 'Right', 'Right']))
  assert.equal(await ids(db), [1, 2, 3, 4, 5])

  const failing = await transaction((tx) => async () => {
    const results = await Promise.all([6, 1, 7].map((id) => insert(id)(tx)()))
    return left(results.map(tag))
  })(db)()
  const third = name === 'sqlite' ? 'Right' : 'TransactionClosed'
  assert.equal(failing, left(['Right', 'UniqueViolation', third]))
  assert.equal(await ids(db), [1, 2, 3, 4, 5])
  assert.equal(await problems(), [])
})

onEach(
  test,
  'a swallowed failure rolls back where the database says so, with that failure',
  portable,
  async (db, name) => {
    await prepareTable(db)
    const result = await transaction((tx) => async () => {
      await insert(1)(tx)()
      await insert(1)(tx)()
      return right('swallowed')
    })(db)()
    // SQLite undoes the failed statement alone
    assert.is(tag(result), name === 'sqlite' ? 'Right' : 'UniqueViolation')
    assert.equal(await ids(db), name === 'sqlite' ? [1] : [])
  },
)

onEach(test, 'a deferred constraint is refused at COMMIT, with a definite error', portable, async (db) => {
  await prepareTable(db)
  await sendSql(
    db,
    'create table c (id integer primary key, t integer references t (id) deferrable initially deferred)',
  )
  const dangling = await transaction(send('insert into c (id, t) values (1, 99)'))(db)()
  assert.is(tag(dangling), 'ForeignKeyViolation')
  const after = await transaction(insert(1))(db)()
  assert.is(tag(after), 'Right', 'and the next transaction begins cleanly')
  assert.equal(await ids(db), [1])
})

onEach(test, 'a statement that ends the transaction by itself is not followed by others', portable, async (db) => {
  await prepareTable(db)
  const result = await transaction((tx) => async () => {
    await insert(1)(tx)()
    await send('rollback')(tx)()
    const after = await insert(2)(tx)()
    return right(tag(after))
  })(db)()
  assert.is(tag(result), 'TransactionClosed')
  assert.equal(await ids(db), [], 'the second row would have been committed by itself')
})

onEach(test, 'withRollback does not report as undone what its body has committed', portable, async (db) => {
  await prepareTable(db)
  const result = await withRollback((tx) => async () => {
    await insert(1)(tx)()
    await send('commit')(tx)()
    return right('done')
  })(db)()
  assert.is(tag(result), 'TransactionClosed')
  assert.equal(await ids(db), [1])
})

onEach(
  test,
  'a BEGIN outside transaction(...) is refused and undone, and the next statement is by itself',
  portable,
  async (db) => {
    await prepareTable(db)
    assert.is(tag(await send('begin')(db)()), 'TransactionClosed')
    assert.is(tag(await insert(1)(db)()), 'Right')
    assert.is(tag(await send('begin')(db)()), 'TransactionClosed')
    assert.equal(await ids(db), [1])
  },
)

onEach(test, 'T18 building a transaction sends nothing, and running it twice runs it twice', portable, async (db) => {
  await prepareTable(db)
  let runs = 0
  const task = transaction((tx) => async () => {
    runs += 1
    return insert(runs)(tx)()
  })(db)
  assert.is(runs, 0)
  await task()
  await task()
  assert.equal(await ids(db), [1, 2])
})

onEach(test, 'modes that are not in the table are refused, and nothing is sent', portable, async (db, name) => {
  const wrong = { isolation: 'serializable; drop table t', access: 'toString' } as unknown as TransactionOptions
  const result = await transaction(insert(1), wrong)(db)()
  assert.is(tag(result), 'NotCompiled')
  assert.match(JSON.stringify(result), 'isolation')
  assert.match(JSON.stringify(result), 'access')
  const readOnly = await transaction(send('select 1'), { access: 'read only', isolation: 'serializable' })(db)()
  assert.is(tag(readOnly), name === 'sqlite' ? 'NotCompiled' : 'Right')
})

onEach(test, 'the modes reach the server', {}, async (db) => {
  const show = (tx: Connection) => async () => {
    const isolation = await send('show transaction_isolation')(tx)()
    const readOnly = await send('show transaction_read_only')(tx)()
    return right([isolation, readOnly].map((r) => (r._tag === 'Right' ? r.right.rows[0]?.[0] : r)))
  }
  assert.equal(await transaction(show)(db)(), right(['read committed', 'off']))
  assert.equal(await transaction(show, { isolation: 'serializable' })(db)(), right(['serializable', 'off']))
  assert.equal(
    await transaction(show, { isolation: 'repeatable read', access: 'read only' })(db)(),
    right(['repeatable read', 'on']),
  )
})

// -------------------------------------------------------------------------------------
// on a fake one
// -------------------------------------------------------------------------------------

test('a nested transaction may ask for the modes of the one around it, and for no others', async () => {
  const fake = fakeDatabase()
  const db = pool(fake.dialect, fake.open, { max: 1 })
  const nested = (options: TransactionOptions) =>
    transaction((tx) => transaction(() => async () => right('ran'), options)(tx), { isolation: 'serializable' })(db)()
  assert.equal(await nested({ isolation: 'serializable' }), right('ran'))
  assert.is(tag(await nested({ isolation: 'read committed' })), 'NotCompiled')
  assert.is(tag(await nested({ access: 'read only' })), 'NotCompiled')
  await db.close()
})

test('COMMIT answered by ROLLBACK is an error', async () => {
  const fake = fakeDatabase()
  const open: typeof fake.open = async () => {
    const opened = await fake.open()
    if (opened._tag === 'Left') return opened
    const { query, ...session } = opened.right
    return right({
      ...session,
      query: async (command) => {
        const result = await query(command)
        if (command.text !== 'commit' || result._tag === 'Left') return result
        return right({ ...result.right, command: 'ROLLBACK' })
      },
    })
  }
  const db = pool(fake.dialect, open, { max: 1 })
  const result = await transaction(send('write a'))(db)()
  assert.match(JSON.stringify(result), '25P02')
  assert.match(JSON.stringify(result), 'answered by ROLLBACK')
  await db.close()
})

test('a failed rollback does not replace the first error, and the connection goes', async () => {
  for (const kind of ['refused', 'lostBefore', 'lostAfter'] as const) {
    const fake = fakeDatabase({ fault: { at: 2, kind } })
    const db = pool(fake.dialect, fake.open, { max: 1 })
    const result = await transaction(send('fail'))(db)()
    assert.match(JSON.stringify(result), 'told to fail')
    assert.match(JSON.stringify(result), '22012', kind)
    assert.is(fake.sessions[0]?.state(), 'dead')
    await db.close()
  }
})

test('a lost connection is the result, with the statement that lost it, though the body swallowed it', async () => {
  for (const abortsOnError of [true, false]) {
    const fake = fakeDatabase({ abortsOnError, fault: { at: 1, kind: 'lostAfter' } })
    const db = pool(fake.dialect, fake.open, { max: 1 })
    const seen: Array<string> = []
    const result = await transaction((tx) => async () => {
      await send('write a')(tx)()
      seen.push(tag(await send('write b')(tx)()))
      return right('swallowed')
    })(db)()
    assert.equal(result, left({ _tag: 'ConnectionLost', reason: 'cut', sent: true, text: 'write a' }))
    assert.equal(seen, ['TransactionClosed'])
    assert.equal(fake.received, ['start transaction', 'write a'])
    await db.close()
  }
})

test('where a refused COMMIT leaves the transaction open, it is rolled back, and the connection stays', async () => {
  const fake = fakeDatabase({ abortsOnError: false, fault: { at: 2, kind: 'refused' } })
  const db = pool(fake.dialect, fake.open, { max: 1 })
  assert.match(JSON.stringify(await transaction(send('write a'))(db)()), '40001')
  assert.equal(fake.received, ['start transaction', 'write a', 'commit', 'rollback'])
  assert.is(fake.sessions[0]?.state(), 'idle')
  await db.close()
})

test('a savepoint that cannot be undone ends the connection at once, and the first error stays', async () => {
  const fake = fakeDatabase({ fault: { at: 3, kind: 'refused' } })
  const db = pool(fake.dialect, fake.open, { max: 1 })
  const seen: Array<string> = []
  const result = await transaction((tx) => async () => {
    const inner = await transaction(send('fail'))(tx)()
    seen.push(JSON.stringify(inner), fake.sessions[0]?.state() ?? '', tag(await send('write a')(tx)()))
    return right('done')
  })(db)()
  assert.match(seen[0] ?? '', '22012')
  assert.equal(seen.slice(1), ['dead', 'TransactionClosed'])
  assert.match(JSON.stringify(result), '40001')
  assert.equal(fake.received, ['start transaction', 'savepoint joinery_1', 'fail', 'rollback to savepoint joinery_1'])
  await db.close()
})

test('a nested transaction that begins when the body has ended does not run', async () => {
  const fake = fakeDatabase({ slow: true })
  const db = pool(fake.dialect, fake.open, { max: 1 })
  let ran = false
  let nested: Promise<unknown> = Promise.resolve()
  const result = await transaction((tx) => async () => {
    nested = transaction(() => async () => {
      ran = true
      return right(null)
    })(tx)()
    return right('done')
  })(db)()
  assert.match(reason(result), 'still open')
  await nested
  assert.is(ran, false)
  await db.close()
})

test('a nested transaction left open by the body rolls everything back, and its statements are not sent', async () => {
  const fake = fakeDatabase({ slow: true })
  const db = pool(fake.dialect, fake.open, { max: 1 })
  const late: Array<string> = []
  let nested: Promise<unknown> = Promise.resolve()
  const result = await transaction((tx) => async () => {
    let begun = () => {}
    const running = new Promise<void>((resolve) => {
      begun = resolve
    })
    nested = transaction((inner) => async () => {
      begun()
      await new Promise((resolve) => setTimeout(resolve, 10))
      late.push(reason(await send('write late')(inner)()))
      return right(null)
    })(tx)().then((outcome) => late.push(reason(outcome)))
    await running
    return right('done')
  })(db)()
  assert.match(reason(result), 'still open')
  await nested
  assert.is(late.length, 2)
  assert.match(late[0] ?? '', 'has ended')
  assert.match(late[1] ?? '', 'ended first')
  assert.equal(fake.received, ['start transaction', 'savepoint joinery_1', 'rollback'])
  await db.close()
})

test('after a failed statement nothing more is sent, and the refusal says why', async () => {
  const fake = fakeDatabase()
  const db = pool(fake.dialect, fake.open, { max: 1 })
  const result = await transaction((tx) => async () => {
    await send('fail')(tx)()
    return right(reason(await send('write a')(tx)()))
  })(db)()
  assert.match(JSON.stringify(result), '22012')
  assert.equal(fake.received, ['start transaction', 'fail', 'rollback'])
  const seen = await withRollback((tx) => async () => {
    await send('fail')(tx)()
    return right(reason(await send('write a')(tx)()))
  })(db)()
  assert.match(JSON.stringify(seen), 'a statement of this transaction failed')
  await db.close()
})

test.run()

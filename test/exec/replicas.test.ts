/**
 * A primary and a streaming replica on this machine: where reads go, and what becomes of them when a server is gone.
 *
 * Skipped where there is no PostgreSQL to start.
 */
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { connect as connectPg } from '../../dialects/pg/connect.js'
import { connect as connectPostgres } from '../../dialects/postgres/connect.js'
import type { ReadConnection } from '../../lib/exec/Connection.js'
import { right } from '../../lib/fp.js'
import {
  all,
  close,
  commitPrepared,
  execute,
  from,
  insertInto,
  integer,
  orderBy,
  preparedTransactions,
  primaryKey,
  readAfter,
  readTransaction,
  select,
  stream,
  table,
  transaction,
  values,
  withReplicas,
  writePosition,
} from '../../lib/index.js'
import { expectLeft, expectRight } from '../support/expect.js'
import { type Pair, startPair, whyNoServers } from '../support/servers.js'

const items = table('items', { id: primaryKey(integer) })

const list = pipe(from(items), orderBy(items.c.id), select(items))

const add = (id: number) => execute(pipe(insertInto(items), values({ id })))

const run = (db: ReadConnection, text: string) => db.run({ text, values: [] })

const scalar = async (db: ReadConnection, text: string): Promise<unknown> =>
  expectRight(await run(db, text)).rows[0]?.[0]

const recovering = 'select pg_is_in_recovery()'

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

const options = { max: 4, acquireMilliseconds: 1_500 }

for (const [transport, connect] of Object.entries({ postgres: connectPostgres, pg: connectPg })) {
  const why = whyNoServers()
  const test = suite<{ pair: Pair }>(`replicas by ${transport}`)
  if (why !== null) {
    test.skip(`replicas: ${why}`, () => {})
    test.run()
    continue
  }

  test.before(async (context) => {
    context.pair = await startPair()
    const db = connect(context.pair.primary.url)
    expectRight(await run(db, 'create table items (id integer primary key)'))
    await db.close()
  })

  test.after(({ pair }) => pair.remove())

  test('reads go to the replica, and writes to the primary', async ({ pair }) => {
    const db = withReplicas(connect(pair.primary.url, options), [connect(pair.standby.url, options)])
    assert.equal([await scalar(db, recovering), await scalar(db.replica, recovering)], ['f', 't'])
    assert.is(
      expectRight(await readTransaction((tx) => async () => right(await scalar(tx, recovering)))(db.replica)()),
      't',
    )
    const position = await pipe(
      add(1)(db),
      TE.flatMap(() => writePosition(db)),
    )()
    const after = readAfter(expectRight(position))(db)
    assert.equal(expectRight(await all(list)(after)()), [{ id: 1 }])
    assert.is(await scalar(after, recovering), 't')
    const streamed: Array<unknown> = []
    for await (const row of stream(list)(db.replica)) streamed.push(row)
    assert.equal(streamed, [right({ id: 1 })])
    await close(db)()
  })

  test('200 reads after as many writes are never stale, each by the position of its write', async ({ pair }) => {
    const db = withReplicas(connect(pair.primary.url, options), [connect(pair.standby.url, options)])
    for (let id = 100; id < 300; id++) {
      expectRight(await add(id)(db)())
      const after = readAfter(expectRight(await writePosition(db)()))(db)
      assert.is(await scalar(after, `select count(*) from items where id = ${id}`), '1')
    }
    await close(db)()
  })

  test('what writes is refused by the replica too, whatever its type says', async ({ pair }) => {
    const db = withReplicas(connect(pair.primary.url, options), [connect(pair.standby.url, options)])
    assert.is((expectLeft(await run(db.replica, 'insert into items values (9)')) as any).code, '25006')
    await close(db)()
  })

  test('the hosts of an address are tried until one is what was asked for', async ({ pair }) => {
    const hosts = (attrs: string) =>
      `postgres://postgres@127.0.0.1:${pair.standby.port},127.0.0.1:1,127.0.0.1:${pair.primary.port}/postgres?target_session_attrs=${attrs}`
    for (const [attrs, expected] of [
      ['any', 't'],
      ['read-write', 'f'],
      ['primary', 'f'],
      ['standby', 't'],
      ['read-only', 't'],
      ['prefer-standby', 't'],
    ] as const) {
      const db = connect(hosts(attrs), options)
      assert.is(await scalar(db, recovering), expected, attrs)
      await db.close()
    }
    const none = connect(
      `postgres://postgres@127.0.0.1:${pair.primary.port},127.0.0.1:1/postgres?target_session_attrs=standby`,
      options,
    )
    assert.match(
      JSON.stringify(expectLeft(await run(none, recovering))),
      /no server could be used.*is not standby.*ECONNREFUSED/,
    )
    await none.close()
  })

  test('a transaction is prepared, and kept by whoever knows its name', async ({ pair }) => {
    const db = connect(pair.primary.url, options)
    const name = `it's \\ of ${transport}`
    expectRight(await transaction((tx) => add(50)(tx), { prepareAs: name })(db)())
    assert.equal(expectRight(await preparedTransactions(db)()), [name])
    assert.is(await scalar(db, 'select count(*) from items where id = 50'), '0')
    expectRight(await commitPrepared(name)(db)())
    assert.is(await scalar(db, 'select count(*) from items where id = 50'), '1')
    await db.close()
  })

  test('a replica that goes loses no read: the primary is read, and does not write for it', async ({ pair }) => {
    const db = withReplicas(connect(pair.primary.url, options), [connect(pair.standby.url, options)], {
      awayMilliseconds: 300,
    })
    assert.is(await scalar(db.replica, recovering), 't')
    let failures = 0
    let over = false
    const reader = async () => {
      while (!over) if ((await run(db.replica, recovering))._tag === 'Left') failures += 1
    }
    const readers = [reader(), reader(), reader()]
    await sleep(100)
    pair.standby.stop()
    await sleep(300)
    over = true
    await Promise.all(readers)
    assert.is(failures, 0)
    assert.is(await scalar(db.replica, recovering), 'f')
    assert.is((expectLeft(await run(db.replica, 'insert into items values (9)')) as any).code, '25006')
    pair.standby.start()
    await sleep(600)
    assert.is(await scalar(db.replica, recovering), 't', 'it is read again')
    await close(db)()
  })

  test('when the standby is made the primary, writes find it', async ({ pair }) => {
    const url = `postgres://postgres@127.0.0.1:${pair.primary.port},127.0.0.1:${pair.standby.port}/postgres?target_session_attrs=read-write`
    const db = connect(url, options)
    expectRight(await add(60)(db)())
    await sleep(100)
    pair.primary.stop()
    assert.is((await add(61)(db)())._tag, 'Left')
    pair.standby.promote()
    const start = performance.now()
    while ((await add(62)(db)())._tag === 'Left') {
      assert.ok(performance.now() - start < 5_000, 'it was not found')
      await sleep(20)
    }
    await db.close()
  })

  test.run()
}

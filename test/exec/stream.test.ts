/** Rows as they are wanted: in pages, no more of them than were asked for, and nothing left open afterwards. */
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Connection, LogEvent } from '../../lib/exec/Connection.js'
import {
  all,
  collect,
  div,
  eq,
  execute,
  forEachRow,
  from,
  insertInto,
  integer,
  oneToMany,
  orderBy,
  primaryKey,
  select,
  stream,
  sub,
  table,
  text,
  transaction,
  values,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach, onServers, sendSql } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

const items = table('items', { id: primaryKey(integer), name: text })

const inOrder = pipe(from(items), orderBy(items.c.id), select(items))

const fill = async (db: Connection, count: number): Promise<void> => {
  await sendSql(db as never, 'create table items (id integer primary key, name text not null)')
  const rows = Array.from({ length: count }, (_, i) => ({ id: i + 1, name: `item ${i + 1}` }))
  expectRight(await execute(pipe(insertInto(items), values(rows)))(db)())
}

/** All that a stream gives; a Left as its tag. */
const taken = async (rows: AsyncIterable<{ readonly _tag: string }>): Promise<ReadonlyArray<unknown>> => {
  const out: Array<unknown> = []
  for await (const row of rows as AsyncIterable<any>) out.push(row._tag === 'Left' ? row.left._tag : row.right)
  return out
}

const texts = (log: ReadonlyArray<LogEvent>): ReadonlyArray<string> =>
  log.map(({ text }) => text.replace(/joinery_\d+/g, 'joinery_n').replace(/\s+/g, ' '))

onEach(test, 'a stream gives what all gives, whatever the size of its pages', { portable: true }, async (db) => {
  await fill(db, 23)
  const expected = expectRight(await all(inOrder)(db)())
  for (const size of [1, 2, 7, 22, 23, 24, 500]) assert.equal(await taken(stream(inOrder, { size })(db)), expected)
  assert.equal(await taken(stream(pipe(inOrder, where(eq(items.c.id, 99))))(db)), [])
})

onServers(test, 'a stream is a cursor in a transaction, and fetches no more than is wanted', async (db, log) => {
  await fill(db, 10)
  log.length = 0
  for await (const row of stream(pipe(inOrder, where(eq(items.c.name, 'item 3'))), { size: 2 })(db))
    assert.is(row._tag, 'Right')
  assert.equal(texts(log), [
    'begin',
    'declare "joinery_n" no scroll cursor for select "items"."id", "items"."name" from "items" where "items"."name" = $1 order by "items"."id"',
    'fetch 2 from "joinery_n"',
    'close "joinery_n"',
    'commit',
  ])
  log.length = 0
  let seen = 0
  for await (const row of stream(inOrder, { size: 2 })(db)) {
    assert.is(row._tag, 'Right')
    seen += 1
    if (seen === 3) break
  }
  const fetched = texts(log).filter((text) => text.startsWith('fetch')).length
  assert.ok(fetched <= 3, `${fetched} pages were fetched for three rows`)
  assert.equal(texts(log).slice(-2), ['close "joinery_n"', 'commit'])
  assert.is(db.status().busy, 0)
})

onEach(test, 'a reader that throws leaves nothing open', { portable: true }, async (db) => {
  await fill(db, 10)
  const reads = async () => {
    for await (const row of stream(inOrder, { size: 2 })(db)) throw new Error(`of the reader: ${row._tag}`)
  }
  await reads().then(
    () => assert.unreachable(),
    (error) => assert.match(error.message, 'of the reader'),
  )
  assert.is(db.status().busy, 0)
  assert.is(expectRight(await all(inOrder)(db)()).length, 10)
})

onEach(
  test,
  'inside a transaction, a stream is a part of it, and writes may go on between its rows',
  {},
  async (db) => {
    await fill(db, 10)
    const renamed = await transaction((tx) =>
      forEachRow(inOrder, ({ id }) => execute(pipe(insertInto(items), values({ id: id + 100, name: 'copy' })))(tx), {
        size: 3,
      })(tx),
    )(db)()
    assert.is(expectRight(renamed), 10)
    assert.is(expectRight(await all(inOrder)(db)()).length, 20)
  },
)

onEach(test, 'an error in the midst of a stream is the last thing that comes', {}, async (db) => {
  await fill(db, 10)
  const failing = pipe(
    from(items),
    orderBy(items.c.id),
    select({ id: items.c.id, never: div(items.c.id, sub(items.c.id, 7)) }),
  )
  const rows = await taken(stream(failing, { size: 2 })(db))
  assert.is(rows.length, 7)
  assert.is(rows.at(-1), 'QueryFailed')
  assert.is(db.status().busy, 0)
})

onEach(test, 'forEachRow waits for each row, and ends with the first Left', { portable: true }, async (db) => {
  await fill(db, 10)
  const seen: Array<number> = []
  const until = (last: number) =>
    forEachRow(inOrder, ({ id }) => {
      seen.push(id)
      return id < last ? TE.right(id) : TE.left('enough')
    })
  assert.equal(await until(4)(db)(), { _tag: 'Left', left: 'enough' })
  assert.equal(seen, [1, 2, 3, 4])
  assert.is(expectRight((await forEachRow(inOrder, () => TE.right(null))(db)()) as never), 10)
  const thrown = await forEachRow(inOrder, () => () => Promise.reject(new Error('no')))(db)()
  assert.is((thrown as any).left._tag, 'Thrown')
})

onEach(test, 'rows of a stream have their nested rows', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(
    from(users),
    orderBy(users.c.id),
    select({ name: users.c.name, posts: collect(oneToMany(users, posts)) }),
  )
  assert.equal(await taken(stream(query, { size: 2 })(db)), expectRight(await all(query)(db)()))
})

onServers(test, '100,000 rows of 2 kB are never all in memory', async (db) => {
  await sendSql(db, "create view items as select g as id, repeat('x', 2000) as name from generate_series(1, 100000) g")
  globalThis.gc?.()
  let most = 0
  let count = 0
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed
  for await (const row of stream(pipe(from(items), select(items)), { size: 200 })(db)) {
    assert.is(row._tag, 'Right')
    count += 1
    if (count % 5_000 === 0) {
      globalThis.gc?.()
      most = Math.max(most, process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before)
    }
  }
  assert.is(count, 100_000)
  // all rows would be 200 MB
  assert.ok(most < 100_000_000, `${most} bytes`)
})

test.run()

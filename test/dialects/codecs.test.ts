/**
 * Values of every column type, there and back, on real databases; and what no database gets to see.
 *
 * Each hard value goes in through an insert and comes back through a select, nested in JSON, and by `eq` and `in_`.
 */
import { inspect } from 'node:util'
import { pipe } from 'fp-ts/function'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Database } from '../../lib/exec/Connection.js'
import { right } from '../../lib/fp.js'
import {
  type AnyTable,
  all,
  asText,
  bytea,
  collect,
  createAll,
  createTable,
  defaultTo,
  eq,
  execute,
  from,
  in_,
  insertInto,
  integer,
  json,
  metadata,
  nullable,
  one,
  oneToMany,
  orderBy,
  primaryKey,
  rawStatement,
  references,
  returning,
  SQL,
  select,
  set,
  table,
  text,
  timestamptz,
  transaction,
  update,
  values,
  where,
} from '../../lib/index.js'
import type { AnySpec } from '../../lib/schema/Column.js'
import { type DatabaseName, onEach, onSqlite, sendSql } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'
import { equalInSql, type Hard, hard, instants, same } from '../support/hard.js'
import { unhandled } from '../support/unhandled.js'

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const counts = ({ type }: AnySpec): boolean => type._tag === 'serial' || type._tag === 'bigserial'

const specimensOf = (spec: AnySpec) => {
  const owners = table('owners', { id: primaryKey(integer) })
  const specimens = table('specimens', {
    id: primaryKey(integer),
    ownerId: pipe(
      integer,
      references(() => owners.c.id),
    ),
    // what counts up is never null
    it: counts(spec) ? spec : nullable(spec),
  })
  return { owners, specimens, all: oneToMany(owners, specimens) }
}

const created = async (db: Database, { owners, specimens }: ReturnType<typeof specimensOf>): Promise<void> => {
  expectRight(await createAll(metadata([owners, specimens]))(db)())
  expectRight(await execute(pipe(insertInto(owners), values({ id: 1 })))(db)())
}

const given = ({ values, notOnSqlite = [] }: Hard, name: DatabaseName): ReadonlyArray<unknown> =>
  values.map(([it]) => it).filter((it) => name !== 'sqlite' || !notOnSqlite.includes(it))

const readOf = ({ values, otherwise }: Hard, name: DatabaseName, it: unknown): unknown => {
  const isIt = ([key]: readonly [unknown, unknown?]): boolean => Object.is(key, it)
  const found = otherwise?.[name]?.find(isIt) ?? values.find(isIt)
  return found?.length === 2 ? found[1] : it
}

// -------------------------------------------------------------------------------------
// there and back
// -------------------------------------------------------------------------------------

for (const type of hard) {
  const tables = specimensOf(type.spec)
  const { owners, specimens } = tables
  const byId = pipe(from(specimens), orderBy(specimens.c.id), select({ it: specimens.c.it }))

  onEach(test, `${type.type}: what is inserted is selected, flat and nested`, { portable: true }, async (db, name) => {
    await created(db, tables)
    const inputs = given(type, name)
    const outputs = inputs.map((it) => readOf(type, name, it))
    const nulls = counts(type.spec) ? [] : [null]
    const rows = [...inputs, ...nulls].map((it, i) => ({ id: i, ownerId: 1, it }))
    const back = await all(pipe(insertInto(specimens), values(rows), returning({ it: specimens.c.it })))(db)()
    const expected = [...outputs, ...nulls].map((it) => ({ it }))
    same(expectRight(back), expected, 'returned')
    same(expectRight(await all(byId)(db)()), expected, 'selected')
    const nested = pipe(
      from(owners),
      select({
        them: collect(tables.all, (rows, s) => pipe(rows, orderBy(s.c.id), select({ it: s.c.it }))),
        deeper: collect(tables.all, (rows, s) => pipe(rows, orderBy(s.c.id), select({ one: { two: { it: s.c.it } } }))),
      }),
    )
    const { them, deeper } = expectRight(await one(nested)(db)())
    same(them, expected, 'nested')
    same(
      deeper,
      expected.map((two) => ({ one: { two } })),
      'nested deeper',
    )
  })

  if (type.comparable !== false)
    onEach(test, `${type.type}: a value finds its rows, alone and in a list`, { portable: true }, async (db, name) => {
      await created(db, tables)
      const inputs = given(type, name)
      const outputs = inputs.map((it) => readOf(type, name, it))
      const rows = inputs.map((it, i) => ({ id: i, ownerId: 1, it }))
      expectRight(await execute(pipe(insertInto(specimens), values(rows)))(db)())
      const found = pipe(from(specimens), orderBy(specimens.c.id), select({ id: specimens.c.id }))
      for (const [i, it] of inputs.entries()) {
        const ids = outputs.flatMap((other, id) => (equalInSql(other, outputs[i]) ? [{ id }] : []))
        const about = inspect(it).slice(0, 100)
        same(expectRight(await all(pipe(found, where(eq(specimens.c.it, it as never))))(db)()), ids, `= ${about}`)
        same(expectRight(await all(pipe(found, where(in_(specimens.c.it, [it]))))(db)()), ids, `in ${about}`)
      }
      const every = await all(pipe(found, where(in_(specimens.c.it, inputs as ReadonlyArray<never>))))(db)()
      same(
        expectRight(every),
        inputs.map((_, id) => ({ id })),
        'in all',
      )
    })

  onEach(
    test,
    `${type.type}: what it cannot hold is refused before it is sent`,
    { portable: true },
    async (db, name, log) => {
      await created(db, tables)
      const since = unhandled()
      const [good] = given(type, name)
      const row = (id: number, it: unknown) => ({ id, ownerId: 1, it })
      const bad = [...type.bad, ...(name === 'sqlite' ? (type.notOnSqlite ?? []) : [])]
      for (const it of bad) {
        const about = inspect(it)
        log.length = 0
        const statements = [
          execute(pipe(insertInto(specimens), values(row(1, it)))),
          execute(pipe(insertInto(specimens), values([row(1, good), row(2, it), row(3, good)]))),
          execute(pipe(update(specimens), set({ it: it as never }), where(eq(specimens.c.id, 1)))),
          all(pipe(byId, where(eq(specimens.c.it, it as never)))),
          all(pipe(byId, where(in_(specimens.c.it, [good as never, it as never])))),
        ]
        for (const [i, statement] of statements.entries()) {
          const error = expectLeft(await statement(db)())
          assert.ok(error._tag === 'InvalidValue' || error._tag === 'NotCompiled', `${about} in ${i}: ${error._tag}`)
        }
        same(
          log.map(({ text }) => text),
          [],
          `sent for ${about}`,
        )
      }
      // a transaction that was never told of the bad value goes on, and so do neighbours
      const [kept, refused] = await Promise.all([
        transaction((tx) => async () => {
          const before = await execute(pipe(insertInto(specimens), values(row(1, good))))(tx)()
          const between = await execute(pipe(insertInto(specimens), values(row(2, bad[0]))))(tx)()
          assert.is(between._tag, 'Left')
          const after = await execute(pipe(insertInto(specimens), values(row(3, good))))(tx)()
          return before._tag === 'Left' ? before : after
        })(db)(),
        execute(pipe(insertInto(specimens), values(row(4, bad[0]))))(db)(),
      ])
      assert.is(expectRight(kept), 1)
      assert.is(refused._tag, 'Left')
      assert.is(expectRight(await all(byId)(db)()).length, 2)
      same(await since(), [], 'unhandled')
    },
  )

  if (!counts(type.spec))
    onEach(test, `${type.type}: a default is the value that was given`, { portable: true }, async (db, name) => {
      const inputs = given(type, name)
      const specs = inputs.map((it, i) => [`it${i}`, defaultTo(it)(type.spec as never)])
      const t = table('t', { id: primaryKey(integer), ...Object.fromEntries(specs) }) as AnyTable
      const expected = Object.fromEntries(inputs.map((it, i) => [`it${i}`, readOf(type, name, it)]))
      expectRight(await execute(createTable(t))(db)())
      const row = await one(pipe(insertInto(t), values({ id: 1 }), returning(t)))(db)()
      same(expectRight(row), { id: 1, ...expected }, 'in one row')
      // SQLite has no DEFAULT among values
      const given_ = Object.fromEntries(inputs.map((it, i) => [`it${i}`, it]))
      const two = await all(pipe(insertInto(t), values([{ id: 2, ...given_ }, { id: 3 }]), returning(t)))(db)()
      same(expectRight(two)[1], { id: 3, ...expected }, 'in one row of two')
    })
}

// -------------------------------------------------------------------------------------
// what a database says otherwise
// -------------------------------------------------------------------------------------

const moments = table('moments', { id: primaryKey(integer), at: timestamptz })

const exactMoments = table('moments', { id: primaryKey(integer), at: asText(timestamptz) })

onEach(test, 'a timestamptz as text keeps microseconds and infinity, where a Date does not', {}, async (db) => {
  expectRight(await createAll(metadata([moments]))(db)())
  const texts = [
    '2026-11-22 13:30:00.123456+00',
    '0044-03-15 12:00:00+00 BC',
    'infinity',
    '-infinity',
    '294276-12-31 23:59:59.999999+00',
  ]
  const rows = texts.map((at, id) => ({ id, at }))
  const result = await transaction((tx) => async () => {
    expectRight(await execute(rawStatement(SQL`set local time zone 'UTC'`))(tx)())
    expectRight(await execute(pipe(insertInto(exactMoments), values(rows)))(tx)())
    same(
      expectRight(await all(pipe(from(exactMoments), orderBy(exactMoments.c.id), select(exactMoments)))(tx)()),
      rows,
      'as text',
    )
    const first = await one(pipe(from(moments), where(eq(moments.c.id, 0)), select({ at: moments.c.at })))(tx)()
    same(expectRight(first), { at: new Date('2026-11-22T13:30:00.123Z') }, 'as a Date')
    for (const id of [2, 3, 4]) {
      const error = expectLeft(await all(pipe(from(moments), where(eq(moments.c.id, id)), select(moments)))(tx)())
      assert.is(error._tag === 'Undecodable' && error.column, 'at')
    }
    return right(null)
  })(db)()
  expectRight(result)
})

onEach(test, 'a Date is the same in every time zone of the session', {}, async (db) => {
  const owned = specimensOf(timestamptz)
  await created(db, owned)
  const { owners, specimens } = owned
  const rows = instants.map((it, id) => ({ id, ownerId: 1, it }))
  expectRight(await execute(pipe(insertInto(specimens), values(rows)))(db)())
  // the last two have seconds in their old offsets
  for (const zone of [
    'UTC',
    'Asia/Kolkata',
    'America/Los_Angeles',
    'America/St_Johns',
    'Europe/Amsterdam',
    'Africa/Monrovia',
  ]) {
    expectRight(
      await transaction((tx) => async () => {
        expectRight(await tx.run({ text: `set local time zone '${zone}'`, values: [] }))
        const flat = await all(pipe(from(specimens), orderBy(specimens.c.id), select({ it: specimens.c.it })))(tx)()
        same(
          expectRight(flat),
          instants.map((it) => ({ it })),
          zone,
        )
        const them = collect(owned.all, (rows_, s) => pipe(rows_, orderBy(s.c.id), select({ it: s.c.it })))
        const nested = await one(pipe(from(owners), select({ them })))(tx)()
        same(
          expectRight(nested).them,
          instants.map((it) => ({ it })),
          `${zone}, nested`,
        )
        return all(pipe(from(specimens), where(in_(specimens.c.it, instants)), select({ id: specimens.c.id })))(tx)()
      })(db)(),
    )
  }
})

const stored = table('stored', {
  id: primaryKey(integer),
  whole: nullable(integer),
  words: nullable(text),
  bytes: nullable(bytea),
  document: nullable(json()),
  at: nullable(timestamptz),
})

test('what another program has put into SQLite and a column cannot hold is Undecodable, and names the column [sqlite]', () =>
  onSqlite(async (db) => {
    expectRight(await createAll(metadata([stored]))(db)())
    const cases = {
      whole: ['9007199254740993', '-9007199254740993'],
      bytes: ["'text'", '1'],
      document: ["'{'", "''"],
      at: ["'yesterday'", "''", '1'],
    }
    for (const [column, literals] of Object.entries(cases)) {
      for (const literal of literals) {
        await sendSql(db, 'delete from stored')
        await sendSql(db, `insert into stored (id, ${column}) values (1, ${literal})`)
        const error = expectLeft(await all(pipe(from(stored), select(stored)))(db)())
        assert.is(error._tag === 'Undecodable' && error.column, column, literal)
      }
    }
    await sendSql(db, 'delete from stored')
    await sendSql(db, 'insert into stored (id, whole, words) values (1, 9007199254740991, 12)')
    const rows = await all(pipe(from(stored), select({ whole: stored.c.whole, words: stored.c.words })))(db)()
    same(expectRight(rows), [{ whole: 9_007_199_254_740_991, words: '12' }], 'what can be held')
  }))

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import type { Database } from '../../lib/exec/Connection.js'
import * as typed from '../../lib/index.js'
import {
  add,
  all,
  createTable,
  cursorOf,
  decodeCursor,
  encodeCursor,
  eq,
  execute,
  firstPage,
  from,
  insertInto,
  integer,
  keyset,
  lastPage,
  leftJoin,
  limit,
  lower,
  nullable,
  orderBy,
  pageAfter,
  pageBefore,
  primaryKey,
  select,
  table,
  text,
  timestamptz,
  values,
  where,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'
import { type Random, random, seedNumber } from '../support/random.js'

const test = suite('keyset')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const named = pipe(from(users), select({ name: users.c.name }))

const ordered = (statement: Branded, where: string, order: string, values: ReadonlyArray<unknown>) =>
  inPostgres(
    statement,
    `select "users"."name"\nfrom "users"${where === '' ? '' : `\nwhere ${where}`}\norder by ${order}`,
    values,
  )

// -------------------------------------------------------------------------------------
// pages
// -------------------------------------------------------------------------------------

const byName = keyset({ name: users.c.name }, { id: users.c.id })

test('where all keys go the same way, rows are compared', () => {
  const up = '"users"."name", "users"."id"'
  const down = '"users"."name" desc, "users"."id" desc'
  const place = { name: 'jack', id: '7' }
  ordered(pipe(named, firstPage(byName)), '', up, [])
  ordered(pipe(named, pageAfter(byName, place)), `(${up}) > ($1, $2)`, up, ['jack', '7'])
  ordered(pipe(named, lastPage(byName)), '', down, [])
  ordered(pipe(named, pageBefore(byName, place)), `(${up}) < ($1, $2)`, down, ['jack', '7'])
})

test('the tie-break goes the way of the key before it', () => {
  const newest = keyset({ name: { by: users.c.name, direction: 'desc' } }, { id: users.c.id })
  const place = { name: 'jack', id: '7' }
  ordered(
    pipe(named, pageAfter(newest, place)),
    '("users"."name", "users"."id") < ($1, $2)',
    '"users"."name" desc, "users"."id" desc',
    ['jack', '7'],
  )
  const byId = keyset({}, { id: { by: users.c.id, direction: 'desc' } })
  ordered(pipe(named, pageAfter(byId, { id: '7' })), '"users"."id" < $1', '"users"."id" desc', ['7'])
})

test('where keys go different ways, each is compared, and the first says where to begin', () => {
  const mixed = keyset(
    { state: { by: users.c.state, direction: 'desc' }, name: { by: users.c.name, direction: 'asc' } },
    { id: users.c.id },
  )
  ordered(
    pipe(named, pageAfter(mixed, { state: 'new', name: 'jack', id: '7' })),
    '"users"."state" <= $1 and ("users"."state" < $2 or "users"."state" = $3 and ' +
      '("users"."name" > $4 or "users"."name" = $5 and "users"."id" > $6))',
    '"users"."state" desc, "users"."name", "users"."id"',
    ['new', 'new', 'new', 'jack', 'jack', '7'],
  )
})

test('a key that may be null says where those rows come', () => {
  const byAge = keyset({ age: { by: users.c.age, nulls: 'last' } }, { id: users.c.id })
  const up = '"users"."age" nulls last, "users"."id"'
  const down = '"users"."age" desc nulls first, "users"."id" desc'
  ordered(
    pipe(named, pageAfter(byAge, { age: '31', id: '7' })),
    '"users"."age" > $1 or "users"."age" is null or "users"."age" = $2 and "users"."id" > $3',
    up,
    ['31', '31', '7'],
  )
  ordered(pipe(named, pageAfter(byAge, { age: null, id: '7' })), '"users"."age" is null and "users"."id" > $1', up, [
    '7',
  ])
  ordered(
    pipe(named, pageBefore(byAge, { age: null, id: '7' })),
    '"users"."age" is not null or "users"."age" is null and "users"."id" < $1',
    down,
    ['7'],
  )
  ordered(
    pipe(named, pageBefore(byAge, { age: '31', id: '7' })),
    '"users"."age" < $1 or "users"."age" = $2 and "users"."id" < $3',
    down,
    ['31', '31', '7'],
  )
})

test('a key that is no column is compared as what it is', () => {
  const byLower = keyset({ lower: lower(users.c.name), next: add(users.c.id, 1) }, { id: users.c.id })
  const page = pipe(named, pageAfter(byLower, { lower: 'jack', next: '8', id: '7' }))
  inPostgres(
    page,
    `
    select "users"."name"
    from "users"
    where (lower("users"."name"), "users"."id" + $1, "users"."id") > ($2::text, $3::integer, $4)
    order by lower("users"."name"), "users"."id" + $5, "users"."id"
    `,
    [1, 'jack', '8', '7', 1],
  )
  inSqlite(
    page,
    `
    select "users"."name"
    from "users"
    where (lower("users"."name"), "users"."id" + ?, "users"."id") > (cast(? as text), cast(? as integer), ?)
    order by lower("users"."name"), "users"."id" + ?, "users"."id"
    `,
    [1, 'jack', '8', '7', 1],
  )
})

// -------------------------------------------------------------------------------------
// every row once
// -------------------------------------------------------------------------------------

const things = table('things', {
  id: primaryKey(integer),
  a: nullable(integer),
  b: nullable(text),
  c: integer,
  d: text,
})

type Thing = typed.Row<typeof things>

const words = ['', 'a', 'ab', 'b', 'x"y', "o'z", 'zz']

const thingsOf = ({ below, pick }: Random, n: number): ReadonlyArray<Thing> =>
  Array.from({ length: n }, (_, id) => ({
    id,
    a: pick([null, below(3)]),
    b: pick([null, pick(words)]),
    c: below(4) - 2,
    d: pick(words),
  }))

interface Spec {
  readonly key: 'a' | 'b' | 'c' | 'd'
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last'
}

const specsOf = ({ below, pick }: Random): ReadonlyArray<Spec> =>
  (['a', 'b', 'c', 'd'] as const)
    .map((key) => ({ key, at: below(100) }))
    .sort((x, y) => x.at - y.at)
    .slice(0, below(4))
    .map(({ key }) => ({ key, direction: pick(['asc', 'desc']), nulls: pick(['first', 'last']) }))

/** The order as JavaScript has it. */
const comparing =
  (specs: ReadonlyArray<Spec>, tie: 'asc' | 'desc') =>
  (x: Thing, y: Thing): number => {
    for (const { key, direction, nulls } of specs) {
      const [a, b] = [x[key], y[key]]
      if (a === b) continue
      if (a === null || b === null) return (a === null) === (nulls === 'first') ? -1 : 1
      return (a < b ? -1 : 1) * (direction === 'asc' ? 1 : -1)
    }
    return (x.id - y.id) * (tie === 'asc' ? 1 : -1)
  }

/** All pages from the first, or from the last, by the cursors of their last rows, as texts. */
const paged = async (db: Database, specs: ReadonlyArray<Spec>, tie: 'asc' | 'desc', forward: boolean, size: number) => {
  const keys = keyset(
    Object.fromEntries(
      specs.map(({ key, direction, nulls }) => [
        key,
        key === 'a' || key === 'b' ? { by: things.c[key], direction, nulls } : { by: things.c[key], direction },
      ]),
    ) as Record<string, { by: typeof things.c.c; direction: 'asc' }>,
    { id: { by: things.c.id, direction: tie } },
  )
  const query = pipe(from(things), select({ id: things.c.id, cursor: cursorOf(keys) }), limit(size))
  const ids: Array<number> = []
  let next = pipe(query, (forward ? firstPage : lastPage)(keys))
  for (;;) {
    const rows = expectRight(await all(next)(db)())
    ids.push(...rows.map(({ id }) => id))
    const last = rows.at(-1)
    if (last === undefined) return ids
    const decoded = decodeCursor(keys)(encodeCursor(keys)(last.cursor))
    if (decoded._tag === 'Left') throw new Error(decoded.left.reason)
    assert.equal(decoded.right, last.cursor)
    next = pipe(query, (forward ? pageAfter : pageBefore)(keys, decoded.right))
  }
}

onEach(test, 'every row comes once, in order, forward and backward', { portable: true }, async (db) => {
  const choose = random(seedNumber)
  const rows = thingsOf(choose, 60)
  expectRight(await execute(createTable(things))(db)())
  expectRight(await execute(pipe(insertInto(things), values(rows)))(db)())
  for (let i = 0; i < 25; i++) {
    const specs = specsOf(choose)
    const tie = choose.pick(['asc', 'desc'] as const)
    const expected = [...rows].sort(comparing(specs, tie)).map(({ id }) => id)
    const what = JSON.stringify({ seedNumber, specs, tie })
    const size = 1 + choose.below(20)
    assert.equal(await paged(db, specs, tie, true, size), expected, what)
    assert.equal(await paged(db, specs, tie, false, size), [...expected].reverse(), what)
  }
})

const events = table('events', { id: primaryKey(integer), at: timestamptz })

onEach(test, 'rows whose times differ by less than a Date can tell come once', {}, async (db) => {
  expectRight(await execute(createTable(events))(db)())
  await sendSql(
    db,
    `insert into events select i, '2026-11-22 13:30:00.123+00'::timestamptz + i * interval '1 microsecond' from generate_series(1, 9) i`,
  )
  const newest = keyset({ at: { by: events.c.at, direction: 'desc' } }, { id: events.c.id })
  const query = pipe(from(events), select({ id: events.c.id, cursor: cursorOf(newest) }), limit(2))
  const first = expectRight(await all(pipe(query, firstPage(newest)))(db)())
  const [, last] = first
  if (last === undefined) return assert.unreachable()
  assert.match(last.cursor.at, '.123008')
  const second = expectRight(await all(pipe(query, pageAfter(newest, last.cursor)))(db)())
  assert.equal(
    [...first, ...second].map(({ id }) => id),
    [9, 8, 7, 6],
  )
})

// -------------------------------------------------------------------------------------
// cursors as texts
// -------------------------------------------------------------------------------------

const reasonOf = (text: unknown, keys: typeof byName = byName): string =>
  (expectLeft(decodeCursor(keys)(text as string) as never) as { readonly reason: string }).reason

const textOf = (contents: unknown): string => Buffer.from(JSON.stringify(contents)).toString('base64url')

test('a cursor is a text and back', () => {
  for (const name of ['jack', '', 'ä€😀', '"\\', '\u2028']) {
    const written = encodeCursor(byName)({ name, id: '7' })
    assert.match(written, /^[-\w]+$/)
    assert.equal(decodeCursor(byName)(written), { _tag: 'Right', right: { name, id: '7' } })
  }
})

test('a text that is no cursor of this order is a Left', () => {
  const [known] = JSON.parse(Buffer.from(encodeCursor(byName)({ name: 'a', id: '1' }), 'base64url').toString())
  assert.equal(decodeCursor(byName)(textOf([known, 'a', '1'])), { _tag: 'Right', right: { name: 'a', id: '1' } })
  for (const text of [
    '',
    '=',
    'x',
    '%',
    'not a cursor',
    '{"name":"a","id":"1"}',
    textOf({ name: 'a', id: '1' }),
    textOf(null),
    Buffer.from([0xff, 0xfe]).toString('base64url'),
    'A'.repeat(20_000),
    undefined,
    null,
    7,
    ['x'],
  ])
    assert.is(reasonOf(text), 'it is no cursor', String(text).slice(0, 40))
  for (const contents of [[], [known], [known, 'a'], [known, 'a', '1', '2'], ['x', 'a', '1'], [null, 'a', '1']])
    assert.is(reasonOf(textOf(contents)), 'it is of another order')
  const other = keyset({ name: { by: users.c.name, direction: 'desc' } }, { id: users.c.id })
  assert.is(reasonOf(encodeCursor(other)({ name: 'a', id: '1' })), 'it is of another order')
  for (const id of [1, null, '1; drop table users', '1e5', '', ' 1', '0x1', '9'.repeat(20), { joinery: 1 }, ['1']])
    assert.is(reasonOf(textOf([known, 'a', id])), 'id is no value of its column', JSON.stringify(id))
  for (const name of [null, 1, 'a\0b', { _tag: 'Raw' }])
    assert.is(reasonOf(textOf([known, name, '1'])), 'name is no value of its column', JSON.stringify(name))
})

test('a time is checked for looking like one', () => {
  const newest = keyset({ at: { by: events.c.at, nulls: 'first' } }, { id: events.c.id })
  const [known] = JSON.parse(Buffer.from(encodeCursor(newest)({ at: null, id: '1' }), 'base64url').toString())
  for (const at of [
    '2026-11-22 13:30:00.123456+00',
    '2026-11-22T13:30:00.000Z',
    'infinity',
    '0044-03-15 00:00:00+00 BC',
    null,
  ])
    assert.is(decodeCursor(newest)(textOf([known, at, '1']))._tag, 'Right', String(at))
  for (const at of ['now', 'tomorrow', '', '::', "2026'"])
    assert.is(decodeCursor(newest)(textOf([known, at, '1']))._tag, 'Left', at)
})

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

const js: any = typed

const says = (statement: unknown, text: string) =>
  assert.equal(problemsOf(postgres)(statement as Branded).map(describeCompileError), [text])

test('a keyset that is none is refused where it is used', () => {
  const using = (...args: ReadonlyArray<unknown>) => pipe(named, js.firstPage(js.keyset(...args)))
  const noOrder =
    'the order of keyset is no object of expressions: give keyset({ name: users.c.name }, { id: users.c.id })'
  says(using(users.c.name, { id: users.c.id }), noOrder)
  says(using({ name: users.c.name }), noOrder)
  says(
    using({ name: users.c.name }, {}),
    'the order of keyset has no tie-break: give what no two rows share: { id: users.c.id }',
  )
  says(
    using({ id: users.c.id }, { id: users.c.id }),
    'the order of keyset has a key that is the tie-break too: leave it out of the order',
  )
  says(using({ 1: users.c.name }, { id: users.c.id }), 'the order of keyset has a key 1: give it a name')
  says(
    using({ name: { by: users.c.name, direction: 'up' } }, { id: users.c.id }),
    `the order of keyset has a key "name" that goes nowhere: give asc or desc, and 'first' or 'last'`,
  )
  says(
    using({ name: 'name' }, { id: users.c.id }),
    'the key "name" of keyset is not an expression: give a column, or value(type, it) for a bound value',
  )
  says(
    pipe(named, js.firstPage('x')),
    'the keyset of a page is none: give keyset({ name: users.c.name }, { id: users.c.id })',
  )
})

test('a cursor that is none, and an order beside the keyset, are refused', () => {
  const hint = 'give what cursorOf selected, or decodeCursor'
  says(pipe(named, js.pageAfter(byName, undefined)), `the cursor of a page has no place for name: ${hint}`)
  says(pipe(named, js.pageAfter(byName, { name: 'x' })), `the cursor of a page has no place for id: ${hint}`)
  says(
    pipe(named, js.pageAfter(byName, { name: null, id: '1' })),
    `the cursor of a page has no place for name: ${hint}`,
  )
  says(pipe(named, js.pageAfter(byName, { name: 'x', id: 1 })), `the cursor of a page has no place for id: ${hint}`)
  says(
    pipe(named, orderBy(users.c.id), firstPage(byName)),
    'a page of a keyset has an order of its own: leave orderBy out: the keyset is the order',
  )
})

onEach(test, 'pages of rows that an outer join may not find', { portable: true }, async (db) => {
  await typed.execute(createTable(users))(db)()
  await typed.execute(createTable(posts))(db)()
  expectRight(await execute(pipe(insertInto(users), values([{ name: 'a' }, { name: 'b' }, { name: 'c' }])))(db)())
  expectRight(await execute(pipe(insertInto(posts), values([{ authorId: 2, title: 'x' }])))(db)())
  const byTitle = keyset({ title: { by: posts.c.title, nulls: 'first' } }, { id: users.c.id })
  const query = pipe(
    from(users),
    leftJoin(posts, eq(posts.c.authorId, users.c.id)),
    where(eq(users.c.state, 'new')),
    select({ id: users.c.id, cursor: cursorOf(byTitle) }),
    limit(2),
  )
  const first = expectRight(await all(pipe(query, firstPage(byTitle)))(db)())
  assert.equal(
    first.map(({ id }) => id),
    [1, 3],
  )
  const second = expectRight(await all(pipe(query, pageAfter(byTitle, first[1]?.cursor as never)))(db)())
  assert.equal(second, [{ id: 2, cursor: { title: 'x', id: '2' } }])
})

test.run()

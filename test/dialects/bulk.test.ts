import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import { compileNode } from '../../lib/compile/compile.js'
import {
  all,
  array,
  asText,
  bigint,
  bigserial,
  bit,
  boolean,
  bytea,
  char,
  composite,
  count,
  createTable,
  customType,
  date,
  datemultirange,
  default_,
  domain,
  doNothing,
  doublePrecision,
  enumType,
  eq,
  execute,
  foreignKey,
  from,
  in_,
  inet,
  insertInto,
  int4range,
  integer,
  interval,
  json,
  jsonb,
  lower,
  mapped,
  nullable,
  numeric,
  onConflict,
  orderBy,
  primaryKey,
  real,
  returning,
  select,
  serial,
  smallint,
  table,
  text,
  time,
  timestamp,
  timestamptz,
  updateMany,
  upper,
  uuid,
  value,
  values,
  varbit,
  varchar,
  where,
} from '../../lib/index.js'
import { createBlog, users } from '../support/blog.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('bulk')

const upTo = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, i) => i)

const shouted = upper(value(text, 'x'))

const people = (n: number) => upTo(n).map((i) => ({ name: `u${i}`, age: i % 2 === 0 ? i : null }))

const many = pipe(
  insertInto(users),
  values(people(501)),
  onConflict(users.c.name, doNothing),
  returning({ id: users.c.id }),
)

test('many rows go out as one array for each column', () => {
  expectSql(postgres)(
    many,
    `
    insert into "users" ("name", "age")
    select * from unnest($1::text[], $2::integer[])
    on conflict ("name") do nothing
    returning "users"."id"
    `,
    [people(501).map(({ name }) => name), people(501).map(({ age }) => age)],
  )
})

const textOf = (statement: object): string => {
  const compiled = compileNode(postgres, statement)
  return compiled._tag === 'Right' ? compiled.right.text : (assert.unreachable() as never)
}

test('few rows, and rows that differ, go out as values', () => {
  const insert = insertInto(users)
  assert.not.match(textOf(pipe(insert, values(people(500)))), 'unnest')
  assert.not.match(textOf(pipe(insert, values(people(600)), values({ name: 'x' }))), 'unnest')
  assert.not.match(textOf(pipe(insert, values(people(600)), values({ name: 'x', age: default_ }))), 'unnest')
  assert.not.match(
    textOf(pipe(insert, values(people(600)), values({ name: lower(value(text, 'X')), age: 1 }))),
    'unnest',
  )
})

const same = pipe(
  insertInto(users),
  values(upTo(600).map((i) => ({ name: `u${i}`, fullname: shouted, age: default_, state: 'old' }))),
)

test('an expression that all rows share is written once, and a default that they share not at all', () => {
  expectSql(postgres)(
    same,
    `
    insert into "users" ("name", "fullname", "state")
    select "rows"."name", upper($1::text), "rows"."state"
    from unnest($2::text[], $3::varchar[]) as "rows"("name", "state")
    `,
    ['x', upTo(600).map((i) => `u${i}`), upTo(600).map(() => 'old')],
  )
})

onEach(test, 'many rows that share an expression', {}, async (db) => {
  await createBlog(db)
  assert.is(expectRight(await execute(same)(db)()), 600)
  const counted = pipe(
    from(users),
    where(eq(users.c.fullname, 'X')),
    select({ rows: count(), ages: count(users.c.age) }),
  )
  assert.equal(expectRight(await all(counted)(db)()), [{ rows: 600, ages: 0 }])
})

test('an undefined value and an unknown key are refused in many rows as in few', () => {
  const rows: any = [...people(600), { name: undefined, age: 1, naem: 'x' }]
  assert.equal(
    problemsOf(postgres)(pipe(insertInto(users), values(rows)))
      .map(describeCompileError)
      .slice(0, 2),
    [
      'users has no column "naem": its columns are id, name, fullname, age, score, state, managerId',
      'the value of users.name is undefined: leave the key out for the default, or give null for NULL',
    ],
  )
})

// more values than there are parameters, and rows that differ
const differing = pipe(
  insertInto(users),
  values([
    ...upTo(16_000).map((i) => ({ name: `u${i}`, age: i, fullname: null, score: 0.5 })),
    { name: lower(value(text, 'X')), age: default_ },
    { name: 'y', state: 'old' },
  ]),
)

test('more values than a statement has parameters go out as elements of arrays', () => {
  const compiled = compileNode(postgres, differing)
  if (compiled._tag === 'Left') return assert.unreachable()
  const { text, values: bound } = compiled.right
  assert.is(bound.length, 16 * 4 + 3)
  const row = (n: number) =>
    `(($1::text[])[${n}], ($2::text[])[${n}], ($3::integer[])[${n}], ($4::double precision[])[${n}], default)`
  assert.ok(
    text.startsWith(
      `insert into "users" ("name", "fullname", "age", "score", "state")\nvalues ${row(1)}, ${row(2)}, ${row(3)}`,
    ),
  )
  assert.ok(
    text.endsWith(
      '(lower($65::text), default, default, default, default), (($66::text[])[1], default, default, default, ($67::varchar[])[1])',
    ),
  )
})

onEach(test, 'more values than a statement has parameters, in rows that differ', {}, async (db) => {
  await createBlog(db)
  assert.is(expectRight(await execute(differing)(db)()), 16_002)
  const found = pipe(
    from(users),
    where(in_(users.c.name, ['u0', 'u15999', 'x', 'y'])),
    orderBy(users.c.id),
    select({ name: users.c.name, age: users.c.age, state: users.c.state }),
  )
  assert.equal(expectRight(await all(found)(db)()), [
    { name: 'u0', age: 0, state: 'new' },
    { name: 'u15999', age: 15_999, state: 'new' },
    { name: 'x', age: null, state: 'new' },
    { name: 'y', age: null, state: 'old' },
  ])
})

test('an insert with more parameters than a statement can have is refused', () => {
  const shout = (i: number) => ({ name: lower(value(text, `X${i}`)), age: upper(value(text, 'x')) as never })
  const says = (dialect: typeof postgres, rows: ReadonlyArray<any>) =>
    problemsOf(dialect)(pipe(insertInto(users), values(rows))).map(describeCompileError)
  assert.equal(says(postgres, upTo(35_000).map(shout)), [
    'this insert has 70000 parameters, and PostgreSQL takes 65535: give values in place of expressions, or make several inserts in a transaction',
  ])
  assert.equal(says(sqlite, people(40_000)), [
    'this insert has 80000 parameters, and SQLite takes 32766: make several of fewer rows, in one transaction',
  ])
})

onEach(test, 'more rows than a statement has parameters', {}, async (db) => {
  await createBlog(db)
  const insert = pipe(insertInto(users), values(people(70_000)))
  assert.is(expectRight(await execute(insert)(db)()), 70_000)
  const counted = pipe(from(users), select({ rows: count(), ages: count(users.c.age) }))
  assert.equal(expectRight(await all(counted)(db)()), [{ rows: 70_000, ages: 35_000 }])
})

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

const every = table('every', {
  id: serial,
  big: bigserial,
  small: smallint,
  whole: integer,
  long: bigint,
  single: real,
  double: doublePrecision,
  exact: numeric(20, 4),
  truth: boolean,
  words: text,
  short: varchar(12),
  day: date,
  hour: time,
  moment: timestamp,
  instant: timestamptz,
  precise: asText(timestamptz),
  key: uuid,
  doc: json<unknown>(),
  docb: jsonb<unknown>(),
  bytes: bytea,
  url: pipe(
    text,
    mapped(
      (s) => new URL(s),
      (url: URL) => url.href,
    ),
  ),
  none: nullable(text),
  maybe: nullable(jsonb<unknown>()),
})

const rowOf = (i: number) => ({
  id: i,
  big: 2n ** 62n + BigInt(i),
  small: -i,
  whole: i,
  long: -(2n ** 63n) + BigInt(i),
  single: i % 2 === 0 ? 0.5 : Number.POSITIVE_INFINITY,
  double: 0.1 + i,
  exact: `1234567890123456.${String(1000 + i)}`,
  truth: i % 2 === 0,
  words: ['NULL', '', '"', '\\', 'a,b', '{}', '{"a"}', "'", ' x ', 'line\nbreak', '\u{1f600}', '\\"'][i % 12] as string,
  short: ['null', '007', '{,}', 'é'][i % 4] as string,
  day: '2026-11-22',
  hour: '13:30:00.123456',
  moment: '2026-11-22 13:30:00',
  instant: new Date(Date.UTC(2026, 10, 22, 13, 30, 0, i)),
  precise: '2026-11-22 13:30:00.123456+00',
  key: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
  doc: [{ a: 'x"y\\z', b: [1, null] }, [], 'text', 1, null][i % 4],
  docb: [{ a: 'x"y\\z' }, [i], 'NULL', true][i % 4],
  bytes: new Uint8Array([0, 255, 92, 34, i]),
  url: new URL(`https://example.org/?q=${i}`),
  none: i % 3 === 0 ? null : 'null',
  maybe: i % 3 === 0 ? null : { i },
})

onEach(test, 'a value of every type comes back from a bulk insert as it went out', {}, async (db, _, log) => {
  const rows = upTo(60).map(rowOf)
  expectRight(await execute(createTable(every))(db)())
  assert.is(expectRight(await execute(pipe(insertInto(every), values(rows)))(db)()), rows.length)
  assert.ok(log.some(({ text }) => text.includes('unnest(')))
  const back = expectRight(await all(pipe(from(every), orderBy(every.c.id), select(every)))(db)())
  assert.equal(back, rows)
})

// types whose arrays cannot be spread as they are, or whose names would cut
const moods = ['sad', 'ok, "fine"', 'null'] as const

const odd = table('odd', {
  id: primaryKey(integer),
  tags: array(nullable(text)),
  grid: array(array(integer)),
  mood: nullable(enumType('mood', moods)),
  moods: array(enumType('mood', moods)),
  home: nullable(composite('address', { street: text, zips: array(integer) })),
  even: domain('even', integer),
  evens: domain('evens', array(integer)),
  at: customType('point'),
  shape: customType('lseg'),
  span: int4range,
  spans: datemultirange,
  bits: bit(3),
  more: varbit(9),
  fixed: char(4),
  wait: interval,
  host: inet,
})

const oddTypes = [
  `create type mood as enum ('sad', 'ok, "fine"', 'null')`,
  'create type address as (street text, zips integer[])',
  'create domain even as integer check (value % 2 = 0)',
  'create domain evens as integer[] check (array_length(value, 1) < 9)',
]

const oddRow = (id: number) => ({
  id,
  tags: [['a', null, ''], [], ['{"x"}', 'b,c', 'NULL', '\\']][id % 3] as Array<string | null>,
  grid: [
    [id, 1],
    [2, 3],
  ],
  mood: id % 4 === 0 ? null : (moods[id % 3] as (typeof moods)[number]),
  moods: moods.slice(0, id % 4),
  home: id % 5 === 0 ? null : { street: `("a", ${id})`, zips: [id, 1] },
  even: 2 * id,
  evens: [2, id],
  at: `(${id},2)`,
  shape: `[(0,0),(${id},1)]`,
  span: id % 2 === 0 ? ({ empty: true } as const) : ({ lower: id, upper: null, bounds: '[)' } as const),
  spans: [{ lower: '2026-01-01', upper: '2026-02-01', bounds: '[)' } as const],
  bits: '101',
  more: '1'.repeat(1 + (id % 9)),
  fixed: 'ab  ',
  wait: { days: 1, hours: 1 + (id % 23) },
  host: '10.0.0.1/24',
})

const oddRows = upTo(80).map(oddRow)

const insertedOdd = pipe(insertInto(odd), values(oddRows))

test('what cannot be spread goes out as its text, which is cast', () => {
  const text = textOf(insertedOdd)
  assert.match(
    text,
    '\nselect "rows"."id", "rows"."tags"::text[], "rows"."grid"::integer[][], "rows"."mood", "rows"."moods"::"mood"[], "rows"."home"::"address"',
  )
  assert.match(
    text,
    '\nfrom unnest($1::integer[], $2::text[], $3::text[], $4::"mood"[], $5::text[], $6::text[], $7::"even"[]',
  )
})

onEach(test, 'many rows of arrays, composites, domains, ranges and types of your own', {}, async (db, _, log) => {
  for (const sql of oddTypes) await sendSql(db, sql)
  expectRight(await execute(createTable(odd))(db)())
  assert.is(expectRight(await execute(insertedOdd)(db)()), 80)
  assert.ok(log.at(-1)?.text.includes('unnest('))
  const back = pipe(from(odd), orderBy(odd.c.id), select(odd))
  assert.equal(expectRight(await all(back)(db)()), oddRows)
  const other = oddRows.map(({ id }) => ({ ...oddRow(id + 1), id, even: 2 * id + 2 }))
  assert.is(expectRight(await execute(updateMany(odd, 'id', other))(db)()), 80)
  assert.equal(expectRight(await all(back)(db)()), other)
})

onEach(test, 'such types as elements of arrays, where rows differ', {}, async (db) => {
  for (const sql of oddTypes) await sendSql(db, sql)
  expectRight(await execute(createTable(odd))(db)())
  const rows = upTo(3600).map((id) => ({ ...oddRow(id % 60), id }))
  const insert = pipe(insertInto(odd), values([...rows.slice(1), { ...rows[0], mood: default_ } as never]))
  assert.match(textOf(insert), '::"address"')
  assert.is(expectRight(await execute(insert)(db)()), 3600)
  const back = expectRight(await all(pipe(from(odd), orderBy(odd.c.id), select(odd)))(db)())
  assert.equal(back, rows)
})

const children = table('children', { id: integer, userId: foreignKey(() => users.c.id), name: varchar(2) })

test('a foreign key goes out as an array of the type that it takes over', () => {
  const rows = upTo(400).map((i) => ({ id: i, userId: i, name: 'x' }))
  assert.match(textOf(pipe(insertInto(children), values(rows))), '$1::integer[], $2::integer[], $3::varchar[]')
})

onEach(test, 'a text that is too long for its column is refused, not cut', {}, async (db) => {
  const short = table('short', { id: integer, name: varchar(2) })
  expectRight(await execute(createTable(short))(db)())
  const rows = upTo(600).map((id) => ({ id, name: id === 599 ? 'long' : 'x' }))
  expectLeft(await execute(pipe(insertInto(short), values(rows)))(db)())
})

test.run()

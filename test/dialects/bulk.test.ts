import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import { compileNode } from '../../lib/compile/compile.js'
import {
  all,
  asText,
  bigint,
  bigserial,
  boolean,
  bytea,
  count,
  createTable,
  date,
  default_,
  doNothing,
  doublePrecision,
  execute,
  foreignKey,
  from,
  insertInto,
  integer,
  json,
  jsonb,
  lower,
  mapped,
  nullable,
  numeric,
  onConflict,
  orderBy,
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
  uuid,
  value,
  values,
  varchar,
} from '../../lib/index.js'
import { createBlog, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('bulk')

const upTo = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, i) => i)

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

test('few rows, expressions and defaults go out as values', () => {
  const insert = insertInto(users)
  assert.not.match(textOf(pipe(insert, values(people(500)))), 'unnest')
  assert.not.match(textOf(pipe(insert, values(people(600)), values({ name: 'x' }))), 'unnest')
  assert.not.match(textOf(pipe(insert, values(people(600)), values({ name: 'x', age: default_ }))), 'unnest')
  assert.not.match(
    textOf(pipe(insert, values(people(600)), values({ name: lower(value(text, 'X')), age: 1 }))),
    'unnest',
  )
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

test('an insert with more parameters than a statement can have is refused', () => {
  const rows = [...people(40_000), { name: lower(value(text, 'X')), age: 1 }]
  const says = (dialect: typeof postgres) =>
    problemsOf(dialect)(pipe(insertInto(users), values(rows))).map(describeCompileError)
  assert.equal(says(postgres), [
    'this insert has 80002 parameters, and PostgreSQL takes 65535: give every row the same columns and values only, or make several inserts in a transaction',
  ])
  assert.equal(says(sqlite), [
    'this insert has 80002 parameters, and SQLite takes 32766: make several inserts of fewer rows, in one transaction',
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

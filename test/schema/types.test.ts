/** The types of columns: how they are declared, and what JavaScript callers can get wrong. */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import * as joinery from '../../lib/index.js'
import {
  array,
  asText,
  bit,
  cast,
  char,
  composite,
  createTable,
  customType,
  defaultTo,
  domain,
  doublePrecision,
  enumType,
  eq,
  fields,
  foreignKey,
  from,
  in_,
  inet,
  insertInto,
  int4multirange,
  int4range,
  integer,
  interval,
  jsonb,
  mapType,
  money,
  multirangeType,
  nullable,
  numeric,
  pgLsn,
  point,
  precision,
  primaryKey,
  quotedChar,
  rangeType,
  regclass,
  select,
  serial,
  snakeCase,
  table,
  text,
  time,
  timestamp,
  timestamptz,
  timetz,
  value,
  values,
  varbit,
  varchar,
  where,
} from '../../lib/index.js'
import { users } from '../support/blog.js'
import { onEach, onSqlite, sendSql } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'

const test = suite('types of columns')

// the types refuse what JavaScript callers give
const js: any = joinery

const problems = (spec: unknown, dialect: Dialect = postgres): ReadonlyArray<string> =>
  problemsOf(dialect)(createTable(table('t', { it: spec as never }))).map(describeCompileError)

// -------------------------------------------------------------------------------------
// declarations
// -------------------------------------------------------------------------------------

const mood = enumType('mood', ['sad', 'ok'])

const address = composite('address', { street: text, zip: nullable(text) })

test('every kind of type is declared by its name', () => {
  const people = table('people', {
    id: primaryKey(serial),
    initials: char(2),
    letter: char(),
    flags: bit(3),
    more: varbit(),
    host: inet,
    at: nullable(point),
    pay: money,
    byte: quotedChar,
    log: pgLsn,
    tags: pipe(array(text), defaultTo([])),
    grid: array(array(nullable(integer))),
    counts: array(serial),
    mood: pipe(mood, defaultTo('ok')),
    moods: array(mood),
    home: nullable(address),
    email: domain(['app', 'email'], text),
    born: pipe(int4range, defaultTo({ lower: 1, upper: null, bounds: '[)' })),
    years: int4multirange,
    of: rangeType('floatrange', doublePrecision),
    ofThem: multirangeType('floatmultirange', rangeType('floatrange', doublePrecision)),
    shape: customType('geometry', { parameters: ['Point', 4326] }),
    tree: customType(['extensions', 'ltree']),
    start: precision(3)(timestamptz),
    end: pipe(timestamp, precision(0), nullable),
    hour: precision(6)(timetz),
    noon: precision(1)(time),
    length: fields('day to second')(interval),
    exact: pipe(interval, fields('second'), precision(2)),
    rough: precision(0)(interval),
    text: asText(array(integer)),
    set: mapType(array(integer), { decode: (it) => new Set(it), encode: (it) => [...it] }),
  })
  expectSql(postgres)(
    createTable(people),
    `
    create table "people" (
      "id" serial primary key,
      "initials" char(2) not null,
      "letter" char(1) not null,
      "flags" bit(3) not null,
      "more" varbit not null,
      "host" inet not null,
      "at" point,
      "pay" money not null,
      "byte" "char" not null,
      "log" pg_lsn not null,
      "tags" text[] not null default '{}',
      "grid" integer[][] not null,
      "counts" integer[] not null,
      "mood" "mood" not null default 'ok',
      "moods" "mood"[] not null,
      "home" "address",
      "email" "app"."email" not null,
      "born" int4range not null default '["1",)',
      "years" int4multirange not null,
      "of" "floatrange" not null,
      "ofThem" "floatmultirange" not null,
      "shape" "geometry"("Point", 4326) not null,
      "tree" "extensions"."ltree" not null,
      "start" timestamptz(3) not null,
      "end" timestamp(0),
      "hour" timetz(6) not null,
      "noon" time(1) not null,
      "length" interval day to second not null,
      "exact" interval second(2) not null,
      "rough" interval(0) not null,
      "text" integer[] not null,
      "set" integer[] not null
    )
    `,
  )
})

test('a foreign key takes over any type', () => {
  const moods = table('moods', { mood: primaryKey(mood), of: precision(3)(timestamptz) })
  const people = table('people', { mood: foreignKey(() => moods.c.mood), at: foreignKey(() => moods.c.of) })
  expectSql(postgres)(
    createTable(people),
    `
    create table "people" (
      "mood" "mood" not null references "moods" ("mood"),
      "at" timestamptz(3) not null references "moods" ("of")
    )
    `,
  )
})

test('a cast and a bound value say the type, and no length of it that would cut the value', () => {
  const { name } = users.c
  expectExpr(postgres)(cast(name, array(array(integer))), '"users"."name"::integer[][]')
  expectExpr(postgres)(cast(name, precision(0)(timestamptz)), '"users"."name"::timestamptz(0)')
  expectExpr(postgres)(cast(name, fields('hour')(interval)), '"users"."name"::interval hour')
  expectExpr(postgres)(cast(name, char(2)), '"users"."name"::char(2)')
  const bound: ReadonlyArray<readonly [joinery.ColumnSpec<any>, unknown, string]> = [
    [char(2), 'abc', 'bpchar'],
    [bit(2), '111', '"bit"'],
    [varbit(2), '111', 'varbit'],
    [varchar(2), 'abc', 'text'],
    [array(varchar(2)), ['abc'], 'varchar[]'],
    [numeric(5, 2), '1.234', 'numeric'],
    [precision(0)(timestamptz), new Date(5), 'timestamptz'],
    [fields('day')(interval), { hours: 1 }, 'interval'],
    [customType('geometry', { parameters: ['Point', 4326] }), 'POINT(1 2)', '"geometry"'],
    [domain('email', varchar(2)), 'abc', '"email"'],
    [mood, 'ok', '"mood"'],
    [array(mood), ['ok'], '"mood"[]'],
    [address, { street: 'a', zip: null }, '"address"'],
    [int4range, { empty: true }, 'int4range'],
    [array(array(integer)), [[1]], 'integer[][]'],
  ]
  for (const [spec, it, name] of bound) expectExpr(postgres)(value(spec, it), `$1::${name}`, [it])
})

test('a value beside a column needs its type only where the server would take it for another', () => {
  const t = table('t', {
    home: address,
    homes: array(address),
    mood,
    tags: array(text),
    at: regclass,
    email: domain('email', text),
  })
  const home = { street: 'a', zip: null }
  expectExpr(postgres)(eq(t.c.home, home), '"t"."home" = $1::"address"', [home])
  expectExpr(postgres)(in_(t.c.home, [home]), '"t"."home" = any($1::"address"[])', [[home]])
  expectExpr(postgres)(eq(t.c.at, 'users'), '"t"."at" = $1::regclass', ['users'])
  expectExpr(postgres)(in_(t.c.at, ['users']), '"t"."at" = any($1::regclass[])', [['users']])
  expectExpr(postgres)(eq(t.c.mood, 'ok'), '"t"."mood" = $1', ['ok'])
  expectExpr(postgres)(eq(t.c.tags, ['a']), '"t"."tags" = $1', [['a']])
  // one array of arrays would be taken for an array of texts
  expectExpr(postgres)(in_(t.c.tags, [['a'], []]), '"t"."tags" in ($1, $2)', [['a'], []])
})

// -------------------------------------------------------------------------------------
// bad input
// -------------------------------------------------------------------------------------

test('what is no type, no name or no label is a problem of the table that is created', () => {
  assert.equal(problems(js.array('text')), [
    'the type of the elements of array is not a column type: give one, as in array(text)',
  ])
  assert.equal(problems(js.array()), [
    'the type of the elements of array is not a column type: give one, as in array(text)',
  ])
  assert.equal(problems(js.array(js.array(1))), [
    'the type of the elements of array is not a column type: give one, as in array(text)',
  ])
  assert.equal(problems(js.enumType('mood', 'ok')), [
    "the labels of enumType are not an array of strings: give them: ['sad', 'ok']",
  ])
  assert.equal(problems(js.enumType('mood', [1])), [
    "the labels of enumType are not an array of strings: give them: ['sad', 'ok']",
  ])
  assert.equal(problems(js.enumType(1, ['ok'])), [
    "the name of a type is not a name: give a name, or a schema and a name: enumType('mood', ['sad', 'ok'])",
  ])
  assert.equal(problems(js.customType(['a', 'b', 'c'])), [
    "the name of a type is not a name: give a name, or a schema and a name: customType('ltree')",
  ])
  assert.equal(problems(js.domain('email', 'text')), [
    "the type of the base of domain is not a column type: give one, as in domain('email', text)",
  ])
  assert.equal(problems(js.composite('address', 'street text')), [
    'the fields of composite are no object: give each a type: { street: text }',
  ])
  assert.equal(problems(js.composite('address', { street: 'text' })), [
    "the type of the field street is not a column type: give one, as in composite('address', { street: text })",
  ])
  assert.equal(problems(js.rangeType('floatrange', 'real')), [
    "the type of the bounds of rangeType is not a column type: give one, as in rangeType('floatrange', doublePrecision)",
  ])
  assert.equal(problems(js.multirangeType('m', integer)), [
    'the ranges of multirangeType are of no range type: give it a rangeType(…)',
  ])
  assert.equal(problems(js.jsonb({ tags: 'text' })), [
    'the schema of jsonb is no Standard Schema: give one of a library that implements it',
  ])
  assert.equal(problems(js.enumType('a\0', ['ok'])), ['"a\\u0000" cannot be a name: it holds the NUL character'])
  assert.equal(problems(js.enumType('', ['ok'])), ['"" cannot be a name: it is empty'])
  assert.equal(problems(js.customType(['s', 'x'.repeat(64)])), [
    `"${'x'.repeat(64)}" cannot be a name: it has 64 bytes, and PostgreSQL keeps 63`,
  ])
})

test('numbers of a type have to be numbers that it can have', () => {
  const injected = '1); drop table users; --'
  assert.equal(problems(js.char(injected)), [
    'the length of char is not a whole number from 1: leave it out for no limit',
  ])
  assert.equal(problems(js.bit(0)), ['the length of bit is not a whole number from 1: leave it out for no limit'])
  assert.equal(problems(js.array(js.varchar(-1))), [
    'the length of varchar is not a whole number from 1: leave it out for no limit',
  ])
  assert.equal(problems(js.precision(7)(timestamptz)), [
    'the precision of timestamptz is not a whole number from 0 to 6: leave it out for all 6',
  ])
  assert.equal(problems(js.precision(injected)(timestamptz)), [
    'the precision of timestamptz is not a whole number from 0 to 6: leave it out for all 6',
  ])
  assert.equal(problems(js.precision(3)(text)), [
    'the precision of text has no meaning: give it to a time or an interval',
  ])
  assert.equal(problems(js.fields('hour')(time)), ['the fields of time have no meaning: give them to an interval'])
  assert.equal(problems(js.fields(injected)(interval)).length, 1)
  assert.equal(problems(pipe(interval, fields('day'), precision(3))), [
    'the precision of interval is one of seconds, which it does not keep: leave it out',
  ])
  assert.equal(
    problemsOf(postgres)(pipe(from(users), select({ it: cast(users.c.name, js.char(injected)) }))).map(
      describeCompileError,
    ),
    ['the length of char is not a whole number from 1: leave it out for no limit'],
  )
})

test('what is no type is a problem of an expression, and no more than a Left of a statement', () => {
  const wrong = js.array('text')
  assert.equal(
    problemsOf(postgres)(pipe(from(users), select({ it: cast(users.c.name, wrong) }))).map(describeCompileError),
    ['the type of the elements of array is not a column type: give one, as in array(text)'],
  )
  assert.equal(problemsOf(postgres)(js.selectOnly({ it: js.value(wrong, ['a']) })).length, 1)
})

onEach(test, 'a value of what is no type is a Left', { portable: true }, async (db) => {
  await sendSql(db, 'create table t (it text)')
  await sendSql(db, "insert into t values ('{}')")
  const t = table('t', { it: js.array('text') })
  const insert = expectLeft(await js.execute(pipe(insertInto(t), values({ it: ['a'] } as never)))(db)()) as {
    _tag: string
    reason: string
  }
  assert.is(insert._tag, 'InvalidValue')
  assert.is(insert.reason, 'the type of the elements of array is not a column type: give one, as in array(text)')
  const found = expectLeft(await js.all(pipe(from(t), select(t)))(db)()) as { _tag: string; column: string }
  assert.equal([found._tag, found.column], ['Undecodable', 'it'])
})

// -------------------------------------------------------------------------------------
// SQLite
// -------------------------------------------------------------------------------------

test('what SQLite has no place for is refused by name', () => {
  const refused = (spec: unknown) => problems(spec, sqlite)
  assert.equal(refused(array(text)), ['sqlite has no type text[]: keep it as text or json'])
  assert.equal(refused(nullable(address)), ['sqlite has no type "address": keep it as text or json'])
  assert.equal(refused(int4range), ['sqlite has no type int4range: keep it as text or json'])
  assert.equal(refused(int4multirange), ['sqlite has no type int4multirange: keep it as text or json'])
  assert.equal(refused(inet), ['sqlite has no type inet: keep it as text or json'])
  assert.equal(refused(point), ['sqlite has no type point: keep it as text or json'])
  assert.equal(refused(bit(2)), ['sqlite has no type bit(2): keep it as text or json'])
  assert.equal(refused(asText(array(text))), ['sqlite has no type text[]: keep it as text or json'])
  assert.equal(refused(domain('tags', array(text))), ['sqlite has no type text[]: keep it as text or json'])
})

test('a value of a type that SQLite has no place for is a Left [sqlite]', () =>
  onSqlite(async (db) => {
    await sendSql(db, 'create table t (id integer, tags text)')
    const t = table('t', { id: integer, tags: array(text) })
    const error = expectLeft(await joinery.execute(pipe(insertInto(t), values({ id: 1, tags: ['a'] })))(db)())
    assert.is(
      joinery.describeError(error),
      'the value for $2 cannot be text[]: SQLite has no text[]: keep it as text or json',
    )
    await sendSql(db, "insert into t values (1, '{a}')")
    assert.is(expectLeft(await joinery.all(pipe(from(t), select(t)))(db)())._tag, 'Undecodable')
  }))

const portable = table(
  'portable',
  snakeCase({
    id: primaryKey(integer),
    initials: char(3),
    mood,
    email: domain('email', text),
    price: domain('price', numeric(10, 2)),
    length: interval,
    data: jsonb<unknown>(),
  }),
)

test('char, enums, domains and intervals are kept in SQLite as text [sqlite]', () =>
  onSqlite(async (db) => {
    expectSql(sqlite)(
      createTable(portable),
      `
      create table "portable" (
        "id" integer primary key,
        "initials" text not null,
        "mood" text not null,
        "email" text not null,
        "price" text not null,
        "length" text not null,
        "data" text not null
      )
      `,
    )
    expectRight(await joinery.execute(createTable(portable))(db)())
    const row = {
      id: 1,
      initials: 'ab',
      mood: 'ok',
      email: 'a@b',
      price: '1234567890123456.50',
      length: { months: -1, seconds: 0.000001 },
      data: { a: [1] },
    } as const
    const insert = pipe(insertInto(portable), values({ ...row, length: { months: -13, years: 1, seconds: 0.000001 } }))
    expectRight(await joinery.execute(insert)(db)())
    const found = pipe(
      from(portable),
      where(eq(portable.c.length, row.length)),
      where(in_(portable.c.mood, ['ok'])),
      select(portable),
    )
    assert.equal(expectRight(await joinery.all(found)(db)()), [row])
    expectLeft(await joinery.execute(pipe(insertInto(portable), values({ ...row, id: 2, mood: 'x' as never })))(db)())
    await sendSql(db, "update portable set mood = 'unknown'")
    const error = expectLeft(await joinery.all(pipe(from(portable), select(portable)))(db)())
    assert.is(joinery.describeError(error), 'column "mood" could not be read: it takes one of "sad", "ok"')
  }))

test('SQLite does not order or calculate with intervals, which it keeps as text', () => {
  const { length } = portable.c
  for (const condition of [joinery.gt(length, { days: 1 }), joinery.between(length, { days: 1 }, { days: 2 })]) {
    assert.match(
      problemsOf(sqlite)(pipe(from(portable), where(condition), select({ id: portable.c.id }))).map(
        describeCompileError,
      )[0] ?? '',
      /^sqlite has no order.* for interval, which it keeps as text/,
    )
  }
  assert.equal(
    problemsOf(sqlite)(pipe(from(portable), joinery.orderBy(length), select({ id: portable.c.id }))).length,
    1,
  )
  assert.equal(problemsOf(sqlite)(pipe(from(portable), select({ it: joinery.max(length as never) }))).length, 1)
})

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import { setReturning } from '../../lib/expr/define.js'
import * as typed from '../../lib/index.js'
import {
  alias,
  all,
  crossJoin,
  desc,
  eq,
  fn,
  from,
  gt,
  innerJoinLateral,
  integer,
  jsonb,
  leftJoin,
  lower,
  nullable,
  orderBy,
  record,
  rowsFrom,
  select,
  subquery,
  tableOf,
  text,
  value,
  where,
} from '../../lib/index.js'
import { seed, users } from '../support/blog.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('tableOf')

const js: any = typed
const inPostgres = expectSql(postgres)

const series = setReturning('generateSeries', [integer, integer], [], integer)
const letters = setReturning('stringToTable', [text, nullable(text)], [], text)
const recordset = setReturning('jsonbToRecordset', [jsonb()], [], record({ a: integer, b: nullable(text) }))

// -------------------------------------------------------------------------------------
// one function
// -------------------------------------------------------------------------------------

const g = tableOf('g')(series(1, 3))
const upTo = pipe(from(g), where(gt(g.c.g, 1)), orderBy(desc(g.c.g)), select({ n: g.c.g }))

test('the column of single values has the name of the alias', () => {
  inPostgres(
    upTo,
    `
    select "g"."g" as "n"
    from generate_series($1::integer, $2::integer) as "g"
    where "g"."g" > $3
    order by "g"."g" desc
    `,
    [1, 3, 1],
  )
})

const named = tableOf('g', 'n')(series(1, 3))
const numbered = tableOf('g', { column: 'n', ordinality: 'nr' })(letters('c,b,a', ','))

test('or a name of its own, and a number beside it', () => {
  inPostgres(
    pipe(from(named), select(named)),
    'select "g"."n"\nfrom generate_series($1::integer, $2::integer) as "g" ("n")',
    [1, 3],
  )
  inPostgres(
    pipe(from(numbered), select(numbered)),
    'select "g"."n", "g"."nr"\nfrom string_to_table($1::text, $2::text) with ordinality as "g" ("n", "nr")',
    ['c,b,a', ','],
  )
})

test('under another alias the column keeps its name', () => {
  const h = alias(g, 'h')
  inPostgres(
    pipe(from(h), select({ n: h.c.g })),
    'select "h"."g" as "n"\nfrom generate_series($1::integer, $2::integer) as "h" ("g")',
    [1, 3],
  )
})

onEach(test, 'the values of a function are rows', {}, async (db) => {
  assert.equal(expectRight(await all(upTo)(db)()), [{ n: 3 }, { n: 2 }])
  assert.equal(expectRight(await all(pipe(from(named), select(named)))(db)()), [{ n: 1 }, { n: 2 }, { n: 3 }])
  assert.equal(expectRight(await all(pipe(from(numbered), select(numbered)))(db)()), [
    { n: 'c', nr: 1 },
    { n: 'b', nr: 2 },
    { n: 'a', nr: 3 },
  ])
  const h = alias(g, 'h')
  const squares = pipe(from(g), crossJoin(h), where(eq(g.c.g, h.c.g)), select({ g, h }))
  assert.equal(expectRight(await all(squares)(db)())[2], { g: { g: 3 }, h: { g: 3 } })
})

// -------------------------------------------------------------------------------------
// functions that read other sources
// -------------------------------------------------------------------------------------

const part = tableOf('part', { ordinality: 'at' })(letters(users.c.name, typed.null_(text)))
const parts = pipe(
  from(users),
  crossJoin(part),
  where(eq(users.c.name, 'ed')),
  orderBy(part.c.at),
  select({ letter: part.c.part, at: part.c.at }),
)

test('a function that reads a table is joined to it', () => {
  inPostgres(
    parts,
    `
    select "part"."part" as "letter", "part"."at"
    from "users"
    cross join string_to_table("users"."name", $1::text) with ordinality as "part" ("part", "at")
    where "users"."name" = $2
    order by "part"."at"
    `,
    [null, 'ed'],
  )
  const few = tableOf('few')(series(1, users.c.age))
  inPostgres(
    pipe(from(users, few), select({ n: few.c.few })),
    'select "few"."few" as "n"\nfrom "users", generate_series($1::integer, "users"."age") as "few"',
    [1],
  )
  inPostgres(
    pipe(from(users), innerJoinLateral(few), select({ n: few.c.few })),
    'select "few"."few" as "n"\nfrom "users"\ninner join generate_series($1::integer, "users"."age") as "few" on true',
    [1],
  )
})

onEach(test, 'and is made anew for each of its rows', {}, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(parts)(db)()), [
    { letter: 'e', at: 1 },
    { letter: 'd', at: 2 },
  ])
})

const low = tableOf('low')(lower(users.c.fullname))

onEach(test, 'a function of one value is a row of it', {}, async (db) => {
  await seed(db)
  const query = pipe(from(users), crossJoin(low), orderBy(users.c.id), select({ low: low.c.low }))
  inPostgres(
    query,
    'select "low"."low"\nfrom "users"\ncross join lower("users"."fullname") as "low"\norder by "users"."id"',
  )
  assert.equal(expectRight(await all(query)(db)()), [{ low: 'jack jones' }, { low: null }, { low: 'wendy williams' }])
})

// -------------------------------------------------------------------------------------
// records
// -------------------------------------------------------------------------------------

const json = value(jsonb(), [{ a: 1, b: 'x' }, { a: 2 }])
const rec = tableOf('rec')(recordset(json))

test('a record gets the list of its columns', () => {
  inPostgres(
    pipe(from(rec), select(rec)),
    'select "rec"."a", "rec"."b"\nfrom jsonb_to_recordset($1::jsonb) as "rec" ("a" integer, "b" text)',
    [[{ a: 1, b: 'x' }, { a: 2 }]],
  )
  const counted = tableOf('rec', { ordinality: 'nr' })(recordset(json))
  inPostgres(
    pipe(from(counted), select({ a: counted.c.a, nr: counted.c.nr })),
    `
    select "rec"."a", "rec"."nr"
    from rows from (jsonb_to_recordset($1::jsonb) as ("a" integer, "b" text)) with ordinality as "rec" ("a", "b", "nr")
    `,
    [[{ a: 1, b: 'x' }, { a: 2 }]],
  )
})

const pairs = fn('pairs', record({ x: integer, y: text }))
const p = tableOf('p')(pairs(value(integer, 2)))

test('so does what a function of your own returns', () => {
  inPostgres(
    pipe(from(p), select({ y: p.c.y })),
    'select "p"."y"\nfrom "pairs"($1::integer) as "p" ("x" integer, "y" text)',
    [2],
  )
})

onEach(test, 'the columns of records have their types', {}, async (db) => {
  await sendSql(
    db,
    `create function pairs(n integer) returns setof record language sql as
      $$ select i, repeat('x', i) from generate_series(1, n) i $$`,
  )
  assert.equal(expectRight(await all(pipe(from(rec), select(rec)))(db)()), [
    { a: 1, b: 'x' },
    { a: 2, b: null },
  ])
  assert.equal(expectRight(await all(pipe(from(p), select(p)))(db)()), [
    { x: 1, y: 'x' },
    { x: 2, y: 'xx' },
  ])
})

// -------------------------------------------------------------------------------------
// several functions
// -------------------------------------------------------------------------------------

const side = rowsFrom('side', { n: series(1, 3), l: letters('a,b', ','), r: recordset(json) }, { ordinality: 'nr' })

test('functions stand side by side', () => {
  inPostgres(
    pipe(from(side), select(side)),
    `
    select "side"."n", "side"."l", "side"."a", "side"."b", "side"."nr"
    from rows from (generate_series($1::integer, $2::integer), string_to_table($3::text, $4::text), jsonb_to_recordset($5::jsonb) as ("a" integer, "b" text)) with ordinality as "side" ("n", "l", "a", "b", "nr")
    `,
    [1, 3, 'a,b', ',', [{ a: 1, b: 'x' }, { a: 2 }]],
  )
})

onEach(test, 'where one has no more rows, nulls follow', {}, async (db) => {
  assert.equal(expectRight(await all(pipe(from(side), select(side)))(db)()), [
    { n: 1, l: 'a', a: 1, b: 'x', nr: 1 },
    { n: 2, l: 'b', a: 2, b: null, nr: 2 },
    { n: 3, l: null, a: null, b: null, nr: 3 },
  ])
})

// -------------------------------------------------------------------------------------
// outer joins
// -------------------------------------------------------------------------------------

onEach(test, 'a row of nulls is told from none', {}, async (db) => {
  await seed(db)
  const missing = tableOf('one', 'it')(lower(typed.null_(text)))
  const found = pipe(
    from(users),
    leftJoin(missing, eq(users.c.name, 'ed')),
    orderBy(users.c.id),
    select({ name: users.c.name, one: missing }),
  )
  assert.equal(expectRight(await all(found)(db)()), [
    { name: 'jack', one: null },
    { name: 'ed', one: { it: null } },
    { name: 'wendy', one: null },
  ])
})

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

const refuses = (what: string, source: () => any, text: string): void =>
  test(what, () => {
    const query: any = pipe(from(source()), js.select({ one: value(integer, 1) }))
    assert.equal(problemsOf(postgres)(query).map(describeCompileError), [text])
  })

refuses(
  'a column is no function',
  () => js.tableOf('t')(users.c.id),
  'the argument of tableOf is not a call of a function: give one, such as generateSeries(1, 3)',
)
refuses(
  'a value is none',
  () => js.tableOf('t')([1, 2]),
  'the argument of tableOf is not a call of a function: give one, such as generateSeries(1, 3)',
)
refuses(
  'what is wrong with a call is said of it',
  () => js.tableOf('t')((series as any)(1, 2, 3)),
  'the arguments of generateSeries are 3: give at most 2',
)
refuses(
  'a number is no name',
  () => js.tableOf('t', { ordinality: true })(series(1, 2)),
  "the option ordinality of tableOf is not a name: give { ordinality: 'nr' }",
)
refuses(
  'two columns of one name are refused',
  () => js.tableOf('t', { column: 'n', ordinality: 'n' })(series(1, 2)),
  'the column "n" of tableOf is there twice: give one of the two another name',
)
refuses(
  'nothing to put side by side is refused',
  () => js.rowsFrom('t', {}),
  'the functions of rowsFrom are not an object of calls: give { n: generateSeries(1, 3) }',
)
refuses(
  'a list of functions is refused',
  () => js.rowsFrom('t', [series(1, 2)]),
  'the functions of rowsFrom are not an object of calls: give { n: generateSeries(1, 3) }',
)

test('SQLite has no functions in FROM', () => {
  assert.equal(problemsOf(sqlite)(upTo).map(describeCompileError), [
    'sqlite has no function in from: select its values in the program, or give them as valuesOf',
  ])
})

onEach(test, 'a subquery of a function is a subquery', {}, async (db) => {
  const s = pipe(from(g), select({ n: g.c.g }), subquery('s'))
  assert.equal(expectRight(await all(pipe(from(s), where(eq(s.c.n, 2)), select(s)))(db)()), [{ n: 2 }])
})

test.run()

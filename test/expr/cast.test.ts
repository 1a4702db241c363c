import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ansi } from '../../dialects/ansi/dialect.js'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  add,
  array,
  bigint,
  boolean,
  cast,
  composite,
  customType,
  date,
  domain,
  doublePrecision,
  enumType,
  execute,
  int4range,
  integer,
  interval,
  isNotNull,
  jsonb,
  negative,
  null_,
  nullable,
  numeric,
  one,
  rawStatement,
  real,
  row as row_,
  SQL,
  selectOnly,
  serial,
  text,
  value,
  varchar,
} from '../../lib/index.js'
import { users } from '../support/blog.js'
import { expectCases } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'

const test = suite('cast')

const { age, id, name } = users.c

expectCases(test, [
  {
    sentence: 'cast converts a number to text, and null to null',
    expr: cast(age, text),
    postgres: '"users"."age"::text',
    sqlite: 'cast("users"."age" as text)',
    yields: ['31', '25', null],
  },
  {
    sentence: 'an operand that is no atom gets parentheses',
    expr: cast(add(id, 1), text),
    postgres: '("users"."id" + $1)::text',
    sqlite: 'cast("users"."id" + ? as text)',
    values: [1],
    yields: ['2', '3', '4'],
  },
  {
    sentence: 'a cast binds more tightly than a sign, and needs no parentheses of its own',
    expr: negative(cast(cast(id, text), bigint)),
    postgres: '-"users"."id"::text::bigint',
    sqlite: '-cast(cast("users"."id" as text) as integer)',
    yields: [-1n, -2n, -3n],
  },
  {
    sentence: 'a text of digits becomes a whole number',
    expr: cast(value(text, '42'), integer),
    postgres: '$1::text::integer',
    sqlite: 'cast(? as integer)',
    values: ['42'],
    yields: [42, 42, 42],
  },
  {
    sentence: 'a whole number becomes a floating-point one',
    expr: cast(id, doublePrecision),
    postgres: '"users"."id"::double precision',
    sqlite: 'cast("users"."id" as real)',
    yields: [1, 2, 3],
  },
  {
    sentence: 'what counts up is cast to a plain number',
    expr: cast(id, serial),
    postgres: '"users"."id"::integer',
    sqlite: 'cast("users"."id" as integer)',
    yields: [1, 2, 3],
  },
])

test('standard SQL has a function of its own form', () => {
  expectExpr(ansi)(cast(id, varchar(3)), 'cast("users"."id" as varchar(3))')
})

test('SQLite casts to its storage classes only', () => {
  const said = (expr: joinery.Expr<unknown, any, any>) =>
    problemsOf(sqlite)(selectOnly({ it: expr as joinery.Expr<unknown, never, never> })).map(describeCompileError)
  for (const [type, tag] of [
    [boolean, 'boolean'],
    [date, 'date'],
    [numeric(10, 2), 'numeric'],
    [varchar(3), 'varchar'],
    [jsonb(), 'jsonb'],
  ] as const)
    assert.equal(said(cast(name, type)), [
      `sqlite has no cast to ${tag}: cast to a whole number, a floating-point number, text or bytes`,
    ])
  assert.equal(said(cast(value(boolean, true), text)), [
    'sqlite has no cast of a boolean to text: use case_ to say the two words',
  ])
})

onEach(test, 'a cast is read as its type', {}, async (db) => {
  const row = selectOnly({
    cut: cast(value(text, 'abcdef'), varchar(3)),
    exact: cast(value(integer, 5), numeric(10, 2)),
    truth: cast(value(text, 'yes'), boolean),
    half: cast(value(text, '0.5'), real),
    body: cast(value(text, '{"a": [1]}'), jsonb<{ a: ReadonlyArray<number> }>()),
  })
  assert.equal(expectRight(await one(row)(db)()), {
    cut: 'abc',
    exact: '5.00',
    truth: true,
    half: 0.5,
    body: { a: [1] },
  })
})

test('a bare value is what the database reads as the type', () => {
  expectExpr(postgres)(cast('2026-11-22', date), '$1::date', ['2026-11-22'])
  expectExpr(postgres)(cast('1 day 2 hours', interval), '$1::interval', ['1 day 2 hours'])
  expectExpr(postgres)(cast('{1,2}', array(integer)), '$1::integer[]', ['{1,2}'])
  expectExpr(postgres)(cast(7n, numeric(10, 2)), '$1::bigint::numeric(10, 2)', [7n])
  expectExpr(postgres)(cast(null_(text), integer), '$1::text::integer', [null])
  expectExpr(sqlite)(cast('7', integer), 'cast(? as integer)', ['7'])
})

const mood = enumType('mood', ['sad', 'ok'])
const positive = domain('positive', integer)
const pair = composite('pair', { a: integer, b: nullable(text) })

onEach(test, 'values are cast to arrays, enums, domains, composites and types known by their names', {}, async (db) => {
  const create = (sql: ReturnType<typeof SQL>) => execute(rawStatement(sql))(db)()
  expectRight(await create(SQL`create type mood as enum ('sad', 'ok')`))
  expectRight(await create(SQL`create domain positive as integer check (value > 0)`))
  expectRight(await create(SQL`create type pair as (a integer, b text)`))
  const row = selectOnly({
    days: cast('{2026-11-22,NULL}', array(nullable(date))),
    texts: cast(value(array(integer), [1, 2]), array(text)),
    mood: cast('ok', mood),
    moods: cast(value(array(text), ['ok', 'sad']), array(mood)),
    positive: cast(value(text, '7'), positive),
    pair: cast('(1,"x, y")', pair),
    made: cast(row_(value(integer, 1), null_(text)), pair),
    span: cast('1 day 02:00', interval),
    range: cast('[1,5)', int4range),
    money: cast('12.5', customType('money')),
    none: cast(null_(text), mood),
    soon: isNotNull(cast('tomorrow', date)),
  })
  assert.equal(expectRight(await one(row)(db)()), {
    days: ['2026-11-22', null],
    texts: ['1', '2'],
    mood: 'ok',
    moods: ['ok', 'sad'],
    positive: 7,
    pair: { a: 1, b: 'x, y' },
    made: { a: 1, b: null },
    span: { days: 1, hours: 2 },
    range: { lower: 1, upper: 5, bounds: '[)' },
    money: '$12.50',
    none: null,
    soon: true,
  })
  assert.is((await one(selectOnly({ it: cast('glad', mood) }))(db)())._tag, 'Left')
})

test('what is no type, and what is no expression, is refused', () => {
  const js: any = joinery
  const said = (expr: unknown) => problemsOf(postgres)(js.selectOnly({ it: expr })).map(describeCompileError)
  assert.equal(said(js.cast(id, 'text')), [
    'the type of cast is not a column type: give one, as in cast(users.c.id, text)',
  ])
  assert.equal(said(js.cast(users, text)), [
    'the operand of cast is not an expression: give a column, or value(type, it) for a bound value',
  ])
  assert.equal(said(js.cast(1, text)), [
    'the operand of cast is a number, which is of no one type: say its type with value(type, it)',
  ])
  assert.equal(said(js.cast(null, text)), [
    'the operand of cast is null, which is of no one type: say its type with null_(type)',
  ])
})

test.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ansi } from '../../dialects/ansi/dialect.js'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  add,
  bigint,
  boolean,
  cast,
  date,
  doublePrecision,
  integer,
  jsonb,
  negative,
  numeric,
  one,
  real,
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

test('what is no type, and what is no expression, is refused', () => {
  const js: any = joinery
  const said = (expr: unknown) => problemsOf(postgres)(js.selectOnly({ it: expr })).map(describeCompileError)
  assert.equal(said(js.cast(id, 'text')), [
    'the type of cast is not a column type: give one, as in cast(users.c.id, text)',
  ])
  assert.equal(said(js.cast('x', text)), [
    'the operand of cast is not an expression: give a column, or value(type, it) for a bound value',
  ])
})

test.run()

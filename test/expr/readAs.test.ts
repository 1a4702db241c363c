import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  add,
  all,
  array,
  asNullable,
  asText,
  bigint,
  boolean,
  cast,
  date,
  enumType,
  eq,
  from,
  innerJoin,
  integer,
  jsonb,
  literal,
  lt,
  mapped,
  nullable,
  numeric,
  one,
  orderBy,
  readAs,
  recursive,
  select,
  selectOnly,
  text,
  timestamptz,
  value,
  varchar,
  where,
} from '../../lib/index.js'
import { seed, users } from '../support/blog.js'
import { expectCases } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'

const test = suite('readAs')

const { age, id, name } = users.c

const state = pipe(
  text,
  mapped(
    (it: string) => `<${it}>`,
    (it: string) => it.slice(1, -1),
  ),
)

expectCases(test, [
  {
    sentence: 'readAs leaves the SQL as it is, and reads what comes in another way',
    expr: readAs(users.c.state, state),
    postgres: '"users"."state"',
    yields: ['<new>', '<new>', '<new>'],
  },
  {
    sentence: 'a value opposite is bound as that type',
    expr: eq(readAs(name, state), '<ed>'),
    postgres: '"users"."name" = $1',
    values: ['<ed>'],
    yields: [false, true, false],
  },
  {
    sentence: 'an integer is a bigint, and null is null',
    expr: readAs(age, bigint),
    postgres: '"users"."age"',
    yields: [31n, 25n, null],
  },
  {
    sentence: 'what is bound keeps its own type',
    expr: readAs(value(text, 'a'), state),
    postgres: '$1::text',
    values: ['a'],
    yields: ['<a>', '<a>', '<a>'],
  },
  {
    sentence: 'asNullable is the same expression',
    expr: asNullable(add(id, 1)),
    postgres: '"users"."id" + $1',
    values: [1],
    yields: [2, 3, 4],
  },
  {
    sentence: 'a literal of a whole number stands in the text, and binds nothing',
    expr: eq(id, literal(integer, 2)),
    postgres: '"users"."id" = 2',
    yields: [false, true, false],
  },
  {
    sentence: 'a literal of a text has its quotes and its type',
    expr: literal(text, "it's"),
    postgres: "'it''s'::text",
    sqlite: "'it''s'",
    yields: ["it's", "it's", "it's"],
  },
  {
    sentence: 'a literal of a boolean is a word',
    expr: literal(boolean, true),
    postgres: 'true',
    sqlite: '1',
    yields: [true, true, true],
  },
  {
    sentence: 'a literal may be NULL',
    expr: literal(nullable(integer), null),
    postgres: 'null::integer',
    sqlite: 'null',
    yields: [null, null, null],
  },
])

test('readAs keeps a cast', () => {
  expectExpr(postgres)(readAs(cast(id, text), state), '"users"."id"::text')
  expectExpr(postgres)(readAs(literal(text, 'a'), state), "'a'::text")
})

onEach(test, 'an instant is read with its microseconds', {}, async (db) => {
  const at = cast('2026-11-22 13:30:00.123456+00', timestamptz)
  assert.match(expectRight(await one(selectOnly({ it: readAs(at, asText(timestamptz)) }))(db)()).it, /\.123456\+/)
})

const odd = ["'", "\\'", '\\', '"', '$1', '--', "E'", '\n', "''", 'é', '😀', '%', "\\'; drop table users; --"]

onEach(test, 'every text is its literal', { portable: true }, async (db) => {
  for (const it of odd) assert.equal(expectRight(await one(selectOnly({ it: literal(text, it) }))(db)()), { it }, it)
})

onEach(test, 'literals of many types come back as they were', {}, async (db) => {
  const row = selectOnly({
    whole: literal(integer, -7),
    large: literal(bigint, 2n ** 40n),
    small: literal(bigint, 7n),
    exact: literal(numeric(), '12.50'),
    day: literal(date, '2026-11-22'),
    instant: literal(timestamptz, new Date(0)),
    json: literal(jsonb<unknown>(), { a: ["it's"] }),
    list: literal(array(text), ['a', "it's"]),
    cut: literal(varchar(2), 'long'),
  })
  expectSql(postgres)(
    row,
    `select '-7'::integer as "whole", 1099511627776 as "large", 7::bigint as "small", 12.50 as "exact", '2026-11-22'::date as "day", '1970-01-01T00:00:00.000Z'::timestamptz as "instant", '{"a":["it''s"]}'::jsonb as "json", '{"a","it''s"}'::text[] as "list", 'long'::text as "cut"`,
  )
  assert.equal(expectRight(await one(row)(db)()), {
    whole: -7,
    large: 2n ** 40n,
    small: 7n,
    exact: '12.50',
    day: '2026-11-22',
    instant: new Date(0),
    json: { a: ["it's"] },
    list: ['a', "it's"],
    cut: 'long',
  })
})

const chain = recursive('chain')(
  pipe(from(users), where(eq(id, 2)), select({ id: asNullable(id), managerId: users.c.managerId })),
  (self) =>
    pipe(
      from(users),
      innerJoin(self, eq(self.c.managerId, id)),
      select({ id: asNullable(id), managerId: users.c.managerId }),
    ),
)

onEach(test, 'asNullable makes the first query of a recursion as wide as its step', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(from(chain), orderBy(chain.c.id), select({ id: chain.c.id }))
  assert.equal(expectRight(await all(query)(db)()), [{ id: 1 }, { id: 2 }])
})

test('what is no type, no expression or no value of the type is refused', () => {
  const js: any = joinery
  const said = (expr: unknown, dialect = postgres) =>
    problemsOf(dialect)(selectOnly({ it: expr as never })).map(describeCompileError)
  assert.equal(said(js.readAs(name, 'text')), [
    'the type of readAs is not a column type: give one, as in readAs(posts.c.createdAt, asText(timestamptz))',
  ])
  assert.equal(said(js.readAs('a', text)), [
    'the operand of readAs is not an expression: give a column, or value(type, it) for a bound value',
  ])
  assert.equal(said(js.asNullable(null)), [
    'the operand of asNullable is not an expression: give a column, or value(type, it) for a bound value',
  ])
  assert.equal(said(js.literal('integer', 1)), [
    'the type of literal is not a column type: give one, as in literal(integer, 1)',
  ])
  assert.equal(said(js.literal(integer, '1; drop table users')), [
    'a literal cannot be integer: it takes a whole number from -2147483648 to 2147483647: give a value of the column’s type',
  ])
  assert.is(said(js.literal(enumType('mood', ['sad']), 'glad')).length, 1)
  assert.is(said(js.literal(integer, "1'"), sqlite).length, 1)
  assert.is(said(lt(id, literal(integer, 1))).length, 0)
})

test.run()

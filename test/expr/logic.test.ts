import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { and, deleteFrom, eq, from, gt, in_, isNull, lt, not, notIn, or, select, skip, where } from '../../lib/index.js'
import { users } from '../support/blog.js'
import { expectCases, expectNames } from '../support/cases.js'
import { problemsOf } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'

const test = suite('logic')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const isJack = eq(users.c.name, 'jack')
const isEd = eq(users.c.name, 'ed')
const isOld = gt(users.c.age, 30)

expectCases(test, [
  {
    sentence: 'and joins conditions',
    expr: and(isJack, isOld),
    postgres: '"users"."name" = $1 and "users"."age" > $2',
    values: ['jack', 30],
    yields: [true, false, false],
  },
  {
    sentence: 'and with null is null, unless the other is false',
    expr: and(eq(users.c.name, 'wendy'), isOld),
    postgres: '"users"."name" = $1 and "users"."age" > $2',
    values: ['wendy', 30],
    yields: [false, false, null],
  },
  {
    sentence: 'or joins conditions',
    expr: or(isJack, isEd),
    postgres: '"users"."name" = $1 or "users"."name" = $2',
    values: ['jack', 'ed'],
    yields: [true, true, false],
  },
  {
    sentence: 'or within and keeps its parentheses',
    expr: and(or(isJack, isEd), isOld),
    postgres: '("users"."name" = $1 or "users"."name" = $2) and "users"."age" > $3',
    values: ['jack', 'ed', 30],
    yields: [true, false, false],
  },
  {
    sentence: 'and within or needs no parentheses',
    expr: or(isEd, and(isJack, isOld)),
    postgres: '"users"."name" = $1 or "users"."name" = $2 and "users"."age" > $3',
    values: ['ed', 'jack', 30],
    yields: [true, true, false],
  },
  {
    sentence: 'and within and is one list',
    expr: and(and(isJack, isOld), isNull(users.c.managerId)),
    postgres: '"users"."name" = $1 and "users"."age" > $2 and "users"."managerId" is null',
    values: ['jack', 30],
    yields: [true, false, false],
  },
  {
    sentence: 'and of one condition is that condition',
    expr: and(isJack),
    postgres: '"users"."name" = $1',
    values: ['jack'],
    yields: [true, false, false],
  },
  {
    sentence: 'and of nothing is true',
    expr: and(),
    postgres: 'true',
    yields: [true, true, true],
  },
  {
    sentence: 'or of nothing is false',
    expr: or(),
    postgres: 'false',
    yields: [false, false, false],
  },
  {
    sentence: 'not applies to a comparison without parentheses, and to null as null',
    expr: not(isOld),
    postgres: 'not "users"."age" > $1',
    values: [30],
    yields: [false, true, null],
  },
  {
    sentence: 'not applies to the whole of an or',
    expr: not(or(isJack, isEd)),
    postgres: 'not ("users"."name" = $1 or "users"."name" = $2)',
    values: ['jack', 'ed'],
    yields: [false, false, true],
  },
  {
    sentence: 'not of not keeps its parentheses',
    expr: not(not(isJack)),
    postgres: 'not (not "users"."name" = $1)',
    values: ['jack'],
    yields: [true, false, false],
  },
  {
    sentence: 'a comparison of a not keeps its parentheses',
    expr: eq(not(isJack), lt(users.c.id, 3)),
    postgres: '(not "users"."name" = $1) = ("users"."id" < $2)',
    values: ['jack', 3],
    yields: [false, true, false],
  },
  {
    sentence: 'skip leaves a condition out of and',
    expr: and(skip, isJack, skip),
    postgres: '"users"."name" = $1',
    values: ['jack'],
    yields: [true, false, false],
  },
  {
    sentence: 'skip leaves a condition out of or',
    expr: or(isEd, skip),
    postgres: '"users"."name" = $1',
    values: ['ed'],
    yields: [false, true, false],
  },
  {
    sentence: 'not of skip leaves the condition out too',
    expr: and(isJack, not(skip)),
    postgres: '"users"."name" = $1',
    values: ['jack'],
    yields: [true, false, false],
  },
])

test('where(skip) adds nothing', () => {
  const names = pipe(from(users), where(skip), where(not(skip)), select({ name: users.c.name }))
  inPostgres(names, 'select "users"."name"\nfrom "users"')
  inSqlite(names, 'select "users"."name"\nfrom "users"')
})

expectNames(
  test,
  'where(or()) finds nothing, for an or of no conditions is false',
  pipe(from(users), where(or()), select({ name: users.c.name })),
  [],
)

const alwaysTrue = {
  'and()': and(),
  skip: skip,
  'and(and(), and())': and(and(), and()),
  'or(and(), …)': or(and(), isJack),
  'not(or())': not(or()),
  'not(not(and()))': not(not(and())),
  'notIn of nothing': notIn(users.c.id, []),
  'not(in_ of nothing)': not(in_(users.c.id, [])),
  'and(skip, notIn of nothing)': and(skip, notIn(users.c.id, []), and()),
}

for (const [name, condition] of Object.entries(alwaysTrue)) {
  test(`${name} does not guard a delete`, () => {
    const problems = problemsOf(postgres)(pipe(deleteFrom(users), where(condition)))
    assert.equal(problems, [{ _tag: 'MissingWhere', statement: 'delete', table: 'users' }])
  })
}

test('a condition beside one that is always true guards a delete', () => {
  const statement = pipe(deleteFrom(users), where(and(and(), isJack, notIn(users.c.id, []))))
  assert.equal(problemsOf(postgres)(statement), [])
  expectExpr(sqlite)(
    and(isJack, or(isEd, in_(users.c.id, []))),
    '"users"."name" = ? and ("users"."name" = ? or false)',
    ['jack', 'ed'],
  )
})

test.run()

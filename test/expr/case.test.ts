import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { AnyExpr } from '../../lib/ast/Expr.js'
import * as joinery from '../../lib/index.js'
import {
  add,
  all,
  arrayOf,
  bigint,
  boolean,
  case_,
  caseOf,
  count,
  date,
  doublePrecision,
  eq,
  from,
  groupBy,
  gt,
  integer,
  isNull,
  numeric,
  orderBy,
  row as pairOf,
  select,
  selectOnly,
  skip,
  sum,
  timestamp,
  timestamptz,
  value,
  when,
} from '../../lib/index.js'
import { seed, users } from '../support/blog.js'
import { expectCases } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'

const test = suite('case')

const { age, fullname, name, state, id } = users.c

const moment = new Date('2026-11-22T13:30:00.000Z')

expectCases(test, [
  {
    sentence: 'case_ is the value of the first branch that holds, and null where none does',
    expr: case_([when(gt(age, 30), 'old'), when(gt(age, 20), 'young')]),
    postgres: 'case when "users"."age" > $1 then $2::text when "users"."age" > $3 then $4::text end',
    values: [30, 'old', 20, 'young'],
    yields: ['old', 'young', null],
  },
  {
    sentence: 'case_ has a last value for what fits no branch',
    expr: case_([when(gt(age, 30), 'old')], 'other'),
    postgres: 'case when "users"."age" > $1 then $2::text else $3::text end',
    values: [30, 'old', 'other'],
    yields: ['old', 'other', 'other'],
  },
  {
    sentence: 'a bare value takes the type of the first expression among the branches',
    expr: case_([when(isNull(age), 0)], age),
    postgres: 'case when "users"."age" is null then $1::integer else "users"."age" end',
    values: [0],
    yields: [31, 25, 0],
  },
  {
    sentence: 'a type is said in one branch for all of them',
    expr: case_([when(isNull(age), value(bigint, 1n))], 2n ** 60n),
    postgres: 'case when "users"."age" is null then $1::bigint else $2::bigint end',
    values: [1n, 2n ** 60n],
    yields: [2n ** 60n, 2n ** 60n, 1n],
  },
  {
    sentence: 'null is a value of a branch',
    expr: case_([when(gt(age, 30), null)], name),
    postgres: 'case when "users"."age" > $1 then $2::text else "users"."name" end',
    values: [30, null],
    yields: [null, 'ed', 'wendy'],
  },
  {
    sentence: 'branches of whole and floating-point numbers are floating-point',
    expr: case_([when(isNull(age), users.c.score)], age),
    postgres: 'case when "users"."age" is null then "users"."score" else "users"."age" end',
    yields: [31, 25, 0.5],
  },
  {
    sentence: 'a boolean and a Date have the type of their own',
    expr: case_([when(gt(age, 30), moment)]),
    postgres: 'case when "users"."age" > $1 then $2::timestamptz end',
    values: [30, moment],
    yields: [moment, null, null],
  },
  {
    sentence: 'caseOf compares one operand with the value of each branch',
    expr: caseOf(name, [when('jack', true), when('ed', false)]),
    postgres: 'case "users"."name" when $1 then $2::boolean when $3 then $4::boolean end',
    values: ['jack', true, 'ed', false],
    yields: [true, false, null],
  },
  {
    sentence: 'caseOf compares with expressions too',
    expr: caseOf(fullname, [when(name, 'same')], state),
    postgres: 'case "users"."fullname" when "users"."name" then $1::text else "users"."state" end',
    values: ['same'],
    yields: ['new', 'new', 'new'],
  },
  {
    sentence: 'case_ is an operand without parentheses',
    expr: add(case_([when(gt(age, 30), id)], 10), 1),
    postgres: 'case when "users"."age" > $1 then "users"."id" else $2::integer end + $3',
    values: [30, 10, 1],
    yields: [2, 11, 11],
  },
])

onEach(test, 'case_ is grouped by, counted and summed', { portable: true }, async (db) => {
  await seed(db)
  const group = case_([when(gt(age, 20), 'grown')], 'unknown')
  const query = pipe(
    from(users),
    groupBy(group),
    orderBy(group),
    select({ group, n: count(), ones: sum(case_([when(eq(name, 'ed'), value(integer, 1))], 0)) }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { group: 'grown', n: 2, ones: 1 },
    { group: 'unknown', n: 1, ones: 0 },
  ])
})

onEach(test, 'branches of different types have the type that PostgreSQL gives them', {}, async (db) => {
  const [whole, exact] = [value(integer, 1), value(numeric(10, 2), '2.50')]
  const first = (condition: boolean) => value(boolean, condition)
  const row = selectOnly({
    exact: case_([when(first(true), whole)], exact),
    bare: case_([when(first(false), exact)], 0.5),
    long: case_([when(first(true), whole)], 2n),
    float: case_([when(first(true), exact)], value(doublePrecision, 1)),
    local: case_([when(first(true), value(date, '2026-11-22'))], value(timestamp, '2026-11-23 12:00:00')),
    instant: case_([when(first(false), value(timestamptz, moment))], moment),
    list: case_([when(first(true), arrayOf(whole))], arrayOf(exact)),
    lists: case_([when(first(true), null)], arrayOf('a', 'b')),
    pair: case_([when(first(true), pairOf(whole, 'a'))], pairOf(whole, 'b')),
    counted: case_([when(first(true), count())], whole),
    none: case_([when(first(false), whole)], null),
  })
  assert.equal(expectRight(await all(row)(db)()), [
    {
      exact: '1',
      bare: '0.5',
      long: 1n,
      float: 2.5,
      local: '2026-11-22 00:00:00',
      instant: moment,
      list: ['1'],
      lists: null,
      pair: [1, 'a'],
      counted: 1,
      none: null,
    },
  ])
})

test('a bare value is bound as what the branches are together', () => {
  const exact = value(numeric(), '2.5')
  expectExpr(postgres)(
    case_([when(gt(age, 1), exact), when(gt(age, 2), 7n)], 1),
    'case when "users"."age" > $1 then $2::numeric when "users"."age" > $3 then $4::numeric else $5::numeric end',
    [1, '2.5', 2, '7', '1'],
  )
  expectExpr(postgres)(
    case_([when(gt(age, 1), id)], 7n),
    'case when "users"."age" > $1 then "users"."id" else $2::bigint end',
    [1, 7n],
  )
  expectExpr(postgres)(
    case_([when(gt(age, 1), value(date, '2026-11-22'))], moment),
    'case when "users"."age" > $1 then $2::date else $3::timestamptz end',
    [1, '2026-11-22', moment],
  )
})

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

const js: any = joinery

const refuses = (sentence: string, expr: () => AnyExpr, ...texts: ReadonlyArray<string>): void =>
  test(sentence, () => {
    for (const dialect of [postgres, sqlite])
      assert.equal(problemsOf(dialect)(selectOnly({ it: expr() })).map(describeCompileError), texts, dialect.name)
  })

refuses(
  'no branch is refused',
  () => js.case_([], 'x'),
  'the branches of case_ are none: give at least one when(condition, value)',
)
refuses(
  'what is no list is refused',
  () => js.case_('x'),
  'the branches of case_ are not an array: give an array of when(condition, value)',
)
refuses(
  'a branch from JSON is refused',
  () => js.case_([{ _tag: 'When', when: true, result: 'x' }]),
  'the branches of case_ hold something else: make each with when(condition, value)',
)
refuses(
  'a bare number is of no one type',
  () => js.case_([when(value(boolean, true), 1)], 2),
  'a value of case_ is a number, which is of no one type: say its type with value(type, it)',
  'a value of case_ is a number, which is of no one type: say its type with value(type, it)',
)
refuses(
  'null alone is of no type',
  () => js.case_([when(value(boolean, true), null)]),
  'a value of case_ is null, which is of no one type: say its type with null_(type)',
)
refuses(
  'undefined is no value',
  () => js.case_([js.when(value(boolean, true), undefined)], 'x'),
  'a value of case_ is undefined, which is of no one type: say its type with value(type, it)',
)
refuses(
  'branches of different types are refused',
  () => js.case_([when(value(boolean, true), value(integer, 1))], value(timestamptz, moment)),
  'the branches of case_ are of different types: make them one with cast(it, type)',
)
refuses(
  'bare values of different types are refused',
  () => js.case_([when(value(boolean, true), 'x')], true),
  'the branches of case_ are of different types: make them one with cast(it, type)',
)
refuses(
  'a value is no condition',
  () => js.case_([js.when(true, 'x')]),
  'the condition of when is not an expression: give a column, or value(type, it) for a bound value',
)
refuses(
  'skip is no condition of a branch',
  () => case_([when(skip, 'x')]),
  'the condition of when is skip: leave the branch out of the list',
)
refuses(
  'a table is no value',
  () => js.case_([js.when(value(boolean, true), users)]),
  'a value of case_ is not an expression: give a column, or value(type, it) for a bound value',
)
refuses(
  'nothing is equal to null',
  () => js.caseOf(value(integer, 1), [js.when(null, 'x')]),
  'a value of when is null: with NULL the result is NULL: use isNull or isNotNull, or null_(type) if that is what is meant',
)

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  all,
  and,
  betweenSymmetric,
  coalesce,
  collate,
  eq,
  from,
  greatest,
  gt,
  integer,
  isFalse,
  isNotFalse,
  isNotTrue,
  isNotUnknown,
  isTrue,
  isUnknown,
  least,
  lt,
  not,
  notBetweenSymmetric,
  null_,
  nullIf,
  numeric,
  orderBy,
  select,
  selectOnly,
  text,
  value,
  where,
} from '../../lib/index.js'
import { seed, users } from '../support/blog.js'
import { expectCases } from '../support/cases.js'
import { onEach, onSqlite } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'

const test = suite('truth')

const { age, fullname, id, managerId, name, score, state } = users.c

const old = gt(age, 30)

expectCases(test, [
  {
    sentence: 'isTrue is false of what is unknown',
    expr: isTrue(old),
    postgres: '("users"."age" > $1) is true',
    values: [30],
    yields: [true, false, false],
  },
  {
    sentence: 'isNotTrue is true of what is unknown',
    expr: isNotTrue(old),
    postgres: '("users"."age" > $1) is not true',
    values: [30],
    yields: [false, true, true],
  },
  {
    sentence: 'isFalse is false of what is unknown',
    expr: isFalse(old),
    postgres: '("users"."age" > $1) is false',
    values: [30],
    yields: [false, true, false],
  },
  {
    sentence: 'isNotFalse is true of what is unknown',
    expr: isNotFalse(old),
    postgres: '("users"."age" > $1) is not false',
    values: [30],
    yields: [true, false, true],
  },
  {
    sentence: 'isUnknown finds what is neither',
    expr: isUnknown(old),
    postgres: '("users"."age" > $1) is unknown',
    sqlite: '("users"."age" > ?) is null',
    values: [30],
    yields: [false, false, true],
  },
  {
    sentence: 'isNotUnknown finds the others, and stands among conditions',
    expr: and(isNotUnknown(old), not(isTrue(old))),
    postgres: '("users"."age" > $1) is not unknown and not ("users"."age" > $2) is true',
    sqlite: '("users"."age" > ?) is not null and not ("users"."age" > ?) is true',
    values: [30, 30],
    yields: [false, true, false],
  },
  {
    sentence: 'betweenSymmetric takes its bounds in any order',
    expr: betweenSymmetric(age, 31, 26),
    postgres: '"users"."age" between symmetric $1 and $2',
    sqlite: '"users"."age" between "min"(?, ?) and "max"(?, ?)',
    values: [31, 26],
    sqliteValues: [31, 26, 31, 26],
    yields: [true, false, null],
  },
  {
    sentence: 'notBetweenSymmetric is its opposite, and unknown where a bound is',
    expr: notBetweenSymmetric(id, managerId, 3),
    postgres: '"users"."id" not between symmetric "users"."managerId" and $1',
    sqlite: '"users"."id" not between "min"("users"."managerId", ?) and "max"("users"."managerId", ?)',
    values: [3],
    sqliteValues: [3, 3],
    yields: [null, false, false],
  },
  {
    sentence: 'greatest passes over nulls',
    expr: greatest(age, 30),
    postgres: 'greatest("users"."age", $1)',
    sqlite: 'coalesce(max("users"."age", ?), "users"."age", ?)',
    values: [30],
    sqliteValues: [30, 30],
    yields: [31, 30, 30],
  },
  {
    sentence: 'least passes over nulls, and is null where all values are',
    expr: least(age, managerId),
    postgres: 'least("users"."age", "users"."managerId")',
    sqlite: 'coalesce(min("users"."age", "users"."managerId"), "users"."age", "users"."managerId")',
    yields: [31, 1, 1],
  },
  {
    sentence: 'greatest of a whole and a floating-point number is a floating-point one',
    expr: greatest(id, score),
    postgres: 'greatest("users"."id", "users"."score")',
    sqlite: 'coalesce(max("users"."id", "users"."score"), "users"."id", "users"."score")',
    yields: [2.5, 2, 3],
  },
  {
    sentence: 'coalesce takes any number of values',
    expr: coalesce(fullname, nullIf(name, 'ed'), state, 'nobody'),
    postgres: 'coalesce("users"."fullname", nullif("users"."name", $1), "users"."state", $2)',
    values: ['ed', 'nobody'],
    yields: ['Jack Jones', 'new', 'Wendy Williams'],
  },
  {
    sentence: 'nullIf compares with an expression',
    expr: nullIf(id, managerId),
    postgres: 'nullif("users"."id", "users"."managerId")',
    yields: [1, 2, 3],
  },
])

test('greatest of three values and more, which SQLite nests', () => {
  expectExpr(postgres)(greatest(age, id, 30), 'greatest("users"."age", "users"."id", $1)', [30])
  expectExpr(sqlite)(
    least(least(age, id), 30),
    'coalesce(min(coalesce(min("users"."age", "users"."id"), "users"."age", "users"."id"), ?), coalesce(min("users"."age", "users"."id"), "users"."age", "users"."id"), ?)',
    [30, 30],
  )
})

onEach(test, 'numbers of different types are of the type that holds both', {}, async (db) => {
  const exact = value(numeric(), '2.5')
  const query = selectOnly({
    a: coalesce(null_(integer), exact),
    b: coalesce(exact, 0),
    c: greatest(value(integer, 3), exact),
    d: least(exact, value(integer, 3), 7n),
  })
  expectSql(postgres)(
    query,
    'select coalesce($1::integer, $2::numeric) as "a", coalesce($3::numeric, $4) as "b", greatest($5::integer, $6::numeric) as "c", least($7::numeric, $8::integer, $9) as "d"',
    [null, '2.5', '2.5', '0', 3, '2.5', '2.5', 3, '7'],
  )
  assert.equal(expectRight(await all(query)(db)()), [{ a: '2.5', b: '2.5', c: '3', d: '2.5' }])
})

// -------------------------------------------------------------------------------------
// collations
// -------------------------------------------------------------------------------------

const byName = pipe(from(users), orderBy(collate(name, 'C')), where(lt(collate(name, 'C'), 'z')), select({ name }))

test('a text has the rules of another language, and keeps them in a comparison', () => {
  expectSql(postgres)(
    byName,
    `
    select "users"."name"
    from "users"
    where "users"."name" collate "C" < $1
    order by "users"."name" collate "C"
    `,
    ['z'],
  )
  expectExpr(postgres)(collate(value(text, 'a'), ['pg_catalog', 'POSIX']), '$1::text collate "pg_catalog"."POSIX"', [
    'a',
  ])
})

onEach(test, 'collations order texts', {}, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(byName)(db)()), [{ name: 'ed' }, { name: 'jack' }, { name: 'wendy' }])
  const binary = lt(collate(value(text, 'B'), 'C'), value(text, 'a'))
  assert.equal(expectRight(await all(selectOnly({ binary }))(db)()), [{ binary: true }])
})

test('SQLite has a collation that ignores case', () =>
  onSqlite(async (db) => {
    await seed(db)
    const query = pipe(from(users), where(eq(collate(name, 'nocase'), 'JACK')), select({ name }))
    assert.equal(expectRight(await all(query)(db)()), [{ name: 'jack' }])
  }))

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

test('what cannot be asked is refused', () => {
  const js: any = joinery
  const said = (expr: unknown, dialect = postgres) =>
    problemsOf(dialect)(selectOnly({ it: expr as never })).map(describeCompileError)
  const notAnExpression = 'is not an expression: give a column, or value(type, it) for a bound value'
  assert.equal(said(js.isTrue(true)), [`the argument of isTrue ${notAnExpression}`])
  assert.equal(said(js.greatest(1, age)), [`the first argument of greatest ${notAnExpression}`])
  assert.equal(said(js.coalesce(age, null, 1)), [
    'an argument of coalesce is null: with NULL the result is NULL: use isNull or isNotNull, or null_(type) if that is what is meant',
  ])
  assert.equal(said(js.collate(name, 7)), ["the collation of collate is not a name: give 'C' or ['schema', 'name']"])
  assert.equal(said(js.collate(name, ['a', 'b', 'c'])), [
    "the collation of collate is not a name: give 'C' or ['schema', 'name']",
  ])
  assert.equal(said(js.betweenSymmetric(age, null, 1)), [
    'the lower bound of betweenSymmetric is null: with NULL the result is NULL: use isNull or isNotNull, or null_(type) if that is what is meant',
  ])
  assert.equal(said(collate(name, 'C'), sqlite), ['sqlite has no collation C: it has BINARY, NOCASE and RTRIM'])
  assert.equal(said(greatest(age, id, 1), sqlite), [
    'sqlite has no greatest of 3 values: nest it: greatest(greatest(a, b), c)',
  ])
  const exact = value(numeric(), '1')
  const kept =
    'sqlite has no order for numeric, which it keeps as text: keep whole numbers of the smallest unit in a bigint'
  assert.ok(said(greatest(exact, '2'), sqlite).includes(kept))
})

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import {
  abs,
  all,
  bigint,
  coalesce,
  default_,
  eq,
  execute,
  from,
  gt,
  insertInto,
  integer,
  length,
  lower,
  now,
  null_,
  nullIf,
  one,
  returning,
  select,
  selectOnly,
  set,
  sub,
  text,
  timestamptz,
  update,
  upper,
  value,
  values,
  varchar,
  where,
} from '../../lib/index.js'
import { createBlog, seed, users } from '../support/blog.js'
import { expectCases } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'

const test = suite('functions')

const { age, name, fullname } = users.c

expectCases(test, [
  {
    sentence: 'value binds with its type, for nothing around it says the type',
    expr: value(integer, 7),
    postgres: '$1::integer',
    values: [7],
    yields: [7, 7, 7],
  },
  {
    sentence: 'value of a varchar is not cut by a cast',
    expr: value(varchar(2), 'long'),
    postgres: '$1::text',
    values: ['long'],
    yields: ['long', 'long', 'long'],
  },
  {
    sentence: 'value takes a column as its type',
    expr: value(bigint, 2n ** 62n),
    postgres: '$1::bigint',
    values: [2n ** 62n],
    yields: [2n ** 62n, 2n ** 62n, 2n ** 62n],
  },
  {
    sentence: 'null_ is NULL of a type',
    expr: null_(text),
    postgres: '$1::text',
    values: [null],
    yields: [null, null, null],
  },
  {
    sentence: 'coalesce stands in for null',
    expr: coalesce(fullname, 'nobody'),
    postgres: 'coalesce("users"."fullname", $1)',
    values: ['nobody'],
    yields: ['Jack Jones', 'nobody', 'Wendy Williams'],
  },
  {
    sentence: 'coalesce takes an expression',
    expr: coalesce(fullname, name),
    postgres: 'coalesce("users"."fullname", "users"."name")',
    yields: ['Jack Jones', 'ed', 'Wendy Williams'],
  },
  {
    sentence: 'nullIf is null where the two are equal',
    expr: nullIf(name, 'ed'),
    postgres: 'nullif("users"."name", $1)',
    values: ['ed'],
    yields: ['jack', null, 'wendy'],
  },
  {
    sentence: 'lower makes small letters',
    expr: lower(fullname),
    postgres: 'lower("users"."fullname")',
    yields: ['jack jones', null, 'wendy williams'],
  },
  {
    sentence: 'upper makes capital letters',
    expr: upper(name),
    postgres: 'upper("users"."name")',
    yields: ['JACK', 'ED', 'WENDY'],
  },
  {
    sentence: 'length counts characters',
    expr: length(fullname),
    postgres: 'length("users"."fullname")',
    yields: [10, null, 14],
  },
  {
    sentence: 'abs drops the sign',
    expr: abs(sub(age, 30)),
    postgres: 'abs("users"."age" - $1)',
    values: [30],
    yields: [1, 5, null],
  },
])

test('now has the database’s own spelling', () => {
  expectExpr(postgres)(now(), 'now()')
  expectExpr(sqlite)(now(), "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')")
})

onEach(test, 'now is a Date, and comparable with one', { portable: true }, async (db) => {
  const long = new Date('2001-01-01T00:00:00.000Z')
  const row = expectRight(await one(selectOnly({ now: now(), later: gt(now(), long), same: eq(now(), now()) }))(db)())
  assert.ok(Math.abs(row.now.getTime() - Date.now()) < 60_000)
  assert.is(row.later, true)
  assert.is(row.same, true)
})

onEach(test, 'a Date goes out and comes back', { portable: true }, async (db) => {
  const moment = new Date('2026-11-22T13:30:00.123Z')
  assert.equal(expectRight(await one(selectOnly({ it: value(timestamptz, moment) }))(db)()), { it: moment })
})

const reset = pipe(update(users), set({ state: default_ }), where(eq(users.c.name, 'jack')))

test('default_ is the column’s default, which SQLite cannot say', () => {
  expectSql(postgres)(reset, 'update "users"\nset "state" = default\nwhere "users"."name" = $1', ['jack'])
  assert.equal(problemsOf(sqlite)(reset), [
    {
      _tag: 'Unsupported',
      dialect: 'sqlite',
      feature: 'DEFAULT among values',
      hint: 'leave the column out of the row, or give the value',
    },
  ])
})

onEach(test, 'default_ fills in the column’s default', {}, async (db) => {
  await createBlog(db)
  const inserted = pipe(
    insertInto(users),
    values({ name: 'jack', state: default_, age: default_ }),
    returning({ state: users.c.state, age: users.c.age }),
  )
  assert.equal(expectRight(await all(inserted)(db)()), [{ state: 'new', age: null }])
})

onEach(test, 'default_ takes a column back to its default', {}, async (db) => {
  await seed(db)
  expectRight(await execute(pipe(update(users), set({ state: 'old' }), where(eq(users.c.id, 1))))(db)())
  assert.is(expectRight(await execute(reset)(db)()), 1)
  const state = pipe(from(users), where(eq(users.c.id, 1)), select({ state: users.c.state }))
  assert.equal(expectRight(await one(state)(db)()), { state: 'new' })
})

test.run()

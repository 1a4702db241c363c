import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import * as typed from '../../lib/index.js'
import {
  all,
  asText,
  createTable,
  eq,
  execute,
  from,
  insertInto,
  integer,
  lower,
  orderBy,
  primaryKey,
  returning,
  select,
  table,
  text,
  timestamptz,
  updateMany,
  values,
  where,
} from '../../lib/index.js'
import { createBlog, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('updateMany')

const changed = pipe(
  updateMany(users, 'id', [
    { id: 1, name: 'jack', age: 32 },
    { age: null, name: 'edward', id: 2 },
  ]),
  returning({ id: users.c.id, name: users.c.name, age: users.c.age }),
)

test('an update of many rows has one array for each column in PostgreSQL', () => {
  expectSql(postgres)(
    changed,
    `
    update "users"
    set "name" = "changes"."name", "age" = "changes"."age"
    from unnest($1::integer[], $2::text[], $3::integer[]) as "changes"("id", "name", "age")
    where "users"."id" = "changes"."id"
    returning "users"."id", "users"."name", "users"."age"
    `,
    [
      [1, 2],
      ['jack', 'edward'],
      [32, null],
    ],
  )
})

test('an update of many rows reads a list of values in SQLite', () => {
  expectSql(sqlite)(
    changed,
    `
    update "users"
    set "name" = "changes"."name", "age" = "changes"."age"
    from (select column1 as "id", column2 as "name", column3 as "age" from (
      values (?, ?, ?), (?, ?, ?)
    )) as "changes"
    where "users"."id" = "changes"."id"
    returning "users"."id", "users"."name", "users"."age"
    `,
    [1, 'jack', 32, 2, 'edward', null],
  )
})

onEach(test, 'each row gets its own values, and others keep theirs', { portable: true }, async (db) => {
  await seed(db)
  const rows = expectRight(await all(changed)(db)())
  assert.equal(
    [...rows].sort((a, b) => a.id - b.id),
    [
      { id: 1, name: 'jack', age: 32 },
      { id: 2, name: 'edward', age: null },
    ],
  )
  const names = expectRight(await all(pipe(from(users), orderBy(users.c.id), select({ name: users.c.name })))(db)())
  assert.equal(
    names.map(({ name }) => name),
    ['jack', 'edward', 'wendy'],
  )
})

const prices = table('prices', {
  shop: primaryKey(text),
  item: primaryKey(integer),
  price: integer,
  at: asText(timestamptz),
})

const repriced = pipe(
  updateMany(
    prices,
    ['shop', 'item'],
    [
      { shop: 'a', item: 1, price: 10, at: '2026-11-22 13:30:00.123456+00' },
      { shop: 'b', item: 1, price: 20, at: '2026-11-22 13:30:00.123457+00' },
    ],
  ),
  where(eq(prices.c.price, 0)),
)

test('a key may be several columns, and conditions may be added', () => {
  expectSql(postgres)(
    repriced,
    `
    update "prices"
    set "price" = "changes"."price", "at" = "changes"."at"
    from unnest($1::text[], $2::integer[], $3::integer[], $4::timestamptz[]) as "changes"("shop", "item", "price", "at")
    where "prices"."shop" = "changes"."shop" and "prices"."item" = "changes"."item" and "prices"."price" = $5
    `,
    [['a', 'b'], [1, 1], [10, 20], ['2026-11-22 13:30:00.123456+00', '2026-11-22 13:30:00.123457+00'], 0],
  )
})

onEach(test, 'an update of many rows by two columns, on a condition', { portable: true }, async (db) => {
  expectRight(await execute(createTable(prices))(db)())
  const before = (shop: string, item: number, price: number) => ({ shop, item, price, at: '2026-11-22 13:30:00+00' })
  expectRight(
    await execute(pipe(insertInto(prices), values([before('a', 1, 0), before('b', 1, 5), before('a', 2, 0)])))(db)(),
  )
  assert.is(expectRight(await execute(repriced)(db)()), 1)
  const rows = pipe(from(prices), orderBy(prices.c.shop, prices.c.item), select(prices))
  assert.equal(expectRight(await all(rows)(db)()), [
    { shop: 'a', item: 1, price: 10, at: '2026-11-22 13:30:00.123456+00' },
    before('a', 2, 0),
    before('b', 1, 5),
  ])
})

onEach(test, 'more rows than a statement has parameters are updated at once', {}, async (db) => {
  await createBlog(db)
  const ids = Array.from({ length: 40_000 }, (_, i) => i + 1)
  expectRight(await execute(pipe(insertInto(users), values(ids.map((id) => ({ id, name: `u${id}` })))))(db)())
  const update = updateMany(
    users,
    'id',
    ids.map((id) => ({ id, age: id, name: `v${id}` })),
  )
  assert.is(expectRight(await execute(update)(db)()), 40_000)
  const last = pipe(from(users), where(eq(users.c.id, 40_000)), select({ name: users.c.name, age: users.c.age }))
  assert.equal(expectRight(await all(last)(db)()), [{ name: 'v40000', age: 40_000 }])
})

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

const js: any = typed

const says = (statement: unknown, text: string, dialect = postgres) =>
  assert.equal(problemsOf(dialect)(statement as Branded).map(describeCompileError), [text])

test('rows that do not tell what to change are refused', () => {
  says(
    updateMany(users, 'id', []),
    'this update has no rows: give updateMany a row, and do not run the update when there is none',
  )
  says(
    updateMany(users, 'id', [{ id: 1 }]),
    'this update has no changes: give set(...) a column, and do not run the update when nothing changes',
  )
  says(
    updateMany(users, 'id', [{ id: 1, age: 1 }, { id: 2 }]),
    'row 2 of updateMany lacks age: give every row the same columns',
  )
  says(
    updateMany(users, 'id', [
      { id: 1, age: 1 },
      { id: 2, age: 1, name: 'x' },
    ]),
    'row 2 of updateMany gives name, and others do not: give every row the same columns',
  )
  says(
    updateMany(users, 'id', [
      { id: 1, age: 1 },
      { id: 1, age: 2 },
    ]),
    'row 2 of updateMany has the key of row 1: give each key once',
  )
})

test('what is no row, no key or no value is refused', () => {
  says(js.updateMany('users', 'id', [{ id: 1, age: 1 }]), 'the table of updateMany is not a table: give a table')
  says(
    js.updateMany(users, 'id', { id: 1, age: 1 }),
    'the rows of updateMany are not an array of objects: give an array of objects of columns',
  )
  says(
    js.updateMany(users, [], [{ id: 1, age: 1 }]),
    'the keys of updateMany are none: name the columns that tell which row is meant',
  )
  const columns = 'its columns are id, name, fullname, age, score, state, managerId'
  says(js.updateMany(users, 'naem', [{ id: 1, age: 1 }]), `users has no column "naem": ${columns}`)
  says(js.updateMany(users, 'id', [{ id: 1, naem: 1 }]), `users has no column "naem": ${columns}`)
  says(
    js.updateMany(users, 'id', [{ id: null, age: 1 }]),
    'row 1 of updateMany has null for id: nothing is equal to NULL: give a value',
  )
  says(
    js.updateMany(users, 'id', [{ id: 1, age: undefined }]),
    'row 1 of updateMany has undefined for age: give null for NULL',
  )
  says(
    js.updateMany(users, 'id', [{ id: 1, name: lower(posts.c.title) }]),
    'row 1 of updateMany has an expression for name: give values, or use update and set',
  )
  says(
    updateMany(
      users,
      'id',
      Array.from({ length: 20_000 }, (_, id) => ({ id, age: 1 })),
    ),
    'this update has 40000 parameters, and SQLite takes 32766: make several of fewer rows, in one transaction',
    sqlite,
  )
})

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import type { AnyExpr, Expr } from '../../lib/ast/Expr.js'
import {
  add,
  all,
  avg,
  bigint,
  coalesce,
  count,
  countDistinct,
  createTable,
  desc,
  eq,
  execute,
  from,
  groupBy,
  gt,
  having,
  insertInto,
  max,
  min,
  nullable,
  numeric,
  one,
  orderBy,
  select,
  sum,
  table,
  values,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'

const test = suite('aggregates')

const { age, score, managerId, name } = users.c

interface Case {
  readonly expr: Expr<unknown, any, any>
  readonly postgres: string
  readonly values?: ReadonlyArray<unknown>
  /** Over the three users, and over none. */
  readonly yields: readonly [unknown, unknown]
}

const cases: { readonly [sentence: string]: Case } = {
  'count counts rows': { expr: count(), postgres: 'count(*)', yields: [3, 0] },
  'count of a column leaves its nulls out': { expr: count(age), postgres: 'count("users"."age")', yields: [2, 0] },
  'countDistinct counts each value once': {
    expr: countDistinct(managerId),
    postgres: 'count(distinct "users"."managerId")',
    yields: [1, 0],
  },
  'sum adds what is not null, and is null over no rows': {
    expr: sum(age),
    postgres: 'sum("users"."age")',
    yields: [56, null],
  },
  'sum of floating-point numbers is one': { expr: sum(score), postgres: 'sum("users"."score")', yields: [4.5, null] },
  'avg is a floating-point number, also of whole ones': {
    expr: avg(age),
    postgres: 'avg("users"."age")',
    yields: [28, null],
  },
  'min keeps the type': { expr: min(name), postgres: 'min("users"."name")', yields: ['ed', null] },
  'max keeps the type': { expr: max(age), postgres: 'max("users"."age")', yields: [31, null] },
  'an aggregate takes an expression': {
    expr: max(add(users.c.id, 1)),
    postgres: 'max("users"."id" + $1)',
    values: [1],
    yields: [4, null],
  },
  'coalesce makes a sum over no rows a number': {
    expr: coalesce(sum(age), 0),
    postgres: 'coalesce(sum("users"."age"), $1)',
    values: [0],
    yields: [56, 0],
  },
}

for (const [sentence, { expr, values: bound = [], ...of }] of Object.entries(cases)) {
  test(sentence, () => {
    expectExpr(postgres)(expr as AnyExpr, of.postgres, bound)
    expectExpr(sqlite)(expr as AnyExpr, of.postgres.replace('$1', '?'), bound)
  })
}

onEach(test, 'what aggregates yield over three rows and over none', { portable: true }, async (db) => {
  await seed(db)
  for (const [sentence, { expr, yields }] of Object.entries(cases)) {
    const query = pipe(from(users), select({ it: expr as Expr<unknown, 'users', any> }))
    const over = expectRight(await one(query)(db)())
    const none = expectRight(await one(pipe(query, where(eq(users.c.id, 0))))(db)())
    assert.equal([over.it, none.it], yields, sentence)
  }
})

const prolific = pipe(
  from(posts),
  groupBy(posts.c.authorId),
  having(gt(count(), 1)),
  select({ author: posts.c.authorId, posts: count(), first: min(posts.c.title) }),
)

test('groups are counted, and kept by what is counted', () => {
  expectSql(postgres)(
    prolific,
    `
    select "posts"."author_id" as "author", count(*) as "posts", min("posts"."title") as "first"
    from "posts"
    group by "posts"."author_id"
    having count(*) > $1
    `,
    [1],
  )
  expectSql(sqlite)(
    prolific,
    `
    select "posts"."author_id" as "author", count(*) as "posts", min("posts"."title") as "first"
    from "posts"
    group by "posts"."author_id"
    having count(*) > ?
    `,
    [1],
  )
})

onEach(test, 'the group of the only author of two posts', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(prolific)(db)()), [{ author: 1, posts: 2, first: 'Joins' }])
})

const parity = add(users.c.id, 10)

test('an expression with a value that is grouped by and selected is one expression to PostgreSQL', () => {
  const grouped = pipe(from(users), groupBy(parity), orderBy(desc(parity)), select({ parity, n: count() }))
  expectSql(postgres)(
    grouped,
    `
    select "users"."id" + $1 as "parity", count(*) as "n"
    from "users"
    group by "users"."id" + $1
    order by "users"."id" + $1 desc
    `,
    [10],
  )
})

onEach(test, 'an expression with a value can be grouped by and selected', { portable: true }, async (db) => {
  await seed(db)
  const grouped = pipe(from(users), groupBy(parity), orderBy(desc(parity)), select({ parity, n: count() }))
  assert.equal(expectRight(await all(grouped)(db)()), [
    { parity: 13, n: 1 },
    { parity: 12, n: 1 },
    { parity: 11, n: 1 },
  ])
})

// -------------------------------------------------------------------------------------
// wide numbers
// -------------------------------------------------------------------------------------

const amounts = table('amounts', { big: nullable(bigint), exact: nullable(numeric(20, 2)) })

const fill = pipe(
  insertInto(amounts),
  values([
    { big: 2n ** 62n, exact: '90071992547409.93' },
    { big: 2n ** 61n, exact: '0.10' },
  ]),
)

onEach(
  test,
  'a sum of bigint is exact, and no bigint: the database has a wider type for it',
  { portable: true },
  async (db) => {
    expectRight(await execute(createTable(amounts))(db)())
    expectRight(await execute(fill)(db)())
    const totals = pipe(from(amounts), select({ total: sum(amounts.c.big), n: count(amounts.c.big) }))
    assert.equal(expectRight(await one(totals)(db)()), { total: '6917529027641081856', n: 2 })
  },
)

onEach(test, 'a sum of numeric is exact', {}, async (db) => {
  expectRight(await execute(createTable(amounts))(db)())
  expectRight(await execute(fill)(db)())
  const totals = pipe(from(amounts), select({ total: sum(amounts.c.exact), most: max(amounts.c.exact) }))
  assert.equal(expectRight(await one(totals)(db)()), { total: '90071992547410.03', most: '90071992547409.93' })
})

onEach(test, 'a sum of integers above 2^53 is a Left, not a rounded number', {}, async (db) => {
  await seed(db)
  // as many rows as 2^53 needs would take too long: the sum is of a column that the database takes for an integer
  expectRight(await db.run({ text: 'alter table users alter column age type bigint', values: [] }))
  expectRight(await db.run({ text: 'update users set age = 9007199254740993 where id = 1', values: [] }))
  const error = expectLeft(await one(pipe(from(users), select({ total: sum(users.c.age) })))(db)())
  assert.is(error._tag, 'Undecodable')
})

test.run()

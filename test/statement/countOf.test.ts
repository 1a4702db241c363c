import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import {
  all,
  count,
  countOf,
  distinct,
  distinctOn,
  eq,
  forUpdate,
  from,
  groupBy,
  gt,
  having,
  limit,
  orderBy,
  scalar,
  select,
  union,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('countOf')

const inPostgres = expectSql(postgres)

const page = pipe(
  from(users),
  where(gt(users.c.id, 1)),
  orderBy(users.c.name),
  select({ user: { id: users.c.id, name: users.c.name } }),
)

test('the number of rows of a query is that of its rows in any order', () => {
  inPostgres(
    countOf(pipe(page, forUpdate())),
    `
    select count(*) as "count"
    from (
      select "users"."id" as "user.id", "users"."name" as "user.name"
      from "users"
      where "users"."id" > $1
    ) as "counted"
    `,
    [1],
  )
  inPostgres(
    countOf(pipe(page, limit(1))),
    `
    select count(*) as "count"
    from (
      select "users"."id" as "user.id", "users"."name" as "user.name"
      from "users"
      where "users"."id" > $1
      order by "users"."name"
      limit $2
    ) as "counted"
    `,
    [1, 1],
  )
  inPostgres(
    countOf(pipe(from(posts), distinctOn(posts.c.authorId), orderBy(posts.c.authorId), select({ id: posts.c.id }))),
    `
    select count(*) as "count"
    from (
      select distinct on ("posts"."author_id") "posts"."id"
      from "posts"
      order by "posts"."author_id"
    ) as "counted"
    `,
  )
  inPostgres(
    countOf(from(users)),
    'select count(*) as "count"\nfrom (\n  select true as "row"\n  from "users"\n) as "counted"',
  )
})

onEach(test, 'counts of queries', { portable: true }, async (db) => {
  await seed(db)
  const counted = async (query: Parameters<typeof countOf>[0]) =>
    expectRight(await all(countOf(query) as never)(db)())[0] as unknown
  assert.equal(await counted(page), { count: 2 })
  assert.equal(await counted(pipe(page, limit(1))), { count: 1 })
  assert.equal(await counted(from(posts)), { count: 3 })
  assert.equal(await counted(pipe(from(posts), distinct, select({ author: posts.c.authorId }))), { count: 2 })
  assert.equal(
    await counted(pipe(from(posts), groupBy(posts.c.authorId), having(gt(count(), 1)), select({ n: count() }))),
    { count: 1 },
  )
  const ids = pipe(from(users), select({ id: users.c.id }))
  assert.equal(await counted(pipe(ids, union(pipe(from(posts), select({ id: posts.c.id }))))), { count: 3 })
  const written = countOf(pipe(from(posts), where(eq(posts.c.authorId, users.c.id))))
  const each = pipe(from(users), orderBy(users.c.id), select({ n: scalar(written) }))
  assert.equal(expectRight(await all(each)(db)()), [{ n: 2 }, { n: 1 }, { n: 0 }])
})

test.run()

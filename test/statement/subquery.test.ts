import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import {
  alias,
  all,
  and,
  coalesce,
  count,
  desc,
  eq,
  exists,
  from,
  groupBy,
  gt,
  innerJoin,
  inQuery,
  isNotNull,
  leftJoin,
  limit,
  max,
  not,
  notInQuery,
  orderBy,
  scalar,
  select,
  subquery,
  where,
} from '../../lib/index.js'
import { comments, posts, seed, users } from '../support/blog.js'
import { expectNames } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('subquery')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const named = pipe(from(users), orderBy(users.c.id), select({ name: users.c.name }))
const postsOfUser = pipe(from(posts), where(eq(posts.c.authorId, users.c.id)))

// -------------------------------------------------------------------------------------
// exists
// -------------------------------------------------------------------------------------

const authors = pipe(named, where(exists(postsOfUser)))

test('exists reads the query around it, and needs no select', () => {
  inPostgres(
    authors,
    `
    select "users"."name"
    from "users"
    where exists (
      select 1
      from "posts"
      where "posts"."author_id" = "users"."id"
    )
    order by "users"."id"
    `,
  )
})

expectNames(test, 'whoever wrote something', authors, ['jack', 'ed'])
expectNames(test, 'whoever wrote nothing', pipe(named, where(not(exists(postsOfUser)))), ['wendy'])

const commented = pipe(
  named,
  where(
    exists(
      pipe(
        postsOfUser,
        where(
          exists(
            pipe(from(comments), where(and(eq(comments.c.postId, posts.c.id), eq(comments.c.authorId, users.c.id)))),
          ),
        ),
      ),
    ),
  ),
)

test('a subquery within a subquery reads both of the queries around it', () => {
  inSqlite(
    commented,
    `
    select "users"."name"
    from "users"
    where exists (
      select 1
      from "posts"
      where "posts"."author_id" = "users"."id" and exists (
        select 1
        from "comments"
        where "comments"."post_id" = "posts"."id" and "comments"."author_id" = "users"."id"
      )
    )
    order by "users"."id"
    `,
  )
})

expectNames(test, 'nobody commented on a post of their own', commented, [])

// -------------------------------------------------------------------------------------
// in
// -------------------------------------------------------------------------------------

const publishers = pipe(from(posts), where(eq(posts.c.published, true)), select({ id: posts.c.authorId }))
const hasPublished = pipe(named, where(inQuery(users.c.id, publishers)))

test('inQuery keeps the order of the values of both queries', () => {
  inPostgres(
    pipe(hasPublished, where(eq(users.c.state, 'new'))),
    `
    select "users"."name"
    from "users"
    where "users"."id" in (
      select "posts"."author_id" as "id"
      from "posts"
      where "posts"."published" = $1
    ) and "users"."state" = $2
    order by "users"."id"
    `,
    [true, 'new'],
  )
})

expectNames(test, 'whoever published', hasPublished, ['jack', 'ed'])
expectNames(test, 'whoever did not publish', pipe(named, where(notInQuery(users.c.id, publishers))), ['wendy'])

const bosses = pipe(from(users), select({ id: users.c.managerId }))
const employees = alias(users, 'employees')
const isBoss = inQuery(
  users.c.id,
  pipe(from(employees), where(isNotNull(employees.c.managerId)), select({ id: employees.c.managerId })),
)

expectNames(
  test,
  'notInQuery of a query with a null in it is never true',
  pipe(named, where(notInQuery(users.c.id, bosses))),
  [],
)
expectNames(test, 'without its nulls it is', pipe(named, where(not(isBoss))), ['ed', 'wendy'])

// -------------------------------------------------------------------------------------
// scalar
// -------------------------------------------------------------------------------------

const tally = scalar(pipe(postsOfUser, select({ n: count() })))
const latest = scalar(pipe(postsOfUser, orderBy(desc(posts.c.id)), limit(1), select({ title: posts.c.title })))

const summary = pipe(
  from(users),
  orderBy(users.c.id),
  select({ name: users.c.name, posts: tally, latest, orNone: coalesce(latest, 'none') }),
)

test('scalar is a query of one column as a value', () => {
  inPostgres(
    pipe(from(users), where(gt(tally, 1)), select({ posts: tally })),
    `
    select (
      select count(*) as "n"
      from "posts"
      where "posts"."author_id" = "users"."id"
    ) as "posts"
    from "users"
    where (
      select count(*) as "n"
      from "posts"
      where "posts"."author_id" = "users"."id"
    ) > $1
    `,
    [1],
  )
})

onEach(test, 'a scalar has the type of its column, and is null without a row', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(summary)(db)()), [
    { name: 'jack', posts: 2, latest: 'Nulls', orNone: 'Nulls' },
    { name: 'ed', posts: 1, latest: 'Trees', orNone: 'Trees' },
    { name: 'wendy', posts: 0, latest: null, orNone: 'none' },
  ])
})

// -------------------------------------------------------------------------------------
// from
// -------------------------------------------------------------------------------------

const perAuthor = pipe(
  from(posts),
  where(gt(posts.c.id, 0)),
  groupBy(posts.c.authorId),
  select({ authorId: posts.c.authorId, n: count(), last: max(posts.c.createdAt) }),
  subquery('per_author'),
)

const ranking = pipe(
  from(users),
  leftJoin(perAuthor, eq(perAuthor.c.authorId, users.c.id)),
  where(eq(users.c.state, 'new')),
  orderBy(users.c.id),
  select({ name: users.c.name, n: perAuthor.c.n, posts: coalesce(perAuthor.c.n, 0) }),
)

test('a subquery in a join is a table with the columns that it selects', () => {
  inPostgres(
    ranking,
    `
    select "users"."name", "per_author"."n", coalesce("per_author"."n", $1) as "posts"
    from "users"
    left join (
      select "posts"."author_id" as "authorId", count(*) as "n", max("posts"."created_at") as "last"
      from "posts"
      where "posts"."id" > $2
      group by "posts"."author_id"
    ) as "per_author" on "per_author"."authorId" = "users"."id"
    where "users"."state" = $3
    order by "users"."id"
    `,
    [0, 0, 'new'],
  )
})

onEach(test, 'the columns of a subquery keep their types', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(ranking)(db)()), [
    { name: 'jack', n: 2, posts: 2 },
    { name: 'ed', n: 1, posts: 1 },
    { name: 'wendy', n: null, posts: 0 },
  ])
  const [row] = expectRight(await all(pipe(from(perAuthor), limit(1), select({ last: perAuthor.c.last })))(db)())
  assert.instance(row?.last, Date)
})

const recent = pipe(from(posts), orderBy(desc(posts.c.id)), limit(2), select(posts), subquery('recent'))
const recentAuthors = pipe(
  from(recent),
  innerJoin(users, eq(users.c.id, recent.c.authorId)),
  orderBy(desc(recent.c.id)),
  select({ name: users.c.name }),
)

test('a subquery of a whole table keeps the keys of its columns', () => {
  inSqlite(
    recentAuthors,
    `
    select "users"."name"
    from (
      select "posts"."id", "posts"."author_id" as "authorId", "posts"."title", "posts"."body", "posts"."published", "posts"."created_at" as "createdAt"
      from "posts"
      order by "posts"."id" desc
      limit ?
    ) as "recent"
    inner join "users" on "users"."id" = "recent"."authorId"
    order by "recent"."id" desc
    `,
    [2],
  )
})

expectNames(test, 'the authors of the last two posts', recentAuthors, ['ed', 'jack'])

test.run()

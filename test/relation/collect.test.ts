import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import {
  all,
  collect,
  concat,
  count,
  desc,
  distinct,
  eq,
  exists,
  from,
  groupBy,
  gt,
  having,
  offset,
  oneToMany,
  orderBy,
  select,
  sub,
  subquery,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('nested rows that are cut to size')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const userPosts = oneToMany(users, posts)

// -------------------------------------------------------------------------------------
// distinct
// -------------------------------------------------------------------------------------

const flags = pipe(
  from(users),
  orderBy(users.c.id),
  select({
    published: collect(userPosts, (rows, p) =>
      pipe(rows, distinct, orderBy(desc(p.c.published)), select({ at: p.c.authorId, published: p.c.published })),
    ),
  }),
)

test('distinct nested rows are ordered by what they select', () => {
  inPostgres(
    flags,
    `
    select (
      select json_agg(json_build_array("rows"."c0", "rows"."c1") order by "rows"."c1" desc)
      from (
        select distinct "posts"."author_id" as "c0", "posts"."published" as "c1"
        from "posts"
        where "users"."id" = "posts"."author_id"
        order by "posts"."published" desc
      ) as "rows"
    ) as "published"
    from "users"
    order by "users"."id"
    `,
  )
})

onEach(test, 'and come once, in that order', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(flags)(db)()), [
    {
      published: [
        { at: 1, published: true },
        { at: 1, published: false },
      ],
    },
    { published: [{ at: 2, published: true }] },
    { published: [] },
  ])
})

test('an order by something else is refused, for equal rows would have several places', () => {
  const query = pipe(
    from(users),
    select({
      of: collect(userPosts, (rows, p) => pipe(rows, distinct, orderBy(p.c.id), select({ at: p.c.authorId }))),
    }),
  )
  for (const dialect of [postgres, sqlite]) {
    assert.equal(problemsOf(dialect)(query).map(describeCompileError), [
      'the order of distinct rows is not by what they select, so that equal rows would have several places: select what they are ordered by too, or group by what is selected',
    ])
  }
})

const beside = pipe(
  from(users),
  distinct,
  select({ state: users.c.state, titles: collect(userPosts, (rows, p) => pipe(rows, select({ title: p.c.title }))) }),
)

test('distinct rows beside nested ones are refused by PostgreSQL, and are a subquery', () => {
  assert.equal(problemsOf(postgres)(beside).map(describeCompileError), [
    'postgres has no distinct over nested rows: select the distinct rows in a subquery, and nest the rows outside',
  ])
  assert.equal(problemsOf(sqlite)(beside), [])
})

// -------------------------------------------------------------------------------------
// what a dialect says of a select
// -------------------------------------------------------------------------------------

const skipping = pipe(
  from(users),
  where(eq(users.c.id, 1)),
  select({
    titles: collect(userPosts, (rows, p) => pipe(rows, orderBy(p.c.id), offset(1), select({ title: p.c.title }))),
  }),
)
const two = pipe(
  from(users),
  where(exists(pipe(from(posts), where(eq(posts.c.authorId, users.c.id)), offset(1)))),
  select({ name: users.c.name }),
)

test('an offset without a limit is said as the dialect says it', () => {
  inSqlite(
    skipping,
    `
    select (
      select json_group_array(json_array("rows"."c0") order by "rows"."o0")
      from (
        select "posts"."title" as "c0", "posts"."id" as "o0"
        from "posts"
        where "users"."id" = "posts"."author_id"
        order by "posts"."id"
        limit ?
        offset ?
      ) as "rows"
    ) as "titles"
    from "users"
    where "users"."id" = ?
    `,
    [-1, 1, 1],
  )
  inSqlite(
    two,
    `
    select "users"."name"
    from "users"
    where exists (
      select 1
      from "posts"
      where "posts"."author_id" = "users"."id"
      limit ?
      offset ?
    )
    `,
    [-1, 1],
  )
})

const initial = concat(posts.c.title, '?')
const grouped = pipe(
  from(users),
  where(eq(users.c.id, 1)),
  select({
    titles: collect(userPosts, (rows) =>
      pipe(rows, groupBy(initial), orderBy(initial), select({ initial, n: count() })),
    ),
  }),
)
const repeated = sub(posts.c.id, posts.c.authorId)
const several = pipe(
  from(users),
  where(
    exists(
      pipe(
        from(posts),
        where(eq(posts.c.authorId, users.c.id)),
        groupBy(concat(posts.c.title, 'x'), repeated),
        having(gt(count(), 0)),
        select({ n: count() }),
      ),
    ),
  ),
  select({ name: users.c.name }),
)

test('nested rows that are grouped share placeholders', () => {
  inPostgres(
    grouped,
    `
    select (
      select json_agg(json_build_array("rows"."c0", ("rows"."c1")::text) order by "rows"."o0")
      from (
        select "posts"."title" || $1 as "c0", count(*) as "c1", "posts"."title" || $1 as "o0"
        from "posts"
        where "users"."id" = "posts"."author_id"
        group by "posts"."title" || $1
        order by "posts"."title" || $1
      ) as "rows"
    ) as "titles"
    from "users"
    where "users"."id" = $2
    `,
    ['?', 1],
  )
})

onEach(test, 'all of them run', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(skipping)(db)()), [{ titles: [{ title: 'Nulls' }] }])
  assert.equal(expectRight(await all(two)(db)()), [{ name: 'jack' }])
  assert.equal(expectRight(await all(grouped)(db)()), [
    {
      titles: [
        { initial: 'Joins?', n: 1 },
        { initial: 'Nulls?', n: 1 },
      ],
    },
  ])
  assert.is(expectRight(await all(several)(db)()).length, 2)
  const states = pipe(from(users), distinct, select({ id: users.c.id, state: users.c.state }), subquery('states'))
  assert.is(expectRight(await all(pipe(from(states), select(states)))(db)()).length, 3)
})

test.run()

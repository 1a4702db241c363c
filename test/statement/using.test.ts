import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import * as typed from '../../lib/index.js'
import {
  alias,
  all,
  and,
  concat,
  count,
  deleteFrom,
  eq,
  everyRow,
  execute,
  from,
  groupBy,
  innerJoin,
  leftJoin,
  returning,
  select,
  set,
  subquery,
  update,
  updateFrom,
  using,
  where,
} from '../../lib/index.js'
import { addresses, comments, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('using')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const says = (statement: Branded, dialect = postgres): ReadonlyArray<string> =>
  problemsOf(dialect)(statement).map(describeCompileError)

const signed = pipe(
  update(posts),
  updateFrom(users),
  set({ title: concat(users.c.name, posts.c.title) }),
  where(and(eq(posts.c.authorId, users.c.id), eq(posts.c.published, true))),
  returning({ title: posts.c.title }),
)

test('updateFrom lets an update read another table', () => {
  inPostgres(
    signed,
    `
    update "posts"
    set "title" = "users"."name" || "posts"."title"
    from "users"
    where "posts"."author_id" = "users"."id" and "posts"."published" = $1
    returning "posts"."title"
    `,
    [true],
  )
})

onEach(test, 'an update from another table', { portable: true }, async (db) => {
  await seed(db)
  const titles = expectRight(await all(signed)(db)()).map(({ title }) => title)
  assert.equal(titles.slice().sort(), ['edTrees', 'jackJoins'])
})

const written = pipe(
  from(posts),
  groupBy(posts.c.authorId),
  select({ authorId: posts.c.authorId, n: count() }),
  subquery('written'),
)

const boss = alias(users, 'boss')

const counted = pipe(
  update(users),
  updateFrom(written),
  updateFrom(boss),
  set({ fullname: boss.c.name }),
  where(and(eq(written.c.authorId, users.c.id), eq(users.c.managerId, boss.c.id))),
)

test('updateFrom takes subqueries and aliases, and adds', () => {
  inPostgres(
    counted,
    `
    update "users"
    set "fullname" = "boss"."name"
    from (
      select "posts"."author_id" as "authorId", count(*) as "n"
      from "posts"
      group by "posts"."author_id"
    ) as "written", "users" as "boss"
    where "written"."authorId" = "users"."id" and "users"."managerId" = "boss"."id"
    `,
  )
})

onEach(test, 'an update from a subquery and an alias', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(counted)(db)()), 1)
})

const author = pipe(signed, returning({ title: posts.c.title, by: users.c.name }))

test('SQLite returns only columns of the updated table', () => {
  assert.equal(says(author, sqlite), [
    'sqlite has no RETURNING of another source than the updated table: return columns of the table that is updated',
  ])
})

onEach(test, 'an update returns columns of the other source', {}, async (db) => {
  await seed(db)
  assert.equal(
    expectRight(await all(author)(db)())
      .map(({ by }) => by)
      .sort(),
    ['ed', 'jack'],
  )
})

const bySelf = pipe(
  deleteFrom(comments),
  using(posts),
  using(users),
  where(and(eq(comments.c.postId, posts.c.id), eq(posts.c.authorId, users.c.id), eq(users.c.name, 'jack'))),
  returning({ text: comments.c.text, title: posts.c.title }),
)

test('using lets a delete read other tables, where the database can', () => {
  inPostgres(
    bySelf,
    `
    delete from "comments"
    using "posts", "users"
    where "comments"."post_id" = "posts"."id" and "posts"."author_id" = "users"."id" and "users"."name" = $1
    returning "comments"."text", "posts"."title"
    `,
    ['jack'],
  )
  assert.equal(says(bySelf, sqlite), ['sqlite has no DELETE … USING: use where(exists(...))'])
})

onEach(test, 'a delete using other tables', {}, async (db) => {
  await seed(db)
  assert.equal(
    expectRight(await all(bySelf)(db)())
      .map(({ text }) => text)
      .sort(),
    ['good', 'spam'],
  )
})

test('a source that cannot be is refused', () => {
  const js: any = typed
  const noSource = 'is not a source: give a table, an alias or a subquery'
  const conditioned = js.where(eq(users.c.id, 1))
  assert.equal(says(pipe(js.update(users), js.updateFrom('posts'), js.set({ age: 1 }), conditioned) as Branded), [
    `the argument of updateFrom ${noSource}`,
  ])
  assert.equal(says(pipe(js.deleteFrom(users), js.using(null), conditioned) as Branded), [
    `the argument of using ${noSource}`,
  ])
  const twice = '"users" names two sources of one statement: give one an alias'
  assert.equal(says(pipe(js.deleteFrom(users), js.using(users), conditioned) as Branded), [twice])
  assert.equal(says(pipe(js.update(users), js.updateFrom(users), js.set({ age: 1 }), conditioned) as Branded), [twice])
  assert.equal(says(pipe(js.deleteFrom(users), js.using(posts)) as Branded), [
    'this delete would change every row of users: add where(...), or everyRow to say that it should',
  ])
  assert.equal(says(js.using(posts)(from(users))), [
    'what using was applied to does not take it: it belongs to a delete: start with deleteFrom',
  ])
})

// -------------------------------------------------------------------------------------
// joins
// -------------------------------------------------------------------------------------

const addressed = pipe(
  update(posts),
  set({ title: users.c.name, body: addresses.c.email }),
  updateFrom(pipe(from(users), leftJoin(addresses, eq(addresses.c.userId, users.c.id)))),
  where(and(eq(posts.c.authorId, users.c.id), eq(users.c.name, 'ed'))),
)

test('an update reads sources that are joined', () => {
  const text = (a: string) => `
    update "posts"
    set "title" = "users"."name", "body" = "addresses"."email"
    from "users"
    left join "addresses" on "addresses"."userId" = "users"."id"
    where "posts"."author_id" = "users"."id" and "users"."name" = ${a}
    `
  inPostgres(addressed, text('$1'), ['ed'])
  inSqlite(addressed, text('?'), ['ed'])
  inPostgres(
    pipe(
      deleteFrom(posts),
      using(comments),
      using(pipe(from(users), innerJoin(addresses, eq(addresses.c.userId, users.c.id)))),
      where(and(eq(posts.c.authorId, users.c.id), eq(comments.c.postId, posts.c.id))),
    ),
    `
    delete from "posts"
    using "comments", "users"
    inner join "addresses" on "addresses"."userId" = "users"."id"
    where "posts"."author_id" = "users"."id" and "comments"."post_id" = "posts"."id"
    `,
  )
})

onEach(test, 'an update from joined sources', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(addressed)(db)()), 1)
  const query = pipe(from(posts), where(eq(posts.c.id, 3)), select({ title: posts.c.title, body: posts.c.body }))
  assert.equal(expectRight(await all(query)(db)()), [{ title: 'ed', body: null }])
})

onEach(test, 'what an outer join does not find is null where it is returned', {}, async (db) => {
  await seed(db)
  const returned = pipe(addressed, returning({ id: posts.c.id, email: addresses.c.email, address: addresses }))
  assert.equal(expectRight(await all(returned)(db)()), [{ id: 3, email: null, address: null }])
})

test('what is no source and no join is refused', () => {
  const js: any = typed
  const filtered = pipe(from(users), where(eq(users.c.id, 1)))
  assert.equal(says(pipe(update(posts), set({ title: 'x' }), js.updateFrom(filtered), everyRow as any)), [
    'the where of what updateFrom joins has no place in parentheses: give from and joins alone',
  ])
  assert.equal(says(pipe(deleteFrom(posts), js.using('users'), everyRow as any)), [
    'the argument of using is not a source: give a table, an alias or a subquery',
  ])
})

test.run()

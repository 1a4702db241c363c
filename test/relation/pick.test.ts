import { pipe } from 'fp-ts/function'
import {
  all,
  collect,
  count,
  eq,
  from,
  groupBy,
  leftJoinTo,
  limit,
  manyToOne,
  oneToMany,
  orderBy,
  pick,
  select,
  where,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import { addresses, comments, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('a related row inside the row')

const inPostgres = expectSql(postgres)

const postAuthor = manyToOne(posts, users, { foreignKey: posts.c.authorId })
const commentAuthor = manyToOne(comments, users)
const commentPost = manyToOne(comments, posts, { foreignKey: comments.c.postId })
const manager = manyToOne(users, users)
const userPosts = oneToMany(users, posts)
const postComments = oneToMany(posts, comments)

// -------------------------------------------------------------------------------------
// joins
// -------------------------------------------------------------------------------------

test('a row that is always there is joined by an inner join', () => {
  inPostgres(
    pipe(from(posts), select({ title: posts.c.title, author: pick(postAuthor, (u) => ({ name: u.c.name })) })),
    `
    select "posts"."title", "users"."name" as "author.name"
    from "posts"
    inner join "users" on "posts"."author_id" = "users"."id"
    `,
  )
})

test('one that may not be there by a left join, with a column that tells', () => {
  inPostgres(
    pipe(from(comments), select({ text: comments.c.text, author: pick(commentAuthor, (u) => ({ age: u.c.age })) })),
    `
    select "comments"."text", "users"."age" as "author.age", "users"."id" as "author"
    from "comments"
    left join "users" on "comments"."author_id" = "users"."id"
    `,
  )
})

const rows = pipe(
  from(comments),
  orderBy(comments.c.id),
  select({
    text: comments.c.text,
    author: pick(commentAuthor, (u) => ({
      name: u.c.name,
      age: u.c.age,
      manager: pick(manager, (m) => ({ name: m.c.name })),
    })),
    post: pick(commentPost, (p) => ({ title: p.c.title, author: pick(postAuthor, (u) => ({ name: u.c.name })) })),
  }),
)

test('rows in rows are joined too, each under a name of its own', () => {
  inPostgres(
    rows,
    `
    select "comments"."text", "users"."name" as "author.name", "users"."age" as "author.age", "users_1"."name" as "author.manager.name", "users_1"."id" as "author.manager", "users"."id" as "author", "posts"."title" as "post.title", "users_2"."name" as "post.author.name"
    from "comments"
    left join "users" on "comments"."author_id" = "users"."id"
    left join "users" as "users_1" on "users"."managerId" = "users_1"."id"
    inner join "posts" on "comments"."post_id" = "posts"."id"
    inner join "users" as "users_2" on "posts"."author_id" = "users_2"."id"
    order by "comments"."id"
    `,
  )
})

onEach(test, 'a row that is not there is null, and those in it with it', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(rows)(db)()), [
    {
      text: 'good',
      author: { name: 'ed', age: 25, manager: { name: 'jack' } },
      post: { title: 'Joins', author: { name: 'jack' } },
    },
    { text: 'spam', author: null, post: { title: 'Joins', author: { name: 'jack' } } },
    {
      text: 'ok',
      author: { name: 'jack', age: 31, manager: null },
      post: { title: 'Trees', author: { name: 'ed' } },
    },
  ])
})

onEach(test, 'without columns it is the whole row', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(from(users), where(eq(users.c.id, 2)), select({ manager: pick(manager) }))
  const [found] = expectRight(await all(query)(db)())
  assert.is(found?.manager?.name, 'jack')
  assert.is(found?.manager?.managerId, null)
})

// -------------------------------------------------------------------------------------
// strategies
// -------------------------------------------------------------------------------------

for (const strategy of ['join', 'subselect', 'split'] as const) {
  onEach(test, `the row is the same by the strategy ${strategy}`, { portable: true }, async (db, _, log) => {
    await seed(db)
    log.length = 0
    const query = pipe(
      from(comments),
      orderBy(comments.c.id),
      select({
        id: comments.c.id,
        author: pick(commentAuthor, (u) => ({ name: u.c.name, age: u.c.age }), { strategy }),
      }),
    )
    assert.equal(expectRight(await all(query)(db)()), [
      { id: 1, author: { name: 'ed', age: 25 } },
      { id: 2, author: null },
      { id: 3, author: { name: 'jack', age: 31 } },
    ])
    assert.is(log.length, strategy === 'split' ? 2 : 1)
  })
}

onEach(test, 'a condition on the row makes it one that may not be there', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(
    from(posts),
    orderBy(posts.c.id),
    select({ author: pick(postAuthor, (u) => ({ name: u.c.name }), { where: (u) => eq(u.c.name, 'ed') }) }),
  )
  assert.equal(expectRight(await all(query)(db)()), [{ author: null }, { author: null }, { author: { name: 'ed' } }])
})

onEach(
  test,
  'one row of many is picked where that is said, and several are an error',
  { portable: true },
  async (db) => {
    await seed(db)
    const post = pick(userPosts, (p) => ({ title: p.c.title }), { assumeUnique: true })
    const ed = pipe(from(users), where(eq(users.c.id, 2)), select({ post }))
    assert.equal(expectRight(await all(ed)(db)()), [{ post: { title: 'Trees' } }])
    const jack = pipe(from(users), where(eq(users.c.id, 1)), select({ post }))
    const error = expectLeft(await all(jack)(db)())
    assert.is(
      error._tag === 'Undecodable' && error.reason,
      'the relation from users to posts found 2 rows, and there is one at most',
    )
  },
)

onEach(test, 'related rows are collected in a row that is picked', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(
    from(posts),
    where(eq(posts.c.id, 1)),
    select({
      author: pick(postAuthor, (u) => ({
        name: u.c.name,
        posts: collect(userPosts, (own, p) => pipe(own, orderBy(p.c.id), select({ title: p.c.title }))),
      })),
      comments: collect(postComments, (own, c) =>
        pipe(
          own,
          orderBy(c.c.id),
          select({ text: c.c.text, author: pick(commentAuthor, (u) => ({ name: u.c.name })) }),
        ),
      ),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    {
      author: { name: 'jack', posts: [{ title: 'Joins' }, { title: 'Nulls' }] },
      comments: [
        { text: 'good', author: { name: 'ed' } },
        { text: 'spam', author: null },
      ],
    },
  ])
})

onEach(
  test,
  'it is null where the row that it belongs to is left out by an outer join',
  { portable: true },
  async (db) => {
    await seed(db)
    const query = pipe(
      from(users),
      leftJoinTo(userPosts),
      where(eq(users.c.name, 'wendy')),
      select({ name: users.c.name, author: pick(postAuthor, (u) => ({ name: u.c.name })) }),
    )
    assert.equal(expectRight(await all(query)(db)()), [{ name: 'wendy', author: null }])
  },
)

onEach(test, 'a limit is of the rows, which joins of one row each do not change', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(
    from(comments),
    orderBy(comments.c.id),
    limit(2),
    select({ author: pick(commentAuthor, (u) => ({ name: u.c.name })) }),
  )
  assert.equal(expectRight(await all(query)(db)()), [{ author: { name: 'ed' } }, { author: null }])
})

onEach(test, 'in groups it is a subselect', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(
    from(addresses),
    groupBy(addresses.c.userId),
    orderBy(addresses.c.userId),
    select({
      n: count(),
      user: pick(manyToOne(addresses, users), (u) => ({ name: u.c.name })),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { n: 2, user: { name: 'jack' } },
    { n: 1, user: { name: 'wendy' } },
  ])
})

test('a strategy that cannot find it is refused by name', () => {
  const several = pipe(
    from(users),
    select({ post: pick(userPosts, (p) => ({ id: p.c.id }), { assumeUnique: true, strategy: 'join' }) }),
  )
  assert.equal(problemsOf(postgres)(several).map(describeCompileError), [
    "the relation from users to posts may have several rows: take 'subselect', which finds out, or 'split'",
  ])
  const unknown = pipe(
    from(posts),
    select({ author: pick(postAuthor, (u) => ({ name: u.c.name }), { strategy: 'nope' as 'join' }) }),
  )
  assert.equal(problemsOf(postgres)(unknown).map(describeCompileError), [
    "the relation from posts to users is to be found by a strategy that there is not: take 'subselect', 'grouped', 'join' or 'split'",
  ])
  const cut = pipe(
    from(users),
    select({
      posts: collect(userPosts, (own, p) => pipe(own, limit(1), select({ id: p.c.id })), { strategy: 'grouped' }),
    }),
  )
  assert.equal(problemsOf(postgres)(cut).map(describeCompileError), [
    "the relation from users to posts is limited, distinct or grouped for each row: take 'subselect' or 'split', which can do that",
  ])
})

test('a picked row is not gathered, whatever a program without types says', () => {
  const strategy = 'grouped' as 'join'
  const author = pick(manyToOne(posts, users), (u) => ({ name: u.c.name }), { strategy })
  assert.equal(problemsOf(postgres)(pipe(from(posts), select({ author }))).map(describeCompileError), [
    "the relation from posts to users leads to one row: take 'join', 'subselect' or 'split'",
  ])
})

test.run()

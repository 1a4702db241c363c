import { pipe } from 'fp-ts/function'
import {
  alias,
  all,
  collect,
  count,
  countRelated,
  desc,
  eq,
  from,
  limit,
  load,
  loader,
  manyToOne,
  oneToMany,
  orderBy,
  pick,
  relation,
  select,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { describeError } from '../../lib/exec/SqlError.js'
import { comments, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'

const test = suite('related rows of rows that are there')

const userPosts = oneToMany(users, posts)
const postAuthor = manyToOne(posts, users, { foreignKey: posts.c.authorId })
const postComments = oneToMany(posts, comments)

const titles = collect(userPosts, (rows, p) => pipe(rows, orderBy(p.c.id), select({ title: p.c.title })))

// -------------------------------------------------------------------------------------
// load
// -------------------------------------------------------------------------------------

onEach(test, 'related rows of all rows are found by one statement', { portable: true }, async (db, name, log) => {
  await seed(db)
  const people = expectRight(
    await all(pipe(from(users), orderBy(desc(users.c.id)), select({ id: users.c.id, name: users.c.name })))(db)(),
  )
  log.length = 0
  const loaded = expectRight(await load(users, { posts: titles, n: countRelated(userPosts) })(people)(db)())
  assert.equal(loaded, [
    { id: 3, name: 'wendy', posts: [], n: 0 },
    { id: 2, name: 'ed', posts: [{ title: 'Trees' }], n: 1 },
    { id: 1, name: 'jack', posts: [{ title: 'Joins' }, { title: 'Nulls' }], n: 2 },
  ])
  assert.is(log.length, 1)
  if (name === 'sqlite') return
  assert.fixture(
    log[0]?.text ?? '',
    `select "users"."place", (
  select json_agg(json_build_array("posts"."title") order by "posts"."id")
  from "posts"
  where "users"."id" = "posts"."author_id"
) as "fields.posts", (
  select count(*) as "it"
  from "posts"
  where "users"."id" = "posts"."author_id"
) as "fields.n"
from unnest($1::integer[], $2::integer[]) as "users"("place", "id")`,
  )
})

onEach(
  test,
  'rows with the same keys are asked for once, and each has its own',
  { portable: true },
  async (db, _, log) => {
    await seed(db)
    const given = [
      { title: 'a', authorId: 1 },
      { title: 'b', authorId: 1 },
      { title: 'c', authorId: 2 },
    ]
    log.length = 0
    const loaded = expectRight(
      await load(posts, { author: pick(postAuthor, (u) => ({ name: u.c.name })) })(given)(db)(),
    )
    assert.equal(loaded, [
      { title: 'a', authorId: 1, author: { name: 'jack' } },
      { title: 'b', authorId: 1, author: { name: 'jack' } },
      { title: 'c', authorId: 2, author: { name: 'ed' } },
    ])
    assert.is(log[0]?.values, 2 * (log[0]?.text.includes('unnest') ? 1 : 2))
  },
)

onEach(test, 'nested rows, limits and split statements are as in a select', { portable: true }, async (db) => {
  await seed(db)
  const newest = collect(
    userPosts,
    (rows, p) =>
      pipe(
        rows,
        orderBy(desc(p.c.id)),
        limit(1),
        select({
          title: p.c.title,
          comments: collect(postComments, (own, c) => pipe(own, orderBy(c.c.id), select({ text: c.c.text }))),
        }),
      ),
    { strategy: 'split' },
  )
  assert.equal(expectRight(await load(users, { newest })([{ id: 2 }, { id: 1 }])(db)()), [
    { id: 2, newest: [{ title: 'Trees', comments: [{ text: 'ok' }] }] },
    { id: 1, newest: [{ title: 'Nulls', comments: [] }] },
  ])
})

onEach(test, 'a null key has no related row', { portable: true }, async (db) => {
  await seed(db)
  const commentAuthor = manyToOne(comments, users)
  const author = pick(commentAuthor, (u) => ({ name: u.c.name }))
  assert.equal(expectRight(await load(comments, { author })([{ authorId: null }, { authorId: 2 }])(db)()), [
    { authorId: null, author: null },
    { authorId: 2, author: { name: 'ed' } },
  ])
})

onEach(test, 'no rows need no statement', { portable: true }, async (db, _, log) => {
  await seed(db)
  log.length = 0
  assert.equal(expectRight(await load(users, { posts: titles })([])(db)()), [])
  assert.is(log.length, 0)
})

onEach(test, 'a row without the key is named, and nothing is sent', { portable: true }, async (db, _, log) => {
  await seed(db)
  log.length = 0
  const error = expectLeft(await load(users, { posts: titles })([{ id: 1 }, { name: 'x' }])(db)())
  assert.is(describeError(error), 'a row of users lacks id: load needs it to find what belongs to the row: select it')
  assert.is(log.length, 0)
})

onEach(test, 'a row whose parent is gone is an error, and no row without it', { portable: true }, async (db) => {
  await seed(db)
  const author = pick(postAuthor, (u) => ({ name: u.c.name }))
  const error = expectLeft(await load(posts, { author })([{ authorId: 1 }, { authorId: 99 }])(db)())
  assert.is(
    describeError(error),
    'load(...) found no row where the relation always has one: load the rows again, for those that were given are not there',
  )
  const authorOf = loader(posts, author)(db)
  const [good, bad] = await Promise.all([authorOf({ authorId: 1 })(), authorOf({ authorId: 99 })()])
  assert.equal(expectRight(good), { name: 'jack' })
  assert.is(expectLeft(bad)._tag, 'NoRow')
})

// -------------------------------------------------------------------------------------
// loader
// -------------------------------------------------------------------------------------

onEach(test, 'what is asked for one by one in a turn is one statement', { portable: true }, async (db, _, log) => {
  await seed(db)
  const titlesOf = loader(users, titles)(db)
  log.length = 0
  const asked = [titlesOf({ id: 2 })(), titlesOf({ id: 1 })(), Promise.resolve().then(() => titlesOf({ id: 2 })())]
  assert.equal((await Promise.all(asked)).map(expectRight), [
    [{ title: 'Trees' }],
    [{ title: 'Joins' }, { title: 'Nulls' }],
    [{ title: 'Trees' }],
  ])
  assert.is(log.length, 1)
  // nothing is remembered
  assert.equal(expectRight(await titlesOf({ id: 1 })()), [{ title: 'Joins' }, { title: 'Nulls' }])
  assert.is(log.length, 2)
})

onEach(
  test,
  'who asks for a row without the key is told, and the others are answered',
  { portable: true },
  async (db) => {
    await seed(db)
    const titlesOf = loader(users, titles)(db)
    const [bad, good] = await Promise.all([titlesOf({ name: 'x' })(), titlesOf({ id: 2 })()])
    assert.is(expectLeft(bad)._tag, 'NotCompiled')
    assert.equal(expectRight(good), [{ title: 'Trees' }])
  },
)

onEach(test, 'an error answers everyone', { portable: true }, async (db) => {
  const titlesOf = loader(users, titles)(db)
  const answers = await Promise.all([titlesOf({ id: 1 })(), titlesOf({ id: 2 })()])
  for (const answer of answers) assert.is(expectLeft(answer)._tag, 'QueryFailed')
})

onEach(
  test,
  'rows are loaded by their own key through a relation to themselves',
  { portable: true },
  async (db, _, log) => {
    await seed(db)
    const keys = alias(users, 'keys')
    const itself = relation(keys, users, { on: (k, u) => eq(u.c.id, k.c.id), cardinality: 'maybe' })
    const userOf = loader(
      keys,
      pick(itself, (u) => ({ name: u.c.name })),
    )(db)
    log.length = 0
    assert.equal((await Promise.all([userOf({ id: 3 })(), userOf({ id: 9 })()])).map(expectRight), [
      { name: 'wendy' },
      null,
    ])
    assert.is(log.length, 1)
  },
)

// @ts-expect-error fields of other rows
load(users, { n: count(posts.c.id) })
// @ts-expect-error a row of another table
load(users, { posts: titles })([{ id: 'x' }])
// @ts-expect-error an expression of other rows
loader(posts, titles)

test.run()

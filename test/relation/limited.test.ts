import { pipe } from 'fp-ts/function'
import {
  all,
  and,
  collect,
  count,
  countRelated,
  desc,
  eq,
  from,
  fromAlias,
  groupBy,
  gt,
  inverse,
  joinTo,
  limited,
  manyToOne,
  oneToMany,
  orderBy,
  pick,
  relation,
  select,
  some,
  subquery,
  through,
  toAlias,
  where,
  withParent,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import { comments, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('relations to some of the related rows')

const inPostgres = expectSql(postgres)

const userPosts = oneToMany(users, posts, { orderBy: (p) => p.c.id })
const latest = limited(userPosts, 1, (p) => desc(p.c.id))

// -------------------------------------------------------------------------------------
// limited
// -------------------------------------------------------------------------------------

const withLatest = pipe(
  from(users),
  orderBy(users.c.id),
  select({ name: users.c.name, latest: pick(latest, (p) => ({ title: p.c.title, published: p.c.published })) }),
)

test('the latest row of each is a subselect of a query that is limited for each row', () => {
  inPostgres(
    withLatest,
    `
    select "users"."name", (
      select json_build_array("posts"."title", "posts"."published")
      from (
        select "posts"."id", "posts"."author_id", "posts"."title", "posts"."body", "posts"."published", "posts"."created_at"
        from "posts"
        where "users"."id" = "posts"."author_id"
        order by "posts"."id" desc
        limit $1
      ) as "posts"
    ) as "latest"
    from "users"
    order by "users"."id"
    `,
    [1],
  )
})

const joined = pipe(
  from(users),
  orderBy(users.c.id),
  select({
    name: users.c.name,
    latest: pick(latest, (p) => ({ title: p.c.title, published: p.c.published }), { strategy: 'join' }),
  }),
)

test('or a lateral join, where that is said', () => {
  inPostgres(
    joined,
    `
    select "users"."name", "posts"."title" as "latest.title", "posts"."published" as "latest.published", "posts"."id" as "latest"
    from "users"
    left join lateral (
      select "posts"."id", "posts"."author_id", "posts"."title", "posts"."body", "posts"."published", "posts"."created_at"
      from "posts"
      where "users"."id" = "posts"."author_id"
      order by "posts"."id" desc
      limit $1
    ) as "posts" on true
    order by "users"."id"
    `,
    [1],
  )
})

const rows = [
  { name: 'jack', latest: { title: 'Nulls', published: false } },
  { name: 'ed', latest: { title: 'Trees', published: true } },
  { name: 'wendy', latest: null },
]

onEach(test, 'it is one row or null', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(withLatest)(db)()), rows)
})

onEach(test, 'by the join too', {}, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(joined)(db)()), rows)
})

onEach(test, 'a few of them are collected, counted and asked like any others', { portable: true }, async (db) => {
  await seed(db)
  const first = limited(userPosts, 1)
  const query = pipe(
    from(users),
    orderBy(users.c.id),
    select({
      n: countRelated(latest),
      titles: collect(first, (own, p) => pipe(own, select({ title: p.c.title }))),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { n: 1, titles: [{ title: 'Joins' }] },
    { n: 1, titles: [{ title: 'Trees' }] },
    { n: 0, titles: [] },
  ])
  const lastIsPublished = pipe(
    from(users),
    where(some(latest, (p) => eq(p.c.published, true))),
    select({ name: users.c.name }),
  )
  assert.equal(expectRight(await all(lastIsPublished)(db)()), [{ name: 'ed' }])
  const ofJack = pipe(from(posts), where(withParent(latest, { id: 1 })), select({ title: posts.c.title }))
  assert.equal(expectRight(await all(ofJack)(db)()), [{ title: 'Nulls' }])
})

onEach(test, 'relations go on from them', { portable: true }, async (db) => {
  await seed(db)
  const latestComments = through(latest, oneToMany(posts, comments))
  const query = pipe(
    from(users),
    orderBy(users.c.id),
    select({ texts: collect(latestComments, (own, c) => pipe(own, orderBy(c.c.id), select({ text: c.c.text }))) }),
  )
  assert.equal(expectRight(await all(query)(db)()), [{ texts: [] }, { texts: [{ text: 'ok' }] }, { texts: [] }])
})

test('a limited relation leads one way', () => {
  const back = inverse(latest)
  const query = pipe(from(posts), where(some(back)), select({ id: posts.c.id }))
  assert.equal(problemsOf(postgres)(query).map(describeCompileError), [
    'the relation from users to posts was made by limited, and leads one way: invert the relation before that',
  ])
  const bad = pipe(from(users), where(some(limited(userPosts, -1))), select({ id: users.c.id }))
  assert.equal(problemsOf(postgres)(bad).map(describeCompileError), [
    'the argument of limit is not a whole number from 0: leave the clause out for all rows',
  ])
})

// -------------------------------------------------------------------------------------
// by a condition
// -------------------------------------------------------------------------------------

const busy = pipe(
  from(posts),
  groupBy(posts.c.authorId),
  select({ authorId: posts.c.authorId, n: count() }),
  subquery('busy'),
)

const userBusy = relation(users, busy, { on: (u, b) => eq(b.c.authorId, u.c.id), cardinality: 'maybe' })

const counted = pipe(
  from(users),
  orderBy(users.c.id),
  select({ name: users.c.name, busy: pick(userBusy, (b) => ({ n: b.c.n })) }),
)

test('a relation to a query has its rows', () => {
  inPostgres(
    counted,
    `
    select "users"."name", (
      select json_agg(json_build_array("busy"."n"::text))
      from (
        select "posts"."author_id" as "authorId", count(*) as "n"
        from "posts"
        group by "posts"."author_id"
      ) as "busy"
      where "busy"."authorId" = "users"."id"
    ) as "busy"
    from "users"
    order by "users"."id"
    `,
  )
})

onEach(test, 'and gives its row, or null', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(counted)(db)()), [
    { name: 'jack', busy: { n: 2 } },
    { name: 'ed', busy: { n: 1 } },
    { name: 'wendy', busy: null },
  ])
})

onEach(
  test,
  'a row that has several related ones where there is one at most is an error',
  { portable: true },
  async (db) => {
    await seed(db)
    const only = relation(users, posts, { on: (u, p) => eq(p.c.authorId, u.c.id), cardinality: 'maybe' })
    const query = pipe(from(users), where(eq(users.c.id, 1)), select({ post: pick(only, (p) => ({ id: p.c.id })) }))
    const found = await all(query)(db)()
    assert.is(found._tag === 'Left' && found.left._tag, 'Undecodable')
  },
)

onEach(
  test,
  'a relation by any condition is joined and collected, in its own order',
  { portable: true },
  async (db) => {
    await seed(db)
    const younger = relation(users, pipe(from(users), select(users), subquery('others')), {
      on: (u, o) => and(gt(u.c.age, o.c.age), gt(u.c.id, 0)),
      orderBy: (o) => desc(o.c.name),
    })
    const query = pipe(
      from(users),
      orderBy(users.c.id),
      select({ younger: collect(younger, (own, o) => pipe(own, select({ name: o.c.name }))) }),
    )
    assert.equal(expectRight(await all(query)(db)()), [{ younger: [{ name: 'ed' }] }, { younger: [] }, { younger: [] }])
  },
)

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

onEach(test, 'the order of a relation goes along with another name of its target', { portable: true }, async (db) => {
  await seed(db)
  const newest = oneToMany(users, posts, { orderBy: (p) => desc(p.c.id) })
  const works = toAlias('works')(newest)
  const query = pipe(
    from(users),
    where(eq(users.c.id, 1)),
    select({ works: collect(works, (own, w) => pipe(own, select({ title: w.c.title }))) }),
  )
  assert.equal(expectRight(await all(query)(db)()), [{ works: [{ title: 'Nulls' }, { title: 'Joins' }] }])
})

onEach(test, 'so it does where it starts from another name', { portable: true }, async (db) => {
  await seed(db)
  const manager = manyToOne(users, users)
  const staff = pipe(inverse(manager), fromAlias(users))
  const query = pipe(
    from(users),
    joinTo(manager),
    orderBy(users.c.id),
    select({ name: users.c.name, boss: manager.target.c.name }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { name: 'ed', boss: 'jack' },
    { name: 'wendy', boss: 'jack' },
  ])
  const led = pipe(from(users), where(some(staff)), select({ name: users.c.name }))
  assert.equal(expectRight(await all(led)(db)()), [{ name: 'jack' }])
})

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import {
  alias,
  all,
  asText,
  bigint,
  boolean,
  bytea,
  collect,
  count,
  createTable,
  date,
  desc,
  distinct,
  doublePrecision,
  eq,
  execute,
  foreignKey,
  from,
  gt,
  insertInto,
  integer,
  inverse,
  joinTo,
  jsonb,
  leftJoinTo,
  like,
  limit,
  manyToOne,
  mapped,
  not,
  nullable,
  numeric,
  oneToMany,
  orderBy,
  primaryKey,
  select,
  skip,
  some,
  table,
  text,
  timestamptz,
  values,
  where,
} from '../../lib/index.js'
import { addresses, comments, posts, seed, users } from '../support/blog.js'
import { expectNames } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('relations in queries')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const userAddresses = oneToMany(users, addresses)
const userPosts = oneToMany(users, posts)
const postComments = oneToMany(posts, comments)
const named = pipe(from(users), orderBy(users.c.id), select({ name: users.c.name }))

// -------------------------------------------------------------------------------------
// joins
// -------------------------------------------------------------------------------------

const joined = pipe(
  from(users),
  joinTo(userAddresses),
  orderBy(addresses.c.id),
  select({ name: users.c.name, email: addresses.c.email }),
)
const kept = pipe(
  from(users),
  leftJoinTo(userAddresses),
  orderBy(users.c.id, addresses.c.id),
  select({ name: users.c.name, email: addresses.c.email }),
)

test('joinTo is an inner join on the keys, leftJoinTo a left one', () => {
  inPostgres(
    joined,
    `
    select "users"."name", "addresses"."email"
    from "users"
    inner join "addresses" on "users"."id" = "addresses"."userId"
    order by "addresses"."id"
    `,
  )
  inSqlite(
    kept,
    `
    select "users"."name", "addresses"."email"
    from "users"
    left join "addresses" on "users"."id" = "addresses"."userId"
    order by "users"."id", "addresses"."id"
    `,
  )
})

onEach(test, 'users and their addresses', { portable: true }, async (db) => {
  await seed(db)
  const found = [
    { name: 'jack', email: 'jack@google.com' },
    { name: 'jack', email: 'j25@yahoo.com' },
    { name: 'wendy', email: 'wendy@aol.com' },
  ]
  assert.equal(expectRight(await all(joined)(db)()), found)
  const all3 = [...found.slice(0, 2), { name: 'ed', email: null }, ...found.slice(2)]
  assert.equal(expectRight(await all(kept)(db)()), all3)
})

test('joins of relations chain', () => {
  inPostgres(
    pipe(from(users), joinTo(userPosts), joinTo(postComments), select({ text: comments.c.text })),
    `
    select "comments"."text"
    from "users"
    inner join "posts" on "users"."id" = "posts"."author_id"
    inner join "comments" on "posts"."id" = "comments"."post_id"
    `,
  )
})

// -------------------------------------------------------------------------------------
// conditions
// -------------------------------------------------------------------------------------

const onGoogle = pipe(named, where(some(userAddresses, (a) => like(a.c.email, '%@google.com'))))
const homeless = pipe(named, where(not(some(userAddresses))))

test('some is whether a related row meets the condition', () => {
  inPostgres(
    onGoogle,
    `
    select "users"."name"
    from "users"
    where exists (
      select 1
      from "addresses"
      where "users"."id" = "addresses"."userId" and "addresses"."email" like $1
    )
    order by "users"."id"
    `,
    ['%@google.com'],
  )
})

expectNames(test, 'whoever has an address at google', onGoogle, ['jack'])
expectNames(test, 'whoever has no address', homeless, ['ed'])
expectNames(test, 'a skipped condition asks for any row', pipe(named, where(some(userPosts, () => skip))), [
  'jack',
  'ed',
])

const discussed = pipe(named, where(some(userPosts, () => some(postComments, (c) => eq(c.c.text, 'ok')))))

expectNames(test, 'some within some reads the related row', discussed, ['ed'])

const boss = alias(users, 'boss')
const underJack = pipe(named, where(some(manyToOne(users, boss), (b) => eq(b.c.name, 'jack'))))

expectNames(test, 'some of a manyToOne to an alias of the same table', underJack, ['ed', 'wendy'])

// -------------------------------------------------------------------------------------
// nested rows
// -------------------------------------------------------------------------------------

const emails = collect(userAddresses, (rows, a) => pipe(rows, orderBy(desc(a.c.id)), select({ email: a.c.email })))
const withEmails = pipe(from(users), orderBy(users.c.id), select({ name: users.c.name, emails }))

test('collect gathers the related rows of a whole table at once', () => {
  inPostgres(
    withEmails,
    `
    select "users"."name", "addresses_rows"."rows" as "emails"
    from "users"
    left join (
      select "addresses"."userId" as "key", json_agg(json_build_array("addresses"."email") order by "addresses"."id" desc) as "rows"
      from "addresses"
      group by "addresses"."userId"
    ) as "addresses_rows" on "users"."id" = "addresses_rows"."key"
    order by "users"."id"
    `,
  )
  inSqlite(
    withEmails,
    `
    select "users"."name", "addresses_rows"."rows" as "emails"
    from "users"
    left join (
      select "addresses"."userId" as "key", json_group_array(json_array("addresses"."email") order by "addresses"."id" desc) as "rows"
      from "addresses"
      group by "addresses"."userId"
    ) as "addresses_rows" on "users"."id" = "addresses_rows"."key"
    order by "users"."id"
    `,
  )
})

onEach(test, 'related rows are an array, empty where there are none', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(withEmails)(db)()), [
    { name: 'jack', emails: [{ email: 'j25@yahoo.com' }, { email: 'jack@google.com' }] },
    { name: 'ed', emails: [] },
    { name: 'wendy', emails: [{ email: 'wendy@aol.com' }] },
  ])
})

const lastPost = collect(userPosts, (rows, p) =>
  pipe(rows, where(gt(p.c.id, 0)), orderBy(desc(p.c.id)), limit(1), select({ title: p.c.title })),
)
const withLastPost = pipe(from(users), orderBy(users.c.id), limit(2), select({ lastPost }))

test('a limit is for each row, before they are gathered', () => {
  inPostgres(
    withLastPost,
    `
    select (
      select json_agg(json_build_array("rows"."c0") order by "rows"."o0" desc)
      from (
        select "posts"."title" as "c0", "posts"."id" as "o0"
        from "posts"
        where "users"."id" = "posts"."author_id" and "posts"."id" > $1
        order by "posts"."id" desc
        limit $2
      ) as "rows"
    ) as "lastPost"
    from "users"
    order by "users"."id"
    limit $3
    `,
    [0, 1, 2],
  )
})

onEach(test, 'the last post of each', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(withLastPost)(db)()), [
    { lastPost: [{ title: 'Nulls' }] },
    { lastPost: [{ title: 'Trees' }] },
  ])
})

const discussion = collect(userPosts, (rows, p) =>
  pipe(
    rows,
    orderBy(p.c.id),
    select({
      title: p.c.title,
      author: users.c.name,
      comments: collect(postComments, (inner, c) =>
        pipe(
          inner,
          leftJoinTo(manyToOne(comments, alias(users, 'commenter'))),
          orderBy(c.c.id),
          select({ text: c.c.text, by: { name: alias(users, 'commenter').c.name }, of: p.c.title }),
        ),
      ),
    }),
  ),
)

onEach(test, 'collect within collect, which reads all the rows around it', { portable: true }, async (db) => {
  await seed(db)
  const rows = expectRight(await all(pipe(from(users), orderBy(users.c.id), select({ discussion })))(db)())
  assert.equal(rows, [
    {
      discussion: [
        {
          title: 'Joins',
          author: 'jack',
          comments: [
            { text: 'good', by: { name: 'ed' }, of: 'Joins' },
            { text: 'spam', by: { name: null }, of: 'Joins' },
          ],
        },
        { title: 'Nulls', author: 'jack', comments: [] },
      ],
    },
    { discussion: [{ title: 'Trees', author: 'ed', comments: [{ text: 'ok', by: { name: 'jack' }, of: 'Trees' }] }] },
    { discussion: [] },
  ])
})

const authors = collect(inverse(userPosts), (rows, u) => pipe(rows, select({ name: u.c.name })))

onEach(test, 'the other side can be collected, and distinct rows, and groups', { portable: true }, async (db) => {
  await seed(db)
  const wrote = pipe(from(posts), orderBy(posts.c.id), limit(1), select({ title: posts.c.title, authors }))
  assert.equal(expectRight(await all(wrote)(db)()), [{ title: 'Joins', authors: [{ name: 'jack' }] }])
  const states = collect(userPosts, (rows, p) => pipe(rows, distinct, select({ author: p.c.authorId })))
  const total = collect(userPosts, (rows) => pipe(rows, limit(1), select({ n: count() })))
  const jack = pipe(from(users), limit(1), orderBy(users.c.id), select({ states, total }))
  assert.equal(expectRight(await all(jack)(db)()), [{ states: [{ author: 1 }], total: [{ n: 2 }] }])
})

onEach(test, 'a whole table that was not found is null within nested rows too', { portable: true }, async (db) => {
  await seed(db)
  const commenter = alias(users, 'commenter')
  const thread = collect(postComments, (rows, c) =>
    pipe(rows, leftJoinTo(manyToOne(comments, commenter)), orderBy(c.c.id), select({ text: c.c.text, commenter })),
  )
  const [row] = expectRight(await all(pipe(from(posts), orderBy(posts.c.id), limit(1), select({ thread })))(db)())
  assert.equal(
    row?.thread.map(({ text: said, commenter: by }) => [said, by?.name ?? null]),
    [
      ['good', 'ed'],
      ['spam', null],
    ],
  )
})

// -------------------------------------------------------------------------------------
// values in nested rows
// -------------------------------------------------------------------------------------

const parents = table('parents', { id: primaryKey(integer) })

const things = table('things', {
  id: primaryKey(integer),
  parentId: foreignKey(() => parents.c.id),
  big: bigint,
  exact: numeric(30, 10),
  double: doublePrecision,
  truth: boolean,
  instant: timestamptz,
  printed: pipe(timestamptz, asText),
  day: date,
  bytes: bytea,
  data: jsonb(),
  url: pipe(
    text,
    mapped(
      (s) => new URL(s),
      (url: URL) => url.href,
    ),
  ),
  odd: text,
  none: nullable(bigint),
})

const thing = {
  id: 1,
  parentId: 1,
  big: 2n ** 62n + 1n,
  exact: '12345678901234567890.1234567890',
  double: 0.1,
  truth: false,
  instant: new Date('2026-11-22T13:30:00.123Z'),
  printed: '2026-11-22 13:30:00.123456+00',
  day: '0001-01-01',
  bytes: new Uint8Array([0, 255, 10]),
  data: { a: [1, null, 'x"\\'], __proto__x: { b: 1.5 } },
  url: new URL('https://example.org/?q=%22'),
  odd: 'a"\\\n\u2028👍[1]',
  none: null,
}

onEach(test, 'a value within a nested row is what it is in a flat one', { portable: true }, async (db) => {
  await db.run({ text: "set timezone to 'UTC'", values: [] })
  for (const made of [createTable(parents), createTable(things)]) expectRight(await execute(made)(db)())
  expectRight(await execute(pipe(insertInto(parents), values({ id: 1 })))(db)())
  expectRight(await execute(pipe(insertInto(things), values(thing)))(db)())
  const flat = expectRight(await all(pipe(from(things), select(things)))(db)())
  const nested = collect(oneToMany(parents, things), (rows, t) => pipe(rows, select(t)))
  const limited = collect(oneToMany(parents, things), (rows, t) => pipe(rows, limit(9), select({ t })))
  const [row] = expectRight(await all(pipe(from(parents), select({ nested, limited })))(db)())
  assert.equal(flat, [thing])
  assert.equal(row?.nested, [thing])
  assert.equal(row?.limited, [{ t: thing }])
})

test.run()

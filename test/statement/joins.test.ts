import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import {
  alias,
  all,
  and,
  count,
  crossJoin,
  eq,
  from,
  fullJoin,
  gt,
  innerJoin,
  isNull,
  leftJoin,
  limit,
  nullable,
  orderBy,
  rightJoin,
  select,
  subquery,
  table,
  text,
  where,
} from '../../lib/index.js'
import { comments, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('joins')

const inPostgres = expectSql(postgres)

const authored = eq(posts.c.authorId, users.c.id)
const titles = { name: users.c.name, title: posts.c.title }

const inner = pipe(from(users), innerJoin(posts, authored), orderBy(posts.c.id), select(titles))
const left = pipe(from(users), leftJoin(posts, authored), orderBy(users.c.id, posts.c.id), select(titles))
const right = pipe(from(posts), rightJoin(users, authored), orderBy(users.c.id, posts.c.id), select(titles))
const full = pipe(
  from(users),
  fullJoin(comments, eq(comments.c.authorId, users.c.id)),
  orderBy(users.c.id, comments.c.id),
  select({ name: users.c.name, text: comments.c.text }),
)
const cross = pipe(from(users), crossJoin(posts), select({ n: count() }))

const spelled: { readonly [kind: string]: readonly [typeof inner | typeof left | typeof cross, string] } = {
  'inner join': [
    inner,
    'from "users"\ninner join "posts" on "posts"."author_id" = "users"."id"\norder by "posts"."id"',
  ],
  'left join': [
    left,
    'from "users"\nleft join "posts" on "posts"."author_id" = "users"."id"\norder by "users"."id", "posts"."id"',
  ],
  'right join': [
    right,
    'from "posts"\nright join "users" on "posts"."author_id" = "users"."id"\norder by "users"."id", "posts"."id"',
  ],
}

for (const [kind, [query, tail]] of Object.entries(spelled)) {
  test(`${kind} is spelled the same in both dialects`, () => {
    inPostgres(query, `select "users"."name", "posts"."title"\n${tail}`)
    expectSql(sqlite)(query, `select "users"."name", "posts"."title"\n${tail}`)
  })
}

test('full join', () => {
  inPostgres(
    full,
    `
    select "users"."name", "comments"."text"
    from "users"
    full join "comments" on "comments"."author_id" = "users"."id"
    order by "users"."id", "comments"."id"
    `,
  )
})

test('cross join has no condition', () => {
  inPostgres(cross, 'select count(*) as "n"\nfrom "users"\ncross join "posts"')
})

onEach(test, 'an inner join drops whoever has nothing', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(inner)(db)()), [
    { name: 'jack', title: 'Joins' },
    { name: 'jack', title: 'Nulls' },
    { name: 'ed', title: 'Trees' },
  ])
  assert.equal(expectRight(await all(cross)(db)()), [{ n: 9 }])
})

onEach(test, 'left and right joins keep whoever has nothing', { portable: true }, async (db) => {
  await seed(db)
  const rows = [
    { name: 'jack', title: 'Joins' },
    { name: 'jack', title: 'Nulls' },
    { name: 'ed', title: 'Trees' },
    { name: 'wendy', title: null },
  ]
  assert.equal(expectRight(await all(left)(db)()), rows)
  assert.equal(expectRight(await all(right)(db)()), rows)
})

onEach(test, 'a full join keeps both', { portable: true }, async (db) => {
  await seed(db)
  const rows = expectRight(await all(full)(db)())
  assert.equal(
    rows.filter(({ name }) => name !== null),
    [
      { name: 'jack', text: 'ok' },
      { name: 'ed', text: 'good' },
      { name: 'wendy', text: null },
    ],
  )
  assert.equal(
    rows.filter(({ name }) => name === null),
    [{ name: null, text: 'spam' }],
  )
})

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

const manager = alias(users, 'manager')

const staff = pipe(
  from(users),
  leftJoin(manager, eq(users.c.managerId, manager.c.id)),
  orderBy(users.c.id),
  select({ name: users.c.name, manager: manager.c.name }),
)

test('a table joins itself under an alias', () => {
  inPostgres(
    staff,
    `
    select "users"."name", "manager"."name" as "manager"
    from "users"
    left join "users" as "manager" on "users"."managerId" = "manager"."id"
    order by "users"."id"
    `,
  )
})

onEach(test, 'everyone and their manager', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(staff)(db)()), [
    { name: 'jack', manager: null },
    { name: 'ed', manager: 'jack' },
    { name: 'wendy', manager: 'jack' },
  ])
})

test('the same name twice is an error that says so', () => {
  const twice = pipe(from(users), innerJoin(users, eq(users.c.id, users.c.managerId)), select({ id: users.c.id }))
  assert.equal(problemsOf(postgres)(twice), [{ _tag: 'DuplicateAlias', alias: 'users' }])
})

test('a condition of several parts needs no parentheses', () => {
  inPostgres(
    pipe(from(users), innerJoin(posts, and(authored, gt(posts.c.id, 1))), select({ id: posts.c.id })),
    `
    select "posts"."id"
    from "users"
    inner join "posts" on "posts"."author_id" = "users"."id" and "posts"."id" > $1
    `,
    [1],
  )
})

// -------------------------------------------------------------------------------------
// what an outer join did not find
// -------------------------------------------------------------------------------------

onEach(test, 'a whole table that was not found is null', { portable: true }, async (db) => {
  await seed(db)
  const bosses = pipe(
    from(users),
    leftJoin(manager, eq(users.c.managerId, manager.c.id)),
    orderBy(users.c.id),
    limit(2),
    select({ id: users.c.id, manager, within: { manager } }),
  )
  const jack = { id: 1, name: 'jack', fullname: 'Jack Jones', age: 31, score: 2.5, state: 'new', managerId: null }
  assert.equal(expectRight(await all(bosses)(db)()), [
    { id: 1, manager: null, within: { manager: null } },
    { id: 2, manager: jack, within: { manager: jack } },
  ])
})

onEach(test, 'a subquery that was not found is null', { portable: true }, async (db) => {
  await seed(db)
  const first = pipe(
    from(posts),
    where(isNull(posts.c.body)),
    select({ id: posts.c.id, authorId: posts.c.authorId }),
    subquery('first'),
  )
  const query = pipe(
    from(users),
    leftJoin(first, eq(first.c.authorId, users.c.id)),
    orderBy(users.c.id),
    limit(2),
    select({ id: users.c.id, first }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { id: 1, first: { id: 2, authorId: 1 } },
    { id: 2, first: null },
  ])
})

onEach(test, 'a row of nulls that is there is no row that was not found', { portable: true }, async (db) => {
  await seed(db)
  const bodies = pipe(from(posts), where(eq(posts.c.id, 2)), select({ body: posts.c.body }), subquery('bodies'))
  assert.equal(expectRight(await all(pipe(from(bodies), select({ bodies })))(db)()), [{ bodies: { body: null } }])
})

const notes = table('notes', { a: nullable(text), b: nullable(text) })

test('a table whose columns are all nullable can be joined and selected', () => {
  inPostgres(
    pipe(from(users), leftJoin(notes, eq(notes.c.a, users.c.name)), select({ notes })),
    `
    select "notes"."a" as "notes.a", "notes"."b" as "notes.b", "notes"."found" as "notes"
    from "users"
    left join (
      select "notes"."a", "notes"."b", true as "found"
      from "notes"
    ) as "notes" on "notes"."a" = "users"."name"
    `,
  )
})

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import * as typed from '../../lib/index.js'
import {
  alias,
  all,
  and,
  collect,
  count,
  cte,
  eq,
  from,
  groupBy,
  innerJoin,
  integer,
  joinTree,
  leftJoin,
  nullable,
  oneToMany,
  orderBy,
  rightJoin,
  select,
  subquery,
  table,
  text,
  unionAll,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('rows of nulls and rows that are not there')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

/** wendy's has nothing in it but nulls. */
const ages = pipe(
  from(users),
  where(eq(users.c.id, 3)),
  select({ age: users.c.age, boss: pipe(users.c.age) }),
  subquery('ages'),
)

const withAges = pipe(
  from(posts),
  leftJoin(ages, eq(posts.c.id, 1)),
  orderBy(posts.c.id),
  select({ id: posts.c.id, ages }),
)

test('a source whose columns may all be null is wrapped in a query with one that is not', () => {
  const text = ([a, b]: readonly [string, string]) => `
    select "posts"."id", "ages"."age" as "ages.age", "ages"."boss" as "ages.boss", "ages"."found" as "ages"
    from "posts"
    left join (
      select "ages"."age", "ages"."boss", true as "found"
      from (
        select "users"."age", "users"."age" as "boss"
        from "users"
        where "users"."id" = ${a}
      ) as "ages"
    ) as "ages" on "posts"."id" = ${b}
    order by "posts"."id"
  `
  inPostgres(withAges, text(['$1', '$2']), [3, 1])
  inSqlite(withAges, text(['?', '?']), [3, 1])
})

onEach(test, 'a row of nulls is read as one', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(withAges)(db)()), [
    { id: 1, ages: { age: null, boss: null } },
    { id: 2, ages: null },
    { id: 3, ages: null },
  ])
})

const counted = pipe(
  from(posts),
  groupBy(posts.c.authorId),
  select({ body: typed.max(posts.c.body), n: count() }),
  subquery('counted'),
)

test('a column that is never null is proof enough', () => {
  inPostgres(
    pipe(from(users), leftJoin(counted, eq(counted.c.n, users.c.id)), select({ counted })),
    `
    select "counted"."body" as "counted.body", "counted"."n" as "counted.n"
    from "users"
    left join (
      select max("posts"."body") as "body", count(*) as "n"
      from "posts"
      group by "posts"."author_id"
    ) as "counted" on "counted"."n" = "users"."id"
    `,
  )
})

const bodies = pipe(from(posts), select({ body: posts.c.body }))
const nestedOnes = pipe(pipe(bodies, subquery('inner')), (inner) =>
  pipe(from(users), leftJoin(inner, eq(inner.c.body, users.c.name)), select({ body: inner.c.body }), cte('outer')),
)

const readTwice = pipe(
  from(users),
  leftJoin(nestedOnes, eq(users.c.id, 1)),
  leftJoin(alias(nestedOnes, 'o2'), eq(users.c.id, 2)),
  select({ outer: nestedOnes }),
  select({ outer: nestedOnes, o2: alias(nestedOnes, 'o2') }),
)

test('a common table expression is wrapped where it is read, and once', () => {
  inPostgres(
    readTwice,
    `
    with "outer" as (
      select "inner"."body"
      from "users"
      left join (
        select "posts"."body"
        from "posts"
      ) as "inner" on "inner"."body" = "users"."name"
    )
    select "outer"."body" as "outer.body", "outer"."found" as "outer", "o2"."body" as "o2.body", "o2"."found" as "o2"
    from "users"
    left join (
      select "outer"."body", true as "found"
      from "outer"
    ) as "outer" on "users"."id" = $1
    left join (
      select "o2"."body", true as "found"
      from "outer" as "o2"
    ) as "o2" on "users"."id" = $2
    `,
    [1, 2],
  )
})

const odd = table('odd', { found: nullable(text), found_: nullable(integer) })

onEach(test, 'the proof has a name of its own', { portable: true }, async (db) => {
  await seed(db)
  await sendSql(db, 'create table odd (found text, found_ integer)')
  await sendSql(db, 'insert into odd values (null, null)')
  const query = pipe(
    from(users),
    leftJoin(odd, eq(users.c.id, 1)),
    where(typed.le(users.c.id, 2)),
    orderBy(users.c.id),
    select({ in: { odd } }),
  )
  inPostgres(
    query,
    `
    select "odd"."found" as "in.odd.found", "odd"."found_" as "in.odd.found_", "odd"."found__" as "in.odd"
    from "users"
    left join (
      select "odd"."found", "odd"."found_", true as "found__"
      from "odd"
    ) as "odd" on "users"."id" = $1
    where "users"."id" <= $2
    order by "users"."id"
    `,
    [1, 2],
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { in: { odd: { found: null, found_: null } } },
    { in: { odd: null } },
  ])
})

onEach(
  test,
  'on the left of a right join, in parentheses, in nested rows and in a union',
  { portable: true },
  async (db) => {
    await seed(db)
    const right = pipe(from(ages), rightJoin(posts, eq(posts.c.id, 2)), orderBy(posts.c.id), select({ ages }))
    assert.equal(expectRight(await all(right)(db)()), [
      { ages: null },
      { ages: { age: null, boss: null } },
      { ages: null },
    ])

    const tree = pipe(
      from(posts),
      joinTree('left', pipe(from(users), innerJoin(ages, eq(users.c.id, 3))), eq(posts.c.id, 3)),
      orderBy(posts.c.id),
      select({ ages }),
    )
    assert.equal(expectRight(await all(tree)(db)()), [
      { ages: null },
      { ages: null },
      { ages: { age: null, boss: null } },
    ])

    const inRows = pipe(
      from(users),
      where(eq(users.c.id, 1)),
      select({
        posts: collect(oneToMany(users, posts), (rows, p) =>
          pipe(rows, leftJoin(ages, eq(p.c.id, 1)), orderBy(p.c.id), select({ id: p.c.id, ages })),
        ),
      }),
    )
    assert.equal(expectRight(await all(inRows)(db)()), [
      {
        posts: [
          { id: 1, ages: { age: null, boss: null } },
          { id: 2, ages: null },
        ],
      },
    ])

    const both = pipe(withAges, unionAll(withAges))
    assert.is(expectRight(await all(both)(db)()).filter((row) => row.ages !== null).length, 2)
  },
)

onEach(test, 'rows that are grouped are there if one of their columns is', { portable: true }, async (db) => {
  await seed(db)
  const own = pipe(from(users), select({ age: users.c.age }), subquery('own'))
  const grouped = pipe(
    from(users),
    leftJoin(own, and(eq(own.c.age, users.c.age), eq(users.c.id, 1))),
    groupBy(own.c.age),
    select({ own, n: count() }),
    typed.orderByOutput((row) => [row.n]),
  )
  assert.equal(expectRight(await all(grouped)(db)()), [
    { own: { age: 31 }, n: 1 },
    { own: null, n: 2 },
  ])
  const after = pipe(
    from(users),
    leftJoin(own, and(eq(own.c.age, users.c.age), eq(users.c.id, 1))),
    select({ own, n: count() }),
    groupBy(own.c.age),
    typed.orderByOutput((row) => [row.n]),
  )
  assert.equal(expectRight(await all(after)(db)()), [
    { own: { age: 31 }, n: 1 },
    { own: null, n: 2 },
  ])
})

test.run()

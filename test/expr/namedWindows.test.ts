/** Windows with a name, which is said once; and frames measured in time. */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import {
  add,
  all,
  collect,
  count,
  currentRow,
  desc,
  distinctOn,
  exists,
  following,
  from,
  gt,
  interval,
  limit,
  oneToMany,
  orderBy,
  orderedBy,
  over,
  partitionBy,
  preceding,
  range,
  rank,
  rowNumber,
  rows,
  scalar,
  select,
  subquery,
  sum,
  unboundedPreceding,
  union,
  value,
  where,
  window,
  windowAs,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('named windows')

const { id, name, age, score, managerId } = users.c

const byManager = pipe(window, partitionBy(managerId), windowAs('w'))

const inBoth = (
  statement: Parameters<ReturnType<typeof expectSql>>[0],
  sql: string,
  values: ReadonlyArray<unknown> = [],
) => {
  expectSql(postgres)(statement, sql, values)
  expectSql(sqlite)(statement, sql.replace(/\$\d+/g, '?'), values)
}

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

const twice = pipe(
  from(users),
  orderBy(id),
  select({ name, n: over(byManager)(count()), nth: over(pipe(byManager, orderedBy(id)))(rowNumber()) }),
)

test('a window with a name is said once, and more can be said of it', () => {
  inBoth(
    twice,
    `
    select "users"."name", count(*) over "w" as "n", row_number() over ("w" order by "users"."id") as "nth"
    from "users"
    window "w" as (partition by "users"."managerId")
    order by "users"."id"
    `,
  )
})

onEach(
  test,
  'functions over a window with a name, and over one that says more of it',
  { portable: true },
  async (db) => {
    await seed(db)
    assert.equal(expectRight(await all(twice)(db)()), [
      { name: 'jack', n: 1, nth: 1 },
      { name: 'ed', n: 2, nth: 1 },
      { name: 'wendy', n: 2, nth: 2 },
    ])
  },
)

const inOrder = pipe(byManager, orderedBy(id), windowAs('in order'))

const chained = pipe(
  from(users),
  orderBy(id),
  select({
    nth: over(inOrder)(rowNumber()),
    two: over(pipe(inOrder, rows(preceding(1), currentRow)))(count()),
    sum: over(pipe(inOrder, rows(unboundedPreceding, currentRow), windowAs('so far')))(sum(id)),
  }),
)

test('one that says more of another may have a name itself: the other one comes first', () => {
  inBoth(
    chained,
    `
    select row_number() over "in order" as "nth", count(*) over ("in order" rows between $1 preceding and current row) as "two", sum("users"."id") over "so far" as "sum"
    from "users"
    window "w" as (partition by "users"."managerId"), "in order" as ("w" order by "users"."id"), "so far" as ("in order" rows between unbounded preceding and current row)
    order by "users"."id"
    `,
    [1],
  )
})

onEach(test, 'windows that say more of each other', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(chained)(db)()), [
    { nth: 1, two: 1, sum: 1 },
    { nth: 1, two: 1, sum: 2 },
    { nth: 2, two: 2, sum: 5 },
  ])
})

test('a window that only the order uses is said too', () => {
  inBoth(
    pipe(
      from(users),
      orderBy(desc(over(byManager)(count())), add(over(pipe(byManager, orderedBy(name)))(rank()), 1)),
      select({ name }),
    ),
    `
    select "users"."name"
    from "users"
    window "w" as (partition by "users"."managerId")
    order by count(*) over "w" desc, rank() over ("w" order by "users"."name") + $1
    `,
    [1],
  )
})

onEach(test, 'an order by a window with a name', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(
    from(users),
    orderBy(desc(over(byManager)(count())), desc(over(pipe(byManager, orderedBy(name)))(rank()))),
    select({ name }),
  )
  assert.equal(expectRight(await all(query)(db)()), [{ name: 'wendy' }, { name: 'ed' }, { name: 'jack' }])
})

// -------------------------------------------------------------------------------------
// where they are said
// -------------------------------------------------------------------------------------

const ofPosts = pipe(window, partitionBy(posts.c.authorId), windowAs('w'))

const nested = pipe(
  from(users),
  where(exists(pipe(from(posts), select({ n: posts.c.id })))),
  orderBy(id),
  select({
    n: over(byManager)(count()),
    // one that has no window of a name does not take the others away
    posts: scalar(pipe(from(posts), select({ n: count() }))),
    most: scalar(pipe(from(posts), limit(1), select({ n: over(ofPosts)(count()) }))),
    last: over(pipe(byManager, orderedBy(id)))(rowNumber()),
  }),
)

test('a subquery has its own windows, also of the same names', () => {
  expectSql(postgres)(
    nested,
    `
    select count(*) over "w" as "n", (
      select count(*) as "n"
      from "posts"
    ) as "posts", (
      select count(*) over "w" as "n"
      from "posts"
      window "w" as (partition by "posts"."author_id")
      limit $1
    ) as "most", row_number() over ("w" order by "users"."id") as "last"
    from "users"
    where exists (
      select 1
      from "posts"
    )
    window "w" as (partition by "users"."managerId")
    order by "users"."id"
    `,
    [1],
  )
})

onEach(test, 'windows of a query and of its subqueries', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(
    expectRight(await all(nested)(db)()).map(({ n, posts, last }) => [n, posts, last]),
    [
      [1, 3, 1],
      [2, 3, 1],
      [2, 3, 2],
    ],
  )
})

const inFrom = pipe(
  from(pipe(from(posts), select({ n: over(ofPosts)(count()), id: posts.c.id }), subquery('counted'))),
  select({ one: over(pipe(window, windowAs('w')))(count()) }),
)

test('a window is said in the query that uses it, and not around it', () => {
  inBoth(
    inFrom,
    `
    select count(*) over "w" as "one"
    from (
      select count(*) over "w" as "n", "posts"."id"
      from "posts"
      window "w" as (partition by "posts"."author_id")
    ) as "counted"
    window "w" as ()
    `,
  )
})

const united = pipe(
  pipe(from(users), select({ n: over(byManager)(count()) })),
  union(pipe(from(posts), select({ n: over(ofPosts)(count()) }))),
)

test('both queries of a union have their own', () => {
  inBoth(
    united,
    `
    select count(*) over "w" as "n"
    from "users"
    window "w" as (partition by "users"."managerId")
    union
    select count(*) over "w" as "n"
    from "posts"
    window "w" as (partition by "posts"."author_id")
    `,
  )
})

onEach(test, 'windows of both queries of a union, and of one in from', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(
    expectRight(await all(united)(db)())
      .map(({ n }) => n)
      .sort(),
    [1, 2],
  )
  assert.equal(expectRight(await all(inFrom)(db)()), [{ one: 3 }, { one: 3 }, { one: 3 }])
})

onEach(test, 'windows with names in nested rows', { portable: true }, async (db) => {
  await seed(db)
  const userPosts = oneToMany(users, posts)
  const query = pipe(
    from(users),
    orderBy(id),
    select({
      n: over(byManager)(count()),
      posts: collect(userPosts, (own, p) => {
        const ofAll = pipe(window, windowAs('w'))
        return pipe(
          own,
          orderBy(desc(over(pipe(ofAll, orderedBy(p.c.id)))(rowNumber()))),
          select({ title: p.c.title, n: over(ofAll)(count()) }),
        )
      }),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    {
      n: 1,
      posts: [
        { title: 'Nulls', n: 2 },
        { title: 'Joins', n: 2 },
      ],
    },
    { n: 2, posts: [{ title: 'Trees', n: 1 }] },
    { n: 2, posts: [] },
  ])
})

test('a helper may make the same window again', () => {
  const make = () => pipe(window, partitionBy(managerId), orderedBy(gt(id, 1)), windowAs('w'))
  inBoth(
    pipe(from(users), select({ a: over(make())(count()), b: over(make())(rank()) })),
    `
    select count(*) over "w" as "a", rank() over "w" as "b"
    from "users"
    window "w" as (partition by "users"."managerId" order by "users"."id" > $1)
    `,
    [1],
  )
})

test('a window of distinctOn is said too', () => {
  expectSql(postgres)(
    pipe(from(users), distinctOn(over(byManager)(count())), select({ name })),
    `
    select distinct on (count(*) over "w") "users"."name"
    from "users"
    window "w" as (partition by "users"."managerId")
    `,
  )
})

// -------------------------------------------------------------------------------------
// frames in time
// -------------------------------------------------------------------------------------

const week = pipe(window, orderedBy(posts.c.createdAt), range(preceding({ days: 7 }), following({ hours: 1 })))

test('a frame is measured in the time of its order', () => {
  expectSql(postgres)(
    pipe(from(posts), select({ n: over(week)(count()) })),
    `
    select count(*) over (order by "posts"."created_at" range between $1::interval preceding and $2::interval following) as "n"
    from "posts"
    `,
    [{ days: 7 }, { hours: 1 }],
  )
})

onEach(test, 'how many posts of the week before', {}, async (db) => {
  await seed(db)
  const query = pipe(
    from(posts),
    select({
      n: over(week)(count()),
      m: over(pipe(window, orderedBy(posts.c.createdAt), range(preceding(value(interval, { days: 1 })), currentRow)))(
        count(),
      ),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()).length, 3)
})

// -------------------------------------------------------------------------------------
// what does not compile
// -------------------------------------------------------------------------------------

const js: any = { over, windowAs, orderedBy, partitionBy, rows, range }

const framed = pipe(window, orderedBy(id), rows(preceding(1), currentRow), windowAs('framed'))

const refused: { readonly [sentence: string]: readonly [() => unknown, ...ReadonlyArray<string>] } = {
  'two windows of one name are different': [
    () => [over(byManager)(count()), over(pipe(window, windowAs('w')))(count())],
    'the window "w" has the name of another one: give one of the two another name',
  ],
  'a window with a name has its partitions': [
    () => [over(pipe(byManager, partitionBy(age)))(count())],
    'the window "w", which partitionBy says more of has its partitions: say them before windowAs',
  ],
  'a window with an order keeps it': [
    () => [over(pipe(inOrder, orderedBy(name)))(count())],
    'the window "in order", which orderedBy says more of has its order: say all of it before windowAs, or none',
  ],
  'an order is kept through another window': [
    () => [over(pipe(inOrder, windowAs('again'), orderedBy(name)))(count())],
    'the window "again", which orderedBy says more of has its order: say all of it before windowAs, or none',
  ],
  'nothing is said of a window with a frame': [
    () => [over(pipe(framed, orderedBy(score)))(count())],
    'the window "framed", which orderedBy says more of has a frame: give the frame to those that say more of it',
  ],
  'a name is a text': [
    () => [js.over(js.windowAs(1)(window))(count())],
    "the argument of windowAs is not a name: give one, as in windowAs('w')",
  ],
  'a window is named': [
    () => [js.over(js.windowAs('w')(users))(count())],
    'what windowAs was applied to is not a window: start with window',
  ],
  'rows are not measured in time': [
    () => [js.over(js.rows(preceding({ days: 1 }), currentRow)(pipe(window, orderedBy(id))))(count())],
    'a bound of rows is not a whole number: give a whole number, or use range',
  ],
  'a range of a window with a name is measured in its order': [
    () => [over(pipe(byManager, range(preceding(1), currentRow)))(count())],
    'a window that measures a range is not ordered by one expression: order it by the one to measure',
  ],
}

for (const [sentence, [expressions, ...says]] of Object.entries(refused)) {
  test(sentence, () => {
    const fields = Object.fromEntries((expressions() as ReadonlyArray<never>).map((it, i) => [`c${i}`, it]))
    assert.equal(problemsOf(postgres)(pipe(from(users), select(fields))).map(describeCompileError), says)
  })
}

test('what a window with a name is measured by is its own order', () => {
  const problems = problemsOf(postgres)(
    pipe(from(users), select({ n: over(pipe(inOrder, range(preceding(1), currentRow)))(count()) })),
  )
  assert.equal(problems, [])
})

test.run()

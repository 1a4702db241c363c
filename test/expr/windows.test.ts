import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { AnyExpr } from '../../lib/ast/Expr.js'
import {
  add,
  all,
  collect,
  count,
  countDistinct,
  cumeDist,
  currentRow,
  denseRank,
  desc,
  eq,
  exclude,
  filterWhere,
  firstValue,
  following,
  from,
  groupBy,
  groups,
  gt,
  integer,
  lag,
  lastValue,
  lead,
  nthValue,
  ntile,
  oneToMany,
  orderBy,
  orderedBy,
  over,
  partitionBy,
  percentRank,
  preceding,
  range,
  rank,
  raw,
  rowNumber,
  rows,
  SQL,
  select,
  selectOnly,
  sub,
  subquery,
  sum,
  text,
  unboundedFollowing,
  unboundedPreceding,
  value,
  where,
  window,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { type Case, expectCases } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('windows')

const { id, name, age, score, managerId } = users.c

const byId = pipe(window, orderedBy(id))

const byManager = pipe(window, partitionBy(managerId), orderedBy(id))

// ed and wendy are equal
const tied = pipe(window, orderedBy(gt(id, 1)))

const ofTied = 'over (order by "users"."id" > $1)'

const byIdText = 'order by "users"."id"'

const cases: ReadonlyArray<Case> = [
  {
    sentence: 'an aggregate over all rows stands beside each row',
    expr: over(window)(count()),
    postgres: 'count(*) over ()',
    yields: [3, 3, 3],
  },
  {
    sentence: 'rowNumber counts in the order of the window',
    expr: over(pipe(window, orderedBy(desc(id))))(rowNumber()),
    postgres: 'row_number() over (order by "users"."id" desc)',
    yields: [3, 2, 1],
  },
  {
    sentence: 'partitionBy begins again in each partition',
    expr: over(byManager)(rowNumber()),
    postgres: 'row_number() over (partition by "users"."managerId" order by "users"."id")',
    yields: [1, 1, 2],
  },
  {
    sentence: 'an ordered aggregate runs',
    expr: over(byId)(sum(score)),
    postgres: `sum("users"."score") over (${byIdText})`,
    yields: [2.5, 4, 4.5],
  },
  {
    sentence: 'a filter comes before the window',
    expr: over(byId)(filterWhere(gt(score, 1))(count())),
    postgres: `count(*) filter (where "users"."score" > $1) over (${byIdText})`,
    values: [1],
    yields: [1, 2, 2],
  },
  { sentence: 'rank', expr: over(tied)(rank()), postgres: `rank() ${ofTied}`, values: [1], yields: [1, 2, 2] },
  {
    sentence: 'denseRank',
    expr: over(tied)(denseRank()),
    postgres: `dense_rank() ${ofTied}`,
    values: [1],
    yields: [1, 2, 2],
  },
  {
    sentence: 'percentRank',
    expr: over(tied)(percentRank()),
    postgres: `percent_rank() ${ofTied}`,
    values: [1],
    yields: [0, 0.5, 0.5],
  },
  {
    sentence: 'cumeDist',
    expr: over(tied)(cumeDist()),
    postgres: `cume_dist() ${ofTied}`,
    values: [1],
    yields: [1 / 3, 1, 1],
  },
  {
    sentence: 'ntile deals rows out',
    expr: over(byId)(ntile(2)),
    postgres: `ntile($1) over (${byIdText})`,
    values: [2],
    yields: [1, 1, 2],
  },
  {
    sentence: 'lag is null where there is no row before',
    expr: over(byId)(lag(name)),
    postgres: `lag("users"."name") over (${byIdText})`,
    yields: [null, 'jack', 'ed'],
  },
  {
    sentence: 'lag takes an offset',
    expr: over(byId)(lag(name, 2)),
    postgres: `lag("users"."name", $1) over (${byIdText})`,
    values: [2],
    yields: [null, null, 'jack'],
  },
  {
    sentence: 'lag takes what stands for a row that is not there',
    expr: over(byId)(lag(name, 1, 'nobody')),
    postgres: `lag("users"."name", $1, $2) over (${byIdText})`,
    values: [1, 'nobody'],
    yields: ['nobody', 'jack', 'ed'],
  },
  {
    sentence: 'which may be an expression',
    expr: over(byId)(lead(age, 1, id)),
    postgres: `lead("users"."age", $1, "users"."id") over (${byIdText})`,
    values: [1],
    yields: [25, null, 3],
  },
  {
    sentence: 'how far away may be an expression of the row',
    expr: over(byId)(lag(name, sub(id, 1), 'nobody')),
    postgres: `lag("users"."name", "users"."id" - $1, $2) over (${byIdText})`,
    values: [1, 'nobody'],
    yields: ['jack', 'jack', 'jack'],
  },
  {
    sentence: 'lead looks the other way',
    expr: over(byId)(lead(name)),
    postgres: `lead("users"."name") over (${byIdText})`,
    yields: ['ed', 'wendy', null],
  },
  {
    sentence: 'firstValue is of the frame',
    expr: over(byManager)(firstValue(name)),
    postgres: 'first_value("users"."name") over (partition by "users"."managerId" order by "users"."id")',
    yields: ['jack', 'ed', 'ed'],
  },
  {
    sentence: 'lastValue is the current row unless a frame says more',
    expr: over(byId)(lastValue(name)),
    postgres: `last_value("users"."name") over (${byIdText})`,
    yields: ['jack', 'ed', 'wendy'],
  },
  {
    sentence: 'nthValue is null while the frame is shorter',
    expr: over(byId)(nthValue(name, 2)),
    postgres: `nth_value("users"."name", $1) over (${byIdText})`,
    values: [2],
    yields: [null, 'ed', 'ed'],
  },
  {
    sentence: 'which one may be an expression',
    expr: over(pipe(byId, rows(unboundedPreceding, unboundedFollowing)))(nthValue(name, id)),
    postgres: `nth_value("users"."name", "users"."id") over (${byIdText} rows between unbounded preceding and unbounded following)`,
    yields: ['jack', 'ed', 'wendy'],
  },
  {
    sentence: 'ntile takes an expression',
    expr: over(byId)(ntile(value(integer, 3))),
    postgres: `ntile($1::integer) over (${byIdText})`,
    values: [3],
    yields: [1, 2, 3],
  },
  {
    sentence: 'rows counts rows',
    expr: over(pipe(byId, rows(preceding(1), currentRow)))(sum(id)),
    postgres: `sum("users"."id") over (${byIdText} rows between $1 preceding and current row)`,
    values: [1],
    yields: [1, 3, 5],
  },
  {
    sentence: 'a frame may reach from the first row to the last',
    expr: over(pipe(byId, rows(unboundedPreceding, unboundedFollowing)))(lastValue(name)),
    postgres: `last_value("users"."name") over (${byIdText} rows between unbounded preceding and unbounded following)`,
    yields: ['wendy', 'wendy', 'wendy'],
  },
  {
    sentence: 'firstValue is null in an empty frame',
    expr: over(pipe(byId, rows(following(1), following(2))))(firstValue(name)),
    postgres: `first_value("users"."name") over (${byIdText} rows between $1 following and $2 following)`,
    values: [1, 2],
    yields: ['ed', 'wendy', null],
  },
  {
    sentence: 'range measures what the rows are ordered by',
    expr: over(pipe(window, orderedBy(score), range(preceding(1), currentRow)))(count()),
    postgres: 'count(*) over (order by "users"."score" range between $1 preceding and current row)',
    values: [1],
    yields: [2, 2, 1],
  },
  {
    sentence: 'and takes fractions',
    expr: over(pipe(window, orderedBy(score), range(currentRow, following(0.5))))(count()),
    postgres: 'count(*) over (order by "users"."score" range between current row and $1 following)',
    values: [0.5],
    yields: [1, 1, 1],
  },
  {
    sentence: 'an offset may be an expression that reads nothing',
    expr: over(pipe(byId, rows(preceding(value(integer, 2)), currentRow)))(count()),
    postgres: `count(*) over (${byIdText} rows between $1::integer preceding and current row)`,
    values: [2],
    yields: [1, 2, 3],
  },
  {
    sentence: 'an offset may be a bigint',
    expr: over(pipe(byId, rows(preceding(1n), currentRow)))(count()),
    postgres: `count(*) over (${byIdText} rows between $1 preceding and current row)`,
    values: [1n],
    yields: [1, 2, 2],
  },
  {
    sentence: 'groups counts rows that are equal as one',
    expr: over(pipe(tied, groups(preceding(1), currentRow)))(count()),
    postgres: 'count(*) over (order by "users"."id" > $1 groups between $2 preceding and current row)',
    values: [1, 1],
    yields: [1, 3, 3],
  },
  {
    sentence: 'exclude leaves the row itself out',
    expr: over(pipe(byId, rows(unboundedPreceding, unboundedFollowing), exclude('current row')))(sum(id)),
    postgres: `sum("users"."id") over (${byIdText} rows between unbounded preceding and unbounded following exclude current row)`,
    yields: [5, 4, 3],
  },
  {
    sentence: 'exclude leaves its equals out',
    expr: over(pipe(tied, groups(unboundedPreceding, currentRow), exclude('ties')))(count()),
    postgres:
      'count(*) over (order by "users"."id" > $1 groups between unbounded preceding and current row exclude ties)',
    values: [1],
    yields: [1, 2, 2],
  },
  {
    sentence: 'what has its window is an operand',
    expr: add(over(byId)(rowNumber()), 10),
    postgres: `row_number() over (${byIdText}) + $1`,
    values: [10],
    yields: [11, 12, 13],
  },
]

expectCases(test, cases)

test('a window over groups sees their aggregates', () => {
  const ranked = pipe(
    from(posts),
    groupBy(posts.c.authorId),
    select({ author: posts.c.authorId, place: over(pipe(window, orderedBy(desc(count()))))(rank()) }),
  )
  const sql = `
    select "posts"."author_id" as "author", rank() over (order by count(*) desc) as "place"
    from "posts"
    group by "posts"."author_id"
  `
  expectSql(postgres)(ranked, sql)
  expectSql(sqlite)(ranked, sql)
})

// SQLite takes null for a row that is not there
onEach(test, 'nobody knows how far away null is', {}, async (db) => {
  await seed(db)
  const query = pipe(from(users), orderBy(id), select({ it: over(byId)(lag(name, age, 'nobody')) }))
  assert.equal(expectRight(await all(query)(db)()), [{ it: 'nobody' }, { it: 'nobody' }, { it: null }])
})

onEach(test, 'the first post of each author, by a number in a subquery', { portable: true }, async (db) => {
  await seed(db)
  const numbered = pipe(
    from(posts),
    select({
      title: posts.c.title,
      nth: over(pipe(window, partitionBy(posts.c.authorId), orderedBy(posts.c.id)))(rowNumber()),
    }),
    subquery('numbered'),
  )
  const firsts = pipe(
    from(numbered),
    where(eq(numbered.c.nth, 1)),
    orderBy(numbered.c.title),
    select({ title: numbered.c.title }),
  )
  assert.equal(expectRight(await all(firsts)(db)()), [{ title: 'Joins' }, { title: 'Trees' }])
})

onEach(test, 'windows and aggregates in nested rows', { portable: true }, async (db) => {
  await seed(db)
  const userPosts = oneToMany(users, posts)
  const query = pipe(
    from(users),
    orderBy(users.c.id),
    select({
      posts: collect(userPosts, (own, p) =>
        pipe(own, orderBy(desc(p.c.id)), select({ nth: over(pipe(window, orderedBy(p.c.id)))(rowNumber()) })),
      ),
      counts: collect(userPosts, (own) => pipe(own, select({ n: count() }))),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { posts: [{ nth: 2 }, { nth: 1 }], counts: [{ n: 2 }] },
    { posts: [{ nth: 1 }], counts: [{ n: 1 }] },
    { posts: [], counts: [{ n: 0 }] },
  ])
})

// -------------------------------------------------------------------------------------
// what does not compile
// -------------------------------------------------------------------------------------

const js: any = { over, lag, ntile, nthValue, partitionBy, orderedBy, rows, groups, range, exclude, preceding }

const saysOf =
  (dialect: typeof postgres) =>
  (it: unknown): ReadonlyArray<string> =>
    problemsOf(dialect)(selectOnly({ it: it as AnyExpr })).map(describeCompileError)

const framed = (frame: (w: unknown) => unknown) => js.over(frame(byId))(count())

const refused: { readonly [sentence: string]: readonly [() => unknown, ...ReadonlyArray<string>] } = {
  'a window function has no value without a window': [
    rowNumber,
    'rowNumber has no window: give it one: over(window)(rowNumber(…))',
  ],
  'over takes a window': [
    () => js.over({ _tag: 'Window' })(count()),
    'what over was applied to is not a window: start with window',
  ],
  'over is for aggregates and window functions': [
    () => js.over(window)(name),
    'what over was applied to is neither an aggregate nor a window function: give sum(…), rowNumber() or the like',
  ],
  'partitionBy is for windows': [
    () => js.over(js.partitionBy(name)(users))(count()),
    'what partitionBy was applied to is not a window: start with window',
  ],
  'partitionBy takes expressions': [
    () => js.over(js.partitionBy('name')(window))(count()),
    'an argument of partitionBy is not an expression: give a column, or value(type, it) for a bound value',
  ],
  'an offset is a number': [
    () => framed(js.rows(js.preceding('1; drop'), currentRow)),
    'the argument of preceding is not a number from 0: say how far away: preceding(2), or preceding({ days: 2 })',
  ],
  'an offset is not negative': [
    () => framed(js.rows(js.preceding(-1), currentRow)),
    'the argument of preceding is not a number from 0: say how far away: preceding(2), or preceding({ days: 2 })',
  ],
  'rows are whole': [
    () => framed(js.rows(js.preceding(0.5), currentRow)),
    'a bound of rows is not a whole number: give a whole number, or use range',
  ],
  'a bound is a bound': [
    () => framed(js.rows('unbounded preceding', currentRow)),
    'a bound of rows is not a bound: give two: unboundedPreceding, preceding(1), currentRow and so on',
  ],
  'a frame starts before it ends': [
    () => framed(js.rows(currentRow, preceding(1))),
    'the frame of rows ends before it starts: give the bound that comes first in the order first',
  ],
  'a frame does not start at its end': [
    () => framed(js.rows(unboundedFollowing, unboundedFollowing)),
    'the frame of rows ends before it starts: give the bound that comes first in the order first',
  ],
  'an exclusion is known': [
    () => framed(js.exclude('everything')),
    'the argument of exclude is not known: give one of current row, group, ties, no others',
  ],
  'what is no frame excludes nothing': [
    () => framed(js.exclude('ties')),
    'a window with exclude has no frame: give it one: rows(unboundedPreceding, unboundedFollowing)',
  ],
  'groups need an order': [
    () => over(pipe(window, groups(preceding(1), currentRow)))(count()),
    'a window with groups has no order: add orderedBy(…)',
  ],
  'a range is measured in one order': [
    () => over(pipe(byManager, orderedBy(name), range(preceding(1), currentRow)))(count()),
    'a window that measures a range is not ordered by one expression: order it by the one to measure',
  ],
  'an offset of lag is whole': [
    () => js.over(byId)(js.lag(name, -1)),
    'the offset of lag is not a whole number from 0: give one from 0 to 2147483647',
  ],
  'an offset of lag is not undefined': [
    () => js.over(byId)(js.lag(name, undefined)),
    'the offset of lag is not a whole number from 0: give one from 0 to 2147483647',
  ],
  'ntile has a bucket': [
    () => js.over(byId)(js.ntile(0)),
    'the argument of ntile is not a whole number from 1: give one from 1 to 2147483647',
  ],
  'nthValue counts from 1': [
    () => js.over(byId)(js.nthValue(name, 0)),
    'the second argument of nthValue is not a whole number from 1: give one from 1 to 2147483647',
  ],
}

for (const [sentence, [it, ...texts]] of Object.entries(refused)) {
  test(sentence, () => {
    assert.equal(saysOf(postgres)(it()), texts)
    assert.equal(saysOf(sqlite)(it()), texts)
  })
}

test('no database has distinct values, or an order, in an aggregate over a window', () => {
  assert.equal(saysOf(postgres)(over(window)(countDistinct(name))), [
    'postgres has no distinct over a window: aggregate in a subquery, and join it',
  ])
  assert.equal(saysOf(sqlite)(over(window)(orderedBy(id)(sum(age)))), [
    'sqlite has no order inside an aggregate over a window: give the order to the window',
  ])
})

onEach(test, 'an interval is measured before a time', {}, async (db) => {
  await seed(db)
  const day = raw(text, SQL`interval '1 day'`)
  const recent = pipe(window, orderedBy(posts.c.createdAt), range(preceding(day), currentRow))
  const query = pipe(from(posts), select({ n: over(recent)(count()) }))
  assert.equal(expectRight(await all(query)(db)()), [{ n: 3 }, { n: 3 }, { n: 3 }])
})

test.run()

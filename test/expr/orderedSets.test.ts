/** Aggregates of rows in an order, and those of the user's own. */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Expr } from '../../lib/ast/Expr.js'
import {
  aggregateFn,
  all,
  argument,
  arrayAgg,
  asc,
  bigint,
  cast,
  cumeDist,
  denseRank,
  desc,
  distinct,
  doublePrecision,
  filterWhere,
  fn,
  from,
  groupBy,
  gt,
  integer,
  interval,
  mode,
  mul,
  nullable,
  nullsFirst,
  numeric,
  orderBy,
  orderedBy,
  orderedSetFn,
  over,
  partitionBy,
  percentileCont,
  percentileDisc,
  percentRank,
  rank,
  rowNumber,
  select,
  selectOnly,
  text,
  value,
  variadic,
  window,
  windowFn,
  withinGroup,
} from '../../lib/index.js'
import { type Aggregated, expectAggregates } from '../support/aggregates.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'

const test = suite('aggregates of rows in an order')

const { id, name, age, score, managerId } = users.c

const within = (text: string) => `within group (order by ${text})`

const lines: ReadonlyArray<Aggregated> = [
  { expr: pipe(mode(), withinGroup(managerId)), sql: `mode() ${within('"users"."managerId"')}`, yields: [1, null] },
  {
    expr: pipe(percentileCont(0.5), withinGroup(age)),
    sql: `percentile_cont($1::double precision) ${within('"users"."age"')}`,
    values: [0.5],
    yields: [28, null],
  },
  {
    expr: pipe(percentileCont(0.25), withinGroup(mul(id, value(interval, { hours: 1 })))),
    sql: `percentile_cont($1::double precision) ${within('"users"."id" * $2::interval')}`,
    values: [0.25, { hours: 1 }],
    yields: [{ hours: 1, minutes: 30 }, null],
  },
  {
    expr: pipe(percentileCont([0, 0.5, 1]), withinGroup(desc(cast(age, numeric())))),
    sql: `percentile_cont($1::double precision[]) ${within('"users"."age"::numeric desc')}`,
    values: [[0, 0.5, 1]],
    yields: [[31, 28, 25], null],
  },
  {
    expr: pipe(percentileDisc(0.5), withinGroup(desc(name))),
    sql: `percentile_disc($1::double precision) ${within('"users"."name" desc')}`,
    values: [0.5],
    yields: ['jack', null],
  },
  {
    expr: pipe(percentileDisc([0, 1]), withinGroup(cast(id, bigint))),
    sql: `percentile_disc($1::double precision[]) ${within('"users"."id"::bigint')}`,
    values: [[0, 1]],
    yields: [[1n, 3n], null],
  },
  {
    expr: pipe(percentileDisc(value(doublePrecision, 0)), withinGroup(score), filterWhere(gt(id, 1))),
    sql: `percentile_disc($1::double precision) ${within('"users"."score"')} filter (where "users"."id" > $2)`,
    values: [0, 1],
    yields: [0.5, null],
  },
  {
    expr: pipe(rank(26), withinGroup(age)),
    sql: `rank($1) ${within('"users"."age"')}`,
    values: [26],
    yields: [2, 1],
  },
  {
    expr: pipe(denseRank(26, 'x'), withinGroup(pipe(desc(age), nullsFirst), name)),
    sql: `dense_rank($1, $2) ${within('"users"."age" desc nulls first, "users"."name"')}`,
    values: [26, 'x'],
    yields: [3, 1],
  },
  {
    expr: pipe(percentRank(value(integer, 26)), withinGroup(asc(age))),
    sql: `percent_rank($1::integer) ${within('"users"."age"')}`,
    values: [26],
    yields: [1 / 3, 0],
  },
  {
    expr: pipe(cumeDist('x'), withinGroup(name)),
    sql: `cume_dist($1) ${within('"users"."name"')}`,
    values: ['x'],
    yields: [1, 1],
  },
]

expectAggregates(test, lines)

// -------------------------------------------------------------------------------------
// the user's own
// -------------------------------------------------------------------------------------

const total = aggregateFn('my total', bigint)
const middle = orderedSetFn(['pg_catalog', 'percentile_disc'], integer)
const place = windowFn('row_number', bigint)
const before = windowFn(['pg_catalog', 'lag'], nullable(text))

test('aggregates and window functions by their names are quoted', () => {
  const spell = expectExpr(postgres)
  spell(total(age), '"my total"("users"."age")')
  spell(
    pipe(total(age), distinct, filterWhere(gt(age, 1))),
    '"my total"(distinct "users"."age") filter (where "users"."age" > $1)',
    [1],
  )
  spell(aggregateFn('counted', integer)(), '"counted"(*)')
  spell(aggregateFn('all_of', integer)(variadic(arrayAgg(age))), '"all_of"(variadic array_agg("users"."age"))')
  spell(
    pipe(middle(value(doublePrecision, 0.5)), withinGroup(age)),
    '"pg_catalog"."percentile_disc"($1::double precision) within group (order by "users"."age")',
    [0.5],
  )
  spell(over(window)(place()), '"row_number"() over ()')
  spell(over(pipe(window, orderedBy(id)))(total(age)), '"my total"("users"."age") over (order by "users"."id")')
  spell(
    over(pipe(window, partitionBy(managerId)))(before(name)),
    '"pg_catalog"."lag"("users"."name") over (partition by "users"."managerId")',
  )
})

onEach(test, 'aggregates and window functions of the database', {}, async (db) => {
  await seed(db)
  await sendSql(db, 'create aggregate "my total"(integer) (sfunc = int4_sum, stype = bigint)')
  const byId = pipe(window, orderedBy(id))
  const query = pipe(
    from(users),
    orderBy(id),
    select({ total: over(byId)(total(age)), nth: over(byId)(place()), before: over(byId)(before(name)) }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { total: 31n, nth: 1n, before: null },
    { total: 56n, nth: 2n, before: 'jack' },
    { total: 56n, nth: 3n, before: 'ed' },
  ])
  const half = pipe(from(users), select({ it: pipe(middle(value(doublePrecision, 0.5)), withinGroup(age)) }))
  assert.equal(expectRight(await all(half)(db)()), [{ it: 25 }])
})

test('arguments by their names, and the elements of an array', () => {
  const spell = expectExpr(postgres)
  const made = fn('make_interval', interval)
  spell(made(argument('days', value(integer, 10))), '"make_interval"("days" => $1::integer)', [10])
  spell(
    fn('format', text)('%s, %s', variadic(cast(value(text, '{a,b}'), text) as never)),
    '"format"($1::text, variadic $2::text::text)',
    ['%s, %s', '{a,b}'],
  )
})

onEach(test, 'arguments by their names, and the elements of an array, as the database takes them', {}, async (db) => {
  await seed(db)
  await sendSql(
    db,
    `create function scaled("by how much" int, it int default 2) returns int language sql as 'select $1 * $2'`,
  )
  const scaled = fn('scaled', integer)
  const query = pipe(
    from(users),
    select({
      it: pipe(scaled(argument('it', value(integer, 5)), argument('by how much', value(integer, 3)))),
      text: fn('format', text)('%s and %s and %s', variadic(pipe(arrayAgg(name), orderedBy(id)))),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [{ it: 15, text: 'jack and ed and wendy' }])
})

onEach(test, 'the median of each group', {}, async (db) => {
  await seed(db)
  const query = pipe(
    from(posts),
    groupBy(posts.c.published),
    orderBy(posts.c.published),
    select({ published: posts.c.published, median: pipe(percentileCont(0.5), withinGroup(posts.c.id)) }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { published: false, median: 2 },
    { published: true, median: 2 },
  ])
})

// -------------------------------------------------------------------------------------
// what does not compile
// -------------------------------------------------------------------------------------

const js: any = { percentileCont, withinGroup, rank, mode, distinct, orderedBy, over, aggregateFn, windowFn, argument }

const saysOf = (dialect: typeof postgres, it: unknown): ReadonlyArray<string> =>
  problemsOf(dialect)(selectOnly({ it: it as Expr<unknown, never, never> })).map(describeCompileError)

const refused: { readonly [sentence: string]: readonly [() => unknown, string] } = {
  'a percentile has no value without an order': [
    () => js.percentileCont(0.5),
    'percentileCont has no order: give it one: pipe(percentileCont(…), withinGroup(…))',
  ],
  'an order has an expression': [
    () => js.withinGroup()(mode()),
    'an argument of withinGroup is missing: give what to order by',
  ],
  'a fraction is from 0 to 1': [
    () => js.withinGroup(age)(js.percentileCont(50)),
    'the argument of percentileCont is not a number from 0 to 1: give 0.5 for the middle, or an array',
  ],
  'every fraction is': [
    () => js.withinGroup(age)(js.percentileCont([0.5, '1'])),
    'the argument of percentileCont is not a number from 0 to 1: give 0.5 for the middle, or an array',
  ],
  'an order is for what needs one': [
    () => js.withinGroup(age)(arrayAgg(age)),
    'what withinGroup was applied to is not of rows in an order: apply it to mode(), percentileCont(…), rank(…) with the values of a row, or the like',
  ],
  'a rank of no row has a window': [
    () => js.withinGroup(age)(rank()),
    'what withinGroup was applied to is not of rows in an order: apply it to mode(), percentileCont(…), rank(…) with the values of a row, or the like',
  ],
  'one order is enough': [
    () => js.withinGroup(age)(js.withinGroup(age)(mode())),
    'what withinGroup was applied to is not of rows in an order: apply it to mode(), percentileCont(…), rank(…) with the values of a row, or the like',
  ],
  'rows in an order are not distinct': [
    () => js.distinct(pipe(mode(), withinGroup(age))),
    'what distinct was applied to is of rows in an order: give the order to withinGroup',
  ],
  'nor ordered twice': [
    () => js.orderedBy(age)(pipe(mode(), withinGroup(age))),
    'what orderedBy was applied to is of rows in an order: give the order to withinGroup',
  ],
  'nor over a window': [
    () => js.over(window)(pipe(mode(), withinGroup(age))),
    'postgres has no withinGroup over a window: aggregate in a subquery, and join it',
  ],
  'an aggregate has a name': [
    () => js.aggregateFn(1, integer)(age),
    "the name of aggregateFn is not a name: give 'name' or ['schema', 'name']",
  ],
  'a window function has a type': [
    () => js.over(window)(js.windowFn('row_number', 'bigint')()),
    "the type of windowFn is not a column type: give one, as in windowFn('share', real)",
  ],
  'an argument by its name is one of a call': [
    () => js.argument('a', age),
    'argument(…) is no value of its own: give it to a function that you call with fn',
  ],
  'aggregates know no names': [
    () => js.aggregateFn('total', integer)(js.argument('a', age)),
    'argument(…) is no value of its own: give it to a function that you call with fn',
  ],
}

for (const [sentence, [expr, says]] of Object.entries(refused)) {
  test(sentence, () => assert.equal(saysOf(postgres, expr()), [says]))
}

test('SQLite has none of them', () => {
  for (const { expr } of lines) assert.match(saysOf(sqlite, expr)[0] ?? '', /^sqlite has no aggregate/)
  assert.equal(saysOf(sqlite, over(window)(rowNumber())), [])
})

test.run()

/** Aggregates that gather values. */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Expr } from '../../lib/ast/Expr.js'
import {
  all,
  arrayAgg,
  bigint,
  bytea,
  cast,
  count,
  desc,
  distinct,
  eq,
  filterWhere,
  from,
  groupBy,
  gt,
  jsonAgg,
  jsonAggStrict,
  jsonbAgg,
  jsonbAggStrict,
  jsonbObjectAgg,
  jsonbObjectAggStrict,
  jsonbObjectAggUnique,
  jsonbObjectAggUniqueStrict,
  jsonObjectAgg,
  jsonObjectAggStrict,
  jsonObjectAggUnique,
  jsonObjectAggUniqueStrict,
  leftJoin,
  numeric,
  orderBy,
  orderedBy,
  select,
  selectOnly,
  stringAgg,
  text,
  value,
  withoutNulls,
} from '../../lib/index.js'
import { type Aggregated, expectAggregates } from '../support/aggregates.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'

const test = suite('aggregates that gather')

const { id, name, fullname, age, state } = users.c

const bytes = cast(name, bytea)

const lines: ReadonlyArray<Aggregated> = [
  {
    expr: orderedBy(id)(arrayAgg(name)),
    sql: 'array_agg("users"."name" order by "users"."id")',
    yields: [['jack', 'ed', 'wendy'], null],
  },
  {
    expr: orderedBy(id)(arrayAgg(fullname)),
    sql: 'array_agg("users"."fullname" order by "users"."id")',
    yields: [['Jack Jones', null, 'Wendy Williams'], null],
  },
  {
    expr: withoutNulls(orderedBy(id)(arrayAgg(age))),
    sql: 'array_agg("users"."age" order by "users"."id") filter (where "users"."age" is not null)',
    yields: [[31, 25], null],
  },
  {
    expr: pipe(arrayAgg(cast(id, bigint)), orderedBy(desc(id))),
    sql: 'array_agg("users"."id"::bigint order by "users"."id" desc)',
    yields: [[3n, 2n, 1n], null],
  },
  { expr: distinct(arrayAgg(state)), sql: 'array_agg(distinct "users"."state")', yields: [['new'], null] },
  {
    expr: pipe(arrayAgg(name), filterWhere(gt(id, 1)), orderedBy(id)),
    sql: 'array_agg("users"."name" order by "users"."id") filter (where "users"."id" > $1)',
    values: [1],
    yields: [['ed', 'wendy'], null],
  },
  {
    expr: orderedBy(id)(stringAgg(name, ', ')),
    sql: 'string_agg("users"."name", $1 order by "users"."id")',
    values: [', '],
    yields: ['jack, ed, wendy', null],
  },
  // of each row, what comes before it
  {
    expr: orderedBy(id)(stringAgg(name, fullname)),
    sql: 'string_agg("users"."name", "users"."fullname" order by "users"."id")',
    yields: ['jackedWendy Williamswendy', null],
  },
  {
    expr: orderedBy(id)(stringAgg(state, value(text, '-'))),
    sql: 'string_agg("users"."state", $1::text order by "users"."id")',
    values: ['-'],
    yields: ['new-new-new', null],
  },
  {
    expr: orderedBy(id)(stringAgg(bytes, new Uint8Array([0]))),
    sql: 'string_agg("users"."name"::bytea, $1 order by "users"."id")',
    values: [new Uint8Array([0])],
    yields: [new TextEncoder().encode('jack\0ed\0wendy'), null],
  },
  {
    expr: orderedBy(id)(jsonAgg(fullname)),
    sql: 'json_agg("users"."fullname" order by "users"."id")',
    yields: [['Jack Jones', null, 'Wendy Williams'], null],
  },
  {
    expr: withoutNulls(jsonAgg(cast(age, numeric()))),
    sql: 'json_agg("users"."age"::numeric) filter (where "users"."age"::numeric is not null)',
    yields: [[31, 25], null],
  },
  {
    expr: orderedBy(id)(jsonbAgg(age)),
    sql: 'jsonb_agg("users"."age" order by "users"."id")',
    yields: [[31, 25, null], null],
  },
  {
    expr: orderedBy(id)(jsonbAggStrict(age)),
    sql: 'jsonb_agg_strict("users"."age" order by "users"."id")',
    yields: [[31, 25], null],
    since: 16,
  },
  { expr: jsonAggStrict(age), sql: 'json_agg_strict("users"."age")', yields: [[31, 25], null], since: 16 },
  {
    expr: jsonObjectAgg(name, age),
    sql: 'json_object_agg("users"."name", "users"."age")',
    yields: [{ jack: 31, ed: 25, wendy: null }, null],
  },
  {
    expr: jsonbObjectAgg(id, 'x'),
    sql: 'jsonb_object_agg("users"."id", $1::text)',
    values: ['x'],
    yields: [{ 1: 'x', 2: 'x', 3: 'x' }, null],
  },
  ...[jsonObjectAggStrict, jsonbObjectAggStrict].map(
    (aggregate, i): Aggregated => ({
      expr: aggregate(name, age),
      sql: `json${i === 0 ? '' : 'b'}_object_agg_strict("users"."name", "users"."age")`,
      yields: [{ jack: 31, ed: 25 }, null],
      since: 16,
    }),
  ),
  ...[jsonObjectAggUnique, jsonbObjectAggUnique].map(
    (aggregate, i): Aggregated => ({
      expr: aggregate(name, age),
      sql: `json${i === 0 ? '' : 'b'}_object_agg_unique("users"."name", "users"."age")`,
      yields: [{ jack: 31, ed: 25, wendy: null }, null],
      since: 16,
    }),
  ),
  ...[jsonObjectAggUniqueStrict, jsonbObjectAggUniqueStrict].map(
    (aggregate, i): Aggregated => ({
      expr: aggregate(name, age),
      sql: `json${i === 0 ? '' : 'b'}_object_agg_unique_strict("users"."name", "users"."age")`,
      yields: [{ jack: 31, ed: 25 }, null],
      since: 16,
    }),
  ),
]

expectAggregates(test, lines)

onEach(test, 'what an outer join did not find is null in an array, unless it is left out', {}, async (db) => {
  await seed(db)
  const query = pipe(
    from(users),
    leftJoin(posts, eq(posts.c.authorId, users.c.id)),
    groupBy(users.c.id),
    orderBy(users.c.id),
    select({
      all: pipe(arrayAgg(posts.c.title), orderedBy(posts.c.id)),
      found: pipe(arrayAgg(posts.c.title), orderedBy(posts.c.id), withoutNulls),
      rows: count(),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { all: ['Joins', 'Nulls'], found: ['Joins', 'Nulls'], rows: 2 },
    { all: ['Trees'], found: ['Trees'], rows: 1 },
    { all: [null], found: null, rows: 1 },
  ])
})

onEach(test, 'SQLite gathers texts too, with any separator', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(from(users), select({ names: pipe(stringAgg(name, state), orderedBy(desc(id))) }))
  assert.equal(expectRight(await all(query)(db)()), [{ names: 'wendynewednewjack' }])
})

// -------------------------------------------------------------------------------------
// what does not compile
// -------------------------------------------------------------------------------------

const js: any = { arrayAgg, stringAgg, jsonAgg, withoutNulls }

const refused: { readonly [sentence: string]: readonly [() => unknown, string] } = {
  'an array is of expressions': [
    () => js.arrayAgg('name'),
    'the argument of arrayAgg is not an expression: give a column, or value(type, it) for a bound value',
  ],
  'a separator is not left out': [
    () => js.stringAgg(name),
    "the separator of stringAgg is not a string: give a text such as ', '",
  ],
  'a number may be of several types in JSON': [
    () => js.jsonAgg(1),
    'the argument of jsonAgg is a number, which is of no one type: say its type with value(type, it)',
  ],
  'nulls are left out of what gathers': [
    () => js.withoutNulls(name),
    'what withoutNulls was applied to is not an aggregate: apply it to sum(…), count(…) and the like, before over(…)',
  ],
  'rows are not null': [
    () => js.withoutNulls(count()),
    'what withoutNulls was applied to gathers nothing: apply it to arrayAgg(…)',
  ],
}

for (const [sentence, [expr, says]] of Object.entries(refused)) {
  test(sentence, () => {
    const problems = problemsOf(postgres)(selectOnly({ it: expr() as Expr<unknown, never, never> }))
    assert.equal(problems.map(describeCompileError), [says])
  })
}

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { AnyExpr, Expr } from '../../lib/ast/Expr.js'
import {
  avg,
  boolAnd,
  boolOr,
  count,
  desc,
  distinct,
  eq,
  filterWhere,
  from,
  gt,
  isNull,
  nullsLast,
  one,
  orderedBy,
  select,
  selectOnly,
  skip,
  stringAgg,
  sum,
  where,
} from '../../lib/index.js'
import { seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'

const test = suite('modifiers of aggregates')

const { age, score, managerId, name, fullname, id } = users.c

interface Case {
  readonly expr: Expr<unknown, any, any>
  readonly postgres: string
  readonly sqlite?: string
  readonly values?: ReadonlyArray<unknown>
  /** Over the three users, and over none. */
  readonly yields: readonly [unknown, unknown]
}

const cases: { readonly [sentence: string]: Case } = {
  'filterWhere takes the rows that meet a condition': {
    expr: filterWhere(gt(age, 30))(count()),
    postgres: 'count(*) filter (where "users"."age" > $1)',
    values: [30],
    yields: [1, 0],
  },
  'a second filterWhere is added to the first': {
    expr: pipe(sum(score), filterWhere(gt(age, 20)), filterWhere(isNull(fullname))),
    postgres: 'sum("users"."score") filter (where "users"."age" > $1 and "users"."fullname" is null)',
    values: [20],
    yields: [1.5, null],
  },
  'filterWhere of skip filters nothing': {
    expr: filterWhere(skip)(count()),
    postgres: 'count(*)',
    yields: [3, 0],
  },
  'distinct takes each value once': {
    expr: distinct(sum(managerId)),
    postgres: 'sum(distinct "users"."managerId")',
    yields: [1, null],
  },
  'distinct and filterWhere go together': {
    expr: pipe(count(managerId), distinct, filterWhere(gt(id, 1))),
    postgres: 'count(distinct "users"."managerId") filter (where "users"."id" > $1)',
    values: [1],
    yields: [1, 0],
  },
  'stringAgg puts a separator between texts, in the order that orderedBy says': {
    expr: orderedBy(desc(name))(stringAgg(name, ', ')),
    postgres: `string_agg("users"."name", $1 order by "users"."name" desc)`,
    values: [', '],
    yields: ['wendy, jack, ed', null],
  },
  'a second orderedBy is appended to the first': {
    expr: pipe(stringAgg(name, ''), orderedBy(pipe(desc(managerId), nullsLast)), orderedBy(desc(id))),
    postgres: 'string_agg("users"."name", $1 order by "users"."managerId" desc nulls last, "users"."id" desc)',
    values: [''],
    yields: ['wendyedjack', null],
  },
  'stringAgg leaves nulls out': {
    expr: orderedBy(id)(stringAgg(fullname, '|')),
    postgres: 'string_agg("users"."fullname", $1 order by "users"."id")',
    values: ['|'],
    yields: ['Jack Jones|Wendy Williams', null],
  },
  'boolAnd is true if it is true for every row': {
    expr: boolAnd(gt(score, 1)),
    postgres: 'bool_and("users"."score" > $1)',
    sqlite: 'min("users"."score" > ?)',
    values: [1],
    yields: [false, null],
  },
  'boolAnd leaves nulls out': {
    expr: boolAnd(gt(age, 20)),
    postgres: 'bool_and("users"."age" > $1)',
    sqlite: 'min("users"."age" > ?)',
    values: [20],
    yields: [true, null],
  },
  'boolOr is true if it is true for any row': {
    expr: boolOr(eq(name, 'ed')),
    postgres: 'bool_or("users"."name" = $1)',
    sqlite: 'max("users"."name" = ?)',
    values: ['ed'],
    yields: [true, null],
  },
  'an average of filtered rows': {
    expr: filterWhere(gt(id, 1))(avg(age)),
    postgres: 'avg("users"."age") filter (where "users"."id" > $1)',
    values: [1],
    yields: [25, null],
  },
}

for (const [sentence, { expr, values: bound = [], ...of }] of Object.entries(cases)) {
  test(sentence, () => {
    expectExpr(postgres)(expr as AnyExpr, of.postgres, bound)
    expectExpr(sqlite)(expr as AnyExpr, of.sqlite ?? of.postgres.replace(/\$\d/g, '?'), bound)
  })
}

onEach(test, 'what they yield over three rows and over none', { portable: true }, async (db) => {
  await seed(db)
  for (const [sentence, { expr, yields }] of Object.entries(cases)) {
    const query = pipe(from(users), select({ it: expr as Expr<unknown, 'users', any> }))
    const over = expectRight(await one(query)(db)())
    const none = expectRight(await one(pipe(query, where(eq(users.c.id, 0))))(db)())
    assert.equal([over.it, none.it], yields, sentence)
  }
})

// -------------------------------------------------------------------------------------
// what does not compile
// -------------------------------------------------------------------------------------

const js: any = { distinct, filterWhere, orderedBy, stringAgg, boolAnd, count, sum }

const saysOf =
  (dialect: typeof postgres) =>
  (it: unknown): ReadonlyArray<string> =>
    problemsOf(dialect)(selectOnly({ it: it as AnyExpr })).map(describeCompileError)

const refused: { readonly [sentence: string]: readonly [() => unknown, string] } = {
  'filterWhere is for aggregates': [
    () => js.filterWhere(gt(age, 1))(age),
    'what filterWhere was applied to is not an aggregate: apply it to sum(…), count(…) and the like, before over(…)',
  ],
  'its condition is an expression': [
    () => js.filterWhere('1 = 1')(count()),
    'the condition of filterWhere is not an expression: give a column, or value(type, it) for a bound value',
  ],
  'orderedBy is for aggregates and windows': [
    () => js.orderedBy(age)({ _tag: 'Aggregate' }),
    'what orderedBy was applied to is not an aggregate: apply it to sum(…), count(…) and the like, before over(…)',
  ],
  'a count of rows has no order': [
    () => js.orderedBy(age)(count()),
    'what orderedBy was applied to counts rows: leave it out: a count has no order',
  ],
  'rows are not distinct in count': [
    () => js.distinct(count()),
    'what distinct was applied to counts rows: count a column: distinct(count(users.c.name))',
  ],
  'the separator is a text': [
    () => js.stringAgg(name, { joinery: 1 }),
    "the separator of stringAgg is not a string: give a text such as ', '",
  ],
  'boolAnd takes an expression': [
    () => js.boolAnd(true),
    'the argument of boolAnd is not an expression: give a column, or value(type, it) for a bound value',
  ],
}

for (const [sentence, [it, text]] of Object.entries(refused)) {
  test(sentence, () => {
    assert.equal(saysOf(postgres)(it()), [text])
    assert.equal(saysOf(sqlite)(it()), [text])
  })
}

test('SQLite has no distinct texts with a separator', () => {
  assert.equal(saysOf(sqlite)(distinct(stringAgg(name, ','))), [
    'sqlite has no distinct in string_agg with a separator: select the distinct values in a subquery, and aggregate those',
  ])
  expectExpr(postgres)(distinct(stringAgg(name, ',')), 'string_agg(distinct "users"."name", $1)', [','])
})

test.run()

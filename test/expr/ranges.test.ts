import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { AnyExpr } from '../../lib/ast/Expr.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import * as joinery from '../../lib/index.js'
import {
  adjacent,
  all,
  asText,
  contains,
  createAll,
  date,
  datemultirange,
  daterange,
  doublePrecision,
  eq,
  execute,
  from,
  gt,
  insertInto,
  int4multirange,
  int4range,
  int8range,
  integer,
  isempty,
  leftOf,
  lower,
  lowerInc,
  lowerInf,
  metadata,
  multirange,
  multirangeOf,
  notLeftOf,
  notRightOf,
  null_,
  nullable,
  numrange,
  orderBy,
  overlaps,
  primaryKey,
  rangeDifference,
  rangeIntersection,
  rangeMerge,
  rangeOf,
  rangeType,
  rangeUnion,
  rightOf,
  select,
  selectOnly,
  table,
  timestamptz,
  tstzrange,
  unnest,
  upper,
  upperInc,
  upperInf,
  value,
  values,
  where,
} from '../../lib/index.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'
import { expectFunctions } from '../support/functions.js'

const test = suite('ranges')

const upTo = (lowest: number, upmost: number) => ({ lower: lowest, upper: upmost, bounds: '[)' }) as const

const few = value(int4range, upTo(1, 5))
const many = value(int4multirange, [upTo(1, 5), upTo(7, 9)])
const empty = value(int4range, { empty: true })
const all_ = value(int4range, { lower: null, upper: null, bounds: '()' })

expectFunctions(test, [
  // constructors
  [rangeOf(int4range, 1, 5), 'int4range($1::integer, $2::integer)', [1, 5], upTo(1, 5), { lenient: [0, 1] }],
  [
    rangeOf(int4range, value(integer, 1), 5, '[]'),
    "int4range($1::integer, $2::integer, '[]')",
    [1, 5],
    upTo(1, 6),
    { lenient: [0, 1] },
  ],
  [
    rangeOf(daterange, '2026-01-01', null, '()'),
    "daterange($1::date, $2::date, '()')",
    ['2026-01-01', null],
    { lower: '2026-01-02', upper: null, bounds: '[)' },
    { lenient: [0, 1] },
  ],
  [
    rangeOf(numrange, '1.5', '2.50', '(]'),
    "numrange($1::numeric, $2::numeric, '(]')",
    ['1.5', '2.50'],
    { lower: '1.5', upper: '2.50', bounds: '(]' },
    { lenient: [0, 1] },
  ],
  [
    rangeOf(int8range, 1n, 2n ** 62n),
    'int8range($1::bigint, $2::bigint)',
    [1n, 2n ** 62n],
    { lower: 1n, upper: 2n ** 62n, bounds: '[)' },
    { lenient: [0, 1] },
  ],
  [
    rangeOf(tstzrange, new Date(0), new Date(1000)),
    'tstzrange($1::timestamptz, $2::timestamptz)',
    [new Date(0), new Date(1000)],
    { lower: new Date(0), upper: new Date(1000), bounds: '[)' },
    { lenient: [0, 1] },
  ],
  [multirangeOf(int4multirange), 'int4multirange()', [], []],
  [multirangeOf(int4multirange, upTo(1, 5)), 'int4multirange($1::int4range)', [upTo(1, 5)], [upTo(1, 5)]],
  [
    multirangeOf(int4multirange, rangeOf(int4range, 7, 9), few, upTo(5, 6)),
    'int4multirange(int4range($1::integer, $2::integer), $3::int4range, $4::int4range)',
    [7, 9, upTo(1, 5), upTo(5, 6)],
    [upTo(1, 6), upTo(7, 9)],
    { once: true },
  ],
  [
    multirangeOf(datemultirange, { lower: '2026-01-01', upper: '2026-02-01', bounds: '[)' }),
    'datemultirange($1::daterange)',
    [{ lower: '2026-01-01', upper: '2026-02-01', bounds: '[)' }],
    [{ lower: '2026-01-01', upper: '2026-02-01', bounds: '[)' }],
  ],

  // what they are
  [lower(few), 'lower($1::int4range)', [upTo(1, 5)], 1],
  [upper(many), 'upper($1::int4multirange)', [[upTo(1, 5), upTo(7, 9)]], 9],
  [upper(all_), 'upper($1::int4range)', [{ lower: null, upper: null, bounds: '()' }], null],
  [lower(empty), 'lower($1::int4range)', [{ empty: true }], null],
  [isempty(empty), 'isempty($1::int4range)', [{ empty: true }], true],
  [isempty(many), 'isempty($1::int4multirange)', [[upTo(1, 5), upTo(7, 9)]], false],
  [lowerInc(few), 'lower_inc($1::int4range)', [upTo(1, 5)], true],
  [upperInc(few), 'upper_inc($1::int4range)', [upTo(1, 5)], false],
  [lowerInf(all_), 'lower_inf($1::int4range)', [{ lower: null, upper: null, bounds: '()' }], true],
  [upperInf(many), 'upper_inf($1::int4multirange)', [[upTo(1, 5), upTo(7, 9)]], false],
  [rangeMerge(few, upTo(8, 9)), 'range_merge($1::int4range, $2::int4range)', [upTo(1, 5), upTo(8, 9)], upTo(1, 9)],
  [rangeMerge(many), 'range_merge($1::int4multirange)', [[upTo(1, 5), upTo(7, 9)]], upTo(1, 9)],
  [multirange(few), 'multirange($1::int4range)', [upTo(1, 5)], [upTo(1, 5)]],
  [unnest(many), 'unnest($1::int4multirange)', [[upTo(1, 5), upTo(7, 9)]], [upTo(1, 5), upTo(7, 9)], { set: true }],

  // beside each other
  [adjacent(few, upTo(5, 7)), '$1::int4range -|- $2::int4range', [upTo(1, 5), upTo(5, 7)], true],
  [leftOf(few, upTo(5, 7)), '$1::int4range << $2::int4range', [upTo(1, 5), upTo(5, 7)], true],
  [rightOf(few, [upTo(5, 7)]), '$1::int4range >> $2::int4multirange', [upTo(1, 5), [upTo(5, 7)]], false],
  [notRightOf(few, upTo(2, 5)), '$1::int4range &< $2::int4range', [upTo(1, 5), upTo(2, 5)], true],
  [notLeftOf(many, upTo(2, 5)), '$1::int4multirange &> $2::int4range', [[upTo(1, 5), upTo(7, 9)], upTo(2, 5)], false],
  [adjacent(many, few), '$1::int4multirange -|- $2::int4range', [[upTo(1, 5), upTo(7, 9)], upTo(1, 5)], false],

  // together
  [rangeUnion(few, upTo(5, 7)), '$1::int4range + $2::int4range', [upTo(1, 5), upTo(5, 7)], upTo(1, 7)],
  [rangeIntersection(few, upTo(3, 7)), '$1::int4range * $2::int4range', [upTo(1, 5), upTo(3, 7)], upTo(3, 5)],
  [rangeDifference(few, upTo(3, 7)), '$1::int4range - $2::int4range', [upTo(1, 5), upTo(3, 7)], upTo(1, 3)],
  [
    rangeUnion(many, [upTo(5, 7)]),
    '$1::int4multirange + $2::int4multirange',
    [[upTo(1, 5), upTo(7, 9)], [upTo(5, 7)]],
    [upTo(1, 9)],
  ],
  [
    rangeDifference(many, [upTo(2, 8)]),
    '$1::int4multirange - $2::int4multirange',
    [[upTo(1, 5), upTo(7, 9)], [upTo(2, 8)]],
    [upTo(1, 2), upTo(8, 9)],
  ],
  [rangeIntersection(few, upTo(8, 9)), '$1::int4range * $2::int4range', [upTo(1, 5), upTo(8, 9)], { empty: true }],

  // what others have for them
  [contains(few, 3), '$1::int4range @> $2::integer', [upTo(1, 5), 3], true],
  [overlaps(few, upTo(4, 9)), '$1::int4range && $2::int4range', [upTo(1, 5), upTo(4, 9)], true],
  [eq(few, upTo(1, 5)), '$1::int4range = $2', [upTo(1, 5), upTo(1, 5)], true],
  [gt(few, upTo(0, 9)), '$1::int4range > $2', [upTo(1, 5), upTo(0, 9)], true],
])

test('ranges bind like the operators that their signs are', () => {
  expectExpr(postgres)(
    eq(rangeIntersection(rangeUnion(few, upTo(5, 7)), upTo(3, 9)), upTo(3, 7)),
    '($1::int4range + $2::int4range) * $3::int4range = $4',
    [upTo(1, 5), upTo(5, 7), upTo(3, 9), upTo(3, 7)],
  )
  expectExpr(postgres)(
    leftOf(rangeDifference(few, upTo(3, 9)), upTo(5, 7)),
    '($1::int4range - $2::int4range) << $3::int4range',
    [upTo(1, 5), upTo(3, 9), upTo(5, 7)],
  )
})

test('lower and upper of a text are letters still, and of a range read as text the text of its bound', () => {
  expectExpr(postgres)(lower('A'), 'lower($1::text)', ['A'])
  const microseconds = rangeType('tstzrange', asText(timestamptz))
  expectExpr(postgres)(
    upper(value(microseconds, { lower: null, upper: 'infinity', bounds: '[)' })),
    'upper($1::tstzrange)',
    [{ lower: null, upper: 'infinity', bounds: '[)' }],
  )
})

test('a range of your own is made by the function of its name', () => {
  const floats = rangeType(['geo', 'floatrange'], doublePrecision)
  expectExpr(postgres)(rangeOf(floats, 0.5, null), '"geo"."floatrange"($1::double precision, $2::double precision)', [
    0.5,
    null,
  ])
  expectExpr(postgres)(multirange(value(floats, { empty: true })), 'multirange($1::"geo"."floatrange")', [
    { empty: true },
  ])
})

// -------------------------------------------------------------------------------------
// over rows
// -------------------------------------------------------------------------------------

const stays = table('stays', { id: primaryKey(integer), during: daterange, closed: nullable(datemultirange) })

const { id, during, closed } = stays.c

const march = { lower: '2026-03-01', upper: '2026-04-01', bounds: '[)' } as const

const inMarch = pipe(
  from(stays),
  where(overlaps(during, march)),
  orderBy(id),
  select({
    id,
    from: lower(during),
    until: upper(during),
    part: rangeIntersection(during, march),
    closed: upper(closed),
  }),
)

test('a part of a range is asked for as any value is', () => {
  expectSql(postgres)(
    inMarch,
    `
    select "stays"."id", lower("stays"."during") as "from", upper("stays"."during") as "until", "stays"."during" * $1::daterange as "part", upper("stays"."closed") as "closed"
    from "stays"
    where "stays"."during" && $2::daterange
    order by "stays"."id"
    `,
    [march, march],
  )
})

onEach(test, 'rows are found by where their ranges lie', {}, async (db) => {
  expectRight(await createAll(metadata([stays]))(db)())
  const rows = [
    { id: 1, during: { lower: '2026-02-20', upper: '2026-03-05', bounds: '[)' }, closed: null },
    { id: 2, during: { lower: '2026-03-10', upper: null, bounds: '[)' }, closed: [march] },
    { id: 3, during: { lower: '2026-05-01', upper: '2026-05-02', bounds: '[)' }, closed: [] },
  ] as const
  expectRight(await execute(pipe(insertInto(stays), values([...rows])))(db)())
  assert.equal(expectRight(await all(inMarch)(db)()), [
    {
      id: 1,
      from: '2026-02-20',
      until: '2026-03-05',
      part: { lower: '2026-03-01', upper: '2026-03-05', bounds: '[)' },
      closed: null,
    },
    {
      id: 2,
      from: '2026-03-10',
      until: null,
      part: { lower: '2026-03-10', upper: '2026-04-01', bounds: '[)' },
      closed: '2026-04-01',
    },
  ])
  const later = pipe(
    from(stays),
    where(rightOf(during, rangeOf(daterange, null, '2026-04-15'))),
    select({ id, before: rangeOf(daterange, null, lower(during)) }),
  )
  assert.equal(expectRight(await all(later)(db)()), [
    { id: 3, before: { lower: null, upper: '2026-05-01', bounds: '()' } },
  ])
})

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

const js: any = joinery

const said = (dialect: Dialect, expr: AnyExpr): ReadonlyArray<string> =>
  problemsOf(dialect)(selectOnly({ it: expr as joinery.Expr<unknown, never, never> })).map(describeCompileError)

const refusals: ReadonlyArray<readonly [what: string, expr: () => AnyExpr, text: string]> = [
  [
    'bounds that are none',
    () => js.rangeOf(int4range, 1, 2, "[)'); drop table x --"),
    'the bounds of rangeOf are none: give one of [) [] (] ()',
  ],
  [
    'a type that is no range',
    () => js.rangeOf(integer, 1, 2),
    'the type of rangeOf is of no range: give one, as in rangeOf(int4range, 1, 10)',
  ],
  [
    'a range where a multirange is made',
    () => js.multirangeOf(int4range, upTo(1, 2)),
    'the type of multirangeOf is of no range: give one, as in multirangeOf(int4multirange, …)',
  ],
  [
    'a type by its name',
    () => js.rangeOf('int4range', 1, 2),
    'the type of rangeOf is not a column type: give one, as in rangeOf(int4range, 1, 10)',
  ],
  [
    'a date where a range belongs',
    () => js.rangeMerge(value(date, '2026-01-01')),
    'the argument of rangeMerge is no range: give a range, or make one with rangeOf(type, lower, upper)',
  ],
  [
    'a bare range on the left',
    () => js.isempty({ empty: true }),
    'the argument of isempty is not an expression: give a column, or value(type, it) for a bound value',
  ],
  [
    'null on the right',
    () => js.rangeUnion(few, null),
    'the right operand of rangeUnion is null: give a range, or null_(type) for NULL',
  ],
]

for (const [what, expr, message] of refusals)
  test(`${what} is refused`, () => {
    assert.ok(said(postgres, expr()).includes(message), said(postgres, expr()).join('\n'))
  })

test('SQLite has no ranges, and says so', () => {
  for (const expr of [
    lower(few),
    rangeUnion(few, few),
    rangeOf(int4range, 1, 2),
    leftOf(few, few),
    isempty(few),
    adjacent(few, null_(int4range)),
  ])
    assert.ok(said(sqlite, expr).length > 0, postgres.name)
})

test.run()

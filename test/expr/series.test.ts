import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  all,
  bigint,
  date,
  from,
  generateSeries,
  integer,
  mul,
  numeric,
  select,
  selectOnly,
  smallint,
  tableOf,
  timestamp,
  timestamptz,
  value,
} from '../../lib/index.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectFunctions, expectNoneInSqlite, type Line } from '../support/functions.js'

const test = suite('series')

const day = (text: string) => new Date(`2026-11-${text}T00:00:00.000Z`)

const lines: ReadonlyArray<Line> = [
  [generateSeries(1, 3), 'generate_series($1::integer, $2::integer)', [1, 3], [1, 2, 3], { set: true }],
  [
    generateSeries(5, 1, -2),
    'generate_series($1::integer, $2::integer, $3::integer)',
    [5, 1, -2],
    [5, 3, 1],
    { set: true },
  ],
  [generateSeries(3, 1), 'generate_series($1::integer, $2::integer)', [3, 1], [], { set: true }],
  [generateSeries(1n, 2n), 'generate_series($1::bigint, $2::bigint)', [1n, 2n], [1n, 2n], { set: true }],
  // of two that are smallint, PostgreSQL would not know which series is meant
  [
    generateSeries(value(smallint, 1), 2),
    'generate_series($1::smallint::integer, $2::integer)',
    [1, 2],
    [1, 2],
    { set: true },
  ],
  [
    generateSeries(value(integer, 1), value(bigint, 2n)),
    'generate_series($1::integer, $2::bigint)',
    [1, 2n],
    [1n, 2n],
    { set: true },
  ],
  [
    generateSeries(value(numeric(), '1'), 2, 0.5),
    'generate_series($1::numeric, $2::numeric, $3::numeric)',
    ['1', '2', '0.5'],
    ['1', '1.5', '2.0'],
    { set: true },
  ],
  [
    generateSeries(value(timestamp, '2026-11-22 12:00:00'), '2026-11-23 12:00:00', { hours: 12 }),
    'generate_series($1::timestamp, $2::timestamp, $3::interval)',
    ['2026-11-22 12:00:00', '2026-11-23 12:00:00', { hours: 12 }],
    ['2026-11-22 12:00:00', '2026-11-23 00:00:00', '2026-11-23 12:00:00'],
    { set: true },
  ],
  [
    generateSeries(day('22'), value(timestamptz, day('24')), { days: 1 }),
    'generate_series($1::timestamptz, $2::timestamptz, $3::interval)',
    [day('22'), day('24'), { days: 1 }],
    [day('22'), day('23'), day('24')],
    { set: true },
  ],
  [
    generateSeries(day('22'), day('23'), { days: 1 }, 'UTC'),
    'generate_series($1::timestamptz, $2::timestamptz, $3::interval, $4::text)',
    [day('22'), day('23'), { days: 1 }, 'UTC'],
    [day('22'), day('23')],
    { set: true, since: 16 },
  ],
  [
    generateSeries(value(date, '2026-11-22'), '2026-11-23', { days: 1 }),
    'generate_series($1::date, $2::date, $3::interval)',
    ['2026-11-22', '2026-11-23', { days: 1 }],
    // the midnights of the session's zone
    (it: ReadonlyArray<Date>) => it.length === 2 && Number(it[1]) - Number(it[0]) === 86_400_000,
    { set: true },
  ],
]

expectFunctions(test, lines)

test('SQLite has no series', () => {
  for (const [expr, sql] of lines) expectNoneInSqlite(expr, sql)
})

const numbers = tableOf('numbers')(generateSeries(1, 3))

onEach(test, 'a series is a source', {}, async (db) => {
  const query = pipe(from(numbers), select({ square: mul(numbers.c.numbers, numbers.c.numbers) }))
  assert.equal(expectRight(await all(query)(db)()), [{ square: 1 }, { square: 4 }, { square: 9 }])
})

test('what has no series is refused', () => {
  const js: any = joinery
  const said = (expr: unknown) => problemsOf(postgres)(selectOnly({ it: expr as never })).map(describeCompileError)
  const untyped = 'the arguments of generateSeries are of no one type: say the type of one with value(type, it)'
  assert.equal(said(js.generateSeries(0.5, 2)), [untyped])
  assert.equal(said(js.generateSeries(1, value(date, '2026-11-22'), { days: 1 })), [
    'the arguments of generateSeries are of different types: say the type of one with value(type, it)',
  ])
  assert.equal(said(js.generateSeries(value(date, '2026-11-22'), '2026-11-23')), [
    'the step of generateSeries is left out: give an interval, as in { days: 1 }',
  ])
})

test.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  bigint,
  date,
  doublePrecision,
  integer,
  interval,
  numeric,
  real,
  selectOnly,
  time,
  timestamp,
  toChar,
  toDate,
  toNumber,
  toTimestamp,
  value,
} from '../../lib/index.js'
import { problemsOf } from '../support/expect.js'
import { expectFunctions } from '../support/functions.js'

const test = suite('formatting')

expectFunctions(test, [
  [
    toChar(value(timestamp, '2002-04-20 17:31:12.66'), 'HH12:MI:SS'),
    'to_char($1::timestamp, $2::text)',
    ['2002-04-20 17:31:12.66', 'HH12:MI:SS'],
    '05:31:12',
  ],
  [
    toChar(new Date('2002-04-20T17:31:12.000Z'), 'YYYY'),
    'to_char($1::timestamptz, $2::text)',
    [new Date('2002-04-20T17:31:12.000Z'), 'YYYY'],
    '2002',
  ],
  [
    toChar(value(date, '2002-04-20'), 'DD.MM.YYYY'),
    'to_char($1::date, $2::text)',
    ['2002-04-20', 'DD.MM.YYYY'],
    '20.04.2002',
  ],
  [toChar(value(time, '17:31:12'), 'HH24'), 'to_char($1::time, $2::text)', ['17:31:12', 'HH24'], '17'],
  [
    toChar(value(interval, { hours: 15, minutes: 2, seconds: 12 }), 'HH24:MI:SS'),
    'to_char($1::interval, $2::text)',
    [{ hours: 15, minutes: 2, seconds: 12 }, 'HH24:MI:SS'],
    '15:02:12',
  ],
  [toChar(value(integer, 125), '999'), 'to_char($1::integer, $2::text)', [125, '999'], ' 125'],
  [toChar(value(bigint, 125n), 'FM999'), 'to_char($1::bigint, $2::text)', [125n, 'FM999'], '125'],
  [toChar(125n, 'FM0000'), 'to_char($1::bigint, $2::text)', [125n, 'FM0000'], '0125'],
  [toChar(value(real, 125.8), '999D9'), 'to_char($1::real, $2::text)', [125.8, '999D9'], ' 125.8'],
  [toChar(value(doublePrecision, 0.5), 'FM90.00'), 'to_char($1::double precision, $2::text)', [0.5, 'FM90.00'], '0.50'],
  [toChar(value(numeric(), '-125.8'), '999D99S'), 'to_char($1::numeric, $2::text)', ['-125.8', '999D99S'], '125.80-'],
  [toDate('05 Dec 2000', 'DD Mon YYYY'), 'to_date($1::text, $2::text)', ['05 Dec 2000', 'DD Mon YYYY'], '2000-12-05'],
  [toNumber('12,454.8-', '99G999D9S'), 'to_number($1::text, $2::text)', ['12,454.8-', '99G999D9S'], '-12454.8'],
  [
    toTimestamp('2000-12-05 UTC', 'YYYY-MM-DD TZ'),
    'to_timestamp($1::text, $2::text)',
    ['2000-12-05 UTC', 'YYYY-MM-DD TZ'],
    new Date('2000-12-05T00:00:00.000Z'),
    { since: 16 },
  ],
  [toTimestamp(1284352323), 'to_timestamp($1::double precision)', [1284352323], new Date('2010-09-13T04:32:03.000Z')],
  [toTimestamp(value(integer, 0)), 'to_timestamp($1::integer)', [0], new Date(0)],
  [toTimestamp(value(numeric(), '0.5')), 'to_timestamp($1::numeric)', ['0.5'], new Date(500)],
])

test('what has no form says what to give', () => {
  const js: any = joinery
  const said = (expr: unknown) => problemsOf(postgres)(selectOnly({ it: expr } as never)).map(describeCompileError)
  assert.equal(said(js.toChar(5, '9')), [
    'argument 1 of toChar is a number, which is of no one type: say its type with value(type, it)',
  ])
  assert.equal(said(js.toChar(value(integer, 5))), ['the arguments of toChar are one: give at least 2'])
  assert.equal(said(js.toTimestamp('2000-12-05')), [
    'the argument of toTimestamp is not an expression: give a column, or value(type, it) for a bound value',
  ])
})

test.run()

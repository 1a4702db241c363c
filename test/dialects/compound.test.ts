/** What the database prints of values that are made of others, and what of it cannot be read. */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { right } from '../../lib/fp.js'
import {
  all,
  array,
  asText,
  bigserial,
  type ColumnSpec,
  composite,
  describeError,
  domain,
  enumType,
  execute,
  from,
  insertInto,
  int4multirange,
  int4range,
  integer,
  interval,
  jsonb,
  mapType,
  named,
  nullable,
  numeric,
  one,
  point,
  polygon,
  precision,
  rangeType,
  rawQuery,
  SQL,
  select,
  snakeCase,
  table,
  text,
  timestamptz,
  transaction,
  tstzrange,
  values,
} from '../../lib/index.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'

const test = suite('composed values')

const read = (spec: ColumnSpec<any>, wire: string): unknown => postgres.codec(spec.type).decode(wire as never)

const says = (spec: ColumnSpec<any>, wire: string): string => {
  try {
    return `it reads ${JSON.stringify(read(spec, wire))}`
  } catch (error) {
    return (error as Error).message
  }
}

const refuses = (spec: ColumnSpec<any>, value: unknown): string => {
  try {
    return `it writes ${String(postgres.codec(spec.type).encode(value as never))}`
  } catch (error) {
    return (error as Error).message
  }
}

// -------------------------------------------------------------------------------------
// arrays
// -------------------------------------------------------------------------------------

test('where an array begins is not kept', () => {
  assert.equal(read(array(integer), '[2:4]={7,8,9}'), [7, 8, 9])
  assert.equal(read(array(text), '[-3:-2]={"=","{1}"}'), ['=', '{1}'])
  assert.equal(read(array(array(integer)), '[1:1][-2:-1]={{1,2}}'), [[1, 2]])
})

test('a null that was not declared, and an array of another depth, are errors that say where', () => {
  assert.is(
    says(array(integer), '{1,NULL}'),
    'at [1]: it is null, and its array was not declared to hold null: use array(nullable(…))',
  )
  assert.is(says(array(nullable(text)), '{NULL,"NULL",null}'), 'it reads [null,"NULL","null"]')
  assert.is(
    says(array(integer), '{{1},{2}}'),
    'at [0]: it is an array, and a single value was declared: declare an array of arrays',
  )
  assert.is(says(array(array(integer)), '{1}'), 'at [0]: it is a single value, and an array was declared')
  assert.is(
    says(array(array(integer)), '{{1},{NULL}}'),
    'at [1][0]: it is null, and its array was not declared to hold null: use array(nullable(…))',
  )
  assert.is(says(array(array(integer)), '{}'), 'it reads []')
  for (const wire of ['', '{', '{1', '1}', '{"a}', '{"a"b}', '{{1}', 'x', '[1:2]=1'])
    assert.is(says(array(nullable(text)), wire), 'it holds no array', wire)
})

test('arrays in an array have one length, which is not 0', () => {
  const says = 'it takes arrays of one length, which is not 0: PostgreSQL has no others inside of an array'
  for (const value of [[[]], [[1], []], [[1], [1, 2]]]) assert.is(refuses(array(array(integer)), value), says)
  assert.is(
    refuses(array(array(array(integer))), [
      [[1], [2]],
      [
        [1, 2],
        [3, 4],
      ],
    ]),
    says,
  )
  assert.is(refuses(array(integer), [[1]]), 'at [0]: it takes a whole number from -2147483648 to 2147483647')
  assert.is(
    refuses(array(array(integer)), [[1], null]),
    'at [1]: it is null, and its array was not declared to hold null: use array(nullable(…))',
  )
  // an array with a hole is one that holds undefined
  assert.is(refuses(array(nullable(text)), new Array(2)), 'at [0]: it takes a string')
})

onEach(test, 'an array that begins elsewhere, as the database gives it', {}, async (db) => {
  const query = rawQuery(
    { it: array(integer), deep: array(array(integer)) },
    SQL`select '[0:2]={1,2,3}'::int[], '[5:5][0:1]={{1,2}}'::int[]`,
  )
  assert.equal(expectRight(await one(query)(db)()), { it: [1, 2, 3], deep: [[1, 2]] })
})

// -------------------------------------------------------------------------------------
// composites
// -------------------------------------------------------------------------------------

const address = composite(
  'address',
  snakeCase({ street: nullable(text), zipCode: pipe(nullable(integer), named('zip')) }),
)

test('no composite is null, and one of nulls is an object of nulls', () => {
  assert.equal(read(address, '(,)'), { street: null, zipCode: null })
  assert.equal(read(address, '("",0)'), { street: '', zipCode: 0 })
  assert.equal(read(address, '("a ""b"" \\\\ \\"c\\" (,)",)'), { street: 'a "b" \\ "c" (,)', zipCode: null })
  assert.equal(read(composite('none', {}), '()'), {})
  assert.equal(read(composite('one', { it: nullable(text) }), '()'), { it: null })
})

test('a field that is null, missing or unknown is an error that says where', () => {
  const pair = composite('pair', { n: integer, home: composite('home', { it: text }) })
  assert.is(says(pair, '(1,"()")'), 'at home.it: it is null, and its field was not declared to be: use nullable(…)')
  assert.is(says(pair, '(,"(a)")'), 'at n: it is null, and its field was not declared to be: use nullable(…)')
  assert.is(says(pair, '(1)'), 'it has 1 fields, and 2 were declared')
  for (const wire of ['', '(', '(1', '(1,2)x', '1,2', '("a)'])
    assert.is(says(pair, wire), 'it holds no composite', wire)
  assert.is(refuses(pair, { n: 1 }), 'at home: it is left out: give each field a value')
  assert.is(refuses(pair, { n: 1, home: { it: 'a' }, more: 1 }), 'it has no field "more"')
  assert.is(refuses(pair, { n: 1, home: { it: 2 } }), 'at home.it: it takes a string')
  assert.is(
    refuses(pair, { n: null, home: { it: 'a' } }),
    'at n: it is null, and its field was not declared to be: use nullable(…)',
  )
})

test('keys of an object’s own prototype are keys like any other', () => {
  const odd = composite('odd', { ['__proto__']: integer, constructor: text })
  const value = read(odd, '(1,a)') as object
  assert.equal(Object.entries(value), [
    ['__proto__', 1],
    ['constructor', 'a'],
  ])
  assert.is(Object.getPrototypeOf(value), Object.prototype)
  assert.is(postgres.codec(odd.type).encode(value as never), '("1","a")')
  assert.is(refuses(odd, { constructor: 'a' }), 'at __proto__: it is left out: give each field a value')
})

test('an error inside of several values says the whole path', () => {
  const people = array(composite('person', { homes: array(address), 'first name': text }))
  assert.is(
    says(people, '{"(\\"{\\"\\"(a,x)\\"\\"}\\",b)"}'),
    'it reads [{"homes":[{"street":"a","zipCode":null}],"first name":"b"}]',
  )
  assert.is(
    refuses(people, [
      { homes: [], 'first name': 'b' },
      { homes: [{ street: 'a', zipCode: 0.5 }], 'first name': '' },
    ]),
    'at [1].homes[0].zipCode: it takes a whole number from -2147483648 to 2147483647',
  )
  assert.is(refuses(people, [{ homes: [], 'first name': 1 }]), 'at [0]["first name"]: it takes a string')
})

onEach(test, 'an error of a row names the column and the place in it', {}, async (db) => {
  const query = rawQuery({ it: array(integer) }, SQL`select array[1, null, 3]`)
  assert.is(
    describeError(expectLeft(await all(query)(db)())),
    'column "it" could not be read: at [1]: it is null, and its array was not declared to hold null: use array(nullable(…))',
  )
  await sendSql(db, 'create table t (it integer[])')
  const t = table('t', { it: array(integer) })
  assert.is(
    describeError(expectLeft(await execute(pipe(insertInto(t), values({ it: [1, 2 ** 31] })))(db)())),
    'the value for $1 cannot be integer[]: at [1]: it takes a whole number from -2147483648 to 2147483647',
  )
})

// -------------------------------------------------------------------------------------
// ranges, enums, shapes
// -------------------------------------------------------------------------------------

test('what is no range cannot be read as one', () => {
  for (const wire of ['', '[1,2', '1,2', '[1)', '[1,2,3)', '("a,b)'])
    assert.is(says(int4range, wire), 'it holds no range', wire)
  for (const wire of ['', '{', '[1,2)', '{1}', '{[1,2)[3,4)}'])
    assert.is(says(int4multirange, wire), 'it holds no multirange', wire)
  assert.match(says(tstzrange, '["2026-11-22 00:00:00+00",infinity)'), 'at upper: infinity is no Date')
  assert.is(
    says(rangeType('tstzrange', asText(timestamptz)), '["2026-11-22 00:00:00.123456+00",infinity)'),
    'it reads {"lower":"2026-11-22 00:00:00.123456+00","upper":"infinity","bounds":"[)"}',
  )
  assert.is(
    refuses(int4range, { lower: 1, upper: 2 ** 31, bounds: '[)' }),
    'at upper: it takes a whole number from -2147483648 to 2147483647',
  )
  assert.is(
    refuses(int4multirange, [{ empty: true }, 1]),
    "at [1]: it takes a range: { lower: 1, upper: 10, bounds: '[)' }",
  )
})

test('a label that the type has not got cannot be read', () => {
  const mood = enumType('mood', ['sad', 'ok'])
  assert.is(says(array(mood), '{ok,happy}'), 'at [1]: it takes one of "sad", "ok"')
  assert.is(refuses(mood, 'happy'), 'it takes one of "sad", "ok"')
})

test('what is no such shape cannot be read as one', () => {
  for (const [spec, wire] of [
    [point, '(1)'],
    [point, '(1,2,3)'],
    [polygon, '((1,2),(3))'],
  ] as const)
    assert.is(says(spec, wire), 'it holds no such shape')
})

// -------------------------------------------------------------------------------------
// intervals
// -------------------------------------------------------------------------------------

test('intervals are read as PostgreSQL prints them by default, and in ISO 8601', () => {
  const both: ReadonlyArray<readonly [string, string, object]> = [
    ['00:00:00', 'PT0S', {}],
    ['1 year', 'P1Y', { years: 1 }],
    [
      '1 year 2 mons 3 days 04:05:06.789',
      'P1Y2M3DT4H5M6.789S',
      { years: 1, months: 2, days: 3, hours: 4, minutes: 5, seconds: 6.789 },
    ],
    [
      '-1 years -2 mons +3 days -04:05:06.789',
      'P-1Y-2M3DT-4H-5M-6.789S',
      { years: -1, months: -2, days: 3, hours: -4, minutes: -5, seconds: -6.789 },
    ],
    ['1 mon', 'P1M', { months: 1 }],
    ['-00:00:00.000001', 'PT-0.000001S', { seconds: -0.000001 }],
    ['1 day -00:30:00', 'P1DT-30M', { days: 1, minutes: -30 }],
    ['2562047788:00:54.775807', 'PT2562047788H54.775807S', { hours: 2_562_047_788, seconds: 54.775807 }],
  ]
  for (const [printed, iso, value] of both) {
    assert.equal(read(interval, printed), value, printed)
    assert.equal(read(interval, iso), value, iso)
    assert.is(postgres.codec(interval.type).encode(value as never), iso)
  }
  for (const wire of ['@ 1 year', '1-2', '3 4:05:06 ago', '', 'x'])
    assert.match(says(interval, wire), 'set IntervalStyle to postgres or iso_8601', wire)
  assert.is(says(interval, 'infinity'), 'it is infinite: read the column with asText')
  assert.is(says(interval, '-infinity'), 'it is infinite: read the column with asText')
})

onEach(test, 'an interval is the same in both styles of the session', {}, async (db) => {
  const value = { years: -1, months: -2, days: 3, hours: -4, minutes: -5, seconds: -6.789 }
  const query = rawQuery(
    { it: interval, them: array(interval) },
    SQL`select '-1 years -2 mons +3 days -04:05:06.789'::interval, array['1 day'::interval, '-1 day']`,
  )
  for (const style of ['postgres', 'iso_8601']) {
    const found = await transaction((tx) => async () => {
      expectRight(await tx.run({ text: `set local intervalstyle = '${style}'`, values: [] }))
      return one(query)(tx)()
    })(db)()
    assert.equal(expectRight(found), { it: value, them: [{ days: 1 }, { days: -1 }] }, style)
  }
  const verbose = await transaction((tx) => async () => {
    expectRight(await tx.run({ text: `set local intervalstyle = 'postgres_verbose'`, values: [] }))
    const found = await one(query)(tx)()
    assert.match(describeError(expectLeft(found)), 'set IntervalStyle to postgres or iso_8601')
    return right(null)
  })(db)()
  expectRight(verbose)
})

// -------------------------------------------------------------------------------------
// through functions
// -------------------------------------------------------------------------------------

const amount = mapType(numeric(12, 2), {
  decode: (it) => {
    const [units, cents = ''] = it.split('.')
    return { cents: BigInt(`${units}${cents.padEnd(2, '0')}`) }
  },
  encode: ({ cents }) => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`,
})

onEach(test, 'a type of your own is used for many columns, and inside of others', {}, async (db) => {
  await sendSql(db, 'create type prices as (net numeric(12, 2), gross numeric(12, 2))')
  await sendSql(db, 'create table t (it numeric(12, 2), many numeric(12, 2)[], pair prices, of numrange)')
  const t = table('t', {
    it: nullable(amount),
    many: array(amount),
    pair: composite('prices', { net: amount, gross: nullable(amount) }),
    of: rangeType('numrange', amount),
  })
  const row = {
    it: { cents: 1250n },
    many: [{ cents: 1n }, { cents: 123456789012n }],
    pair: { net: { cents: 5n }, gross: null },
    of: { lower: { cents: 100n }, upper: null, bounds: '[)' },
  } as const
  expectRight(await execute(pipe(insertInto(t), values(row)))(db)())
  assert.equal(expectRight(await one(pipe(from(t), select(t)))(db)()), row)
})

test('a wrapped type keeps its precision', () => {
  assert.equal(asText(precision(3)(timestamptz)).type, {
    _tag: 'asText',
    base: { _tag: 'timestamptz', precision: 3 },
  })
})

test('what counts up counts nowhere inside of another type', () => {
  const { type } = domain('d', array(bigserial))
  assert.equal(type, {
    _tag: 'domain',
    schema: null,
    name: 'd',
    base: { _tag: 'array', element: { _tag: 'bigint' }, notNull: true },
  })
  assert.equal(array(jsonb()).type, { _tag: 'array', element: { _tag: 'jsonb' }, notNull: true })
})

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  all,
  any_,
  array,
  box,
  circle,
  concat,
  containedBy,
  contains,
  createTable,
  date,
  datemultirange,
  daterange,
  execute,
  from,
  hstore,
  inet,
  insertInto,
  int4multirange,
  int4range,
  integer,
  jsonb,
  numeric,
  numrange,
  overlaps,
  point,
  polygon,
  primaryKey,
  select,
  selectOnly,
  serial,
  table,
  text,
  timestamptz,
  tstzrange,
  value,
  values,
  where,
} from '../../lib/index.js'
import { users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'
import { expectFunctions, expectNoneInSqlite, type Line } from '../support/functions.js'

const test = suite('containment')

const words = value(array(text), ['a', 'b'])
const ab = ['a', 'b']
const november = { lower: '2026-11-01', upper: '2026-12-01', bounds: '[)' } as const
const week = { lower: '2026-11-22', upper: '2026-11-29', bounds: '[)' } as const
const range = value(daterange, november)
const ranges = value(datemultirange, [november])
const body = { title: 'x', tags: ['a', 'b'] }
const doc = value(jsonb<{ readonly title: string; readonly tags: ReadonlyArray<string> }>(), body)
const square = [
  { x: 1, y: 1 },
  { x: 0, y: 0 },
] as const
const middle = { x: 0.5, y: 0.5 }

const lines: ReadonlyArray<Line> = [
  // arrays
  [contains(words, ['b']), '$1::text[] @> $2', [ab, ['b']], true],
  [contains(words, words), '$1::text[] @> $2::text[]', [ab, ab], true],
  [containedBy(words, ['b']), '$1::text[] <@ $2', [ab, ['b']], false],
  [overlaps(words, ['b', 'c']), '$1::text[] && $2', [ab, ['b', 'c']], true],

  // ranges, and what lies in them
  [contains(range, '2026-11-22'), '$1::daterange @> $2::date', [november, '2026-11-22'], true],
  [contains(range, week), '$1::daterange @> $2::daterange', [november, week], true],
  [contains(range, value(date, '2026-12-01')), '$1::daterange @> $2::date', [november, '2026-12-01'], false],
  [contains(range, [week]), '$1::daterange @> $2::datemultirange', [november, [week]], true],
  [contains(ranges, '2026-11-22'), '$1::datemultirange @> $2::date', [[november], '2026-11-22'], true],
  [contains(ranges, week), '$1::datemultirange @> $2::daterange', [[november], week], true],
  [contains(ranges, [week]), '$1::datemultirange @> $2::datemultirange', [[november], [week]], true],
  [containedBy(range, week), '$1::daterange <@ $2::daterange', [november, week], false],
  [overlaps(range, week), '$1::daterange && $2::daterange', [november, week], true],
  [overlaps(ranges, week), '$1::datemultirange && $2::daterange', [[november], week], true],
  [overlaps(range, { empty: true }), '$1::daterange && $2::daterange', [november, { empty: true }], false],
  [containedBy(value(date, '2026-11-22'), november), '$1::date <@ $2::daterange', ['2026-11-22', november], true],
  [containedBy(value(date, '2026-11-22'), range), '$1::date <@ $2::daterange', ['2026-11-22', november], true],
  [
    containedBy(value(integer, 7), [{ lower: 1, upper: 5, bounds: '[]' }]),
    '$1::integer <@ $2::int4multirange',
    [7, [{ lower: 1, upper: 5, bounds: '[]' }]],
    false,
  ],
  [
    containedBy(value(numeric(), '1.5'), { lower: '1', upper: null, bounds: '[)' }),
    '$1::numeric <@ $2::numrange',
    ['1.5', { lower: '1', upper: null, bounds: '[)' }],
    true,
  ],
  [
    contains(value(tstzrange, { lower: new Date(0), upper: null, bounds: '[)' }), new Date(1)),
    '$1::tstzrange @> $2::timestamptz',
    [{ lower: new Date(0), upper: null, bounds: '[)' }, new Date(1)],
    true,
  ],
  [
    contains(value(int4range, { lower: 1, upper: 5, bounds: '[)' }), 5),
    '$1::int4range @> $2::integer',
    [{ lower: 1, upper: 5, bounds: '[)' }, 5],
    false,
  ],
  [
    contains(value(numrange, { lower: '1', upper: '2', bounds: '[]' }), '2.0'),
    '$1::numrange @> $2::numeric',
    [{ lower: '1', upper: '2', bounds: '[]' }, '2.0'],
    true,
  ],
  [
    overlaps(value(int4multirange, []), [{ lower: 1, upper: 2, bounds: '[)' }]),
    '$1::int4multirange && $2::int4multirange',
    [[], [{ lower: 1, upper: 2, bounds: '[)' }]],
    false,
  ],

  // JSON
  [contains(doc, { tags: ['b'] }), '$1::jsonb @> $2', [body, { tags: ['b'] }], true],
  [contains(doc, doc), '$1::jsonb @> $2::jsonb', [body, body], true],
  [containedBy(doc, { title: 'x' }), '$1::jsonb <@ $2', [body, { title: 'x' }], false],
  [contains(value(jsonb(), [1, 2]), 1), '$1::jsonb @> $2', [[1, 2], 1], true],

  // networks: one in another
  [contains(value(inet, '10.0.0.0/8'), '10.1.0.0/16'), '$1::inet >> $2::inet', ['10.0.0.0/8', '10.1.0.0/16'], true],
  [containedBy(value(inet, '10.0.0.0/8'), '10.1.0.0/16'), '$1::inet << $2::inet', ['10.0.0.0/8', '10.1.0.0/16'], false],
  [overlaps(value(inet, '10.0.0.0/8'), '10.1.0.0/16'), '$1::inet && $2::inet', ['10.0.0.0/8', '10.1.0.0/16'], true],

  // shapes
  [contains(value(box, square), middle), '$1::box @> $2::point', [square, middle], true],
  [contains(value(box, square), square), '$1::box @> $2::box', [square, square], true],
  [containedBy(value(point, middle), value(box, square)), '$1::point <@ $2::box', [middle, square], true],
  [
    contains(value(circle, { center: middle, radius: 1 }), value(circle, { center: middle, radius: 2 })),
    '$1::circle @> $2::circle',
    [
      { center: middle, radius: 1 },
      { center: middle, radius: 2 },
    ],
    false,
  ],
  [
    contains(
      value(polygon, [
        { x: 0, y: 0 },
        { x: 0, y: 1 },
        { x: 1, y: 0 },
      ]),
      { x: 0.1, y: 0.1 },
    ),
    '$1::polygon @> $2::point',
    [
      [
        { x: 0, y: 0 },
        { x: 0, y: 1 },
        { x: 1, y: 0 },
      ],
      { x: 0.1, y: 0.1 },
    ],
    true,
  ],
  [overlaps(value(box, square), square), '$1::box && $2::box', [square, square], true],
]

expectFunctions(test, lines)

test('SQLite has none of it', () => {
  for (const [expr, sql] of lines) if (!/ (>>|<<) /.test(sql)) expectNoneInSqlite(expr, sql)
})

test('a pair of hstore is held as a part of JSON is', () => {
  expectExpr(postgres)(contains(value(hstore, { a: '1', b: null }), { a: '1' }), '$1::hstore @> $2', [
    { a: '1', b: null },
    { a: '1' },
  ])
})

test('a text is looked for as like does, and stands for itself', () => {
  expectExpr(postgres)(contains(users.c.name, '50%'), `"users"."name" like $1 escape '!'`, ['%50!%%'])
  expectExpr(postgres)(contains(concat(users.c.name, 'x'), 'a'), `"users"."name" || $1 like $2 escape '!'`, [
    'x',
    '%a%',
  ])
})

test('beside || an operand of another operator has its parentheses', () => {
  expectExpr(postgres)(contains(concat(words, 'c'), ['c']), '($1::text[] || $2::text) @> $3', [ab, 'c', ['c']])
  expectExpr(postgres)(contains(words, any_(value(array(array(text)), [['a']]))), '$1::text[] @> any ($2::text[][])', [
    ab,
    [['a']],
  ])
})

const bookings = table('bookings', {
  id: primaryKey(serial),
  during: daterange,
  tags: array(text),
  body: jsonb<{ readonly room: { readonly number: number; readonly floor?: number } }>(),
  at: timestamptz,
})

onEach(test, 'conditions on columns find rows', {}, async (db) => {
  expectRight(await execute(createTable(bookings))(db)())
  const rows = [
    { during: week, tags: ['a'], body: { room: { number: 7 } }, at: new Date(0) },
    { during: { empty: true } as const, tags: ['a', 'b'], body: { room: { number: 8, floor: 2 } }, at: new Date(1000) },
  ]
  expectRight(await execute(pipe(insertInto(bookings), values(rows)))(db)())
  const ids = async (condition: joinery.Condition<'bookings'>) =>
    expectRight(await all(pipe(from(bookings), where(condition), select({ id: bookings.c.id })))(db)()).map(
      ({ id }) => id,
    )
  const { during, tags, body, at } = bookings.c
  assert.equal(await ids(contains(during, '2026-11-28')), [1])
  assert.equal(await ids(contains(during, '2026-11-29')), [])
  assert.equal(await ids(overlaps(during, { lower: '2026-11-28', upper: null, bounds: '[)' })), [1])
  assert.equal(await ids(contains(tags, ['b'])), [2])
  assert.equal(await ids(overlaps(tags, ['b', 'c'])), [2])
  assert.equal(await ids(containedBy(tags, ['a'])), [1])
  assert.equal(await ids(contains(body, { room: { floor: 2 } })), [2])
  assert.equal(await ids(containedBy(at, { lower: new Date(500), upper: null, bounds: '[)' })), [2])
})

test('what is no operand is refused', () => {
  const js: any = joinery
  const said = (expr: unknown) => problemsOf(postgres)(selectOnly({ it: expr as never })).map(describeCompileError)
  assert.equal(said(js.contains(['a'], 'a')), [
    'the left operand of contains is not an expression: give a column, or value(type, it) for a bound value',
  ])
  assert.equal(said(js.overlaps(words, null)), [
    'the right operand of overlaps is null: give a value, or null_(type) for NULL',
  ])
  assert.equal(said(js.contains(users.c.name, users.c.name)), [
    'the text of contains is not a string: give a string, or use like',
  ])
})

test.run()

/** Checked by `tsc`, never run: what columns of every type hold, and what may be said of them. */
import { pipe } from 'fp-ts/function'
import {
  array,
  asText,
  type BitText,
  type Box,
  type Branding,
  bigint,
  bigserial,
  bit,
  box,
  branded,
  type Circle,
  type ColumnSpec,
  char,
  circle,
  composite,
  createTable,
  customType,
  type DateText,
  date,
  type daterange,
  defaultTo,
  domain,
  doublePrecision,
  enumType,
  eq,
  type Float,
  fields,
  from,
  hstore,
  type Inet,
  type Interval,
  in_,
  inet,
  insertInto,
  int4multirange,
  int4range,
  type int8range,
  integer,
  interval,
  json,
  jsonb,
  mapped,
  mapType,
  multirangeType,
  type NewRow,
  type Numeric,
  nullable,
  numeric,
  type numrange,
  oid,
  type Pairs,
  type Path,
  type Point,
  path,
  point,
  precision,
  primaryKey,
  type Range,
  type Row,
  type RowOf,
  rangeType,
  real,
  type StandardSchema,
  select,
  selectOnly,
  serial,
  type TimestampText,
  type TimetzText,
  table,
  text,
  time,
  timestamp,
  timestamptz,
  timetz,
  type tsrange,
  type tstzrange,
  unique,
  value,
  values,
  varchar,
  xml,
} from '../../lib/index.js'
import type { holds, presence, role } from '../../lib/schema/Column.js'
import { type Equal, expectType, type Flat } from '../support/types.js'

type Holds<S extends { readonly [holds]: unknown }> = S[typeof holds]

// -------------------------------------------------------------------------------------
// plain types
// -------------------------------------------------------------------------------------

const plain = table('plain', {
  id: primaryKey(serial),
  initials: char(2),
  flags: bit(3),
  host: inet,
  zoned: timetz,
  length: interval,
  at: point,
  around: circle,
  inside: box,
  way: path,
  object: oid,
  pairs: nullable(hstore),
  document: xml,
  shape: customType('geometry', { parameters: ['Point', 4326] }),
})

expectType<
  Equal<
    Flat<Row<typeof plain>>,
    {
      readonly id: number
      readonly initials: string
      readonly flags: BitText
      readonly host: Inet
      readonly zoned: TimetzText
      readonly length: Interval
      readonly at: Point
      readonly around: Circle
      readonly inside: Box
      readonly way: Path
      readonly object: number
      readonly pairs: Pairs | null
      readonly document: string
      readonly shape: string
    }
  >
>()

// plain strings and numbers may be given for those that are marked
pipe(
  insertInto(plain),
  values({
    initials: 'ab',
    flags: '101',
    host: '10.0.0.1',
    zoned: '13:30:00+02',
    length: { days: 1, seconds: 0.5 },
    at: { x: 1, y: 2 },
    around: { center: { x: 0, y: 0 }, radius: 1 },
    inside: [
      { x: 1, y: 1 },
      { x: 0, y: 0 },
    ],
    way: { closed: true, points: [{ x: 0, y: 0 }] },
    object: 1,
    pairs: { a: null, b: 'c' },
    document: '<a/>',
    shape: 'POINT(1 2)',
  }),
)
// @ts-expect-error an interval has no weeks
value(interval, { weeks: 1 })
// @ts-expect-error it is no text
value(interval, '1 day')
// @ts-expect-error a point has two coordinates
value(point, { x: 1 })
// @ts-expect-error and no more than those
value(point, { x: 1, y: 2, z: 3 })
// @ts-expect-error what an hstore holds are texts
value(hstore, { a: 1 })
// @ts-expect-error a length is a number
char('2')
// @ts-expect-error parameters are a list
customType('geometry', { parameters: 4326 })

// -------------------------------------------------------------------------------------
// arrays
// -------------------------------------------------------------------------------------

expectType<Equal<Holds<ReturnType<typeof array<string>>>, ReadonlyArray<string>>>()

const arrays = {
  a: array(text),
  b: array(nullable(integer)),
  c: array(array(bigint)),
  d: nullable(array(nullable(timestamptz))),
  e: array(bigserial),
  f: array(enumType('mood', ['sad', 'ok'])),
  g: array(pipe(integer, branded<'Id'>())),
}
expectType<Equal<Holds<typeof arrays.a>, ReadonlyArray<string>>>()
expectType<Equal<Holds<typeof arrays.b>, ReadonlyArray<number | null>>>()
expectType<Equal<Holds<typeof arrays.c>, ReadonlyArray<ReadonlyArray<bigint>>>>()
expectType<Equal<Holds<typeof arrays.d>, ReadonlyArray<Date | null> | null>>()
expectType<Equal<Holds<typeof arrays.e>, ReadonlyArray<bigint>>>()
expectType<Equal<Holds<typeof arrays.f>, ReadonlyArray<'sad' | 'ok'>>>()
expectType<Equal<Holds<typeof arrays.g>, ReadonlyArray<Branding<number, 'Id'>>>>()
// an array has to be given, even of what counts up
expectType<Equal<(typeof arrays.e)[typeof presence], 'required'>>()
expectType<Equal<(typeof arrays.a)[typeof role], 'plain'>>()

const tagged = table('tagged', { id: integer, tags: array(text), grid: array(array(integer)) })
eq(tagged.c.tags, ['a'])
in_(tagged.c.tags, [['a'], []])
// @ts-expect-error its elements are not null
eq(tagged.c.tags, ['a', null])
// @ts-expect-error it has one dimension
eq(tagged.c.tags, [['a']])
// @ts-expect-error it has two dimensions
eq(tagged.c.grid, [1])
// @ts-expect-error the elements are said by a type
array('text')

// -------------------------------------------------------------------------------------
// enums and domains
// -------------------------------------------------------------------------------------

const mood = enumType('mood', ['sad', 'ok', 'happy'])
expectType<Equal<Holds<typeof mood>, 'sad' | 'ok' | 'happy'>>()
expectType<Equal<Holds<typeof named>, 'a'>>()
const named = enumType(['app', 'mood'], ['a'])

const people = table('people', { name: text, mood: pipe(mood, defaultTo('ok')), email: domain('email', varchar(100)) })
expectType<Equal<Row<typeof people>['mood'], 'sad' | 'ok' | 'happy'>>()
expectType<
  Equal<
    Flat<NewRow<typeof people>>,
    { readonly name: string; readonly email: string; readonly mood?: 'sad' | 'ok' | 'happy' }
  >
>()
eq(people.c.mood, 'sad')
// @ts-expect-error it is no label
eq(people.c.mood, 'angry')
// @ts-expect-error it is no label
pipe(mood, defaultTo('angry'))
// @ts-expect-error labels are texts
enumType('mood', [1])
// @ts-expect-error a name may have one schema
enumType(['a', 'b', 'c'], ['x'])
expectType<Equal<Holds<ReturnType<typeof domain<bigint | null>>>, bigint>>()

// -------------------------------------------------------------------------------------
// composites
// -------------------------------------------------------------------------------------

const address = composite('address', { street: text, zip: nullable(integer), tags: array(text) })
type Address = { readonly street: string; readonly zip: number | null; readonly tags: ReadonlyArray<string> }
declare const home: Holds<typeof address>
export const asAddress: Address = home
const homes = table('homes', { home: address, others: array(nullable(address)) })
const found = pipe(from(homes), select({ home: homes.c.home, others: homes.c.others }))
declare const row: RowOf<typeof found>
export const street: string = row.home.street
export const zips: ReadonlyArray<number | null | undefined> = row.others.map((it) => it?.zip)
pipe(insertInto(homes), values({ home: { street: 'a', zip: null, tags: [] }, others: [null] }))
// @ts-expect-error every field has to be given
pipe(insertInto(homes), values({ home: { street: 'a', tags: [] }, others: [] }))
// @ts-expect-error this one is not null
pipe(insertInto(homes), values({ home: { street: null, zip: 1, tags: [] }, others: [] }))
// @ts-expect-error the array may hold null, the column may not
pipe(insertInto(homes), values({ home: null, others: [] }))
// @ts-expect-error its fields are types
composite('address', { street: 'text' })

// -------------------------------------------------------------------------------------
// ranges
// -------------------------------------------------------------------------------------

expectType<Equal<Holds<typeof int4range>, Range<number>>>()
expectType<Equal<Holds<typeof int8range>, Range<bigint>>>()
expectType<Equal<Holds<typeof numrange>, Range<Numeric>>>()
expectType<Equal<Holds<typeof daterange>, Range<DateText>>>()
expectType<Equal<Holds<typeof tsrange>, Range<TimestampText>>>()
expectType<Equal<Holds<typeof tstzrange>, Range<Date>>>()
expectType<Equal<Holds<typeof int4multirange>, ReadonlyArray<Range<number>>>>()
const floats = rangeType('floatrange', doublePrecision)
expectType<Equal<Holds<typeof floats>, Range<Float>>>()
const manyFloats = multirangeType(['app', 'floatmultirange'], floats)
expectType<Equal<Holds<typeof manyFloats>, ReadonlyArray<Range<Float>>>>()
const exact = rangeType('tstzrange', asText(timestamptz))
expectType<Equal<Holds<typeof exact>, Range<string>>>()

value(int4range, { lower: 1, upper: null, bounds: '[)' })
value(int4range, { empty: true })
value(int4multirange, [{ lower: 1, upper: 2, bounds: '(]' }])
// @ts-expect-error these are no bounds
value(int4range, { lower: 1, upper: 2, bounds: '[[' })
// @ts-expect-error its bounds are numbers
value(int4range, { lower: '1', upper: null, bounds: '[)' })
// @ts-expect-error a multirange is of ranges
multirangeType('m', integer)

// -------------------------------------------------------------------------------------
// precision and fields
// -------------------------------------------------------------------------------------

expectType<Equal<Holds<ReturnType<typeof ofMilliseconds>>, Date>>()
const ofMilliseconds = () => precision(3)(timestamptz)
const refined = {
  a: pipe(timestamp, precision(0), nullable),
  b: pipe(interval, fields('day to second'), precision(2)),
  c: precision(1)(time),
  d: precision(6)(timetz),
  e: pipe(nullable(timestamptz), precision(3)),
  f: pipe(timestamptz, branded<'At'>(), precision(3)),
}
expectType<Equal<Holds<typeof refined.a>, TimestampText | null>>()
expectType<Equal<Holds<typeof refined.b>, Interval>>()
expectType<Equal<Holds<typeof refined.e>, Date | null>>()
expectType<Equal<Holds<typeof refined.f>, Branding<Date, 'At'>>>()
// @ts-expect-error a text has none
precision(3)(text)
// @ts-expect-error a day has none
precision(3)(date)
// @ts-expect-error a number has one of its own
precision(3)(numeric())
// @ts-expect-error a time that is a text has none
precision(3)(asText(timestamptz))
// @ts-expect-error only intervals have fields
fields('hour')(time)
// @ts-expect-error these are no fields
fields('week')

// -------------------------------------------------------------------------------------
// types of your own
// -------------------------------------------------------------------------------------

// what the functions take is known from the column, whichever of them says it
const seen = {
  a: pipe(
    integer,
    mapped(
      (n) => n > 0,
      (it) => (it ? 1 : 0),
    ),
  ),
  b: pipe(
    integer,
    mapped(
      (n) => n > 0,
      (it: boolean) => (it ? 1 : 0),
    ),
  ),
  c: pipe(
    nullable(text),
    mapped(
      (s) => new URL(s),
      (url) => url.href,
    ),
  ),
  d: mapped(
    (s: string) => new URL(s),
    (url) => url.href,
  )(text),
  e: pipe(
    numeric(),
    mapped(
      (it) => Number(it),
      (n) => String(n),
    ),
  ),
  f: pipe(
    jsonb<{ readonly a: 1 }>(),
    mapped(
      (it) => it.a,
      (a) => ({ a }),
    ),
    nullable,
  ),
}
expectType<Equal<Holds<typeof seen.a>, boolean>>()
expectType<Equal<Holds<typeof seen.b>, boolean>>()
expectType<Equal<Holds<typeof seen.c>, URL | null>>()
expectType<Equal<Holds<typeof seen.d>, URL>>()
expectType<Equal<Holds<typeof seen.e>, number>>()
expectType<Equal<Holds<typeof seen.f>, 1 | null>>()

const url = mapType(text, { decode: (s) => new URL(s), encode: (it) => it.href })
const flag = mapType(nullable(integer), { decode: (n) => n > 0, encode: (it) => (it ? 1 : 0) })
const amount = mapType(numeric(), { decode: Number, encode: String })
expectType<Equal<Holds<typeof amount>, number>>()
const counted = mapType(primaryKey(serial), { decode: (n) => ({ n }), encode: ({ n }) => n })
expectType<Equal<Holds<typeof url>, URL>>()
expectType<Equal<Holds<typeof flag>, boolean | null>>()
expectType<Equal<Holds<typeof counted>, { n: number }>>()
expectType<Equal<(typeof counted)[typeof presence], 'optional'>>()
expectType<Equal<(typeof counted)[typeof role], 'key'>>()
unique(url)
// @ts-expect-error a text is written, not a number
mapType(text, { decode: (s) => s.length, encode: (n) => n })
// @ts-expect-error what is read is a text
mapType(text, { decode: (n: number) => n, encode: String })
// @ts-expect-error what is written is what was read
mapType(text, { decode: (s) => new URL(s), encode: (it: Date) => it.toISOString() })
pipe(
  text,
  mapped(
    (s) => s.length,
    // @ts-expect-error a text is written, not a number
    (n) => n,
  ),
)

// -------------------------------------------------------------------------------------
// JSON
// -------------------------------------------------------------------------------------

declare const tags: StandardSchema<{ tags: Array<string>; n?: number }, { tags: Array<string>; n: number }>
declare const instant: StandardSchema<string, Date>

const documents = table('documents', {
  a: json(),
  b: jsonb(),
  c: jsonb<{ readonly x: 1 }>(),
  d: jsonb(tags),
  e: nullable(json(tags)),
  f: array(jsonb(tags)),
})
expectType<Equal<Row<typeof documents>['a'], unknown>>()
expectType<Equal<Row<typeof documents>['b'], unknown>>()
expectType<Equal<Row<typeof documents>['c'], { readonly x: 1 }>>()
expectType<Equal<Row<typeof documents>['d'], { tags: Array<string>; n: number }>>()
expectType<Equal<Row<typeof documents>['e'], { tags: Array<string>; n: number } | null>>()
expectType<Equal<Row<typeof documents>['f'], ReadonlyArray<{ tags: Array<string>; n: number }>>>()
// @ts-expect-error it would refuse the Date that it makes
jsonb(instant)
// @ts-expect-error it is no schema
jsonb({ tags: 'text' })

// -------------------------------------------------------------------------------------
// defaults
// -------------------------------------------------------------------------------------

createTable(
  table('defaults', {
    a: pipe(json<Array<string>>(), defaultTo([])),
    b: pipe(json<{ tags: Array<string> }>(), defaultTo({ tags: [] })),
    c: pipe(json<{ at: Array<[number, number]> }>(), defaultTo({ at: [[1, 2]] })),
    d: pipe(array(text), defaultTo(['a', 'b'])),
    e: pipe(array(mood), defaultTo(['ok'])),
    f: pipe(int4range, defaultTo({ empty: true })),
    g: pipe(address, defaultTo({ street: 'a', zip: null, tags: [] })),
    h: pipe(interval, defaultTo({ days: 1 })),
    i: pipe(timestamptz, defaultTo(new Date(0))),
    j: pipe(url, defaultTo(new URL('https://example.org'))),
    k: pipe(real, defaultTo(0.5)),
    l: pipe(nullable(text), defaultTo(null)),
  }),
)
// @ts-expect-error its elements are texts
pipe(json<Array<string>>(), defaultTo([1]))
// @ts-expect-error its elements are labels
pipe(array(mood), defaultTo(['angry']))
// @ts-expect-error an array is none of text
pipe(text, defaultTo(['a']))

// a spec is data of a type that can be named
export const spec: ColumnSpec<ReadonlyArray<string>, 'required', 'plain'> = array(text)
selectOnly({ it: value(array(text), ['a']) })

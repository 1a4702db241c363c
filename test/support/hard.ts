/** Hard values of every type that all databases have: what goes in, what comes out, and what is refused. */
import { inspect, isDeepStrictEqual } from 'node:util'
import { pipe } from 'fp-ts/function'
import * as assert from 'uvu/assert'
import {
  asText,
  bigint,
  bigserial,
  boolean,
  branded,
  bytea,
  date,
  doublePrecision,
  integer,
  interval,
  json,
  jsonb,
  mapped,
  numeric,
  real,
  serial,
  smallint,
  text,
  time,
  timestamp,
  timestamptz,
  uuid,
  varchar,
} from '../../lib/index.js'
import type { AnySpec } from '../../lib/schema/Column.js'
import type { DatabaseName } from './databases.js'

// -------------------------------------------------------------------------------------
// comparing
// -------------------------------------------------------------------------------------

/** By Object.is: NaN is NaN, and -0 is not 0. Of two lists, the first items that differ are shown. */
export const same = (actual: unknown, expected: unknown, about: string): void => {
  if (isDeepStrictEqual(actual, expected)) return
  if (Array.isArray(actual) && Array.isArray(expected) && actual.length === expected.length)
    for (const [i, it] of actual.entries()) same(it, expected[i], `${about}, item ${i}`)
  const [got, wanted] = [actual, expected].map((it) => inspect(it, { depth: 9, maxStringLength: 100 }))
  assert.unreachable(`${about}: ${got} is not ${wanted}`)
}

/** What `=` in SQL takes for equal. */
export const equalInSql = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' || Number.isNaN(a) ? isDeepStrictEqual(a, b) : false)

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

export interface Hard {
  readonly type: string
  /** What PostgreSQL needs to be told first, in SQL. */
  readonly setup?: ReadonlyArray<string>
  readonly spec: AnySpec
  /** What goes in, and what comes out where that is something else. */
  readonly values: ReadonlyArray<readonly [given: unknown, read?: unknown]>
  /** What one of the databases reads otherwise. */
  readonly otherwise?: { readonly [D in DatabaseName]?: ReadonlyArray<readonly [given: unknown, read: unknown]> }
  /** What SQLite refuses. */
  readonly notOnSqlite?: ReadonlyArray<unknown>
  /** What is refused before it is sent. */
  readonly bad: ReadonlyArray<unknown>
  readonly comparable?: false
  /** Whether a column makes something else of a value than an expression of the type does. */
  readonly filledUp?: true
  /** Whether PostgreSQL refuses its constants in the definition of a table. */
  readonly noDefault?: true
}

export const as = (...given: ReadonlyArray<unknown>): ReadonlyArray<readonly [unknown]> => given.map((it) => [it])

export const strings = [
  '',
  ' ',
  "'",
  "''; drop table specimens; --",
  '"',
  '\\',
  '\\\\',
  "\\'",
  '\n\r\t\b\f\v\u0001\u001f\u007f',
  'NULL',
  'null',
  'true',
  '{}',
  '{a,"b"}',
  '007',
  '1e3',
  '%_',
  '$1',
  '?',
  ':a',
  'ä e\u0301 ñ',
  '日本語',
  '👩‍👩‍👧 🏳️‍🌈',
  '\u{10ffff}',
  '\ufeffbom',
  '\uffff\ufffe',
  '\u2028\u2029\u0085\u00a0',
  '\u202eright to left',
  '__proto__',
  'x'.repeat(10_000),
]

export const badStrings = [
  'a\0b',
  '\0',
  '\ud800',
  'a\udfffb',
  '\ude00\ud83d',
  1,
  1n,
  true,
  [],
  {},
  new Date(0),
  new Uint8Array(1),
  Symbol('a'),
  undefined,
]

const badNumbers = [1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', '', 1n, true, [], [1], {}, new Date(0), undefined]

const badFloats = ['1', '', 'NaN', 1n, true, null, [], {}, undefined].filter((it) => it !== null)

export const instants = [
  0,
  -1,
  1,
  999,
  Date.UTC(2026, 10, 22, 13, 30, 0, 123),
  Date.UTC(1969, 11, 31, 23, 59, 59, 999),
  // of the years 1, 99, 9999 and 10000
  -62135596800000,
  -59042995200000,
  253402300799999,
  253402300800000,
  // 1 BC, 44 BC, 4713 BC
  -62135596800001,
  -63517996800000,
  -210863520000000,
  // the last instant that a Date holds
  8.64e15,
].map((milliseconds) => new Date(milliseconds))

const document = JSON.parse(
  `{"__proto__": {"a": 1}, "constructor": {"prototype": []}, "": null, "deep": [[[[{"x": [1, "2", true, null]}]]]],
    "quo\\"te's": "\\\\ \\u2028 \\n", "ü🎉": 0.1, "large": 1e300, "small": 5e-324, "toJSON": "text"}`,
)

const documents = [document, [], {}, '', 'text', '"', 0, -1.5, true, false, [null], [[], {}], { a: "it's \\ \u0001" }]

const badDocuments = [
  undefined,
  () => 1,
  Symbol('a'),
  1n,
  Number.NaN,
  { a: undefined },
  { a: { b: [() => 1] } },
  [undefined],
  [1n],
  [Number.NaN],
  { a: Number.POSITIVE_INFINITY },
  { a: new Map([[1, 2]]) },
  new Set([1]),
  (() => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    return circle
  })(),
]

const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i)

export const hard: ReadonlyArray<Hard> = [
  {
    type: 'smallint',
    spec: smallint,
    values: [...as(0, 1, -1, 32_767, -32_768), [-0, 0]],
    bad: [32_768, -32_769, ...badNumbers],
  },
  {
    type: 'integer',
    spec: integer,
    values: [...as(0, 1, -1, 2_147_483_647, -2_147_483_648), [-0, 0]],
    bad: [2_147_483_648, -2_147_483_649, 2 ** 53, ...badNumbers],
  },
  {
    type: 'serial',
    spec: serial,
    values: as(0, 1, -1, 2_147_483_647, -2_147_483_648),
    bad: [2_147_483_648, -2_147_483_649, ...badNumbers],
  },
  {
    type: 'bigint',
    spec: bigint,
    values: [
      ...as(0n, 1n, -1n, 2n ** 53n + 1n, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n),
      [Number.MAX_SAFE_INTEGER, 9_007_199_254_740_991n],
    ],
    bad: [2n ** 63n, -(2n ** 63n) - 1n, 2n ** 64n, 2 ** 53, ...badNumbers.filter((it) => typeof it !== 'bigint')],
  },
  {
    type: 'bigserial',
    spec: bigserial,
    values: as(0n, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n),
    bad: [2n ** 63n, 2 ** 53, 1.5, '1'],
  },
  {
    type: 'real',
    spec: real,
    values: as(
      0,
      0.1,
      -1.5,
      16_777_216,
      3.4028235e38,
      -3.4028235e38,
      1e-45,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      -0,
    ),
    otherwise: { sqlite: [[-0, 0]] },
    notOnSqlite: [Number.NaN],
    bad: [1e39, -1e39, 1e-50, Number.MAX_VALUE, ...badFloats],
  },
  {
    type: 'double precision',
    spec: doublePrecision,
    values: as(
      0,
      0.1 + 0.2,
      -1.5,
      Number.MAX_VALUE,
      -Number.MAX_VALUE,
      Number.MIN_VALUE,
      Number.MAX_SAFE_INTEGER,
      Number.EPSILON,
      1e21,
      1e-7,
      123456789.12345679,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      -0,
    ),
    otherwise: { sqlite: [[-0, 0]] },
    notOnSqlite: [Number.NaN],
    bad: badFloats,
  },
  {
    type: 'numeric',
    spec: numeric(),
    values: [
      ...as(
        '0',
        '-1',
        '12.50',
        '0.1',
        '1234567890123456789012345678901234567890',
        '-0.1234567890123456789012345678901234567890',
        `${'9'.repeat(1000)}.${'9'.repeat(1000)}`,
        'NaN',
        'Infinity',
        '-Infinity',
      ),
    ],
    bad: [
      '',
      ' 1',
      '1 ',
      '1,5',
      '0x10',
      '1_000',
      'one',
      '--1',
      '.',
      '1e',
      'nan',
      '1\0',
      1,
      1n,
      1.5,
      true,
      [],
      {},
      undefined,
    ],
  },
  {
    type: 'numeric(40, 20)',
    spec: numeric(40, 20),
    values: as('12345678901234567890.12345678901234567890', '-0.00000000000000000001'),
    bad: [1, 'x'],
  },
  { type: 'boolean', spec: boolean, values: as(true, false), bad: [0, 1, 't', 'true', '', [], {}, undefined] },
  { type: 'text', spec: text, values: as(...strings), bad: badStrings },
  { type: 'varchar', spec: varchar(), values: as(...strings), bad: badStrings },
  { type: 'varchar(3)', spec: varchar(3), values: as('', "a'b", '🎉🎉🎉', '日本語'), bad: badStrings },
  {
    type: 'date',
    spec: date,
    values: as(
      '2026-11-22',
      '0001-01-01',
      '0099-12-31',
      '1900-02-28',
      '2000-02-29',
      '9999-12-31',
      '10000-01-01',
      '0001-12-31 BC',
      '0044-03-15 BC',
      '4713-01-01 BC',
      'infinity',
      '-infinity',
    ),
    bad: [
      '',
      'today',
      'now',
      'epoch',
      '2026-13-01',
      '2026-02-29',
      '1900-02-29',
      '2026-04-31',
      '2026-00-10',
      '2026-01-00',
      '0000-01-01',
      '22.11.2026',
      '11/22/2026',
      '2026-11-22T00:00:00Z',
      '26-11-22',
      '2026-11-22 ',
      '2026-11-22\0',
      new Date(0),
      0,
      undefined,
    ],
  },
  {
    type: 'time',
    spec: time,
    values: [
      ...as('00:00:00', '13:30:00', '23:59:59.999999', '00:00:00.000001', '24:00:00'),
      ['13:30', '13:30:00'],
      ['13:30:00.500', '13:30:00.5'],
      ['13:30:00.000', '13:30:00'],
    ],
    bad: [
      '',
      'now',
      'noon',
      '24:00:01',
      '25:00:00',
      '12:60:00',
      '12:00:60',
      '12:00:00.1234567',
      '1:00',
      '12:00 PM',
      '12:00:00Z',
      '12:00:00+02',
      new Date(0),
      0,
      undefined,
    ],
  },
  {
    type: 'timestamp',
    spec: timestamp,
    values: [
      ...as(
        '2026-11-22 13:30:00',
        '2026-11-22 13:30:00.123456',
        '0001-01-01 00:00:00',
        '0099-12-31 23:59:59.999999',
        '9999-12-31 23:59:59.999999',
        '10000-01-01 00:00:00',
        '0044-03-15 12:00:00 BC',
        'infinity',
        '-infinity',
      ),
      ['2026-11-22T13:30:01', '2026-11-22 13:30:01'],
      ['2026-11-22 13:31', '2026-11-22 13:31:00'],
      ['2026-11-22', '2026-11-22 00:00:00'],
      ['2026-11-22 13:30:00.100', '2026-11-22 13:30:00.1'],
    ],
    bad: [
      '',
      'now',
      'today',
      '2026-11-22 13:30:00Z',
      '2026-11-22T13:30:00.000Z',
      '2026-11-22 13:30:00+02',
      '2026-11-22 13:30:00 Europe/Berlin',
      '2026-11-22 25:00:00',
      '2026-02-29 00:00:00',
      '2026-11-22 13:30:00.1234567',
      new Date(0),
      0,
      undefined,
    ],
  },
  {
    type: 'timestamptz',
    spec: timestamptz,
    values: as(...instants),
    bad: [new Date(Number.NaN), new Date(-8.64e15), '2026-11-22', 0, {}, { getTime: () => 0 }, undefined],
  },
  {
    type: 'interval',
    spec: interval,
    values: [
      ...as(
        {},
        { years: 1, months: 2, days: 3, hours: 4, minutes: 5, seconds: 6.789012 },
        { years: -1, months: -2, days: 3, hours: -4, minutes: -5, seconds: -6.789012 },
        { months: 1 },
        { months: -11 },
        { days: 40 },
        { days: -1, hours: 25 },
        { hours: 23, minutes: 59, seconds: 59.999999 },
        { hours: -100_000 },
        { seconds: 0.000001 },
        { seconds: -0.000001 },
        { seconds: -30 },
        { years: 178_956_970, months: 7 },
        { years: -178_956_970, months: -8 },
        { days: 2_147_483_647 },
        { hours: 2_562_047_788, seconds: 54.775807 },
        { hours: -2_562_047_788, seconds: -54.775808 },
      ),
      [
        { months: 14, days: 1 },
        { years: 1, months: 2, days: 1 },
      ],
      [
        { years: 1, months: -1, days: 2 },
        { months: 11, days: 2 },
      ],
      [{ hours: 1, minutes: -30 }, { minutes: 30 }],
      [{ seconds: 3_601.5 }, { hours: 1, seconds: 1.5 }],
      [{ seconds: 0.1 + 0.2 }, { seconds: 0.3 }],
      [{ years: 0, months: 0, days: 5, hours: -0, seconds: 0 }, { days: 5 }],
    ],
    bad: [
      '',
      '1 day',
      'P1D',
      1,
      [],
      new Date(0),
      new Map(),
      { day: 1 },
      { days: 1, weeks: 1 },
      { days: '1' },
      { days: null },
      { days: undefined },
      { days: 1.5 },
      { months: Number.NaN },
      { seconds: Number.POSITIVE_INFINITY },
      { seconds: 0.0000001 },
      { seconds: 1.1234567 },
      { days: 2_147_483_648 },
      { months: 2 ** 31 },
      { years: 2 ** 53 },
      { hours: 2_562_047_789 },
      undefined,
    ],
  },
  {
    type: 'uuid',
    spec: uuid,
    values: [
      ...as('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
      ['A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ],
    bad: ['', 'x', 'a0eebc999c0b4ef8bb6d6bb9bd380a11', '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}', 1, undefined],
  },
  { type: 'json', spec: json(), values: as(...documents), bad: badDocuments, comparable: false },
  {
    type: 'jsonb',
    spec: jsonb(),
    values: as(...documents),
    bad: [...badDocuments, 'a\0b', { a: ['\0'] }, { 'a\0': 1 }, { a: '\ud800' }, { '\udfff': 1 }],
  },
  {
    type: 'bytea',
    spec: bytea,
    values: [
      ...as(new Uint8Array(0), new Uint8Array(1), everyByte, new Uint8Array(10_000).fill(0x5c)),
      [Buffer.from("a\\'"), Uint8Array.of(0x61, 0x5c, 0x27)],
    ],
    bad: ['', 'a', '\\x00', [1, 2], new Uint16Array(1), new ArrayBuffer(1), {}, 1, undefined],
  },
  {
    type: 'a bigint as text',
    spec: asText(bigint),
    values: as('0', '9223372036854775807', '-9223372036854775808'),
    bad: [1, 1n, '1\0', undefined],
  },
  {
    type: 'a numeric as text',
    spec: asText(numeric()),
    values: as('0', '12.50', '1234567890123456789012345678901234567890.1'),
    bad: [1, undefined],
  },
  {
    type: 'a double precision as text',
    spec: asText(doublePrecision),
    values: as('0', '0.30000000000000004', '-1.5', '1e+300', 'Infinity'),
    bad: [1, undefined],
  },
  {
    type: 'a time as text',
    spec: asText(time),
    values: as('13:30:00.123456'),
    bad: [1, '\ud800', undefined],
  },
  {
    type: 'a boolean seen through two functions',
    spec: pipe(
      boolean,
      mapped(
        (it: boolean) => (it ? 'yes' : 'no'),
        (it: string) => {
          if (it !== 'yes' && it !== 'no') throw new Error('it is yes or no')
          return it === 'yes'
        },
      ),
    ),
    values: as('yes', 'no'),
    bad: ['maybe', true, undefined],
  },
  { type: 'a branded integer', spec: pipe(integer, branded<'Id'>()), values: as(7), bad: ['7', 0.5] },
]

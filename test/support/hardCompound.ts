/** Hard values of types that are made of others. */
import { pipe } from 'fp-ts/function'
import {
  array,
  asText,
  bigint,
  boolean,
  box,
  bytea,
  char,
  composite,
  customType,
  date,
  domain,
  doublePrecision,
  enumType,
  inet,
  int4multirange,
  int4range,
  integer,
  interval,
  jsonb,
  mapped,
  mapType,
  named,
  nullable,
  numeric,
  oid,
  point,
  text,
  timestamp,
  timestamptz,
  uuid,
  varchar,
} from '../../lib/index.js'
import { as, badStrings, type Hard, instants, strings } from './hard.js'

const address = composite('address', {
  street: nullable(text),
  zip: pipe(nullable(integer), named('zip code')),
  at: nullable(timestamptz),
  size: nullable(bigint),
})

const createAddress = 'create type address as (street text, "zip code" integer, at timestamptz, size bigint)'

const addresses = [
  { street: null, zip: null, at: null, size: null },
  { street: '', zip: 0, at: new Date(0), size: 2n ** 63n - 1n },
  ...strings.map((street, i) => ({ street, zip: -1 - i, at: instants[i % instants.length] as Date, size: BigInt(i) })),
]

const mood = enumType('mood', ['sad', 'ok', 'it\'s "so, so" \\', 'NULL', '{}', ' '])

const createMood = `create type mood as enum ('sad', 'ok', 'it''s "so, so" \\', 'NULL', '{}', ' ')`

const empty = { empty: true } as const

const none = { lower: null, upper: null, bounds: '()' } as const

const between = <A, B>(lower: A, upper: B, bounds: string = '[)') => ({ lower, upper, bounds })

export const hardNamed: ReadonlyArray<Hard> = [
  {
    type: 'an enum',
    setup: [createMood],
    spec: mood,
    values: as('sad', 'ok', 'it\'s "so, so" \\', 'NULL', '{}', ' '),
    bad: ['', 'happy', 'SAD', 1, null, ['sad'], undefined].filter((it) => it !== null),
  },
  {
    type: 'a domain over numeric',
    setup: ['create domain price as numeric(20, 4) check (value >= 0)'],
    spec: domain('price', numeric(20, 4)),
    values: as('0.0000', '1234567890123456.7890'),
    bad: ['x', 1, undefined],
  },
  {
    type: 'a domain over text',
    setup: [`create domain "Word's" as text`],
    spec: domain("Word's", text),
    values: as(...strings),
    bad: badStrings,
  },
  {
    type: 'a domain over an array',
    setup: ['create domain triple as integer[] check (cardinality(value) = 3)'],
    spec: domain('triple', array(integer)),
    values: as([1, 2, 3], [-1, 0, 2_147_483_647]),
    bad: ['{1,2,3}', [1.5], [null], 1, undefined],
  },
  {
    type: 'a domain over a composite',
    setup: [createAddress, 'create domain home as address'],
    spec: domain('home', address),
    values: as(addresses[1], addresses[2]),
    bad: ['(a,1)', {}, [], undefined],
  },
  {
    type: 'a composite',
    setup: [createAddress],
    spec: address,
    values: as(...addresses),
    bad: [
      '',
      '(a,1)',
      1,
      [],
      {},
      { street: 'a' },
      { ...addresses[0], more: 1 },
      { ...addresses[0], zip: 0.5 },
      { ...addresses[0], street: undefined },
      { ...addresses[0], 'zip code': 1 },
      new Map(),
      undefined,
    ],
  },
  {
    type: 'a composite of composites and arrays',
    setup: [
      createAddress,
      createMood,
      'create type person as (home address, former address[], moods mood[], born int4range, data jsonb, key uuid, raw bytea)',
    ],
    spec: composite('person', {
      home: nullable(address),
      former: nullable(array(nullable(address))),
      moods: nullable(array(mood)),
      born: nullable(int4range),
      data: nullable(jsonb<unknown>()),
      key: nullable(uuid),
      raw: nullable(bytea),
    }),
    values: as(
      { home: null, former: null, moods: null, born: null, data: null, key: null, raw: null },
      {
        home: addresses[0],
        former: [addresses[1], null, ...addresses.slice(2)],
        moods: ['NULL', '{}'],
        born: between(1, 2),
        data: { a: ['"\\,(){}', null, { b: '\u2028' }] },
        key: '00000000-0000-0000-0000-000000000000',
        raw: Uint8Array.of(0, 255, 92, 34),
      },
      { home: null, former: [], moods: [], born: empty, data: [], key: null, raw: new Uint8Array(0) },
    ),
    bad: [{}, undefined],
  },
]

export const hardArrays: ReadonlyArray<Hard> = [
  {
    type: 'an array of text',
    spec: array(text),
    values: as([], strings, ['NULL'], [''], ['null', 'Null'], ['{', '}', ',', ' a ', '\t']),
    bad: [
      '',
      '{}',
      'a',
      {},
      { 0: 'a', length: 1 },
      ['a\0'],
      ['\ud800'],
      [null],
      [undefined],
      [1],
      [['a']],
      new Set(['a']),
      undefined,
    ],
  },
  {
    type: 'an array of text that may hold null',
    spec: array(nullable(text)),
    values: as([], [null], [null, 'NULL', null, ''], ['a', null]),
    bad: ['{NULL}', [undefined], [1], new Array(2), undefined],
  },
  {
    type: 'an array of arrays of integers',
    spec: array(array(integer)),
    values: as(
      [],
      [[1]],
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      [[-1, 2_147_483_647]],
    ),
    bad: [[1], [[]], [[1], []], [[1], [2, 3]], [[1], null], [[null]], [['1']], [[[1]]], '{}', undefined],
  },
  {
    type: 'an array of three dimensions',
    spec: array(array(array(nullable(text)))),
    values: as([
      [
        ['a', null],
        ['NULL', ''],
      ],
      [
        ['{', '"'],
        ['\\', ','],
      ],
    ]),
    bad: [
      [
        [['a'], ['b']],
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
      ],
      [['a']],
      undefined,
    ],
  },
  {
    type: 'an array of bigint',
    spec: array(bigint),
    values: as([2n ** 63n - 1n, -(2n ** 63n), 0n]),
    bad: [[2n ** 63n], ['1'], undefined],
  },
  {
    type: 'an array of double precision',
    spec: array(doublePrecision),
    values: as([0.1 + 0.2, Number.NaN, Number.POSITIVE_INFINITY, -0, 5e-324, 1e21]),
    bad: [['1'], undefined],
  },
  { type: 'an array of booleans', spec: array(boolean), values: as([true, false], []), bad: [['t'], [1], undefined] },
  {
    type: 'an array of bytes',
    spec: array(bytea),
    values: as([new Uint8Array(0), Uint8Array.of(0, 92, 255)]),
    bad: [['\\x00'], new Uint8Array(1), undefined],
  },
  { type: 'an array of instants', spec: array(timestamptz), values: as(instants), bad: [[0], undefined] },
  {
    type: 'an array of JSON',
    spec: array(jsonb<unknown>()),
    values: as([{ a: ['"\\', null] }, [], [1, [2]], 'null', 1.5, true], []),
    bad: [[undefined], [null], [{ a: undefined }], undefined],
  },
  {
    type: 'an array of enums',
    setup: [createMood],
    spec: array(mood),
    values: as(['NULL', '{}', ' ', 'ok']),
    bad: [['x'], undefined],
  },
  {
    type: 'an array of composites',
    setup: [createAddress],
    spec: array(nullable(address)),
    values: as([null, ...addresses], []),
    bad: [[{}], ['(a,1)'], undefined],
  },
  {
    type: 'an array of ranges',
    spec: array(int4range),
    values: as([empty, between(1, 2), none]),
    bad: [[1], undefined],
  },
  {
    type: 'an array of multiranges',
    spec: array(int4multirange),
    values: as([[], [between(1, 2), between(5, 6)]]),
    bad: [[1], undefined],
  },
  {
    type: 'an array of boxes',
    spec: array(nullable(box)),
    values: as([
      [
        { x: 3, y: 4 },
        { x: 1, y: 2 },
      ],
      null,
      [
        { x: 1, y: 1 },
        { x: 0, y: 0 },
      ],
    ]),
    bad: [[1], undefined],
    comparable: false,
  },
  {
    type: 'an array of arrays of boxes',
    spec: array(array(box)),
    values: as([
      [
        [
          { x: 3, y: 4 },
          { x: 1, y: 2 },
        ],
      ],
      [
        [
          { x: 1, y: 1 },
          { x: 0, y: 0 },
        ],
      ],
    ]),
    bad: [[1], undefined],
    comparable: false,
  },
  {
    type: 'an array of a domain over an array',
    setup: ['create domain few as integer[]'],
    spec: array(domain('few', array(integer))),
    values: as([[1, 2], [], [3]]),
    bad: [[1], [['1']], undefined],
  },
  {
    type: 'an array of intervals',
    spec: array(interval),
    values: as([{ years: -1, days: 2, seconds: -0.5 }, {}]),
    bad: [['1 day'], undefined],
  },
  {
    type: 'an array of char',
    filledUp: true,
    spec: array(char(2)),
    values: [
      [
        ['a', '"'],
        ['a ', '" '],
      ],
    ],
    bad: [[1], undefined],
  },
  { type: 'an array of varchar', spec: array(varchar(2)), values: as(['ab', '']), bad: [[1], undefined] },
  {
    type: 'an array of numerics',
    spec: array(numeric()),
    values: as(['1.10', 'NaN', '-Infinity']),
    bad: [[1], undefined],
  },
  {
    type: 'an array of dates',
    spec: array(date),
    values: as(['0044-03-15 BC', 'infinity']),
    bad: [['today'], undefined],
  },
  {
    type: 'an array of timestamps',
    spec: array(timestamp),
    values: as(['2026-11-22 13:30:00.000001', '-infinity']),
    bad: [['now'], undefined],
  },
  {
    type: 'an array of addresses of hosts',
    spec: array(inet),
    values: as(['10.0.0.1', '10.0.0.0/8']),
    bad: [[1], undefined],
  },
]

export const hardSeen: ReadonlyArray<Hard> = [
  {
    type: 'an array seen through two functions',
    spec: mapType(array(integer), { decode: (it) => new Set(it), encode: (it) => [...it] }),
    values: as(new Set([1, 2]), new Set()),
    bad: [1, new Set(['a']), undefined],
  },
  {
    type: 'an array of what is seen through two functions',
    spec: array(
      pipe(
        text,
        mapped(
          (it) => new URL(it),
          (it) => {
            if (it instanceof URL) return it.href
            throw new TypeError('it is no URL')
          },
        ),
      ),
    ),
    values: as([new URL('https://example.org/?a="{},\\')]),
    bad: [['x'], undefined],
  },
  {
    type: 'an array as text',
    spec: asText(array(integer)),
    values: as('{}', '{1,NULL,2}', '{{1},{2}}', '[2:3]={1,2}'),
    bad: [[1], undefined],
  },
  {
    type: 'an array of text forms',
    spec: array(asText(bigint)),
    values: as(['9223372036854775807', '-1']),
    bad: [[1], undefined],
  },
  { type: 'a range as text', spec: asText(int4range), values: as('[1,5)', 'empty', '(,)'), bad: [1, undefined] },
  {
    type: 'a composite as text',
    setup: [createAddress],
    spec: asText(address),
    values: as('(,,,)', '("a ""b",1,,)'),
    bad: [1, undefined],
  },
  { type: 'a boolean as text', spec: asText(boolean), values: as('t', 'f'), bad: [true, undefined] },
  { type: 'a char as text', spec: asText(char(3)), values: as('a  '), bad: [1, undefined] },
  { type: 'an inet as text', spec: asText(inet), values: as('10.0.0.1'), bad: [1, undefined] },
  { type: 'a point as text', spec: asText(point), values: as('(1,2)'), bad: [1, undefined], comparable: false },
  { type: 'an oid as text', spec: asText(oid), values: as('4294967295'), bad: [1, undefined] },
  { type: 'a type by its name', spec: customType('int4range'), values: as('[1,5)', '(,)'), bad: [1, undefined] },
  {
    type: 'a type by its name, with parameters',
    spec: customType('varchar', { parameters: [3] }),
    values: as('abc', '{",'),
    bad: [1, undefined],
  },
]

/**
 * Values of every column type, there and back, on real databases; and what no database gets to see.
 *
 * Each hard value goes in through an insert and comes back through a select, nested in JSON, and by `eq` and `in_`.
 */
import { inspect, isDeepStrictEqual } from 'node:util'
import { pipe } from 'fp-ts/function'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Database } from '../../lib/exec/Connection.js'
import { right } from '../../lib/fp.js'
import {
  type AnyTable,
  all,
  asText,
  bigint,
  bigserial,
  boolean,
  branded,
  bytea,
  collect,
  createAll,
  createTable,
  date,
  defaultTo,
  doublePrecision,
  eq,
  execute,
  from,
  in_,
  insertInto,
  integer,
  json,
  jsonb,
  mapped,
  metadata,
  nullable,
  numeric,
  one,
  oneToMany,
  orderBy,
  primaryKey,
  rawStatement,
  real,
  references,
  returning,
  SQL,
  select,
  serial,
  set,
  smallint,
  table,
  text,
  time,
  timestamp,
  timestamptz,
  transaction,
  update,
  uuid,
  values,
  varchar,
  where,
} from '../../lib/index.js'
import type { AnySpec } from '../../lib/schema/Column.js'
import { type DatabaseName, onEach, onSqlite, sendSql } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'
import { unhandled } from '../support/unhandled.js'

// -------------------------------------------------------------------------------------
// comparing
// -------------------------------------------------------------------------------------

/** By Object.is: NaN is NaN, and -0 is not 0. Of two lists, the first items that differ are shown. */
const same = (actual: unknown, expected: unknown, about: string): void => {
  if (isDeepStrictEqual(actual, expected)) return
  if (Array.isArray(actual) && Array.isArray(expected) && actual.length === expected.length)
    for (const [i, it] of actual.entries()) same(it, expected[i], `${about}, item ${i}`)
  const [got, wanted] = [actual, expected].map((it) => inspect(it, { depth: 9, maxStringLength: 100 }))
  assert.unreachable(`${about}: ${got} is not ${wanted}`)
}

/** What `=` in SQL takes for equal. */
const equalInSql = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' || Number.isNaN(a) ? isDeepStrictEqual(a, b) : false)

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

interface Hard {
  readonly type: string
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
}

const as = (...given: ReadonlyArray<unknown>): ReadonlyArray<readonly [unknown]> => given.map((it) => [it])

const strings = [
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

const badStrings = [
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

const instants = [
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

const hard: ReadonlyArray<Hard> = [
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

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const counts = ({ type }: AnySpec): boolean => type._tag === 'serial' || type._tag === 'bigserial'

const specimensOf = (spec: AnySpec) => {
  const owners = table('owners', { id: primaryKey(integer) })
  const specimens = table('specimens', {
    id: primaryKey(integer),
    ownerId: pipe(
      integer,
      references(() => owners.c.id),
    ),
    // what counts up is never null
    it: counts(spec) ? spec : nullable(spec),
  })
  return { owners, specimens, all: oneToMany(owners, specimens) }
}

const created = async (db: Database, { owners, specimens }: ReturnType<typeof specimensOf>): Promise<void> => {
  expectRight(await createAll(metadata([owners, specimens]))(db)())
  expectRight(await execute(pipe(insertInto(owners), values({ id: 1 })))(db)())
}

const given = ({ values, notOnSqlite = [] }: Hard, name: DatabaseName): ReadonlyArray<unknown> =>
  values.map(([it]) => it).filter((it) => name !== 'sqlite' || !notOnSqlite.includes(it))

const readOf = ({ values, otherwise }: Hard, name: DatabaseName, it: unknown): unknown => {
  const isIt = ([key]: readonly [unknown, unknown?]): boolean => Object.is(key, it)
  const found = otherwise?.[name]?.find(isIt) ?? values.find(isIt)
  return found?.length === 2 ? found[1] : it
}

// -------------------------------------------------------------------------------------
// there and back
// -------------------------------------------------------------------------------------

for (const type of hard) {
  const tables = specimensOf(type.spec)
  const { owners, specimens } = tables
  const byId = pipe(from(specimens), orderBy(specimens.c.id), select({ it: specimens.c.it }))

  onEach(test, `${type.type}: what is inserted is selected, flat and nested`, { portable: true }, async (db, name) => {
    await created(db, tables)
    const inputs = given(type, name)
    const outputs = inputs.map((it) => readOf(type, name, it))
    const nulls = counts(type.spec) ? [] : [null]
    const rows = [...inputs, ...nulls].map((it, i) => ({ id: i, ownerId: 1, it }))
    const back = await all(pipe(insertInto(specimens), values(rows), returning({ it: specimens.c.it })))(db)()
    const expected = [...outputs, ...nulls].map((it) => ({ it }))
    same(expectRight(back), expected, 'returned')
    same(expectRight(await all(byId)(db)()), expected, 'selected')
    const nested = pipe(
      from(owners),
      select({
        them: collect(tables.all, (rows, s) => pipe(rows, orderBy(s.c.id), select({ it: s.c.it }))),
        deeper: collect(tables.all, (rows, s) => pipe(rows, orderBy(s.c.id), select({ one: { two: { it: s.c.it } } }))),
      }),
    )
    const { them, deeper } = expectRight(await one(nested)(db)())
    same(them, expected, 'nested')
    same(
      deeper,
      expected.map((two) => ({ one: { two } })),
      'nested deeper',
    )
  })

  if (type.comparable !== false)
    onEach(test, `${type.type}: a value finds its rows, alone and in a list`, { portable: true }, async (db, name) => {
      await created(db, tables)
      const inputs = given(type, name)
      const outputs = inputs.map((it) => readOf(type, name, it))
      const rows = inputs.map((it, i) => ({ id: i, ownerId: 1, it }))
      expectRight(await execute(pipe(insertInto(specimens), values(rows)))(db)())
      const found = pipe(from(specimens), orderBy(specimens.c.id), select({ id: specimens.c.id }))
      for (const [i, it] of inputs.entries()) {
        const ids = outputs.flatMap((other, id) => (equalInSql(other, outputs[i]) ? [{ id }] : []))
        const about = inspect(it).slice(0, 100)
        same(expectRight(await all(pipe(found, where(eq(specimens.c.it, it as never))))(db)()), ids, `= ${about}`)
        same(expectRight(await all(pipe(found, where(in_(specimens.c.it, [it]))))(db)()), ids, `in ${about}`)
      }
      const every = await all(pipe(found, where(in_(specimens.c.it, inputs as ReadonlyArray<never>))))(db)()
      same(
        expectRight(every),
        inputs.map((_, id) => ({ id })),
        'in all',
      )
    })

  onEach(
    test,
    `${type.type}: what it cannot hold is refused before it is sent`,
    { portable: true },
    async (db, name, log) => {
      await created(db, tables)
      const since = unhandled()
      const [good] = given(type, name)
      const row = (id: number, it: unknown) => ({ id, ownerId: 1, it })
      const bad = [...type.bad, ...(name === 'sqlite' ? (type.notOnSqlite ?? []) : [])]
      for (const it of bad) {
        const about = inspect(it)
        log.length = 0
        const statements = [
          execute(pipe(insertInto(specimens), values(row(1, it)))),
          execute(pipe(insertInto(specimens), values([row(1, good), row(2, it), row(3, good)]))),
          execute(pipe(update(specimens), set({ it: it as never }), where(eq(specimens.c.id, 1)))),
          all(pipe(byId, where(eq(specimens.c.it, it as never)))),
          all(pipe(byId, where(in_(specimens.c.it, [good as never, it as never])))),
        ]
        for (const [i, statement] of statements.entries()) {
          const error = expectLeft(await statement(db)())
          assert.ok(error._tag === 'InvalidValue' || error._tag === 'NotCompiled', `${about} in ${i}: ${error._tag}`)
        }
        same(
          log.map(({ text }) => text),
          [],
          `sent for ${about}`,
        )
      }
      // a transaction that was never told of the bad value goes on, and so do neighbours
      const [kept, refused] = await Promise.all([
        transaction((tx) => async () => {
          const before = await execute(pipe(insertInto(specimens), values(row(1, good))))(tx)()
          const between = await execute(pipe(insertInto(specimens), values(row(2, bad[0]))))(tx)()
          assert.is(between._tag, 'Left')
          const after = await execute(pipe(insertInto(specimens), values(row(3, good))))(tx)()
          return before._tag === 'Left' ? before : after
        })(db)(),
        execute(pipe(insertInto(specimens), values(row(4, bad[0]))))(db)(),
      ])
      assert.is(expectRight(kept), 1)
      assert.is(refused._tag, 'Left')
      assert.is(expectRight(await all(byId)(db)()).length, 2)
      same(await since(), [], 'unhandled')
    },
  )

  if (!counts(type.spec))
    onEach(test, `${type.type}: a default is the value that was given`, { portable: true }, async (db, name) => {
      const inputs = given(type, name)
      const specs = inputs.map((it, i) => [`it${i}`, defaultTo(it)(type.spec as never)])
      const t = table('t', { id: primaryKey(integer), ...Object.fromEntries(specs) }) as AnyTable
      const expected = Object.fromEntries(inputs.map((it, i) => [`it${i}`, readOf(type, name, it)]))
      expectRight(await execute(createTable(t))(db)())
      const row = await one(pipe(insertInto(t), values({ id: 1 }), returning(t)))(db)()
      same(expectRight(row), { id: 1, ...expected }, 'in one row')
      // SQLite has no DEFAULT among values
      const given_ = Object.fromEntries(inputs.map((it, i) => [`it${i}`, it]))
      const two = await all(pipe(insertInto(t), values([{ id: 2, ...given_ }, { id: 3 }]), returning(t)))(db)()
      same(expectRight(two)[1], { id: 3, ...expected }, 'in one row of two')
    })
}

// -------------------------------------------------------------------------------------
// what a database says otherwise
// -------------------------------------------------------------------------------------

const moments = table('moments', { id: primaryKey(integer), at: timestamptz })

const exactMoments = table('moments', { id: primaryKey(integer), at: asText(timestamptz) })

onEach(test, 'a timestamptz as text keeps microseconds and infinity, where a Date does not', {}, async (db) => {
  expectRight(await createAll(metadata([moments]))(db)())
  const texts = [
    '2026-11-22 13:30:00.123456+00',
    '0044-03-15 12:00:00+00 BC',
    'infinity',
    '-infinity',
    '294276-12-31 23:59:59.999999+00',
  ]
  const rows = texts.map((at, id) => ({ id, at }))
  const result = await transaction((tx) => async () => {
    expectRight(await execute(rawStatement(SQL`set local time zone 'UTC'`))(tx)())
    expectRight(await execute(pipe(insertInto(exactMoments), values(rows)))(tx)())
    same(
      expectRight(await all(pipe(from(exactMoments), orderBy(exactMoments.c.id), select(exactMoments)))(tx)()),
      rows,
      'as text',
    )
    const first = await one(pipe(from(moments), where(eq(moments.c.id, 0)), select({ at: moments.c.at })))(tx)()
    same(expectRight(first), { at: new Date('2026-11-22T13:30:00.123Z') }, 'as a Date')
    for (const id of [2, 3, 4]) {
      const error = expectLeft(await all(pipe(from(moments), where(eq(moments.c.id, id)), select(moments)))(tx)())
      assert.is(error._tag === 'Undecodable' && error.column, 'at')
    }
    return right(null)
  })(db)()
  expectRight(result)
})

onEach(test, 'a Date is the same in every time zone of the session', {}, async (db) => {
  const owned = specimensOf(timestamptz)
  await created(db, owned)
  const { owners, specimens } = owned
  const rows = instants.map((it, id) => ({ id, ownerId: 1, it }))
  expectRight(await execute(pipe(insertInto(specimens), values(rows)))(db)())
  // the last two have seconds in their old offsets
  for (const zone of [
    'UTC',
    'Asia/Kolkata',
    'America/Los_Angeles',
    'America/St_Johns',
    'Europe/Amsterdam',
    'Africa/Monrovia',
  ]) {
    expectRight(
      await transaction((tx) => async () => {
        expectRight(await tx.run({ text: `set local time zone '${zone}'`, values: [] }))
        const flat = await all(pipe(from(specimens), orderBy(specimens.c.id), select({ it: specimens.c.it })))(tx)()
        same(
          expectRight(flat),
          instants.map((it) => ({ it })),
          zone,
        )
        const them = collect(owned.all, (rows_, s) => pipe(rows_, orderBy(s.c.id), select({ it: s.c.it })))
        const nested = await one(pipe(from(owners), select({ them })))(tx)()
        same(
          expectRight(nested).them,
          instants.map((it) => ({ it })),
          `${zone}, nested`,
        )
        return all(pipe(from(specimens), where(in_(specimens.c.it, instants)), select({ id: specimens.c.id })))(tx)()
      })(db)(),
    )
  }
})

const stored = table('stored', {
  id: primaryKey(integer),
  whole: nullable(integer),
  words: nullable(text),
  bytes: nullable(bytea),
  document: nullable(json()),
  at: nullable(timestamptz),
})

test('what another program has put into SQLite and a column cannot hold is Undecodable, and names the column [sqlite]', () =>
  onSqlite(async (db) => {
    expectRight(await createAll(metadata([stored]))(db)())
    const cases = {
      whole: ['9007199254740993', '-9007199254740993'],
      bytes: ["'text'", '1'],
      document: ["'{'", "''"],
      at: ["'yesterday'", "''", '1'],
    }
    for (const [column, literals] of Object.entries(cases)) {
      for (const literal of literals) {
        await sendSql(db, 'delete from stored')
        await sendSql(db, `insert into stored (id, ${column}) values (1, ${literal})`)
        const error = expectLeft(await all(pipe(from(stored), select(stored)))(db)())
        assert.is(error._tag === 'Undecodable' && error.column, column, literal)
      }
    }
    await sendSql(db, 'delete from stored')
    await sendSql(db, 'insert into stored (id, whole, words) values (1, 9007199254740991, 12)')
    const rows = await all(pipe(from(stored), select({ whole: stored.c.whole, words: stored.c.words })))(db)()
    same(expectRight(rows), [{ whole: 9_007_199_254_740_991, words: '12' }], 'what can be held')
  }))

test.run()

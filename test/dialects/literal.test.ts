/** Literals: as they stand beside what says their type, and by themselves. */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ansi } from '../../dialects/ansi/dialect.js'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import { compileNode } from '../../lib/compile/compile.js'
import {
  array,
  asText,
  bigint,
  bit,
  boolean,
  bytea,
  type ColumnSpec,
  char,
  composite,
  createTable,
  customType,
  date,
  defaultTo,
  domain,
  doublePrecision,
  enumType,
  inet,
  int4multirange,
  int4range,
  integer,
  interval,
  jsonb,
  literal,
  mapped,
  nullable,
  numeric,
  point,
  precision,
  real,
  selectOnly,
  serial,
  smallint,
  table,
  text,
  timestamp,
  timestamptz,
  uuid,
  varchar,
} from '../../lib/index.js'
import { problemsOf } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'

const test = suite('literals')

const address = composite('address', { street: text, zip: nullable(integer) })

const cases: ReadonlyArray<readonly [spec: ColumnSpec<any>, value: unknown, beside: string, alone: string]> = [
  [integer, 1, '1', '1'],
  [integer, -1, "'-1'", "'-1'::integer"],
  [serial, 1, '1', '1'],
  [smallint, 1, '1', '1::smallint'],
  [bigint, 1n, '1', '1::bigint'],
  [bigint, 2n ** 62n, '4611686018427387904', '4611686018427387904'],
  [bigint, -(2n ** 63n), "'-9223372036854775808'", "'-9223372036854775808'::bigint"],
  [numeric(10, 2), '1.50', '1.50', '1.50'],
  [numeric(10, 2), '1', '1', '1::numeric'],
  [numeric(), '1e400', "'1e400'", "'1e400'::numeric"],
  [numeric(), 'NaN', "'NaN'", "'NaN'::numeric"],
  [real, 0.5, '0.5', '0.5::real'],
  [doublePrecision, 1e21, "'1e+21'", "'1e+21'::double precision"],
  [boolean, true, 'true', 'true'],
  [text, '007', "'007'", "'007'::text"],
  [text, "it's", "'it''s'", "'it''s'::text"],
  [text, "\\'", "E'\\\\'''", "E'\\\\'''::text"],
  [varchar(2), 'abc', "'abc'", "'abc'::text"],
  [char(2), 'abc', "'abc'", "'abc'::bpchar"],
  [bit(2), '111', "'111'", `'111'::"bit"`],
  [
    uuid,
    '00000000-0000-0000-0000-000000000000',
    "'00000000-0000-0000-0000-000000000000'",
    "'00000000-0000-0000-0000-000000000000'::uuid",
  ],
  [bytea, Uint8Array.of(0, 39), "E'\\\\x0027'", "E'\\\\x0027'::bytea"],
  [date, '2026-11-22', "'2026-11-22'", "'2026-11-22'::date"],
  [timestamp, '2026-11-22 13:30', "'2026-11-22 13:30:00'", "'2026-11-22 13:30:00'::timestamp"],
  [precision(0)(timestamptz), new Date(5), "'1970-01-01T00:00:00.005Z'", "'1970-01-01T00:00:00.005Z'::timestamptz"],
  [interval, { days: 3, hours: -2 }, "'P3DT-2H'", "'P3DT-2H'::interval"],
  [jsonb(), { a: "'" }, `'{"a":"''"}'`, `'{"a":"''"}'::jsonb`],
  [inet, '10.0.0.1', "'10.0.0.1'", "'10.0.0.1'::inet"],
  [point, { x: 1, y: 2 }, "'(1,2)'", "'(1,2)'::point"],
  [array(integer), [1, 2], `'{"1","2"}'`, `'{"1","2"}'::integer[]`],
  [array(array(text)), [["a'", 'b']], `'{{"a''","b"}}'`, `'{{"a''","b"}}'::text[][]`],
  [array(nullable(text)), ['"', null], `E'{"\\\\"",NULL}'`, `E'{"\\\\"",NULL}'::text[]`],
  [enumType('mood', ['ok']), 'ok', "'ok'", `'ok'::"mood"`],
  [domain(['app', 'email'], varchar(2)), 'abc', "'abc'", `'abc'::"app"."email"`],
  [address, { street: 'a', zip: null }, `'("a",)'`, `'("a",)'::"address"`],
  [int4range, { lower: 1, upper: null, bounds: '[)' }, `'["1",)'`, `'["1",)'::int4range`],
  [int4multirange, [{ empty: true }], "'{empty}'", "'{empty}'::int4multirange"],
  [customType('geometry', { parameters: ['Point', 4326] }), 'POINT(1 2)', "'POINT(1 2)'", `'POINT(1 2)'::"geometry"`],
  [asText(bigint), '1', '1', '1::bigint'],
  [
    pipe(
      integer,
      mapped(
        (n) => n > 0,
        (it) => (it ? 1 : 0),
      ),
    ),
    true,
    '1',
    '1',
  ],
]

test('by itself, a literal says its type where it would be taken for another', () => {
  for (const [spec, value, , alone] of cases) expectExpr(postgres)(literal(spec, value), alone)
})

test('beside a column that says the type, a literal is bare', () => {
  const columns = cases.map(([spec, value], i) => {
    const withDefault: (self: ColumnSpec<any>) => ColumnSpec<any> = defaultTo(value) as never
    return [`c${i}`, withDefault(spec)] as const
  })
  const compiled = compileNode(postgres, createTable(table('t', Object.fromEntries(columns))))
  assert.is(compiled._tag, 'Right')
  const text = compiled._tag === 'Right' ? compiled.right.text : ''
  const defaults = text.split('\n').flatMap((line) => / default (.*?),?$/.exec(line)?.[1] ?? [])
  // what counts up would count from a default of its own
  assert.equal(
    defaults,
    cases.map(([, , beside]) => beside),
  )
})

test('null by itself has its type, and a value that the type cannot hold is a problem', () => {
  expectExpr(postgres)(literal(nullable(array(text)), null), 'null::text[]')
  const says = (it: unknown) => problemsOf(postgres)(selectOnly({ it: it as never })).map(describeCompileError)
  assert.equal(says(literal(array(integer), ['x'] as never)), [
    'a literal cannot be integer[]: at [0]: it takes a whole number from -2147483648 to 2147483647: give a value of the column’s type',
  ])
  assert.equal(says(literal(integer, '1; drop table users' as never)), [
    'a literal cannot be integer: it takes a whole number from -2147483648 to 2147483647: give a value of the column’s type',
  ])
})

test('standard SQL casts a literal, and SQLite has no types to say', () => {
  expectExpr(ansi)(literal(date, '2026-11-22'), "cast('2026-11-22' as date)")
  expectExpr(sqlite)(literal(date, '2026-11-22'), "'2026-11-22'")
  expectExpr(sqlite)(literal(interval, { days: 1 }), "'P1D'")
  assert.equal(problemsOf(sqlite)(selectOnly({ it: literal(array(text), ['a']) })).map(describeCompileError), [
    'a literal cannot be text[]: SQLite has no text[]: keep it as text or json: give a value of the column’s type',
  ])
})

test.run()

/** Declared types as text: what is read as which type, and how it is declared again. */
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { typeName } from '../../dialects/ansi/typeName.js'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { typeName as sqliteTypeName } from '../../dialects/sqlite/typeName.js'

const known: ReadonlyArray<readonly [text: string, declaredAgain: string]> = [
  ['smallint', 'smallint'],
  ['integer', 'integer'],
  ['INTEGER', 'integer'],
  ['int8', 'bigint'],
  ['real', 'real'],
  ['double precision', 'double precision'],
  ['numeric', 'numeric'],
  ['numeric(5)', 'numeric(5)'],
  ['numeric(5,0)', 'numeric(5)'],
  ['numeric(5,1)', 'numeric(5, 1)'],
  ['NUMERIC( 5 , 1 )', 'numeric(5, 1)'],
  ['numeric(5,-2)', 'numeric(5, -2)'],
  ['decimal(10, 2)', 'numeric(10, 2)'],
  ['boolean', 'boolean'],
  ['text', 'text'],
  ['character varying', 'varchar'],
  ['character varying(10)', 'varchar(10)'],
  ['varchar(10)', 'varchar(10)'],
  ['date', 'date'],
  ['time without time zone', 'time'],
  ['time(3) without time zone', 'time(3)'],
  ['timestamp without time zone', 'timestamp'],
  ['timestamp(3) with time zone', 'timestamptz(3)'],
  ['timestamp with time zone', 'timestamptz'],
  ['uuid', 'uuid'],
  ['json', 'json'],
  ['jsonb', 'jsonb'],
  ['bytea', 'bytea'],
  ['integer[]', 'integer[]'],
  ['character varying(10)[]', 'varchar(10)[]'],
  ['character(3)', 'char(3)'],
  ['bpchar', 'bpchar'],
  ['"char"', '"char"'],
  ['bit(3)', 'bit(3)'],
  ['"bit"', '"bit"'],
  ['bit varying(3)', 'varbit(3)'],
  ['bit varying', 'varbit'],
  ['time(3) with time zone', 'timetz(3)'],
  ['time with time zone', 'timetz'],
  ['interval', 'interval'],
  ['interval(3)[]', 'interval(3)[]'],
  ['interval year', 'interval year'],
  ['interval day to second(3)', 'interval day to second(3)'],
  ['hstore', 'hstore'],
  ['inet', 'inet'],
  ['pg_lsn', 'pg_lsn'],
  ['point[]', 'point[]'],
  ['int4range', 'int4range'],
  ['tstzmultirange[]', 'tstzmultirange[]'],
  ['regclass', 'regclass'],
  ['name', 'name'],
]

const kept: ReadonlyArray<readonly [text: string, declaredAgain: string]> = [
  ['"Mixed Case"', '"Mixed Case"'],
  ['"say ""hi"""', '"say ""hi"""'],
  ['other.mood', '"other"."mood"'],
  ['"a.b"."c d"', '"a.b"."c d"'],
  ['interval day to century', '"interval day to century"'],
  ['"int4range"(3)', '"int4range"(3)'],
  ['"integer"', '"integer"'],
  ['interval_of_mine', '"interval_of_mine"'],
  ['geometry(Point,4326)', '"geometry"("Point", 4326)'],
  ['vector(3)', '"vector"(3)'],
  ['toString', '"toString"'],
  ['__proto__', '"__proto__"'],
  // what is no type at all is one name
  ['integer); drop table users; --', '"integer); drop table users; --"'],
  ['a"b', '"a""b"'],
  ['', '""'],
]

for (const [text, again] of known) {
  test(`postgres reads ${JSON.stringify(text)} as a type that it knows`, () => {
    const type = postgres.readType(text)
    assert.is.not(type._tag, 'other')
    assert.is(typeName(type), again)
  })
}

for (const [text, again] of kept) {
  test(`postgres keeps ${JSON.stringify(text)} by its name`, () => {
    assert.is(typeName(postgres.readType(text)), again)
  })
}

test('postgres keeps the name of what an array is of', () => {
  const type = postgres.readType('"a.b"."c d"[]')
  assert.is(type._tag, 'array')
  assert.is(typeName(type), '"a.b"."c d"[]')
})

test('a type that is not known is read and written as text', () => {
  const codec = postgres.codec(postgres.readType('other."My Mood"'))
  assert.is(codec.name, '"other"."My Mood"')
  assert.is(codec.encode('a' as never), 'a')
  assert.is(codec.decode('a' as never), 'a')
  assert.throws(() => codec.encode(1 as never), 'it takes a string')
})

test('sqlite reads what converts as its own types do, and keeps the rest whole', () => {
  const read = (text: string) => sqliteTypeName(sqlite.readType(text))
  assert.equal(
    ['INT', 'INTEGER', 'BIGINT', 'Double  Precision', 'double precision', 'VARCHAR(10)', 'BLOB', 'BOOLEAN', ''].map(
      read,
    ),
    [
      'integer',
      'integer',
      'bigint',
      '"Double  Precision"',
      'double precision',
      'varchar(10)',
      'blob',
      'boolean',
      'text',
    ],
  )
  assert.equal(['decimal(10, 2)', 'datetime', 'UNSIGNED BIG INT', 'integer[]', '"', 'nvarchar(1'].map(read), [
    '"decimal(10, 2)"',
    '"datetime"',
    '"UNSIGNED BIG INT"',
    '"integer[]"',
    '""""',
    '"nvarchar(1"',
  ])
})

test.run()

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
  ['time(3) without time zone', 'time'],
  ['timestamp without time zone', 'timestamp'],
  ['timestamp(3) with time zone', 'timestamptz'],
  ['timestamp with time zone', 'timestamptz'],
  ['uuid', 'uuid'],
  ['json', 'json'],
  ['jsonb', 'jsonb'],
  ['bytea', 'bytea'],
  ['integer[]', 'integer[]'],
  ['character varying(10)[]', 'varchar(10)[]'],
]

const kept: ReadonlyArray<readonly [text: string, declaredAgain: string]> = [
  ['hstore', '"hstore"'],
  ['"Mixed Case"', '"Mixed Case"'],
  ['"say ""hi"""', '"say ""hi"""'],
  ['other.mood', '"other"."mood"'],
  ['"a.b"."c d"[]', '"a.b"."c d"[]'],
  ['"integer"', '"integer"'],
  ['"char"', '"char"'],
  ['character(3)', '"bpchar"(3)'],
  ['bit(3)', '"bit"(3)'],
  ['bit varying(3)', '"varbit"(3)'],
  ['time with time zone', '"timetz"'],
  ['interval', '"interval"'],
  ['interval(3)[]', '"interval"[]'],
  ['interval day to second(3)', '"interval"'],
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

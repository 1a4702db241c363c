/** What goes over the wire, and what comes back: text or storage classes, exactly, and errors by SQLSTATE. */
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Connection } from '../../lib/exec/Connection.js'
import type { Wire } from '../../lib/exec/Session.js'
import { right } from '../../lib/fp.js'
import { onEach, sendSql } from '../support/databases.js'

const query = (db: Connection, text: string, ...values: ReadonlyArray<Wire>) => db.run({ text, values })

const rows = async (db: Connection, text: string, ...values: ReadonlyArray<Wire>) => {
  const result = await query(db, text, ...values)
  if (result._tag === 'Left') throw new Error(`${text}: ${JSON.stringify(result.left)}`)
  return result.right.rows
}

const failure = async (db: Connection, text: string, ...values: ReadonlyArray<Wire>): Promise<any> => {
  const result = await query(db, text, ...values)
  if (result._tag === 'Right') throw new Error(`${text} did not fail`)
  return result.left
}

// -------------------------------------------------------------------------------------
// PostgreSQL's text
// -------------------------------------------------------------------------------------

/** Each type's texts, as the server itself writes them. */
const texts: { readonly [type: string]: ReadonlyArray<string> } = {
  boolean: ['t', 'f'],
  smallint: ['-32768'],
  integer: ['2147483647'],
  bigint: ['9007199254740993', '-9223372036854775808'],
  numeric: ['0.1000', '123456789012345678901234567890.123', 'NaN'],
  real: ['0.1', 'Infinity'],
  'double precision': ['0.1', '1e+300', '-Infinity', 'NaN'],
  text: ['', ' ', "O'Reilly", '\\', '{}', '[1]', 'null', '$1', 'žluťoučký 😀'],
  bytea: ['\\x', '\\x00ff5c'],
  date: ['2020-02-29', 'infinity', '0044-03-15 BC'],
  timestamp: ['2020-01-01 12:34:56.123456', '-infinity'],
  'timestamp with time zone': ['2020-01-01 12:34:56.123456+00'],
  time: ['24:00:00'],
  interval: ['1 year 2 mons 3 days 04:05:06.789'],
  uuid: ['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
  json: ['{"a" : 1}', '"text"', 'null', '[1, "2"]', 'true'],
  jsonb: ['{"a": 1}', '"text"', 'null', '[1, "2"]', 'true', '12345678901234567890'],
  'text[]': ['{a,NULL,"NULL","","a,b","a\\"b"}', '{}', '[2:3]={1,2}', '{{a,b},{c,d}}'],
  'boolean[]': ['{t,NULL,f}'],
  'integer[]': ['{1,NULL,3}'],
  'jsonb[]': ['{"{\\"a\\": 1}",NULL}'],
  int4range: ['[1,5)', 'empty'],
  inet: ['192.168.0.1/24'],
  oid: ['4294967295'],
  point: ['(1.5,2)'],
}

onEach(test, 'every text comes back as it went, typed by the server alone', {}, async (db) => {
  await sendSql(db, "set timezone to 'UTC'")
  for (const [type, values] of Object.entries(texts))
    for (const value of values) {
      // twice: the second time, a prepared statement knows the types of its parameters
      for (const _ of [1, 2])
        assert.equal(
          await rows(db, `select $1::${type}, $2::${type}`, value, null),
          [[value, null]],
          `${type} ${value}`,
        )
      assert.equal(await rows(db, `select $1::text::${type}`, value), [[value]], `${type} ${value}`)
    }
})

onEach(test, 'a parameter is typed by the column that it goes to', {}, async (db) => {
  await sendSql(db, 'create table typed (j jsonb, b boolean, ts timestamp, by bytea, a text[], n bigint)')
  const values = ['{"a": "b"}', 'true', '2020-01-01 00:00:00.000001', '\\xff', '{x,"y z"}', '9007199254740993']
  await rows(db, 'insert into typed values ($1, $2, $3, $4, $5, $6)', ...values)
  assert.equal(await rows(db, 'select j ->> $1, b, ts, by, a, n from typed where n = $2', 'a', '9007199254740993'), [
    ['b', 't', '2020-01-01 00:00:00.000001', '\\xff', '{x,"y z"}', '9007199254740993'],
  ])
  assert.equal(await rows(db, 'select count(*) from typed where b = $1', 'true'), [['1']], 'the text true is true')
})

onEach(test, 'what decoders read does not depend on the settings of the database', {}, async (db, name) => {
  const shown = await rows(db, "select now()::date::text ~ '^[0-9]{4}-', '\\x01'::bytea::text, 0.1::real::text")
  assert.equal(shown, [['t', '\\x01', '0.1']], name)
})

onEach(test, 'rows come by position: names may be alike, or __proto__', {}, async (db) => {
  assert.equal(await rows(db, 'select 1 as a, 2 as a, 3 as "__proto__", 4 as "constructor"'), [['1', '2', '3', '4']])
  assert.equal(
    await query(db, 'select from generate_series(1, 2)'),
    right({ rows: [[], []], command: 'SELECT', count: 2 }),
  )
})

onEach(test, 'an answer says what was done, and to how many rows', {}, async (db) => {
  const done = async (text: string) => {
    const result = await query(db, text)
    return result._tag === 'Right' ? [result.right.command, result.right.count, result.right.rows.length] : result
  }
  assert.equal(await done('create table t (id integer)'), ['CREATE', 0, 0])
  assert.equal(await done('insert into t values (1), (2), (3)'), ['INSERT', 3, 0])
  assert.equal(await done('update t set id = id + 10 where id > 1'), ['UPDATE', 2, 0])
  assert.equal(await done('delete from t where id = 1 returning id'), ['DELETE', 1, 1])
  assert.equal(await done('select * from t'), ['SELECT', 2, 2])
  assert.equal(await done('-- nothing'), ['', 0, 0])
})

onEach(test, 'a value of 10 MB, and 100,000 rows', {}, async (db) => {
  const long = 'ž'.repeat(5_000_000)
  assert.equal((await rows(db, 'select $1::text', long))[0]?.[0] === long, true)
  const many = await rows(db, 'select g from generate_series(1, 100000) g')
  assert.is(many.length, 100_000)
  assert.is(many[99_999]?.[0], '100000')
})

onEach(test, 'violations name the table, the columns and the constraint, and no value', {}, async (db) => {
  await sendSql(db, 'create table parents (id integer primary key, "a b" text not null, c text, unique ("a b", c))')
  await sendSql(db, 'create table kids (id integer primary key, p integer constraint to_parent references parents)')
  await sendSql(db, 'alter table kids add constraint small check (id < 100)')
  await sendSql(db, 'create unique index on parents (lower(c))')
  await sendSql(db, "insert into parents values (1, 'secret', 'C')")
  await sendSql(db, 'insert into kids values (1, 1)')
  const of = async (text: string) => {
    const { _tag, table, columns, constraint, ...rest } = await failure(db, text)
    assert.not.match(rest.message, 'secret')
    return [_tag, table, columns, constraint]
  }
  assert.equal(await of("insert into parents values (2, 'secret', 'C')"), [
    'UniqueViolation',
    'parents',
    ['a b', 'c'],
    'parents_a b_c_key',
  ])
  assert.equal(await of("insert into parents values (2, 'x', 'c')"), [
    'UniqueViolation',
    'parents',
    [],
    'parents_lower_idx',
  ])
  assert.equal(await of('insert into kids values (2, 9)'), ['ForeignKeyViolation', 'kids', ['p'], 'to_parent'])
  assert.equal(await of('delete from parents'), ['ForeignKeyViolation', 'kids', [], 'to_parent'])
  assert.equal(await of('insert into parents values (2, null)'), ['NotNullViolation', 'parents', ['a b'], ''])
  assert.equal(await of('insert into kids values (200, 1)'), ['CheckViolation', 'kids', [], 'small'])
})

onEach(test, 'other refusals have their SQLSTATE, and an exclusion does not show the row', {}, async (db) => {
  const codes: ReadonlyArray<readonly [string, string]> = [
    ['selec', '42601'],
    ['select * from nowhere', '42P01'],
    ['select nothing', '42703'],
    ['select 1; select 2', '42601'],
    ['select 1/0', '22012'],
    ['rollback to savepoint nowhere', '25P01'],
  ]
  for (const [text, code] of codes) assert.is((await failure(db, text)).code, code, text)
  assert.match((await failure(db, 'select lenght(1)')).hint, 'No function matches')
  await sendSql(db, 'create table held (during int4range, exclude using gist (during with &&))')
  await sendSql(db, "insert into held values ('[1,5)')")
  const { _tag, table, constraint, ...rest } = await failure(db, "insert into held values ('[4,9)')")
  assert.equal([_tag, table, constraint], ['ExclusionViolation', 'held', 'held_during_excl'])
  assert.not.match(JSON.stringify(rest.message), '[4,9)')
})

onEach(test, 'what cannot be sent is refused before it is sent', { portable: true }, async (db, name) => {
  const seen = await rows(db, 'select 1')
  assert.is((await failure(db, 'select 1\0; drop table t')).code, '22021')
  assert.is((await failure(db, name === 'sqlite' ? 'select ?' : 'select $1::text', '\ud800')).code, '22021')
  assert.is(
    (await failure(db, name === 'sqlite' ? 'select ?' : 'select $1::text')).code,
    name === 'sqlite' ? '07001' : '08P01',
  )
  assert.equal(await rows(db, 'select 1'), seen)
})

test.run()

/** Reflection: what was created is read back, from the catalogs of real databases. */
import { pipe } from 'fp-ts/function'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Column as ColumnNode } from '../../lib/ast/Node.js'
import { compile } from '../../lib/compile/compile.js'
import type { Connection } from '../../lib/exec/Connection.js'
import {
  type AnyTable,
  all,
  bigint,
  bigserial,
  boolean,
  bytea,
  type Column,
  createAll,
  createTable,
  date,
  defaultTo,
  doublePrecision,
  dropTable,
  eq,
  execute,
  from,
  insertInto,
  integer,
  json,
  jsonb,
  limit,
  metadata,
  now,
  nullable,
  numeric,
  primaryKey,
  real,
  references,
  reflectTable,
  reflectTables,
  select,
  serial,
  smallint,
  table,
  text,
  time,
  timestamp,
  timestamptz,
  unique,
  uuid,
  values,
  varchar,
  where,
} from '../../lib/index.js'
import { tableNode } from '../../lib/schema/Table.js'
import { onEach, onSqlite, sendSql } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'

// -------------------------------------------------------------------------------------
// what is compared
// -------------------------------------------------------------------------------------

const ddl = (db: Connection, of: AnyTable): string => {
  const compiled = compile(db.dialect)(createTable(of))
  return compiled._tag === 'Right' ? compiled.right.text : JSON.stringify(compiled.left)
}

const reflect = async (db: Connection, name: string): Promise<AnyTable> => expectRight(await reflectTable(name)(db)())

/** What a column was declared with, for the eye. */
const columnsOf = (of: AnyTable): ReadonlyArray<unknown> =>
  Object.entries(tableNode(of).definitions).map(([key, { type, nullable, primaryKey }]) => [
    key,
    type,
    nullable,
    primaryKey,
  ])

const targetOf = (of: AnyTable, key: string): ColumnNode | undefined =>
  tableNode(of).definitions[key]?.references?.target() as ColumnNode | undefined

const create = async (db: Connection, ...tables: ReadonlyArray<AnyTable>): Promise<void> => {
  expectRight(await createAll(metadata(tables))(db)())
}

// -------------------------------------------------------------------------------------
// round trips
// -------------------------------------------------------------------------------------

const survivors = table('survivors', {
  id: primaryKey(serial),
  small: smallint,
  middle: nullable(integer),
  large: unique(bigint),
  single: real,
  double: doublePrecision,
  truth: boolean,
  words: text,
  few: varchar(10),
  many: nullable(varchar()),
  bytes: bytea,
})

onEach(test, 'a table of the types that every database has comes back as it was', { portable: true }, async (db) => {
  await create(db, survivors)
  assert.is(ddl(db, await reflect(db, 'survivors')), ddl(db, survivors))
})

const remaining = table('remaining', {
  id: primaryKey(bigserial),
  exact: numeric(),
  digits: numeric(5),
  money: unique(numeric(10, 2)),
  day: date,
  hour: time,
  local: nullable(timestamp),
  instant: timestamptz,
  key: uuid,
  document: json(),
  binary: nullable(jsonb()),
})

onEach(test, 'all other types come back on PostgreSQL', {}, async (db) => {
  await create(db, remaining)
  assert.is(ddl(db, await reflect(db, 'remaining')), ddl(db, remaining))
})

test('on SQLite they come back as text, which is what they were declared as [sqlite]', () =>
  onSqlite(async (db) => {
    await create(db, remaining)
    const types = columnsOf(await reflect(db, 'remaining')).map((column) => (column as ReadonlyArray<unknown>)[1])
    assert.equal(types, [{ _tag: 'serial' }, ...Array.from({ length: 10 }, () => ({ _tag: 'text' }))])
  }))

const defaults = table('defaults', {
  id: primaryKey(serial),
  kind: pipe(varchar(10), defaultTo("it's")),
  slash: pipe(text, defaultTo('a\\b')),
  count: pipe(integer, defaultTo(-1)),
  on: pipe(boolean, defaultTo(true)),
  at: pipe(timestamptz, defaultTo(now())),
  never: nullable(text),
})

onEach(
  test,
  'a default is kept as the server spells it, and works in the next table',
  { portable: true },
  async (db) => {
    await create(db, defaults)
    const first = await reflect(db, 'defaults')
    expectRight(await execute(dropTable(defaults))(db)())
    await create(db, first)
    assert.is(ddl(db, await reflect(db, 'defaults')), ddl(db, first))
    const { id, kind, slash, count, on, never } = defaults.c
    expectRight(await execute(pipe(insertInto(defaults), values({})))(db)())
    const rows = expectRight(await all(pipe(from(defaults), select({ id, kind, slash, count, on, never })))(db)())
    assert.equal(rows, [{ id: 1, kind: "it's", slash: 'a\\b', count: -1, on: true, never: null }])
    const found = await all(pipe(from(first), select({ at: defaults.c.at })))(db)()
    assert.instance(expectRight(found)[0]?.at, Date)
  },
)

// -------------------------------------------------------------------------------------
// keys
// -------------------------------------------------------------------------------------

const places = table('places', { land: primaryKey(text), town: primaryKey(integer), mayor: unique(text) })

const people = table('people', {
  id: primaryKey(serial),
  chief: pipe(
    nullable(integer),
    references(() => people.c.id, { onDelete: 'set null', onUpdate: 'cascade' }),
  ),
  mayorOf: pipe(
    nullable(text),
    references(() => places.c.mayor, { onDelete: 'restrict' }),
  ),
  home: pipe(
    unique(text),
    references(() => places.c.mayor, { onUpdate: 'set default' }),
  ),
})

onEach(test, 'keys of several columns, self references and actions come back', { portable: true }, async (db) => {
  await create(db, places, people)
  const [first, second, ...others] = expectRight(await reflectTables('people')(db)())
  assert.equal(others, [])
  assert.is(ddl(db, first as AnyTable), ddl(db, people))
  assert.is(ddl(db, second as AnyTable), ddl(db, places))
})

onEach(
  test,
  'a foreign key gives the column of the table that was reflected with it',
  { portable: true },
  async (db) => {
    await create(db, places, people)
    const [people_, places_] = expectRight(await reflectTables('people')(db)()) as [AnyTable, AnyTable]
    assert.is(targetOf(people_, 'chief'), people_.c.id)
    assert.is(targetOf(people_, 'mayorOf'), places_.c.mayor)
    assert.is(targetOf(people_, 'home'), places_.c.mayor)
  },
)

onEach(test, 'tables that point to each other in a cycle come back', { portable: true }, async (db, name) => {
  const late = name === 'sqlite' ? ' references b' : ''
  await sendSql(db, `create table a (id integer primary key, b_id integer${late})`)
  await sendSql(db, 'create table b (id integer primary key, c_id integer)')
  await sendSql(db, 'create table c (id integer primary key, a_id integer references a)')
  if (name === 'sqlite') {
    await sendSql(db, 'drop table b')
    await sendSql(db, 'create table b (id integer primary key, c_id integer references c)')
  } else {
    await sendSql(db, 'alter table a add foreign key (b_id) references b')
    await sendSql(db, 'alter table b add foreign key (c_id) references c')
  }
  const [b, ...others] = expectRight(await reflectTables('b')(db)()) as [AnyTable, AnyTable, AnyTable]
  assert.equal(
    [b, ...others].map(({ name }) => name),
    ['b', 'a', 'c'],
  )
  const [a, c] = others
  assert.is(targetOf(b, 'c_id'), c.c.id)
  assert.is(targetOf(c, 'a_id'), a.c.id)
  assert.is(targetOf(a, 'b_id'), b.c.id)
})

onEach(
  test,
  'of two foreign keys of one column the first counts, and one of two columns is left out',
  { portable: true },
  async (db) => {
    await sendSql(db, 'create table one (id integer primary key)')
    await sendSql(db, 'create table two (id integer primary key)')
    await sendSql(db, 'create table pair (x integer, y integer, primary key (x, y))')
    await sendSql(
      db,
      `create table t (
      id integer references one references two, x integer, y integer, z integer references two,
      foreign key (x, y) references pair (x, y)
    )`,
    )
    const tables = expectRight(await reflectTables('t')(db)()) as [AnyTable, ...ReadonlyArray<AnyTable>]
    assert.equal(
      tables.map(({ name }) => name),
      ['t', 'one', 'two'],
    )
    assert.equal(
      Object.keys(tables[0].c).map((key) => [key, targetOf(tables[0], key)?.table ?? null]),
      [
        ['id', 'one'],
        ['x', null],
        ['y', null],
        ['z', 'two'],
      ],
    )
  },
)

onEach(test, 'a unique index over one whole column is UNIQUE, and no other is', { portable: true }, async (db) => {
  await sendSql(
    db,
    'create table t (a integer, b integer, c integer, d integer, e text, f integer unique, unique (c, d))',
  )
  await sendSql(db, 'create unique index t_a on t (a)')
  await sendSql(db, 'create unique index t_b on t (b) where b > 0')
  await sendSql(db, 'create unique index t_e on t (lower(e))')
  await sendSql(db, 'create index t_d on t (d)')
  const { definitions } = tableNode(await reflect(db, 't'))
  assert.equal(
    Object.keys(definitions).filter((key) => definitions[key]?.unique),
    ['a', 'f'],
  )
})

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

const names = ['select', 'Mixed Case', `quo"te's`, '__proto__', 'constructor', 'a.b', 'ü🎉', '$1', '--', ' ', "\\'"]

onEach(test, 'hostile names of tables and columns are names', { portable: true }, async (db) => {
  for (const name of names) {
    const others = names.filter((other) => other !== name)
    const hostile = table(name, {
      [name]: primaryKey(text),
      ...Object.fromEntries(others.map((other) => [other, nullable(text)])),
      parent: pipe(
        nullable(text),
        references(() => hostile.c[name]),
      ),
    } as never) as AnyTable
    await create(db, hostile)
    const found = await reflect(db, name)
    assert.is(ddl(db, found), ddl(db, hostile))
    assert.is(targetOf(found, 'parent'), found.c[name], name)
    const row = Object.fromEntries([...names.map((key) => [key, key]), ['parent', null]])
    expectRight(await execute(pipe(insertInto(found), values(row as never)))(db)())
    const read = expectRight(
      await all(pipe(from(found), where(eq(found.c[name] as Column<string, string>, name)), select(found)))(db)(),
    )
    assert.equal(
      (read as ReadonlyArray<object>).map((it) => Object.entries(it)),
      [Object.keys(found.c).map((key) => [key, key === 'parent' ? null : key])],
    )
  }
})

onEach(test, 'a name is looked for as it is, and not as SQL', { portable: true }, async (db, name) => {
  await sendSql(db, 'create table users (id integer primary key)')
  const quoted = expectLeft(await reflectTable('"users"')(db)())
  assert.is(quoted._tag, 'QueryFailed')
  // SQLite's names are the same in upper and lower case
  const upper = await reflectTable('USERS')(db)()
  assert.is(upper._tag === 'Right' ? upper.right.name : upper.left._tag, name === 'sqlite' ? 'users' : 'QueryFailed')
})

// -------------------------------------------------------------------------------------
// what is not there
// -------------------------------------------------------------------------------------

onEach(test, 'a table that is not there is a Left with SQLSTATE 42P01', { portable: true }, async (db) => {
  for (const name of ['nobody', '', 'n'.repeat(100), "' or 1 = 1 --", '%']) {
    const error = expectLeft(await reflectTable(name)(db)())
    assert.is(error._tag === 'QueryFailed' && error.code, '42P01', name)
  }
})

onEach(test, 'what cannot be a name is refused before anything is sent', { portable: true }, async (db, _, log) => {
  log.length = 0
  assert.is(expectLeft(await reflectTable('a\0b')(db)())._tag, 'InvalidValue')
  assert.is(expectLeft(await reflectTable(1 as never)(db)())._tag, 'InvalidValue')
  assert.is(expectLeft(await reflectTable(undefined as never)(db)())._tag, 'NotCompiled')
  assert.is(log.length, 0)
})

onEach(test, 'one statement asks for all tables', { portable: true }, async (db, _, log) => {
  await create(db, places, people)
  log.length = 0
  await reflect(db, 'people')
  assert.equal(
    log.map(({ values }) => values),
    [1],
  )
})

onEach(test, 'a view has columns and no keys', { portable: true }, async (db) => {
  await create(db, places)
  await sendSql(db, 'create view seen as select land, town from places')
  assert.equal(columnsOf(await reflect(db, 'seen')), [
    ['land', { _tag: 'text' }, true, false],
    ['town', { _tag: 'integer' }, true, false],
  ])
})

onEach(test, 'a table without columns has none', {}, async (db) => {
  await sendSql(db, 'create table bare ()')
  assert.equal(columnsOf(await reflect(db, 'bare')), [])
})

onEach(test, 'a table of another schema is not reached, nor what only points there', {}, async (db) => {
  await sendSql(db, 'create table own (id integer primary key)')
  const schema = expectRight(await db.run({ text: 'select current_schema()', values: [] })).rows[0]?.[0]
  try {
    await sendSql(db, `create schema ${schema}_other`)
    await sendSql(db, `create table ${schema}_other.own (id bigint primary key)`)
    await sendSql(db, `create table ${schema}_other.far (id integer primary key)`)
    await sendSql(db, `create table t (a integer references own, b integer references ${schema}_other.far)`)
    const [t, ...others] = expectRight(await reflectTables('t')(db)()) as [AnyTable, ...ReadonlyArray<AnyTable>]
    assert.equal(others.map(columnsOf), [[['id', { _tag: 'integer' }, false, true]]])
    assert.is(targetOf(t, 'b'), undefined)
    assert.is(expectLeft(await reflectTable('far')(db)())._tag, 'QueryFailed')
  } finally {
    await sendSql(db, `drop schema ${schema}_other cascade`)
  }
})

// -------------------------------------------------------------------------------------
// PostgreSQL
// -------------------------------------------------------------------------------------

onEach(test, 'what counts up comes back as serial, and another default does not', {}, async (db) => {
  await sendSql(db, 'create sequence s')
  await sendSql(
    db,
    `create table t (
      a serial, b bigserial, c smallserial, d integer generated always as identity, e bigint generated by default as identity,
      f integer not null default nextval('s'), g integer default 1, h integer generated always as (1 + 1) stored, i serial
    )`,
  )
  await sendSql(db, 'alter table t alter i set default 7')
  const { definitions } = tableNode(await reflect(db, 't'))
  assert.equal(
    Object.entries(definitions).map(([key, { type, defaultTo }]) => [
      key,
      type._tag,
      defaultTo?._tag === 'Raw' ? defaultTo.strings : defaultTo,
    ]),
    [
      ['a', 'serial', null],
      ['b', 'bigserial', null],
      ['c', 'smallint', ["nextval('t_c_seq'::regclass)"]],
      ['d', 'serial', null],
      ['e', 'bigserial', null],
      ['f', 'integer', ["nextval('s'::regclass)"]],
      ['g', 'integer', ['1']],
      ['h', 'integer', null],
      ['i', 'integer', ['7']],
    ],
  )
})

/** Types that no table of the tests above has: how they are declared again, and a value. */
const others: ReadonlyArray<readonly [type: string, declared: string, value: unknown]> = [
  ['interval', 'interval', { days: 1 }],
  ['interval(3)', 'interval(3)', { seconds: 1.5 }],
  ['interval day to second(2)', 'interval day to second(2)', { days: 1, seconds: 1.5 }],
  ['timestamp(3) with time zone', 'timestamptz(3)', new Date(5)],
  ['"char"', '"char"', 'x'],
  ['char(5)', 'char(5)', 'abc  '],
  ['bit(3)', 'bit(3)', '101'],
  ['bit varying(4)', 'varbit(4)', '10'],
  ['time(3) with time zone', 'timetz(3)', '10:00:00+02'],
  ['numeric(5, -1)', 'numeric(5, -1)', '120'],
  ['int4range', 'int4range', { lower: 1, upper: 5, bounds: '[)' }],
  ['tstzmultirange', 'tstzmultirange', [{ lower: new Date(0), upper: null, bounds: '[)' }]],
  ['inet', 'inet', '10.0.0.1'],
  ['point', 'point', { x: 1, y: 2 }],
  ['oid', 'oid', 4_294_967_295],
  ['pg_catalog.xml', 'xml', '<a/>'],
  ['mood', '"mood"', 'it\'s "so, so"'],
  ['"Mixed ""Mood"""', '"Mixed ""Mood"""', 'ok'],
  ['year', '"year"', '2026'],
  ['integer[]', 'integer[]', [1, null, 3]],
  [
    'integer[]',
    'integer[]',
    [
      [1, null],
      [3, 4],
    ],
  ],
  ['varchar(10)[]', 'varchar(10)[]', ['a b', 'c', 'NULL']],
  ['interval[]', 'interval[]', [{ days: 1 }, null]],
  ['int4range[]', 'int4range[]', [{ empty: true }]],
  ['mood[]', '"mood"[]', ['ok', null]],
  ['jsonb[]', 'jsonb[]', [[1, [2]], { a: null }, null]],
]

onEach(test, 'a type is declared again as it was, and its values are what its column spec has', {}, async (db) => {
  await sendSql(db, `create type mood as enum ('ok', 'it''s "so, so"')`)
  await sendSql(db, `create type "Mixed ""Mood""" as enum ('ok')`)
  await sendSql(db, 'create domain year as integer check (value > 0)')
  await sendSql(db, `create table t (${others.map(([type], i) => `c${i} ${type}`).join(', ')})`)
  const first = await reflect(db, 't')
  const columns = others.map(([, declared], i) => `"c${i}" ${declared}`)
  assert.is(ddl(db, first), `create table "t" (\n  ${columns.join(',\n  ')}\n)`)

  const row = Object.fromEntries(others.map(([, , value], i) => [`c${i}`, value]))
  const again = tableNode(first).definitions
  const second = table('second', again as never) as AnyTable
  await create(db, second)
  assert.is(ddl(db, await reflect(db, 'second')), ddl(db, second))
  for (const t of [first, second]) {
    expectRight(await execute(pipe(insertInto(t), values(row as never)))(db)())
    assert.equal(expectRight(await all(pipe(from(t), select(t)))(db)()), [row])
  }
})

onEach(test, 'a type of another schema keeps it', {}, async (db) => {
  const schema = expectRight(await db.run({ text: 'select current_schema()', values: [] })).rows[0]?.[0]
  try {
    await sendSql(db, `create schema "${schema}.other"`)
    await sendSql(db, `create type "${schema}.other"."My Type" as enum ('x')`)
    await sendSql(db, `create table t (a "${schema}.other"."My Type", b "${schema}.other"."My Type"[])`)
    const name = `"${schema}.other"."My Type"`
    assert.is(ddl(db, await reflect(db, 't')), `create table "t" (\n  "a" ${name},\n  "b" ${name}[]\n)`)
  } finally {
    await sendSql(db, `drop schema "${schema}.other" cascade`)
  }
})

onEach(test, 'every table of the catalog can be reflected, and read', {}, async (db) => {
  const query = `select relname, relkind = 'r' and has_table_privilege(oid, 'select')
    from pg_class
    where relnamespace = 'pg_catalog'::regnamespace and relkind in ('r', 'v')`
  const { rows } = expectRight(await db.run({ text: query, values: [] }))
  assert.ok(rows.length > 100)
  for (const [name, readable] of rows) {
    const found = await reflect(db, name as string)
    assert.ok(Object.keys(found.c).length > 0)
    if (readable === 't') expectRight(await all(pipe(from(found), limit(100), select(found)))(db)())
  }
})

// -------------------------------------------------------------------------------------
// SQLite
// -------------------------------------------------------------------------------------

test('a name of a type that converts otherwise is kept as it was written [sqlite]', () =>
  onSqlite(async (db) => {
    await sendSql(
      db,
      `create table t (
      a DECIMAL(10, 5), b datetime, c "weird (""x""", d UNSIGNED BIG INT, e, f VARCHAR(20), g INTEGER, h int[], i Double Precision
    )`,
    )
    const first = await reflect(db, 't')
    assert.is(
      ddl(db, first),
      `create table "t" (
  "a" "DECIMAL(10, 5)",
  "b" "datetime",
  "c" "weird (""x""",
  "d" "UNSIGNED BIG INT",
  "e" text,
  "f" varchar(20),
  "g" integer,
  "h" "int[]",
  "i" double precision
)`,
    )
    expectRight(await execute(dropTable(first))(db)())
    await create(db, first)
    assert.is(ddl(db, await reflect(db, 't')), ddl(db, first))
  }))

test('a column that has a number where text was expected gives its text [sqlite]', () =>
  onSqlite(async (db) => {
    await sendSql(db, 'create table t (a DECIMAL(10, 2), b datetime)')
    const t = await reflect(db, 't')
    expectRight(await execute(pipe(insertInto(t), values({ a: '12.50', b: '2026-11-22 10:00:00' })))(db)())
    assert.equal(expectRight(await all(pipe(from(t), select(t)))(db)()), [{ a: '12.5', b: '2026-11-22 10:00:00' }])
    await sendSql(db, `update t set a = x'00ff'`)
    const error = expectLeft(await all(pipe(from(t), select(t)))(db)())
    assert.is(error._tag === 'Undecodable' && error.column, 'a')
  }))

test('an integer that SQLite counts is serial, and one that it does not is not [sqlite]', () =>
  onSqlite(async (db) => {
    await sendSql(db, 'create table a (id integer primary key)')
    await sendSql(db, 'create table b (id integer primary key) without rowid')
    await sendSql(db, 'create table c (id int primary key)')
    await sendSql(db, 'create table d (x integer, y integer, primary key (x, y))')
    const keys = await Promise.all(['a', 'b', 'c', 'd'].map(async (name) => columnsOf(await reflect(db, name))[0]))
    assert.equal(keys, [
      ['id', { _tag: 'serial' }, false, true],
      ['id', { _tag: 'integer' }, false, true],
      ['id', { _tag: 'integer' }, false, true],
      ['x', { _tag: 'integer' }, false, true],
    ])
  }))

test('a foreign key is found whatever the case of its names, and one to nothing is none [sqlite]', () =>
  onSqlite(async (db) => {
    await sendSql(db, 'create table Users (Id integer primary key)')
    await sendSql(
      db,
      'create table t (a integer references USERS, b integer references users(iD), c integer references nobody, d integer references users(x))',
    )
    const t = await reflect(db, 't')
    assert.equal(
      ['a', 'b', 'c', 'd'].map((key) => {
        const target = targetOf(t, key)
        return target === undefined ? null : [target.table, target.name]
      }),
      [['Users', 'Id'], ['Users', 'Id'], null, null],
    )
  }))

test.run()

/** What a descriptor can say of a table, and of what stands beside tables: each as DDL, and then kept by databases. */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import {
  addColumn,
  addConstraint,
  all,
  array,
  bigint,
  check,
  collated,
  comment,
  commentOn,
  composite,
  computed,
  createAll,
  createAllSql,
  createIndex,
  createSchema,
  createSequence,
  createTable,
  createType,
  createView,
  date,
  declaredView,
  defaultTo,
  desc,
  domain,
  dropAll,
  dropAllSql,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropSchema,
  dropSequence,
  dropTable,
  dropType,
  dropView,
  enumType,
  eq,
  excludeOn,
  execute,
  foreignKeyOn,
  from,
  ge,
  gt,
  identity,
  index,
  indexed,
  insertInto,
  int4range,
  integer,
  isNotNull,
  like,
  lower,
  materializedView,
  metadata,
  mul,
  nextValue,
  nullable,
  nullsLast,
  orderBy,
  overriding,
  partition,
  partitionedBy,
  primaryKey,
  primaryKeyOn,
  references,
  renameColumn,
  renameTable,
  returning,
  routine,
  select,
  sequence,
  serial,
  table,
  tableComment,
  text,
  timestamptz,
  trigger,
  uniqueOn,
  unlogged,
  values,
  view,
  where,
  withSchema,
} from '../../lib/index.js'
import { onEach, schemaName } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('definitions')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

const lines = table('lines', {
  id: pipe(bigint, identity({ always: true, start: 1000, increment: 2 }), primaryKey),
  code: pipe(text, collated('C'), comment('as printed')),
  price: integer,
  amount: pipe(integer, defaultTo(1)),
  total: pipe(
    integer,
    computed(() => mul(lines.c.price, lines.c.amount)),
  ),
})

test('an identity, a collation, a computed column', () => {
  inPostgres(
    createTable(lines),
    `
    create table "lines" (
      "id" bigint primary key generated always as identity (start with 1000 increment by 2),
      "code" text collate "C" not null,
      "price" integer not null,
      "amount" integer not null default 1,
      "total" integer not null generated always as ("price" * "amount") stored
    )
    `,
  )
})

onEach(test, 'the database counts and computes, and refuses to be told', {}, async (db) => {
  expectRight(await createAll(metadata([lines]))(db)())
  const one = pipe(insertInto(lines), values({ code: 'a', price: 3, amount: 4 }), returning(lines))
  assert.equal(expectRight(await all(one)(db)()), [{ id: 1000n, code: 'a', price: 3, amount: 4, total: 12 }])
  const told = pipe(insertInto(lines), values({ id: 5n, code: 'b', price: 1 }))
  assert.is(expectLeft(await execute(told)(db)())._tag, 'QueryFailed')
  assert.is(expectRight(await execute(pipe(told, overriding('system')))(db)()), 1)
})

const sums = table('sums', {
  a: integer,
  twice: pipe(
    integer,
    computed(() => mul(sums.c.a, 2)),
  ),
})

onEach(test, 'a computed column is computed on SQLite too', { portable: true }, async (db) => {
  expectRight(await createAll(metadata([sums]))(db)())
  const one = pipe(insertInto(sums), values({ a: 4 }), returning(sums))
  assert.equal(expectRight(await all(one)(db)()), [{ a: 4, twice: 8 }])
})

// -------------------------------------------------------------------------------------
// constraints and indexes
// -------------------------------------------------------------------------------------

const rooms = table('rooms', { id: primaryKey(serial), floor: integer, number: integer, name: nullable(text) }, (t) => [
  uniqueOn([t.floor, t.number], { include: [t.name], name: 'door' }),
  index([lower(t.name)], { where: isNotNull(t.name), name: 'by_name' }),
  index([t.floor, pipe(desc(t.number), nullsLast)], { unique: true, include: [t.name] }),
])

test('indexes over expressions, in an order, of some rows, with other columns in them', () => {
  inPostgres(
    createIndex(rooms, 'by_name'),
    `create index "by_name" on "rooms" ((lower("name"))) where "name" is not null`,
  )
  inSqlite(
    createIndex(rooms, 'by_name'),
    `create index "by_name" on "rooms" ((lower("name"))) where "name" is not null`,
  )
  inPostgres(
    createIndex(rooms, 'rooms_floor_number_idx', { concurrently: true, ifNotExists: true }),
    `create unique index concurrently if not exists "rooms_floor_number_idx" on "rooms" ("floor", "number" desc nulls last) include ("name")`,
  )
  inPostgres(dropIndex(rooms, 'by_name', { ifExists: true }), `drop index if exists "by_name"`)
  inPostgres(
    createTable(rooms),
    `
    create table "rooms" (
      "id" serial primary key,
      "floor" integer not null,
      "number" integer not null,
      "name" text,
      constraint "door" unique ("floor", "number") include ("name")
    )
    `,
  )
})

test('an index that the table does not have is named, with those that it has', () => {
  const problem = createIndex(rooms, 'by_nmae')
  const compiled = JSON.stringify(problem)
  assert.match(compiled, 'by_name')
})

const bookings = table('bookings', { room: int4range, during: int4range, state: text }, (t) => [
  excludeOn(
    [
      [t.room, '='],
      [t.during, '&&'],
    ],
    { where: eq(t.state, 'sure'), name: 'one_at_a_time' },
  ),
])

test('an exclusion, with its condition', () => {
  inPostgres(
    createTable(bookings),
    `
    create table "bookings" (
      "room" int4range not null,
      "during" int4range not null,
      "state" text not null,
      constraint "one_at_a_time" exclude using gist ("room" with =, "during" with &&) where ("state" = 'sure')
    )
    `,
  )
})

onEach(test, 'an exclusion keeps bookings apart', {}, async (db) => {
  expectRight(await createAll(metadata([bookings]))(db)())
  const book = (from: number, to: number, state: string) =>
    execute(
      pipe(
        insertInto(bookings),
        values({
          room: { lower: 1, upper: 2, bounds: '[)' },
          during: { lower: from, upper: to, bounds: '[)' },
          state,
        }),
      ),
    )(db)()
  expectRight(await book(1, 5, 'sure'))
  expectRight(await book(2, 6, 'perhaps'))
  assert.is(expectLeft(await book(4, 8, 'sure'))._tag, 'ExclusionViolation')
})

test('what is no operator is refused, and what is no method', () => {
  const attack = table('t', { a: integer }, (t) => [excludeOn([[t.a, '= ) ; drop table x --']])])
  const sql = createAllSql(postgres)(metadata([attack]))
  assert.match(expectLeft(sql).map(describeCompileError).join(), 'is not an operator')
  const other = table('t', { a: integer }, (t) => [index([t.a], { method: 'btree (a); drop table x' })])
  assert.match(
    expectLeft(createAllSql(postgres)(metadata([other])))
      .map(describeCompileError)
      .join(),
    'not the name',
  )
})

test('a constraint is added to a table that is there, and not looked at yet', () => {
  inPostgres(
    addConstraint(rooms, check(gt(rooms.c.floor, 0), { name: 'up', notValid: true })),
    `alter table "rooms" add constraint "up" check ("floor" > 0) not valid`,
  )
  inPostgres(
    addConstraint(rooms, primaryKeyOn([rooms.c.id], { deferrable: 'deferred' })),
    `alter table "rooms" add primary key ("id") deferrable initially deferred`,
  )
  inPostgres(dropConstraint(rooms, 'up'), `alter table "rooms" drop constraint "up"`)
})

const members = table('members', { id: primaryKey(serial), years: nullable(integer), name: text })

onEach(test, 'a table that is there is changed, step by step', { portable: true }, async (db) => {
  const before = table('people_', { id: primaryKey(serial), age: nullable(integer), old: nullable(text) })
  expectRight(await createAll(metadata([before]))(db)())
  const steps = [
    renameTable('people_', members),
    renameColumn(members, 'age', 'years'),
    dropColumn(members, 'old'),
    addColumn(table('members', { note: nullable(text) }), 'note'),
  ]
  for (const step of steps) expectRight(await execute(step)(db)())
  const after = table('members', { id: primaryKey(serial), years: nullable(integer), note: nullable(text) })
  assert.equal(expectRight(await all(pipe(from(after), select(after)))(db)()), [])
})

test('a column that the table does not have is none to add', () => {
  assert.match(
    problemsOf(postgres)(addColumn(members, 'nme' as never))
      .map(describeCompileError)
      .join(),
    'members has no column',
  )
})

// -------------------------------------------------------------------------------------
// types, sequences, schemas
// -------------------------------------------------------------------------------------

const mood = enumType('mood', ["it's", 'ok'])
const email = domain('email', text, { check: (value) => like(value, '%@%'), name: 'has_at', notNull: true })
const place = composite('place', { street: text, zip: nullable(text) })

test('types with names of their own', () => {
  inPostgres(createType(mood), `create type "mood" as enum ('it''s', 'ok')`)
  inPostgres(createType(email), `create domain "email" as text not null constraint "has_at" check ((value) like '%@%')`)
  inPostgres(createType(place), `create type "place" as ("street" text, "zip" text)`)
  inPostgres(dropType(email, { ifExists: true, cascade: true }), `drop domain if exists "email" cascade`)
  inPostgres(dropType(mood), `drop type "mood"`)
})

const orderNumber = sequence('order_number', { start: 1000, cache: 5, cycle: false })

test('sequences and schemas', () => {
  inPostgres(createSequence(orderNumber), `create sequence "order_number" start with 1000 cache 5`)
  inPostgres(dropSequence(orderNumber), `drop sequence "order_number"`)
  inPostgres(createSchema('app', { ifNotExists: true }), `create schema if not exists "app"`)
  inPostgres(dropSchema('app'), `drop schema "app"`)
  inPostgres(commentOn(rooms, 'with a door'), `comment on table "rooms" is 'with a door'`)
  inPostgres(dropTable(rooms, { ifExists: true, cascade: true }), `drop table if exists "rooms" cascade`)
})

const orders = table('orders', {
  id: pipe(bigint, defaultTo(nextValue(orderNumber)), primaryKey),
  mood: pipe(mood, defaultTo('ok')),
  email,
  places: array(place),
})

onEach(test, 'types and sequences are made before the tables that need them, once', {}, async (db) => {
  const all_ = metadata([orders, orderNumber])
  expectRight(await createAll(all_)(db)())
  assert.equal(expectRight(await createAll(all_)(db)()), [])
  const row = { email: 'a@b', places: [{ street: 'high', zip: null }] }
  const one = pipe(insertInto(orders), values(row), returning(orders))
  assert.equal(expectRight(await all(one)(db)()), [{ id: 1000n, mood: 'ok', ...row }])
  const wrong = pipe(insertInto(orders), values({ ...row, email: 'nobody' }))
  assert.is(expectLeft(await execute(wrong)(db)())._tag, 'CheckViolation')
  assert.equal(expectRight(await dropAll(all_)(db)()), ['orders'])
  assert.equal(expectRight(await createAll(all_)(db)()), ['orders'])
})

test('two enums of one name with other labels are a mistake', () => {
  const other = table('other', { mood: enumType('mood', ['sad']) })
  assert.match(
    expectLeft(createAllSql(postgres)(metadata([orders, other])))
      .map(describeCompileError)
      .join(),
    'mood',
  )
})

// -------------------------------------------------------------------------------------
// views
// -------------------------------------------------------------------------------------

const people = table('people', { id: primaryKey(serial), name: text, age: integer })
const adults = pipe(
  from(people),
  where(ge(people.c.age, 18)),
  select({ id: people.c.id, name: people.c.name }),
  view('adults'),
)
const kept = pipe(from(people), select({ name: people.c.name }), materializedView('kept'))
const counted = declaredView('counted', { n: bigint }, { query: 'select count(*) as n from people' })

test('views are made of queries, with their values in them', () => {
  inPostgres(
    createView(adults),
    `
    create view "adults" as
    select "people"."id", "people"."name"
    from "people"
    where "people"."age" >= 18
    `,
  )
  inPostgres(
    createView(kept),
    `
    create materialized view "kept" as
    select "people"."name"
    from "people"
    `,
  )
  inPostgres(dropView(kept), 'drop materialized view "kept"')
})

onEach(test, 'a view is a source like any other', { portable: true }, async (db) => {
  expectRight(await createAll(metadata([adults, people, counted]))(db)())
  const insert = pipe(
    insertInto(people),
    values([
      { name: 'ann', age: 20 },
      { name: 'bob', age: 3 },
    ]),
  )
  expectRight(await execute(insert)(db)())
  assert.equal(expectRight(await all(pipe(from(adults), select(adults)))(db)()), [{ id: 1, name: 'ann' }])
  assert.equal(expectRight(await all(pipe(from(counted), select({ n: counted.c.n })))(db)()), [{ n: 2n }])
  expectRight(await dropAll(metadata([adults, people, counted]))(db)())
})

// -------------------------------------------------------------------------------------
// partitions, comments, code
// -------------------------------------------------------------------------------------

const events = table('events', { at: date, kind: text }, (t) => [
  partitionedBy('range', [t.at]),
  tableComment("what happened, in 'words'"),
  index(t.kind),
])
const first = partition('events_1', events, { from: ['2026-01-01'], to: ['2027-01-01'] })
const rest = partition('events_rest', events, 'default')

onEach(test, 'rows go to the partition that they belong to', {}, async (db) => {
  const all_ = metadata([rest, first, events])
  assert.equal(expectRight(await createAll(all_)(db)()), ['events', 'events_rest', 'events_1'])
  const insert = pipe(
    insertInto(events),
    values([
      { at: '2026-05-05', kind: 'a' },
      { at: '2030-05-05', kind: 'b' },
    ]),
  )
  expectRight(await execute(insert)(db)())
  assert.equal(expectRight(await all(pipe(from(first), select({ kind: first.c.kind })))(db)()), [{ kind: 'a' }])
  assert.equal(expectRight(await all(pipe(from(rest), select({ kind: rest.c.kind })))(db)()), [{ kind: 'b' }])
})

test('partitions by list and by hash, and a table that is not logged', () => {
  const by = table('by', { kind: text, n: integer }, (t) => [partitionedBy('list', [t.kind])])
  inPostgres(
    createTable(partition('by_a', by, { in: ["it's", 'b'] })),
    `create table "by_a" partition of "by" for values in ('it''s', 'b')`,
  )
  inPostgres(
    createTable(partition('by_0', by, { modulus: 4, remainder: 0 })),
    `create table "by_0" partition of "by" for values with (modulus 4, remainder 0)`,
  )
  inPostgres(
    createTable(table('cache', { key: text }, () => [unlogged])),
    `
    create unlogged table "cache" (
      "key" text not null
    )
    `,
  )
})

const stamp = routine('stamp', {
  definition: `create function stamp() returns trigger language plpgsql as 'begin new.name = upper(new.name); return new; end'`,
})

onEach(test, 'functions and triggers are made as they are written', {}, async (db) => {
  const touch = trigger(
    'touch',
    people,
    'create trigger touch before insert on people for each row execute function stamp()',
  )
  expectRight(await createAll(metadata([people, stamp, touch]))(db)())
  expectRight(await createAll(metadata([people, stamp, touch]))(db)())
  const one = pipe(insertInto(people), values({ name: 'ann', age: 1 }), returning({ name: people.c.name }))
  assert.equal(expectRight(await all(one)(db)()), [{ name: 'ANN' }])
})

// -------------------------------------------------------------------------------------
// all of it
// -------------------------------------------------------------------------------------

const chicken = table('chicken', {
  id: primaryKey(serial),
  eggId: nullable(
    pipe(
      integer,
      references(() => egg.c.id),
    ),
  ),
})
const egg = table('egg', {
  id: primaryKey(serial),
  chickenId: pipe(
    integer,
    references(() => chicken.c.id),
    indexed,
  ),
})

test('all DDL as text, in an order that is always the same, with a cycle split', () => {
  assert.equal(expectRight_(createAllSql(postgres)(metadata([egg, chicken, adults, people]))), [
    'create table "people" (\n  "id" serial primary key,\n  "name" text not null,\n  "age" integer not null\n)',
    'create table "chicken" (\n  "id" serial primary key,\n  "eggId" integer\n)',
    'create table "egg" (\n  "id" serial primary key,\n  "chickenId" integer not null references "chicken" ("id")\n)',
    'alter table "chicken" add foreign key ("eggId") references "egg" ("id")',
    'create index "egg_chickenId_idx" on "egg" ("chickenId")',
    'create view "adults" as\nselect "people"."id", "people"."name"\nfrom "people"\nwhere "people"."age" >= 18',
  ])
  assert.equal(expectRight_(dropAllSql(postgres)(metadata([egg, chicken]))), [
    'alter table "chicken" drop constraint "chicken_eggId_fkey"',
    'drop table "egg"',
    'drop table "chicken"',
  ])
})

const expectRight_ = <A>(either: { readonly _tag: 'Right'; readonly right: A } | { readonly _tag: 'Left' }): A =>
  either._tag === 'Right' ? either.right : (assert.unreachable(JSON.stringify(either)) as never)

test('names that nobody gave are made by the convention of the metadata', () => {
  const naming = {
    pk: 'pk_%(table_name)s',
    uq: 'uq_%(table_name)s_%(column_0_N_name)s',
    fk: 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s',
    ck: 'ck_%(table_name)s_%(constraint_name)s',
    ix: ({ table, columns }: { readonly table: string; readonly columns: ReadonlyArray<string> }) =>
      `ix_${table}_${columns.join('_')}`,
  }
  const a = table('a', { x: primaryKey(integer), y: integer }, (t) => [
    uniqueOn([t.x, t.y]),
    check(gt(t.x, 0), { name: 'positive' }),
    check(gt(t.y, 0)),
    index(t.y),
  ])
  const b = table('b', { x: integer, y: integer }, (t) => [foreignKeyOn([t.x, t.y], () => [a.c.x, a.c.y])])
  assert.equal(expectRight_(createAllSql(postgres)(metadata([a, b], { naming }))), [
    `create table "a" (
  "x" integer not null,
  "y" integer not null,
  constraint "pk_a" primary key ("x"),
  constraint "uq_a_x_y" unique ("x", "y"),
  constraint "ck_a_positive" check ("x" > 0),
  check ("y" > 0)
)`,
    `create table "b" (
  "x" integer not null,
  "y" integer not null,
  constraint "fk_b_x_a" foreign key ("x", "y") references "a" ("x", "y")
)`,
    'create index "ix_a_y" on "a" ("y")',
  ])
})

onEach(test, 'tables of several schemas point to each other', {}, async (db) => {
  const [one, two] = [schemaName(), schemaName()]
  const parent = withSchema(one)(table('parent', { id: primaryKey(serial) }))
  const child = withSchema(two)(
    table('child', {
      id: primaryKey(serial),
      parentId: pipe(
        integer,
        references(() => parent.c.id),
      ),
      at: timestamptz,
    }),
  )
  try {
    assert.equal(expectRight(await createAll(metadata([child, parent]))(db)()), ['parent', 'child'])
    assert.equal(expectRight(await createAll(metadata([child, parent]))(db)()), [])
  } finally {
    for (const name of [two, one]) await execute(dropSchema(name, { ifExists: true, cascade: true }))(db)()
  }
})

test('a metadata says in which schema its tables are', () => {
  const [first_] = expectRight_(createAllSql(postgres)(metadata([people], { schema: 'app' })))
  assert.is(first_, 'create schema if not exists "app"')
})

test('views can be ordered by like tables', () => {
  inPostgres(
    pipe(from(adults), orderBy(adults.c.name), select({ id: adults.c.id })),
    `
    select "adults"."id"
    from "adults"
    order by "adults"."name"
    `,
  )
})

test.run()

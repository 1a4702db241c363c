/** Whole schemas: what was described is read back, and what differs is said, with the SQL that sets it right. */
import { pipe } from 'fp-ts/function'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { connect } from '../../dialects/postgres/connect.js'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describe } from '../../lib/catalog/describe.js'
import type { Connection } from '../../lib/exec/Connection.js'
import { runChanges, sqlOfChanges } from '../../lib/exec/createAll.js'
import {
  array,
  bigint,
  boolean,
  check,
  collated,
  comment,
  computed,
  createAll,
  createAllSql,
  date,
  defaultTo,
  domain,
  enumType,
  foreignKeyOn,
  from,
  gt,
  identity,
  index,
  integer,
  like,
  lower,
  metadata,
  mul,
  now,
  nullable,
  partition,
  partitionedBy,
  primaryKey,
  references,
  reflect,
  select,
  serial,
  table,
  tableComment,
  text,
  timestamptz,
  unique,
  uniqueOn,
  varchar,
  view,
} from '../../lib/index.js'
import { diff } from '../../lib/reflect/diff.js'
import { reflectCatalog } from '../../lib/reflect/reflect.js'
import type { Metadata } from '../../lib/schema/Metadata.js'
import { onEach, postgresUrl, sendSql } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

const words = async (db: Connection, of: Metadata): Promise<ReadonlyArray<string>> =>
  expectRight(await diff(of)(db)()).map((each) => each.words)

// -------------------------------------------------------------------------------------
// round trips
// -------------------------------------------------------------------------------------

const mood = enumType('mood', ['sad', "it's ok"])

const users = table(
  'User',
  {
    id: primaryKey(serial),
    'e-mail': unique(varchar(80)),
    bossId: nullable(
      pipe(
        integer,
        references(() => users.c.id, { onDelete: 'set null', deferrable: 'deferred' }),
      ),
    ),
    mood: pipe(mood, defaultTo("it's ok")),
    select: pipe(boolean, defaultTo(false)),
    'say "hi"': pipe(text, defaultTo("a'b\\c"), collated('C'), comment('with "quotes"')),
    createdAt: pipe(timestamptz, defaultTo(now())),
    tags: nullable(array(text)),
  },
  (t) => [index(lower(t['e-mail']), { unique: true }), check(gt(t.id, 0)), tableComment("people's accounts")],
)

const orders = table(
  'orders',
  {
    shop: primaryKey(integer),
    number: primaryKey(pipe(bigint, identity({ start: 7 }))),
    price: integer,
    double: pipe(
      integer,
      computed(() => mul(orders.c.price, 2)),
    ),
    email: domain('email', text, { check: (value) => like(value, '%@%') }),
  },
  (t) => [uniqueOn([t.price, t.shop], { name: 'price once', include: [t.email] })],
)

const lines = table('lines', { shop: integer, number: bigint, at: date }, (t) => [
  foreignKeyOn([t.shop, t.number], () => [orders.c.shop, orders.c.number], { onDelete: 'cascade', matchFull: true }),
  partitionedBy('range', [t.at]),
])

const cheap = pipe(from(orders), select({ shop: orders.c.shop, price: orders.c.price }), view('cheap'))

const shop = metadata([
  users,
  orders,
  lines,
  partition('lines_2026', lines, { from: ['2026-01-01'], to: ['2027-01-01'] }),
  cheap,
])

onEach(test, 'what was described is read back: the database is what either says', {}, async (db) => {
  expectRight(await createAll(shop)(db)())
  const found = expectRight(await reflect()(db)())
  assert.equal(await words(db, shop), [])
  assert.equal(await words(db, found), [])
  // names that nobody gave are not there, and what is a value is one
  const account = found.tables.find(({ name }) => name === 'User')
  assert.is(account?.definitions.bossId?.references?.name, null)
  assert.is(account?.definitions['say "hi"']?.defaultTo?._tag, 'Param')
  assert.is(account?.definitions.id?.type._tag, 'serial')
  assert.equal(account?.definitions.mood?.type, {
    _tag: 'enum',
    schema: null,
    name: 'mood',
    labels: ['sad', "it's ok"],
  })
  // and it makes the same database again
  const again = describe(db.dialect, found)
  assert.is(again._tag, 'Right')
})

const notes = table('notes', { id: primaryKey(serial), text: unique(collated('NOCASE')(text)), n: integer }, (t) => [
  check(gt(t.n, 0), { name: 'n is positive' }),
  index(lower(t.text), { where: gt(t.n, 3) }),
])

onEach(
  test,
  'also on SQLite, whose checks and collations are in the text of the table',
  { portable: true },
  async (db, name) => {
    if (name !== 'sqlite') return
    expectRight(await createAll(metadata([notes]))(db)())
    const found = expectRight(await reflect()(db)())
    assert.equal(await words(db, metadata([notes])), [])
    assert.equal(await words(db, found), [])
    await sendSql(db, `create table other (a int default 'x', b integer references notes, [c d] text check (a > 1))`)
    assert.equal(await words(db, expectRight(await reflect()(db)())), [])
  },
)

onEach(test, 'a check that was not looked at is looked at, and not made anew', {}, async (db) => {
  await sendSql(db, 'create table prices (price integer not null)')
  await sendSql(db, 'alter table prices add constraint dear check (price > 3) not valid')
  const prices = table('prices', { price: integer }, (t) => [check(gt(t.price, 3), { name: 'dear' })])
  const found = expectRight(await diff(metadata([prices]))(db)())
  assert.equal(
    found.flatMap(({ changes }) => changes.map(({ _tag }) => _tag)),
    ['ValidateConstraint'],
  )
  expectRight(
    await runChanges(
      found.flatMap(({ changes }) => changes),
      db,
    ),
  )
  assert.equal(await words(db, metadata([prices])), [])
})

onEach(
  test,
  'types that SQLite takes for names of its own come back as they are',
  { portable: true },
  async (db, name) => {
    if (name !== 'sqlite') return
    await sendSql(
      db,
      `create table "Album" ([AlbumId] integer primary key autoincrement, Title nvarchar(160) not null collate nocase,
      ArtistId integer not null, Price decimal(10,2) default 0.99, Added datetime default current_timestamp,
      twice generated always as (ArtistId * 2) virtual, unique (Title, ArtistId), check (length(Title) > 0))`,
    )
    await sendSql(db, 'create unique index part on Album (lower(Title)) where ArtistId > 3')
    await sendSql(db, 'create view titles as select Title, count(*) as n from Album group by Title')
    assert.equal(await words(db, expectRight(await reflect()(db)())), [])
  },
)

onEach(test, 'what SQLite cannot change is said, and left to a person', { portable: true }, async (db, name) => {
  if (name !== 'sqlite') return
  await sendSql(db, 'create table notes (id integer primary key, text text not null, n text, old text)')
  const links = table('links', {
    id: primaryKey(serial),
    noteId: pipe(
      integer,
      references(() => notes.c.id),
    ),
  })
  const found = expectRight(await diff(metadata([links, notes]))(db)())
  const manual = found.filter(({ dangers }) => dangers.includes('manual')).map((each) => each.words)
  assert.equal(manual, [
    'notes.text is collated by the default, and should be by "NOCASE"',
    'notes.n is text, and should be integer',
    'notes.n may be null, and should not',
    'notes lacks the unique key (text)',
    'notes lacks the check n is positive "n" > 0',
  ])
  expectRight(
    await runChanges(
      found.flatMap(({ changes }) => changes),
      db,
    ),
  )
  // the table that was missing is there, with its foreign key
  assert.equal(await words(db, metadata([links, notes])), manual)
})

/** 63 bytes, which is what PostgreSQL keeps, in letters of one byte and of two. */
const long = (letter: string): string => `${letter.repeat(30)}${'Ü'.repeat(16)}x`

onEach(test, 'names as long as can be, whose keys and indexes have names that were cut', {}, async (db) => {
  const [one, two] = [long('a'), long('b')]
  const parent = table(one, { [two]: primaryKey(serial), [long('c')]: unique(text) })
  const child = table(
    two,
    {
      [one]: primaryKey(integer),
      [long('d')]: pipe(
        integer,
        references(() => parent.c[two]),
      ),
      [long('e')]: text,
    },
    (t) => [
      uniqueOn([t[one] as never, t[long('e')] as never]),
      index(t[long('d')] as never),
      index(t[long('d')] as never),
    ],
  )
  expectRight(await createAll(metadata([parent, child]))(db)())
  const found = expectRight(await reflect()(db)())
  assert.equal(await words(db, metadata([parent, child])), [])
  assert.equal(await words(db, found), [])
  // none of the names had to be said
  const constraints = found.tables.flatMap((node) => [
    ...node.constraints.map(({ name }) => name),
    ...Object.values(node.definitions).map(({ references: key }) => key?.name ?? null),
    ...(node.details?.indexes ?? []).slice(0, 1).map(({ name }) => name),
  ])
  assert.equal(
    constraints.filter((name) => name !== null),
    [],
  )
})

onEach(test, 'a type that is not known is kept by its name', {}, async (db) => {
  await sendSql(db, 'create table t (a txid_snapshot, b public.something_else)').catch(() => undefined)
  await sendSql(db, 'create table t2 (a txid_snapshot)')
  const found = expectRight(await reflect()(db)())
  assert.equal(found.tables.find(({ name }) => name === 't2')?.definitions.a?.type, {
    _tag: 'other',
    schema: null,
    name: 'txid_snapshot',
    parameters: [],
  })
})

// -------------------------------------------------------------------------------------
// differences
// -------------------------------------------------------------------------------------

const before = `
create type mood as enum ('sad');
create table "User" (id serial primary key, "e-mail" varchar(40) not null, extra text, "bossId" integer);
create table gone (id integer);
create view old as select 1 as one
`

onEach(test, 'what differs is said in words, and the steps set it right', {}, async (db) => {
  for (const statement of before.split(';')) await sendSql(db, statement)
  const found = expectRight(await diff(metadata([users]))(db)())
  const said = found.map(({ words: each, dangers }) => [each, ...dangers].join(' | '))
  for (const expected of [
    "the enum mood lacks the label it's ok",
    'User.e-mail is character varying(40), and should be character varying(80)',
    'User.extra is there, and is not described | loss',
    'the table gone is there, and is not described | loss',
    'the view old is there, and is not described',
    'User.createdAt is missing',
    'User lacks the foreign key (bossId) to User | lock | failure',
    'the comment on User differs',
  ])
    assert.ok(said.includes(expected), `${expected}\nis not among\n${said.join('\n')}`)
  // a new label of an enum cannot be used in the transaction that adds it, so each step is by itself
  expectRight(
    await runChanges(
      found.flatMap(({ changes }) => changes),
      db,
    ),
  )
  assert.equal(await words(db, metadata([users])), [])
})

test('the steps of a difference are texts', () => {
  const sql = sqlOfChanges(postgres, [
    {
      _tag: 'AlterColumn',
      table: { schema: null, name: 't' },
      column: 'a',
      change: { _tag: 'NotNull', notNull: true },
    },
    { _tag: 'DropColumn', table: { schema: 'app', name: 't' }, column: 'b' },
    { _tag: 'AddLabel', type: { schema: null, name: 'mood' }, label: "it's", before: 'ok' },
  ])
  assert.equal(sql, {
    _tag: 'Right',
    right: [
      'alter table "t" alter column "a" set not null',
      'alter table "app"."t" drop column "b"',
      `alter type "mood" add value 'it''s' before 'ok'`,
    ],
  })
})

onEach(test, 'columns that count, that no longer compute, that may be null: every step works', {}, async (db) => {
  const one = table('t', { id: primaryKey(integer), a: integer, b: nullable(integer), c: pipe(text, defaultTo('x')) })
  const two = table('t', {
    id: primaryKey(serial),
    a: pipe(
      integer,
      computed(() => mul(two.c.id, 2)),
    ),
    b: pipe(integer, identity({ always: true })),
    c: nullable(varchar(5)),
  })
  for (const [from_, to] of [
    [one, two],
    [two, one],
  ] as const) {
    await sendSql(db, 'drop table if exists t cascade')
    expectRight(await createAll(metadata([from_]))(db)())
    const found = expectRight(await diff(metadata([to]))(db)())
    assert.ok(found.length > 0)
    expectRight(
      await runChanges(
        found.flatMap(({ changes }) => changes),
        db,
      ),
    )
    const left = await words(db, metadata([to]))
    assert.equal(left, [])
  }
})

// -------------------------------------------------------------------------------------
// databases of others
// -------------------------------------------------------------------------------------

for (const name of ['c_chinook', 'c_northwind', 'c_pagila', 'c_job'])
  (postgresUrl === undefined ? test.skip : test)(
    `${name} comes back from its own DDL, where it is loaded`,
    async () => {
      const db = connect({ url: (postgresUrl ?? '').replace(/\/[^/]*$/, `/${name}`) })
      try {
        const catalog = await reflectCatalog()(db)()
        if (catalog._tag === 'Left') return assert.match(JSON.stringify(catalog.left), 'does not exist')
        const found = expectRight(await reflect()(db)())
        assert.ok(found.tables.length > 10)
        assert.is(createAllSql(postgres)(found)._tag, 'Right')
        // made again in a schema of its own, it is what the database says
        assert.equal(await words(db, found), [])
      } finally {
        await db.close()
      }
    },
  )

test.run()

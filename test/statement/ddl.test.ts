import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import {
  all,
  bytea,
  createTable,
  defaultTo,
  dropAll,
  dropTable,
  execute,
  foreignKey,
  from,
  insertInto,
  integer,
  json,
  jsonb,
  named,
  numeric,
  primaryKey,
  returning,
  select,
  table,
  text,
  values,
  varchar,
} from '../../lib/index.js'
import { blog, comments, createBlog, posts, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('ddl')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

test('a table with its defaults and a reference to itself', () => {
  inPostgres(
    createTable(users),
    `
    create table "users" (
      "id" serial primary key,
      "name" text not null unique,
      "fullname" text,
      "age" integer,
      "score" double precision not null default 0.5,
      "state" varchar(10) not null default 'new',
      "managerId" integer references "users" ("id") on delete set null
    )
    `,
  )
  inSqlite(
    createTable(users),
    `
    create table "users" (
      "id" integer primary key,
      "name" text not null unique,
      "fullname" text,
      "age" integer,
      "score" double precision not null default 0.5,
      "state" varchar(10) not null default 'new',
      "managerId" integer references "users" ("id") on delete set null
    )
    `,
  )
})

test('a foreign key takes over the type of its column, and a default may be an expression', () => {
  inPostgres(
    createTable(posts),
    `
    create table "posts" (
      "id" serial primary key,
      "author_id" integer not null references "users" ("id") on delete cascade,
      "title" text not null,
      "body" text,
      "published" boolean not null default false,
      "created_at" timestamptz not null default now()
    )
    `,
  )
  inSqlite(
    createTable(posts),
    `
    create table "posts" (
      "id" integer primary key,
      "author_id" integer not null references "users" ("id") on delete cascade,
      "title" text not null,
      "body" text,
      "published" boolean not null default 0,
      "created_at" text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    )
    `,
  )
})

const stock = table('stock "of things"', {
  shop: primaryKey(integer),
  item: pipe(varchar(30), primaryKey, named('item no')),
  price: pipe(numeric(10, 2), defaultTo('-1.50')),
  note: pipe(text, defaultTo("it's \\ now()")),
  data: pipe(json(), defaultTo({ a: 1 })),
})

test('a primary key of two columns, and names and defaults that need quoting', () => {
  inPostgres(
    createTable(stock),
    `
    create table "stock ""of things""" (
      "shop" integer not null,
      "item no" varchar(30) not null,
      "price" numeric(10, 2) not null default '-1.50',
      "note" text not null default E'it''s \\\\ now()',
      "data" json not null default '{"a":1}',
      primary key ("shop", "item no")
    )
    `,
  )
  inSqlite(
    createTable(stock),
    `
    create table "stock ""of things""" (
      "shop" integer not null,
      "item no" varchar(30) not null,
      "price" text not null default '-1.50',
      "note" text not null default 'it''s \\ now()',
      "data" text not null default '{"a":1}',
      primary key ("shop", "item no")
    )
    `,
  )
})

onEach(test, 'a default that is a value is kept as it is', { portable: true }, async (db) => {
  expectRight(await execute(createTable(stock))(db)())
  const insert = pipe(insertInto(stock), values({ shop: 1, item: 'pen' }), returning(stock))
  const row = { shop: 1, item: 'pen', price: '-1.50', note: "it's \\ now()", data: { a: 1 } }
  assert.equal(expectRight(await all(insert)(db)()), [row])
  assert.is(expectLeft(await all(insert)(db)())._tag, 'UniqueViolation')
})

const files = table('files', {
  id: primaryKey(integer),
  owner: foreignKey(() => users.c.id, { onUpdate: 'cascade', onDelete: 'restrict' }),
  bytes: bytea,
  meta: jsonb<{ readonly tags: ReadonlyArray<string> }>(),
})

test('both referential actions, and types that SQLite has not', () => {
  inPostgres(
    createTable(files),
    `
    create table "files" (
      "id" integer primary key,
      "owner" integer not null references "users" ("id") on delete restrict on update cascade,
      "bytes" bytea not null,
      "meta" jsonb not null
    )
    `,
  )
  inSqlite(
    createTable(files),
    `
    create table "files" (
      "id" integer primary key,
      "owner" integer not null references "users" ("id") on delete restrict on update cascade,
      "bytes" blob not null,
      "meta" text not null
    )
    `,
  )
})

test('dropTable', () => {
  inPostgres(dropTable(comments), 'drop table "comments"')
})

onEach(test, 'tables are created and dropped', { portable: true }, async (db) => {
  await createBlog(db)
  const names = pipe(from(users), select({ name: users.c.name }))
  assert.equal(expectRight(await all(names)(db)()), [])
  expectRight(await execute(dropTable(comments))(db)())
  assert.equal(expectRight(await dropAll(blog)(db)()), ['posts', 'addresses', 'users'])
  assert.is(expectLeft(await all(names)(db)())._tag, 'QueryFailed')
})

test.run()

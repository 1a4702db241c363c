/** `joinery pull`: TypeScript that type-checks, that is formatted, and that describes the database it was made from. */
import { pipe } from 'fp-ts/function'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { connect } from '../../dialects/postgres/connect.js'
import type { Terminal } from '../../lib/cli/Command.js'
import { pullCommand } from '../../lib/cli/pull.js'
import type { Connection } from '../../lib/exec/Connection.js'
import { camelCase, keysOf } from '../../lib/pull/Names.js'
import { printCatalog } from '../../lib/pull/print.js'
import { diff } from '../../lib/reflect/diff.js'
import { reflectCatalog } from '../../lib/reflect/reflect.js'
import { onEach, postgresUrl, sendSql } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { loadModule, typeErrorsOf } from '../support/loadModule.js'

const printedOf = async (db: Connection): Promise<string> =>
  printCatalog(expectRight(await reflectCatalog()(db)()), db.dialect.readType)

/** What the described database would be, and is not. */
const differences = async (db: Connection, name: string, text: string): Promise<ReadonlyArray<string>> =>
  expectRight(await diff(loadModule(name, text).schema)(db)()).map(({ words }) => words)

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

test('names are camelCase, each once, and go back to those of the database', () => {
  assert.equal(
    ['film_actor', 'FilmActor', 'ID', 'order details', 'e-mail', '2nd', 'Ünïcode_Näme', 'a__b', '$', 'bıgınt'].map(
      camelCase,
    ),
    ['filmActor', 'filmActor', 'id', 'orderDetails', 'eMail', '_2nd', 'ünïcodeNäme', 'aB', 'unnamed', 'bıgınt'],
  )
  assert.equal(
    [...keysOf(['a_b', 'aB', 'A B'])],
    [
      ['a_b', 'aB'],
      ['aB', 'aB2'],
      ['A B', 'aB3'],
    ],
  )
})

// -------------------------------------------------------------------------------------
// one database of everything
// -------------------------------------------------------------------------------------

const everything = `
create type mood as enum ('sad', 'it''s');
create domain email as text check (value like '%@%');
create type place as (street text, "zip code" varchar(10));
create sequence order_number start 1000;
create table "select" (
  id bigint generated always as identity primary key,
  "select" integer references "select" (id),
  "e-mail" email unique,
  mood mood default 'it''s' not null,
  places place[],
  "say ""hi""" varchar(20) collate "C" default 'a\\b\`\${c}' not null,
  n integer default nextval('order_number') not null check (n > 0),
  twice integer generated always as (n * 2) stored,
  at timestamptz(3) default now() not null,
  odd txid_snapshot,
  length interval day to second(2)
);
create table film_actor (film integer, actor integer, part text, primary key (actor, film), unique (part, film) include (actor));
create table prices (film integer, actor integer, from_ date, exclude using btree (film with =),
  foreign key (film, actor) references film_actor (film, actor) match full on delete cascade deferrable initially deferred)
  partition by range (from_);
`

const others = [
  `create table prices_1 partition of prices for values from ('2026-01-01') to (maxvalue)`,
  `create index on film_actor (lower(part), film desc nulls last) where film > 3`,
  `create index by_part on film_actor using hash (part)`,
  `create view parts as select part, count(*) as "how many" from film_actor group by part`,
  `create materialized view kept as select film from film_actor`,
  `create index on kept (film)`,
  `comment on table film_actor is 'who plays "what"'`,
  `comment on column film_actor.part is 'it''s'`,
  `create function double_it(n integer) returns integer language sql as 'select n * 2'`,
]

onEach(test, 'what is printed type-checks, and describes the database that it was made from', {}, async (db, name) => {
  const statements = everything.replace(', exclude using btree (film with =)', '').split(/;\n/)
  for (const statement of [...statements, ...others]) if (statement.trim() !== '') await sendSql(db, statement)
  const text = await printedOf(db)
  // the same text on each of them, and the compiler takes its time
  if (name === 'pglite') assert.is(typeErrorsOf({ [`everything_${name}`]: text }), '')
  assert.equal(await differences(db, `everything_${name}`, text), [])
  assert.is(await printedOf(db), text)
  const missing = [
    `export const mood = enumType('mood', ['sad', "it's"])`,
    'joinery does not know these types, whose values are their texts: txid_snapshot',
    `sayHi: pipe(varchar(20), collated('C'), defaultTo('a\\\\b\`\${c}'), named('say "hi"'))`,
    'at: pipe(precision(3)(timestamptz)',
    'export const pricesFilmActor = manyToOne(prices, filmActor)',
    'export const selectParentSelect = manyToOne(selectTable, selectTable)',
  ].filter((part) => !text.includes(part))
  assert.equal(missing, [], text)
})

test('a file of SQLite is pulled by the command, with help and mistakes said', async () => {
  const said = { out: '', err: '' }
  const terminal: Terminal = {
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
    stdin: () => '',
  }
  assert.is(await pullCommand.run([':memory:'], terminal)(), 0)
  assert.match(said.out, 'export const schema = metadata([])')
  const { DATABASE_URL } = process.env
  delete process.env.DATABASE_URL
  assert.is(await pullCommand.run([], terminal)(), 2)
  if (DATABASE_URL !== undefined) process.env.DATABASE_URL = DATABASE_URL
  assert.match(said.err, 'say which database')
  assert.is(await pullCommand.run(['/nowhere/at/all.db'], terminal)(), 1)
})

// -------------------------------------------------------------------------------------
// databases of others
// -------------------------------------------------------------------------------------

const names = ['c_chinook', 'c_northwind', 'c_pagila', 'c_job']

;(postgresUrl === undefined ? test.skip : test)(
  'Chinook, Northwind, Pagila and IMDB, where they are loaded',
  async () => {
    const modules: Record<string, string> = {}
    for (const name of names) {
      const db = connect({ url: (postgresUrl ?? '').replace(/\/[^/]*$/, `/${name}`) })
      try {
        const catalog = await reflectCatalog()(db)()
        // another machine has none of them
        if (catalog._tag === 'Left') assert.match(JSON.stringify(catalog.left), 'does not exist')
        else {
          modules[name] = pipe(catalog.right, (it) => printCatalog(it, db.dialect.readType))
          assert.equal(await differences(db, name, modules[name] ?? ''), [])
        }
      } finally {
        await db.close()
      }
    }
    if (Object.keys(modules).length > 0) assert.is(typeErrorsOf(modules), '')
  },
)

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import * as typed from '../../lib/index.js'
import {
  add,
  collate,
  default_,
  defaultTo,
  defaultValues,
  doUpdate,
  eq,
  execute,
  from,
  insertFrom,
  insertInto,
  lower,
  nullable,
  onConflict,
  one,
  opclass,
  overriding,
  primaryKey,
  returning,
  select,
  serial,
  table,
  text,
  upper,
  values,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('insert')

const inPostgres = expectSql(postgres)

test('an insert says whose values a counting column gets', () => {
  const seven = pipe(insertInto(users), values({ id: 7, name: 'x' }))
  const head = 'insert into "users" ("id", "name") overriding'
  inPostgres(pipe(seven, overriding('system')), `${head} system value\nvalues ($1, $2)`, [7, 'x'])
  inPostgres(pipe(seven, overriding('user')), `${head} user value\nvalues ($1, $2)`, [7, 'x'])
  inPostgres(
    pipe(insertInto(users), insertFrom(pipe(from(posts), select({ name: posts.c.title }))), overriding('user')),
    'insert into "users" ("name") overriding user value\nselect "posts"."title" as "name"\nfrom "posts"',
  )
})

const counting = table('counting', { id: serial, name: nullable(text) })

onEach(test, 'identities are overridden', {}, async (db) => {
  await sendSql(db, 'create table counting (id integer generated always as identity, name text)')
  const insert = (whose: 'system' | 'user') =>
    pipe(insertInto(counting), values({ id: 7, name: whose }), overriding(whose), returning({ id: counting.c.id }))
  assert.equal(expectRight(await one(insert('system'))(db)()), { id: 7 })
  assert.equal(expectRight(await one(insert('user'))(db)()), { id: 1 })
})

const logs = table('logs', { id: primaryKey(serial), note: pipe(text, defaultTo('seen')) })

test('an insert of defaults alone', () => {
  inPostgres(pipe(insertInto(logs), defaultValues), 'insert into "logs"\ndefault values')
  inPostgres(
    pipe(insertInto(logs), defaultValues, defaultValues),
    'insert into "logs" ("id")\nvalues (default), (default)',
  )
  inPostgres(
    pipe(insertInto(logs), values([{ note: upper(typed.value(text, 'x')) }, { note: default_ }, {}])),
    'insert into "logs" ("note")\nvalues (upper($1::text)), (default), (default)',
    ['x'],
  )
})

onEach(test, 'a row of defaults', { portable: true }, async (db) => {
  expectRight(await execute(typed.createTable(logs))(db)())
  const insert = pipe(insertInto(logs), defaultValues, returning(logs))
  assert.equal(expectRight(await one(insert)(db)()), { id: 1, note: 'seen' })
})

// -------------------------------------------------------------------------------------
// conflicts
// -------------------------------------------------------------------------------------

const jack = pipe(insertInto(users), values({ name: 'JACK', age: 1 }))

const shouted = pipe(
  jack,
  onConflict(
    lower(users.c.name),
    doUpdate((excluded) => ({ age: add(excluded.age, 1), state: default_ })),
    { where: eq(users.c.state, 'new') },
  ),
)

test('a conflict is that of an index over an expression, as the index was written', () => {
  const insert = 'insert into "users" ("name", "age")\nvalues ($1, $2)\n'
  inPostgres(
    shouted,
    `${insert}on conflict ((lower("users"."name"))) where "users"."state" = 'new' do update set "age" = "excluded"."age" + $3, "state" = default`,
    ['JACK', 1, 1],
  )
  inPostgres(
    pipe(jack, onConflict([users.c.id, opclass(lower(users.c.name), 'text_pattern_ops')], typed.doNothing)),
    `${insert}on conflict ("id", (lower("users"."name")) "text_pattern_ops") do nothing`,
    ['JACK', 1],
  )
  inPostgres(
    pipe(jack, onConflict(opclass(users.c.name, ['pg_catalog', 'text_ops']), typed.doNothing)),
    `${insert}on conflict ("name" "pg_catalog"."text_ops") do nothing`,
    ['JACK', 1],
  )
  inPostgres(
    pipe(jack, onConflict(collate(lower(users.c.name), 'C'), typed.doNothing)),
    `${insert}on conflict ((lower("users"."name")) collate "C") do nothing`,
    ['JACK', 1],
  )
})

onEach(test, 'an upsert by an index over an expression', { portable: true }, async (db, name) => {
  await seed(db)
  await sendSql(db, `create unique index names on users (lower(name)) where state = 'new'`)
  // SQLite has no DEFAULT among values
  const upsert =
    name === 'sqlite'
      ? pipe(
          jack,
          onConflict(
            lower(users.c.name),
            doUpdate((excluded) => ({ age: add(excluded.age, 1) })),
            { where: eq(users.c.state, 'new') },
          ),
        )
      : shouted
  assert.is(expectRight(await execute(upsert)(db)()), 1)
  const query = pipe(from(users), where(eq(users.c.name, 'jack')), select({ age: users.c.age }))
  assert.equal(expectRight(await one(query)(db)()), { age: 2 })
})

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

const js: any = typed

const says = (statement: unknown, ...texts: ReadonlyArray<string>) =>
  assert.equal(problemsOf(postgres)(statement as Branded).map(describeCompileError), texts)

test('an override and a target that are none are refused', () => {
  says(
    pipe(insertInto(users), values({ name: 'x' }), js.overriding('always')),
    'the argument of overriding is neither system nor user: give one of the two',
  )
  says(
    pipe(insertInto(users), values({ name: 'x' }), js.onConflict(lower(posts.c.title), typed.doNothing)),
    'the target of onConflict is not a column of users: give columns of the table that is inserted into',
  )
})

test('SQLite neither overrides nor knows classes of operators', () => {
  const refused = (statement: Branded, text: string) =>
    assert.equal(problemsOf(sqlite)(statement).map(describeCompileError), [`sqlite has no ${text}`])
  const inserted = pipe(insertInto(users), values({ name: 'x' }))
  refused(pipe(inserted, overriding('user')), 'OVERRIDING: leave it out: a value that is given is taken')
  refused(
    pipe(inserted, onConflict(opclass(users.c.name, 'text_ops'), typed.doNothing)),
    'operator class of an index: give onConflict the column alone',
  )
})

test.run()

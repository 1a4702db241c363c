import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import type { Database } from '../../lib/exec/Connection.js'
import * as typed from '../../lib/index.js'
import {
  add,
  all,
  array,
  assign,
  assignFrom,
  at,
  collate,
  composite,
  count,
  default_,
  defaultTo,
  defaultValues,
  deleteFrom,
  doUpdate,
  eq,
  everyRow,
  execute,
  field,
  from,
  gt,
  insertFrom,
  insertInto,
  integer,
  limit,
  lower,
  mergeInto,
  mergeUsing,
  newRow,
  nullable,
  oldRow,
  onConflict,
  one,
  opclass,
  orderBy,
  overriding,
  primaryKey,
  returning,
  select,
  serial,
  set,
  setFrom,
  setTo,
  table,
  text,
  thenUpdate,
  union,
  update,
  updateFrom,
  upper,
  values,
  whenMatched,
  where,
} from '../../lib/index.js'
import { createBlog, posts, seed, users } from '../support/blog.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('assign')

const inPostgres = expectSql(postgres)

// -------------------------------------------------------------------------------------
// parts of columns
// -------------------------------------------------------------------------------------

const items = table('items', {
  id: primaryKey(integer),
  name: nullable(text),
  tags: nullable(array(text)),
  address: nullable(composite('address', { street: text, city: text })),
})

const seedItems = async (db: Database): Promise<void> => {
  for (const sql of [
    'create type address as (street text, city text)',
    'create table items (id integer primary key, name text, tags text[], address address)',
    `insert into items values (1, 'a', '{x,y,z}', '("Main",Rome)'), (2, 'b', null, null)`,
  ])
    await sendSql(db, sql)
}

const rowsOf = async (db: Database) =>
  expectRight(await all(pipe(from(items), orderBy(items.c.id), select(items)))(db)())

const parts = pipe(
  update(items),
  set({ name: 'c' }),
  setTo(at(items.c.tags, 2), 'w'),
  setTo(field(items.c.address, 'city'), upper(items.c.name)),
  where(eq(items.c.id, 1)),
)

test('an element and a field are assigned beside whole columns', () => {
  inPostgres(
    parts,
    `
    update "items"
    set "name" = $1, "tags"[$2] = $3, "address"."city" = upper("items"."name")
    where "items"."id" = $4
    `,
    ['c', 2, 'w', 1],
  )
})

onEach(test, 'an update of elements and fields', {}, async (db) => {
  await seedItems(db)
  assert.is(expectRight(await execute(parts)(db)()), 1)
  assert.equal((await rowsOf(db))[0], {
    id: 1,
    name: 'c',
    tags: ['x', 'w', 'z'],
    address: { street: 'Main', city: 'A' },
  })
})

const named = pipe(from(users), where(eq(users.c.id, 1)), select({ first: users.c.name, second: users.c.fullname }))

const intoParts = pipe(
  update(items),
  setFrom(named, { first: at(items.c.tags, 1), second: items.c.name }),
  where(eq(items.c.id, 2)),
)

const insertedParts = pipe(
  insertInto(items),
  insertFrom(pipe(from(users), where(eq(users.c.id, 1)), select({ n: add(users.c.id, 6), tag: users.c.name })), {
    n: items.c.id,
    tag: at(items.c.tags, 2),
  }),
)

test('what a query yields goes where it is said to', () => {
  inPostgres(
    intoParts,
    `
    update "items"
    set ("tags"[$1], "name") = (
      select "users"."name" as "first", "users"."fullname" as "second"
      from "users"
      where "users"."id" = $2
    )
    where "items"."id" = $3
    `,
    [1, 1, 2],
  )
  inPostgres(
    insertedParts,
    `
    insert into "items" ("id", "tags"[$1])
    select "users"."id" + $2 as "n", "users"."name" as "tag"
    from "users"
    where "users"."id" = $3
    `,
    [2, 6, 1],
  )
})

onEach(test, 'rows of queries, in parts of columns', {}, async (db) => {
  await seed(db)
  await seedItems(db)
  assert.is(expectRight(await execute(intoParts)(db)()), 1)
  assert.is(expectRight(await execute(insertedParts)(db)()), 1)
  assert.equal((await rowsOf(db)).slice(1), [
    { id: 2, name: 'Jack Jones', tags: ['jack'], address: null },
    { id: 7, name: null, tags: ['jack'], address: null },
  ])
})

// -------------------------------------------------------------------------------------
// rows of queries
// -------------------------------------------------------------------------------------

const written = pipe(
  from(posts),
  where(eq(posts.c.authorId, users.c.id)),
  select({ age: count(), fullname: typed.max(posts.c.title) }),
)

const counted = pipe(update(users), setFrom(written), where(gt(users.c.id, 1)))

test('several columns are set from the row of a query that reads the row', () => {
  inPostgres(
    counted,
    `
    update "users"
    set ("age", "fullname") = (
      select count(*) as "age", max("posts"."title") as "fullname"
      from "posts"
      where "posts"."author_id" = "users"."id"
    )
    where "users"."id" > $1
    `,
    [1],
  )
  inPostgres(
    pipe(update(users), setFrom(pipe(from(posts), limit(1), select({ name: posts.c.title }))), everyRow),
    `
    update "users"
    set "name" = (
      select "posts"."title" as "name"
      from "posts"
      limit $1
    )
    `,
    [1],
  )
})

onEach(test, 'an update from a row for each row', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(counted)(db)()), 2)
  const query = pipe(from(users), orderBy(users.c.id), select({ age: users.c.age, fullname: users.c.fullname }))
  assert.equal(expectRight(await all(query)(db)()), [
    { age: 31, fullname: 'Jack Jones' },
    { age: 1, fullname: 'Trees' },
    { age: 0, fullname: null },
  ])
})

const both = pipe(
  insertInto(users),
  insertFrom(
    pipe(
      from(posts),
      select({ name: posts.c.title }),
      union(pipe(from(posts), select({ name: lower(posts.c.title) }))),
    ),
  ),
)

onEach(test, 'an insert of a set operation', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(both)(db)()), 6)
})

// -------------------------------------------------------------------------------------
// inserts
// -------------------------------------------------------------------------------------

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

const tagged = pipe(
  insertInto(items),
  values({ id: 1, name: 'n' }),
  onConflict(
    items.c.id,
    doUpdate(() => ({}), {
      also: (excluded) => [
        assign(at(items.c.tags, 1), excluded.name),
        assignFrom(pipe(from(users), where(eq(users.c.id, 1)), select({ it: users.c.name })), { it: items.c.name }),
      ],
    }),
  ),
)

test('an upsert changes elements, and columns from a query', () => {
  inPostgres(
    tagged,
    `
    insert into "items" ("id", "name")
    values ($1, $2)
    on conflict ("id") do update set "tags"[$3] = "excluded"."name", "name" = (
      select "users"."name" as "it"
      from "users"
      where "users"."id" = $4
    )
    `,
    [1, 'n', 1, 1],
  )
})

const mergedTag = pipe(
  mergeInto(items),
  mergeUsing(users, eq(items.c.id, users.c.id)),
  whenMatched(thenUpdate({ name: users.c.name }, assign(at(items.c.tags, 1), users.c.state))),
)

onEach(test, 'upserts and merges of elements', {}, async (db) => {
  await seed(db)
  await seedItems(db)
  assert.is(expectRight(await execute(tagged)(db)()), 1)
  const first = (await rowsOf(db))[0]
  assert.equal([first?.name, first?.tags], ['jack', ['n', 'y', 'z']])
  assert.is(expectRight(await execute(mergedTag)(db)()), 2)
  assert.equal(
    (await rowsOf(db)).map(({ name, tags }) => [name, tags]),
    [
      ['jack', ['new', 'y', 'z']],
      ['ed', ['new']],
    ],
  )
})

// -------------------------------------------------------------------------------------
// versions of rows
// -------------------------------------------------------------------------------------

const older = pipe(
  update(users),
  set({ age: add(users.c.age, 1) }),
  where(eq(users.c.name, 'jack')),
  returning({ name: users.c.name, was: oldRow(users).c.age, is: newRow(users).c.age }),
)

const removed = pipe(
  deleteFrom(posts),
  where(eq(posts.c.id, 1)),
  returning({ was: oldRow(posts).c.title, is: newRow(posts) }),
)

const upserted = pipe(
  insertInto(users),
  values([{ name: 'jack' }, { name: 'ann' }]),
  onConflict(
    users.c.name,
    doUpdate(() => ({ state: 'old' })),
  ),
  returning({ name: users.c.name, was: oldRow(users).c.state, is: newRow(users).c.state }),
)

test('returning tells a row as it was from the row as it is', () => {
  inPostgres(
    older,
    `
    update "users"
    set "age" = "users"."age" + $1
    where "users"."name" = $2
    returning "users"."name", "old"."age" as "was", "new"."age" as "is"
    `,
    [1, 'jack'],
  )
})

onEach(test, 'both versions of rows, from PostgreSQL 18 on', {}, async (db, name) => {
  if (name !== 'pglite') return
  await seed(db)
  assert.equal(expectRight(await all(older)(db)()), [{ name: 'jack', was: 31, is: 32 }])
  assert.equal(expectRight(await all(removed)(db)()), [{ was: 'Joins', is: null }])
  assert.equal(expectRight(await all(upserted)(db)()), [
    { name: 'jack', was: 'new', is: 'old' },
    { name: 'ann', was: null, is: 'new' },
  ])
})

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

const js: any = typed

const says = (statement: unknown, ...texts: ReadonlyArray<string>) =>
  assert.equal(problemsOf(postgres)(statement as Branded).map(describeCompileError), texts)

const hint = 'give a column of it, an element or a field of one'
const noColumn = 'give a column of the table, or an element or a field of one: at(t.c.tags, 1)'

test('what is no part of the table cannot be assigned', () => {
  const change = (clause: any) => pipe(update(items), clause, everyRow as any)
  says(change(setTo(posts.c.title, 'x')), `a target of setTo is not a column of items: ${hint}`)
  says(change(js.setTo('name', 'x')), `the target of setTo is not a column: ${noColumn}`)
  says(change(setTo(upper(items.c.name), 'x')), `a target of setTo is not a column of items: ${hint}`)
  says(
    change(js.setTo(items.c.name, undefined)),
    'a value is undefined: give null for NULL, or skip in place of the condition',
  )
  says(
    change(js.setFrom(pipe(from(users), select({ naem: users.c.name })))),
    'items has no column "naem": its columns are id, name, tags, address',
  )
  says(
    change(js.setFrom(named, { first: items.c.name })),
    'the selected "second" has no target in setFrom: say where each key goes',
  )
  says(
    change(js.setFrom(users)),
    'what setFrom was applied to does not take it: it belongs to a select: start with from',
  )
  says(
    pipe(deleteFrom(items), js.setFrom(named)),
    'what setFrom was applied to does not take it: it belongs to an update: start with update',
  )
  says(
    pipe(update(items), updateFrom(users), setTo(users.c.name, 'x'), everyRow),
    `a target of setTo is not a column of items: ${hint}`,
  )
  says(
    pipe(
      insertInto(items),
      values({ id: 1 }),
      onConflict(
        items.c.id,
        doUpdate(() => ({}), { also: (() => ['x']) as never }),
      ),
    ),
    'what doUpdate also sets is no assignment: give assign(…) or assignFrom(…)',
  )
  says(
    pipe(insertInto(users), values({ name: 'x' }), js.overriding('always')),
    'the argument of overriding is neither system nor user: give one of the two',
  )
  says(
    pipe(insertInto(users), values({ name: 'x' }), js.onConflict(lower(posts.c.title), typed.doNothing)),
    'the target of onConflict is not a column of users: give columns of the table that is inserted into',
  )
})

test('what SQLite has not is refused', () => {
  const reports = (statement: Branded, text: string) =>
    assert.equal(problemsOf(sqlite)(statement).map(describeCompileError), [`sqlite has no ${text}`])
  const inserted = pipe(insertInto(users), values({ name: 'x' }))
  const version = 'RETURNING of the old or the new row: return columns of the table, and select them before the change'
  reports(older, version)
  reports(removed, version)
  reports(upserted, version)
  reports(pipe(inserted, overriding('user')), 'OVERRIDING: leave it out: a value that is given is taken')
  reports(
    pipe(inserted, onConflict(opclass(users.c.name, 'text_ops'), typed.doNothing)),
    'operator class of an index: give onConflict the column alone',
  )
  for (const statement of [parts, insertedParts, intoParts])
    assert.ok(
      problemsOf(sqlite)(statement)
        .map(describeCompileError)
        .includes('sqlite has no assignment to a part of a column: set the whole column'),
    )
})

onEach(test, 'an update of all rows whose keys are there', { portable: true }, async (db) => {
  await createBlog(db)
  assert.is(expectRight(await execute(pipe(update(users), setTo(users.c.age, 1), everyRow))(db)()), 0)
})

test.run()

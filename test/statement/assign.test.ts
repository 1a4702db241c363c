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
  composite,
  count,
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
  nullable,
  onConflict,
  orderBy,
  primaryKey,
  select,
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
})

test('SQLite has no parts of columns', () => {
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

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import {
  add,
  alias,
  all,
  and,
  concat,
  count,
  deleteFrom,
  eq,
  everyRow,
  execute,
  exists,
  from,
  gt,
  inQuery,
  insertInto,
  lower,
  one,
  orderBy,
  returning,
  scalar,
  select,
  set,
  text,
  update,
  value,
  values,
  where,
} from '../../lib/index.js'
import { comments, createBlog, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('write')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const namesAndStates = pipe(from(users), orderBy(users.c.id), select({ name: users.c.name, state: users.c.state }))

// -------------------------------------------------------------------------------------
// insert
// -------------------------------------------------------------------------------------

const jack = pipe(insertInto(users), values({ name: 'jack', age: 31 }), returning({ id: users.c.id }))

test('an insert names the columns that it gives, in the order of the table', () => {
  inPostgres(
    pipe(insertInto(users), values({ age: 31, name: 'jack' })),
    'insert into "users" ("name", "age")\nvalues ($1, $2)',
    ['jack', 31],
  )
  inSqlite(
    pipe(insertInto(posts), values({ authorId: 1, title: 'x' })),
    'insert into "posts" ("author_id", "title")\nvalues (?, ?)',
    [1, 'x'],
  )
})

test('returning gives back what the database filled in', () => {
  const text = 'insert into "users" ("name", "age")\n'
  inPostgres(jack, `${text}values ($1, $2)\nreturning "users"."id"`, ['jack', 31])
  inSqlite(jack, `${text}values (?, ?)\nreturning "users"."id"`, ['jack', 31])
})

onEach(test, 'an insert returns its row', { portable: true }, async (db) => {
  await createBlog(db)
  assert.equal(expectRight(await one(jack)(db)()), { id: 1 })
  const whole = pipe(insertInto(users), values({ name: 'ed' }), returning(users))
  assert.equal(expectRight(await one(whole)(db)()), {
    id: 2,
    name: 'ed',
    fullname: null,
    age: null,
    score: 0.5,
    state: 'new',
    managerId: null,
  })
})

// peers, V10: a batch with missing keys wrote NULL, not the default
const several = pipe(
  insertInto(users),
  values([
    { name: 'jack', state: 'old' },
    { name: 'ed', age: null },
    { name: 'wendy', age: 40 },
  ]),
)

test('a column that one row of several leaves out gets its default', () => {
  inPostgres(
    several,
    `
    insert into "users" ("name", "age", "state")
    values ($1, default, $2), ($3, $4, default), ($5, $6, default)
    `,
    ['jack', 'old', 'ed', null, 'wendy', 40],
  )
  inSqlite(
    several,
    `
    insert into "users" ("name", "age", "state")
    values (?, null, ?), (?, ?, 'new'), (?, ?, 'new')
    `,
    ['jack', 'old', 'ed', null, 'wendy', 40],
  )
})

onEach(test, 'several rows with different columns', { portable: true }, async (db) => {
  await createBlog(db)
  assert.is(expectRight(await execute(several)(db)()), 3)
  assert.equal(expectRight(await all(namesAndStates)(db)()), [
    { name: 'jack', state: 'old' },
    { name: 'ed', state: 'new' },
    { name: 'wendy', state: 'new' },
  ])
})

test('values called again adds rows', () => {
  inPostgres(
    pipe(insertInto(users), values({ name: 'jack' }), values([{ name: 'ed' }])),
    'insert into "users" ("name")\nvalues ($1), ($2)',
    ['jack', 'ed'],
  )
})

const computed = pipe(
  insertInto(users),
  values({ name: lower(value(text, 'JACK')), age: scalar(pipe(from(posts), select({ n: count() }))) }),
  returning({ name: users.c.name, age: users.c.age }),
)

test('a value of an insert may be an expression', () => {
  inPostgres(
    computed,
    `
    insert into "users" ("name", "age")
    values (lower($1::text), (
      select count(*) as "n"
      from "posts"
    ))
    returning "users"."name", "users"."age"
    `,
    ['JACK'],
  )
})

onEach(test, 'an insert of expressions', { portable: true }, async (db) => {
  await createBlog(db)
  assert.equal(expectRight(await one(computed)(db)()), { name: 'jack', age: 0 })
})

test('rows that are changed afterwards do not change the insert', () => {
  const rows = [{ name: 'jack' }]
  const insert = pipe(insertInto(users), values(rows))
  for (const row of rows) row.name = 'eve'
  rows.push({ name: 'eve' })
  inPostgres(insert, 'insert into "users" ("name")\nvalues ($1)', ['jack'])
})

onEach(test, 'a value that is taken is a UniqueViolation that names the column', { portable: true }, async (db) => {
  await seed(db)
  const error = expectLeft(await execute(jack)(db)())
  assert.is(error._tag, 'UniqueViolation')
  assert.equal(error._tag === 'UniqueViolation' && error.columns, ['name'])
})

// -------------------------------------------------------------------------------------
// update
// -------------------------------------------------------------------------------------

const birthday = pipe(
  update(users),
  set({ age: add(users.c.age, 1), state: 'old' }),
  where(gt(users.c.age, 30)),
  returning({ name: users.c.name, age: users.c.age }),
)

test('an update sets values and expressions', () => {
  const tail = 'where "users"."age" >'
  inPostgres(
    birthday,
    `update "users"\nset "age" = "users"."age" + $1, "state" = $2\n${tail} $3\nreturning "users"."name", "users"."age"`,
    [1, 'old', 30],
  )
  inSqlite(
    birthday,
    `update "users"\nset "age" = "users"."age" + ?, "state" = ?\n${tail} ?\nreturning "users"."name", "users"."age"`,
    [1, 'old', 30],
  )
})

onEach(test, 'an update returns the rows as they are now, and counts them', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(birthday)(db)()), [{ name: 'jack', age: 32 }])
  const rename = pipe(update(users), set({ name: concat(users.c.name, '!') }), where(eq(users.c.managerId, 1)))
  assert.is(expectRight(await execute(rename)(db)()), 2)
})

test('set called again adds, and replaces what it sets again', () => {
  inPostgres(
    pipe(update(users), set({ age: 1, state: 'a' }), set({ state: 'b' }), where(eq(users.c.id, 1))),
    'update "users"\nset "age" = $1, "state" = $2\nwhere "users"."id" = $3',
    [1, 'b', 1],
  )
})

test('null is NULL in a set', () => {
  inPostgres(
    pipe(update(users), set({ age: null }), where(eq(users.c.id, 1))),
    'update "users"\nset "age" = $1\nwhere "users"."id" = $2',
    [null, 1],
  )
})

const authors = pipe(from(posts), select({ id: posts.c.authorId }))

const promote = pipe(
  update(users),
  set({ state: 'author' }),
  where(and(inQuery(users.c.id, authors), exists(pipe(from(comments), where(eq(comments.c.authorId, users.c.id)))))),
)

test('the condition of an update may be a query that reads the updated row', () => {
  inPostgres(
    promote,
    `
    update "users"
    set "state" = $1
    where "users"."id" in (
      select "posts"."author_id" as "id"
      from "posts"
    ) and exists (
      select 1
      from "comments"
      where "comments"."author_id" = "users"."id"
    )
    `,
    ['author'],
  )
})

onEach(test, 'an update by a correlated condition', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(promote)(db)()), 2)
})

const u = alias(users, 'u')
const underAlias = pipe(update(u), set({ age: add(u.c.id, 1) }), where(eq(u.c.id, 3)))

test('an alias is updated under its name', () => {
  inPostgres(underAlias, 'update "users" as "u"\nset "age" = "u"."id" + $1\nwhere "u"."id" = $2', [1, 3])
})

onEach(test, 'an update and a delete under an alias', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(underAlias)(db)()), 1)
  assert.is(expectRight(await execute(pipe(deleteFrom(u), where(eq(u.c.age, 4))))(db)()), 1)
})

// -------------------------------------------------------------------------------------
// delete
// -------------------------------------------------------------------------------------

const nameless = pipe(deleteFrom(users), where(eq(users.c.name, 'ed')), returning({ id: users.c.id }))

test('a delete has a condition', () => {
  inPostgres(nameless, 'delete from "users"\nwhere "users"."name" = $1\nreturning "users"."id"', ['ed'])
  inSqlite(nameless, 'delete from "users"\nwhere "users"."name" = ?\nreturning "users"."id"', ['ed'])
})

onEach(test, 'a delete returns the rows that are gone', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(nameless)(db)()), [{ id: 2 }])
  assert.equal(expectRight(await all(nameless)(db)()), [])
  assert.equal(expectRight(await all(pipe(from(posts), select({ n: count() })))(db)()), [{ n: 2 }])
})

const everyone = pipe(deleteFrom(users), everyRow)

test('everyRow says that every row is meant', () => {
  assert.equal(problemsOf(postgres)(deleteFrom(users)), [{ _tag: 'MissingWhere', statement: 'delete', table: 'users' }])
  inPostgres(everyone, 'delete from "users"')
  inPostgres(pipe(update(users), set({ age: 1 }), everyRow), 'update "users"\nset "age" = $1', [1])
})

onEach(test, 'a delete of every row', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(everyone)(db)()), 3)
})

test.run()

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
  alias,
  all,
  allColumnsExcept,
  and,
  anyConflict,
  boolean,
  coalesce,
  doNothing,
  doUpdate,
  eq,
  execute,
  from,
  gt,
  in_,
  insertInto,
  onConflict,
  onConstraint,
  orderBy,
  primaryKey,
  returning,
  select,
  serial,
  snakeCase,
  table,
  text,
  values,
} from '../../lib/index.js'
import { createBlog, seed, users } from '../support/blog.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('conflict')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const jack = pipe(insertInto(users), values({ name: 'jack', age: 40 }))

// -------------------------------------------------------------------------------------
// do nothing
// -------------------------------------------------------------------------------------

const ignored = pipe(jack, onConflict(users.c.name, doNothing), returning({ id: users.c.id }))

test('doNothing leaves the row that is there', () => {
  const text = 'insert into "users" ("name", "age")\n'
  const tail = 'on conflict ("name") do nothing\nreturning "users"."id"'
  inPostgres(ignored, `${text}values ($1, $2)\n${tail}`, ['jack', 40])
  inSqlite(ignored, `${text}values (?, ?)\n${tail}`, ['jack', 40])
})

test('anyConflict names no target', () => {
  const any = pipe(jack, onConflict(anyConflict, doNothing))
  inPostgres(any, 'insert into "users" ("name", "age")\nvalues ($1, $2)\non conflict do nothing', ['jack', 40])
})

onEach(test, 'an insert that does nothing returns nothing', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(ignored)(db)()), [])
  assert.is(expectRight(await execute(pipe(jack, onConflict(anyConflict, doNothing)))(db)()), 0)
})

// -------------------------------------------------------------------------------------
// do update
// -------------------------------------------------------------------------------------

const older = pipe(
  insertInto(users),
  values([
    { name: 'jack', age: 40 },
    { name: 'ed', age: 20 },
    { name: 'ann', age: 1 },
  ]),
  onConflict(
    users.c.name,
    doUpdate((excluded) => ({ age: excluded.age, score: add(users.c.score, 1), state: 'old' }), {
      where: (excluded) => gt(excluded.age, users.c.age),
    }),
  ),
  returning({ name: users.c.name, age: users.c.age, score: users.c.score, state: users.c.state }),
)

test('doUpdate reads the excluded row and the one that is there', () => {
  inPostgres(
    older,
    `
    insert into "users" ("name", "age")
    values ($1, $2), ($3, $4), ($5, $6)
    on conflict ("name") do update set "age" = "excluded"."age", "score" = "users"."score" + $7, "state" = $8
    where "excluded"."age" > "users"."age"
    returning "users"."name", "users"."age", "users"."score", "users"."state"
    `,
    ['jack', 40, 'ed', 20, 'ann', 1, 1, 'old'],
  )
})

onEach(test, 'an update of what is there, on a condition', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(older)(db)()), [
    { name: 'jack', age: 40, score: 3.5, state: 'old' },
    { name: 'ann', age: 1, score: 0.5, state: 'new' },
  ])
})

const u = alias(users, 'u')

const underAlias = pipe(
  insertInto(u),
  values({ name: 'wendy', age: 7 }),
  onConflict(
    u.c.name,
    doUpdate((excluded) => ({ age: coalesce(u.c.age, excluded.age) })),
  ),
)

test('the table under an alias is the row that is there', () => {
  inPostgres(
    underAlias,
    `
    insert into "users" as "u" ("name", "age")
    values ($1, $2)
    on conflict ("name") do update set "age" = coalesce("u"."age", "excluded"."age")
    `,
    ['wendy', 7],
  )
})

onEach(test, 'an update under an alias', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(underAlias)(db)()), 1)
  const ages = pipe(from(users), orderBy(users.c.id), select({ age: users.c.age }))
  assert.equal(expectRight(await all(ages)(db)()), [{ age: 31 }, { age: 25 }, { age: 7 }])
})

const seats = table(
  'seats',
  snakeCase({
    rowNo: primaryKey(serial),
    seatNo: primaryKey(serial),
    guestName: text,
    paid: boolean,
  }),
)

const seated = pipe(
  insertInto(seats),
  values([
    { rowNo: 1, seatNo: 1, guestName: 'ann', paid: true },
    { rowNo: 1, seatNo: 2, guestName: 'ben', paid: false },
  ]),
  onConflict([seats.c.rowNo, seats.c.seatNo], doUpdate(allColumnsExcept(seats.c.rowNo, seats.c.seatNo))),
)

const guests = pipe(
  from(seats),
  orderBy(seats.c.seatNo),
  select({ seat: seats.c.seatNo, guest: seats.c.guestName, paid: seats.c.paid }),
)

test('allColumnsExcept takes over what the insert gives, under the names of the columns', () => {
  inPostgres(
    seated,
    `
    insert into "seats" ("row_no", "seat_no", "guest_name", "paid")
    values ($1, $2, $3, $4), ($5, $6, $7, $8)
    on conflict ("row_no", "seat_no") do update set "guest_name" = "excluded"."guest_name", "paid" = "excluded"."paid"
    `,
    [1, 1, 'ann', true, 1, 2, 'ben', false],
  )
  const withoutPaid = pipe(
    jack,
    onConflict(users.c.name, doUpdate(allColumnsExcept(users.c.name))),
    values({ name: 'ed', state: 'old' }),
  )
  inPostgres(
    withoutPaid,
    `
    insert into "users" ("name", "age", "state")
    values ($1, $2, default), ($3, default, $4)
    on conflict ("name") do update set "age" = "excluded"."age", "state" = "excluded"."state"
    `,
    ['jack', 40, 'ed', 'old'],
  )
})

onEach(test, 'an upsert by a key of two columns', { portable: true }, async (db) => {
  const [integer, primary] = ['integer not null', 'primary key (row_no, seat_no)']
  await sendSql(
    db,
    `create table seats (row_no ${integer}, seat_no ${integer}, guest_name text, paid boolean, ${primary})`,
  )
  await sendSql(db, `insert into seats values (1, 1, 'eve', false)`)
  assert.is(expectRight(await execute(seated)(db)()), 2)
  assert.equal(expectRight(await all(guests)(db)()), [
    { seat: 1, guest: 'ann', paid: true },
    { seat: 2, guest: 'ben', paid: false },
  ])
})

// -------------------------------------------------------------------------------------
// targets
// -------------------------------------------------------------------------------------

const byConstraint = pipe(
  jack,
  onConflict(
    onConstraint('users_name_key'),
    doUpdate((excluded) => ({ age: excluded.age })),
  ),
)

test('a constraint is named, where the database can', () => {
  inPostgres(
    byConstraint,
    `
    insert into "users" ("name", "age")
    values ($1, $2)
    on conflict on constraint "users_name_key" do update set "age" = "excluded"."age"
    `,
    ['jack', 40],
  )
  assert.equal(problemsOf(sqlite)(byConstraint).map(describeCompileError), [
    'sqlite has no conflict of a constraint by its name: give onConflict the columns of the key',
  ])
  const injected = pipe(jack, onConflict(onConstraint('a" do nothing; --'), doNothing))
  inPostgres(
    injected,
    `
    insert into "users" ("name", "age")
    values ($1, $2)
    on conflict on constraint "a"" do nothing; --" do nothing
    `,
    ['jack', 40],
  )
})

onEach(test, 'an upsert by the name of a constraint', {}, async (db) => {
  await createBlog(db)
  assert.is(expectRight(await execute(byConstraint)(db)()), 1)
  assert.is(expectRight(await execute(byConstraint)(db)()), 1)
})

// DESIGN: a bound constant would not find the index
const partial = pipe(
  jack,
  onConflict(
    users.c.name,
    doUpdate(() => ({ age: 1 })),
    { where: and(eq(users.c.state, "it's"), in_(users.c.age, [40, 41])) },
  ),
)

test('the condition of a partial index has its values as literals', () => {
  inPostgres(
    partial,
    `
    insert into "users" ("name", "age")
    values ($1, $2)
    on conflict ("name") where "users"."state" = 'it''s' and "users"."age" in (40, 41) do update set "age" = $3
    `,
    ['jack', 40, 1],
  )
  inSqlite(
    partial,
    `
    insert into "users" ("name", "age")
    values (?, ?)
    on conflict ("name") where "users"."state" = 'it''s' and "users"."age" in (40, 41) do update set "age" = ?
    `,
    ['jack', 40, 1],
  )
})

onEach(test, 'an upsert by a partial index', { portable: true }, async (db) => {
  await sendSql(db, `create table users (name text, age integer, state text)`)
  await sendSql(db, `create unique index on_name on users (name) where state = 'it''s' and age in (40, 41)`)
  await sendSql(db, `insert into users values ('jack', 40, 'it''s')`)
  const insert = pipe(
    insertInto(users),
    values({ name: 'jack', age: 40, state: "it's" }),
    onConflict(
      users.c.name,
      doUpdate(() => ({ age: 1 })),
      { where: and(eq(users.c.state, "it's"), in_(users.c.age, [40, 41])) },
    ),
    returning({ age: users.c.age }),
  )
  assert.equal(expectRight(await all(insert)(db)()), [{ age: 1 }])
})

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

const js: any = typed

const saysOn = (dialect: typeof postgres, statement: unknown): ReadonlyArray<string> =>
  problemsOf(dialect)(statement as Branded).map(describeCompileError)

const says = (statement: unknown, text: string): void => {
  assert.equal(saysOn(postgres, statement), [text], 'postgres')
  assert.equal(saysOn(sqlite, statement), [text], 'sqlite')
}

const action = 'give doNothing, or doUpdate((excluded) => ({ name: excluded.name }))'

test('a conflict that cannot be is refused', () => {
  const conflicting = (target: unknown, what: unknown, options?: unknown) =>
    js.onConflict(target, what, options)(jack) as unknown
  const noColumn = 'is not a column of users: give columns of the table that is inserted into'
  says(conflicting([], doNothing), 'the target of onConflict is empty: give a column, or anyConflict')
  says(
    conflicting('name', doNothing),
    'the target of onConflict is not an expression: give a column, or value(type, it) for a bound value',
  )
  says(conflicting(u.c.name, doNothing), `the target of onConflict ${noColumn}`)
  says(conflicting(users.c.name, 'do nothing'), `the action of onConflict is none: ${action}`)
  says(conflicting(users.c.name, undefined), `the action of onConflict is none: ${action}`)
  says(conflicting(users.c.name, JSON.parse('{"_tag":"Nothing"}')), `the action of onConflict is none: ${action}`)
  says(
    conflicting(users.c.name, js.doUpdate({ age: 1 })),
    `the action of onConflict is not made from functions: ${action}`,
  )
  says(
    conflicting(
      users.c.name,
      js.doUpdate(() => undefined),
    ),
    `the action of onConflict sets no object of columns: ${action}`,
  )
  says(
    conflicting(
      users.c.name,
      js.doUpdate(() => ({})),
    ),
    'this insert has no changes for a conflict: give doUpdate a column to set, or say doNothing',
  )
  says(
    conflicting(users.c.name, js.doUpdate(allColumnsExcept(u.c.name))),
    `an argument of allColumnsExcept ${noColumn}`,
  )
  says(
    conflicting(users.c.name, js.doUpdate(allColumnsExcept(users.c.name, users.c.age))),
    'this insert has no changes for a conflict: give doUpdate a column to set, or say doNothing',
  )
  says(
    conflicting(
      users.c.name,
      js.doUpdate(() => ({ naem: 1 })),
    ),
    'users has no column "naem": its columns are id, name, fullname, age, score, state, managerId',
  )
  says(
    conflicting(
      users.c.name,
      js.doUpdate(() => ({ age: undefined })),
    ),
    'the value of users.age is undefined: leave the key out for the default, or give null for NULL',
  )
  says(
    js.onConflict(users.c.name, doNothing)(users),
    'what onConflict was applied to does not take it: it belongs to an insert: start with insertInto',
  )
})

test('postgres wants to know the key of an update', () => {
  const any = pipe(
    jack,
    onConflict(
      anyConflict,
      doUpdate(() => ({ age: 1 })),
    ),
  )
  assert.equal(saysOn(postgres, any), [
    'postgres has no update on any conflict: give onConflict the columns of the key',
  ])
  inSqlite(any, 'insert into "users" ("name", "age")\nvalues (?, ?)\non conflict do update set "age" = ?', [
    'jack',
    40,
    1,
  ])
})

test.run()

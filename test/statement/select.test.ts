import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import {
  add,
  all,
  arrayFrom,
  asc,
  count,
  desc,
  distinct,
  eq,
  first,
  from,
  groupBy,
  gt,
  having,
  integer,
  limit,
  lower,
  ne,
  nullsFirst,
  nullsLast,
  offset,
  one,
  or,
  orderBy,
  ordered,
  rawQuery,
  rawStatement,
  SQL,
  select,
  selectOnly,
  text,
  value,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { expectNames } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('select')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const names = select({ name: users.c.name })

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

test('a column keeps its name, or takes the key where that is another', () => {
  inPostgres(
    pipe(from(posts), select({ id: posts.c.id, authorId: posts.c.authorId, title: lower(posts.c.title) })),
    `
    select "posts"."id", "posts"."author_id" as "authorId", lower("posts"."title") as "title"
    from "posts"
    `,
  )
})

const nested = pipe(
  from(users),
  where(eq(users.c.id, 1)),
  select({ 'a.b': users.c.name, a: { b: users.c.age, c: { d: users.c.id } }, __proto__x: users.c.state }),
)

test('a nested object is columns side by side', () => {
  inPostgres(
    nested,
    `
    select "users"."name" as "a.b", "users"."age" as "a.b", "users"."id" as "a.c.d", "users"."state" as "__proto__x"
    from "users"
    where "users"."id" = $1
    `,
    [1],
  )
})

onEach(test, 'rows are read by position, so equal names do not collide', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await one(nested)(db)()), {
    'a.b': 'jack',
    a: { b: 31, c: { d: 1 } },
    __proto__x: 'new',
  })
})

onEach(test, 'a key called __proto__ is a key like any other', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(from(users), where(eq(users.c.id, 1)), select({ ['__proto__']: users.c.name, id: users.c.id }))
  const row = expectRight(await one(query)(db)())
  assert.equal(Object.entries(row), [
    ['__proto__', 'jack'],
    ['id', 1],
  ])
  assert.is(Object.getPrototypeOf(row), Object.prototype)
})

const wholeTable = pipe(from(users), where(eq(users.c.id, 2)), select(users))

test('a whole table is all of its columns', () => {
  inPostgres(
    pipe(from(posts), select(posts)),
    `
    select "posts"."id", "posts"."author_id" as "authorId", "posts"."title", "posts"."body", "posts"."published", "posts"."created_at" as "createdAt"
    from "posts"
    `,
  )
})

onEach(test, 'a whole table and a table within a row', { portable: true }, async (db) => {
  await seed(db)
  const ed = { id: 2, name: 'ed', fullname: null, age: 25, score: 1.5, state: 'new', managerId: 1 }
  assert.equal(expectRight(await one(wholeTable)(db)()), ed)
  const within = pipe(from(users), where(eq(users.c.id, 2)), select({ n: value(integer, 1), user: users }))
  assert.equal(expectRight(await one(within)(db)()), { n: 1, user: ed })
})

test('selectOnly has no from', () => {
  inPostgres(selectOnly({ one: value(integer, 1) }), 'select $1::integer as "one"', [1])
  inSqlite(selectOnly({ one: value(integer, 1) }), 'select ? as "one"', [1])
})

onEach(test, 'selectOnly yields one row', { portable: true }, async (db) => {
  const query = selectOnly({ one: value(integer, 1), sum: add(value(integer, 2), 3), text: value(text, 'x') })
  assert.equal(expectRight(await all(query)(db)()), [{ one: 1, sum: 5, text: 'x' }])
})

test('select replaces what was selected before', () => {
  inPostgres(pipe(from(users), select({ id: users.c.id }), names), 'select "users"."name"\nfrom "users"')
})

// -------------------------------------------------------------------------------------
// conditions
// -------------------------------------------------------------------------------------

const named = pipe(
  from(users),
  where(or(eq(users.c.name, 'ed'), eq(users.c.name, 'jack'))),
  where(gt(users.c.age, 30)),
  names,
)

test('where adds to the conditions already there', () => {
  inPostgres(
    named,
    `
    select "users"."name"
    from "users"
    where ("users"."name" = $1 or "users"."name" = $2) and "users"."age" > $3
    `,
    ['ed', 'jack', 30],
  )
})

expectNames(test, 'both conditions are met', named, ['jack'])

const chatty = pipe(
  from(posts),
  groupBy(posts.c.authorId),
  groupBy(posts.c.published),
  having(gt(count(), 0)),
  having(eq(posts.c.published, true)),
  orderBy(posts.c.authorId),
  select({ author: posts.c.authorId, n: count() }),
)

test('groupBy appends and having adds', () => {
  inSqlite(
    chatty,
    `
    select "posts"."author_id" as "author", count(*) as "n"
    from "posts"
    group by "posts"."author_id", "posts"."published"
    having count(*) > ? and "posts"."published" = ?
    order by "posts"."author_id"
    `,
    [0, true],
  )
})

onEach(test, 'groups that meet both conditions', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(chatty)(db)()), [
    { author: 1, n: 1 },
    { author: 2, n: 1 },
  ])
})

// -------------------------------------------------------------------------------------
// order
// -------------------------------------------------------------------------------------

const ranked = pipe(from(users), orderBy(asc(users.c.managerId)), orderBy(desc(users.c.id)), names)

test('orderBy appends, and a bare expression goes up', () => {
  inPostgres(
    pipe(from(users), orderBy(users.c.state, desc(users.c.age)), orderBy(asc(users.c.name)), names),
    `
    select "users"."name"
    from "users"
    order by "users"."state", "users"."age" desc, "users"."name"
    `,
  )
  inPostgres(ranked, 'select "users"."name"\nfrom "users"\norder by "users"."managerId", "users"."id" desc')
})

const nullsAtEnd = pipe(from(users), orderBy(pipe(desc(users.c.age), nullsLast)), names)
const nullsAtStart = pipe(from(users), orderBy(pipe(asc(users.c.age), nullsFirst)), names)

test('nulls go where they are told to', () => {
  inPostgres(nullsAtEnd, 'select "users"."name"\nfrom "users"\norder by "users"."age" desc nulls last')
  inSqlite(nullsAtStart, 'select "users"."name"\nfrom "users"\norder by "users"."age" nulls first')
})

expectNames(test, 'nulls last', nullsAtEnd, ['jack', 'ed', 'wendy'])
expectNames(test, 'nulls first', nullsAtStart, ['wendy', 'ed', 'jack'])

test('a direction from outside is one of two', () => {
  const by = (direction: string) => pipe(from(users), orderBy(ordered(users.c.name, direction as 'asc')), names)
  inPostgres(by('desc'), 'select "users"."name"\nfrom "users"\norder by "users"."name" desc')
  inPostgres(by('asc'), 'select "users"."name"\nfrom "users"\norder by "users"."name"')
  for (const hostile of ['ASC', 'asc; drop table users', '', '__proto__']) {
    assert.equal(
      problemsOf(postgres)(by(hostile)).map(({ _tag }) => _tag),
      ['InvalidArgument'],
      hostile,
    )
  }
})

expectNames(test, 'ordered goes down', pipe(from(users), orderBy(ordered(users.c.name, 'desc')), names), [
  'wendy',
  'jack',
  'ed',
])

// -------------------------------------------------------------------------------------
// rows
// -------------------------------------------------------------------------------------

const page = pipe(from(users), orderBy(users.c.id), limit(1), limit(2), offset(1), names)
const rest = pipe(from(users), orderBy(users.c.id), offset(1), names)

test('limit and offset are bound, and replace what was said before', () => {
  inPostgres(page, 'select "users"."name"\nfrom "users"\norder by "users"."id"\nlimit $1\noffset $2', [2, 1])
})

test('SQLite wants a limit before an offset', () => {
  inPostgres(rest, 'select "users"."name"\nfrom "users"\norder by "users"."id"\noffset $1', [1])
  inSqlite(rest, 'select "users"."name"\nfrom "users"\norder by "users"."id"\nlimit ?\noffset ?', [-1, 1])
})

const older = pipe(
  from(users),
  orderBy(users.c.id),
  select({
    name: users.c.name,
    ids: arrayFrom(pipe(from(posts), orderBy(posts.c.id), limit(users.c.id), offset(1), select({ id: posts.c.id }))),
  }),
)

onEach(test, 'how many rows there are may be a value of the query around', {}, async (db) => {
  inPostgres(
    older,
    `
    select "users"."name", array(
      select "posts"."id"
      from "posts"
      order by "posts"."id"
      limit "users"."id"
      offset $1
    ) as "ids"
    from "users"
    order by "users"."id"
    `,
    [1],
  )
  await seed(db)
  assert.equal(expectRight(await all(older)(db)()), [
    { name: 'jack', ids: [2] },
    { name: 'ed', ids: [2, 3] },
    { name: 'wendy', ids: [2, 3] },
  ])
})

expectNames(test, 'the second page', page, ['ed', 'wendy'])
expectNames(test, 'all but the first', rest, ['ed', 'wendy'])
expectNames(test, 'limit(0) is no row', pipe(from(users), limit(0), names), [])

const states = pipe(from(users), distinct, select({ name: users.c.state }))

test('distinct drops equal rows', () => {
  inPostgres(states, 'select distinct "users"."state" as "name"\nfrom "users"')
})

expectNames(test, 'one state', states, ['new'])

onEach(test, 'one is one, first is an option, and neither picks among several', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(from(users), names)
  const jack = pipe(query, where(eq(users.c.id, 1)))
  const nobody = pipe(query, where(eq(users.c.id, 0)))
  assert.equal(expectRight(await one(jack)(db)()), { name: 'jack' })
  assert.equal(expectRight(await first(jack)(db)()), { _tag: 'Some', value: { name: 'jack' } })
  assert.equal(expectRight(await first(nobody)(db)()), { _tag: 'None' })
  assert.is(expectLeft(await one(nobody)(db)())._tag, 'NoRow')
  assert.is(expectLeft(await one(query)(db)())._tag, 'TooManyRows')
  assert.is(expectLeft(await first(query)(db)())._tag, 'TooManyRows')
})

// -------------------------------------------------------------------------------------
// values of their own
// -------------------------------------------------------------------------------------

test('a query is a value: what is made from it does not change it', () => {
  const query = pipe(from(users), names)
  const before = JSON.stringify(query)
  pipe(query, where(ne(users.c.id, 1)), orderBy(desc(users.c.id)), limit(1), distinct, select(users))
  assert.is(JSON.stringify(query), before)
  inPostgres(query, 'select "users"."name"\nfrom "users"')
})

// -------------------------------------------------------------------------------------
// raw statements
// -------------------------------------------------------------------------------------

const longNames = rawQuery(
  { name: text, letters: integer },
  SQL`select name, length(name) as n from ${users} where length(${users.c.name}) > ${2} order by name`,
)

test('a raw query is spelled as it stands, with its values bound', () => {
  const tail = 'from "users" where length("users"."name")'
  inPostgres(longNames, `select name, length(name) as n ${tail} > $1 order by name`, [2])
  inSqlite(longNames, `select name, length(name) as n ${tail} > ? order by name`, [2])
})

onEach(test, 'a raw query’s columns are read in their order', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(longNames)(db)()), [
    { name: 'jack', letters: 4 },
    { name: 'wendy', letters: 5 },
  ])
})

onEach(test, 'a raw query that returns other columns than it says is a Left', { portable: true }, async (db) => {
  const error = expectLeft(await all(rawQuery({ a: integer, b: integer }, SQL`select 1`))(db)())
  assert.is(error._tag, 'Undecodable')
})

test('a raw statement is only executed', () => {
  inPostgres(rawStatement(SQL`drop table ${users}`), 'drop table "users"')
})

test.run()

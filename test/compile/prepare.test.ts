import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import { compileUnfilled } from '../../lib/compile/compile.js'
import * as typed from '../../lib/index.js'
import {
  add,
  all,
  and,
  array,
  coalesce,
  count,
  cte,
  doNothing,
  eq,
  execute,
  first,
  from,
  gt,
  in_,
  insertInto,
  integer,
  isNotDistinctFrom,
  limit,
  lower,
  notIn,
  nullable,
  onConflict,
  one,
  or,
  orderBy,
  prepare,
  select,
  set,
  subquery,
  text,
  union,
  update,
  value,
  values,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('prepare')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const named = prepare({ name: text, age: integer }, (p) =>
  pipe(
    from(users),
    where(or(eq(users.c.name, p.name), and(gt(users.c.age, p.age), eq(lower(users.c.name), p.name)))),
    orderBy(users.c.id),
    select({ id: users.c.id, name: p.name }),
  ),
)

test('a parameter is bound once in PostgreSQL, however often it stands there', () => {
  const where = `where "users"."name" = $1::text or "users"."age" > $2::integer and lower("users"."name") = $1::text`
  inPostgres(
    named({ name: 'jack', age: 30 }),
    `
    select "users"."id", $1::text as "name"
    from "users"
    ${where}
    order by "users"."id"
    `,
    ['jack', 30],
  )
})

test('a parameter is bound wherever it stands in SQLite', () => {
  inSqlite(
    named({ name: 'jack', age: 30 }),
    `
    select "users"."id", ? as "name"
    from "users"
    where "users"."name" = ? or "users"."age" > ? and lower("users"."name") = ?
    order by "users"."id"
    `,
    ['jack', 'jack', 30, 'jack'],
  )
})

onEach(test, 'a prepared statement runs with other values each time', { portable: true }, async (db, _, log) => {
  await seed(db)
  log.length = 0
  assert.equal(expectRight(await all(named({ name: 'jack', age: 99 }))(db)()), [{ id: 1, name: 'jack' }])
  assert.equal(expectRight(await one(named({ name: 'ed', age: 99 }))(db)()), { id: 2, name: 'ed' })
  assert.is(expectRight(await first(named({ name: 'nobody', age: 99 }))(db)())._tag, 'None')
  assert.is(new Set(log.map((event) => event.text)).size, 1)
})

const renamed = prepare({ id: integer, name: text, fullname: nullable(text) }, (p) =>
  pipe(update(users), set({ name: p.name, fullname: p.fullname, age: add(p.id, 1) }), where(eq(users.c.id, p.id))),
)

const added = prepare({ name: text }, (p) =>
  pipe(insertInto(users), values({ name: p.name, fullname: 'New' }), onConflict(users.c.name, doNothing)),
)

test('writes are prepared too, and what is no parameter keeps its value', () => {
  inPostgres(
    renamed({ id: 7, name: 'jack', fullname: null }),
    `
    update "users"
    set "name" = $1::text, "fullname" = $2::text, "age" = $3::integer + $4
    where "users"."id" = $3::integer
    `,
    ['jack', null, 7, 1],
  )
  inPostgres(
    added({ name: 'ed' }),
    `
    insert into "users" ("name", "fullname")
    values ($1::text, $2)
    on conflict ("name") do nothing
    `,
    ['ed', 'New'],
  )
})

onEach(test, 'a prepared write', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(renamed({ id: 1, name: 'john', fullname: null }))(db)()), 1)
  assert.is(expectRight(await execute(added({ name: 'john' }))(db)()), 0)
  assert.is(expectRight(await execute(added({ name: 'jack' }))(db)()), 1)
  const query = pipe(from(users), orderBy(users.c.id), select({ name: users.c.name, fullname: users.c.fullname }))
  assert.equal(expectRight(await all(query)(db)()), [
    { name: 'john', fullname: null },
    { name: 'ed', fullname: null },
    { name: 'wendy', fullname: 'Wendy Williams' },
    { name: 'jack', fullname: 'New' },
  ])
})

const deep = prepare({ author: integer, title: text }, (p) => {
  const own = pipe(from(posts), where(eq(posts.c.authorId, p.author)), select({ id: posts.c.id }), cte('own'))
  const other = pipe(from(posts), where(eq(posts.c.title, p.title)), select({ id: posts.c.id }))
  const both = pipe(from(own), select({ id: own.c.id }), union(other), subquery('both'))
  return pipe(from(both), where(gt(both.c.id, p.author)), select({ n: count(), author: value(integer, 1) }))
})

test('parameters stand in common table expressions, set operations and subqueries', () => {
  inPostgres(
    deep({ author: 1, title: 'Trees' }),
    `
    with "own" as (
      select "posts"."id"
      from "posts"
      where "posts"."author_id" = $1::integer
    )
    select count(*) as "n", $2::integer as "author"
    from (
      select "own"."id"
      from "own"
      union
      select "posts"."id"
      from "posts"
      where "posts"."title" = $3::text
    ) as "both"
    where "both"."id" > $1::integer
    `,
    [1, 1, 'Trees'],
  )
})

onEach(test, 'a prepared statement of several parts', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(deep({ author: 1, title: 'Trees' }))(db)()), [{ n: 2, author: 1 }])
})

const known = prepare({ age: nullable(integer) }, (p) =>
  pipe(from(users), where(isNotDistinctFrom(users.c.age, p.age)), select({ name: users.c.name })),
)

onEach(test, 'a parameter that may be null is null', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(known({ age: null }))(db)()), [{ name: 'wendy' }])
  assert.equal(expectRight(await all(known({ age: 25 }))(db)()), [{ name: 'ed' }])
})

const paged = prepare({ ids: array(integer), names: array(text), rows: integer }, (p) =>
  pipe(
    from(users),
    where(and(in_(users.c.id, p.ids), notIn(users.c.name, p.names))),
    orderBy(users.c.id),
    limit(p.rows),
    select({ id: users.c.id }),
  ),
)

test('a list and a limit may be parameters', () => {
  inPostgres(
    paged({ ids: [1, 2], names: [], rows: 1 }),
    `
    select "users"."id"
    from "users"
    where "users"."id" = any ($1::integer[]) and "users"."name" <> all ($2::text[])
    order by "users"."id"
    limit $3::integer
    `,
    [[1, 2], [], 1],
  )
})

onEach(test, 'lists of any length in a prepared statement', {}, async (db, _, log) => {
  await seed(db)
  log.length = 0
  const ids = async (values: Parameters<typeof paged>[0]) =>
    expectRight(await all(paged(values))(db)()).map(({ id }) => id)
  assert.equal(await ids({ ids: [1, 2, 3], names: ['ed'], rows: 9 }), [1, 3])
  assert.equal(await ids({ ids: [3, 2], names: [], rows: 1 }), [2])
  assert.equal(await ids({ ids: [], names: [], rows: 9 }), [])
  assert.is(new Set(log.map(({ text }) => text)).size, 1)
})

test('a prepared statement is compiled once', () => {
  const bodies = [named({ name: 'a', age: 1 }), named({ name: 'b', age: 2 })].map(
    (statement) => (statement as unknown as { readonly statement: unknown }).statement,
  )
  assert.is(bodies[0], bodies[1])
  const compiled = compileUnfilled(postgres, named({ name: 'a', age: 1 }))
  assert.is(compiled._tag === 'Right' && compiled.right.values.length, 2)
})

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

const js: any = typed

const says = (statement: unknown, ...texts: ReadonlyArray<string>) =>
  assert.equal(problemsOf(postgres)(statement as Branded).map(describeCompileError), texts)

test('a parameter without a value is refused', () => {
  says((named as any)({ name: 'jack' }), 'the parameter "age" has no value: give it one, or null for NULL')
  says(
    (named as any)({ name: undefined }),
    'the parameter "name" has no value: give it one, or null for NULL',
    'the parameter "age" has no value: give it one, or null for NULL',
  )
  says((named as any)(), 'the values of a prepared statement are no object: give one: find({ id: 7 })')
  says(
    (named as any)(JSON.parse('{"__proto__": {"name": "x", "age": 1}}')),
    'the parameter "name" has no value: give it one, or null for NULL',
    'the parameter "age" has no value: give it one, or null for NULL',
  )
})

onEach(test, 'a statement without its values is not sent', { portable: true }, async (db) => {
  await seed(db)
  const error = expectLeft(await all((named as any)({ name: 'x' }))(db)())
  assert.is((error as { readonly _tag: string })._tag, 'NotCompiled')
  const wrong = expectLeft(await all(named({ name: 'x', age: 'old' as never }))(db)())
  assert.is((wrong as { readonly _tag: string })._tag, 'InvalidValue')
})

test('a value that looks like a node is a value', () => {
  const jack = JSON.parse(JSON.stringify(eq(users.c.name, 'x')))
  const { values: bound } = compiledOf(named({ name: jack, age: 1 }))
  assert.equal(bound, [jack, 1])
})

const compiledOf = (statement: Branded) => {
  const result = typed.compile(postgres)(statement as never)
  return result._tag === 'Right' ? result.right : (assert.unreachable() as never)
}

test('values that change afterwards do not change what was asked', () => {
  const given = { name: 'jack', age: 1 }
  const statement = named(given)
  given.name = 'ed'
  assert.equal(compiledOf(statement).values, ['jack', 1])
})

test('what is no statement, or has no parameters, is refused', () => {
  says(
    js.prepare('x', () => named)(),
    'the parameters of prepare are no object of column types: give some, as in prepare({ id: integer }, (p) => …)',
  )
  says(
    js.prepare({ id: integer }, 'x')({ id: 1 }),
    'what prepare was given is not a function that gives a statement: give (p) => pipe(from(users), where(eq(users.c.id, p.id)), select(users))',
  )
  says(
    js.prepare({ id: integer }, () => users)({ id: 1 }),
    'what prepare was applied to does not take it: it belongs to a query or a write',
  )
  says(
    js.prepare({ id: 'integer' }, (p: any) => pipe(from(users), js.where(eq(users.c.id, p.id)), js.select(users)))({
      id: 1,
    }),
    'the type of the parameter "id" is not a column type: give one, as in prepare({ id: integer }, …)',
  )
})

test('a prepared statement is whole, and a parameter belongs to it', () => {
  says(
    pipe(named({ name: 'x', age: 1 }), js.where(eq(users.c.id, 1))),
    'what where was applied to does not take it: it belongs to a select, an update or a delete',
  )
  let leaked: unknown
  prepare({ id: integer }, (p) => {
    leaked = p.id
    return pipe(from(users), select(users))
  })
  says(
    pipe(from(users), where(eq(users.c.id, leaked as never)), select(users)),
    'the parameter "id" is used outside its statement: use it in what prepare(…) is given',
  )
  const partial = prepare({ state: text }, (p) =>
    pipe(
      insertInto(users),
      values({ name: coalesce(p.state, 'x') }),
      onConflict(users.c.name, doNothing, { where: eq(users.c.state, p.state) }),
    ),
  )
  says(partial({ state: 'x' }), 'the parameter "state" is where no value can be bound: give a value there')
})

test.run()

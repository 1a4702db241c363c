import { pipe } from 'fp-ts/function'
import * as O from 'fp-ts/Option'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import * as typed from '../../lib/index.js'
import {
  all,
  and,
  deleteFrom,
  eq,
  filterBy,
  from,
  gt,
  ifDefined,
  ifSome,
  isNull,
  like,
  or,
  orderBy,
  orderByAllowed,
  select,
  set,
  subquery,
  update,
  where,
  whereDefined,
  whereSome,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('optional')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const js: any = typed

const says = (statement: unknown, ...texts: ReadonlyArray<string>) =>
  assert.equal(problemsOf(postgres)(statement as Branded).map(describeCompileError), texts)

// -------------------------------------------------------------------------------------
// filters
// -------------------------------------------------------------------------------------

interface Input {
  readonly name?: string
  readonly age: O.Option<number>
}

const search = (input: Input) =>
  pipe(
    from(users),
    whereDefined(input.name, (name) => like(users.c.name, `${name}%`)),
    whereSome(input.age, (age) => gt(users.c.age, age)),
    orderBy(users.c.id),
    select({ name: users.c.name }),
  )

test('a filter on what is not given is left out', () => {
  const head = 'select "users"."name"\nfrom "users"\n'
  const order = 'order by "users"."id"'
  inPostgres(
    search({ name: 'j', age: O.some(30) }),
    `${head}where "users"."name" like $1 and "users"."age" > $2\n${order}`,
    ['j%', 30],
  )
  inPostgres(search({ name: 'j', age: O.none }), `${head}where "users"."name" like $1\n${order}`, ['j%'])
  inPostgres(search({ age: O.some(30) }), `${head}where "users"."age" > $1\n${order}`, [30])
  inPostgres(search({ age: O.none }), head + order)
})

onEach(test, 'rows by what was asked for', { portable: true }, async (db) => {
  await seed(db)
  const names = async (input: Input) => expectRight(await all(search(input))(db)()).map(({ name }) => name)
  assert.equal(await names({ age: O.none }), ['jack', 'ed', 'wendy'])
  assert.equal(await names({ name: 'e', age: O.none }), ['ed'])
  assert.equal(await names({ age: O.some(26) }), ['jack'])
  assert.equal(await names({ name: 'e', age: O.some(26) }), [])
})

test('a condition on what is not given drops out of the conditions around it', () => {
  const by = (name: string | undefined, id: O.Option<number>) =>
    pipe(
      from(users),
      where(
        or(
          and(
            eq(users.c.state, 'new'),
            ifDefined(name, (it) => eq(users.c.name, it)),
          ),
          ifSome(id, (it) => eq(users.c.id, it)),
        ),
      ),
      select({ id: users.c.id }),
    )
  const head = 'select "users"."id"\nfrom "users"\nwhere '
  inPostgres(by('x', O.some(1)), `${head}"users"."state" = $1 and "users"."name" = $2 or "users"."id" = $3`, [
    'new',
    'x',
    1,
  ])
  inPostgres(by(undefined, O.none), `${head}"users"."state" = $1`, ['new'])
})

test('a change whose filters were all left out is refused', () => {
  says(
    pipe(
      deleteFrom(users),
      whereDefined(undefined as string | undefined, (name) => eq(users.c.name, name)),
      whereSome(O.none, (id: number) => eq(users.c.id, id)),
    ),
    'this delete would change every row of users: add where(...), or everyRow to say that it should',
  )
  says(
    pipe(update(users), set({ age: 1 }), where(filterBy(users, {}))),
    'this update would change every row of users: add where(...), or everyRow to say that it should',
  )
})

const byKeys = pipe(from(users), where(filterBy(users, { name: 'jack', age: 31 })), select({ id: users.c.id }))

test('filterBy asks for equal values, by keys', () => {
  inPostgres(byKeys, 'select "users"."id"\nfrom "users"\nwhere "users"."name" = $1 and "users"."age" = $2', [
    'jack',
    31,
  ])
  const recent = pipe(from(posts), select({ id: posts.c.id, title: posts.c.title }), subquery('recent'))
  inPostgres(
    pipe(from(recent), where(filterBy(recent, { title: 'x' })), select({ id: recent.c.id })),
    `
    select "recent"."id"
    from (
      select "posts"."id", "posts"."title"
      from "posts"
    ) as "recent"
    where "recent"."title" = $1
    `,
    ['x'],
  )
  inPostgres(
    pipe(from(users), where(filterBy(users, {})), select({ id: users.c.id })),
    'select "users"."id"\nfrom "users"',
  )
})

onEach(test, 'rows by keys', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(byKeys)(db)()), [{ id: 1 }])
})

test('null, undefined and what is no function are refused, and never left out', () => {
  const asking = (condition: unknown) => pipe(from(users), js.where(condition), js.select({ id: users.c.id }))
  const hint = 'ask with isNull or isNotDistinctFrom where it is NULL, and give undefined where nothing is asked for'
  says(asking(js.ifDefined(null, (name: never) => eq(users.c.name, name))), `the value of ifDefined is null: ${hint}`)
  says(asking(js.ifSome(O.some(null), (name: never) => eq(users.c.name, name))), `the value of ifSome is null: ${hint}`)
  says(
    asking(js.ifSome(null, () => isNull(users.c.age))),
    'the value of ifSome is not an Option: give none or some(it), or use ifDefined',
  )
  says(
    asking(js.ifDefined('x', eq(users.c.name, 'x'))),
    'the condition of ifDefined is not a function: give (it) => eq(users.c.name, it)',
  )
  says(
    asking(js.ifDefined('x', () => undefined)),
    'the condition of ifDefined is not an expression: give a column, or value(type, it) for a bound value',
  )
  says(asking(js.filterBy(users, { name: null })), `the value of users.name in filterBy is null: ${hint}`)
  says(
    asking(js.filterBy(users, { name: undefined })),
    'the value of users.name in filterBy is undefined: leave the key out',
  )
  says(
    asking(js.filterBy(users, JSON.parse('{"naem": 1}'))),
    'users has no column "naem": its columns are id, name, fullname, age, score, state, managerId',
  )
  says(
    asking(js.filterBy(users, JSON.parse('{"__proto__": 1}'))),
    'users has no column "__proto__": its columns are id, name, fullname, age, score, state, managerId',
  )
  says(asking(js.filterBy('users', {})), 'the source of filterBy is none: give a table, or a subquery')
  says(asking(js.filterBy(users, 'x')), "the values of filterBy are no object: give { name: 'jack' }")
})

// -------------------------------------------------------------------------------------
// orders
// -------------------------------------------------------------------------------------

const sorted = (sort: string, direction?: string) =>
  pipe(
    from(users),
    orderByAllowed({ name: users.c.name, posts: users.c.id }, sort, direction),
    select({ name: users.c.name }),
  )

test('an order by a name that is allowed', () => {
  const head = 'select "users"."name"\nfrom "users"\norder by '
  inPostgres(sorted('name'), `${head}"users"."name"`)
  inPostgres(sorted('posts', 'desc'), `${head}"users"."id" desc`)
  inSqlite(sorted('name', 'asc'), `${head}"users"."name"`)
})

onEach(test, 'rows in an order that was asked for', { portable: true }, async (db) => {
  await seed(db)
  const rows = expectRight(await all(sorted('name', 'desc'))(db)())
  assert.equal(
    rows.map(({ name }) => name),
    ['wendy', 'jack', 'ed'],
  )
})

test('a name or a direction that is not allowed is refused, and not repeated', () => {
  const text = 'the name of an order is not one of those that are allowed: give one of name, posts'
  for (const name of ['age', 'toString', '__proto__', 'name desc; drop table users', '']) says(sorted(name), text)
  says(sorted(['name'] as never), text)
  says(sorted(undefined as never), text)
  says(
    sorted('name', 'desc; drop table users'),
    'the direction of an order is neither asc nor desc: give one of the two',
  )
  says(sorted('name', 'DESC'), 'the direction of an order is neither asc nor desc: give one of the two')
  says(
    js.orderByAllowed({ name: users.c.name }, 'name')(deleteFrom(users)),
    'what orderByAllowed was applied to does not take it: it belongs to a select: start with from',
  )
})

test.run()

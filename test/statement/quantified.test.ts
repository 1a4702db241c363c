import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as joinery from '../../lib/index.js'
import {
  alias,
  all,
  all_,
  any_,
  arrayAgg,
  eq,
  from,
  ge,
  gt,
  isNotNull,
  lt,
  orderBy,
  scalar,
  select,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('quantified')

const others = alias(users, 'others')
const ages = pipe(from(others), where(isNotNull(others.c.age)), select({ age: others.c.age }))

const oldest = pipe(from(users), where(ge(users.c.age, all_(ages))), select({ name: users.c.name }))
const older = pipe(from(users), where(gt(users.c.age, any_(ages))), select({ name: users.c.name }))

test('all_ and any_ stand on the right of a comparison', () => {
  expectSql(postgres)(
    oldest,
    `
    select "users"."name"
    from "users"
    where "users"."age" >= all (
      select "others"."age"
      from "users" as "others"
      where "others"."age" is not null
    )
    `,
  )
})

onEach(test, 'all_ asks all rows and any_ one', {}, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(oldest)(db)()), [{ name: 'jack' }])
  assert.equal(expectRight(await all(older)(db)()), [{ name: 'jack' }])
})

onEach(test, 'the query may read the query around it, and have no row', {}, async (db) => {
  await seed(db)
  const own = pipe(from(posts), where(eq(posts.c.authorId, users.c.id)), select({ id: posts.c.id }))
  const query = pipe(
    from(users),
    orderBy(users.c.id),
    select({ all: lt(users.c.id, all_(own)), any: lt(users.c.id, any_(own)) }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { all: false, any: true },
    { all: true, any: true },
    { all: true, any: false },
  ])
})

const array = scalar(pipe(from(others), select({ ids: arrayAgg(others.c.id) })))
const listed = pipe(from(users), where(eq(users.c.id, any_(array))), orderBy(users.c.id), select({ id: users.c.id }))

// in parentheses of its own it would be a query of elements
onEach(test, 'an array that is a query of one value is cast', {}, async (db) => {
  expectSql(postgres)(
    listed,
    `
    select "users"."id"
    from "users"
    where "users"."id" = any ((
      select array_agg("others"."id") as "ids"
      from "users" as "others"
    )::integer[])
    order by "users"."id"
    `,
  )
  await seed(db)
  assert.equal(expectRight(await all(listed)(db)()), [{ id: 1 }, { id: 2 }, { id: 3 }])
})

const said = (dialect: typeof postgres, statement: any) => problemsOf(dialect)(statement).map(describeCompileError)

test('SQLite has neither', () => {
  assert.equal(said(sqlite, oldest), [
    'sqlite has no all_: compare with scalar(query) of its min or max, or use inQuery or exists',
  ])
})

test('they are no values of their own', () => {
  const alone = 'is no value of its own: put it on the right of a comparison, as in gt(x, all_(query))'
  for (const dialect of [postgres, sqlite]) {
    assert.equal(said(dialect, pipe(from(users), select({ it: any_(ages) }))), [`any_ ${alone}`])
    const left = pipe(from(users), where(gt(all_(ages), 1)), select({ it: users.c.id }))
    assert.equal(said(dialect, left), [`all_ ${alone}`])
  }
  const js: any = joinery
  const two = js.all_(pipe(from(others), select(others)))
  assert.equal(said(postgres, pipe(from(users), where(gt(users.c.age, two)), select({ it: users.c.id }))), [
    'the query of all_ has 7 columns: select one',
  ])
})

test.run()

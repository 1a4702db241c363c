/**
 * What other libraries get wrong without a word, and joinery gets right.
 *
 * The numbers are those of a study of kysely, drizzle, ts-sql-query and orchid-orm; V2 is names.test.ts, V8, V9 and V11
 * are the tests of transactions.
 */
import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import {
  add,
  all,
  and,
  asc,
  avg,
  concat,
  count,
  deleteFrom,
  eq,
  execute,
  from,
  in_,
  insertInto,
  integer,
  limit,
  mul,
  notIn,
  one,
  or,
  orderBy,
  ordered,
  raw,
  SQL,
  scalar,
  select,
  set,
  skip,
  sum,
  text,
  update,
  value,
  values,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { expectNames } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('peers')

const inPostgres = expectSql(postgres)

const named = pipe(from(users), orderBy(users.c.id), select({ name: users.c.name }))

test('V2: a sort direction from outside is not pasted', () => {
  const hostile = 'asc; drop table users' as 'asc'
  const problems = problemsOf(postgres)(pipe(named, orderBy(ordered(users.c.id, hostile))))
  assert.equal(
    problems.map(({ _tag }) => _tag),
    ['InvalidArgument'],
  )
})

const postsOf = raw(integer, SQL`(select count(*) from posts where posts.author_id = ${users.c.id})`)

onEach(
  test,
  'V3: a column in raw SQL keeps its table, also where a query has one table',
  { portable: true },
  async (db) => {
    await seed(db)
    const counts = pipe(from(users), orderBy(users.c.id), select({ n: postsOf }))
    assert.equal(expectRight(await all(counts)(db)()), [{ n: 2 }, { n: 1 }, { n: 0 }])
  },
)

test('V4: what is used in a statement is not changed by it', () => {
  const parts = [asc(users.c.id), eq(users.c.id, 1), value(integer, 1), SQL`length(${users.c.name})`] as const
  const before = JSON.stringify(parts)
  const [order, condition, number, sql] = parts
  pipe(named, where(and(condition, eq(raw(integer, sql), number))), orderBy(order), limit(1))
  assert.is(JSON.stringify(parts), before)
})

const always = and()
const never = or()

expectNames(test, 'V5: where(or()) is no row, not every row', pipe(named, where(never)), [])
expectNames(test, 'V5: where(and()) is every row, and only that', pipe(named, where(always)), ['jack', 'ed', 'wendy'])

for (const rows of [-1, Number.NaN]) {
  test(`V5: limit(${rows}) is refused, not left out`, () => {
    assert.equal(
      problemsOf(postgres)(pipe(named, limit(rows))).map(({ _tag }) => _tag),
      ['InvalidArgument'],
    )
  })
}

for (const nothing of [null, undefined]) {
  test(`V5: eq(…, ${nothing}) is refused, not a comparison that finds nothing`, () => {
    const condition = eq(users.c.fullname, nothing as unknown as string)
    assert.equal(
      problemsOf(postgres)(pipe(named, where(condition))).map(({ _tag }) => _tag),
      ['InvalidArgument'],
    )
  })
}

onEach(test, 'V6: a sum within a product is computed first', { portable: true }, async (db) => {
  await seed(db)
  const doubled = pipe(from(users), orderBy(users.c.id), select({ n: mul(add(users.c.id, 1), 2) }))
  assert.equal(expectRight(await all(doubled)(db)()), [{ n: 4 }, { n: 6 }, { n: 8 }])
})

expectNames(test, 'V6: in nothing is false', pipe(named, where(in_(users.c.id, []))), [])

test('V6: an empty set and empty values are refused, not printed', () => {
  const changed = pipe(update(users), set({}), where(eq(users.c.id, 1)))
  assert.equal(
    [...problemsOf(postgres)(changed), ...problemsOf(postgres)(pipe(insertInto(users), values([])))].map(
      ({ _tag }) => _tag,
    ),
    ['MissingClause', 'MissingClause'],
  )
})

onEach(test, 'V6: values({}) is a row of defaults', { portable: true }, async (db) => {
  await seed(db)
  inPostgres(pipe(insertInto(users), values({} as { name: string })), 'insert into "users"\ndefault values')
  const rows = [{}, { name: 'x' }] as ReadonlyArray<{ name: string }>
  const error = await execute(pipe(insertInto(users), values(rows)))(db)()
  // the name has no default
  assert.ok(error._tag === 'Left' && ['NotNullViolation', 'NotCompiled'].includes(error.left._tag))
})

onEach(test, 'V7: the type of an aggregate is what comes back', { portable: true }, async (db) => {
  await seed(db)
  const numbers = pipe(
    from(users),
    select({
      count: count(),
      sum: sum(users.c.age),
      avg: avg(users.c.age),
      sub: scalar(pipe(from(posts), select({ n: count() }))),
    }),
  )
  assert.equal(expectRight(await one(numbers)(db)()), { count: 3, sum: 56, avg: 28, sub: 3 })
})

test('V10: an empty list does not drop the condition of a delete', () => {
  inPostgres(pipe(deleteFrom(users), where(in_(users.c.id, []))), 'delete from "users"\nwhere false')
  assert.equal(
    problemsOf(postgres)(pipe(deleteFrom(users), where(notIn(users.c.id, [])))).map(({ _tag }) => _tag),
    ['MissingWhere'],
  )
})

onEach(test, 'V10: a delete of an empty list deletes nothing', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(pipe(deleteFrom(users), where(in_(users.c.id, []))))(db)()), 0)
})

onEach(test, 'V10: a row that leaves a column out gets its default, not null', { portable: true }, async (db) => {
  await seed(db)
  const rows = [{ name: 'a', state: 'old' }, { name: 'b' }]
  expectRight(await execute(pipe(insertInto(users), values(rows)))(db)())
  const states = pipe(
    from(users),
    where(in_(users.c.name, ['a', 'b'])),
    orderBy(users.c.id),
    select({ state: users.c.state }),
  )
  assert.equal(expectRight(await all(states)(db)()), [{ state: 'old' }, { state: 'new' }])
})

onEach(test, 'V10: a value in a projection has a type', { portable: true }, async (db) => {
  await seed(db)
  const numbers = pipe(
    from(users),
    where(eq(users.c.id, 1)),
    select({ zero: value(integer, 0), sum: add(value(integer, 0), 1), text: concat(value(text, 'a'), users.c.name) }),
  )
  assert.equal(expectRight(await one(numbers)(db)()), { zero: 0, sum: 1, text: 'ajack' })
})

expectNames(test, 'only skip leaves a condition out', pipe(named, where(skip)), ['jack', 'ed', 'wendy'])

test.run()

import { pipe } from 'fp-ts/function'
import type { TaskEither } from 'fp-ts/TaskEither'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as typed from '../../lib/index.js'
import {
  all,
  collect,
  desc,
  distinctOn,
  eq,
  forKeyShare,
  forNoKeyUpdate,
  forShare,
  forUpdate,
  from,
  innerJoin,
  limit,
  oneToMany,
  orderBy,
  type SqlError,
  select,
  subquery,
  transaction,
  unionAll,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('locks')

const js: any = typed

const inPostgres = expectSql(postgres)
const problems = (statement: any) => problemsOf(postgres)(statement).map(describeCompileError)

const names = pipe(from(users), orderBy(users.c.id), select({ name: users.c.name }))

// -------------------------------------------------------------------------------------
// locks
// -------------------------------------------------------------------------------------

test('each lock is a clause of its own, at the end', () => {
  inPostgres(
    pipe(
      from(users),
      innerJoin(posts, eq(posts.c.authorId, users.c.id)),
      forUpdate({ of: [posts], wait: 'skip locked' }),
      forKeyShare({ of: [users] }),
      limit(1),
      select({ name: users.c.name }),
    ),
    `
    select "users"."name"
    from "users"
    inner join "posts" on "posts"."author_id" = "users"."id"
    limit $1
    for update of "posts" skip locked
    for key share of "users"
    `,
    [1],
  )
})

onEach(test, 'every lock is taken', {}, async (db) => {
  await seed(db)
  for (const lock of [forUpdate(), forNoKeyUpdate({ wait: 'nowait' }), forShare({ of: [users] }), forKeyShare({})]) {
    assert.is(expectRight(await all(pipe(names, lock))(db)()).length, 3)
  }
  const locked = pipe(names, forShare(), subquery('locked'))
  const rows = pipe(from(locked), select(locked))
  assert.is(expectRight(await all(pipe(rows, unionAll(rows)))(db)()).length, 6)
  const collected = pipe(
    from(users),
    orderBy(users.c.id),
    limit(1),
    select({
      posts: collect(oneToMany(users, posts), (rows, p) =>
        pipe(rows, orderBy(p.c.id), forShare(), select({ title: p.c.title })),
      ),
    }),
  )
  assert.equal(expectRight(await all(collected)(db)()), [{ posts: [{ title: 'Joins' }, { title: 'Nulls' }] }])
})

onEach(test, 'rows that another transaction has locked are skipped', {}, async (db, name) => {
  // PGlite is one session
  if (name === 'pglite') return
  await seed(db)
  const next = pipe(names, limit(1), forUpdate({ wait: 'skip locked' }))
  const two = transaction(
    (tx): TaskEither<SqlError, unknown> =>
      async () => {
        const first = expectRight(await all(next)(tx)())
        const second = expectRight(await all(next)(db)())
        return { _tag: 'Right' as const, right: [first, second] }
      },
  )
  assert.equal(expectRight(await two(db)()), [[{ name: 'jack' }], [{ name: 'ed' }]])
})

test('an operand of a set operation cannot lock', () => {
  assert.equal(problems(pipe(names, forShare(), unionAll(names))), [
    'postgres has no row lock in a set operation: lock the rows in a subquery in from',
  ])
})

test('SQLite has no locks', () => {
  assert.equal(problemsOf(sqlite)(pipe(names, forUpdate())).map(describeCompileError), [
    'sqlite has no row lock: leave it out, or compile with the dialect of PostgreSQL',
  ])
})

test('what is no option of a lock is refused', () => {
  const notSources =
    'the option of of forUpdate is not an array of sources: give { of: [users] }, or leave it out to lock the rows of all'
  for (const of of [[], users, 'users', ['users'], [null], null]) {
    assert.equal(problems(pipe(names, js.forUpdate({ of }))), [notSources])
  }
  assert.equal(problems(pipe(names, js.forShare({ wait: 'nowait; drop table users' }))), [
    'the option wait of forShare is neither nowait nor skip locked: leave it out to wait',
  ])
  assert.equal(problems(pipe(names, js.forShare({ of: [posts] }))), [
    'the lock of "posts" in a select is in neither its from nor its joins: lock what the select reads',
  ])
  assert.equal(problems(js.forShare()(users)), [
    'what forShare was applied to does not take it: it belongs to a select: start with from',
  ])
})

// -------------------------------------------------------------------------------------
// distinct on
// -------------------------------------------------------------------------------------

const lastOfEach = pipe(
  from(posts),
  distinctOn(posts.c.authorId),
  orderBy(posts.c.authorId, desc(posts.c.id)),
  select({ title: posts.c.title }),
)

test('distinctOn says in what rows are equal', () => {
  inPostgres(
    lastOfEach,
    `
    select distinct on ("posts"."author_id") "posts"."title"
    from "posts"
    order by "posts"."author_id", "posts"."id" desc
    `,
  )
})

onEach(test, 'the first of equal rows is kept', {}, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(lastOfEach)(db)()), [{ title: 'Nulls' }, { title: 'Trees' }])
})

test('distinctOn needs an expression, and PostgreSQL', () => {
  assert.equal(problemsOf(sqlite)(lastOfEach).map(describeCompileError), [
    'sqlite has no distinctOn: group by the expressions, and join the rows that are meant',
  ])
  assert.equal(problems(pipe(names, js.distinctOn())), ['distinctOn has no expression: give one, or use distinct'])
  assert.equal(problems(pipe(names, js.distinctOn('name'))), [
    'an argument of distinctOn is not an expression: give a column, or value(type, it) for a bound value',
  ])
})

test.run()

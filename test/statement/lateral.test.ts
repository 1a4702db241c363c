import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as typed from '../../lib/index.js'
import {
  all,
  crossJoinLateral,
  desc,
  eq,
  from,
  innerJoinLateral,
  lateral,
  leftJoin,
  leftJoinLateral,
  limit,
  ne,
  orderBy,
  select,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('lateral')

const js: any = typed

const latest = pipe(
  from(posts),
  where(eq(posts.c.authorId, users.c.id)),
  orderBy(desc(posts.c.id)),
  limit(1),
  select({ title: posts.c.title }),
  lateral('latest'),
)
const named = { name: users.c.name, title: latest.c.title }
const withLatest = pipe(
  from(users),
  leftJoinLateral(latest, ne(latest.c.title, 'Nulls')),
  where(eq(users.c.state, 'new')),
  orderBy(users.c.id),
  select(named),
)

test('a lateral query reads the sources before it', () => {
  expectSql(postgres)(
    withLatest,
    `
    select "users"."name", "latest"."title"
    from "users"
    left join lateral (
      select "posts"."title"
      from "posts"
      where "posts"."author_id" = "users"."id"
      order by "posts"."id" desc
      limit $1
    ) as "latest" on "latest"."title" <> $2
    where "users"."state" = $3
    order by "users"."id"
    `,
    [1, 'Nulls', 'new'],
  )
})

test('without a condition it is joined on true', () => {
  expectSql(postgres)(
    pipe(from(users), innerJoinLateral(pipe(from(posts), select({ id: posts.c.id }), lateral('p'))), select(users.c)),
    `
    select "users"."id", "users"."name", "users"."fullname", "users"."age", "users"."score", "users"."state", "users"."managerId"
    from "users"
    inner join lateral (
      select "posts"."id"
      from "posts"
    ) as "p" on true
    `,
  )
})

onEach(test, 'it yields rows for each row', {}, async (db) => {
  await seed(db)
  const rows = [
    { name: 'jack', title: 'Nulls' },
    { name: 'ed', title: 'Trees' },
  ]
  assert.equal(
    expectRight(await all(pipe(from(users), orderBy(users.c.id), innerJoinLateral(latest), select(named)))(db)()),
    rows,
  )
  assert.equal(
    expectRight(await all(pipe(from(users), orderBy(users.c.id), crossJoinLateral(latest), select(named)))(db)()),
    rows,
  )
  assert.equal(expectRight(await all(withLatest)(db)()), [
    { name: 'jack', title: null },
    { name: 'ed', title: 'Trees' },
    { name: 'wendy', title: null },
  ])
})

onEach(test, 'what it reads from a row that is not there is null', {}, async (db) => {
  await seed(db)
  const copied = pipe(from(users), limit(1), select({ title: posts.c.title }), lateral('copied'))
  const query = pipe(
    from(users),
    leftJoin(posts, eq(posts.c.authorId, users.c.id)),
    crossJoinLateral(
      pipe(from(typed.alias(users, 'u')), limit(1), select({ title: posts.c.title }), lateral('copied')),
    ),
    where(eq(users.c.name, 'wendy')),
    select({ title: copied.c.title }),
  )
  assert.equal(expectRight(await all(query)(db)()), [{ title: null }])
})

test('SQLite has no lateral queries', () => {
  assert.equal(problemsOf(sqlite)(withLatest).map(describeCompileError), [
    'sqlite has no lateral query: use collect, or a scalar subquery for each column',
  ])
})

test('what is no lateral query is refused', () => {
  const text = "the argument of innerJoinLateral is not a lateral query: give pipe(…, select({ … }), lateral('name'))"
  for (const source of [posts, 'posts', null, undefined, { _tag: 'Lateral', alias: 'x', columns: {} }]) {
    const query = pipe(from(users), js.innerJoinLateral(source), js.select({ name: users.c.name }))
    assert.equal(problemsOf(postgres)(query as any).map(describeCompileError), [text])
  }
  assert.equal(
    problemsOf(postgres)(pipe(from(users), js.innerJoinLateral(js.lateral('x')(users)), js.select(named)) as any).map(
      describeCompileError,
    ),
    ['what lateral was applied to does not take it: it belongs to a select: start with from'],
  )
  assert.equal(
    problemsOf(postgres)(pipe(from(users), js.innerJoinLateral(latest, 'true'), js.select(named)) as any).map(
      describeCompileError,
    ),
    ['the condition of innerJoinLateral is not an expression: give a column, or value(type, it) for a bound value'],
  )
})

test.run()

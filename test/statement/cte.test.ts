import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as typed from '../../lib/index.js'
import {
  add,
  all,
  count,
  cte,
  deleteFrom,
  eq,
  execute,
  exists,
  from,
  gt,
  innerJoin,
  inQuery,
  insertInto,
  integer,
  limit,
  lt,
  orderBy,
  orderByOutput,
  recursive,
  returning,
  scalar,
  select,
  selectOnly,
  set,
  subquery,
  union,
  unionAll,
  update,
  value,
  values,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('common table expressions')

const js: any = typed

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

const published = pipe(
  from(posts),
  where(eq(posts.c.published, true)),
  select({ authorId: posts.c.authorId, title: posts.c.title }),
  cte('published'),
)
const writers = pipe(
  from(published),
  innerJoin(users, eq(users.c.id, published.c.authorId)),
  where(gt(users.c.age, 20)),
  select({ id: users.c.id, name: users.c.name }),
  cte('writers', { materialized: true }),
)
const read = pipe(
  from(writers),
  where(
    exists(pipe(from(published), where(eq(published.c.authorId, writers.c.id)), where(gt(published.c.title, 'K')))),
  ),
  orderBy(writers.c.id),
  limit(9),
  select({ name: writers.c.name, n: scalar(pipe(from(published), select({ n: count() }))) }),
)

test('what is read anywhere is said once, at the top, after what it reads itself', () => {
  inPostgres(
    read,
    `
    with "published" as (
      select "posts"."author_id" as "authorId", "posts"."title"
      from "posts"
      where "posts"."published" = $1
    ),
    "writers" as materialized (
      select "users"."id", "users"."name"
      from "published"
      inner join "users" on "users"."id" = "published"."authorId"
      where "users"."age" > $2
    )
    select "writers"."name", (
      select count(*) as "n"
      from "published"
    ) as "n"
    from "writers"
    where exists (
      select 1
      from "published"
      where "published"."authorId" = "writers"."id" and "published"."title" > $3
    )
    order by "writers"."id"
    limit $4
    `,
    [true, 20, 'K', 9],
  )
})

onEach(test, 'a common table expression is a source', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(read)(db)()), [{ name: 'ed', n: 2 }])
})

const inside = pipe(from(published), select({ id: published.c.authorId }))

onEach(test, 'subqueries, set operations and writes read it too', { portable: true }, async (db) => {
  await seed(db)
  const nested = pipe(inside, subquery('nested'))
  assert.equal(expectRight(await all(pipe(from(nested), select({ n: count() })))(db)()), [{ n: 2 }])
  const twice = pipe(
    inside,
    union(inside),
    orderByOutput((row) => [row.id]),
  )
  assert.equal(expectRight(await all(twice)(db)()), [{ id: 1 }, { id: 2 }])
  const aged = pipe(update(users), set({ age: 1 }), where(inQuery(users.c.id, inside)))
  assert.is(expectRight(await execute(aged)(db)()), 2)
  assert.is(expectRight(await execute(pipe(deleteFrom(users), where(inQuery(users.c.id, inside))))(db)()), 2)
})

test('a write is written after it', () => {
  inSqlite(
    pipe(update(users), set({ age: 1 }), where(inQuery(users.c.id, inside))),
    `
    with "published" as (
      select "posts"."author_id" as "authorId", "posts"."title"
      from "posts"
      where "posts"."published" = ?
    )
    update "users"
    set "age" = ?
    where "users"."id" in (
      select "published"."authorId" as "id"
      from "published"
    )
    `,
    [true, 1],
  )
})

// -------------------------------------------------------------------------------------
// recursion
// -------------------------------------------------------------------------------------

const numbers = recursive('numbers')(selectOnly({ n: value(integer, 1) }), (self) =>
  pipe(from(self), where(lt(self.c.n, 3)), select({ n: add(self.c.n, 1) })),
)
const counting = pipe(from(numbers), orderBy(numbers.c.n), select(numbers))

test('a recursion is its anchor and its step, and the anchor says the type of its values', () => {
  inPostgres(
    counting,
    `
    with recursive "numbers" as (
      select $1::integer as "n"
      union all
      select "numbers"."n" + $2 as "n"
      from "numbers"
      where "numbers"."n" < $3
    )
    select "numbers"."n"
    from "numbers"
    order by "numbers"."n"
    `,
    [1, 1, 3],
  )
})

const below = recursive('below', 'union')(
  pipe(from(users), where(eq(users.c.name, 'jack')), select({ id: users.c.id, name: users.c.name })),
  (self) =>
    pipe(
      from(users),
      innerJoin(self, eq(users.c.managerId, self.c.id)),
      select({ id: users.c.id, name: users.c.name }),
    ),
)

onEach(test, 'a recursion goes on until there are no more rows', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(counting)(db)()), [{ n: 1 }, { n: 2 }, { n: 3 }])
  const names = pipe(from(below), orderBy(below.c.id), select({ name: below.c.name }))
  assert.equal(expectRight(await all(names)(db)()), [{ name: 'jack' }, { name: 'ed' }, { name: 'wendy' }])
  const mixed = pipe(from(below), innerJoin(published, eq(published.c.authorId, below.c.id)), select({ n: count() }))
  assert.equal(expectRight(await all(mixed)(db)()), [{ n: 2 }])
})

// -------------------------------------------------------------------------------------
// writes
// -------------------------------------------------------------------------------------

const added = pipe(
  insertInto(users),
  values({ name: 'ann' }),
  returning({ id: users.c.id, name: users.c.name }),
  cte('added'),
)
const fromAdded = pipe(from(added), select({ name: added.c.name }))

test('a write is a source by what it returns, where the database has that', () => {
  inPostgres(
    fromAdded,
    `
    with "added" as (
      insert into "users" ("name")
      values ($1)
      returning "users"."id", "users"."name"
    )
    select "added"."name"
    from "added"
    `,
    ['ann'],
  )
  assert.equal(problemsOf(sqlite)(fromAdded).map(describeCompileError), [
    'sqlite has no insert as a common table expression: run it first, and give what it returns as values',
  ])
})

onEach(test, 'what was written is read', {}, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(fromAdded)(db)()), [{ name: 'ann' }])
  const gone = pipe(deleteFrom(posts), where(eq(posts.c.id, 2)), returning({ title: posts.c.title }), cte('gone'))
  assert.equal(expectRight(await all(pipe(from(gone), select(gone)))(db)()), [{ title: 'Nulls' }])
})

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

const refuses = (what: string, statement: () => any, ...texts: ReadonlyArray<string>): void =>
  test(what, () => {
    assert.equal(problemsOf(postgres)(statement()).map(describeCompileError), texts)
    assert.equal(problemsOf(sqlite)(statement()).map(describeCompileError), texts)
  })

const named = (n: number) => pipe(selectOnly({ n: value(integer, n) }), cte('one'))
const bothOf = (a: number, b: number) =>
  pipe(from(named(a)), select({ n: scalar(pipe(from(named(b)), select(named(b)))) }))

refuses(
  'one name for two queries is refused',
  () => bothOf(1, 2),
  'cte("one") names two common table expressions of one statement: give one of the two another name',
)
refuses('one query made twice is one', () => bothOf(1, 1))
refuses(
  'a table is no common table expression',
  () => pipe(from(js.cte('x')(users)), js.select({ n: count() })),
  'what cte was applied to does not take it: it belongs to a query, or to a write with returning',
)
refuses(
  'a query without columns is none',
  () => pipe(from(js.cte('x')(from(users))), js.select({ n: count() })),
  'this select has no columns: say which to return: select({ id: users.c.id })',
)
refuses(
  'a name is a text that can be kept',
  () => pipe(from(js.cte('')(selectOnly({ n: value(integer, 1) }))), js.select({ n: count() })),
  '"" cannot be a name: it is empty',
)
refuses(
  'materialized is true or false',
  () => pipe(from(js.cte('x', { materialized: 'as (select 1)' })(counting)), js.select({ n: count() })),
  'the option materialized of cte is neither true nor false: leave it out to let the database decide',
)
refuses(
  'a recursion adds rows by union or unionAll',
  () => pipe(from(js.recursive('x', 'except')(counting, () => counting)), js.select({ n: count() })),
  'how recursive adds rows is neither union nor unionAll: give one of the two',
)
refuses(
  'a step is a function',
  () => pipe(from(js.recursive('x')(counting, counting)), js.select({ n: count() })),
  'the step of recursive is not a function that gives a query: give (self) => pipe(from(self), …, select({ … }))',
)
refuses(
  'a recursion reads itself only in its step',
  () => {
    let leaked: any
    js.recursive('x')(counting, (self: any) => {
      leaked = self
      return pipe(js.from(self), js.select(self))
    })
    return pipe(js.from(leaked), js.select(leaked))
  },
  'the recursion "x" is read outside its own step: read what recursive(…) gives',
)
refuses(
  'a step yields the columns of its anchor',
  () =>
    pipe(
      from(js.recursive('x')(counting, (self: any) => pipe(js.from(self), js.select({ m: self.c.n })))),
      js.select({ n: count() }),
    ),
  'the query of recursive selects m, and the left one n: select the same keys in the same order',
)
refuses('unionAll of what reads one twice says it once', () => pipe(inside, unionAll(inside)))

test.run()

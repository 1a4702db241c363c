import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as typed from '../../lib/index.js'
import {
  addColumns,
  all,
  clear,
  collect,
  concat,
  count,
  desc,
  distinct,
  eq,
  exists,
  forUpdate,
  from,
  groupBy,
  gt,
  having,
  innerJoin,
  integer,
  leftJoin,
  limit,
  limitWithTies,
  nullsLast,
  numeric,
  offset,
  oneToMany,
  onlyColumns,
  orderBy,
  orderByOutput,
  reorder,
  scalar,
  select,
  selectNothing,
  selectOnly,
  sub,
  table,
  union,
  upper,
  value,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('orders, limits and what takes clauses back')

const js: any = typed
const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const problems = (statement: any, dialect = postgres) => problemsOf(dialect)(statement).map(describeCompileError)

const authored = eq(posts.c.authorId, users.c.id)

// -------------------------------------------------------------------------------------
// output columns
// -------------------------------------------------------------------------------------

const busy = pipe(
  from(users),
  leftJoin(posts, authored),
  groupBy(users.c.name),
  select({ name: users.c.name, written: count(posts.c.id) }),
  orderByOutput((row) => [desc(row.written), row.name]),
  limit(2),
)

test('a select is ordered by what it yields', () => {
  const text = (n: string) => `
    select "users"."name", count("posts"."id") as "written"
    from "users"
    left join "posts" on "posts"."author_id" = "users"."id"
    group by "users"."name"
    order by "written" desc, "name"
    limit ${n}
  `
  inPostgres(busy, text('$1'), [2])
  inSqlite(busy, text('?'), [2])
})

test('after an order by expressions, and before', () => {
  inPostgres(
    pipe(
      from(users),
      orderBy(users.c.age),
      select({ id: users.c.id, loud: upper(users.c.name) }),
      orderByOutput((row) => [pipe(desc(row.loud), nullsLast)]),
      orderBy(users.c.id),
    ),
    `
    select "users"."id", upper("users"."name") as "loud"
    from "users"
    order by "users"."age", "loud" desc nulls last, "users"."id"
    `,
  )
})

onEach(test, 'rows come in the order of a calculated column', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(busy)(db)()), [
    { name: 'jack', written: 2 },
    { name: 'ed', written: 1 },
  ])
})

const userPosts = oneToMany(users, posts)
const nested = pipe(
  from(users),
  where(eq(users.c.id, 1)),
  select({
    posts: collect(userPosts, (rows, p) =>
      pipe(
        rows,
        select({ loud: upper(p.c.title) }),
        orderByOutput((row) => [desc(row.loud)]),
      ),
    ),
  }),
)

test('nested rows are ordered by what the column stands for', () => {
  inPostgres(
    nested,
    `
    select (
      select json_agg(json_build_array(upper("posts"."title")) order by upper("posts"."title") desc)
      from "posts"
      where "users"."id" = "posts"."author_id"
    ) as "posts"
    from "users"
    where "users"."id" = $1
    `,
    [1],
  )
})

onEach(test, 'and come in that order', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(nested)(db)()), [{ posts: [{ loud: 'NULLS' }, { loud: 'JOINS' }] }])
})

test('a column that is not selected any more is refused', () => {
  const query = pipe(
    from(users),
    select({ id: users.c.id, name: users.c.name }),
    orderByOutput((row) => [row.name]),
    onlyColumns('id'),
  )
  assert.equal(problems(query), [
    'the output column "name" is not selected: order by what the query selects last, or say the order after it',
  ])
})

const prices = table('prices', { price: numeric(10, 2) })

test('SQLite refuses an order of exact decimals here too', () => {
  const query = pipe(
    from(prices),
    select({ price: prices.c.price }),
    orderByOutput((row) => [row.price]),
  )
  assert.equal(problems(query, sqlite), [
    'sqlite has no order for numeric, which it keeps as text: keep whole numbers of the smallest unit in a bigint',
  ])
})

// -------------------------------------------------------------------------------------
// distinct
// -------------------------------------------------------------------------------------

const greeting = concat(users.c.name, '!')

test('distinct rows share the placeholders of their order', () => {
  inPostgres(
    pipe(from(users), distinct, orderBy(greeting), select({ greeting })),
    'select distinct "users"."name" || $1 as "greeting"\nfrom "users"\norder by "users"."name" || $1',
    ['!'],
  )
})

onEach(test, 'so that the order is of what they select', { portable: true }, async (db) => {
  await seed(db)
  const rows = expectRight(await all(pipe(from(users), distinct, orderBy(desc(greeting)), select({ greeting })))(db)())
  assert.equal(rows, [{ greeting: 'wendy!' }, { greeting: 'jack!' }, { greeting: 'ed!' }])
})

// -------------------------------------------------------------------------------------
// limits
// -------------------------------------------------------------------------------------

const half = pipe(
  from(users),
  orderBy(users.c.id),
  limit(scalar(pipe(from(users), select({ n: sub(count(), 1) })))),
  offset(value(integer, 1)),
  select({ id: users.c.id }),
)

test('a limit may be an expression', () => {
  const text = ([a, b]: readonly [string, string]) => `
    select "users"."id"
    from "users"
    order by "users"."id"
    limit (
      select count(*) - ${a} as "n"
      from "users"
    )
    offset ${b}
  `
  inPostgres(half, text(['$1', '$2::integer']), [1, 1])
  inSqlite(half, text(['?', '?']), [1, 1])
})

const byAge = pipe(from(posts), orderBy(posts.c.authorId), limitWithTies(1), select({ id: posts.c.id }))

test('a limit may take those along that are equal to the last', () => {
  inPostgres(
    pipe(byAge, offset(0)),
    'select "posts"."id"\nfrom "posts"\norder by "posts"."author_id"\noffset $1\nfetch first ($2) rows with ties',
    [0, 1],
  )
  inPostgres(pipe(byAge, limit(1n)), 'select "posts"."id"\nfrom "posts"\norder by "posts"."author_id"\nlimit $1', [1n])
})

onEach(test, 'an expression limits the rows', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(half)(db)()), [{ id: 2 }, { id: 3 }])
  const none = pipe(from(users), limit(typed.null_(integer)), select({ id: users.c.id }))
  if (db.dialect.name !== 'sqlite') assert.is(expectRight(await all(none)(db)()).length, 3)
  assert.is(expectRight(await all(pipe(from(users), limit(2n), select({ id: users.c.id })))(db)()).length, 2)
})

onEach(test, 'ties come too', {}, async (db) => {
  await seed(db)
  assert.is(expectRight(await all(byAge)(db)()).length, 2)
  assert.is(expectRight(await all(pipe(byAge, limit(1)))(db)()).length, 1)
})

test('numbers that are none of rows are refused', () => {
  const of = (clause: string, n: unknown) =>
    problems(pipe(from(users), orderBy(users.c.id), js[clause](n), js.select(users)))
  for (const n of [-1, 1.5, Number.NaN, -1n, 2n ** 63n, '1', null, undefined, { valueOf: () => 1 }]) {
    for (const clause of ['limit', 'offset', 'limitWithTies']) {
      assert.equal(of(clause, n), [
        `the argument of ${clause} is not a whole number from 0: leave the clause out for all rows`,
      ])
    }
  }
  assert.equal(of('limit', users).length, 1)
})

test('ties are of an order', () => {
  assert.equal(problems(pipe(from(users), limitWithTies(1), select({ id: users.c.id }))), [
    'limitWithTies is of rows in no order, of which none ties with another: add orderBy(…), or use limit',
  ])
  assert.equal(problems(byAge, sqlite), [
    'sqlite has no limitWithTies: use rank() over the order in a subquery, and filter by it',
  ])
})

// -------------------------------------------------------------------------------------
// clauses
// -------------------------------------------------------------------------------------

const full = pipe(
  from(users),
  where(gt(users.c.id, 1)),
  groupBy(users.c.id),
  having(gt(count(), 1)),
  orderBy(users.c.id),
  limit(1),
  offset(2),
  forUpdate(),
  distinct,
  select({ id: users.c.id }),
)

test('every clause can be taken back', () => {
  inPostgres(
    pipe(full, clear('distinct', 'where', 'groupBy', 'having', 'orderBy', 'limit', 'offset', 'locks')),
    'select "users"."id"\nfrom "users"',
  )
  inPostgres(pipe(byAge, clear('limit', 'orderBy')), 'select "posts"."id"\nfrom "posts"')
  inPostgres(
    pipe(full, clear('where'), clear('having', 'groupBy', 'limit', 'offset', 'locks', 'distinct')),
    'select "users"."id"\nfrom "users"\norder by "users"."id"',
  )
})

const ids = pipe(from(users), select({ id: users.c.id }))

test('a set operation loses its order and its limit, and an update its conditions', () => {
  inPostgres(
    pipe(
      ids,
      union(ids),
      orderByOutput((row) => [row.id]),
      limit(1),
      clear('orderBy', 'limit'),
    ),
    'select "users"."id"\nfrom "users"\nunion\nselect "users"."id"\nfrom "users"',
  )
  const all = pipe(typed.update(users), typed.set({ name: 'x' }), where(eq(users.c.id, 1)), clear('where'))
  assert.equal(problems(all), [
    'this update would change every row of users: add where(...), or everyRow to say that it should',
  ])
})

test('an order is replaced', () => {
  inPostgres(
    pipe(
      full,
      clear('where', 'groupBy', 'having', 'limit', 'offset', 'locks', 'distinct'),
      reorder(desc(users.c.name)),
    ),
    'select "users"."id"\nfrom "users"\norder by "users"."name" desc',
  )
})

test('what has no such clause is refused', () => {
  assert.equal(problems(js.clear('where')(pipe(ids, union(ids)))), [
    'what clear was applied to has no where: leave it out',
  ])
  assert.equal(problems(js.clear('from')(ids)), [
    'the argument of clear is not a clause: give one of distinct, where, groupBy, having, orderBy, limit, offset, locks',
  ])
  assert.equal(problems(js.clear('__proto__')(ids)).length, 1)
  assert.equal(problems(js.clear('where')(users)).length, 1)
})

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

const more = pipe(
  from(users),
  leftJoin(posts, authored),
  where(eq(users.c.id, 3)),
  select({ id: users.c.id, name: users.c.name }),
  addColumns({ name: upper(users.c.name), post: posts, n: value(integer, 1) }),
)

onEach(test, 'columns are added, and replace those of their names', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(more)(db)()), [{ id: 3, name: 'WENDY', post: null, n: 1 }])
  assert.equal(expectRight(await all(pipe(more, onlyColumns('n', 'post')))(db)()), [{ n: 1, post: null }])
})

test('columns are taken away', () => {
  inPostgres(
    pipe(from(users), select(users), onlyColumns('name', 'id')),
    'select "users"."name", "users"."id"\nfrom "users"',
  )
})

test('columns that are not there are refused', () => {
  assert.equal(problems(js.onlyColumns('id', 'x')(ids)), ['a key of onlyColumns is not selected: give some of id'])
  assert.equal(problems(js.onlyColumns('id')(from(users))), [
    'what onlyColumns was applied to selects nothing yet: let it come after select',
  ])
  assert.equal(problems(js.addColumns({ id: users.c.id })(from(users))), [
    'what addColumns was applied to selects nothing yet: let it come after select',
  ])
})

const nothing = pipe(from(users), selectNothing)

test('a select of nothing', () => {
  inPostgres(nothing, 'select\nfrom "users"')
  inPostgres(
    pipe(from(users), where(exists(nothing)), select({ id: users.c.id })),
    `
    select "users"."id"
    from "users"
    where exists (
      select 1
      from "users"
    )
  `,
  )
  assert.equal(problems(nothing, sqlite), ['sqlite has no select of nothing: select a constant'])
})

onEach(test, 'has rows all the same', {}, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(nothing)(db)()), [{}, {}, {}])
})

test('a select that selects nothing without saying so is refused', () => {
  assert.equal(problems(pipe(from(users), js.select({}))).length, 1)
  assert.equal(problems(selectOnly({})).length, 1)
})

test('a join after it is made as before', () => {
  inPostgres(
    pipe(nothing, innerJoin(posts, authored)),
    'select\nfrom "users"\ninner join "posts" on "posts"."author_id" = "users"."id"',
  )
})

test.run()

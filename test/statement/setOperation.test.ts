import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as typed from '../../lib/index.js'
import {
  all,
  count,
  desc,
  eq,
  except,
  exceptAll,
  exists,
  from,
  gt,
  inQuery,
  integer,
  intersect,
  intersectAll,
  isNotNull,
  limit,
  nullsLast,
  offset,
  orderBy,
  orderByOutput,
  scalar,
  select,
  selectOnly,
  subquery,
  text,
  union,
  unionAll,
  value,
  where,
} from '../../lib/index.js'
import { addresses, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('set operations')

const js: any = typed

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const authors = pipe(from(posts), select({ id: posts.c.authorId }))
const reachable = pipe(from(addresses), select({ id: addresses.c.userId }))
const everyone = pipe(from(users), select({ id: users.c.id }))
const byId = orderByOutput<typed.Query<never, never, never, { readonly id: number }>>((row) => [row.id])

// -------------------------------------------------------------------------------------
// operators
// -------------------------------------------------------------------------------------

const either = pipe(authors, union(reachable), byId)

test('union is ordered by the names of its columns', () => {
  const text = `
    select "posts"."author_id" as "id"
    from "posts"
    union
    select "addresses"."userId" as "id"
    from "addresses"
    order by "id"
  `
  inPostgres(either, text)
  inSqlite(either, text)
})

onEach(test, 'each operator does what its name says', { portable: true }, async (db, name) => {
  await seed(db)
  const ids = async (query: typed.Query<never, never, never, { readonly id: number }>) =>
    expectRight(await all(query)(db)()).map(({ id }) => id)
  assert.equal(await ids(either), [1, 2, 3])
  assert.equal(await ids(pipe(authors, unionAll(reachable), byId)), [1, 1, 1, 1, 2, 3])
  assert.equal(await ids(pipe(authors, intersect(reachable), byId)), [1])
  assert.equal(await ids(pipe(everyone, except(authors), byId)), [3])
  assert.equal(await ids(pipe(everyone, except(authors), union(authors), limit(2), offset(1), byId)), [2, 3])
  assert.equal(await ids(pipe(either, offset(2))), [3])
  if (name === 'sqlite') return
  assert.equal(await ids(pipe(authors, intersectAll(reachable), byId)), [1, 1])
  assert.equal(await ids(pipe(authors, exceptAll(everyone), byId)), [1])
})

test('SQLite has no intersectAll and no exceptAll', () => {
  assert.equal(problemsOf(sqlite)(pipe(authors, exceptAll(everyone))).map(describeCompileError), [
    'sqlite has no exceptAll: use except, which gives each row once',
  ])
  assert.is(problemsOf(sqlite)(pipe(authors, intersectAll(everyone))).length, 1)
})

// -------------------------------------------------------------------------------------
// operands
// -------------------------------------------------------------------------------------

const last = pipe(from(posts), orderBy(desc(posts.c.id)), limit(1), select({ title: posts.c.title, n: posts.c.id }))
const jack = pipe(from(users), where(eq(users.c.name, 'jack')), select({ title: users.c.name, n: users.c.age }))
const mixed = pipe(
  last,
  unionAll(pipe(jack, union(jack))),
  orderByOutput((row) => [pipe(desc(row.n), nullsLast)]),
  limit(5),
)

test('an operand keeps its order, its limit and its own operators', () => {
  inPostgres(
    mixed,
    `
    (
      select "posts"."title", "posts"."id" as "n"
      from "posts"
      order by "posts"."id" desc
      limit $1
    )
    union all
    (
      select "users"."name" as "title", "users"."age" as "n"
      from "users"
      where "users"."name" = $2
      union
      select "users"."name" as "title", "users"."age" as "n"
      from "users"
      where "users"."name" = $3
    )
    order by "n" desc nulls last
    limit $4
    `,
    [1, 'jack', 'jack', 5],
  )
  inSqlite(
    mixed,
    `
    select * from (
      select "posts"."title", "posts"."id" as "n"
      from "posts"
      order by "posts"."id" desc
      limit ?
    )
    union all
    select * from (
      select "users"."name" as "title", "users"."age" as "n"
      from "users"
      where "users"."name" = ?
      union
      select "users"."name" as "title", "users"."age" as "n"
      from "users"
      where "users"."name" = ?
    )
    order by "n" desc nulls last
    limit ?
    `,
    [1, 'jack', 'jack', 5],
  )
})

onEach(test, 'a tree of operations yields the rows of all', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(mixed)(db)()), [
    { title: 'jack', n: 31 },
    { title: 'Trees', n: 3 },
  ])
})

test('the same operator goes on to the left, another one is put in parentheses', () => {
  const one = selectOnly({ n: value(integer, 1) })
  inPostgres(
    pipe(one, union(one), unionAll(one), intersect(one)),
    `
    (
      select $1::integer as "n"
      union
      select $2::integer as "n"
      union all
      select $3::integer as "n"
    )
    intersect
    select $4::integer as "n"
    `,
    [1, 1, 1, 1],
  )
})

// -------------------------------------------------------------------------------------
// inside other queries
// -------------------------------------------------------------------------------------

const ofUser = pipe(
  from(posts),
  where(eq(posts.c.authorId, users.c.id)),
  select({ id: posts.c.id }),
  unionAll(pipe(from(addresses), where(eq(addresses.c.userId, users.c.id)), select({ id: addresses.c.id }))),
)
const both = pipe(authors, union(reachable), subquery('both'))

onEach(test, 'a set operation is a query wherever one may stand', { portable: true }, async (db) => {
  await seed(db)
  const busy = pipe(from(users), where(exists(ofUser)), orderBy(users.c.id), select({ name: users.c.name }))
  assert.is(expectRight(await all(busy)(db)()).length, 3)
  const least = scalar(
    pipe(
      ofUser,
      orderByOutput((row) => [row.id]),
      limit(1),
    ),
  )
  const ids = pipe(from(users), orderBy(users.c.id), select({ least }))
  assert.equal(expectRight(await all(ids)(db)()), [{ least: 1 }, { least: 3 }, { least: 3 }])
  const known = pipe(from(users), where(inQuery(users.c.id, either)), select({ n: count() }))
  assert.equal(expectRight(await all(known)(db)()), [{ n: 3 }])
  assert.equal(expectRight(await all(pipe(from(both), where(gt(both.c.id, 1)), select({ n: count() })))(db)()), [
    { n: 2 },
  ])
})

onEach(
  test,
  'numbers are read as the wider of the two types, whole tables as themselves',
  { portable: true },
  async (db) => {
    await seed(db)
    const counted = pipe(from(users), select({ n: count() }))
    const ages = pipe(from(users), where(isNotNull(users.c.age)), select({ n: users.c.age }))
    const numbers = pipe(
      ages,
      unionAll(counted),
      orderByOutput((row) => [row.n]),
    )
    assert.equal(expectRight(await all(numbers)(db)()), [{ n: 3 }, { n: 25 }, { n: 31 }])
    const whole = pipe(from(addresses), select({ id: addresses.c.id, address: addresses }))
    const twice = pipe(
      whole,
      union(whole),
      orderByOutput((row) => [row.id]),
      limit(1),
    )
    assert.equal(expectRight(await all(twice)(db)()), [
      { id: 1, address: { id: 1, email: 'jack@google.com', userId: 1 } },
    ])
  },
)

// -------------------------------------------------------------------------------------
// types that become one
// -------------------------------------------------------------------------------------

const numbers = (spec: any, n: unknown): typed.Query<never, never, never, { readonly n: unknown }> =>
  js.selectOnly({ n: value(spec, n) })

onEach(test, 'numbers of two types become one of the wider', {}, async (db) => {
  const both = async (left: any, right: any): Promise<unknown> =>
    expectRight(await all(pipe(left, js.unionAll(right)) as ReturnType<typeof numbers>)(db)()).map(({ n }) => n)
  const [i, b, d, f] = [
    numbers(integer, 1),
    numbers(typed.bigint, 2n),
    numbers(typed.numeric(), '3.10'),
    numbers(typed.doublePrecision, 4.5),
  ]
  assert.equal(await both(i, b), [1n, 2n])
  assert.equal(await both(b, d), ['2', '3.10'])
  assert.equal(await both(d, i), ['3.10', '1'])
  assert.equal(await both(d, f), [3.1, 4.5])
  assert.equal(await both(f, b), [4.5, 2])
  assert.equal(await both(i, numbers(typed.real, 0.5)), [1, 0.5])
  // a part of a time is exact, and read as a number
  const part: any = typed.selectOnly({ n: typed.extract('month', value(typed.date, '2026-11-22')) })
  assert.equal(await both(part, i), [11, 1])
  assert.equal(await both(part, d), ['11', '3.10'])
  assert.equal(await both(b, part), ['2', '11'])
  assert.equal(await both(part, f), [11, 4.5])
  const [day, at, instant] = [
    numbers(typed.date, '2026-11-22'),
    numbers(typed.timestamp, '2026-11-22 13:30:00'),
    numbers(typed.timestamptz, new Date('2026-11-22T13:30:00Z')),
  ]
  assert.equal(await both(day, at), ['2026-11-22 00:00:00', '2026-11-22 13:30:00'])
  assert.ok(((await both(at, instant)) as ReadonlyArray<unknown>)[0] instanceof Date)
  assert.equal(await both(numbers(typed.varchar(3), 'a'), numbers(text, 'b')), ['a', 'b'])
})

test('SQLite, which keeps exact decimals as text, does not mix them with other numbers', () => {
  const mixed: any = pipe(numbers(typed.numeric(), '1.50'), js.union(numbers(integer, 1)))
  assert.equal(problemsOf(sqlite)(mixed).map(describeCompileError), [
    'sqlite has no set operation with another number for numeric, which it keeps as text: keep whole numbers of the smallest unit in a bigint',
  ])
  assert.equal(
    problemsOf(sqlite)(pipe(numbers(typed.numeric(), '1.50'), js.union(numbers(typed.numeric(), '2'))) as any),
    [],
  )
})

// -------------------------------------------------------------------------------------
// trees
// -------------------------------------------------------------------------------------

const firsts = pipe(everyone, orderBy(users.c.id), limit(2))
const tree = pipe(
  firsts,
  unionAll(pipe(authors, except(reachable))),
  intersect(pipe(everyone, unionAll(authors))),
  orderByOutput((row) => [desc(row.id)]),
  limit(5),
)

test('a tree of operations has parentheses where its order is not that of its text', () => {
  inPostgres(
    tree,
    `
    (
      (
        select "users"."id"
        from "users"
        order by "users"."id"
        limit $1
      )
      union all
      (
        select "posts"."author_id" as "id"
        from "posts"
        except
        select "addresses"."userId" as "id"
        from "addresses"
      )
    )
    intersect
    (
      select "users"."id"
      from "users"
      union all
      select "posts"."author_id" as "id"
      from "posts"
    )
    order by "id" desc
    limit $2
    `,
    [2, 5],
  )
})

onEach(test, 'each branch has its own order and limit', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(tree)(db)()), [{ id: 2 }, { id: 1 }])
})

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

const refuses = (what: string, statement: () => any, text: string): void =>
  test(what, () => {
    assert.equal(problemsOf(postgres)(statement()).map(describeCompileError), [text])
    assert.equal(problemsOf(sqlite)(statement()).map(describeCompileError), [text])
  })

const one = pipe(from(users), select({ id: users.c.id, name: users.c.name }))

refuses(
  'keys in another order are refused, for columns are paired by position',
  () => pipe(one, js.union(pipe(from(users), select({ name: users.c.name, id: users.c.id })))),
  'the query of union selects name, id, and the left one id, name: select the same keys in the same order',
)
refuses(
  'two types for one key are refused',
  () => pipe(everyone, js.unionAll(pipe(from(users), select({ id: users.c.name })))),
  'the query of unionAll has text for id, and the left one integer: select an expression of one type in both',
)
refuses(
  'a nested object opposite a column is refused',
  () => pipe(everyone, js.except(pipe(from(users), select({ id: users })))),
  'the query of except nests id in another way: select its columns side by side in both',
)
refuses(
  'a table is no query',
  () => pipe(everyone, js.union(users)),
  'what the query of union was applied to does not take it: it belongs to a select: start with from',
)
refuses(
  'the order of a result is by its columns, and not by what is made of them',
  () =>
    pipe(
      either,
      js.orderByOutput((row: any) => [js.desc(js.negative(row.id))]),
    ),
  'an order of orderByOutput is not a column of the result: give columns of the row, or order a subquery of it by what is made of them',
)
refuses(
  'a column of a table is none of the result',
  () =>
    pipe(
      either,
      js.orderByOutput(() => [users.c.id]),
    ),
  'an order of orderByOutput is not a column of the result: give columns of the row, or order a subquery of it by what is made of them',
)
refuses(
  'an unknown column is refused',
  () =>
    pipe(
      either,
      js.orderByOutput((row: any) => [row.nope]),
    ),
  'an order of orderByOutput is not an expression: give a column, or value(type, it) for a bound value',
)
refuses(
  'orderByOutput takes a function',
  () => pipe(either, js.orderByOutput('id')),
  'the argument of orderByOutput is not a function that gives an array of orders: give (row) => [desc(row.name)]',
)
refuses(
  'orderBy does not apply',
  () => pipe(either, js.orderBy(users.c.id)),
  'what orderBy was applied to does not take it: it belongs to a select: start with from',
)
refuses(
  'orderByOutput comes after select',
  () =>
    pipe(
      from(users),
      js.orderByOutput((row: any) => [row.id]),
    ),
  'what orderByOutput was applied to yields nothing yet: let it come after select',
)
test('an output column is known only where it orders', () => {
  let leaked: any
  const ordered = pipe(
    either,
    js.orderByOutput((row: any) => {
      leaked = row.id
      return [row.id]
    }),
  )
  assert.equal(problemsOf(postgres)(ordered as any), [])
  assert.equal(problemsOf(postgres)(pipe(from(users), js.select({ it: leaked })) as any).map(describeCompileError), [
    'an output column is used outside orderByOutput: elsewhere, make the query a subquery and use its columns',
  ])
})

test.run()

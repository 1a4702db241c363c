import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as typed from '../../lib/index.js'
import {
  add,
  alias,
  all,
  cte,
  cycle,
  deleteFrom,
  eq,
  from,
  innerJoin,
  insertInto,
  integer,
  isNull,
  leftJoin,
  lt,
  orderBy,
  recursive,
  returning,
  searchBreadthFirst,
  searchDepthFirst,
  select,
  set,
  table,
  text,
  union,
  update,
  value,
  values,
  valuesOf,
  where,
  withCte,
} from '../../lib/index.js'
import { comments, posts, seed, users } from '../support/blog.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('recursions and what is written beside a statement')

const js: any = typed
const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const problems = (statement: any) => problemsOf(postgres)(statement).map(describeCompileError)

// -------------------------------------------------------------------------------------
// order
// -------------------------------------------------------------------------------------

const nodes = table('nodes', { id: integer, parent: typed.nullable(integer) })

/** 1 has 2 and 3, 2 has 4, 3 has 5. */
const grow = async (db: Parameters<typeof sendSql>[0]): Promise<void> => {
  await sendSql(db, 'create table nodes (id integer, parent integer)')
  await sendSql(db, 'insert into nodes values (1, null), (2, 1), (3, 1), (4, 2), (5, 3)')
}

const below = recursive('tree')(pipe(from(nodes), where(isNull(nodes.c.parent)), select({ id: nodes.c.id })), (self) =>
  pipe(from(nodes), innerJoin(self, eq(self.c.id, nodes.c.parent)), select({ id: nodes.c.id })),
)

const deep = pipe(below, searchDepthFirst(['id'], 'place'))
const inDepth = pipe(from(deep), orderBy(deep.c.place), select(deep))
const broad = pipe(below, searchBreadthFirst(['id'], 'place'))
const inBreadth = pipe(from(broad), orderBy(broad.c.place), select(broad))

const treeText = (search: string, order: string) => `
  with recursive "tree" as (
    select "nodes"."id"
    from "nodes"
    where "nodes"."parent" is null
    union all
    select "nodes"."id"
    from "nodes"
    inner join "tree" on "tree"."id" = "nodes"."parent"
  )${search}
  select "tree"."id"
  from "tree"${order}
`

test('a recursion says in which order it searches', () => {
  inPostgres(inDepth, treeText(' search depth first by "id" set "place"', '\n  order by "tree"."place"'))
  inPostgres(inBreadth, treeText(' search breadth first by "id" set "place"', '\n  order by "tree"."place"'))
  inPostgres(pipe(from(below), select(below)), treeText('', ''))
})

onEach(test, 'depth goes down first, and breadth along', {}, async (db) => {
  await grow(db)
  assert.equal(
    expectRight(await all(inDepth)(db)()).map(({ id }) => id),
    [1, 2, 4, 3, 5],
  )
  assert.equal(
    expectRight(await all(inBreadth)(db)()).map(({ id }) => id),
    [1, 2, 3, 4, 5],
  )
})

// -------------------------------------------------------------------------------------
// cycles
// -------------------------------------------------------------------------------------

const edges = table('edges', { a: integer, b: integer })

const ways = recursive('ways')(
  pipe(from(edges), where(eq(edges.c.a, 1)), select({ a: edges.c.a, b: edges.c.b })),
  (self) => pipe(from(edges), innerJoin(self, eq(self.c.b, edges.c.a)), select({ a: edges.c.a, b: edges.c.b })),
)
const around = pipe(ways, cycle(['a', 'b'], 'isCycle', 'path'))
const circles = pipe(from(around), orderBy(around.c.path), select({ way: around, path: around.c.path }))
const marked = pipe(ways, searchDepthFirst(['a'], 'place'), cycle(['a', 'b'], 'mark', 'path', ['yes', 'no']))
const marks = pipe(from(marked), orderBy(marked.c.place, marked.c.mark), select({ b: marked.c.b, mark: marked.c.mark }))

test('a recursion ends where it comes back', () => {
  const text = (clauses: string, rest: string) => `
    with recursive "ways" as (
      select "edges"."a", "edges"."b"
      from "edges"
      where "edges"."a" = $1
      union all
      select "edges"."a", "edges"."b"
      from "edges"
      inner join "ways" on "ways"."b" = "edges"."a"
    )${clauses}
    ${rest}
  `
  inPostgres(
    circles,
    text(
      ' cycle "a", "b" set "isCycle" using "path"',
      `select "ways"."a" as "way.a", "ways"."b" as "way.b", "ways"."isCycle" as "way.isCycle", "ways"."path"
    from "ways"
    order by "ways"."path"`,
    ),
    [1],
  )
  inPostgres(
    marks,
    text(
      ` search depth first by "a" set "place" cycle "a", "b" set "mark" to 'yes' default 'no' using "path"`,
      `select "ways"."b", "ways"."mark"
    from "ways"
    order by "ways"."place", "ways"."mark"`,
    ),
    [1],
  )
})

onEach(test, 'and says where it did', {}, async (db) => {
  await sendSql(db, 'create table edges (a integer, b integer)')
  await sendSql(db, 'insert into edges values (1, 2), (2, 1)')
  assert.equal(expectRight(await all(circles)(db)()), [
    { way: { a: 1, b: 2, isCycle: false }, path: '{"(1,2)"}' },
    { way: { a: 2, b: 1, isCycle: false }, path: '{"(1,2)","(2,1)"}' },
    { way: { a: 1, b: 2, isCycle: true }, path: '{"(1,2)","(2,1)","(1,2)"}' },
  ])
  assert.equal(expectRight(await all(marks)(db)()), [
    { b: 2, mark: 'no' },
    { b: 1, mark: 'no' },
    { b: 2, mark: 'yes' },
  ])
})

// -------------------------------------------------------------------------------------
// recursions under other names
// -------------------------------------------------------------------------------------

const counting = recursive('counting')(valuesOf({ n: integer }, [{ n: 1 }]), (self) => {
  const before = alias(self, 'before')
  return pipe(from(before), where(lt(before.c.n, 3)), select({ n: add(before.c.n, 1) }))
})
const next = alias(counting, 'next')
const pairs = pipe(
  from(counting),
  leftJoin(next, eq(next.c.n, add(counting.c.n, 1))),
  orderBy(counting.c.n),
  select({ n: counting.c.n, next: next.c.n }),
)

test('a common table expression is read under several names', () => {
  const text = (first: string, [a, b, c]: readonly [string, string, string]) => `
    with recursive "counting" ("n") as (
      values (${first})
      union all
      select "before"."n" + ${a} as "n"
      from "counting" as "before"
      where "before"."n" < ${b}
    )
    select "counting"."n", "next"."n" as "next"
    from "counting"
    left join "counting" as "next" on "next"."n" = "counting"."n" + ${c}
    order by "counting"."n"
  `
  inPostgres(pairs, text('$1::integer', ['$2', '$3', '$4']), [1, 1, 3, 1])
  inSqlite(pairs, text('?', ['?', '?', '?']), [1, 1, 3, 1])
})

onEach(test, 'each name reads its rows', { portable: true }, async (db) => {
  assert.equal(expectRight(await all(pairs)(db)()), [
    { n: 1, next: 2 },
    { n: 2, next: 3 },
    { n: 3, next: null },
  ])
})

test('a step whose values are of a wider type is refused, as the database would', () => {
  const wide = js.recursive('w')(pipe(from(users), select({ n: users.c.age })), (self: any) =>
    pipe(from(self), js.select({ n: js.cast(self.c.n, js.bigint) })),
  )
  assert.equal(problems(pipe(from(wide), js.select({ n: wide.c.n }))), [
    'the step of recursive has another type for n: cast the value of the anchor to the wider one',
  ])
})

// -------------------------------------------------------------------------------------
// what is written beside a statement
// -------------------------------------------------------------------------------------

const log = table('log', { id: integer, what: text })
const note = withCte('note', pipe(insertInto(log), values({ id: 1, what: 'deleted' })))
const gone = pipe(deleteFrom(comments), where(eq(comments.c.id, 1)), note, returning({ text: comments.c.text }))

test('a write need not be read', () => {
  inPostgres(
    gone,
    `
    with "note" as (
      insert into "log" ("id", "what")
      values ($1, $2)
    )
    delete from "comments"
    where "comments"."id" = $3
    returning "comments"."text"
    `,
    [1, 'deleted', 1],
  )
})

const moved = pipe(
  deleteFrom(posts),
  where(eq(posts.c.id, 2)),
  returning({ id: posts.c.id, title: posts.c.title }),
  cte('moved'),
)

test('nor need a query, and in a set operation it stands above all of it', () => {
  inPostgres(
    pipe(from(users), select({ id: users.c.id }), union(pipe(from(posts), select({ id: posts.c.id }))), withCte(moved)),
    `
    with "moved" as (
      delete from "posts"
      where "posts"."id" = $1
      returning "posts"."id", "posts"."title"
    )
    select "users"."id"
    from "users"
    union
    select "posts"."id"
    from "posts"
    `,
    [2],
  )
  inPostgres(
    pipe(valuesOf({ x: integer }, [{ x: 1 }]), withCte(moved)),
    `
    with "moved" as (
      delete from "posts"
      where "posts"."id" = $1
      returning "posts"."id", "posts"."title"
    )
    values ($2::integer)
    `,
    [2, 1],
  )
})

test('one that is read too is written once', () => {
  inPostgres(
    pipe(from(moved), select({ id: moved.c.id }), withCte(moved), withCte(moved)),
    `
    with "moved" as (
      delete from "posts"
      where "posts"."id" = $1
      returning "posts"."id", "posts"."title"
    )
    select "moved"."id"
    from "moved"
    `,
    [2],
  )
})

onEach(test, 'each of them runs', {}, async (db) => {
  await seed(db)
  await sendSql(db, 'create table log (id integer, what text)')
  assert.equal(expectRight(await all(gone)(db)()), [{ text: 'good' }])
  assert.equal(expectRight(await all(pipe(from(log), select(log)))(db)()), [{ id: 1, what: 'deleted' }])
  const renamed = pipe(
    update(users),
    set({ name: 'x' }),
    where(eq(users.c.id, 3)),
    withCte(moved),
    returning({ name: users.c.name }),
  )
  assert.equal(expectRight(await all(renamed)(db)()), [{ name: 'x' }])
  const left = pipe(from(posts), orderBy(posts.c.id), select({ id: posts.c.id }))
  assert.equal(expectRight(await all(left)(db)()), [{ id: 1 }, { id: 3 }])
})

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

const plain = pipe(from(users), select({ id: users.c.id }), cte('plain'))

for (const [what, source, problem] of [
  [
    'a search of no recursion',
    () => js.searchDepthFirst(['id'], 'place')(plain),
    'what searchDepthFirst was applied to is no recursion: give what recursive(…) gives',
  ],
  [
    'a search by no column',
    () => js.searchBreadthFirst(['x'], 'place')(below),
    'the first argument of searchBreadthFirst is not an array of columns of the recursion: give some of id',
  ],
  [
    'a search by nothing',
    () => js.searchDepthFirst([], 'place')(below),
    'the first argument of searchDepthFirst is not an array of columns of the recursion: give some of id',
  ],
  [
    'a column that is there',
    () => js.cycle(['id'], 'id', 'path')(below),
    'the column "id" of cycle is there already: give it another name',
  ],
  [
    'one column for two',
    () => js.cycle(['id'], 'x', 'x')(below),
    'the column "x" of cycle is there already: give it another name',
  ],
  [
    'marks that are no texts',
    () => js.cycle(['id'], 'x', 'y', [1, 0])(below),
    "the marks of cycle are not two texts: give ['yes', 'no'], or leave them out for true and false",
  ],
] as const) {
  test(`${what} is refused`, () => {
    assert.equal(problems(pipe(from(source()), js.select({ one: value(integer, 1) }))), [problem])
  })
}

test('two searches of one recursion in one statement are two of one name', () => {
  const both = pipe(
    from(deep),
    innerJoin(alias(broad, 'b'), eq(deep.c.id, value(integer, 1))),
    select({ id: deep.c.id }),
  )
  // they are the same recursion, and one of the two would be lost
  assert.equal(problems(both), [
    'cte("tree") names two common table expressions of one statement: give one of the two another name',
  ])
})

test('what is no common table expression is refused', () => {
  assert.equal(problems(pipe(from(users), select({ id: users.c.id }), js.withCte(users))), [
    "the argument of withCte is no common table expression: give what cte(…) gives, or a name and a write: withCte('log', pipe(insertInto(log), values({ … })))",
  ])
  assert.equal(problems(pipe(from(users), select({ id: users.c.id }), js.withCte('x', users))).length, 1)
  assert.equal(problems(js.withCte(moved)(users)).length, 1)
})

test('SQLite has none of these', () => {
  const inLite = (statement: any) => problemsOf(sqlite)(statement).map(describeCompileError)
  assert.equal(inLite(inDepth), ['sqlite has no SEARCH of a recursion: select what its order is made of'])
  assert.equal(inLite(pipe(from(around), select({ a: around.c.a }))), [
    "sqlite has no CYCLE of a recursion: let the recursion add rows by 'union'",
  ])
  assert.equal(inLite(gone), [
    'sqlite has no insert as a common table expression: run it first, and give what it returns as values',
  ])
})

test.run()

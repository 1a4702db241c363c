import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import * as typed from '../../lib/index.js'
import {
  alias,
  all,
  and,
  coalesce,
  count,
  crossJoin,
  eq,
  forUpdate,
  from,
  fullJoin,
  innerJoin,
  insertInto,
  integer,
  joinTree,
  lateral,
  leftJoin,
  only,
  onSame,
  orderBy,
  select,
  subquery,
  table,
  tableSample,
  text,
  update,
  value,
  values,
  where,
} from '../../lib/index.js'
import { comments, posts, seed, users } from '../support/blog.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('from')

const js: any = typed
const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const problems = (statement: any) => problemsOf(postgres)(statement).map(describeCompileError)

const authored = eq(posts.c.authorId, users.c.id)
const commented = eq(comments.c.postId, posts.c.id)

// -------------------------------------------------------------------------------------
// several sources
// -------------------------------------------------------------------------------------

const written = pipe(
  from(users, posts, comments),
  where(and(authored, commented)),
  orderBy(comments.c.id),
  select({ name: users.c.name, title: posts.c.title, text: comments.c.text }),
)

test('several sources stand side by side', () => {
  const text = `
    select "users"."name", "posts"."title", "comments"."text"
    from "users", "posts", "comments"
    where "posts"."author_id" = "users"."id" and "comments"."post_id" = "posts"."id"
    order by "comments"."id"
  `
  inPostgres(written, text)
  inSqlite(written, text)
})

test('where a join follows, which would not see what is before a comma, they are cross joins', () => {
  inPostgres(
    pipe(from(users, posts), leftJoin(comments, commented), select({ name: users.c.name, text: comments.c.text })),
    `
    select "users"."name", "comments"."text"
    from "users"
    cross join "posts"
    left join "comments" on "comments"."post_id" = "posts"."id"
    `,
  )
})

const ofUser = pipe(from(posts), where(authored), select({ title: posts.c.title }), lateral('own'))

test('a lateral query may stand behind what it reads', () => {
  inPostgres(
    pipe(from(users, ofUser), select({ name: users.c.name, title: ofUser.c.title })),
    `
    select "users"."name", "own"."title"
    from "users", lateral (
      select "posts"."title"
      from "posts"
      where "posts"."author_id" = "users"."id"
    ) as "own"
    `,
  )
})

test('one name for two of them is refused', () => {
  assert.equal(problems(pipe(js.from(users, users), select({ id: users.c.id }))), [
    '"users" names two sources of one statement: give one an alias',
  ])
})

test('what is no source is refused', () => {
  assert.equal(problems(pipe(js.from(users, 'posts'), select({ id: users.c.id }))), [
    'an argument of from is not a source: give a table, an alias or a subquery',
  ])
})

onEach(test, 'every row of one with every row of the other', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(written)(db)()), [
    { name: 'jack', title: 'Joins', text: 'good' },
    { name: 'jack', title: 'Joins', text: 'spam' },
    { name: 'ed', title: 'Trees', text: 'ok' },
  ])
  const counted = pipe(from(users, posts), select({ n: count() }))
  assert.equal(expectRight(await all(counted)(db)()), [{ n: 9 }])
})

// -------------------------------------------------------------------------------------
// lateral queries in plain joins
// -------------------------------------------------------------------------------------

onEach(test, 'a plain join takes a lateral query', {}, async (db) => {
  await seed(db)
  const query = pipe(
    from(users),
    leftJoin(ofUser, eq(ofUser.c.title, 'Trees')),
    orderBy(users.c.id),
    select({ name: users.c.name, title: ofUser.c.title }),
  )
  inPostgres(
    query,
    `
    select "users"."name", "own"."title"
    from "users"
    left join lateral (
      select "posts"."title"
      from "posts"
      where "posts"."author_id" = "users"."id"
    ) as "own" on "own"."title" = $1
    order by "users"."id"
    `,
    ['Trees'],
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { name: 'jack', title: null },
    { name: 'ed', title: 'Trees' },
    { name: 'wendy', title: null },
  ])
})

// -------------------------------------------------------------------------------------
// joins in parentheses
// -------------------------------------------------------------------------------------

const discussed = pipe(
  from(users),
  joinTree('left', pipe(from(posts), innerJoin(comments, commented)), authored),
  orderBy(users.c.id, comments.c.id),
  select({ name: users.c.name, post: posts, text: comments.c.text }),
)

test('joins in parentheses are made first', () => {
  const text = `
    select "users"."name", "posts"."id" as "post.id", "posts"."author_id" as "post.authorId",
    "posts"."title" as "post.title", "posts"."body" as "post.body", "posts"."published" as "post.published",
    "posts"."created_at" as "post.createdAt", "comments"."text"
    from "users"
    left join ("posts" inner join "comments" on "comments"."post_id" = "posts"."id") on "posts"."author_id" = "users"."id"
    order by "users"."id", "comments"."id"
  `.replaceAll(/,\n +"p/g, ', "p')
  inPostgres(discussed, text)
  inSqlite(discussed, text)
})

onEach(test, 'what one of them does not find is missing as a whole', { portable: true }, async (db) => {
  await seed(db)
  const rows = expectRight(await all(discussed)(db)()).map(({ name, post, text }) => [name, post?.title, text])
  assert.equal(rows, [
    ['jack', 'Joins', 'good'],
    ['jack', 'Joins', 'spam'],
    ['ed', 'Trees', 'ok'],
    ['wendy', undefined, null],
  ])
})

onEach(test, 'what an outer join within leaves out is missing too', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(
    from(users),
    joinTree('inner', pipe(from(posts), leftJoin(comments, commented)), authored),
    orderBy(posts.c.id, comments.c.id),
    select({ title: posts.c.title, comment: comments }),
  )
  const rows = expectRight(await all(query)(db)()).map(({ title, comment }) => [title, comment?.text])
  assert.equal(rows, [
    ['Joins', 'good'],
    ['Joins', 'spam'],
    ['Nulls', undefined],
    ['Trees', 'ok'],
  ])
})

test('a tree in a tree, in a cross join, and a lock of what is in it', () => {
  inPostgres(
    pipe(
      from(users),
      joinTree(
        'cross',
        pipe(from(posts), joinTree('inner', pipe(from(comments), crossJoin(alias(users, 'u'))), commented)),
      ),
      forUpdate({ of: [comments] }),
      select({ id: users.c.id }),
    ),
    `
    select "users"."id"
    from "users"
    cross join ("posts" inner join ("comments" cross join "users" as "u") on "comments"."post_id" = "posts"."id")
    for update of "comments"
    `,
  )
})

test('a name inside the parentheses is known outside, and cannot be there again', () => {
  assert.equal(
    problems(
      pipe(
        from(users),
        js.joinTree('inner', pipe(from(posts), innerJoin(users, authored)), authored),
        js.select({ id: posts.c.id }),
      ),
    ),
    ['"users" names two sources of one statement: give one an alias'],
  )
})

for (const [what, tree, problem] of [
  [
    'a condition',
    pipe(from(posts), where(eq(posts.c.id, 1))),
    'the where of what joinTree joins has no place in parentheses: give from and joins alone',
  ],
  [
    'a limit',
    pipe(from(posts), typed.limit(1)),
    'the limit of what joinTree joins has no place in parentheses: give from and joins alone',
  ],
  [
    'no source',
    typed.selectOnly({ x: value(integer, 1) }),
    'the projection of what joinTree joins has no place in parentheses: give from and joins alone',
  ],
  ['no select', users, 'what joinTree was applied to does not take it: it belongs to a select: start with from'],
] as const) {
  test(`a tree with ${what} is refused`, () => {
    assert.equal(problems(pipe(from(users), js.joinTree('inner', tree, authored), js.select({ id: users.c.id }))), [
      problem,
    ])
  })
}

test('a join of no kind is refused', () => {
  assert.equal(
    problems(pipe(from(users), js.joinTree('outer', from(posts), authored), js.select({ id: users.c.id }))),
    ['the kind of joinTree is none: give inner, left, right, full or cross'],
  )
})

// -------------------------------------------------------------------------------------
// columns of one name
// -------------------------------------------------------------------------------------

const other = table('other', { id: integer, name: text, extra: text })
const own = table('own', { id: integer, name: text })

test('onSame says columns of the same names', () => {
  const query = pipe(from(own), innerJoin(other, onSame(own, other, 'id', 'name')), select({ extra: other.c.extra }))
  const text = `
    select "other"."extra"
    from "own"
    inner join "other" on "own"."id" = "other"."id" and "own"."name" = "other"."name"
  `
  inPostgres(query, text)
  inSqlite(query, text)
})

onEach(test, 'what USING gives after a full join is the first that is there', { portable: true }, async (db) => {
  await sendSql(db, 'create table own (id integer, name text)')
  await sendSql(db, 'create table other (id integer, name text, extra text)')
  await sendSql(db, "insert into own values (1, 'a'), (2, 'b')")
  await sendSql(db, "insert into other values (2, 'b', 'x'), (3, 'c', 'y')")
  const query = pipe(
    from(own),
    fullJoin(other, onSame(own, other, 'id')),
    select({ id: coalesce(own.c.id, other.c.id), name: own.c.name, extra: other.c.extra }),
    typed.orderByOutput((row) => [row.id]),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { id: 1, name: 'a', extra: null },
    { id: 2, name: 'b', extra: 'x' },
    { id: 3, name: null, extra: 'y' },
  ])
})

test('a name that one side has not got is refused', () => {
  const on = (...names: ReadonlyArray<string>) =>
    problems(pipe(from(own), js.innerJoin(other, js.onSame(own, other, ...names)), js.select({ id: own.c.id })))
  assert.equal(on('id', 'extra'), [
    'the column "extra" of onSame is not on the left side: give the name of a column of both',
  ])
  assert.equal(on(), ['onSame has no column: give names of columns that both sides have'])
})

// -------------------------------------------------------------------------------------
// parts of tables
// -------------------------------------------------------------------------------------

test('a sample, which the same seed repeats', () => {
  const some = tableSample('bernoulli', 10, { repeatable: 7 })(alias(users, 'u'))
  inPostgres(
    pipe(from(some), select({ id: some.c.id })),
    'select "u"."id"\nfrom "users" as "u" tablesample bernoulli ($1) repeatable ($2)',
    [10, 7],
  )
  inPostgres(
    pipe(from(alias(some, 'v')), select({ n: count() })),
    'select count(*) as "n"\nfrom "users" as "v" tablesample bernoulli ($1) repeatable ($2)',
    [10, 7],
  )
})

test('a table alone, in a select, an update and an insert', () => {
  inPostgres(pipe(from(only(users)), select({ id: users.c.id })), 'select "users"."id"\nfrom only "users"')
  inPostgres(
    pipe(update(only(users)), typed.set({ name: 'x' }), where(eq(users.c.id, 1))),
    'update only "users"\nset "name" = $1\nwhere "users"."id" = $2',
    ['x', 1],
  )
  inPostgres(pipe(insertInto(only(users)), values({ name: 'x' })), 'insert into "users" ("name")\nvalues ($1)', ['x'])
  inSqlite(pipe(from(only(users)), select({ id: users.c.id })), 'select "users"."id"\nfrom "users"')
})

onEach(test, 'a sample of all rows and one of none', {}, async (db) => {
  await seed(db)
  const sampled = async (percent: number) => {
    const query = pipe(from(tableSample('bernoulli', percent, { repeatable: 1 })(users)), select({ n: count() }))
    return expectRight(await all(query)(db)())
  }
  assert.equal(await sampled(100), [{ n: 3 }])
  assert.equal(await sampled(0), [{ n: 0 }])
})

onEach(test, 'a table alone has not the rows of those that inherit', {}, async (db) => {
  await sendSql(db, 'create table own (id integer, name text)')
  await sendSql(db, 'create table child () inherits (own)')
  await sendSql(db, "insert into own values (1, 'a')")
  await sendSql(db, "insert into child values (2, 'b')")
  assert.equal(expectRight(await all(pipe(from(own), orderBy(own.c.id), select({ id: own.c.id })))(db)()), [
    { id: 1 },
    { id: 2 },
  ])
  assert.equal(expectRight(await all(pipe(from(only(own)), select({ id: own.c.id })))(db)()), [{ id: 1 }])
})

test('samples are refused where they mean nothing', () => {
  const of = (...args: ReadonlyArray<unknown>) =>
    problems(pipe(from(js.tableSample(...args)(users)), js.select({ id: users.c.id })))
  assert.equal(of('bernoulli', 101), [
    'the percentage of tableSample is out of range: give a percentage from 0 to 100, and a finite number to repeat',
  ])
  assert.equal(of('bernoulli', Number.NaN).length, 1)
  assert.equal(of('system', 1, { repeatable: Number.POSITIVE_INFINITY }).length, 1)
  assert.equal(of('fast', 1), ['the method of tableSample is neither bernoulli nor system: give one of the two'])
  assert.equal(problems(pipe(js.update(js.tableSample('system', 1)(users)), js.set({ name: 'x' }), js.everyRow)), [
    'the argument of update is not a table: give a table',
  ])
  assert.equal(
    problemsOf(sqlite)(pipe(from(tableSample('system', 1)(users)), select({ id: users.c.id }))).map(
      describeCompileError,
    ),
    ['sqlite has no sample of a table: order by random() and limit the rows'],
  )
})

// -------------------------------------------------------------------------------------
// other names
// -------------------------------------------------------------------------------------

const names = pipe(from(users), select({ id: users.c.id, name: users.c.name }), subquery('n'))
const again = alias(names, 'again')

onEach(test, 'a subquery under two names is read twice', { portable: true }, async (db) => {
  await seed(db)
  const query = pipe(
    from(names),
    innerJoin(again, eq(again.c.id, names.c.id)),
    orderBy(names.c.id),
    select({ name: names.c.name, again }),
  )
  const text = `
    select "n"."name", "again"."id" as "again.id", "again"."name" as "again.name"
    from (
      select "users"."id", "users"."name"
      from "users"
    ) as "n"
    inner join (
      select "users"."id", "users"."name"
      from "users"
    ) as "again" on "again"."id" = "n"."id"
    order by "n"."id"
  `
  inPostgres(query, text)
  inSqlite(query, text)
  assert.equal(expectRight(await all(query)(db)())[0], { name: 'jack', again: { id: 1, name: 'jack' } })
})

test.run()

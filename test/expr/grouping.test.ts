import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import {
  add,
  all,
  asc,
  count,
  cube,
  deleteFrom,
  everyRow,
  execute,
  from,
  groupBy,
  groupByDistinct,
  grouping,
  groupingSets,
  nullsLast,
  orderBy,
  rollup,
  select,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('grouping sets')

const { authorId, published } = posts.c

const fields = { author: authorId, published, n: count(), by: grouping(authorId, published) }

const inOrder = orderBy(grouping(authorId, published), pipe(asc(authorId), nullsLast), published)

const spelled = (groups: string) => `
  select "posts"."author_id" as "author", "posts"."published", count(*) as "n", grouping("posts"."author_id", "posts"."published") as "by"
  from "posts"
  group by ${groups}
  order by grouping("posts"."author_id", "posts"."published"), "posts"."author_id" nulls last, "posts"."published"
`

const both = [
  { author: 1, published: false, n: 1, by: 0 },
  { author: 1, published: true, n: 1, by: 0 },
  { author: 2, published: true, n: 1, by: 0 },
]
const byAuthor = [
  { author: 1, published: null, n: 2, by: 1 },
  { author: 2, published: null, n: 1, by: 1 },
]
const byPublished = [
  { author: null, published: false, n: 1, by: 2 },
  { author: null, published: true, n: 2, by: 2 },
]
const total = [{ author: null, published: null, n: 3, by: 3 }]

const rolledUp = pipe(from(posts), groupBy(rollup(authorId, published)), select(fields), inOrder)
const cubed = pipe(from(posts), groupBy(cube(authorId, published)), select(fields), inOrder)
const listed = pipe(from(posts), groupBy(groupingSets([published], [authorId], [])), select(fields), inOrder)
const together = pipe(from(posts), groupBy(rollup([authorId, published])), select(fields), inOrder)
const beside = pipe(from(posts), groupBy(published, rollup(authorId)), select(fields), inOrder)

test('rollup drops its last expression, one after another', () =>
  expectSql(postgres)(rolledUp, spelled('rollup ("posts"."author_id", "posts"."published")')))

test('cube groups by every choice', () =>
  expectSql(postgres)(cubed, spelled('cube ("posts"."author_id", "posts"."published")')))

test('groupingSets groups by each list', () =>
  expectSql(postgres)(listed, spelled('grouping sets (("posts"."published"), ("posts"."author_id"), ())')))

const nested = pipe(from(posts), groupBy(groupingSets(rollup(authorId, published), published)), select(fields), inOrder)
const everything = pipe(from(posts), groupBy(groupingSets([])), select({ n: count() }))
const ofGroups = pipe(from(posts), groupBy(published, groupingSets([])), orderBy(published), select({ n: count() }))
const once = pipe(
  from(posts),
  groupByDistinct(rollup(authorId), rollup(authorId)),
  orderBy(pipe(asc(authorId), nullsLast)),
  select({ author: authorId, n: count() }),
)

test('groupings stand in groupingSets, and single expressions do', () =>
  expectSql(postgres)(
    nested,
    spelled('grouping sets (rollup ("posts"."author_id", "posts"."published"), "posts"."published")'),
  ))

test('an empty grouping is all rows, which may be none', () => {
  expectSql(postgres)(everything, 'select count(*) as "n"\nfrom "posts"\ngroup by ()')
  expectSql(postgres)(
    ofGroups,
    'select count(*) as "n"\nfrom "posts"\ngroup by "posts"."published", ()\norder by "posts"."published"',
  )
})

test('groupByDistinct makes each grouping once', () =>
  expectSql(postgres)(
    once,
    `
    select "posts"."author_id" as "author", count(*) as "n"
    from "posts"
    group by distinct rollup ("posts"."author_id"), rollup ("posts"."author_id")
    order by "posts"."author_id" nulls last
    `,
  ))

test('a list in rollup is one', () =>
  expectSql(postgres)(together, spelled('rollup (("posts"."author_id", "posts"."published"))')))

test('rollup stands beside other expressions', () =>
  expectSql(postgres)(beside, spelled('"posts"."published", rollup ("posts"."author_id")')))

onEach(test, 'what grouping sets yield', {}, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(rolledUp)(db)()), [...both, ...byAuthor, ...total])
  assert.equal(expectRight(await all(cubed)(db)()), [...both, ...byAuthor, ...byPublished, ...total])
  assert.equal(expectRight(await all(listed)(db)()), [...byAuthor, ...byPublished, ...total])
  assert.equal(expectRight(await all(together)(db)()), [...both, ...total])
  assert.equal(expectRight(await all(beside)(db)()), [...both, ...byPublished])
  assert.equal(expectRight(await all(nested)(db)()), [...both, ...byAuthor, ...byPublished, ...total])
  assert.equal(expectRight(await all(ofGroups)(db)()), [{ n: 1 }, { n: 2 }])
  assert.equal(expectRight(await all(once)(db)()), [
    { author: 1, n: 2 },
    { author: 2, n: 1 },
    { author: null, n: 3 },
  ])
  expectRight(await execute(pipe(deleteFrom(posts), everyRow))(db)())
  assert.equal(expectRight(await all(everything)(db)()), [{ n: 0 }])
})

const shifted = add(users.c.id, 10)

onEach(test, 'an expression with a value is one in rollup, grouping and select', {}, async (db) => {
  await seed(db)
  const query = pipe(
    from(users),
    groupBy(rollup(shifted)),
    orderBy(grouping(shifted), shifted),
    select({ shifted, n: count() }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { shifted: 11, n: 1 },
    { shifted: 12, n: 1 },
    { shifted: 13, n: 1 },
    { shifted: null, n: 3 },
  ])
})

// -------------------------------------------------------------------------------------
// what does not compile
// -------------------------------------------------------------------------------------

const saysOf = (dialect: typeof postgres, statement: Parameters<ReturnType<typeof problemsOf>>[0]) =>
  problemsOf(dialect)(statement).map(describeCompileError)

test('SQLite has no grouping sets', () => {
  assert.equal(saysOf(sqlite, pipe(from(posts), groupByDistinct(authorId), select({ n: count() }))), [
    'sqlite has no groupByDistinct: run a query for each grouping',
  ])
  const query = pipe(from(posts), groupBy(cube(authorId)), select({ n: count(), by: grouping(authorId) }))
  assert.equal(saysOf(sqlite, query), [
    'sqlite has no grouping: run a query for each grouping',
    'sqlite has no cube: run a query for each grouping',
  ])
})

const js: any = { rollup, cube, groupingSets, grouping, groupBy, select, from }

const grouped = (by: unknown) => pipe(js.from(posts), js.groupBy(by), js.select({ n: count() }))

const missing = (name: string) => `an argument of ${name} is missing: give it what to group by: ${name}(users.c.name)`

const refused: { readonly [sentence: string]: readonly [() => any, string] } = {
  'rollup has an argument': [() => grouped(js.rollup()), missing('rollup')],
  'no list in it is empty': [() => grouped(js.cube([])), missing('cube')],
  'groupingSets has a list': [() => grouped(js.groupingSets()), missing('groupingSets')],
  'grouping has an argument': [() => pipe(js.from(posts), js.select({ n: js.grouping() })), missing('grouping')],
  'groupingSets takes expressions': [
    () => grouped(js.groupingSets('1')),
    'an argument of groupingSets is not an expression: give a column, or value(type, it) for a bound value',
  ],
  'rollup takes expressions': [
    () => grouped(js.rollup('1')),
    'an argument of rollup is not an expression: give a column, or value(type, it) for a bound value',
  ],
  'what looks like grouping sets is none': [
    () => grouped({ _tag: 'GroupingSets', kind: 'cube', elements: [] }),
    'an argument of groupBy is not an expression: give a column, or value(type, it) for a bound value',
  ],
  'grouping sets are no expression': [
    () => pipe(js.from(posts), js.select({ it: js.rollup(authorId) })),
    'the selected "it" is not an expression: give a column, or value(type, it) for a bound value',
  ],
  'a whole table under grouping sets is neither there nor not': [
    () => pipe(js.from(posts), js.groupBy(js.rollup(authorId)), js.select({ of: { post: posts } })),
    'the selected "post" is a whole table, under grouping sets: select the columns one by one',
  ],
}

for (const [sentence, [statement, text]] of Object.entries(refused)) {
  test(sentence, () => assert.equal(saysOf(postgres, statement()), [text]))
}

test.run()

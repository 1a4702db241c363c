import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Database } from '../../lib/exec/Connection.js'
import * as joinery from '../../lib/index.js'
import {
  add,
  all,
  all_,
  any_,
  array,
  arrayFrom,
  arrayOf,
  at,
  boolean,
  bytea,
  concat,
  createTable,
  desc,
  describeError,
  emptyArray,
  enumFirst,
  enumLast,
  enumRange,
  enumType,
  eq,
  execute,
  from,
  gt,
  ilike,
  in_,
  insertInto,
  integer,
  isNotNull,
  like,
  ne,
  notIn,
  null_,
  nullable,
  numeric,
  one,
  orderBy,
  primaryKey,
  rawStatement,
  SQL,
  select,
  selectOnly,
  serial,
  slice,
  table,
  text,
  timestamptz,
  value,
  values,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach, onSqlite } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'
import { expectFunctions, expectNoneInSqlite, type Line } from '../support/functions.js'

const test = suite('arrays')

const ints = value(array(nullable(integer)), [3, null, 1])
const words = value(array(text), ['a', 'b'])
const rows = [
  [1, 2, 3],
  [4, 5, 6],
]
const grid = value(array(array(integer)), rows)
const ab = ['a', 'b']

// -------------------------------------------------------------------------------------
// written out, and taken apart
// -------------------------------------------------------------------------------------

const lines: ReadonlyArray<Line> = [
  [arrayOf('a', 'b'), 'array[$1::text, $2::text]', ab, ab],
  [arrayOf(value(integer, 1), 2, null), 'array[$1::integer, $2::integer, $3::integer]', [1, 2, null], [1, 2, null]],
  [
    arrayOf(value(integer, 1), value(numeric(), '1.5'), 2),
    'array[$1::integer, $2::numeric, $3::numeric]',
    [1, '1.5', '2'],
    ['1', '1.5', '2'],
  ],
  [arrayOf(value(integer, 1), 2n ** 40n), 'array[$1::integer, $2::bigint]', [1, 2n ** 40n], [1n, 2n ** 40n]],
  [arrayOf(new Date(0)), 'array[$1::timestamptz]', [new Date(0)], [new Date(0)]],
  [
    arrayOf(arrayOf(value(integer, 1), 2), arrayOf(value(integer, 3), 4)),
    'array[array[$1::integer, $2::integer], array[$3::integer, $4::integer]]',
    [1, 2, 3, 4],
    [
      [1, 2],
      [3, 4],
    ],
    { type: 'integer[]' },
  ],
  [emptyArray(integer), 'array[]::integer[]', [], []],
  [emptyArray(numeric(10, 2)), 'array[]::numeric(10, 2)[]', [], []],

  [at(words, 2), '($1::text[])[$2]', [ab, 2], 'b'],
  [at(words, 3), '($1::text[])[$2]', [ab, 3], null],
  [at(words, add(value(integer, 1), 1)), '($1::text[])[$2::integer + $3]', [ab, 1, 1], 'b'],
  [at(words, null_(integer)), '($1::text[])[$2::integer]', [ab, null], null],
  [at(grid, 2, 3), '($1::integer[][])[$2][$3]', [rows, 2, 3], 6],
  [at(grid, 3, 1), '($1::integer[][])[$2][$3]', [rows, 3, 1], null],

  [slice(ints, 2, 3), '($1::integer[])[$2:$3]', [[3, null, 1], 2, 3], [null, 1]],
  [slice(words, null, 1), '($1::text[])[:$2]', [ab, 1], ['a']],
  [slice(words, 2), '($1::text[])[$2:]', [ab, 2], ['b']],
  [slice(words), '($1::text[])[:]', [ab], ab],
  [slice(words, 5, 6), '($1::text[])[$2:$3]', [ab, 5, 6], []],
  [slice(words, 1, null_(integer)), '($1::text[])[$2:$3::integer]', [ab, 1, null], null],
  [
    slice(grid, 1, 2, [2, 3]),
    '($1::integer[][])[$2:$3][$4:$5]',
    [rows, 1, 2, 2, 3],
    [
      [2, 3],
      [5, 6],
    ],
    { type: 'integer[]' },
  ],
  [slice(grid, 2, null, [null, 1]), '($1::integer[][])[$2:][:$3]', [rows, 2, 1], [[4]], { type: 'integer[]' }],

  [concat(words, ['c']), '$1::text[] || $2::text[]', [ab, ['c']], ['a', 'b', 'c'], { lenient: [0, 1] }],
  [concat(words, 'c'), '$1::text[] || $2::text', [ab, 'c'], ['a', 'b', 'c'], { lenient: [0, 1] }],
  [concat(words, words), '$1::text[] || $2::text[]', [ab, ab], ['a', 'b', 'a', 'b'], { lenient: [0, 1] }],
  [concat(words, null_(text)), '$1::text[] || $2::text', [ab, null], ['a', 'b', null], { lenient: [0, 1] }],
  [
    concat(grid, [[7, 8, 9]]),
    '$1::integer[][] || $2::integer[][]',
    [rows, [[7, 8, 9]]],
    [...rows, [7, 8, 9]],
    { lenient: [0, 1] },
  ],
  [
    concat(grid, [7, 8, 9]),
    '$1::integer[][] || $2::integer[]',
    [rows, [7, 8, 9]],
    [...rows, [7, 8, 9]],
    // behind NULL, a row is an array of one dimension
    { once: true },
  ],
  [
    concat(value(bytea, new Uint8Array([1])), new Uint8Array([2])),
    '$1::bytea || $2',
    [new Uint8Array([1]), new Uint8Array([2])],
    new Uint8Array([1, 2]),
  ],

  [eq(value(text, 'a'), any_(words)), '$1::text = any ($2::text[])', ['a', ab], true],
  [ne(value(text, 'a'), all_(words)), '$1::text <> all ($2::text[])', ['a', ab], false],
  [eq(value(integer, 7), any_(ints)), '$1::integer = any ($2::integer[])', [7, [3, null, 1]], null],
  [
    gt(value(integer, 7), all_(value(array(integer), []))),
    '$1::integer > all ($2::integer[])',
    [7, []],
    true,
    { lenient: [0] },
  ],
  [
    like(value(text, 'jack'), any_(arrayOf('x%', 'j%'))),
    '$1::text like any (array[$2::text, $3::text])',
    ['jack', 'x%', 'j%'],
    true,
  ],
  [
    ilike(value(text, 'Jack'), all_(value(array(text), ['j%', '%K']))),
    '$1::text ilike all ($2::text[])',
    ['Jack', ['j%', '%K']],
    true,
  ],
  [in_(words, [['a', 'b'], ['c']]), '$1::text[] in ($2, $3)', [ab, ab, ['c']], true],
  [notIn(words, [['a'], ['c']]), '$1::text[] not in ($2, $3)', [ab, ['a'], ['c']], true],
  [eq(words, ['a', 'b']), '$1::text[] = $2', [ab, ab], true],
]

expectFunctions(test, lines)

test('SQLite has no arrays to write out or to take apart', () => {
  const arrays = lines.filter(([, sql]) => /array\[|\)\[| any | all /.test(sql))
  assert.is.not(arrays.length, 0)
  for (const [expr, sql] of arrays) expectNoneInSqlite(expr, sql)
})

test('and takes none for a value', () =>
  onSqlite(async (db) => {
    const error = expectLeft(await one(selectOnly({ it: concat(words, 'c') }))(db)())
    assert.match(describeError(error), /text\[\]/)
  }))

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

const mood = enumType('mood', ['sad', 'ok', 'happy'])

const articles = table('articles', {
  id: primaryKey(serial),
  title: text,
  tags: array(text),
  grid: array(array(integer)),
  seen: nullable(array(timestamptz)),
  moods: array(mood),
})

const moments = [new Date('2026-11-22T13:30:00.123Z')]

const fill = async (db: Database): Promise<void> => {
  expectRight(await execute(rawStatement(SQL`create type mood as enum ('sad', 'ok', 'happy')`))(db)())
  expectRight(await execute(createTable(articles))(db)())
  const rows = [
    {
      title: 'one',
      tags: ['sql', 'a "quoted", {tag}'],
      grid: [
        [1, 2],
        [3, 4],
      ],
      seen: moments,
      moods: ['ok'] as const,
    },
    { title: 'two', tags: [], grid: [], seen: null, moods: ['sad', 'happy'] as const },
  ]
  expectRight(await execute(pipe(insertInto(articles), values(rows)))(db)())
}

const { tags, title } = articles.c

test('a column is subscripted without parentheses, and anything else with them', () => {
  expectExpr(postgres)(at(tags, 1), '"articles"."tags"[$1]', [1])
  expectExpr(postgres)(at(concat(tags, 'x'), 1), '("articles"."tags" || $1::text)[$2]', ['x', 1])
  expectExpr(postgres)(at(slice(tags, 2), 1), '("articles"."tags"[$1:])[$2]', [2, 1])
})

onEach(test, 'arrays come out of columns, and go into them', {}, async (db) => {
  await fill(db)
  const query = pipe(
    from(articles),
    orderBy(articles.c.id),
    select({
      first: at(tags, 1),
      corner: at(articles.c.grid, 2, 2),
      later: slice(tags, 2),
      more: concat(tags, title),
      seen: at(articles.c.seen, 1),
      mood: at(articles.c.moods, 2),
      has: eq(title, any_(concat(tags, title))),
      both: arrayOf(title, at(tags, 1)),
    }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    {
      first: 'sql',
      corner: 4,
      later: ['a "quoted", {tag}'],
      more: ['sql', 'a "quoted", {tag}', 'one'],
      seen: moments[0],
      mood: null,
      has: true,
      both: ['one', 'sql'],
    },
    {
      first: null,
      corner: null,
      later: [],
      more: ['two'],
      seen: null,
      mood: 'happy',
      has: true,
      both: ['two', null],
    },
  ])
})

onEach(test, 'conditions on arrays find rows', {}, async (db) => {
  await fill(db)
  const titles = async (condition: joinery.Condition<'articles'>) =>
    expectRight(await all(pipe(from(articles), where(condition), select({ title })))(db)()).map((row) => row.title)
  assert.equal(await titles(eq(value(text, 'sql'), any_(tags))), ['one'])
  assert.equal(await titles(eq(tags, [])), ['two'])
  assert.equal(await titles(in_(tags, [[], ['x']])), ['two'])
  assert.equal(await titles(eq(value(mood, 'ok'), any_(articles.c.moods))), ['one'])
  assert.equal(await titles(isNotNull(at(articles.c.seen, 1))), ['one'])
})

onEach(test, 'the values of an enum are in their order', {}, async (db) => {
  await fill(db)
  const none = null_(mood)
  const query = selectOnly({
    first: enumFirst(none),
    last: enumLast(none),
    range: enumRange(none),
    upper: enumRange(value(mood, 'ok'), none),
    lower: enumRange(none, 'ok'),
  })
  expectSql(postgres)(
    query,
    `select enum_first($1::"mood") as "first", enum_last($2::"mood") as "last", enum_range($3::"mood") as "range", enum_range($4::"mood", $5::"mood") as "upper", enum_range($6::"mood", $7::"mood") as "lower"`,
    [null, null, null, 'ok', null, null, 'ok'],
  )
  assert.equal(expectRight(await all(query)(db)()), [
    {
      first: 'sad',
      last: 'happy',
      range: ['sad', 'ok', 'happy'],
      upper: ['ok', 'happy'],
      lower: ['sad', 'ok'],
    },
  ])
})

// -------------------------------------------------------------------------------------
// queries
// -------------------------------------------------------------------------------------

const titlesOf = pipe(
  from(posts),
  where(eq(posts.c.authorId, users.c.id)),
  orderBy(desc(posts.c.id)),
  select({ title: posts.c.title }),
)

test('arrayFrom is a query between parentheses', () => {
  expectSql(postgres)(
    pipe(from(users), select({ titles: arrayFrom(titlesOf) })),
    `
    select array(
      select "posts"."title"
      from "posts"
      where "posts"."author_id" = "users"."id"
      order by "posts"."id" desc
    ) as "titles"
    from "users"
    `,
  )
})

onEach(test, 'arrayFrom is an array of what a query yields, which is empty if there is nothing', {}, async (db) => {
  await seed(db)
  const query = pipe(from(users), orderBy(users.c.id), select({ titles: arrayFrom(titlesOf) }))
  assert.equal(expectRight(await all(query)(db)()), [
    { titles: ['Nulls', 'Joins'] },
    { titles: ['Trees'] },
    { titles: [] },
  ])
  const ages = pipe(from(users), orderBy(users.c.id), select({ age: users.c.age }))
  const pairs = pipe(from(users), orderBy(users.c.id), select({ it: arrayOf(users.c.id, users.c.age) }))
  assert.equal(expectRight(await all(selectOnly({ ages: arrayFrom(ages), pairs: arrayFrom(pairs) }))(db)()), [
    {
      ages: [31, 25, null],
      pairs: [
        [1, 31],
        [2, 25],
        [3, null],
      ],
    },
  ])
})

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

const js: any = joinery

const refuses = (sentence: string, expr: () => unknown, ...texts: ReadonlyArray<string>): void =>
  test(sentence, () => {
    assert.equal(problemsOf(postgres)(selectOnly({ it: expr() as never })).map(describeCompileError), texts)
  })

const notAnExpression = 'is not an expression: give a column, or value(type, it) for a bound value'

refuses(
  'an array of nothing has no type',
  () => js.arrayOf(),
  'the elements of arrayOf are none: give at least one, or emptyArray(type)',
)
refuses(
  'elements of different types are refused',
  () => js.arrayOf(value(integer, 1), value(boolean, true)),
  'the elements of arrayOf are of different types: make them one with cast(it, type)',
)
refuses(
  'a bare number may be of any type',
  () => js.arrayOf(1),
  'an element of arrayOf is a number, which is of no one type: say its type with value(type, it)',
)
refuses(
  'the name of a type is none',
  () => js.emptyArray('integer'),
  'the type of emptyArray is not a column type: give one, as in emptyArray(integer)',
)
refuses('a list is no array of the database', () => js.at(['a'], 1), `the array of at ${notAnExpression}`)
refuses(
  'an index for each dimension, or PostgreSQL would yield NULL',
  () => at(grid, 1),
  'the indices of at are one: give one for each dimension of an array, or take a slice',
)
refuses(
  'no index beyond the dimensions',
  () => js.at(words, 1, 2),
  'the indices of at are 2: give one for each dimension of an array, or take a slice',
)
refuses(
  'a text has no elements',
  () => js.at(value(text, 'a'), 1),
  'the indices of at are one: give one for each dimension of an array, or take a slice',
)
refuses(
  'an index is not null',
  () => js.at(words, null),
  'an index of at is null: with NULL the result is NULL: use isNull or isNotNull, or null_(type) if that is what is meant',
)
refuses(
  'nothing is put behind an array',
  () => js.concat(words, null),
  'the right operand of concat is null: with NULL the result is NULL: use coalesce',
)
refuses(
  'any_ is of an array or a query',
  () => js.eq(value(text, 'a'), js.any_(['a'])),
  'what any_ was applied to does not take it: it belongs to a select: start with from',
)
refuses(
  'any_ has no place in a comparison of the null-safe kind',
  () => js.isDistinctFrom(value(text, 'a'), any_(words)),
  'any_ is no value of its own: put it on the right of a comparison, as in gt(x, all_(query))',
)

test('SQLite has no any_ of a pattern either', () => {
  const said = problemsOf(sqlite)(selectOnly({ it: like(value(text, 'a'), any_(words)) })).map(describeCompileError)
  assert.equal(said[0], 'sqlite has no any_: compare with scalar(query) of its min or max, or use inQuery or exists')
})

test.run()

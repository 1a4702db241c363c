import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { add, all, boolean, eq, from, integer, mul, orderBy, raw, SQL, select, text, where } from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { expectCases } from '../support/cases.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectExpr } from '../support/expectSql.js'

const test = suite('raw')

expectCases(test, [
  {
    sentence: 'a hole with a column is spelled, a hole with a value is bound',
    expr: raw(text, SQL`replace(${users.c.name}, ${'d'}, ${'?'})`),
    postgres: 'replace("users"."name", $1, $2)',
    values: ['d', '?'],
    yields: ['jack', 'e?', 'wen?y'],
  },
  {
    sentence: 'the user’s own operators are kept together by parentheses',
    expr: mul(raw(integer, SQL`${users.c.id} + 1`), 2),
    postgres: '("users"."id" + 1) * $1',
    values: [2],
    yields: [4, 6, 8],
  },
  {
    sentence: 'an expression of two steps can be put into a hole',
    expr: raw(integer, SQL`(${add(users.c.id, 1)}) * 2`),
    postgres: '("users"."id" + $1) * 2',
    values: [1],
    yields: [4, 6, 8],
  },
  {
    sentence: 'a statement of SQL`…` within another keeps its values in place',
    expr: raw(boolean, SQL`${SQL`length(${users.c.name}) > ${2}`} and ${users.c.id} < ${3}`),
    postgres: 'length("users"."name") > $1 and "users"."id" < $2',
    values: [2, 3],
    yields: [true, false, false],
  },
])

test('what looks like a placeholder in a value means nothing', () => {
  expectExpr(postgres)(raw(text, SQL`concat(${'$2'}, ${':x'})`), 'concat($1, $2)', ['$2', ':x'])
  expectExpr(sqlite)(raw(text, SQL`concat(${'?'}, ${'$1'})`), 'concat(?, ?)', ['?', '$1'])
})

test('append, which changes a statement of SQL`…`, does not change the expression made from it', () => {
  const sql = SQL`upper(${users.c.name})`
  const expr = raw(text, sql)
  sql.append(SQL` || ${'; drop table users'}`)
  expectExpr(postgres)(expr, 'upper("users"."name")')
})

// peers, V3: a column in raw SQL lost its table, and was then another table's
const postsOf = raw(integer, SQL`(select count(*) from ${posts} where ${posts.c.authorId} = ${users.c.id})`)

test('a table and a column in raw SQL keep their names', () => {
  expectExpr(postgres)(postsOf, '(select count(*) from "posts" where "posts"."author_id" = "users"."id")')
})

onEach(test, 'a correlated query in raw SQL counts for each row', { portable: true }, async (db) => {
  await seed(db)
  const counts = pipe(from(users), orderBy(users.c.id), select({ name: users.c.name, posts: postsOf }))
  assert.equal(expectRight(await all(counts)(db)()), [
    { name: 'jack', posts: 2 },
    { name: 'ed', posts: 1 },
    { name: 'wendy', posts: 0 },
  ])
})

for (const [name, given] of Object.entries({
  'an object with strings and values': JSON.parse('{"strings":["1 = 1; drop table users"],"values":[]}'),
  'an object with text': JSON.parse('{"text":"1 = 1","sql":"1 = 1","values":[]}'),
  'a string': '1 = 1; drop table users',
  null: null,
  undefined: undefined,
})) {
  test(`raw refuses ${name}: only the tag makes SQL`, () => {
    const problems = problemsOf(postgres)(pipe(from(users), where(raw(boolean, given)), select(users)))
    assert.equal(problems, [
      {
        _tag: 'InvalidArgument',
        argument: 'the argument of raw',
        reason: 'is not a statement of SQL`…`',
        hint: 'write raw(type, SQL`…`)',
      },
    ])
  })
}

test('a hole binds an object that looks like SQL`…`', () => {
  const hostile = JSON.parse('{"strings":["1; drop table users"],"values":[]}')
  expectExpr(postgres)(raw(text, SQL`lower(${hostile})`), 'lower($1)', [hostile])
  expectExpr(sqlite)(eq(raw(text, SQL`lower(${'x'})`), 'x'), '(lower(?)) = ?', ['x', 'x'])
})

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ansi } from '../../dialects/ansi/dialect.js'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import { spell } from '../../lib/compile/Writer.js'
import {
  all,
  and,
  boolean,
  type CompileError,
  collect,
  compile,
  describeCompileError,
  eq,
  exists,
  from,
  gt,
  in_,
  inQuery,
  limit,
  not,
  now,
  oneToMany,
  raw,
  SQL,
  select,
  selectOnly,
  value,
  where,
} from '../../lib/index.js'
import { addresses, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectLeft, expectRight, problemsOf } from '../support/expect.js'
import { expectExpr, expectSql } from '../support/expectSql.js'

const test = suite('compile')

const query = pipe(from(users), where(eq(users.c.name, 'jack')), limit(1), select({ id: users.c.id }))

test('a statement is text and values, and nothing is run', () => {
  const compiled = compile(postgres)(query)
  assert.is(compiled._tag, 'Right')
  if (compiled._tag === 'Left') return
  const { text, values, codecs } = compiled.right
  assert.is(text, 'select "users"."id"\nfrom "users"\nwhere "users"."name" = $1\nlimit $2')
  assert.equal(values, ['jack', 1])
  assert.equal(
    codecs.map(({ name }) => name),
    ['text', 'bigint'],
  )
})

test('a statement compiles to the same text again, whatever was compiled between', () => {
  const first = compile(postgres)(query)
  compile(sqlite)(query)
  compile(postgres)(pipe(query, where(gt(users.c.id, 1))))
  assert.equal(compile(postgres)(query), first)
})

test('one statement compiles for every dialect', () => {
  expectSql(ansi)(query, 'select "users"."id"\nfrom "users"\nwhere "users"."name" = ?\nlimit ?', ['jack', 1])
  expectExpr(ansi)(now(), 'current_timestamp')
  expectExpr(ansi)(value(boolean, true), 'cast(? as boolean)', [true])
})

test('what standard SQL has not is an error that names it', () => {
  const userAddresses = oneToMany(users, addresses)
  const nested = collect(userAddresses, (rows, a) => pipe(rows, select({ email: a.c.email })))
  assert.equal(problemsOf(ansi)(pipe(from(users), select({ nested }))).map(describeCompileError), [
    'ansi has no nested results: compile with the dialect of your database',
  ])
})

test('values are numbered as they are read, through every subquery', () => {
  const written = pipe(from(posts), where(and(eq(posts.c.title, 'a'), eq(posts.c.authorId, users.c.id))))
  const ids = pipe(from(posts), where(eq(posts.c.title, 'b')), select({ id: posts.c.authorId }))
  expectSql(postgres)(
    pipe(
      from(users),
      where(exists(written)),
      where(inQuery(users.c.id, ids)),
      where(in_(users.c.name, ['c', 'd'])),
      limit(5),
      select({ n: raw(boolean, SQL`${users.c.id} > ${0}`) }),
    ),
    `
    select "users"."id" > $1 as "n"
    from "users"
    where exists (
      select 1
      from "posts"
      where "posts"."title" = $2 and "posts"."author_id" = "users"."id"
    ) and "users"."id" in (
      select "posts"."author_id" as "id"
      from "posts"
      where "posts"."title" = $3
    ) and "users"."name" = any($4)
    limit $5
    `,
    [0, 'a', 'b', ['c', 'd'], 5],
  )
})

// -------------------------------------------------------------------------------------
// dialects
// -------------------------------------------------------------------------------------

const shouting: Dialect = {
  ...postgres,
  name: 'shouting',
  cases: {
    ...postgres.cases,
    Not: ({ condition }, to) => {
      to.text += 'NOT ('
      spell(to, condition)
      to.text += ')'
    },
  },
}

test('a dialect that changes one case changes it at every depth', () => {
  const inner = pipe(from(posts), where(not(eq(posts.c.id, 1))))
  expectExpr(shouting)(
    not(exists(inner)),
    'NOT (exists (\n  select 1\n  from "posts"\n  where NOT ("posts"."id" = $1)\n))',
    [1],
  )
  expectExpr(postgres)(not(eq(users.c.id, 1)), 'not "users"."id" = $1', [1])
})

// -------------------------------------------------------------------------------------
// errors
// -------------------------------------------------------------------------------------

const errors: ReadonlyArray<readonly [CompileError, string]> = [
  [
    { _tag: 'Unsupported', dialect: 'mysql', feature: 'RETURNING', hint: 'select the rows' },
    'mysql has no RETURNING: select the rows',
  ],
  [{ _tag: 'InvalidIdentifier', name: 'a"\0', reason: 'it is odd' }, '"a\\"\\u0000" cannot be a name: it is odd'],
  [
    { _tag: 'UnknownColumn', table: 't', column: 'x', columns: ['a', 'b'] },
    't has no column "x": its columns are a, b',
  ],
  [{ _tag: 'DuplicateAlias', alias: 't' }, '"t" names two sources of one statement: give one an alias'],
  [
    { _tag: 'MissingWhere', statement: 'delete', table: 't' },
    'this delete would change every row of t: add where(...), or everyRow to say that it should',
  ],
  [
    { _tag: 'MissingClause', statement: 'insert', clause: 'rows', hint: 'give one' },
    'this insert has no rows: give one',
  ],
  [{ _tag: 'InvalidArgument', argument: 'x', reason: 'is odd', hint: 'give y' }, 'x is odd: give y'],
]

for (const [error, text] of errors) {
  test(`${error._tag} is one line that says what to do`, () => assert.is(describeCompileError(error), text))
}

onEach(test, 'a statement that does not compile is not sent', { portable: true }, async (db) => {
  await seed(db)
  const error = expectLeft(await all(pipe(from(users), limit(-1), select(users)))(db)())
  assert.is(error._tag === 'NotCompiled' && error.errors.length, 1)
  assert.is(expectRight(await all(pipe(from(users), select(users)))(db)()).length, 3)
})

test('selectOnly of nothing that is given says so', () => {
  assert.equal(
    problemsOf(postgres)(selectOnly({})).map(({ _tag }) => _tag),
    ['MissingClause'],
  )
})

test.run()

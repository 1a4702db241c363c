import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import * as typed from '../../lib/index.js'
import {
  all,
  doUpdate,
  eq,
  execute,
  from,
  insertFrom,
  insertInto,
  onConflict,
  returning,
  select,
  text,
  value,
  where,
} from '../../lib/index.js'
import { comments, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('insertFrom')

const inPostgres = expectSql(postgres)
const inSqlite = expectSql(sqlite)

const copies = pipe(
  insertInto(posts),
  insertFrom(
    pipe(
      from(posts),
      where(eq(posts.c.published, true)),
      select({ title: value(text, 'copy'), authorId: posts.c.authorId }),
    ),
  ),
  returning({ id: posts.c.id, title: posts.c.title }),
)

test('insertFrom names the columns that the query selects, in its order', () => {
  inPostgres(
    copies,
    `
    insert into "posts" ("title", "author_id")
    select $1::text as "title", "posts"."author_id" as "authorId"
    from "posts"
    where "posts"."published" = $2
    returning "posts"."id", "posts"."title"
    `,
    ['copy', true],
  )
})

onEach(test, 'an insert of what a query yields', { portable: true }, async (db) => {
  await seed(db)
  assert.equal(expectRight(await all(copies)(db)()), [
    { id: 4, title: 'copy' },
    { id: 5, title: 'copy' },
  ])
})

const merged = pipe(
  insertInto(users),
  insertFrom(pipe(from(posts), select({ id: posts.c.id, name: posts.c.title }))),
  onConflict(
    users.c.id,
    doUpdate((excluded) => ({ name: excluded.name })),
  ),
)

test('in SQLite, a query without a condition gets one before on conflict', () => {
  const insert = 'insert into "users" ("id", "name")\nselect "posts"."id", "posts"."title" as "name"\nfrom "posts"'
  const conflict = 'on conflict ("id") do update set "name" = "excluded"."name"'
  inPostgres(merged, `${insert}\n${conflict}`)
  inSqlite(merged, `${insert}\nwhere true\n${conflict}`)
})

onEach(test, 'an upsert of what a query yields', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(merged)(db)()), 3)
  const names = expectRight(await all(pipe(from(users), select({ name: users.c.name })))(db)())
  assert.equal(names.map(({ name }) => name).sort(), ['Joins', 'Nulls', 'Trees'])
})

test('a query that cannot be inserted is refused', () => {
  const js: any = typed
  const inserting = (query: unknown) => pipe(js.insertInto(users), js.insertFrom(query))
  const says = (statement: unknown, says: string) =>
    assert.equal(problemsOf(postgres)(statement as Branded).map(describeCompileError), [says])
  const unknown = 'users has no column "title": its columns are id, name, fullname, age, score, state, managerId'
  says(inserting(pipe(from(posts), select({ title: posts.c.title }))), unknown)
  says(
    inserting(pipe(from(posts), select({ name: posts }))),
    'the selected "name" is no column to insert: select one expression for each column',
  )
  says(inserting(from(posts)), 'this select has no columns: say which to return: select({ id: users.c.id })')
  says(inserting(users), 'what insertFrom was applied to does not take it: it belongs to a select: start with from')
  says(
    pipe(inserting(pipe(from(users), select({ name: users.c.name }))), js.values({ name: 'x' })),
    'this insert has both values and a query: make it two inserts',
  )
  says(
    js.insertFrom(pipe(from(comments), select(comments)))(from(users)),
    'what insertFrom was applied to does not take it: it belongs to an insert: start with insertInto',
  )
})

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import * as typed from '../../lib/index.js'
import {
  all,
  createTable,
  eq,
  exists,
  from,
  insertInto,
  select,
  values,
  where,
  withSchema,
  withSchemas,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('withSchema')

const inPostgres = expectSql(postgres)

const js: any = typed

const says = (statement: unknown, ...texts: ReadonlyArray<string>) =>
  assert.equal(problemsOf(postgres)(statement as Branded).map(describeCompileError), texts)

const active = pipe(
  from(users),
  where(exists(pipe(from(posts), where(eq(posts.c.authorId, users.c.id))))),
  select({ name: users.c.name }),
)

test('withSchema puts every table into a schema, wherever it is read', () => {
  const expected = (schema: string) =>
    `
    select "users"."name"
    from "${schema}"."users" as "users"
    where exists (
      select 1
      from "${schema}"."posts" as "posts"
      where "posts"."author_id" = "users"."id"
    )
    `.replaceAll(/ as "\w+"$/gm, '')
  inPostgres(pipe(active, withSchema('t1')), expected('t1'))
  inPostgres(pipe(active, withSchema('t1'), withSchema('t2')), expected('t1'))
  inPostgres(pipe(active, withSchema('t1'), withSchemas({ t1: 't2', t2: 't3' })), expected('t2'))
  inPostgres(pipe(active, withSchema('t1'), withSchemas({ other: 't2' })), expected('t1'))
  inPostgres(
    createTable(withSchema('t"1')(typed.table('logs', { id: typed.integer }))),
    'create table "t""1"."logs" (\n  "id" integer not null\n)',
  )
})

onEach(test, 'tables of another schema', {}, async (db) => {
  await seed(db)
  const schema = `tenant_${Math.random().toString(36).slice(2)}`
  await sendSql(db, `create schema ${schema}`)
  try {
    expectRight(
      await typed.execute(pipe(createTable(typed.table('logs', { id: typed.integer })), withSchema(schema)))(db)(),
    )
    const logs = withSchema(schema)(typed.table('logs', { id: typed.integer }))
    expectRight(await typed.execute(pipe(insertInto(logs), values({ id: 7 })))(db)())
    assert.equal(expectRight(await all(pipe(from(logs), select(logs)))(db)()), [{ id: 7 }])
  } finally {
    await sendSql(db, `drop schema ${schema} cascade`)
  }
})

test('what has no tables to put anywhere is refused', () => {
  says(
    js.withSchema('t1')('users'),
    'what withSchema was applied to is not a statement: give a query, a write or a table',
  )
  says(
    js.withSchemas('t1')(active),
    "the argument of withSchemas is no object of names: say which schema stands for which: { tenant: 't1' }",
  )
})

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import {
  add,
  all,
  deleteFrom,
  doUpdate,
  eq,
  insertInto,
  newRow,
  oldRow,
  onConflict,
  returning,
  set,
  update,
  values,
  where,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('versions')

const inPostgres = expectSql(postgres)

const older = pipe(
  update(users),
  set({ age: add(users.c.age, 1) }),
  where(eq(users.c.name, 'jack')),
  returning({ name: users.c.name, was: oldRow(users).c.age, is: newRow(users).c.age }),
)

const removed = pipe(
  deleteFrom(posts),
  where(eq(posts.c.id, 1)),
  returning({ was: oldRow(posts).c.title, is: newRow(posts) }),
)

const upserted = pipe(
  insertInto(users),
  values([{ name: 'jack' }, { name: 'ann' }]),
  onConflict(
    users.c.name,
    doUpdate(() => ({ state: 'old' })),
  ),
  returning({ name: users.c.name, was: oldRow(users).c.state, is: newRow(users).c.state }),
)

test('returning tells a row as it was from the row as it is', () => {
  inPostgres(
    older,
    `
    update "users"
    set "age" = "users"."age" + $1
    where "users"."name" = $2
    returning "users"."name", "old"."age" as "was", "new"."age" as "is"
    `,
    [1, 'jack'],
  )
})

onEach(test, 'both versions of rows, from PostgreSQL 18 on', {}, async (db, name) => {
  if (name !== 'pglite') return
  await seed(db)
  assert.equal(expectRight(await all(older)(db)()), [{ name: 'jack', was: 31, is: 32 }])
  assert.equal(expectRight(await all(removed)(db)()), [{ was: 'Joins', is: null }])
  assert.equal(expectRight(await all(upserted)(db)()), [
    { name: 'jack', was: 'new', is: 'old' },
    { name: 'ann', was: null, is: 'new' },
  ])
})

test('SQLite has the row as it is alone', () => {
  const text = 'RETURNING of the old or the new row: return columns of the table, and select them before the change'
  for (const statement of [older, removed, upserted])
    assert.equal(problemsOf(sqlite)(statement).map(describeCompileError), [`sqlite has no ${text}`])
})

test.run()

/** Statements and descriptors are compared with a database: what fits is nothing, and what does not is named. */
import { pipe } from 'fp-ts/function'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { connect } from '../../dialects/pglite/connect.js'
import type { Connection } from '../../lib/exec/Connection.js'
import {
  alias,
  avg,
  bigint,
  bigserial,
  boolean,
  collect,
  count,
  defaultTo,
  deleteFrom,
  enumType,
  eq,
  from,
  ge,
  groupBy,
  in_,
  innerJoin,
  insertInto,
  integer,
  jsonb,
  leftJoin,
  like,
  limit,
  metadata,
  now,
  nullable,
  numeric,
  oneToMany,
  orderBy,
  prepare,
  primaryKey,
  raw,
  references,
  returning,
  SQL,
  select,
  serial,
  set,
  sum,
  table,
  text,
  timestamptz,
  update,
  value,
  values,
  varchar,
  where,
} from '../../lib/index.js'
import { describeProblem } from '../../lib/verify/Problem.js'
import { verifyTables } from '../../lib/verify/tables.js'
import { type Statements, type VerifyOptions, verify } from '../../lib/verify/verify.js'
import { onEach, sendSql } from '../support/databases.js'
import { expectRight } from '../support/expect.js'

const users = table('users', {
  id: primaryKey(serial),
  name: text,
  age: nullable(integer),
  state: pipe(varchar(10), defaultTo('new')),
})

const posts = table('posts', {
  id: primaryKey(bigserial),
  userId: pipe(
    integer,
    references(() => users.c.id),
  ),
  mood: enumType('mood', ['sad', 'ok']),
  price: numeric(10, 2),
  body: jsonb<{ readonly a: number }>(),
  at: pipe(timestamptz, defaultTo(now())),
  open: boolean,
})

const schema = metadata([users, posts])

const userPosts = oneToMany(users, posts)

const manager = alias(users, 'manager')

const queries = {
  byName: pipe(from(users), where(like(users.c.name, 'j%')), orderBy(users.c.id), limit(3), select(users)),
  nested: pipe(
    from(users),
    select({
      id: users.c.id,
      posts: collect(userPosts, (rows, p) => pipe(rows, select({ id: p.c.id, at: p.c.at, price: p.c.price }))),
    }),
  ),
  joined: pipe(
    from(users),
    innerJoin(posts, eq(posts.c.userId, users.c.id)),
    leftJoin(manager, eq(manager.c.id, users.c.id)),
    where(in_(users.c.id, [1, 2])),
    select({ user: users, mood: posts.c.mood, body: posts.c.body, open: posts.c.open, manager: manager.c.name }),
  ),
  grouped: pipe(
    from(posts),
    groupBy(posts.c.userId),
    select({ user: posts.c.userId, n: count(), total: sum(posts.c.price), mean: avg(posts.c.price) }),
  ),
  inserted: pipe(
    insertInto(posts),
    values({ userId: 1, mood: 'ok', price: '1.50', body: { a: 1 }, open: true }),
    returning({ id: posts.c.id, at: posts.c.at }),
  ),
  updated: pipe(update(users), set({ age: 3 }), where(eq(users.c.id, 1))),
  deleted: pipe(deleteFrom(posts), where(ge(posts.c.id, 3n))),
  prepared: prepare({ id: integer }, ({ id }) =>
    pipe(from(users), where(eq(users.c.id, id)), select({ name: users.c.name })),
  )({
    id: 1,
  }),
}

const problems = async (
  db: Connection,
  statements: Statements,
  options: VerifyOptions = {},
): Promise<ReadonlyArray<string>> => expectRight(await verify(statements, options)(db)()).map(describeProblem)

// the two lines that a program needs
test('every query fits the database that the descriptors make', async () => {
  const db = connect()
  assert.equal(expectRight(await verify(queries, { create: schema })(db)()), [])
  await db.close()
})

onEach(test, 'statements fit what their descriptors make, and nothing of it stays', {}, async (db) => {
  assert.equal(await problems(db, queries, { create: schema }), [])
  assert.equal(await problems(db, [queries.updated]), ['there is no table users'])
})

const there = `
create table people (id serial primary key);
create table users (id serial primary key, name text not null, age integer, state varchar(10) not null default 'new');
`

const changed: ReadonlyArray<readonly [sentence: string, change: string, problem: string]> = [
  [
    'a renamed column',
    'alter table users rename name to full_name',
    'users has no column name: its columns are id, full_name, age, state',
  ],
  [
    'a wrong type',
    'alter table users alter name type integer using 1',
    'users.name is declared as text, and is integer',
  ],
  [
    'a wrong length',
    'alter table users alter state type varchar(20)',
    'users.state is declared as varchar(10), and is varchar(20)',
  ],
  [
    'a column that may be null',
    'alter table users alter name drop not null',
    'users.name may be null, and is not declared as nullable',
  ],
  [
    'a column that is never null',
    'alter table users alter age set not null',
    'users.age is never null, and is declared as nullable',
  ],
  ['a missing table', 'drop table users', 'there is no table users'],
]

for (const [sentence, change, problem] of changed)
  onEach(test, `${sentence} is found, for statements and at the start of an application`, {}, async (db) => {
    for (const statement of there.split(';\n')) if (statement.trim() !== '') await sendSql(db, statement)
    assert.equal(await problems(db, { byName: queries.byName }), [])
    await sendSql(db, change)
    assert.equal(await problems(db, { byName: queries.byName, updated: queries.updated }), [problem])
    assert.equal(expectRight(await verifyTables(metadata([users]))(db)()).map(describeProblem), [problem])
  })

onEach(test, 'a table of SQLite is looked at too', { portable: true }, async (db, name) => {
  if (name !== 'sqlite') return
  await sendSql(
    db,
    'create table users (id integer primary key, name text not null, age integer, state varchar(10) not null)',
  )
  assert.equal(await problems(db, { byName: queries.byName }), [])
  await sendSql(db, 'alter table users rename name to full_name')
  assert.equal(await problems(db, { byName: queries.byName }), [
    'users has no column name: its columns are id, full_name, age, state',
  ])
})

onEach(test, 'what raw SQL says of itself is held against it', {}, async (db) => {
  const wrong = {
    type: pipe(from(users), select({ length: raw(text, SQL`length(${users.c.name})`) })),
    function: pipe(from(users), select({ it: raw(text, SQL`no_such_function(${users.c.name})`) })),
    parameter: pipe(
      from(users),
      where(raw(boolean, SQL`${users.c.id} = ${value(boolean, true)}`)),
      select({ id: users.c.id }),
    ),
  }
  const found = await problems(db, wrong, { create: schema })
  assert.is(found.length, 3)
  assert.is(found[0], 'type: length is declared as text, and is integer')
  assert.match(found[1] ?? '', /^function: the server refuses it: function no_such_function\(text\) does not exist/)
  assert.match(found[2] ?? '', /^parameter: /)
})

onEach(test, 'other labels of an enum, and a bigint where an integer is declared', {}, async (db) => {
  await sendSql(db, `create type mood as enum ('sad', 'happy')`)
  await sendSql(db, `create table moods (id bigint primary key, mood mood not null)`)
  const moods = table('moods', { id: primaryKey(integer), mood: enumType('mood', ['sad', 'ok']) })
  assert.equal(await problems(db, [pipe(from(moods), select(moods))]), [
    'moods.id is declared as integer, and is bigint',
    'mood is declared with sad, ok, and has sad, happy',
  ])
  const right_ = table('moods', { id: primaryKey(bigint), mood: enumType('mood', ['sad', 'happy']) })
  assert.equal(await problems(db, [pipe(from(right_), select(right_))]), [])
})

test.run()

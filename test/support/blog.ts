/**
 * The schema that the tests share: users, who have a manager among them, write posts, comment on them, and have addresses.
 *
 * `seed` fills it with three users: jack, the manager, who wrote two posts; ed, who wrote one; and wendy, who wrote none.
 */
import { pipe } from 'fp-ts/function'
import type { Database } from '../../lib/exec/Connection.js'
import {
  boolean,
  createAll,
  defaultTo,
  doublePrecision,
  execute,
  foreignKey,
  insertInto,
  integer,
  metadata,
  now,
  nullable,
  primaryKey,
  references,
  serial,
  snakeCase,
  table,
  text,
  timestamptz,
  unique,
  values,
  varchar,
} from '../../lib/index.js'
import { expectRight } from './expect.js'

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

export const users = table('users', {
  id: primaryKey(serial),
  name: unique(text),
  fullname: nullable(text),
  age: nullable(integer),
  score: pipe(doublePrecision, defaultTo(0.5)),
  state: pipe(varchar(10), defaultTo('new')),
  managerId: pipe(
    nullable(integer),
    references(() => users.c.id, { onDelete: 'set null' }),
  ),
})

export const posts = table(
  'posts',
  snakeCase({
    id: primaryKey(serial),
    authorId: foreignKey(() => users.c.id, { onDelete: 'cascade' }),
    title: text,
    body: nullable(text),
    published: pipe(boolean, defaultTo(false)),
    createdAt: pipe(timestamptz, defaultTo(now())),
  }),
)

export const comments = table(
  'comments',
  snakeCase({
    id: primaryKey(serial),
    postId: foreignKey(() => posts.c.id, { onDelete: 'cascade' }),
    authorId: nullable(foreignKey(() => users.c.id, { onDelete: 'set null' })),
    text,
  }),
)

export const addresses = table('addresses', {
  id: primaryKey(serial),
  email: text,
  userId: foreignKey(() => users.c.id, { onDelete: 'cascade' }),
})

export const blog = metadata([comments, addresses, posts, users])

// -------------------------------------------------------------------------------------
// rows
// -------------------------------------------------------------------------------------

/** Creates the tables, empty. */
export const createBlog = async (db: Database): Promise<void> => {
  expectRight(await createAll(blog)(db)())
}

/** Creates the tables and fills them. */
export const seed = async (db: Database): Promise<void> => {
  await createBlog(db)
  const inserts = [
    pipe(
      insertInto(users),
      values([
        { name: 'jack', fullname: 'Jack Jones', age: 31, score: 2.5, managerId: null },
        { name: 'ed', fullname: null, age: 25, score: 1.5, managerId: 1 },
        { name: 'wendy', fullname: 'Wendy Williams', age: null, score: 0.5, managerId: 1 },
      ]),
    ),
    pipe(
      insertInto(posts),
      values([
        { authorId: 1, title: 'Joins', body: 'left, right', published: true },
        { authorId: 1, title: 'Nulls', body: null, published: false },
        { authorId: 2, title: 'Trees', body: 'a to b', published: true },
      ]),
    ),
    pipe(
      insertInto(comments),
      values([
        { postId: 1, authorId: 2, text: 'good' },
        { postId: 1, authorId: null, text: 'spam' },
        { postId: 3, authorId: 1, text: 'ok' },
      ]),
    ),
    pipe(
      insertInto(addresses),
      values([
        { email: 'jack@google.com', userId: 1 },
        { email: 'j25@yahoo.com', userId: 1 },
        { email: 'wendy@aol.com', userId: 3 },
      ]),
    ),
  ]
  for (const insert of inserts) expectRight(await execute(insert as (typeof inserts)[0])(db)())
}

/** A small application: three tables, a join, a write. */
import { pipe } from 'fp-ts/function'
import {
  all,
  eq,
  foreignKey,
  from,
  innerJoin,
  insertInto,
  primaryKey,
  returning,
  select,
  serial,
  snakeCase,
  table,
  text,
  values,
  where,
} from 'joinery'
import { connect } from 'joinery/postgres'

const users = table('users', { id: primaryKey(serial), name: text })
const posts = table('posts', snakeCase({ id: primaryKey(serial), authorId: foreignKey(() => users.c.id), title: text }))
const tags = table('tags', snakeCase({ postId: foreignKey(() => posts.c.id), label: text }))

const db = connect(process.env.DATABASE_URL ?? '')

export const titlesOf = (name: string) =>
  all(
    pipe(
      from(posts),
      innerJoin(users, eq(users.c.id, posts.c.authorId)),
      where(eq(users.c.name, name)),
      select({ title: posts.c.title, name: users.c.name }),
    ),
  )(db)

export const tag = (postId: number, label: string) =>
  all(pipe(insertInto(tags), values({ postId, label }), returning({ postId: tags.c.postId })))(db)

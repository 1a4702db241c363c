/** A small application: three tables, a join, a write. */
import { type Generated, Kysely } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'

interface Schema {
  readonly users: { id: Generated<number>; name: string }
  readonly posts: { id: Generated<number>; author_id: number; title: string }
  readonly tags: { post_id: number; label: string }
}

const db = new Kysely<Schema>({
  dialect: new PostgresJSDialect({ postgres: postgres(process.env.DATABASE_URL ?? '') }),
})

export const titlesOf = (name: string) =>
  db
    .selectFrom('posts')
    .innerJoin('users', 'users.id', 'posts.author_id')
    .where('users.name', '=', name)
    .select(['posts.title', 'users.name'])
    .execute()

export const tag = (postId: number, label: string) =>
  db.insertInto('tags').values({ post_id: postId, label }).returning('post_id').execute()

/** A small application: three tables, a join, a write. */
import { eq } from 'drizzle-orm'
import { integer, pgTable, serial, text } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

const users = pgTable('users', { id: serial().primaryKey(), name: text().notNull() })
const posts = pgTable('posts', {
  id: serial().primaryKey(),
  authorId: integer('author_id').notNull(),
  title: text().notNull(),
})
const tags = pgTable('tags', { postId: integer('post_id').notNull(), label: text().notNull() })

const db = drizzle({ client: postgres(process.env.DATABASE_URL ?? '') })

export const titlesOf = (name: string) =>
  db
    .select({ title: posts.title, name: users.name })
    .from(posts)
    .innerJoin(users, eq(users.id, posts.authorId))
    .where(eq(users.name, name))

export const tag = (postId: number, label: string) =>
  db.insert(tags).values({ postId, label }).returning({ postId: tags.postId })

/** A small application: three tables, a join, a write. By hand. */
import postgres from 'postgres'

const sql = postgres(process.env.DATABASE_URL ?? '')

export const titlesOf = (name: string) =>
  sql`select posts.title, users.name from posts join users on users.id = posts.author_id where users.name = ${name}`

export const tag = (postId: number, label: string) =>
  sql`insert into tags (post_id, label) values (${postId}, ${label}) returning post_id`

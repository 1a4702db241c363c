/** drizzle on postgres.js: as it is written, and prepared. */
import { asc, eq, sql as hole, lte } from 'drizzle-orm'
import { boolean, doublePrecision, integer, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'
import { drizzle as open } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import type { Tasks } from '../../timed/tasks.js'
import { keyAt, visits as thousand, visitAt } from '../schema.js'

const users = pgTable('users', {
  id: serial().primaryKey(),
  name: text().notNull(),
  email: text().notNull(),
  age: integer().notNull(),
  active: boolean().notNull(),
  score: doublePrecision().notNull(),
  created: timestamp({ withTimezone: true }).notNull(),
})

const orders = pgTable('orders', {
  id: serial().primaryKey(),
  userId: integer('user_id').notNull(),
  total: doublePrecision().notNull(),
  placed: timestamp({ withTimezone: true }).notNull(),
})

const visits = pgTable('visits', {
  id: serial().primaryKey(),
  name: text().notNull(),
  age: integer().notNull(),
  active: boolean().notNull(),
})

export const drizzle =
  (prepared: boolean) =>
  async (url: string, connections: number): Promise<Tasks> => {
    const sql = postgres(url, { max: connections, onnotice: () => {} })
    const db = open({ client: sql })
    const point = (id: any) => db.select().from(users).where(eq(users.id, id))
    const join = (id: any) =>
      db
        .select({ id: orders.id, total: orders.total, placed: orders.placed, name: users.name })
        .from(orders)
        .innerJoin(users, eq(users.id, orders.userId))
        .where(eq(users.id, id))
        .orderBy(asc(orders.id))
    const insert = (row: any) => db.insert(visits).values(row).returning({ id: visits.id })
    const first = (id: any) => db.select().from(users).where(lte(users.id, id)).orderBy(asc(users.id))
    const made = {
      point: point(hole.placeholder('id')).prepare('point'),
      join: join(hole.placeholder('id')).prepare('join'),
      first: first(hole.placeholder('id')).prepare('first'),
      insert: insert({
        name: hole.placeholder('name'),
        age: hole.placeholder('age'),
        active: hole.placeholder('active'),
      }).prepare('insert'),
    }
    return {
      tasks: {
        point: (i) => (prepared ? made.point.execute({ id: keyAt(i) }) : point(keyAt(i))),
        join: (i) => (prepared ? made.join.execute({ id: keyAt(i) }) : join(keyAt(i))),
        insert: async (i) => (await (prepared ? made.insert.execute({ ...visitAt(i) }) : insert(visitAt(i)))).length,
        rows1000: () => (prepared ? made.first.execute({ id: 1000 }) : first(1000)),
        rows50000: () => db.select().from(users).orderBy(asc(users.id)),
        ...(prepared ? {} : { insert1000: async () => (await db.insert(visits).values([...thousand])).count }),
      },
      close: () => sql.end(),
    }
  }

export const contestant = drizzle(false)

/** drizzle, without a driver. */
import { and, asc, count, desc, eq, gt, gte, like, lt, lte, type SQL, sql, sum } from 'drizzle-orm'
import { boolean, doublePrecision, integer, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/pg-proxy'
import type { Built, Contestant } from '../shapes.js'

const instant = () => timestamp({ withTimezone: true }).notNull()

const users = pgTable('users', {
  id: serial().primaryKey(),
  name: text().notNull(),
  email: text().notNull(),
  image: text().notNull(),
  age: integer().notNull(),
  active: boolean().notNull(),
  created: instant(),
})

const movies = pgTable('movies', {
  id: serial().primaryKey(),
  title: text().notNull(),
  genre: text().notNull(),
  year: integer().notNull(),
  rating: doublePrecision().notNull(),
})

const customers = pgTable('customers', {
  id: serial().primaryKey(),
  company: text().notNull(),
  country: text().notNull(),
})

const products = pgTable('products', {
  id: serial().primaryKey(),
  name: text().notNull(),
  price: doublePrecision().notNull(),
})

const orders = pgTable('orders', {
  id: serial().primaryKey(),
  customerId: integer().notNull(),
  ordered: instant(),
  freight: doublePrecision().notNull(),
})

const lines = pgTable('lines', {
  orderId: integer().notNull(),
  position: integer().notNull(),
  productId: integer().notNull(),
  quantity: integer().notNull(),
  price: doublePrecision().notNull(),
})

const visits = pgTable('visits', {
  id: serial().primaryKey(),
  name: text().notNull(),
  email: text().notNull(),
  age: integer().notNull(),
  active: boolean().notNull(),
})

const db = drizzle(() => Promise.resolve({ rows: [] }))

const built = (query: { readonly toSQL: () => { readonly sql: string; readonly params: Array<unknown> } }): Built => {
  const { sql, params } = query.toSQL()
  return { text: sql, values: params }
}

export const contestant: Contestant = {
  point: (id) =>
    built(
      db
        .select({
          id: users.id,
          name: users.name,
          email: users.email,
          image: users.image,
          age: users.age,
          active: users.active,
          created: users.created,
        })
        .from(users)
        .where(eq(users.id, id)),
    ),

  filter5: (f) =>
    built(
      db
        .select({ id: movies.id, title: movies.title, year: movies.year, rating: movies.rating })
        .from(movies)
        .where(
          and(
            eq(movies.genre, f.genre),
            gte(movies.year, f.from),
            lt(movies.year, f.to),
            gt(movies.rating, f.rating),
            like(movies.title, f.title),
          ),
        )
        .orderBy(desc(movies.rating), asc(movies.id))
        .limit(f.limit)
        .offset(f.offset),
    ),

  join3: (customer, quantity) =>
    built(
      db
        .select({
          id: orders.id,
          ordered: orders.ordered,
          name: products.name,
          quantity: lines.quantity,
          price: lines.price,
        })
        .from(orders)
        .innerJoin(lines, eq(lines.orderId, orders.id))
        .innerJoin(products, eq(products.id, lines.productId))
        .where(and(eq(orders.customerId, customer), gt(lines.quantity, quantity)))
        .orderBy(asc(orders.id), asc(lines.position)),
    ),

  aggregate: (since, least, limit) =>
    built(
      db
        .select({
          country: customers.country,
          orders: count(orders.id).as('orders'),
          freight: sum(orders.freight).as('freight'),
        })
        .from(customers)
        .innerJoin(orders, eq(orders.customerId, customers.id))
        .where(gte(orders.ordered, since))
        .groupBy(customers.country)
        .having(gt(count(orders.id), least))
        .orderBy(desc(sql`orders`), asc(customers.country))
        .limit(limit),
    ),

  cteWindow: (rank, country) => {
    const ranked = db.$with('ranked').as(
      db
        .select({
          customerId: orders.customerId,
          id: orders.id,
          freight: orders.freight,
          rank: sql<number>`row_number() over (partition by ${orders.customerId} order by ${orders.freight} desc, ${orders.id})`.as(
            'rank',
          ),
        })
        .from(orders),
    )
    return built(
      db
        .with(ranked)
        .select({ company: customers.company, id: ranked.id, freight: ranked.freight })
        .from(ranked)
        .innerJoin(customers, eq(customers.id, ranked.customerId))
        .where(and(lte(ranked.rank, rank), eq(customers.country, country)))
        .orderBy(asc(customers.company), asc(ranked.id)),
    )
  },

  upsert: (row) =>
    built(
      db
        .insert(visits)
        .values(row)
        .onConflictDoUpdate({
          target: visits.id,
          set: { name: sql`excluded.name`, age: sql`excluded.age` },
        })
        .returning({ id: visits.id, name: visits.name }),
    ),

  insert100: (rows) =>
    built(
      db
        .insert(visits)
        .values([...rows])
        .returning({ id: visits.id }),
    ),

  dynamic: (f) => {
    const conditions: Array<SQL> = []
    if (f.name !== undefined) conditions.push(like(users.name, f.name))
    if (f.email !== undefined) conditions.push(eq(users.email, f.email))
    if (f.minAge !== undefined) conditions.push(gte(users.age, f.minAge))
    if (f.maxAge !== undefined) conditions.push(lte(users.age, f.maxAge))
    if (f.active !== undefined) conditions.push(eq(users.active, f.active))
    if (f.after !== undefined) conditions.push(gte(users.created, f.after))
    if (f.before !== undefined) conditions.push(lte(users.created, f.before))
    if (f.minId !== undefined) conditions.push(gte(users.id, f.minId))
    if (f.maxId !== undefined) conditions.push(lte(users.id, f.maxId))
    if (f.image !== undefined) conditions.push(like(users.image, f.image))
    return built(
      db
        .select({ id: users.id, name: users.name, email: users.email })
        .from(users)
        .where(and(...conditions))
        .orderBy(asc(users.id))
        .limit(20),
    )
  },
}

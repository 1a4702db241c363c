/** The graphs by drizzle's relational queries, prepared, on postgres.js. */
import { and, asc, desc, eq, gte, sql as hole, lte, relations } from 'drizzle-orm'
import { integer, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import type { Contestant } from '../../timed/tasks.js'
import { movieAt, orderAt, personAt } from '../schema.js'

const people = pgTable('people', { id: serial().primaryKey(), name: text().notNull() })
const movies = pgTable('movies', { id: serial().primaryKey(), title: text().notNull(), year: integer().notNull() })
const parts = pgTable('parts', {
  movieId: integer('movie_id').notNull(),
  personId: integer('person_id').notNull(),
  position: integer().notNull(),
})
const reviews = pgTable('reviews', {
  id: serial().primaryKey(),
  movieId: integer('movie_id').notNull(),
  authorId: integer('author_id').notNull(),
  body: text().notNull(),
  rating: integer().notNull(),
})
const customers = pgTable('customers', { id: serial().primaryKey(), company: text().notNull() })
const products = pgTable('products', { id: serial().primaryKey(), name: text().notNull() })
const orders = pgTable('orders', {
  id: serial().primaryKey(),
  customerId: integer('customer_id').notNull(),
  placed: timestamp({ withTimezone: true }).notNull(),
})
const lines = pgTable('lines', {
  orderId: integer('order_id').notNull(),
  position: integer().notNull(),
  productId: integer('product_id').notNull(),
  quantity: integer().notNull(),
})

const movieRelations = relations(movies, ({ many }) => ({ parts: many(parts), reviews: many(reviews) }))
const personRelations = relations(people, ({ many }) => ({ reviews: many(reviews) }))
const partRelations = relations(parts, ({ one }) => ({
  movie: one(movies, { fields: [parts.movieId], references: [movies.id] }),
  person: one(people, { fields: [parts.personId], references: [people.id] }),
}))
const reviewRelations = relations(reviews, ({ one }) => ({
  movie: one(movies, { fields: [reviews.movieId], references: [movies.id] }),
  author: one(people, { fields: [reviews.authorId], references: [people.id] }),
}))
const orderRelations = relations(orders, ({ one, many }) => ({
  customer: one(customers, { fields: [orders.customerId], references: [customers.id] }),
  lines: many(lines),
}))
const lineRelations = relations(lines, ({ one }) => ({
  order: one(orders, { fields: [lines.orderId], references: [orders.id] }),
  product: one(products, { fields: [lines.productId], references: [products.id] }),
}))

const schema = {
  people,
  movies,
  parts,
  reviews,
  customers,
  products,
  orders,
  lines,
  movieRelations,
  personRelations,
  partRelations,
  reviewRelations,
  orderRelations,
  lineRelations,
}

export const contestant: Contestant = async (url, connections) => {
  const sql = postgres(url, { max: connections, onnotice: () => {} })
  const db = drizzle({ client: sql, schema })
  const id = hole.placeholder('id') as never
  const movie = db.query.movies
    .findMany({
      where: eq(movies.id, id),
      with: {
        parts: { columns: {}, orderBy: [asc(parts.position)], with: { person: { columns: { name: true } } } },
        reviews: {
          columns: { body: true, rating: true },
          orderBy: [asc(reviews.id)],
          with: { author: { columns: { name: true } } },
        },
      },
    })
    .prepare('movie')
  const user = db.query.people
    .findMany({
      where: eq(people.id, id),
      with: {
        reviews: {
          columns: { body: true },
          orderBy: [desc(reviews.id)],
          limit: 10,
          with: { movie: { columns: { title: true } } },
        },
      },
    })
    .prepare('user')
  const hundred = db.query.orders
    .findMany({
      columns: { id: true, placed: true },
      where: and(gte(orders.id, id), lte(orders.id, hole.placeholder('last') as never)),
      orderBy: [asc(orders.id)],
      with: {
        customer: { columns: { company: true } },
        lines: {
          columns: { quantity: true },
          orderBy: [asc(lines.position)],
          with: { product: { columns: { name: true } } },
        },
      },
    })
    .prepare('hundred')
  return {
    tasks: {
      movie: async (i) =>
        (await movie.execute({ id: movieAt(i) })).map(({ parts: own, reviews: all, ...rest }) => ({
          ...rest,
          cast: own.map(({ person }) => person),
          reviews: all,
        })),
      user: (i) => user.execute({ id: personAt(i) }),
      orders100: (i) => hundred.execute({ id: orderAt(i), last: orderAt(i) + 99 }),
    },
    close: () => sql.end(),
  }
}

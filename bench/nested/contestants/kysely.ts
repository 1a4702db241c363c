/** The graphs by kysely's JSON helpers, on postgres.js. */
import { Kysely } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'
import type { Contestant } from '../../timed/tasks.js'
import { movieAt, orderAt, personAt } from '../schema.js'

interface Schema {
  readonly people: { id: number; name: string }
  readonly movies: { id: number; title: string; year: number }
  readonly parts: { movie_id: number; person_id: number; position: number }
  readonly reviews: { id: number; movie_id: number; author_id: number; body: string; rating: number; written: Date }
  readonly customers: { id: number; company: string }
  readonly products: { id: number; name: string }
  readonly orders: { id: number; customer_id: number; placed: Date }
  readonly lines: { order_id: number; position: number; product_id: number; quantity: number }
  readonly makers: { id: number; name: string }
  readonly goods: { id: number; maker_id: number; name: string }
}

export const contestant: Contestant = async (url, connections) => {
  const sql = postgres(url, { max: connections, onnotice: () => {} })
  const db = new Kysely<Schema>({ dialect: new PostgresJSDialect({ postgres: sql }) })
  return {
    tasks: {
      movie: (i) =>
        db
          .selectFrom('movies')
          .where('movies.id', '=', movieAt(i))
          .select((eb) => [
            'movies.id',
            'movies.title',
            'movies.year',
            jsonArrayFrom(
              eb
                .selectFrom('parts')
                .innerJoin('people', 'people.id', 'parts.person_id')
                .whereRef('parts.movie_id', '=', 'movies.id')
                .orderBy('parts.position')
                .select('people.name'),
            ).as('cast'),
            jsonArrayFrom(
              eb
                .selectFrom('reviews')
                .whereRef('reviews.movie_id', '=', 'movies.id')
                .orderBy('reviews.id')
                .select((r) => [
                  'reviews.body',
                  'reviews.rating',
                  jsonObjectFrom(
                    r.selectFrom('people').whereRef('people.id', '=', 'reviews.author_id').select('people.name'),
                  ).as('author'),
                ]),
            ).as('reviews'),
          ])
          .execute(),
      user: (i) =>
        db
          .selectFrom('people')
          .where('people.id', '=', personAt(i))
          .select((eb) => [
            'people.id',
            'people.name',
            jsonArrayFrom(
              eb
                .selectFrom('reviews')
                .whereRef('reviews.author_id', '=', 'people.id')
                .orderBy('reviews.id', 'desc')
                .limit(10)
                .select((r) => [
                  'reviews.body',
                  jsonObjectFrom(
                    r.selectFrom('movies').whereRef('movies.id', '=', 'reviews.movie_id').select('movies.title'),
                  ).as('movie'),
                ]),
            ).as('reviews'),
          ])
          .execute(),
      orders100: (i) =>
        db
          .selectFrom('orders')
          .where('orders.id', '>=', orderAt(i))
          .where('orders.id', '<=', orderAt(i) + 99)
          .orderBy('orders.id')
          .select((eb) => [
            'orders.id',
            'orders.placed',
            jsonObjectFrom(
              eb
                .selectFrom('customers')
                .whereRef('customers.id', '=', 'orders.customer_id')
                .select('customers.company'),
            ).as('customer'),
            jsonArrayFrom(
              eb
                .selectFrom('lines')
                .whereRef('lines.order_id', '=', 'orders.id')
                .orderBy('lines.position')
                .select((l) => [
                  'lines.quantity',
                  jsonObjectFrom(
                    l.selectFrom('products').whereRef('products.id', '=', 'lines.product_id').select('products.name'),
                  ).as('product'),
                ]),
            ).as('lines'),
          ])
          .execute(),
      unindexed: () =>
        db
          .selectFrom('makers')
          .orderBy('makers.id')
          .select((eb) => [
            'makers.id',
            'makers.name',
            jsonArrayFrom(
              eb
                .selectFrom('goods')
                .whereRef('goods.maker_id', '=', 'makers.id')
                .orderBy('goods.id')
                .select('goods.name'),
            ).as('goods'),
          ])
          .execute(),
    },
    close: () => db.destroy(),
  }
}

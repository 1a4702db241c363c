/** The graphs as relations: built anew for each call, and prepared once. */
import { pipe } from 'fp-ts/function'
import {
  all,
  between,
  close,
  collect,
  desc,
  eq,
  foreignKey,
  from,
  integer,
  limit,
  manyToMany,
  manyToOne,
  oneToMany,
  orderBy,
  pick,
  prepare,
  primaryKey,
  type SqlError,
  select,
  serial,
  snakeCase,
  table,
  text,
  timestamptz,
  where,
} from 'joinery'
import { connect } from 'joinery/postgres'
import type { Tasks } from '../../timed/tasks.js'
import { movieAt, orderAt, personAt } from '../schema.js'

const people = table('people', { id: primaryKey(serial), name: text })
const movies = table('movies', { id: primaryKey(serial), title: text, year: integer })
const parts = table(
  'parts',
  snakeCase({ movieId: foreignKey(() => movies.c.id), personId: foreignKey(() => people.c.id), position: integer }),
)
const reviews = table(
  'reviews',
  snakeCase({
    id: primaryKey(serial),
    movieId: foreignKey(() => movies.c.id),
    authorId: foreignKey(() => people.c.id),
    body: text,
    rating: integer,
    written: timestamptz,
  }),
)
const customers = table('customers', { id: primaryKey(serial), company: text })
const products = table('products', { id: primaryKey(serial), name: text })
const orders = table(
  'orders',
  snakeCase({ id: primaryKey(serial), customerId: foreignKey(() => customers.c.id), placed: timestamptz }),
)
const lines = table(
  'lines',
  snakeCase({
    orderId: foreignKey(() => orders.c.id),
    position: integer,
    productId: foreignKey(() => products.c.id),
    quantity: integer,
  }),
)
const makers = table('makers', { id: primaryKey(serial), name: text })
const goods = table('goods', snakeCase({ id: primaryKey(serial), makerId: foreignKey(() => makers.c.id), name: text }))

const cast = manyToMany(movies, people, { by: parts })
const movieReviews = oneToMany(movies, reviews, { orderBy: (r) => r.c.id })
const author = manyToOne(reviews, people, { foreignKey: reviews.c.authorId })
const reviewed = manyToOne(reviews, movies, { foreignKey: reviews.c.movieId })
const written = oneToMany(people, reviews)
const customer = manyToOne(orders, customers, { foreignKey: orders.c.customerId })
const orderLines = oneToMany(orders, lines, { orderBy: (l) => l.c.position })
const product = manyToOne(lines, products, { foreignKey: lines.c.productId })
const makerGoods = oneToMany(makers, goods, { orderBy: (g) => g.c.id })

const movie = (id: any) =>
  pipe(
    from(movies),
    where(eq(movies.c.id, id)),
    select({
      id: movies.c.id,
      title: movies.c.title,
      year: movies.c.year,
      cast: collect(cast, (rows, p) => pipe(rows, orderBy(parts.c.position), select({ name: p.c.name }))),
      reviews: collect(movieReviews, (rows, r) =>
        pipe(rows, select({ body: r.c.body, rating: r.c.rating, author: pick(author, (a) => ({ name: a.c.name })) })),
      ),
    }),
  )

const user = (id: any) =>
  pipe(
    from(people),
    where(eq(people.c.id, id)),
    select({
      id: people.c.id,
      name: people.c.name,
      reviews: collect(written, (rows, r) =>
        pipe(
          rows,
          orderBy(desc(r.c.id)),
          limit(10),
          select({ body: r.c.body, movie: pick(reviewed, (m) => ({ title: m.c.title })) }),
        ),
      ),
    }),
  )

const hundred = (first: any, last: any) =>
  pipe(
    from(orders),
    where(between(orders.c.id, first, last)),
    orderBy(orders.c.id),
    select({
      id: orders.c.id,
      placed: orders.c.placed,
      customer: pick(customer, (c) => ({ company: c.c.company })),
      lines: collect(orderLines, (rows, l) =>
        pipe(rows, select({ quantity: l.c.quantity, product: pick(product, (p) => ({ name: p.c.name })) })),
      ),
    }),
  )

const everyMaker = pipe(
  from(makers),
  orderBy(makers.c.id),
  select({
    id: makers.c.id,
    name: makers.c.name,
    goods: collect(makerGoods, (rows, g) => pipe(rows, select({ name: g.c.name }))),
  }),
)

type Result<A> = { readonly _tag: 'Left'; readonly left: SqlError } | { readonly _tag: 'Right'; readonly right: A }

const right = <A>(result: Result<A>): A => {
  if (result._tag === 'Right') return result.right
  throw new Error(JSON.stringify(result.left))
}

export const joinery =
  (prepared: boolean) =>
  async (url: string, connections: number): Promise<Tasks> => {
    const db = connect(url, { max: connections })
    const made = {
      movie: prepare({ id: integer }, (p) => movie(p.id)),
      user: prepare({ id: integer }, (p) => user(p.id)),
      hundred: prepare({ first: integer, last: integer }, (p) => hundred(p.first, p.last)),
    }
    const rows = async (asked: any) => right(await asked(db)())
    return {
      tasks: {
        movie: (i) => rows(prepared ? all(made.movie({ id: movieAt(i) })) : all(movie(movieAt(i)))),
        user: (i) => rows(prepared ? all(made.user({ id: personAt(i) })) : all(user(personAt(i)))),
        orders100: (i) =>
          rows(
            prepared
              ? all(made.hundred({ first: orderAt(i), last: orderAt(i) + 99 }))
              : all(hundred(orderAt(i), orderAt(i) + 99)),
          ),
        unindexed: () => rows(all(everyMaker)),
      },
      close: () => close(db)(),
    }
  }

export const contestant = joinery(false)

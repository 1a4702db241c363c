/** joinery, from its sources. */
import { pipe } from 'fp-ts/function'
import {
  and,
  asc,
  boolean,
  compile,
  count,
  cte,
  desc,
  doUpdate,
  doublePrecision,
  eq,
  from,
  ge,
  groupBy,
  gt,
  having,
  innerJoin,
  insertInto,
  integer,
  le,
  like,
  limit,
  lt,
  offset,
  onConflict,
  orderBy,
  orderedBy,
  over,
  partitionBy,
  primaryKey,
  returning,
  rowNumber,
  select,
  serial,
  skip,
  sum,
  table,
  text,
  timestamptz,
  values,
  where,
  window,
} from 'joinery'
import { postgres } from 'joinery/postgres'
import type { Built, Contestant } from '../shapes.js'

const users = table('users', {
  id: primaryKey(serial),
  name: text,
  email: text,
  image: text,
  age: integer,
  active: boolean,
  created: timestamptz,
})

const movies = table('movies', {
  id: primaryKey(serial),
  title: text,
  genre: text,
  year: integer,
  rating: doublePrecision,
})

const customers = table('customers', { id: primaryKey(serial), company: text, country: text })

const products = table('products', { id: primaryKey(serial), name: text, price: doublePrecision })

const orders = table('orders', {
  id: primaryKey(serial),
  customerId: integer,
  ordered: timestamptz,
  freight: doublePrecision,
})

const lines = table('lines', {
  orderId: primaryKey(integer),
  position: primaryKey(integer),
  productId: integer,
  quantity: integer,
  price: doublePrecision,
})

const visits = table('visits', { id: primaryKey(serial), name: text, email: text, age: integer, active: boolean })

const toPostgres = compile(postgres)

const built = (statement: Parameters<typeof toPostgres>[0]): Built => {
  const result = toPostgres(statement)
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right
}

export const contestant: Contestant = {
  point: (id) =>
    built(
      pipe(
        from(users),
        where(eq(users.c.id, id)),
        select({
          id: users.c.id,
          name: users.c.name,
          email: users.c.email,
          image: users.c.image,
          age: users.c.age,
          active: users.c.active,
          created: users.c.created,
        }),
      ),
    ),

  filter5: (f) =>
    built(
      pipe(
        from(movies),
        where(
          and(
            eq(movies.c.genre, f.genre),
            ge(movies.c.year, f.from),
            lt(movies.c.year, f.to),
            gt(movies.c.rating, f.rating),
            like(movies.c.title, f.title),
          ),
        ),
        orderBy(desc(movies.c.rating), asc(movies.c.id)),
        limit(f.limit),
        offset(f.offset),
        select({ id: movies.c.id, title: movies.c.title, year: movies.c.year, rating: movies.c.rating }),
      ),
    ),

  join3: (customer, quantity) =>
    built(
      pipe(
        from(orders),
        innerJoin(lines, eq(lines.c.orderId, orders.c.id)),
        innerJoin(products, eq(products.c.id, lines.c.productId)),
        where(and(eq(orders.c.customerId, customer), gt(lines.c.quantity, quantity))),
        orderBy(asc(orders.c.id), asc(lines.c.position)),
        select({
          id: orders.c.id,
          ordered: orders.c.ordered,
          name: products.c.name,
          quantity: lines.c.quantity,
          price: lines.c.price,
        }),
      ),
    ),

  aggregate: (since, least, most) =>
    built(
      pipe(
        from(customers),
        innerJoin(orders, eq(orders.c.customerId, customers.c.id)),
        where(ge(orders.c.ordered, since)),
        groupBy(customers.c.country),
        having(gt(count(orders.c.id), least)),
        orderBy(desc(count(orders.c.id)), asc(customers.c.country)),
        limit(most),
        select({ country: customers.c.country, orders: count(orders.c.id), freight: sum(orders.c.freight) }),
      ),
    ),

  cteWindow: (rank, country) => {
    const ranked = pipe(
      from(orders),
      select({
        customerId: orders.c.customerId,
        id: orders.c.id,
        freight: orders.c.freight,
        rank: pipe(
          rowNumber(),
          over(pipe(window, partitionBy(orders.c.customerId), orderedBy(desc(orders.c.freight), asc(orders.c.id)))),
        ),
      }),
      cte('ranked'),
    )
    return built(
      pipe(
        from(ranked),
        innerJoin(customers, eq(customers.c.id, ranked.c.customerId)),
        where(and(le(ranked.c.rank, rank), eq(customers.c.country, country))),
        orderBy(asc(customers.c.company), asc(ranked.c.id)),
        select({ company: customers.c.company, id: ranked.c.id, freight: ranked.c.freight }),
      ),
    )
  },

  upsert: (row) =>
    built(
      pipe(
        insertInto(visits),
        values(row),
        onConflict(
          visits.c.id,
          doUpdate((excluded) => ({ name: excluded.name, age: excluded.age })),
        ),
        returning({ id: visits.c.id, name: visits.c.name }),
      ),
    ),

  insert100: (rows) => built(pipe(insertInto(visits), values(rows), returning({ id: visits.c.id }))),

  dynamic: (f) =>
    built(
      pipe(
        from(users),
        where(
          and(
            f.name === undefined ? skip : like(users.c.name, f.name),
            f.email === undefined ? skip : eq(users.c.email, f.email),
            f.minAge === undefined ? skip : ge(users.c.age, f.minAge),
            f.maxAge === undefined ? skip : le(users.c.age, f.maxAge),
            f.active === undefined ? skip : eq(users.c.active, f.active),
            f.after === undefined ? skip : ge(users.c.created, f.after),
            f.before === undefined ? skip : le(users.c.created, f.before),
            f.minId === undefined ? skip : ge(users.c.id, f.minId),
            f.maxId === undefined ? skip : le(users.c.id, f.maxId),
            f.image === undefined ? skip : like(users.c.image, f.image),
          ),
        ),
        orderBy(asc(users.c.id)),
        limit(20),
        select({ id: users.c.id, name: users.c.name, email: users.c.email }),
      ),
    ),
}

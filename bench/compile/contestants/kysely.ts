/** kysely, without a driver. */
import {
  type Compilable,
  DummyDriver,
  type Generated,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { Built, Contestant } from '../shapes.js'

interface Schema {
  readonly users: {
    id: Generated<number>
    name: string
    email: string
    image: string
    age: number
    active: boolean
    created: Date
  }
  readonly movies: { id: Generated<number>; title: string; genre: string; year: number; rating: number }
  readonly customers: { id: Generated<number>; company: string; country: string }
  readonly products: { id: Generated<number>; name: string; price: number }
  readonly orders: { id: Generated<number>; customerId: number; ordered: Date; freight: number }
  readonly lines: { orderId: number; position: number; productId: number; quantity: number; price: number }
  readonly visits: { id: Generated<number>; name: string; email: string; age: number; active: boolean }
}

const db = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (own) => new PostgresIntrospector(own),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

const built = (query: Compilable): Built => {
  const { sql, parameters } = query.compile()
  return { text: sql, values: parameters }
}

export const contestant: Contestant = {
  point: (id) =>
    built(
      db.selectFrom('users').select(['id', 'name', 'email', 'image', 'age', 'active', 'created']).where('id', '=', id),
    ),

  filter5: (f) =>
    built(
      db
        .selectFrom('movies')
        .select(['id', 'title', 'year', 'rating'])
        .where('genre', '=', f.genre)
        .where('year', '>=', f.from)
        .where('year', '<', f.to)
        .where('rating', '>', f.rating)
        .where('title', 'like', f.title)
        .orderBy('rating', 'desc')
        .orderBy('id', 'asc')
        .limit(f.limit)
        .offset(f.offset),
    ),

  join3: (customer, quantity) =>
    built(
      db
        .selectFrom('orders')
        .innerJoin('lines', 'lines.orderId', 'orders.id')
        .innerJoin('products', 'products.id', 'lines.productId')
        .select(['orders.id', 'orders.ordered', 'products.name', 'lines.quantity', 'lines.price'])
        .where('orders.customerId', '=', customer)
        .where('lines.quantity', '>', quantity)
        .orderBy('orders.id', 'asc')
        .orderBy('lines.position', 'asc'),
    ),

  aggregate: (since, least, limit) =>
    built(
      db
        .selectFrom('customers')
        .innerJoin('orders', 'orders.customerId', 'customers.id')
        .select((eb) => [
          'customers.country',
          eb.fn.count('orders.id').as('orders'),
          eb.fn.sum('orders.freight').as('freight'),
        ])
        .where('orders.ordered', '>=', since)
        .groupBy('customers.country')
        .having((eb) => eb.fn.count('orders.id'), '>', least)
        .orderBy('orders', 'desc')
        .orderBy('customers.country', 'asc')
        .limit(limit),
    ),

  cteWindow: (rank, country) =>
    built(
      db
        .with('ranked', (own) =>
          own.selectFrom('orders').select((eb) => [
            'customerId',
            'id',
            'freight',
            eb.fn
              .agg<number>('row_number')
              .over((over) => over.partitionBy('customerId').orderBy('freight', 'desc').orderBy('id'))
              .as('rank'),
          ]),
        )
        .selectFrom('ranked')
        .innerJoin('customers', 'customers.id', 'ranked.customerId')
        .select(['customers.company', 'ranked.id', 'ranked.freight'])
        .where('ranked.rank', '<=', rank)
        .where('customers.country', '=', country)
        .orderBy('customers.company')
        .orderBy('ranked.id'),
    ),

  upsert: (row) =>
    built(
      db
        .insertInto('visits')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((eb) => ({ name: eb.ref('excluded.name'), age: eb.ref('excluded.age') })),
        )
        .returning(['id', 'name']),
    ),

  insert100: (rows) => built(db.insertInto('visits').values(rows).returning('id')),

  dynamic: (f) => {
    let query = db.selectFrom('users').select(['id', 'name', 'email'])
    if (f.name !== undefined) query = query.where('name', 'like', f.name)
    if (f.email !== undefined) query = query.where('email', '=', f.email)
    if (f.minAge !== undefined) query = query.where('age', '>=', f.minAge)
    if (f.maxAge !== undefined) query = query.where('age', '<=', f.maxAge)
    if (f.active !== undefined) query = query.where('active', '=', f.active)
    if (f.after !== undefined) query = query.where('created', '>=', f.after)
    if (f.before !== undefined) query = query.where('created', '<=', f.before)
    if (f.minId !== undefined) query = query.where('id', '>=', f.minId)
    if (f.maxId !== undefined) query = query.where('id', '<=', f.maxId)
    if (f.image !== undefined) query = query.where('image', 'like', f.image)
    return built(query.orderBy('id', 'asc').limit(20))
  },
}

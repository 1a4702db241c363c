/** The tables that the examples of doc comments speak of. */
import { pipe } from 'fp-ts/function'
import {
  add,
  alias,
  array,
  bigint,
  boolean,
  box,
  bytea,
  cidr,
  circle,
  composite,
  cte,
  date,
  daterange,
  defaultTo,
  desc,
  doublePrecision,
  enumType,
  eq,
  foreignKey,
  from,
  inet,
  innerJoin,
  integer,
  isNull,
  json,
  jsonb,
  keyset,
  lateral,
  limit,
  lseg,
  macaddr,
  manyToMany,
  manyToOne,
  nullable,
  numeric,
  oneToMany,
  orderBy,
  orderedBy,
  partitionBy,
  path,
  point,
  polygon,
  primaryKey,
  recursive,
  references,
  select,
  serial,
  snakeCase,
  subquery,
  table,
  text,
  timestamp,
  timestamptz,
  unionAll,
  unique,
  uuid,
  value,
  varchar,
  where,
  window,
  xml,
} from 'joinery'

export const users = table('users', {
  id: primaryKey(serial),
  name: text,
  email: unique(pipe(text, defaultTo(''))),
  fullname: nullable(text),
  age: nullable(integer),
  score: pipe(doublePrecision, defaultTo(0)),
  avatar: nullable(bytea),
  active: pipe(boolean, defaultTo(true)),
  visits: pipe(integer, defaultTo(0)),
  state: pipe(varchar(10), defaultTo('new')),
  managerId: nullable(
    pipe(
      integer,
      references(() => users.c.id),
    ),
  ),
})
export const posts = table(
  'posts',
  snakeCase({
    id: primaryKey(serial),
    authorId: foreignKey(() => users.c.id),
    title: text,
    body: nullable(text),
    published: boolean,
    state: text,
    createdAt: timestamptz,
  }),
)
export const addresses = table('addresses', {
  id: primaryKey(serial),
  email: text,
  userId: pipe(
    integer,
    references(() => users.c.id),
  ),
})
export const items = table('items', {
  id: primaryKey(serial),
  quantity: integer,
  price: numeric(10, 2),
  discount: numeric(4, 2),
  weight: doublePrecision,
  embedding: text,
})
export const orders = table('orders', {
  id: primaryKey(serial),
  day: date,
  shipped: date,
  total: numeric(10, 2),
  at: timestamptz,
  local: timestamp,
  customerId: integer,
  price: numeric(10, 2),
  doc: jsonb<unknown>(),
})
export const docs = table('docs', {
  id: primaryKey(uuid),
  body: jsonb<{ readonly title: string; readonly tags: ReadonlyArray<string> }>(),
})
export const orgs = table('orgs', {
  id: primaryKey(serial),
  settings: jsonb<{
    readonly theme?: 'dark' | 'light'
    readonly limits: { readonly seats: number; readonly projects?: number }
    readonly flags: ReadonlyArray<string>
  }>(),
})
export const logs = table('logs', { id: primaryKey(serial), entry: json() })
export const address = composite('address', { street: text, zip: nullable(text) })
export const files = table('files', { id: primaryKey(bigint), content: bytea })
export const sales = table('sales', { shop: primaryKey(integer), number: primaryKey(integer) })
export const articles = table('articles', {
  id: primaryKey(serial),
  title: text,
  tags: array(text),
  grid: array(array(integer)),
  print: composite('edition', { city: text, year: integer }),
})
export const archive = table('archive', { id: integer, title: text })
export const places = table('places', { id: primaryKey(serial), name: text, at: text })
export const hosts = table('hosts', { id: primaryKey(serial), address: inet, network: cidr, card: macaddr })
export const pages = table('pages', {
  id: primaryKey(serial),
  section: xml,
  data: json<{ readonly title: string }>(),
})
export const shapes = table('shapes', {
  id: primaryKey(serial),
  at: point,
  lseg,
  box,
  path,
  polygon,
  circle,
})
export const jobs = table('jobs', { id: primaryKey(serial), state: text })
export const bookings = table('bookings', { id: primaryKey(serial), during: daterange })

export const labels = table('labels', { id: primaryKey(serial), text })
export const tags = table('tags', {
  postId: primaryKey(foreignKey(() => posts.c.id)),
  labelId: primaryKey(foreignKey(() => labels.c.id)),
})
export const mood = enumType('mood', ['sad', 'ok', 'happy'])
export const people = table('people', { id: primaryKey(serial), name: text, mood })
export const passports = table('passports', { id: primaryKey(serial), personId: unique(foreignKey(() => people.c.id)) })

export const stock = table('stock', { sku: primaryKey(text), amount: integer, note: nullable(text) })
export const deliveries = table('deliveries', { sku: text, amount: integer })

export const labelled = table('labelled', { id: primaryKey(serial), sku: foreignKey(() => stock.c.sku) })

export const userAddresses = oneToMany(users, addresses)
export const addressUser = manyToOne(addresses, users)
export const userPosts = oneToMany(users, posts)
export const postUser = manyToOne(posts, users)
export const userManager = manyToOne(users, users)
export const postTags = oneToMany(posts, tags)
export const tagLabel = manyToOne(tags, labels)
export const postLabels = manyToMany(posts, labels, { by: tags })
export const manager = alias(users, 'manager')

const names = (state: string) => pipe(from(users), where(eq(users.c.state, state)), select({ name: users.c.name }))

export const jacks = names('jack')
export const eds = names('ed')
export const authors = names('author')
export const readers = names('reader')
export const ages = pipe(from(users), select({ age: users.c.age }))
export const recent = pipe(from(posts), limit(10), select({ id: posts.c.id, title: posts.c.title }), subquery('recent'))
export const recentPosts = pipe(from(posts), limit(10), select({ title: posts.c.title }), cte('recent'))
export const latest = pipe(
  from(posts),
  where(eq(posts.c.authorId, users.c.id)),
  orderBy(desc(posts.c.id)),
  limit(3),
  select({ title: posts.c.title }),
  lateral('latest'),
)
export const both = pipe(jacks, unionAll(eds))
export const newest = keyset({ createdAt: { by: posts.c.createdAt, direction: 'desc' } }, { id: posts.c.id })
export const byName = keyset({ name: users.c.name }, { id: users.c.id })
export const byAuthor = pipe(window, partitionBy(posts.c.authorId), orderedBy(posts.c.id))
export const byAge = pipe(window, orderedBy(users.c.age))
export const next = add(users.c.age, 1)
export const one_ = value(integer, 1)
export const input: string = 'input'
export const bytes: Uint8Array = Uint8Array.of(1)
export const chain = pipe(
  recursive('chain')(pipe(from(users), where(isNull(users.c.managerId)), select({ id: users.c.id })), (self) =>
    pipe(from(users), innerJoin(self, eq(self.c.id, users.c.managerId)), select({ id: users.c.id })),
  ),
)
export const x: number = 1
export const y: number = 2
export const request: { readonly direction: 'asc' | 'desc'; readonly sort: string; readonly cursor: string } = {
  direction: 'asc',
  sort: 'name',
  cursor: '',
}

/** The database on which the contestants' texts are run, and the same data each time. */
import { PGlite } from '@electric-sql/pglite'
import postgres from 'postgres'
import type { Built } from './shapes.js'

const schema = `joinery_bench_${process.pid}`

const rows = (table: string, columns: string, count: number): string =>
  `insert into ${table} select ${columns} from generate_series(1, ${count}) i`

const setUp: ReadonlyArray<string> = [
  `create schema ${schema}`,
  `set search_path to ${schema}`,
  'create table users (id serial primary key, name text not null, email text not null, image text not null, age int not null, active boolean not null, created timestamptz not null)',
  'create table movies (id serial primary key, title text not null, genre text not null, year int not null, rating float8 not null)',
  'create table customers (id serial primary key, company text not null, country text not null)',
  'create table products (id serial primary key, name text not null, price float8 not null)',
  'create table orders (id serial primary key, "customerId" int not null, ordered timestamptz not null, freight float8 not null)',
  'create table lines ("orderId" int, position int, "productId" int not null, quantity int not null, price float8 not null, primary key ("orderId", position))',
  'create table visits (id serial primary key, name text not null, email text not null, age int not null, active boolean not null)',
  rows(
    'users',
    `i, 'User ' || i, 'user' || i || '@example.com', 'user_' || i || '.jpg', 18 + i * 7 % 60, i % 5 <> 0, timestamptz '2022-01-01' + i % 100 * interval '1 day'`,
    500,
  ),
  rows(
    'movies',
    `i, 'Movie ' || i, (array['drama', 'comedy', 'action'])[1 + i % 3], 1950 + i * 13 % 75, i % 97 / 10.0`,
    500,
  ),
  rows('customers', `i, 'Company ' || i, 'Country ' || i % 7`, 50),
  rows('products', `i, 'Product ' || i, i * 1.5`, 40),
  rows('orders', `i, 1 + i % 50, timestamptz '2022-01-01' + i * interval '1 hour', i % 200 / 4.0`, 400),
  rows('lines', '1 + i % 400, i / 400, 1 + i % 40, 1 + i % 6, i % 90 / 2.0', 1600),
]

export interface Database {
  readonly name: string
  /** Sends one text with its values, and gives the rows, each as an array in the order of its columns. */
  readonly rows: (statement: Built) => Promise<ReadonlyArray<unknown>>
  readonly close: () => Promise<void>
}

const embedded = async (): Promise<Database> => {
  const db = await PGlite.create()
  return {
    name: 'PGlite',
    rows: async ({ text, values }) => (await db.query(text, [...values], { rowMode: 'array' })).rows,
    close: () => db.close(),
  }
}

const usual = ['postgres://postgres@127.0.0.1:5432/test', 'postgres://postgres:postgres@127.0.0.1:5432/test'] as const

/** The server, or null where none answers. */
const server = async (url: string): Promise<Database | null> => {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} })
  try {
    const [answer] = await sql`select version() as version`
    return {
      name: String(answer?.version).split(' ').slice(0, 2).join(' '),
      rows: async ({ text, values }) => [...(await sql.unsafe(text, [...values] as Array<never>).values())],
      close: () => sql.end({ timeout: 1 }),
    }
  } catch {
    await sql.end({ timeout: 0 })
    return null
  }
}

const found = async (): Promise<Database> => {
  const named = process.env.JOINERY_PG ?? process.env.DATABASE_URL
  for (const url of named === undefined ? usual : [named]) {
    const db = await server(url)
    if (db !== null) return db
  }
  if (named !== undefined) throw new Error('the server that JOINERY_PG or DATABASE_URL names does not answer')
  return embedded()
}

/** Runs the body on a schema of its own, which is dropped afterwards. */
export const withDatabase = async <A>(body: (db: Database) => Promise<A>): Promise<A> => {
  const db = await found()
  try {
    for (const text of setUp) await db.rows({ text, values: [] })
    return await body(db)
  } finally {
    await db.rows({ text: `drop schema if exists ${schema} cascade`, values: [] })
    await db.close()
  }
}

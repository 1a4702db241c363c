/** The data that statements run against, and the tables as text. */

export const setUp: ReadonlyArray<string> = [
  'create table users (id serial primary key, name text not null, email text not null, age int not null, active boolean not null, score float8 not null, created timestamptz not null)',
  'create table orders (id serial primary key, user_id int not null references users, total float8 not null, placed timestamptz not null)',
  'create table visits (id serial primary key, name text not null, age int not null, active boolean not null)',
  `insert into users select i, 'User ' || i, 'user' || i || '@example.com', 18 + i * 7 % 60, i % 5 <> 0, i % 97 / 8.0, timestamptz '2022-01-01' + i * interval '1 minute' from generate_series(1, 50000) i`,
  `insert into orders select i, 1 + i * 31 % 50000, i % 200 / 4.0, timestamptz '2022-01-01' + i * interval '1 hour' from generate_series(1, 100000) i`,
  'create index on orders (user_id)',
]

/** The key that a call asks for. */
export const keyAt = (i: number): number => 1 + ((i * 7919) % 50000)

export interface Visit {
  readonly name: string
  readonly age: number
  readonly active: boolean
}

export const visitAt = (i: number): Visit => ({ name: `visitor ${i % 1000}`, age: 18 + (i % 60), active: i % 2 === 0 })

/** Made once: what is measured is what becomes of them. */
export const visits: ReadonlyArray<Visit> = Array.from({ length: 1000 }, (_, i) => visitAt(i))

/** Keys that are asked for at once, by those who ask one by one. */
export const keysAt = (i: number): ReadonlyArray<number> => Array.from({ length: 16 }, (_, j) => keyAt(i + j))

/** A graph of films, those who watch them, and orders. */
export const setUp: ReadonlyArray<string> = [
  'create table people (id serial primary key, name text not null)',
  'create table movies (id serial primary key, title text not null, year int not null)',
  'create table parts (movie_id int not null references movies, person_id int not null references people, position int not null, primary key (movie_id, position))',
  'create table reviews (id serial primary key, movie_id int not null references movies, author_id int not null references people, body text not null, rating int not null, written timestamptz not null)',
  'create table customers (id serial primary key, company text not null)',
  'create table products (id serial primary key, name text not null)',
  'create table orders (id serial primary key, customer_id int not null references customers, placed timestamptz not null)',
  'create table lines (order_id int not null references orders, position int not null, product_id int not null references products, quantity int not null, primary key (order_id, position))',
  'create table makers (id serial primary key, name text not null)',
  'create table goods (id serial primary key, maker_id int not null, name text not null)',
  `insert into people select i, 'Person ' || i from generate_series(1, 5000) i`,
  `insert into movies select i, 'Movie ' || i, 1950 + i % 70 from generate_series(1, 2000) i`,
  `insert into parts select 1 + i % 2000, 1 + i * 7 % 5000, i / 2000 from generate_series(0, 19999) i`,
  `insert into reviews select i, 1 + i % 2000, 1 + i * 13 % 5000, repeat('well ', 8) || i, i % 10, timestamptz '2022-01-01' + i * interval '1 minute' from generate_series(1, 60000) i`,
  `insert into customers select i, 'Company ' || i from generate_series(1, 200) i`,
  `insert into products select i, 'Product ' || i from generate_series(1, 300) i`,
  `insert into orders select i, 1 + i % 200, timestamptz '2022-01-01' + i * interval '1 hour' from generate_series(1, 5000) i`,
  `insert into lines select 1 + i % 5000, i / 5000, 1 + i % 300, 1 + i % 9 from generate_series(0, 24999) i`,
  `insert into makers select i, 'Maker ' || i from generate_series(1, 300) i`,
  // no index on the key
  `insert into goods select i, 1 + i % 300, 'Good ' || i from generate_series(1, 3000) i`,
  'create index on reviews (movie_id)',
  'create index on reviews (author_id)',
  'create index on orders (customer_id)',
]

export const movieAt = (i: number): number => 1 + ((i * 37) % 2000)

export const personAt = (i: number): number => 1 + ((i * 37) % 5000)

/** The first of a hundred orders. */
export const orderAt = (i: number): number => 1 + ((i * 37) % 4900)

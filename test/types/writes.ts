/** Checked by `tsc`, never run: what may be written, and by which types of a table. */
import { pipe } from 'fp-ts/function'
import {
  add,
  alias,
  asText,
  type Branding,
  bigint,
  boolean,
  branded,
  type Changes,
  createTable,
  default_,
  defaultTo,
  deleteFrom,
  eq,
  everyRow,
  execute,
  foreignKey,
  from,
  insertInto,
  integer,
  isNull,
  json,
  limit,
  lower,
  mapped,
  type NewRow,
  now,
  nullable,
  orderBy,
  primaryKey,
  type Row,
  type RowOf,
  references,
  returning,
  select,
  serial,
  set,
  table,
  text,
  timestamptz,
  unique,
  update,
  value,
  values,
  where,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType, type Flat } from '../support/types.js'

// -------------------------------------------------------------------------------------
// the three types of a table
// -------------------------------------------------------------------------------------

const shops = table('shops', {
  id: pipe(serial, primaryKey, branded<'ShopId'>()),
  name: unique(text),
  note: nullable(text),
  open: pipe(boolean, defaultTo(true)),
  ownerId: nullable(foreignKey(() => users.c.id)),
  parentId: pipe(
    nullable(integer),
    references(() => shops.c.id),
  ),
  url: pipe(
    text,
    mapped(
      (s) => new URL(s),
      (u: URL) => u.href,
    ),
  ),
  data: json<{ readonly a: number }>(),
  at: pipe(timestamptz, asText, defaultTo(now() as never)),
})

type ShopId = Branding<number, 'ShopId'>

expectType<
  Equal<
    Row<typeof shops>,
    {
      readonly id: ShopId
      readonly name: string
      readonly note: string | null
      readonly open: boolean
      readonly ownerId: number | null
      readonly parentId: number | null
      readonly url: URL
      readonly data: { readonly a: number }
      readonly at: string
    }
  >
>()

expectType<
  Equal<
    Flat<NewRow<typeof shops>>,
    {
      readonly name: string
      readonly url: URL
      readonly data: { readonly a: number }
      readonly id?: ShopId
      readonly note?: string | null
      readonly open?: boolean
      readonly ownerId?: number | null
      readonly parentId?: number | null
      readonly at?: string
    }
  >
>()

expectType<
  Equal<
    Flat<Changes<typeof shops>>,
    {
      readonly id?: ShopId
      readonly name?: string
      readonly note?: string | null
      readonly open?: boolean
      readonly ownerId?: number | null
      readonly parentId?: number | null
      readonly url?: URL
      readonly data?: { readonly a: number }
      readonly at?: string
    }
  >
>()

// a foreign key has the type of its column, brand included
const items = table('items', { id: primaryKey(bigint), shopId: foreignKey(() => shops.c.id) })
expectType<Equal<Row<typeof items>, { readonly id: bigint; readonly shopId: ShopId }>>()

declare const shopId: ShopId
declare const itemId: bigint

eq(items.c.shopId, shops.c.id)
eq(items.c.shopId, shopId)
// @ts-expect-error any number is no ShopId
eq(items.c.shopId, 1)
// @ts-expect-error nor is a user's id
eq(items.c.shopId, users.c.id)

// -------------------------------------------------------------------------------------
// inserts
// -------------------------------------------------------------------------------------

const url = new URL('https://example.org')

pipe(insertInto(items), values({ id: itemId, shopId }))
pipe(insertInto(shops), values({ name: 'x', url, data: { a: 1 } }))
pipe(insertInto(shops), values([{ name: lower(value(text, 'X')), url, data: { a: 1 }, note: null, open: default_ }]))

// @ts-expect-error name is required
pipe(insertInto(users), values({ age: 1 }))
// @ts-expect-error in every row
pipe(insertInto(users), values([{ name: 'x' }, { age: 1 }]))
// @ts-expect-error an unknown key
pipe(insertInto(users), values({ name: 'x', naem: 'y' }))
// @ts-expect-error an unknown key in one row of several
pipe(insertInto(users), values([{ name: 'x' }, { name: 'y', naem: 'z' }]))
// @ts-expect-error a number is no name
pipe(insertInto(users), values({ name: 1 }))
// @ts-expect-error a name is not null
pipe(insertInto(users), values({ name: null }))
// @ts-expect-error undefined is no value
pipe(insertInto(users), values({ name: 'x', fullname: undefined }))
// @ts-expect-error an expression of another type
pipe(insertInto(users), values({ name: users.c.id }))
// @ts-expect-error a table is no value
pipe(insertInto(users), values({ name: users }))
// @ts-expect-error a table, not its name
insertInto('users')
// @ts-expect-error values belong to an insert
pipe(update(users), values({ name: 'x' }))
// @ts-expect-error an insert has no where
pipe(insertInto(users), values({ name: 'x' }), where(eq(users.c.id, 1)))

// -------------------------------------------------------------------------------------
// updates
// -------------------------------------------------------------------------------------

pipe(update(users), set({ age: add(users.c.age, 1), fullname: null, name: default_ }), where(isNull(users.c.age)))

// @ts-expect-error an unknown key
pipe(update(users), set({ naem: 'y' }))
// @ts-expect-error a number is no name
pipe(update(users), set({ name: 1 }))
// @ts-expect-error a name is not null
pipe(update(users), set({ name: null }))
// @ts-expect-error undefined is no value
pipe(update(users), set({ age: undefined }))
// @ts-expect-error an expression of another type
pipe(update(users), set({ age: users.c.name }))
// @ts-expect-error set belongs to an update
pipe(deleteFrom(users), set({ age: 1 }))
// @ts-expect-error an update has no order
pipe(update(users), set({ age: 1 }), orderBy(users.c.id))
// @ts-expect-error a delete has no limit
pipe(deleteFrom(users), limit(1))
// @ts-expect-error everyRow is for changes
pipe(from(users), everyRow)
// @ts-expect-error a select selects
pipe(from(users), returning({ id: users.c.id }))
// @ts-expect-error a change returns
pipe(deleteFrom(users), select({ id: users.c.id }))

// -------------------------------------------------------------------------------------
// returning
// -------------------------------------------------------------------------------------

const inserted = pipe(insertInto(users), values({ name: 'x' }), returning({ id: users.c.id, age: users.c.age }))
expectType<Equal<RowOf<typeof inserted>, { readonly id: number; readonly age: number | null }>>()

const updated = pipe(update(users), set({ age: 1 }), returning(users), where(eq(users.c.id, 1)))
expectType<Equal<RowOf<typeof updated>, Row<typeof users>>>()

const u = alias(users, 'u')
const deleted = pipe(deleteFrom(u), where(eq(u.c.id, 1)), returning({ gone: u.c.name }))
expectType<Equal<RowOf<typeof deleted>, { readonly gone: string }>>()

// -------------------------------------------------------------------------------------
// running
// -------------------------------------------------------------------------------------

execute(pipe(insertInto(users), values({ name: 'x' })))
execute(inserted)
execute(createTable(users))
// @ts-expect-error the condition of an update reads posts
execute(pipe(update(users), set({ age: 1 }), where(eq(posts.c.authorId, users.c.id))))

// -------------------------------------------------------------------------------------
// specs
// -------------------------------------------------------------------------------------

// @ts-expect-error a default of another type
pipe(integer, defaultTo('1'))
// @ts-expect-error a default that is null in a column that is not
pipe(integer, defaultTo(null))
// @ts-expect-error an expression of another type
pipe(integer, defaultTo(now()))
// @ts-expect-error an unknown action
foreignKey(() => users.c.id, { onDelete: 'drop' })
// @ts-expect-error a column, not a table
foreignKey(() => users)
// @ts-expect-error a column's type, not its name
table('t', { id: 'integer' })

pipe(nullable(integer), defaultTo(null))
pipe(integer, defaultTo(1))

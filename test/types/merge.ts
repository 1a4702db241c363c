/** Checked by `tsc`, never run: what a merge may read, write and return. */
import { pipe } from 'fp-ts/function'
import {
  add,
  all,
  and,
  assign,
  doNothing,
  eq,
  everyRow,
  execute,
  from,
  gt,
  integer,
  mergeAction,
  mergeInto,
  mergeUsing,
  newRow,
  nullable,
  oldRow,
  primaryKey,
  type RowOf,
  returning,
  select,
  subquery,
  table,
  text,
  thenDelete,
  thenInsert,
  thenUpdate,
  update,
  whenMatched,
  whenNotMatched,
  whenNotMatchedBySource,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const stock = table('stock', { sku: primaryKey(text), amount: integer, note: nullable(text) })
const deliveries = table('deliveries', { sku: text, amount: integer, note: nullable(text) })

const merging = pipe(mergeInto(stock), mergeUsing(deliveries, eq(stock.c.sku, deliveries.c.sku)))

const merged = pipe(
  merging,
  whenMatched(thenDelete, { and: eq(deliveries.c.amount, 0) }),
  whenMatched(thenUpdate({ amount: add(stock.c.amount, deliveries.c.amount), note: null })),
  whenNotMatched(thenInsert({ sku: deliveries.c.sku, amount: 1 }), { and: gt(deliveries.c.amount, 0) }),
  whenNotMatched(doNothing),
  returning({ action: mergeAction(), sku: stock.c.sku, from: deliveries.c.sku, was: oldRow(stock).c.amount }),
)
execute(merged)
expectType<
  Equal<
    RowOf<typeof merged>,
    {
      readonly action: 'INSERT' | 'UPDATE' | 'DELETE'
      readonly sku: string
      readonly from: string
      readonly was: number | null
    }
  >
>()

// a row of the table that no row of the source meets has none of the source
const cleaned = pipe(
  merging,
  whenNotMatchedBySource(thenUpdate({ amount: 0 }), { and: gt(stock.c.amount, 0) }),
  returning({ sku: stock.c.sku, from: deliveries.c.sku, whole: deliveries, now: newRow(stock) }),
)
expectType<
  Equal<
    RowOf<typeof cleaned>,
    {
      readonly sku: string
      readonly from: string | null
      readonly whole: { readonly sku: string; readonly amount: number; readonly note: string | null } | null
      readonly now: { readonly sku: string; readonly amount: number; readonly note: string | null } | null
    }
  >
>()
all(cleaned)

// the source may be a query
const recent = pipe(from(deliveries), select({ sku: deliveries.c.sku, n: deliveries.c.amount }), subquery('recent'))
execute(
  pipe(
    mergeInto(stock),
    mergeUsing(recent, and(eq(stock.c.sku, recent.c.sku), gt(recent.c.n, 1))),
    whenNotMatched(thenInsert({ sku: recent.c.sku, amount: recent.c.n }, { overriding: 'user' })),
  ),
)

// -------------------------------------------------------------------------------------
// what is refused
// -------------------------------------------------------------------------------------

// @ts-expect-error an unknown key
pipe(merging, whenMatched(thenUpdate({ amuont: 1 })))
// @ts-expect-error a number is no note
pipe(merging, whenMatched(thenUpdate({ note: 1 })))
// @ts-expect-error an amount is not null
pipe(merging, whenMatched(thenUpdate({ amount: null })))
// @ts-expect-error an amount is not null, and this note may be
pipe(merging, whenMatched(thenUpdate({ sku: deliveries.c.note })))
// @ts-expect-error sku is required
pipe(merging, whenNotMatched(thenInsert({ amount: 1 })))
// @ts-expect-error an unknown key
pipe(merging, whenNotMatched(thenInsert({ sku: 'x', amount: 1, naem: 'x' })))
// @ts-expect-error an update belongs to a row that is matched
pipe(merging, whenNotMatched(thenUpdate({ amount: 1 })))
// @ts-expect-error an insert belongs to a row that is not matched
pipe(merging, whenMatched(thenInsert({ sku: 'x', amount: 1 })))
// @ts-expect-error a row that is not matched meets none of stock
pipe(merging, whenNotMatched(thenInsert({ sku: stock.c.sku, amount: 1 })))
// @ts-expect-error nor does its condition
pipe(merging, whenNotMatched(doNothing, { and: eq(stock.c.sku, 'x') }))
// @ts-expect-error a row that is not matched by the source meets none of deliveries
pipe(merging, whenNotMatchedBySource(thenUpdate({ amount: deliveries.c.amount })))
// @ts-expect-error what may be null is known before returning
pipe(merging, returning({ from: deliveries.c.sku }), whenNotMatchedBySource(thenDelete))
// @ts-expect-error the table of another update
pipe(merging, whenMatched(thenUpdate({ amount: 1 }, assign(posts.c.title, 1))))
// @ts-expect-error a merge is no update
pipe(merging, everyRow)
// @ts-expect-error an update is no merge
pipe(update(stock), whenMatched(thenDelete))

const unread = pipe(merging, whenMatched(thenUpdate({ note: users.c.name })))
// @ts-expect-error it reads users
execute(unread)
const twice = pipe(mergeInto(stock), mergeUsing(stock, eq(stock.c.sku, 'x')), whenMatched(thenDelete))
// @ts-expect-error the alias stock twice
execute(twice)
const outside = pipe(from(users), select({ action: mergeAction() }))
// @ts-expect-error there is no merge
all(outside)

/** What the types say of computed columns, identities and views. */
import { pipe } from 'fp-ts/function'
import {
  bigint,
  type Changes,
  computed,
  from,
  identity,
  insertInto,
  integer,
  mul,
  type NewRow,
  type Row,
  select,
  set,
  table,
  text,
  update,
  values,
  view,
} from '../../lib/index.js'
import { type Equal, expectType } from '../support/types.js'

const lines = table('lines', {
  id: pipe(bigint, identity()),
  price: integer,
  total: pipe(
    integer,
    computed(() => mul(lines.c.price, 2)),
  ),
})

expectType<Equal<Row<typeof lines>, { readonly id: bigint; readonly price: number; readonly total: number }>>()

export const written: NewRow<typeof lines> = { price: 1 }
export const change: Changes<typeof lines> = { price: 1, id: 2n }

// @ts-expect-error the database computes it
export const wrong: NewRow<typeof lines> = { price: 1, total: 2 }

// @ts-expect-error the database computes it
pipe(insertInto(lines), values({ price: 1, total: 2 }))

// @ts-expect-error the database computes it
pipe(update(lines), set({ total: 2 }))

const cheap = pipe(from(lines), select({ id: lines.c.id, price: lines.c.price }), view('cheap'))

export const read = pipe(from(cheap), select({ price: cheap.c.price }))

// @ts-expect-error a view is read, and not written
insertInto(cheap)

// @ts-expect-error it has no such column
export const none = cheap.c.total

export const named = table('t', { name: text })

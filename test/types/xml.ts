/** Checked by `tsc`, never run: XML made of values, and rows made of XML. */
import { pipe } from 'fp-ts/function'
import {
  crossJoin,
  type Expr,
  forOrdinality,
  from,
  integer,
  isDocument,
  nullable,
  type RowOf,
  select,
  tableOf,
  text,
  value,
  xmlelement,
  xmlforest,
  xmlPathColumn,
  xmlparse,
  xmlTable,
  xpath,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const element = xmlelement('user', { id: users.c.id }, users.c.fullname, xmlelement('b'))
expectType<Equal<typeof element, Expr<string, 'users', never>>>()

// where all members are null, so is the forest
const forest = xmlforest({ title: posts.c.title, body: posts.c.body })
expectType<Equal<typeof forest, Expr<string | null, 'posts', never>>>()

const document = xmlparse('document', posts.c.body)
expectType<Equal<typeof document, Expr<string | null, 'posts', 'posts'>>>()

// @ts-expect-error it is either a document or content
xmlparse('text', posts.c.body)

// @ts-expect-error a number says no type of its own
xmlelement('a', {}, 1)

// @ts-expect-error a number is no XML
isDocument(users.c.id)

export const found: Expr<ReadonlyArray<string>, never, never> = xpath('/a', value(text, '<a/>'))

const line = tableOf('line')(
  xmlTable('/o/l', document, {
    nr: forOrdinality,
    sku: text,
    seats: xmlPathColumn(integer, '@seats', { default: 1 }),
    note: xmlPathColumn(nullable(text), 'note'),
  }),
)

const lines = pipe(
  from(posts),
  crossJoin(line),
  select({ nr: line.c.nr, sku: line.c.sku, seats: line.c.seats, note: line.c.note }),
)
expectType<
  Equal<
    RowOf<typeof lines>,
    { readonly nr: number; readonly sku: string; readonly seats: number; readonly note: string | null }
  >
>()

// @ts-expect-error the default is of the column's type
xmlPathColumn(integer, '@seats', { default: 'one' })

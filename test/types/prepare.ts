/** Checked by `tsc`, never run: the parameters and the values of prepared statements. */
import { pipe } from 'fp-ts/function'
import {
  add,
  all,
  array,
  eq,
  execute,
  from,
  in_,
  insertInto,
  integer,
  limit,
  nullable,
  prepare,
  type RowOf,
  type Runnable,
  select,
  set,
  subquery,
  text,
  update,
  values,
  where,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const named = prepare({ name: text, age: nullable(integer) }, (p) =>
  pipe(from(users), where(eq(users.c.name, p.name)), select({ id: users.c.id, older: add(p.age, 1) })),
)
expectType<
  Equal<
    typeof named,
    (values: {
      readonly name: string
      readonly age: number | null
    }) => Runnable<{ readonly id: number; readonly older: number | null }>
  >
>()
all(named({ name: 'jack', age: null }))
const jack = named({ name: 'jack', age: 1 })
expectType<Equal<RowOf<typeof jack>, { readonly id: number; readonly older: number | null }>>()

// @ts-expect-error a parameter without a value
named({ name: 'jack' })
// @ts-expect-error one that there is none of
named({ name: 'jack', age: 1, naem: 'x' })
// @ts-expect-error a number for a text
named({ name: 1, age: 1 })
// @ts-expect-error null where there is none
named({ name: null, age: 1 })
// @ts-expect-error undefined is no value
named({ name: 'jack', age: undefined })
// @ts-expect-error there is no such parameter
prepare({ id: integer }, (p) => pipe(from(users), where(eq(users.c.id, p.ident)), select(users)))
// @ts-expect-error a number is no name
prepare({ id: integer }, (p) => pipe(from(users), where(eq(users.c.name, p.id)), select(users)))
// @ts-expect-error the statement reads posts
prepare({ id: integer }, (p) => pipe(from(users), where(eq(posts.c.id, p.id)), select(users)))
// @ts-expect-error a type, not its name
prepare({ id: 'integer' }, () => pipe(from(users), select(users)))
// @ts-expect-error it is whole
pipe(named({ name: 'jack', age: 1 }), where(eq(users.c.id, 1)))
// @ts-expect-error nor is it a query any more
pipe(named({ name: 'jack', age: 1 }), subquery('jack'))

const renamed = prepare({ id: integer, name: text }, (p) =>
  pipe(update(users), set({ name: p.name }), where(eq(users.c.id, p.id))),
)
execute(renamed({ id: 1, name: 'x' }))
// @ts-expect-error it yields no rows
all(renamed({ id: 1, name: 'x' }))
execute(prepare({ name: text }, (p) => pipe(insertInto(users), values({ name: p.name })))({ name: 'x' }))
// @ts-expect-error a name is not null
prepare({ name: nullable(text) }, (p) => pipe(insertInto(users), values({ name: p.name })))

const paged = prepare({ ids: array(integer), rows: integer }, (p) =>
  pipe(from(users), where(in_(users.c.id, p.ids)), limit(p.rows), select({ id: users.c.id })),
)
all(paged({ ids: [1, 2], rows: 3 }))
// @ts-expect-error a list of texts
paged({ ids: ['x'], rows: 3 })
// @ts-expect-error numbers are no names
prepare({ ids: array(integer) }, (p) => pipe(from(users), where(in_(users.c.name, p.ids)), select(users)))
// @ts-expect-error a number is no list
prepare({ id: integer }, (p) => pipe(from(users), where(in_(users.c.id, p.id)), select(users)))
// @ts-expect-error a text is no number of rows
prepare({ rows: text }, (p) => pipe(from(users), limit(p.rows), select(users)))

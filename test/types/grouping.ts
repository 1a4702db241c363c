/** Checked by `tsc`, never run: what is null under grouping sets. */
import { pipe } from 'fp-ts/function'
import {
  coalesce,
  count,
  cube,
  desc,
  eq,
  from,
  groupBy,
  groupByDistinct,
  grouping,
  groupingSets,
  innerJoin,
  integer,
  isNull,
  max,
  type RowOf,
  rollup,
  select,
  value,
} from '../../lib/index.js'
import { comments, posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const joined = pipe(from(posts), innerJoin(users, eq(users.c.id, posts.c.authorId)))

const fields = {
  name: users.c.name,
  title: posts.c.title,
  known: coalesce(users.c.name, 'all'),
  n: count(),
  by: grouping(users.c.name),
  last: max(posts.c.id),
}

const rolledUp = pipe(joined, groupBy(posts.c.title, rollup(users.c.name)), select(fields))
expectType<
  Equal<
    RowOf<typeof rolledUp>,
    {
      readonly name: string | null
      readonly title: string
      readonly known: string
      readonly n: number
      readonly by: number
      readonly last: number | null
    }
  >
>()

const cubed = pipe(joined, groupBy(cube([users.c.name, posts.c.title])), select({ title: posts.c.title }))
expectType<Equal<RowOf<typeof cubed>, { readonly title: string | null }>>()

const nested = pipe(
  joined,
  groupBy(groupingSets(rollup(users.c.name, users.c.id), posts.c.title)),
  select({ name: users.c.name, title: posts.c.title }),
)
expectType<Equal<RowOf<typeof nested>, { readonly name: string | null; readonly title: string | null }>>()

const everything = pipe(joined, groupBy(users.c.name, groupingSets([])), select({ name: users.c.name }))
expectType<Equal<RowOf<typeof everything>, { readonly name: string }>>()

const once = pipe(joined, groupByDistinct(rollup(users.c.name)), select({ name: users.c.name }))
expectType<Equal<RowOf<typeof once>, { readonly name: string | null }>>()

const listed = pipe(joined, groupBy(groupingSets([users.c.name], [])), select({ name: users.c.name }))
expectType<Equal<RowOf<typeof listed>, { readonly name: string | null }>>()

const plain = pipe(joined, groupBy(users.c.name), select({ name: users.c.name }))
expectType<Equal<RowOf<typeof plain>, { readonly name: string }>>()

// @ts-expect-error it comes before select, which has to know what may be null
pipe(joined, select({ name: users.c.name }), groupBy(rollup(users.c.name)))
// @ts-expect-error null would not show in the type of what is never null
rollup(coalesce(users.c.name, 'x'))
// @ts-expect-error nor in a list
cube(users.c.name, [posts.c.title, isNull(users.c.name)])
// @ts-expect-error nor in a set
groupingSets([users.c.name], [value(integer, 1)])
// @ts-expect-error a table is no expression
rollup(users)
// @ts-expect-error a table is no grouping
groupingSets(users)
// @ts-expect-error nor in an inner one
groupingSets(rollup(coalesce(users.c.name, 'x')))
// @ts-expect-error it comes before select too
pipe(joined, select({ name: users.c.name }), groupByDistinct(rollup(users.c.name)))
// @ts-expect-error an order is no grouping
groupByDistinct(desc(users.c.name))
// @ts-expect-error grouping takes expressions
grouping(rollup(users.c.name))

export const fine = [
  rollup(users.c.name, [posts.c.title, comments.c.text]),
  rollup(max(posts.c.id)),
  pipe(joined, select({ name: users.c.name }), groupBy(users.c.name)),
]

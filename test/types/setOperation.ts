/** Checked by `tsc`, never run: the rows of set operations, and which queries may be combined. */
import { pipe } from 'fp-ts/function'
import {
  all,
  desc,
  eq,
  except,
  exists,
  from,
  leftJoin,
  limit,
  lower,
  null_,
  orderBy,
  orderByOutput,
  type RowOf,
  scalar,
  select,
  text,
  union,
  unionAll,
  where,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const names = pipe(from(users), select({ id: users.c.id, name: users.c.name }))
const fullnames = pipe(from(users), select({ id: users.c.id, name: users.c.fullname }))

const mixed = pipe(names, union(fullnames), limit(1))
expectType<Equal<RowOf<typeof mixed>, { readonly id: number; readonly name: string | null }>>()

const back = pipe(fullnames, except(names))
expectType<Equal<RowOf<typeof back>, { readonly id: number; readonly name: string | null }>>()

const plain = pipe(names, unionAll(names), unionAll(names))
expectType<Equal<RowOf<typeof plain>, { readonly id: number; readonly name: string }>>()

const nulls = pipe(names, union(pipe(from(users), select({ id: users.c.id, name: null_(text) }))))
expectType<Equal<RowOf<typeof nulls>, { readonly id: number; readonly name: string | null }>>()

const outer = pipe(
  from(users),
  leftJoin(posts, eq(posts.c.authorId, users.c.id)),
  select({ id: users.c.id, name: posts.c.title }),
)
const withOuter = pipe(names, union(outer))
expectType<Equal<RowOf<typeof withOuter>, { readonly id: number; readonly name: string | null }>>()

export const run = all(
  pipe(
    mixed,
    orderByOutput((row) => [desc(row.name), row.id]),
  ),
)

// @ts-expect-error only one of the two queries selects name
pipe(names, union(pipe(from(users), select({ id: users.c.id }))))

// @ts-expect-error the two queries have two types for name
pipe(names, union(pipe(from(users), select({ id: users.c.id, name: users.c.age }))))

// @ts-expect-error nothing is selected
pipe(names, union(from(users)))

// @ts-expect-error nothing is selected on the left
pipe(from(users), union(names))

pipe(
  names,
  union(names),
  // @ts-expect-error the row has no such column
  orderByOutput((row) => [row.title]),
)

pipe(
  names,
  union(names),
  // @ts-expect-error an output column is ordered by as it is
  orderByOutput((row) => [lower(row.name)]),
)

// @ts-expect-error a set operation has no tables to order by
pipe(names, union(names), orderBy(users.c.id))

// @ts-expect-error nor to filter
pipe(names, union(names), where(eq(users.c.id, 1)))

// each operand completes itself, and what neither has is free
const ofUser = pipe(
  from(posts),
  where(eq(posts.c.authorId, users.c.id)),
  select({ id: posts.c.id }),
  union(pipe(from(posts), select({ id: posts.c.id }))),
)

export const correlated = all(pipe(from(users), where(exists(ofUser)), select({ first: scalar(ofUser) })))

// @ts-expect-error an operand reads users, which it has not got
all(ofUser)

// @ts-expect-error the other operand's tables are not in scope
all(pipe(names, union(pipe(from(posts), select({ id: users.c.id, name: posts.c.title })))))

/** Checked by `tsc`, never run: common table expressions and recursions as sources. */
import { pipe } from 'fp-ts/function'
import {
  add,
  all,
  cte,
  deleteFrom,
  eq,
  from,
  innerJoin,
  integer,
  leftJoin,
  null_,
  nullable,
  type RowOf,
  recursive,
  returning,
  select,
  selectOnly,
  union,
  value,
  where,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const names = pipe(from(users), select({ id: users.c.id, fullname: users.c.fullname }), cte('names'))

const plain = pipe(from(names), select(names))
expectType<Equal<RowOf<typeof plain>, { readonly id: number; readonly fullname: string | null }>>()

const outer = pipe(from(posts), leftJoin(names, eq(names.c.id, posts.c.authorId)), select({ id: names.c.id }))
expectType<Equal<RowOf<typeof outer>, { readonly id: number | null }>>()

const gone = pipe(deleteFrom(posts), where(eq(posts.c.id, 1)), returning({ title: posts.c.title }), cte('gone'))
const readGone = pipe(from(gone), select({ title: gone.c.title }))
expectType<Equal<RowOf<typeof readGone>, { readonly title: string }>>()

export const combined = pipe(from(names), select(names), union(pipe(from(names), select(names))), cte('combined'))

// @ts-expect-error names is not in scope
all(pipe(from(users), select({ id: names.c.id })))

// @ts-expect-error it reads users, which it has not got
pipe(from(posts), where(eq(posts.c.authorId, users.c.id)), select({ id: posts.c.id }), cte('x'))

// @ts-expect-error it selects nothing
pipe(from(posts), cte('x'))

// @ts-expect-error it returns nothing
pipe(deleteFrom(posts), where(eq(posts.c.id, 1)), cte('x'))

// @ts-expect-error materialized is true or false
cte('x', { materialized: 'yes' })

const numbers = recursive('numbers')(selectOnly({ n: value(integer, 1) }), (self) =>
  pipe(from(self), select({ n: add(self.c.n, 1) })),
)
const counting = pipe(from(numbers), select(numbers))
expectType<Equal<RowOf<typeof counting>, { readonly n: number }>>()

const anchor = pipe(from(users), select({ id: users.c.id, managerId: users.c.managerId }))
const chain = recursive('chain', 'union')(anchor, (self) =>
  pipe(
    from(users),
    innerJoin(self, eq(self.c.managerId, users.c.id)),
    select({ id: users.c.id, managerId: users.c.managerId }),
  ),
)
const chained = pipe(from(chain), select(chain))
expectType<Equal<RowOf<typeof chained>, { readonly id: number; readonly managerId: number | null }>>()

// a null that becomes a value later is a value that may be null from the start
export const widened = recursive('widened')(selectOnly({ n: value(nullable(integer), null) }), () =>
  selectOnly({ n: value(integer, 1) }),
)
export const nullAnchor = recursive('widened')(selectOnly({ n: null_(integer) }), () =>
  selectOnly({ n: value(integer, 1) }),
)

// @ts-expect-error what the anchor says is not null may be null in the step
recursive('x')(selectOnly({ n: value(integer, 1) }), () => pipe(from(users), select({ n: users.c.age })))

// @ts-expect-error another key
recursive('x')(selectOnly({ n: value(integer, 1) }), () => pipe(from(users), select({ m: users.c.id })))

// @ts-expect-error the step reads posts, which it has not got
recursive('x')(selectOnly({ n: value(integer, 1) }), () => pipe(from(users), select({ n: posts.c.id })))

// @ts-expect-error neither union nor unionAll
recursive('x', 'except')

/** Checked by `tsc`, never run: what a lateral query reads has to be there when it is joined. */
import { pipe } from 'fp-ts/function'
import {
  alias,
  all,
  crossJoinLateral,
  eq,
  from,
  innerJoinLateral,
  lateral,
  leftJoin,
  leftJoinLateral,
  type RowOf,
  select,
  where,
} from '../../lib/index.js'
import { comments, posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const latest = pipe(
  from(posts),
  where(eq(posts.c.authorId, users.c.id)),
  select({ title: posts.c.title, body: posts.c.body }),
  lateral('latest'),
)

const inner = pipe(from(users), innerJoinLateral(latest), select({ title: latest.c.title, body: latest.c.body }))
expectType<Equal<RowOf<typeof inner>, { readonly title: string; readonly body: string | null }>>()
export const runs = all(inner)

const outer = pipe(from(users), leftJoinLateral(latest), select({ title: latest.c.title }))
expectType<Equal<RowOf<typeof outer>, { readonly title: string | null }>>()

// what it reads may have no row itself
const boss = alias(users, 'boss')
const copied = pipe(from(boss), select({ title: posts.c.title }), lateral('copied'))
const copying = pipe(
  from(users),
  leftJoin(posts, eq(posts.c.authorId, users.c.id)),
  crossJoinLateral(copied),
  select({ title: copied.c.title }),
)
expectType<Equal<RowOf<typeof copying>, { readonly title: string | null }>>()

// @ts-expect-error it reads users, which this statement has not got
all(pipe(from(comments), innerJoinLateral(latest), select({ title: latest.c.title })))

// @ts-expect-error latest is not joined
all(pipe(from(users), select({ title: latest.c.title })))

// @ts-expect-error it selects nothing
pipe(from(posts), lateral('x'))

// @ts-expect-error an outer join comes before select
pipe(from(users), select({ id: users.c.id }), leftJoinLateral(latest))

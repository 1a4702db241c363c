/** Checked by `tsc`, never run: inserts from queries, and changes that read other sources. */
import { pipe } from 'fp-ts/function'
import {
  alias,
  all,
  and,
  deleteFrom,
  eq,
  execute,
  from,
  innerJoin,
  insertFrom,
  insertInto,
  leftJoin,
  type Row,
  type RowOf,
  returning,
  select,
  set,
  update,
  updateFrom,
  using,
  where,
} from '../../lib/index.js'
import { comments, posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

// -------------------------------------------------------------------------------------
// insertFrom
// -------------------------------------------------------------------------------------

const named = pipe(from(posts), select({ name: posts.c.title }))
const inserted = pipe(insertInto(users), insertFrom(named), returning({ id: users.c.id }))
expectType<Equal<RowOf<typeof inserted>, { readonly id: number }>>()
execute(inserted)

const ages = pipe(from(users), select({ age: users.c.age }))
// @ts-expect-error name is required
pipe(insertInto(users), insertFrom(ages))
const numbers = pipe(from(posts), select({ name: posts.c.id }))
// @ts-expect-error a number is no name
pipe(insertInto(users), insertFrom(numbers))
const nullable = pipe(from(users), select({ name: users.c.fullname }))
// @ts-expect-error a name is not null
pipe(insertInto(users), insertFrom(nullable))
const open = pipe(from(posts), where(eq(posts.c.authorId, users.c.id)), select({ name: posts.c.title }))
// @ts-expect-error the query reads users
pipe(insertInto(users), insertFrom(open))
// @ts-expect-error the query selects nothing
pipe(insertInto(users), insertFrom(from(posts)))
// @ts-expect-error it belongs to an insert
pipe(update(users), insertFrom(named))

// -------------------------------------------------------------------------------------
// updateFrom, using
// -------------------------------------------------------------------------------------

const ofAuthor = eq(posts.c.authorId, users.c.id)
const signed = pipe(
  update(posts),
  set({ title: users.c.name }),
  updateFrom(users),
  where(ofAuthor),
  returning({ title: posts.c.title, age: users.c.age }),
)
expectType<Equal<RowOf<typeof signed>, { readonly title: string; readonly age: number | null }>>()
all(signed)

execute(pipe(deleteFrom(posts), using(users), using(comments), where(and(ofAuthor, eq(comments.c.postId, posts.c.id)))))

declare const anything: any
execute(pipe(update(users), set({ name: anything, age: 1 }), where(eq(users.c.id, 1))))

const twice = pipe(deleteFrom(users), using(users), where(eq(users.c.id, 1)))
// @ts-expect-error the alias users twice
execute(twice)
execute(pipe(deleteFrom(users), using(alias(users, 'boss')), where(eq(users.c.id, 1))))
const unread = pipe(update(posts), set({ title: users.c.name }), where(eq(posts.c.id, 1)))
// @ts-expect-error what it sets reads users
execute(unread)
// @ts-expect-error a delete has using
pipe(deleteFrom(posts), updateFrom(users))
// @ts-expect-error an update has updateFrom
pipe(update(posts), using(users))

// -------------------------------------------------------------------------------------
// joins
// -------------------------------------------------------------------------------------

const joined = pipe(from(users), leftJoin(comments, eq(comments.c.authorId, users.c.id)))
const fromJoined = pipe(
  update(posts),
  updateFrom(joined),
  set({ title: users.c.name }),
  where(ofAuthor),
  returning({ title: posts.c.title, name: users.c.name, text: comments.c.text, comment: comments }),
)
expectType<
  Equal<
    RowOf<typeof fromJoined>,
    {
      readonly title: string
      readonly name: string
      readonly text: string | null
      readonly comment: Row<typeof comments> | null
    }
  >
>()
all(fromJoined)
execute(pipe(deleteFrom(posts), using(joined), where(ofAuthor)))
// @ts-expect-error a select that selects is no join
pipe(update(posts), updateFrom(pipe(from(users), select({ id: users.c.id }))))
// @ts-expect-error what may be null is known before returning
pipe(update(posts), set({ title: 'x' }), returning({ id: posts.c.id }), updateFrom(joined))
const unjoined = pipe(deleteFrom(posts), using(pipe(from(users), innerJoin(comments, ofAuthor))), where(ofAuthor))
execute(unjoined)
const twiceJoined = pipe(deleteFrom(users), using(joined), where(eq(users.c.id, 1)))
// @ts-expect-error the alias users twice
execute(twiceJoined)

/** Checked by `tsc`, never run: a lock is of what a statement reads. */
import { pipe } from 'fp-ts/function'
import { all, distinctOn, forShare, forUpdate, from, type RowOf, select } from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const names = pipe(from(users), select({ name: users.c.name }))

const locked = pipe(names, forUpdate({ of: [users], wait: 'nowait' }), forShare())
expectType<Equal<RowOf<typeof locked>, { readonly name: string }>>()
export const runs = all(locked)

// @ts-expect-error this statement reads posts, which it has not got
all(pipe(names, forUpdate({ of: [posts] })))

// @ts-expect-error neither nowait nor skip locked
forUpdate({ wait: 'never' })

// @ts-expect-error this statement reads posts, which it has not got
all(pipe(names, distinctOn(posts.c.id)))

// @ts-expect-error distinct on nothing
distinctOn()

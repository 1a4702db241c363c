/** Checked by `tsc`, never run: the rows of an update of many. */
import { pipe } from 'fp-ts/function'
import { eq, execute, type RowOf, returning, updateMany, where } from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const changed = pipe(
  updateMany(users, 'id', [{ id: 1, age: null, name: 'x' }]),
  where(eq(users.c.state, 'new')),
  returning({ id: users.c.id, age: users.c.age }),
)
expectType<Equal<RowOf<typeof changed>, { readonly id: number; readonly age: number | null }>>()
execute(changed)
execute(updateMany(posts, ['authorId', 'title'], [{ authorId: 1, title: 'x', body: null }]))

declare const rows: ReadonlyArray<{ readonly id: number; readonly name: string }>
execute(updateMany(users, 'id', rows))

// @ts-expect-error no such key
updateMany(users, 'ident', [{ id: 1, name: 'x' }])
// @ts-expect-error a row without its key
updateMany(users, 'id', [{ name: 'x' }])
// @ts-expect-error without one of two
updateMany(posts, ['authorId', 'title'], [{ authorId: 1, body: null }])
// @ts-expect-error a key that is null
updateMany(users, 'managerId', [{ managerId: null, name: 'x' }])
// @ts-expect-error an unknown column
updateMany(users, 'id', [{ id: 1, naem: 'x' }])
// @ts-expect-error a number is no name
updateMany(users, 'id', [{ id: 1, name: 1 }])
// @ts-expect-error a name is not null
updateMany(users, 'id', [{ id: 1, name: null }])
// @ts-expect-error values, and no expressions
updateMany(users, 'id', [{ id: 1, name: users.c.name }])
const unread = pipe(updateMany(users, 'id', rows), where(eq(posts.c.id, 1)))
// @ts-expect-error it reads posts
execute(unread)

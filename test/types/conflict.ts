/** Checked by `tsc`, never run: what an upsert may set and read. */
import { pipe } from 'fp-ts/function'
import {
  add,
  allColumnsExcept,
  concat,
  doNothing,
  doUpdate,
  eq,
  execute,
  gt,
  insertInto,
  onConflict,
  onConstraint,
  type RowOf,
  returning,
  values,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const jack = pipe(insertInto(users), values({ name: 'jack' }))

const upsert = pipe(
  jack,
  onConflict(
    users.c.name,
    doUpdate((excluded) => ({ name: concat(excluded.name, users.c.name), age: add(excluded.age, 1), fullname: null }), {
      where: (excluded) => gt(excluded.age, users.c.age),
    }),
  ),
  returning({ id: users.c.id, age: users.c.age }),
)
expectType<Equal<RowOf<typeof upsert>, { readonly id: number; readonly age: number | null }>>()
execute(upsert)

execute(pipe(jack, onConflict([users.c.name, users.c.id], doNothing)))
execute(pipe(jack, onConflict(onConstraint('users_name_key'), doUpdate(allColumnsExcept(users.c.id)))))
execute(
  pipe(
    jack,
    onConflict(
      users.c.name,
      doUpdate((excluded) => ({ age: excluded.age })),
      { where: eq(users.c.state, 'new') },
    ),
  ),
)

// @ts-expect-error the column of another table
pipe(jack, onConflict(posts.c.id, doNothing))
pipe(
  jack,
  onConflict(
    users.c.name,
    // @ts-expect-error an unknown key
    doUpdate(() => ({ naem: 'x' })),
  ),
)
pipe(
  jack,
  onConflict(
    users.c.name,
    // @ts-expect-error a number is no name
    doUpdate(() => ({ name: 1 })),
  ),
)
pipe(
  jack,
  onConflict(
    users.c.name,
    // @ts-expect-error a name is not null
    doUpdate(() => ({ name: null })),
  ),
)
pipe(
  jack,
  onConflict(
    users.c.name,
    // @ts-expect-error excluded has the columns of the table
    doUpdate((excluded) => ({ name: excluded.naem })),
  ),
)
pipe(
  jack,
  onConflict(
    users.c.name,
    // @ts-expect-error an expression of another type
    doUpdate((excluded) => ({ name: excluded.id })),
  ),
)
// @ts-expect-error it belongs to an insert
pipe(users, onConflict(users.c.name, doNothing))

const readsPosts = pipe(
  jack,
  onConflict(
    users.c.name,
    doUpdate(() => ({ name: posts.c.title })),
  ),
)
// @ts-expect-error what it sets reads posts
execute(readsPosts)
const whereReadsPosts = pipe(
  jack,
  onConflict(
    users.c.name,
    doUpdate(() => ({ age: 1 }), { where: () => eq(posts.c.id, 1) }),
  ),
)
// @ts-expect-error its condition reads posts
execute(whereReadsPosts)

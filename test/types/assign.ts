/** Checked by `tsc`, never run: new values for parts of columns, for several at once, and versions of rows. */
import { pipe } from 'fp-ts/function'
import {
  all,
  assign,
  assignFrom,
  count,
  defaultTo,
  defaultValues,
  deleteFrom,
  doNothing,
  doUpdate,
  eq,
  everyRow,
  execute,
  from,
  insertFrom,
  insertInto,
  integer,
  lower,
  newRow,
  nullable,
  oldRow,
  onConflict,
  opclass,
  overriding,
  type Row,
  type RowOf,
  returning,
  select,
  serial,
  set,
  setFrom,
  setTo,
  table,
  text,
  update,
  updateFrom,
  upper,
  value,
  values,
  where,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

// -------------------------------------------------------------------------------------
// setTo
// -------------------------------------------------------------------------------------

execute(pipe(update(users), setTo(users.c.age, 1), setTo(users.c.name, lower(users.c.name)), everyRow))
execute(pipe(update(posts), setTo(posts.c.title, users.c.name), updateFrom(users), everyRow))
execute(pipe(update(users), setTo(users.c.age, null), everyRow))
// @ts-expect-error a text is no age
pipe(update(users), setTo(users.c.age, 'x'))
// @ts-expect-error a name is not null
pipe(update(users), setTo(users.c.name, null))
// @ts-expect-error an expression of another type
pipe(update(users), setTo(users.c.age, users.c.name))
// @ts-expect-error it belongs to an update
pipe(deleteFrom(users), setTo(users.c.age, 1))
const readsUsers = pipe(update(posts), setTo(posts.c.title, users.c.name), everyRow)
// @ts-expect-error it reads users
execute(readsUsers)

// -------------------------------------------------------------------------------------
// setFrom
// -------------------------------------------------------------------------------------

const written = pipe(
  from(posts),
  where(eq(posts.c.authorId, users.c.id)),
  select({ age: count(), fullname: value(text, 'x') }),
)
execute(pipe(update(users), setFrom(written), everyRow))
execute(pipe(update(users), setFrom(written, { age: users.c.age, fullname: users.c.name }), everyRow))

const alone = pipe(update(posts), setFrom(pipe(from(users), select({ title: users.c.name }))), everyRow)
execute(alone)
// @ts-expect-error the query reads users, which an update of posts has not got
execute(pipe(update(posts), setFrom(pipe(from(posts), select({ title: users.c.name }))), everyRow))
const unknown = pipe(from(posts), select({ age: count(), naem: posts.c.title }))
// @ts-expect-error an unknown key
pipe(update(users), setFrom(unknown))
const numbers = pipe(from(posts), select({ name: count() }))
// @ts-expect-error a number is no name
pipe(update(users), setFrom(numbers))
// @ts-expect-error nor with its target said
pipe(update(users), setFrom(numbers, { name: users.c.name }))
// @ts-expect-error a key without a target
pipe(update(users), setFrom(written, { age: users.c.age }))
// @ts-expect-error the query selects nothing
pipe(update(users), setFrom(from(posts)))

// -------------------------------------------------------------------------------------
// inserts
// -------------------------------------------------------------------------------------

execute(pipe(insertInto(users), values({ id: 1, name: 'x' }), overriding('system')))
// @ts-expect-error one of the two
overriding('always')
// @ts-expect-error an update overrides nothing
pipe(update(users), overriding('user'))

const logs = table('logs', { id: serial, note: pipe(text, defaultTo('x')), at: nullable(integer) })
execute(pipe(insertInto(logs), defaultValues))
// @ts-expect-error a user needs a name
pipe(insertInto(users), defaultValues)

// there is no row that a value could read
// @ts-expect-error not even the table that is inserted into
pipe(insertInto(users), values({ name: users.c.name }))
// @ts-expect-error nor inside another expression
pipe(insertInto(users), values([{ name: 'x' }, { name: upper(posts.c.title) }]))
execute(pipe(insertInto(users), values({ name: upper(value(text, 'x')) })))

const titles = pipe(from(posts), select({ first: posts.c.title, n: posts.c.id }))
execute(pipe(insertInto(users), insertFrom(titles, { first: users.c.name, n: users.c.age })))
// @ts-expect-error a text is no age
pipe(insertInto(users), insertFrom(titles, { first: users.c.age, n: users.c.id }))
// @ts-expect-error a key without a target
pipe(insertInto(users), insertFrom(titles, { first: users.c.name }))

// -------------------------------------------------------------------------------------
// conflicts
// -------------------------------------------------------------------------------------

const jack = pipe(insertInto(users), values({ name: 'jack' }))
execute(pipe(jack, onConflict(lower(users.c.name), doNothing)))
execute(pipe(jack, onConflict([users.c.id, opclass(lower(users.c.name), 'text_pattern_ops')], doNothing)))
// @ts-expect-error an expression over another table
pipe(jack, onConflict(lower(posts.c.title), doNothing))

execute(
  pipe(
    jack,
    onConflict(
      users.c.name,
      doUpdate(() => ({}), { also: (excluded) => [assign(users.c.fullname, excluded.name)] }),
    ),
  ),
)
const alsoReads = pipe(
  jack,
  onConflict(
    users.c.name,
    doUpdate(() => ({}), { also: () => [assign(users.c.fullname, posts.c.title)] }),
  ),
)
// @ts-expect-error it reads posts
execute(alsoReads)
assignFrom(written, { age: users.c.age, fullname: users.c.fullname })
// @ts-expect-error a number for a text
assign(users.c.name, 1)

// -------------------------------------------------------------------------------------
// versions of rows
// -------------------------------------------------------------------------------------

const versions = { id: users.c.id, was: oldRow(users).c.name, is: newRow(users).c.name, before: oldRow(users) }

const updated = pipe(update(users), set({ age: 1 }), everyRow, returning(versions))
all(updated)
expectType<
  Equal<
    RowOf<typeof updated>,
    { readonly id: number; readonly was: string; readonly is: string; readonly before: Row<typeof users> }
  >
>()

const inserted = pipe(insertInto(users), values({ name: 'x' }), returning(versions))
all(inserted)
expectType<
  Equal<
    RowOf<typeof inserted>,
    { readonly id: number; readonly was: string | null; readonly is: string; readonly before: Row<typeof users> | null }
  >
>()

const deleted = pipe(deleteFrom(users), everyRow, returning({ was: oldRow(users).c.name, is: newRow(users).c.name }))
expectType<Equal<RowOf<typeof deleted>, { readonly was: string; readonly is: string | null }>>()

const outside = pipe(update(users), set({ age: 1 }), where(eq(oldRow(users).c.id, 1)))
// @ts-expect-error there is no old row outside returning
execute(outside)
const filtered = pipe(from(users), select({ was: oldRow(users).c.name }))
// @ts-expect-error a select has none
all(filtered)
// @ts-expect-error it is no source
from(oldRow(users))

/** Checked by `tsc`, never run: functions over any query that has a table in scope. */

import { flow, pipe } from 'fp-ts/function'
import * as O from 'fp-ts/Option'
import {
  type AnySelect,
  all,
  and,
  asc,
  type Condition,
  type Cursor,
  collect,
  count,
  countOf,
  cursorOf,
  deleteFrom,
  desc,
  eq,
  execute,
  exists,
  filterBy,
  firstPage,
  from,
  gt,
  type InScope,
  ifDefined,
  ifSome,
  innerJoin,
  isNull,
  type Joining,
  keyset,
  leftJoin,
  limit,
  offset,
  oneToMany,
  orderBy,
  orderByAllowed,
  pageAfter,
  pageBefore,
  type RowOf,
  type Select,
  scalar,
  select,
  set,
  subquery,
  type Using,
  update,
  where,
  whereDefined,
  whereSome,
  withCriteria,
  withSchema,
} from '../../lib/index.js'
import { addresses, comments, posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

// -------------------------------------------------------------------------------------
// fragments
// -------------------------------------------------------------------------------------

// a clause is a value, and so is a pipeline of them
const adults = where(gt(users.c.age, 18))
const published = where(eq(posts.c.published, true))
const newest = flow(orderBy(desc(posts.c.createdAt)), limit(10))
const page = (n: number) => flow(limit(10), offset(n * 10))

const titles = pipe(
  from(users),
  innerJoin(posts, eq(posts.c.authorId, users.c.id)),
  adults,
  published,
  newest,
  select({ title: posts.c.title }),
  page(2),
)
all(titles)
expectType<Equal<RowOf<typeof titles>, { readonly title: string }>>()
execute(pipe(update(users), set({ state: 'x' }), adults))
execute(pipe(deleteFrom(users), adults))

const unread = pipe(from(posts), adults, select({ id: posts.c.id }))
// @ts-expect-error the fragment reads users, which the query has not got
all(unread)
// inside a query that has them, it is a correlated subquery
all(pipe(from(users), where(exists(unread)), select({ id: users.c.id })))

// -------------------------------------------------------------------------------------
// functions over queries
// -------------------------------------------------------------------------------------

// over any query: what it reads is added to what the query uses
const ofState =
  (state: string) =>
  <Q extends AnySelect>(query: Q): Using<Q, 'users'> =>
    where(eq(users.c.state, state))(query)

// over a query that has users: the error is where it is used, and not where the query runs
const withAuthor = <Q extends AnySelect>(
  query: Q & InScope<Q, 'posts'>,
): Joining<Q, 'users', 'users' | 'posts', never> => innerJoin(users, eq(posts.c.authorId, users.c.id))(query)

const authored = pipe(from(posts), withAuthor, ofState('new'), select({ title: posts.c.title, name: users.c.name }))
all(authored)
expectType<Equal<RowOf<typeof authored>, { readonly title: string; readonly name: string }>>()
all(pipe(from(comments), innerJoin(posts, eq(comments.c.postId, posts.c.id)), withAuthor, select({ n: users.c.name })))
// @ts-expect-error the query has no posts
pipe(from(comments), withAuthor)

// a page and its total
const paged = <S, U, R>(query: Select<S, any, U, R>, n: number) => ({ rows: page(n)(query), total: countOf(query) })
const both = paged(authored, 1)
all(both.rows)
all(both.total)
expectType<Equal<RowOf<typeof both.total>, { readonly count: number }>>()
expectType<Equal<RowOf<typeof both.rows>, { readonly title: string; readonly name: string }>>()

// a condition as a function of any alias
const isAdult = (u: { readonly c: { readonly age: typeof users.c.age } }): Condition<'users'> => gt(u.c.age, 18)
all(pipe(from(users), where(and(isAdult(users), isNull(users.c.fullname))), select(users)))

// a correlated count
const written = countOf(pipe(from(posts), where(eq(posts.c.authorId, users.c.id))))
all(pipe(from(users), select({ n: scalar(written) })))
// @ts-expect-error by itself it reads users
all(written)

// -------------------------------------------------------------------------------------
// optional filters
// -------------------------------------------------------------------------------------

declare const input: { readonly name?: string; readonly id: O.Option<number>; readonly age: number | null }

const found = pipe(
  from(users),
  whereDefined(input.name, (name) => eq(users.c.name, name)),
  whereSome(input.id, (id) => eq(users.c.id, id)),
  where(
    and(
      ifDefined(input.name, (name) => eq(users.c.fullname, name)),
      ifSome(O.some('x'), (it) => eq(users.c.state, it)),
    ),
  ),
  select({ id: users.c.id }),
)
all(found)
// @ts-expect-error null is not undefined: say what it means
whereDefined(input.age, (age) => eq(users.c.age, age))
// @ts-expect-error an Option, not its value
whereSome(input.name, (name) => eq(users.c.name, name))
// @ts-expect-error a number is no name
whereSome(input.id, (id) => eq(users.c.name, id))
// @ts-expect-error undefined is no value for eq itself
where(eq(users.c.name, input.name))
const filtered = pipe(
  from(users),
  whereDefined(input.name, (name) => eq(posts.c.title, name)),
  select({ id: users.c.id }),
)
// @ts-expect-error the filter reads posts, asked for or not
all(filtered)

all(pipe(from(users), where(filterBy(users, { name: 'jack', age: 31 })), select(users)))
const sub = pipe(from(posts), select({ id: posts.c.id }), subquery('sub'))
all(pipe(from(sub), where(filterBy(sub, { id: 1 })), select(sub)))
// @ts-expect-error an unknown key
filterBy(users, { naem: 'jack' })
// @ts-expect-error a number is no name
filterBy(users, { name: 1 })
// @ts-expect-error null is asked for by isNull
filterBy(users, { age: null })
// @ts-expect-error undefined is left out by leaving out the key
filterBy(users, { age: undefined })
const unfiltered = pipe(from(posts), where(filterBy(users, { id: 1 })), select({ id: posts.c.id }))
// @ts-expect-error it reads users
all(unfiltered)

declare const request: { readonly sort: string; readonly direction: string }
all(pipe(from(users), orderByAllowed({ name: users.c.name }, request.sort, request.direction), select(users)))
const misordered = pipe(from(users), orderByAllowed({ title: posts.c.title }, request.sort), select(users))
// @ts-expect-error an order that is allowed reads posts
all(misordered)
// @ts-expect-error columns, and not their names
orderByAllowed({ name: 'name' }, request.sort)

// -------------------------------------------------------------------------------------
// keysets
// -------------------------------------------------------------------------------------

const byAge = keyset(
  { age: { by: users.c.age, direction: 'desc', nulls: 'last' }, name: users.c.name },
  { id: users.c.id },
)
const people = pipe(from(users), select({ name: users.c.name, cursor: cursorOf(byAge) }))
all(pipe(people, firstPage(byAge), limit(10)))
expectType<
  Equal<RowOf<typeof people>['cursor'], { readonly age: string | null; readonly name: string; readonly id: string }>
>()
declare const cursor: Cursor<{
  readonly age: { by: typeof users.c.age; nulls: 'last' }
  readonly name: typeof users.c.name
  readonly id: typeof users.c.id
}>
all(pipe(people, pageAfter(byAge, cursor), limit(10)))
all(pipe(people, pageBefore(byAge, { age: null, name: 'x', id: '1' })))

// @ts-expect-error there is no tie-break
keyset({ name: users.c.name })
// @ts-expect-error what may be null says where those rows come
keyset({ age: users.c.age }, { id: users.c.id })
// @ts-expect-error in either way
keyset({ age: { by: users.c.age, direction: 'desc' } }, { id: users.c.id })
// @ts-expect-error a tie-break is never null
keyset({ name: users.c.name }, { age: users.c.age })
// @ts-expect-error up or down
keyset({ name: { by: users.c.name, direction: 'up' } }, { id: users.c.id })
// @ts-expect-error an order is no key: say its direction
keyset({ name: asc(users.c.name) }, { id: users.c.id })
// @ts-expect-error a cursor without a key
pageAfter(byAge, { age: null, id: '1' })
// @ts-expect-error a name is not null
pageAfter(byAge, { age: null, name: null, id: '1' })
// @ts-expect-error the database's texts
pageAfter(byAge, { age: 1, name: 'x', id: '1' })
const byTitle = keyset({ title: posts.c.title }, { id: users.c.id })
const joined = pipe(from(users), leftJoin(posts, eq(posts.c.authorId, users.c.id)))
// @ts-expect-error a user without a post has no title
pipe(joined, firstPage(byTitle))
pipe(joined, firstPage(keyset({ title: { by: posts.c.title, nulls: 'last' } }, { id: users.c.id })))
const misread = pipe(from(posts), firstPage(byAge), select({ id: posts.c.id }))
// @ts-expect-error it reads users
all(misread)
// @ts-expect-error a delete has no order
pipe(deleteFrom(users), firstPage(byAge))

// -------------------------------------------------------------------------------------
// rewrites
// -------------------------------------------------------------------------------------

const visible = withCriteria(users, (u) => eq(u.c.state, 'new'))
const seen = pipe(authored, visible, withSchema('t1'))
expectType<Equal<typeof seen, typeof authored>>()
all(seen)
execute(pipe(update(users), set({ age: 1 }), where(eq(users.c.id, 1)), visible))
pipe(
  from(users),
  select({ it: collect(oneToMany(users, addresses), (rows, a) => pipe(rows, select({ e: a.c.email }))) }),
  visible,
)
// @ts-expect-error the condition reads another table
withCriteria(users, () => eq(posts.c.id, 1))
// @ts-expect-error the columns of the table
withCriteria(users, (u) => eq(u.c.naem, 'x'))
// @ts-expect-error a condition
withCriteria(users, (u) => count(u.c.id))
// @ts-expect-error an expression is no statement
pipe(users.c.id, visible)

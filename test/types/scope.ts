/** Checked by `tsc`, never run: which statement may run where, and that correlation needs no annotation. */
import { pipe } from 'fp-ts/function'
import {
  type AnyTable,
  alias,
  all,
  and,
  asc,
  type Condition,
  type Connection,
  count,
  crossJoin,
  desc,
  eq,
  execute,
  exists,
  from,
  fullJoin,
  groupBy,
  gt,
  innerJoin,
  inQuery,
  insertInto,
  leftJoin,
  limit,
  or,
  orderBy,
  returning,
  rightJoin,
  type Select,
  scalar,
  select,
  set,
  skip,
  subquery,
  update,
  values,
  where,
} from '../../lib/index.js'
import { comments, posts, users } from '../support/blog.js'

const authored = eq(posts.c.authorId, users.c.id)
const ids = { id: users.c.id }

// -------------------------------------------------------------------------------------
// a table that is missing
// -------------------------------------------------------------------------------------

// @ts-expect-error this statement reads posts, which is in neither its from nor its joins
all(pipe(from(users), where(gt(posts.c.id, 1)), select(ids)))

// @ts-expect-error posts is selected only
all(pipe(from(users), select({ title: posts.c.title })))

// @ts-expect-error posts is selected in a nested object
all(pipe(from(users), select({ a: { b: posts.c.title } })))

// @ts-expect-error posts is ordered by
all(pipe(from(users), orderBy(asc(posts.c.title)), select(ids)))

// @ts-expect-error posts is grouped by
all(pipe(from(users), groupBy(posts.c.title), select({ n: count() })))

// @ts-expect-error the condition of a join reads comments
all(pipe(from(users), innerJoin(posts, eq(comments.c.postId, posts.c.id)), select(ids)))

// @ts-expect-error an alias is another table
all(pipe(from(alias(users, 'u')), select(ids)))

// @ts-expect-error an update reads posts
execute(pipe(update(users), set({ age: 1 }), where(eq(posts.c.authorId, users.c.id))))

// @ts-expect-error returning reads posts
all(pipe(insertInto(users), values({ name: 'x' }), returning({ id: posts.c.id })))

// a later join completes an earlier condition
export const completed = all(pipe(from(users), where(gt(posts.c.id, 1)), innerJoin(posts, authored), select(ids)))

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

// @ts-expect-error this statement has the alias users twice
all(pipe(from(users), innerJoin(users, eq(users.c.id, 1)), select(ids)))

// @ts-expect-error and so has this
all(pipe(from(users), crossJoin(posts), crossJoin(alias(users, 'posts')), select(ids)))

// @ts-expect-error a subquery has a name too
all(pipe(from(users), crossJoin(pipe(from(posts), select(posts), subquery('users'))), select(ids)))

// -------------------------------------------------------------------------------------
// rows
// -------------------------------------------------------------------------------------

// @ts-expect-error nothing is selected
all(from(users))

// @ts-expect-error nothing is returned
all(pipe(insertInto(users), values({ name: 'x' })))

// @ts-expect-error an outer join comes before select, for it decides what may be null
pipe(from(users), select(ids), leftJoin(posts, authored))

// @ts-expect-error a right join too
pipe(from(users), select(ids), rightJoin(posts, authored))

// @ts-expect-error a full join too
pipe(from(users), select(ids), fullJoin(posts, authored))

export const innerAfter = all(pipe(from(users), select(ids), innerJoin(posts, authored), limit(1)))

// -------------------------------------------------------------------------------------
// correlation
// -------------------------------------------------------------------------------------

const ofUser = pipe(from(posts), where(authored))
const tally = scalar(pipe(ofUser, select({ n: count() })))
const discussed = exists(
  pipe(
    ofUser,
    where(
      exists(pipe(from(comments), where(and(eq(comments.c.postId, posts.c.id), eq(comments.c.authorId, users.c.id))))),
    ),
  ),
)

export const correlated = all(
  pipe(
    from(users),
    where(exists(ofUser)),
    where(or(discussed, gt(tally, 1))),
    where(inQuery(users.c.id, pipe(ofUser, select({ id: posts.c.authorId })))),
    orderBy(desc(tally)),
    select({ name: users.c.name, tally }),
  ),
)

// @ts-expect-error a correlated subquery without its parent
all(pipe(from(comments), where(exists(ofUser)), select(comments)))

// @ts-expect-error a subquery of a subquery without its parent
all(pipe(from(comments), where(discussed), select(comments)))

// @ts-expect-error a correlated subquery does not run alone
all(pipe(ofUser, select(posts)))

// @ts-expect-error a subquery in from cannot read its neighbours
pipe(ofUser, select(posts), subquery('p'))

// @ts-expect-error a subquery in from selects something
pipe(from(posts), subquery('p'))

// @ts-expect-error a scalar selects something
scalar(from(posts))

// @ts-expect-error the type of the query's column
inQuery(users.c.id, pipe(from(posts), select({ title: posts.c.title })))

// -------------------------------------------------------------------------------------
// helper functions
// -------------------------------------------------------------------------------------

/** Over any query that has users in scope, or will have. */
const adults = <S, O, F, Row>(self: Select<S, O, F, Row>) => pipe(self, where(gt(users.c.age, 17)))

export const helped = all(pipe(from(users), adults, select(ids)))
export const helpedJoin = all(pipe(from(posts), innerJoin(users, authored), adults, select(ids)))

// @ts-expect-error users is missing
all(pipe(from(posts), adults, select(posts)))

/** Over a query that must have users already. */
const onlyUsers = <O, F, Row>(self: Select<'users', O, F, Row>) => pipe(self, where(gt(users.c.age, 17)))

export const required = all(pipe(from(users), onlyUsers, select(ids)))

// @ts-expect-error this query has no users
pipe(from(posts), onlyUsers)

/** A page of any query. */
const page =
  (n: number) =>
  <S, O, F, Row>(self: Select<S, O, F, Row>) =>
    pipe(self, limit(n))

export const paged = all(pipe(from(users), page(1), select(ids)))

/** A condition from outside. */
const filtered = (condition: Condition<'users'>) => all(pipe(from(users), where(condition), select(ids)))

filtered(eq(users.c.id, 1))
filtered(skip)
filtered(exists(ofUser))

// @ts-expect-error the condition reads posts
filtered(eq(posts.c.id, 1))

/** Any table at all. */
export const everything = (table: AnyTable) => pipe(from(table), select({ n: count() }))

// -------------------------------------------------------------------------------------
// arguments
// -------------------------------------------------------------------------------------

declare const db: Connection
declare const limitText: string

// @ts-expect-error a limit is a number
limit('1')
// @ts-expect-error from outside too
limit(limitText)
// @ts-expect-error a source, not a name
from('users')
// @ts-expect-error a source, not a column
from(users.c.id)
// @ts-expect-error a condition, not a text
where('1 = 1')
// @ts-expect-error a condition, not a number
where(users.c.id)
// @ts-expect-error an expression, not a value
pipe(from(users), select({ id: 1 }))
// @ts-expect-error an expression, not a text
orderBy('name')
// @ts-expect-error a statement, not a table
all(users)(db)

/** Checked by `tsc`, never run: aggregates, their modifiers, and windows. */
import { pipe } from 'fp-ts/function'
import {
  type Aggregate,
  boolAnd,
  count,
  currentRow,
  desc,
  distinct,
  type Expr,
  eq,
  exclude,
  filterWhere,
  firstValue,
  following,
  from,
  gt,
  integer,
  lag,
  lead,
  leftJoin,
  length,
  max,
  min,
  nthValue,
  null_,
  orderedBy,
  over,
  partitionBy,
  preceding,
  type RowOf,
  range,
  rank,
  rowNumber,
  rows,
  select,
  stringAgg,
  sum,
  text,
  unboundedFollowing,
  unboundedPreceding,
  value,
  type Window,
  window,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const { id, name, age, fullname } = users.c

// -------------------------------------------------------------------------------------
// aggregates
// -------------------------------------------------------------------------------------

const filtered = filterWhere(eq(posts.c.authorId, 1))(sum(age))
expectType<Equal<typeof filtered, Aggregate<number | null, 'users' | 'posts'>>>()

const counted = pipe(count(), filterWhere(gt(age, 1)))
expectType<Equal<typeof counted, Aggregate<number, 'users'>>>()

const joined = orderedBy(posts.c.id, desc(posts.c.title))(stringAgg(name, ', '))
expectType<Equal<typeof joined, Aggregate<string | null, 'users' | 'posts', string, 'users'>>>()

const unique = distinct(sum(age))
expectType<Equal<typeof unique, Aggregate<number | null, 'users', number | null, 'users'>>>()

const allOne = boolAnd(eq(age, 1))
expectType<Equal<typeof allOne, Aggregate<boolean | null, 'users', boolean | null, 'users'>>>()

// @ts-expect-error a column is no aggregate
filterWhere(gt(age, 1))(age)
// @ts-expect-error nor is a function of one
filterWhere(gt(age, 1))(length(name))
// @ts-expect-error nor what has its window
filterWhere(gt(age, 1))(over(window)(count()))
// @ts-expect-error a window function takes no filter
filterWhere(gt(age, 1))(rowNumber())
// @ts-expect-error a condition is no number
filterWhere(age)(count())
// @ts-expect-error a column is not distinct
distinct(age)
// @ts-expect-error a column has no order
orderedBy(id)(age)
// @ts-expect-error a table is no order
orderedBy(users)(stringAgg(name, ''))
// @ts-expect-error texts alone
stringAgg(id, ', ')
// @ts-expect-error with a text between them
stringAgg(name, 1)
// @ts-expect-error conditions alone
boolAnd(age)

// -------------------------------------------------------------------------------------
// windows
// -------------------------------------------------------------------------------------

const byAuthor = pipe(window, partitionBy(posts.c.authorId), orderedBy(desc(id)), rows(preceding(1), currentRow))
expectType<Equal<typeof byAuthor, Window<'posts' | 'users'>>>()

const numbered = over(byAuthor)(rowNumber())
expectType<Equal<typeof numbered, Expr<number, 'posts' | 'users', never>>>()

const running = over(byAuthor)(sum(age))
expectType<Equal<typeof running, Expr<number | null, 'users' | 'posts', 'users'>>>()

const whole = over(window)(count())
expectType<Equal<typeof whole, Expr<number, never, never>>>()

const before = over(window)(lag(id))
expectType<Equal<typeof before, Expr<number | null, 'users', never>>>()

const secondBefore = over(window)(lag(id, 2))
expectType<Equal<typeof secondBefore, Expr<number | null, 'users', never>>>()

const orZero = over(window)(lag(id, 1, 0))
expectType<Equal<typeof orZero, Expr<number, 'users', 'users'>>>()

const stillNull = over(window)(lead(age, 1, 0))
expectType<Equal<typeof stillNull, Expr<number | null, 'users', 'users'>>>()

const orNull = over(window)(lead(id, 1, null_(integer)))
expectType<Equal<typeof orNull, Expr<number | null, 'users', 'users'>>>()

const orAnother = over(window)(lead(id, 1, posts.c.id))
expectType<Equal<typeof orAnother, Expr<number, 'users' | 'posts', 'users' | 'posts'>>>()

const first = over(window)(firstValue(name))
expectType<Equal<typeof first, Expr<string, 'users', 'users'>>>()

const second = over(window)(nthValue(name, 2))
expectType<Equal<typeof second, Expr<string | null, 'users', never>>>()

// what an outer join leaves out is null, also where lag has something for a row that is not there
const outer = pipe(
  from(posts),
  leftJoin(users, eq(users.c.id, posts.c.authorId)),
  select({ before: orZero, all: whole, least: min(name) }),
)
expectType<
  Equal<RowOf<typeof outer>, { readonly before: number | null; readonly all: number; readonly least: string | null }>
>()

// @ts-expect-error without a window it has no value
pipe(from(users), select({ n: rowNumber() }))
// @ts-expect-error and is no operand
eq(rank(), 1)
// @ts-expect-error a column has no window
over(window)(name)
// @ts-expect-error what has one has no second
over(window)(over(window)(max(id)))
// @ts-expect-error a table is no window
over(users)
// @ts-expect-error a table is no expression
partitionBy(users)
// @ts-expect-error a frame does not start at its end
rows(unboundedFollowing, unboundedFollowing)
// @ts-expect-error nor end at its start
range(unboundedPreceding, unboundedPreceding)
// @ts-expect-error it has two bounds
rows(unboundedPreceding)
// @ts-expect-error a number is no bound
rows(1, currentRow)
// @ts-expect-error an offset reads no table
following(id)
// @ts-expect-error an exclusion that is known
exclude('everything')
// @ts-expect-error what stands for a row is of its type
lag(id, 1, 'x')
// @ts-expect-error null says nothing more: leave it out
lag(id, 1, null)
// @ts-expect-error undefined neither
lag(id, 1, undefined)
// @ts-expect-error an offset comes first
lag(fullname, 'nobody')

export const fine = [following(value(integer, 1)), lag(fullname, 1, null_(text))]

/** Checked by `tsc`, never run: what expressions take, and what they are. */
import { pipe } from 'fp-ts/function'
import {
  type Aggregate,
  add,
  and,
  asc,
  avg,
  between,
  bigint,
  boolean,
  coalesce,
  concat,
  count,
  countDistinct,
  type Decimal,
  type Expr,
  eq,
  from,
  groupBy,
  gt,
  in_,
  integer,
  isDistinctFrom,
  isNotDistinctFrom,
  isNull,
  length,
  like,
  lower,
  max,
  type Numeric,
  not,
  notIn,
  null_,
  nullIf,
  nullsFirst,
  numeric,
  or,
  orderBy,
  ordered,
  raw,
  SQL,
  select,
  skip,
  subquery,
  sum,
  text,
  timestamptz,
  upper,
  value,
} from '../../lib/index.js'
import { addresses, posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

const { id, name, fullname, age } = users.c

type Of<E> = E extends Expr<infer T, any, any> ? T : never
type Reads<E> = E extends Expr<any, infer R, any> ? R : never

// -------------------------------------------------------------------------------------
// what they are
// -------------------------------------------------------------------------------------

const plain = eq(id, 1)
expectType<Equal<Of<typeof plain>, boolean>>()
expectType<Equal<Reads<typeof plain>, 'users'>>()

const maybe = eq(age, 1)
expectType<Equal<Of<typeof maybe>, boolean | null>>()

const both = eq(posts.c.authorId, id)
expectType<Equal<Reads<typeof both>, 'posts' | 'users'>>()

const joined = and(plain, maybe, isNull(posts.c.body))
expectType<Equal<Of<typeof joined>, boolean | null>>()
expectType<Equal<Reads<typeof joined>, 'posts' | 'users'>>()

const sure = or(plain, isNull(fullname))
expectType<Equal<Of<typeof sure>, boolean>>()

const nothing = and()
expectType<Equal<Reads<typeof nothing>, never>>()

const list = in_(id, [1, age])
expectType<Equal<Of<typeof list>, boolean | null>>()

const bounds = between(id, 1, age)
expectType<Equal<Of<typeof bounds>, boolean | null>>()

const safe = isNotDistinctFrom(age, null)
expectType<Equal<Of<typeof safe>, boolean>>()

const none = null_(text)
expectType<Equal<Of<typeof none>, string | null>>()

const seven = value(integer, 7)
expectType<Equal<typeof seven, Expr<number, never, never>>>()

const custom = raw(bigint, SQL`1`)
expectType<Equal<Of<typeof custom>, bigint>>()

const longest = max(length(fullname))
expectType<Equal<Of<typeof longest>, number | null>>()

const total = sum(value(numeric(10, 2), '1.50'))
expectType<Equal<Of<typeof total>, Numeric | null>>()

const mean = avg(value(bigint, 1n))
expectType<Equal<Of<typeof mean>, Decimal | null>>()

const different = countDistinct(posts.c.title)
expectType<Equal<typeof different, Aggregate<number, 'posts'>>>()

// where the place asks for a condition that reads users, a bound value does not change what is read
export const expected: Expr<boolean | null, 'users', any> = eq(name, 'jack')

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

// @ts-expect-error a string is no number
eq(id, 'x')
// @ts-expect-error a number is no string
gt(name, 1)
// @ts-expect-error a title is no id
eq(id, posts.c.title)
// @ts-expect-error a bigint is no number
eq(id, 1n)
// @ts-expect-error a text is no Date
gt(posts.c.createdAt, '2026-11-22')
// @ts-expect-error a comparison with null is never true
eq(fullname, null)
// @ts-expect-error nor with undefined
eq(fullname, undefined)
// @ts-expect-error the value comes on the right
eq(1, id)
// @ts-expect-error a table is no value
eq(name, users)
// @ts-expect-error an order is no value
eq(name, asc(name))
// @ts-expect-error a list of another type
in_(id, ['x'])
// @ts-expect-error a list with null in it
in_(age, [1, null])
// @ts-expect-error a list with undefined in it
notIn(age, [1, undefined])
// @ts-expect-error no list
in_(id, 1)
// @ts-expect-error bounds of another type
between(id, 'a', 'z')
// @ts-expect-error a bound that is null
between(age, 1, null)
// @ts-expect-error a pattern is a text
like(id, '1%')
// @ts-expect-error and matched with a text
like(name, 1)
// @ts-expect-error undefined is no value, in a null-safe comparison either
isDistinctFrom(age, undefined)
// @ts-expect-error value(integer, …) takes a number
value(integer, '1')
// @ts-expect-error value takes no null: null_ is NULL
value(integer, null)
// @ts-expect-error a type, not its name
value('integer', 1)
// @ts-expect-error a Date
value(timestamptz, '2026-11-22')

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

// @ts-expect-error a table is no operand
isNull(users)
// @ts-expect-error nor with null
isDistinctFrom(users, null)
// @ts-expect-error count counts rows, or a column
count(users)
// @ts-expect-error the largest table
max(users)
// @ts-expect-error an order is by a column
asc(users)
// @ts-expect-error by columns
orderBy(users)
// @ts-expect-error a group too
groupBy(users)
// @ts-expect-error a subquery is a table
isNull(pipe(from(posts), select(posts), subquery('p')))

// -------------------------------------------------------------------------------------
// functions
// -------------------------------------------------------------------------------------

// @ts-expect-error arithmetic is for numbers
add(name, 1)
// @ts-expect-error a text is no number
add(id, name)
// @ts-expect-error concat is for text
concat(id, 'x')
// @ts-expect-error both of them
concat(name, 1)
// @ts-expect-error lower is for text
lower(id)
// @ts-expect-error upper is for text
upper(id)
// @ts-expect-error length is for text
length(age)
// @ts-expect-error coalesce keeps to one type
coalesce(fullname, 1)
// @ts-expect-error null is no alternative
coalesce(fullname, null)
// @ts-expect-error nullIf compares one type
nullIf(name, 1)
// @ts-expect-error raw takes SQL`…`, not text
raw(boolean, '1 = 1')

// -------------------------------------------------------------------------------------
// conditions and orders
// -------------------------------------------------------------------------------------

// @ts-expect-error a number is no condition
and(plain, id)
// @ts-expect-error a boolean is no condition
or(plain, true)
// @ts-expect-error undefined is not how a condition is left out: skip is
and(plain, undefined)
// @ts-expect-error a text is no condition
not('x')
// @ts-expect-error not is for conditions
not(name)
// @ts-expect-error a direction is asc or desc
ordered(name, 'up')
// @ts-expect-error a string may be anything
ordered(name, String('asc'))
// @ts-expect-error nulls go first in an order
nullsFirst(name)

export const fine = [and(plain, skip), or(), not(skip), ordered(name, 'desc'), eq(addresses.c.email, name)]

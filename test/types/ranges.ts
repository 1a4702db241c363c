/** Checked by `tsc`, never run: what ranges take, and what they are. */
import {
  adjacent,
  type DateText,
  daterange,
  type Expr,
  int4multirange,
  int4range,
  isempty,
  leftOf,
  lower,
  multirange,
  multirangeOf,
  nullable,
  type Range,
  rangeMerge,
  rangeOf,
  rangeUnion,
  table,
  unnest,
  upper,
  value,
} from '../../lib/index.js'
import { users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

type Of<E> = E extends Expr<infer T, any, any> ? T : never
type Reads<E> = E extends Expr<any, infer R, any> ? R : never

const stays = table('stays', {
  days: daterange,
  maybe: nullable(daterange),
  ages: int4range,
  many: int4multirange,
})

const { days, maybe, ages, many } = stays.c

// -------------------------------------------------------------------------------------
// what they are
// -------------------------------------------------------------------------------------

const made = rangeOf(int4range, users.c.age, 10, '[]')
expectType<Equal<Of<typeof made>, Range<number>>>()
expectType<Equal<Reads<typeof made>, 'users'>>()

const several = multirangeOf(int4multirange, ages, made, { empty: true })
expectType<Equal<Of<typeof several>, ReadonlyArray<Range<number>>>>()
expectType<Equal<Reads<typeof several>, 'users' | 'stays'>>()

// a range may have no bound
const first = lower(days)
expectType<Equal<Of<typeof first>, DateText | null>>()

const last = upper(many)
expectType<Equal<Of<typeof last>, number | null>>()

// letters are what they were
const small = lower(users.c.name)
expectType<Equal<Of<typeof small>, string>>()

const smallOrNone = upper(users.c.fullname)
expectType<Equal<Of<typeof smallOrNone>, string | null>>()

const bare = lower('A')
expectType<Equal<typeof bare, Expr<string, never, never>>>()

const nothing = isempty(maybe)
expectType<Equal<Of<typeof nothing>, boolean | null>>()

const whole = rangeMerge(many)
expectType<Equal<Of<typeof whole>, Range<number>>>()

const both = rangeMerge(days, maybe)
expectType<Equal<Of<typeof both>, Range<DateText> | null>>()

const one = multirange(ages)
expectType<Equal<Of<typeof one>, ReadonlyArray<Range<number>>>>()

const apart = unnest(many)
expectType<Equal<Of<typeof apart>, Range<number>>>()

const before = leftOf(days, maybe)
expectType<Equal<Of<typeof before>, boolean | null>>()

const touching = adjacent(many, ages)
expectType<Equal<Of<typeof touching>, boolean>>()

const union = rangeUnion(days, { lower: null, upper: '2026-11-22', bounds: '[)' })
expectType<Equal<Of<typeof union>, Range<DateText>>>()

const unionOfMany = rangeUnion(many, [{ empty: true }])
expectType<Equal<Of<typeof unionOfMany>, ReadonlyArray<Range<number>>>>()

// -------------------------------------------------------------------------------------
// what they are not
// -------------------------------------------------------------------------------------

// @ts-expect-error the bounds of days are days
rangeOf(daterange, 1, 2)
// @ts-expect-error there are four kinds of bounds
rangeOf(int4range, 1, 2, '[[')
// @ts-expect-error a number is no range
isempty(users.c.id)
// @ts-expect-error ranges of days and of numbers are never beside each other
leftOf(days, ages)
// @ts-expect-error a range and a multirange make no union
rangeUnion(ages, many)
// @ts-expect-error a number is no text, and no range
lower(users.c.id)
// @ts-expect-error a multirange of numbers takes ranges of numbers
multirangeOf(int4multirange, days)
// @ts-expect-error a range has both its bounds, or is empty
value(int4range, { lower: 1, bounds: '[)' })
// @ts-expect-error a multirange is many already
multirange(many)

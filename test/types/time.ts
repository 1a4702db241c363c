/** Checked by `tsc`, never run: parts of times, zones, arithmetic of times. */
import {
  add,
  age,
  atTimeZone,
  avg,
  bigint,
  currentDate,
  currentSchema,
  currentTime,
  currentTimestamp,
  currentUser,
  type DateText,
  type Decimal,
  date,
  dateAdd,
  dateBin,
  datePart,
  dateTrunc,
  div,
  type Expr,
  eq,
  extract,
  type Float,
  gt,
  type Interval,
  in_,
  interval,
  isfinite,
  makeDate,
  makeInterval,
  mod,
  mul,
  type Numeric,
  now,
  null_,
  numeric,
  overlapsPeriod,
  sub,
  type TimestampText,
  type TimeText,
  type TimetzText,
  text,
  time,
  timestamp,
  value,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

type Of<E> = E extends Expr<infer T, any, any> ? T : never

const { createdAt, id, title } = posts.c
const { age: years, score } = users.c
const day = value(date, '2026-11-22')
const local = value(timestamp, '2026-11-22 13:30:00')
const clock = value(time, '13:30:00')
const amount = value(interval, { days: 1 })
const maybe = null_(timestamp)

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

const year = extract('year', createdAt)
expectType<Equal<typeof year, Expr<Decimal, 'posts', 'posts'>>>()
const seconds = extract('epoch', sub(now(), createdAt))
expectType<Equal<typeof seconds, Expr<Numeric, 'posts', 'posts'>>>()
const unsure = extract('month', maybe)
expectType<Equal<Of<typeof unsure>, Decimal | null>>()
const part = datePart('epoch', createdAt)
expectType<Equal<typeof part, Expr<Float, 'posts', 'posts'>>>()
const midnight = datePart('hour', day)
expectType<Equal<Of<typeof midnight>, Float>>()
const fine = [
  eq(year, 2026),
  in_(year, [2025, 2026]),
  eq(years, extract('year', day)),
  gt(seconds, '12.5'),
  mod(year, 4),
]
const inDecades = mul(div(year, 10), 10)
expectType<Equal<Of<typeof inDecades>, Decimal>>()

// @ts-expect-error a part is known
extract('fortnight', createdAt)
// @ts-expect-error a day has no hours
extract('hour', day)
// @ts-expect-error nor a time of the day years
extract('year', clock)
// @ts-expect-error only an instant is in a zone
extract('timezone', local)
// @ts-expect-error an interval has no weeks
extract('week', amount)
// @ts-expect-error a text has no parts
extract('year', title)
// @ts-expect-error nor has a number
datePart('year', id)

// -------------------------------------------------------------------------------------
// units, zones
// -------------------------------------------------------------------------------------

const month = dateTrunc('month', createdAt)
expectType<Equal<typeof month, Expr<Date, 'posts', 'posts'>>>()
const ofDay = dateTrunc('month', day)
expectType<Equal<Of<typeof ofDay>, Date>>()
const ofLocal = dateTrunc('month', maybe)
expectType<Equal<Of<typeof ofLocal>, TimestampText | null>>()
const ofAmount = dateTrunc('hour', amount)
expectType<Equal<Of<typeof ofAmount>, Interval>>()
const ofClock = dateTrunc('hour', clock)
expectType<Equal<Of<typeof ofClock>, Interval>>()
const inZone = dateTrunc('day', local, title)
expectType<Equal<typeof inZone, Expr<Date, 'posts', 'posts'>>>()
const bin = dateBin({ minutes: 15 }, local, '2026-01-01')
expectType<Equal<Of<typeof bin>, TimestampText>>()
const there = atTimeZone(createdAt, 'UTC')
expectType<Equal<typeof there, Expr<TimestampText, 'posts', 'posts'>>>()
const here = atTimeZone(maybe, { hours: 1 })
expectType<Equal<Of<typeof here>, Date | null>>()
const back = atTimeZone(there, null_(text))
expectType<Equal<Of<typeof back>, Date | null>>()
const zoned = atTimeZone(clock, 'UTC')
expectType<Equal<Of<typeof zoned>, TimetzText>>()

// @ts-expect-error a unit is known
dateTrunc('fortnight', createdAt)
// @ts-expect-error a text has no beginning
dateTrunc('month', title)
// @ts-expect-error an interval is in no zone
dateTrunc('hour', amount, 'UTC')
// @ts-expect-error an origin is a time of the same kind
dateBin({ minutes: 15 }, local, new Date())
// @ts-expect-error a stride is an interval
dateBin(15, createdAt, new Date())
// @ts-expect-error an interval is in no zone
atTimeZone(amount, 'UTC')
// @ts-expect-error a zone is a text or an interval
atTimeZone(createdAt, 1)

// -------------------------------------------------------------------------------------
// amounts
// -------------------------------------------------------------------------------------

const old = age(createdAt)
expectType<Equal<typeof old, Expr<Interval, 'posts', 'posts'>>>()
const older = age(day, maybe)
expectType<Equal<Of<typeof older>, Interval | null>>()
const made = makeInterval({ days: years, secs: 1.5 })
expectType<Equal<typeof made, Expr<Interval | null, 'users', 'users'>>>()
const madeDay = makeDate(2026, years, 1)
expectType<Equal<typeof madeDay, Expr<DateText | null, 'users', 'users'>>>()
const later = dateAdd(createdAt, made, 'UTC')
expectType<Equal<typeof later, Expr<Date | null, 'posts' | 'users', 'posts' | 'users'>>>()
const finite = isfinite(day)
expectType<Equal<Of<typeof finite>, boolean>>()
const common = overlapsPeriod([createdAt, { days: 1 }], [day, '2026-11-23'])
expectType<Equal<typeof common, Expr<boolean, 'posts', 'posts'>>>()
const unknown = overlapsPeriod([createdAt, made], [new Date(), now()])
expectType<Equal<Of<typeof unknown>, boolean | null>>()

// @ts-expect-error a text has no age
age(title)
// @ts-expect-error a part of an interval is known
makeInterval({ fortnights: 1 })
// @ts-expect-error and a number
makeInterval({ days: '1' })
// @ts-expect-error three parts make a day
makeDate(2026, 1)
// @ts-expect-error an interval is not between days
overlapsPeriod([{ days: 1 }, day], [day, day])
// @ts-expect-error a stretch has an end
overlapsPeriod([day], [day, day])
// @ts-expect-error a number is always finite
isfinite(years)
// @ts-expect-error digits are a number
currentTimestamp('3')

const today: Expr<DateText, never, never> = currentDate()
const clock_: Expr<TimetzText, never, never> = currentTime()
const who: Expr<string, never, never> = currentUser()
// @ts-expect-error there may be no schema
const where: Expr<string, never, never> = currentSchema()

// -------------------------------------------------------------------------------------
// arithmetic
// -------------------------------------------------------------------------------------

const shifts = {
  day: add(day, clock),
  instant: add(createdAt, clock),
  local: sub(local, clock),
  sinceDay: sub(createdAt, day),
  sinceLocal: sub(local, now()),
  sinceText: sub(local, '2026-11-22 00:00:00'),
  sinceDate: sub(createdAt, new Date()),
  days: sub(day, '2026-11-01'),
  rest: sub(amount, clock),
  scaled: mul(amount, value(bigint, 2n)),
  before: mul(score, amount),
  half: div(amount, value(numeric(), '2')),
  halfClock: div(clock, 2),
  twice: mul(avg(years), amount),
}
expectType<Equal<Of<typeof shifts.day>, TimestampText>>()
expectType<Equal<Of<typeof shifts.instant>, Date>>()
expectType<Equal<Of<typeof shifts.local>, TimestampText>>()
expectType<Equal<Of<typeof shifts.sinceDay>, Interval>>()
expectType<Equal<Of<typeof shifts.sinceLocal>, Interval>>()
expectType<Equal<Of<typeof shifts.sinceText>, Interval>>()
expectType<Equal<Of<typeof shifts.sinceDate>, Interval>>()
expectType<Equal<Of<typeof shifts.days>, number>>()
expectType<Equal<Of<typeof shifts.rest>, Interval>>()
expectType<Equal<Of<typeof shifts.scaled>, Interval>>()
expectType<Equal<Of<typeof shifts.before>, Interval>>()
expectType<Equal<Of<typeof shifts.half>, Interval>>()
expectType<Equal<Of<typeof shifts.halfClock>, Interval>>()
expectType<Equal<Of<typeof shifts.twice>, Interval | null>>()
const clockLater = add(clock, amount)
expectType<Equal<Of<typeof clockLater>, TimeText>>()

// @ts-expect-error two days have no sum
add(day, day)
// @ts-expect-error a part of a time is no whole number of the database's
add(day, year)
// @ts-expect-error an interval is in no other
div(amount, amount)
// @ts-expect-error a floating-point number has no remainder
mod(score, 2)
// @ts-expect-error a day is not scaled
mul(day, 2)

export const used = [fine, today, clock_, who, where]

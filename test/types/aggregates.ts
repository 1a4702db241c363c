/** Checked by `tsc`, never run: what aggregates yield, over no rows and over windows. */
import { pipe } from 'fp-ts/function'
import {
  type Aggregate,
  aggregateFn,
  anyValue,
  argument,
  arrayAgg,
  avg,
  bigint,
  boolean,
  bytea,
  cast,
  coalesce,
  count,
  currentRow,
  type Decimal,
  distinct,
  doublePrecision,
  type Expr,
  eq,
  everyAgg,
  exclude,
  type Float,
  filterWhere,
  firstValue,
  fn,
  following,
  from,
  gt,
  type Interval,
  integer,
  interval,
  json,
  jsonAgg,
  jsonAggStrict,
  jsonbObjectAgg,
  lag,
  leftJoin,
  max,
  min,
  mode,
  mul,
  type Numeric,
  nthValue,
  ntile,
  nullable,
  numeric,
  type OrderedSet,
  orderedBy,
  orderedSetFn,
  over,
  percentileCont,
  percentileDisc,
  percentRank,
  preceding,
  type RowOf,
  rank,
  regrCount,
  regrSlope,
  rowNumber,
  rows,
  select,
  stddev,
  stddevPop,
  stringAgg,
  sum,
  text,
  unboundedPreceding,
  value,
  variadic,
  type Window,
  window,
  windowAs,
  windowFn,
  withinGroup,
  withoutNulls,
} from '../../lib/index.js'
import { posts, users } from '../support/blog.js'
import { type Equal, expectType } from '../support/types.js'

type Of<E> = E extends Expr<infer T, any, any> ? T : never

const { id, name, age, score, fullname } = users.c

const exact = value(numeric(), '1')
const long = value(bigint, 1n)
const amount = value(interval, { days: 1 })

// -------------------------------------------------------------------------------------
// numbers
// -------------------------------------------------------------------------------------

const sums = { whole: sum(id), long: sum(long), exact: sum(exact), float: sum(score), amount: sum(amount) }
expectType<Equal<Of<typeof sums.whole>, number | null>>()
expectType<Equal<Of<typeof sums.long>, Numeric | null>>()
expectType<Equal<Of<typeof sums.exact>, Numeric | null>>()
expectType<Equal<Of<typeof sums.float>, Float | null>>()
expectType<Equal<Of<typeof sums.amount>, Interval | null>>()

const means = { whole: avg(id), long: avg(long), exact: avg(exact), float: avg(score), amount: avg(amount) }
expectType<Equal<Of<typeof means.whole>, Decimal | null>>()
expectType<Equal<Of<typeof means.long>, Decimal | null>>()
expectType<Equal<Of<typeof means.exact>, Numeric | null>>()
expectType<Equal<Of<typeof means.float>, Float | null>>()
expectType<Equal<Of<typeof means.amount>, Interval | null>>()

// a mean of whole numbers is an exact number to what is calculated from it, and a number to JavaScript
const twice = mul(avg(id), 2)
expectType<Equal<Of<typeof twice>, Decimal | null>>()
const priced = mul(exact, avg(id))
expectType<Equal<Of<typeof priced>, Numeric | null>>()

const spread = stddev(age)
expectType<Equal<typeof spread, Aggregate<Decimal | null, 'users'>>>()
const slope = regrSlope(score, posts.c.id)
expectType<Equal<typeof slope, Aggregate<Float | null, 'users' | 'posts'>>>()
const points = regrCount(score, 1)
expectType<Equal<typeof points, Aggregate<number, 'users'>>>()

// @ts-expect-error a text has no sum
sum(name)
// @ts-expect-error a condition has none
sum(gt(age, 1))
// @ts-expect-error a point in time has no mean
avg(posts.c.createdAt)
// @ts-expect-error an interval has no deviation
stddev(amount)
// @ts-expect-error there is no least condition
min(posts.c.published)
// @ts-expect-error a table is no operand
max(users)
// @ts-expect-error a number is no condition
everyAgg(age)
// @ts-expect-error a text is no coordinate
regrSlope('1', age)

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

// what an outer join did not find is null in it
const names = arrayAgg(name)
expectType<Equal<typeof names, Aggregate<ReadonlyArray<string | null> | null, 'users', ReadonlyArray<string | null>>>>()
const present = withoutNulls(arrayAgg(fullname))
expectType<Equal<Of<typeof present>, ReadonlyArray<string> | null>>()
const filled = arrayAgg(coalesce(fullname, ''))
expectType<Equal<Of<typeof filled>, ReadonlyArray<string> | null>>()
const joined = pipe(stringAgg(name, posts.c.title), orderedBy(id))
expectType<Equal<typeof joined, Aggregate<string | null, 'users' | 'posts', string, 'users'>>>()
const bytes = stringAgg(cast(fullname, bytea), new Uint8Array())
expectType<Equal<Of<typeof bytes>, Uint8Array | null>>()
const listed = jsonAgg(exact)
expectType<Equal<Of<typeof listed>, ReadonlyArray<number> | null>>()
const days = jsonAgg(posts.c.createdAt)
expectType<Equal<Of<typeof days>, ReadonlyArray<string | null> | null>>()
const documents = jsonAgg(value(json<{ readonly a: 1 }>(), { a: 1 }))
expectType<Equal<Of<typeof documents>, ReadonlyArray<{ readonly a: 1 }> | null>>()
const strict = jsonAggStrict(age)
expectType<Equal<Of<typeof strict>, ReadonlyArray<number> | null>>()
const byName = jsonbObjectAgg(name, 1n)
expectType<Equal<Of<typeof byName>, { readonly [key: string]: number } | null>>()
const any = anyValue(name)
expectType<Equal<typeof any, Aggregate<string | null, 'users', string, 'users'>>>()

// @ts-expect-error a text stands between texts
stringAgg(name, new Uint8Array())
// @ts-expect-error bytes between bytes
stringAgg(cast(name, bytea), ', ')
// @ts-expect-error no number between texts
stringAgg(name, id)
// @ts-expect-error an array is of an expression
arrayAgg('x')
// @ts-expect-error nulls are left out of an array
withoutNulls(sum(age))
// @ts-expect-error a number may be of several types
jsonAgg(1)

// -------------------------------------------------------------------------------------
// rows in an order
// -------------------------------------------------------------------------------------

const middle = pipe(percentileCont(0.5), withinGroup(age))
expectType<Equal<typeof middle, Aggregate<Float | null, 'users'>>>()
const middles = pipe(percentileCont([0.5]), withinGroup(amount))
expectType<Equal<typeof middles, Aggregate<ReadonlyArray<Interval> | null, never>>>()
const named = pipe(percentileDisc(value(doublePrecision, 0.5)), withinGroup(fullname))
expectType<Equal<typeof named, Aggregate<string | null, 'users'>>>()
const several = pipe(percentileDisc([0, 1]), withinGroup(long), filterWhere(gt(posts.c.id, 1)))
expectType<Equal<typeof several, Aggregate<ReadonlyArray<bigint> | null, 'posts'>>>()
const frequent = pipe(mode(), withinGroup(posts.c.published))
expectType<Equal<typeof frequent, Aggregate<boolean | null, 'posts'>>>()
const place = pipe(rank(30, posts.c.title), withinGroup(age, name))
expectType<Equal<typeof place, Aggregate<number, 'posts' | 'users'>>>()
const waiting = percentileCont(0.5)
expectType<Equal<Extract<typeof waiting, Expr<any, any, any>>, never>>()

// @ts-expect-error without an order it has no value
eq(percentileCont(0.5), 1)
// @ts-expect-error nor can it be selected
pipe(from(users), select({ it: mode() }))
// @ts-expect-error nothing lies between two texts
pipe(percentileCont(0.5), withinGroup(name))
// @ts-expect-error a row is ranked by the order that it has
pipe(rank('x'), withinGroup(age))
// @ts-expect-error all of it
pipe(rank(1), withinGroup(age, name))
// @ts-expect-error a rank of no row has a window
pipe(rank(), withinGroup(age))
// @ts-expect-error and one of a row has none
over(window)(rank(1))
// @ts-expect-error an aggregate has no order of its own
pipe(sum(age), withinGroup(age))
// @ts-expect-error an order has an expression
withinGroup()
// @ts-expect-error a fraction is a number
percentileDisc('0.5')
// @ts-expect-error the order comes first
pipe(mode(), filterWhere(gt(age, 1)))

// -------------------------------------------------------------------------------------
// the user's own
// -------------------------------------------------------------------------------------

const own = aggregateFn('median', doublePrecision)(score, 'x')
expectType<Equal<typeof own, Aggregate<Float | null, 'users'>>>()
const nearest: OrderedSet<any, never> = orderedSetFn('nearest', integer)(long)
const share = over(window)(windowFn('share', doublePrecision)(score))
expectType<Equal<typeof share, Expr<Float, 'users', 'users'>>>()
const unsure = over(window)(windowFn(['s', 'share'], nullable(doublePrecision))())
expectType<Equal<typeof unsure, Expr<Float | null, never, never>>>()
const called = fn('f', text)(argument('a', fullname), argument('b', 'x'))
expectType<Equal<typeof called, Expr<string | null, 'users', 'users'>>>()
const spread_ = fn('f', text)(variadic(arrayAgg(name)))
expectType<Equal<typeof spread_, Expr<string | null, 'users', never>>>()

// @ts-expect-error a window function has no value without one
eq(windowFn('share', doublePrecision)(score), 1)
// @ts-expect-error a type is a column spec
aggregateFn('median', 'real')
// @ts-expect-error an argument is no table
aggregateFn('median', boolean)(users)
// @ts-expect-error an array is of elements
variadic(name)
// @ts-expect-error a name is a text
argument(1, name)

// -------------------------------------------------------------------------------------
// over windows
// -------------------------------------------------------------------------------------

const byId = pipe(window, orderedBy(id))
const before = pipe(byId, rows(preceding(3), preceding(1)))
const others = pipe(byId, rows(unboundedPreceding, currentRow), exclude('current row'))
const around = pipe(byId, rows(preceding(1), following(1)), exclude('ties'), windowAs('w'))
expectType<Equal<typeof around, Window<'users'>>>()
expectType<Equal<typeof before, Window<'users', 'frame'>>>()
expectType<Equal<typeof others, Window<'users', 'exclusion'>>>()

// a window has the row itself
const running = over(byId)(sum(id))
expectType<Equal<typeof running, Expr<number, 'users', 'users'>>>()
const withNulls = over(around)(sum(age))
expectType<Equal<typeof withNulls, Expr<number | null, 'users', 'users'>>>()
const deviation = over(byId)(stddev(id))
expectType<Equal<Of<typeof deviation>, Decimal | null>>()
const deviationOfAll = over(byId)(stddevPop(id))
expectType<Equal<Of<typeof deviationOfAll>, Decimal>>()
const first = over(byId)(firstValue(name))
expectType<Equal<Of<typeof first>, string>>()
const all = over(byId)(arrayAgg(id))
expectType<Equal<Of<typeof all>, ReadonlyArray<number | null>>>()
const share_ = over(byId)(percentRank())
expectType<Equal<Of<typeof share_>, Float>>()

// unless its frame leaves it out, or a filter does
const empty = { before: over(before)(sum(id)), others: over(others)(max(id)), first: over(before)(firstValue(id)) }
expectType<Equal<Of<typeof empty.before>, number | null>>()
expectType<Equal<Of<typeof empty.others>, number | null>>()
expectType<Equal<Of<typeof empty.first>, number | null>>()
const some = over(byId)(filterWhere(gt(id, 1))(sum(id)))
expectType<Equal<Of<typeof some>, number | null>>()
const counted = over(before)(distinct(count(id)))
expectType<Equal<Of<typeof counted>, number>>()
const back = over(pipe(before, rows(preceding(1), currentRow)))(sum(id))
expectType<Equal<Of<typeof back>, number>>()

// what is said by expressions is read, and null where they are
const shifted = over(byId)(lag(name, posts.c.id, 'x'))
expectType<Equal<typeof shifted, Expr<string, 'users' | 'posts', 'users' | 'posts'>>>()
const unknown = over(byId)(lag(name, age, 'x'))
expectType<Equal<typeof unknown, Expr<string | null, 'users', 'users'>>>()
const tile = over(byId)(ntile(age))
expectType<Equal<typeof tile, Expr<number | null, 'users', 'users'>>>()
const nth = over(byId)(nthValue(name, posts.c.id))
expectType<Equal<typeof nth, Expr<string | null, 'users' | 'posts', never>>>()

const outer = pipe(
  from(posts),
  leftJoin(users, eq(users.c.id, posts.c.authorId)),
  select({ sum: running, count: over(byId)(count(id)), nth: over(byId)(rowNumber()) }),
)
expectType<Equal<RowOf<typeof outer>, { readonly sum: number | null; readonly count: number; readonly nth: number }>>()

// @ts-expect-error how far away is a number
lag(name, 'x')
// @ts-expect-error how many parts is a number
ntile(name)
// @ts-expect-error a name is a text
windowAs(1)
// @ts-expect-error an offset in time is an interval
preceding(new Date())

export const fine = [nearest, preceding({ days: 1 }), preceding(1n), following(value(integer, 1))]

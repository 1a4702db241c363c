/** Amounts of time, and stretches of it. */
import { invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, type Expr, invalid, isBranded, isRecord, param, toNode, typed } from '../ast/Expr.js'
import type { Interval, mark } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { familyOf } from '../ast/promote.js'
import { booleanType, plain, type SqlType, uncounted } from '../ast/SqlType.js'
import { interval, text, timestamptz } from '../schema/types.js'
import { toArgument } from './bare.js'
import { beside, callNode, type Strict, strict, type ValueIn } from './define.js'

/** A day, or a point in time. */
type Moment = Date | { readonly [mark]?: 'date' | 'timestamp' }

// -------------------------------------------------------------------------------------
// amounts
// -------------------------------------------------------------------------------------

/**
 * The years, months and days from the second to the first; of one alone, up to midnight of today.
 *
 * @example age(posts.c.createdAt) // age("posts"."created_at")
 * @example age(now(), posts.c.createdAt) // age(now(), "posts"."created_at")
 */
export const age = <
  A extends Expr<Moment | null, any, any> | Date,
  B extends Expr<Moment | null, any, any> | ValueIn<A> | undefined = undefined,
>(
  later: A,
  earlier?: B,
): Strict<Interval, A | B> => {
  const first = toArgument(later, 'the first argument of age')
  const args = earlier === undefined ? [first] : [first, beside(earlier, later, 'the second argument of age')]
  return typed(callNode('age', args, plain('interval')))
}

/** Every 30 days a month. @example justifyDays({ days: 35 }) // justify_days($1::interval) */
export const justifyDays = /* @__PURE__ */ strict('justifyDays', [interval], [], interval)

/** Every 24 hours a day. @example justifyHours({ hours: 27 }) // justify_hours($1::interval) */
export const justifyHours = /* @__PURE__ */ strict('justifyHours', [interval], [], interval)

/** Both, and all parts of one sign. @example justifyInterval({ months: 1, hours: -1 }) // justify_interval($1::interval) */
export const justifyInterval = /* @__PURE__ */ strict('justifyInterval', [interval], [], interval)

/** Whether it is neither `infinity` nor `-infinity`. @example isfinite(posts.c.createdAt) // isfinite("posts"."created_at") */
export const isfinite = <E extends Expr<Moment | Interval | null, any, any>>(operand: E): Strict<boolean, E> =>
  typed(callNode('isfinite', [toNode(operand, 'the argument of isfinite')], booleanType))

/**
 * An interval later, as the clocks go in the zone of the session, or in another. From PostgreSQL 16 on; `add` does the
 * same in the zone of the session.
 *
 * @example dateAdd(posts.c.createdAt, { days: 1 }, 'Europe/Paris') // date_add("posts"."created_at", $1::interval, $2::text)
 */
export const dateAdd = /* @__PURE__ */ strict('dateAdd', [timestamptz, interval], [text], timestamptz)

/** An interval earlier. From PostgreSQL 16 on. @example dateSubtract(posts.c.createdAt, { days: 1 }) // date_subtract("posts"."created_at", $1::interval) */
export const dateSubtract = /* @__PURE__ */ strict('dateSubtract', [timestamptz, interval], [text], timestamptz)

// -------------------------------------------------------------------------------------
// stretches
// -------------------------------------------------------------------------------------

type Time = Moment | { readonly [mark]?: 'time' | 'timetz' }

type Start = Expr<Time | null, any, any> | string | Date

/** From a time to another, or for so long. */
type Period = readonly [start: Start, end: Start | Expr<Interval | null, any, any> | Interval]

const periods = (all: ReadonlyArray<unknown>): ReadonlyArray<unknown> =>
  all.flatMap((it) => (Array.isArray(it) ? it : []))

/** The type of times among the operands: a text is of no type by itself. */
const timeType = (operands: ReadonlyArray<unknown>): SqlType | null => {
  for (const operand of operands) {
    if (!isBranded(operand)) continue
    const { type } = toNode(operand, '')
    if (familyOf(type) !== 'interval') return uncounted(type)
  }
  return null
}

const boundNode = (bound: unknown, time: SqlType | null): Node => {
  const argument = 'a bound of overlapsPeriod'
  if (isBranded(bound)) return toNode(bound, argument)
  if (bound instanceof Date) return param(bound, plain('timestamptz'), true)
  if (isRecord(bound)) return param(bound, plain('interval'), true)
  return time === null
    ? invalid(invalidArgument(argument, 'is of no one type', 'say its type with value(date, it)'))
    : param(bound, time, true)
}

const periodNode = (period: unknown, time: SqlType | null): Node => {
  if (!Array.isArray(period) || period.length !== 2)
    return invalid(invalidArgument('an argument of overlapsPeriod', 'is not a start and an end', 'give [start, end]'))
  const items = period.map((bound) => boundNode(bound, time))
  const fields = items.map(({ type }, i) => [`f${i + 1}`, type] as const)
  return { joinery: brand, _tag: 'RowValue', items, type: { _tag: 'composite', schema: null, name: null, fields } }
}

/**
 * Whether two stretches of time have any in common. Each is from a time to another, or for so long; its end is no part of it.
 *
 * @example overlapsPeriod([posts.c.createdAt, now()], [new Date(0), { days: 1 }]) // ("posts"."created_at", now()) overlaps ($1::timestamptz, $2::interval)
 */
export const overlapsPeriod = <P extends Period, Q extends Period>(
  left: P,
  right: Q,
): Strict<boolean, Extract<P[number] | Q[number], AnyExpr>> => {
  const time = timeType(periods([left, right]))
  return typed({
    joinery: brand,
    _tag: 'Binary',
    op: 'overlapsPeriod',
    left: periodNode(left, time),
    right: periodNode(right, time),
    type: booleanType,
  })
}

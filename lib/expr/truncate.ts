/** Times without what is finer than a unit: the beginning of a month, or of a stretch of any length. */
import { type Expr, toNode, toTypedOperand, typed } from '../ast/Expr.js'
import type { Interval, Kind, mark } from '../ast/Kind.js'
import { familyOf } from '../ast/promote.js'
import type { Refused } from '../ast/Scope.js'
import { plain, type SqlType, textType, uncounted } from '../ast/SqlType.js'
import { toArgument } from './bare.js'
import { beside, callNode, type Operand, type Strict, type ValueIn } from './define.js'
import { word } from './extract.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type TruncUnit =
  | 'microseconds'
  | 'milliseconds'
  | 'second'
  | 'minute'
  | 'hour'
  | 'day'
  | 'week'
  | 'month'
  | 'quarter'
  | 'year'
  | 'decade'
  | 'century'
  | 'millennium'

/** A day, or a point in time. */
type Moment = Date | { readonly [mark]?: 'date' | 'timestamp' }

type Truncatable = Moment | Interval | { readonly [mark]?: 'time' }

/** A day begins in the zone of the session; a time of the day counts as an interval. */
interface Truncated<T> {
  readonly date: Date
  readonly timestamp: T
  readonly instant: T
  readonly interval: T
  readonly time: Interval
}

type TruncatedOf<T> = Kind<T> extends infer K extends keyof Truncated<T> ? Truncated<T>[K] : never

/** The same by its type. */
const truncatedType = (type: SqlType): SqlType => {
  switch (familyOf(type)) {
    case 'date':
      return plain('timestamptz')
    case 'time':
      return plain('interval')
    default:
      return uncounted(type)
  }
}

/** Satisfied by what has a zone to be in. */
type Zoned<E> =
  Kind<ValueIn<E>> extends 'interval' | 'time' ? Refused<'an interval is in no zone: leave it out'> : unknown

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const units: ReadonlyArray<string> = /* @__PURE__ */ (() =>
  'microseconds milliseconds second minute hour day week month quarter year decade century millennium'.split(' '))()

type DateTrunc = <
  E extends Expr<Truncatable | null, any, any> | Date,
  Z extends Operand<string> | undefined = undefined,
>(
  unit: TruncUnit,
  operand: E,
  zone?: Z & Zoned<E>,
) => Strict<[Z] extends [undefined] ? TruncatedOf<ValueIn<E>> : Date, E | Z>

/**
 * The beginning of the second, the day, the month … that it is in: in the zone of the session, or in another.
 *
 * @example dateTrunc('month', posts.c.createdAt) // date_trunc('month', "posts"."created_at")
 * @example dateTrunc('day', posts.c.createdAt, 'Europe/Paris') // date_trunc('day', "posts"."created_at", $1::text)
 */
export const dateTrunc: DateTrunc = (unit, operand, zone) => {
  const node = toArgument(operand, 'the second argument of dateTrunc')
  const args = [word(unit, units, 'the first argument of dateTrunc'), node]
  if (zone === undefined) return typed(callNode('dateTrunc', args, truncatedType(node.type)))
  const inZone = toTypedOperand(zone, textType, 'the third argument of dateTrunc')
  return typed(callNode('dateTrunc', [...args, inZone], plain('timestamptz')))
}

/**
 * The beginning of the stretch that it is in, of all those that follow each other from the origin on.
 *
 * @example dateBin({ minutes: 15 }, posts.c.createdAt, new Date(0)) // date_bin($1::interval, "posts"."created_at", $2::timestamptz)
 */
export const dateBin = <
  S extends Operand<Interval>,
  E extends Expr<Moment | null, any, any>,
  O extends Operand<ValueIn<E>>,
>(
  stride: S,
  operand: E,
  origin: O,
): Strict<TruncatedOf<ValueIn<E>>, S | E | O> => {
  const node = toNode(operand, 'the second argument of dateBin')
  return typed(
    callNode(
      'dateBin',
      [
        toTypedOperand(stride, plain('interval'), 'the first argument of dateBin'),
        node,
        beside(origin, operand, 'the third argument of dateBin'),
      ],
      truncatedType(node.type),
    ),
  )
}

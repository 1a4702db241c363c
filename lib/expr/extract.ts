/**
 * Parts of days, times and intervals.
 *
 * A part of `infinity` is null, or infinite itself.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, typed } from '../ast/Expr.js'
import type { Decimal, Float, Interval, Kind, mark, Numeric } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import type { Refused } from '../ast/Scope.js'
import { decimalType, doubleType, numericType, untyped } from '../ast/SqlType.js'
import type { ExtractField } from '../ast/Value.js'
import { toArgument } from './bare.js'
import { callNode, type Strict, type ValueIn } from './define.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A day, a time or an amount of time. */
type Temporal = Date | Interval | { readonly [mark]?: 'date' | 'time' | 'timetz' | 'timestamp' }

type Operand = Expr<Temporal | null, any, any> | Date

type YearField = 'century' | 'day' | 'decade' | 'epoch' | 'millennium' | 'month' | 'quarter' | 'year'

type DayField = YearField | 'dow' | 'doy' | 'isodow' | 'isoyear' | 'julian' | 'week'

type ClockField = 'epoch' | 'hour' | 'microseconds' | 'milliseconds' | 'minute' | 'second'

type ZoneField = 'timezone' | 'timezone_hour' | 'timezone_minute'

/** What has which parts, by its kind. */
interface Fields {
  readonly date: DayField
  readonly time: ClockField
  readonly timetz: ClockField | ZoneField
  readonly timestamp: DayField | ClockField
  readonly instant: DayField | ClockField | ZoneField
  readonly interval: YearField | ClockField
}

/** A day is at its beginning. */
interface FieldsOfDays extends Omit<Fields, 'date'> {
  readonly date: Fields['timestamp']
}

/** Satisfied by a part that a value of the kind `K` has. */
type Having<F, Table, K> = K extends keyof Table
  ? F extends Table[K]
    ? unknown
    : Refused<`there is no ${F & string} of ${K & string}`>
  : unknown

/** The seconds since 1970 and a day with its fraction have more digits than a number. */
type Extracted<F> = F extends 'epoch' | 'julian' ? Numeric : Decimal

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const exactFields: ReadonlySet<string> = new Set(['epoch', 'julian'])

const toTemporal = (operand: unknown, name: string): Node => toArgument(operand, `the second argument of ${name}`)

/**
 * A part of a time, as a number: none of them has more digits than a number has. But of `epoch` and `julian`, which may,
 * the exact decimal number is a string; `datePart` gives a floating-point number for them too.
 *
 * @example extract('year', posts.c.createdAt) // extract(year from "posts"."created_at")
 * @example extract('epoch', sub(now(), posts.c.createdAt)) // extract(epoch from now() - "posts"."created_at")
 */
export const extract = <F extends ExtractField, E extends Operand>(
  field: F & Having<F, Fields, Kind<ValueIn<E>>>,
  operand: E,
): Strict<Extracted<F>, E> =>
  typed({
    joinery: brand,
    _tag: 'Extract',
    field,
    operand: toTemporal(operand, 'extract'),
    type: exactFields.has(field) ? numericType : decimalType,
  })

const parts: ReadonlyArray<string> = /* @__PURE__ */ (() =>
  (
    'century day decade dow doy epoch hour isodow isoyear julian microseconds millennium milliseconds minute month ' +
    'quarter second timezone timezone_hour timezone_minute week year'
  ).split(' '))()

/** A word among those that the database knows, in the text: bound, it would be another value to each that groups by it. */
export const word = (it: unknown, words: ReadonlyArray<string>, argument: string): Node =>
  typeof it === 'string' && words.includes(it)
    ? { joinery: brand, _tag: 'Literal', value: it, type: untyped, cast: false }
    : invalid(invalidArgument(argument, 'is not known', `give one of ${words.join(', ')}`))

/** A part of a time as a floating-point number. @example datePart('epoch', posts.c.createdAt) // date_part('epoch', "posts"."created_at") */
export const datePart = <F extends ExtractField, E extends Operand>(
  field: F & Having<F, FieldsOfDays, Kind<ValueIn<E>>>,
  operand: E,
): Strict<Float, E> =>
  typed(
    callNode(
      'datePart',
      [word(field, parts, 'the first argument of datePart'), toTemporal(operand, 'datePart')],
      doubleType,
    ),
  )

/**
 * Functions that yield a row for each of several values: the elements of an array, its indices, and series of numbers and
 * times. Of null they yield no row.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, isBranded, param, type SetOf, toNode, toTypedOperand, typedSet } from '../ast/Expr.js'
import type { Interval, Kind, Numeric, TimestampText } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { familyOf } from '../ast/promote.js'
import type { Refused } from '../ast/Scope.js'
import { elementOf, plain, resolved, type SqlType, textType } from '../ast/SqlType.js'
import { type AnyArray, type ElementOf, isArray } from './arrays.js'
import type { Bare, Values } from './bare.js'
import { callNode, type Operand, type ReadsOf } from './define.js'
import { type Together, together, type United } from './united.js'

const integerType: SqlType = /* @__PURE__ */ plain('integer')

// -------------------------------------------------------------------------------------
// arrays
// -------------------------------------------------------------------------------------

/** The elements of an array of any number of dimensions. */
type Leaf<T> = T extends ReadonlyArray<infer E> ? Leaf<E> : T

const leafOf = (type: SqlType): SqlType => {
  const own = resolved(type)
  if (own._tag === 'multirange') return own.range
  return isArray(own) ? leafOf(elementOf(own)) : own
}

type ElementsOf<E> = E extends AnyArray ? Leaf<ElementOf<E>> : E extends ReadonlyArray<infer B> ? ValueOf<B> : never

/** The type of a bare value. */
type ValueOf<B> = B extends string ? string : B extends bigint ? bigint : B extends boolean ? boolean : B

/** An array of bare values, whose type their JavaScript type says. */
const toArray = (array: unknown): Node => {
  const argument = 'the array of unnest'
  if (!Array.isArray(array)) return toNode(array, argument)
  const { type } = together(array, argument, true)
  return type === null || type === 'mixed' || array.some(isBranded)
    ? invalid(
        invalidArgument(argument, 'is of no one type', 'say its type with value(array(integer), it), or use arrayOf'),
      )
    : param(array, { _tag: 'array', element: type }, true)
}

/**
 * The elements of an array, in all of its dimensions.
 *
 * @example unnest(articles.c.tags) // unnest("articles"."tags")
 * @example unnest(['sql', 'orm']) // unnest($1::text[])
 */
export const unnest = <E extends AnyArray | ReadonlyArray<Bare>>(array: E): SetOf<ElementsOf<E>, ReadsOf<E>, never> => {
  const node = toArray(array)
  return typedSet(callNode('unnest', [node], leafOf(node.type)))
}

/** The indices of a dimension, or the same from the last to the first. @example generateSubscripts(articles.c.tags, 1) // generate_subscripts("articles"."tags", $1::integer) */
export const generateSubscripts = <E extends AnyArray, D extends Operand<number>>(
  array: E,
  dimension: D,
  reverse?: boolean,
): SetOf<number, ReadsOf<E | D>, never> => {
  const node = toNode(array, 'the array of generateSubscripts')
  const argument = 'an argument of generateSubscripts'
  const flags = reverse === undefined ? [] : [toTypedOperand(reverse, { _tag: 'boolean' }, argument)]
  return typedSet(
    callNode('generateSubscripts', [node, toTypedOperand(dimension, integerType, argument), ...flags], integerType),
  )
}

// -------------------------------------------------------------------------------------
// series
// -------------------------------------------------------------------------------------

type Bound = Expr<number | bigint | string | Date | null, any, any> | number | bigint | string | Date

type Step = Bound | Operand<Interval>

type Numbers = 'integer' | 'bigint' | 'numeric'

type Times = 'date' | 'timestamp' | 'instant'

/** The kinds of the expressions among `A`: a bare string takes the one of what is beside it. */
type KindsOf<A> = Kind<Exclude<Values<Exclude<A, string>>, null>>

/** The values of a series: those of days are instants. */
type Steps<A, K = KindsOf<A>> = [Extract<K, Times>] extends [never]
  ? United<NumberOf<Exclude<Values<Exclude<A, string>>, null>>>
  : [Extract<K, 'instant'>] extends [never]
    ? [Extract<K, 'timestamp'>] extends [never]
      ? Date
      : TimestampText
    : Date

/** A number, of a bare one. */
type NumberOf<V> = V extends bigint ? bigint : V extends number ? number : V extends string ? Numeric : V

/** Satisfied by the steps that a series between two values has. */
type Stepping<A, C, K = KindsOf<A>> = [K] extends [never]
  ? Refused<'a bare string may be anything: say its type with value(date, it)'>
  : [K] extends [Numbers | Times]
    ? [Extract<K, Times>] extends [never]
      ? C extends readonly [step?: Operand<number | bigint | Numeric>]
        ? unknown
        : Refused<'the step between numbers is a number'>
      : [Extract<K, Numbers>] extends [never]
        ? C extends readonly [step: Operand<Interval>, zone?: Operand<string>]
          ? unknown
          : Refused<'the step between times is an interval'>
        : Refused<'there is nothing between a number and a time'>
    : Refused<'there are series of exact numbers and of times'>

const isTime = (type: SqlType): boolean => ['date', 'timestamp', 'instant'].includes(familyOf(type))

/** The type of bare numbers: they are whole ones. */
const wholeType = (values: ReadonlyArray<unknown>): SqlType | null =>
  values.every((value) => Number.isInteger(value) || typeof value === 'bigint')
    ? plain(values.some((value) => typeof value === 'bigint') ? 'bigint' : 'integer')
    : null

const isNumber = (value: unknown): boolean => typeof value === 'number' || typeof value === 'bigint'

const argument = 'an argument of generateSeries'

interface Arguments {
  readonly args: ReadonlyArray<Node>
  readonly type: SqlType | 'mixed' | null
}

const timesBetween = (
  bounds: ReadonlyArray<unknown>,
  { type, node }: Together,
  steps: ReadonlyArray<unknown>,
): Arguments => {
  const [step, zone] = steps
  const interval =
    step === undefined
      ? invalid(invalidArgument('the step of generateSeries', 'is left out', 'give an interval, as in { days: 1 }'))
      : toTypedOperand(step, { _tag: 'interval' }, argument)
  const zones = zone === undefined ? [] : [toTypedOperand(zone, textType, argument)]
  return {
    args: [...bounds.map(node), interval, ...zones],
    type: bounds.some(isNumber) ? 'mixed' : (type as SqlType)._tag === 'date' ? plain('timestamptz') : type,
  }
}

/** There are no series of `smallint`, and more than one that it could be converted to. */
const toInteger = (value: unknown): Node =>
  isBranded(value)
    ? { joinery: brand, _tag: 'Cast', operand: toNode(value, argument), type: integerType }
    : param(value, integerType, true)

const numbersBetween = (values: ReadonlyArray<unknown>): Arguments => {
  const whole = wholeType(values)
  if (whole !== null) return { args: values.map((value) => param(value, whole, true)), type: whole }
  const { type, node } = together(values, argument, true)
  return type !== null && type !== 'mixed' && type._tag === 'smallint'
    ? { args: values.map(toInteger), type: integerType }
    : { args: values.map(node), type }
}

const argumentsOf = (bounds: ReadonlyArray<unknown>, steps: ReadonlyArray<unknown>): Arguments => {
  const times = together(bounds, argument, true)
  return times.type !== null && times.type !== 'mixed' && isTime(times.type)
    ? timesBetween(bounds, times, steps)
    : numbersBetween([...bounds, ...steps.filter((step) => step !== undefined)])
}

/**
 * From one value to another, both included, by steps of 1 or of another size. Bare whole numbers are integers.
 *
 * @example generateSeries(1, 10) // generate_series($1::integer, $2::integer)
 * @example generateSeries(orders.c.day, orders.c.shipped, { days: 1 }) // generate_series("orders"."day", "orders"."shipped", $1::interval)
 * @example generateSeries(new Date('2026-01-01'), now(), { months: 1 }) // generate_series($1::timestamptz, now(), $2::interval)
 */
export const generateSeries = <A extends Bound, B extends Bound, C extends ReadonlyArray<Step>>(
  start: A,
  stop: B,
  ...step: C & Stepping<A | B, C>
): SetOf<Steps<A | B>, ReadsOf<A | B | C[number]>, never> => {
  const { args, type } = argumentsOf([start, stop], step)
  return typedSet(
    type === null || type === 'mixed'
      ? invalid(
          invalidArgument(
            'the arguments of generateSeries',
            type === null ? 'are of no one type' : 'are of different types',
            'say the type of one with value(type, it)',
          ),
        )
      : callNode('generateSeries', args, type),
  )
}

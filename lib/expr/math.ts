/**
 * Functions of numbers.
 *
 * What is calculated from an exact number is exact, and a floating-point number from any other. PostgreSQL rounds to a
 * number of digits, and takes a logarithm to a base, of exact numbers only: another one is cast there, and what comes of
 * it is read as a number.
 */
import { type AnyExpr, type Expr, isBranded, param, toNode, typed } from '../ast/Expr.js'
import type { AnyNumber, Exact, Float, Kind, Numeric, Whole } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { familyOf, promoted } from '../ast/promote.js'
import { doubleType, plain, type SqlType, uncounted } from '../ast/SqlType.js'
import { nullable } from '../schema/Column.js'
import { doublePrecision, integer, numeric } from '../schema/types.js'
import {
  beside,
  callNode,
  kept,
  type NumberOperand,
  numericType,
  type Operand,
  type Real,
  realFunction,
  realOf,
  type Strict,
  strict,
  toFloating,
  type ValueIn,
} from './define.js'
import { exact, floating, long } from './positions.js'

// -------------------------------------------------------------------------------------
// signs
// -------------------------------------------------------------------------------------

/** @example abs(users.c.age) // abs("users"."age") */
export const abs = /* @__PURE__ */ kept<AnyNumber>()('abs', [], [])

/** -1, 0 or 1. @example sign(users.c.age) // sign("users"."age") */
export const sign = /* @__PURE__ */ realFunction('sign')

// -------------------------------------------------------------------------------------
// rounding
// -------------------------------------------------------------------------------------

/** The next whole number that is not less. @example ceil(users.c.score) // ceil("users"."score") */
export const ceil = /* @__PURE__ */ realFunction('ceil')

/** `ceil` by its longer name. @example ceiling(users.c.score) // ceiling("users"."score") */
export const ceiling = /* @__PURE__ */ realFunction('ceiling')

/** The next whole number that is not greater. @example floor(users.c.score) // floor("users"."score") */
export const floor = /* @__PURE__ */ realFunction('floor')

/** What is exact in the database, of a `T`: of a number, a number. */
type Exactly<T> = T extends bigint ? Numeric : Real<T>

const exactly = (type: SqlType): SqlType => (familyOf(type) === 'bigint' ? numericType : realOf(type))

type Rounding = <E extends NumberOperand, D extends Operand<Whole> | undefined = undefined>(
  operand: E,
  digits?: D,
) => Strict<[D] extends [undefined] ? Real<ValueIn<E>> : Exactly<ValueIn<E>>, E | D>

/* @__NO_SIDE_EFFECTS__ */
const rounding =
  (name: string): Rounding =>
  (operand, digits) => {
    const node = toFloating(operand, `argument 1 of ${name}`)
    return typed(
      digits === undefined
        ? callNode(name, [node], realOf(node.type))
        : callNode(name, [node, toWhole(digits, `argument 2 of ${name}`)], exactly(node.type)),
    )
  }

const toWhole = (operand: unknown, argument: string): Node =>
  isBranded(operand) ? toNode(operand, argument) : param(operand, plain('integer'), true)

/**
 * The nearest whole number, or the nearest one of so many digits after the point. Of two that are as near, PostgreSQL
 * takes the one further from zero for an exact number, and the even one for a floating-point number.
 *
 * @example round(users.c.score) // round("users"."score")
 * @example round(users.c.score, 2) // round("users"."score"::numeric, $1::integer)
 */
export const round = /* @__PURE__ */ rounding('round')

/**
 * Towards zero, to a whole number or to so many digits after the point.
 *
 * @example trunc(users.c.score) // trunc("users"."score")
 * @example trunc(users.c.score, 1) // trunc("users"."score"::numeric, $1::integer)
 */
export const trunc = /* @__PURE__ */ rounding('trunc')

/** How many digits there are after the point; null for NaN. @example scale(orders.c.price) // scale("orders"."price") */
export const scale = /* @__PURE__ */ strict('scale', [exact], [], /* @__PURE__ */ nullable(integer))

/** How many digits after the point it needs; null for NaN. @example minScale(orders.c.price) // min_scale("orders"."price") */
export const minScale = /* @__PURE__ */ strict('minScale', [exact], [], /* @__PURE__ */ nullable(integer))

/** Without zeros at the end. @example trimScale(orders.c.price) // trim_scale("orders"."price") */
export const trimScale = /* @__PURE__ */ strict('trimScale', [exact], [], /* @__PURE__ */ numeric())

// -------------------------------------------------------------------------------------
// powers and logarithms
// -------------------------------------------------------------------------------------

/** The kinds of the numbers among `A`. A bare value is of no kind of its own. */
type Kinds<A> = A extends AnyExpr ? Kind<ValueIn<A>> : never

/** Of two numbers, what a function of real numbers yields. */
type RealOf<K> = 'float' extends K ? Float : 'numeric' extends K ? Numeric : Float

const realOfBoth = (a: SqlType, b: SqlType): SqlType =>
  familyOf(a) === 'float' || familyOf(b) === 'float'
    ? doubleType
    : familyOf(a) === 'numeric' && uncounted(b)._tag !== 'mapped'
      ? realOf(a)
      : realOf(b)

/** A bare number beside an exact one is exact. */
const toReal = (operand: unknown, other: unknown, argument: string): Node => {
  if (isBranded(operand) || !isBranded(other)) return toFloating(operand, argument)
  const type = realOf(toNode(other, argument).type)
  return param(type === numericType && typeof operand === 'number' ? String(operand) : operand, type, false)
}

/**
 * An operator, as `power()` is one and the same.
 *
 * @example power(users.c.age, 2) // "users"."age" ^ $1
 */
export const power = <L extends NumberOperand, D extends NumberOperand>(
  base: L,
  exponent: D,
): Strict<RealOf<Kinds<L | D>>, L | D> => {
  const left = toReal(base, exponent, 'the left operand of power')
  const right = toReal(exponent, base, 'the right operand of power')
  return typed({ joinery: brand, _tag: 'Binary', op: 'power', left, right, type: realOfBoth(left.type, right.type) })
}

/** @example sqrt(users.c.score) // sqrt("users"."score") */
export const sqrt = /* @__PURE__ */ realFunction('sqrt')

/** The cube root. @example cbrt(users.c.score) // cbrt("users"."score") */
export const cbrt = /* @__PURE__ */ strict('cbrt', [floating], [], doublePrecision)

/** @example exp(users.c.score) // exp("users"."score") */
export const exp = /* @__PURE__ */ realFunction('exp')

/** The natural logarithm. @example ln(users.c.score) // ln("users"."score") */
export const ln = /* @__PURE__ */ realFunction('ln')

/** The logarithm to base 10. @example log10(users.c.score) // log10("users"."score") */
export const log10 = /* @__PURE__ */ realFunction('log10')

/** Of one argument to base 10; of two, of the second one to the base of the first. */
type Logarithm<A, B> = [B] extends [undefined] ? Strict<Real<ValueIn<A>>, A> : Strict<Exactly<ValueIn<B>>, A | B>

/**
 * The logarithm to base 10, or to a base that comes first.
 *
 * @example log(users.c.score) // log("users"."score")
 * @example log('2', items.c.price) // log($1::numeric, "items"."price")
 */
export const log = <A extends NumberOperand, B extends NumberOperand | undefined = undefined>(
  base: A,
  operand?: B,
): Logarithm<A, B> => {
  if (operand === undefined) {
    const node = toFloating(base, 'the argument of log')
    return logarithm(callNode('log', [node], realOf(node.type)))
  }
  const node = toFloating(operand, 'argument 2 of log')
  return logarithm(callNode('log', [toFloating(base, 'argument 1 of log'), node], exactly(node.type)))
}

/** Remembers the type, which depends on the number of arguments. */
const logarithm = <A, B>(node: Node): Logarithm<A, B> => node as unknown as Logarithm<A, B>

// -------------------------------------------------------------------------------------
// whole numbers
// -------------------------------------------------------------------------------------

/** Of two whole or exact numbers, the one that holds more. */
export type Wider<K> = 'numeric' extends K ? Numeric : 'bigint' extends K ? bigint : number

type OfTwo = <E extends Expr<Exact | null, any, any>, D extends Expr<Exact | null, any, any> | ValueIn<E>>(
  left: E,
  right: D,
) => Strict<Wider<Kinds<E | D>>, E | D>

/** There is none of `smallint`, and two of them could be of any wider type. */
const widened = (node: Node): Node =>
  uncounted(node.type)._tag === 'smallint'
    ? { joinery: brand, _tag: 'Cast', operand: node, type: plain('integer') }
    : node

/* @__NO_SIDE_EFFECTS__ */
const ofTwo =
  (name: string): OfTwo =>
  (left, right) => {
    const a = widened(toNode(left, `argument 1 of ${name}`))
    const b = beside(right, a, `argument 2 of ${name}`)
    return typed(callNode(name, [a, b], uncounted(promoted('add', a.type, b.type))))
  }

/** The greatest common divisor. @example gcd(users.c.age, 12) // gcd("users"."age", $1::integer) */
export const gcd = /* @__PURE__ */ ofTwo('gcd')

/** The least common multiple. @example lcm(users.c.age, 12) // lcm("users"."age", $1::integer) */
export const lcm = /* @__PURE__ */ ofTwo('lcm')

/**
 * SQL's function `div`: how many times the one goes into the other, as an exact number.
 *
 * @example divTrunc(orders.c.price, '7') // div("orders"."price", $1::numeric)
 */
export const divTrunc = /* @__PURE__ */ strict('divTrunc', [exact, exact], [], /* @__PURE__ */ numeric())

/** @example factorial(users.c.age) // factorial("users"."age") */
export const factorial = /* @__PURE__ */ strict('factorial', [long], [], /* @__PURE__ */ numeric())

// -------------------------------------------------------------------------------------
// buckets
// -------------------------------------------------------------------------------------

/** Beside an exact number a bound is exact, beside any other a floating-point number. */
const toBound = (operand: unknown, other: Node, argument: string): Node => {
  if (isBranded(operand)) return toNode(operand, argument)
  const type = realOf(other.type)
  return param(type === numericType && typeof operand === 'number' ? String(operand) : operand, type, true)
}

/**
 * Which of `count` buckets of one size between two bounds it falls into: 0 is below the first one.
 *
 * @example widthBucket(users.c.age, 0, 100, 10) // width_bucket("users"."age", $1::double precision, $2::double precision, $3::integer)
 */
export const widthBucket = <
  E extends Expr<AnyNumber | null, any, any>,
  L extends NumberOperand,
  H extends NumberOperand,
  C extends Operand<Whole>,
>(
  operand: E,
  low: L,
  high: H,
  count: C,
): Strict<number, E | L | H | C> => {
  const node = toNode(operand, 'argument 1 of widthBucket')
  return typed(
    callNode(
      'widthBucket',
      [
        node,
        toBound(low, node, 'argument 2 of widthBucket'),
        toBound(high, node, 'argument 3 of widthBucket'),
        toWhole(count, 'argument 4 of widthBucket'),
      ],
      plain('integer'),
    ),
  )
}

/**
 * Which bucket it falls into, of those that start at the elements of a sorted array: 0 is before the first one.
 *
 * @example widthBucketOf(users.c.age, value(array(integer), [0, 18, 65])) // width_bucket("users"."age", $1::integer[])
 */
export const widthBucketOf = <T, E extends Expr<T | null, any, any>, A extends Expr<ReadonlyArray<T> | null, any, any>>(
  operand: E,
  thresholds: A,
): Strict<number, E | A> =>
  typed(
    callNode(
      'widthBucket',
      [toNode(operand, 'argument 1 of widthBucketOf'), toNode(thresholds, 'argument 2 of widthBucketOf')],
      plain('integer'),
    ),
  )

// -------------------------------------------------------------------------------------
// operators
// -------------------------------------------------------------------------------------

/** `abs`, as an operator. @example absolute(users.c.age) // @ "users"."age" */
export const absolute = <T extends AnyNumber | null, R, N>(operand: Expr<T, R, N>): Expr<T, R, N> => {
  const node = toNode(operand, 'the operand of absolute')
  return typed({ joinery: brand, _tag: 'Prefix', op: 'absolute', operand: node, type: uncounted(node.type) })
}

type Root = <E extends NumberOperand>(operand: E) => Strict<Float, E>

/* @__NO_SIDE_EFFECTS__ */
const root =
  (op: 'squareRoot' | 'cubeRoot'): Root =>
  (operand) =>
    typed({
      joinery: brand,
      _tag: 'Prefix',
      op,
      operand: toFloating(operand, `the operand of ${op}`),
      type: doubleType,
    })

/** The square root, as an operator: always a floating-point number. @example squareRoot(users.c.age) // |/ "users"."age" */
export const squareRoot = /* @__PURE__ */ root('squareRoot')

/** The cube root, as an operator. @example cubeRoot(users.c.age) // ||/ "users"."age" */
export const cubeRoot = /* @__PURE__ */ root('cubeRoot')

/**
 * Functions of numbers.
 *
 * What is calculated from an exact number is exact, and a floating-point number from any other. PostgreSQL rounds to a
 * number of digits, and takes a logarithm to a base, of exact numbers only: another one is cast there, and what comes of
 * it is read as a number.
 */
import { type AnyExpr, type Expr, isBranded, param, toNode, typed } from '../ast/Expr.js'
import type { AnyNumber, Decimal, Exact, Float, Kind, Numeric, Whole } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { familyOf, promoted } from '../ast/promote.js'
import { decimalType, doubleType, numericType, plain, type SqlType, uncounted } from '../ast/SqlType.js'
import { nullable } from '../schema/Column.js'
import { doublePrecision, integer, numeric } from '../schema/types.js'
import {
  beside,
  callNode,
  kept,
  type NumberOperand,
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

/** The next whole number that is not less. @example ceil(items.c.weight) // ceil("items"."weight") */
export const ceil = /* @__PURE__ */ realFunction('ceil')

/** `ceil` by its longer name. @example ceiling(items.c.weight) // ceiling("items"."weight") */
export const ceiling = /* @__PURE__ */ realFunction('ceiling')

/** The next whole number that is not greater. @example floor(items.c.weight) // floor("items"."weight") */
export const floor = /* @__PURE__ */ realFunction('floor')

/** What is exact in the database, of a `T`: what was a number is read as one. */
type Exactly<T> = T extends bigint ? Numeric : T extends number ? Decimal : Numeric

const exactly = (type: SqlType): SqlType => {
  const family = familyOf(type)
  return family === 'bigint' ? numericType : family === 'numeric' ? realOf(type) : decimalType
}

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
 * @example round(items.c.weight) // round("items"."weight")
 * @example round(items.c.weight, 2) // round("items"."weight"::numeric, $1::integer)
 */
export const round = /* @__PURE__ */ rounding('round')

/**
 * Towards zero, to a whole number or to so many digits after the point.
 *
 * @example trunc(items.c.weight) // trunc("items"."weight")
 * @example trunc(items.c.weight, 1) // trunc("items"."weight"::numeric, $1::integer)
 */
export const trunc = /* @__PURE__ */ rounding('trunc')

/** How many digits there are after the point; null for NaN. @example scale(items.c.price) // scale("items"."price") */
export const scale = /* @__PURE__ */ strict('scale', [exact], [], /* @__PURE__ */ nullable(integer))

/** How many digits after the point it needs; null for NaN. @example minScale(items.c.price) // min_scale("items"."price") */
export const minScale = /* @__PURE__ */ strict('minScale', [exact], [], /* @__PURE__ */ nullable(integer))

/** Without zeros at the end. @example trimScale(items.c.price) // trim_scale("items"."price") */
export const trimScale = /* @__PURE__ */ strict('trimScale', [exact], [], /* @__PURE__ */ numeric())

// -------------------------------------------------------------------------------------
// powers and logarithms
// -------------------------------------------------------------------------------------

/** The values of expressions among `A`. A bare value is of no kind of its own. */
type Values<A> = A extends AnyExpr ? ValueIn<A> : never

/** Of exact numbers, a string unless all of them are read as numbers. */
type ExactOf<V> = [Extract<V, string>] extends [never] ? Decimal : Numeric

/** Of two numbers, what a function of real numbers yields. */
type RealOf<V> = 'float' extends Kind<V> ? Float : 'numeric' extends Kind<V> ? ExactOf<V> : Float

/** Of two types, the one that says how an exact number is read; null where neither is exact. */
const exactOf = (a: SqlType, b: SqlType): SqlType | null => {
  const types = [a, b].filter((type) => familyOf(type) === 'numeric').map(realOf)
  return types.includes(numericType) ? numericType : (types[0] ?? null)
}

const realOfBoth = (a: SqlType, b: SqlType): SqlType =>
  familyOf(a) === 'float' || familyOf(b) === 'float' ? doubleType : (exactOf(a, b) ?? doubleType)

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
): Strict<RealOf<Values<L | D>>, L | D> => {
  const left = toReal(base, exponent, 'the left operand of power')
  const right = toReal(exponent, base, 'the right operand of power')
  return typed({ joinery: brand, _tag: 'Binary', op: 'power', left, right, type: realOfBoth(left.type, right.type) })
}

/** @example sqrt(items.c.weight) // sqrt("items"."weight") */
export const sqrt = /* @__PURE__ */ realFunction('sqrt')

/** The cube root. @example cbrt(items.c.weight) // cbrt("items"."weight") */
export const cbrt = /* @__PURE__ */ strict('cbrt', [floating], [], doublePrecision)

/** @example exp(items.c.weight) // exp("items"."weight") */
export const exp = /* @__PURE__ */ realFunction('exp')

/** The natural logarithm. @example ln(items.c.weight) // ln("items"."weight") */
export const ln = /* @__PURE__ */ realFunction('ln')

/** The logarithm to base 10. @example log10(items.c.weight) // log10("items"."weight") */
export const log10 = /* @__PURE__ */ realFunction('log10')

/** Of one argument to base 10; of two, of the second one to the base of the first. */
type Logarithm<A, B> = [B] extends [undefined] ? Strict<Real<ValueIn<A>>, A> : Strict<Exactly<ValueIn<B>>, A | B>

/**
 * The logarithm to base 10, or to a base that comes first.
 *
 * @example log(items.c.weight) // log("items"."weight")
 * @example log(2, users.c.age) // log($1::double precision::numeric, "users"."age")
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
export type Wider<V> = 'numeric' extends Kind<V> ? ExactOf<V> : 'bigint' extends Kind<V> ? bigint : number

/** The type of that. */
export const widerOf = (a: SqlType, b: SqlType): SqlType => exactOf(a, b) ?? uncounted(promoted('add', a, b))

type OfTwo = <E extends Expr<Exact | null, any, any>, D extends Expr<Exact | null, any, any> | ValueIn<E>>(
  left: E,
  right: D,
) => Strict<Wider<Values<E | D>>, E | D>

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
    return typed(callNode(name, [a, b], widerOf(a.type, b.type)))
  }

/** The greatest common divisor. @example gcd(users.c.age, 12) // gcd("users"."age", $1::integer) */
export const gcd = /* @__PURE__ */ ofTwo('gcd')

/** The least common multiple. @example lcm(users.c.age, 12) // lcm("users"."age", $1::integer) */
export const lcm = /* @__PURE__ */ ofTwo('lcm')

/**
 * SQL's function `div`: how many times the one goes into the other, as an exact number.
 *
 * @example divTrunc(items.c.price, '7') // div("items"."price", $1::numeric)
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

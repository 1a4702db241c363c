/** Random numbers. Each row has one of its own; none of them is fit for a secret. */
import { type AnyExpr, type Expr, isBranded, param, toNode, typed } from '../ast/Expr.js'
import type { Exact, Float, Numeric } from '../ast/Kind.js'
import type { Node } from '../ast/Node.js'
import { doubleType, numericType, plain, type SqlType } from '../ast/SqlType.js'
import { doublePrecision } from '../schema/types.js'
import { untypable } from './bare.js'
import { callNode, type Strict, strict, type ValueIn } from './define.js'
import { type Wider, widerOf } from './math.js'
import { floating } from './positions.js'
import { nothing } from './types.js'

/** A bound: an expression, a whole number, or an exact one as a string. */
type Bound = Expr<Exact | null, any, any> | number | bigint | Numeric

type NumberOf<B> = B extends AnyExpr ? ValueIn<B> : B extends string ? Numeric : B extends bigint ? bigint : number

type Random<B extends ReadonlyArray<unknown>> = B extends readonly []
  ? Expr<Float, never, never>
  : Strict<Wider<NumberOf<B[number]>>, B[number]>

const types: { readonly [type: string]: SqlType | undefined } = {
  number: /* @__PURE__ */ plain('integer'),
  bigint: /* @__PURE__ */ plain('bigint'),
  string: numericType,
}

const toBound = (bound: unknown, argument: string): Node => {
  if (isBranded(bound)) return toNode(bound, argument)
  const type = types[typeof bound]
  return type === undefined ? untypable(bound, argument) : param(bound, type, true)
}

/** Remembers the type, which depends on the arguments. */
const drawn = <B extends ReadonlyArray<unknown>>(node: Node): Random<B> => typed(node) as unknown as Random<B>

/**
 * A floating-point number from 0 up to, and without, 1; or, since PostgreSQL 17, a number from one bound to another,
 * both included.
 *
 * @example random() // random()
 * @example random(1, 6) // random($1::integer, $2::integer)
 */
export const random = <B extends readonly [] | readonly [min: Bound, max: Bound]>(...bounds: B): Random<B> => {
  const nodes = bounds.map((bound, i) => toBound(bound, `argument ${i + 1} of random`))
  const [min, max] = nodes
  const type = min === undefined || max === undefined ? doubleType : widerOf(min.type, max.type)
  return drawn(callNode('random', nodes, type))
}

/**
 * A number of the normal distribution, by its mean and its deviation, since PostgreSQL 16.
 *
 * @example randomNormal(0, 1) // random_normal($1::double precision, $2::double precision)
 */
export const randomNormal = /* @__PURE__ */ strict('randomNormal', [], [floating, floating], doublePrecision)

/** What the session's random numbers start from, from -1 to 1. @example setseed(0.5) // setseed($1::double precision) */
export const setseed = /* @__PURE__ */ strict('setseed', [floating], [], nothing)

/**
 * How ranges lie beside each other, and what comes of two of them.
 *
 * A bare value on the right is a range, or an array of them. Shapes in the plane lie beside each other, too.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, type Expr, invalid, isBranded, param, toNode, typed, type valueOf } from '../ast/Expr.js'
import type { Box, Circle, Path, Point, Polygon, Range } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import type { BinaryOp } from '../ast/Operator.js'
import { type AnyRanges, type BoundOf, multirangeOf } from '../ast/range.js'
import { baseOf, booleanType, type SqlType } from '../ast/SqlType.js'
import type { AbsentOf, NullOf, Operand, ReadsOf } from './define.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Shapes that have sides. */
type Shape = Point | Box | Path | Polygon | Circle

/** What may lie beside a `T`. */
type Beside<T> = T extends AnyRanges
  ? Operand<Range<BoundOf<T>>> | Operand<ReadonlyArray<Range<BoundOf<T>>>>
  : T extends Shape
    ? Operand<T>
    : never

/** What a `T` may be put together with: a range with a range, a multirange with a multirange. */
type Alike<T> =
  T extends ReadonlyArray<unknown> ? Operand<ReadonlyArray<Range<BoundOf<T>>>> : Operand<Range<BoundOf<T>>>

type Result<T, E extends AnyExpr, D> = Expr<T | NullOf<E | D>, ReadsOf<E | D>, AbsentOf<E | D>>

// -------------------------------------------------------------------------------------
// nodes
// -------------------------------------------------------------------------------------

/** The type of a bare value beside ranges: an array is a multirange. */
const typeBeside = (type: SqlType, value: unknown): SqlType => {
  const base = baseOf(type)
  if (base._tag === 'range') return Array.isArray(value) ? multirangeOf(base) : base
  return base._tag === 'multirange' && !Array.isArray(value) ? base.range : base
}

const toRight = (value: unknown, left: SqlType, argument: string): Node => {
  if (isBranded(value)) return toNode(value, argument)
  return value === null || value === undefined
    ? invalid(invalidArgument(argument, `is ${value}`, 'give a range, or null_(type) for NULL'))
    : param(value, typeBeside(left, value), true)
}

const binary = (op: BinaryOp, name: string, left: unknown, right: unknown, type: SqlType | null): Node => {
  const node = toNode(left, `the left operand of ${name}`)
  const other = toRight(right, node.type, `the right operand of ${name}`)
  return { joinery: brand, _tag: 'Binary', op, left: node, right: other, type: type ?? baseOf(node.type) }
}

// -------------------------------------------------------------------------------------
// beside each other
// -------------------------------------------------------------------------------------

type Placed = <E extends Expr<AnyRanges | Shape | null, any, any>, D extends Beside<Exclude<E[typeof valueOf], null>>>(
  left: E,
  right: D,
) => Result<boolean, E, D>

/* @__NO_SIDE_EFFECTS__ */
const placed =
  (op: BinaryOp, name: string): Placed =>
  (left, right) =>
    typed(binary(op, name, left, right, booleanType))

/** All of it comes before the other. @example leftOf(bookings.c.during, rangeOf(daterange, orders.c.day, null)) // "bookings"."during" << daterange("orders"."day", $1::date) */
export const leftOf = /* @__PURE__ */ placed('shiftLeft', 'leftOf')

/** All of it comes after the other. @example rightOf(bookings.c.during, rangeOf(daterange, null, orders.c.day)) // "bookings"."during" >> daterange($1::date, "orders"."day") */
export const rightOf = /* @__PURE__ */ placed('shiftRight', 'rightOf')

/** It ends no later than the other. @example notRightOf(bookings.c.during, { lower: null, upper: '2026-11-22', bounds: '[)' }) // "bookings"."during" &< $1::daterange */
export const notRightOf = /* @__PURE__ */ placed('notRightOf', 'notRightOf')

/** It starts no earlier than the other. @example notLeftOf(bookings.c.during, { lower: '2026-11-22', upper: null, bounds: '[)' }) // "bookings"."during" &> $1::daterange */
export const notLeftOf = /* @__PURE__ */ placed('notLeftOf', 'notLeftOf')

/** Nothing is between the two, and nothing in both. @example adjacent(bookings.c.during, { lower: '2026-11-22', upper: null, bounds: '[)' }) // "bookings"."during" -|- $1::daterange */
export const adjacent = <
  E extends Expr<AnyRanges | null, any, any>,
  D extends Beside<Exclude<E[typeof valueOf], null>>,
>(
  left: E,
  right: D,
): Result<boolean, E, D> => typed(binary('adjacent', 'adjacent', left, right, booleanType))

// -------------------------------------------------------------------------------------
// together
// -------------------------------------------------------------------------------------

type Combined = <E extends Expr<AnyRanges | null, any, any>, D extends Alike<Exclude<E[typeof valueOf], null>>>(
  left: E,
  right: D,
) => Result<Exclude<E[typeof valueOf], null>, E, D>

/* @__NO_SIDE_EFFECTS__ */
const combined =
  (op: BinaryOp, name: string): Combined =>
  (left, right) =>
    typed(binary(op, name, left, right, null))

/** What is in one of the two; an error of the database where two ranges would not be one. @example rangeUnion(bookings.c.during, { lower: '2026-11-22', upper: null, bounds: '[)' }) // "bookings"."during" + $1::daterange */
export const rangeUnion = /* @__PURE__ */ combined('add', 'rangeUnion')

/** What is in both. @example rangeIntersection(bookings.c.during, { lower: '2026-11-22', upper: null, bounds: '[)' }) // "bookings"."during" * $1::daterange */
export const rangeIntersection = /* @__PURE__ */ combined('mul', 'rangeIntersection')

/** What is in the left one alone; an error of the database where a range would be two. @example rangeDifference(bookings.c.during, { lower: '2026-11-22', upper: null, bounds: '[)' }) // "bookings"."during" - $1::daterange */
export const rangeDifference = /* @__PURE__ */ combined('sub', 'rangeDifference')

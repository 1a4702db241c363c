/**
 * Ranges and multiranges: what makes them, and what they are.
 *
 * A bound that is null is none. What holds what, and what has something in common, is asked with `contains`, `containedBy`
 * and `overlaps`; `eq`, `lt` and the like compare ranges.
 */
import { invalidArgument } from '../ast/CompileError.js'
import {
  type absentOf,
  type Expr,
  invalid,
  type readsOf,
  toNode,
  toTypedOperand,
  typed,
  type valueOf,
} from '../ast/Expr.js'
import type { Range } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { type AnyRanges, type BoundOf, multirangeOf as multirangeType } from '../ast/range.js'
import { baseOf, booleanType, type RangeOf, type SqlType, textType } from '../ast/SqlType.js'
import { type ColumnSpec, ofType } from '../schema/Column.js'
import { type AbsentOf, callNode, type NullOf, type Operand, type ReadsOf, type Strict } from './define.js'

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Which bounds are in the range: `[` and `]` say that theirs is. */
export type RangeBounds = '[)' | '[]' | '(]' | '()'

const everyBounds: ReadonlyArray<unknown> = ['[)', '[]', '(]', '()']

/** A bound, or none. */
type Bound<T> = Operand<T> | null

const builtIn: ReadonlySet<string> = /* @__PURE__ */ (() =>
  new Set(['int4', 'int8', 'num', 'date', 'ts', 'tstz'].flatMap((of) => [`${of}range`, `${of}multirange`])))()

/** The function that has the name of a type. */
const construct = (
  type: { readonly schema: string | null; readonly name: string },
  args: ReadonlyArray<Node>,
  own: SqlType,
): Node =>
  type.schema === null && builtIn.has(type.name)
    ? callNode(type.name, args, own)
    : { joinery: brand, _tag: 'CustomCall', schema: type.schema, name: type.name, args, type: own }

const noRange = (name: string, example: string): Node =>
  invalid(invalidArgument(`the type of ${name}`, 'is of no range', `give one, as in ${example}`))

/** The closed set of words, which are a part of the text. */
const boundsNode = (bounds: unknown): Node =>
  everyBounds.includes(bounds)
    ? { joinery: brand, _tag: 'Literal', value: bounds, type: textType, cast: false }
    : invalid(invalidArgument('the bounds of rangeOf', 'are none', `give one of ${everyBounds.join(' ')}`))

/**
 * A range from one bound to another, of which the lower one is in it and the upper one is not, unless `bounds` says
 * another thing; null is no bound.
 *
 * @example rangeOf(daterange, orders.c.day, orders.c.shipped) // daterange("orders"."day", "orders"."shipped")
 * @example rangeOf(int4range, 1, users.c.age, '[]') // int4range($1::integer, "users"."age", '[]')
 */
export const rangeOf = <T, L extends Bound<T>, U extends Bound<T>>(
  type: ColumnSpec<Range<T>, any, any>,
  lower: L,
  upper: U,
  bounds?: RangeBounds,
): Expr<Range<T>, ReadsOf<L | U>, never> =>
  typed(
    ofType(type, 'rangeOf', 'rangeOf(int4range, 1, 10)', (own) => {
      const base = baseOf(own)
      if (base._tag !== 'range') return noRange('rangeOf', 'rangeOf(int4range, 1, 10)')
      const limits = [
        toTypedOperand(lower, base.element, 'the lower bound of rangeOf'),
        toTypedOperand(upper, base.element, 'the upper bound of rangeOf'),
      ]
      return construct(base, bounds === undefined ? limits : [...limits, boundsNode(bounds)], own)
    }),
  )

/**
 * Ranges as one: those that touch are joined.
 *
 * @example multirangeOf(datemultirange, bookings.c.during, { lower: '2026-01-01', upper: null, bounds: '[)' })
 * // datemultirange("bookings"."during", $1::daterange)
 */
export const multirangeOf = <T, A extends ReadonlyArray<Operand<Range<T>>>>(
  type: ColumnSpec<ReadonlyArray<Range<T>>, any, any>,
  ...ranges: A
): Strict<ReadonlyArray<Range<T>>, A[number]> =>
  typed(
    ofType(type, 'multirangeOf', 'multirangeOf(int4multirange, …)', (own) => {
      const base = baseOf(own)
      if (base._tag !== 'multirange') return noRange('multirangeOf', 'multirangeOf(int4multirange, …)')
      const args = ranges.map((range, i) => toTypedOperand(range, base.range, `range ${i + 1} of multirangeOf`))
      return construct(base, args, own)
    }),
  )

// -------------------------------------------------------------------------------------
// what they are
// -------------------------------------------------------------------------------------

/** An expression of ranges. */
type RangesExpr = Expr<AnyRanges | null, any, any>

type RangeTest = <T extends AnyRanges | null, R, N>(operand: Expr<T, R, N>) => Expr<boolean | (T & null), R, N>

/* @__NO_SIDE_EFFECTS__ */
const rangeTest =
  (name: string): RangeTest =>
  (operand) =>
    typed(callNode(name, [toNode(operand, `the argument of ${name}`)], booleanType))

/** Whether nothing is in it. @example isempty(bookings.c.during) // isempty("bookings"."during") */
export const isempty = /* @__PURE__ */ rangeTest('isempty')

/** Whether the lower bound is in it. @example lowerInc(bookings.c.during) // lower_inc("bookings"."during") */
export const lowerInc = /* @__PURE__ */ rangeTest('lowerInc')

/** Whether the upper bound is in it. @example upperInc(bookings.c.during) // upper_inc("bookings"."during") */
export const upperInc = /* @__PURE__ */ rangeTest('upperInc')

/** Whether it has no lower bound. @example lowerInf(bookings.c.during) // lower_inf("bookings"."during") */
export const lowerInf = /* @__PURE__ */ rangeTest('lowerInf')

/** Whether it has no upper bound. @example upperInf(bookings.c.during) // upper_inf("bookings"."during") */
export const upperInf = /* @__PURE__ */ rangeTest('upperInf')

/** The range of a multirange, or a range itself. */
const rangeIn = (type: SqlType): RangeOf | null => {
  const base = baseOf(type)
  return base._tag === 'multirange' ? base.range : base._tag === 'range' ? base : null
}

const notRanges = (argument: string): Node =>
  invalid(invalidArgument(argument, 'is no range', 'give a range, or make one with rangeOf(type, lower, upper)'))

/** What is made of ranges, whose type their type decides. */
const ofRanges = (name: string, nodes: ReadonlyArray<Node>, type: (range: RangeOf) => SqlType): Node => {
  const [first] = nodes
  const range = first === undefined ? null : rangeIn(first.type)
  if (first?._tag === 'Invalid') return first
  return range === null ? notRanges(`the argument of ${name}`) : callNode(name, nodes, type(range))
}

/**
 * The smallest range that holds two ranges, or all of a multirange.
 *
 * @example rangeMerge(bookings.c.during, rangeOf(daterange, orders.c.day, null)) // range_merge("bookings"."during", daterange("orders"."day", $1::date))
 */
export const rangeMerge = <E extends RangesExpr, D extends Operand<Range<BoundOf<E[typeof valueOf]>>> = never>(
  first: E,
  second?: D,
): Expr<
  Range<BoundOf<E[typeof valueOf]>> | NullOf<E | D>,
  E[typeof readsOf] | ReadsOf<D>,
  E[typeof absentOf] | AbsentOf<D>
> => {
  const node = toNode(first, 'argument 1 of rangeMerge')
  const others = second === undefined ? [] : [toTypedOperand(second, node.type, 'argument 2 of rangeMerge')]
  return typed(ofRanges('rangeMerge', [node, ...others], (range) => range))
}

/** A range as the multirange of it alone. @example multirange(bookings.c.during) // multirange("bookings"."during") */
export const multirange = <E extends Expr<Range<any> | null, any, any>>(
  range: E,
): Expr<ReadonlyArray<Range<BoundOf<E[typeof valueOf]>>> | NullOf<E>, E[typeof readsOf], E[typeof absentOf]> =>
  typed(ofRanges('multirange', [toNode(range, 'the argument of multirange')], multirangeType))

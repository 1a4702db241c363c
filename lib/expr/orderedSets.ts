/**
 * Aggregates of rows in an order: what stands at a place among them, and the place that a row would have.
 *
 * They have no value until `withinGroup` says the order, and are no expressions before.
 */
import { invalidArgument } from '../ast/CompileError.js'
import {
  type Aggregate,
  type AnyExpr,
  type Expr,
  invalid,
  isBranded,
  param,
  type readsOf,
  toNode,
  typedAggregate,
  type valueOf,
} from '../ast/Expr.js'
import type { Float, Interval, Kind } from '../ast/Kind.js'
import type { Branded, Node } from '../ast/Node.js'
import { familyOf } from '../ast/promote.js'
import type { Refused } from '../ast/Scope.js'
import { type ArrayOf, doubleType, plain, type SqlType, unsized, untyped } from '../ast/SqlType.js'
import type { Aggregate as AggregateNode } from '../ast/Window.js'
import { aggregate } from './aggregates.js'
import type { ReadsOf } from './define.js'
import { isAggregate } from './modifiers.js'
import { type Order, type sortedOf, toOrder } from './order.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export declare const awaitingOrder: unique symbol

/** An aggregate that reads the sources `R`, and has no order yet: `K` says what it yields when it has one. */
export interface OrderedSet<out K, out R> extends Branded {
  readonly [awaitingOrder]: { readonly kind: K; readonly reads: R }
}

/** A value of the order. */
interface Discrete {
  readonly kind: 'discrete'
}

/** A value between two of the order. */
interface Continuous {
  readonly kind: 'continuous'
}

interface Many<K> {
  readonly kind: 'many'
  readonly of: K
}

/** A number, of a row of values `A`. */
interface Placed<A> {
  readonly kind: 'placed'
  readonly args: A
}

/** What the user says. */
export interface Said<T> {
  readonly kind: 'said'
  readonly value: T
}

/** Remembers the types: the one place where they are asserted. */
export const typedSet = <K, R>(node: Node): OrderedSet<K, R> => node as unknown as OrderedSet<K, R>

/** An aggregate without the order that it needs. */
export const unordered = (name: string, args: ReadonlyArray<Node>): AggregateNode => ({
  ...aggregate(name, args, untyped),
  withinGroup: true,
})

// -------------------------------------------------------------------------------------
// places
// -------------------------------------------------------------------------------------

/** The most frequent value; the first of them, if there are several. @example pipe(mode(), withinGroup(users.c.age)) // mode() within group (order by "users"."age") */
export const mode = (): OrderedSet<Discrete, never> => typedSet(unordered('mode', []))

/** From 0 for the first to 1 for the last, or many such. */
type Fraction = number | ReadonlyArray<number> | Expr<number | ReadonlyArray<number> | null, any, any>

type IsMany<F> = F extends AnyExpr
  ? Exclude<F[typeof valueOf], null> extends ReadonlyArray<unknown>
    ? true
    : false
  : F extends ReadonlyArray<unknown>
    ? true
    : false

type Percentile<K> = <const F extends Fraction>(
  fraction: F,
) => OrderedSet<IsMany<F> extends true ? Many<K> : K, ReadsOf<F>>

const doubles: ArrayOf = { _tag: 'array', element: doubleType }

const isFraction = (n: unknown): boolean => typeof n === 'number' && n >= 0 && n <= 1

const fractionNode = (fraction: unknown, name: string): Node => {
  const argument = `the argument of ${name}`
  if (isBranded(fraction)) return toNode(fraction, argument)
  if (isFraction(fraction)) return param(fraction, doubleType, true)
  // a list that changes under the statement would change what was compiled
  if (Array.isArray(fraction) && fraction.every(isFraction)) return param([...fraction], doubles, true)
  return invalid(invalidArgument(argument, 'is not a number from 0 to 1', 'give 0.5 for the middle, or an array'))
}

/* @__NO_SIDE_EFFECTS__ */
const percentile =
  <K>(name: string): Percentile<K> =>
  (fraction) =>
    typedSet(unordered(name, [fractionNode(fraction, name)]))

/**
 * The value at a fraction of the order: between two rows, what lies between their values. Null over no rows.
 *
 * @example pipe(percentileCont(0.5), withinGroup(users.c.age)) // percentile_cont($1::double precision) within group (order by "users"."age")
 * @example pipe(percentileCont([0.25, 0.75]), withinGroup(users.c.age)) // percentile_cont($1::double precision[]) within group (order by "users"."age")
 */
export const percentileCont = /* @__PURE__ */ percentile<Continuous>('percentileCont')

/** The value of the first row at a fraction of the order, or after it; null over no rows. @example pipe(percentileDisc(0.5), withinGroup(users.c.name)) // percentile_disc($1::double precision) within group (order by "users"."name") */
export const percentileDisc = /* @__PURE__ */ percentile<Discrete>('percentileDisc')

// -------------------------------------------------------------------------------------
// rows that are not there
// -------------------------------------------------------------------------------------

/** A value of the row to place: a bare one takes its type from the order. */
export type Hypothetical = AnyExpr | string | number | bigint | boolean | Date | Uint8Array | Interval

/** An aggregate of the row that it is given, whose name a window function has too. */
export const hypothetical = (name: string, args: ReadonlyArray<unknown>, type: SqlType): Node => ({
  ...unordered(
    name,
    args.map((arg) => (isBranded(arg) ? toNode(arg, `an argument of ${name}`) : param(arg, untyped, false))),
  ),
  type,
})

/** What `rank` and its like are, of the values `A` of a row. */
export type Placing<A extends ReadonlyArray<unknown>> = OrderedSet<Placed<A>, ReadsOf<A[number]>>

// -------------------------------------------------------------------------------------
// orders
// -------------------------------------------------------------------------------------

type Sorting = AnyExpr | Order<any, any>

type Sorted<O> = O extends AnyExpr ? O[typeof valueOf] : O extends { readonly [sortedOf]: infer T } ? T : never

type Between<T> = Kind<T> extends 'interval' ? T : Float

type ResultOf<K, T> =
  K extends Placed<any>
    ? number
    : K extends Said<infer V>
      ? V | null
      : K extends Many<infer M>
        ? ReadonlyArray<M extends Continuous ? Between<T> : T> | null
        : (K extends Continuous ? Between<T> : T) | null

/** Satisfied by an order that there is such an aggregate of. */
type Sortable<K, O extends ReadonlyArray<Sorting>> =
  K extends Placed<infer A>
    ? A extends { readonly [I in keyof O]: Exclude<Sorted<O[I]>, null> | Expr<Sorted<O[I]>, any, any> }
      ? unknown
      : Refused<'the values to place are not those of the order, one for each of its expressions'>
    : K extends Continuous | Many<Continuous>
      ? Kind<Exclude<Sorted<O[0]>, null>> extends 'integer' | 'bigint' | 'numeric' | 'float' | 'interval'
        ? unknown
        : Refused<'there is nothing between two such values: order by a number or an interval, or ask percentileDisc'>
      : unknown

/** The type that an aggregate yields, once its order is known. */
const typeIn = ({ name, custom, args, type }: AggregateNode, sorted: SqlType): SqlType => {
  if (custom || type !== untyped) return type
  const own = unsized(sorted)
  const one = name !== 'percentileCont' ? own : familyOf(own) === 'interval' ? plain('interval') : doubleType
  return args[0]?.type._tag === 'array' ? { _tag: 'array', element: one } : one
}

const orderedNode = (self: unknown, orders: ReadonlyArray<unknown>): Node => {
  if (!isAggregate(self) || !self.withinGroup || self.orderBy.length > 0) {
    const hint = 'apply it to mode(), percentileCont(…), rank(…) with the values of a row, or the like'
    return invalid(invalidArgument('what withinGroup was applied to', 'is not of rows in an order', hint))
  }
  const orderBy = orders.map((order) => toOrder(order, 'withinGroup'))
  const [first] = orderBy
  if (first === undefined)
    return invalid(invalidArgument('an argument of withinGroup', 'is missing', 'give what to order by'))
  const args = self.args.map((arg, i) =>
    arg._tag === 'Param' && arg.type === untyped ? { ...arg, type: orderBy[i]?.operand.type ?? untyped } : arg,
  )
  return { ...self, args, orderBy, type: typeIn(self, first.operand.type) }
}

/**
 * The order of the rows that an aggregate is of.
 *
 * @example pipe(percentileDisc(0.9), withinGroup(desc(users.c.age))) // percentile_disc($1::double precision) within group (order by "users"."age" desc)
 */
export const withinGroup =
  <const O extends readonly [Sorting, ...ReadonlyArray<Sorting>]>(...orders: O) =>
  <K, R>(
    self: OrderedSet<K, R> & Sortable<K, O>,
  ): Aggregate<ResultOf<K, Exclude<Sorted<O[0]>, null>>, R | O[number][typeof readsOf]> =>
    typedAggregate(orderedNode(self, orders))

/** Functions over single values, and values themselves. */
import {
  type AnyExpr,
  type Expr,
  param,
  type readsOf,
  toNode,
  toOperand,
  toTypedOperand,
  typed,
  type valueOf,
} from '../ast/Expr.js'
import type { Kind, Text } from '../ast/Kind.js'
import { brand } from '../ast/Node.js'
import type { AnyRanges } from '../ast/range.js'
import { baseOf, plain, type SqlType, textType } from '../ast/SqlType.js'
import { type AnySpec, type ColumnSpec, type holds, ofType } from '../schema/Column.js'
import type { Comparable } from './comparison.js'
import { type AbsentOf, callNode, type NullOf, type ReadsOf } from './define.js'
import { type United, unitedCall } from './united.js'

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** A bound value as an expression, with its type said. @example value(integer, 1) // $1::integer */
export const value = <S extends AnySpec>(type: S, it: S[typeof holds]): Expr<S[typeof holds], never, never> =>
  typed(ofType(type, 'value', 'value(integer, 1)', (own) => param(it, own, true)))

/** NULL of a type. @example null_(text) // $1::text, bound to null */
export const null_ = <T>(type: ColumnSpec<T, any, any>): Expr<T | null, never, never> =>
  typed(ofType(type, 'null_', 'null_(integer)', (own) => param(null, own, true)))

// -------------------------------------------------------------------------------------
// null
// -------------------------------------------------------------------------------------

/** What stands in for an `E` that is null: a value of its kind, or of one that it is converted to. */
export type StandIn<E extends AnyExpr> =
  | E
  | Expr<Comparable<E[typeof valueOf]>, any, any>
  | NonNullable<E[typeof valueOf]>
  | NumberBeside<E[typeof valueOf]>

/** A bare number among exact ones is the decimal number that it was written as. */
type NumberBeside<T> = T extends string ? (Kind<T> extends 'numeric' ? number | bigint : never) : never

/** The value of an expression: a bare one is of the kind that the first expression has. */
type ValueOf<D> = D extends AnyExpr ? D[typeof valueOf] : never

/** The values of alternatives that are not null. */
type Coalesced<A> = United<Exclude<ValueOf<A>, null>>

/**
 * The first value that is not null: null only where the last one is.
 *
 * @example coalesce(users.c.fullname, 'nobody') // coalesce("users"."fullname", $1)
 * @example coalesce(users.c.fullname, users.c.name, 'nobody') // coalesce("users"."fullname", "users"."name", $1)
 */
// two alternatives are by far the most frequent, and cost half as much without a list
export function coalesce<E extends AnyExpr, D extends StandIn<E>>(
  first: E,
  otherwise: D,
): Expr<Coalesced<E | D> | NullOf<D>, E[typeof readsOf] | ReadsOf<D>, AbsentOf<D>>
export function coalesce<
  E extends AnyExpr,
  D extends StandIn<E>,
  M extends readonly [StandIn<E>, ...ReadonlyArray<StandIn<E>>],
>(
  first: E,
  second: D,
  ...further: M
): Expr<Coalesced<E | D | M[number]> | NullOf<LastOf<M>>, ReadsOf<E | D | M[number]>, AbsentOf<LastOf<M>>>
export function coalesce(...values: ReadonlyArray<unknown>): AnyExpr {
  return typed(unitedCall('coalesce', values))
}

type LastOf<M> = M extends readonly [...ReadonlyArray<unknown>, infer L] ? L : never

/** Null where the two are equal. @example nullIf(users.c.name, '') // nullif("users"."name", $1) */
export const nullIf = <T, R, N, U extends Comparable<T> = never, R2 = never>(
  first: Expr<T, R, N>,
  second: Expr<U, R2, any> | NonNullable<NoInfer<T>>,
): Expr<T | null, R | NoInfer<R2>, N> => {
  const node = toNode(first, 'the first argument of nullIf')
  return typed(callNode('nullIf', [node, toOperand(second, node.type, 'the second argument of nullIf')], node.type))
}

// -------------------------------------------------------------------------------------
// letters, and bounds
// -------------------------------------------------------------------------------------

/** What is left of a text, or of ranges: a bound, or null where there is none. */
type LimitOf<T> = T extends string
  ? string
  : T extends null
    ? null
    : T extends ReadonlyArray<infer Q>
      ? LimitOf<Q>
      : T extends { readonly lower: infer L }
        ? L
        : null

type Limit = <A extends Expr<Text | AnyRanges | null, any, any> | string>(
  operand: A,
) => Expr<A extends AnyExpr ? LimitOf<A[typeof valueOf]> : string, ReadsOf<A>, AbsentOf<A>>

const limitType = (type: SqlType): SqlType => {
  if (type._tag === 'asText') return { _tag: 'asText', base: limitType(type.base) }
  const base = baseOf(type)
  if (base._tag === 'multirange') return base.range.element
  return base._tag === 'range' ? base.element : textType
}

/* @__NO_SIDE_EFFECTS__ */
const limit =
  (name: string): Limit =>
  (operand) => {
    const node = toTypedOperand(operand, textType, `argument 1 of ${name}`)
    return typed(callNode(name, [node], limitType(node.type)))
  }

/**
 * In small letters; or the lower bound of a range, which is null where there is none.
 *
 * @example lower(users.c.name) // lower("users"."name")
 * @example lower(bookings.c.during) // lower("bookings"."during")
 */
export const lower = /* @__PURE__ */ limit('lower')

/**
 * In capital letters; or the upper bound of a range, which is null where there is none.
 *
 * @example upper(users.c.name) // upper("users"."name")
 * @example upper(bookings.c.during) // upper("bookings"."during")
 */
export const upper = /* @__PURE__ */ limit('upper')

// -------------------------------------------------------------------------------------
// time
// -------------------------------------------------------------------------------------

/** The time at which the transaction began. @example now() // now() */
export const now = (): Expr<Date, never, never> => typed(callNode('now', [], plain('timestamptz')))

/** The column's default, in `set` and `values`. @example set({ state: default_ }) // set "state" = default */
export const default_: Expr<never, never, never> = /* @__PURE__ */ typed({
  joinery: brand,
  _tag: 'Default',
  type: textType,
})

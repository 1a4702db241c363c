/** Functions over single values, and values themselves. */
import { type AnyExpr, type Expr, param, type readsOf, toNode, toOperand, typed, type valueOf } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import { plain, textType } from '../ast/SqlType.js'
import { type AnySpec, type ColumnSpec, type holds, ofType } from '../schema/Column.js'
import { text } from '../schema/types.js'
import { callNode, strict } from './define.js'
import { textual } from './positions.js'

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

/** Null only where the last alternative is. */
type Coalesced<E extends AnyExpr, D> =
  | NonNullable<E[typeof valueOf]>
  | (D extends Expr<infer T, any, any> ? T & null : never)

type Reads<D> = D extends Expr<any, infer R, any> ? R : never

type Absent<D> = D extends Expr<any, any, infer N> ? N : never

/**
 * The first of the two that is not null.
 *
 * @example coalesce(users.c.fullname, 'nobody') // coalesce("users"."fullname", $1)
 */
export const coalesce = <
  E extends AnyExpr,
  D extends E | Expr<E[typeof valueOf] | null, any, any> | NonNullable<E[typeof valueOf]>,
>(
  first: E,
  otherwise: D,
): Expr<Coalesced<E, D>, E[typeof readsOf] | Reads<D>, Absent<D>> => {
  const node = toNode(first, 'the first argument of coalesce')
  return typed(
    callNode('coalesce', [node, toOperand(otherwise, node.type, 'the second argument of coalesce')], node.type),
  )
}

/** Null where the two are equal. @example nullIf(users.c.name, '') // nullif("users"."name", $1) */
export const nullIf = <T, R, N>(first: Expr<T, R, N>, second: NonNullable<NoInfer<T>>): Expr<T | null, R, N> => {
  const node = toNode(first, 'the first argument of nullIf')
  return typed(callNode('nullIf', [node, toOperand(second, node.type, 'the second argument of nullIf')], node.type))
}

// -------------------------------------------------------------------------------------
// letters
// -------------------------------------------------------------------------------------

/** @example lower(users.c.name) // lower("users"."name") */
export const lower = /* @__PURE__ */ strict('lower', [textual], [], text)

/** @example upper(users.c.name) // upper("users"."name") */
export const upper = /* @__PURE__ */ strict('upper', [textual], [], text)

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

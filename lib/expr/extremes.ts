/**
 * The greatest and the least of several values, of one row: `max` and `min` are those of many rows.
 *
 * Nulls are passed over, so the result is null only where all values are.
 */
import { type AnyExpr, type Expr, typed, type valueOf } from '../ast/Expr.js'
import type { AbsentOf, ReadsOf } from './define.js'
import type { StandIn } from './functions.js'
import { type United, unitedCall } from './united.js'

/** Those of several values that are not null. */
type Sure<A> = A extends AnyExpr ? (null extends A[typeof valueOf] ? never : A) : A

type ValueOf<A> = A extends AnyExpr ? A[typeof valueOf] : never

/** One of the values `A`. */
type Extreme<A> = [Sure<A>] extends [never]
  ? Expr<United<ValueOf<A>>, ReadsOf<A>, AbsentOf<A>>
  : Expr<United<Exclude<ValueOf<A>, null>>, ReadsOf<A>, AbsentOf<Sure<A>>>

type Others<E extends AnyExpr> = readonly [StandIn<E>, ...ReadonlyArray<StandIn<E>>]

/** @example greatest(users.c.age, users.c.visits, 18) // greatest("users"."age", "users"."visits", $1) */
export const greatest = <E extends AnyExpr, M extends Others<E>>(first: E, ...others: M): Extreme<E | M[number]> =>
  typed(unitedCall('greatest', [first, ...others])) as Extreme<E | M[number]>

/** @example least(users.c.age, users.c.visits, 65) // least("users"."age", "users"."visits", $1) */
export const least = <E extends AnyExpr, M extends Others<E>>(first: E, ...others: M): Extreme<E | M[number]> =>
  typed(unitedCall('least', [first, ...others])) as Extreme<E | M[number]>

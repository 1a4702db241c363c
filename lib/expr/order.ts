/** How rows are ordered: by an expression, up or down, with nulls first or last. */

import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import type { AnyExpr, Expr, readsOf } from '../ast/Expr.js'
import { invalid, isBranded, toNode } from '../ast/Expr.js'
import { type Branded, brand, type Order as OrderNode } from '../ast/Node.js'

export declare const sortedOf: unique symbol

/** An order by a `T` that reads the sources `R`. */
export interface Order<out R, out T = unknown> extends Branded {
  readonly [readsOf]: R
  readonly [sortedOf]: T
  readonly direction: 'asc' | 'desc'
}

const typedOrder = <R, T>(node: OrderNode): Order<R, T> => node as unknown as Order<R, T>

/** The brand first: what merely looks like an order is none. */
export const isOrder = (u: unknown): u is OrderNode => isBranded(u) && (u as unknown as OrderNode)._tag === 'Order'

/** An order as it is given to a clause: an expression alone goes up. */
export const toOrder = (order: unknown, clause: string): OrderNode =>
  isOrder(order)
    ? order
    : {
        joinery: brand,
        _tag: 'Order',
        operand: toNode(order, `an argument of ${clause}`),
        direction: 'asc',
        nulls: null,
      }

const directed = (operand: AnyExpr, direction: 'asc' | 'desc'): OrderNode => ({
  joinery: brand,
  _tag: 'Order',
  operand: toNode(operand, direction === 'asc' ? 'the argument of asc' : 'the argument of desc'),
  direction,
  nulls: null,
})

/** @example orderBy(asc(users.c.name)) // order by "users"."name" */
export const asc = <T, R>(operand: Expr<T, R, any>): Order<R, T> => typedOrder(directed(operand, 'asc'))

/** @example orderBy(desc(users.c.name)) // order by "users"."name" desc */
export const desc = <T, R>(operand: Expr<T, R, any>): Order<R, T> => typedOrder(directed(operand, 'desc'))

/** @example orderBy(pipe(desc(users.c.name), nullsFirst)) // order by "users"."name" desc nulls first */
export const nullsFirst = <R, T>(self: Order<R, T>): Order<R, T> => typedOrder(placed(self, 'nullsFirst', 'first'))

/** @example orderBy(pipe(desc(users.c.name), nullsLast)) // order by "users"."name" desc nulls last */
export const nullsLast = <R, T>(self: Order<R, T>): Order<R, T> => typedOrder(placed(self, 'nullsLast', 'last'))

const placed = (self: unknown, name: string, nulls: 'first' | 'last'): OrderNode =>
  isOrder(self)
    ? { ...self, nulls }
    : refused(invalidArgument(`the argument of ${name}`, 'is not an order', 'give asc(…) or desc(…)'))

const refused = (error: CompileError): OrderNode => ({
  joinery: brand,
  _tag: 'Order',
  operand: invalid(error),
  direction: 'asc',
  nulls: null,
})

/**
 * A direction that comes from outside: anything but `asc` and `desc` is refused.
 *
 * @example orderBy(ordered(users.c.name, request.direction))
 */
export const ordered = <T, R>(operand: Expr<T, R, any>, direction: 'asc' | 'desc'): Order<R, T> =>
  typedOrder(
    direction === 'asc' || direction === 'desc'
      ? directed(operand, direction)
      : refused(invalidArgument('the direction of an order', 'is neither asc nor desc', 'give one of the two')),
  )

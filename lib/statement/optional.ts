/** Filters and orders that come from outside, and may not be given, or not be allowed. */
import type { Option } from 'fp-ts/Option'
import { invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, type Condition, invalid, isRecord, type readsOf } from '../ast/Expr.js'
import type { AnySelect, Filterable, Statement, Using } from '../ast/Scope.js'
import { ifDefined, ifSome } from '../expr/optional.js'
import { ordered, toOrder } from '../expr/order.js'
import { selectNode, typedStatement } from './node.js'
import { where } from './select.js'

// -------------------------------------------------------------------------------------
// filters
// -------------------------------------------------------------------------------------

type Filter<R> = <Q extends Statement<Filterable, any, any, any, any>>(self: Q) => Using<Q, R>

/** Keeps the rows that meet a condition on a value; all of them, where it is undefined. @example whereDefined(input, (name) => eq(users.c.name, name)) // where "users"."name" = $1 */
export const whereDefined = <T extends {}, R, N>(
  value: T | undefined,
  condition: (value: T) => Condition<R, N>,
): Filter<R> => where(ifDefined(value, condition))

/** Keeps the rows that meet a condition on the value of an `Option`; all of them, where there is none. @example whereSome(O.some(7), (id) => eq(users.c.id, id)) // where "users"."id" = $1 */
export const whereSome = <T extends {}, R, N>(option: Option<T>, condition: (value: T) => Condition<R, N>): Filter<R> =>
  where(ifSome(option, condition))

// -------------------------------------------------------------------------------------
// orders
// -------------------------------------------------------------------------------------

/** What is not allowed stands where the order would, and the compiler reports it. Names from outside are not repeated. */
const refused = (allowed: Readonly<Record<string, AnyExpr>>): AnyExpr =>
  invalid(
    invalidArgument(
      'the name of an order',
      'is not one of those that are allowed',
      `give one of ${Object.keys(allowed).join(', ')}`,
    ),
  ) as unknown as AnyExpr

/**
 * An order by a name and a direction that come from outside. Any other than the allowed names, and any other direction
 * than `asc` and `desc`, is a statement that does not compile.
 *
 * @example orderByAllowed({ name: users.c.name, age: users.c.age }, request.sort, request.direction) // order by "users"."name"
 */
export const orderByAllowed =
  <E extends Readonly<Record<string, AnyExpr>>>(allowed: E, name: string, direction: string = 'asc') =>
  <Q extends AnySelect>(self: Q): Using<Q, E[keyof E][typeof readsOf]> => {
    const node = selectNode(self, 'orderByAllowed')
    const known = isRecord(allowed) && typeof name === 'string' && Object.hasOwn(allowed, name)
    const operand = known ? (allowed[name] as AnyExpr) : refused(isRecord(allowed) ? allowed : {})
    const order = toOrder(ordered(operand, direction as 'asc'), 'orderByAllowed')
    return typedStatement({ ...node, orderBy: [...node.orderBy, order] })
  }

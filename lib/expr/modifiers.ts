/**
 * What an aggregate may be told about the rows that it takes: which of them, each value once, in what order.
 *
 * Modifiers come before `over`: what has its window is no aggregate any more.
 */
import { invalidArgument } from '../ast/CompileError.js'
import {
  type Aggregate,
  type AnyAggregate,
  type AnyExpr,
  type Condition,
  invalid,
  isBranded,
  type readsOf,
  toNode,
  typedAggregate,
} from '../ast/Expr.js'
import type { Node } from '../ast/Node.js'
import type { Aggregate as AggregateNode, Window as WindowNode } from '../ast/Window.js'
import { type Order, toOrder } from './order.js'
import { isWindow, orderedWindow, type Window } from './window.js'

/** The brand first: what merely looks like an aggregate is none. */
export const isAggregate = (u: unknown): u is AggregateNode =>
  isBranded(u) && (u as unknown as Node)._tag === 'Aggregate'

/** The aggregate, changed; what is none is a problem. */
export const modified = (self: unknown, modifier: string, change: (aggregate: AggregateNode) => Node): Node =>
  isAggregate(self)
    ? change(self)
    : invalid(
        invalidArgument(
          `what ${modifier} was applied to`,
          'is not an aggregate',
          'apply it to sum(…), count(…) and the like, before over(…)',
        ),
      )

/**
 * Takes the rows that meet the condition, and every condition already there.
 *
 * @example filterWhere(gt(users.c.age, 18))(count()) // count(*) filter (where "users"."age" > $1)
 */
export const filterWhere =
  <R2>(condition: Condition<R2>) =>
  <T, R>(self: Aggregate<T, R, any, any>): Aggregate<T, R | NoInfer<R2>> =>
    typedAggregate(
      modified(self, 'filterWhere', (aggregate) => ({
        ...aggregate,
        filter: adding(aggregate.filter, toNode(condition, 'the condition of filterWhere')),
      })),
    )

/** What was left out on purpose adds nothing. */
const adding = (conditions: ReadonlyArray<Node>, condition: Node): ReadonlyArray<Node> =>
  condition._tag === 'Skip' ? conditions : [...conditions, condition]

const ofSortedRows = (modifier: string): Node =>
  invalid(invalidArgument(`what ${modifier} was applied to`, 'is of rows in an order', 'give the order to withinGroup'))

/** Takes each value once: what `distinct` does to an aggregate. */
export const distinctAggregate = (self: AggregateNode): Node =>
  self.withinGroup
    ? ofSortedRows('distinct')
    : self.args.length === 0
      ? invalid(
          invalidArgument(
            'what distinct was applied to',
            'counts rows',
            'count a column: distinct(count(users.c.name))',
          ),
        )
      : { ...self, distinct: true }

/** An aggregate or a window that reads `R2` too. */
type Ordered<S, R2> =
  S extends Aggregate<infer T, infer R, infer W, infer N>
    ? Aggregate<T, R | R2, W, N>
    : S extends Window<infer R, infer E>
      ? Window<R | R2, E>
      : never

/** Remembers the types: the one place where they are asserted. */
const orderedTypes = <S, R2>(node: Node | WindowNode): Ordered<S, R2> => node as unknown as Ordered<S, R2>

/**
 * The order in which an aggregate takes its rows, or a window has them.
 *
 * @example orderedBy(desc(users.c.age))(stringAgg(users.c.name, ', ')) // string_agg("users"."name", $1 order by "users"."age" desc)
 * @example pipe(window, orderedBy(users.c.age)) // order by "users"."age"
 */
export const orderedBy =
  <E extends ReadonlyArray<AnyExpr | Order<any>>>(...orders: E) =>
  <S extends AnyAggregate | Window<any, any>>(self: S): Ordered<S, E[number][typeof readsOf]> => {
    const added = orders.map((order) => toOrder(order, 'orderedBy'))
    return orderedTypes(
      isWindow(self)
        ? orderedWindow(self, added)
        : modified(self, 'orderedBy', (aggregate) =>
            aggregate.withinGroup
              ? ofSortedRows('orderedBy')
              : aggregate.args.length === 0
                ? invalid(
                    invalidArgument(
                      'what orderedBy was applied to',
                      'counts rows',
                      'leave it out: a count has no order',
                    ),
                  )
                : { ...aggregate, orderBy: [...aggregate.orderBy, ...added] },
          ),
    )
  }

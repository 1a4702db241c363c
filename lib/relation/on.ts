/** Relations by a condition alone, between any two sources: aliases, queries, common table expressions. */
import type { AnyExpr, Condition } from '../ast/Expr.js'
import type { Order } from '../expr/order.js'
import type { AnySource } from '../schema/Table.js'
import { direct } from './define.js'
import { type Cardinality, type Relation, typedRelation } from './Relation.js'

export interface OnOptions<S, T> {
  /** Which rows belong together. */
  readonly on: (source: S, target: T) => Condition
  /** How many rows of the target belong to one of the source: many, if nothing is said. Two where there is one at most are an error where they are read. */
  readonly cardinality?: Cardinality
  /** The order of related rows, where nothing else is said. */
  readonly orderBy?: (target: T) => Order<any> | AnyExpr | ReadonlyArray<Order<any> | AnyExpr>
}

type Said<O> = O extends { readonly cardinality: infer K extends Cardinality } ? K : 'many'

/**
 * A relation by a condition alone, between any two sources that have different names: tables, aliases, queries. It is
 * for reading.
 *
 * @example
 * const busy = pipe(from(posts), groupBy(posts.c.authorId), select({ authorId: posts.c.authorId, n: count() }), subquery('busy'))
 * const userBusy = relation(users, busy, { on: (u, b) => eq(b.c.authorId, u.c.id), cardinality: 'maybe' })
 *
 * pipe(from(users), select({ name: users.c.name, busy: pick(userBusy, (b) => ({ n: b.c.n })) }))
 */
export const relation = <S extends AnySource, T extends AnySource, const O extends OnOptions<S, T>>(
  source: S,
  target: T,
  options: O & OnOptions<S, T>,
): Relation<S, T, Said<O>, 'many', never, 'viewOnly'> => {
  const { cardinality = 'many', on, orderBy } = options
  const made = direct(
    source,
    target,
    { many: true, holder: 'target' },
    orderBy === undefined ? { on } : { on, orderBy },
  )
  return typedRelation({ ...made, cardinality, inverseCardinality: 'many', unique: false, inverseUnique: false })
}

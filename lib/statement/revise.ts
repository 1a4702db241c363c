/** Taking back what a query said: clauses, orders, columns. */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import type { AnyExpr, readsOf } from '../ast/Expr.js'
import type { Item, Projection } from '../ast/Projection.js'
import type {
  AnySelect,
  AnyStatement,
  Combining,
  Filterable,
  OuterOf,
  Refused,
  RowOf,
  ScopeOf,
  Select,
  Statement,
  UsesOf,
  Using,
  Yielding,
} from '../ast/Scope.js'
import type { Select as SelectNode, Statement as StatementNode } from '../ast/Statement.js'
import { type Order, toOrder } from '../expr/order.js'
import { invalidStatement, selectNode, typedStatement, yieldingNode } from './node.js'
import { type Projectable, projecting, type ReadsOfProjectable, type RowOfProjectable } from './project.js'
import { withoutTies } from './rowCount.js'

// -------------------------------------------------------------------------------------
// clauses
// -------------------------------------------------------------------------------------

/** What can be taken back; of a set operation, its order and its limit, and of an update or a delete, its conditions. */
export type Clause = 'distinct' | 'where' | 'groupBy' | 'having' | 'orderBy' | 'limit' | 'offset' | 'locks'

const cleared: Readonly<Record<Clause, Partial<SelectNode>>> = {
  distinct: { distinct: false, distinctOn: null },
  where: { where: [] },
  groupBy: { groupBy: [] },
  having: { having: [] },
  orderBy: { orderBy: [] },
  limit: { limit: null },
  offset: { offset: null },
  locks: { locks: [] },
}

const without = (self: StatementNode, clause: Clause): StatementNode => {
  if (!Object.hasOwn(cleared, clause)) {
    const hint = `give one of ${Object.keys(cleared).join(', ')}`
    return invalidStatement(invalidArgument('the argument of clear', 'is not a clause', hint))
  }
  // an invalid statement keeps its reason
  if (self._tag === 'InvalidStatement') return self
  if (!(clause in self))
    return invalidStatement(invalidArgument('what clear was applied to', `has no ${clause}`, 'leave it out'))
  const node = { ...self, ...cleared[clause] } as StatementNode
  if (node._tag !== 'Select' || node.extras === null) return node
  if (clause === 'limit') return withoutTies(node)
  return clause === 'groupBy' ? { ...node, extras: { ...node.extras, groupDistinct: false } } : node
}

/**
 * Takes back clauses. What they read still counts as read; an update without `where` needs `everyRow` again.
 *
 * @example
 * const newest = pipe(from(posts), orderBy(desc(posts.c.id)), limit(10), select({ id: posts.c.id }))
 *
 * pipe(newest, clear('orderBy', 'limit')) // select "posts"."id" from "posts"
 */
export const clear =
  (...clauses: ReadonlyArray<Clause>) =>
  <Q extends Statement<Filterable | Combining, any, any, any, any>>(self: Q): Q =>
    clauses.reduce(without, yieldingNode(self as AnyStatement, 'clear')) as unknown as Q

/** Orders anew. @example pipe(from(users), orderBy(users.c.age), reorder(desc(users.c.id)), select({ id: users.c.id })) // select "users"."id" from "users" order by "users"."id" desc */
export const reorder =
  <E extends ReadonlyArray<AnyExpr | Order<any>>>(...orders: E) =>
  <Q extends AnySelect>(self: Q): Using<Q, E[number][typeof readsOf]> =>
    typedStatement({ ...selectNode(self, 'reorder'), orderBy: orders.map((order) => toOrder(order, 'reorder')) })

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

/** A row of `R` with more, or other, columns. */
type Added<R, P> = { readonly [K in keyof R | keyof P]: K extends keyof P ? P[K] : R[K & keyof R] }

const notSelected = (clause: string): CompileError =>
  invalidArgument(`what ${clause} was applied to`, 'selects nothing yet', 'let it come after select')

/** New items in the place of those of the same key, and then the others. */
const added =
  (before: Projection) =>
  ({ items }: Projection): Projection => ({
    items: [
      ...before.items.map((item) => items.find(({ key }) => key === item.key) ?? item),
      ...items.filter(({ key }) => before.items.every((item) => item.key !== key)),
    ],
  })

/**
 * Selects more: `select` replaces, and this adds. What has the key of a column that is there takes its place.
 *
 * @example pipe(from(users), select({ id: users.c.id }), addColumns({ name: users.c.name })) // select "users"."id", "users"."name" from "users"
 */
export const addColumns =
  <P extends Projectable>(fields: P) =>
  <Q extends AnySelect>(
    self: Q & Yielding<RowOf<Q>>,
  ): Select<
    ScopeOf<Q>,
    OuterOf<Q>,
    UsesOf<Q> | ReadsOfProjectable<P>,
    Added<RowOf<Q>, RowOfProjectable<P, OuterOf<Q>>>
  > => {
    const node = selectNode(self, 'addColumns')
    return typedStatement(
      node.projection === null
        ? invalidStatement(notSelected('addColumns'))
        : projecting(node, fields, 'addColumns', added(node.projection)),
    )
  }

/** Satisfied by a row that has these columns. */
type Having<R, K> = [K] extends [keyof R] ? unknown : Refused<`the query selects no ${Exclude<K, keyof R> & string}`>

/**
 * Selects less: of the columns that are selected, these.
 *
 * @example pipe(from(users), select(users), onlyColumns('id', 'name')) // select "users"."id", "users"."name" from "users"
 */
export const onlyColumns =
  <const K extends string>(...keys: readonly [K, ...ReadonlyArray<K>]) =>
  <Q extends AnySelect>(
    self: Q & Yielding<RowOf<Q>> & Having<RowOf<Q>, K>,
  ): Select<ScopeOf<Q>, OuterOf<Q>, UsesOf<Q>, { readonly [P in K]: RowOf<Q>[P] }> => {
    const node = selectNode(self, 'onlyColumns')
    const { projection } = node
    if (projection === null) return typedStatement(invalidStatement(notSelected('onlyColumns')))
    const items = keys.flatMap((key): ReadonlyArray<Item> => projection.items.filter((item) => item.key === key))
    return typedStatement(
      items.length === keys.length
        ? { ...node, projection: { items } }
        : invalidStatement(
            invalidArgument('a key of onlyColumns', 'is not selected', `give some of ${keysOf(projection)}`),
          ),
    )
  }

const keysOf = ({ items }: Projection): string => items.map(({ key }) => key).join(', ')

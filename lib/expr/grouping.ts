/**
 * Groupings of several kinds at once: ROLLUP, CUBE and GROUPING SETS, as arguments of `groupBy`.
 *
 * What a row is not grouped by is null in it. So their expressions have to be such that null shows in the types: a column,
 * or what is null when its columns are, or may be null already.
 */
import { invalidArgument } from '../ast/CompileError.js'
import {
  type AnyExpr,
  type absentOf,
  type Expr,
  invalid,
  isBranded,
  type readsOf,
  toNode,
  typed,
  type valueOf,
} from '../ast/Expr.js'
import { type Branded, brand, type GroupingSets as GroupingSetsNode, type Node } from '../ast/Node.js'
import type { Refused } from '../ast/Scope.js'
import { plain } from '../ast/SqlType.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export declare const groupedOf: unique symbol

/** Grouping sets that read the sources `R`: what is selected from those may be null. */
export interface GroupingSets<out R> extends Branded {
  readonly [readsOf]: R
  readonly [groupedOf]: R
}

/** The brand first: what merely looks like grouping sets is none. */
export const isGroupingSets = (u: unknown): u is GroupingSetsNode =>
  isBranded(u) && (u as unknown as GroupingSetsNode)._tag === 'GroupingSets'

/** An expression, or several that are grouped by together. */
type Element = AnyExpr | ReadonlyArray<AnyExpr>

type Members<E> = E extends ReadonlyArray<infer X> ? X : E

/** What is never null, whatever its columns are: that it is null in some rows would not show. */
type Hidden<E> = E extends AnyExpr
  ? null extends E[typeof valueOf]
    ? never
    : [E[typeof absentOf]] extends [never]
      ? E
      : never
  : never

type Shown<E> = [Hidden<Members<E>>] extends [never]
  ? unknown
  : Refused<'this would be null in some rows, and its type does not say so: group by its columns'>

type ReadsOf<E> = E extends { readonly [readsOf]: infer R } ? R : never

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Remembers the types: the one place where they are asserted. */
const typedSets = <R>(node: GroupingSetsNode): GroupingSets<R> => node as unknown as GroupingSets<R>

const nothing = (name: string): Node =>
  invalid(invalidArgument(`an argument of ${name}`, 'is missing', `give it what to group by: ${name}(users.c.name)`))

const elementNode = (element: unknown, name: string): Node | ReadonlyArray<Node> =>
  Array.isArray(element)
    ? element.map((e) => toNode(e, `an argument of ${name}`))
    : toNode(element, `an argument of ${name}`)

type Nested = <E extends ReadonlyArray<Element>>(
  ...elements: E & { readonly [K in keyof E]: Shown<E[K]> }
) => GroupingSets<ReadsOf<Members<E[number]>>>

/* @__NO_SIDE_EFFECTS__ */
const nested =
  (kind: 'rollup' | 'cube'): Nested =>
  (...elements) => {
    const nodes = elements.map((element) => elementNode(element, kind))
    const isEmpty = nodes.length === 0 || nodes.some((node) => Array.isArray(node) && node.length === 0)
    return typedSets({ joinery: brand, _tag: 'GroupingSets', kind, elements: isEmpty ? [nothing(kind)] : nodes })
  }

/**
 * By all of them, by all but the last, and so on to all rows at once: subtotals and a total.
 *
 * @example groupBy(rollup(posts.c.authorId, posts.c.published)) // group by rollup ("posts"."author_id", "posts"."published")
 */
export const rollup = /* @__PURE__ */ nested('rollup')

/** By every choice among them. @example groupBy(cube(posts.c.authorId, posts.c.published)) // group by cube ("posts"."author_id", "posts"."published") */
export const cube = /* @__PURE__ */ nested('cube')

const setNode = (set: unknown): GroupingSetsNode['elements'][number] =>
  isGroupingSets(set) ? set : elementNode(set, 'groupingSets')

/**
 * By each of them in turn: an expression, a list, or the groupings of others. An empty list is all rows at once.
 *
 * @example groupBy(groupingSets([posts.c.authorId], [])) // group by grouping sets (("posts"."author_id"), ())
 * @example groupBy(groupingSets(rollup(posts.c.authorId, posts.c.published), posts.c.title)) // group by grouping sets (rollup ("posts"."author_id", "posts"."published"), "posts"."title")
 * @example groupBy(groupingSets([])) // group by ()
 */
export const groupingSets = <E extends ReadonlyArray<Element | GroupingSets<any>>>(
  ...sets: E & { readonly [K in keyof E]: Shown<E[K]> }
): GroupingSets<ReadsOf<Members<E[number]>>> => {
  const elements = sets.map(setNode)
  return typedSets({
    joinery: brand,
    _tag: 'GroupingSets',
    kind: 'grouping sets',
    elements: elements.length === 0 ? [nothing('groupingSets')] : elements,
  })
}

/**
 * Which of them the row is not grouped by, as bits, the last one the lowest: 0 for a row that is grouped by them all.
 *
 * @example grouping(posts.c.authorId) // grouping("posts"."author_id")
 */
export const grouping = <E extends ReadonlyArray<AnyExpr>>(
  ...expressions: E
): Expr<number, E[number][typeof readsOf], never> =>
  typed(
    expressions.length === 0
      ? nothing('grouping')
      : {
          joinery: brand,
          _tag: 'Grouping',
          args: expressions.map((e) => toNode(e, 'an argument of grouping')),
          type: plain('integer'),
        },
  )

/** Relations as joins. */
import { type Condition, toNode } from '../ast/Expr.js'
import type { Node } from '../ast/Node.js'
import type { AnySelect, Joining, RowOf, Unselected } from '../ast/Scope.js'
import type { Join } from '../ast/Statement.js'
import type { AnySource } from '../schema/Table.js'
import { selectNode, typedStatement } from '../statement/node.js'
import { startingAt } from './combine.js'
import { allOf } from './define.js'
import { type AnyRelation, asNode, type LinksOf, type SourceOf, stepsFrom, type TargetOf } from './Relation.js'

// -------------------------------------------------------------------------------------
// joins
// -------------------------------------------------------------------------------------

export interface JoinOptions<T, R> {
  /** A further condition on which a row is joined. */
  readonly and?: (target: T) => Condition<R>
}

/** The joins of a relation, the further condition with the last. */
export const joinsOf = (
  relation: AnyRelation,
  kind: Join['kind'],
  and: ((target: any) => unknown) | undefined,
): ReadonlyArray<Join> => {
  const steps = stepsFrom(relation, asNode(relation.source))
  return steps.map(({ to, on }, i) => {
    const further: ReadonlyArray<Node> =
      and === undefined || i < steps.length - 1 ? [] : [toNode(and(to), 'the further condition of a join')]
    return { kind, source: to, on: further.length === 0 ? on : allOf([on, ...further]) }
  })
}

const joined = (
  self: AnySelect,
  relation: AnyRelation,
  kind: Join['kind'],
  name: string,
  and: ((target: any) => unknown) | undefined,
): any => {
  const node = selectNode(self, name)
  return typedStatement({ ...node, joins: [...node.joins, ...joinsOf(relation, kind, and)] })
}

/**
 * Joins the related rows; a row without any drops out.
 *
 * @example joinTo(userAddresses) // inner join "addresses" on "users"."id" = "addresses"."userId"
 * @example joinTo(userAddresses, { and: (a) => endsWith(a.c.email, '@aol.com') })
 * // inner join "addresses" on "users"."id" = "addresses"."userId" and "addresses"."email" like $1 escape '!'
 */
export const joinTo =
  <R extends AnyRelation, U = never>(relation: R, options?: JoinOptions<R['target'], U>) =>
  <Q extends AnySelect>(
    self: Q,
  ): Joining<Q, TargetOf<R> | LinksOf<R>, SourceOf<R> | Exclude<U, TargetOf<R> | LinksOf<R>>, never> =>
    joined(self, relation, 'inner', 'joinTo', options?.and)

/**
 * Joins the related rows; a row without any stays, with nulls.
 *
 * @example leftJoinTo(userAddresses) // left join "addresses" on "users"."id" = "addresses"."userId"
 */
export const leftJoinTo =
  <R extends AnyRelation, U = never>(relation: R, options?: JoinOptions<R['target'], U>) =>
  <Q extends AnySelect>(
    self: Q & Unselected<RowOf<Q>>,
  ): Joining<
    Q,
    TargetOf<R> | LinksOf<R>,
    SourceOf<R> | Exclude<U, TargetOf<R> | LinksOf<R>>,
    TargetOf<R> | LinksOf<R>
  > =>
    joined(self, relation, 'left', 'leftJoinTo', options?.and)

// -------------------------------------------------------------------------------------
// paths
// -------------------------------------------------------------------------------------

/** The targets of relations, one after another. */
type Targets<P extends ReadonlyArray<AnyRelation>> = { readonly [I in keyof P]: P[I]['target'] }

/**
 * Joins along several relations, each from where the one before it leads; a table that is met again gets another name:
 * `node_1`, `node_2`. What a row must meet on the way is said of the targets, in their order.
 *
 * @example joinPath([userManager, userManager], (boss, top) => eq(top.c.name, 'jack'))
 * // inner join "users" as "users_1" on "users"."managerId" = "users_1"."id" inner join "users" as "users_2" on "users_1"."managerId" = "users_2"."id" where "users_2"."name" = $1
 */
export const joinPath =
  <const P extends ReadonlyArray<AnyRelation>>(path: P, condition?: (...targets: Targets<P>) => Condition) =>
  <Q extends AnySelect>(self: Q): Joining<Q, never, SourceOf<P[0] & AnyRelation>, never> => {
    const node = selectNode(self, 'joinPath')
    const joins: Array<Join> = []
    const targets: Array<AnySource> = []
    for (const relation of path) {
      const from = targets.at(-1)
      const here: AnyRelation = from === undefined ? relation : startingAt(relation, from)
      joins.push(...joinsOf(here, 'inner', undefined))
      targets.push(here.target)
    }
    const where = condition === undefined ? [] : [toNode(condition(...(targets as never)), 'the condition of joinPath')]
    return typedStatement({ ...node, joins: [...node.joins, ...joins], where: [...node.where, ...where] })
  }

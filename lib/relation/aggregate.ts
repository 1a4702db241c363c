/** Aggregates of related rows, as expressions of the row that they belong to. */
import { type Aggregate, type Condition, type Expr, nodeOf, toNode, typed } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import { count } from '../expr/aggregates.js'
import type { AnyRelation, LinksOf, SourceOf, TargetOf } from './Relation.js'
import { relatedSelect } from './rows.js'

type Outside<R extends AnyRelation, U> = SourceOf<R> | Exclude<NoInfer<U>, TargetOf<R> | LinksOf<R>>

/** The aggregate of the related rows that meet a condition, as a subquery. */
const aggregated = (relation: AnyRelation, aggregate: Node, condition: Node | null): Node => {
  const rows = relatedSelect(relation)
  return {
    joinery: brand,
    _tag: 'Scalar',
    query: {
      ...rows,
      where: condition === null || condition._tag === 'Skip' ? rows.where : [...rows.where, condition],
      projection: { items: [{ _tag: 'Field', key: 'it', node: aggregate }] },
    },
    type: aggregate.type,
  }
}

const conditionOn = (
  relation: AnyRelation,
  condition: ((target: any) => unknown) | undefined,
  name: string,
): Node | null => (condition === undefined ? null : toNode(condition(relation.target), `the condition of ${name}`))

/**
 * How many rows are related, or meet a condition.
 *
 * @example countRelated(userAddresses) // (select count(*) as "it" from "addresses" where "users"."id" = "addresses"."userId")
 */
export const countRelated = <R extends AnyRelation, U = never>(
  relation: R,
  condition?: (target: R['target']) => Condition<U>,
): Expr<number, Outside<R, U>, never> =>
  typed(aggregated(relation, nodeOf(count()), conditionOn(relation, condition, 'countRelated')))

/**
 * Any aggregate of the related rows, of those that meet a condition if one is given.
 *
 * @example aggregateRelated(userPosts, (p) => max(p.c.createdAt)) // (select max("posts"."created_at") as "it" from "posts" where "users"."id" = "posts"."author_id")
 */
export const aggregateRelated = <R extends AnyRelation, T, U, V = never>(
  relation: R,
  aggregate: (target: R['target']) => Aggregate<T, U, any, any>,
  condition?: (target: R['target']) => Condition<V>,
): Expr<T, Outside<R, U | V>, never> =>
  typed(
    aggregated(
      relation,
      toNode(aggregate(relation.target), 'the aggregate of aggregateRelated'),
      conditionOn(relation, condition, 'aggregateRelated'),
    ),
  )

/** The related rows as a query: what conditions, aggregates and nested results are made from. */

import { invalid } from '../ast/Expr.js'
import { emptySelect } from '../ast/emptySelect.js'
import type { Select } from '../ast/Scope.js'
import type { Join, Select as SelectNode, Source as SourceNode } from '../ast/Statement.js'
import { typedStatement } from '../statement/node.js'
import { type AnyRelation, asNode, type LinksOf, type SourceOf, stepsFrom, type TargetOf } from './Relation.js'

/** The target's rows that belong to the source's row around them. */
export type RelatedRows<R extends AnyRelation> = Select<TargetOf<R> | LinksOf<R>, never, SourceOf<R>, never>

/** The same as a node: the first step is correlated, the others are joins. */
export const relatedSelect = (relation: AnyRelation, source: SourceNode = asNode(relation.source)): SelectNode => {
  const [first, ...rest] = stepsFrom(relation, source)
  return {
    ...emptySelect,
    from: first?.to ?? null,
    joins: rest.map(({ to, on }): Join => ({ kind: 'inner', source: to, on })),
    where: first !== undefined ? [first.on] : relation.problem === null ? [] : [invalid(relation.problem)],
  }
}

export const relatedRows = <R extends AnyRelation>(relation: R): RelatedRows<R> =>
  typedStatement(relatedSelect(relation))

/** The related rows as a query: what conditions, aggregates and nested results are made from. */

import { invalid } from '../ast/Expr.js'
import { emptySelect } from '../ast/emptySelect.js'
import type { Node } from '../ast/Node.js'
import type { Select } from '../ast/Scope.js'
import type { Join, Select as SelectNode, Source as SourceNode } from '../ast/Statement.js'
import { typedStatement } from '../statement/node.js'
import { asFirst } from './lateral.js'
import { type AnyRelation, asNode, type LinksOf, type SourceOf, stepsFrom, type TargetOf } from './Relation.js'

/** The target's rows that belong to the source's row around them. */
export type RelatedRows<R extends AnyRelation> = Select<TargetOf<R> | LinksOf<R>, never, SourceOf<R>, never>

/** A source that was made for the row needs no condition. */
const always = (on: Node): ReadonlyArray<Node> => (on._tag === 'Constant' && on.value ? [] : [on])

/** The same as a node: the first step is correlated, the others are joins. */
export const relatedSelect = (relation: AnyRelation, source: SourceNode = asNode(relation.source)): SelectNode => {
  const [first, ...rest] = stepsFrom(relation, source)
  return {
    ...emptySelect,
    from: first === undefined ? null : asFirst(first.to),
    joins: rest.map(({ to, on }): Join => ({ kind: 'inner', source: to, on })),
    where: first !== undefined ? always(first.on) : relation.problem === null ? [] : [invalid(relation.problem)],
  }
}

export const relatedRows = <R extends AnyRelation>(relation: R): RelatedRows<R> =>
  typedStatement(relatedSelect(relation))

/** Relations as nested results: related rows inside the row that they belong to. */
import { type Expr, typed } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type { Free, Select, Yielding } from '../ast/Scope.js'
import { selectNode, typedStatement } from '../statement/node.js'
import type { AnyRelation } from './Relation.js'
import { type RelatedRows, relatedSelect } from './rows.js'

/**
 * The related rows as an array inside the row, in one statement; empty where there are none. `build` says which columns,
 * and may filter, order and limit; every value keeps its type.
 *
 * @example
 * select({
 *   name: users.c.name,
 *   addresses: collect(userAddresses, (rows, a) => pipe(rows, orderBy(a.c.id), select({ email: a.c.email }))),
 * })
 */
export const collect = <R extends AnyRelation, S, U, Row>(
  relation: R,
  build: (rows: RelatedRows<R>, target: R['target']) => Select<S, any, U, Row> & Yielding<Row>,
): Expr<ReadonlyArray<Row>, Free<U, S>, never> => {
  const rows = relatedSelect(relation)
  const built = selectNode(build(typedStatement(rows), relation.target), 'collect')
  // the relation's own order, where nothing else is said
  const query = built.orderBy.length === 0 ? { ...built, orderBy: relation.orderBy } : built
  return typed({
    joinery: brand,
    _tag: 'Collect',
    query,
    type: { _tag: 'rows', projection: query.projection ?? { items: [] } },
  })
}

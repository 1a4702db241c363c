/** Relations as changes: which statement makes two rows belong together. */

import { invalidArgument } from '../ast/CompileError.js'
import { brand, type Column as ColumnNode, type Node } from '../ast/Node.js'
import type { Statement, Updating } from '../ast/Scope.js'
import type { InvalidStatement, TableNode, Update } from '../ast/Statement.js'
import { invalidStatement, typedStatement } from '../statement/node.js'
import { isRow, valueOf } from './conditions.js'
import {
  type AnyRelation,
  asNode,
  type Named,
  type SourceOf,
  type SpecsIn,
  type TargetOf,
  type Writable,
} from './Relation.js'

type Values = Readonly<Record<string, unknown>>

const viewOnly = (relation: AnyRelation): InvalidStatement =>
  invalidStatement(
    invalidArgument(
      `the relation from ${relation.source.alias} to ${relation.target.alias}`,
      'is for reading only',
      'link by a relation of a foreign key or an association',
    ),
  )

const linking = (relation: AnyRelation, source: Values, target: Values): Update | InvalidStatement => {
  const { writes, problem } = relation
  if (problem !== null) return invalidStatement(problem)
  if (writes?._tag !== 'ForeignKey') return viewOnly(relation)
  const isHolder = writes.holder === 'source'
  const table = asNode(isHolder ? relation.source : relation.target) as TableNode
  const held = asNode(isHolder ? relation.target : relation.source) as TableNode
  const [holdingRow, heldRow] = isHolder ? [source, target] : [target, source]
  const changes = writes.pairs.map((pair): readonly [string, Node] => {
    const [own, other] = isHolder ? [pair.source, pair.target] : [pair.target, pair.source]
    return [own, valueOf(held, heldRow, other, table.columns[own] as ColumnNode, 'link')]
  })
  return {
    joinery: brand,
    _tag: 'Update',
    table,
    set: Object.fromEntries(changes),
    assignments: [],
    using: [],
    where: [isRow(table, holdingRow, 'link')],
    everyRow: false,
    projection: null,
    ctes: [],
  }
}

/**
 * The statement that makes two rows belong together: it sets the foreign key, on whichever side that is.
 *
 * @example link(userAddresses)({ id: 1 }, { id: 7 }) // update "addresses" set "userId" = $1 where "addresses"."id" = $2
 */
export const link =
  <R extends Writable>(relation: R) =>
  (
    source: Named<SpecsIn<R['source']>>,
    target: Named<SpecsIn<R['target']>>,
  ): Statement<Updating<any>, SourceOf<R> | TargetOf<R>, never, never, never> =>
    typedStatement(linking(relation, source as Values, target as Values))

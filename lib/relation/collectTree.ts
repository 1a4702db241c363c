/** Trees as nested results: the rows below each row, and below those, down to a depth. */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, isRecord, typed } from '../ast/Expr.js'
import type { AnySource } from '../schema/Table.js'
import { selectNode, typedStatement } from '../statement/node.js'
import { type Fields, projection, type RowOfProjectable } from '../statement/project.js'
import { type CollectOptions, collect } from './collect.js'
import { startingAt } from './combine.js'
import { type AnyRelation, labelOf, type SourceOf } from './Relation.js'

export interface CollectTreeOptions<K extends string> extends CollectOptions {
  /** How many levels. */
  readonly depth: number
  /** The key of the rows below a row. */
  readonly as: K
}

/** A row with the rows below it; those of the last level do not have the key, for it was not asked what is below them. */
export type TreeOf<Row, K extends string> = Row & { readonly [P in K]?: ReadonlyArray<TreeOf<Row, K>> }

const badDepth = (relation: AnyRelation) =>
  invalidArgument(labelOf(relation), 'is collected to a depth that is not a whole number from 1', 'give { depth: 2 }')

const taken = (relation: AnyRelation, as: string) =>
  invalidArgument(labelOf(relation), `has a field ${as}, which is where the rows below belong`, 'give `as` another key')

/**
 * The related rows of a relation of a table to itself, each with its own below it, to a depth: `{ name, reports: [{ name, reports: [{ name }] }] }`.
 *
 * @example
 * const reports = collectTree(oneToMany(users, users), { depth: 2, as: 'reports' }, (r) => ({ name: r.c.name }))
 *
 * pipe(from(users), select({ name: users.c.name, reports }))
 */
export const collectTree = <R extends AnyRelation, const K extends string, P extends Fields>(
  relation: R,
  options: CollectTreeOptions<K>,
  build: (target: R['target']) => P,
): Expr<ReadonlyArray<TreeOf<RowOfProjectable<P, never>, K>>, SourceOf<R>, never> => {
  const { depth, as, strategy } = isRecord(options) ? (options as unknown as CollectTreeOptions<K>) : ({} as never)
  if (!Number.isSafeInteger(depth) || depth < 1) return typed(invalid(badDepth(relation)))
  const level = (from: AnyRelation, left: number): Expr<any, any, never> =>
    collect(
      from,
      (rows: any, target: AnySource): any => {
        const fields = build(target)
        const below = Object.hasOwn(fields, as)
          ? { [as]: invalid(taken(from, as)) }
          : left > 1
            ? { [as]: level(startingAt(relation, target), left - 1) }
            : {}
        return typedStatement({
          ...selectNode(rows, 'collectTree'),
          projection: projection({ ...fields, ...below } as Fields, 'collectTree'),
        })
      },
      { strategy: strategy as 'subselect' },
    )
  return typed(level(relation, depth) as never)
}

/**
 * Relations by an association table, whose rows point to both ends: many to many, unless one side is unique there.
 *
 * No table is taken for an association by its looks: the relation names it.
 */

import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { allOf } from '../ast/conditions.js'
import type { AnyExpr, Condition } from '../ast/Expr.js'
import { toNode } from '../ast/Expr.js'
import type { Source as SourceNode, TableNode } from '../ast/Statement.js'
import type { Order } from '../expr/order.js'
import type { Column, Specs, Table } from '../schema/Table.js'
import { byPairs, hopBetween, ordersOf, swapped } from './define.js'
import { chosenNames, isUnique, type Path, pathOf, typeProblem } from './keys.js'
import {
  type AnyRelation,
  asNode,
  type Cardinality,
  type Hop,
  isTable,
  type Pair,
  type Relation,
  renamed,
  typedRelation,
  typedTarget,
} from './Relation.js'

// -------------------------------------------------------------------------------------
// options
// -------------------------------------------------------------------------------------

export interface AssociationOptions<S, T, A extends string, SA extends Specs> {
  /** The table whose rows are the links; a function, where it is defined later. */
  readonly by: Table<A, SA> | (() => Table<A, SA>)
  /** Its columns that point to the source, where more than one key could be meant. */
  readonly source?: Column<any, A> | ReadonlyArray<Column<any, A>>
  /** Its columns that point to the target. */
  readonly target?: Column<any, A> | ReadonlyArray<Column<any, A>>
  /** A further condition on the rows that belong together. */
  readonly where?: (source: S, target: T, association: Table<A, SA>) => Condition
  readonly orderBy?: (
    target: T,
    association: Table<A, SA>,
  ) => Order<any> | AnyExpr | ReadonlyArray<Order<any> | AnyExpr>
  /** The end that is linked at most once: its column in the association is unique. */
  readonly unique?: 'source' | 'target'
  readonly viewOnly?: boolean
}

/** A table that is associated with itself is another one where it is pointed to. */
type Distinct<A extends string, B extends string, S extends Specs> = A extends B ? Table<`${B}_1`, S> : Table<B, S>

type CardinalityOf<O, End> = O extends { readonly unique: End } ? 'maybe' : 'many'

type AccessOf<O> = O extends { readonly viewOnly: true } ? 'viewOnly' : 'writable'

type AliasOf<O> = O extends { readonly by: Table<infer A, any> | (() => Table<infer A, any>) } ? A : never

// -------------------------------------------------------------------------------------
// keys
// -------------------------------------------------------------------------------------

const keyOf = (
  association: TableNode,
  end: TableNode,
  option: unknown,
  name: 'source' | 'target',
): Path | CompileError => pathOf(association, end, chosenNames(option), name)

const pairsOf = ({ from, to }: Path): ReadonlyArray<Pair> =>
  from.map((key, i) => ({ source: to[i] as string, target: key }))

const notUnique = (association: TableNode, { from }: Path): CompileError =>
  invalidArgument(
    `the relation by ${association.name}`,
    `is unique, but ${from.map((key) => `${association.name}.${key}`).join(' + ')} is not`,
    'add unique(…) to the column, or leave out unique',
  )

const uniqueProblem = (association: TableNode, source: Path, target: Path, unique: unknown): CompileError | null => {
  if (unique === undefined) return null
  // where the target is linked once, no two links have the same one
  const path = unique === 'target' ? target : source
  return isUnique(association, path.from) ? null : notUnique(association, path)
}

const noTables = /* @__PURE__ */ invalidArgument(
  'a relation by an association',
  'is not between tables',
  'give two tables, and { by: the table of links }',
)

/** A node as the table that it is, for a function of the program's. */
const tableOf = (node: TableNode): Table<any, any> => node as unknown as Table<any, any>

const given = (by: unknown): unknown => (typeof by === 'function' ? by() : by)

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

type Said = AssociationOptions<any, any, any, any>

const refused = (source: unknown, target: unknown, problem: CompileError): AnyRelation => ({
  source: source as never,
  target: target as never,
  cardinality: 'many',
  inverseCardinality: 'many',
  unique: false,
  inverseUnique: false,
  access: 'viewOnly',
  hops: [],
  back: [],
  writes: null,
  orderBy: [],
  problem,
})

/** A further condition belongs to the last step, which knows both ends. */
const withCondition = (
  last: Hop,
  condition: ((source: any, target: any, association: any) => unknown) | undefined,
  first: SourceNode,
): Hop =>
  condition === undefined
    ? last
    : {
        ...last,
        step: (from, alias) => {
          const { to, on } = last.step(from, alias)
          return { to, on: allOf([on, toNode(condition(first, to, from), 'the further condition of a relation')]) }
        },
      }

const associated = (first: unknown, second: unknown, options: Said): AnyRelation => {
  const association = given(options.by)
  if (!isTable(first) || !isTable(second) || !isTable(association)) return refused(first, second, noTables)
  const source = asNode(first)
  const target = second.alias === first.alias ? renamed(asNode(second), `${second.alias}_1`) : asNode(second)
  const toSource = keyOf(association, first, options.source, 'source')
  const toTarget = keyOf(association, second, options.target, 'target')
  if ('_tag' in toSource) return refused(first, typedTarget(target), toSource)
  if ('_tag' in toTarget) return refused(first, typedTarget(target), toTarget)
  const problem =
    typeProblem(association, first, toSource) ??
    typeProblem(association, second, toTarget) ??
    uniqueProblem(association, toSource, toTarget, options.unique)
  const [sourcePairs, targetPairs] = [pairsOf(toSource), pairsOf(toTarget)]
  const [near, far] = [
    hopBetween(source, asNode(association), byPairs(sourcePairs), byPairs(swapped(sourcePairs))),
    hopBetween(asNode(association), target, byPairs(swapped(targetPairs)), byPairs(targetPairs)),
  ]
  const writable = options.viewOnly !== true
  const cardinality = (end: 'source' | 'target'): Cardinality => (options.unique === end ? 'maybe' : 'many')
  return {
    source: first,
    target: typedTarget(target),
    cardinality: cardinality('source'),
    inverseCardinality: cardinality('target'),
    unique: options.unique === 'source',
    inverseUnique: options.unique === 'target',
    access: writable ? 'writable' : 'viewOnly',
    hops: [near.there, withCondition(far.there, options.where, source)],
    back: [
      far.back,
      withCondition(near.back, options.where && ((to, from, by) => options.where?.(from, to, by)), target),
    ],
    writes: writable ? { _tag: 'Association', table: association, source: sourcePairs, target: targetPairs } : null,
    orderBy: ordersOf(options.orderBy && ((to: SourceNode) => options.orderBy?.(to, tableOf(association))), target),
    problem,
  }
}

/**
 * Rows that are linked by the rows of another table, which points to both.
 *
 * @example const postLabels = manyToMany(posts, labels, { by: tags }) // "tags" references "posts" and "labels"
 */
export const manyToMany = <
  A extends string,
  SA extends Specs,
  B extends string,
  SB extends Specs,
  J extends string,
  SJ extends Specs,
  const O extends AssociationOptions<Table<A, SA>, Distinct<A, B, SB>, J, SJ>,
>(
  source: Table<A, SA>,
  target: Table<B, SB>,
  options: O & { readonly by: Table<J, SJ> | (() => Table<J, SJ>) },
): Relation<
  Table<A, SA>,
  Distinct<A, B, SB>,
  CardinalityOf<O, 'source'>,
  CardinalityOf<O, 'target'>,
  AliasOf<O>,
  AccessOf<O>,
  SJ
> => typedRelation(associated(source, target, options))

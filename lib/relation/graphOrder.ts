/**
 * In which order the rows of a graph are inserted, and which foreign keys wait.
 *
 * A table comes after those that it points to. Where tables point to each other, or a row to one of its own table whose
 * key is not known yet, a foreign key that may be null waits: it is inserted as null, and set by an update at the end.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isBranded } from '../ast/Expr.js'
import type { TableNode } from '../ast/Statement.js'
import { primaryKeyOf } from '../schema/foreignKey.js'
import type { Fill, GraphNode } from './graphRows.js'

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** A column of a row as it will be there: given with the row, or known when the row is there. */
export type Settled =
  | { readonly _tag: 'Given'; readonly value: unknown }
  | { readonly _tag: 'Made'; readonly node: GraphNode; readonly column: string }

const nothingAsked: ReadonlyArray<readonly [GraphNode, string]> = []

/** What a column is: its own, or what it is filled with; null where it would be filled with itself. */
export const settle = (
  node: GraphNode,
  column: string,
  asked: ReadonlyArray<readonly [GraphNode, string]> = nothingAsked,
): Settled | null => {
  if (asked.some(([each, key]) => each === node && key === column)) return null
  const value = node.row[column] ?? null
  if (value !== null) return isBranded(value) ? { _tag: 'Made', node, column } : { _tag: 'Given', value }
  for (const { set, same, parent } of node.fills) {
    const pair = [...set, ...same].find(({ own }) => own === column)
    const filled = pair === undefined ? null : settle(parent, pair.other, [...asked, [node, column]])
    if (filled !== null) return filled
  }
  return { _tag: 'Made', node, column }
}

/** What a fill gives to one of its columns. */
export const filledWith = (node: GraphNode, { parent }: Fill, pair: Fill['set'][number]): Settled | null =>
  settle(parent, pair.other, [[node, pair.own]])

// -------------------------------------------------------------------------------------
// foreign keys
// -------------------------------------------------------------------------------------

/** A foreign key of a table, as the rows of the graph use it. */
export interface Edge {
  readonly from: string
  readonly to: string
  readonly table: TableNode
  readonly fills: ReadonlyArray<{ readonly node: GraphNode; readonly fill: Fill }>
}

const edgeName = (node: GraphNode, { name, parent }: Fill): string => `${node.of} ${parent.of} ${name}`

const edgesOf = (tables: ReadonlyArray<ReadonlyArray<GraphNode>>): ReadonlyArray<Edge> => {
  const fillsOf = new Map<string, Array<Edge['fills'][number]>>()
  for (const node of tables.flat()) {
    for (const fill of node.fills) {
      const name = edgeName(node, fill)
      const fills = fillsOf.get(name) ?? []
      fills.push({ node, fill })
      fillsOf.set(name, fills)
    }
  }
  return [...fillsOf.values()].map((fills) => {
    const [{ node, fill }] = fills as [Edge['fills'][number]]
    return { from: node.of, to: fill.parent.of, table: node.table, fills }
  })
}

const canWait = ({ table, fills }: Edge): boolean =>
  (fills[0]?.fill.set ?? []).every(({ own }) => table.definitions[own]?.nullable ?? false) &&
  primaryKeyOf(table).length > 0

/** Rows of one statement may point to each other, if all keys are known. */
const needsItself = ({ from, to, fills }: Edge): boolean =>
  from === to && fills.some(({ node, fill }) => fill.set.some((pair) => filledWith(node, fill, pair)?._tag !== 'Given'))

// -------------------------------------------------------------------------------------
// order
// -------------------------------------------------------------------------------------

export interface InsertOrder {
  readonly tables: ReadonlyArray<ReadonlyArray<GraphNode>>
  /** The foreign keys that are set at the end. */
  readonly waiting: ReadonlyArray<Edge>
}

const columnsOf = ({ table, fills }: Edge): string =>
  (fills[0]?.fill.set ?? []).map(({ own }) => `${table.name}.${own}`).join(' + ')

const cycle = (edges: ReadonlyArray<Edge>): CompileError =>
  invalidArgument(
    `${edges[0]?.fills[0]?.fill.label ?? 'a relation'} in insertGraph`,
    `is part of a cycle of rows that need each other: ${edges.map(columnsOf).join(', ')} may not be null`,
    'make one of the columns nullable (and give its table a primary key), or leave the branch out and link the rows afterwards',
  )

/** The order of the tables; those that are met first come first. */
export const insertOrder = (tables: ReadonlyArray<ReadonlyArray<GraphNode>>): InsertOrder | CompileError => {
  const edges = edgesOf(tables)
  const own = edges.filter(needsItself)
  const stuck = own.filter((edge) => !canWait(edge))
  if (stuck.length > 0) return cycle(stuck)
  const waiting = new Set(own)
  const ordered: Array<ReadonlyArray<GraphNode>> = []
  let left = tables.filter((nodes) => nodes.length > 0)
  const nameOf = (nodes: ReadonlyArray<GraphNode>): string => (nodes[0] as GraphNode).of
  while (left.length > 0) {
    const names = new Set(left.map(nameOf))
    const needs = (nodes: ReadonlyArray<GraphNode>): ReadonlyArray<Edge> =>
      edges.filter(
        (edge) => edge.from === nameOf(nodes) && edge.to !== edge.from && names.has(edge.to) && !waiting.has(edge),
      )
    const next = left.find((nodes) => needs(nodes).length === 0) ?? left.find((nodes) => needs(nodes).every(canWait))
    if (next === undefined) return cycle(left.flatMap(needs).filter((edge) => !canWait(edge)))
    for (const edge of needs(next)) waiting.add(edge)
    ordered.push(next)
    left = left.filter((nodes) => nodes !== next)
  }
  return { tables: ordered, waiting: edges.filter((edge) => waiting.has(edge)) }
}

/**
 * What a select or a returning yields: a tree of named expressions, read from a flat row by position.
 *
 * A whole table is a group with a `witness`: a column that is NULL only where an outer join found no row. Where none is
 * known, the row was not found if it is NULL in every column.
 */
import type { Node } from './Node.js'

export interface Field {
  readonly _tag: 'Field'
  readonly key: string
  readonly node: Node
}

export interface Group {
  readonly _tag: 'Group'
  readonly key: string
  readonly items: ReadonlyArray<Item>
  /** The position, among this group's own fields, of a column that is never NULL in a row that is there; null if it is always there. */
  readonly witness: number | 'every' | null
}

export type Item = Field | Group

export interface Projection {
  readonly items: ReadonlyArray<Item>
}

/** The expressions of a projection in the order of their positions, at whatever depth. */
export const leavesOf = ({ items }: Projection): ReadonlyArray<Node> =>
  items.flatMap((item) => (item._tag === 'Group' ? leavesOf(item) : [item.node]))

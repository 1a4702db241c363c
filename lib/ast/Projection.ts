/**
 * What a select or a returning yields: a tree of named expressions, read from a flat row by position.
 *
 * A whole source is a group with a `witness`: a column that is NULL only where an outer join found no row.
 */
import type { Node } from './Node.js'
import type { Rows } from './SqlType.js'
import type { Select } from './Statement.js'

export interface Field {
  readonly _tag: 'Field'
  readonly key: string
  readonly node: Node
}

export interface Group {
  readonly _tag: 'Group'
  readonly key: string
  readonly items: ReadonlyArray<Item>
  /**
   * The position, among this group's own fields, of a column that is never NULL in a row that is there, or a column that
   * is read after them for that alone. Under `every`, the row was not found if all of them are NULL; null is always there.
   */
  readonly witness: number | Node | 'every' | null
  /** What takes the group's place: its own fields are the keys by which a further statement finds the rows. */
  readonly later?: Later
}

/** Rows that are found by a statement of their own. */
export interface Later {
  /** The rows of all keys. */
  readonly query: Select
  /** What each key of the group is equal to. */
  readonly keys: ReadonlyArray<Node>
  readonly type: Rows
}

export type Item = Field | Group

export interface Projection {
  readonly items: ReadonlyArray<Item>
  /** Whether it is meant that there are none. */
  readonly nothing?: true
}

/** The column that is read after those of a group, if there is one. */
export const proofOf = ({ witness }: Group): Node | null => (typeof witness === 'object' ? witness : null)

/** The expressions of a projection in the order of their positions, at whatever depth. */
export const leavesOf = ({ items }: Projection): ReadonlyArray<Node> => items.flatMap(leavesOfItem)

const leavesOfItem = (item: Item): ReadonlyArray<Node> => {
  if (item._tag === 'Field') return [item.node]
  const proof = proofOf(item)
  return proof === null ? leavesOf(item) : [...leavesOf(item), proof]
}

/** The expression that a select yields under a name; names are the keys on the way to it, between dots. */
export const leafNamed = ({ items }: Projection, name: string): Node | null => {
  for (const item of items) {
    if (item._tag === 'Field') {
      if (item.key === name) return item.node
    } else if (name.startsWith(`${item.key}.`)) {
      const found = leafNamed(item, name.slice(item.key.length + 1))
      if (found !== null) return found
    }
  }
  return null
}

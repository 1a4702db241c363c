/** The keys of a table as facts: which columns point where, and which tell its rows apart. */

import type { ForeignKey, ForeignKeyConstraint, Reference } from '../ast/Constraint.js'
import { isBranded } from '../ast/Expr.js'
import type { Column, Node } from '../ast/Node.js'
import type { TableNode } from '../ast/Statement.js'

/** A foreign key, of one column or of several. */
export interface KeyFact extends Reference {
  /** The keys of the columns that point. */
  readonly columns: ReadonlyArray<string>
  /** The columns that they point to, or null for what is no columns of one table. */
  readonly targets: ReadonlyArray<Column> | null
  /** Where it was said. */
  readonly of: ForeignKey | ForeignKeyConstraint
}

const isColumn = (u: unknown): u is Column => isBranded(u) && (u as Column)._tag === 'Column'

/** What a program's function gives, or null: it throws where it asks for a table that is defined later. */
const asked = (give: () => unknown): unknown => {
  try {
    return give()
  } catch {
    return null
  }
}

/** The column that a foreign key points to, or null where there is none. */
export const pointedAt = (references: ForeignKey | null): Column | null => {
  const target = references === null ? null : asked(references.target)
  return isColumn(target) ? target : null
}

const allPointedAt = (targets: () => unknown, count: number): ReadonlyArray<Column> | null => {
  const given = asked(targets)
  return Array.isArray(given) &&
    given.length === count &&
    given.every(isColumn) &&
    given.every((column) => column.table === (given[0] as Column).table)
    ? given
    : null
}

/** The key of a column in its table; what is no column of it has none. */
export const keyOf = (table: TableNode, node: Node): string | undefined =>
  node._tag === 'Column' ? Object.keys(table.columns).find((key) => table.columns[key]?.name === node.name) : undefined

const keysOf = (table: TableNode, nodes: ReadonlyArray<Node>): ReadonlyArray<string> =>
  nodes.flatMap((node) => keyOf(table, node) ?? [])

/** The foreign keys of a table, those of its columns first. */
export const foreignKeysOf = (table: TableNode): ReadonlyArray<KeyFact> => [
  ...Object.entries(table.definitions).flatMap(([key, { references }]): ReadonlyArray<KeyFact> => {
    // what is no column has none
    if (references == null) return []
    const target = pointedAt(references)
    return [{ ...references, columns: [key], targets: target === null ? null : [target], of: references }]
  }),
  ...table.constraints.flatMap((constraint): ReadonlyArray<KeyFact> => {
    if (constraint._tag !== 'ForeignKey') return []
    const columns = keysOf(table, constraint.columns)
    return [{ ...constraint, columns, targets: allPointedAt(constraint.targets, columns.length), of: constraint }]
  }),
]

/** The columns of the primary key, by their keys. */
export const primaryKeyOf = (table: TableNode): ReadonlyArray<string> => {
  const said = table.constraints.find(({ _tag }) => _tag === 'PrimaryKey')
  return said?._tag === 'PrimaryKey'
    ? keysOf(table, said.columns)
    : Object.keys(table.definitions).filter((key) => table.definitions[key]?.primaryKey)
}

/** The sets of columns in which no two rows are equal, by their keys: the primary key first. */
export const uniqueKeysOf = (table: TableNode): ReadonlyArray<ReadonlyArray<string>> => [
  ...[primaryKeyOf(table)].filter(({ length }) => length > 0),
  ...Object.keys(table.definitions)
    .filter((key) => table.definitions[key]?.unique)
    .map((key) => [key]),
  ...table.constraints.flatMap((constraint) =>
    constraint._tag === 'Unique' ? [keysOf(table, constraint.columns)] : [],
  ),
]

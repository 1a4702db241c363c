/** Metadata: the tables of one database, in an order in which they can be created. */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import type { ForeignKeyConstraint } from '../ast/Constraint.js'
import { isBranded } from '../ast/Expr.js'
import type { TableNode } from '../ast/Statement.js'
import { foreignKeysOf, type KeyFact } from './foreignKey.js'
import { type AnyTable, tableNode } from './Table.js'

export interface Metadata {
  /** What points to a table comes after it, but for the foreign keys that are added later. */
  readonly tables: ReadonlyArray<TableNode>
  /** Foreign keys of tables that point to each other in a cycle: added when all tables are there. */
  readonly later: ReadonlyArray<Later>
  readonly errors: ReadonlyArray<CompileError>
}

/** A foreign key that a table is created without. */
export interface Later {
  readonly table: TableNode
  readonly of: KeyFact['of']
  readonly constraint: ForeignKeyConstraint
}

const wrongTargets = (table: TableNode): ReadonlyArray<CompileError> =>
  foreignKeysOf(table).flatMap(({ columns, targets }) =>
    targets === null
      ? [
          invalidArgument(
            `the foreign key ${columns.map((key) => `${table.name}.${key}`).join(', ')}`,
            'does not point to a column',
            columns.length === 1
              ? 'give references a function that returns one: references(() => users.c.id)'
              : 'give foreignKeyOn a function that returns as many columns of one table',
          ),
        ]
      : [],
  )

const isTable = (u: unknown): boolean => isBranded(u) && (u as Partial<TableNode>)._tag === 'Table'

const notATable = /* @__PURE__ */ invalidArgument(
  'an argument of metadata',
  'is not a table',
  'give an array of tables',
)

// -------------------------------------------------------------------------------------
// order
// -------------------------------------------------------------------------------------

/** The name of the table that a foreign key points to. */
const targetOf = ({ targets }: KeyFact): string | undefined => targets?.[0]?.table

const asConstraint = (table: TableNode, { of, columns }: KeyFact): ForeignKeyConstraint =>
  'targets' in of
    ? of
    : {
        ...of,
        _tag: 'ForeignKey',
        columns: columns.flatMap((key) => table.columns[key] ?? []),
        targets: () => [of.target()],
      }

interface Ordered {
  readonly tables: ReadonlyArray<TableNode>
  readonly later: ReadonlyArray<Later>
}

/** Of tables in a cycle, the one to create first: best without a foreign key that may be null. */
const leader = (
  waiting: ReadonlyArray<TableNode>,
  missing: (table: TableNode) => ReadonlyArray<KeyFact>,
): TableNode => {
  const cost = (table: TableNode): number =>
    missing(table).reduce(
      (sum, { columns }) => sum + (columns.some((key) => table.definitions[key]?.nullable) ? 1 : waiting.length + 1),
      0,
    )
  return waiting.reduce((best, table) => (cost(table) < cost(best) ? table : best))
}

const ordered = (nodes: ReadonlyArray<TableNode>): Ordered => {
  const names = new Set(nodes.map(({ name }) => name))
  const tables: Array<TableNode> = []
  const later: Array<Later> = []
  const placed = new Set<string>()
  const missing = (table: TableNode): ReadonlyArray<KeyFact> =>
    foreignKeysOf(table).filter((fact) => {
      const name = targetOf(fact)
      return name !== undefined && name !== table.name && names.has(name) && !placed.has(name)
    })
  const place = (table: TableNode): void => {
    tables.push(table)
    placed.add(table.name)
  }
  let waiting = nodes
  while (waiting.length > 0) {
    const ready = waiting.filter((table) => missing(table).length === 0)
    if (ready.length === 0) {
      const first = leader(waiting, missing)
      later.push(
        ...missing(first).map((fact) => ({ table: first, of: fact.of, constraint: asConstraint(first, fact) })),
      )
      place(first)
    } else ready.forEach(place)
    waiting = waiting.filter(({ name }) => !placed.has(name))
  }
  return { tables, later }
}

/**
 * The tables of one database.
 *
 * @example
 * metadata([addresses, users]) // createAll creates users first, and then addresses, which points to it
 */
export const metadata = (tables: ReadonlyArray<AnyTable>): Metadata => {
  const nodes = tables.filter(isTable).map(tableNode)
  const names = nodes.map(({ name }) => name)
  const duplicates = names.filter((name, i) => names.indexOf(name) !== i)
  const { tables: sorted, later } = ordered(nodes.filter(({ name }, i) => names.indexOf(name) === i))
  return {
    tables: sorted,
    later,
    errors: [
      ...tables.filter((table) => !isTable(table)).map(() => notATable),
      ...nodes.flatMap(wrongTargets),
      ...duplicates.map((alias): CompileError => ({ _tag: 'DuplicateAlias', alias })),
    ],
  }
}

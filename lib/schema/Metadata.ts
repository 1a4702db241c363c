/** Metadata: the tables of one database, in an order in which they can be created. */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isBranded } from '../ast/Expr.js'
import type { TableNode } from '../ast/Statement.js'
import { pointedAt } from './foreignKey.js'
import { type AnyTable, tableNode } from './Table.js'

export interface Metadata {
  /** What points to a table comes after it. */
  readonly tables: ReadonlyArray<TableNode>
  readonly errors: ReadonlyArray<CompileError>
}

/** The names of the tables that a table points to, without itself. */
const targets = (table: TableNode): ReadonlyArray<string> =>
  Object.values(table.definitions)
    .flatMap(({ references }) => pointedAt(references)?.table ?? [])
    .filter((name) => name !== table.alias)

const wrongTarget = (table: TableNode): ReadonlyArray<CompileError> =>
  Object.entries(table.definitions).flatMap(([key, { references }]) =>
    references === null || pointedAt(references) !== null
      ? []
      : [
          invalidArgument(
            `the foreign key ${table.name}.${key}`,
            'does not point to a column',
            'give references a function that returns one: references(() => users.c.id)',
          ),
        ],
  )

const isTable = (u: unknown): boolean => isBranded(u) && (u as Partial<TableNode>)._tag === 'Table'

const notATable = /* @__PURE__ */ invalidArgument(
  'an argument of metadata',
  'is not a table',
  'give an array of tables',
)

/** Tables of a cycle of foreign keys, which no order satisfies. */
const cyclic = (names: ReadonlyArray<string>): CompileError =>
  invalidArgument(
    `the tables ${names.join(', ')}`,
    'point to each other in a cycle',
    'create them by hand, and add one of the foreign keys afterwards',
  )

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
  const sorted: Array<TableNode> = []
  const placed = new Set<string>()
  let waiting: ReadonlyArray<TableNode> = nodes.filter(({ name }, i) => names.indexOf(name) === i)
  while (waiting.length > 0) {
    const ready = waiting.filter((t) => targets(t).every((name) => placed.has(name) || !names.includes(name)))
    if (ready.length === 0) break
    for (const t of ready) {
      sorted.push(t)
      placed.add(t.name)
    }
    waiting = waiting.filter((t) => !placed.has(t.name))
  }
  return {
    tables: sorted,
    errors: [
      ...tables.filter((table) => !isTable(table)).map(() => notATable),
      ...nodes.flatMap(wrongTarget),
      ...duplicates.map((alias): CompileError => ({ _tag: 'DuplicateAlias', alias })),
      ...(waiting.length > 0 ? [cyclic(waiting.map(({ name }) => name))] : []),
    ],
  }
}

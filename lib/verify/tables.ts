/** Whether the tables of a program are those of the database: each of them, with its columns, their types and their nulls. */
import type { TaskEither } from 'fp-ts/TaskEither'
import { type Catalog, type ColumnFact, nameKey, type TableFact } from '../ast/Catalog.js'
import { baseOf, resolved, stored } from '../ast/SqlType.js'
import type { TableNode } from '../ast/Statement.js'
import type { Dialect } from '../compile/Dialect.js'
import type { Connection } from '../exec/Connection.js'
import type { SqlError } from '../exec/SqlError.js'
import { right } from '../fp.js'
import { reflectCatalog } from '../reflect/reflect.js'
import type { Metadata } from '../schema/Metadata.js'
import type { Problem } from './Problem.js'
import { reads } from './types.js'

const said = ({ schema, name }: { readonly schema: string | null; readonly name: string }): string =>
  schema === null ? name : `${schema}.${name}`

/** What joinery has no name for, and what the database spells in its own way, is read again to be spelled in ours. */
const spelled = (dialect: Dialect, type: string): string => {
  if (type === 'serial') return 'integer'
  if (type === 'bigserial') return 'bigint'
  return dialect.typeName(dialect.readType(type))
}

const typeProblem = (
  dialect: Dialect,
  table: TableNode,
  key: string,
  column: { readonly name: string; readonly type: string },
): ReadonlyArray<Problem> => {
  const type = table.definitions[key]?.type
  if (type === undefined) return []
  const own = stored(type)
  const declared = own._tag === 'serial' ? 'integer' : own._tag === 'bigserial' ? 'bigint' : dialect.typeName(own)
  const actual = spelled(dialect, column.type)
  const unquoted = (text: string): string => text.replaceAll('"', '')
  if (unquoted(declared) === unquoted(actual)) return []
  // a view has no widths of its own, and a type of another schema has its name before it
  const isView = table.details?.view != null
  if (isView && reads(declared, actual)) return []
  if (unquoted(declared).endsWith(`.${unquoted(actual)}`) || unquoted(actual).endsWith(`.${unquoted(declared)}`))
    return []
  // a numeric that is read as a number, an enum that is kept as text by a database without them
  if (own._tag === 'decimal' && actual.startsWith('numeric')) return []
  return [{ _tag: 'WrongType', of: `${said(table)}.${column.name}`, declared, actual, statement: null }]
}

const nullProblem = (table: TableNode, key: string, column: ColumnFact): ReadonlyArray<Problem> => {
  const definition = table.definitions[key]
  if (definition === undefined || definition.primaryKey) return []
  return definition.nullable !== column.notNull
    ? []
    : [{ _tag: 'WrongNullability', table: said(table), column: column.name, nullable: !column.notNull }]
}

const labelProblems = (table: TableNode, { types }: Catalog): ReadonlyArray<Problem> =>
  Object.values(table.definitions).flatMap((definition): ReadonlyArray<Problem> => {
    const type = baseOf(resolved(definition.type))
    if (type._tag !== 'enum') return []
    const found = types.find((it) => it._tag === 'Enum' && nameKey(it) === nameKey(type))
    if (found === undefined || found._tag !== 'Enum' || found.labels.join('\0') === type.labels.join('\0')) return []
    return [
      { _tag: 'WrongLabels', type: said(type), declared: type.labels.join(', '), actual: found.labels.join(', ') },
    ]
  })

interface Found {
  readonly columns: ReadonlyArray<{ readonly name: string; readonly type: string }>
  readonly fact: TableFact | null
}

const foundIn = (catalog: Catalog, table: TableNode): Found | null => {
  const fact = catalog.tables.find((it) => nameKey(it) === nameKey(table))
  if (fact !== undefined) return { columns: fact.columns, fact }
  const view = catalog.views.find((it) => nameKey(it) === nameKey(table))
  return view === undefined ? null : { columns: view.columns, fact: null }
}

/** What is wrong with one table. */
export const tableProblems = (dialect: Dialect, catalog: Catalog, table: TableNode): ReadonlyArray<Problem> => {
  const found = foundIn(catalog, table)
  if (found === null) return [{ _tag: 'MissingTable', table: said(table) }]
  return [
    ...Object.entries(table.columns).flatMap(([key, { name }]): ReadonlyArray<Problem> => {
      const column = found.columns.find((it) => it.name === name)
      if (column === undefined)
        return [
          { _tag: 'MissingColumn', table: said(table), column: name, columns: found.columns.map((it) => it.name) },
        ]
      const fact = found.fact?.columns.find((it) => it.name === name)
      return [...typeProblem(dialect, table, key, column), ...(fact === undefined ? [] : nullProblem(table, key, fact))]
    }),
    ...labelProblems(table, catalog),
  ]
}

/** The schemas that tables name, for the question to be about them too. */
export const schemasOf = (tables: ReadonlyArray<TableNode>): ReadonlyArray<string> => [
  ...new Set(tables.flatMap(({ schema }) => schema ?? [])),
]

/**
 * Whether a database has the tables and views that a program describes, with their columns and types: for the start of an
 * application. Nothing is wrong where the list is empty.
 *
 * @example verifyTables(metadata([users, addresses]))(db) // Right([{ _tag: 'MissingColumn', table: 'users', column: 'email', … }])
 */
export const verifyTables =
  (self: Metadata) =>
  (db: Connection): TaskEither<SqlError, ReadonlyArray<Problem>> =>
  async () => {
    const tables = [...self.tables, ...self.views]
    const catalog = await reflectCatalog({ schemas: schemasOf(tables) })(db)()
    if (catalog._tag === 'Left') return catalog
    return right(tables.flatMap((table) => tableProblems(db.dialect, catalog.right, table)))
  }

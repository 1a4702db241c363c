/**
 * Tables, read from the database that has them.
 *
 * Columns are named by their names in the database, so `t.c.user_id`. What a table value of joinery cannot say is not
 * there: checks, indexes, keys of several columns that point elsewhere, and what a generated column is made from.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { ForeignKey, ReferentialAction } from '../ast/Constraint.js'
import { brand, type Node } from '../ast/Node.js'
import { plain, type SqlType } from '../ast/SqlType.js'
import type { Definition } from '../ast/Statement.js'
import type { Connection } from '../exec/Connection.js'
import { all } from '../exec/run.js'
import type { SqlError } from '../exec/SqlError.js'
import { left, right } from '../fp.js'
import type { AnySpec } from '../schema/Column.js'
import { type AnyTable, table } from '../schema/Table.js'
import { type ColumnRow, tableColumns } from './tableColumns.js'

type ReadType = (declared: string) => SqlType

type Tables = ReadonlyMap<string, AnyTable>

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

/** The types that count up, by what they count. */
const countedType = (type: SqlType): SqlType =>
  type._tag === 'integer' ? plain('serial') : type._tag === 'bigint' ? plain('bigserial') : type

/** The database's own text, spelled again as it stands. */
const sqlOf = (text: string, type: SqlType): Node => ({ joinery: brand, _tag: 'Raw', strings: [text], holes: [], type })

const actions: ReadonlyArray<ReferentialAction> = ['cascade', 'restrict', 'set null', 'set default', 'no action']

const actionOf = (text: string | null): ReferentialAction | null => actions.find((action) => action === text) ?? null

/** `tables` is read when the target is asked for: it may be this table, or one that comes later. */
const foreignKeyOf = (
  { targetTable, targetColumn, onDelete, onUpdate }: ColumnRow,
  tables: Tables,
): ForeignKey | null => {
  if (targetTable === null || targetColumn === null) return null
  const target = () => tables.get(targetTable)?.c[targetColumn]
  return {
    target,
    name: null,
    onDelete: actionOf(onDelete),
    onUpdate: actionOf(onUpdate),
    matchFull: false,
    deferrable: null,
    notValid: false,
  }
}

const definitionOf = (row: ColumnRow, readType: ReadType, tables: Tables): Definition => {
  const declared = readType(row.type ?? '')
  const type = row.counted ? countedType(declared) : declared
  const counts = type !== declared
  return {
    type,
    nullable: row.nullable ?? true,
    primaryKey: row.primaryKey ?? false,
    unique: row.unique ?? false,
    defaultTo: row.defaultTo === null || counts ? null : sqlOf(row.defaultTo, type),
    references: foreignKeyOf(row, tables),
    name: null,
    also: null,
  }
}

/** A definition is a spec whose types nobody knows. */
const untypedSpec = (definition: Definition): AnySpec => definition as AnySpec

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const tablesOf = (rows: ReadonlyArray<ColumnRow>, readType: ReadType): Tables => {
  const tables = new Map<string, AnyTable>()
  const columnsOf = new Map<string, Array<readonly [string, AnySpec]>>()
  for (const row of rows) {
    const columns = columnsOf.get(row.table) ?? []
    columnsOf.set(row.table, columns)
    if (row.column !== null) columns.push([row.column, untypedSpec(definitionOf(row, readType, tables))])
  }
  for (const [name, columns] of columnsOf) tables.set(name, table(name, Object.fromEntries(columns)))
  return tables
}

const noSuchTable = (name: string): SqlError => ({
  _tag: 'QueryFailed',
  code: '42P01',
  reason: 'not found',
  message: `there is no table ${JSON.stringify(name)} where an unqualified name is looked for`,
  detail: '',
  hint: '',
  text: '',
})

const reflected = async (name: string, db: Connection): Promise<Either<SqlError, Tables>> => {
  const rows = await all(tableColumns(name))(db)()
  if (rows._tag === 'Left') return rows
  return rows.right.length === 0 ? left(noSuchTable(name)) : right(tablesOf(rows.right, db.dialect.readType))
}

/**
 * A table and all tables that it points to, directly or not, in one statement: the one that was asked for comes first.
 *
 * @example reflectTables('addresses')(db) // [addresses, users]; metadata(tables) takes them
 */
export const reflectTables =
  (name: string) =>
  (db: Connection): TaskEither<SqlError, ReadonlyArray<AnyTable>> =>
  async () => {
    const tables = await reflected(name, db)
    return tables._tag === 'Left' ? tables : right([...tables.right.values()])
  }

/**
 * A table as the database declares it: its columns in order with their types, nullability, defaults, primary key, UNIQUE
 * and foreign keys of one column. A table that is not there is `QueryFailed` with SQLSTATE 42P01.
 *
 * Types that joinery does not know are read as text, and so are enums, domains and composites. Arrays may have any number
 * of dimensions. A default is the database's own SQL. Not kept, on SQLite, is the difference between the types that are
 * declared as `text` there: numeric, dates, uuid, json.
 *
 * @example
 * pipe(
 *   reflectTable('users'),
 *   RTE.flatMap((users) => all(pipe(from(users), select({ id: users.c.id })))),
 * )
 */
export const reflectTable =
  (name: string) =>
  (db: Connection): TaskEither<SqlError, AnyTable> =>
  async () => {
    const tables = await reflectTables(name)(db)()
    return tables._tag === 'Left' ? tables : right(tables.right[0] as AnyTable)
  }

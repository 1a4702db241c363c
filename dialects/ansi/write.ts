/** Inserts, updates, deletes and raw statements in standard SQL, with RETURNING. */
import { type CompileError, invalidArgument } from '../../lib/ast/CompileError.js'
import { guards, isBranded, isRecord, toNode } from '../../lib/ast/Expr.js'
import type { Column, Node } from '../../lib/ast/Node.js'
import type { Projection } from '../../lib/ast/Projection.js'
import type { Insert, Source, TableNode } from '../../lib/ast/Statement.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { bind, identifier, report, spell, type Writer } from '../../lib/compile/Writer.js'
import { writeConditions, writeProjection } from './select.js'

type Row = Insert['rows'][number]

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

const unknownColumn = (table: Source, column: string): CompileError => ({
  _tag: 'UnknownColumn',
  table: table.alias,
  column,
  columns: Object.keys(table.columns),
})

const undefinedValue = (table: Source, key: string): CompileError =>
  invalidArgument(
    `the value of ${table.alias}.${key}`,
    'is undefined',
    'leave the key out for the default, or give null for NULL',
  )

/** A value of a column, bound, or the expression in its place. */
export const writeValue = (to: Writer, table: Source, key: string, value: unknown): void => {
  const column = table.columns[key]
  if (column === undefined) return report(to, unknownColumn(table, key))
  if (value === undefined) return report(to, undefinedValue(table, key))
  if (isBranded(value)) return spell(to, toNode(value, `the value of ${table.alias}.${key}`))
  to.text += to.dialect.placeholder(bind(to, value, column.type))
}

/** The keys that any of the rows has, in the table's order; `Object.hasOwn`, for a row may come from JSON. */
export const keysOf = (to: Writer, table: Source, rows: ReadonlyArray<Row>): ReadonlyArray<string> => {
  const known = Object.keys(table.columns)
  const used = new Set<string>()
  for (const row of rows) {
    for (const key of Object.keys(row)) {
      if (used.has(key)) continue
      used.add(key)
      if (!Object.hasOwn(table.columns, key)) report(to, unknownColumn(table, key))
    }
  }
  return used.size === 0 ? [] : known.filter((key) => used.has(key))
}

export const writeReturning = (
  to: Writer,
  projection: Projection | null,
  statement: 'insert' | 'update' | 'delete',
): void => {
  if (projection === null) return
  to.text += `${to.newline}returning `
  writeProjection(to, projection, statement, 'returning')
}

const isRow = (row: unknown): row is Row => isRecord(row) && !isBranded(row)

/** The rows of an insert, by column. `missing` writes what stands for a column that a row leaves out. */
export const writeInsert = (
  { table, rows, projection }: Insert,
  to: Writer,
  missing: (to: Writer, table: Source, key: string) => void,
): void => {
  // what is said about a table that is none would be said about its columns again
  if (table._tag === 'InvalidSource') return spell(to, table)
  if (rows.length === 0) {
    const hint = 'give values(...) a row, and do not run the insert when there is none'
    return report(to, { _tag: 'MissingClause', statement: 'insert', clause: 'rows', hint })
  }
  if (!rows.every(isRow)) {
    return report(
      to,
      invalidArgument('a row of values', 'is not an object', 'give an object of columns, or an array of them'),
    )
  }
  to.text += 'insert into '
  spell(to, table)
  const keys = keysOf(to, table, rows)
  if (keys.length === 0 && rows.length === 1) to.text += `${to.newline}default values`
  else writeRows(to, table, keys.length === 0 ? Object.keys(table.columns).slice(0, 1) : keys, rows, missing)
  writeReturning(to, projection, 'insert')
}

const writeRows = (
  to: Writer,
  table: Source,
  keys: ReadonlyArray<string>,
  rows: ReadonlyArray<Row>,
  missing: (to: Writer, table: Source, key: string) => void,
): void => {
  to.text += ' ('
  for (let i = 0; i < keys.length; i++) {
    if (i > 0) to.text += ', '
    identifier(to, (table.columns[keys[i] as string] as Column).name)
  }
  to.text += `)${to.newline}values (`
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] as Row
    if (r > 0) to.text += '), ('
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string
      if (i > 0) to.text += ', '
      if (Object.hasOwn(row, key)) writeValue(to, table, key, row[key])
      else missing(to, table, key)
    }
  }
  to.text += ')'
}

const writeChange = (to: Writer, table: Source, key: string, value: unknown): void => {
  if (!Object.hasOwn(table.columns, key)) return report(to, unknownColumn(table, key))
  identifier(to, (table.columns[key] as Column).name)
  to.text += ' = '
  writeValue(to, table, key, value)
}

// -------------------------------------------------------------------------------------
// cases
// -------------------------------------------------------------------------------------

/** A change of every row has to be asked for; a condition that is always true does not ask for it. */
const reportUnguarded = (
  to: Writer,
  statement: 'update' | 'delete',
  node: { readonly where: ReadonlyArray<Node>; readonly everyRow: boolean; readonly table: Source },
): void => {
  if (!node.everyRow && !node.where.some(guards)) {
    report(to, { _tag: 'MissingWhere', statement, table: (node.table as TableNode).name ?? node.table.alias })
  }
}

export const writes: Cases<'Insert' | 'Update' | 'Delete' | 'RawStatement' | 'InvalidStatement'> = {
  Insert: (node, to) =>
    writeInsert(node, to, () => {
      to.text += 'default'
    }),

  Update: (node, to) => {
    const { table, set, where, projection } = node
    if (table._tag === 'InvalidSource') return spell(to, table)
    const keys = Object.keys(set)
    if (keys.length === 0) {
      const hint = 'give set(...) a column, and do not run the update when nothing changes'
      return report(to, { _tag: 'MissingClause', statement: 'update', clause: 'changes', hint })
    }
    reportUnguarded(to, 'update', node)
    to.text += 'update '
    spell(to, table)
    to.text += `${to.newline}set `
    keys.forEach((key, i) => {
      if (i > 0) to.text += ', '
      writeChange(to, table, key, set[key])
    })
    writeConditions(to, 'where ', where)
    writeReturning(to, projection, 'update')
  },

  Delete: (node, to) => {
    if (node.table._tag === 'InvalidSource') return spell(to, node.table)
    reportUnguarded(to, 'delete', node)
    to.text += 'delete from '
    spell(to, node.table)
    writeConditions(to, 'where ', node.where)
    writeReturning(to, node.projection, 'delete')
  },

  RawStatement: ({ raw }, to) => spell(to, raw),

  InvalidStatement: ({ error }, to) => report(to, error),
}

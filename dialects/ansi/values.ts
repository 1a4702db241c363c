/** What is written to columns: values that are bound, and expressions. */
import { type CompileError, invalidArgument } from '../../lib/ast/CompileError.js'
import { isBranded, toNode } from '../../lib/ast/Expr.js'
import type { Column } from '../../lib/ast/Node.js'
import type { Insert, Source } from '../../lib/ast/Statement.js'
import { bind, identifier, report, spell, type Writer } from '../../lib/compile/Writer.js'

export type Row = Insert['rows'][number]

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

/** The name of a column, without its table: where a row is written, there is only one. */
export const writeColumnName = (to: Writer, table: Source, key: string): void =>
  Object.hasOwn(table.columns, key)
    ? identifier(to, (table.columns[key] as Column).name)
    : report(to, unknownColumn(table, key))

/** `(a, b)` */
export const writeColumnNames = (to: Writer, table: Source, keys: ReadonlyArray<string>): void => {
  to.text += '('
  for (let i = 0; i < keys.length; i++) {
    if (i > 0) to.text += ', '
    writeColumnName(to, table, keys[i] as string)
  }
  to.text += ')'
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

const writeChange = (to: Writer, table: Source, key: string, value: unknown): void => {
  if (!Object.hasOwn(table.columns, key)) return report(to, unknownColumn(table, key))
  identifier(to, (table.columns[key] as Column).name)
  to.text += ' = '
  writeValue(to, table, key, value)
}

/** `a = $1, b = c` */
export const writeChanges = (to: Writer, table: Source, changes: Readonly<Record<string, unknown>>): void => {
  Object.keys(changes).forEach((key, i) => {
    if (i > 0) to.text += ', '
    writeChange(to, table, key, changes[key])
  })
}

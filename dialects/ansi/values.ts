/** What is written to columns: values that are bound, and expressions. */
import { type CompileError, invalidArgument } from '../../lib/ast/CompileError.js'
import { isBranded, toNode } from '../../lib/ast/Expr.js'
import type { Column, Node } from '../../lib/ast/Node.js'
import type { Assignment, Insert, Source } from '../../lib/ast/Statement.js'
import { identifier, report, spell, type Writer, writeValue as writeBound } from '../../lib/compile/Writer.js'

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
  writeBound(to, value, column.type, false)
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

// -------------------------------------------------------------------------------------
// parts of columns
// -------------------------------------------------------------------------------------

/** A column of the table, an element of it or a field, as the left side of an assignment: without the table. */
const writeTarget = (to: Writer, table: Source, target: Node, clause: string): void => {
  switch (target._tag) {
    case 'Column':
      if (target.table === table.alias) return identifier(to, target.name)
      break
    case 'Invalid':
      return report(to, target.error)
    case 'FieldOf':
      writeTarget(to, table, target.operand, clause)
      to.text += '.'
      return identifier(to, target.name)
    case 'Subscript':
      writeTarget(to, table, target.operand, clause)
      for (const index of target.indices) {
        to.text += '['
        if (index._tag === 'Slice') {
          if (index.lower !== null) spell(to, index.lower)
          to.text += ':'
          if (index.upper !== null) spell(to, index.upper)
        } else spell(to, index)
        to.text += ']'
      }
      return
  }
  const hint = 'give a column of it, an element or a field of one'
  report(to, invalidArgument(`a target of ${clause}`, `is not a column of ${table.alias}`, hint))
}

/** `(a, b[1], c.d)` */
export const writeTargets = (to: Writer, table: Source, targets: ReadonlyArray<Node>, clause: string): void => {
  to.text += '('
  targets.forEach((target, i) => {
    if (i > 0) to.text += ', '
    writeTarget(to, table, target, clause)
  })
  to.text += ')'
}

/** `a[1] = $1, (b, c) = (select …)`, after a comma if others were written before. */
export const writeAssignments = (
  to: Writer,
  table: Source,
  assignments: ReadonlyArray<Assignment>,
  after: boolean,
): void =>
  assignments.forEach(({ targets, value }, i) => {
    if (i > 0 || after) to.text += ', '
    const [only, ...rest] = targets
    if (only !== undefined && rest.length === 0 && value._tag !== 'RowValue') writeTarget(to, table, only, 'setTo')
    else writeTargets(to, table, targets, 'setTo')
    to.text += ' = '
    spell(to, value)
  })

/** Inserts, updates, deletes and raw statements in standard SQL, with RETURNING. */
import { invalidArgument } from '../../lib/ast/CompileError.js'
import { guards, isBranded, isRecord } from '../../lib/ast/Expr.js'
import type { Node } from '../../lib/ast/Node.js'
import type { Projection } from '../../lib/ast/Projection.js'
import type { Insert, JoinTree, Source, Statement, TableNode } from '../../lib/ast/Statement.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { report, spell, type Writer } from '../../lib/compile/Writer.js'
import { writeConflict } from './conflict.js'
import { meetAll } from './cte.js'
import { reportDuplicates, writeConditions, writeJoin, writeProjection } from './select.js'
import {
  keysOf,
  type Row,
  writeAssignments,
  writeChanges,
  writeColumnNames,
  writeTargets,
  writeValue,
} from './values.js'

// -------------------------------------------------------------------------------------
// clauses
// -------------------------------------------------------------------------------------

export const writeReturning = (
  to: Writer,
  projection: Projection | null,
  statement: 'insert' | 'update' | 'delete' | 'merge',
): void => {
  if (projection === null) return
  to.text += `${to.newline}returning `
  writeProjection(to, projection, statement, 'returning')
}

/** DEFAULT for what a row leaves out. */
export const inserts: Inserts = {
  missing: (to) => {
    to.text += 'default'
  },
  bulk: () => false,
}

const isRow = (row: unknown): row is Row => isRecord(row) && !isBranded(row)

/** Where the inserts of the dialects differ. */
export interface Inserts {
  /** Writes what stands for a column that a row leaves out. */
  readonly missing: (to: Writer, table: Source, key: string) => void
  /** Writes the rows in a way of its own, if there is one for them: says whether it did. */
  readonly bulk: (to: Writer, table: Source, keys: ReadonlyArray<string>, rows: ReadonlyArray<Row>) => boolean
}

/** An insert, of rows or of a query. */
export const writeInsert = (node: Insert, to: Writer, by: Inserts): void => {
  const { table, query, conflict, projection } = node
  // what is said about a table that is none would be said about its columns again
  if (table._tag === 'InvalidSource') return spell(to, table)
  meetAll(to, node.ctes)
  const keys = query === null ? writeValues(to, node, by) : writeQuery(to, query, node)
  if (keys === null) return
  if (conflict !== null) writeConflict(to, table, conflict, keys)
  writeReturning(to, projection, 'insert')
}

/** The rows of a query, by the names that it selects them under. */
const writeQuery = (
  to: Writer,
  query: Statement,
  { table, rows, targets, overriding }: Insert,
): ReadonlyArray<string> | null => {
  if (rows.length > 0) {
    report(to, invalidArgument('this insert', 'has both values and a query', 'make it two inserts'))
    return null
  }
  if (query._tag === 'InvalidStatement' || !('projection' in query) || query.projection === null) {
    spell(to, query)
    return null
  }
  const { items } = query.projection
  const nested = items.find(({ _tag }) => _tag === 'Group')
  if (nested !== undefined) {
    const hint = 'select one expression for each column'
    report(to, invalidArgument(`the selected ${JSON.stringify(nested.key)}`, 'is no column to insert', hint))
    return null
  }
  const keys = items.map(({ key }) => key)
  to.text += 'insert into '
  spell(to, table)
  to.text += ' '
  if (targets === null) writeColumnNames(to, table, keys)
  else writeTargets(to, table, targets, 'into')
  writeOverriding(to, overriding)
  to.text += to.newline
  spell(to, query)
  return keys
}

const overridings: Readonly<Record<NonNullable<Insert['overriding']>, string>> = {
  system: ' overriding system value',
  user: ' overriding user value',
}

export const writeOverriding = (to: Writer, overriding: Insert['overriding']): void => {
  if (overriding !== null) to.text += overridings[overriding] ?? ''
}

/** The rows of an insert, by column; its keys, or null if it cannot be. */
const writeValues = (to: Writer, { table, rows, overriding }: Insert, by: Inserts): ReadonlyArray<string> | null => {
  if (rows.length === 0) {
    const hint = 'give values(...) a row, and do not run the insert when there is none'
    report(to, { _tag: 'MissingClause', statement: 'insert', clause: 'rows', hint })
    return null
  }
  if (!rows.every(isRow)) {
    report(to, invalidArgument('a row of values', 'is not an object', 'give an object of columns, or an array of them'))
    return null
  }
  to.text += 'insert into '
  spell(to, table)
  const keys = keysOf(to, table, rows)
  if (keys.length === 0 && rows.length === 1) to.text += `${to.newline}default values`
  else if (overriding !== null || !by.bulk(to, table, keys, rows)) {
    to.text += ' '
    const named = keys.length === 0 ? Object.keys(table.columns).slice(0, 1) : keys
    writeColumnNames(to, table, named)
    writeOverriding(to, overriding)
    to.text += `${to.newline}values (`
    writeRows(to, table, named, rows, by.missing)
  }
  return keys
}

const writeRows = (
  to: Writer,
  table: Source,
  keys: ReadonlyArray<string>,
  rows: ReadonlyArray<Row>,
  missing: (to: Writer, table: Source, key: string) => void,
): void => {
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

/** Joins bind more tightly than the comma beside them. */
const writeJoined = (to: Writer, { first, joins }: JoinTree): void => {
  spell(to, first)
  for (const join of joins) writeJoin(to, join, to.newline)
}

/** What an update or a delete reads beside its table. */
const writeSources = (
  to: Writer,
  keyword: string,
  { table, using }: { readonly table: Source; readonly using: ReadonlyArray<Source> },
): void => {
  if (using.length === 0) return
  to.text += to.newline + keyword
  using.forEach((source, i) => {
    if (i > 0) to.text += ', '
    if (source._tag === 'JoinTree') writeJoined(to, source)
    else spell(to, source)
  })
  reportDuplicates(to, table, using)
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

export const writes: Cases<'Insert' | 'Update' | 'Delete' | 'Prepared' | 'RawStatement' | 'InvalidStatement'> = {
  Insert: (node, to) => writeInsert(node, to, inserts),

  Update: (node, to) => {
    const { table, set, assignments, where, projection } = node
    if (table._tag === 'InvalidSource') return spell(to, table)
    meetAll(to, node.ctes)
    if (Object.keys(set).length + assignments.length === 0) {
      const hint = 'give set(...) a column, and do not run the update when nothing changes'
      return report(to, { _tag: 'MissingClause', statement: 'update', clause: 'changes', hint })
    }
    reportUnguarded(to, 'update', node)
    to.text += 'update '
    spell(to, table)
    to.text += `${to.newline}set `
    writeChanges(to, table, set)
    writeAssignments(to, table, assignments, Object.keys(set).length > 0)
    writeSources(to, 'from ', node)
    writeConditions(to, 'where ', where)
    writeReturning(to, projection, 'update')
  },

  Delete: (node, to) => {
    if (node.table._tag === 'InvalidSource') return spell(to, node.table)
    meetAll(to, node.ctes)
    reportUnguarded(to, 'delete', node)
    to.text += 'delete from '
    spell(to, node.table)
    writeSources(to, 'using ', node)
    writeConditions(to, 'where ', node.where)
    writeReturning(to, node.projection, 'delete')
  },

  // one that stands alone is compiled without its values
  Prepared: (_, to) => {
    const hint = 'run it as it is, and put what it is made of into other statements'
    report(to, invalidArgument('a prepared statement', 'is inside another', hint))
  },

  RawStatement: ({ raw }, to) => spell(to, raw),

  InvalidStatement: ({ error }, to) => report(to, error),
}

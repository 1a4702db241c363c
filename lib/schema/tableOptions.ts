/** What is said of a table as a whole: what it is for, and how it is split into partitions. */

import { invalidArgument } from '../ast/CompileError.js'
import type { Bounds, PartitionMethod, TableOption } from '../ast/Constraint.js'
import { type AnyExpr, invalid, isBranded, isRecord, nodeOf, param, toNode } from '../ast/Expr.js'
import type { Node } from '../ast/Node.js'
import { type SqlType, untyped } from '../ast/SqlType.js'
import type { TableNode } from '../ast/Statement.js'
import { type Columns, type Rule, renamed, type Specs, type Table, table, tableNode } from './Table.js'

/** What the table is for, kept in the database. @example table('users', { id: serial }, () => [tableComment('who may log in')]) */
export const tableComment = (text: string): TableOption => ({ _tag: 'TableComment', text })

/** A table that is faster to write and empty after a crash. @example createTable(table('cache', { key: text }, () => [unlogged])) // create unlogged table "cache" (…) */
export const unlogged: TableOption = { _tag: 'Unlogged' }

/**
 * Splits the table into partitions, which `partition` makes.
 *
 * @example createTable(table('events', { at: timestamptz }, (t) => [partitionedBy('range', [t.at])]))
 * // create table "events" (…) partition by range ("at")
 */
export const partitionedBy = (method: PartitionMethod, by: ReadonlyArray<AnyExpr>): TableOption => ({
  _tag: 'PartitionedBy',
  method,
  by: (Array.isArray(by) ? by : [by]).map((node) => toNode(node, 'an argument of partitionedBy')),
})

// -------------------------------------------------------------------------------------
// partitions
// -------------------------------------------------------------------------------------

/** Which rows a partition has; values are of the types of the columns that the table is split by. */
export type PartitionBounds =
  | { readonly from: ReadonlyArray<unknown>; readonly to: ReadonlyArray<unknown> }
  | { readonly in: ReadonlyArray<unknown> }
  | { readonly modulus: number; readonly remainder: number }
  | 'default'
  /** As the database's own SQL. */
  | AnyExpr

const typesOf = (of: TableNode): ReadonlyArray<SqlType> =>
  (of.details?.options ?? []).flatMap((option) =>
    option._tag === 'PartitionedBy' ? option.by.map(({ type }) => type) : [],
  )

const values = (given: ReadonlyArray<unknown>, types: ReadonlyArray<SqlType>): ReadonlyArray<Node> =>
  given.map((value, i) =>
    isBranded(value) ? nodeOf(value as unknown as AnyExpr) : param(value, types[i] ?? types[0] ?? untyped, false),
  )

const noBounds: Bounds = {
  _tag: 'Text',
  text: /* @__PURE__ */ invalid(
    /* @__PURE__ */ invalidArgument(
      'the bounds of partition',
      'are none',
      'give { from, to }, { in }, { modulus, remainder } or default',
    ),
  ),
}

const boundsOf = (of: TableNode, bounds: PartitionBounds): Bounds => {
  const types = typesOf(of)
  if (bounds === 'default') return { _tag: 'Default' }
  if (isBranded(bounds)) return { _tag: 'Text', text: nodeOf(bounds) }
  if (!isRecord(bounds)) return noBounds
  if ('in' in bounds && Array.isArray(bounds.in))
    return {
      _tag: 'In',
      values: values(
        bounds.in,
        bounds.in.map(() => types[0] ?? untyped),
      ),
    }
  if ('modulus' in bounds) return { _tag: 'Hash', modulus: bounds.modulus, remainder: bounds.remainder }
  if ('from' in bounds && Array.isArray(bounds.from) && Array.isArray(bounds.to))
    return { _tag: 'From', from: values(bounds.from, types), to: values(bounds.to, types) }
  return noBounds
}

const isTable = (u: unknown): boolean => isBranded(u) && (u as { readonly _tag?: unknown })._tag === 'Table'

const notATable: Rule = {
  _tag: 'Check',
  name: null,
  notValid: false,
  condition: /* @__PURE__ */ invalid(
    /* @__PURE__ */ invalidArgument('what partition splits', 'is not a table', 'give the table, and then the bounds'),
  ),
}

/**
 * A partition of a table: a table of the same columns, with a part of its rows.
 *
 * @example
 * const events = table('events', { at: date, kind: text }, (t) => [partitionedBy('range', [t.at])])
 *
 * createTable(partition('events_2026', events, { from: ['2026-01-01'], to: ['2027-01-01'] }))
 * // create table "events_2026" partition of "events" for values from ('2026-01-01') to ('2027-01-01')
 */
export const partition = <A extends string, S extends Specs>(
  name: A,
  of: Table<any, S>,
  bounds: PartitionBounds,
  rules?: (columns: Columns<NoInfer<A>, NoInfer<S>>) => ReadonlyArray<Rule>,
): Table<A, S> => {
  const parent = tableNode(isTable(of) ? of : (table(name, {}, () => [notATable]) as never))
  return renamed<A, S>(parent as never, name, rules, { of: parent, bounds: boundsOf(parent, bounds) })
}

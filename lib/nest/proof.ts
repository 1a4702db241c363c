/**
 * What tells a row that is there, though it may be NULL in every column, from one that an outer join did not find.
 *
 * It is a column of the source that is never NULL, if there is one. Otherwise the source is wrapped in a query that has one.
 */

import { constant } from '../ast/Expr.js'
import { emptySelect } from '../ast/emptySelect.js'
import { brand, type Column, type Node } from '../ast/Node.js'
import { type Group, type Item, type Projection, proofOf } from '../ast/Projection.js'
import { booleanType } from '../ast/SqlType.js'
import type { Derived, Join, Lateral, Select, Source, Statement } from '../ast/Statement.js'
import { absentIn, type Sources, sourcesOf } from '../ast/sources.js'

// -------------------------------------------------------------------------------------
// columns that are never null
// -------------------------------------------------------------------------------------

const isSure = (node: Node, sources: Sources): boolean => {
  switch (node._tag) {
    case 'Column': {
      const source = sourcesOf(sources).find(({ alias }) => alias === node.table)
      return source !== undefined && !absentIn(sources).has(node.table) && isNeverNull(source, node.name)
    }
    case 'Param':
      return node.value !== null && node.value !== undefined
    case 'Aggregate':
      return node.name === 'count' && !node.custom
    default:
      return node._tag === 'Constant' || node._tag === 'Exists'
  }
}

/** Whether no row of a source is NULL in the column of this name. */
const isNeverNull = (source: Source, name: string): boolean => {
  const at = Object.values(source.columns).findIndex((column) => column.name === name)
  if (at < 0) return false
  switch (source._tag) {
    case 'Table': {
      const definition = Object.values(source.definitions)[at]
      return definition !== undefined && (definition.primaryKey || !definition.nullable)
    }
    case 'Derived':
    case 'Lateral':
    case 'Cte':
      return isNeverNullIn(source.query, at)
    case 'FunctionTable':
      return source.ordinality && at === Object.keys(source.columns).length - 1
    default:
      return false
  }
}

/** The same for the column of a query at this position. */
const isNeverNullIn = (query: Statement, at: number): boolean => {
  switch (query._tag) {
    case 'SetOperation':
      return isNeverNullIn(query.left, at) && (query.op !== 'union' || isNeverNullIn(query.right, at))
    case 'Values':
      return query.rows.every((row) => row[at] !== undefined && isSure(row[at], emptySelect))
    case 'Select':
      return !query.groupBy.some(({ _tag }) => _tag === 'GroupingSets') && isSureAt(query.projection, at, query)
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      return isSureAt(query.projection, at, { from: query.table, joins: [] })
    default:
      return false
  }
}

const isSureAt = (projection: Projection | null, at: number, sources: Sources): boolean => {
  const item = projection?.items[at]
  return item?._tag === 'Field' && isSure(item.node, sources)
}

// -------------------------------------------------------------------------------------
// wrapping
// -------------------------------------------------------------------------------------

const found = (columns: ReadonlyArray<Column>): string => {
  let name = 'found'
  while (columns.some((column) => column.name === name)) name += '_'
  return name
}

/** A source in a query of its columns and one more, which is true. */
const wrapped = (source: Source): Derived | Lateral => {
  const columns = Object.values(source.columns)
  const items: ReadonlyArray<Item> = [
    ...columns.map((column): Item => ({ _tag: 'Field', key: column.name, node: column })),
    { _tag: 'Field', key: found(columns), node: constant(true) },
  ]
  const { alias } = source
  // only the outer one of two queries is lateral
  const from: Source = source._tag === 'Lateral' ? { ...source, _tag: 'Derived' } : source
  const query: Select = { ...emptySelect, from, projection: { items } }
  return {
    joinery: brand,
    _tag: source._tag === 'Lateral' ? 'Lateral' : 'Derived',
    query,
    alias,
    columns: source.columns,
  }
}

/** Whether it was wrapped before, by a `select` that was replaced. */
const isWrapped = (source: Source): boolean => {
  if ((source._tag !== 'Derived' && source._tag !== 'Lateral') || source.query._tag !== 'Select') return false
  const last = source.query.projection?.items.at(-1)
  return last?._tag === 'Field' && last.node._tag === 'Constant' && !Object.hasOwn(source.columns, last.key)
}

const foundIn = (source: Source): Column => ({
  joinery: brand,
  _tag: 'Column',
  table: source.alias,
  name: found(Object.values(source.columns)),
  type: booleanType,
})

/** A source, or the query that it has to be, with a column that is never NULL. */
export const proven = (source: Source): { readonly source: Source; readonly proof: Column } => {
  const known = Object.values(source.columns).find(({ name }) => isNeverNull(source, name))
  if (known !== undefined) return { source, proof: known }
  return { source: isWrapped(source) ? source : wrapped(source), proof: foundIn(source) }
}

type Change = (source: Source) => Source

const changed =
  (change: Change): Change =>
  (source) =>
    source._tag === 'JoinTree'
      ? { ...source, first: changed(change)(source.first), joins: source.joins.map(joinedTo(change)) }
      : change(source)

const joinedTo =
  (change: Change) =>
  (join: Join): Join => ({ ...join, source: changed(change)(join.source) })

// -------------------------------------------------------------------------------------
// projections
// -------------------------------------------------------------------------------------

/** The name of the source that a group is the whole of. */
const sourceOf = ({ items }: Group): string | null => {
  const [first] = items
  return first?._tag === 'Field' && first.node._tag === 'Column' ? first.node.table : null
}

/** A select whose sources prove that their rows are there, where `projection` asks for it. */
export const proving = (
  self: Select,
  projection: Projection,
): { readonly self: Select; readonly projection: Projection } => {
  const unsure = new Set<string>()
  const sources = sourcesOf(self)

  const proof = (group: Group): Group['witness'] => {
    const source = sources.find(({ alias }) => alias === sourceOf(group))
    if (source === undefined) return group.witness
    const columns = Object.values(source.columns)
    const at = columns.findIndex(({ name }) => isNeverNull(source, name))
    if (at >= 0) return at
    unsure.add(source.alias)
    return foundIn(source)
  }

  const provenItem = (item: Item): Item => {
    if (item._tag === 'Field') return item
    if (item.witness === 'every') return { ...item, witness: proof(item) }
    return item.witness === null ? { ...item, items: item.items.map(provenItem) } : item
  }

  const items = projection.items.map(provenItem)
  if (unsure.size === 0) return { self, projection: { items } }
  const change: Change = (source) => (unsure.has(source.alias) && !isWrapped(source) ? wrapped(source) : source)
  const from = self.from === null ? null : changed(change)(self.from)
  return { self: { ...self, from, joins: self.joins.map(joinedTo(change)) }, projection: { items } }
}

/** Under GROUP BY, rows that are NULL in every column are one group with those that are not there. */
export const withoutProofs = (self: Projection): Projection => ({ ...self, items: self.items.map(withoutProof) })

const withoutProof = (item: Item): Item =>
  item._tag === 'Field'
    ? item
    : {
        ...item,
        items: item.items.map(withoutProof),
        witness: proofOf(item) === null ? item.witness : 'every',
      }

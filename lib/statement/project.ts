/** Projections: the object of expressions, tables and objects that `select` and `returning` take. */
import { invalidArgument } from '../ast/CompileError.js'
import { type absentOf, invalid, isBranded, isNode, isRecord, type readsOf, toNode, type valueOf } from '../ast/Expr.js'
import type { Branded, Column, Node } from '../ast/Node.js'
import { hasOnlyOwn } from '../ast/own.js'
import type { Group, Item, Projection } from '../ast/Projection.js'
import type { Definition, Select, Source as SourceNode } from '../ast/Statement.js'
import { absentIn, noneAbsent, sourcesOf } from '../ast/sources.js'
import { isGroupingSets } from '../expr/grouping.js'
import { proving, withoutProofs } from '../nest/proof.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** What can be selected: an expression, or a whole source, which has a row for its value. */
interface Readable extends Branded {
  readonly [valueOf]: unknown
  readonly [readsOf]: unknown
  readonly [absentOf]: unknown
}

/** An object of expressions, whole sources, and further such objects. */
export interface Fields {
  readonly [key: string]: Readable | Fields
}

/** A whole source. */
interface Whole extends Readable {
  readonly c: unknown
}

/** What `select` takes: an object, or a whole source. */
export type Projectable = Whole | Fields

/** The value of a selected `E`, where the sources `O` may have no row. */
type Selected<E, O> = E extends Readable
  ? [E[typeof absentOf] & O] extends [never]
    ? E[typeof valueOf]
    : E[typeof valueOf] | null
  : { readonly [K in keyof E]: Selected<E[K], O> }

/** The row that it yields; spelled out here, and not by name, so that an editor shows the row itself. */
export type RowOfProjectable<P, O> = P extends Readable
  ? [P[typeof absentOf] & O] extends [never]
    ? P[typeof valueOf]
    : { readonly [K in keyof P[typeof valueOf]]: P[typeof valueOf][K] | null }
  : { readonly [K in keyof P]: Selected<P[K], O> }

/** The sources that it reads. */
export type ReadsOfProjectable<P> = P extends Readable
  ? P[typeof readsOf]
  : P[keyof P] extends Readable
    ? P[keyof P][typeof readsOf]
    : { readonly [K in keyof P]: ReadsOfProjectable<P[K]> }[keyof P]

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const isSource = (u: unknown): u is SourceNode => isBranded(u) && 'columns' in u

const columnItems = (columns: { readonly [key: string]: Column }): ReadonlyArray<Item> =>
  Object.keys(columns).map((key) => ({ _tag: 'Field', key, node: columns[key] as Column }))

/** The names that an outer join may leave without a row. */
export type Absent = ReadonlySet<string>

/** The column that tells a row that is there from one that an outer join did not find. */
const witness = (source: SourceNode, absent: Absent): Group['witness'] => {
  const at = source._tag === 'Table' ? Object.values(source.definitions).findIndex(isNeverNull) : -1
  if (at >= 0) return at
  return absent.has(source.alias) ? 'every' : null
}

const isNeverNull = ({ primaryKey, nullable }: Definition): boolean => primaryKey || !nullable

/** The name of the argument is made only where it is needed. */
const selectedNode = (key: string, value: unknown): Node => toNode(value, `the selected ${JSON.stringify(key)}`)

/** Objects in objects; deeper than anybody reads, or for ever, where one contains itself. */
const deepest = 100

const tooDeep = (key: string): Item => {
  const argument = `the selected ${JSON.stringify(key)}`
  const error = invalidArgument(argument, 'is too deep inside of others, or contains itself', 'select less deeply')
  return { _tag: 'Field', key, node: invalid(error) }
}

const item = (key: string, value: unknown, absent: () => Absent, depth: number): Item =>
  isNode(value)
    ? { _tag: 'Field', key, node: value }
    : isSource(value)
      ? { _tag: 'Group', key, items: columnItems(value.columns), witness: witness(value, absent()) }
      : isFields(value)
        ? depth > deepest
          ? tooDeep(key)
          : { _tag: 'Group', key, items: items(value, absent, depth + 1), witness: null }
        : { _tag: 'Field', key, node: selectedNode(key, value) }

const items = (fields: Fields, absent: () => Absent, depth = 0): ReadonlyArray<Item> => {
  const out: Array<Item> = []
  if (hasOnlyOwn(fields)) for (const key in fields) out.push(item(key, fields[key], absent, depth))
  else for (const key of Object.keys(fields)) out.push(item(key, fields[key], absent, depth))
  return out
}

const notFields = (clause: string): Item => ({
  _tag: 'Field',
  key: clause,
  node: invalid(
    invalidArgument(`the argument of ${clause}`, 'is no object of expressions', 'give { id: users.c.id }, or a table'),
  ),
})

const isFields = (u: unknown): u is Fields => isRecord(u) && !isBranded(u)

export const projection = (fields: Projectable, clause: string, absent: () => Absent = noneAbsent): Projection => ({
  items: isSource(fields)
    ? columnItems(fields.columns)
    : isFields(fields)
      ? items(fields, absent)
      : [notFields(clause)],
})

/** Grouping sets make some columns of a table null and not others: whether its row is there, none of them tells. */
const withoutWhole = (self: Item): Item => {
  if (self._tag === 'Field') return self
  if (self.witness === null) return { ...self, items: self.items.map(withoutWhole) }
  const argument = `the selected ${JSON.stringify(self.key)}`
  const error = invalidArgument(argument, 'is a whole table, under grouping sets', 'select the columns one by one')
  return { _tag: 'Field', key: self.key, node: invalid(error) }
}

// -------------------------------------------------------------------------------------
// selects
// -------------------------------------------------------------------------------------

/** A select of what `fields` and what it selected before come to. */
export const projecting = (
  self: Select,
  fields: Projectable,
  clause: string,
  combine: (selected: Projection) => Projection,
): Select => {
  if (self.groupBy.some(isGroupingSets)) {
    const { items: all } = projection(fields, clause, () => new Set(sourcesOf(self).map(({ alias }) => alias)))
    return { ...self, projection: combine({ items: all.map(withoutWhole) }) }
  }
  let absent: Absent = noneAbsent()
  const selected = projection(fields, clause, () => {
    absent = absentIn(self)
    return absent
  })
  if (absent.size === 0) return { ...self, projection: combine(selected) }
  const proven = proving(self, selected)
  return self.groupBy.length > 0
    ? { ...self, projection: combine(withoutProofs(proven.projection)) }
    : { ...proven.self, projection: combine(proven.projection) }
}

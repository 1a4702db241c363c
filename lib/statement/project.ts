/** Projections: the object of expressions, tables and objects that `select` and `returning` take. */
import { invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, type Expr, invalid, isBranded, isRecord, toNode } from '../ast/Expr.js'
import type { Column } from '../ast/Node.js'
import type { Group, Item, Projection } from '../ast/Projection.js'
import type { Source as SourceNode, TableNode } from '../ast/Statement.js'
import type { AnySource, Source } from '../schema/Table.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** An object of expressions, whole tables, and further such objects. */
export interface Fields {
  readonly [key: string]: AnyExpr | AnySource | Fields
}

/** The value of a selected `E`, where the sources `O` may have no row. */
type Selected<E, O> =
  E extends Expr<infer T, any, infer N>
    ? [N & O] extends [never]
      ? T
      : T | null
    : E extends Source<infer A, infer C>
      ? [A & O] extends [never]
        ? { readonly [K in keyof C]: Selected<C[K], never> }
        : { readonly [K in keyof C]: Selected<C[K], never> } | null
      : { readonly [K in keyof E]: Selected<E[K], O> }

/** The sources that an object of expressions reads. */
type ReadsIn<P> = { readonly [K in keyof P]: ReadsOfItem<P[K]> }[keyof P]

type ReadsOfItem<E> = E extends Expr<any, infer R, any> ? R : E extends Source<infer A, any> ? A : ReadsIn<E>

/** What `select` takes: an object, or a whole source. */
export type Projectable = Fields | AnySource

/** The row that it yields; spelled out here, and not by name, so that an editor shows the row itself. */
export type RowOfProjectable<P, O> =
  P extends Source<any, infer C>
    ? { readonly [K in keyof C]: Selected<C[K], O> }
    : { readonly [K in keyof P]: Selected<P[K], O> }

export type ReadsOfProjectable<P> = P extends Source<infer A, any> ? A : ReadsIn<P>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const isSource = (u: unknown): u is SourceNode => isBranded(u) && 'columns' in u

const columnItems = (columns: { readonly [key: string]: Column }): ReadonlyArray<Item> =>
  Object.keys(columns).map((key) => ({ _tag: 'Field', key, node: columns[key] as Column }))

/** The names that an outer join may leave without a row. */
export type Absent = ReadonlySet<string>

export const noneAbsent: Absent = /* @__PURE__ */ new Set()

/** The column that tells a row that is there from one that an outer join did not find. */
const witness = (source: SourceNode, absent: Absent): Group['witness'] => {
  const at = Object.values((source as TableNode).definitions ?? {}).findIndex((d) => d.primaryKey || !d.nullable)
  if (at >= 0) return at
  return absent.has(source.alias) ? 'every' : null
}

const item = (key: string, value: unknown, absent: Absent): Item =>
  isSource(value)
    ? { _tag: 'Group', key, items: columnItems(value.columns), witness: witness(value, absent) }
    : isFields(value)
      ? { _tag: 'Group', key, items: items(value, absent), witness: null }
      : { _tag: 'Field', key, node: toNode(value, `the selected ${JSON.stringify(key)}`) }

const items = (fields: Fields, absent: Absent): ReadonlyArray<Item> => {
  const out: Array<Item> = []
  for (const key of Object.keys(fields)) out.push(item(key, fields[key], absent))
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

export const projection = (fields: Projectable, clause: string, absent: Absent = noneAbsent): Projection => ({
  items: isSource(fields)
    ? columnItems(fields.columns)
    : isFields(fields)
      ? items(fields, absent)
      : [notFields(clause)],
})

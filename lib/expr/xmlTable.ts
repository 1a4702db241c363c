/**
 * Rows made of XML by the standard of SQL.
 *
 * The table stands in FROM: `tableOf('t')(xmlTable(…))`. A column whose type is not nullable has to be there in each row:
 * where it is not, the database says so.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { invalid, isBranded, isRecord, type SetOf, typedSet } from '../ast/Expr.js'
import type { Composite as CompositeValue, Text } from '../ast/Kind.js'
import { type Branded, brand, type Invalid, type Node } from '../ast/Node.js'
import { type Composite, plain, uncounted } from '../ast/SqlType.js'
import type { XmlColumn as ColumnNode } from '../ast/Xml.js'
import type { AnySpec, holds } from '../schema/Column.js'
import { xml } from '../schema/types.js'
import { argumentsOf, type Operand, type ReadsOf } from './define.js'
import { forOrdinality, type PathColumn } from './jsonTable.js'
import { record, withOptions } from './options.js'
import { taking, textual } from './positions.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

declare const yields: unique symbol

/** A column that says more than its type, and yields a `T`. */
export interface XmlPathColumn<out T> extends Branded {
  readonly [yields]: T
}

export type XmlColumns = Readonly<Record<string, AnySpec | XmlPathColumn<any> | PathColumn<number>>>

type RowOf<C> = {
  readonly [K in keyof C]: C[K] extends AnySpec ? C[K][typeof holds] : C[K] extends XmlPathColumn<infer T> ? T : number
}

interface Made extends Branded {
  readonly xmlColumn: ColumnNode | Invalid
}

/** Remembers what a column yields, which is asserted here. */
const typedColumn = <T>(xmlColumn: ColumnNode | Invalid): XmlPathColumn<T> =>
  ({ joinery: brand, xmlColumn }) as Made as unknown as XmlPathColumn<T>

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

const isMade = (u: unknown): u is Made => isBranded(u) && 'xmlColumn' in u

const notAColumn = (name: string): Invalid =>
  invalid(
    invalidArgument(
      `the column ${JSON.stringify(name)} of xmlTable`,
      'is none',
      "give a column type, or xmlPathColumn(text, '@name')",
    ),
  )

const isSpec = (u: unknown): u is AnySpec => isRecord(u) && isRecord(u.type)

const ofSpec = ({ type, nullable }: AnySpec, path: Node | null, otherwise: Node | null): ColumnNode => ({
  _tag: 'Path',
  name: '',
  type: uncounted(type),
  path,
  otherwise,
  notNull: !nullable,
})

const columnOf = (name: string, given: unknown): ColumnNode | Invalid => {
  if (given === forOrdinality) return { _tag: 'Ordinality', name }
  if (isMade(given)) return given.xmlColumn._tag === 'Invalid' ? given.xmlColumn : { ...given.xmlColumn, name }
  return isSpec(given) ? { ...ofSpec(given, null, null), name } : notAColumn(name)
}

export interface XmlColumnOptions<S extends AnySpec> {
  /** What there is where the path finds nothing. */
  readonly default?: Operand<NonNullable<S[typeof holds]>>
}

const toPath = (path: unknown, name: string): Node => argumentsOf(name, [textual], [], [path])[0] as Node

/**
 * A column at a path; a column type alone is the element of its name.
 *
 * @example xmlPathColumn(integer, '@seats', { default: 0 }) // "seats" integer path '@seats' default 0
 */
export const xmlPathColumn = <S extends AnySpec>(
  type: S,
  path: Operand<Text>,
  options?: XmlColumnOptions<S>,
): XmlPathColumn<S[typeof holds]> =>
  typedColumn(
    isSpec(type)
      ? withOptions<XmlColumnOptions<S>, ColumnNode>(
          'xmlPathColumn',
          options,
          { default: { allows: () => true, hint: '' } },
          ({ default: otherwise }) =>
            ofSpec(
              type,
              toPath(path, 'xmlPathColumn'),
              otherwise === undefined ? null : (argumentsOf('xmlPathColumn', [type], [], [otherwise])[0] as Node),
            ),
        )
      : notAColumn(String(path)),
  )

// -------------------------------------------------------------------------------------
// the table
// -------------------------------------------------------------------------------------

export interface XmlTableOptions {
  /** The addresses of namespaces, by the names that the paths have for them. */
  readonly namespaces?: Readonly<Record<string, string>>
}

const document = /* @__PURE__ */ taking<Text, string>(xml)

const fieldOf = (column: ColumnNode): Composite['fields'][number] =>
  column._tag === 'Ordinality' ? [column.name, plain('integer')] : [column.name, column.type]

/**
 * A row for everything that a path of XPath finds in a document.
 *
 * @example tableOf('line')(xmlTable('/order/line', '<order/>', { n: forOrdinality, sku: xmlPathColumn(text, '@sku') }))
 * // xmltable(($1::text) passing ($2::xml) columns "n" for ordinality, "sku" text path $3::text not null) as "line" ("n", "sku")
 */
export const xmlTable = <P extends Operand<Text>, E extends Operand<string>, const C extends XmlColumns>(
  path: P,
  operand: E,
  columns: C,
  options?: XmlTableOptions,
): SetOf<CompositeValue<RowOf<C>>, ReadsOf<P | E>, never> =>
  typedSet(
    withOptions<XmlTableOptions, Node>('xmlTable', options, { namespaces: record }, ({ namespaces = {} }) =>
      tableNode(path, operand, columns, namespaces),
    ),
  )

const tableNode = (
  path: unknown,
  operand: unknown,
  columns: unknown,
  namespaces: Readonly<Record<string, string>>,
): Node => {
  if (!isRecord(columns) || isBranded(columns) || Object.keys(columns).length === 0) return notAColumn('')
  const all = Object.entries(columns).map(([name, given]) => columnOf(name, given))
  const wrong = all.find((column): column is Invalid => column._tag === 'Invalid')
  if (wrong !== undefined) return wrong
  const known = all as ReadonlyArray<ColumnNode>
  return {
    joinery: brand,
    _tag: 'XmlTable',
    namespaces: Object.entries(namespaces).map(([name, uri]) => [name, toPath(uri, 'xmlTable')]),
    path: toPath(path, 'xmlTable'),
    document: argumentsOf('xmlTable', [document], [], [operand])[0] as Node,
    columns: known,
    type: { _tag: 'composite', schema: null, name: null, fields: known.map(fieldOf) },
  }
}

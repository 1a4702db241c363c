/**
 * Rows made of JSON by the standard of SQL, which PostgreSQL has since 17.
 *
 * The table stands in FROM: `tableOf('t')(jsonTable(…))`. Its paths are a part of the text, as the names of its columns
 * are, and never come from outside: what does is passed by a name.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { invalid, isBranded, isRecord, type SetOf, typedSet } from '../ast/Expr.js'
import type { JsonColumn } from '../ast/Json.js'
import type { Composite as CompositeValue } from '../ast/Kind.js'
import { type Branded, brand, type Invalid, type Node } from '../ast/Node.js'
import { booleanType, type Composite, uncounted } from '../ast/SqlType.js'
import type { AnySpec, holds } from '../schema/Column.js'
import { integerType, toDocument } from './jsonNodes.js'
import {
  nothingSaid,
  type PassingOption,
  type QueryOptions,
  queryBehavior,
  quotes,
  toBehavior,
  toFinding,
  toPassing,
  wrapper,
} from './jsonQuery.js'
import type { AbsentIf, ReadsWithin } from './jsonTypes.js'
import { flag, oneOf, record, withOptions } from './options.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

declare const yields: unique symbol

/** A column that says more than its type, and yields a `T`. */
export interface PathColumn<out T> extends Branded {
  readonly [yields]: T
  readonly nests?: false
}

/** Columns of the rows of an inner array, which yield an `R`. */
export interface NestedColumns<out R> extends Branded {
  readonly [yields]: R
  readonly nests: true
}

export type TableColumns = Readonly<Record<string, AnySpec | PathColumn<any> | NestedColumns<any>>>

type Own<C> = {
  readonly [K in keyof C as C[K] extends NestedColumns<any> ? never : K]: C[K] extends AnySpec
    ? C[K][typeof holds]
    : C[K] extends PathColumn<infer T>
      ? T
      : never
}

type Nested<C> = { [K in keyof C]: C[K] extends NestedColumns<infer R> ? R : never }[keyof C]

/** All objects of a union as one. */
type Merged<U> = (U extends unknown ? (of: U) => void : never) extends (of: infer I) => void ? I : never

/** The row of such columns, with those that are nested. */
type RowOf<C> = [Nested<C>] extends [never]
  ? { readonly [K in keyof Own<C>]: Own<C>[K] }
  : { readonly [K in keyof (Own<C> & Merged<Nested<C>>)]: (Own<C> & Merged<Nested<C>>)[K] }

/** A column before it has its name. */
interface Made extends Branded {
  readonly made: JsonColumn | Invalid
  readonly nests: boolean
}

const madeColumn = (made: JsonColumn | Invalid): Made => ({ joinery: brand, made, nests: made._tag === 'Nested' })

/** Remembers what a column yields, which is asserted here. */
const typedColumn = <T>(made: JsonColumn | Invalid): PathColumn<T> => madeColumn(made) as unknown as PathColumn<T>

const typedNested = <R>(made: JsonColumn | Invalid): NestedColumns<R> => madeColumn(made) as unknown as NestedColumns<R>

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

const isMade = (u: unknown): u is Made => isBranded(u) && 'made' in u

const notAColumn = (name: string): Invalid =>
  invalid(
    invalidArgument(
      `the column ${JSON.stringify(name)} of jsonTable`,
      'is none',
      "give a column type, or pathColumn(text, '$.path')",
    ),
  )

const columnOf = (name: string, given: unknown): JsonColumn | Invalid => {
  if (isMade(given)) return given.made._tag === 'Invalid' ? given.made : { ...given.made, name }
  if (!isRecord(given) || !isRecord(given.type)) return notAColumn(name)
  const { type } = given as unknown as AnySpec
  return { _tag: 'Path', name, type: uncounted(type), path: null, formatJson: false, finding: nothingSaid }
}

/** The columns, or the first problem with one. */
const columnsOf = (columns: unknown): ReadonlyArray<JsonColumn> | Invalid => {
  if (!isRecord(columns) || isBranded(columns)) return notAColumn('')
  const all = Object.entries(columns).map(([name, given]) => columnOf(name, given))
  return all.find((column): column is Invalid => column._tag === 'Invalid') ?? (all as ReadonlyArray<JsonColumn>)
}

const notAPath = (name: string): Invalid =>
  invalid(invalidArgument(`the path of ${name}`, 'is no string', "give one, as '$.a[*]'"))

/** The number of the row, from 1. @example tableOf('t')(jsonTable(orders.c.doc, '$[*]', { n: forOrdinality })) // json_table("orders"."doc", '$[*]' columns ("n" for ordinality)) as "t" */
export const forOrdinality: PathColumn<number> = /* @__PURE__ */ typedColumn({ _tag: 'Ordinality', name: '' })

export interface ColumnOptions<S extends AnySpec> extends Omit<QueryOptions<S>, 'passing' | 'returning'> {
  /** Whether it is JSON, whatever its type. */
  readonly formatJson?: boolean
}

const columnOptions = { formatJson: flag, wrapper, quotes, onEmpty: queryBehavior, onError: queryBehavior }

/**
 * A column at a path, and what there is where that finds nothing; a column type alone is one at the key of its name.
 *
 * @example pathColumn(integer, '$.limits.seats', { onEmpty: { default: 0 } })
 * // "seats" integer path '$.limits.seats' default 0 on empty
 */
export const pathColumn = <S extends AnySpec>(
  type: S,
  path: string,
  options?: ColumnOptions<S>,
): PathColumn<S[typeof holds]> => {
  if (!isRecord(type) || !isRecord(type.type)) return typedColumn(notAColumn(String(path)))
  if (typeof path !== 'string') return typedColumn(notAPath('pathColumn'))
  const own = uncounted(type.type)
  return typedColumn(
    withOptions<ColumnOptions<S>, JsonColumn>('pathColumn', options, columnOptions, (given) => ({
      _tag: 'Path',
      name: '',
      type: own,
      path,
      formatJson: given.formatJson ?? false,
      finding: toFinding(given, own),
    })),
  )
}

export interface ExistsColumnOptions {
  /** What there is where the path fails: false, if nothing is said. */
  readonly onError?: 'true' | 'false' | 'unknown' | 'error'
}

/** Whether a path finds anything. @example existsColumn('$.sso') // "sso" boolean exists path '$.sso' */
export const existsColumn = <const O extends ExistsColumnOptions = {}>(
  path: string,
  options?: O,
): PathColumn<boolean | (O extends { readonly onError: 'unknown' } ? null : never)> =>
  typedColumn(
    typeof path === 'string'
      ? withOptions<ExistsColumnOptions, JsonColumn>(
          'existsColumn',
          options,
          { onError: oneOf('true', 'false', 'unknown', 'error') },
          ({ onError }) => ({
            _tag: 'Exists',
            name: '',
            type: booleanType,
            path,
            onError: toBehavior(onError, booleanType),
          }),
        )
      : notAPath('existsColumn'),
  )

/**
 * The columns of an inner array: a row for each of its elements, and one with nulls where there is none. They stand
 * beside the others in the row, and the key that they are given at names the path.
 *
 * @example nestedPath('$.tags[*]', { tag: pathColumn(text, '$') }) // nested path '$.tags[*]' as "tags" columns ("tag" text path '$')
 */
export const nestedPath = <C extends TableColumns>(
  path: string,
  columns: C,
): NestedColumns<{ readonly [K in keyof RowOf<C>]: RowOf<C>[K] | null }> => {
  if (typeof path !== 'string') return typedNested(notAPath('nestedPath'))
  const inner = columnsOf(columns)
  return typedNested('_tag' in inner ? inner : { _tag: 'Nested', name: '', path, columns: inner })
}

// -------------------------------------------------------------------------------------
// the table
// -------------------------------------------------------------------------------------

const fieldsOf = (columns: ReadonlyArray<JsonColumn>): Composite['fields'] =>
  columns.flatMap((column): Composite['fields'] => {
    switch (column._tag) {
      case 'Ordinality':
        return [[column.name, integerType]]
      case 'Nested':
        return fieldsOf(column.columns)
      default:
        return [[column.name, column.type]]
    }
  })

export interface TableOptions {
  readonly passing?: PassingOption
  /** Whether a document that the path cannot be followed in is an error, or gives no row, as if nothing is said. */
  readonly onError?: 'error' | 'empty array'
}

type Passed<O> = O extends { readonly passing: infer P } ? P : never

/**
 * A row for everything that a path finds: a column type is the value at the key of the column's name.
 *
 * @example tableOf('item')(jsonTable(orders.c.doc, '$.items[*]', { n: forOrdinality, sku: text }))
 * // json_table("orders"."doc", '$.items[*]' columns ("n" for ordinality, "sku" text)) as "item" ("n", "sku")
 */
export const jsonTable = <E, const C extends TableColumns, const O extends TableOptions = {}>(
  doc: E,
  path: string,
  columns: C,
  options?: O,
): SetOf<CompositeValue<RowOf<C>>, ReadsWithin<E | Passed<O>>, AbsentIf<E>> =>
  typedSet(tableNode(doc, path, columns, options))

const tableNode = (doc: unknown, path: unknown, columns: unknown, options: TableOptions | undefined): Node => {
  if (typeof path !== 'string') return notAPath('jsonTable')
  const all = columnsOf(columns)
  if ('_tag' in all) return all
  const known = { passing: record, onError: oneOf('error', 'empty array') }
  return withOptions<TableOptions, Node>('jsonTable', options, known, ({ passing, onError }) => ({
    joinery: brand,
    _tag: 'JsonTable',
    document: toDocument(doc, null, 'the document of jsonTable'),
    path,
    passing: toPassing(passing, 'jsonTable'),
    columns: all,
    onError: toBehavior(onError, booleanType),
    type: { _tag: 'composite', schema: null, name: null, fields: fieldsOf(all) },
  }))
}

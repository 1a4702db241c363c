/**
 * Whether two queries yield rows of one shape, and the projection that reads the rows of both.
 *
 * Databases pair columns by position, and would take a name for a title without a word: here keys must agree, in order.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { brand } from '../ast/Node.js'
import type { Item, Projection } from '../ast/Projection.js'
import { numericType, type SqlType, uncounted } from '../ast/SqlType.js'
import { countType } from '../expr/aggregates.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

type Tag = SqlType['_tag']

type Of<T extends Tag> = Extract<SqlType, { readonly _tag: T }>

/**
 * Types of which each is converted to those after it, as PostgreSQL does in a union. A count is read as a number, and so
 * is what is exact and has no more digits than a number, but not beside a `bigint`, which has.
 */
const ladders: ReadonlyArray<ReadonlyArray<Tag | 'count'>> = [
  ['smallint', 'integer', 'count', 'bigint', 'numeric', 'real', 'doublePrecision'],
  ['smallint', 'integer', 'count', 'decimal', 'numeric', 'real', 'doublePrecision'],
  ['date', 'timestamp', 'timestamptz'],
]

const stepOf = (type: SqlType): Tag | 'count' => (type === countType ? 'count' : type._tag)

/** Of two types on one ladder, the later one; a number loses its own limits. */
const later = (a: SqlType, b: SqlType): SqlType | null => {
  for (const ladder of ladders) {
    const [i, j] = [ladder.indexOf(stepOf(a)), ladder.indexOf(stepOf(b))]
    if (i < 0 || j < 0) continue
    const type = i < j ? b : a
    return type._tag === 'numeric' ? { ...type, precision: null, scale: null } : type
  }
  return exact.includes(a._tag) && exact.includes(b._tag) ? numericType : null
}

const exact: ReadonlyArray<Tag> = ['bigint', 'decimal']

const isText = ({ _tag }: SqlType): boolean => _tag === 'text' || _tag === 'varchar' || _tag === 'char'

interface Named {
  readonly schema: string | null
  readonly name: string | null
}

const ofOneName = <T extends Named>(a: T, b: T): T | null => (a.name === b.name && a.schema === b.schema ? a : null)

/** Types that are made of others, or have a name. What is nested has no equality, and is read by its own shape. */
const agreeing: { readonly [tag: string]: (a: never, b: never) => SqlType | null } = {
  mapped: (a: Of<'mapped'>, b: Of<'mapped'>) =>
    a.decode === b.decode && commonType(a.base, b.base) !== null ? a : null,
  asText: (a: Of<'asText'>, b: Of<'asText'>) => {
    const base = commonType(a.base, b.base)
    return base === null ? null : { ...a, base }
  },
  // where one of the two may hold null, both may
  array: (a: Of<'array'>, b: Of<'array'>) => {
    const element = commonType(a.element, b.element)
    return element === null ? null : { ...(a.notNull === true ? b : a), element }
  },
  composite: (a: Of<'composite'>, b: Of<'composite'>) => (a.fields.length === b.fields.length ? ofOneName(a, b) : null),
  other: ofOneName<Of<'other'>>,
  enum: ofOneName<Of<'enum'>>,
  range: ofOneName<Of<'range'>>,
  multirange: ofOneName<Of<'multirange'>>,
  rows: () => null,
}

/** A domain is no type of its own beside another one. */
const baseOf = (type: SqlType): SqlType => (type._tag === 'domain' ? baseOf(uncounted(type.base)) : type)

/** The type that holds the values of both, or null. */
const commonType = (left: SqlType, right: SqlType): SqlType | null => {
  const [a, b] = [baseOf(uncounted(left)), baseOf(uncounted(right))]
  const promoted = later(a, b)
  if (promoted !== null) return promoted
  if (isText(a) && isText(b)) return { _tag: 'text' }
  if (a._tag !== b._tag) {
    // beside any other type, a domain is what it is made of
    if (a._tag === 'domain') return commonType(a.base, b)
    return b._tag === 'domain' ? commonType(a, b.base) : null
  }
  const agree = Object.hasOwn(agreeing, a._tag) ? agreeing[a._tag] : undefined
  return agree === undefined ? a : agree(a as never, b as never)
}

// -------------------------------------------------------------------------------------
// projections
// -------------------------------------------------------------------------------------

const keys = (items: ReadonlyArray<Item>): string => items.map(({ key }) => key).join(', ')

/** What disagrees is collected, and the first is reported. */
type Disagree = (reason: string, hint: string) => void

const commonItem = (left: Item, right: Item, path: string, disagree: Disagree): Item => {
  const name = path + left.key
  if (left._tag === 'Group' && right._tag === 'Group') {
    if (left.witness !== right.witness) {
      disagree(`nests ${name} in another way`, 'select its columns side by side in both')
    }
    return { ...left, items: commonItems(left.items, right.items, `${name}.`, disagree) }
  }
  if (left._tag === 'Group' || right._tag === 'Group') {
    disagree(`nests ${name} in another way`, 'select its columns side by side in both')
    return left
  }
  const type = commonType(left.node.type, right.node.type)
  if (type === null) {
    const of = `has ${uncounted(right.node.type)._tag} for ${name}, and the left one ${uncounted(left.node.type)._tag}`
    disagree(of, 'select an expression of one type in both')
  }
  return {
    _tag: 'Field',
    key: left.key,
    node: { joinery: brand, _tag: 'Output', name, type: type ?? left.node.type },
  }
}

const commonItems = (
  left: ReadonlyArray<Item>,
  right: ReadonlyArray<Item>,
  path: string,
  disagree: Disagree,
): ReadonlyArray<Item> => {
  if (left.length !== right.length || left.some(({ key }, i) => key !== right[i]?.key)) {
    disagree(`selects ${keys(right)}, and the left one ${keys(left)}`, 'select the same keys in the same order')
    return left
  }
  return left.map((item, i) => commonItem(item, right[i] as Item, path, disagree))
}

/** The projection that reads the rows of both, or why there is none. */
export const commonProjection = (
  left: Projection | null,
  right: Projection | null,
  clause: string,
): { readonly projection: Projection | null; readonly error: CompileError | null } => {
  // what selects nothing says so itself
  if (left === null || right === null) return { projection: left ?? right, error: null }
  let error: CompileError | null = null
  const items = commonItems(left.items, right.items, '', (reason, hint) => {
    error ??= invalidArgument(`the query of ${clause}`, reason, hint)
  })
  return { projection: { items }, error }
}

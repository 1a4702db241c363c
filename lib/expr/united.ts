/**
 * Several values as one: of CASE, COALESCE, GREATEST and ARRAY, which have one type whichever value they take.
 *
 * Numbers of different types are of the type that holds all of them, as in arithmetic; so are days and times. A bare
 * value takes the type of the expressions beside it, or has that of its JavaScript type where there are none.
 */
import type { AnyExpr } from '../ast/Expr.js'
import { isBranded, param, toNode, toOperand } from '../ast/Expr.js'
import type { Kind } from '../ast/Kind.js'
import type { Node } from '../ast/Node.js'
import { familyOf } from '../ast/promote.js'
import type { Refused } from '../ast/Scope.js'
import { type SqlType, uncounted } from '../ast/SqlType.js'
import { countType } from './aggregates.js'
import { type Bare, typeOfBare, untypable } from './bare.js'
import { callNode } from './define.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** One of several values. */
export type Alternative = AnyExpr | Bare | number | null

/** The kind of a value; an exact number that is read as a JavaScript number is of a kind of its own. */
type KindIn<V> = V extends number ? (Kind<V> extends 'numeric' ? 'decimal' : Kind<V>) : Kind<V>

/** The kinds whose values are converted to each kind. */
interface Converted {
  readonly bigint: 'integer'
  readonly decimal: 'integer' | 'bigint'
  readonly numeric: 'integer' | 'bigint' | 'decimal'
  readonly float: 'integer' | 'bigint' | 'decimal' | 'numeric'
  readonly timestamp: 'date'
  readonly instant: 'date' | 'timestamp'
}

type Except<V, K> = [K] extends [never] ? V : V extends unknown ? (KindIn<V> extends K ? never : V) : never

/** What values of the types `V` are together: those that are converted to another of them are out. */
export type United<V> = Except<V, Converted[KindIn<V> & keyof Converted]>

/** Satisfied if something says the type of the numbers among `V`. */
export type Typed<V> = [Extract<V, AnyExpr>] extends [never]
  ? [Extract<V, number>] extends [never]
    ? unknown
    : Refused<'a number here may be an integer or not: say its type once, with value(integer, it)'>
  : unknown

// -------------------------------------------------------------------------------------
// two types
// -------------------------------------------------------------------------------------

type Tag = SqlType['_tag']

type Of<T extends Tag> = Extract<SqlType, { readonly _tag: T }>

/** Types that the database converts into each other by itself: to the last one that there is. */
const families: ReadonlyArray<ReadonlyArray<Tag>> = [
  ['smallint', 'integer', 'bigint', 'decimal', 'numeric', 'real', 'doublePrecision'],
  ['char', 'varchar', 'name', 'citext', 'text'],
  ['date', 'timestamp', 'timestamptz'],
]

const sameName = (a: Of<'other' | 'enum' | 'range' | 'multirange'>, b: typeof a): boolean =>
  a.name === b.name && a.schema === b.schema

/** Two types of one tag, which has parts of its own. */
const within: { readonly [T in Tag]?: (a: Of<T>, b: Of<T>) => SqlType | null } = {
  mapped: (a, b) => (a.decode === b.decode && a.encode === b.encode && wider(a.base, b.base) !== null ? a : null),
  asText: (a, b) => {
    const base = wider(a.base, b.base)
    return base === null ? null : { _tag: 'asText', base }
  },
  array: (a, b) => {
    const element = wider(a.element, b.element)
    return element === null ? null : { _tag: 'array', element }
  },
  domain: (a, b) => (a.name === b.name && a.schema === b.schema ? a : wider(a.base, b.base)),
  composite: (a, b) => (a.name === b.name && a.schema === b.schema && a.fields.length === b.fields.length ? a : null),
  varchar: (a, b) => (a.length === b.length ? a : { _tag: 'varchar', length: null }),
  char: (a, b) => (a.length === b.length ? a : { _tag: 'char', length: null }),
  numeric: (a, b) =>
    a.precision === b.precision && a.scale === b.scale ? a : { _tag: 'numeric', precision: null, scale: null },
  other: (a, b) => (sameName(a, b) ? a : null),
  enum: (a, b) => (sameName(a, b) ? a : null),
  range: (a, b) => (sameName(a, b) ? a : null),
  multirange: (a, b) => (sameName(a, b) ? a : null),
  rows: () => null,
}

const wider = (left: SqlType, right: SqlType): SqlType | null => {
  const [a, b] = [uncounted(left), uncounted(right)]
  if (a === b || b._tag === 'untyped') return a
  if (a._tag === 'untyped') return b
  if (a._tag === b._tag) {
    const agree = within[a._tag] as ((a: SqlType, b: SqlType) => SqlType | null) | undefined
    return agree === undefined ? a : agree(a, b)
  }
  // a count is a whole number to what is beside it
  if (a === countType || b === countType) return besideCount(a === countType ? b : a)
  if (a._tag === 'domain') return wider(a.base, b)
  if (b._tag === 'domain') return wider(a, b.base)
  const family = families.find((tags) => tags.includes(a._tag) && tags.includes(b._tag))
  if (family === undefined) return null
  return family.indexOf(a._tag) < family.indexOf(b._tag) ? b : a
}

const besideCount = (type: SqlType): SqlType | null => {
  switch (familyOf(type)) {
    case 'whole':
      return countType
    case 'bigint':
    case 'numeric':
    case 'float':
      return type
    default:
      return null
  }
}

/** The type of values of several types together; null where there are none. */
export const unitedType = (types: ReadonlyArray<SqlType>): SqlType | 'mixed' | null => {
  const [first, ...rest] = types
  if (first === undefined) return null
  return rest.reduce<SqlType | 'mixed'>(
    (all, type) => (all === 'mixed' ? all : (wider(all, type) ?? 'mixed')),
    uncounted(first),
  )
}

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** What says its type beside others: strings and numbers take theirs. */
const saysType = (value: unknown): boolean => typeof value !== 'string' && typeof value !== 'number'

/** Values with the type that they have together. */
export interface Together {
  readonly type: SqlType | 'mixed' | null
  /** One of them as a node. */
  readonly node: (value: unknown) => Node
}

const isMapped = ({ _tag }: SqlType): boolean => _tag === 'mapped' || _tag === 'asText'

/** The values of `argument`s; `cast` is whether the server needs to be told the type of one that is bound. */
export const together = (values: ReadonlyArray<unknown>, argument: string, cast: boolean): Together => {
  const exprs = values.filter(isBranded).map((value) => toNode(value, argument))
  const known = unitedType(exprs.map(({ type }) => type))
  const bare = values.filter((value) => !isBranded(value) && value !== null && value !== undefined)
  const type =
    known === null
      ? bareType(bare)
      : known === 'mixed' || isMapped(known)
        ? known
        : unitedType([known, ...bare.filter(saysType).flatMap((value) => typeOfBare(value) ?? [])])
  return { type, node: (value) => (isBranded(value) ? toNode(value, argument) : bound(value, type, argument, cast)) }
}

/** The type that bare values say. */
const bareType = (values: ReadonlyArray<unknown>): SqlType | 'mixed' | null => {
  const types = values.map(typeOfBare)
  return types.includes(null) ? null : unitedType(types.filter((type) => type !== null))
}

const bound = (value: unknown, type: SqlType | 'mixed' | null, argument: string, cast: boolean): Node => {
  if (type === null || type === 'mixed' || value === undefined) return untypable(value, argument)
  const own = isMapped(type) || !saysType(value) ? null : typeOfBare(value)
  // where the server converts the value, it has to know from what
  if (own !== null && own._tag !== type._tag && value !== null && type._tag !== 'numeric')
    return param(value, own, true)
  return param(written(value, type), type, cast)
}

/** A number among exact ones is the decimal number that it was written as. */
const written = (value: unknown, type: SqlType): unknown =>
  type._tag === 'numeric' && (typeof value === 'number' || typeof value === 'bigint') ? String(value) : value

/** A function of several values, which yields one of them. The first one has to be an expression. */
export const unitedCall = (name: string, values: ReadonlyArray<unknown>): Node => {
  const argument = `an argument of ${name}`
  const first = toNode(values[0], `the first argument of ${name}`)
  const { type, node } = together(values, argument, false)
  // whether the database has one type for them, it says itself
  const known = type === null || type === 'mixed' ? uncounted(first.type) : type
  const toArgument = (value: unknown): Node =>
    value === null || type === null || type === 'mixed' ? toOperand(value, known, argument) : node(value)
  return callNode(name, [first, ...values.slice(1).map(toArgument)], known)
}

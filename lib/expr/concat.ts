/**
 * `||`: texts, arrays, bytes, bits and documents, one after the other.
 *
 * The left operand decides what is meant. What is put behind an array is another one, or an element; null is an element
 * like any other, and nothing behind an array is the array itself.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, isBranded, param, toNode, typed } from '../ast/Expr.js'
import type { Kind } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { elementOf, plain, type SqlType, stored, textType } from '../ast/SqlType.js'
import { arrayOfType, isArray } from './arrays.js'
import type { NullAmong } from './comparison.js'
import { unitedType } from './united.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What is put behind a `T`. */
type Further<T> = T extends string
  ? Kind<T> extends 'bits' | 'tsvector'
    ? T
    : string
  : T extends Uint8Array
    ? Uint8Array
    : T extends ReadonlyArray<infer E>
      ? ReadonlyArray<E | null> | E
      : never

/** An element, which a row is, or those of an array. `infer`, so that nothing is inferred for `U` from where it stands. */
type ElementIn<U> = U extends readonly [unknown, ...ReadonlyArray<unknown>]
  ? U
  : U extends ReadonlyArray<infer E>
    ? E
    : U extends infer E
      ? E
      : never

/** A string of a kind of its own stays one. */
type Whole<T> = T extends string ? (Kind<T> extends 'bits' | 'tsvector' ? T : string) : T

/** A `T` and a `U` behind it. */
type Joined<T, U> = [T] extends [ReadonlyArray<infer E> | null]
  ? ReadonlyArray<E | ElementIn<U>> | (T & NullAmong<U>)
  : Whole<T> | NullAmong<U>

type Concat = <T, R, N, U extends Further<T> | null = never, R2 = never, N2 = never>(
  left: Expr<T, R, N>,
  right: Expr<U, R2, N2> | NonNullable<Further<T>>,
) => Expr<Joined<T, U>, R | NoInfer<R2>, N | NoInfer<N2>>

// -------------------------------------------------------------------------------------
// operands
// -------------------------------------------------------------------------------------

const nothing = (value: unknown): Node =>
  invalid(invalidArgument('the right operand of concat', `is ${value}`, 'with NULL the result is NULL: use coalesce'))

/** A bare value behind an array: another array, if it has as many dimensions. */
const typeBehind = (array: SqlType, value: unknown): SqlType => {
  const element = elementOf(array)
  if (!Array.isArray(value)) return element
  return isArray(element) && !Array.isArray(value[0]) ? element : arrayOfType(element)
}

/** What is put behind these is another one. */
const stringTags: ReadonlySet<SqlType['_tag']> = new Set(['bytea', 'bit', 'varbit', 'tsvector'])

const behind = (value: unknown, left: SqlType): Node => {
  if (value === null || value === undefined) return nothing(value)
  return isArray(left)
    ? param(value, typeBehind(left, value), true)
    : param(value, stringTags.has(stored(left)._tag) ? left : textType, false)
}

const typeOf = (left: SqlType, right: SqlType): SqlType => {
  if (isArray(left)) {
    const element = elementOf(left)
    const other = isArray(right) && isArray(element) === isArray(elementOf(right)) ? elementOf(right) : right
    const united = unitedType([element, other])
    return arrayOfType(united === null || united === 'mixed' ? element : united)
  }
  switch (stored(left)._tag) {
    case 'bytea':
      return left
    case 'bit':
    case 'varbit':
      return { _tag: 'varbit', length: null }
    case 'tsvector':
      return plain('tsvector')
    default:
      return textType
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * @example concat(users.c.name, '!') // "users"."name" || $1
 * @example concat(articles.c.tags, ['sql']) // "articles"."tags" || $1::text[]
 * @example concat(articles.c.tags, users.c.name) // "articles"."tags" || "users"."name"
 */
export const concat: Concat = (left, right) => {
  const node = toNode(left, 'the left operand of concat')
  const other = isBranded(right) ? toNode(right, 'the right operand of concat') : behind(right, node.type)
  return typed({
    joinery: brand,
    _tag: 'Binary',
    op: 'concat',
    left: node,
    right: other,
    type: typeOf(node.type, other.type),
  })
}

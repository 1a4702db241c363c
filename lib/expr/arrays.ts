/**
 * Arrays: written out, joined, and taken apart.
 *
 * The first element has the index 1, as SQL has it, and an array of arrays is one of two dimensions. What is out of range
 * is null, and a slice out of range is empty. An element that an outer join did not find is null, which its type does not
 * say: use `coalesce`, or filter it out.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, toNode, toOperand, typed, type valueOf } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import { plain, resolved, type SqlType, uncounted } from '../ast/SqlType.js'
import type { Slice } from '../ast/Value.js'
import { type AnySpec, type holds, ofType } from '../schema/Column.js'
import type { Values } from './bare.js'
import type { AbsentOf, NullOf, ReadsOf } from './define.js'
import { type Alternative, type Typed, together, type United } from './united.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type AnyArray = Expr<ReadonlyArray<unknown> | null, any, any>

/** What the array `E` holds. */
export type ElementOf<E extends AnyArray> = NonNullable<E[typeof valueOf]>[number]

export const arrayOfType = (element: SqlType): SqlType => ({ _tag: 'array', element })

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const arrayNode = (items: ReadonlyArray<Node>, element: SqlType): Node => ({
  joinery: brand,
  _tag: 'ArrayValue',
  items,
  type: arrayOfType(element),
})

const refused = (reason: string, hint: string): Node =>
  invalid(invalidArgument('the elements of arrayOf', reason, hint))

const elements = (items: ReadonlyArray<unknown>): Node => {
  const { type, node } = together(items, 'an element of arrayOf', true)
  if (items.length === 0) return refused('are none', 'give at least one, or emptyArray(type)')
  if (type === 'mixed') return refused('are of different types', 'make them one with cast(it, type)')
  return arrayNode(items.map(node), type ?? { _tag: 'untyped' })
}

/**
 * An array of these elements, which may be arrays themselves.
 *
 * @example arrayOf(users.c.name, 'nobody') // array["users"."name", $1::text]
 * @example arrayOf(arrayOf(users.c.id, 1), arrayOf(users.c.visits, 2)) // array[array["users"."id", $1::integer], array["users"."visits", $2::integer]]
 */
export const arrayOf = <const A extends ReadonlyArray<Alternative>>(
  ...items: A & Typed<A[number]>
): Expr<ReadonlyArray<United<Values<A[number]>>>, ReadsOf<A[number]>, AbsentOf<A[number]>> => typed(elements(items))

/** An array of no element. @example emptyArray(text) // array[]::text[] */
export const emptyArray = <S extends AnySpec>(element: S): Expr<ReadonlyArray<S[typeof holds]>, never, never> =>
  typed(ofType(element, 'emptyArray', 'emptyArray(integer)', (own) => arrayNode([], uncounted(own))))

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

type Index = Expr<number | null, any, any> | number

const integerType: SqlType = /* @__PURE__ */ plain('integer')

const toIndex = (index: unknown, argument: string): Node => toOperand(index, integerType, argument)

/** The type of an element after so many indices; null where there is none. */
const typeAt = (type: SqlType, depth: number): SqlType | null => {
  if (depth === 0) return type
  const own = resolved(type)
  if (own._tag === 'domain') return typeAt(own.base, depth)
  if (own._tag !== 'array') return null
  return own.anyDepth ? own.element : typeAt(own.element, depth - 1)
}

export const isArray = (type: SqlType): boolean => {
  const own = resolved(type)
  return own._tag === 'array' || (own._tag === 'domain' && isArray(own.base))
}

/** What the elements of `T` are after the indices `I`. */
type At<T, I> = I extends readonly [unknown, ...infer Rest]
  ? NonNullable<T> extends ReadonlyArray<infer E>
    ? At<E, Rest>
    : never
  : T

const elementNode = (operand: Node, indices: ReadonlyArray<unknown>): Node => {
  if (operand._tag === 'Invalid') return operand
  const type = typeAt(operand.type, indices.length)
  // PostgreSQL would yield NULL for every index; an array that has a name of its own is an element like any other
  return type === null || (isArray(type) && resolved(type)._tag !== 'domain')
    ? invalid(
        invalidArgument(
          'the indices of at',
          indices.length === 1 ? 'are one' : `are ${indices.length}`,
          'give one for each dimension of an array, or take a slice',
        ),
      )
    : {
        joinery: brand,
        _tag: 'Subscript',
        operand,
        indices: indices.map((index) => toIndex(index, 'an index of at')),
        type,
      }
}

/** An element: null where the array is shorter. An index for each dimension. @example at(articles.c.tags, 1) // "articles"."tags"[$1] */
export const at = <E extends AnyArray, I extends readonly [Index, ...ReadonlyArray<Index>]>(
  array: E,
  ...indices: I
): Expr<At<E[typeof valueOf], I> | null, ReadsOf<E | I[number]>, never> =>
  typed(elementNode(toNode(array, 'the array of at'), indices))

/** From one index to another, both included; null is the array's own bound. */
type From = Index | null

const sliceOf = (from: unknown, to: unknown): Slice => ({
  _tag: 'Slice',
  lower: from === null || from === undefined ? null : toIndex(from, 'a lower bound of slice'),
  upper: to === null || to === undefined ? null : toIndex(to, 'an upper bound of slice'),
})

/**
 * A part of an array; of one of more dimensions, with a pair of bounds for each further one.
 *
 * @example slice(articles.c.tags, 1, 3) // "articles"."tags"[$1:$2]
 * @example slice(articles.c.tags, null, 3) // "articles"."tags"[:$1]
 * @example slice(articles.c.grid, 1, 2, [1, 1]) // "articles"."grid"[$1:$2][$3:$4]
 */
export const slice = <
  E extends AnyArray,
  A extends From = never,
  B extends From = never,
  M extends ReadonlyArray<readonly [from: From, to?: From]> = [],
>(
  array: E,
  from?: A,
  to?: B,
  ...more: M
): Expr<
  E[typeof valueOf] | NullOf<A | B | M[number][number]>,
  ReadsOf<E | A | B | M[number][number]>,
  AbsentOf<E | A | B | M[number][number]>
> => {
  const operand = toNode(array, 'the array of slice')
  const further = more.map((bounds: unknown) =>
    Array.isArray(bounds) ? sliceOf(bounds[0], bounds[1]) : sliceOf(bounds, bounds),
  )
  return typed({
    joinery: brand,
    _tag: 'Subscript',
    operand,
    indices: [sliceOf(from, to), ...further],
    type: uncounted(operand.type),
  })
}

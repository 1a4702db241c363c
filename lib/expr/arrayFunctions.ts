/**
 * Functions of arrays.
 *
 * A bare value takes the type of the array's elements. Null is an element like any other: it can be put into an array,
 * looked for and taken out.
 */
import { type Expr, toNode, toTypedOperand, typed, type valueOf } from '../ast/Expr.js'
import type { Node } from '../ast/Node.js'
import { elementOf, plain, type SqlType, textType, uncounted } from '../ast/SqlType.js'
import { type AnyArray, arrayOfType, type ElementOf } from './arrays.js'
import { type Argument, toArgument, type Values } from './bare.js'
import { type AbsentOf, callNode, type NullOf, type Operand, type ReadsOf } from './define.js'
import { unitedType } from './united.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** An element for an array, as an expression or a value. */
type ElementFor<E extends AnyArray> = Operand<ElementOf<E>>

/** The value of an operand; a bare one's is an element's. */
type ValueAs<V, T> = V extends Expr<infer U, any, any> ? U : T

/** `T`, null where one of the expressions among `A` is. */
type Strict<T, A> = Expr<T | NullOf<A>, ReadsOf<A>, AbsentOf<A>>

const integerType: SqlType = /* @__PURE__ */ plain('integer')

const integers: SqlType = { _tag: 'array', element: integerType }

const toArray = (array: unknown, name: string): Node => toNode(array, `the array of ${name}`)

const toElement = (element: unknown, array: Node, name: string): Node =>
  toTypedOperand(element, elementOf(array.type), `an element of ${name}`)

const toInteger = (value: unknown, argument: string): Node => toTypedOperand(value, integerType, argument)

// -------------------------------------------------------------------------------------
// changed arrays
// -------------------------------------------------------------------------------------

/** The type of an array with an element put into it. */
const withElement = (array: SqlType, element: SqlType): SqlType => {
  const united = unitedType([elementOf(array), element])
  return united === null || united === 'mixed' ? uncounted(array) : arrayOfType(united)
}

/** The element behind the array, which is taken for an empty one if it is null. @example arrayAppend(articles.c.tags, 'sql') // array_append("articles"."tags", $1::text) */
export const arrayAppend = <E extends AnyArray, V extends ElementFor<E>>(
  array: E,
  element: V,
): Expr<ReadonlyArray<ElementOf<E> | ValueAs<V, never>>, ReadsOf<E | V>, AbsentOf<V>> => {
  const node = toArray(array, 'arrayAppend')
  const added = toElement(element, node, 'arrayAppend')
  return typed(callNode('arrayAppend', [node, added], withElement(node.type, added.type)))
}

/** The element before the array, which is taken for an empty one if it is null. @example arrayPrepend('sql', articles.c.tags) // array_prepend($1::text, "articles"."tags") */
export const arrayPrepend = <E extends AnyArray, V extends ElementFor<E>>(
  element: V,
  array: E,
): Expr<ReadonlyArray<ElementOf<E> | ValueAs<V, never>>, ReadsOf<E | V>, AbsentOf<V>> => {
  const node = toArray(array, 'arrayPrepend')
  const added = toElement(element, node, 'arrayPrepend')
  return typed(callNode('arrayPrepend', [added, node], withElement(node.type, added.type)))
}

/** Two arrays as one; where one of them is null, the other. @example arrayCat(articles.c.tags, ['sql']) // array_cat("articles"."tags", $1::text[]) */
export const arrayCat = <E extends AnyArray, F extends Operand<ReadonlyArray<ElementOf<E> | null>>>(
  array: E,
  further: F,
): Expr<
  ReadonlyArray<ElementOf<E> | NonNullable<ValueAs<F, E[typeof valueOf]>>[number]> | NullOf<F>,
  ReadsOf<E | F>,
  AbsentOf<F>
> => {
  const node = toArray(array, 'arrayCat')
  const other = toTypedOperand(further, uncounted(node.type), 'the second array of arrayCat')
  return typed(callNode('arrayCat', [node, other], withElement(node.type, elementOf(other.type))))
}

/** The array without the elements that are equal to one. @example arrayRemove(articles.c.tags, 'sql') // array_remove("articles"."tags", $1::text) */
export const arrayRemove = <E extends AnyArray, V extends ElementFor<E>>(
  array: E,
  element: V,
): Expr<E[typeof valueOf], ReadsOf<E | V>, AbsentOf<E>> => {
  const node = toArray(array, 'arrayRemove')
  return typed(callNode('arrayRemove', [node, toElement(element, node, 'arrayRemove')], uncounted(node.type)))
}

/** The array with another element in place of those that are equal to one. @example arrayReplace(articles.c.tags, 'sq', 'sql') // array_replace("articles"."tags", $1::text, $2::text) */
export const arrayReplace = <E extends AnyArray, V extends ElementFor<E>, W extends ElementFor<E>>(
  array: E,
  element: V,
  by: W,
): Expr<ReadonlyArray<ElementOf<E> | ValueAs<W, never>> | NullOf<E>, ReadsOf<E | V | W>, AbsentOf<E | W>> => {
  const node = toArray(array, 'arrayReplace')
  const [from, to] = [toElement(element, node, 'arrayReplace'), toElement(by, node, 'arrayReplace')]
  return typed(callNode('arrayReplace', [node, from, to], withElement(node.type, to.type)))
}

/* @__NO_SIDE_EFFECTS__ */
const kept =
  (name: string) =>
  <E extends AnyArray>(array: E): Expr<E[typeof valueOf], ReadsOf<E>, AbsentOf<E>> => {
    const node = toArray(array, name)
    return typed(callNode(name, [node], uncounted(node.type)))
  }

/** The elements in an order of chance. Of PostgreSQL 16. @example arrayShuffle(articles.c.tags) // array_shuffle("articles"."tags") */
export const arrayShuffle = /* @__PURE__ */ kept('arrayShuffle')

/** The elements from the last to the first. Of PostgreSQL 18. @example arrayReverse(articles.c.tags) // array_reverse("articles"."tags") */
export const arrayReverse = /* @__PURE__ */ kept('arrayReverse')

type Count = Operand<number>

/* @__NO_SIDE_EFFECTS__ */
const counted =
  (name: string) =>
  <E extends AnyArray, C extends Count>(
    array: E,
    count: C,
  ): Expr<E[typeof valueOf] | NullOf<C>, ReadsOf<E | C>, AbsentOf<E | C>> => {
    const node = toArray(array, name)
    return typed(callNode(name, [node, toInteger(count, `the count of ${name}`)], uncounted(node.type)))
  }

/** So many elements, chosen by chance. Of PostgreSQL 16. @example arraySample(articles.c.tags, 2) // array_sample("articles"."tags", $1::integer) */
export const arraySample = /* @__PURE__ */ counted('arraySample')

/** The array without so many elements at its end. @example trimArray(articles.c.tags, 1) // trim_array("articles"."tags", $1::integer) */
export const trimArray = /* @__PURE__ */ counted('trimArray')

export interface ArraySortOptions {
  readonly descending?: boolean
  /** Left out, nulls are last, and first where the order is descending. */
  readonly nullsFirst?: boolean
}

/** The elements in their order. Of PostgreSQL 18. @example arraySort(articles.c.tags, { descending: true }) // array_sort("articles"."tags", $1::boolean) */
export const arraySort = <E extends AnyArray>(
  array: E,
  options: ArraySortOptions = {},
): Expr<E[typeof valueOf], ReadsOf<E>, AbsentOf<E>> => {
  const node = toArray(array, 'arraySort')
  const { descending = false, nullsFirst } = options ?? {}
  const given = nullsFirst !== undefined ? [descending, nullsFirst] : descending ? [descending] : []
  const flags = given.map((flag) => toTypedOperand(flag, { _tag: 'boolean' }, 'an option of arraySort'))
  return typed(callNode('arraySort', [node, ...flags], uncounted(node.type)))
}

// -------------------------------------------------------------------------------------
// new arrays
// -------------------------------------------------------------------------------------

/** An array of so many dimensions. */
type Filled<V, D> = D extends readonly [unknown, ...infer Rest] ? ReadonlyArray<Filled<V, Rest>> : V

type Sizes = readonly [number, ...ReadonlyArray<number>]

/**
 * An array of these dimensions, with the same value everywhere; its first indices are 1, or the given ones.
 *
 * @example arrayFill(users.c.id, [3]) // array_fill("users"."id", $1::integer[])
 * @example arrayFill(users.c.visits, [2, 3]) // array_fill("users"."visits", $1::integer[])
 */
export const arrayFill = <V extends Argument, const D extends Sizes>(
  value: V,
  sizes: D,
  lowerBounds?: { readonly [K in keyof D]: number },
): Expr<Filled<Values<V>, D>, ReadsOf<V>, AbsentOf<V>> => {
  const node = toArgument(value, 'the value of arrayFill')
  const lists = lowerBounds === undefined ? [sizes] : [sizes, lowerBounds]
  const args = lists.map((list) => toTypedOperand(list, integers, 'the sizes of arrayFill'))
  const depth = Array.isArray(sizes) ? sizes.length : 1
  const type = Array.from({ length: depth }).reduce<SqlType>(arrayOfType, uncounted(node.type))
  return typed(callNode('arrayFill', [node, ...args], type))
}

// -------------------------------------------------------------------------------------
// what is known of an array
// -------------------------------------------------------------------------------------

/** The number of elements, in all dimensions. @example cardinality(articles.c.tags) // cardinality("articles"."tags") */
export const cardinality = <E extends AnyArray>(array: E): Strict<number, E> =>
  typed(callNode('cardinality', [toArray(array, 'cardinality')], integerType))

/** The dimensions as text: `[1:2][1:3]`; null for an empty array. @example arrayDims(articles.c.tags) // array_dims("articles"."tags") */
export const arrayDims = <E extends AnyArray>(array: E): Expr<string | null, ReadsOf<E>, never> =>
  typed(callNode('arrayDims', [toArray(array, 'arrayDims')], textType))

/** The number of dimensions; null for an empty array. @example arrayNdims(articles.c.tags) // array_ndims("articles"."tags") */
export const arrayNdims = <E extends AnyArray>(array: E): Expr<number | null, ReadsOf<E>, never> =>
  typed(callNode('arrayNdims', [toArray(array, 'arrayNdims')], integerType))

/* @__NO_SIDE_EFFECTS__ */
const ofDimension =
  (name: string) =>
  <E extends AnyArray, D extends Operand<number>>(array: E, dimension: D): Expr<number | null, ReadsOf<E | D>, never> =>
    typed(callNode(name, [toArray(array, name), toInteger(dimension, `the dimension of ${name}`)], integerType))

/** The length of a dimension; null for an empty array: `cardinality` is 0 there. @example arrayLength(articles.c.tags, 1) // array_length("articles"."tags", $1::integer) */
export const arrayLength = /* @__PURE__ */ ofDimension('arrayLength')

/** The first index of a dimension; null for an empty array. @example arrayLower(articles.c.tags, 1) // array_lower("articles"."tags", $1::integer) */
export const arrayLower = /* @__PURE__ */ ofDimension('arrayLower')

/** The last index of a dimension; null for an empty array. @example arrayUpper(articles.c.tags, 1) // array_upper("articles"."tags", $1::integer) */
export const arrayUpper = /* @__PURE__ */ ofDimension('arrayUpper')

/** The index of the first element that is equal to one, from an index on; null if there is none. @example arrayPosition(articles.c.tags, 'sql') // array_position("articles"."tags", $1::text) */
export const arrayPosition = <E extends AnyArray, V extends ElementFor<E>, S extends Operand<number> = never>(
  array: E,
  element: V,
  start?: S,
): Expr<number | null, ReadsOf<E | V | S>, never> => {
  const node = toArray(array, 'arrayPosition')
  const from = start === undefined ? [] : [toInteger(start, 'the start of arrayPosition')]
  return typed(callNode('arrayPosition', [node, toElement(element, node, 'arrayPosition'), ...from], integerType))
}

/** The indices of all elements that are equal to one. @example arrayPositions(articles.c.tags, 'sql') // array_positions("articles"."tags", $1::text) */
export const arrayPositions = <E extends AnyArray, V extends ElementFor<E>>(
  array: E,
  element: V,
): Expr<ReadonlyArray<number> | NullOf<E>, ReadsOf<E | V>, AbsentOf<E>> => {
  const node = toArray(array, 'arrayPositions')
  return typed(callNode('arrayPositions', [node, toElement(element, node, 'arrayPositions')], integers))
}

/**
 * The elements as one text, with a separator between them. Nulls are left out, or are said by a text of their own.
 *
 * @example arrayToString(articles.c.tags, ', ') // array_to_string("articles"."tags", $1::text)
 * @example arrayToString(articles.c.tags, ', ', '-') // array_to_string("articles"."tags", $1::text, $2::text)
 */
export const arrayToString = <E extends AnyArray, D extends Operand<string>, W extends Operand<string> = never>(
  array: E,
  separator: D,
  nullText?: W,
): Expr<string | NullOf<E | D>, ReadsOf<E | D | W>, AbsentOf<E | D>> => {
  const texts = (nullText === undefined ? [separator] : [separator, nullText]).map((text) =>
    toTypedOperand(text, textType, 'a text of arrayToString'),
  )
  return typed(callNode('arrayToString', [toArray(array, 'arrayToString'), ...texts], textType))
}

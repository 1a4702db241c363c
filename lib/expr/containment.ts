/**
 * What holds what, and what has something in common: of arrays, ranges, JSON, networks and shapes.
 *
 * The left operand decides what is meant, and of which type a bare value is. Beside a range that is another range, or what
 * lies in one. A text holds another one as `like` sees it, but without wildcards.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, type Expr, invalid, isBranded, isRecord, param, toNode, typed } from '../ast/Expr.js'
import type { Box, Circle, Kind, Line, Path, Point, Polygon, Range, Segment } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import type { BinaryOp } from '../ast/Operator.js'
import { multirangeOf } from '../ast/range.js'
import { baseOf, booleanType, plain, type RangeOf, type SqlType } from '../ast/SqlType.js'
import type { AbsentOf, NullOf, Operand, ReadsOf } from './define.js'
import { contains as containsText } from './patterns.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

type AnyRange = Range<unknown>

/** What lies in a range. */
type Inside<T> = T extends { readonly lower: infer L; readonly bounds: unknown } ? Exclude<L, null> : never

type Shape = Point | Line | Segment | Box | Path | Polygon | Circle

type Scalar = number | bigint | boolean | Date | Uint8Array

/** A part of a JSON document. */
type Part<T> = T extends Scalar | string | null
  ? T
  : T extends ReadonlyArray<infer E>
    ? ReadonlyArray<Part<E>>
    : T extends object
      ? { readonly [K in keyof T]?: Part<T[K]> }
      : T

/** Ranges of a `T`, one or several. */
type Ranges<T> = Operand<Range<T>> | Operand<ReadonlyArray<Range<T>>>

/** An array of the same elements, null among them. */
type Similar<T extends ReadonlyArray<unknown>> = Operand<ReadonlyArray<T[number] | null>>

/** What may be in a `T`. */
type Within<T> = T extends string
  ? Kind<T> extends 'text'
    ? string
    : Operand<T>
  : T extends ReadonlyArray<unknown>
    ? T[number] extends AnyRange
      ? Ranges<Inside<T[number]>> | Operand<Inside<T[number]>>
      : Similar<T> | ReadonlyArray<Part<T[number]>> | (T extends Shape ? Operand<Shape> : never)
    : T extends AnyRange
      ? Ranges<Inside<T>> | Operand<Inside<T>>
      : T extends Scalar | null
        ? never
        : AnyExpr | Part<T> | (T extends Shape ? Shape : never)

/** What a `T` may be in. */
type Around<T> =
  T extends ReadonlyArray<unknown>
    ? T[number] extends AnyRange
      ? Ranges<Inside<T[number]>>
      : Similar<T> | (T extends Shape ? Operand<Shape> : never)
    : T extends AnyRange
      ? Ranges<Inside<T>>
      : T extends Scalar | string
        ? Ranges<T> | (T extends string ? Operand<T> : never)
        : T extends null
          ? never
          : AnyExpr | object | string

/** What may have something in common with a `T`. */
type Meeting<T> =
  T extends ReadonlyArray<unknown>
    ? T[number] extends AnyRange
      ? Ranges<Inside<T[number]>>
      : Similar<T> | (T extends Shape ? Operand<Shape> : never)
    : T extends AnyRange
      ? Ranges<Inside<T>>
      : T extends Shape
        ? Operand<Shape>
        : T extends string
          ? Operand<T>
          : never

/** Whether it holds; null where an operand is. */
type Held<T, R, N, D> = Expr<boolean | (T & null) | NullOf<D>, R | ReadsOf<D>, N | AbsentOf<D>>

// -------------------------------------------------------------------------------------
// types of bare values
// -------------------------------------------------------------------------------------

const rangeNames: { readonly [tag: string]: string | undefined } = {
  smallint: 'int4',
  integer: 'int4',
  bigint: 'int8',
  numeric: 'num',
  date: 'date',
  timestamp: 'ts',
  timestamptz: 'tstz',
}

const rangeOver = (element: SqlType): RangeOf | null => {
  const name = rangeNames[baseOf(element)._tag]
  return name === undefined ? null : { _tag: 'range', schema: null, name: `${name}range`, element }
}

const isRangeValue = (value: unknown): boolean => isRecord(value) && ('bounds' in value || 'empty' in value)

/** The type of a bare value beside a range. */
const besideRange = (range: RangeOf, value: unknown): SqlType =>
  Array.isArray(value) ? multirangeOf(range) : isRangeValue(value) ? range : range.element

const shapes: ReadonlySet<SqlType['_tag']> = new Set(['point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle'])

const isPoint = (value: unknown): boolean => isRecord(value) && 'x' in value && 'y' in value

/** The type of a bare value on the right. */
const typeBeside = (left: SqlType, value: unknown): SqlType => {
  const own = baseOf(left)
  if (own._tag === 'range') return besideRange(own, value)
  if (own._tag === 'multirange') return besideRange(own.range, value)
  if (shapes.has(own._tag)) return isPoint(value) ? plain('point') : left
  // a value that may lie in a range
  if (!isRangeValue(value) && !Array.isArray(value)) return left
  const range = rangeOver(left)
  return range === null ? left : besideRange(range, value)
}

/** Operators that have one right operand for each left one. */
const inferred: ReadonlySet<SqlType['_tag']> = new Set(['array', 'json', 'jsonb', 'hstore'])

const toRight = (value: unknown, left: SqlType, argument: string): Node => {
  if (isBranded(value)) return toNode(value, argument)
  if (value === null || value === undefined) {
    return invalid(invalidArgument(argument, `is ${value}`, 'give a value, or null_(type) for NULL'))
  }
  const type = typeBeside(left, value)
  return param(value, type, !inferred.has(baseOf(type)._tag))
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const isNetwork = (type: SqlType): boolean => ['inet', 'cidr'].includes(baseOf(type)._tag)

const containmentNode = (name: 'contains' | 'containedBy' | 'overlaps', left: unknown, right: unknown): Node => {
  const node = toNode(left, `the left operand of ${name}`)
  const other = toRight(right, node.type, `the right operand of ${name}`)
  const op: BinaryOp =
    !isNetwork(node.type) || name === 'overlaps' ? name : name === 'contains' ? 'shiftRight' : 'shiftLeft'
  return { joinery: brand, _tag: 'Binary', op, left: node, right: other, type: booleanType }
}

const textTags: ReadonlySet<SqlType['_tag']> = new Set(['text', 'varchar', 'char', 'citext', 'name', 'untyped'])

const isText = (type: SqlType): boolean => textTags.has(baseOf(type)._tag)

/**
 * Whether the left one holds the right one: an array all elements of another, a range a value or another range, a JSON
 * document the parts of another one, a text another text.
 *
 * @example contains(articles.c.tags, ['sql']) // "articles"."tags" @> $1
 * @example contains(bookings.c.during, '2026-11-22') // "bookings"."during" @> $1::date
 * @example contains(docs.c.body, { tags: ['sql'] }) // "docs"."body" @> $1
 * @example contains(users.c.name, '50%') // "users"."name" like $1 escape '!', bound to %50!%%
 */
export const contains = <T, R, N, D extends Within<T>>(left: Expr<T, R, N>, right: D): Held<T, R, N, D> =>
  isBranded(left) && isText(toNode(left, '').type)
    ? containsText(left as never, right as never)
    : typed(containmentNode('contains', left, right))

/**
 * Whether the right one holds the left one.
 *
 * @example containedBy(articles.c.tags, ['sql', 'orm']) // "articles"."tags" <@ $1
 * @example containedBy(orders.c.day, bookings.c.during) // "orders"."day" <@ "bookings"."during"
 * @example containedBy(orders.c.day, { lower: '2026-01-01', upper: null, bounds: '[)' }) // "orders"."day" <@ $1::daterange
 */
export const containedBy = <T, R, N, D extends Around<T>>(left: Expr<T, R, N>, right: D): Held<T, R, N, D> =>
  typed(containmentNode('containedBy', left, right))

/**
 * Whether the two have an element, a value or a point in common.
 *
 * @example overlaps(articles.c.tags, ['sql', 'orm']) // "articles"."tags" && $1
 * @example overlaps(bookings.c.during, { lower: '2026-11-22', upper: '2026-11-29', bounds: '[)' }) // "bookings"."during" && $1::daterange
 */
export const overlaps = <T, R, N, D extends Meeting<T>>(left: Expr<T, R, N>, right: D): Held<T, R, N, D> =>
  typed(containmentNode('overlaps', left, right))

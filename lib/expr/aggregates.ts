/**
 * Aggregates: one value for many rows.
 *
 * Over no rows at all, `count` is 0 and every other aggregate is null, and so are their types. Over a window there is at
 * least the row itself, unless its frame leaves it out.
 */
import { type Aggregate, type Expr, toNode, typedAggregate } from '../ast/Expr.js'
import type { Decimal, Interval, Kind, Numeric } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { familyOf } from '../ast/promote.js'
import type { Refused } from '../ast/Scope.js'
import {
  bigintType,
  booleanType,
  decimalType,
  doubleType,
  type Mapped,
  numericType,
  plain,
  type SqlType,
  textType,
  uncounted,
  unsized,
} from '../ast/SqlType.js'
import type { Aggregate as AggregateNode } from '../ast/Window.js'

const noConditions: ReadonlyArray<never> = []

export const aggregate = (name: string, args: ReadonlyArray<Node>, type: SqlType): AggregateNode => ({
  joinery: brand,
  _tag: 'Aggregate',
  custom: false,
  schema: null,
  name,
  args,
  distinct: false,
  orderBy: noConditions,
  withinGroup: false,
  filter: noConditions,
  making: null,
  type,
})

// -------------------------------------------------------------------------------------
// counts
// -------------------------------------------------------------------------------------

/** A number that is whole beyond 2^53 would be another one: a `Left`, not a wrong number. */
const exactly = (n: number): number => {
  if (Math.abs(n) > Number.MAX_SAFE_INTEGER)
    throw new RangeError('a whole number beyond 2^53 is no number: read it with cast(…, bigint)')
  return n
}

/** A count is a `bigint` in the database, and read as a number: one too large for a number is a `Left`, not a wrong number. */
export const countType: Mapped = {
  _tag: 'mapped',
  base: bigintType,
  encode: (n: number) => BigInt(n),
  decode: (n: bigint) => exactly(Number(n)),
}

/** Rows, or rows where the operand is not null. @example count() // count(*) */
export const count = <R = never>(operand?: Expr<any, R, any>): Aggregate<number, NoInfer<R>> =>
  typedAggregate(aggregate('count', operand === undefined ? [] : [toNode(operand, 'the argument of count')], countType))

/** @example countDistinct(users.c.name) // count(distinct "users"."name") */
export const countDistinct = <R>(operand: Expr<any, R, any>): Aggregate<number, R> =>
  typedAggregate({
    ...aggregate('count', [toNode(operand, 'the argument of countDistinct')], countType),
    distinct: true,
  })

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** Null over no rows; over a window, only where the operand may be. */
export type Kept<T, R, N> = Aggregate<T | null, R, T, N>

/** Satisfied by what has an order: of booleans, there is `boolAnd` for the least and `boolOr` for the greatest. */
type Ordered<T> = [Exclude<T, null>] extends [boolean]
  ? Refused<'there is no least boolean: ask boolAnd or boolOr'>
  : unknown

type Extreme = <T, R, N>(operand: Expr<T, R, N> & Ordered<T>) => Kept<T, R, N>

/** `varchar` has no order of its own. */
const ordered = (type: SqlType): SqlType => (type._tag === 'varchar' ? textType : unsized(type))

/* @__NO_SIDE_EFFECTS__ */
const extreme =
  (name: string): Extreme =>
  (operand) => {
    const node = toNode(operand, `the argument of ${name}`)
    return typedAggregate(aggregate(name, [node], ordered(node.type)))
  }

/** Null over no rows. @example min(users.c.age) // min("users"."age") */
export const min = /* @__PURE__ */ extreme('min')

/** Null over no rows. @example max(users.c.age) // max("users"."age") */
export const max = /* @__PURE__ */ extreme('max')

/** The value of any of the rows, as it comes; PostgreSQL has it from 16 on. @example anyValue(users.c.name) // any_value("users"."name") */
export const anyValue = <T, R, N>(operand: Expr<T, R, N>): Kept<T, R, N> => {
  const node = toNode(operand, 'the argument of anyValue')
  return typedAggregate(aggregate('anyValue', [node], unsized(node.type)))
}

// -------------------------------------------------------------------------------------
// sums
// -------------------------------------------------------------------------------------

/** What numbers of each kind add up to. A time of the day counts as an interval. */
interface Sums<T> {
  readonly integer: number
  readonly bigint: Numeric
  readonly numeric: T
  readonly float: T
  readonly interval: T
  readonly time: Interval
}

/** Their mean. */
interface Means<T> extends Omit<Sums<T>, 'integer' | 'bigint'> {
  readonly integer: Decimal
  readonly bigint: Decimal
}

type Cell<Table, K> = K extends keyof Table ? Table[K] : never

/** Satisfied by a `T` of which there are such. */
type Known<Found, T> = [Found] extends [never]
  ? Refused<`there is no such aggregate of ${Kind<Exclude<T, null>> & string}: cast it`>
  : unknown

type Total<T> = Cell<Sums<T>, Kind<T>>

/** The mean of a `T`, and what else is made of many numbers by division. */
export type Mean<T> = Cell<Means<T>, Kind<T>>

type Adding = <T, R, N>(
  operand: Expr<T, R, N> & Known<Total<Exclude<T, null>>, T>,
) => Aggregate<Total<Exclude<T, null>> | null, R, Total<Exclude<T, null>> | (T & null), N>

type Averaging = <T, R, N>(
  operand: Expr<T, R, N> & Known<Mean<Exclude<T, null>>, T>,
) => Aggregate<Mean<Exclude<T, null>> | null, R, Mean<Exclude<T, null>> | (T & null), N>

/** A sum of counts is a `numeric`, and read as a number. */
const sumOfCounts: SqlType = { _tag: 'mapped', base: decimalType, encode: exactly, decode: exactly }

/** A sum of what is read from a `bigint` is read from a whole `numeric`. */
const wholeNumeric: SqlType = {
  _tag: 'mapped',
  base: numericType,
  encode: (n: bigint) => String(n),
  decode: (text: string) => BigInt(text),
}

/** The sum of whole numbers is a wider number in the database: of integers, one that a JavaScript number holds up to 2^53. */
const summed = (type: SqlType): SqlType => {
  const own = unsized(type)
  if (own === countType) return sumOfCounts
  if (own._tag === 'mapped') {
    const base = uncounted(own.base)
    return { ...own, base: base._tag === 'bigint' ? wholeNumeric : summed(base) }
  }
  switch (familyOf(own)) {
    case 'whole':
      return countType
    case 'bigint':
      return numericType
    case 'time':
      return plain('interval')
    default:
      return own
  }
}

/** The type of a mean. */
export const meanType = (type: SqlType): SqlType => {
  const own = unsized(type)
  switch (familyOf(own)) {
    case 'whole':
    case 'bigint':
      return decimalType
    case 'float':
      return doubleType
    case 'time':
      return plain('interval')
    default:
      return own
  }
}

/**
 * Null over no rows. The sum of integers is a number, of bigints an exact decimal number; one too large for a JavaScript
 * number is a `Left`.
 *
 * @example sum(users.c.age) // sum("users"."age")
 */
export const sum: Adding = (operand) => {
  const node = toNode(operand, 'the argument of sum')
  return typedAggregate(aggregate('sum', [node], summed(node.type)))
}

/**
 * The mean; null over no rows. Of whole numbers it is an exact decimal number in the database, and read as a JavaScript
 * number: `cast(avg(…), numeric())` keeps every digit.
 *
 * @example avg(users.c.age) // avg("users"."age")
 */
export const avg: Averaging = (operand) => {
  const node = toNode(operand, 'the argument of avg')
  return typedAggregate(aggregate('avg', [node], meanType(node.type)))
}

// -------------------------------------------------------------------------------------
// conditions and bits
// -------------------------------------------------------------------------------------

type OfCondition = <T extends boolean | null, R, N>(condition: Expr<T, R, N>) => Kept<T, R, N>

/* @__NO_SIDE_EFFECTS__ */
const ofCondition =
  (name: string): OfCondition =>
  (condition) =>
    typedAggregate(aggregate(name, [toNode(condition, `the argument of ${name}`)], booleanType))

/** Whether it is true for every row, those where it is null left out; null over no rows. @example boolAnd(posts.c.published) // bool_and("posts"."published") */
export const boolAnd = /* @__PURE__ */ ofCondition('boolAnd')

/** Whether it is true for any row; null over no rows. @example boolOr(posts.c.published) // bool_or("posts"."published") */
export const boolOr = /* @__PURE__ */ ofCondition('boolOr')

/** `boolAnd` under the standard's name. @example everyAgg(posts.c.published) // every("posts"."published") */
export const everyAgg = /* @__PURE__ */ ofCondition('every')

/** Whole numbers, and strings of bits. */
type OfBits = <T extends number | bigint | string | null, R, N>(operand: Expr<T, R, N>) => Kept<T, R, N>

/* @__NO_SIDE_EFFECTS__ */
const ofBits =
  (name: string): OfBits =>
  (operand) => {
    const node = toNode(operand, `the argument of ${name}Agg`)
    return typedAggregate(aggregate(name, [node], unsized(node.type)))
  }

/** The bits that are set in every row; null over no rows. @example bitAndAgg(users.c.age) // bit_and("users"."age") */
export const bitAndAgg = /* @__PURE__ */ ofBits('bitAnd')

/** The bits that are set in any row; null over no rows. @example bitOrAgg(users.c.age) // bit_or("users"."age") */
export const bitOrAgg = /* @__PURE__ */ ofBits('bitOr')

/** The bits that are set in an odd number of rows; null over no rows. @example bitXorAgg(users.c.age) // bit_xor("users"."age") */
export const bitXorAgg = /* @__PURE__ */ ofBits('bitXor')

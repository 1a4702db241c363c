/**
 * Arithmetic: over numbers, over days, times and intervals, and over addresses of networks.
 *
 * The result is of the type that PostgreSQL gives it: a whole number times an exact one is exact, with a floating-point
 * number it is a floating-point number, and the difference of two days is a number of days. A bare value takes the type
 * that the other operand asks for.
 */
import { invalidArgument } from '../ast/CompileError.js'
import {
  type AnyExpr,
  type absentOf,
  type Expr,
  invalid,
  isBranded,
  param,
  type readsOf,
  toNode,
  typed,
  type valueOf,
} from '../ast/Expr.js'
import type { Interval, Kind, TimestampText } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import type { StandardOp } from '../ast/Operator.js'
import { type Family, familyOf, promoted } from '../ast/promote.js'
import type { Refused } from '../ast/Scope.js'
import { bigintType, doubleType, numericType, plain, type SqlType, uncounted } from '../ast/SqlType.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What a bare value may be. */
type Bare = number | bigint | string | Date | Interval

type Operand = AnyExpr | Bare

type Reads<E> = E extends AnyExpr ? E[typeof readsOf] : never

type Absent<E> = E extends AnyExpr ? E[typeof absentOf] : never

/** null where one of the operands may be null. */
type NullIn<E> = E extends AnyExpr ? E[typeof valueOf] & null : never

/** The value of an operand without null. A bare value is of no kind of its own. */
type ValueOf<E> = E extends AnyExpr ? Exclude<E[typeof valueOf], null> : never

/** What the kinds of two numbers give: the left operand's type, or the right one's. */
interface Numbers {
  readonly integer: {
    readonly integer: 'left'
    readonly bigint: 'right'
    readonly numeric: 'right'
    readonly float: 'right'
  }
  readonly bigint: {
    readonly integer: 'left'
    readonly bigint: 'left'
    readonly numeric: 'right'
    readonly float: 'right'
  }
  readonly numeric: {
    readonly integer: 'left'
    readonly bigint: 'left'
    readonly numeric: 'left'
    readonly float: 'right'
  }
  readonly float: {
    readonly integer: 'left'
    readonly bigint: 'left'
    readonly numeric: 'left'
    readonly float: 'left'
  }
}

/** What a time of the day gives where it stands for an interval. */
interface Scaled {
  readonly interval: 'right'
  readonly time: Interval
}

interface Scaling<Of> {
  readonly integer: Of
  readonly bigint: Of
  readonly numeric: Of
  readonly float: Of
}

interface Sums extends Numbers {
  readonly integer: Numbers['integer'] & { readonly date: 'right'; readonly inet: 'right' }
  readonly bigint: Numbers['bigint'] & { readonly inet: 'right' }
  readonly inet: { readonly integer: 'left'; readonly bigint: 'left' }
  readonly date: {
    readonly integer: 'left'
    readonly interval: TimestampText
    readonly time: TimestampText
    readonly timetz: Date
  }
  readonly time: {
    readonly interval: 'left'
    readonly date: TimestampText
    readonly timetz: 'right'
    readonly timestamp: 'right'
    readonly instant: 'right'
  }
  readonly timetz: { readonly interval: 'left'; readonly date: Date; readonly time: 'left' }
  readonly timestamp: { readonly interval: 'left'; readonly time: 'left' }
  readonly instant: { readonly interval: 'left'; readonly time: 'left' }
  readonly interval: {
    readonly interval: 'left'
    readonly date: TimestampText
    readonly time: 'right'
    readonly timetz: 'right'
    readonly timestamp: 'right'
    readonly instant: 'right'
  }
}

interface Differences extends Numbers {
  readonly date: {
    readonly date: number
    readonly integer: 'left'
    readonly interval: TimestampText
    readonly time: TimestampText
    readonly timestamp: Interval
    readonly instant: Interval
  }
  readonly time: { readonly time: Interval; readonly interval: 'left' }
  readonly timetz: { readonly interval: 'left'; readonly time: 'left' }
  readonly timestamp: {
    readonly timestamp: Interval
    readonly instant: Interval
    readonly date: Interval
    readonly interval: 'left'
    readonly time: 'left'
  }
  readonly instant: {
    readonly instant: Interval
    readonly timestamp: Interval
    readonly date: Interval
    readonly interval: 'left'
    readonly time: 'left'
  }
  readonly interval: { readonly interval: 'left'; readonly time: 'left' }
  readonly inet: { readonly integer: 'left'; readonly bigint: 'left'; readonly inet: bigint }
}

interface Products extends Numbers {
  readonly integer: Numbers['integer'] & Scaled
  readonly bigint: Numbers['bigint'] & Scaled
  readonly numeric: Numbers['numeric'] & Scaled
  readonly float: Numbers['float'] & Scaled
  readonly interval: Scaling<'left'>
  readonly time: Scaling<Interval>
}

interface Quotients extends Numbers {
  readonly interval: Scaling<'left'>
  readonly time: Scaling<Interval>
}

/** A floating-point number has no remainder. */
interface Remainders {
  readonly integer: Omit<Numbers['integer'], 'float'>
  readonly bigint: Omit<Numbers['bigint'], 'float'>
  readonly numeric: Omit<Numbers['numeric'], 'float'>
}

type Cell<Table, A, B> = A extends keyof Table ? (B extends keyof Table[A] ? Table[A][B] : never) : never

type Pick<C, T, U> = C extends 'left' ? T : C extends 'right' ? U : C

/** The kind of a bare value beside one of kind `K`. */
type KindBeside<V, K> = V extends Date
  ? 'instant'
  : V extends Interval
    ? 'interval'
    : V extends string
      ? Extract<K, 'numeric' | 'date' | 'time' | 'timestamp'>
      : V extends bigint
        ? Extract<K, 'bigint' | 'numeric'> | ([K] extends ['inet'] ? 'bigint' : never)
        : K extends keyof Numbers
          ? K
          : 'integer'

/** The type of a bare value beside a `T`. */
type Beside<V, T> = V extends Date ? Date : V extends Interval ? Interval : T

type ResultOf<Table, L, D> = L extends AnyExpr
  ? D extends AnyExpr
    ? Pick<Cell<Table, Kind<ValueOf<L>>, Kind<ValueOf<D>>>, ValueOf<L>, ValueOf<D>>
    : Pick<Cell<Table, Kind<ValueOf<L>>, KindBeside<D, Kind<ValueOf<L>>>>, ValueOf<L>, Beside<D, ValueOf<L>>>
  : D extends AnyExpr
    ? Pick<Cell<Table, KindBeside<L, Kind<ValueOf<D>>>, Kind<ValueOf<D>>>, Beside<L, ValueOf<D>>, ValueOf<D>>
    : never

type KindName<E> = E extends AnyExpr
  ? Kind<ValueOf<E>> & string
  : E extends string
    ? 'a bare string'
    : E extends Date
      ? 'a bare Date'
      : E extends Interval
        ? 'a bare interval'
        : 'a bare number'

/** Satisfied by two operands that there is a result of. */
type Meeting<Table, L, D> = [ResultOf<Table, L, D>] extends [never]
  ? Refused<`there is no such operation of ${KindName<L>} and ${KindName<D>}: cast one of them`>
  : unknown

type Arithmetic<Table> = <L extends Operand, D extends Operand>(
  left: L,
  right: D & Meeting<Table, L, D>,
) => Expr<ResultOf<Table, L, D> | NullIn<L | D>, Reads<L | D>, Absent<L | D>>

// -------------------------------------------------------------------------------------
// operands
// -------------------------------------------------------------------------------------

const isInterval = (value: unknown): boolean => typeof value === 'object' && value !== null && !(value instanceof Date)

const numbers: ReadonlySet<Family> = new Set(['whole', 'bigint', 'numeric', 'float'])

/** The type of a bare value beside an operand, or null where it has none there. */
const typeBeside = (op: StandardOp, value: unknown, other: SqlType): SqlType | null => {
  const family = familyOf(other)
  // a numeric that is read as a number takes what a number cannot hold too
  if (uncounted(other)._tag === 'decimal' && typeof value !== 'number') return numericType
  if (numbers.has(family) || family === 'other') return other
  if (value instanceof Date) return family === 'instant' ? other : plain('timestamptz')
  if (isInterval(value)) return plain('interval')
  if (family === 'date' && typeof value === 'number') return plain('integer')
  if (family === 'inet') return bigintType
  if ((family === 'interval' || family === 'time') && (op === 'mul' || op === 'div')) return doubleType
  return other
}

/** A number beside exact ones is the decimal number that it was written as. */
const written = (value: unknown, type: SqlType): unknown =>
  familyOf(type) === 'numeric' &&
  (typeof value === 'number' || typeof value === 'bigint') &&
  !['mapped', 'decimal'].includes(uncounted(type)._tag)
    ? String(value)
    : value

const toBeside = (op: StandardOp, value: unknown, other: SqlType, argument: string): Node => {
  if (isBranded(value)) return toNode(value, argument)
  if (value === null || value === undefined) {
    return invalid(
      invalidArgument(argument, `is ${value}`, 'with NULL the result is NULL: give a value, or null_(type)'),
    )
  }
  const type = typeBeside(op, value, other)
  // where the types differ, the server could take the value for the other one's
  return type === null ? toNode(value, argument) : param(written(value, type), type, type !== other)
}

/* @__NO_SIDE_EFFECTS__ */
const arithmetic =
  <Table>(
    op: StandardOp,
    leftName = `the left operand of ${op}`,
    rightName = `the right operand of ${op}`,
  ): Arithmetic<Table> =>
  (left, right) => {
    // where neither is an expression, the left one should have been
    const isLeft = isBranded(left) || !isBranded(right)
    const known = toNode(isLeft ? left : right, isLeft ? leftName : rightName)
    const a = isLeft ? known : toBeside(op, left, known.type, leftName)
    const b = isLeft ? toBeside(op, right, known.type, rightName) : known
    return typed({ joinery: brand, _tag: 'Binary', op, left: a, right: b, type: promoted(op, a.type, b.type) })
  }

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * @example add(users.c.age, 1) // "users"."age" + $1
 * @example add(orders.c.day, { days: 90 }) // "orders"."day" + $1::interval
 * @example add(orders.c.day, 7) // "orders"."day" + $1::integer
 * @example add(hosts.c.address, 1) // "hosts"."address" + $1::bigint
 */
export const add = /* @__PURE__ */ arithmetic<Sums>('add')

/**
 * The difference of two days is a number of days, of two times an interval.
 *
 * @example sub(1, items.c.discount) // $1 - "items"."discount"
 * @example sub(orders.c.shipped, orders.c.day) // "orders"."shipped" - "orders"."day"
 */
export const sub = /* @__PURE__ */ arithmetic<Differences>('sub')

/** @example mul(items.c.quantity, items.c.price) // "items"."quantity" * "items"."price" */
export const mul = /* @__PURE__ */ arithmetic<Products>('mul')

/** Whole numbers divide to whole numbers, as in SQL. @example div(users.c.age, 2) // "users"."age" / $1 */
export const div = /* @__PURE__ */ arithmetic<Quotients>('div')

/** @example mod(users.c.age, 2) // "users"."age" % $1 */
export const mod = /* @__PURE__ */ arithmetic<Remainders>('mod')

/** @example negative(users.c.age) // -"users"."age" */
export const negative = <T extends Bare | null, R, N>(operand: Expr<T, R, N>): Expr<T, R, N> => {
  const node = toNode(operand, 'the argument of negative')
  return typed({ joinery: brand, _tag: 'Negative', operand: node, type: node.type })
}

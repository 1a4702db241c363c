/**
 * The typed view of a node: `Expr<T, R, N>` is an expression of type `T` that reads the sources named `R`.
 *
 * `N` is the part of `R` whose absence makes it NULL: where one of `N` is on the far side of an outer join, what is
 * selected is `T | null`. All three exist for the type checker only; at run time an expression is its node.
 */
import { type CompileError, invalidArgument } from './CompileError.js'
import { type Branded, brand, type Invalid, type Node, type Param } from './Node.js'
import { rowFields, rowNode } from './row.js'
import { booleanType, type SqlType, untyped } from './SqlType.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export declare const valueOf: unique symbol
export declare const readsOf: unique symbol
export declare const absentOf: unique symbol

export interface Expr<out T, out R = never, out N = R> extends Branded {
  readonly [valueOf]: T
  readonly [readsOf]: R
  readonly [absentOf]: N
  /** A table has columns, and is no expression. */
  readonly c?: never
}

export declare const overOf: unique symbol

/**
 * What has a value over a window: an aggregate, or a window function, which is no expression without one. Over a frame
 * with no rows in it, it may be a `Z`.
 */
export interface Windowable<out T, out R, out N, out Z = T> extends Branded {
  readonly [overOf]: { readonly value: T; readonly reads: R; readonly absent: N; readonly empty: Z }
}

/**
 * An aggregate: an expression that takes modifiers, and windows. Over a window, which has the row itself, it is a `W`,
 * null where one of `N` is absent.
 */
export interface Aggregate<out T, out R = never, out W = T, out N = never>
  extends Expr<T, R, never>,
    Windowable<W, R, N, T> {}

export declare const setOf: unique symbol

/** A function that yields many values: a row for each of them where it is selected, and a source by `tableOf`. */
export interface SetOf<out T, out R = never, out N = R> extends Expr<T, R, N> {
  readonly [setOf]: T
}

/** Any aggregate, for a constraint. */
export type AnyAggregate = Aggregate<any, any, any, any>

/** Any expression, for a constraint. */
export type AnyExpr = Expr<any, any, any>

/** A condition: true, false or unknown (null). */
export type Condition<R = any, N = any> = Expr<boolean | null, R, N>

// -------------------------------------------------------------------------------------
// conversions
// -------------------------------------------------------------------------------------

/** The brand alone decides: a value that merely looks like a node is a value. */
export const isBranded = (u: unknown): u is Branded =>
  typeof u === 'object' && u !== null && (u as { readonly joinery?: unknown }).joinery === brand

/** An object of keys and values; a Map, a Date or a Promise is none, though it has keys like an empty one. */
export const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> =>
  Object.prototype.toString.call(u) === '[object Object]'

/** Remembers the types: the one place where they are asserted rather than inferred. */
/* @__NO_SIDE_EFFECTS__ */
export const typed = <T, R, N>(node: Node): Expr<T, R, N> => node as unknown as Expr<T, R, N>

/** The same for an aggregate. */
/* @__NO_SIDE_EFFECTS__ */
export const typedAggregate = <T, R, W = T, N = never>(node: Node): Aggregate<T, R, W, N> =>
  node as unknown as Aggregate<T, R, W, N>

/** The same for what has a value over a window alone. */
/* @__NO_SIDE_EFFECTS__ */
export const typedWindowable = <T, R, N, Z = T>(node: Node): Windowable<T, R, N, Z> =>
  node as unknown as Windowable<T, R, N, Z>

/** The same for what yields a set of values. */
/* @__NO_SIDE_EFFECTS__ */
export const typedSet = <T, R, N>(node: Node): SetOf<T, R, N> => node as unknown as SetOf<T, R, N>

/** Forgets the types: at run time, an expression is its node. */
export const nodeOf = (expr: AnyExpr): Node => expr as unknown as Node

export const param = (value: unknown, type: SqlType, cast: boolean): Param => ({
  joinery: brand,
  _tag: 'Param',
  value,
  type,
  cast,
})

export const invalid = (error: CompileError): Invalid => ({ joinery: brand, _tag: 'Invalid', error, type: untyped })

const notAnExpression = (argument: string): Invalid =>
  invalid(invalidArgument(argument, 'is not an expression', 'give a column, or value(type, it) for a bound value'))

/** Whether it is an expression. Only those have a type: a table where a column belongs is a mistake to name. */
export const isNode = (u: unknown): u is Node => isBranded(u) && (u as Partial<Node>).type !== undefined

/** An operand that has to be an expression. */
export const toNode = (operand: unknown, argument: string): Node =>
  isNode(operand) ? operand : notAnExpression(argument)

/**
 * The operand opposite an expression of a known type: an expression, or a value that is bound with that type.
 * NULL is refused, for a comparison with NULL is never true.
 */
export const toOperand = (operand: unknown, type: SqlType, argument: string): Node =>
  isBranded(operand)
    ? toNode(operand, argument)
    : operand === null
      ? invalid(
          invalidArgument(
            argument,
            'is null',
            'with NULL the result is NULL: use isNull or isNotNull, or null_(type) if that is what is meant',
          ),
        )
      : Array.isArray(operand)
        ? toArrayOrRow(operand, type, argument, toOperand)
        : param(operand, type, false)

/** A list opposite a row is a row, whose values have the types of that one's. */
const toArrayOrRow = (
  values: ReadonlyArray<unknown>,
  type: SqlType,
  argument: string,
  toItem: (value: unknown, type: SqlType, argument: string) => Node,
): Node => {
  const fields = rowFields(type)
  if (fields === null) return param(values, type, false)
  return values.length === fields.length
    ? rowNode(values.map((value, i) => toItem(value, fields[i] as SqlType, `value ${i + 1} of ${argument}`)))
    : invalid(
        invalidArgument(
          argument,
          `is a list of ${values.length}`,
          `give ${fields.length} values, as the row on the left has`,
        ),
      )
}

/** Like `toOperand`, where null is a value like any other. */
export const toValue = (operand: unknown, type: SqlType, argument: string): Node =>
  isBranded(operand)
    ? toNode(operand, argument)
    : Array.isArray(operand)
      ? toArrayOrRow(operand, type, argument, toValue)
      : param(operand, type, false)

/** Like `toOperand`, where the server needs to be told the type. */
export const toTypedOperand = (operand: unknown, type: SqlType, argument: string): Node =>
  isBranded(operand) ? toNode(operand, argument) : param(operand, type, true)

/** Whether a condition has this value for every row, by its form alone. */
const isAlways = (node: Node, truth: boolean): boolean => {
  switch (node._tag) {
    case 'Constant':
      return node.value === truth
    case 'Skip':
      return truth
    case 'Not':
      return isAlways(node.condition, !truth)
    case 'Junction':
      return (node.op === 'and') === truth
        ? node.conditions.every((condition) => isAlways(condition, truth))
        : node.conditions.some((condition) => isAlways(condition, truth))
    default:
      return false
  }
}

/** Conditions that are always true, or were left out on purpose, guard nothing. */
export const guards = (condition: Node): boolean => !isAlways(condition, true)

export const constant = (value: boolean): Node => ({ joinery: brand, _tag: 'Constant', value, type: booleanType })

/**
 * Values that stand where nothing around them says their type: they are bound with a cast.
 *
 * A string is text and a `bigint` is bigint; a number may be an integer or not, so its type has to be said.
 */
import { invalidArgument } from '../ast/CompileError.js'
import {
  type AnyExpr,
  type absentOf,
  invalid,
  isBranded,
  param,
  type readsOf,
  toNode,
  type valueOf,
} from '../ast/Expr.js'
import type { Node } from '../ast/Node.js'
import { plain, type SqlType } from '../ast/SqlType.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A value whose type its JavaScript type says. */
export type Bare = string | bigint | boolean | Date | Uint8Array

/** An expression, or a value that is bound. */
export type Argument = AnyExpr | Bare

/** What expressions among `A` read. */
export type Reads<A> = A extends AnyExpr ? A[typeof readsOf] : never

/** The names whose absence makes expressions among `A` null. */
export type Absent<A> = A extends AnyExpr ? A[typeof absentOf] : never

/**
 * The values of expressions among `A`, and the values among `A`. Without `NoInfer`, the place that an expression stands
 * in would decide what its values are; objects are named, for `NoInfer` would stay around them.
 */
export type Values<A> = A extends AnyExpr
  ? A[typeof valueOf]
  : A extends Date
    ? Date
    : A extends Uint8Array
      ? Uint8Array
      : NoInfer<A>

/** null if one of `A` may be. */
export type NullIn<A> = Values<A> & null

// -------------------------------------------------------------------------------------
// conversions
// -------------------------------------------------------------------------------------

/** The type that a value's JavaScript type says, or null where it says none. */
export const typeOfBare = (value: unknown): SqlType | null => {
  switch (typeof value) {
    case 'string':
      return plain('text')
    case 'bigint':
      return plain('bigint')
    case 'boolean':
      return plain('boolean')
    default:
      if (value instanceof Date) return plain('timestamptz')
      return value instanceof Uint8Array ? plain('bytea') : null
  }
}

const nameOf = (value: unknown): string =>
  value === null
    ? 'null'
    : typeof value === 'object'
      ? 'an object'
      : value === undefined
        ? 'undefined'
        : `a ${typeof value}`

/** Where a value's type is not known, and cannot be guessed. */
export const untypable = (value: unknown, argument: string): Node =>
  invalid(
    invalidArgument(
      argument,
      `is ${nameOf(value)}, which is of no one type`,
      value === null ? 'say its type with null_(type)' : 'say its type with value(type, it)',
    ),
  )

/** An operand with nothing beside it that says its type. */
export const toArgument = (operand: unknown, argument: string): Node => {
  if (isBranded(operand)) return toNode(operand, argument)
  const type = typeOfBare(operand)
  return type === null ? untypable(operand, argument) : param(operand, type, true)
}

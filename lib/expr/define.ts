/**
 * How functions of SQL are declared: by their name, what they take and what they yield.
 *
 * A position takes an expression, or a value, which is bound with the type that the function takes there. A function is
 * strict unless it says otherwise: where an argument may be null, so may the result.
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
  type SetOf,
  toNode,
  toTypedOperand,
  typed,
  typedSet,
  type valueOf,
} from '../ast/Expr.js'
import type { AnyNumber, Decimal, Float, mark, Numeric } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { familyOf } from '../ast/promote.js'
import { doubleType, numericType, type SqlType, uncounted } from '../ast/SqlType.js'
import type { AnySpec, holds } from '../schema/Column.js'
import { toArgument } from './bare.js'
import type { Position } from './positions.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** An expression of a `T`, or a value. */
export type Operand<T> = Expr<T | null, any, any> | Exclude<T, null>

/** What the expressions among `A` read; values read nothing. */
export type ReadsOf<A> = A extends AnyExpr ? A[typeof readsOf] : never

/** The names whose absence makes expressions among `A` null. */
export type AbsentOf<A> = A extends AnyExpr ? A[typeof absentOf] : never

/** null if one of `A` may be. */
export type NullOf<A> = A extends AnyExpr ? A[typeof valueOf] & null : never

/** What a strict function of arguments `A` yields. */
export type Strict<T, A> = Expr<T | NullOf<A>, ReadsOf<A>, AbsentOf<A>>

/** What a function yields that takes null for a value. */
export type Lenient<T, A> = Expr<T, ReadsOf<A>, never>

/** The operands that specs ask for. */
type Operands<P extends ReadonlyArray<AnySpec>> = {
  readonly [K in keyof P]: P[K] extends Position<infer T, infer X>
    ? Expr<X | null, any, any> | T
    : Operand<P[K][typeof holds]>
}

export type Arguments<P extends ReadonlyArray<AnySpec>, O extends ReadonlyArray<AnySpec>> = readonly [
  ...Operands<P>,
  ...Partial<Operands<O>>,
]

// -------------------------------------------------------------------------------------
// nodes
// -------------------------------------------------------------------------------------

/** A call of a function of SQL, by its name in camel case. */
export const callNode = (name: string, args: ReadonlyArray<Node>, type: SqlType): Node => ({
  joinery: brand,
  _tag: 'Call',
  name,
  args,
  type,
})

const wrongCount = (name: string, given: number, limit: string): ReadonlyArray<Node> => [
  invalid(invalidArgument(`the arguments of ${name}`, given === 1 ? 'are one' : `are ${given}`, `give at ${limit}`)),
]

/**
 * The arguments of a call, each bound with its own type if it is a value. Those at the end may be left out. `before` are
 * the ones that stand before them.
 */
export const argumentsOf = (
  name: string,
  required: ReadonlyArray<AnySpec>,
  optional: ReadonlyArray<AnySpec>,
  args: ReadonlyArray<unknown>,
  before = 0,
): ReadonlyArray<Node> => {
  let length = args.length
  while (length > 0 && args[length - 1] === undefined) length -= 1
  const specs = [...required, ...optional]
  if (length > specs.length) return wrongCount(name, length + before, `most ${specs.length + before}`)
  if (length < required.length) return wrongCount(name, length + before, `least ${required.length + before}`)
  return args
    .slice(0, length)
    .map((arg, i) => toTypedOperand(arg, (specs[i] as AnySpec).type, `argument ${i + 1 + before} of ${name}`))
}

// -------------------------------------------------------------------------------------
// functions of a fixed type
// -------------------------------------------------------------------------------------

/**
 * A strict function: of these arguments, and these that may be left out, to this type.
 *
 * @example const lpad = strict('lpad', [text, integer], [text], text)
 */
/* @__NO_SIDE_EFFECTS__ */
export const strict =
  <const P extends ReadonlyArray<AnySpec>, const O extends ReadonlyArray<AnySpec>, S extends AnySpec>(
    name: string,
    required: P,
    optional: O,
    returns: S,
  ) =>
  <A extends Arguments<P, O>>(...args: A): Strict<S[typeof holds], A[number]> =>
    typed(callNode(name, argumentsOf(name, required, optional, args), returns.type))

/**
 * A function that takes null for a value: it yields this type, whatever its arguments are.
 *
 * @example const numNulls = lenient('numNulls', …)
 */
/* @__NO_SIDE_EFFECTS__ */
export const lenient =
  <const P extends ReadonlyArray<AnySpec>, const O extends ReadonlyArray<AnySpec>, S extends AnySpec>(
    name: string,
    required: P,
    optional: O,
    returns: S,
  ) =>
  <A extends Arguments<P, O>>(...args: A): Lenient<S[typeof holds], A[number]> =>
    typed(callNode(name, argumentsOf(name, required, optional, args), returns.type))

/**
 * A strict function that yields a set of values: one row for each of them.
 *
 * @example const generateSubscripts = setReturning('generateSubscripts', …)
 */
/* @__NO_SIDE_EFFECTS__ */
export const setReturning =
  <const P extends ReadonlyArray<AnySpec>, const O extends ReadonlyArray<AnySpec>, S extends AnySpec>(
    name: string,
    required: P,
    optional: O,
    returns: S,
  ) =>
  <A extends Arguments<P, O>>(...args: A): SetOf<S[typeof holds], ReadsOf<A[number]>, AbsentOf<A[number]>> =>
    typedSet(callNode(name, argumentsOf(name, required, optional, args), returns.type))

/** What stands for any type: an expression, or a value whose JavaScript type says its type. */
export type Anything = AnyExpr | string | bigint | boolean | Date | Uint8Array

/**
 * A function of any number of arguments of any type, which takes null for a value.
 *
 * @example const jsonBuildArray = variadic('jsonBuildArray', json())
 */
/* @__NO_SIDE_EFFECTS__ */
export const variadic =
  <S extends AnySpec>(name: string, returns: S) =>
  <A extends ReadonlyArray<Anything>>(...args: A): Lenient<S[typeof holds], A[number]> =>
    typed(
      callNode(
        name,
        args.map((arg, i) => toArgument(arg, `argument ${i + 1} of ${name}`)),
        returns.type,
      ),
    )

/**
 * A strict function of one value of any type.
 *
 * @example const pgColumnSize = ofAnything('pgColumnSize', integer)
 */
/* @__NO_SIDE_EFFECTS__ */
export const ofAnything =
  <S extends AnySpec>(name: string, returns: S) =>
  <E extends Anything>(operand: E): Strict<S[typeof holds], E> =>
    typed(callNode(name, [toArgument(operand, `the argument of ${name}`)], returns.type))

// -------------------------------------------------------------------------------------
// functions of their operand's type
// -------------------------------------------------------------------------------------

/** The value of an operand without null; a bare value's is its own. */
export type ValueIn<E> = E extends AnyExpr ? Exclude<E[typeof valueOf], null> : E

/**
 * A strict function that yields the type of its first argument, which is an expression of a `T`; of further arguments of
 * these types, and these that may be left out.
 *
 * @example const abs = kept<number | bigint | string>()('abs', [], [])
 */
/* @__NO_SIDE_EFFECTS__ */
export const kept =
  <T>() =>
  <const P extends ReadonlyArray<AnySpec>, const O extends ReadonlyArray<AnySpec>>(
    name: string,
    required: P,
    optional: O,
  ) =>
  <E extends Expr<T | null, any, any>, A extends Arguments<P, O>>(
    first: E,
    ...args: A
  ): Expr<
    E[typeof valueOf] | NullOf<A[number]>,
    E[typeof readsOf] | ReadsOf<A[number]>,
    E[typeof absentOf] | AbsentOf<A[number]>
  > => {
    const node = toNode(first, `argument 1 of ${name}`)
    const rest = argumentsOf(name, required, optional, args, 1)
    return typed(callNode(name, [node, ...rest], uncounted(node.type)))
  }

/** An expression of a number, or a floating-point number. */
export type NumberOperand = Expr<AnyNumber | null, any, any> | number

/** What a function of real numbers yields: an exact number of an exact one, a floating-point number of any other. */
export type Real<T> = T extends { readonly [mark]?: 'numeric' } ? (T extends number ? Decimal : Numeric) : Float

/** The type that a function of real numbers yields. */
export const realOf = (type: SqlType): SqlType => {
  const { _tag } = uncounted(type)
  return familyOf(type) !== 'numeric' ? doubleType : _tag === 'mapped' || _tag === 'decimal' ? type : numericType
}

export const toFloating = (operand: unknown, argument: string): Node =>
  typeof operand === 'number' ? param(operand, doubleType, true) : toNode(operand, argument)

/**
 * A strict function of a number: exact for an exact one, floating-point for any other.
 *
 * @example const sqrt = realFunction('sqrt')
 */
/* @__NO_SIDE_EFFECTS__ */
export const realFunction =
  (name: string) =>
  <E extends NumberOperand>(operand: E): Strict<Real<ValueIn<E>>, E> => {
    const node = toFloating(operand, `the argument of ${name}`)
    return typed(callNode(name, [node], realOf(node.type)))
  }

/** An operand beside another one, whose type a bare value takes. */
export const beside = (operand: unknown, other: unknown, argument: string): Node =>
  isBranded(operand)
    ? toNode(operand, argument)
    : isBranded(other)
      ? toTypedOperand(operand, uncounted(toNode(other, argument).type), argument)
      : toArgument(operand, argument)

/**
 * Shapes of functions that take a text, bytes or a string of bits, and may yield another one of the same.
 *
 * A bare string is a text, and a bare `Uint8Array` is bytes.
 */
import { type AnyExpr, type Expr, isBranded, toTypedOperand, typed } from '../ast/Expr.js'
import type { BitText, Kind, mark, Text } from '../ast/Kind.js'
import type { Node } from '../ast/Node.js'
import { plain, type SqlType, textType, uncounted } from '../ast/SqlType.js'
import type { AnySpec, holds } from '../schema/Column.js'
import { toArgument } from './bare.js'
import { type Arguments, argumentsOf, callNode, type Operand, type Strict, type ValueIn } from './define.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** An expression of an `X`, or a text, or bytes. */
export type StringOperand<X> = Expr<X | null, any, any> | string | Uint8Array

/** A text, or bytes. */
export type TextOrBytes = Text | Uint8Array

/** A text, bytes or a string of bits. */
export type AnyString = TextOrBytes | { readonly [mark]?: 'bits' }

/** Bytes of bytes, bits of bits, and text of any text. */
export type StringOf<A> = A extends AnyExpr | string | Uint8Array
  ? ValueIn<A> extends Uint8Array
    ? Uint8Array
    : Kind<ValueIn<A>> extends 'bits'
      ? BitText
      : string
  : never

/** What is of the same kind as `A`: an expression, or a value. */
export type StringBeside<A> =
  StringOf<A> extends Uint8Array
    ? Operand<Uint8Array>
    : Kind<StringOf<A>> extends 'bits'
      ? Expr<{ readonly [mark]?: 'bits' } | null, any, any> | string
      : Operand<Text>

const bytes = /* @__PURE__ */ plain('bytea')

const bits: SqlType = { _tag: 'bit', length: null }

/** The type of a part of it. */
export const stringType = (type: SqlType): SqlType => {
  const own = uncounted(type)
  switch (own._tag) {
    case 'bytea':
      return bytes
    case 'domain':
    case 'mapped':
      return stringType(own.base)
    case 'bit':
    case 'varbit':
      return bits
    default:
      return textType
  }
}

// -------------------------------------------------------------------------------------
// shapes
// -------------------------------------------------------------------------------------

/**
 * A strict function of a string and of these arguments, to this type.
 *
 * @example const bitLength = ofString<AnyString>()('bitLength', [], [], integer)
 */
/* @__NO_SIDE_EFFECTS__ */
export const ofString =
  <X>() =>
  <const P extends ReadonlyArray<AnySpec>, const O extends ReadonlyArray<AnySpec>, S extends AnySpec>(
    name: string,
    required: P,
    optional: O,
    returns: S,
  ) =>
  <E extends StringOperand<X>, A extends Arguments<P, O>>(
    operand: E,
    ...args: A
  ): Strict<S[typeof holds], E | A[number]> =>
    typed(
      callNode(
        name,
        [toArgument(operand, `argument 1 of ${name}`), ...argumentsOf(name, required, optional, args, 1)],
        returns.type,
      ),
    )

/**
 * The same, to a string of its kind.
 *
 * @example const substring = partOf<AnyString>()('substring', [whole], [whole])
 */
/* @__NO_SIDE_EFFECTS__ */
export const partOf =
  <X>() =>
  <const P extends ReadonlyArray<AnySpec>, const O extends ReadonlyArray<AnySpec>>(
    name: string,
    required: P,
    optional: O,
  ) =>
  <E extends StringOperand<X>, A extends Arguments<P, O>>(
    operand: E,
    ...args: A
  ): Strict<StringOf<E>, E | A[number]> => {
    const node = toArgument(operand, `argument 1 of ${name}`)
    const rest = argumentsOf(name, required, optional, args, 1)
    return typed(callNode(name, [node, ...rest], stringType(node.type)))
  }

/** A string beside another one, which it is of the same kind as. */
export const toStringBeside = (operand: unknown, other: Node, argument: string): Node =>
  isBranded(operand) ? toArgument(operand, argument) : toTypedOperand(operand, stringType(other.type), argument)

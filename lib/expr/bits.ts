/**
 * Operators on the bits of whole numbers, of strings of bits and of network addresses.
 *
 * `bitAnd(a, b)` is a value for each row; the aggregate over many of them is `bitAndAgg`.
 */
import { type AnyExpr, type Expr, param, toNode, toOperand, toTypedOperand, typed } from '../ast/Expr.js'
import type { mark, Whole } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import type { BinaryOp } from '../ast/Operator.js'
import { familyOf, promoted } from '../ast/promote.js'
import { plain, type SqlType, textType, uncounted } from '../ast/SqlType.js'
import { bigint, bytea } from '../schema/types.js'
import { toArgument } from './bare.js'
import { callNode, type Operand, type Strict, strict, type ValueIn } from './define.js'
import { taking } from './positions.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

type OfBits = Expr<BitsOf | null, any, any>

type BitsOf = Whole | bigint | { readonly [mark]?: 'bits' | 'inet' | 'macaddr' | 'macaddr8' }

/** Whole numbers of two widths go together. */
type Beside<T> = T extends number | bigint ? Whole | bigint : T

type Wider<T> = bigint extends T ? bigint : T extends number ? number : T

const isWhole = (type: SqlType): boolean => {
  const family = familyOf(type)
  return family === 'whole' || family === 'bigint'
}

/** Bits of a fixed number come of bits of any number, and any address of the address of a network. */
const bitsType = (type: SqlType): SqlType => {
  const own = uncounted(type)
  switch (own._tag) {
    case 'domain':
      return bitsType(own.base)
    case 'bit':
    case 'varbit':
      return { _tag: 'bit', length: null }
    case 'cidr':
      return plain('inet')
    default:
      return own
  }
}

// -------------------------------------------------------------------------------------
// operators
// -------------------------------------------------------------------------------------

type Bitwise = <E extends OfBits, D extends Expr<Beside<ValueIn<E>> | null, any, any> | ValueIn<E>>(
  left: E,
  right: D,
) => Strict<Wider<ValueIn<E | Extract<D, AnyExpr>>>, E | D>

/* @__NO_SIDE_EFFECTS__ */
const bitwise =
  (op: BinaryOp): Bitwise =>
  (left, right) => {
    const a = toNode(left, `the left operand of ${op}`)
    const b = toOperand(right, uncounted(a.type), `the right operand of ${op}`)
    const type = isWhole(a.type) ? promoted('add', a.type, b.type) : bitsType(a.type)
    return typed({ joinery: brand, _tag: 'Binary', op, left: a, right: b, type })
  }

/** @example bitAnd(users.c.age, 1) // "users"."age" & $1 */
export const bitAnd = /* @__PURE__ */ bitwise('bitAnd')

/** @example bitOr(users.c.age, 1) // "users"."age" | $1 */
export const bitOr = /* @__PURE__ */ bitwise('bitOr')

/** @example bitXor(users.c.age, 1) // "users"."age" # $1 */
export const bitXor = /* @__PURE__ */ bitwise('bitXor')

/** @example bitNot(users.c.age) // ~ "users"."age" */
export const bitNot = <T extends BitsOf | null, R, N>(operand: Expr<T, R, N>): Expr<T, R, N> => {
  const node = toNode(operand, 'the operand of bitNot')
  return typed({ joinery: brand, _tag: 'Prefix', op: 'bitNot', operand: node, type: bitsType(node.type) })
}

type Shift = <E extends Expr<Whole | bigint | { readonly [mark]?: 'bits' } | null, any, any>, D extends Operand<Whole>>(
  operand: E,
  by: D,
) => Strict<ValueIn<E>, E | D>

/* @__NO_SIDE_EFFECTS__ */
const shift =
  (op: BinaryOp): Shift =>
  (operand, by) => {
    const left = toNode(operand, `the left operand of ${op}`)
    const right = toTypedOperand(by, plain('integer'), `the right operand of ${op}`)
    return typed({ joinery: brand, _tag: 'Binary', op, left, right, type: bitsType(left.type) })
  }

/** @example shiftLeft(users.c.age, 2) // "users"."age" << $1::integer */
export const shiftLeft = /* @__PURE__ */ shift('shiftLeft')

/** @example shiftRight(users.c.age, 2) // "users"."age" >> $1::integer */
export const shiftRight = /* @__PURE__ */ shift('shiftRight')

// -------------------------------------------------------------------------------------
// functions
// -------------------------------------------------------------------------------------

/** How many bits are set. @example bitCount(files.c.content) // bit_count("files"."content") */
export const bitCount = /* @__PURE__ */ strict(
  'bitCount',
  [/* @__PURE__ */ taking<Uint8Array | { readonly [mark]?: 'bits' }, Uint8Array>(bytea)],
  [],
  bigint,
)

type WholeOperand = Expr<Whole | bigint | null, any, any> | number | bigint

/** A bare number is of 32 bits, a bare bigint of 64. */
const toWhole = (operand: unknown, argument: string): Node =>
  typeof operand === 'number' ? param(operand, plain('integer'), true) : toArgument(operand, argument)

type Digits = <E extends WholeOperand>(operand: E) => Strict<string, E>

/* @__NO_SIDE_EFFECTS__ */
const digits =
  (name: string): Digits =>
  (operand) =>
    typed(callNode(name, [toWhole(operand, `the argument of ${name}`)], textType))

/** The bits of a whole number, as hexadecimal digits. @example toHex(users.c.age) // to_hex("users"."age") */
export const toHex = /* @__PURE__ */ digits('toHex')

/** The same as octal digits, since PostgreSQL 17. @example toOct(users.c.age) // to_oct("users"."age") */
export const toOct = /* @__PURE__ */ digits('toOct')

/** The same as binary digits, since PostgreSQL 17. @example toBin(users.c.age) // to_bin("users"."age") */
export const toBin = /* @__PURE__ */ digits('toBin')

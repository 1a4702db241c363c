/** Texts that are put together of several, taken apart, and quoted for another statement. */
import { type Expr, type SetOf, typed, typedSet } from '../ast/Expr.js'
import type { Text } from '../ast/Kind.js'
import type { SqlType } from '../ast/SqlType.js'
import { nullable } from '../schema/Column.js'
import { array } from '../schema/compound.js'
import { boolean, text } from '../schema/types.js'
import { toArgument } from './bare.js'
import {
  type AbsentOf,
  type Anything,
  argumentsOf,
  callNode,
  type Lenient,
  type NullOf,
  type Operand,
  type ReadsOf,
  type Strict,
  strict,
  variadic,
} from './define.js'
import { textual } from './positions.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Null where its first argument is; the others may be. */
type WithFirst<T, F, A> = Expr<T | NullOf<F>, ReadsOf<F | A>, AbsentOf<F>>

const nodes = (name: string, args: ReadonlyArray<unknown>) =>
  args.map((arg, i) => toArgument(arg, `argument ${i + 1} of ${name}`))

// -------------------------------------------------------------------------------------
// several as one
// -------------------------------------------------------------------------------------

/**
 * SQL's function `concat`: the texts of any values, one after another, and nothing for null. `concat(a, b)` is `||`.
 *
 * @example concatText(users.c.name, ': ', users.c.age) // concat("users"."name", $1::text, "users"."age")
 */
export const concatText = /* @__PURE__ */ variadic('concatText', text)

/** Of a text and any values, to a text. */
type OfTextAndAny = <F extends Operand<Text>, A extends ReadonlyArray<Anything>>(
  first: F,
  ...args: A
) => WithFirst<string, F, A[number]>

/* @__NO_SIDE_EFFECTS__ */
const ofTextAndAny =
  (name: string): OfTextAndAny =>
  (first, ...rest) =>
    typed(callNode(name, nodes(name, [first, ...rest]), text.type))

/**
 * The texts of any values with a separator between them. What is null is left out, and its separator too.
 *
 * @example concatWs(', ', users.c.name, users.c.fullname) // concat_ws($1::text, "users"."name", "users"."fullname")
 */
export const concatWs = /* @__PURE__ */ ofTextAndAny('concatWs')

/**
 * A text with values in it: `%s` is one as text, `%I` as a name, `%L` as a literal.
 *
 * @example format('%s is %s', users.c.name, users.c.age) // format($1::text, "users"."name", "users"."age")
 */
export const format = /* @__PURE__ */ ofTextAndAny('format')

// -------------------------------------------------------------------------------------
// one as several
// -------------------------------------------------------------------------------------

/** Where there is a text that stands for null, an element may be null. */
type Part<Z> = [Z] extends [undefined] ? string : string | null

type Splitting = <E extends Operand<Text>, D extends Operand<Text>, Z extends Operand<Text> | undefined = undefined>(
  operand: E,
  delimiter: D,
  nullText?: Z,
) => WithFirst<ReadonlyArray<Part<Z>>, E, D | Z>

type SplittingToRows = <
  E extends Operand<Text>,
  D extends Operand<Text>,
  Z extends Operand<Text> | undefined = undefined,
>(
  operand: E,
  delimiter: D,
  nullText?: Z,
) => SetOf<Part<Z>, ReadsOf<E | D | Z>, AbsentOf<E>>

const splitNode = (name: string, args: ReadonlyArray<unknown>, type: SqlType) =>
  callNode(name, argumentsOf(name, [textual, textual], [textual], args), type)

const texts: SqlType = /* @__PURE__ */ (() => array(text).type)()

const textsOrNull: SqlType = /* @__PURE__ */ (() => array(nullable(text)).type)()

/**
 * The parts between a delimiter, as an array. A delimiter that is null is between all characters. A part that is the
 * third text is null.
 *
 * @example stringToArray(addresses.c.email, '@') // string_to_array("addresses"."email", $1::text)
 * @example stringToArray(posts.c.body, ',', '') // string_to_array("posts"."body", $1::text, $2::text)
 */
export const stringToArray: Splitting = (operand, delimiter, nullText) => {
  const type = nullText === undefined ? texts : textsOrNull
  return typed(splitNode('stringToArray', [operand, delimiter, nullText], type))
}

/** The same as rows. @example stringToTable(addresses.c.email, '@') // string_to_table("addresses"."email", $1::text) */
export const stringToTable: SplittingToRows = (...args) => typedSet(splitNode('stringToTable', args, text.type))

/**
 * The names of a qualified name, without their quotes. What follows it is an error, unless the second argument is false.
 *
 * @example parseIdent(users.c.name) // parse_ident("users"."name")
 */
export const parseIdent = /* @__PURE__ */ strict('parseIdent', [textual], [boolean], /* @__PURE__ */ array(text))

// -------------------------------------------------------------------------------------
// quotes
// -------------------------------------------------------------------------------------

/** A name with quotes around it where it needs them. @example quoteIdent(users.c.name) // quote_ident("users"."name") */
export const quoteIdent = /* @__PURE__ */ strict('quoteIdent', [textual], [], text)

/** A value as a literal. @example quoteLiteral(users.c.name) // quote_literal("users"."name") */
export const quoteLiteral = <E extends Anything>(operand: E): Strict<string, E> =>
  typed(callNode('quoteLiteral', nodes('quoteLiteral', [operand]), text.type))

/** A value as a literal, and null as the word NULL. @example quoteNullable(users.c.fullname) // quote_nullable("users"."fullname") */
export const quoteNullable = <E extends Anything>(operand: E): Lenient<string, E> =>
  typed(callNode('quoteNullable', nodes('quoteNullable', [operand]), text.type))

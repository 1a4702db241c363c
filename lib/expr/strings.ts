/**
 * Functions of texts; many of them are functions of bytes and of strings of bits too.
 *
 * Positions are counted from 1, in characters.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { invalid, param, typed } from '../ast/Expr.js'
import type { mark, Text, Whole } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { plain, textType } from '../ast/SqlType.js'
import { name } from '../schema/catalogTypes.js'
import { boolean, integer, text } from '../schema/types.js'
import { toArgument } from './bare.js'
import { argumentsOf, callNode, type Operand, type Strict, strict } from './define.js'
import { textual, whole } from './positions.js'
import {
  type AnyString,
  ofString,
  partOf,
  type StringBeside,
  type StringOf,
  type StringOperand,
  stringType,
  type TextOrBytes,
  toStringBeside,
} from './stringShapes.js'

// -------------------------------------------------------------------------------------
// lengths
// -------------------------------------------------------------------------------------

/**
 * The number of characters of a text, of bytes, of bits, or of the words of a document. Bytes that are text in an
 * encoding may be counted as characters.
 *
 * @example length(users.c.name) // length("users"."name")
 * @example length(files.c.content, 'UTF8') // length("files"."content", $1::name)
 */
export const length = /* @__PURE__ */ ofString<AnyString | { readonly [mark]?: 'tsvector' }>()(
  'length',
  [],
  [name],
  integer,
)

/** The number of characters. @example charLength(users.c.name) // char_length("users"."name") */
export const charLength = /* @__PURE__ */ strict('charLength', [textual], [], integer)

/** `charLength` by its longer name. @example characterLength(users.c.name) // character_length("users"."name") */
export const characterLength = /* @__PURE__ */ strict('characterLength', [textual], [], integer)

/** The number of bytes. @example octetLength(users.c.name) // octet_length("users"."name") */
export const octetLength = /* @__PURE__ */ ofString<AnyString>()('octetLength', [], [], integer)

/** The number of bits. @example bitLength(users.c.name) // bit_length("users"."name") */
export const bitLength = /* @__PURE__ */ ofString<AnyString>()('bitLength', [], [], integer)

// -------------------------------------------------------------------------------------
// letters
// -------------------------------------------------------------------------------------

/** A capital letter at the start of each word. @example initcap(users.c.name) // initcap("users"."name") */
export const initcap = /* @__PURE__ */ strict('initcap', [textual], [], text)

/** For comparisons that ignore case, since PostgreSQL 18. @example casefold(users.c.name) // casefold("users"."name") */
export const casefold = /* @__PURE__ */ strict('casefold', [textual], [], text)

/** The code of the first character. @example ascii(users.c.name) // ascii("users"."name") */
export const ascii = /* @__PURE__ */ strict('ascii', [textual], [], integer)

/** The character of a code. @example chr(65) // chr($1::integer) */
export const chr = /* @__PURE__ */ strict('chr', [whole], [], text)

export type NormalForm = 'NFC' | 'NFD' | 'NFKC' | 'NFKD'

const forms: ReadonlySet<unknown> = new Set(['NFC', 'NFD', 'NFKC', 'NFKD'])

/** The form is a word of SQL: what is none of the four is refused here. */
const toForm = (form: unknown): Node =>
  forms.has(form)
    ? { joinery: brand, _tag: 'Literal', value: form, type: textType, cast: true }
    : invalid(invalidArgument('the form of normalize', 'is none', 'give NFC, NFD, NFKC or NFKD'))

/**
 * The text in a normal form of Unicode: `NFC` unless another one is given.
 *
 * @example normalize(users.c.name) // normalize("users"."name")
 * @example normalize(users.c.name, 'NFKD') // normalize("users"."name", NFKD)
 */
export const normalize = <E extends Operand<Text>>(operand: E, form?: NormalForm): Strict<string, E> => {
  const node = toArgument(operand, 'argument 1 of normalize')
  return typed(callNode('normalize', form === undefined ? [node] : [node, toForm(form)], textType))
}

/** Whether the text is in a normal form of Unicode. @example isNormalized(users.c.name, 'NFD') // is_normalized("users"."name", $1::text) */
export const isNormalized = <E extends Operand<Text>>(operand: E, form?: NormalForm): Strict<boolean, E> => {
  const node = toArgument(operand, 'argument 1 of isNormalized')
  const args = form === undefined ? [node] : [node, param(form, textType, true)]
  return typed(callNode('isNormalized', args, plain('boolean')))
}

/** Whether Unicode knows all of its characters, since PostgreSQL 17. @example unicodeAssigned(users.c.name) // unicode_assigned("users"."name") */
export const unicodeAssigned = /* @__PURE__ */ strict('unicodeAssigned', [textual], [], boolean)

/** Reads `\XXXX` and `\+XXXXXX` as characters. @example unistr(users.c.name) // unistr("users"."name") */
export const unistr = /* @__PURE__ */ strict('unistr', [textual], [], text)

// -------------------------------------------------------------------------------------
// both ends
// -------------------------------------------------------------------------------------

type Trim = <E extends StringOperand<TextOrBytes>, C extends StringBeside<E> | undefined = undefined>(
  operand: E,
  characters?: C,
) => Strict<StringOf<E>, E | C>

/* @__NO_SIDE_EFFECTS__ */
const trimming =
  (name: string): Trim =>
  (operand, characters) => {
    const node = toArgument(operand, `argument 1 of ${name}`)
    const args = characters === undefined ? [node] : [node, toStringBeside(characters, node, `argument 2 of ${name}`)]
    return typed(callNode(name, args, stringType(node.type)))
  }

/**
 * Without blanks at both ends, or without any of the given characters there; of bytes, without any of the given bytes.
 *
 * @example trim(users.c.name) // trim("users"."name")
 * @example trim(users.c.name, '-_') // trim("users"."name", $1::text)
 */
export const trim = /* @__PURE__ */ trimming('trim')

/** `trim`, by PostgreSQL's name for it. @example btrim(users.c.name, '-') // btrim("users"."name", $1::text) */
export const btrim = /* @__PURE__ */ trimming('btrim')

/** `trim` at the start only. @example ltrim(users.c.name) // ltrim("users"."name") */
export const ltrim = /* @__PURE__ */ trimming('ltrim')

/** `trim` at the end only. @example rtrim(users.c.name) // rtrim("users"."name") */
export const rtrim = /* @__PURE__ */ trimming('rtrim')

/**
 * Filled up at the start to a number of characters, with blanks or with a text; what is longer is cut.
 *
 * @example lpad(users.c.name, 10, '.') // lpad("users"."name", $1::integer, $2::text)
 */
export const lpad = /* @__PURE__ */ strict('lpad', [textual, whole], [textual], text)

/** `lpad` at the end. @example rpad(users.c.name, 10) // rpad("users"."name", $1::integer) */
export const rpad = /* @__PURE__ */ strict('rpad', [textual, whole], [textual], text)

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

/** From a position on, so many characters or all. @example substring(users.c.name, 2, 3) // substring("users"."name", $1::integer, $2::integer) */
export const substring = /* @__PURE__ */ partOf<AnyString>()('substring', [whole], [whole])

/** `substring` of text and bytes, by its shorter name. @example substr(users.c.name, 2) // substr("users"."name", $1::integer) */
export const substr = /* @__PURE__ */ partOf<TextOrBytes>()('substr', [whole], [whole])

/** The first characters; all but the last ones for a negative number. @example left(users.c.name, 3) // left("users"."name", $1::integer) */
export const left = /* @__PURE__ */ strict('left', [textual, whole], [], text)

/** The last characters; all but the first ones for a negative number. @example right(users.c.name, 3) // right("users"."name", $1::integer) */
export const right = /* @__PURE__ */ strict('right', [textual, whole], [], text)

/** One of the parts between a separator, counted from 1, or from -1 at the end. @example splitPart(addresses.c.email, '@', 2) // split_part("addresses"."email", $1::text, $2::integer) */
export const splitPart = /* @__PURE__ */ strict('splitPart', [textual, textual, whole], [], text)

/**
 * With another text in place of the characters from a position on: as many as it has itself, or as are given.
 *
 * @example overlay(users.c.name, 'xx', 2) // overlay("users"."name", $1::text, $2::integer)
 * @example overlay(users.c.name, 'xx', 2, 4) // overlay("users"."name", $1::text, $2::integer, $3::integer)
 */
export const overlay = <
  E extends StringOperand<AnyString>,
  P extends StringBeside<E>,
  F extends Operand<Whole>,
  C extends Operand<Whole> | undefined = undefined,
>(
  operand: E,
  placing: P,
  start: F,
  count?: C,
): Strict<StringOf<E>, E | P | F | C> => {
  const node = toArgument(operand, 'argument 1 of overlay')
  const numbers = argumentsOf('overlay', [whole], [whole], [start, count], 2)
  const args = [node, toStringBeside(placing, node, 'argument 2 of overlay'), ...numbers]
  return typed(callNode('overlay', args, stringType(node.type)))
}

// -------------------------------------------------------------------------------------
// search
// -------------------------------------------------------------------------------------

/** Where the second text starts in the first one, from 1; 0 where it is not there. @example strpos(addresses.c.email, '@') // strpos("addresses"."email", $1::text) */
export const strpos = /* @__PURE__ */ strict('strpos', [textual, textual], [], integer)

/**
 * Where a text, bytes or bits start in others, which come second, from 1; 0 where they are not there.
 *
 * @example position('@', addresses.c.email) // position($1::text in "addresses"."email")
 */
export const position = <P extends StringBeside<E>, E extends StringOperand<AnyString>>(
  part: P,
  operand: E,
): Strict<number, P | E> => {
  const node = toArgument(operand, 'argument 2 of position')
  return typed(callNode('position', [toStringBeside(part, node, 'argument 1 of position'), node], plain('integer')))
}

// -------------------------------------------------------------------------------------
// other texts
// -------------------------------------------------------------------------------------

/** Every place where a text is, with another in place of it. @example replace(users.c.name, 'a', 'o') // replace("users"."name", $1::text, $2::text) */
export const replace = /* @__PURE__ */ strict('replace', [textual, textual, textual], [], text)

/** Each character of one text with the one at its place in the other, or without it. @example translate(users.c.name, 'abc', 'xy') // translate("users"."name", $1::text, $2::text) */
export const translate = /* @__PURE__ */ strict('translate', [textual, textual, textual], [], text)

/** From the end to the start; of bytes since PostgreSQL 18. @example reverse(users.c.name) // reverse("users"."name") */
export const reverse = /* @__PURE__ */ partOf<TextOrBytes>()('reverse', [], [])

/** So many times. @example repeat(users.c.name, 2) // repeat("users"."name", $1::integer) */
export const repeat = /* @__PURE__ */ strict('repeat', [textual, whole], [], text)

/** Bytes and bits: their parts, as text, and their hashes. Their places are counted from 0. */
import type { mark, Whole } from '../ast/Kind.js'
import { name } from '../schema/catalogTypes.js'
import { bigint, bytea, integer, text } from '../schema/types.js'
import { strict } from './define.js'
import { long, taking, textual, whole } from './positions.js'
import { ofString, partOf, type TextOrBytes } from './stringShapes.js'

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

/** @example getByte(files.c.content, 0) // get_byte("files"."content", $1::integer) */
export const getByte = /* @__PURE__ */ strict('getByte', [bytea, whole], [], integer)

/** The bytes with another one in one place. @example setByte(files.c.content, 0, 255) // set_byte("files"."content", $1::integer, $2::integer) */
export const setByte = /* @__PURE__ */ strict('setByte', [bytea, whole, whole], [], bytea)

type BytesOrBits = Uint8Array | { readonly [mark]?: 'bits' }

/** More bytes than a number of 32 bits counts have places too. */
const place = /* @__PURE__ */ taking<Whole | bigint, number>(integer)

/**
 * One bit of bytes, from the right of each byte, or of a string of bits, from its left.
 *
 * @example getBit(files.c.content, 0) // get_bit("files"."content", $1::integer)
 */
export const getBit = /* @__PURE__ */ ofString<BytesOrBits>()('getBit', [place], [], integer)

/** Bytes or bits with another bit in one place. @example setBit(files.c.content, 0, 1) // set_bit("files"."content", $1::integer, $2::integer) */
export const setBit = /* @__PURE__ */ partOf<BytesOrBits>()('setBit', [place, whole], [])

// -------------------------------------------------------------------------------------
// bytes and text
// -------------------------------------------------------------------------------------

/** Bytes as a text in `base64`, `escape` or `hex`. @example encode(files.c.content, 'base64') // encode("files"."content", $1::text) */
export const encode = /* @__PURE__ */ strict('encode', [bytea, textual], [], text)

/** The bytes that a text in `base64`, `escape` or `hex` stands for. @example decode(users.c.name, 'hex') // decode("users"."name", $1::text) */
export const decode = /* @__PURE__ */ strict('decode', [textual, textual], [], bytea)

/** Text in one encoding as text in another one, as bytes. @example convert(files.c.content, 'LATIN1', 'UTF8') // convert("files"."content", $1::name, $2::name) */
export const convert = /* @__PURE__ */ strict('convert', [bytea, name, name], [], bytea)

/** The text that bytes of an encoding stand for. @example convertFrom(files.c.content, 'UTF8') // convert_from("files"."content", $1::name) */
export const convertFrom = /* @__PURE__ */ strict('convertFrom', [bytea, name], [], text)

/** A text as bytes of an encoding. @example convertTo(users.c.name, 'UTF8') // convert_to("users"."name", $1::name) */
export const convertTo = /* @__PURE__ */ strict('convertTo', [textual, name], [], bytea)

// -------------------------------------------------------------------------------------
// hashes
// -------------------------------------------------------------------------------------

/** @example sha224(files.c.content) // sha224("files"."content") */
export const sha224 = /* @__PURE__ */ strict('sha224', [bytea], [], bytea)

/** @example sha256(convertTo(users.c.name, 'UTF8')) // sha256(convert_to("users"."name", $1::name)) */
export const sha256 = /* @__PURE__ */ strict('sha256', [bytea], [], bytea)

/** @example sha384(files.c.content) // sha384("files"."content") */
export const sha384 = /* @__PURE__ */ strict('sha384', [bytea], [], bytea)

/** @example sha512(files.c.content) // sha512("files"."content") */
export const sha512 = /* @__PURE__ */ strict('sha512', [bytea], [], bytea)

/** In hexadecimal. It protects nothing. @example md5(users.c.name) // md5("users"."name") */
export const md5 = /* @__PURE__ */ ofString<TextOrBytes>()('md5', [], [], text)

/** Since PostgreSQL 18. @example crc32(files.c.content) // crc32("files"."content") */
export const crc32 = /* @__PURE__ */ strict('crc32', [bytea], [], bigint)

/** Since PostgreSQL 18. @example crc32c(files.c.content) // crc32c("files"."content") */
export const crc32c = /* @__PURE__ */ strict('crc32c', [bytea], [], bigint)

/** The number that PostgreSQL has a text under in a hash table: a key for an advisory lock. @example hashtext(users.c.name) // hashtext("users"."name") */
export const hashtext = /* @__PURE__ */ strict('hashtext', [textual], [], integer)

/** The same with 64 bits, from a seed. @example hashtextextended(users.c.name, 0) // hashtextextended("users"."name", $1::bigint) */
export const hashtextextended = /* @__PURE__ */ strict('hashtextextended', [textual, long], [], bigint)

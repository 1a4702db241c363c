/**
 * The types of columns that need no other type: numbers, texts, times, bytes.
 *
 * What JavaScript would round is a string or a `bigint`, and what is no instant is no `Date`.
 */
import type {
  BitText,
  DateText,
  Float,
  Inet,
  Interval,
  Macaddr,
  Macaddr8,
  Numeric,
  Pairs,
  TimestampText,
  TimeText,
  TimetzText,
  TsQuery,
  TsVector,
} from '../ast/Kind.js'
import { column, plainColumn, type Spec } from './Column.js'

// -------------------------------------------------------------------------------------
// numbers
// -------------------------------------------------------------------------------------

/** `smallint`: a number from -32,768 to 32,767. */
export const smallint = /* @__PURE__ */ plainColumn<number>('smallint')

/** `integer`: a whole number of 32 bits. */
export const integer = /* @__PURE__ */ plainColumn<number>('integer')

/** `bigint`: a whole number of 64 bits, as a JavaScript `bigint`. */
export const bigint = /* @__PURE__ */ plainColumn<bigint>('bigint')

/** `serial`: an `integer` that the database counts up. */
export const serial = /* @__PURE__ */ plainColumn<number, 'optional'>('serial')

/** `bigserial`: a `bigint` that the database counts up. */
export const bigserial = /* @__PURE__ */ plainColumn<bigint, 'optional'>('bigserial')

/** `real`: a floating-point number of 32 bits. */
export const real = /* @__PURE__ */ plainColumn<Float>('real')

/** `double precision`: a JavaScript number as it is. */
export const doublePrecision = /* @__PURE__ */ plainColumn<Float>('doublePrecision')

/**
 * `numeric`: an exact decimal number, as a string, for a JavaScript number would round it: `12.50`.
 *
 * @example numeric(10, 2) // numeric(10, 2)
 */
export const numeric = (precision?: number, scale?: number): Spec<Numeric> =>
  column({ _tag: 'numeric', precision: precision ?? null, scale: scale ?? null })

/** `money`, as the text that the database's language has for it: `$12.50`. */
export const money = /* @__PURE__ */ plainColumn<string>('money')

export const boolean = /* @__PURE__ */ plainColumn<boolean>('boolean')

// -------------------------------------------------------------------------------------
// texts and bytes
// -------------------------------------------------------------------------------------

/** `text`: a string of any length. PostgreSQL refuses the NUL character in it. */
export const text = /* @__PURE__ */ plainColumn<string>('text')

/** `varchar(length)`, or `varchar` without a limit. @example varchar(30) // varchar(30) */
export const varchar = (length?: number): Spec<string> => column({ _tag: 'varchar', length: length ?? null })

/** `char(length)`: read with the blanks that fill it up. Without a length it is one character, as SQL has it. @example char(2) // char(2) */
export const char = (length = 1): Spec<string> => column({ _tag: 'char', length })

/** `citext`: text whose comparisons ignore case. The extension of that name has to be there. */
export const citext = /* @__PURE__ */ plainColumn<string>('citext')

export const uuid = /* @__PURE__ */ plainColumn<string>('uuid')

/** `bytea`, as a `Uint8Array`. */
export const bytea = /* @__PURE__ */ plainColumn<Uint8Array>('bytea')

/** `bit(length)`, as a string of 0 and 1. @example bit(3) // bit(3) */
export const bit = (length = 1): Spec<BitText> => column({ _tag: 'bit', length })

/** `varbit(length)`, or `varbit` without a limit, as a string of 0 and 1. @example varbit(8) // varbit(8) */
export const varbit = (length?: number): Spec<BitText> => column({ _tag: 'varbit', length: length ?? null })

/** `xml`, as its text. */
export const xml = /* @__PURE__ */ plainColumn<string>('xml')

/** `hstore`: names and their values, each a text or null. The extension of that name has to be there. */
export const hstore = /* @__PURE__ */ plainColumn<Pairs>('hstore')

// -------------------------------------------------------------------------------------
// times
// -------------------------------------------------------------------------------------

/** `date`, as the string `2026-11-22`: a day is not an instant, so it is no `Date`. */
export const date = /* @__PURE__ */ plainColumn<DateText>('date')

/** `time`, as the string `13:30:00`. */
export const time = /* @__PURE__ */ plainColumn<TimeText>('time')

/** `time with time zone`, as the string `13:30:00+02`. */
export const timetz = /* @__PURE__ */ plainColumn<TimetzText>('timetz')

/** `timestamp` without time zone, as the string `2026-11-22 13:30:00`: it is not an instant, so it is no `Date`. */
export const timestamp = /* @__PURE__ */ plainColumn<TimestampText>('timestamp')

/** `timestamptz`, as a `Date`, which keeps milliseconds; `asText(timestamptz)` keeps microseconds and infinity. */
export const timestamptz = /* @__PURE__ */ plainColumn<Date>('timestamptz')

/**
 * `interval`, as its parts, to the microsecond: `{ days: 3, hours: 2 }`. A part that is 0 is left out.
 *
 * As PostgreSQL keeps them, months, days and seconds are not converted to each other, and 14 months are a year and 2.
 */
export const interval = /* @__PURE__ */ plainColumn<Interval>('interval')

// -------------------------------------------------------------------------------------
// networks
// -------------------------------------------------------------------------------------

/** `inet`: the address of a host, perhaps with its network: `192.168.0.1/24`. */
export const inet = /* @__PURE__ */ plainColumn<Inet>('inet')

/** `cidr`: the address of a network: `192.168.0.0/24`. */
export const cidr = /* @__PURE__ */ plainColumn<Inet>('cidr')

/** `macaddr`: `08:00:2b:01:02:03`. */
export const macaddr = /* @__PURE__ */ plainColumn<Macaddr>('macaddr')

/** `macaddr8`: `08:00:2b:01:02:03:04:05`. */
export const macaddr8 = /* @__PURE__ */ plainColumn<Macaddr8>('macaddr8')

// -------------------------------------------------------------------------------------
// search
// -------------------------------------------------------------------------------------

/** `tsvector`: the words of a document and where they stand, as its text: `'fat':2 'rat':3`. */
export const tsvector = /* @__PURE__ */ plainColumn<TsVector>('tsvector')

/** `tsquery`: what to look for in a `tsvector`, as its text: `'fat' & 'rat'`. */
export const tsquery = /* @__PURE__ */ plainColumn<TsQuery>('tsquery')

/** `jsonpath`: a path into a JSON document, as its text: `$."tags"[0]`. */
export const jsonpath = /* @__PURE__ */ plainColumn<string>('jsonpath')

/**
 * Codecs that carry every value as text, as PostgreSQL and the standard print them.
 *
 * An encoder checks its value and throws where the type cannot carry it: nothing is rounded, cut or coerced on the way
 * out. What text cannot say (NUL, half of a surrogate pair) is refused here, before anything is sent.
 */
import type { PostgresTag } from '../../lib/ast/SqlType.js'
import type { Codec, Codecs } from '../../lib/compile/Codec.js'
import { dateText, timestampText, timeText, timetzText } from './calendar.js'
import { parseInstant, printInstant } from './instant.js'
import { intervalText, parseInterval } from './interval.js'
import { postgresNames } from './typeName.js'

// -------------------------------------------------------------------------------------
// checks
// -------------------------------------------------------------------------------------

const expected = (what: string): never => {
  throw new TypeError(`it takes ${what}`)
}

/** A string that UTF-8 can carry, and PostgreSQL can keep. */
export const wellFormed = (value: unknown): string => {
  if (typeof value !== 'string') return expected('a string')
  if (value.includes('\0')) return expected('a string without the NUL character')
  // half of a surrogate pair has no UTF-8: a driver would send something else
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value)
    ? expected('a string without halves of surrogate pairs')
    : value
}

/** A whole number from -`limit` - 1 to `limit`. */
export const whole =
  (limit: number) =>
  (value: unknown): number =>
    typeof value === 'number' && Number.isInteger(value) && value <= limit && value >= -limit - 1
      ? value
      : expected(`a whole number from ${-limit - 1} to ${limit}`)

export const int2 = whole(32767)
export const int4 = whole(2147483647)

const int8Limit = 2n ** 63n - 1n

export const int8 = (value: unknown): bigint => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  return typeof value === 'bigint' && value <= int8Limit && value >= -int8Limit - 1n
    ? value
    : expected('a bigint of 64 bits')
}

export const float = (value: unknown): number => (typeof value === 'number' ? value : expected('a number'))

/** A number that 32 bits round, and do not lose. */
export const single = (value: unknown): number => {
  const n = float(value)
  const rounded = Math.fround(n)
  return Number.isFinite(n) && (!Number.isFinite(rounded) || (rounded === 0 && n !== 0))
    ? expected('a number that 32 bits can hold')
    : n
}

export const truth = (value: unknown): boolean => (typeof value === 'boolean' ? value : expected('true or false'))

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$|^NaN$|^[+-]?Infinity$/

export const exact = (value: unknown): string =>
  typeof value === 'string' && decimal.test(value) ? value : expected('a decimal number as a string')

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const uuidText = (value: unknown): string =>
  typeof value === 'string' && uuidForm.test(value) ? value.toLowerCase() : expected('a uuid as a string')

export const bitText = (value: unknown): string =>
  typeof value === 'string' && /^[01]*$/.test(value) ? value : expected('a string of 0 and 1')

export const bytes = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : expected('a Uint8Array'))

const isInvalidDate = (value: object): boolean => value instanceof Date && Number.isNaN(value.getTime())

/** What JSON cannot say (a function, `undefined`, NaN) is refused, at any depth, rather than left out or made null. */
const checkJson = (value: unknown): void => {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return
    case 'number':
      return Number.isFinite(value) ? undefined : expected('JSON, which has no NaN and no infinity')
    case 'object': {
      if (value === null) return
      const { toJSON } = value as { readonly toJSON?: unknown }
      if (typeof toJSON === 'function' && !isInvalidDate(value)) return checkJson(toJSON.call(value))
      if (value instanceof Date) return expected('JSON, which has no invalid Date')
      if (value instanceof Map || value instanceof Set || value instanceof Promise)
        return expected('JSON, which has no Map, Set or Promise')
      for (const child of Object.values(value)) checkJson(child)
      return
    }
    default:
      return expected(`JSON, which has no ${typeof value}`)
  }
}

export const jsonText = (value: unknown): string => {
  // first, for it finds what contains itself
  const text = JSON.stringify(value)
  checkJson(value)
  return text
}

/** PostgreSQL keeps the strings of `jsonb` as text, which has neither NUL nor halves of surrogate pairs. */
export const jsonbText = (value: unknown): string => {
  const text = jsonText(value)
  return text.includes('\\u') && /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(text)
    ? expected('JSON without the NUL character and halves of surrogate pairs')
    : text
}

/** A value whose type only the database knows, by its JavaScript type. */
export const untypedText = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return wellFormed(value)
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value)
    default:
      if (value instanceof Date) return printInstant(value)
      if (value instanceof Uint8Array) return hex(value)
      return expected('a string, number, bigint, boolean, Date or Uint8Array; say the type with value(type, it)')
  }
}

export const hex = (value: Uint8Array): string =>
  `\\x${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}`

export const fromHex = (text: string): Uint8Array => {
  if (!text.startsWith('\\x')) throw new RangeError('bytes are expected in hexadecimal: set bytea_output to hex')
  const out = new Uint8Array((text.length - 2) / 2)
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text.slice(2 + 2 * i, 4 + 2 * i), 16)
  return out
}

// -------------------------------------------------------------------------------------
// codecs
// -------------------------------------------------------------------------------------

const identity = (value: never): never => value

/** A number that a JavaScript number holds, wherever it comes from. */
const numeral = (name: string, check: (value: unknown) => number): Codec => ({
  name,
  encode: (value: unknown) => {
    const n = check(value)
    return Object.is(n, -0) ? '-0' : String(n)
  },
  decode: Number,
  // NaN and the infinities are strings in JSON
  decodeJson: Number,
  textInJson: false,
})

/** Text that is kept as text: what JSON has is what a column has. */
export const textual = (name: string, check: (value: unknown) => string): Codec => ({
  name,
  encode: check,
  decode: identity,
  decodeJson: identity,
  textInJson: false,
  textOfJson: identity,
})

/** Text that the database would print in another way inside JSON. */
export const printed = (name: string, check: (value: unknown) => string): Codec => ({
  name,
  encode: check,
  decode: identity,
  decodeJson: identity,
  textInJson: true,
})

/** A record of the same keys. */
export const mapRecord = <K extends string, A, B>(
  record: Readonly<Record<K, A>>,
  f: (a: A) => B,
): Readonly<Record<K, B>> =>
  Object.fromEntries(Object.entries<A>(record).map(([key, a]) => [key, f(a)])) as Readonly<Record<K, B>>

const long: Codec = {
  name: 'bigint',
  encode: (value: unknown) => String(int8(value)),
  decode: (wire: string) => BigInt(wire),
  decodeJson: (text: string) => BigInt(text),
  textInJson: true,
}

const structured = (name: string, encode: (value: unknown) => string): Codec => ({
  name,
  encode,
  decode: (wire: string) => JSON.parse(wire),
  decodeJson: identity,
  textInJson: false,
})

const integer = numeral('integer', int4)

const text = textual('text', wellFormed)

/** Types of PostgreSQL, as their text. */
const words: Readonly<Record<PostgresTag, Codec>> = mapRecord(postgresNames, (name) => textual(name, wellFormed))

export const codecs: Codecs = {
  ...words,
  smallint: numeral('smallint', int2),
  integer,
  bigint: long,
  serial: integer,
  bigserial: long,
  decimal: numeral('numeric', float),
  real: numeral('real', single),
  doublePrecision: numeral('double precision', float),
  numeric: printed('numeric', exact),
  boolean: {
    name: 'boolean',
    encode: (value: unknown) => String(truth(value)),
    decode: (wire: string) => wire === 't' || wire === 'true',
    decodeJson: identity,
    textInJson: false,
    // a cast to text would say the whole word
    textOfJson: (json: boolean) => (json ? 't' : 'f'),
  },
  text,
  // a cast to a varchar of some length would cut the value silently; an array of varchar is none of text
  varchar: { ...text, elementName: 'varchar' },
  // and so would one to char; one to text would take the blanks away
  char: textual('bpchar', wellFormed),
  // between quotes, for without them it is bit(1)
  bit: textual('"bit"', bitText),
  varbit: textual('varbit', bitText),
  date: printed('date', dateText),
  time: printed('time', timeText),
  timetz: printed('timetz', timetzText),
  timestamp: printed('timestamp', timestampText),
  timestamptz: {
    name: 'timestamptz',
    encode: printInstant,
    decode: parseInstant,
    decodeJson: parseInstant,
    textInJson: true,
  },
  uuid: textual('uuid', uuidText),
  json: structured('json', jsonText),
  jsonb: structured('jsonb', jsonbText),
  interval: {
    name: 'interval',
    encode: intervalText,
    decode: parseInterval,
    decodeJson: parseInterval,
    textInJson: true,
  },
  bytea: {
    name: 'bytea',
    encode: (value: unknown) => hex(bytes(value)),
    decode: fromHex,
    decodeJson: fromHex,
    textInJson: true,
  },
  untyped: { name: 'text', encode: untypedText, decode: identity, decodeJson: identity, textInJson: false },
}

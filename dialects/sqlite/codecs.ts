/**
 * Codecs for SQLite, which has five storage classes and gives a column whatever was put into it.
 *
 * Numbers go out as what they are; what SQLite has no class for (exact decimals, dates, JSON) is text.
 */
import type { Codec, Codecs } from '../../lib/compile/Codec.js'
import { codecs as ansi, bytes, float, fromHex, int2, int4, int8, truth, untypedText } from '../ansi/codecs.js'

/** Whole numbers go out as bigint: a JavaScript number would be stored as a floating-point one. */
const whole = (name: string, check: (value: unknown) => number): Codec => ({
  name,
  encode: (value: unknown) => BigInt(check(value)),
  decode: Number,
  decodeJson: Number,
  textInJson: false,
})

const long: Codec = {
  name: 'integer',
  encode: int8,
  decode: BigInt,
  decodeJson: BigInt,
  textInJson: true,
}

/** SQLite stores NaN as NULL. */
const finite = (value: unknown): number => {
  const n = float(value)
  if (Number.isNaN(n)) throw new RangeError('SQLite would store NaN as NULL')
  return n
}

const floating: Codec = { name: 'real', encode: finite, decode: Number, decodeJson: Number, textInJson: false }

/** Kept as text, and read as text wherever it was stored as something else. */
const asText = (codec: Codec): Codec => ({
  ...codec,
  name: 'text',
  decode: (wire) => codec.decode(String(wire) as never),
})

const integer = whole('integer', int4)

const isTrue = (value: unknown): boolean => value === 1n || value === 1 || value === true

export const codecs: Codecs = {
  smallint: whole('integer', int2),
  integer,
  bigint: long,
  serial: integer,
  bigserial: long,
  real: floating,
  doublePrecision: floating,
  numeric: asText(ansi.numeric),
  boolean: {
    name: 'integer',
    encode: (value: unknown) => (truth(value) ? 1n : 0n),
    decode: isTrue,
    decodeJson: isTrue,
    textInJson: false,
  },
  text: asText(ansi.text),
  varchar: asText(ansi.text),
  date: asText(ansi.date),
  time: asText(ansi.time),
  timestamp: asText(ansi.timestamp),
  timestamptz: asText(ansi.timestamptz),
  uuid: asText(ansi.uuid),
  json: asText(ansi.json),
  jsonb: asText(ansi.jsonb),
  bytea: {
    name: 'blob',
    encode: bytes,
    // a copy: the driver's own is a Buffer
    decode: (wire: Uint8Array) => new Uint8Array(wire),
    decodeJson: (text: string) => fromHex(`\\x${text}`),
    textInJson: true,
  },
  untyped: {
    ...ansi.untyped,
    encode: (value: unknown) => {
      if (typeof value === 'bigint') return int8(value)
      if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : finite(value)
      if (typeof value === 'boolean') return value ? 1n : 0n
      return value instanceof Uint8Array ? value : untypedText(value)
    },
  },
}

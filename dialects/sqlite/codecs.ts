/**
 * Codecs for SQLite, which has five storage classes and gives a column whatever was put into it.
 *
 * Numbers go out as what they are; what SQLite has no class for (exact decimals, dates, JSON) is text.
 */
import type { PostgresTag, SqlType } from '../../lib/ast/SqlType.js'
import type { Codec, Codecs, Makers, Wire } from '../../lib/compile/Codec.js'
import {
  codecs as ansi,
  bytes,
  float,
  fromHex,
  int2,
  int4,
  int8,
  mapRecord,
  single,
  truth,
  untypedText,
} from '../ansi/codecs.js'
import { postgresNames, typeName } from '../ansi/typeName.js'

/** Another program may have stored an integer of 64 bits. */
const readWhole = (wire: Wire): number => {
  const n = Number(wire)
  if (Number.isInteger(n) && !Number.isSafeInteger(n))
    throw new RangeError('it holds more than 2^53: declare it as bigint')
  return n
}

/** Whole numbers go out as bigint: a JavaScript number would be stored as a floating-point one. */
const whole = (name: string, check: (value: unknown) => number): Codec => ({
  name,
  encode: (value: unknown) => BigInt(check(value)),
  decode: readWhole,
  decodeJson: readWhole,
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
const notNaN = (n: number): number => {
  if (Number.isNaN(n)) throw new RangeError('SQLite would store NaN as NULL')
  return n
}

const floating = (check: (value: unknown) => number): Codec => ({
  name: 'real',
  encode: (value: unknown) => notNaN(check(value)),
  decode: Number,
  decodeJson: Number,
  textInJson: false,
})

/** Kept as text, and read as text wherever it was stored as something else. */
const asText = (codec: Codec): Codec => ({
  ...codec,
  name: 'text',
  decode: (wire) => codec.decode(String(wire) as never),
})

/** JSON inside JSON is text there, whether or not SQLite knows it to be JSON. */
const structured = (codec: Codec): Codec => ({
  ...asText(codec),
  decodeJson: (json: string) => codec.decode(json as never),
  textInJson: true,
})

const blob = (wire: Wire): Uint8Array => {
  if (!(wire instanceof Uint8Array)) throw new RangeError('it holds no bytes')
  // a copy: the driver's own is a Buffer
  return new Uint8Array(wire)
}

/** As `quote` prints it. @example quotedBlob("X'00FF'") */
const quotedBlob = (text: string): Uint8Array => {
  if (!text.startsWith("X'")) throw new RangeError('it holds no bytes')
  return fromHex(`\\x${text.slice(2, -1)}`)
}

/** Of a type that SQLite has no place for: its values would be kept as text that nothing there understands. */
const absent = (name: string): Codec => {
  const refuse = (): never => {
    throw new TypeError(`SQLite has no ${name}: keep it as text or json`)
  }
  return { name, encode: refuse, decode: refuse, decodeJson: refuse, textInJson: true }
}

export const absentCodec = (type: SqlType): Codec => absent(typeName(type))

const postgresOnly: Readonly<Record<PostgresTag, Codec>> = mapRecord(postgresNames, absent)

const integer = whole('integer', int4)

const isTrue = (value: unknown): boolean => value === 1n || value === 1 || value === true

export const codecs: Codecs = {
  ...postgresOnly,
  bit: absent('bit'),
  varbit: absent('varbit'),
  smallint: whole('integer', int2),
  integer,
  bigint: long,
  serial: integer,
  bigserial: long,
  // what is read as a number is one here
  decimal: floating(float),
  real: floating(single),
  doublePrecision: floating(float),
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
  char: asText(ansi.char),
  date: asText(ansi.date),
  time: asText(ansi.time),
  timestamp: asText(ansi.timestamp),
  timestamptz: asText(ansi.timestamptz),
  uuid: asText(ansi.uuid),
  json: structured(ansi.json),
  jsonb: structured(ansi.jsonb),
  interval: asText(ansi.interval),
  bytea: {
    name: 'blob',
    encode: bytes,
    decode: blob,
    decodeJson: quotedBlob,
    textInJson: true,
  },
  untyped: {
    ...ansi.untyped,
    encode: (value: unknown) => {
      if (typeof value === 'bigint') return int8(value)
      if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : notNaN(value)
      if (typeof value === 'boolean') return value ? 1n : 0n
      return value instanceof Uint8Array ? value : untypedText(value)
    },
  },
}

/** Text, as far as there is one: bytes are no text. */
const readText = (wire: Wire): string => {
  if (wire instanceof Uint8Array) throw new RangeError('it holds bytes: declare the column as bytea')
  return String(wire)
}

/** The declared name says what the value is converted to when it is stored; it is sent as text, and read as text. */
export const otherCodec: Makers['other'] = () => ({ ...asText(ansi.text), decode: readText, textInJson: true })

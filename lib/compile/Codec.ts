/**
 * Codecs: how a dialect carries a type's values over the wire and back.
 *
 * A codec may throw; whoever calls it turns that into a `Left` with the position and the type in it. A user's own
 * `mapped` functions run here too.
 */
import { describeCompileError } from '../ast/CompileError.js'
import {
  type ArrayOf,
  type Composite,
  type Enum,
  type MultirangeOf,
  type NoType,
  type Other,
  type RangeOf,
  type Rows,
  resolved,
  type SqlType,
} from '../ast/SqlType.js'
import { jsonReader } from './rowReader.js'

/** What drivers take and give. PostgreSQL: text. SQLite: its storage classes. NULL never reaches a codec. */
export type Wire = string | number | bigint | Uint8Array | null

export interface Codec {
  /** The type's name, for casts and for messages. */
  readonly name: string
  readonly encode: (value: never) => Wire
  readonly decode: (wire: never) => unknown
  /** Reads the value where it came back inside JSON. */
  readonly decodeJson: (json: never) => unknown
  /** Inside JSON, whether it must be cast to text so that nothing is lost. */
  readonly textInJson: boolean
  /** The text that a column has, from what JSON has without a cast; left out where that is another one. */
  readonly textOfJson?: (json: never) => string
  /** What NULL is read as, where it is not null. */
  readonly whenNull?: unknown
  /** The type's name in that of an array of it, where a cast to it has another one. */
  readonly elementName?: string
  /** Whether an array of it is one of more dimensions. */
  readonly isArray?: boolean
  /** What stands between the elements of an array of it, where that is no comma. */
  readonly delimiter?: ';'
  /** Whether a placeholder needs its type even beside an operand that has one. */
  readonly needsCast?: boolean
}

export type Codecs = { readonly [T in Exclude<SqlType['_tag'], Derived>]: Codec }

/** Types whose codec is made from another's. */
type Derived =
  | 'array'
  | 'composite'
  | 'domain'
  | 'enum'
  | 'multirange'
  | 'other'
  | 'range'
  | 'mapped'
  | 'asText'
  | 'inherited'
  | 'noType'
  | 'rows'

/** How a dialect makes the codecs of types that are made of others, from the codecs of those. */
export interface Makers {
  readonly array: (type: ArrayOf, element: Codec) => Codec
  readonly composite: (type: Composite, fields: ReadonlyArray<Codec>) => Codec
  readonly domain: (name: Pick<Other, 'schema' | 'name'>, base: Codec) => Codec
  readonly enum: (type: Enum) => Codec
  readonly range: (type: RangeOf, element: Codec) => Codec
  readonly multirange: (type: MultirangeOf, range: Codec) => Codec
  /** Of a type that is known by its name only. */
  readonly other: (type: Other) => Codec
}

const mappedCodec = (base: Codec, encode: (value: never) => unknown, decode: (value: never) => unknown): Codec => ({
  ...base,
  encode: (value) => base.encode(encode(value) as never),
  decode: (wire) => decode(base.decode(wire) as never),
  decodeJson: (json) => decode(base.decodeJson(json) as never),
})

/** The database's own text: what is sent is checked as text is, what comes back is not read. */
const textCodec = ({ whenNull, textOfJson, ...base }: Codec, text: Codec): Codec => ({
  ...base,
  encode: text.encode,
  decode: (wire: Wire) => String(wire),
  // a cast to text says some types in another way than a column does
  decodeJson: textOfJson ?? String,
  textInJson: textOfJson === undefined,
})

/** Of what is no type: nothing goes out as it, and nothing comes back. */
const noCodec = ({ error }: NoType): Codec => {
  const refuse = (): never => {
    throw new TypeError(describeCompileError(error))
  }
  return { name: '', encode: refuse, decode: refuse, decodeJson: refuse, textInJson: false }
}

const tooMany = (label: string, count: number): never => {
  throw new TypeError(`${label} found ${count} rows, and there is one at most`)
}

/** Nothing is sent as rows; they come as an array for each, and where there are none as NULL or an empty one. */
const rowsCodec = (codec: (type: SqlType) => Codec, { projection, shape, label }: Rows): Codec => {
  const read = jsonReader(codec, projection)
  const readAll = (rows: ReadonlyArray<ReadonlyArray<unknown>>) => rows.map(read)
  const readOnly = (rows: ReadonlyArray<ReadonlyArray<unknown>>) => {
    const [row] = rows
    return rows.length > 1 ? tooMany(label, rows.length) : row === undefined ? null : read(row)
  }
  const decodeJson = { many: readAll, one: read, only: readOnly }[shape] as (rows: ReadonlyArray<any>) => unknown
  return {
    name: 'json',
    encode: () => {
      throw new TypeError('nested rows cannot be sent')
    },
    decode: (json: string) => decodeJson(JSON.parse(json)),
    decodeJson,
    textInJson: false,
    whenNull: shape === 'many' ? [] : null,
  }
}

/** Finds the codec of a type, and remembers those that had to be made. */
export const codecOf = (codecs: Codecs, by: Makers): ((type: SqlType) => Codec) => {
  const made = new WeakMap<SqlType, Codec>()
  const make = (type: SqlType): Codec => {
    switch (type._tag) {
      case 'array':
        return by.array(type, find(type.element))
      case 'composite':
        return by.composite(
          type,
          type.fields.map(([, field]) => find(field)),
        )
      case 'domain':
        return by.domain(type, find(type.base))
      case 'enum':
        return by.enum(type)
      case 'range':
        return by.range(type, find(type.element))
      case 'multirange':
        return by.multirange(type, find(type.range))
      case 'other':
        return by.other(type)
      case 'mapped':
        return mappedCodec(find(type.base), type.encode, type.decode)
      case 'asText':
        return textCodec(find(type.base), codecs.text)
      case 'inherited':
        return find(resolved(type))
      case 'noType':
        return noCodec(type)
      case 'rows':
        return rowsCodec(find, type)
      default:
        return codecs[type._tag]
    }
  }
  const find = (type: SqlType): Codec => {
    const plain = (codecs as { readonly [tag: string]: Codec | undefined })[type._tag]
    const known = plain ?? made.get(type)
    if (known !== undefined) return known
    const codec = make(type)
    made.set(type, codec)
    return codec
  }
  return find
}

/**
 * Types, read from the text in which a database declares them: `character varying(10)`, `timestamp with time zone`.
 *
 * A name that is not known is kept, so that a column of any type can be read as text and declared again.
 */
import { type IntervalFields, type Plain, plain, type SqlType } from '../../lib/ast/SqlType.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A type from the numbers between its parentheses. */
export type TypeReader = (parameters: ReadonlyArray<number>) => SqlType

/** By name, in lower case: `timestamp with time zone` is one, wherever its parentheses stood. */
export type TypeReaders = Readonly<Record<string, TypeReader>>

interface Declared {
  /** As it was written, perhaps quoted and with a schema. */
  readonly name: string
  readonly parameters: ReadonlyArray<number | string>
  readonly array: boolean
}

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

const part = '(?:"(?:[^"]|"")+"|[^\\s".()[\\]]+)'

/** A name of one word with its schema, or of several words, with the parentheses after the first or the last. */
const form = new RegExp(`^((?:${part}\\.)?${part}(?: [a-z]+)*)(?: ?\\(([^()]*)\\))?((?: [a-z]+)*)(\\[\\])?$`, 'i')

const parameterOf = (text: string): number | string => (/^-?\d+$/.test(text.trim()) ? Number(text) : text.trim())

const declaredType = (text: string): Declared | null => {
  const match = form.exec(text.trim())
  if (match === null) return null
  const [, head = '', parameters, tail = '', brackets] = match
  return {
    name: head + tail,
    parameters: parameters === undefined ? [] : parameters.split(',').map(parameterOf),
    array: brackets !== undefined,
  }
}

const unquoted = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name)

// -------------------------------------------------------------------------------------
// readers
// -------------------------------------------------------------------------------------

export const always =
  (tag: Plain['_tag']): TypeReader =>
  () =>
    plain(tag)

/** A time, or an interval of these parts, of so many digits of the seconds. */
export const timed =
  (tag: Plain['_tag'], fields?: IntervalFields): TypeReader =>
  ([precision]) => ({
    ...plain(tag),
    ...(fields === undefined ? {} : { fields }),
    ...(precision === undefined ? {} : { precision }),
  })

export const readVarchar: TypeReader = ([length = null]) => ({ _tag: 'varchar', length })

// `numeric(5)` and `numeric(5, 0)` are the same type
const readNumeric: TypeReader = ([precision = null, scale = null]) => ({
  _tag: 'numeric',
  precision,
  scale: scale === 0 ? null : scale,
})

/** The types that joinery knows, by the names that the standard and PostgreSQL have for them. */
export const readers: TypeReaders = {
  smallint: always('smallint'),
  int2: always('smallint'),
  integer: always('integer'),
  int: always('integer'),
  int4: always('integer'),
  bigint: always('bigint'),
  int8: always('bigint'),
  real: always('real'),
  float4: always('real'),
  'double precision': always('doublePrecision'),
  float8: always('doublePrecision'),
  numeric: readNumeric,
  decimal: readNumeric,
  boolean: always('boolean'),
  bool: always('boolean'),
  text: always('text'),
  varchar: readVarchar,
  'character varying': readVarchar,
  date: always('date'),
  time: timed('time'),
  'time without time zone': timed('time'),
  timestamp: timed('timestamp'),
  'timestamp without time zone': timed('timestamp'),
  timestamptz: timed('timestamptz'),
  'timestamp with time zone': timed('timestamptz'),
  uuid: always('uuid'),
  json: always('json'),
  jsonb: always('jsonb'),
  bytea: always('bytea'),
}

const isNumber = (u: unknown): u is number => typeof u === 'number'

const knownType = (by: TypeReaders, { name, parameters }: Declared): SqlType | null => {
  const key = name.toLowerCase()
  return Object.hasOwn(by, key) && parameters.every(isNumber) ? (by[key] as TypeReader)(parameters) : null
}

/** `schema.name`, either of them perhaps quoted. */
const qualified = new RegExp(`^(?:(${part})\\.)?(${part})$`)

const namedType = ({ name, parameters }: Declared): SqlType => {
  const [, schema, own = name] = qualified.exec(name) ?? []
  return {
    _tag: 'other',
    schema: schema === undefined ? null : unquoted(schema),
    name: unquoted(own),
    parameters: parameters.map((parameter) => (isNumber(parameter) ? parameter : unquoted(parameter))),
  }
}

/** Reads a type that is one of these, or null. */
export const readKnownType =
  (by: TypeReaders) =>
  (text: string): SqlType | null => {
    const declared = declaredType(text)
    return declared === null || declared.array ? null : knownType(by, declared)
  }

/** Reads a type by these names, and keeps the name of any other. How deep an array is, its type does not say. */
export const readTypeBy =
  (by: TypeReaders) =>
  (text: string): SqlType => {
    const declared = declaredType(text)
    if (declared === null) return { _tag: 'other', schema: null, name: text, parameters: [] }
    const type = knownType(by, declared) ?? namedType(declared)
    return declared.array ? { _tag: 'array', element: type, anyDepth: true } : type
  }

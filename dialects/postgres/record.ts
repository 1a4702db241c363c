/**
 * Composites as text: `(a,"b c",)`. A field of nothing is null, and an empty text is `""`.
 *
 * A composite whose fields are all null is not null.
 */
import { isRecord } from '../../lib/ast/Expr.js'
import { located, step } from '../../lib/ast/located.js'
import type { Composite } from '../../lib/ast/SqlType.js'
import type { Codec, Wire } from '../../lib/compile/Codec.js'
import { typeName } from '../ansi/typeName.js'

const field = /("(?:[^"\\]|\\[\s\S]|"")*"|[^",()\\]*)([,)])/y

const malformed = (): never => {
  throw new RangeError('it holds no composite')
}

const unescaped = (text: string): string =>
  text.slice(1, -1).replace(/\\([\s\S])|""/g, (_, c: string | undefined) => c ?? '"')

/** The texts of a record's fields. */
export const fieldsOf = (text: string): ReadonlyArray<string | null> => {
  if (text[0] !== '(') return malformed()
  const out: Array<string | null> = []
  field.lastIndex = 1
  for (;;) {
    const match = field.exec(text)
    if (match === null) return malformed()
    const [, own = '', after] = match
    out.push(own === '' ? null : own[0] === '"' ? unescaped(own) : own)
    if (after === ')') return field.lastIndex === text.length ? out : malformed()
  }
}

const quoted = (wire: Wire): string => `"${String(wire).replaceAll('\\', '\\\\').replaceAll('"', '""')}"`

const isNull = (): never => {
  throw new TypeError('it is null, and its field was not declared to be: use nullable(…)')
}

export const recordCodec = (type: Composite, codecs: ReadonlyArray<Codec>): Codec => {
  const { fields } = type
  const known = new Set(fields.map(([key]) => key))

  const encoded = (value: Readonly<Record<string, unknown>>, i: number): string => {
    const [key, , notNull = false] = fields[i] as Composite['fields'][number]
    try {
      const own = Object.hasOwn(value, key) ? value[key] : undefined
      if (own === null) return notNull ? isNull() : ''
      if (own === undefined) throw new TypeError('it is left out: give each field a value')
      return quoted((codecs[i] as Codec).encode(own as never))
    } catch (cause) {
      throw located(step(key), cause)
    }
  }

  const decoded = (text: string | null, i: number): readonly [string, unknown] => {
    const [key, , notNull = false] = fields[i] as Composite['fields'][number]
    try {
      if (text === null) return [key, notNull ? isNull() : null]
      return [key, (codecs[i] as Codec).decode(text as never)]
    } catch (cause) {
      throw located(step(key), cause)
    }
  }

  const decode = (text: string): unknown => {
    const texts = fieldsOf(text)
    // a row of no field is written like one of a field that is null
    const own = fields.length === 0 && texts.length === 1 && texts[0] === null ? [] : texts
    if (own.length !== fields.length)
      throw new RangeError(`it has ${own.length} fields, and ${fields.length} were declared`)
    return Object.fromEntries(own.map(decoded))
  }

  return {
    name: typeName(type),
    encode: (value: unknown) => {
      if (!isRecord(value)) throw new TypeError('it takes an object of its fields')
      const unknown = Object.keys(value).find((key) => !known.has(key))
      if (unknown !== undefined) throw new TypeError(`it has no field ${JSON.stringify(unknown)}`)
      return `(${fields.map((_, i) => encoded(value, i)).join(',')})`
    },
    decode,
    decodeJson: decode,
    textInJson: true,
    // beside a composite, a placeholder is any record, and those have no text
    needsCast: type.name !== null,
  }
}

/** Ranges as text: `[1,10)`, `(,"a,b"]`, `empty`; and multiranges, which are ranges between braces. */
import { isRecord } from '../../lib/ast/Expr.js'
import type { Range } from '../../lib/ast/Kind.js'
import { located, step } from '../../lib/ast/located.js'
import type { MultirangeOf, RangeOf } from '../../lib/ast/SqlType.js'
import type { Codec, Wire } from '../../lib/compile/Codec.js'
import { typeName } from '../ansi/typeName.js'

const bound = '("(?:[^"\\\\]|\\\\[\\s\\S]|"")*"|[^",()\\[\\]\\\\]*)'

const form = new RegExp(`^([[(])${bound},${bound}([\\])])$`)

/** One range of several; the comma after it is a part of what is read. */
const each = new RegExp(`([[(]${bound},${bound}[\\])])(,|$)`, 'y')

const unescaped = (text: string): string =>
  text[0] === '"' ? text.slice(1, -1).replace(/\\([\s\S])|""/g, (_, c: string | undefined) => c ?? '"') : text

const quoted = (wire: Wire): string => `"${String(wire).replaceAll('\\', '\\\\').replaceAll('"', '""')}"`

const malformed = (what: string): never => {
  throw new RangeError(`it holds no ${what}`)
}

const kinds: ReadonlyArray<unknown> = ['[)', '[]', '(]', '()']

// -------------------------------------------------------------------------------------
// codecs
// -------------------------------------------------------------------------------------

export const rangeCodec = (type: RangeOf, element: Codec): Codec => {
  const limit = (value: unknown, name: 'lower' | 'upper'): string => {
    try {
      return value === null ? '' : quoted(element.encode(value as never))
    } catch (cause) {
      throw located(step(name), cause)
    }
  }

  const read = (text: string, name: 'lower' | 'upper'): unknown => {
    try {
      return text === '' ? null : element.decode(unescaped(text) as never)
    } catch (cause) {
      throw located(step(name), cause)
    }
  }

  const decode = (text: string): Range<unknown> => {
    if (text === 'empty') return { empty: true }
    const [, open, lower, upper, close] = form.exec(text) ?? malformed('range')
    const bounds = `${open}${close}` as '[)'
    return { lower: read(lower as string, 'lower'), upper: read(upper as string, 'upper'), bounds }
  }

  return {
    name: typeName(type),
    encode: (value: unknown) => {
      if (!isRecord(value)) throw new TypeError("it takes a range: { lower: 1, upper: 10, bounds: '[)' }")
      if (value.empty === true) return 'empty'
      const { lower, upper, bounds } = value
      if (!kinds.includes(bounds)) throw new TypeError(`it takes bounds that are one of ${kinds.join(' ')}`)
      return `${String(bounds)[0]}${limit(lower, 'lower')},${limit(upper, 'upper')}${String(bounds)[1]}`
    },
    decode,
    decodeJson: decode,
    textInJson: true,
  }
}

export const multirangeCodec = (type: MultirangeOf, range: Codec): Codec => {
  const decode = (text: string): ReadonlyArray<unknown> => {
    if (text[0] !== '{' || !text.endsWith('}')) return malformed('multirange')
    const all = text.slice(1, -1)
    const out: Array<unknown> = []
    each.lastIndex = 0
    while (each.lastIndex < all.length) {
      const [, own] = each.exec(all) ?? malformed('multirange')
      try {
        out.push(range.decode(own as never))
      } catch (cause) {
        throw located(step(out.length), cause)
      }
    }
    return out
  }

  return {
    name: typeName(type),
    encode: (value: unknown) => {
      if (!Array.isArray(value)) throw new TypeError('it takes an array of ranges')
      const texts = Array.from<unknown, string>(value, (it, i) => {
        try {
          return String(range.encode(it as never))
        } catch (cause) {
          throw located(step(i), cause)
        }
      })
      return `{${texts.join(',')}}`
    },
    decode,
    decodeJson: decode,
    textInJson: true,
  }
}

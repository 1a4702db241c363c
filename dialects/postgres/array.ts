/**
 * Arrays as text: `{1,NULL,"a b"}`, `{{1,2},{3,4}}`, `[2:4]={1,2,3}`.
 *
 * The array of a domain over an array holds quoted texts; only what is itself an array nests.
 */
import { located, step } from '../../lib/ast/located.js'
import type { ArrayOf } from '../../lib/ast/SqlType.js'
import type { Codec, Wire } from '../../lib/compile/Codec.js'

// -------------------------------------------------------------------------------------
// from text
// -------------------------------------------------------------------------------------

/** An item of an array's text, between its separators: its own text, whether it is an array, or null. */
type Item = { readonly text: string; readonly nested: boolean } | null

const malformed = (): never => {
  throw new RangeError('it holds no array')
}

/** The place after a quoted text, from the place of its first quote. */
const afterQuoted = (text: string, from: number): number => {
  let at = from + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at < text.length ? at + 1 : malformed()
}

/** The place after an array, from the place of its first brace. */
const afterNested = (text: string, from: number): number => {
  let depth = 0
  let at = from
  while (at < text.length) {
    const c = text[at]
    if (c === '"') {
      at = afterQuoted(text, at)
      continue
    }
    if (c === '{') depth += 1
    if (c === '}') depth -= 1
    at += 1
    if (depth === 0) return at
  }
  return malformed()
}

const unescaped = (text: string): string => text.replace(/\\([\s\S])/g, '$1')

/** PostgreSQL says where an array begins, if not at 1. */
const bounds = /^(?:\[[-+]?\d+:[-+]?\d+\])+=/

/** The items of an array, one level deep. */
const itemsOf = (array: string, delimiter: string): ReadonlyArray<Item> => {
  const text = array.startsWith('[') ? array.replace(bounds, '') : array
  const end = text.length - 1
  if (text[0] !== '{' || text[end] !== '}') return malformed()
  if (end === 1) return []
  const items: Array<Item> = []
  let at = 1
  for (;;) {
    const from = at
    if (text[at] === '"') {
      at = afterQuoted(text, at)
      items.push({ text: unescaped(text.slice(from + 1, at - 1)), nested: false })
    } else if (text[at] === '{') {
      at = afterNested(text, at)
      items.push({ text: text.slice(from, at), nested: true })
    } else {
      const next = text.indexOf(delimiter, at)
      at = next < 0 ? end : next
      const bare = text.slice(from, at)
      // one in quotes is a text
      items.push(bare === 'NULL' ? null : { text: bare, nested: false })
    }
    if (at === end) return items
    if (text[at] !== delimiter) return malformed()
    at += 1
  }
}

const wrongDepth = (nested: boolean): never => {
  throw new RangeError(
    nested
      ? 'it is an array, and a single value was declared: declare an array of arrays'
      : 'it is a single value, and an array was declared',
  )
}

// -------------------------------------------------------------------------------------
// to text
// -------------------------------------------------------------------------------------

/** An element: always between quotes, for a bare NULL would be null. */
const quoted = (wire: Wire): string => `"${String(wire).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const isNull = (): never => {
  throw new TypeError('it is null, and its array was not declared to hold null: use array(nullable(…))')
}

/** How long an array is, and those inside of it, which are all of one length. */
const lengthsOf = (text: string, delimiter: string): string => {
  const items = itemsOf(text, delimiter)
  const [first] = items
  return first?.nested ? `${items.length} ${lengthsOf(first.text, delimiter)}` : String(items.length)
}

/** PostgreSQL has arrays inside of an array all of one length, and none of no length. */
const checkLengths = (texts: ReadonlyArray<string>, delimiter: string): void => {
  const [first, ...others] = texts.map((text) => lengthsOf(text, delimiter))
  if (first === undefined) return
  if (first.startsWith('0') || others.some((lengths) => lengths !== first))
    throw new TypeError('it takes arrays of one length, which is not 0: PostgreSQL has no others inside of an array')
}

// -------------------------------------------------------------------------------------
// codec
// -------------------------------------------------------------------------------------

export const arrayCodec = ({ notNull = false, anyDepth = false }: ArrayOf, element: Codec): Codec => {
  const { name, elementName = name, isArray = false, delimiter = ',', needsCast = false } = element
  // JSON that is an array cannot be told from an array of JSON
  const mayNest = anyDepth && !name.startsWith('json')

  const encoded = (item: unknown): string => {
    if (item === null) return notNull || isArray ? isNull() : 'NULL'
    if (mayNest && Array.isArray(item)) return encode(item)
    const wire = element.encode(item as never)
    return isArray ? String(wire) : quoted(wire)
  }

  const encode = (items: unknown): string => {
    if (!Array.isArray(items)) throw new TypeError('it takes an array')
    // not `map`, which passes over what was never set
    const texts = Array.from<unknown, string>(items, (item, i) => {
      try {
        return encoded(item)
      } catch (cause) {
        throw located(step(i), cause)
      }
    })
    if (isArray || (mayNest && items.some(Array.isArray))) checkLengths(texts, delimiter)
    return `{${texts.join(delimiter)}}`
  }

  const decoded = (item: Item): unknown => {
    if (item === null) return notNull ? isNull() : null
    if (anyDepth && item.nested) return decode(item.text)
    return item.nested === isArray ? element.decode(item.text as never) : wrongDepth(item.nested)
  }

  const decode = (text: string): ReadonlyArray<unknown> => {
    const items = itemsOf(text, delimiter)
    const out: Array<unknown> = []
    try {
      for (const item of items) out.push(decoded(item))
    } catch (cause) {
      throw located(step(out.length), cause)
    }
    return out
  }

  return {
    name: `${elementName}[]`,
    encode,
    decode,
    decodeJson: decode,
    textInJson: true,
    isArray: true,
    needsCast,
    ...(delimiter === ';' ? { delimiter } : {}),
  }
}

/**
 * Rows by position: a projection and a dialect's codecs give a function from a flat row to the object it stands for.
 *
 * Names play no part, so a column called `__proto__` is a column, and two of one name are two.
 */
import { type Item, type Projection, proofOf } from '../ast/Projection.js'
import type { SqlType } from '../ast/SqlType.js'
import type { Codec } from './Codec.js'

export type Row = ReadonlyArray<unknown>

type Read = (row: Row) => unknown

type Decode = (wire: never) => unknown

interface Plan {
  readonly read: Read
  /** How many positions it takes. */
  readonly width: number
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const fieldAt =
  (position: number, { whenNull = null }: Codec, decode: Decode): Read =>
  (row) => {
    const wire = row[position]
    return wire === null ? whenNull : decode(wire as never)
  }

const objectOf = (keys: ReadonlyArray<string>, reads: ReadonlyArray<Read>): Read =>
  // an assignment to `__proto__` would set the prototype instead
  keys.includes('__proto__')
    ? (row) => Object.fromEntries(keys.map((key, i) => [key, (reads[i] as Read)(row)]))
    : (row) => {
        const out: Record<string, unknown> = {}
        for (let i = 0; i < keys.length; i++) out[keys[i] as string] = (reads[i] as Read)(row)
        return out
      }

const isNull = (row: Row, at: number, width: number): boolean => {
  for (let i = at; i < at + width; i++) if (row[i] !== null) return false
  return true
}

const planOf = (codec: (type: SqlType) => Codec, pick: (codec: Codec) => Decode) => {
  const ofItem = (item: Item, at: number): Plan => {
    if (item._tag === 'Group') {
      const group = ofItems(item.items, at)
      const { witness } = item
      if (witness === null) return group
      const { width, read } = group
      if (witness === 'every') return { width, read: (row) => (isNull(row, at, width) ? null : read(row)) }
      const [position, own] = typeof witness === 'number' ? [at + witness, width] : [at + width, width + 1]
      return { width: own, read: (row) => (row[position] === null ? null : read(row)) }
    }
    const own = codec(item.node.type)
    return { width: 1, read: fieldAt(at, own, pick(own)) }
  }
  const ofItems = (items: ReadonlyArray<Item>, at: number): Plan => {
    let next = at
    const reads = items.map((item) => {
      const { read, width } = ofItem(item, next)
      next += width
      return read
    })
    return {
      width: next - at,
      read: objectOf(
        items.map(({ key }) => key),
        reads,
      ),
    }
  }
  return ofItems
}

const decodeOf = (codec: Codec): Decode => codec.decode

const decodeJsonOf = (codec: Codec): Decode => codec.decodeJson

/** Reads a row as the driver gives it. */
export const rowReader = (codec: (type: SqlType) => Codec, { items }: Projection): Read =>
  planOf(codec, decodeOf)(items, 0).read

/** Reads a row that came as a JSON array. */
export const jsonReader = (codec: (type: SqlType) => Codec, { items }: Projection): Read =>
  planOf(codec, decodeJsonOf)(items, 0).read

// -------------------------------------------------------------------------------------
// problems
// -------------------------------------------------------------------------------------

const leaves = (items: ReadonlyArray<Item>, path: string): ReadonlyArray<readonly [string, SqlType]> =>
  items.flatMap((item) => {
    if (item._tag === 'Field') return [[path + item.key, item.node.type] as const]
    const own = leaves(item.items, `${path}${item.key}.`)
    const proof = proofOf(item)
    return proof === null ? own : [...own, [path + item.key, proof.type] as const]
  })

/** How many columns a row of this projection has. */
export const widthOf = ({ items }: Projection): number => leaves(items, '').length

/** Which column of a row cannot be read, once it is known that one cannot. */
export const unreadable = (codec: (type: SqlType) => Codec, { items }: Projection, row: Row): string => {
  const found = leaves(items, '').find(([, type], i) => {
    const wire = row[i]
    if (wire === null) return false
    try {
      codec(type).decode(wire as never)
      return false
    } catch {
      return true
    }
  })
  return found === undefined ? '' : found[0]
}

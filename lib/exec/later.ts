/** Nested rows that a statement of their own finds: put in the places of their keys, in rows that were just read. */

import type { Either } from 'fp-ts/Either'
import type { Branded } from '../ast/Node.js'
import type { Item, Later, Projection } from '../ast/Projection.js'
import { left, right } from '../fp.js'
import { type Found, isGathered, type Keys, laterStatement } from '../nest/later.js'
import type { SqlError } from './SqlError.js'

// -------------------------------------------------------------------------------------
// places
// -------------------------------------------------------------------------------------

/** Where rows are to be put: the keys on the way to it, each of an object or of all objects of an array. */
export interface Place {
  readonly path: ReadonlyArray<string>
  readonly key: string
  readonly later: Later
}

const placesIn = (items: ReadonlyArray<Item>, path: ReadonlyArray<string>): ReadonlyArray<Place> =>
  items.flatMap((item) => {
    if (item._tag === 'Group') {
      return item.later === undefined
        ? placesIn(item.items, [...path, item.key])
        : [{ path, key: item.key, later: item.later }]
    }
    const { type } = item.node
    return type._tag === 'rows' ? placesIn(type.projection.items, [...path, item.key]) : []
  })

export const placesOf = ({ items }: Projection): ReadonlyArray<Place> => placesIn(items, [])

/** An object that was read, which nobody else has yet. */
type Holder = Record<string, unknown>

/** The objects that have the place: none where a row on the way is not there. */
const holdersOf = (rows: ReadonlyArray<unknown>, { path }: Place): ReadonlyArray<Holder> =>
  path.reduce<ReadonlyArray<unknown>>(
    (holders, key) => holders.flatMap((holder) => (holder as Holder)[key] ?? []),
    rows,
  ) as ReadonlyArray<Holder>

// -------------------------------------------------------------------------------------
// keys
// -------------------------------------------------------------------------------------

/** Different keys, and which of them each holder has; a holder without a whole key has none of them. */
interface Wanted {
  readonly keys: ReadonlyArray<Keys>
  readonly at: ReadonlyArray<number | null>
}

/** The same for keys that are the same; null where that is not known. */
export const nameOf = (keys: Keys): string | null =>
  keys.some((key) => typeof key === 'object' && key !== null)
    ? null
    : JSON.stringify(keys.map((key) => (typeof key === 'bigint' ? [String(key)] : key)))

const wantedBy = (holders: ReadonlyArray<Holder>, { key, later }: Place): Wanted => {
  const known = new Map<string, number>()
  const keys: Array<Keys> = []
  const at = holders.map((holder) => {
    const held = holder[key] as Readonly<Record<string, unknown>>
    const own = later.keys.map((_, i) => held[i])
    if (own.includes(null)) return null
    const name = nameOf(own)
    const place = name === null ? undefined : known.get(name)
    if (place !== undefined) return place
    if (name !== null) known.set(name, keys.length)
    return keys.push(own) - 1
  })
  return { keys, at }
}

// -------------------------------------------------------------------------------------
// rows
// -------------------------------------------------------------------------------------

type Fetch = (statement: Branded) => Promise<Either<SqlError, ReadonlyArray<unknown>>>

const tooMany = ({ type }: Later, count: number): SqlError => ({
  _tag: 'Undecodable',
  column: '',
  reason: `${type.label} found ${count} rows, and there is one at most`,
  text: '',
})

/** The rows of each key, as they are to be put in place. */
const rowsOfEach = (
  later: Later,
  count: number,
  found: ReadonlyArray<Found>,
): Either<SqlError, ReadonlyArray<unknown>> => {
  const { shape } = later.type
  const all: Array<Array<unknown>> = Array.from({ length: count }, () => [])
  for (const { place, rows } of found) all[place]?.push(rows)
  // each key has one value, which is all of its rows
  if (isGathered(later)) return right(all.map(([rows]) => rows))
  if (shape === 'many') return right(all)
  const several = all.find((rows) => rows.length > 1)
  return several === undefined || shape === 'one'
    ? right(all.map(([row = null]) => row))
    : left(tooMany(later, several.length))
}

const fill = async (rows: ReadonlyArray<unknown>, place: Place, fetch: Fetch): Promise<Either<SqlError, null>> => {
  const holders = holdersOf(rows, place)
  const { keys, at } = wantedBy(holders, place)
  const found = keys.length === 0 ? right([]) : await fetch(laterStatement(place.later, keys))
  if (found._tag === 'Left') return found
  const each = rowsOfEach(place.later, keys.length, found.right as ReadonlyArray<Found>)
  if (each._tag === 'Left') return each
  const nothing = place.later.type.shape === 'many' ? [] : null
  holders.forEach((holder, i) => {
    const own = at[i] ?? null
    holder[place.key] = own === null ? nothing : each.right[own]
  })
  return right(null)
}

/** Puts all nested rows of rows in their places. Those of one place are found by one statement, and all at once. */
export const fillAll = async (
  rows: ReadonlyArray<unknown>,
  places: ReadonlyArray<Place>,
  fetch: Fetch,
): Promise<Either<SqlError, null>> => {
  const filled = await Promise.all(places.map((place) => fill(rows, place, fetch)))
  return filled.find((each) => each._tag === 'Left') ?? right(null)
}

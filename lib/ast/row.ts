/** Rows that have no type of their own: several values as one, which JavaScript reads as a tuple. */
import { brand, type Node } from './Node.js'
import type { Composite, Mapped, SqlType } from './SqlType.js'
import type { RowValue } from './Value.js'

type Fields = Readonly<Record<string, unknown>>

/** The database calls the fields of such a row so. */
const fieldName = (i: number): string => `f${i + 1}`

type Conversions = Pick<Mapped, 'encode' | 'decode'>

/** By the number of values, so that rows of as many values are read by one function. */
const made: Array<Conversions> = []

const conversions = (width: number): Conversions => {
  const known = made[width]
  if (known !== undefined) return known
  const names = Array.from({ length: width }, (_, i) => fieldName(i))
  const fresh: Conversions = {
    encode: (row: ReadonlyArray<unknown>) => Object.fromEntries(names.map((name, i) => [name, row[i]])),
    decode: (row: Fields) => names.map((name) => row[name]),
  }
  made[width] = fresh
  return fresh
}

/** The type of a row of values of these types. */
export const rowType = (types: ReadonlyArray<SqlType>): Mapped => {
  const base: Composite = {
    _tag: 'composite',
    schema: null,
    name: null,
    fields: types.map((type, i) => [fieldName(i), type]),
  }
  return { _tag: 'mapped', base, ...conversions(types.length) }
}

/** The types of the values of a row; null for a type that is no row's. */
export const rowFields = (type: SqlType): ReadonlyArray<SqlType> | null =>
  type._tag === 'mapped' && type.base._tag === 'composite' && type.base.name === null
    ? type.base.fields.map(([, field]) => field)
    : null

export const rowNode = (items: ReadonlyArray<Node>): RowValue => ({
  joinery: brand,
  _tag: 'RowValue',
  items,
  type: rowType(items.map(({ type }) => type)),
})

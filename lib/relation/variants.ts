/**
 * Rows of several kinds in one table, or in one query: a column says of which kind a row is, and each kind has columns
 * that others leave null. Read, they are a union that TypeScript tells apart by that column.
 */
import type { Either } from 'fp-ts/Either'
import type { Refused } from '../ast/Scope.js'
import type { SqlError } from '../exec/SqlError.js'
import { left, right } from '../fp.js'

/** The columns of each kind. */
type Kinds = Readonly<Record<string, ReadonlyArray<string>>>

/** The columns that belong to some kind. */
type Own<V extends Kinds> = V[keyof V][number]

/** A row of one of the kinds: with the columns that all have, and with its own, which are not null. */
export type Variant<R, K extends keyof R, V extends Kinds> = {
  [N in keyof V & string]: {
    readonly [P in Exclude<keyof R, Own<V>> | (V[N][number] & keyof R)]: P extends K
      ? N
      : P extends V[N][number]
        ? NonNullable<R[P]>
        : R[P]
  }
}[keyof V & string]

/** Satisfied by rows that have the columns, and whose kinds are all told, as far as their type says. */
type Telling<R, K extends string, V extends Kinds> = [Exclude<K | Own<V>, keyof R>] extends [never]
  ? K extends keyof R
    ? string extends R[K]
      ? unknown
      : [Exclude<R[K], keyof V>] extends [never]
        ? unknown
        : Refused<`there are rows of the kind ${Exclude<R[K], keyof V> & string}`>
    : never
  : Refused<`the rows have no ${Exclude<K | Own<V>, keyof R> & string}`>

type Row = Readonly<Record<string, unknown>>

const undecodable = (column: string, reason: string): SqlError => ({ _tag: 'Undecodable', column, reason, text: '' })

/** A row of its kind, or why it is of none. */
const read = (row: Row, key: string, kinds: Kinds, all: ReadonlySet<string>): Either<SqlError, Row> => {
  const kind = row[key]
  const own = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  if (own === undefined) {
    return left(undecodable(key, `it says ${JSON.stringify(kind)}: the kinds are ${Object.keys(kinds).join(', ')}`))
  }
  const lacking = own.find((column) => (row[column] ?? null) === null)
  if (lacking !== undefined) return left(undecodable(lacking, `it is null in a row of the kind ${String(kind)}`))
  return right(Object.fromEntries(Object.entries(row).filter(([column]) => !all.has(column) || own.includes(column))))
}

/**
 * Reads rows as a union, told apart by a column: each kind with columns of its own, which are not null there, beside those
 * that all have. A row of another kind, or one that lacks what its kind has, is a `Left`.
 *
 * @example
 * const shapesOf = variants('kind', { circle: ['radius'], square: ['side'] })
 *
 * shapesOf([{ id: 1, kind: 'circle', radius: 2, side: null }]) // Right([{ id: 1, kind: 'circle', radius: 2 }])
 */
export const variants = <const K extends string, const V extends Kinds>(
  key: K,
  kinds: V,
): (<R extends { readonly [P in K]: unknown }>(
  rows: ReadonlyArray<R & Telling<R, K, V>>,
) => Either<SqlError, ReadonlyArray<Variant<R, K, V>>>) => {
  const all = new Set(Object.values(kinds).flat())
  return (rows) => {
    const made: Array<any> = []
    for (const row of rows) {
      const each = read(row as Row, key, kinds, all)
      if (each._tag === 'Left') return each
      made.push(each.right)
    }
    return right(made)
  }
}

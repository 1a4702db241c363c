/** What differs between two catalogs: in words, and as the steps that make one into the other. */
import type { ObjectName } from '../ast/Catalog.js'
import type { Change } from '../ast/Change.js'

/**
 * Why a step is dangerous: it loses data; it writes a whole table anew; it keeps others from the table while it looks at
 * all rows; it fails where the rows there do not fit; joinery has no SQL for it.
 */
export type Danger = 'loss' | 'rewrite' | 'lock' | 'failure' | 'manual'

export interface Difference {
  readonly words: string
  readonly changes: ReadonlyArray<Change>
  readonly dangers: ReadonlyArray<Danger>
  /** When it is done, among the others. */
  readonly phase: Phase
}

/** What is dropped goes from the outside in, and what is made from the inside out. */
export const phases = [
  'drop trigger',
  'drop view',
  'drop constraint',
  'drop index',
  'drop table',
  'schema',
  'type',
  'sequence',
  'routine',
  'table',
  'column',
  'constraint',
  'foreign key',
  'index',
  'late routine',
  'view',
  'trigger',
  'comment',
  'drop routine',
  'drop sequence',
  'drop type',
] as const

export type Phase = (typeof phases)[number]

export const difference = (
  phase: Phase,
  words: string,
  changes: ReadonlyArray<Change>,
  ...dangers: ReadonlyArray<Danger>
): Difference => ({ words, changes, dangers, phase })

export const inOrder = (all: ReadonlyArray<Difference>): ReadonlyArray<Difference> =>
  phases.flatMap((phase) => all.filter((each) => each.phase === phase))

/** A name as it is said to a person. */
export const said = ({ schema, name }: ObjectName): string => (schema === null ? name : `${schema}.${name}`)

/** Equal, whatever the order of the keys. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const left = a as { readonly [key: string]: unknown }
  const right = b as { readonly [key: string]: unknown }
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((key) => key in right && isSame(left[key], right[key]))
}

/** Those of each side that have no partner on the other, and those that have. */
export interface Matched<A> {
  readonly gone: ReadonlyArray<A>
  readonly fresh: ReadonlyArray<A>
  readonly both: ReadonlyArray<readonly [from: A, to: A]>
}

export const matched = <A>(from: ReadonlyArray<A>, to: ReadonlyArray<A>, key: (a: A) => string): Matched<A> => {
  const there = new Map(from.map((a) => [key(a), a]))
  const wanted = new Set(to.map(key))
  return {
    gone: from.filter((a) => !wanted.has(key(a))),
    fresh: to.filter((a) => !there.has(key(a))),
    both: to.flatMap((a) => {
      const other = there.get(key(a))
      return other === undefined ? [] : [[other, a] as const]
    }),
  }
}

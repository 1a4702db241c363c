/** A select while its nested rows are given their places. */
import type { Item } from '../ast/Projection.js'
import type { Join, Select, Source } from '../ast/Statement.js'
import { unusedName } from '../ast/scopes.js'
import { absentIn } from '../ast/sources.js'

/** The select as it was, its joins as they are, and the names that cannot be given to any more of them. */
export interface Nesting {
  readonly self: Select
  readonly joins: ReadonlyArray<Join>
  readonly taken: ReadonlySet<string>
}

/** An item that has its place, and what became of the select. */
export interface Placed {
  readonly item: Item
  readonly nesting: Nesting
}

export type Place = (items: ReadonlyArray<Item>, nesting: Nesting) => readonly [ReadonlyArray<Item>, Nesting]

/** The names that the joins so far may leave without a row. */
export const absentNow = ({ self, joins }: Nesting): ReadonlySet<string> => absentIn({ from: self.from, joins })

/** The same with more joins. */
export const joining = (nesting: Nesting, joins: ReadonlyArray<Join>): Nesting => ({
  ...nesting,
  joins: [...nesting.joins, ...joins],
})

/** Names for sources, which nothing else has; `within` are names that stand in what will read them. */
export const naming = (
  nesting: Nesting,
  sources: ReadonlyArray<Source>,
  within: ReadonlySet<string>,
): { readonly names: ReadonlyMap<string, string>; readonly nesting: Nesting } => {
  const taken = new Set(nesting.taken)
  const names = new Map<string, string>()
  for (const { alias } of sources) {
    // its own name is meant by all that reads it
    const name = taken.has(alias) ? unusedName(alias, new Set([...taken, ...within])) : alias
    names.set(alias, name)
    taken.add(name)
  }
  return { names, nesting: { ...nesting, taken } }
}

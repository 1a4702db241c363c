/** The names that sources have, and which of them may have no row. */
import type { Join, Source } from './Statement.js'

/** What stands in FROM. */
export interface Sources {
  readonly from: Source | null
  readonly joins: ReadonlyArray<Join>
}

/** A source, or those of joins in parentheses; what is no source is none. */
export const partsOf = (source: Source): ReadonlyArray<Source> => {
  switch (source._tag) {
    case 'InvalidSource':
      return []
    case 'JoinTree':
      return [source.first, ...source.joins.map((join) => join.source)].flatMap(partsOf)
    default:
      return [source]
  }
}

export const namesOf = (source: Source): ReadonlyArray<string> => partsOf(source).map(({ alias }) => alias)

/** All sources of a select, at whatever depth of its joins. */
export const sourcesOf = ({ from, joins }: Sources): ReadonlyArray<Source> =>
  from === null ? [] : [from, ...joins.map(({ source }) => source)].flatMap(partsOf)

const none: ReadonlySet<string> = /* @__PURE__ */ new Set()

export const noneAbsent = (): ReadonlySet<string> => none

const within = (source: Source): ReadonlySet<string> =>
  source._tag === 'JoinTree' ? absentIn({ from: source.first, joins: source.joins }) : none

/** The names that the joins may leave without a row: what `O` says in the types. */
export const absentIn = ({ from, joins }: Sources): ReadonlySet<string> => {
  if (joins.length === 0 || from === null) return none
  const before = [...namesOf(from)]
  const absent = new Set(within(from))
  for (const { kind, source } of joins) {
    const names = namesOf(source)
    for (const name of within(source)) absent.add(name)
    if (kind === 'right' || kind === 'full') for (const name of before) absent.add(name)
    if (kind === 'left' || kind === 'full') for (const name of names) absent.add(name)
    before.push(...names)
  }
  return absent
}

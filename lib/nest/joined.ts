/** A related row by joins: it has columns of its own, and is not there where the joins found none. */
import { allOf } from '../ast/conditions.js'
import { constant } from '../ast/Expr.js'
import { emptySelect } from '../ast/emptySelect.js'
import type { Collect, Node } from '../ast/Node.js'
import type { Join, Source } from '../ast/Statement.js'
import { allNames, freeNames, type Names, renameFree } from '../ast/scopes.js'
import { isCorrelated } from './correlation.js'
import { absentNow, joining, type Nesting, naming, type Place, type Placed } from './nesting.js'
import { proven } from './proof.js'

/** A source under its other name, if it has one. */
const renamedSource = (source: Source, names: Names): Source => {
  const own = renameFree(source, names)
  const alias = names.get(source.alias)
  if (alias === undefined || alias === source.alias) return own
  const columns = Object.fromEntries(
    Object.entries(own.columns).map(([key, column]) => [key, { ...column, table: alias }]),
  )
  return { ...own, alias, columns }
}

/**
 * The first condition is what the first source is joined on, unless that was made for the row; the others are what the
 * last one has to meet.
 */
const onEach = (from: Source, where: ReadonlyArray<Node>, joins: ReadonlyArray<Join>): ReadonlyArray<Node | null> => {
  const [first, ...further] = from._tag === 'Lateral' ? [null, ...where] : where
  const ons = [first ?? null, ...joins.map(({ on }) => on)]
  return ons.map((on, i) =>
    i < ons.length - 1 || further.length === 0
      ? on
      : allOf([...(on === null ? [] : [on]), ...further.filter((each) => each !== null)]),
  )
}

/** A query that read the row around it reads it from beside it. */
const beside = (source: Source): Source =>
  source._tag === 'Derived' && isCorrelated(source) ? { ...source, _tag: 'Lateral' } : source

/** The row of a relation to one, joined to the select that it is nested in. */
export const joined = (key: string, node: Collect, before: Nesting, place: Place): Placed => {
  const { query, required } = node
  if (query.from === null || query.projection === null) {
    return { item: { _tag: 'Field', key, node }, nesting: before }
  }
  const from = beside(query.from)
  const sources = [from, ...query.joins.map(({ source }) => source)]
  const { names, nesting } = naming(before, sources, allNames(query))
  const others = new Map([...names].filter(([name, other]) => name !== other))
  const ons = onEach(from, query.where, query.joins)
  const absent = absentNow(before)
  const reads = ons[0] == null ? [] : [...freeNames(ons[0])].filter((name) => !names.has(name))
  const isSure = required && !reads.some((name) => absent.has(name))
  const joins = sources.map((source, i): Join => {
    const on = ons[i] ?? null
    return {
      kind: isSure ? 'inner' : 'left',
      source: renamedSource(source, others),
      on: on === null ? constant(true) : renameFree(on, others),
    }
  })
  const last = joins.at(-1) as Join
  const { source, proof } = isSure ? { source: last.source, proof: null } : proven(last.source)
  const selected = renameFree({ ...emptySelect, projection: query.projection }, others).projection ?? query.projection
  const [items, after] = place(selected.items, joining(nesting, [...joins.slice(0, -1), { ...last, source }]))
  return { item: { _tag: 'Group', key, items, witness: proof }, nesting: after }
}

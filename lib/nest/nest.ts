/**
 * How nested rows are found: what a select says of related rows, turned into the joins, the keys and the subselects that
 * find them.
 *
 * This is done for a statement that is run, and for rows that are nested in those of another, whose positions are known.
 * Anywhere else nested rows are one value, which a subselect gives.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { invalid } from '../ast/Expr.js'
import type { Collect } from '../ast/Node.js'
import { type Item, leavesOf } from '../ast/Projection.js'
import type { Join, Select } from '../ast/Statement.js'
import { freeNames } from '../ast/scopes.js'
import { sourcesOf } from '../ast/sources.js'
import { type Correlation, correlationOf, isCorrelated } from './correlation.js'
import { needsOwnRows } from './gather.js'
import { grouped } from './grouped.js'
import { joined } from './joined.js'
import { later } from './later.js'
import type { Nesting, Place, Placed } from './nesting.js'

// -------------------------------------------------------------------------------------
// strategies
// -------------------------------------------------------------------------------------

/** Whether all rows of a table are selected, so that all rows that belong to any of them are needed. */
const isWhole = ({ self }: Nesting): boolean =>
  self.from?._tag === 'Table' &&
  self.from.sample === null &&
  self.where.length === 0 &&
  self.limit === null &&
  self.offset === null &&
  !self.distinct &&
  self.distinctOn === null &&
  self.joins.every(({ kind }) => kind === 'left')

/** Rows in groups are not those of the sources, which a join would find. */
const isGrouped = ({ self }: Nesting): boolean =>
  self.groupBy.length > 0 ||
  self.having.length > 0 ||
  (self.projection !== null && leavesOf(self.projection).some(({ _tag }) => _tag === 'Aggregate'))

const refused = (key: string, { rows }: Collect, reason: string, hint: string): Item => ({
  _tag: 'Field',
  key,
  node: invalid(invalidArgument(rows.label, reason, hint)),
})

const correlated = 'reads more of the row that it belongs to than keys, and so cannot be found apart from it'

/** The place of nested rows, by how they are to be found. */
const placed = (key: string, node: Collect, nesting: Nesting): Placed => {
  const stay: Placed = { item: { _tag: 'Field', key, node }, nesting }
  const refuse = (reason: string, hint: string): Placed => ({ item: refused(key, node, reason, hint), nesting })
  const byKeys = (place: (correlation: Correlation) => Placed): Placed => {
    const correlation = correlationOf(node.query)
    return correlation === null ? refuse(correlated, "take the strategy 'subselect'") : place(correlation)
  }
  switch (node.strategy) {
    case 'subselect':
      return stay
    case 'join':
      if (node.rows.shape !== 'one')
        return refuse('may have several rows', "take 'subselect', which finds out, or 'split'")
      return isGrouped(nesting) ? stay : joined(key, node, nesting, place)
    case 'split':
      return byKeys((correlation) => ({ item: later(key, node, correlation), nesting }))
    case 'grouped':
      // a row is no list of rows, and would be read from one
      if (node.rows.shape === 'one') return refuse('leads to one row', "take 'join', 'subselect' or 'split'")
      if (needsOwnRows(node.query)) {
        return refuse('is limited, distinct or grouped for each row', "take 'subselect' or 'split', which can do that")
      }
      return isGrouped(nesting) ? stay : byKeys((correlation) => grouped(key, node, correlation, nesting))
    case null: {
      if (isGrouped(nesting) || node.rows.shape === 'only') return stay
      // not every database can join what is made for each row
      if (node.rows.shape === 'one' && node.query.from !== null && isCorrelated(node.query.from)) return stay
      if (node.rows.shape === 'one') return joined(key, node, nesting, place)
      const correlation = isWhole(nesting) && !needsOwnRows(node.query) ? correlationOf(node.query) : null
      return correlation === null ? stay : grouped(key, node, correlation, nesting)
    }
    default:
      return refuse('is to be found by a strategy that there is not', "take 'subselect', 'grouped', 'join' or 'split'")
  }
}

// -------------------------------------------------------------------------------------
// items
// -------------------------------------------------------------------------------------

const placedItem = (item: Item, nesting: Nesting): Placed => {
  if (item._tag === 'Field') {
    return item.node._tag === 'Collect' ? placed(item.key, item.node, nesting) : { item, nesting }
  }
  if (item.witness !== null) return { item, nesting }
  const [items, next] = place(item.items, nesting)
  return { item: { ...item, items }, nesting: next }
}

const place: Place = (items, nesting) => {
  const out: Array<Item> = []
  let now = nesting
  for (const item of items) {
    const next = placedItem(item, now)
    out.push(next.item)
    now = next.nesting
  }
  return [out, now]
}

const hasNested = (items: ReadonlyArray<Item>): boolean =>
  items.some((item) => (item._tag === 'Field' ? item.node._tag === 'Collect' : hasNested(item.items)))

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

/** A comma binds less tightly than a join: what is joined after it would not see what is before it. */
const crossed = (join: Join): Join => (join.kind === 'comma' ? { ...join, kind: 'cross' } : join)

/** Locks are of the rows that were asked for, and not of those that are nested in them. */
const lockable = (self: Select): Select['locks'] => {
  const names = sourcesOf(self).map(({ alias }) => alias)
  return self.locks.map((lock) => (lock._tag === 'Lock' && lock.of === null ? { ...lock, of: names } : lock))
}

/** A select with its nested rows in their places. */
export const nested = (self: Select): Select => {
  if (self.projection === null || !hasNested(self.projection.items)) return self
  const taken = new Set([...sourcesOf(self).map(({ alias }) => alias), ...freeNames(self)])
  const [items, { joins }] = place(self.projection.items, { self, joins: self.joins, taken })
  const projection = { ...self.projection, items }
  return joins === self.joins
    ? { ...self, projection }
    : { ...self, projection, joins: joins.map(crossed), locks: lockable(self) }
}

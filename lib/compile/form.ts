/**
 * The form of a statement: all that its text depends on, as a list that can be compared, apart from its values.
 *
 * Two statements of one form differ in nothing but their values, so that what one compiled to serves the other. A
 * statement that has something in it whose part in the text is not known here has no form, and is compiled by itself.
 */
import { isBranded } from '../ast/Expr.js'
import { brand, type Collect } from '../ast/Node.js'
import { hasOnlyOwn } from '../ast/own.js'
import type { Item, Projection } from '../ast/Projection.js'
import type { Cte, Insert, Join, Select, Statement, Update } from '../ast/Statement.js'
import type { Aggregate, Window, WindowFunction } from '../ast/Window.js'
import type { Token } from './tokens.js'

export interface Form {
  /** Its first `length` are the form. */
  readonly tokens: ReadonlyArray<Token>
  readonly length: number
  /** The values, in the order in which they were met. */
  readonly values: Array<unknown>
  /** Where they were met. */
  readonly places: ReadonlyArray<Place>
}

/** A parameter, a list, or a cell of the rows of a statement. */
export type Place = { readonly of: object; readonly row: number; readonly key: string }

// -------------------------------------------------------------------------------------
// state
// -------------------------------------------------------------------------------------

// one statement at a time is read, so that what it is read into is made once
const tokens: Array<Token> = []
let length = 0
let values: Array<unknown> = []
/** null while it does not matter where values are. */
let places: Array<Place> | null = null
/** Nodes that mean something else where they stand twice than two equal ones would. */
const met: Array<object> = []
let count = 0

/** More than this is not worth remembering. */
const mostTokens = 3000

const mostMet = 64

/** Nor is a literal of so many characters. */
const longest = 200

/** Nor are so many values: they go out as arrays. */
const mostCells = 1000

const put = (token: Token): void => {
  tokens[length++] = token
}

/** Whether a node was met before, which is a part of the form; a new one gets the next number. */
const seen = (node: object): boolean => {
  for (let i = 0; i < count; i++) {
    if (met[i] !== node) continue
    put(i)
    return true
  }
  put(count)
  met[count++] = node
  return false
}

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

type Part = { readonly [key: string]: unknown }

/** Whether there is a form of anything: each function here gives false where there is none. */
const any = (u: unknown): boolean => {
  if (typeof u !== 'object' || u === null) {
    put(u)
    // what equals others that are written otherwise, or not even itself, has no form
    return typeof u === 'string' ? u.length <= longest : typeof u !== 'symbol' && !Object.is(u, -0) && !Number.isNaN(u)
  }
  if (Array.isArray(u)) return list(u)
  // what merely looks like a node is a value, or a type
  return isBranded(u) && typeof (u as unknown as Part)._tag === 'string'
    ? tagged(u as unknown as Tagged)
    : hasOnlyOwn(u) && record(u as Part)
}

// no number, and no word, is one of these
const aList: unique symbol = Symbol('list')
const aRecord: unique symbol = Symbol('record')

const list = (all: ReadonlyArray<unknown>): boolean => {
  put(aList)
  put(all.length)
  for (let i = 0; i < all.length; i++) if (!any(all[i])) return false
  return true
}

const record = (self: Part): boolean => {
  const keys = Object.keys(self)
  put(aRecord)
  put(keys.length)
  for (const key of keys) {
    // the mark of nodes; what has that name by itself is a value
    if (key === 'joinery' && self[key] === brand) continue
    put(key)
    if (!any(self[key])) return false
  }
  return length < mostTokens
}

interface Tagged {
  readonly _tag: string
}

const item = (self: Item): boolean => {
  put(self.key)
  return self._tag === 'Field' ? tagged(self.node) : record(self as unknown as Part)
}

const projected = (self: Projection | null): boolean => {
  if (self === null) {
    put(-1)
    return true
  }
  const { items } = self
  put(self.nothing === true ? -2 : items.length)
  for (let i = 0; i < items.length; i++) if (!item(items[i] as Item)) return false
  return true
}

const nodes = (all: ReadonlyArray<Tagged>): boolean => {
  for (let i = 0; i < all.length; i++) if (!tagged(all[i] as Tagged)) return false
  return true
}

const optional = (node: Tagged | null): boolean => node === null || tagged(node)

const joined = (joins: ReadonlyArray<Join>): boolean => {
  for (let i = 0; i < joins.length; i++) {
    const { kind, source, on } = joins[i] as Join
    put(kind)
    put(on === null)
    if (!tagged(source) || !optional(on)) return false
  }
  return true
}

// -------------------------------------------------------------------------------------
// clauses
// -------------------------------------------------------------------------------------

const few = 32

const selected = (self: Select): boolean => {
  const { from, joins, where, groupBy, having, orderBy, limit, offset, locks, extras, distinctOn } = self
  if (joins.length >= few || groupBy.length >= few || having.length >= few || orderBy.length >= few) return false
  // lengths as one number: each part says by itself how far it goes
  put(joins.length + few * (groupBy.length + few * (having.length + few * orderBy.length)))
  put(
    (self.distinct ? 1 : 0) +
      (from === null ? 0 : 2) +
      (limit === null ? 0 : 4) +
      (offset === null ? 0 : 8) +
      (distinctOn === null ? 0 : 16) +
      (locks.length === 0 ? 0 : 32) +
      (extras === null ? 0 : 64),
  )
  return (
    optional(from) &&
    joined(joins) &&
    projected(self.projection) &&
    nodes(groupBy) &&
    nodes(orderBy) &&
    optional(limit) &&
    optional(offset) &&
    optional(distinctOn) &&
    (locks.length === 0 || list(locks)) &&
    (extras === null || any(extras)) &&
    nodes(having) &&
    // what changes most often comes last, so that forms have much in common
    conditions(where)
  )
}

const conditions = (where: ReadonlyArray<Tagged>): boolean => {
  put(where.length)
  return nodes(where)
}

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** A value; null may be written otherwise than others, and undefined not at all. */
const value = (self: unknown, of: object, row = 0, key = ''): boolean => {
  put(self === null)
  values.push(self)
  if (places !== null) places.push({ of, row, key })
  return self !== undefined
}

/** Values by keys, some of which may be expressions. */
const assigned = (set: Readonly<Record<string, unknown>>, of: object): boolean => {
  if (!hasOnlyOwn(set)) return false
  const keys = Object.keys(set)
  put(keys.length)
  for (const key of keys) {
    put(key)
    const given = set[key]
    if (isBranded(given)) {
      put(true)
      if (!any(given)) return false
    } else if (!value(given, of, 0, key)) return false
  }
  return true
}

/** Rows that all have the keys of the first one, with values alone. */
const rowsOf = (rows: ReadonlyArray<Readonly<Record<string, unknown>>>, of: object): boolean => {
  const [first] = rows
  put(rows.length)
  if (rows.length < 2)
    return first === undefined || (typeof first === 'object' && first !== null && assigned(first, of))
  if (typeof first !== 'object' || first === null) return false
  if (!hasOnlyOwn(first)) return false
  const prototype = Object.getPrototypeOf(first)
  const keys = Object.keys(first)
  if (rows.length * keys.length > mostCells) return false
  put(keys.length)
  for (const key of keys) put(key)
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] as Readonly<Record<string, unknown>> | null
    if (typeof row !== 'object' || row === null || Object.getPrototypeOf(row) !== prototype) return false
    let i = 0
    for (const key in row) {
      const cell = row[key]
      if (key !== keys[i++] || cell === undefined) return false
      if (typeof cell === 'object' && cell !== null && (cell as { readonly joinery?: unknown }).joinery === brand)
        return false
      values.push(cell)
      if (places !== null) places.push({ of, row: r, key })
    }
    if (i !== keys.length) return false
  }
  return true
}

const inserted = (self: Insert): boolean => {
  const { table, rows, query, targets, overriding, conflict, projection, ctes } = self
  put(overriding)
  put(query === null)
  put(conflict === null)
  put(targets === null)
  put(ctes.length)
  return (
    tagged(table) &&
    projected(projection) &&
    (query === null || any(query)) &&
    (conflict === null || any(conflict)) &&
    (targets === null || any(targets)) &&
    (ctes.length === 0 || list(ctes)) &&
    rowsOf(rows, self)
  )
}

const updated = (self: Update): boolean => {
  const { table, set, assignments, using, where, everyRow, projection, ctes } = self
  put(everyRow)
  return (
    tagged(table) &&
    projected(projection) &&
    assigned(set, self) &&
    list(assignments) &&
    list(using) &&
    list(ctes) &&
    conditions(where)
  )
}

// -------------------------------------------------------------------------------------
// nodes
// -------------------------------------------------------------------------------------

const aggregated = (self: Aggregate): boolean => {
  const { custom, schema, name, args, distinct, orderBy, withinGroup, filter, making, type } = self
  put(name)
  put(schema)
  put(type)
  put(
    (custom ? 1 : 0) +
      (distinct ? 2 : 0) +
      (withinGroup ? 4 : 0) +
      (making === null ? 0 : 8) +
      16 * (args.length + few * (orderBy.length + few * filter.length)),
  )
  return (
    args.length < few &&
    orderBy.length < few &&
    nodes(args) &&
    nodes(orderBy) &&
    nodes(filter) &&
    (making === null || any(making))
  )
}

const windowed = ({ custom, schema, name, args, type }: WindowFunction): boolean => {
  put(custom)
  put(schema)
  put(name)
  put(type)
  put(args.length)
  return nodes(args)
}

const framed = ({ base, name, partitionBy, orderBy, frame, exclude }: Window): boolean => {
  put(name)
  put(exclude)
  put(base === null)
  put(frame === null)
  put(partitionBy.length)
  put(orderBy.length)
  return optional(base) && nodes(partitionBy) && nodes(orderBy) && (frame === null || any(frame))
}

/** What its rows are is said by its query. */
const collected = (self: Collect): boolean => {
  const { query, strategy, required, rows, type } = self
  put(strategy)
  put(required)
  put(rows.shape)
  put(rows.label)
  return type === rows && rows.projection === query.projection && tagged(query)
}

/** A common table expression, which may be read under several names: its query is said once. */
const common = (self: Cte): boolean => {
  const { key, alias, query, search, cycle } = self
  put(alias)
  if (count + 1 >= mostMet) return false
  // the key alone does not tell: what changes statements makes another query of it
  const [isKey, isQuery] = [seen(key), seen(query)]
  return isKey && isQuery ? any(search) && any(cycle) : described(self)
}

/** The columns of a select are those that it says itself. */
const described = (self: Cte): boolean => {
  const { name, query, materialized, recursive, search, cycle } = self
  if (query._tag !== 'Select' || search !== null || cycle !== null) return record(self as unknown as Part)
  put(name)
  put(materialized)
  put(recursive)
  return selected(query)
}

/** A node, or a type. The most frequent ones by name; any other by whatever it holds. */
const tagged = (self: Tagged): boolean => {
  const node = self as any
  switch (self._tag) {
    // descriptors are compared as a whole
    case 'Column':
    case 'Table':
      put(node)
      return true
    case 'Param':
      if (count >= mostMet) return false
      put('Param')
      put(node.type)
      put(node.cast)
      return seen(node) || value(node.value, node)
    case 'Binary':
      put(node.op)
      put(node.type)
      return tagged(node.left) && tagged(node.right)
    case 'Junction':
      put(node.op)
      return conditions(node.conditions)
    case 'Order':
      put(node.direction)
      put(node.nulls)
      return tagged(node.operand)
    case 'Aggregate':
      put('Aggregate')
      return aggregated(node)
    case 'Select':
      put('Select')
      return selected(node)
    case 'Insert':
      put('Insert')
      return inserted(node)
    case 'Update':
      put('Update')
      return updated(node)
    case 'InValues':
      put('InValues')
      put(node.negated)
      put(node.values.length === 0)
      values.push(node.values)
      if (places !== null) places.push({ of: node, row: 0, key: '' })
      return tagged(node.operand)
    case 'Collect':
      put('Collect')
      return collected(node)
    case 'WindowFunction':
      put('WindowFunction')
      return windowed(node)
    case 'Over':
      put('Over')
      put(node.type)
      return tagged(node.operand) && tagged(node.window)
    case 'Window':
      put('Window')
      return count < mostMet && (seen(node) || framed(node))
    case 'Cte':
      put('Cte')
      return common(node)
    case 'CteSelf':
      put('CteSelf')
      put(node.name)
      put(node.alias)
      return count < mostMet && seen(node.key)
    // rows in FROM are arrays of values, and a literal is a part of the text
    case 'BoundRows':
    case 'Prepared':
    case 'Placeholder':
    case 'Merge':
      return false
    default:
      put(self._tag)
      return record(node)
  }
}

const noPlaces: ReadonlyArray<Place> = []

/** The form of a statement, until the next one is asked for; null if it has none. */
export const formOf = (statement: Statement, withPlaces = false): Form | null => {
  length = 0
  values = []
  count = 0
  places = withPlaces ? [] : null
  return tagged(statement) && length < mostTokens ? { tokens, length, values, places: places ?? noPlaces } : null
}

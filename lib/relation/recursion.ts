/** The recursion that follows a relation of a table to itself, as a query that reads the row it starts from. */
import { allOf, isEqual } from '../ast/conditions.js'
import { nodeOf, param, typed } from '../ast/Expr.js'
import { emptySelect } from '../ast/emptySelect.js'
import { brand, type Column, type Node } from '../ast/Node.js'
import type { Item } from '../ast/Projection.js'
import { booleanType, integerType, type SqlType } from '../ast/SqlType.js'
import type { Cte, CteSelf, Derived, Join, Query, Select, Source as SourceNode, With } from '../ast/Statement.js'
import { unusedName } from '../ast/scopes.js'
import { walk } from '../ast/walk.js'
import { min } from '../expr/aggregates.js'
import { startingAt } from './combine.js'
import { columnsOf } from './lateral.js'
import { type AnyRelation, asNode, stepsFrom, typedTarget } from './Relation.js'
import { relatedSelect } from './rows.js'

// -------------------------------------------------------------------------------------
// levels
// -------------------------------------------------------------------------------------

export const depthName = 'depth'

export const depthColumn = (table: string): Column => ({
  joinery: brand,
  _tag: 'Column',
  table,
  name: depthName,
  type: integerType,
})

const level = (value: number): Node => ({ joinery: brand, _tag: 'Literal', value, type: integerType, cast: false })

const binary = (op: 'add' | 'lt', left: Node, right: Node, type: SqlType): Node => ({
  joinery: brand,
  _tag: 'Binary',
  op,
  left,
  right,
  type,
})

const depthItem = (node: Node): Item => ({ _tag: 'Field', key: depthName, node })

// -------------------------------------------------------------------------------------
// recursion
// -------------------------------------------------------------------------------------

export interface Recursion {
  readonly relation: AnyRelation
  /** The primary key, by the keys of its columns. */
  readonly primary: ReadonlyArray<string>
  /** The same, and the columns by which the relation goes on. */
  readonly keys: ReadonlyArray<string>
  /** How many levels at the most; null for all of them, and then the rows have no level. */
  readonly depth: number | null
  readonly withSelf: boolean
}

const keyItem = (key: string, { columns }: SourceNode): Item => {
  const column = columns[key] as Column
  return { _tag: 'Field', key: column.name, node: column }
}

/** Names that mean something in a query already. */
const namesIn = (query: Query): ReadonlySet<string> => {
  const names = new Set<string>()
  walk(query, (node) => {
    if (node._tag === 'Table') names.add(node.name)
    if ('alias' in node && typeof node.alias === 'string') names.add(node.alias)
  })
  return names
}

/** The rows that were found, as the step of the recursion sees them. */
const found = (name: string, { keys, depth }: Recursion, { columns: all }: SourceNode): CteSelf => {
  const own = keys.map((key) => [key, { ...(all[key] as Column), table: name }] as const)
  const columns = Object.fromEntries(depth === null ? own : [...own, [depthName, depthColumn(name)]])
  // a source that has columns has them for its users too
  const self: CteSelf & { readonly c: SourceNode['columns'] } = {
    joinery: brand,
    _tag: 'CteSelf',
    key: { name },
    name,
    alias: name,
    columns,
    c: columns,
  }
  return self
}

/** The row itself, or what the relation leads to. */
const anchorOf = ({ relation, keys, depth, withSelf }: Recursion, from: SourceNode): Select => {
  const first = startingAt(relation, typedTarget(from))
  const items = keys.map((key) => keyItem(key, withSelf ? from : asNode(first.target)))
  const own = depth === null ? [] : [depthItem(level(withSelf ? 0 : 1))]
  return {
    ...(withSelf ? emptySelect : relatedSelect(first, from)),
    projection: { items: [...items, ...own] },
  }
}

/** What the relation leads to from there. */
const stepOf = ({ relation, keys, depth }: Recursion, self: CteSelf): Select => {
  const next = startingAt(relation, typedTarget(self))
  const items = keys.map((key) => keyItem(key, asNode(next.target)))
  const at = depthColumn(self.alias)
  const own = depth === null ? [] : [depthItem(binary('add', at, level(1), integerType))]
  return {
    ...emptySelect,
    from: self,
    joins: stepsFrom(next, self).map(({ to, on }): Join => ({ kind: 'inner', source: to, on })),
    where: depth === null ? [] : [binary('lt', at, param(depth, integerType, false), booleanType)],
    projection: { items: [...items, ...own] },
  }
}

/** What was found, each row once: with the least of the levels that it was found at. */
const onceEach = (self: CteSelf, { primary, depth }: Recursion): CteSelf | Derived => {
  if (depth === null) return self
  const keys = primary.map((key) => keyItem(key, self))
  const least = nodeOf(min(typed<number, never, never>(depthColumn(self.alias))))
  const query: Select = {
    ...emptySelect,
    from: self,
    projection: { items: [...keys, depthItem(least)] },
    groupBy: primary.map((key) => self.columns[key] as Column),
  }
  return { joinery: brand, _tag: 'Derived', query, alias: self.alias, columns: self.columns }
}

/**
 * All that is reached from a row. A row that was found before is not gone on from, so that it ends even where the
 * relation comes back.
 */
export const recursionOf = (recursion: Recursion, from: SourceNode): With => {
  const { relation, primary, depth } = recursion
  const anchor = anchorOf(recursion, from)
  const target = asNode(startingAt(relation, typedTarget(from)).target)
  const self = found(unusedName(`${from.alias}_tree`, namesIn(anchor)), recursion, target)
  const cte: Cte = {
    ...self,
    _tag: 'Cte',
    query: {
      joinery: brand,
      _tag: 'SetOperation',
      op: 'union',
      all: false,
      left: anchor,
      right: stepOf(recursion, self),
      projection: anchor.projection,
      orderBy: [],
      limit: null,
      offset: null,
    },
    materialized: null,
    recursive: true,
    search: null,
    cycle: null,
  }
  const on = allOf(primary.map((key) => isEqual(self.columns[key] as Node, target.columns[key] as Node)))
  const { items } = columnsOf(target)
  const statement: Select = {
    ...emptySelect,
    from: onceEach(self, recursion),
    joins: [{ kind: 'inner', source: target, on }],
    projection: { items: depth === null ? items : [...items, depthItem(depthColumn(self.alias))] },
  }
  return { joinery: brand, _tag: 'With', ctes: [cte], statement }
}

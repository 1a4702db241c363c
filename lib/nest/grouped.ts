/** Related rows of all rows at once: gathered by their keys in a query of their own, which is joined. */
import { allOf, isEqual } from '../ast/conditions.js'
import { brand, type Collect, type Column, type Node } from '../ast/Node.js'
import { type Item, leavesOf } from '../ast/Projection.js'
import type { SqlType } from '../ast/SqlType.js'
import type { Derived, Select } from '../ast/Statement.js'
import { allNames } from '../ast/scopes.js'
import type { Correlation } from './correlation.js'
import { ordersOf } from './gather.js'
import { joining, type Nesting, naming, type Placed } from './nesting.js'

const rowsName = 'rows'

const keyName = (i: number): string => `key${i === 0 ? '' : i + 1}`

const columnOf = (table: string, name: string, type: SqlType): Column => ({
  joinery: brand,
  _tag: 'Column',
  table,
  name,
  type,
})

/** The rows of each key as one value. */
const groups = ({ pairs, query }: Correlation, type: SqlType): Select => {
  const keys = pairs.map(({ inner }, i): Item => ({ _tag: 'Field', key: keyName(i), node: inner }))
  const items = query.projection === null ? [] : leavesOf(query.projection)
  const rows: Node = { joinery: brand, _tag: 'Gather', items, orderBy: ordersOf(query), type }
  return {
    ...query,
    projection: { items: [...keys, { _tag: 'Field', key: rowsName, node: rows }] },
    groupBy: pairs.map(({ inner }) => inner),
    orderBy: [],
  }
}

export const grouped = (
  key: string,
  { query: own, type }: Collect,
  correlation: Correlation,
  before: Nesting,
): Placed => {
  const from = own.from as NonNullable<Select['from']>
  const wanted = { ...from, alias: `${from.alias}_${rowsName}` }
  const { names, nesting } = naming(before, [wanted], allNames(own))
  const alias = names.get(wanted.alias) ?? wanted.alias
  const rows = columnOf(alias, rowsName, type)
  const keys = correlation.pairs.map(({ inner }, i) => columnOf(alias, keyName(i), inner.type))
  const source: Derived = {
    joinery: brand,
    _tag: 'Derived',
    query: groups(correlation, type),
    alias,
    columns: Object.fromEntries([...keys, rows].map((column) => [column.name, column])),
  }
  const on = allOf(correlation.pairs.map(({ outer }, i) => isEqual(outer, keys[i] as Column)))
  return {
    item: { _tag: 'Field', key, node: rows },
    nesting: joining(nesting, [{ kind: 'left', source, on }]),
  }
}

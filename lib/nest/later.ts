/** Related rows by a statement of their own, for the keys that the first one gave. */
import { allOf, isEqual } from '../ast/conditions.js'
import { emptySelect } from '../ast/emptySelect.js'
import { brand, type Collect, type Column, type Node } from '../ast/Node.js'
import type { Group, Item, Later } from '../ast/Projection.js'
import { integerType, type SqlType } from '../ast/SqlType.js'
import type { BoundRows, Join, Select } from '../ast/Statement.js'
import { allNames, unusedName } from '../ast/scopes.js'
import type { Correlation } from './correlation.js'
import { needsOwnRows, ordersOf } from './gather.js'

/** The group of the keys, in whose place the rows are put. */
export const later = (key: string, { rows }: Collect, { pairs, query }: Correlation): Group => ({
  _tag: 'Group',
  key,
  items: pairs.map(({ outer }, i): Item => ({ _tag: 'Field', key: String(i), node: outer })),
  witness: null,
  later: { query, keys: pairs.map(({ inner }) => inner), type: rows },
})

/** The keys of one row, in the order of the query's. */
export type Keys = ReadonlyArray<unknown>

const place = 'place'

const typeOf = (keys: ReadonlyArray<Node>, i: number): SqlType => (keys[i] as Node).type

/** What `laterStatement` yields for each row. */
export interface Found {
  /** Which of the keys it belongs to. */
  readonly [place]: number
  readonly rows: unknown
}

/** Whether the rows of a key come as one value: what is limited for each row is a subselect of its keys. */
export const isGathered = ({ query }: Later): boolean => needsOwnRows(query)

/** The statement that finds the rows of all of these keys, at once. */
export const laterStatement = (later: Later, given: ReadonlyArray<Keys>): Select => {
  const { query, keys, type } = later
  const alias = unusedName('keys', allNames(query))
  const column = (name: string, own: SqlType): Column => ({
    joinery: brand,
    _tag: 'Column',
    table: alias,
    name,
    type: own,
  })
  const columns = [column(place, integerType), ...keys.map((_, i) => column(`key${i + 1}`, typeOf(keys, i)))]
  const source: BoundRows = {
    joinery: brand,
    _tag: 'BoundRows',
    alias,
    rows: given.map((values, at) => ({
      [place]: at,
      ...Object.fromEntries(values.map((value, i) => [`key${i + 1}`, value])),
    })),
    columns: Object.fromEntries(columns.map((own) => [own.name, own])),
  }
  const [at, ...others] = columns as [Column, ...ReadonlyArray<Column>]
  const on = keys.map((inner, i) => isEqual(inner, others[i] as Column))
  const ordinal: Item = { _tag: 'Field', key: place, node: at }
  if (isGathered(later)) {
    const own: Select = { ...query, where: [...on, ...query.where] }
    const rows: Collect = {
      joinery: brand,
      _tag: 'Collect',
      query: own,
      strategy: 'subselect',
      required: false,
      rows: type,
      type,
    }
    return {
      ...emptySelect,
      from: source,
      projection: { items: [ordinal, { _tag: 'Field', key: 'rows', node: rows }] },
    }
  }
  const first: Join = { kind: 'inner', source: query.from as NonNullable<Select['from']>, on: allOf(on) }
  return {
    ...query,
    from: source,
    joins: [first, ...query.joins],
    orderBy: ordersOf(query),
    projection: {
      items: [ordinal, { _tag: 'Group', key: 'rows', items: query.projection?.items ?? [], witness: null }],
    },
  }
}

/** What is probably a mistake about statements. */
import type { Ast } from '../ast/children.js'
import { isBranded } from '../ast/Expr.js'
import type { Column, Node, Order } from '../ast/Node.js'
import type { AnyStatement } from '../ast/Scope.js'
import type { Cte, Select, Source } from '../ast/Statement.js'
import { walk } from '../ast/walk.js'
import { uniqueKeysOf } from '../schema/foreignKey.js'
import type { Finding } from './Finding.js'

const columnsIn = (node: Ast): ReadonlyArray<Column> => {
  const found: Array<Column> = []
  walk(node, (it) => {
    if (it._tag === 'Column') found.push(it)
  })
  return found
}

// -------------------------------------------------------------------------------------
// products
// -------------------------------------------------------------------------------------

const sourcesOf = (source: Source): ReadonlyArray<Source> =>
  source._tag === 'JoinTree'
    ? [...sourcesOf(source.first), ...source.joins.flatMap((join) => sourcesOf(join.source))]
    : [source]

const conditionsOf = (source: Source): ReadonlyArray<Node> =>
  source._tag === 'JoinTree'
    ? source.joins.flatMap(({ on, source: inner }) => [...(on === null ? [] : [on]), ...conditionsOf(inner)])
    : []

/** AND holds if each of its parts does, so each part may be the one that connects. */
const parts = (node: Node): ReadonlyArray<Node> =>
  node._tag === 'Junction' && node.op === 'and' ? node.conditions.flatMap(parts) : [node]

/** Sources that nothing connects, in groups; one group is as it should be. */
const islands = (select: Select): ReadonlyArray<ReadonlyArray<string>> => {
  if (select.from === null) return []
  const all = [...sourcesOf(select.from), ...select.joins.flatMap(({ source }) => sourcesOf(source))]
  const conditions = [
    ...select.where,
    ...conditionsOf(select.from),
    ...select.joins.flatMap(({ on, source }) => [...(on === null ? [] : [on]), ...conditionsOf(source)]),
  ].flatMap(parts)
  const group = new Map(all.map(({ alias }) => [alias, alias]))
  const connect = (names: ReadonlyArray<string>): void => {
    const own = names.filter((name) => group.has(name))
    const to = group.get(own[0] ?? '')
    if (to === undefined) return
    const from = new Set(own.map((name) => group.get(name)))
    for (const [name, at] of group) if (from.has(at)) group.set(name, to)
  }
  for (const condition of conditions) connect(columnsIn(condition).map(({ table }) => table))
  // what reads the sources before it is connected by that, and who says CROSS JOIN means it
  for (const { source, kind } of select.joins) {
    const isMeant = kind === 'cross' || source._tag === 'Lateral' || source._tag === 'FunctionTable'
    if (isMeant) connect([source.alias, ...all.map(({ alias }) => alias)].slice(0, 2))
    if (isMeant) connect([source.alias, select.from.alias, ...sourcesOf(select.from).map(({ alias }) => alias)])
  }
  const names = new Map<string, Array<string>>()
  for (const [name, at] of group) names.set(at, [...(names.get(at) ?? []), name])
  return [...names.values()]
}

// -------------------------------------------------------------------------------------
// limits
// -------------------------------------------------------------------------------------

const isColumn = (node: Node): node is Column => node._tag === 'Column'

const isAggregated = (select: Select): boolean => {
  let found = false
  for (const item of select.projection?.items ?? []) if (item._tag === 'Field') found ||= item.node._tag === 'Aggregate'
  return found && select.groupBy.length === 0
}

const orderedColumns = (orderBy: ReadonlyArray<Order>, select: Select): ReadonlyArray<string> => {
  const equal = select.where
    .flatMap(parts)
    .flatMap((it) =>
      it._tag === 'Binary' && it.op === 'eq' && isColumn(it.left) && it.right._tag === 'Param' ? [it.left] : [],
    )
  return [...orderBy.map(({ operand }) => operand).filter(isColumn), ...equal].map(
    ({ table, name }) => `${table}.${name}`,
  )
}

/** What the rows have to be ordered by too, so that no two are equal; null where nothing is known, or nothing has to. */
const missingKey = (select: Select): ReadonlyArray<string> | null => {
  const ordered = new Set(orderedColumns(select.orderBy, select))
  if (select.groupBy.length > 0) {
    const groups = select.groupBy.filter((it): it is Column => it._tag === 'Column')
    if (groups.length !== select.groupBy.length) return null
    const left = groups.map(({ table, name }) => `${table}.${name}`).filter((name) => !ordered.has(name))
    return left.length === 0 ? null : left
  }
  const { from } = select
  // of joined tables, each row of the first may come several times
  if (
    from === null ||
    from._tag !== 'Table' ||
    select.joins.length > 0 ||
    select.distinct ||
    select.distinctOn !== null
  )
    return null
  const keys = uniqueKeysOf(from).map((key) => key.map((each) => `${from.alias}.${from.columns[each]?.name ?? each}`))
  const [primary] = keys
  return primary === undefined || keys.some((key) => key.every((name) => ordered.has(name))) ? null : primary
}

const limitFindings = (select: Select, statement: string): ReadonlyArray<Finding> => {
  if (select.limit === null || select.from === null || isAggregated(select)) return []
  if (select.limit._tag === 'Param' && Number(select.limit.value) === 0) return []
  if (select.orderBy.length === 0) return [{ _tag: 'UnorderedLimit', statement }]
  if (select.extras?.withTies === true) return []
  const key = missingKey(select)
  return key === null ? [] : [{ _tag: 'NoTieBreak', statement, key }]
}

// -------------------------------------------------------------------------------------
// common table expressions
// -------------------------------------------------------------------------------------

const unusedFindings = (root: Ast, statement: string): ReadonlyArray<Finding> => {
  const read = new Set<object>()
  const given: Array<Cte> = []
  const look = (node: Ast, isGiven: (cte: Cte) => boolean): void =>
    walk(node, (it) => {
      if (it._tag === 'Cte' && !isGiven(it)) read.add(it.key)
    })
  walk(root, (node) => {
    const extras = 'extras' in node ? (node.extras?.ctes ?? []) : []
    const ctes = 'ctes' in node ? (node.ctes ?? []) : []
    // one that writes does so whether it is read or not
    given.push(
      ...[...extras, ...ctes].filter(({ query }) => !['Insert', 'Update', 'Delete', 'Merge'].includes(query._tag)),
    )
  })
  const nodes = new Set<Ast>(given)
  look(root, (cte) => nodes.has(cte))
  return given.filter(({ key }) => !read.has(key)).map(({ name }): Finding => ({ _tag: 'UnusedCte', statement, name }))
}

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

export const statementFindings = (name: string, statement: AnyStatement): ReadonlyArray<Finding> => {
  if (!isBranded(statement)) return []
  const root = statement as unknown as Ast
  const found: Array<Finding> = []
  walk(root, (node) => {
    if (node._tag !== 'Select') return
    const groups = islands(node)
    if (groups.length > 1)
      found.push({ _tag: 'CartesianProduct', statement: name, sources: groups.map((group) => group.join(', ')) })
    found.push(...limitFindings(node, name))
  })
  return [...found, ...unusedFindings(root, name)]
}

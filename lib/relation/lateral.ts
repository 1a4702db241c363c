/** Relations whose rows are those of a query, made once for each row that they belong to. */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { constant, invalid } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import type { Item, Projection } from '../ast/Projection.js'
import type { Derived, Lateral, Query, Source as SourceNode, With } from '../ast/Statement.js'
import type { Hop, Step } from './Relation.js'

// -------------------------------------------------------------------------------------
// sources
// -------------------------------------------------------------------------------------

/** All columns of a source, under the names that they have in the database. */
export const columnsOf = ({ columns }: SourceNode): Projection => ({
  items: Object.values(columns).map((column): Item => ({ _tag: 'Field', key: column.name, node: column })),
})

/** The rows of a query that has the columns of `target`; what else is known of that is known of them. */
const rowsLike = (target: SourceNode, query: Query | With, alias: string, columns: SourceNode['columns']): Lateral => {
  const own = Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, { ...column, table: alias }]))
  // a source that has columns has them for its users too
  const made: Lateral & { readonly c: SourceNode['columns'] } = {
    ...target,
    joinery: brand,
    _tag: 'Lateral',
    query,
    alias,
    columns: own,
    c: own,
  }
  return made
}

const always: Node = /* @__PURE__ */ constant(true)

/** A hop to the rows of a query that reads the row it starts from. */
export const hopTo = (
  target: SourceNode,
  query: (from: SourceNode) => Query | With,
  columns: SourceNode['columns'] = target.columns,
): Hop => ({
  alias: target.alias,
  step: (from, alias): Step => ({ to: rowsLike(target, query(from), alias ?? target.alias, columns), on: always }),
})

/** A hop that cannot be made. */
export const noHop = (target: SourceNode, problem: CompileError): Hop => ({
  alias: target.alias,
  step: (): Step => ({ to: target, on: invalid(problem) }),
})

export const noWayBack = (label: string, name: string): CompileError =>
  invalidArgument(label, `was made by ${name}, and leads one way`, 'invert the relation before that')

// -------------------------------------------------------------------------------------
// places
// -------------------------------------------------------------------------------------

/** The first source of a query has none before it: what it reads is around the query. */
export const asFirst = (source: SourceNode): SourceNode => {
  if (source._tag !== 'Lateral') return source
  const derived: Derived = { ...source, _tag: 'Derived' }
  return derived
}

/** What a relation leads to, as a source by itself: the table whose rows a query chose. */
export const asTarget = (source: SourceNode): SourceNode => {
  if (source._tag !== 'Lateral' || !('definitions' in source)) return source
  const { query: _, ...rest } = source
  return { ...rest, _tag: 'Table' } as SourceNode
}

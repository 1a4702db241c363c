/** What stands in FROM, where SQLite has no list of column names beside an alias, and no functions with columns of your own. */
import { unsupported } from '../../lib/ast/CompileError.js'
import { constant } from '../../lib/ast/Expr.js'
import { brand, type Node } from '../../lib/ast/Node.js'
import type { Insert, Query, Select, SetOperation, Source, Values } from '../../lib/ast/Statement.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { identifier, indented, report, spell, type Writer } from '../../lib/compile/Writer.js'
import { isUnnamed, reportWriting } from '../ansi/cte.js'
import { ansi } from '../ansi/dialect.js'
import { writeBound } from '../ansi/sources.js'

const none: Node = { joinery: brand, _tag: 'Param', value: -1, type: { _tag: 'bigint' }, cast: false }

/** An offset needs a limit before it, and a negative one is none. */
export const limited = <N extends Select | SetOperation | Values>(node: N): N =>
  node.offset !== null && node.limit === null ? { ...node, limit: none } : node

/** What SQLite says of a select in other words, or not at all. */
export const reportSelect = (to: Writer, { extras, projection }: Select): void => {
  if (extras?.withTies) {
    report(to, unsupported('sqlite', 'limitWithTies', 'use rank() over the order in a subquery, and filter by it'))
  }
  if (extras?.groupDistinct) report(to, unsupported('sqlite', 'groupByDistinct', 'run a query for each grouping'))
  if (projection?.nothing) report(to, unsupported('sqlite', 'select of nothing', 'select a constant'))
}

/** After a FROM without a WHERE, the ON of ON CONFLICT would be taken for a join's. */
export const withWhere = (node: Insert): Insert =>
  node.query === null || node.conflict === null ? node : { ...node, query: endedByWhere(node.query) as Query }

const endedByWhere = (query: NonNullable<Insert['query']>): NonNullable<Insert['query']> => {
  if (query._tag === 'SetOperation') return { ...query, right: endedByWhere(query.right) as Query }
  return query._tag === 'Select' && query.where.length === 0 ? { ...query, where: [constant(true)] } : query
}

/** Rows that are written out have an order or a limit only around them. */
const writeValues = (to: Writer, node: Values): void => {
  const { orderBy, limit, offset } = node
  if (orderBy.length === 0 && limit === null && offset === null) return ansi.cases.Values(node, to)
  to.text += 'select * from '
  indented(to, () => ansi.cases.Values({ ...node, orderBy: [], limit: null, offset: null }, to))
  ansi.cases.Values({ ...limited(node), rows: [] }, to)
}

/** VALUES in FROM: its columns have names of their own, and take no others. */
const writeNamed = (to: Writer, columns: Source['columns'], alias: string, write: () => void): void => {
  to.text += '(select '
  Object.values(columns).forEach(({ name }, i) => {
    to.text += `${i > 0 ? ', ' : ''}column${i + 1} as `
    identifier(to, name)
  })
  to.text += ' from '
  write()
  to.text += ') as '
  identifier(to, alias)
}

export const sources: Pick<Cases, 'Table' | 'Derived' | 'FunctionTable' | 'BoundRows' | 'Values' | 'With'> = {
  Table: (node, to) => {
    if (node.sample !== null) {
      report(to, unsupported('sqlite', 'sample of a table', 'order by random() and limit the rows'))
    }
    // no table inherits from another
    ansi.cases.Table({ ...node, only: false, sample: null }, to)
  },

  Derived: (node, to) => {
    if (!isUnnamed(node.query)) return ansi.cases.Derived(node, to)
    writeNamed(to, node.columns, node.alias, () => indented(to, () => spell(to, node.query)))
  },

  BoundRows: (node, to) => writeNamed(to, node.columns, node.alias, () => writeBound(to, node)),

  FunctionTable: (_, to) =>
    report(to, unsupported('sqlite', 'function in from', 'select its values in the program, or give them as valuesOf')),

  Values: (node, to) => writeValues(to, node),

  With: (node, to) => {
    for (const cte of node.ctes) {
      const { search, cycle } = cte
      reportWriting(to, cte)
      if (search !== null)
        report(to, unsupported('sqlite', 'SEARCH of a recursion', 'select what its order is made of'))
      if (cycle !== null)
        report(to, unsupported('sqlite', 'CYCLE of a recursion', "let the recursion add rows by 'union'"))
    }
    ansi.cases.With(node, to)
  },
}

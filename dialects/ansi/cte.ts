/** WITH: common table expressions before the statement that reads them. */
import { unsupported } from '../../lib/ast/CompileError.js'
import type { Column } from '../../lib/ast/Node.js'
import type { Projection } from '../../lib/ast/Projection.js'
import { textType } from '../../lib/ast/SqlType.js'
import type { Cte, CteSelf, Cycle, Search, Statement } from '../../lib/ast/Statement.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { meet, meetSelf, spellQuery, within } from '../../lib/compile/hoist.js'
import { identifier, indented, report, spell, type Writer } from '../../lib/compile/Writer.js'

/** A column in FROM is a name, and has no names within. */
export const reportNested = (to: Writer, projection: Projection | null): void => {
  if (!projection?.items.some(({ _tag }) => _tag === 'Group')) return
  report(
    to,
    unsupported('a subquery in from', 'nested object', 'select its columns side by side, and nest them outside'),
  )
}

/** Takes note of those that a statement need not read. */
export const meetAll = (to: Writer, ctes: ReadonlyArray<Cte>): void => {
  for (const cte of ctes) meet(to, cte)
}

const writings: ReadonlySet<string> = new Set(['Insert', 'Update', 'Delete', 'Merge'])

/** A write whose rows are read, in a dialect that has none. */
export const reportWriting = (to: Writer, { query }: Cte): void => {
  if (!writings.has(query._tag)) return
  const hint = 'run it first, and give what it returns as values'
  report(to, unsupported(to.dialect.name, `${query._tag.toLowerCase()} as a common table expression`, hint))
}

/** Whether the rows of a query have no names but `column1` and so on. */
export const isUnnamed = (query: Statement): boolean =>
  query._tag === 'Values' || (query._tag === 'SetOperation' && isUnnamed(query.left))

/** `("a", "b")` */
export const writeNames = (to: Writer, columns: ReadonlyArray<Column>): void => {
  columns.forEach(({ name }, i) => {
    to.text += i > 0 ? ', ' : '('
    identifier(to, name)
  })
  to.text += ')'
}

/** The same behind a name. */
export const writeOwnNames = (to: Writer, columns: ReadonlyArray<Column>): void => {
  to.text += ' '
  writeNames(to, columns)
}

/** How many columns a query has by itself, without those that a search or a cycle adds. */
const widthOf = ({ projection }: Cte['query']): number => projection?.items.length ?? 0

const writeCte = (to: Writer, cte: Cte): void => {
  identifier(to, cte.name)
  // rows that are written out have no names of their own
  if (isUnnamed(cte.query)) writeOwnNames(to, Object.values(cte.columns).slice(0, widthOf(cte.query)))
  to.text += ' as '
  if (cte.materialized !== null) to.text += cte.materialized ? 'materialized ' : 'not materialized '
  indented(to, () => spellQuery(to, cte))
  if (cte.search !== null) writeSearch(to, cte, cte.search)
  if (cte.cycle !== null) writeCycle(to, cte, cte.cycle)
}

const searches: Readonly<Record<Search['order'], string>> = { breadth: 'breadth', depth: 'depth' }

const writeBy = (to: Writer, { columns }: Cte, by: ReadonlyArray<string>): void =>
  by.forEach((key, i) => {
    if (i > 0) to.text += ', '
    identifier(to, columns[key]?.name ?? key)
  })

const writeSearch = (to: Writer, cte: Cte, { order, by, column }: Search): void => {
  to.text += ` search ${searches[order]} first by `
  writeBy(to, cte, by)
  to.text += ' set '
  identifier(to, column)
}

const writeCycle = (to: Writer, cte: Cte, { by, column, path, marks }: Cycle): void => {
  to.text += ' cycle '
  writeBy(to, cte, by)
  to.text += ' set '
  identifier(to, column)
  if (marks !== null) {
    const [found, otherwise] = marks.map((mark) => to.dialect.literal(to, mark, textType, false))
    to.text += ` to ${found} default ${otherwise}`
  }
  to.text += ' using '
  identifier(to, path)
}

const writeReference = (to: Writer, { name, alias }: Cte | CteSelf): void => {
  identifier(to, name)
  if (alias === name) return
  to.text += ' as '
  identifier(to, alias)
}

export const ctes: Cases<'With' | 'Cte' | 'CteSelf'> = {
  With: (node, to) => {
    to.text += node.ctes.some(({ recursive }) => recursive) ? 'with recursive ' : 'with '
    node.ctes.forEach((cte, i) => {
      if (i > 0) to.text += `,${to.newline}`
      writeCte(to, cte)
    })
    to.text += to.newline
    within(to, node.ctes, () => spell(to, node.statement))
  },

  Cte: (node, to) => {
    reportNested(to, node.query.projection)
    meet(to, node)
    writeReference(to, node)
  },

  CteSelf: (node, to) => {
    meetSelf(to, node)
    writeReference(to, node)
  },
}

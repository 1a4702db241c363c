/** WITH: common table expressions before the statement that reads them. */
import { unsupported } from '../../lib/ast/CompileError.js'
import type { Projection } from '../../lib/ast/Projection.js'
import type { Cte } from '../../lib/ast/Statement.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { meet, meetSelf, spellQuery } from '../../lib/compile/hoist.js'
import { identifier, indented, report, spell, type Writer } from '../../lib/compile/Writer.js'

/** A column in FROM is a name, and has no names within. */
export const reportNested = (to: Writer, projection: Projection | null): void => {
  if (!projection?.items.some(({ _tag }) => _tag === 'Group')) return
  report(
    to,
    unsupported('a subquery in from', 'nested object', 'select its columns side by side, and nest them outside'),
  )
}

/** A write whose rows are read, in a dialect that has none. */
export const reportWriting = (to: Writer, { query }: Cte): void => {
  if (query._tag !== 'Insert' && query._tag !== 'Update' && query._tag !== 'Delete') return
  const hint = 'run it first, and give what it returns as values'
  report(to, unsupported(to.dialect.name, `${query._tag.toLowerCase()} as a common table expression`, hint))
}

const writeCte = (to: Writer, cte: Cte): void => {
  identifier(to, cte.name)
  to.text += ' as '
  if (cte.materialized !== null) to.text += cte.materialized ? 'materialized ' : 'not materialized '
  indented(to, () => spellQuery(to, cte))
}

export const ctes: Cases<'With' | 'Cte' | 'CteSelf'> = {
  With: (node, to) => {
    to.text += node.ctes.some(({ recursive }) => recursive) ? 'with recursive ' : 'with '
    node.ctes.forEach((cte, i) => {
      if (i > 0) to.text += `,${to.newline}`
      writeCte(to, cte)
    })
    to.text += to.newline
    spell(to, node.statement)
  },

  Cte: (node, to) => {
    reportNested(to, node.query.projection)
    meet(to, node)
    identifier(to, node.name)
  },

  CteSelf: (node, to) => {
    meetSelf(to, node)
    identifier(to, node.name)
  },
}

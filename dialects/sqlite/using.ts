/** Updates and deletes that read other sources, where SQLite has less: no USING, and a RETURNING of the table alone. */
import { unsupported } from '../../lib/ast/CompileError.js'
import type { Node } from '../../lib/ast/Node.js'
import { leavesOf } from '../../lib/ast/Projection.js'
import type { Delete, Update } from '../../lib/ast/Statement.js'
import { holds, withinStatement } from '../../lib/ast/walk.js'
import { report, type Writer } from '../../lib/compile/Writer.js'

/** Whether an expression itself reads one of these names; queries in it have sources of their own. */
const reads = (node: Node, names: ReadonlySet<string>): boolean =>
  holds(node, (it) => it._tag === 'Column' && names.has(it.table), withinStatement)

/** Reports a RETURNING that reads more than the table that is updated. */
export const reportReturning = (to: Writer, { using, projection }: Update): void => {
  if (using.length === 0 || projection === null) return
  const names = new Set(using.map(({ alias }) => alias))
  if (!leavesOf(projection).some((node) => reads(node, names))) return
  const hint = 'return columns of the table that is updated'
  report(to, unsupported('sqlite', 'RETURNING of another source than the updated table', hint))
}

/** Reports a delete that reads another source. */
export const reportUsing = (to: Writer, { using }: Delete): void => {
  if (using.length > 0) report(to, unsupported('sqlite', 'DELETE … USING', 'use where(exists(...))'))
}

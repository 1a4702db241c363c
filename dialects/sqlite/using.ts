/** Updates and deletes that read other sources, where SQLite has less: no USING, and a RETURNING of the table alone. */
import { unsupported } from '../../lib/ast/CompileError.js'
import { isBranded, isRecord } from '../../lib/ast/Expr.js'
import { leavesOf } from '../../lib/ast/Projection.js'
import type { Delete, Update } from '../../lib/ast/Statement.js'
import { report, type Writer } from '../../lib/compile/Writer.js'

/** Whether an expression itself reads one of these names; queries in it have sources of their own. */
const reads = (node: unknown, names: ReadonlySet<string>): boolean => {
  if (Array.isArray(node)) return node.some((child) => reads(child, names))
  if (!isRecord(node) || !isBranded(node)) return false
  const { _tag, table } = node as { readonly _tag?: unknown; readonly table?: unknown }
  if (_tag === 'Column') return typeof table === 'string' && names.has(table)
  if (_tag === 'Select') return false
  return Object.values(node).some((child) => reads(child, names))
}

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

/** What a foreign key points to. */
import { isBranded } from '../ast/Expr.js'
import type { Column } from '../ast/Node.js'
import type { ForeignKey } from '../ast/Statement.js'

/**
 * The column, or null where there is none: the program's function may give something else, and throws where it asks for
 * a table that is defined later.
 */
export const pointedAt = (references: ForeignKey | null): Column | null => {
  try {
    const target: unknown = references?.target()
    return isBranded(target) && (target as Column)._tag === 'Column' ? (target as Column) : null
  } catch {
    return null
  }
}

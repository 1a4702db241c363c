/**
 * SQL of the user's own, as a statement of `sql-template-strings`.
 *
 * A hole holds an expression or a source, which is spelled, or a value, which is bound: never text.
 */
import SQL, { SQLStatement } from 'sql-template-strings'
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, isBranded, param, typed } from '../ast/Expr.js'
import { brand, type Node, type Raw } from '../ast/Node.js'
import { type SqlType, untyped } from '../ast/SqlType.js'
import type { Source } from '../ast/Statement.js'
import { type ColumnSpec, ofType } from '../schema/Column.js'

export { SQL }

const hole = (value: unknown): Node | Source =>
  isBranded(value)
    ? (value as unknown as Node | Source)
    : value instanceof SQLStatement
      ? rawNode(value, untyped)
      : param(value, untyped, false)

/**
 * The tag's own object is asked for, by its class: a request body with `strings` and `values` in it is none.
 * Both arrays are copied, for `append` changes the statement it is called on.
 */
export const rawNode = (sql: unknown, type: SqlType): Raw | Node => {
  if (!(sql instanceof SQLStatement)) {
    return invalid(invalidArgument('the argument of raw', 'is not a statement of SQL`…`', 'write raw(type, SQL`…`)'))
  }
  const { strings } = sql as unknown as { readonly strings: ReadonlyArray<string> }
  return { joinery: brand, _tag: 'Raw', strings: [...strings], holes: sql.values.map(hole), type }
}

/**
 * An expression in SQL of your own, read as the given type. What it reads is not checked.
 *
 * @example raw(integer, SQL`strpos(${users.c.name}, ${'a'})`) // strpos("users"."name", $1)
 */
export const raw = <T>(type: ColumnSpec<T, any, any>, sql: SQLStatement): Expr<T, never, never> =>
  typed(ofType(type, 'raw', 'raw(integer, SQL`1`)', (own) => rawNode(sql, own)))

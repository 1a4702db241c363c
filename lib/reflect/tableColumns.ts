/** The question that reflection asks: which columns a table has, and the tables that it points to. */
import { param } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type { Opaque, Statement } from '../ast/Scope.js'
import { textType } from '../ast/SqlType.js'
import { nullable } from '../schema/Column.js'
import { boolean, text } from '../schema/types.js'
import { type DeclaredRow, declared } from '../statement/declared.js'
import { typedStatement } from '../statement/node.js'

const columns = {
  table: text,
  /** Null for a table without any column. */
  column: /* @__PURE__ */ nullable(text),
  /** As the database declares it. */
  type: /* @__PURE__ */ nullable(text),
  nullable: /* @__PURE__ */ nullable(boolean),
  primaryKey: /* @__PURE__ */ nullable(boolean),
  unique: /* @__PURE__ */ nullable(boolean),
  /** Whether the database counts it up. */
  counted: /* @__PURE__ */ nullable(boolean),
  /** As SQL. */
  defaultTo: /* @__PURE__ */ nullable(text),
  targetTable: /* @__PURE__ */ nullable(text),
  targetColumn: /* @__PURE__ */ nullable(text),
  onDelete: /* @__PURE__ */ nullable(text),
  onUpdate: /* @__PURE__ */ nullable(text),
}

/** What a database says about one column. */
export type ColumnRow = DeclaredRow<typeof columns>

/** @example all(tableColumns('users'))(db) // one row for each column of users, and of all tables that it points to */
export const tableColumns = (table: string): Statement<Opaque, never, never, never, ColumnRow> =>
  typedStatement({
    joinery: brand,
    _tag: 'TableColumns',
    table: param(table, textType, true),
    projection: declared(columns),
  })

/** Tables as statements. */
import { brand } from '../ast/Node.js'
import type { Opaque, Statement } from '../ast/Scope.js'
import type { Statement as StatementNode, TableNode } from '../ast/Statement.js'
import type { AnyTable } from '../schema/Table.js'
import { text } from '../schema/types.js'
import { declared } from './declared.js'
import { invalidStatement, typedStatement } from './node.js'
import { targetNode } from './source.js'

const onTable = (
  table: unknown,
  name: string,
  make: (node: TableNode) => StatementNode,
): Statement<Opaque, never, never, never, never> => {
  const node = targetNode(table, `the argument of ${name}`)
  return typedStatement(node._tag === 'Table' ? make(node) : invalidStatement(node.error))
}

/** @example createTable(users) // create table "users" ("id" serial primary key, "name" text not null, …) */
export const createTable = (table: AnyTable): Statement<Opaque, never, never, never, never> =>
  onTable(table, 'createTable', (node) => ({ joinery: brand, _tag: 'CreateTable', table: node, without: [] }))

/** @example dropTable(users) // drop table "users" */
export const dropTable = (table: AnyTable): Statement<Opaque, never, never, never, never> =>
  onTable(table, 'dropTable', (node) => ({ joinery: brand, _tag: 'DropTable', table: node }))

/** The names of the tables and views that there are, where an unqualified name would be looked for. */
export const tableNames: Statement<Opaque, never, never, never, { readonly name: string }> =
  /* @__PURE__ */ typedStatement({
    joinery: brand,
    _tag: 'TableNames',
    projection: /* @__PURE__ */ declared({ name: text }),
  })

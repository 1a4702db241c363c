/** Tables as statements. */
import { brand } from '../ast/Node.js'
import { textType } from '../ast/SqlType.js'
import { type AnyTable, tableNode } from '../schema/Table.js'
import type { Opaque, Statement } from './Statement.js'
import { typedStatement } from './select.js'

/** @example createTable(users) // create table "users" ("id" serial primary key, "name" text not null) */
export const createTable = (table: AnyTable): Statement<Opaque, never, never, never, never> =>
  typedStatement({ joinery: brand, _tag: 'CreateTable', table: tableNode(table) })

/** @example dropTable(users) // drop table "users" */
export const dropTable = (table: AnyTable): Statement<Opaque, never, never, never, never> =>
  typedStatement({ joinery: brand, _tag: 'DropTable', table: tableNode(table) })

/** The names of the tables and views that there are, where an unqualified name would be looked for. */
export const tableNames: Statement<Opaque, never, never, never, { readonly name: string }> =
  /* @__PURE__ */ typedStatement({
    joinery: brand,
    _tag: 'TableNames',
    projection: {
      items: [
        {
          _tag: 'Field',
          key: 'name',
          node: { joinery: brand, _tag: 'Column', table: '', name: 'name', type: textType },
        },
      ],
    },
  })

/** Tables in standard SQL. */
import { unsupported } from '../../lib/ast/CompileError.js'
import type { Column, Node } from '../../lib/ast/Node.js'
import type { SqlType } from '../../lib/ast/SqlType.js'
import type { Definition, ForeignKey, ReferentialAction, TableNode } from '../../lib/ast/Statement.js'
import type { Cases, Dialect } from '../../lib/compile/Dialect.js'
import { identifier, report, spell, type Writer } from '../../lib/compile/Writer.js'
import { checkType } from './checkType.js'

/** How a type is declared, and how a default is spelled: where the dialects differ. */
export interface Declarations {
  readonly typeName: (type: SqlType) => string
  /** What a type needs and the dialect has not; null if it has it all. */
  readonly lacks: (type: SqlType) => string | null
  /** A value as text, for DDL cannot bind. */
  readonly literal: Dialect['literal']
  /** SQLite wants an expression in parentheses here. */
  readonly parenthesisedDefault: boolean
  /** SQLite lets NULL into a primary key, but for the one that counts. */
  readonly keyIsNotNull: (type: SqlType) => boolean
}

const actions: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'cascade',
  restrict: 'restrict',
  'set null': 'set null',
  'set default': 'set default',
  'no action': 'no action',
}

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

const writeDefault = (to: Writer, node: Node, by: Declarations): void => {
  to.text += ' default '
  if (node._tag === 'Param') to.text += by.literal(to, node.value, node.type, false)
  else if (by.parenthesisedDefault) {
    to.text += '('
    spell(to, node)
    to.text += ')'
  } else spell(to, node)
}

const writeAction = (to: Writer, on: 'delete' | 'update', action: ReferentialAction | null): void => {
  if (action === null) return
  if (!Object.hasOwn(actions, action)) {
    return report(to, {
      _tag: 'InvalidArgument',
      argument: `on ${on}`,
      reason: 'is not a referential action',
      hint: `give one of ${Object.keys(actions).join(', ')}`,
    })
  }
  to.text += ` on ${on} ${actions[action]}`
}

const writeReference = (to: Writer, table: TableNode, { target, onDelete, onUpdate }: ForeignKey): void => {
  const column = target() as Column | undefined
  // the metadata reports a target that is no column; here it must only not throw
  if (column?._tag !== 'Column')
    return report(to, unsupported(to.dialect.name, `reference from ${table.name}`, 'let it point to a column'))
  to.text += ' references '
  identifier(to, column.table)
  to.text += ' ('
  identifier(to, column.name)
  to.text += ')'
  writeAction(to, 'delete', onDelete)
  writeAction(to, 'update', onUpdate)
}

const writeColumn = (
  to: Writer,
  table: TableNode,
  key: string,
  definition: Definition,
  by: Declarations,
  keyHere: boolean,
): void => {
  identifier(to, (table.columns[key] as Column).name)
  checkType(to, definition.type)
  const lacking = by.lacks(definition.type)
  if (lacking !== null) report(to, unsupported(to.dialect.name, lacking, 'keep it as text or json'))
  to.text += ` ${by.typeName(definition.type)}`
  if (keyHere) to.text += by.keyIsNotNull(definition.type) ? ' primary key' : ' not null primary key'
  else if (!definition.nullable) to.text += ' not null'
  if (definition.unique) to.text += ' unique'
  if (definition.defaultTo !== null) writeDefault(to, definition.defaultTo, by)
  if (definition.references !== null) writeReference(to, table, definition.references)
}

// -------------------------------------------------------------------------------------
// cases
// -------------------------------------------------------------------------------------

/** The DDL of a dialect, from how it declares types and defaults. */
export const ddl = (by: Declarations): Cases<'CreateTable' | 'DropTable'> => ({
  CreateTable: ({ table }, to) => {
    to.text += 'create table '
    spell(to, { ...table, alias: table.name })
    const entries = Object.entries(table.definitions)
    const keys = entries.filter(([, { primaryKey }]) => primaryKey).map(([key]) => key)
    to.text += ' ('
    entries.forEach(([key, definition], i) => {
      to.text += i > 0 ? ',\n  ' : '\n  '
      writeColumn(to, table, key, definition, by, keys.length === 1 && definition.primaryKey)
    })
    if (keys.length > 1) {
      to.text += ',\n  primary key ('
      keys.forEach((key, i) => {
        if (i > 0) to.text += ', '
        identifier(to, (table.columns[key] as Column).name)
      })
      to.text += ')'
    }
    to.text += '\n)'
  },

  DropTable: ({ table }, to) => {
    to.text += 'drop table '
    spell(to, { ...table, alias: table.name })
  },
})

/** Tables in standard SQL. */
import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type { Column, Node } from '../../lib/ast/Node.js'
import type { SqlType } from '../../lib/ast/SqlType.js'
import type { Definition, ForeignKey, ReferentialAction, TableNode } from '../../lib/ast/Statement.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { identifier, report, spell, type Writer } from '../../lib/compile/Writer.js'

/** How a type is declared, and how a default is spelled: where the dialects differ. */
export interface Declarations {
  readonly typeName: (type: SqlType) => string
  /** A value as text, for DDL cannot bind. */
  readonly literal: (to: Writer, value: unknown, type: SqlType) => string
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
  if (node._tag === 'Param') to.text += by.literal(to, node.value, node.type)
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

const isWhole = (n: number | null, least: number): boolean => n === null || (Number.isSafeInteger(n) && n >= least)

/** The numbers of a type stand in the text, so a JavaScript caller could write anything there. */
const reportNumbers = (to: Writer, type: SqlType): void => {
  if ('base' in type) return reportNumbers(to, type.base)
  if (type._tag === 'varchar' && !isWhole(type.length, 1)) {
    report(to, invalidArgument('the length of varchar', 'is not a whole number from 1', 'leave it out for no limit'))
  }
  if (type._tag === 'numeric' && !(isWhole(type.precision, 1) && isWhole(type.scale, Number.MIN_SAFE_INTEGER))) {
    const hint = 'give whole numbers, as in numeric(10, 2), or none'
    report(to, invalidArgument('the precision and scale of numeric', 'are not whole numbers', hint))
  }
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
  reportNumbers(to, definition.type)
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

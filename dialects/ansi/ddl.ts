/** Tables in standard SQL. */
import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type { Constraint, Deferral, Reference, ReferentialAction } from '../../lib/ast/Constraint.js'
import { isBranded } from '../../lib/ast/Expr.js'
import type { Column, Node } from '../../lib/ast/Node.js'
import type { SqlType } from '../../lib/ast/SqlType.js'
import type { CreateTable, Definition, TableNode } from '../../lib/ast/Statement.js'
import type { Cases, Dialect } from '../../lib/compile/Dialect.js'
import { identifier, report, spell, type Writer } from '../../lib/compile/Writer.js'
import { checkType } from './checkType.js'
import { writeOwnNames } from './cte.js'

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

const deferrals: Readonly<Record<Deferral, string>> = {
  immediate: ' deferrable',
  deferred: ' deferrable initially deferred',
}

const writeDeferral = (to: Writer, deferrable: Deferral | null): void => {
  if (deferrable !== null) to.text += deferrals[deferrable] ?? ''
}

/** `references "users" ("id") on delete cascade` */
const writeReference = (to: Writer, table: TableNode, targets: unknown, said: Reference): void => {
  const columns: ReadonlyArray<unknown> = Array.isArray(targets) ? targets : [targets]
  // the metadata reports a target that is no column; here it must only not throw
  if (!columns.every(isColumn))
    return report(to, unsupported(to.dialect.name, `reference from ${table.name}`, 'let it point to a column'))
  to.text += 'references '
  identifier(to, columns[0]?.table ?? '')
  writeOwnNames(to, columns)
  if (said.matchFull) to.text += ' match full'
  writeAction(to, 'delete', said.onDelete)
  writeAction(to, 'update', said.onUpdate)
  writeDeferral(to, said.deferrable)
}

const isColumn = (u: unknown): u is Column => isBranded(u) && (u as Column)._tag === 'Column'

/** The names of columns of the table; what is none says so itself. */
const writeOwn = (to: Writer, table: TableNode, nodes: ReadonlyArray<Node>): void => {
  const columns = nodes.filter(isColumn)
  for (const node of nodes) if (node._tag === 'Invalid') report(to, node.error)
  const foreign = columns.find((column) => column.table !== table.alias && column.table !== table.name)
  if (foreign !== undefined || columns.length === 0) {
    const what =
      foreign === undefined ? 'has no column' : `names ${foreign.table}.${foreign.name}, which is not its own`
    return report(
      to,
      invalidArgument(
        `a constraint of ${table.name}`,
        what,
        'give columns of the table: (t) => [uniqueOn([t.a, t.b])]',
      ),
    )
  }
  writeOwnNames(to, columns)
}

const writeConstraintName = (to: Writer, name: string | null): void => {
  if (name === null) return
  to.text += 'constraint '
  identifier(to, name)
  to.text += ' '
}

/** A condition in DDL has no parameters, and its columns no table. */
const writeCheck = (to: Writer, condition: Node): void => {
  const { inline } = to
  to.inline = true
  to.text += 'check ('
  spell(to, condition)
  to.text += ')'
  to.inline = inline
}

export const writeConstraint = (to: Writer, table: TableNode, constraint: Constraint): void => {
  writeConstraintName(to, constraint.name)
  switch (constraint._tag) {
    case 'PrimaryKey':
      to.text += 'primary key'
      return writeOwn(to, table, constraint.columns)
    case 'Unique':
      to.text += constraint.nullsNotDistinct ? 'unique nulls not distinct' : 'unique'
      writeOwn(to, table, constraint.columns)
      return writeDeferral(to, constraint.deferrable)
    case 'ForeignKey':
      to.text += 'foreign key'
      writeOwn(to, table, constraint.columns)
      to.text += ' '
      return writeReference(to, table, constraint.targets(), constraint)
    case 'Check':
      return writeCheck(to, constraint.condition)
  }
}

const writeColumn = (
  to: Writer,
  table: TableNode,
  key: string,
  definition: Definition,
  by: Declarations,
  keyHere: boolean,
  without: CreateTable['without'],
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
  const { references } = definition
  if (references === null || without.includes(references)) return
  to.text += ' '
  writeConstraintName(to, references.name)
  writeReference(to, table, references.target(), references)
}

// -------------------------------------------------------------------------------------
// cases
// -------------------------------------------------------------------------------------

const writeAlter = (to: Writer, table: TableNode): void => {
  to.text += 'alter table '
  spell(to, { ...table, alias: table.name })
  to.text += ' '
}

/** The DDL of a dialect, from how it declares types and defaults. */
export const ddl = (by: Declarations): Cases<'CreateTable' | 'DropTable' | 'AddConstraint' | 'DropConstraint'> => ({
  CreateTable: ({ table, without }, to) => {
    to.text += 'create table '
    spell(to, { ...table, alias: table.name })
    const entries = Object.entries(table.definitions)
    const keys = entries.filter(([, { primaryKey }]) => primaryKey).map(([key]) => key)
    const said = table.constraints.some(({ _tag }) => _tag === 'PrimaryKey')
    to.text += ' ('
    entries.forEach(([key, definition], i) => {
      to.text += i > 0 ? ',\n  ' : '\n  '
      writeColumn(to, table, key, definition, by, keys.length === 1 && definition.primaryKey && !said, without)
    })
    if (keys.length > 1 && !said) {
      to.text += ',\n  primary key ('
      keys.forEach((key, i) => {
        if (i > 0) to.text += ', '
        identifier(to, (table.columns[key] as Column).name)
      })
      to.text += ')'
    }
    for (const constraint of table.constraints) {
      if (constraint._tag === 'ForeignKey' && without.includes(constraint)) continue
      to.text += ',\n  '
      writeConstraint(to, table, constraint)
    }
    to.text += '\n)'
  },

  AddConstraint: ({ table, constraint }, to) => {
    writeAlter(to, table)
    to.text += 'add '
    writeConstraint(to, table, constraint)
  },

  DropConstraint: ({ table, name }, to) => {
    writeAlter(to, table)
    to.text += 'drop constraint '
    identifier(to, name)
  },

  DropTable: ({ table }, to) => {
    to.text += 'drop table '
    spell(to, { ...table, alias: table.name })
  },
})

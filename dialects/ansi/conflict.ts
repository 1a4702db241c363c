/** ON CONFLICT, as PostgreSQL and SQLite have it. */

import { type CompileError, invalidArgument } from '../../lib/ast/CompileError.js'
import type { Ast } from '../../lib/ast/children.js'
import { isBranded } from '../../lib/ast/Expr.js'
import type { Column, Node } from '../../lib/ast/Node.js'
import type { Conflict, ConflictTarget, ConflictUpdate, IndexElement, Source } from '../../lib/ast/Statement.js'
import { holds } from '../../lib/ast/walk.js'
import { identifier, report, spell, type Writer } from '../../lib/compile/Writer.js'
import { writeQualified } from './expressions.js'
import { writeConditions } from './select.js'
import { writeAssignments, writeChanges } from './values.js'

const otherTable = (argument: string, { alias }: Source): CompileError =>
  invalidArgument(argument, `is not a column of ${alias}`, 'give columns of the table that is inserted into')

/** The key of a column of the table; what is none is reported. */
const keyOf = (to: Writer, table: Source, node: Node, argument: string): string | null => {
  if (node._tag === 'Invalid') {
    report(to, node.error)
    return null
  }
  const found = Object.entries(table.columns).find(
    ([, { name }]) => node._tag === 'Column' && node.table === table.alias && node.name === name,
  )
  if (found !== undefined) return found[0]
  report(to, otherTable(argument, table))
  return null
}

// -------------------------------------------------------------------------------------
// target
// -------------------------------------------------------------------------------------

const writeTarget = (to: Writer, table: Source, target: ConflictTarget): void => {
  if (target._tag === 'Any') return
  if (target._tag === 'Constraint') {
    to.text += ' on constraint '
    return identifier(to, target.name)
  }
  const { elements, where } = target
  if (elements.length === 0) {
    return report(to, invalidArgument('the target of onConflict', 'is empty', 'give a column, or anyConflict'))
  }
  // an index is found by its expressions and its condition as they were written: with literals
  const outer = to.inline
  to.inline = true
  to.text += ' ('
  elements.forEach((element, i) => {
    if (i > 0) to.text += ', '
    writeElement(to, table, element)
  })
  to.text += ')'
  if (where.length > 0) to.text += ' where '
  for (const condition of where) spell(to, condition)
  to.inline = outer
}

/** A column by its name; an expression in parentheses, and its collation after them. */
const writeElement = (to: Writer, table: Source, { of, operators }: IndexElement): void => {
  const [node, collation] = of._tag === 'Collate' ? [of.operand, of] : [of, null]
  if (node._tag === 'Column' || node._tag === 'Invalid') {
    const key = keyOf(to, table, node, 'the target of onConflict')
    if (key !== null) identifier(to, (table.columns[key] as Column).name)
  } else {
    const isOther = (it: Ast): boolean => it._tag === 'Column' && it.table !== table.alias
    if (holds(node, isOther)) report(to, otherTable('the target of onConflict', table))
    to.text += '('
    spell(to, node)
    to.text += ')'
  }
  if (collation !== null) {
    to.text += ' collate '
    writeQualified(to, collation.schema, collation.collation)
  }
  if (operators !== null) {
    to.text += ' '
    writeQualified(to, ...operators)
  }
}

// -------------------------------------------------------------------------------------
// action
// -------------------------------------------------------------------------------------

/** What is set, by key: for all columns but some, what was to be inserted. */
const changesOf = (
  to: Writer,
  table: Source,
  set: ConflictUpdate['set'],
  keys: ReadonlyArray<string>,
): Readonly<Record<string, unknown>> => {
  if (!isExcept(set)) return set
  const except = set.except.map((node) => keyOf(to, table, node, 'an argument of allColumnsExcept'))
  const taken = keys.filter((key) => !except.includes(key) && Object.hasOwn(table.columns, key))
  return Object.fromEntries(taken.map((key) => [key, { ...table.columns[key], table: 'excluded' }]))
}

/** By the brand, as ever: a column may be called `except`. */
const isExcept = (set: ConflictUpdate['set']): set is Extract<ConflictUpdate['set'], { except: unknown }> =>
  isBranded(set) && 'except' in set

/** `keys` are those that the insert gives. */
export const writeConflict = (to: Writer, table: Source, conflict: Conflict, keys: ReadonlyArray<string>): void => {
  if (conflict._tag === 'InvalidConflict') return report(to, conflict.error)
  const { target, action } = conflict
  to.text += `${to.newline}on conflict`
  writeTarget(to, table, target)
  if (action._tag === 'Nothing') {
    to.text += ' do nothing'
    return
  }
  if (table.alias === 'excluded') report(to, { _tag: 'DuplicateAlias', alias: 'excluded' })
  const changes = changesOf(to, table, action.set, keys)
  if (Object.keys(changes).length + action.assignments.length === 0) {
    const hint = 'give doUpdate a column to set, or say doNothing'
    return report(to, { _tag: 'MissingClause', statement: 'insert', clause: 'changes for a conflict', hint })
  }
  to.text += ' do update set '
  writeChanges(to, table, changes)
  writeAssignments(to, table, action.assignments, Object.keys(changes).length > 0)
  writeConditions(to, 'where ', action.where)
}

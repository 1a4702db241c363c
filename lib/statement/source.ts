/** What may stand in FROM, and what to put there when it may not. */
import { invalidArgument } from '../ast/CompileError.js'
import { isBranded } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type { InvalidSource, Source as SourceNode, TableNode } from '../ast/Statement.js'

const notASource = (argument: string, expected: string): InvalidSource => ({
  joinery: brand,
  _tag: 'InvalidSource',
  alias: '',
  error: invalidArgument(
    argument,
    `is not a ${expected}`,
    `give ${expected === 'table' ? 'a table' : 'a table, an alias or a subquery'}`,
  ),
  columns: {},
})

const isSource = (u: unknown): u is SourceNode => isBranded(u) && 'columns' in u

/** At run time, a source is its node; a JavaScript caller may have given something else. */
export const sourceNode = (source: unknown, argument: string): SourceNode =>
  isSource(source) ? source : notASource(argument, 'source')

/** What an insert, an update or a delete writes to, and what DDL creates and drops. */
export const targetNode = (table: unknown, argument: string): TableNode | InvalidSource =>
  isSource(table) && (table._tag === 'InvalidSource' || (table._tag === 'Table' && table.sample === null))
    ? table
    : notASource(argument, 'table')

/** What an insert writes to: a new row is in no table that inherits, and no word for that has a place here. */
export const insertTarget = (table: unknown, argument: string): TableNode | InvalidSource => {
  const node = targetNode(table, argument)
  return node._tag === 'Table' && node.only ? { ...node, only: false } : node
}

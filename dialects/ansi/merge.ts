/** MERGE, as the standard and PostgreSQL have it. */
import type { Merge, MergeAction, MergeWhen, Source } from '../../lib/ast/Statement.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { report, spell, type Writer } from '../../lib/compile/Writer.js'
import { meetAll } from './cte.js'
import { reportDuplicates } from './select.js'
import { keysOf, writeAssignments, writeChanges, writeColumnNames, writeValue } from './values.js'
import { writeOverriding, writeReturning } from './write.js'

const matches: Readonly<Record<MergeWhen['match'], string>> = {
  matched: 'when matched',
  notMatched: 'when not matched',
  notMatchedBySource: 'when not matched by source',
}

const writeAction = (to: Writer, table: Source, action: MergeAction): void => {
  switch (action._tag) {
    case 'Update':
      to.text += 'update set '
      writeChanges(to, table, action.set)
      return writeAssignments(to, table, action.assignments, Object.keys(action.set).length > 0)
    case 'Insert': {
      const keys = keysOf(to, table, [action.row])
      if (keys.length === 0) {
        to.text += 'insert default values'
        return
      }
      to.text += 'insert '
      writeColumnNames(to, table, keys)
      writeOverriding(to, action.overriding)
      to.text += ' values ('
      keys.forEach((key, i) => {
        if (i > 0) to.text += ', '
        writeValue(to, table, key, action.row[key])
      })
      to.text += ')'
      return
    }
    case 'Delete':
      to.text += 'delete'
      return
    case 'Nothing':
      to.text += 'do nothing'
      return
    case 'Invalid':
      return report(to, action.error)
  }
}

const writeWhen = (to: Writer, table: Source, { match, conditions, action }: MergeWhen): void => {
  to.text += to.newline + matches[match]
  const [first] = conditions
  if (first !== undefined) {
    to.text += ' and '
    if (conditions.length === 1) spell(to, first)
    else spell(to, { joinery: first.joinery, _tag: 'Junction', op: 'and', conditions, type: first.type })
  }
  to.text += ' then '
  writeAction(to, table, action)
}

export const writeMerge = (to: Writer, { table, source, on, whens, projection, ctes }: Merge): void => {
  if (table._tag === 'InvalidSource') return spell(to, table)
  meetAll(to, ctes)
  if (whens.length === 0) {
    const hint = 'say what to do: whenMatched(thenUpdate({ … })), whenNotMatched(thenInsert({ … }))'
    return report(to, { _tag: 'MissingClause', statement: 'merge', clause: 'when', hint })
  }
  to.text += 'merge into '
  spell(to, table)
  to.text += `${to.newline}using `
  spell(to, source)
  reportDuplicates(to, table, [source])
  to.text += ' on '
  spell(to, on)
  for (const when of whens) writeWhen(to, table, when)
  writeReturning(to, projection, 'merge')
}

export const merges: Cases<'Merge'> = { Merge: (node, to) => writeMerge(to, node) }

/** Inserts, updates and deletes, where SQLite has less: one table, whole columns, and the row as it is. */
import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type { Node } from '../../lib/ast/Node.js'
import { leavesOf, type Projection } from '../../lib/ast/Projection.js'
import type { Assignment, Delete, Insert, Update } from '../../lib/ast/Statement.js'
import { namesOf } from '../../lib/ast/sources.js'
import { holds, withinStatement } from '../../lib/ast/walk.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { report, type Writer } from '../../lib/compile/Writer.js'
import { type Inserts, inserts, writes as standard, writeInsert } from '../ansi/write.js'
import { withWhere } from './sources.js'

// -------------------------------------------------------------------------------------
// problems
// -------------------------------------------------------------------------------------

const refuse = (to: Writer, feature: string, hint: string): void => report(to, unsupported('sqlite', feature, hint))

/** Whether an expression itself reads one of these names; queries in it have sources of their own. */
const reads = (node: Node, names: ReadonlySet<string>): boolean =>
  holds(node, (it) => it._tag === 'Column' && names.has(it.table), withinStatement)

const returns = (projection: Projection | null, names: ReadonlySet<string>): boolean =>
  projection !== null && leavesOf(projection).some((node) => reads(node, names))

const versions: ReadonlySet<string> = new Set(['old', 'new'])

/** A RETURNING has the row as it is, after an insert or an update, or as it was, before a delete. */
const reportVersions = (to: Writer, { table, projection }: Insert | Update | Delete): void => {
  if (versions.has(table.alias) || !returns(projection, versions)) return
  refuse(to, 'RETURNING of the old or the new row', 'return columns of the table, and select them before the change')
}

/** Reports a RETURNING that reads more than the table that is updated. */
const reportSources = (to: Writer, { using, projection }: Update): void => {
  if (using.length === 0 || !returns(projection, new Set(using.flatMap(namesOf)))) return
  refuse(to, 'RETURNING of another source than the updated table', 'return columns of the table that is updated')
}

const reportParts = (to: Writer, assignments: ReadonlyArray<Assignment>): void => {
  const isPart = ({ _tag }: Node): boolean => _tag === 'Subscript' || _tag === 'FieldOf'
  if (!assignments.some(({ targets }) => targets.some(isPart))) return
  refuse(to, 'assignment to a part of a column', 'set the whole column')
}

const reportConflict = (to: Writer, { conflict }: Insert): void => {
  if (conflict?._tag !== 'Conflict') return
  const { target, action } = conflict
  if (action._tag === 'Update') reportParts(to, action.assignments)
  if (target._tag === 'Constraint') {
    refuse(to, 'conflict of a constraint by its name', 'give onConflict the columns of the key')
  }
  if (target._tag === 'Index' && target.elements.some(({ operators }) => operators !== null)) {
    refuse(to, 'operator class of an index', 'give onConflict the column alone')
  }
}

const reportInsert = (to: Writer, node: Insert): void => {
  if (node.overriding !== null) refuse(to, 'OVERRIDING', 'leave it out: a value that is given is taken')
  reportParts(
    to,
    (node.targets ?? []).map((target) => ({ targets: [target], value: target })),
  )
  reportConflict(to, node)
  reportVersions(to, node)
}

const mostParameters = 32_766

const reportParameters = (to: Writer, statement: 'insert' | 'update'): void => {
  if (to.values.length <= mostParameters) return
  const reason = `has ${to.values.length} parameters, and SQLite takes ${mostParameters}`
  report(to, invalidArgument(`this ${statement}`, reason, 'make several of fewer rows, in one transaction'))
}

// -------------------------------------------------------------------------------------
// cases
// -------------------------------------------------------------------------------------

/** The cases, from what stands for a column that a row leaves out. */
export const writesBy = (missing: Inserts['missing']): Cases<'Insert' | 'Update' | 'Delete' | 'Merge' | 'Default'> => ({
  Insert: (node, to) => {
    reportInsert(to, node)
    writeInsert(withWhere(node), to, { ...inserts, missing })
    reportParameters(to, 'insert')
  },

  Update: (node, to) => {
    reportSources(to, node)
    reportVersions(to, node)
    reportParts(to, node.assignments)
    standard.Update(node, to)
    reportParameters(to, 'update')
  },

  Delete: (node, to) => {
    if (node.using.length > 0) refuse(to, 'DELETE … USING', 'use where(exists(...))')
    reportVersions(to, node)
    standard.Delete(node, to)
  },

  Merge: (_, to) => refuse(to, 'MERGE', 'insert with onConflict, and delete with where(exists(...))'),

  Default: (_, to) => refuse(to, 'DEFAULT among values', 'leave the column out of the row, or give the value'),
})

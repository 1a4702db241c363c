/** Selects in standard SQL: one clause a line. */
import { invalidArgument, type MissingClause, unsupported } from '../../lib/ast/CompileError.js'
import type { Clause, Lock, Node, Order } from '../../lib/ast/Node.js'
import type { Item, Projection } from '../../lib/ast/Projection.js'
import type { Join, JoinKind, Select, Source } from '../../lib/ast/Statement.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { identifier, indented, report, spell, spellAll, type Writer } from '../../lib/compile/Writer.js'
import { reportNested } from './cte.js'

const joins: Readonly<Record<JoinKind, string>> = {
  inner: 'inner join ',
  left: 'left join ',
  right: 'right join ',
  full: 'full join ',
  cross: 'cross join ',
}

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

/** Writes the columns of a projection, in the order in which its row is read; none at all is a problem. */
export const writeProjection = (
  to: Writer,
  { items }: Projection,
  statement: MissingClause['statement'],
  clause: string,
): void => {
  if (writeItems(to, items, '', true)) reportNoColumns(to, statement, clause)
}

/** A statement that yields rows of nothing: SQLite has no such select, and PostgreSQL's are of no use. */
const reportNoColumns = (to: Writer, statement: MissingClause['statement'], clause: string): void => {
  const hint = `say which to return: ${clause}({ id: users.c.id })`
  report(to, { _tag: 'MissingClause', statement, clause: 'columns', hint })
}

/** `first` says whether nothing was written before; so does what is returned, for what comes after. */
const writeItems = (to: Writer, items: ReadonlyArray<Item>, path: string, first: boolean): boolean => {
  let isFirst = first
  for (const item of items) {
    if (item._tag === 'Group') {
      isFirst = writeItems(to, item.items, `${path}${item.key}.`, isFirst)
    } else {
      if (!isFirst) to.text += ', '
      isFirst = false
      spell(to, item.node)
      writeName(to, item.node, path + item.key)
    }
  }
  return isFirst
}

/** A column keeps its own name without being told so. */
const writeName = (to: Writer, node: Node, name: string): void => {
  if (node._tag === 'Column' && node.name === name) return
  to.text += ' as '
  identifier(to, name)
}

// -------------------------------------------------------------------------------------
// clauses
// -------------------------------------------------------------------------------------

const writeJoin = (to: Writer, { kind, source, on }: Join): void => {
  to.text += to.newline + joins[kind]
  spell(to, source)
  if (on === null) return
  to.text += ' on '
  spell(to, on)
}

/** Conditions, joined by AND. */
export const writeConditions = (to: Writer, keyword: string, conditions: ReadonlyArray<Node>): void => {
  const [first] = conditions
  if (first === undefined) return
  to.text += to.newline + keyword
  if (conditions.length === 1) return spell(to, first)
  spell(to, { joinery: first.joinery, _tag: 'Junction', op: 'and', conditions, type: first.type })
}

const writeList = (to: Writer, keyword: string, nodes: ReadonlyArray<Parameters<typeof spell>[1]>): void => {
  if (nodes.length === 0) return
  to.text += to.newline + keyword
  spellAll(to, nodes as ReadonlyArray<Node>, ', ')
}

export const writeDirection = (to: Writer, { direction, nulls }: Omit<Order, 'operand'>): void => {
  if (direction === 'desc') to.text += ' desc'
  if (nulls !== null) to.text += nulls === 'first' ? ' nulls first' : ' nulls last'
}

/** Two sources under one name make every reference to it ambiguous. */
export const reportDuplicates = (to: Writer, first: Source, others: ReadonlyArray<Source>): void => {
  for (let i = 0; i < others.length; i++) {
    const { alias, _tag } = others[i] as Source
    // what is no source has no name
    if (_tag === 'InvalidSource') continue
    if (alias === first.alias || others.findIndex((other) => other.alias === alias) < i) {
      report(to, { _tag: 'DuplicateAlias', alias })
    }
  }
}

/** Everything of a select but its columns, which `columns` writes. */
export const writeSelect = (to: Writer, node: Select, columns: () => void): void => {
  to.text += node.distinct ? 'select distinct ' : 'select '
  if (node.distinctOn !== null) {
    spell(to, node.distinctOn)
    to.text += ' '
  }
  columns()
  if (node.from !== null) {
    to.text += `${to.newline}from `
    spell(to, node.from)
    if (node.joins.length > 0) {
      reportDuplicates(
        to,
        node.from,
        node.joins.map(({ source }) => source),
      )
    }
  }
  for (const join of node.joins) writeJoin(to, join)
  writeConditions(to, 'where ', node.where)
  writeList(to, 'group by ', node.groupBy)
  writeConditions(to, 'having ', node.having)
  writeList(to, 'order by ', node.orderBy)
  writeLimits(to, node)
  for (const lock of node.locks) {
    if (lock._tag === 'Lock') reportUnlockable(to, node, lock)
    to.text += to.newline
    spell(to, lock)
  }
}

/** A lock is of what the select itself reads. */
const reportUnlockable = (to: Writer, { from, joins }: Select, { of }: Lock): void => {
  const known = [from?.alias, ...joins.map(({ source }) => source.alias)]
  for (const alias of of ?? []) {
    if (known.includes(alias)) continue
    const reason = 'is in neither its from nor its joins'
    report(
      to,
      invalidArgument(`the lock of ${JSON.stringify(alias)} in a select`, reason, 'lock what the select reads'),
    )
  }
}

export const writeLimits = (to: Writer, { limit, offset }: Pick<Select, 'limit' | 'offset'>): void => {
  if (limit !== null) {
    to.text += `${to.newline}limit `
    spell(to, limit)
  }
  if (offset !== null) {
    to.text += `${to.newline}offset `
    spell(to, offset)
  }
}

// -------------------------------------------------------------------------------------
// cases
// -------------------------------------------------------------------------------------

export const selects: Cases<
  'Select' | Exclude<Clause['_tag'], 'GroupingSets'> | 'Table' | 'Derived' | 'Lateral' | 'InvalidSource'
> = {
  Select: (node, to) => {
    const { projection } = node
    if (projection === null) return reportNoColumns(to, 'select', 'select')
    writeSelect(to, node, () => writeProjection(to, projection, 'select', 'select'))
  },

  Order: (node, to) => {
    spell(to, node.operand)
    writeDirection(to, node)
  },

  Lock: (_, to) =>
    report(to, unsupported(to.dialect.name, 'row lock', 'leave it out, or compile with the dialect of PostgreSQL')),

  DistinctOn: (_, to) =>
    report(
      to,
      unsupported(to.dialect.name, 'distinctOn', 'group by the expressions, and join the rows that are meant'),
    ),

  Table: ({ schema, name, alias }, to) => {
    if (schema !== null) {
      identifier(to, schema)
      to.text += '.'
    }
    identifier(to, name)
    if (alias === name) return
    to.text += ' as '
    identifier(to, alias)
  },

  Derived: ({ query, alias }, to) => {
    reportNested(to, query.projection)
    indented(to, () => spell(to, query))
    to.text += ' as '
    identifier(to, alias)
  },

  Lateral: ({ query, alias }, to) => {
    reportNested(to, query.projection)
    to.text += 'lateral '
    indented(to, () => spell(to, query))
    to.text += ' as '
    identifier(to, alias)
  },

  InvalidSource: ({ error }, to) => report(to, error),
}

/** Selects in standard SQL: one clause a line. */
import { type InvalidArgument, invalidArgument, type MissingClause, unsupported } from '../../lib/ast/CompileError.js'
import type { Clause, Lock, Node, Order } from '../../lib/ast/Node.js'
import { type Item, leafNamed, type Projection, proofOf } from '../../lib/ast/Projection.js'
import type { Join, JoinKind, Select, Source } from '../../lib/ast/Statement.js'
import { namesOf, sourcesOf } from '../../lib/ast/sources.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { identifier, report, spell, spellAll, type Writer } from '../../lib/compile/Writer.js'
import { meetAll } from './cte.js'
import { noteWindows, writeWindows } from './windows.js'

const joins: Readonly<Record<JoinKind, string>> = {
  inner: 'inner join ',
  left: 'left join ',
  right: 'right join ',
  full: 'full join ',
  cross: 'cross join ',
  comma: 'cross join ',
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

/** What was forgotten, for a select of nothing says that it is. */
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
      const proof = proofOf(item)
      if (proof !== null) {
        to.text += ', '
        spell(to, proof)
        writeName(to, proof, path + item.key)
      }
    } else {
      if (!isFirst) to.text += ', '
      isFirst = false
      spell(to, item.node)
      writeName(to, item.node, path + item.key)
    }
  }
  return isFirst
}

/** Nothing stands there, not even the blank before it. */
const writeNothing = (to: Writer): void => {
  to.text = to.text.slice(0, -1)
}

/** A column keeps its own name without being told so, and a field does. */
const writeName = (to: Writer, node: Node, name: string): void => {
  if ((node._tag === 'Column' || node._tag === 'FieldOf') && node.name === name) return
  to.text += ' as '
  identifier(to, name)
}

// -------------------------------------------------------------------------------------
// clauses
// -------------------------------------------------------------------------------------

/** `to.newline` or a blank, before a join. */
export const writeJoin = (to: Writer, { kind, source, on }: Join, before: string): void => {
  to.text += before + joins[kind]
  spell(to, source)
  if (on === null) return
  to.text += ' on '
  spell(to, on)
}

/** A join after a comma would not see what is before it: then the comma is a cross join. */
const writeJoins = (to: Writer, all: ReadonlyArray<Join>): void => {
  const commas = all.length > 0 && all.every(({ kind }) => kind === 'comma')
  for (const join of all) {
    if (commas) {
      to.text += ', '
      spell(to, join.source)
    } else writeJoin(to, join, to.newline)
  }
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

const misplaced = (name: string): InvalidArgument =>
  invalidArgument(
    `the output column ${JSON.stringify(name)}`,
    'is not selected',
    'order by what the query selects last, or say the order after it',
  )

/** Orders by expressions, and by columns of the select itself, which are names without a table here and nowhere else. */
const writeOrders = (to: Writer, { orderBy, projection }: Select): void =>
  orderBy.forEach((order, i) => {
    to.text += i > 0 ? ', ' : `${to.newline}order by `
    const { operand } = order
    if (operand._tag !== 'Output') spell(to, order)
    // what selects nothing says so itself
    else if (projection === null || leafNamed(projection, operand.name) !== null)
      writeOutputOrder(to, order, operand.name)
    else report(to, misplaced(operand.name))
  })

export const writeOutputOrder = (to: Writer, order: Order, name: string): void => {
  identifier(to, name)
  writeDirection(to, order)
}

/** Two sources under one name make every reference to it ambiguous. */
export const reportDuplicates = (to: Writer, first: Source, others: ReadonlyArray<Source>): void => {
  const seen = new Set<string>()
  for (const source of [first, ...others]) {
    for (const name of namesOf(source)) {
      if (seen.has(name)) report(to, { _tag: 'DuplicateAlias', alias: name })
      seen.add(name)
    }
  }
}

const noWindows: ReadonlyArray<never> = []

/** Everything of a select but its columns, which `columns` writes. */
export const writeSelect = (to: Writer, node: Select, columns: () => void): void => {
  const { extras } = node
  const outer = to.windows
  to.windows = noWindows
  if (extras !== null) meetAll(to, extras.ctes)
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
  writeJoins(to, node.joins)
  writeConditions(to, 'where ', node.where)
  writeList(to, extras?.groupDistinct ? 'group by distinct ' : 'group by ', node.groupBy)
  writeConditions(to, 'having ', node.having)
  noteWindows(to, node.orderBy)
  if (to.windows.length > 0) writeWindows(to)
  if (node.orderBy.length > 0) writeOrders(to, node)
  to.windows = outer
  if (extras?.withTies) writeTies(to, node)
  else writeLimits(to, node)
  for (const lock of node.locks) {
    if (lock._tag === 'Lock') reportUnlockable(to, node, lock)
    to.text += to.newline
    spell(to, lock)
  }
}

/** A lock is of what the select itself reads. */
const reportUnlockable = (to: Writer, { from, joins }: Select, { of }: Lock): void => {
  const known = sourcesOf({ from, joins }).map(({ alias }) => alias)
  for (const alias of of ?? []) {
    if (known.includes(alias)) continue
    const reason = 'is in neither its from nor its joins'
    report(
      to,
      invalidArgument(`the lock of ${JSON.stringify(alias)} in a select`, reason, 'lock what the select reads'),
    )
  }
}

const noOrder: InvalidArgument = /* @__PURE__ */ invalidArgument(
  'limitWithTies',
  'is of rows in no order, of which none ties with another',
  'add orderBy(…), or use limit',
)

/** The rows that are equal to the last one come too: LIMIT has no word for it. */
const writeTies = (to: Writer, { orderBy, limit, offset }: Select): void => {
  if (orderBy.length === 0) return report(to, noOrder)
  writeLimits(to, { limit: null, offset })
  if (limit === null) return
  to.text += `${to.newline}fetch first (`
  spell(to, limit)
  to.text += ') rows with ties'
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

export const selects: Cases<'Select' | Exclude<Clause['_tag'], 'GroupingSets'>> = {
  Select: (node, to) => {
    const { projection } = node
    if (projection === null) return reportNoColumns(to, 'select', 'select')
    to.dialect.select(to, node, () =>
      projection.nothing ? writeNothing(to) : writeProjection(to, projection, 'select', 'select'),
    )
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
}

/**
 * A nested value as rows of tables: which rows there are, and which of their columns another row fills in.
 *
 * Nothing is thrown: the first problem that is met is kept, and names the relation.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isBranded, isRecord } from '../ast/Expr.js'
import type { TableNode } from '../ast/Statement.js'
import { type Branches, isNamedRow, isSameRow } from './graph.js'
import { differ, type Values } from './known.js'
import { type AnyRelation, asNode, isTable, labelOf, renamed } from './Relation.js'
import { type KeyWrites, type LinkWrites, linkKeys, type Own, requiredOf, writesOf } from './writing.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Columns of a row that another row fills in. */
export interface Fill {
  readonly label: string
  /** Foreign keys are told apart by their columns. */
  readonly pairs: ReadonlyArray<Own>
  readonly set: ReadonlyArray<Own>
  readonly same: ReadonlyArray<Own>
  readonly parent: GraphNode
}

/** A row that is to be inserted; the only thing here that grows. */
export interface GraphNode {
  readonly table: TableNode
  /** Which of its table's rows it is. */
  readonly index: number
  readonly row: Values
  readonly fills: Array<Fill>
}

/** What stands in a place of the value: a row with what is nested in it, or one that stands elsewhere. */
export interface Place {
  readonly node: GraphNode
  readonly branches: ReadonlyArray<{
    readonly key: string
    readonly many: boolean
    readonly places: ReadonlyArray<Place>
  }>
}

export interface Graph {
  readonly places: ReadonlyArray<Place>
  /** The rows of each table, in the order in which the tables are met. */
  readonly tables: ReadonlyArray<ReadonlyArray<GraphNode>>
  readonly problem: CompileError | null
}

/** What is known while a value is gone through. */
interface Reading {
  readonly tables: Map<string, Array<GraphNode>>
  readonly named: Map<string, GraphNode>
  /** What can be done only when all names are known. */
  readonly later: Array<() => void>
  problem: CompileError | null
}

// -------------------------------------------------------------------------------------
// problems
// -------------------------------------------------------------------------------------

const report = (self: Reading, problem: CompileError): void => {
  self.problem ??= problem
}

const notRows = (what: string): CompileError =>
  invalidArgument(what, 'is no row, and no array of rows', 'give objects of columns, or rowAs and sameRow')

const takenKey = (key: string, table: TableNode): CompileError =>
  invalidArgument(`the branch ${key} of insertGraph`, `is a column of ${table.name}`, 'give it another key')

const elsewhere = (relation: AnyRelation, table: TableNode): CompileError =>
  invalidArgument(labelOf(relation), `is nested in a row of ${table.name}`, 'nest relations that start from the table')

const twice = (label: string, table: TableNode, key: string): CompileError =>
  invalidArgument(label, `fills ${table.name}.${key}, which is given already`, 'leave the column out, or the branch')

const withPayload = (relation: AnyRelation, table: TableNode, key: string): CompileError =>
  invalidArgument(
    labelOf(relation),
    `is by ${table.name}, whose ${key} must be given`,
    `nest the rows of ${table.name}, and in them what they point to`,
  )

// -------------------------------------------------------------------------------------
// rows
// -------------------------------------------------------------------------------------

export const keyOfTable = ({ schema, name }: TableNode): string => JSON.stringify([schema, name])

const addNode = (self: Reading, table: TableNode, row: Values): GraphNode => {
  const key = keyOfTable(table)
  const rows = self.tables.get(key) ?? []
  // under its own name, whatever it is called in the relation
  const node: GraphNode = { table: renamed(table, table.name) as TableNode, index: rows.length, row, fills: [] }
  rows.push(node)
  self.tables.set(key, rows)
  return node
}

/** Whether a column was given as what it would be filled with anyway: the types may ask for it. */
const isAsFilled = (node: GraphNode, { parent }: Fill, { own, other }: Own): boolean => {
  const [given, filled] = [node.row[own] ?? null, parent.row[other] ?? null]
  return given === null || (filled !== null && !isBranded(given) && !isBranded(filled) && !differ(given, filled))
}

/** The same foreign key; others may share columns with it. */
const isSameKey = (a: Fill, b: Fill): boolean =>
  a.pairs.length === b.pairs.length && a.pairs.every(({ own }) => b.pairs.some((pair) => pair.own === own))

const addFill = (self: Reading, node: GraphNode, fill: Fill): void => {
  const given = fill.set.find((pair) => !isAsFilled(node, fill, pair))
  if (given !== undefined) report(self, twice(fill.label, node.table, given.own))
  const other = node.fills.find((each) => isSameKey(each, fill))
  if (other === undefined) node.fills.push(fill)
  else if (other.parent !== fill.parent) report(self, twice(fill.label, node.table, fill.set[0]?.own ?? ''))
}

const fillOf = ({ relation, pairs, set, same }: KeyWrites, parent: GraphNode): Fill => ({
  label: labelOf(relation),
  pairs,
  set,
  same,
  parent,
})

const addLink = (self: Reading, writes: LinkWrites, source: GraphNode, target: GraphNode): void => {
  const { relation, table, toSource, toTarget } = writes
  const missing = requiredOf(table).find((key) => !linkKeys(writes).includes(key))
  if (missing !== undefined) report(self, withPayload(relation, table, missing))
  const node = addNode(self, table, {})
  const label = labelOf(relation)
  addFill(self, node, { label, pairs: toSource, set: toSource, same: [], parent: source })
  addFill(self, node, { label, pairs: toTarget, set: toTarget, same: [], parent: target })
}

/** Lets two rows belong together. */
const join = (self: Reading, writes: KeyWrites | LinkWrites, source: GraphNode, target: GraphNode): void => {
  if (writes._tag === 'Links') addLink(self, writes, source, target)
  else if (writes.holder === 'source') addFill(self, source, fillOf(writes, target))
  else addFill(self, target, fillOf(writes, source))
}

// -------------------------------------------------------------------------------------
// places
// -------------------------------------------------------------------------------------

const branchOf = (branch: unknown): readonly [AnyRelation, Branches] =>
  Array.isArray(branch) ? [branch[0], branch[1] ?? {}] : [branch as AnyRelation, {}]

/** A row, or the one of this name; what is none is a problem, and an empty row. */
const readEntry = (self: Reading, table: TableNode, entry: unknown, branches: Branches, what: string): Place => {
  const named = isNamedRow(entry)
  const row = named ? entry.row : entry
  if (!isRecord(row) || isBranded(row)) report(self, notRows(what))
  const values: Values = isRecord(row) && !isBranded(row) ? row : {}
  const own = Object.fromEntries(Object.entries(values).filter(([key]) => !Object.hasOwn(branches, key)))
  const node = addNode(self, table, own)
  if (named) {
    if (self.named.has(entry.name)) {
      report(self, invalidArgument(`the name ${JSON.stringify(entry.name)}`, 'is of two rows', 'call one otherwise'))
    }
    self.named.set(entry.name, node)
  }
  return {
    node,
    branches: Object.keys(branches).map((key) => readBranch(self, node, key, branches[key], values[key])),
  }
}

type BranchPlaces = Place['branches'][number]

const readBranch = (self: Reading, parent: GraphNode, key: string, branch: unknown, value: unknown): BranchPlaces => {
  const [relation, below] = branchOf(branch)
  const none: BranchPlaces = { key, many: true, places: [] }
  if (Object.hasOwn(parent.table.columns, key)) report(self, takenKey(key, parent.table))
  if (!isRecord(relation) || !('hops' in relation)) {
    report(
      self,
      invalidArgument(`the branch ${key} of insertGraph`, 'is no relation', 'give one, or [relation, { … }]'),
    )
    return none
  }
  const writes = writesOf(relation)
  if (!('relation' in writes)) {
    report(self, writes)
    return none
  }
  const [source, target] = [asNode(relation.source), asNode(relation.target)]
  if (!isTable(source) || keyOfTable(source) !== keyOfTable(parent.table))
    report(self, elsewhere(relation, parent.table))
  const many = relation.cardinality === 'many'
  const given = value ?? (many ? [] : null)
  const what = `the value of ${key} in insertGraph`
  if (Array.isArray(given) !== many) report(self, notRows(what))
  const entries: ReadonlyArray<unknown> = Array.isArray(given) ? given : given === null ? [] : [given]
  const places: Array<Place> = []
  entries.forEach((entry, at) => {
    if (isSameRow(entry)) {
      self.later.push(() => {
        const node = self.named.get(entry.name)
        if (node === undefined || keyOfTable(node.table) !== keyOfTable(target as TableNode)) {
          const reason = node === undefined ? 'is of no row' : `is of a row of ${node.table.name}`
          const hint = `give rowAs(${JSON.stringify(entry.name)}, { … }) where the row of ${(target as TableNode).name} is`
          report(self, invalidArgument(`the name ${JSON.stringify(entry.name)} in ${labelOf(relation)}`, reason, hint))
          return
        }
        places[at] = { node, branches: Object.keys(below).map((each) => emptyBranch(each, below[each])) }
        join(self, writes, parent, node)
      })
      return
    }
    const place = readEntry(self, target as TableNode, entry, below, what)
    places[at] = place
    join(self, writes, parent, place.node)
  })
  return { key, many, places }
}

const emptyBranch = (key: string, branch: unknown): BranchPlaces => ({
  key,
  many: branchOf(branch)[0].cardinality === 'many',
  places: [],
})

/** The rows of a nested value. */
export const graphOf = (table: TableNode, branches: Branches, rows: ReadonlyArray<unknown>): Graph => {
  const self: Reading = { tables: new Map(), named: new Map(), later: [], problem: null }
  const places = rows.map((row) => readEntry(self, table, row, branches, 'a row of insertGraph'))
  for (const each of self.later) each()
  return { places, tables: [...self.tables.values()], problem: self.problem }
}

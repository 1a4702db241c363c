/**
 * A nested value as rows of tables: which rows there are, and which of their columns another row fills in.
 *
 * Nothing is thrown: the first problem that is met is kept, and names the relation.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isBranded, isRecord } from '../ast/Expr.js'
import type { TableNode } from '../ast/Statement.js'
import { foreignKeysOf } from '../schema/foreignKey.js'
import { type Branches, isNamedRow, isSameRow } from './graph.js'
import { differ, type Values } from './known.js'
import { type AnyRelation, asNode, isRelation, isTable, labelOf, renamed } from './Relation.js'
import { type KeyWrites, type LinkWrites, linkKeys, type Own, requiredOf, writesOf } from './writing.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Columns of a row that another row fills in. */
export interface Fill {
  readonly label: string
  /** What tells the foreign keys of a table apart. */
  readonly name: string
  /** Foreign keys are told apart by their columns. */
  readonly pairs: ReadonlyArray<Own>
  readonly set: ReadonlyArray<Own>
  readonly same: ReadonlyArray<Own>
  readonly parent: GraphNode
}

/** A row that is to be inserted; the only thing here that grows. */
export interface GraphNode {
  readonly table: TableNode
  /** What tells tables apart. */
  readonly of: string
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
  /** All places, each before those in it. */
  readonly all: ReadonlyArray<Place>
  /** The rows of each table, in the order in which the tables are met. */
  readonly tables: ReadonlyArray<ReadonlyArray<GraphNode>>
  readonly problem: CompileError | null
}

/** What is known while a value is gone through. */
interface Reading {
  readonly tables: Map<string, Array<GraphNode>>
  /** Under their own names, whatever they are called in relations. */
  readonly bases: Map<TableNode, { readonly table: TableNode; readonly of: string; readonly rows: Array<GraphNode> }>
  readonly writes: Map<AnyRelation, ReturnType<typeof writesOf>>
  readonly named: Map<string, GraphNode>
  readonly all: Array<Place>
  /** What is still to be read, the next at the end: a value may be nested more deeply than functions can be. */
  readonly todo: Array<() => void>
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

const baseOf = (self: Reading, table: TableNode) => {
  const known = self.bases.get(table)
  if (known !== undefined) return known
  const of = keyOfTable(table)
  const rows = self.tables.get(of) ?? []
  self.tables.set(of, rows)
  const base = { table: renamed(table, table.name) as TableNode, of, rows }
  self.bases.set(table, base)
  return base
}

const addNode = (self: Reading, given: TableNode, row: Values): GraphNode => {
  const { table, of, rows } = baseOf(self, given)
  const node: GraphNode = { table, of, index: rows.length, row, fills: [] }
  rows.push(node)
  return node
}

const knownWrites = (self: Reading, relation: AnyRelation): ReturnType<typeof writesOf> => {
  const known = self.writes.get(relation)
  if (known !== undefined) return known
  const writes = writesOf(relation)
  self.writes.set(relation, writes)
  return writes
}

/** Whether a column was given as what it would be filled with anyway: the types may ask for it. */
const isAsFilled = (node: GraphNode, { parent }: Fill, { own, other }: Own): boolean => {
  const [given, filled] = [node.row[own] ?? null, parent.row[other] ?? null]
  return given === null || (filled !== null && !isBranded(given) && !isBranded(filled) && !differ(given, filled))
}

const addFill = (self: Reading, node: GraphNode, fill: Fill): void => {
  const given = fill.set.find((pair) => !isAsFilled(node, fill, pair))
  if (given !== undefined) report(self, twice(fill.label, node.table, given.own))
  const other = node.fills.find((each) => each.name === fill.name)
  if (other === undefined) node.fills.push(fill)
  else if (other.parent !== fill.parent) report(self, twice(fill.label, node.table, fill.set[0]?.own ?? ''))
}

const nameOf = (pairs: ReadonlyArray<Own>): string => pairs.map(({ own }) => JSON.stringify(own)).join()

const fillOf = ({ relation, pairs, set, same }: KeyWrites, parent: GraphNode): Fill => ({
  label: labelOf(relation),
  name: nameOf(pairs),
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
  addFill(self, node, { label, name: nameOf(toSource), pairs: toSource, set: toSource, same: [], parent: source })
  addFill(self, node, { label, name: nameOf(toTarget), pairs: toTarget, set: toTarget, same: [], parent: target })
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
  Array.isArray(branch) ? [branch[0], isBranches(branch[1]) ? branch[1] : {}] : [branch as AnyRelation, {}]

/** What is nested, by its keys. */
export const isBranches = (u: unknown): u is Branches => isRecord(u) && !isBranded(u)

const isBranch = (branch: unknown): boolean =>
  Array.isArray(branch) ? isRelation(branch[0]) && branch.length === 2 && isBranches(branch[1]) : isRelation(branch)

const addPlace = (self: Reading, place: Place): Place => {
  self.all.push(place)
  return place
}

/** Reads these after what is read now, in their order. */
const next = (self: Reading, tasks: ReadonlyArray<() => void>): void => {
  for (let i = tasks.length - 1; i >= 0; i--) self.todo.push(tasks[i] as () => void)
}

/** A row; what is none is a problem, and an empty row. What is nested in it is read next. */
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
  const keys = Object.keys(branches)
  const made: ReadonlyArray<BranchPlaces> = keys.map((key) => emptyBranch(key, branches[key]))
  next(
    self,
    keys.map((key, i) => () => readBranch(self, node, made[i] as BranchPlaces, branches[key], values[key])),
  )
  return addPlace(self, { node, branches: made })
}

/** Rows that are nested in a row; while they are read, there are more and more of them. */
interface BranchPlaces {
  readonly key: string
  readonly many: boolean
  readonly places: Array<Place>
}

const readBranch = (
  self: Reading,
  parent: GraphNode,
  { key, many, places }: BranchPlaces,
  branch: unknown,
  value: unknown,
): void => {
  const [relation, below] = branchOf(branch)
  if (Object.hasOwn(parent.table.columns, key)) report(self, takenKey(key, parent.table))
  if (!isBranch(branch)) {
    return report(
      self,
      invalidArgument(`the branch ${key} of insertGraph`, 'is no relation', 'give one, or [relation, { … }]'),
    )
  }
  const writes = knownWrites(self, relation)
  if (!('relation' in writes)) return report(self, writes)
  const [source, target] = [asNode(relation.source), asNode(relation.target) as TableNode]
  if (!isTable(source) || keyOfTable(source) !== parent.of) report(self, elsewhere(relation, parent.table))
  const given = value ?? (many ? [] : null)
  const what = `the value of ${key} in insertGraph`
  if (Array.isArray(given) !== many) report(self, notRows(what))
  const entries: ReadonlyArray<unknown> = Array.isArray(given) ? given : given === null ? [] : [given]
  next(
    self,
    entries.map((entry, at) => () => {
      if (isSameRow(entry)) {
        self.later.push(() => {
          const node = namedRow(self, relation, target, entry.name)
          if (node === null) return
          places[at] = addPlace(self, {
            node,
            branches: Object.keys(below).map((each) => emptyBranch(each, below[each])),
          })
          join(self, writes, parent, node)
        })
        return
      }
      const place = readEntry(self, target, entry, below, what)
      places[at] = place
      join(self, writes, parent, place.node)
    }),
  )
}

/** The row that is called so, if it is one of this table. */
const namedRow = (self: Reading, relation: AnyRelation, target: TableNode, name: string): GraphNode | null => {
  const node = self.named.get(name)
  if (node !== undefined && node.of === keyOfTable(target)) return node
  const reason = node === undefined ? 'is of no row' : `is of a row of ${node.table.name}`
  const hint = `give rowAs(${JSON.stringify(name)}, { … }) where the row of ${target.name} is`
  report(self, invalidArgument(`the name ${JSON.stringify(name)} in ${labelOf(relation)}`, reason, hint))
  return null
}

const emptyBranch = (key: string, branch: unknown): BranchPlaces => {
  const [relation] = branchOf(branch)
  return { key, many: !isRelation(relation) || relation.cardinality === 'many', places: [] }
}

const unfilled = (table: TableNode, key: string): CompileError =>
  invalidArgument(
    `a row of ${table.name} in insertGraph`,
    `lacks ${key}`,
    'give it, or nest the row with what it points to',
  )

/** Foreign keys that have to be there, and that the types leave to the relations. */
const requiredKeys = (table: TableNode): ReadonlyArray<string> => {
  const pointing = new Set(foreignKeysOf(table).flatMap(({ columns }) => columns))
  return requiredOf(table).filter((key) => pointing.has(key))
}

const unfilledProblem = (nodes: ReadonlyArray<GraphNode>): CompileError | null => {
  const [first] = nodes
  const keys = first === undefined ? [] : requiredKeys(first.table)
  for (const { row, fills, table } of keys.length === 0 ? [] : nodes) {
    const lacking = keys.find(
      (key) =>
        !Object.hasOwn(row, key) && !fills.some(({ set, same }) => [...set, ...same].some(({ own }) => own === key)),
    )
    if (lacking !== undefined) return unfilled(table, lacking)
  }
  return null
}

/** The rows of a nested value. */
export const graphOf = (table: TableNode, branches: Branches, rows: ReadonlyArray<unknown>): Graph => {
  const self: Reading = {
    tables: new Map(),
    bases: new Map(),
    writes: new Map(),
    named: new Map(),
    all: [],
    todo: [],
    later: [],
    problem: null,
  }
  const places: Array<Place> = []
  next(
    self,
    rows.map((row) => () => void places.push(readEntry(self, table, row, branches, 'a row of insertGraph'))),
  )
  for (let task = self.todo.pop(); task !== undefined; task = self.todo.pop()) task()
  for (const each of self.later) each()
  for (const nodes of self.tables.values()) {
    const problem = unfilledProblem(nodes)
    if (problem !== null) report(self, problem)
  }
  return { places, all: self.all, tables: [...self.tables.values()], problem: self.problem }
}

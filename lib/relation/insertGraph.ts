/**
 * Inserting rows that belong together: nested values in, foreign keys filled in, the rows with their keys back, nested as
 * they were put in.
 */
import type { Either } from 'fp-ts/Either'
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isEqual } from '../ast/conditions.js'
import { toOperand } from '../ast/Expr.js'
import { type Branded, brand, type Column as ColumnNode } from '../ast/Node.js'
import type { Insert, TableNode, Update } from '../ast/Statement.js'
import { unusedName } from '../ast/scopes.js'
import { fixed, isPending, type Plan, pending, planOf } from '../exec/plan.js'
import type { Outcome } from '../exec/run.js'
import type { SqlError } from '../exec/SqlError.js'
import { left, right } from '../fp.js'
import { primaryKeyOf } from '../schema/foreignKey.js'
import type { Specs, Table } from '../schema/Table.js'
import { targetNode } from '../statement/source.js'
import type { Branches, GraphRow, NamedRow, NewGraph, Placed } from './graph.js'
import { type Edge, filledWith, type InsertOrder, insertOrder, type Settled, settle } from './graphOrder.js'
import { type Fill, type Graph, type GraphNode, graphOf, keyOfTable, type Place } from './graphRows.js'
import { boundRows, type Values } from './known.js'
import { refusedPlan } from './plans.js'
import { updateOf } from './writing.js'

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

/** Which step inserts the rows of a table. */
type StepOf = ReadonlyMap<string, number>

const valueIn = (steps: StepOf, settled: Settled): unknown =>
  settled._tag === 'Given'
    ? settled.value
    : pending(steps.get(keyOfTable(settled.node.table)) ?? 0, settled.node.index, settled.column)

/** A row as it is inserted: what waits is null. */
const rowToInsert = (node: GraphNode, steps: StepOf, waits: ReadonlySet<Fill>): Values => {
  const row: Record<string, unknown> = { ...node.row }
  for (const fill of node.fills) {
    for (const pair of fill.set) {
      const settled = waits.has(fill) ? null : filledWith(node, fill, pair)
      row[pair.own] = settled === null ? null : valueIn(steps, settled)
    }
    // a part of the own key is filled in where it is not given, and is not the row's own
    for (const pair of fill.same) {
      const settled = waits.has(fill) || (node.row[pair.own] ?? null) !== null ? null : filledWith(node, fill, pair)
      if (settled !== null) row[pair.own] = valueIn(steps, settled)
    }
  }
  return row
}

const insertOf = (nodes: ReadonlyArray<GraphNode>, steps: StepOf, waits: ReadonlySet<Fill>): Insert => {
  const { table } = nodes[0] as GraphNode
  return {
    joinery: brand,
    _tag: 'Insert',
    table,
    rows: nodes.map((node) => rowToInsert(node, steps, waits)),
    query: null,
    targets: null,
    overriding: null,
    conflict: null,
    projection: {
      items: Object.keys(table.columns).map((key) => ({ _tag: 'Field', key, node: table.columns[key] as ColumnNode })),
    },
    ctes: [],
  }
}

/** What a foreign key that waited is set to, in one row. */
const changesOf = ({ node, fill }: Edge['fills'][number], steps: StepOf): Values =>
  Object.fromEntries(
    fill.set.map((pair) => {
      const settled = filledWith(node, fill, pair)
      return [pair.own, settled === null ? null : valueIn(steps, settled)]
    }),
  )

const ownKey = (node: GraphNode, steps: StepOf): Values =>
  Object.fromEntries(
    primaryKeyOf(node.table).map((key) => [
      key,
      valueIn(steps, settle(node, key) ?? { _tag: 'Made', node, column: key }),
    ]),
  )

const column = (table: { readonly columns: TableNode['columns'] }, key: string): ColumnNode =>
  table.columns[key] as ColumnNode

/** Sets a foreign key that waited: of one row, or of many at once. */
const updateOfEdge = (edge: Edge, steps: StepOf): Update => {
  const { table, fills } = edge
  const [first, ...others] = fills
  const keys = primaryKeyOf(table)
  if (first !== undefined && others.length === 0) {
    const key = ownKey(first.node, steps)
    return updateOf(
      table,
      changesOf(first, steps),
      keys.map((each) => isEqual(column(table, each), toOperand(key[each], column(table, each).type, 'a key'))),
    )
  }
  const set = (first?.fill.set ?? []).map(({ own }) => own)
  const source = boundRows(
    unusedName('links', new Set([table.alias])),
    Object.fromEntries([...keys, ...set].map((each) => [each, column(table, each)])),
    fills.map((each) => ({ ...ownKey(each.node, steps), ...changesOf(each, steps) })),
  )
  return updateOf(
    table,
    Object.fromEntries(set.map((own) => [own, column(source, own)])),
    keys.map((each) => isEqual(column(table, each), column(source, each))),
    [source],
  )
}

const statementsOf = ({
  tables,
  waiting,
}: InsertOrder): { readonly steps: StepOf; readonly all: ReadonlyArray<Branded> } => {
  const waits = new Set(waiting.flatMap(({ fills }) => fills.map(({ fill }) => fill)))
  const steps: StepOf = new Map(tables.map((nodes, i) => [keyOfTable((nodes[0] as GraphNode).table), i]))
  return {
    steps,
    all: [...tables.map((nodes) => insertOf(nodes, steps, waits)), ...waiting.map((edge) => updateOfEdge(edge, steps))],
  }
}

// -------------------------------------------------------------------------------------
// results
// -------------------------------------------------------------------------------------

const notAll = (table: TableNode, wanted: number, { length }: ReadonlyArray<unknown>): SqlError => ({
  _tag: 'Undecodable',
  column: '',
  reason: `the insert into ${table.name} gave back ${length} rows for ${wanted}: does a trigger leave some out?`,
  text: '',
})

const resultOf =
  ({ places }: Graph, { tables, waiting }: InsertOrder, steps: StepOf) =>
  (outcomes: ReadonlyArray<Outcome>): Either<SqlError, ReadonlyArray<any>> => {
    for (const [i, nodes] of tables.entries()) {
      const rows = outcomes[i]?.rows ?? []
      if (rows.length !== nodes.length) return left(notAll((nodes[0] as GraphNode).table, nodes.length, rows))
    }
    const rowAt = (step: number, index: number): Values => (outcomes[step]?.rows[index] ?? {}) as Values
    const settled = (value: unknown): unknown =>
      isPending(value) ? rowAt(value.step, Number(value.row))[value.column] : value
    const later = new Map<GraphNode, Values>()
    for (const each of waiting.flatMap(({ fills }) => fills)) {
      const changes = Object.entries(changesOf(each, steps)).map(([key, value]) => [key, settled(value)])
      later.set(each.node, { ...later.get(each.node), ...Object.fromEntries(changes) })
    }
    const rowOf = ({ node, branches }: Place): Values => ({
      ...rowAt(steps.get(keyOfTable(node.table)) ?? 0, node.index),
      ...later.get(node),
      ...Object.fromEntries(
        branches.map((branch) => {
          const rows = branch.places.map(rowOf)
          return [branch.key, branch.many ? rows : (rows[0] ?? null)]
        }),
      ),
    })
    return right(places.map(rowOf))
  }

// -------------------------------------------------------------------------------------
// plan
// -------------------------------------------------------------------------------------

const notRows = /* @__PURE__ */ invalidArgument('the rows of insertGraph', 'are no array', 'give an array of rows')

const inserting = (table: unknown, branches: Branches, rows: unknown): Plan<ReadonlyArray<any>> => {
  const node = targetNode(table, 'the table of insertGraph')
  if (node._tag !== 'Table') return refusedPlan(node.error)
  if (!Array.isArray(rows)) return refusedPlan(notRows)
  const graph = graphOf(node, branches, rows)
  const order: InsertOrder | CompileError = graph.problem ?? insertOrder(graph.tables)
  if (!('tables' in order)) return refusedPlan(order)
  const { steps, all } = statementsOf(order)
  const fixedSteps = all.map(fixed)
  return planOf(() => fixedSteps, resultOf(graph, order, steps))
}

/**
 * Inserts rows with those that belong to them, one statement for each table, and gives them back with their keys, nested
 * as they were put in. What points to another row is filled in: leave it out. Where rows need each other, a foreign key
 * that may be null is set by an update at the end.
 *
 * @example
 * insertGraph(users, { addresses: userAddresses })([{ name: 'jack', addresses: [{ email: 'jack@mail.org' }, { email: 'j25@mail.org' }] }])
 * // insert into "users" ("name") values ($1) returning …;
 * // insert into "addresses" ("email", "userId") values ($1, $2), ($3, $4) returning "addresses"."id", "addresses"."email", "addresses"."userId"
 */
export const insertGraph =
  <A extends string, S extends Specs, const B extends Branches>(table: Table<A, S>, branches: B & Placed<B, S>) =>
  (rows: ReadonlyArray<NewGraph<S, B> | NamedRow<NewGraph<S, B>>>): Plan<ReadonlyArray<GraphRow<S, B>>> =>
    inserting(table, branches, rows)

/**
 * Inserting rows that belong together: nested values in, foreign keys filled in, the rows with their keys back, nested as
 * they were put in.
 */
import type { Either } from 'fp-ts/Either'
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isEqual } from '../ast/conditions.js'
import { isRecord, toOperand, type valueOf } from '../ast/Expr.js'
import { type Branded, brand, type Column as ColumnNode } from '../ast/Node.js'
import type { Refused } from '../ast/Scope.js'
import type { Insert, TableNode, Update } from '../ast/Statement.js'
import { unusedName } from '../ast/scopes.js'
import { fixed, isPending, type Plan, pending, planOf } from '../exec/plan.js'
import type { Outcome } from '../exec/run.js'
import type { SqlError } from '../exec/SqlError.js'
import { left, right } from '../fp.js'
import { primaryKeyOf } from '../schema/foreignKey.js'
import type { InsertableOf, Specs, Table } from '../schema/Table.js'
import { targetNode } from '../statement/source.js'
import type { Grown } from './forest.js'
import type { Branches, GraphRow, NamedRow, NewGraph, Placed } from './graph.js'
import { type Edge, filledWith, type InsertOrder, insertOrder, type Settled, settle } from './graphOrder.js'
import { type Fill, type Graph, type GraphNode, graphOf, isBranches, type Place } from './graphRows.js'
import { boundRows, type Values } from './known.js'
import { refusedPlan } from './plans.js'
import { type AnyRelation, isRelation, type SpecsIn, type Writable } from './Relation.js'
import { updateOf } from './writing.js'

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

/** Which step inserts the rows of a table. */
type StepOf = ReadonlyMap<string, number>

const valueIn = (steps: StepOf, settled: Settled): unknown =>
  settled._tag === 'Given'
    ? settled.value
    : pending(steps.get(settled.node.of) ?? 0, settled.node.index, settled.column)

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

/** Columns that some rows of the table have filled in, and others get null in: they go out as one array. */
const nullColumns = (nodes: ReadonlyArray<GraphNode>): Values => {
  const { definitions } = (nodes[0] as GraphNode).table
  const filled = new Set(nodes.flatMap(({ fills }) => fills.flatMap(({ set }) => set.map(({ own }) => own))))
  const empty = [...filled].filter((key) => definitions[key]?.nullable === true && definitions[key].defaultTo === null)
  return Object.fromEntries(empty.map((key) => [key, null]))
}

const insertOf = (nodes: ReadonlyArray<GraphNode>, steps: StepOf, waits: ReadonlySet<Fill>): Insert => {
  const { table } = nodes[0] as GraphNode
  const nulls = nullColumns(nodes)
  return {
    joinery: brand,
    _tag: 'Insert',
    table,
    rows: nodes.map((node) => ({ ...nulls, ...rowToInsert(node, steps, waits) })),
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
  const steps: StepOf = new Map(tables.map((nodes, i) => [(nodes[0] as GraphNode).of, i]))
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
  ({ places, all }: Graph, { tables, waiting }: InsertOrder, steps: StepOf) =>
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
    // those in a place come after it, and are made before
    const made = new Map<Place, Values>()
    for (let i = all.length - 1; i >= 0; i--) {
      const place = all[i] as Place
      const { node, branches } = place
      const row: Record<string, unknown> = {
        ...rowAt(steps.get(node.of) ?? 0, node.index),
        ...later.get(node),
      }
      for (const { key, many, places: within } of branches) {
        const rows = within.map((each) => made.get(each))
        row[key] = many ? rows : (rows[0] ?? null)
      }
      made.set(place, row)
    }
    return right(places.map((place) => made.get(place)))
  }

// -------------------------------------------------------------------------------------
// plan
// -------------------------------------------------------------------------------------

const notRows = /* @__PURE__ */ invalidArgument('the rows of insertGraph', 'are no array', 'give an array of rows')

const notBranches = /* @__PURE__ */ invalidArgument(
  'the branches of insertGraph',
  'are not an object of relations',
  'give one: { addresses: userAddresses }',
)

const notATree = /* @__PURE__ */ invalidArgument(
  'an argument of insertTree',
  'is not what it should be',
  "give a relation of a table to itself, and { as: 'the key of the rows below' }",
)

const inserting = (table: unknown, branches: Branches, rows: unknown): Plan<ReadonlyArray<any>> => {
  const node = targetNode(table, 'the table of insertGraph')
  if (node._tag !== 'Table') return refusedPlan(node.error)
  if (!isBranches(branches)) return refusedPlan(notBranches)
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

/** A row to insert, with the rows below it. */
export type NewTree<S extends Specs, K extends string> = InsertableOf<S> & {
  readonly [P in K]?: ReadonlyArray<NewTree<S, K>>
}

/** Satisfied by a relation of a table to itself, whose rows point to the one above them. */
type OfItself<R extends AnyRelation> = R['access'] extends 'writable'
  ? R['cardinality'] extends 'many'
    ? SpecsIn<R['target']> extends SpecsIn<R['source']>
      ? unknown
      : Refused<'this relation leads to another table'>
    : Refused<'this relation leads up the tree: give its inverse'>
  : Refused<'this relation is for reading only'>

/**
 * Inserts trees of any depth, of a relation of a table to itself: all rows by one statement, which another lets point to
 * those above them, or by the first alone, where the keys are given. They come back as they were put in.
 *
 * @example
 * insertTree(oneToMany(users, users), { as: 'reports' })([{ name: 'jack', reports: [{ name: 'ed', reports: [{ name: 'wendy' }] }] }])
 * // insert into "users" ("name", "managerId") values ($1, $2), ($3, $4), ($5, $6) returning …;
 * // update "users" set "managerId" = "links"."managerId" from unnest($1::integer[], $2::integer[]) as "links"("id", "managerId") where "users"."id" = "links"."id"
 */
export const insertTree =
  <R extends Writable, const K extends string>(relation: R & OfItself<R>, options: { readonly as: K }) =>
  (
    rows: ReadonlyArray<NewTree<SpecsIn<R['source']>, K>>,
  ): Plan<ReadonlyArray<Grown<R['source'][typeof valueOf], K>>> => {
    const as: unknown = isRecord(options) ? options.as : undefined
    if (!isRelation(relation) || typeof as !== 'string') return refusedPlan(notATree)
    const branches: Record<string, readonly [AnyRelation, Branches]> = {}
    // the same below each row, however deep
    branches[as] = [relation, branches]
    return inserting(relation.source, branches, rows)
  }

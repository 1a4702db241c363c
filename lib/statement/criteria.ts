/**
 * A condition on every row of a table, wherever a statement reads it: for rows that are only marked as deleted, or that
 * are another tenant's.
 *
 * The condition goes where it keeps the rows out and nothing else: with the conditions of the statement, or into the ON
 * of the join that may find no row; where neither is right, the table is read through a query. A change that is not
 * guarded stays so, and does not compile.
 */

import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import type { Ast } from '../ast/children.js'
import { type Condition, guards, invalid, isBranded, toNode } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import type { AnyStatement } from '../ast/Scope.js'
import { booleanType } from '../ast/SqlType.js'
import type {
  Conflict,
  Delete,
  Derived,
  Insert,
  Join,
  JoinTree,
  Merge,
  Select,
  Source,
  TableNode,
  Update,
} from '../ast/Statement.js'
import { type Specs, type Table, tableNode } from '../schema/Table.js'
import { alias } from './alias.js'
import { emptySelect, invalidStatement, sameTypes } from './node.js'
import { rewritten } from './withSchema.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** The condition on a source, if it is the table. */
type Criterion = (source: Source) => Node | null

const both = (left: Node | null, right: Node): Node => {
  if (left === null) return right
  const conditions = [left, right].flatMap((node) =>
    node._tag === 'Junction' && node.op === 'and' ? node.conditions : [node],
  )
  return { joinery: brand, _tag: 'Junction', op: 'and', conditions, type: booleanType }
}

/** The rows of the table that meet the condition, under its name. */
const filtered = (table: TableNode, condition: Node): Derived => ({
  joinery: brand,
  _tag: 'Derived',
  query: {
    ...emptySelect,
    from: table,
    where: [condition],
    projection: {
      items: Object.values(table.columns).map((node) => ({ _tag: 'Field', key: node.name, node })),
    },
  },
  alias: table.alias,
  columns: table.columns,
})

/** The source, of which only those rows are there. */
const through = (source: Source, criterion: Criterion): Source => {
  const condition = criterion(source)
  return condition === null || source._tag !== 'Table' ? source : filtered(source, condition)
}

// -------------------------------------------------------------------------------------
// joins
// -------------------------------------------------------------------------------------

/** Sources that are joined, and the conditions that belong to the statement around them. */
interface Joined {
  readonly first: Source
  readonly joins: ReadonlyArray<Join>
  readonly where: ReadonlyArray<Node>
}

/**
 * What keeps a source's rows out without keeping out what they are joined with: the ON of a right join after it, which
 * keeps the other side's rows; a full join keeps those of both.
 */
const keeper = (joins: ReadonlyArray<Join>, after: number): number | 'where' | 'query' => {
  const at = joins.findIndex(({ kind }, i) => i >= after && (kind === 'right' || kind === 'full'))
  if (at < 0) return 'where'
  return joins[at]?.kind === 'right' ? at : 'query'
}

/** `isWhole` says whether the statement's own conditions apply to what is joined here; null if the table is not. */
const joined = (first: Source, joins: ReadonlyArray<Join>, criterion: Criterion, isWhole: boolean): Joined | null => {
  const sources = [first, ...joins.map(({ source }) => source)]
  const conditions = sources.map(criterion)
  if (conditions.every((condition) => condition === null)) return null
  const ons = joins.map(({ on }) => on)
  const where: Array<Node> = []
  const place = (source: Source, i: number): Source => {
    const condition = conditions[i] ?? null
    if (condition === null || source._tag !== 'Table') return source
    const kind = i === 0 ? 'cross' : joins[i - 1]?.kind
    const own = kind === 'inner' || kind === 'left'
    const at = own ? i - 1 : kind === 'full' ? 'query' : keeper(joins, i)
    if (at === 'query' || (at === 'where' && !isWhole)) return filtered(source, condition)
    if (at === 'where') where.push(condition)
    else ons[at] = both(ons[at] ?? null, condition)
    return source
  }
  const placed = sources.map(place)
  return {
    first: placed[0] as Source,
    joins: joins.map((join, i) => ({ ...join, source: placed[i + 1] as Source, on: ons[i] ?? null })),
    where,
  }
}

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

const selecting = (node: Select, criterion: Criterion): Select => {
  const found = node.from === null ? null : joined(node.from, node.joins, criterion, true)
  return found === null
    ? node
    : { ...node, from: found.first, joins: found.joins, where: [...node.where, ...found.where] }
}

const inTree = (node: JoinTree, criterion: Criterion): JoinTree => {
  const found = joined(node.first, node.joins, criterion, false)
  return found === null ? node : { ...node, first: found.first, joins: found.joins }
}

/** The table is changed, so it stays; what is read beside it is joined by its conditions. */
const changing = <N extends Update | Delete>(node: N, criterion: Criterion): N => {
  if (!node.everyRow && !node.where.some(guards)) return node
  const own = [node.table, ...node.using].flatMap((source) => criterion(source) ?? [])
  return own.length === 0 ? node : { ...node, where: [...node.where, ...own] }
}

const onConflict = (conflict: Conflict, condition: Node): Conflict =>
  conflict._tag === 'Conflict' && conflict.action._tag === 'Update'
    ? { ...conflict, action: { ...conflict.action, where: [...conflict.action.where, condition] } }
    : conflict

const inserting = (node: Insert, criterion: Criterion): Insert => {
  const condition = criterion(node.table)
  return condition === null || node.conflict === null
    ? node
    : { ...node, conflict: onConflict(node.conflict, condition) }
}

/** A row that is left out is matched by nothing, and not a row that the source does not match. */
const merging = (node: Merge, criterion: Criterion): Merge => {
  const condition = criterion(node.table)
  const source = through(node.source, criterion)
  if (condition === null) return source === node.source ? node : { ...node, source }
  const whens = node.whens.map((when) =>
    when.match === 'notMatchedBySource' ? { ...when, conditions: [...when.conditions, condition] } : when,
  )
  return { ...node, source, on: both(node.on, condition), whens }
}

const inRaw = (table: TableNode): CompileError =>
  invalidArgument(
    `raw SQL that reads ${table.name}`,
    'cannot be given a condition',
    'say it without raw, or with the condition in it',
  )

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

const isTable = (u: unknown): u is TableNode => isBranded(u) && (u as TableNode)._tag === 'Table'

const criterionOf =
  (table: TableNode, condition: (table: unknown) => unknown): Criterion =>
  (source) =>
    source._tag === 'Table' && source.name === table.name && source.schema === table.schema
      ? toNode(
          condition(alias(table as unknown as Table<string, Specs>, source.alias as 'alias')),
          'the condition of withCriteria',
        )
      : null

const constrained =
  (table: TableNode, criterion: Criterion) =>
  (node: Ast): Ast => {
    switch (node._tag) {
      case 'Select':
        return selecting(node, criterion)
      case 'JoinTree':
        return inTree(node, criterion)
      case 'Update':
      case 'Delete':
        return changing(node, criterion)
      case 'Insert':
        return inserting(node, criterion)
      case 'Merge':
        return merging(node, criterion)
      case 'Raw':
        return node.holes.some((hole) => hole._tag === 'Table' && criterion(hole) !== null)
          ? invalid(inRaw(table))
          : node
      default:
        return node
    }
  }

const notCriteria = /* @__PURE__ */ invalidArgument(
  'the arguments of withCriteria',
  'are not a table and a function',
  'give withCriteria(users, (u) => isNull(u.c.deletedAt))',
)

/**
 * Adds a condition wherever a statement reads a table, under whatever name: in joins, subqueries and common table
 * expressions, in updates, deletes and merges. Rows that are inserted are not read, and raw SQL that reads the table
 * does not compile.
 *
 * @example
 * pipe(
 *   from(posts),
 *   leftJoin(users, eq(posts.c.authorId, users.c.id)),
 *   select({ title: posts.c.title, author: users.c.name }),
 *   withCriteria(users, (u) => u.c.active),
 * )
 * // select "posts"."title", "users"."name" as "author"
 * // from "posts" left join "users" on "posts"."author_id" = "users"."id" and "users"."active"
 */
export const withCriteria =
  <A extends string, S extends Specs>(table: Table<A, S>, condition: (table: Table<A, S>) => Condition<NoInfer<A>>) =>
  <Q extends AnyStatement>(self: Q): Q => {
    const node: unknown = tableNode(table)
    if (!isTable(node) || typeof condition !== 'function') return sameTypes(self, invalidStatement(notCriteria))
    const criterion = criterionOf(node, condition as (table: unknown) => unknown)
    return rewritten(self, constrained(node, criterion), 'withCriteria')
  }

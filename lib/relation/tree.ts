/** All that is reached through a relation of a table to itself: a node's children, their children, and so on. */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isRecord } from '../ast/Expr.js'
import type { Source as SourceNode } from '../ast/Statement.js'
import { keysRead } from '../ast/scopes.js'
import { primaryKeyOf } from '../schema/foreignKey.js'
import type { AnySource, Table } from '../schema/Table.js'
import type { integer } from '../schema/types.js'
import { type Apart, inverse, startingAt } from './combine.js'
import { asTarget, hopTo, noHop } from './lateral.js'
import {
  type AnyRelation,
  asNode,
  type Hop,
  isTable,
  labelOf,
  type Relation,
  typedRelation,
  typedTarget,
} from './Relation.js'
import { depthColumn, depthName, recursionOf } from './recursion.js'

// -------------------------------------------------------------------------------------
// options
// -------------------------------------------------------------------------------------

export interface TreeOptions {
  /** How many levels at the most. The rows then have their level too, as `depth`: 1 for what the relation itself leads to. */
  readonly depth?: number
  /** Whether the row itself is among them, at level 0. */
  readonly self?: boolean
}

/** Satisfied by a relation that leads to where it starts from. */
type ToItself<R extends AnyRelation> = keyof R['source']['c'] extends keyof R['target']['c']
  ? unknown
  : { readonly refused: 'this relation leads to another table than it starts from' }

type Reached<T extends AnySource, O> = O extends { readonly depth: number }
  ? T extends Table<infer A, infer S>
    ? Table<A, S & { readonly depth: typeof integer }>
    : never
  : T

// -------------------------------------------------------------------------------------
// trees
// -------------------------------------------------------------------------------------

/** The columns by which a relation finds the next rows: those of its source that its first step reads. */
const columnsRead = ({ source, hops: [hop] }: AnyRelation): ReadonlyArray<string> => {
  const from = asNode(source)
  const step = hop?.step(from, null)
  return step === undefined ? [] : [...keysRead(step.to, from), ...keysRead(step.on, from)]
}

const isDepth = (depth: unknown): boolean => Number.isSafeInteger(depth) && (depth as number) > 0

const problemOf = (self: AnyRelation, primary: ReadonlyArray<string>, { depth }: TreeOptions): CompileError | null => {
  const [source, target] = [asNode(self.source), asNode(self.target)]
  const refused = (reason: string, hint: string): CompileError => invalidArgument(labelOf(self), reason, hint)
  if (self.problem !== null) return self.problem
  if (!isTable(source) || !isTable(target) || source.name !== target.name || source.schema !== target.schema)
    return refused('does not lead to the table that it starts from', 'give a relation of a table to itself')
  if (primary.length === 0) return refused('is of a table without a primary key', 'give the table one')
  if (depth !== undefined && !isDepth(depth))
    return refused('is to be followed to a depth that is not a whole number from 1', 'leave depth out for all levels')
  return depth !== undefined && Object.hasOwn(target.columns, depthName)
    ? refused('has a column depth already', 'leave depth out, and limit the levels by a condition')
    : null
}

/** A hop to all that is reached. */
const hopFrom = (self: AnyRelation, primary: ReadonlyArray<string>, { depth, self: withSelf }: TreeOptions): Hop => {
  const target = asNode(self.target)
  const keys = [...new Set([...primary, ...columnsRead(self)])]
  const columns = depth === undefined ? target.columns : { ...target.columns, [depthName]: depthColumn(target.alias) }
  const query = (from: SourceNode) =>
    recursionOf({ relation: self, primary, keys, depth: depth ?? null, withSelf: withSelf === true }, from)
  return hopTo(target, query, columns)
}

const following = (self: AnyRelation, options: TreeOptions = {}): AnyRelation => {
  const [source, target] = [asNode(self.source), asNode(self.target)]
  const primary = isTable(target) ? primaryKeyOf(target) : []
  const said: TreeOptions = isRecord(options) ? options : {}
  const problem = problemOf(self, primary, said)
  const hop = problem === null ? hopFrom(self, primary, said) : noHop(target, problem)
  return {
    ...self,
    target: typedTarget(asTarget(hop.step(source, null).to)),
    cardinality: 'many',
    inverseCardinality: 'many',
    unique: false,
    inverseUnique: false,
    access: 'viewOnly',
    hops: [hop],
    back: [problem === null ? hopFrom(inverse(self), primary, {}) : noHop(source, problem)],
    writes: null,
    problem,
  }
}

/**
 * All that is reached by a relation of a table to itself, each row once, even where it comes back to itself. It is
 * joined, collected, counted and asked like any relation, and it is for reading.
 *
 * @example
 * const reports = descendants(oneToMany(users, users), { depth: 3 })
 *
 * pipe(from(users), select({ name: users.c.name, reports: collect(reports, (rows, r) => pipe(rows, orderBy(r.c.depth), select({ name: r.c.name, depth: r.c.depth }))) }))
 * // … with recursive "users_tree" as (select … union select … inner join "users" as "users_1" on "users_tree"."id" = "users_1"."managerId" …) …
 */
export const descendants = <R extends AnyRelation, const O extends TreeOptions>(
  self: R & ToItself<R>,
  options?: O,
): Relation<R['source'], Reached<R['target'], O>, 'many', 'many', never, 'viewOnly'> =>
  typedRelation(following(self, options))

/**
 * The same the other way: of a node, what it is reached from.
 *
 * @example
 * const chain = ancestors(oneToMany(users, users))
 *
 * pipe(from(users), where(some(chain, (boss) => eq(boss.c.name, 'jack'))), select({ name: users.c.name }))
 */
export const ancestors = <R extends AnyRelation, const O extends TreeOptions>(
  self: R & ToItself<R>,
  options?: O,
): Relation<R['source'], Reached<Apart<R['source'], R['source']['alias']>, O>, 'many', 'many', never, 'viewOnly'> =>
  typedRelation(following(startingAt(inverse(self as AnyRelation), self.source), options))

/** What is probably a mistake: about tables, about relations between them, and about statements. Data out; printing is apart. */
import type { AnyStatement } from '../ast/Scope.js'
import type { Dialect } from '../compile/Dialect.js'
import type { Cardinality, Relation } from '../relation/Relation.js'
import { uniqueKeysOf } from '../schema/foreignKey.js'
import type { Metadata } from '../schema/Metadata.js'
import { tableNode } from '../schema/Table.js'
import type { Finding } from './Finding.js'
import { statementFindings } from './statements.js'
import { tableFindings } from './tables.js'

type AnyRelation = Relation<any, any, Cardinality, Cardinality, any, any, any>

export interface Linted {
  readonly metadata?: Metadata
  /** By their names. */
  readonly statements?: Readonly<Record<string, AnyStatement>>
  /** By their names. */
  readonly relations?: Readonly<Record<string, AnyRelation>>
}

/** Whether a key sees to it that there is one row of the target at most. */
const isKept = ({ writes, target }: AnyRelation): boolean => {
  if (writes?._tag !== 'ForeignKey' || writes.holder !== 'target') return false
  const columns = writes.pairs.map((pair) => pair.target)
  return uniqueKeysOf(tableNode(target)).some((key) => key.every((name) => columns.includes(name)))
}

const relationFindings = (relation: string, self: AnyRelation): ReadonlyArray<Finding> => {
  const { cardinality: says, unique, writes, hops } = self
  if (says !== 'many' && !unique) return [{ _tag: 'RelationAgainstKeys', relation, says, reason: 'not unique' }]
  if (says === 'many' && hops.length === 1 && isKept(self))
    return [{ _tag: 'RelationAgainstKeys', relation, says, reason: 'unique' }]
  if (says !== 'one' || writes?._tag !== 'ForeignKey' || writes.holder !== 'source') return []
  const { definitions } = tableNode(self.source)
  const isNullable = writes.pairs.some(({ source }) => definitions?.[source]?.nullable === true)
  return isNullable ? [{ _tag: 'RelationAgainstKeys', relation, says, reason: 'may be null' }] : []
}

/**
 * What is probably a mistake, and what it is about. Nothing runs.
 *
 * @example lint(postgres)({ metadata: metadata([users, posts]), statements: { latest } }).map(describeFinding)
 */
export const lint =
  (dialect: Dialect) =>
  ({ metadata, statements = {}, relations = {} }: Linted): ReadonlyArray<Finding> => [
    ...(metadata === undefined ? [] : tableFindings(dialect, metadata)),
    ...Object.entries(relations).flatMap(([name, relation]) => relationFindings(name, relation)),
    ...Object.entries(statements).flatMap(([name, statement]) => statementFindings(name, statement)),
  ]

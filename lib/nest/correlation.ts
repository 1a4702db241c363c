/** What makes the rows of a query belong to the row around it: equal keys, where it is that and nothing else. */
import { conditionsOf } from '../ast/conditions.js'
import type { Node } from '../ast/Node.js'
import type { Select, Source } from '../ast/Statement.js'
import { freeNames } from '../ast/scopes.js'
import { sourcesOf } from '../ast/sources.js'

export interface Correlation {
  /** Expressions of the row around it, and those of the query that are equal to them. */
  readonly pairs: ReadonlyArray<{ readonly outer: Node; readonly inner: Node }>
  /** The query of all rows, whatever they belong to. */
  readonly query: Select
}

/** null where the query reads more of the row around it than keys. */
export const correlationOf = (self: Select): Correlation | null => {
  const own = new Set(sourcesOf(self).map(({ alias }) => alias))
  const isWithin = (node: Node): boolean => [...freeNames(node)].every((name) => own.has(name))
  const isAround = (node: Node): boolean => {
    const names = [...freeNames(node)]
    return names.length > 0 && names.every((name) => !own.has(name))
  }
  const pairs: Array<Correlation['pairs'][number]> = []
  const where: Array<Node> = []
  for (const condition of self.where.flatMap(conditionsOf)) {
    if (isWithin(condition)) {
      where.push(condition)
      continue
    }
    if (condition._tag !== 'Binary' || condition.op !== 'eq') return null
    const { left, right } = condition
    if (isAround(left) && isWithin(right)) pairs.push({ outer: left, inner: right })
    else if (isAround(right) && isWithin(left)) pairs.push({ outer: right, inner: left })
    else return null
  }
  const query = { ...self, where }
  return pairs.length > 0 && freeNames(query).size === 0 ? { pairs, query } : null
}

/** Whether a query in FROM reads what is around it. */
export const isCorrelated = (source: Source): boolean => source._tag === 'Derived' && freeNames(source).size > 0

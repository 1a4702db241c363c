/** One row of each kind. */
import { invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, invalid, type readsOf, toNode } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type { AnySelect, Using } from '../ast/Scope.js'
import { selectNode, typedStatement } from './node.js'

const nothing = /* @__PURE__ */ invalidArgument('distinctOn', 'has no expression', 'give one, or use distinct')

/**
 * Keeps the first row of those that are equal in all of these; the order, which starts with them, says which is first.
 *
 * @example pipe(from(posts), distinctOn(posts.c.authorId), orderBy(posts.c.authorId, desc(posts.c.id)), select(posts))
 * // select distinct on ("posts"."author_id") … order by "posts"."author_id", "posts"."id" desc
 */
export const distinctOn =
  <E extends readonly [AnyExpr, ...ReadonlyArray<AnyExpr>]>(...expressions: E) =>
  <Q extends AnySelect>(self: Q): Using<Q, E[number][typeof readsOf]> => {
    const node = selectNode(self, 'distinctOn')
    const nodes = expressions.map((e) => toNode(e, 'an argument of distinctOn'))
    return typedStatement({
      ...node,
      distinct: false,
      distinctOn: nodes.length === 0 ? invalid(nothing) : { joinery: brand, _tag: 'DistinctOn', expressions: nodes },
    })
  }

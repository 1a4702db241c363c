/**
 * Logic over conditions.
 *
 * `and()` of nothing is true and `or()` of nothing is false, as in algebra; `skip` is how a condition is left out.
 */
import {
  type AnyExpr,
  type absentOf,
  type Condition,
  constant,
  type Expr,
  nodeOf,
  type readsOf,
  toNode,
  typed,
  type valueOf,
} from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import { booleanType } from '../ast/SqlType.js'

type Conditions = ReadonlyArray<Condition>

type Joined<C extends ReadonlyArray<AnyExpr>> = Expr<
  boolean | C[number][typeof valueOf],
  C[number][typeof readsOf],
  C[number][typeof absentOf]
>

const argumentOf = { and: 'an argument of and', or: 'an argument of or' } as const

const junction = (op: 'and' | 'or', conditions: ReadonlyArray<unknown>): Node => {
  const kept: Array<Node> = []
  for (const condition of conditions) {
    const node = toNode(condition, argumentOf[op])
    // a nested junction of the same kind means the same without its parentheses
    if (node._tag === 'Junction' && node.op === op) kept.push(...node.conditions)
    else if (node._tag !== 'Skip') kept.push(node)
  }
  const [first, second] = kept
  // conditions that were all left out leave nothing; `or()` of none at all is still false
  if (first === undefined) return conditions.length > 0 ? nodeOf(skip) : constant(op === 'and')
  return second === undefined ? first : { joinery: brand, _tag: 'Junction', op, conditions: kept, type: booleanType }
}

/** @example and(gt(users.c.age, 18), eq(users.c.name, 'jack')) // "users"."age" > $1 and "users"."name" = $2 */
export const and = <C extends Conditions>(...conditions: C): Joined<C> => typed(junction('and', conditions))

/** @example or(eq(users.c.name, 'jack'), eq(users.c.name, 'ed')) // "users"."name" = $1 or "users"."name" = $2 */
export const or = <C extends Conditions>(...conditions: C): Joined<C> => typed(junction('or', conditions))

/** What is left out is left out of `not` too. @example not(eq(users.c.name, 'jack')) // not "users"."name" = $1 */
export const not = <T extends boolean | null, R, N>(condition: Expr<T, R, N>): Expr<boolean | (T & null), R, N> => {
  const node = toNode(condition, 'the argument of not')
  return typed(node._tag === 'Skip' ? node : { joinery: brand, _tag: 'Not', condition: node, type: booleanType })
}

/** In place of a condition that is not wanted this time. @example where(input === '' ? skip : eq(users.c.name, input)) */
export const skip: Expr<boolean, never, never> = /* @__PURE__ */ typed({
  joinery: brand,
  _tag: 'Skip',
  type: booleanType,
})

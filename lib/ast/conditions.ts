/** The conditions that joinery writes itself: that two are equal, and that several hold. */
import { brand, type Node } from './Node.js'
import { booleanType } from './SqlType.js'

export const isEqual = (left: Node, right: Node): Node => ({
  joinery: brand,
  _tag: 'Binary',
  op: 'eq',
  left,
  right,
  type: booleanType,
})

/** Several conditions as one; one as it is. */
export const allOf = (conditions: ReadonlyArray<Node>): Node => {
  const [first, second] = conditions
  return second === undefined && first !== undefined
    ? first
    : { joinery: brand, _tag: 'Junction', op: 'and', conditions, type: booleanType }
}

/** The conditions that are all to hold where one does. */
export const conditionsOf = (node: Node): ReadonlyArray<Node> =>
  node._tag === 'Junction' && node.op === 'and' ? node.conditions.flatMap(conditionsOf) : [node]

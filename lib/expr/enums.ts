/** The values of an enum, in the order in which they were declared. Which enum is meant, an expression of it says. */
import { type Expr, toNode, toTypedOperand, typed, type valueOf } from '../ast/Expr.js'
import { uncounted } from '../ast/SqlType.js'
import { arrayOfType } from './arrays.js'
import { callNode, type Operand, type ReadsOf } from './define.js'

type AnyEnum = Expr<string | null, any, any>

type LabelOf<E extends AnyEnum> = NonNullable<E[typeof valueOf]>

type OfEnum = <E extends AnyEnum>(of: E) => Expr<LabelOf<E>, ReadsOf<E>, never>

/* @__NO_SIDE_EFFECTS__ */
const ofEnum =
  (name: string): OfEnum =>
  (of) => {
    const node = toNode(of, `the argument of ${name}`)
    return typed(callNode(name, [node], uncounted(node.type)))
  }

/** The first value of an enum. @example enumFirst(null_(mood)) // enum_first($1::"mood") */
export const enumFirst = /* @__PURE__ */ ofEnum('enumFirst')

/** The last value of an enum. @example enumLast(null_(mood)) // enum_last($1::"mood") */
export const enumLast = /* @__PURE__ */ ofEnum('enumLast')

/**
 * All values of an enum, or those from one to another; null is no bound.
 *
 * @example enumRange(null_(mood)) // enum_range($1::"mood")
 * @example enumRange(people.c.mood, 'happy') // enum_range("people"."mood", $1::"mood")
 */
export const enumRange = <E extends AnyEnum, D extends Operand<LabelOf<E>> = never>(
  from: E,
  to?: D,
): Expr<ReadonlyArray<LabelOf<E>>, ReadsOf<E | D>, never> => {
  const node = toNode(from, 'the first argument of enumRange')
  const bounds = to === undefined ? [] : [toTypedOperand(to, uncounted(node.type), 'the second argument of enumRange')]
  return typed(callNode('enumRange', [node, ...bounds], arrayOfType(uncounted(node.type))))
}

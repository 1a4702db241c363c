/** Arithmetic and text: operators that keep the type of their left operand. */
import { type Expr, toNode, toOperand, typed } from '../ast/Expr.js'
import { type BinaryOp, brand } from '../ast/Node.js'
import { type SqlType, textType } from '../ast/SqlType.js'

/** null where one of the operands may be null. */
type Result<T, U> = NonNullable<T> | ((T | U) & null)

/** JavaScript's numbers, and `numeric`, which is read as a string. */
type Number = number | bigint | string | null

type Arithmetic = <T extends Number, R, N, U extends T | null = never, R2 = never, N2 = never>(
  left: Expr<T, R, N>,
  right: Expr<U, R2, N2> | NonNullable<NoInfer<T>>,
) => Expr<Result<T, NoInfer<U>>, R | NoInfer<R2>, N | NoInfer<N2>>

/* @__NO_SIDE_EFFECTS__ */
const arithmetic =
  (
    op: BinaryOp,
    own: SqlType | null = null,
    leftName = `the left operand of ${op}`,
    rightName = `the right operand of ${op}`,
  ): Arithmetic =>
  (left, right) => {
    const node = toNode(left, leftName)
    return typed({
      joinery: brand,
      _tag: 'Binary',
      op,
      left: node,
      right: toOperand(right, own ?? node.type, rightName),
      type: own ?? node.type,
    })
  }

/** @example add(users.c.age, 1) // "users"."age" + $1 */
export const add = /* @__PURE__ */ arithmetic('add')

/** @example sub(users.c.age, 1) // "users"."age" - $1 */
export const sub = /* @__PURE__ */ arithmetic('sub')

/** @example mul(users.c.age, 2) // "users"."age" * $1 */
export const mul = /* @__PURE__ */ arithmetic('mul')

/** Whole numbers divide to whole numbers, as in SQL. @example div(users.c.age, 2) // "users"."age" / $1 */
export const div = /* @__PURE__ */ arithmetic('div')

/** @example mod(users.c.age, 2) // "users"."age" % $1 */
export const mod = /* @__PURE__ */ arithmetic('mod')

type Concat = <T extends string | null, R, N, U extends string | null = never, R2 = never, N2 = never>(
  left: Expr<T, R, N>,
  right: Expr<U, R2, N2> | string,
) => Expr<string | ((T | NoInfer<U>) & null), R | NoInfer<R2>, N | NoInfer<N2>>

/** @example concat(users.c.name, '!') // "users"."name" || $1 */
export const concat: Concat = /* @__PURE__ */ arithmetic('concat', textType) as Concat

/** @example negative(users.c.age) // -"users"."age" */
export const negative = <T extends Number, R, N>(operand: Expr<T, R, N>): Expr<T, R, N> => {
  const node = toNode(operand, 'the argument of negative')
  return typed({ joinery: brand, _tag: 'Negative', operand: node, type: node.type })
}

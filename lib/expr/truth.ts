/** Whether a condition is true, false or unknown: what is asked so is never null itself. */
import { type Condition, type Expr, toNode, typed } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type { Truth } from '../ast/Operator.js'
import { booleanType } from '../ast/SqlType.js'

type Test = <R>(condition: Condition<R>) => Expr<boolean, R, never>

/* @__NO_SIDE_EFFECTS__ */
const test =
  (truth: Truth['truth'], negated: boolean, name: string): Test =>
  (condition) =>
    typed({
      joinery: brand,
      _tag: 'Truth',
      operand: toNode(condition, `the argument of ${name}`),
      truth,
      negated,
      type: booleanType,
    })

/** @example isTrue(gt(users.c.age, 17)) // ("users"."age" > $1) is true */
export const isTrue = /* @__PURE__ */ test('true', false, 'isTrue')

/** False, or unknown. @example isNotTrue(gt(users.c.age, 17)) // ("users"."age" > $1) is not true */
export const isNotTrue = /* @__PURE__ */ test('true', true, 'isNotTrue')

/** @example isFalse(gt(users.c.age, 17)) // ("users"."age" > $1) is false */
export const isFalse = /* @__PURE__ */ test('false', false, 'isFalse')

/** True, or unknown. @example isNotFalse(gt(users.c.age, 17)) // ("users"."age" > $1) is not false */
export const isNotFalse = /* @__PURE__ */ test('false', true, 'isNotFalse')

/** Neither true nor false. @example isUnknown(gt(users.c.age, 17)) // ("users"."age" > $1) is unknown */
export const isUnknown = /* @__PURE__ */ test('unknown', false, 'isUnknown')

/** @example isNotUnknown(gt(users.c.age, 17)) // ("users"."age" > $1) is not unknown */
export const isNotUnknown = /* @__PURE__ */ test('unknown', true, 'isNotUnknown')

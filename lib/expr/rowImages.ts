/**
 * Rows compared by their bytes, as the database keeps them: values that are equal may differ in those, and NULL is a value
 * like any other.
 *
 * The database takes two rows that are written out for their values, each compared by itself: it is composite values and
 * whole rows that have bytes of their own.
 */
import { type Expr, toNode, typed } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type { PostgresOp } from '../ast/Operator.js'
import { booleanType } from '../ast/SqlType.js'
import type { Strict } from './define.js'

/** A whole row, or a composite value. */
type AnyRow = Expr<object | null, any, any>

type OfRows = <A extends AnyRow, B extends AnyRow>(left: A, right: B) => Strict<boolean, A | B>

/* @__NO_SIDE_EFFECTS__ */
const ofRows =
  (op: PostgresOp): OfRows =>
  (left, right) =>
    typed({
      joinery: brand,
      _tag: 'Binary',
      op,
      left: toNode(left, `the left operand of ${op}`),
      right: toNode(right, `the right operand of ${op}`),
      type: booleanType,
    })

/** @example eqImage(wholeRow(users), wholeRow(users)) // "users" *= "users" */
export const eqImage = /* @__PURE__ */ ofRows('eqImage')

/** @example neImage(wholeRow(users), wholeRow(users)) // "users" *<> "users" */
export const neImage = /* @__PURE__ */ ofRows('neImage')

/** @example ltImage(wholeRow(users), wholeRow(users)) // "users" *< "users" */
export const ltImage = /* @__PURE__ */ ofRows('ltImage')

/** @example leImage(wholeRow(users), wholeRow(users)) // "users" *<= "users" */
export const leImage = /* @__PURE__ */ ofRows('leImage')

/** @example gtImage(wholeRow(users), wholeRow(users)) // "users" *> "users" */
export const gtImage = /* @__PURE__ */ ofRows('gtImage')

/** @example geImage(wholeRow(users), wholeRow(users)) // "users" *>= "users" */
export const geImage = /* @__PURE__ */ ofRows('geImage')

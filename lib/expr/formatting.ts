/** Numbers, days and times as text of any form, and back. The forms are PostgreSQL's: `YYYY-MM-DD`, `FM999,990.00`. */
import { type Expr, typed } from '../ast/Expr.js'
import type { AnyNumber, Interval, mark, Text } from '../ast/Kind.js'
import { plain, textType } from '../ast/SqlType.js'
import { date, numeric } from '../schema/types.js'
import { toArgument } from './bare.js'
import { argumentsOf, callNode, type Operand, type Strict, strict, toFloating } from './define.js'
import { textual } from './positions.js'

/** What has a form: a number, a day, a time or an amount of time. */
type Formatted = AnyNumber | Date | Interval | { readonly [mark]?: 'date' | 'time' | 'timetz' | 'timestamp' }

/**
 * A number, a day or a time in a form.
 *
 * @example toChar(posts.c.createdAt, 'YYYY-MM-DD') // to_char("posts"."created_at", $1::text)
 * @example toChar(items.c.weight, 'FM990.00') // to_char("items"."weight", $1::text)
 */
export const toChar = <E extends Expr<Formatted | null, any, any> | Date | bigint, F extends Operand<Text>>(
  operand: E,
  form: F,
): Strict<string, E | F> =>
  typed(
    callNode(
      'toChar',
      [toArgument(operand, 'argument 1 of toChar'), ...argumentsOf('toChar', [textual], [], [form], 1)],
      textType,
    ),
  )

/** @example toDate(users.c.name, 'DD.MM.YYYY') // to_date("users"."name", $1::text) */
export const toDate = /* @__PURE__ */ strict('toDate', [textual, textual], [], date)

/** @example toNumber(users.c.name, '999,999.99') // to_number("users"."name", $1::text) */
export const toNumber = /* @__PURE__ */ strict('toNumber', [textual, textual], [], /* @__PURE__ */ numeric())

/**
 * An instant from the seconds since 1970, or from a text of a form.
 *
 * @example toTimestamp(items.c.weight) // to_timestamp("items"."weight")
 * @example toTimestamp(users.c.name, 'YYYY-MM-DD HH24:MI:SS') // to_timestamp("users"."name", $1::text)
 */
export const toTimestamp = <
  A extends
    | readonly [seconds: Expr<AnyNumber | null, any, any> | number]
    | readonly [text: Operand<Text>, form: Operand<Text>],
>(
  ...args: A
): Strict<Date, A[number]> => {
  const [first, form] = args
  const nodes =
    form === undefined
      ? [toFloating(first, 'the argument of toTimestamp')]
      : argumentsOf('toTimestamp', [textual, textual], [], args)
  return typed(callNode('toTimestamp', nodes, plain('timestamptz')))
}

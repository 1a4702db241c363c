/** Conversions from one type of SQL to another, as the database makes them. */
import { type Expr, toNode, typed } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import { uncounted } from '../ast/SqlType.js'
import { type AnySpec, type holds, ofType } from '../schema/Column.js'

/**
 * The operand as another type; null stays null. What cannot be converted is an error of the database.
 *
 * @example cast(users.c.id, text) // "users"."id"::text
 */
export const cast = <T, R, N, S extends AnySpec>(
  operand: Expr<T, R, N>,
  type: S,
): Expr<S[typeof holds] | (T & null), R, N> =>
  typed(
    ofType(type, 'cast', 'cast(users.c.id, text)', (own) => ({
      joinery: brand,
      _tag: 'Cast',
      operand: toNode(operand, 'the operand of cast'),
      type: uncounted(own),
    })),
  )

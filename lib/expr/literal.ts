/** Values in the text of a statement. */
import { type Expr, typed } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import { type AnySpec, type holds, ofType } from '../schema/Column.js'

/**
 * A value that stands in the statement's text, quoted by the dialect, instead of being bound.
 *
 * Use it for what belongs to the statement itself: the condition of a partial index, or a constant that the database's
 * plan is to know. What comes from outside belongs into `value`, for each literal makes another text.
 *
 * @example eq(jobs.c.state, literal(text, 'done')) // "jobs"."state" = 'done'::text
 * @example literal(integer, 1) // 1
 */
export const literal = <S extends AnySpec>(type: S, value: S[typeof holds]): Expr<S[typeof holds], never, never> =>
  typed(
    ofType(type, 'literal', 'literal(integer, 1)', (own) => ({
      joinery: brand,
      _tag: 'Literal',
      value,
      type: own,
      cast: true,
    })),
  )

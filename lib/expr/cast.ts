/** Conversions from one type of SQL to another, as the database makes them. */
import { type AnyExpr, type Expr, param, typed } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import { type SqlType, uncounted } from '../ast/SqlType.js'
import { type AnySpec, type holds, ofType } from '../schema/Column.js'
import { toArgument } from './bare.js'
import type { AbsentOf, NullOf, ReadsOf } from './define.js'

/** What the database reads as it reads a text of the type: `'2026-11-22'`, `'1 day'`, `'(1,2)'`. */
type Operand = AnyExpr | string | bigint | boolean | Date | Uint8Array

const toCast = (operand: unknown, type: SqlType): Node =>
  typeof operand === 'string'
    ? param(operand, { _tag: 'asText', base: type }, false)
    : toArgument(operand, 'the operand of cast')

/**
 * The operand as another type; null stays null. What cannot be converted is an error of the database. A string is what
 * the database reads as the type; `value(type, it)` takes what JavaScript has for it, and checks it.
 *
 * @example cast(users.c.id, text) // "users"."id"::text
 * @example cast(articles.c.tags, array(varchar(10))) // "articles"."tags"::varchar(10)[]
 * @example cast('1 day 2 hours', interval) // $1::interval
 */
export const cast = <E extends Operand, S extends AnySpec>(
  operand: E,
  type: S,
): Expr<S[typeof holds] | NullOf<E>, ReadsOf<E>, AbsentOf<E>> =>
  typed(
    ofType(type, 'cast', 'cast(users.c.id, text)', (own) => {
      const target = uncounted(own)
      return { joinery: brand, _tag: 'Cast', operand: toCast(operand, target), type: target }
    }),
  )

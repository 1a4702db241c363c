/** What an expression is taken for: its SQL stays as it is. */
import { type Expr, toNode, typed } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import type { SqlType } from '../ast/SqlType.js'
import { type AnySpec, type holds, ofType } from '../schema/Column.js'

/** Nodes whose type says how they are spelled, or bound. */
const isSpelledByType = ({ _tag }: Node): boolean =>
  _tag === 'Param' || _tag === 'Cast' || _tag === 'Literal' || _tag === 'ArrayValue'

const readNode = (node: Node, type: SqlType): Node =>
  isSpelledByType(node) ? { joinery: brand, _tag: 'Raw', strings: ['', ''], holes: [node], type } : { ...node, type }

/**
 * The same expression, read as another type; null stays null. Nothing is converted: the database must have a value that
 * the type reads, as a time has its text, with all microseconds, and an `integer` is a `bigint`.
 *
 * @example readAs(posts.c.createdAt, asText(timestamptz)) // "posts"."created_at"
 */
export const readAs = <T, R, N, S extends AnySpec>(
  operand: Expr<T, R, N>,
  type: S,
): Expr<S[typeof holds] | (T & null), R, N> =>
  typed(
    ofType(type, 'readAs', 'readAs(posts.c.createdAt, asText(timestamptz))', (own) =>
      readNode(toNode(operand, 'the operand of readAs'), own),
    ),
  )

/**
 * The same expression, whose type admits null: for the first query of a recursion, which has to be as wide as its step.
 *
 * @example asNullable(users.c.id) // "users"."id"
 */
export const asNullable = <T, R, N>(operand: Expr<T, R, N>): Expr<T | null, R, N> =>
  typed(toNode(operand, 'the operand of asNullable'))

/**
 * The same expression, whose type does not admit null: for what the database never has null there, and no type can say so.
 * Nothing sees to it.
 *
 * @example asNotNull(users.c.fullname) // "users"."fullname"
 */
export const asNotNull = <T, R>(operand: Expr<T, R, any>): Expr<Exclude<T, null>, R, never> =>
  typed(toNode(operand, 'the operand of asNotNull'))

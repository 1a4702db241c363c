/**
 * Aggregates: one value for many rows.
 *
 * Over no rows at all, `count` is 0 and every other aggregate is null, and so are their types.
 */
import { type Expr, toNode, typed } from '../ast/Expr.js'
import { type AggregateName, brand, type Node } from '../ast/Node.js'
import { bigintType, doubleType, type SqlType, uncounted } from '../ast/SqlType.js'

const aggregate = (name: AggregateName, operand: Node | null, type: SqlType, distinct = false): Node => ({
  joinery: brand,
  _tag: 'Aggregate',
  name,
  operand,
  distinct,
  type,
})

/** A count is a `bigint` in the database, and read as a number: one too large for a number is a `Left`, not a wrong number. */
export const countType: SqlType = {
  _tag: 'mapped',
  base: bigintType,
  encode: (n: number) => BigInt(n),
  decode: (n: bigint) => {
    if (n > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError('a count above 2^53 is not a number')
    return Number(n)
  },
}

/** Rows, or rows where the operand is not null. @example count() // count(*) */
export const count = <R = never>(operand?: Expr<any, R, any>): Expr<number, NoInfer<R>, never> =>
  typed(aggregate('count', operand === undefined ? null : toNode(operand, 'the argument of count'), countType))

/** @example countDistinct(users.c.name) // count(distinct "users"."name") */
export const countDistinct = <R>(operand: Expr<any, R, any>): Expr<number, R, never> =>
  typed(aggregate('count', toNode(operand, 'the argument of countDistinct'), countType, true))

type Kept = <T, R>(operand: Expr<T, R, any>) => Expr<T | null, R, never>

/** Null over no rows. @example min(users.c.age) // min("users"."age") */
export const min: Kept = (operand) => {
  const node = toNode(operand, 'the argument of min')
  return typed(aggregate('min', node, node.type))
}

/** Null over no rows. @example max(users.c.age) // max("users"."age") */
export const max: Kept = (operand) => {
  const node = toNode(operand, 'the argument of max')
  return typed(aggregate('max', node, node.type))
}

/** Null over no rows. A sum too large for the operand's own type is a `Left`. @example sum(users.c.age) // sum("users"."age") */
export const sum = <T extends number | bigint | string | null, R>(
  operand: Expr<T, R, any>,
): Expr<T | null, R, never> => {
  const node = toNode(operand, 'the argument of sum')
  return typed(aggregate('sum', node, summed(node.type)))
}

/** The sum of whole numbers is a wider whole number in the database, which a JavaScript number holds up to 2^53. */
const summed = (type: SqlType): SqlType => {
  const own = uncounted(type)
  return own._tag === 'integer' || own._tag === 'smallint' ? countType : own
}

/** The mean, as a floating-point number; null over no rows. @example avg(users.c.age) // avg("users"."age") */
export const avg = <R>(operand: Expr<number | bigint | string | null, R, any>): Expr<number | null, R, never> =>
  typed(aggregate('avg', toNode(operand, 'the argument of avg'), doubleType))

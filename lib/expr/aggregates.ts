/**
 * Aggregates: one value for many rows.
 *
 * Over no rows at all, `count` is 0 and every other aggregate is null, and so are their types.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Aggregate, type Condition, type Expr, invalid, param, toNode, typedAggregate } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import { bigintType, booleanType, doubleType, type SqlType, textType, uncounted } from '../ast/SqlType.js'
import type { Aggregate as AggregateNode } from '../ast/Window.js'

const noConditions: ReadonlyArray<never> = []

export const aggregate = (name: string, args: ReadonlyArray<Node>, type: SqlType): AggregateNode => ({
  joinery: brand,
  _tag: 'Aggregate',
  custom: false,
  schema: null,
  name,
  args,
  distinct: false,
  orderBy: noConditions,
  withinGroup: false,
  filter: noConditions,
  making: null,
  type,
})

// -------------------------------------------------------------------------------------
// counts
// -------------------------------------------------------------------------------------

/** A count is a `bigint` in the database, and read as a number: one too large for a number is a `Left`, not a wrong number. */
export const countType: SqlType = {
  _tag: 'mapped',
  base: bigintType,
  encode: (n: number) => BigInt(n),
  decode: (n: bigint) => {
    if (!Number.isSafeInteger(Number(n)))
      throw new RangeError('a whole number beyond 2^53 is no number: read it with cast(…, bigint)')
    return Number(n)
  },
}

/** Rows, or rows where the operand is not null. @example count() // count(*) */
export const count = <R = never>(operand?: Expr<any, R, any>): Aggregate<number, NoInfer<R>> =>
  typedAggregate(aggregate('count', operand === undefined ? [] : [toNode(operand, 'the argument of count')], countType))

/** @example countDistinct(users.c.name) // count(distinct "users"."name") */
export const countDistinct = <R>(operand: Expr<any, R, any>): Aggregate<number, R> =>
  typedAggregate({
    ...aggregate('count', [toNode(operand, 'the argument of countDistinct')], countType),
    distinct: true,
  })

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

type Kept = <T, R>(operand: Expr<T, R, any>) => Aggregate<T | null, R>

/** Null over no rows. @example min(users.c.age) // min("users"."age") */
export const min: Kept = (operand) => {
  const node = toNode(operand, 'the argument of min')
  return typedAggregate(aggregate('min', [node], node.type))
}

/** Null over no rows. @example max(users.c.age) // max("users"."age") */
export const max: Kept = (operand) => {
  const node = toNode(operand, 'the argument of max')
  return typedAggregate(aggregate('max', [node], node.type))
}

/** Null over no rows. A sum too large for the operand's own type is a `Left`. @example sum(users.c.age) // sum("users"."age") */
export const sum = <T extends number | bigint | string | null, R>(operand: Expr<T, R, any>): Aggregate<T | null, R> => {
  const node = toNode(operand, 'the argument of sum')
  return typedAggregate(aggregate('sum', [node], summed(node.type)))
}

/** The sum of whole numbers is a wider whole number in the database, which a JavaScript number holds up to 2^53. */
const summed = (type: SqlType): SqlType => {
  const own = uncounted(type)
  return own._tag === 'integer' || own._tag === 'smallint' ? countType : own
}

/** The mean, as a floating-point number; null over no rows. @example avg(users.c.age) // avg("users"."age") */
export const avg = <R>(operand: Expr<number | bigint | string | null, R, any>): Aggregate<number | null, R> =>
  typedAggregate(aggregate('avg', [toNode(operand, 'the argument of avg')], doubleType))

// -------------------------------------------------------------------------------------
// conditions and text
// -------------------------------------------------------------------------------------

type OfCondition = <R>(condition: Condition<R>) => Aggregate<boolean | null, R>

/** Whether it is true for every row, those where it is null left out; null over no rows. @example boolAnd(posts.c.published) // bool_and("posts"."published") */
export const boolAnd: OfCondition = (condition) =>
  typedAggregate(aggregate('boolAnd', [toNode(condition, 'the argument of boolAnd')], booleanType))

/** Whether it is true for any row; null over no rows. @example boolOr(posts.c.published) // bool_or("posts"."published") */
export const boolOr: OfCondition = (condition) =>
  typedAggregate(aggregate('boolOr', [toNode(condition, 'the argument of boolOr')], booleanType))

/**
 * The texts that are not null, one after another, in no order unless `orderedBy` says one; null over no rows.
 *
 * @example stringAgg(users.c.name, ', ') // string_agg("users"."name", $1)
 */
export const stringAgg = <R>(operand: Expr<string | null, R, any>, separator: string): Aggregate<string | null, R> =>
  typedAggregate(
    aggregate(
      'stringAgg',
      [
        toNode(operand, 'the first argument of stringAgg'),
        typeof separator === 'string'
          ? param(separator, textType, false)
          : invalid(invalidArgument('the separator of stringAgg', 'is not a string', "give a text such as ', '")),
      ],
      textType,
    ),
  )

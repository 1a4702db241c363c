/**
 * Comparisons.
 *
 * The left operand is an expression and decides the type; the right one is an expression of that type, or a value to
 * bind. NULL is not comparable: `isNull(a)` asks for it, `isNotDistinctFrom(a, b)` treats it as a value.
 */
import { invalidArgument } from '../ast/CompileError.js'
import {
  constant,
  type Expr,
  invalid,
  isBranded,
  isNode,
  param,
  toNode,
  toOperand,
  toValue,
  typed,
} from '../ast/Expr.js'
import type { mark } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import type { BinaryOp } from '../ast/Operator.js'
import { booleanType, elementOf, resolved, type SqlType, textType } from '../ast/SqlType.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

// `NoInfer` in a result: where the right operand is a value, the place that the comparison stands in must not decide
// what it reads

/** A kind by its mark alone, which no plain string or number has. */
interface Marked<K> {
  readonly [mark]?: K
}

/** What SQL compares with a marked value, and is of another kind. */
interface Comparables {
  readonly float: bigint | Marked<'numeric'>
  readonly numeric: number | bigint | Marked<'numeric'>
  readonly date: Date | Marked<'timestamp'>
  readonly timestamp: Date | Marked<'date'>
}

/** What is compared with a `T`, or is null. */
export type Comparable<T> =
  | T
  | null
  | (T extends Marked<infer M>
      ? Comparables[M & keyof Comparables]
      : T extends number
        ? bigint | Marked<'numeric'>
        : T extends bigint
          ? number | Marked<'numeric'>
          : T extends Date
            ? Marked<'date' | 'timestamp'>
            : T extends readonly [unknown, ...ReadonlyArray<unknown>]
              ? { readonly [K in keyof T]: Comparable<T[K]> }
              : never)

/** null if a `U` may be. What is inferred for `U` does not come from where it stands. */
export type NullAmong<U> = U extends null ? null : never

type Comparison = <T, R, N, U extends Comparable<T> = never, R2 = never, N2 = never>(
  left: Expr<T, R, N>,
  right: Expr<U, R2, N2> | NonNullable<NoInfer<T>>,
) => Expr<boolean | (T & null) | NullAmong<U>, R | NoInfer<R2>, N | NoInfer<N2>>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/* @__NO_SIDE_EFFECTS__ */
const comparison =
  (op: BinaryOp, leftName = `the left operand of ${op}`, rightName = `the right operand of ${op}`): Comparison =>
  (left, right) => {
    const node = toNode(left, leftName)
    return typed({
      joinery: brand,
      _tag: 'Binary',
      op,
      left: node,
      right: toOperand(right, node.type, rightName),
      type: booleanType,
    })
  }

/** @example eq(users.c.name, 'jack') // "users"."name" = $1 */
export const eq = /* @__PURE__ */ comparison('eq')

/** @example ne(users.c.name, 'jack') // "users"."name" <> $1 */
export const ne = /* @__PURE__ */ comparison('ne')

/** @example lt(users.c.age, 18) // "users"."age" < $1 */
export const lt = /* @__PURE__ */ comparison('lt')

/** @example le(users.c.age, 18) // "users"."age" <= $1 */
export const le = /* @__PURE__ */ comparison('le')

/** @example gt(users.c.age, 18) // "users"."age" > $1 */
export const gt = /* @__PURE__ */ comparison('gt')

/** @example ge(users.c.age, 18) // "users"."age" >= $1 */
export const ge = /* @__PURE__ */ comparison('ge')

// -------------------------------------------------------------------------------------
// null
// -------------------------------------------------------------------------------------

const nullTest = (operand: unknown, negated: boolean, argument: string): Node => ({
  joinery: brand,
  _tag: 'IsNull',
  operand: toNode(operand, argument),
  negated,
  type: booleanType,
})

/** @example isNull(users.c.fullname) // "users"."fullname" is null */
export const isNull = <R>(operand: Expr<unknown, R, any>): Expr<boolean, R, never> =>
  typed(nullTest(operand, false, 'the argument of isNull'))

/** @example isNotNull(users.c.fullname) // "users"."fullname" is not null */
export const isNotNull = <R>(operand: Expr<unknown, R, any>): Expr<boolean, R, never> =>
  typed(nullTest(operand, true, 'the argument of isNotNull'))

type NullSafe = <T, R, U extends Comparable<T> = never, R2 = never>(
  left: Expr<T, R, any>,
  right: Expr<U, R2, any> | NoInfer<T> | null,
) => Expr<boolean, R | NoInfer<R2>, never>

/* @__NO_SIDE_EFFECTS__ */
const nullSafe =
  (op: BinaryOp): NullSafe =>
  (left, right) => {
    const node = toNode(left, `the left operand of ${op}`)
    const other = toValue(right, node.type, `the right operand of ${op}`)
    return typed({ joinery: brand, _tag: 'Binary', op, left: node, right: other, type: booleanType })
  }

/** Not equal, where null is a value like any other. @example isDistinctFrom(users.c.fullname, null) // "users"."fullname" is distinct from $1 */
export const isDistinctFrom = /* @__PURE__ */ nullSafe('isDistinctFrom')

/** Equal, where null is a value like any other. @example isNotDistinctFrom(users.c.fullname, input) // "users"."fullname" is not distinct from $1 */
export const isNotDistinctFrom = /* @__PURE__ */ nullSafe('isNotDistinctFrom')

// -------------------------------------------------------------------------------------
// ranges
// -------------------------------------------------------------------------------------

type Range = <
  T,
  R,
  N,
  U extends Comparable<T> = never,
  R2 = never,
  N2 = never,
  V extends Comparable<T> = never,
  R3 = never,
  N3 = never,
>(
  operand: Expr<T, R, N>,
  low: Expr<U, R2, N2> | NonNullable<NoInfer<T>>,
  high: Expr<V, R3, N3> | NonNullable<NoInfer<T>>,
) => Expr<boolean | (T & null) | NullAmong<U | V>, R | NoInfer<R2 | R3>, N | NoInfer<N2 | N3>>

/* @__NO_SIDE_EFFECTS__ */
const range =
  (negated: boolean, symmetric: boolean, name: string): Range =>
  (operand, low, high) => {
    const node = toNode(operand, `the first operand of ${name}`)
    return typed({
      joinery: brand,
      _tag: 'Between',
      operand: node,
      low: toOperand(low, node.type, `the lower bound of ${name}`),
      high: toOperand(high, node.type, `the upper bound of ${name}`),
      symmetric,
      negated,
      type: booleanType,
    })
  }

/** From `low` to `high`, both included. @example between(users.c.age, 18, 65) // "users"."age" between $1 and $2 */
export const between = /* @__PURE__ */ range(false, false, 'between')

/** @example notBetween(users.c.age, 18, 65) // "users"."age" not between $1 and $2 */
export const notBetween = /* @__PURE__ */ range(true, false, 'notBetween')

/** Between two bounds, whichever is the lower one. @example betweenSymmetric(users.c.age, 65, 18) // "users"."age" between symmetric $1 and $2 */
export const betweenSymmetric = /* @__PURE__ */ range(false, true, 'betweenSymmetric')

/** @example notBetweenSymmetric(users.c.age, 65, 18) // "users"."age" not between symmetric $1 and $2 */
export const notBetweenSymmetric = /* @__PURE__ */ range(true, true, 'notBetweenSymmetric')

// -------------------------------------------------------------------------------------
// patterns
// -------------------------------------------------------------------------------------

export interface MatchOptions {
  /** What stands before a wildcard that is none, in place of a backslash; an empty text is nothing. */
  readonly escape?: string
}

type Match = <T extends string | null, R, N, U extends string | null = never, R2 = never, N2 = never>(
  left: Expr<T, R, N>,
  right: Expr<U, R2, N2> | string,
  options?: MatchOptions,
) => Expr<boolean | (T & null) | NullAmong<U>, R | NoInfer<R2>, N | NoInfer<N2>>

const escaped = (pattern: Node, escape: string | undefined): Node =>
  escape === undefined
    ? pattern
    : { joinery: brand, _tag: 'Escaped', pattern, escape: param(escape, textType, false), type: textType }

/* @__NO_SIDE_EFFECTS__ */
const match =
  (op: BinaryOp, leftName = `the left operand of ${op}`, rightName = `the right operand of ${op}`): Match =>
  (left, right, options) =>
    typed({
      joinery: brand,
      _tag: 'Binary',
      op,
      left: toNode(left, leftName),
      right: escaped(toOperand(right, textType, rightName), options?.escape),
      type: booleanType,
    })

/**
 * `%` stands for any text and `_` for one character.
 *
 * @example like(users.c.name, 'ja%') // "users"."name" like $1
 * @example like(users.c.name, '50!%', { escape: '!' }) // "users"."name" like $1 escape $2
 */
export const like = /* @__PURE__ */ match('like')

/** @example notLike(users.c.name, 'ja%') // "users"."name" not like $1 */
export const notLike = /* @__PURE__ */ match('notLike')

/** `like` that ignores case. @example ilike(users.c.name, 'JA%') // "users"."name" ilike $1 */
export const ilike = /* @__PURE__ */ match('ilike')

/** @example notIlike(users.c.name, 'JA%') // "users"."name" not ilike $1 */
export const notIlike = /* @__PURE__ */ match('notIlike')

/**
 * A pattern of the standard's: `%` and `_` as for `like`, and `|`, `*`, `+`, `?`, `{m,n}`, `(…)`, `[…]` as in a regular
 * expression. The whole text has to match.
 *
 * @example similarTo(users.c.name, '(ja|wen)%') // "users"."name" similar to $1
 */
export const similarTo = /* @__PURE__ */ match('similarTo')

/** @example notSimilarTo(users.c.name, '(ja|wen)%') // "users"."name" not similar to $1 */
export const notSimilarTo = /* @__PURE__ */ match('notSimilarTo')

// -------------------------------------------------------------------------------------
// membership
// -------------------------------------------------------------------------------------

type Membership = <T, R, N, U extends Comparable<T> = never, R2 = never, N2 = never>(
  operand: Expr<T, R, N>,
  list: ReadonlyArray<Expr<U, R2, N2> | NonNullable<NoInfer<T>>> | Expr<ReadonlyArray<U>, R2, N2>,
) => Expr<boolean | (T & null) | NullAmong<U>, R | NoInfer<R2>, N | NoInfer<N2>>

const nullInList = (name: string): Node =>
  invalid(
    invalidArgument(
      `the list of ${name}`,
      'holds null',
      'nothing is equal to NULL: take it out, and add or(isNull(…))',
    ),
  )

const undefinedInList = (name: string): Node =>
  invalid(invalidArgument(`the list of ${name}`, 'holds undefined', 'take it out'))

/** Rows are no values that can be bound, and an array of arrays would be one of all their elements. */
const isSpelledOut = (type: SqlType): boolean => {
  const own = resolved(type)
  switch (own._tag) {
    case 'array':
      return true
    case 'composite':
      return own.name === null
    case 'domain':
    case 'mapped':
    case 'asText':
      return isSpelledOut(own.base)
    default:
      return false
  }
}

/** Whether a value is equal to one of an array's elements. */
const ofElements = (operand: Node, of: Node, negated: boolean): Node => ({
  joinery: brand,
  _tag: 'Binary',
  op: negated ? 'ne' : 'eq',
  left: operand,
  right: {
    joinery: brand,
    _tag: 'Quantified',
    quantifier: negated ? 'all' : 'any',
    of,
    type: elementOf(of.type),
  },
  type: booleanType,
})

/* @__NO_SIDE_EFFECTS__ */
const membership =
  (negated: boolean, name: string): Membership =>
  (operand, list) => {
    const node = toNode(operand, `the operand of ${name}`)
    if (isNode(list)) return typed(ofElements(node, list, negated))
    if (!Array.isArray(list)) {
      return typed(invalid(invalidArgument(`the list of ${name}`, 'is not an array', 'give an array, or use inQuery')))
    }
    // a list that changes under the statement would change what was compiled
    const values: ReadonlyArray<unknown> = [...list]
    // nothing is in an empty list: the condition is false, never left out
    if (values.length === 0) return typed(constant(negated))
    if (values.includes(null)) return typed(nullInList(name))
    if (values.includes(undefined)) return typed(undefinedInList(name))
    return typed(
      values.some(isBranded) || isSpelledOut(node.type)
        ? {
            joinery: brand,
            _tag: 'InList',
            operand: node,
            items: values.map((value) => toOperand(value, node.type, `the list of ${name}`)),
            negated,
            type: booleanType,
          }
        : { joinery: brand, _tag: 'InValues', operand: node, values, negated, type: booleanType },
    )
  }

/**
 * One parameter on PostgreSQL, whatever the list's length; an empty list is false. An array in the database is a list too.
 *
 * @example in_(users.c.id, [1, 2]) // "users"."id" = any($1)
 * @example in_(users.c.name, articles.c.tags) // "users"."name" = any ("articles"."tags")
 */
export const in_ = /* @__PURE__ */ membership(false, 'in_')

/** An empty list is true. @example notIn(users.c.id, [1, 2]) // "users"."id" <> all($1) */
export const notIn = /* @__PURE__ */ membership(true, 'notIn')

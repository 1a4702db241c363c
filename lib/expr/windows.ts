/**
 * Functions over windows: a value for each row, from the rows around it.
 *
 * `rowNumber()` and its like have no value until `over` gives them a window, and are no expressions before; an aggregate
 * is one without a window too.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import {
  type Expr,
  invalid,
  isBranded,
  param,
  toNode,
  toOperand,
  typed,
  typedWindowable,
  type Windowable,
} from '../ast/Expr.js'
import type { Float, Whole } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { doubleType, plain, type SqlType, unsized } from '../ast/SqlType.js'
import type { WindowFunction } from '../ast/Window.js'
import { countType } from './aggregates.js'
import type { AbsentOf, NullOf, ReadsOf } from './define.js'
import { isAggregate } from './modifiers.js'
import { type Hypothetical, hypothetical, type Placing } from './orderedSets.js'
import { type Window, windowNode, windowProblem } from './window.js'

// -------------------------------------------------------------------------------------
// over
// -------------------------------------------------------------------------------------

/** Its value where there are rows, and what it is where there may be none. */
type Value<T, Z, E> = [E] extends [never] ? T : T | Z

/**
 * The value of an aggregate or a window function, for each row, over the rows of a window.
 *
 * @example
 * const byAuthor = pipe(window, partitionBy(posts.c.authorId), orderedBy(posts.c.id))
 *
 * over(byAuthor)(rowNumber()) // row_number() over (partition by "posts"."author_id" order by "posts"."id")
 */
export const over =
  <R2, E>(self: Window<R2, E>) =>
  <T, R, N, Z>(operand: Windowable<T, R, N, Z>): Expr<Value<T, Z, NoInfer<E>>, R | NoInfer<R2>, N> =>
    typed(overNode(windowNode(self, 'over'), operand))

const overNode = (node: ReturnType<typeof windowNode>, operand: unknown): Node => {
  const problem = windowProblem(node)
  if (problem !== null) return invalid(problem)
  return isAggregate(operand) || isWindowFunction(operand)
    ? { joinery: brand, _tag: 'Over', operand, window: node, type: operand.type }
    : isInvalid(operand)
      ? operand
      : invalid(notWindowable)
}

const notWindowable: CompileError = /* @__PURE__ */ invalidArgument(
  'what over was applied to',
  'is neither an aggregate nor a window function',
  'give sum(…), rowNumber() or the like',
)

const tagOf = (u: unknown): string | null => (isBranded(u) ? (u as unknown as Node)._tag : null)

const isWindowFunction = (u: unknown): u is WindowFunction => tagOf(u) === 'WindowFunction'

/** What could not be made says so itself. */
const isInvalid = (u: unknown): u is Extract<Node, { readonly _tag: 'Invalid' }> => tagOf(u) === 'Invalid'

// ranks
// -------------------------------------------------------------------------------------

/** A window function by its name: of SQL, or of the database. */
export const windowFunction = (
  named: Pick<WindowFunction, 'custom' | 'schema' | 'name'>,
  args: ReadonlyArray<Node>,
  type: SqlType,
): WindowFunction => ({ joinery: brand, _tag: 'WindowFunction', ...named, args, type })

/* @__NO_SIDE_EFFECTS__ */
const named = (name: string, args: ReadonlyArray<Node>, type: SqlType): WindowFunction =>
  windowFunction({ custom: false, schema: null, name }, args, type)

/** 1, 2, 3, in the window's order. @example over(byAuthor)(rowNumber()) // row_number() over (…) */
export const rowNumber = (): Windowable<number, never, never> => typedWindowable(named('rowNumber', [], countType))

/** Alone, a rank in a window; with the values of a row, the one that it would have among others. */
type Ranking<T> = <A extends ReadonlyArray<Hypothetical>>(
  ...args: A
) => A extends readonly [] ? Windowable<T, never, never> : Placing<A, T>

/** The result of a ranking, by what it was given: the one place where that is decided. */
const ranked = (name: string, args: ReadonlyArray<unknown>, type: SqlType): any =>
  args.length === 0 ? typedWindowable(named(name, [], type)) : hypothetical(name, args, type)

/**
 * Equal rows have equal ranks, and leave a gap behind them.
 *
 * @example over(byAge)(rank()) // rank() over (…)
 * @example pipe(rank(30), withinGroup(users.c.age)) // rank($1) within group (order by "users"."age")
 */
export const rank: Ranking<number> = (...args) => ranked('rank', args, countType)

/** The same without gaps. @example over(byAge)(denseRank()) // dense_rank() over (…) */
export const denseRank: Ranking<number> = (...args) => ranked('denseRank', args, countType)

/** The rank from 0 to 1. @example over(byAge)(percentRank()) // percent_rank() over (…) */
export const percentRank: Ranking<Float> = (...args) => ranked('percentRank', args, doubleType)

/** The share of rows that come before it or are equal. @example over(byAge)(cumeDist()) // cume_dist() over (…) */
export const cumeDist: Ranking<Float> = (...args) => ranked('cumeDist', args, doubleType)

const integerType: SqlType = /* @__PURE__ */ plain('integer')

/** A number of rows, or an expression of one. */
type Count = Expr<Whole | null, any, any> | number

const wholeFrom = (least: number, n: unknown, argument: string): Node =>
  isBranded(n)
    ? toNode(n, argument)
    : typeof n === 'number' && Number.isInteger(n) && n >= least && n <= 2147483647
      ? param(n, integerType, false)
      : invalid(
          invalidArgument(argument, `is not a whole number from ${least}`, `give one from ${least} to 2147483647`),
        )

/** Which of `buckets` parts of equal size it falls in, from 1. @example over(byAge)(ntile(4)) // ntile($1) over (…) */
export const ntile = <B extends Count>(buckets: B): Windowable<number | NullOf<B>, ReadsOf<B>, AbsentOf<B>> =>
  typedWindowable(named('ntile', [wholeFrom(1, buckets, 'the argument of ntile')], integerType))

// -------------------------------------------------------------------------------------
// other rows
// -------------------------------------------------------------------------------------

/** How many rows away, and what stands for a row that is not there. */
type Shift<T> =
  | readonly []
  | readonly [offset: Count]
  | readonly [offset: Count, otherwise: Expr<T | null, any, any> | NonNullable<T>]

/** Null where there is no such row, unless something stands for it, and where it is not known how far away it is. */
type Shifted<T, S> = S extends readonly [infer O, infer D] ? T | NullOf<O | D> : T | null

type Shifting = <T, R, N, S extends Shift<NoInfer<T>>>(
  operand: Expr<T, R, N>,
  ...shift: S
) => Windowable<Shifted<T, S>, R | ReadsOf<S[number]>, S extends readonly [any, any] ? N | AbsentOf<S[number]> : never>

/* @__NO_SIDE_EFFECTS__ */
const shifting =
  (name: 'lag' | 'lead'): Shifting =>
  (operand, ...shift) => {
    const node = toNode(operand, `the first argument of ${name}`)
    const args = [node]
    if (shift.length > 0) args.push(wholeFrom(0, shift[0], `the offset of ${name}`))
    if (shift.length > 1) args.push(toOperand(shift[1], node.type, `the third argument of ${name}`))
    return typedWindowable(named(name, args, unsized(node.type)))
  }

/**
 * The value in the row before, or so many before; null, or what is given, where there is none.
 *
 * @example over(byAge)(lag(users.c.name)) // lag("users"."name") over (…)
 * @example over(byAge)(lag(users.c.name, 2, 'nobody')) // lag("users"."name", $1, $2) over (…)
 */
export const lag = /* @__PURE__ */ shifting('lag')

/** The value in the row after, or so many after. @example over(byAge)(lead(users.c.name, 2)) // lead("users"."name", $1) over (…) */
export const lead = /* @__PURE__ */ shifting('lead')

type OfFrame = <T, R, N>(operand: Expr<T, R, N>) => Windowable<T, R, N, T | null>

/* @__NO_SIDE_EFFECTS__ */
const ofFrame =
  (name: 'firstValue' | 'lastValue'): OfFrame =>
  (operand) => {
    const node = toNode(operand, `the argument of ${name}`)
    return typedWindowable(named(name, [node], unsized(node.type)))
  }

/** The value in the first row of the frame; null where the frame is empty. @example over(byAge)(firstValue(users.c.name)) // first_value("users"."name") over (…) */
export const firstValue = /* @__PURE__ */ ofFrame('firstValue')

/** The value in the last row of the frame, which is the current row unless a frame says more. @example over(byAge)(lastValue(users.c.name)) // last_value("users"."name") over (…) */
export const lastValue = /* @__PURE__ */ ofFrame('lastValue')

/** The value in the nth row of the frame, from 1; null where it has fewer. @example over(byAge)(nthValue(users.c.name, 2)) // nth_value("users"."name", $1) over (…) */
export const nthValue = <T, R, W extends Count>(
  operand: Expr<T, R, any>,
  n: W,
): Windowable<T | null, R | ReadsOf<W>, never> => {
  const node = toNode(operand, 'the first argument of nthValue')
  const args = [node, wholeFrom(1, n, 'the second argument of nthValue')]
  return typedWindowable(named('nthValue', args, unsized(node.type)))
}

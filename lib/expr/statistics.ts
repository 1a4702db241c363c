/**
 * Aggregates of statistics.
 *
 * What is found from a sample needs two rows, and a line through points needs two of different places: where there are
 * fewer, the result is null, over a window too.
 */
import { type Aggregate, type AnyExpr, type Expr, toNode, toTypedOperand, typedAggregate } from '../ast/Expr.js'
import type { Float, Kind } from '../ast/Kind.js'
import type { Refused } from '../ast/Scope.js'
import { doubleType } from '../ast/SqlType.js'
import { aggregate, countType, type Mean, meanType } from './aggregates.js'
import type { ReadsOf } from './define.js'

// -------------------------------------------------------------------------------------
// of one number
// -------------------------------------------------------------------------------------

/** Satisfied by numbers: of an interval there is a mean, and no deviation from it. */
type Numbers<T> =
  Kind<T> extends 'integer' | 'bigint' | 'numeric' | 'float'
    ? unknown
    : Refused<`there is no such aggregate of ${Kind<T> & string}: cast it`>

type Spread = <T, R>(
  operand: Expr<T, R, any> & Numbers<Exclude<T, null>>,
) => Aggregate<Mean<Exclude<T, null>> | null, R>

type WholeSpread = <T, R, N>(
  operand: Expr<T, R, N> & Numbers<Exclude<T, null>>,
) => Aggregate<Mean<Exclude<T, null>> | null, R, Mean<Exclude<T, null>> | (T & null), N>

/* @__NO_SIDE_EFFECTS__ */
const spread =
  (name: string): Spread & WholeSpread =>
  (operand: AnyExpr): any => {
    const node = toNode(operand, `the argument of ${name}`)
    return typedAggregate(aggregate(name, [node], meanType(node.type)))
  }

/** The standard deviation in a sample; null over fewer than two rows. @example stddev(users.c.age) // stddev("users"."age") */
export const stddev: Spread = /* @__PURE__ */ spread('stddev')

/** The standard deviation; null over no rows. @example stddevPop(users.c.age) // stddev_pop("users"."age") */
export const stddevPop: WholeSpread = /* @__PURE__ */ spread('stddevPop')

/** `stddev`, under its full name. @example stddevSamp(users.c.age) // stddev_samp("users"."age") */
export const stddevSamp: Spread = /* @__PURE__ */ spread('stddevSamp')

/** The variance in a sample; null over fewer than two rows. @example variance(users.c.age) // variance("users"."age") */
export const variance: Spread = /* @__PURE__ */ spread('variance')

/** The variance; null over no rows. @example varPop(users.c.age) // var_pop("users"."age") */
export const varPop: WholeSpread = /* @__PURE__ */ spread('varPop')

/** `variance`, under its full name. @example varSamp(users.c.age) // var_samp("users"."age") */
export const varSamp: Spread = /* @__PURE__ */ spread('varSamp')

// -------------------------------------------------------------------------------------
// of two numbers
// -------------------------------------------------------------------------------------

/** Any number, which is a floating-point one there; a value is the same for every row. */
type Coordinate = Expr<number | bigint | string | null, any, any> | number

type OfPoints = <Y extends Coordinate, X extends Coordinate>(y: Y, x: X) => Aggregate<Float | null, ReadsOf<Y | X>>

/* @__NO_SIDE_EFFECTS__ */
const ofPoints =
  (name: string): OfPoints =>
  (y, x) =>
    typedAggregate(
      aggregate(
        name,
        [
          toTypedOperand(y, doubleType, `the first argument of ${name}`),
          toTypedOperand(x, doubleType, `the second argument of ${name}`),
        ],
        doubleType,
      ),
    )

/** How far one follows the other, from -1 to 1. @example corr(users.c.visits, users.c.age) // corr("users"."visits", "users"."age") */
export const corr = /* @__PURE__ */ ofPoints('corr')

/** @example covarPop(users.c.visits, users.c.age) // covar_pop("users"."visits", "users"."age") */
export const covarPop = /* @__PURE__ */ ofPoints('covarPop')

/** @example covarSamp(users.c.visits, users.c.age) // covar_samp("users"."visits", "users"."age") */
export const covarSamp = /* @__PURE__ */ ofPoints('covarSamp')

/** The mean of the second. @example regrAvgx(users.c.visits, users.c.age) // regr_avgx("users"."visits", "users"."age") */
export const regrAvgx = /* @__PURE__ */ ofPoints('regrAvgx')

/** The mean of the first. @example regrAvgy(users.c.visits, users.c.age) // regr_avgy("users"."visits", "users"."age") */
export const regrAvgy = /* @__PURE__ */ ofPoints('regrAvgy')

/** In how many rows neither is null. @example regrCount(users.c.visits, users.c.age) // regr_count("users"."visits", "users"."age") */
export const regrCount = <Y extends Coordinate, X extends Coordinate>(y: Y, x: X): Aggregate<number, ReadsOf<Y | X>> =>
  typedAggregate(
    aggregate(
      'regrCount',
      [
        toTypedOperand(y, doubleType, 'the first argument of regrCount'),
        toTypedOperand(x, doubleType, 'the second argument of regrCount'),
      ],
      countType,
    ),
  )

/** Where the line crosses the axis of the first. @example regrIntercept(users.c.visits, users.c.age) // regr_intercept("users"."visits", "users"."age") */
export const regrIntercept = /* @__PURE__ */ ofPoints('regrIntercept')

/** The square of `corr`. @example regrR2(users.c.visits, users.c.age) // regr_r2("users"."visits", "users"."age") */
export const regrR2 = /* @__PURE__ */ ofPoints('regrR2')

/** How much the first grows with the second. @example regrSlope(users.c.visits, users.c.age) // regr_slope("users"."visits", "users"."age") */
export const regrSlope = /* @__PURE__ */ ofPoints('regrSlope')

/** @example regrSxx(users.c.visits, users.c.age) // regr_sxx("users"."visits", "users"."age") */
export const regrSxx = /* @__PURE__ */ ofPoints('regrSxx')

/** @example regrSxy(users.c.visits, users.c.age) // regr_sxy("users"."visits", "users"."age") */
export const regrSxy = /* @__PURE__ */ ofPoints('regrSxy')

/** @example regrSyy(users.c.visits, users.c.age) // regr_syy("users"."visits", "users"."age") */
export const regrSyy = /* @__PURE__ */ ofPoints('regrSyy')

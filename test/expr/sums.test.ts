/** Aggregates of numbers and conditions, over columns of every type that they take. */
import { suite } from 'uvu'
import {
  add,
  anyValue,
  avg,
  bigint,
  bitAndAgg,
  bitOrAgg,
  bitXorAgg,
  boolAnd,
  boolOr,
  cast,
  corr,
  count,
  countDistinct,
  covarPop,
  covarSamp,
  date,
  distinct,
  everyAgg,
  filterWhere,
  gt,
  interval,
  lt,
  max,
  min,
  mul,
  numeric,
  orderedBy,
  real,
  regrAvgx,
  regrAvgy,
  regrCount,
  regrIntercept,
  regrR2,
  regrSlope,
  regrSxx,
  regrSxy,
  regrSyy,
  smallint,
  stddev,
  stddevPop,
  stddevSamp,
  sum,
  time,
  value,
  variance,
  varPop,
  varSamp,
} from '../../lib/index.js'
import { type Aggregated, expectAggregates } from '../support/aggregates.js'
import { users } from '../support/blog.js'

const test = suite('sums and statistics')

const { id, name, age, score, state } = users.c

const long = cast(age, bigint)
const exact = cast(age, numeric(10, 2))
const short = cast(age, smallint)
const single = cast(age, real)
const amount = mul(id, value(interval, { hours: 1 }))
const clock = cast(value(time, '01:00'), time)

const lines: ReadonlyArray<Aggregated> = [
  { expr: sum(age), sql: 'sum("users"."age")', yields: [56, null] },
  { expr: sum(short), sql: 'sum("users"."age"::smallint)', yields: [56, null] },
  { expr: sum(long), sql: 'sum("users"."age"::bigint)', yields: ['56', null] },
  { expr: sum(exact), sql: 'sum("users"."age"::numeric(10, 2))', yields: ['56.00', null] },
  { expr: sum(single), sql: 'sum("users"."age"::real)', yields: [56, null] },
  { expr: sum(score), sql: 'sum("users"."score")', yields: [4.5, null] },
  { expr: sum(amount), sql: 'sum("users"."id" * $1::interval)', values: [{ hours: 1 }], yields: [{ hours: 6 }, null] },
  { expr: sum(clock), sql: 'sum($1::time::time)', values: ['01:00'], yields: [{ hours: 3 }, null] },
  { expr: avg(age), sql: 'avg("users"."age")', yields: [28, null] },
  { expr: avg(short), sql: 'avg("users"."age"::smallint)', yields: [28, null] },
  { expr: avg(long), sql: 'avg("users"."age"::bigint)', yields: [28, null] },
  { expr: avg(exact), sql: 'avg("users"."age"::numeric(10, 2))', yields: ['28.0000000000000000', null] },
  { expr: avg(single), sql: 'avg("users"."age"::real)', yields: [28, null] },
  { expr: avg(score), sql: 'avg("users"."score")', yields: [1.5, null] },
  { expr: avg(amount), sql: 'avg("users"."id" * $1::interval)', values: [{ hours: 1 }], yields: [{ hours: 2 }, null] },
  { expr: min(name), sql: 'min("users"."name")', yields: ['ed', null] },
  // of varchar, it is a text
  { expr: min(state), sql: 'min("users"."state")', yields: ['new', null] },
  { expr: max(exact), sql: 'max("users"."age"::numeric(10, 2))', yields: ['31.00', null] },
  { expr: max(id), sql: 'max("users"."id")', yields: [3, null] },
  { expr: max(amount), sql: 'max("users"."id" * $1::interval)', values: [{ hours: 1 }], yields: [{ hours: 3 }, null] },
  {
    expr: min(add(value(date, '2026-11-22'), id)),
    sql: 'min($1::date + "users"."id")',
    values: ['2026-11-22'],
    yields: ['2026-11-23', null],
  },
  { expr: anyValue(state), sql: 'any_value("users"."state")', yields: ['new', null], since: 16 },
  { expr: count(), sql: 'count(*)', yields: [3, 0] },
  { expr: countDistinct(state), sql: 'count(distinct "users"."state")', yields: [1, 0] },
  { expr: boolAnd(gt(age, 18)), sql: 'bool_and("users"."age" > $1)', values: [18], yields: [true, null] },
  { expr: boolOr(gt(age, 30)), sql: 'bool_or("users"."age" > $1)', values: [30], yields: [true, null] },
  { expr: everyAgg(gt(age, 30)), sql: 'every("users"."age" > $1)', values: [30], yields: [false, null] },
  { expr: bitAndAgg(age), sql: 'bit_and("users"."age")', yields: [25, null] },
  { expr: bitOrAgg(age), sql: 'bit_or("users"."age")', yields: [31, null] },
  { expr: bitXorAgg(long), sql: 'bit_xor("users"."age"::bigint)', yields: [6n, null] },
  // modifiers
  { expr: distinct(sum(age)), sql: 'sum(distinct "users"."age")', yields: [56, null] },
  {
    expr: filterWhere(lt(age, 30))(stddevPop(age)),
    sql: 'stddev_pop("users"."age") filter (where "users"."age" < $1)',
    values: [30],
    yields: [0, null],
  },
  {
    expr: orderedBy(id)(corr(score, age)),
    sql: 'corr("users"."score", "users"."age" order by "users"."id")',
    yields: [1, null],
  },
  // statistics
  { expr: stddev(age), sql: 'stddev("users"."age")', yields: [4.242640687119285, null] },
  { expr: stddev(exact), sql: 'stddev("users"."age"::numeric(10, 2))', yields: ['4.2426406871192851', null] },
  { expr: stddev(single), sql: 'stddev("users"."age"::real)', yields: [4.242640687119285, null] },
  { expr: stddevSamp(long), sql: 'stddev_samp("users"."age"::bigint)', yields: [4.242640687119285, null] },
  { expr: stddevPop(age), sql: 'stddev_pop("users"."age")', yields: [3, null] },
  { expr: variance(age), sql: 'variance("users"."age")', yields: [18, null] },
  { expr: varSamp(score), sql: 'var_samp("users"."score")', yields: [1, null] },
  { expr: varPop(short), sql: 'var_pop("users"."age"::smallint)', yields: [9, null] },
  { expr: corr(score, age), sql: 'corr("users"."score", "users"."age")', yields: [1, null] },
  { expr: covarPop(score, age), sql: 'covar_pop("users"."score", "users"."age")', yields: [1.5, null] },
  {
    expr: covarSamp(score, exact),
    sql: 'covar_samp("users"."score", "users"."age"::numeric(10, 2))',
    yields: [3, null],
  },
  { expr: regrAvgx(score, age), sql: 'regr_avgx("users"."score", "users"."age")', yields: [28, null] },
  { expr: regrAvgy(score, age), sql: 'regr_avgy("users"."score", "users"."age")', yields: [2, null] },
  { expr: regrCount(score, age), sql: 'regr_count("users"."score", "users"."age")', yields: [2, 0] },
  {
    expr: regrIntercept(score, age),
    sql: 'regr_intercept("users"."score", "users"."age")',
    yields: [-2.666666666666667, null],
  },
  { expr: regrR2(score, age), sql: 'regr_r2("users"."score", "users"."age")', yields: [1, null] },
  {
    expr: regrSlope(score, age),
    sql: 'regr_slope("users"."score", "users"."age")',
    yields: [0.16666666666666666, null],
  },
  { expr: regrSxx(score, age), sql: 'regr_sxx("users"."score", "users"."age")', yields: [18, null] },
  { expr: regrSxy(score, long), sql: 'regr_sxy("users"."score", "users"."age"::bigint)', yields: [3, null] },
  { expr: regrSyy(score, 1), sql: 'regr_syy("users"."score", $1::double precision)', values: [1], yields: [2, null] },
]

expectAggregates(test, lines)

test.run()

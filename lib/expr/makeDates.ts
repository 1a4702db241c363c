/** Days, times and intervals from their parts. */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, isRecord, toTypedOperand, typed } from '../ast/Expr.js'
import type { Interval } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { doubleType, plain, type SqlType } from '../ast/SqlType.js'
import { date, doublePrecision, integer, text, time, timestamp, timestamptz } from '../schema/types.js'
import { type AbsentOf, callNode, type NullOf, type Operand, type ReadsOf, strict } from './define.js'

/** @example makeDate(2026, 11, 22) // make_date($1::integer, $2::integer, $3::integer) */
export const makeDate = /* @__PURE__ */ strict('makeDate', [integer, integer, integer], [], date)

/** @example makeTime(13, 30, 0) // make_time($1::integer, $2::integer, $3::double precision) */
export const makeTime = /* @__PURE__ */ strict('makeTime', [integer, integer, doublePrecision], [], time)

const moment = [integer, integer, integer, integer, integer, doublePrecision] as const

/** @example makeTimestamp(2026, 11, 22, 13, 30, 0) // make_timestamp($1::integer, $2::integer, $3::integer, $4::integer, $5::integer, $6::double precision) */
export const makeTimestamp = /* @__PURE__ */ strict('makeTimestamp', moment, [], timestamp)

/** The instant in the zone of the session, or in another. @example makeTimestamptz(2026, 11, 22, 13, 30, 0, 'UTC') // make_timestamptz($1::integer, …, $7::text) */
export const makeTimestamptz = /* @__PURE__ */ strict('makeTimestamptz', moment, [text], timestamptz)

// -------------------------------------------------------------------------------------
// intervals
// -------------------------------------------------------------------------------------

/** The parts of an interval, by the names that `make_interval` has for them. */
interface Parts {
  readonly years?: Operand<number>
  readonly months?: Operand<number>
  readonly weeks?: Operand<number>
  readonly days?: Operand<number>
  readonly hours?: Operand<number>
  readonly mins?: Operand<number>
  readonly secs?: Operand<number>
}

const integerType: SqlType = /* @__PURE__ */ plain('integer')

const parts: { readonly [name: string]: SqlType } = {
  years: integerType,
  months: integerType,
  weeks: integerType,
  days: integerType,
  hours: integerType,
  mins: integerType,
  secs: doubleType,
}

const partNode = (name: string, value: unknown): Node => {
  const type = Object.hasOwn(parts, name) ? parts[name] : undefined
  if (type === undefined) {
    const hint = `give some of ${Object.keys(parts).join(', ')}`
    return invalid(invalidArgument(`the part ${JSON.stringify(name)} of makeInterval`, 'is not known', hint))
  }
  const operand = toTypedOperand(value, type, `the part ${name} of makeInterval`)
  return { joinery: brand, _tag: 'NamedArgument', name, operand, type }
}

/**
 * An interval from numbers of the database; one that is known to the program is a value: `{ days: 10 }`.
 *
 * @example makeInterval({ days: users.c.age }) // make_interval(days => "users"."age")
 * @example makeInterval({ days: 10, mins: 30 }) // make_interval(days => $1::integer, mins => $2::integer)
 */
export const makeInterval = <P extends Parts>(
  given: P & { readonly [K in Exclude<keyof P, keyof Parts>]: never },
): Expr<Interval | NullOf<P[keyof P]>, ReadsOf<P[keyof P]>, AbsentOf<P[keyof P]>> =>
  typed(
    isRecord(given)
      ? callNode(
          'makeInterval',
          Object.entries(given).map(([name, value]) => partNode(name, value)),
          plain('interval'),
        )
      : invalid(invalidArgument('the argument of makeInterval', 'is not an object', 'give parts, as in { days: 10 }')),
  )

/**
 * What day and what time it is.
 *
 * `now` and all that SQL has a word for is the time at which the transaction began, the same wherever it is asked.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, typed } from '../ast/Expr.js'
import type { DateText, TimestampText, TimeText, TimetzText } from '../ast/Kind.js'
import { brand } from '../ast/Node.js'
import { plain, type SqlType, timetzType } from '../ast/SqlType.js'
import type { SessionValue } from '../ast/Value.js'
import { text, timestamptz } from '../schema/types.js'
import { strict } from './define.js'

// -------------------------------------------------------------------------------------
// words
// -------------------------------------------------------------------------------------

const isPrecision = (u: unknown): u is number => typeof u === 'number' && Number.isInteger(u) && u >= 0 && u <= 6

const notAPrecision = (name: string) =>
  invalid(invalidArgument(`the argument of ${name}`, 'is not a number of digits', 'give one from 0 to 6, or none'))

/** A time, or one with so many digits of the seconds. */
type Time<T> = (precision?: number) => Expr<T, never, never>

/* @__NO_SIDE_EFFECTS__ */
const time =
  <T>(value: SessionValue, type: SqlType): Time<T> =>
  (precision) =>
    typed(
      precision === undefined || isPrecision(precision)
        ? { joinery: brand, _tag: 'Session', value, precision: precision ?? null, type }
        : notAPrecision(value),
    )

/** Today, in the zone of the session. @example currentDate() // current_date */
export const currentDate = (): Expr<DateText, never, never> =>
  typed({ joinery: brand, _tag: 'Session', value: 'currentDate', precision: null, type: plain('date') })

/** @example currentTime() // current_time */
export const currentTime: Time<TimetzText> = /* @__PURE__ */ time('currentTime', timetzType)

/**
 * `now`, by the standard's name, and with so many digits of the seconds.
 *
 * @example currentTimestamp() // current_timestamp
 * @example currentTimestamp(0) // current_timestamp(0)
 */
export const currentTimestamp: Time<Date> = /* @__PURE__ */ time(
  'currentTimestamp',
  /* @__PURE__ */ plain('timestamptz'),
)

/** The time in the zone of the session, without it. @example localTime() // localtime */
export const localTime: Time<TimeText> = /* @__PURE__ */ time('localTime', /* @__PURE__ */ plain('time'))

/** @example localTimestamp() // localtimestamp */
export const localTimestamp: Time<TimestampText> = /* @__PURE__ */ time(
  'localTimestamp',
  /* @__PURE__ */ plain('timestamp'),
)

// -------------------------------------------------------------------------------------
// functions
// -------------------------------------------------------------------------------------

/** The time at which it is asked, another one for each row. @example clockTimestamp() // clock_timestamp() */
export const clockTimestamp = /* @__PURE__ */ strict('clockTimestamp', [], [], timestamptz)

/** The time at which the statement came. @example statementTimestamp() // statement_timestamp() */
export const statementTimestamp = /* @__PURE__ */ strict('statementTimestamp', [], [], timestamptz)

/** `now`, by a name that says which time it is. @example transactionTimestamp() // transaction_timestamp() */
export const transactionTimestamp = /* @__PURE__ */ strict('transactionTimestamp', [], [], timestamptz)

/** `clockTimestamp` as a text for people. @example timeofday() // timeofday() */
export const timeofday = /* @__PURE__ */ strict('timeofday', [], [], text)

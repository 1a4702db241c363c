/** How exact a time is, and which parts an interval has. */
import type { Kind } from '../ast/Kind.js'
import type { IntervalFields, Plain, SqlType } from '../ast/SqlType.js'
import type { AnySpec, holds } from './Column.js'

declare const refused: unique symbol

interface Refused<Why extends string> {
  readonly [refused]: Why
}

type Times = 'time' | 'timetz' | 'timestamp' | 'instant' | 'interval'

/** A spec that is one of a time; a text that is read as one has its own rules. */
type Timed<S extends AnySpec, K = Times> = [Kind<Exclude<S[typeof holds], null>>] extends [K]
  ? unknown
  : Refused<'only times have a precision, and only intervals have fields'>

/** What is said of a type is said of the one that is seen through functions; where it has no place, the DDL reports it. */
const refined = (type: SqlType, change: Pick<Plain, 'precision' | 'fields'>): SqlType =>
  type._tag === 'mapped' || type._tag === 'asText'
    ? { ...type, base: refined(type.base, change) }
    : ({ ...type, ...change } as SqlType)

/**
 * Keeps this many digits of the seconds, from 0 to 6: what is finer is rounded by the database.
 *
 * @example precision(3)(timestamptz) // timestamptz(3)
 * @example pipe(interval, fields('day to second'), precision(0)) // interval day to second(0)
 */
export const precision =
  (digits: number) =>
  <S extends AnySpec>(self: S & Timed<S>): S => ({ ...(self as S), type: refined(self.type, { precision: digits }) })

/** Keeps only these parts of an interval. @example fields('day to second')(interval) // interval day to second */
export const fields =
  (kept: IntervalFields) =>
  <S extends AnySpec>(self: S & Timed<S, 'interval'>): S => ({
    ...(self as S),
    type: refined(self.type, { fields: kept }),
  })

/** Ranges, which are all values between two, and multiranges, which are several ranges that do not touch. */
import { invalidArgument } from '../ast/CompileError.js'
import type { DateText, Numeric, Range, TimestampText } from '../ast/Kind.js'
import { type MultirangeOf, plain, type RangeOf, type SqlType } from '../ast/SqlType.js'
import { type ColumnSpec, column, noType, type Spec, typeOf } from './Column.js'
import { ofName, type TypeName } from './custom.js'

// -------------------------------------------------------------------------------------
// types that every PostgreSQL has
// -------------------------------------------------------------------------------------

/* @__NO_SIDE_EFFECTS__ */
const rangeOfType = (name: string, element: SqlType): RangeOf => ({ _tag: 'range', schema: null, name, element })

/* @__NO_SIDE_EFFECTS__ */
const multirangeOfType = (name: string, range: RangeOf): MultirangeOf => ({
  _tag: 'multirange',
  schema: null,
  name,
  range,
})

const integers = /* @__PURE__ */ rangeOfType('int4range', /* @__PURE__ */ plain('integer'))
const longs = /* @__PURE__ */ rangeOfType('int8range', /* @__PURE__ */ plain('bigint'))
const numerics = /* @__PURE__ */ rangeOfType('numrange', { _tag: 'numeric', precision: null, scale: null })
const days = /* @__PURE__ */ rangeOfType('daterange', /* @__PURE__ */ plain('date'))
const moments = /* @__PURE__ */ rangeOfType('tsrange', /* @__PURE__ */ plain('timestamp'))
const instants = /* @__PURE__ */ rangeOfType('tstzrange', /* @__PURE__ */ plain('timestamptz'))

/** `int4range`: `{ lower: 1, upper: 10, bounds: '[)' }`, or `{ empty: true }`. No bound is null. */
export const int4range: Spec<Range<number>> = /* @__PURE__ */ column(integers)

export const int8range: Spec<Range<bigint>> = /* @__PURE__ */ column(longs)

export const numrange: Spec<Range<Numeric>> = /* @__PURE__ */ column(numerics)

export const daterange: Spec<Range<DateText>> = /* @__PURE__ */ column(days)

export const tsrange: Spec<Range<TimestampText>> = /* @__PURE__ */ column(moments)

/** `tstzrange`, between two `Date`s; `rangeType('tstzrange', asText(timestamptz))` keeps microseconds and infinity. */
export const tstzrange: Spec<Range<Date>> = /* @__PURE__ */ column(instants)

/** `int4multirange`: ranges in their order. Those that touch are one, and those that are empty are none. */
export const int4multirange: Spec<ReadonlyArray<Range<number>>> = /* @__PURE__ */ column(
  /* @__PURE__ */ multirangeOfType('int4multirange', integers),
)

export const int8multirange: Spec<ReadonlyArray<Range<bigint>>> = /* @__PURE__ */ column(
  /* @__PURE__ */ multirangeOfType('int8multirange', longs),
)

export const nummultirange: Spec<ReadonlyArray<Range<Numeric>>> = /* @__PURE__ */ column(
  /* @__PURE__ */ multirangeOfType('nummultirange', numerics),
)

export const datemultirange: Spec<ReadonlyArray<Range<DateText>>> = /* @__PURE__ */ column(
  /* @__PURE__ */ multirangeOfType('datemultirange', days),
)

export const tsmultirange: Spec<ReadonlyArray<Range<TimestampText>>> = /* @__PURE__ */ column(
  /* @__PURE__ */ multirangeOfType('tsmultirange', moments),
)

export const tstzmultirange: Spec<ReadonlyArray<Range<Date>>> = /* @__PURE__ */ column(
  /* @__PURE__ */ multirangeOfType('tstzmultirange', instants),
)

// -------------------------------------------------------------------------------------
// types of your own
// -------------------------------------------------------------------------------------

/**
 * A range by the name that it has in the database, and the type of its bounds.
 *
 * @example rangeType('floatrange', doublePrecision) // "floatrange"
 */
export const rangeType = <T>(name: TypeName, element: ColumnSpec<T>): Spec<Range<NonNullable<T>>> => {
  const type = typeOf(element, 'the bounds of rangeType', "rangeType('floatrange', doublePrecision)")
  return column(
    type._tag === 'noType'
      ? type
      : ofName(name, "rangeType('floatrange', doublePrecision)", (schema, local) => ({
          ...rangeOfType(local, type),
          schema,
        })),
  )
}

/**
 * A multirange by the name that it has in the database, of a range.
 *
 * @example multirangeType('floatmultirange', rangeType('floatrange', doublePrecision)) // "floatmultirange"
 */
export const multirangeType = <T>(name: TypeName, of: ColumnSpec<Range<T>>): Spec<ReadonlyArray<Range<T>>> => {
  const type = typeOf(of, 'the ranges of multirangeType', "multirangeType('floatmultirange', floatrange)")
  if (type._tag === 'noType') return column(type)
  return column(
    type._tag === 'range'
      ? ofName(name, "multirangeType('floatmultirange', floatrange)", (schema, local) => ({
          ...multirangeOfType(local, type),
          schema,
        }))
      : noType(invalidArgument('the ranges of multirangeType', 'are of no range type', 'give it a rangeType(…)')),
  )
}

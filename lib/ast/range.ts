/** Ranges and multiranges, which come in pairs. */
import type { Range } from './Kind.js'
import type { MultirangeOf, RangeOf } from './SqlType.js'

/** A range, or a multirange. */
export type AnyRanges = Range<any> | ReadonlyArray<Range<any>>

/** The bounds of ranges of a `T`. */
export type BoundOf<T> =
  T extends ReadonlyArray<infer Q> ? BoundOf<Q> : T extends { readonly lower: infer L } ? Exclude<L, null> : never

/** The multirange of a range, by the name that PostgreSQL gives it: `int4multirange` for `int4range`. */
export const multirangeOf = (range: RangeOf): MultirangeOf => ({
  _tag: 'multirange',
  schema: range.schema,
  name: range.name.includes('range') ? range.name.replace('range', 'multirange') : `${range.name}_multirange`,
  range,
})

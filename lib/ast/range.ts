/** Ranges and multiranges, which come in pairs. */
import type { MultirangeOf, RangeOf } from './SqlType.js'

/** The multirange of a range, by the name that PostgreSQL gives it: `int4multirange` for `int4range`. */
export const multirangeOf = (range: RangeOf): MultirangeOf => ({
  _tag: 'multirange',
  schema: range.schema,
  name: range.name.includes('range') ? range.name.replace('range', 'multirange') : `${range.name}_multirange`,
  range,
})

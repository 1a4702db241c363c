/** Types that functions take and yield, and that hardly any column has. */
import type { SqlType } from '../ast/SqlType.js'
import { column, type Spec } from '../schema/Column.js'

/** A type by its name, whose values are the database's text. */
/* @__NO_SIDE_EFFECTS__ */
const other = (name: string): SqlType => ({ _tag: 'other', schema: null, name, parameters: [] })

/** What a function yields that is called for what it does. */
export const nothing: Spec<null> = /* @__PURE__ */ column({
  _tag: 'mapped',
  base: /* @__PURE__ */ other('void'),
  encode: () => '',
  decode: () => null,
})

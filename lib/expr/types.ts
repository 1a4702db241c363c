/** Types that functions take and yield, and that hardly any column has: their values are the database's text. */
import type { Other, SqlType } from '../ast/SqlType.js'
import type { Definition } from '../ast/Statement.js'
import { type AnySpec, type ColumnSpec, text } from '../schema/Column.js'

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/* @__NO_SIDE_EFFECTS__ */
export const otherType = (name: string): Other => ({ _tag: 'other', schema: null, name, parameters: [] })

/** Remembers what values of a type are in JavaScript. */
/* @__NO_SIDE_EFFECTS__ */
export const specOf = <T>(type: SqlType): ColumnSpec<T, 'required', 'plain'> =>
  ({ ...text, type }) as Definition as ColumnSpec<T, 'required', 'plain'>

/* @__NO_SIDE_EFFECTS__ */
const builtIn = (name: string): ColumnSpec<string, 'required', 'plain'> => specOf(otherType(name))

/** Many of a type. A part of a text that is not there is null. */
/* @__NO_SIDE_EFFECTS__ */
export const arrayOfType = <T>(of: AnySpec): ColumnSpec<ReadonlyArray<T>, 'required', 'plain'> =>
  specOf({ _tag: 'array', element: of.type })

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** What a function yields that is called for what it does. */
export const nothing: ColumnSpec<null, 'required', 'plain'> = /* @__PURE__ */ specOf({
  _tag: 'mapped',
  base: /* @__PURE__ */ otherType('void'),
  encode: () => '',
  decode: () => null,
})

/** A name in the database. */
export const nameType = /* @__PURE__ */ builtIn('name')

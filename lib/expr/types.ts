/** Types that functions take and yield, and that hardly any column has. */
import type { CompositeField, SqlType } from '../ast/SqlType.js'
import { type AnySpec, column, type Spec } from '../schema/Column.js'
import type { Fields } from '../schema/compound.js'

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

const fieldOf = ([key, spec]: readonly [string, AnySpec]): CompositeField => [key, spec.type, !spec.nullable, null]

/** Several values with names, as a function yields them: a row of it in FROM has a column for each. */
/* @__NO_SIDE_EFFECTS__ */
export const fieldsOf = <S extends Readonly<Record<string, AnySpec>>>(specs: S): Spec<Fields<S>> =>
  column({ _tag: 'composite', schema: null, name: null, fields: Object.entries(specs).map(fieldOf) })

// -------------------------------------------------------------------------------------
// transactions
// -------------------------------------------------------------------------------------

/** The number of a transaction, which is never used again: a text of digits. */
export const xid8: Spec<string> = /* @__PURE__ */ column(/* @__PURE__ */ other('xid8'))

/** The number of a transaction, as rows are marked with it. */
export const xid: Spec<string> = /* @__PURE__ */ column(/* @__PURE__ */ other('xid'))

/** Which transactions are seen: `10:20:10,14,15`. */
export const snapshot: Spec<string> = /* @__PURE__ */ column(/* @__PURE__ */ other('pg_snapshot'))

/** What somebody may do: `jack=r/ed`. */
export const aclitem: Spec<string> = /* @__PURE__ */ column(/* @__PURE__ */ other('aclitem'))

/** The same as older functions have it. */
export const txidSnapshot: Spec<string> = /* @__PURE__ */ column(/* @__PURE__ */ other('txid_snapshot'))

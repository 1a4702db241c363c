/**
 * Positions of functions: a value that is bound there has one type, and expressions may have several.
 *
 * A function of `double precision` takes an expression of any number, for the database converts it, but a bare value is
 * a JavaScript number.
 */
import type { AnyNumber, Exact, Numeric, Text, Whole } from '../ast/Kind.js'
import type { Definition } from '../ast/Statement.js'
import type { AnySpec, holds, Presence, presence, Role, role } from '../schema/Column.js'
import { name, oid, regclass, regprocedure, regtype } from '../schema/catalogTypes.js'
import { bigint, doublePrecision, integer, numeric, text } from '../schema/types.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

declare const takes: unique symbol

/** Bound values are a `T`, expressions are of an `X`. */
export interface Position<T, X> extends Definition {
  readonly [holds]: T
  readonly [takes]: X
  readonly [presence]: Presence
  readonly [role]: Role
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Says which expressions a position takes, and which values. @example taking<AnyNumber, number>(doublePrecision) */
/* @__NO_SIDE_EFFECTS__ */
export const taking = <X, T>(spec: AnySpec): Position<T, X> => spec as Definition as Position<T, X>

/** A text, and no exact number, day or time. */
export const textual = /* @__PURE__ */ taking<Text, string>(text)

/** A whole number of 32 bits. */
export const whole = /* @__PURE__ */ taking<Whole, number>(integer)

/** A whole number of 64 bits. */
export const long = /* @__PURE__ */ taking<bigint | Whole, bigint | number>(bigint)

/** Any number, which is a floating-point one there. */
export const floating = /* @__PURE__ */ taking<AnyNumber, number>(doublePrecision)

/** Any number but a floating-point one, which is exact there. */
export const exact = /* @__PURE__ */ taking<Exact, Numeric>(/* @__PURE__ */ numeric())

/** Anything, where a bare value would not say what it is. */
export const anything = /* @__PURE__ */ taking<unknown, never>(text)

// -------------------------------------------------------------------------------------
// objects of the database
// -------------------------------------------------------------------------------------

/** By its number, or by what stands for its name. */
type Named = Text | Whole

/** A table, index, view or sequence: by its name, as in `'users'` or `'"Sales".orders'`, or by its number. */
export const relation = /* @__PURE__ */ taking<Named, string>(regclass)

/** A function, with the types of its arguments: `'lower(text)'`. */
export const routine = /* @__PURE__ */ taking<Named, string>(regprocedure)

/** A type: `'integer'`. */
export const typeNamed = /* @__PURE__ */ taking<Named, string>(regtype)

/** Any other object: by its number. */
export const object = /* @__PURE__ */ taking<Named, number>(oid)

/** An object whose name is a text. */
export const named = /* @__PURE__ */ taking<Named, string>(text)

/** A role: by its name. */
export const roleName = /* @__PURE__ */ taking<Named, string>(name)

/** A database or a tablespace: by its name. */
export const databaseObject = /* @__PURE__ */ taking<Named, string>(name)

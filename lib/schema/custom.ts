/** Types of your own: by a name that the database has for them, or through two functions. */
import { invalidArgument } from '../ast/CompileError.js'
import type { Mapped, SqlType } from '../ast/SqlType.js'
import { type ColumnSpec, column, noType, type Presence, type Role, type Spec, spec } from './Column.js'

// -------------------------------------------------------------------------------------
// by name
// -------------------------------------------------------------------------------------

/** A name, perhaps in a schema. Without one it is looked for on the search path. */
export type TypeName = string | readonly [schema: string, name: string]

/** A type with a name of its own, from its schema and its name. */
export const ofName = (
  name: TypeName,
  example: string,
  make: (schema: string | null, name: string) => SqlType,
): SqlType => {
  const [schema, local, ...rest]: ReadonlyArray<unknown> = Array.isArray(name) ? name : [null, name]
  return typeof local === 'string' && (schema === null || typeof schema === 'string') && rest.length === 0
    ? make(schema, local)
    : noType(invalidArgument('the name of a type', 'is not a name', `give a name, or a schema and a name: ${example}`))
}

export interface CustomOptions {
  /** What stands between the parentheses of the type. */
  readonly parameters?: ReadonlyArray<number | string>
}

/**
 * A type that joinery does not know, by the name that the database has for it: its values are the database's text.
 *
 * @example customType('geometry', { parameters: ['Point', 4326] }) // "geometry"("Point", 4326)
 * @example customType(['extensions', 'ltree']) // "extensions"."ltree"
 */
export const customType = (name: TypeName, { parameters = [] }: CustomOptions = {}): Spec<string> =>
  column(ofName(name, "customType('ltree')", (schema, local) => ({ _tag: 'other', schema, name: local, parameters })))

// -------------------------------------------------------------------------------------
// through functions
// -------------------------------------------------------------------------------------

/**
 * The column as the program sees it, through two functions. A function that throws gives a `Left`.
 *
 * @example pipe(text, mapped((s) => new URL(s), (url) => url.href))
 */
export const mapped =
  <T, A>(decode: (value: NonNullable<T>) => A, encode: (value: A) => NonNullable<NoInfer<T>>) =>
  <P extends Presence, K extends Role>(self: ColumnSpec<T, P, K>): ColumnSpec<A | Extract<T, null>, P, K> =>
    spec({ ...self, type: mappedType(self.type, decode, encode) })

/** Remembers that the two functions fit the type: whoever calls them has only its values. */
const mappedType = (base: SqlType, decode: unknown, encode: unknown): Mapped =>
  ({ _tag: 'mapped', base, decode, encode }) as Mapped

/**
 * A type of your own from another one, to use for as many columns as you like.
 *
 * @example const url = mapType(text, { decode: (s) => new URL(s), encode: (it) => it.href })
 */
export const mapType = <T, A, P extends Presence, K extends Role>(
  base: ColumnSpec<T, P, K>,
  {
    decode,
    encode,
  }: { readonly decode: (value: NonNullable<T>) => A; readonly encode: (value: NoInfer<A>) => NonNullable<T> },
): ColumnSpec<A | Extract<T, null>, P, K> => spec({ ...base, type: mappedType(base.type, decode, encode) })

/** The database's own text of the value, with nothing lost: `2026-11-22 13:30:00.123456+00`. @example asText(timestamptz) // timestamptz */
export const asText = <T, P extends Presence, K extends Role>(
  self: ColumnSpec<T, P, K>,
): ColumnSpec<string | Extract<T, null>, P, K> => spec({ ...self, type: { _tag: 'asText', base: self.type } })

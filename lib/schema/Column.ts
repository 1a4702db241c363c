/**
 * Column specs: what a column holds and which rules it keeps, as a value that functions refine.
 *
 * A column is NOT NULL unless it is `nullable`, in the type and in the database.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, type Expr, invalid, isBranded, isRecord, nodeOf, param } from '../ast/Expr.js'
import type { Node } from '../ast/Node.js'
import { type PlainTag, plain, type SqlType, uncounted, untyped } from '../ast/SqlType.js'
import type { Definition } from '../ast/Statement.js'
import { type ReferenceOptions, referenceOf } from './constraints.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export declare const holds: unique symbol
export declare const accepts: unique symbol
export declare const presence: unique symbol
export declare const role: unique symbol

/**
 * Whether an insert must give the column a value, may, or must not; one that points to another table may get it from
 * there.
 */
export type Presence = 'required' | 'optional' | 'pointing' | 'computed'

/** Whether the column is part of the primary key. */
export type Role = 'key' | 'plain'

/** A column that holds a `T`. */
export interface ColumnSpec<T, P extends Presence = Presence, K extends Role = Role> extends Definition {
  readonly [holds]: T
  readonly [accepts]?: (value: T) => void
  readonly [presence]: P
  readonly [role]: K
}

export type AnySpec = ColumnSpec<any, Presence, Role>

/** A column of a type, before anything else is said of it. */
export type Spec<T> = ColumnSpec<T, 'required', 'plain'>

/** A column that points to another. */
export type Pointing<T> = ColumnSpec<T, 'required' | 'pointing', 'plain'>

/** A spec that can hold a `D`: contravariant, so that the error names the type that does not fit. */
interface Accepting<D> extends Definition {
  readonly [holds]: unknown
  readonly [accepts]?: (value: D) => void
  readonly [presence]: Presence
  readonly [role]: Role
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** A node of the type that a spec says; a JavaScript caller may have given the type's name instead. */
export const ofType = (self: unknown, name: string, example: string, make: (type: SqlType) => Node): Node => {
  const type = typeOf(self, name, example)
  return type._tag === 'noType' ? invalid(type.error) : make(type)
}

/** The type that a spec says, or why there is none. */
export const typeOf = (self: unknown, name: string, example: string): SqlType => {
  const type = isRecord(self) ? self.type : undefined
  return isRecord(type)
    ? (type as unknown as SqlType)
    : noType(invalidArgument(`the type of ${name}`, 'is not a column type', `give one, as in ${example}`))
}

export const noType = (error: CompileError): SqlType => ({ _tag: 'noType', error })

/** Remembers a spec's types, which are asserted here and inferred everywhere else. */
/* @__NO_SIDE_EFFECTS__ */
export const spec = <T, P extends Presence, K extends Role>(definition: Definition): ColumnSpec<T, P, K> =>
  definition as ColumnSpec<T, P, K>

/* @__NO_SIDE_EFFECTS__ */
export const column = <T, P extends Presence = 'required'>(type: SqlType): ColumnSpec<T, P, 'plain'> =>
  spec({
    type,
    nullable: false,
    primaryKey: false,
    unique: false,
    defaultTo: null,
    references: null,
    name: null,
    also: null,
  })

/* @__NO_SIDE_EFFECTS__ */
export const plainColumn = <T, P extends Presence = 'required'>(tag: PlainTag): ColumnSpec<T, P, 'plain'> =>
  column(plain(tag))

/**
 * A column that points to another, whose type it takes over.
 *
 * The type of a table that points to itself cannot be inferred this way: there, use `references`.
 *
 * @example userId: foreignKey(() => users.c.id, { onDelete: 'cascade' })
 * // "userId" integer not null references "users" ("id") on delete cascade
 */
export const foreignKey = <T>(
  target: () => Expr<T, any, any>,
  options: ReferenceOptions = {},
): Pointing<NonNullable<T>> =>
  spec({
    ...column<NonNullable<T>>({ _tag: 'inherited', of: () => targetType(target()) }),
    references: reference(target, options),
  })

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

/** What is no column has no type: the metadata reports it. */
const targetType = (target: unknown): SqlType =>
  isBranded(target) && (target as Node)._tag === 'Column' ? uncounted((target as Node).type) : untyped

/** The column may hold NULL. @example nullable(text) // text */
export const nullable = <T, P extends Presence, K extends Role>(
  self: ColumnSpec<T, P, K>,
): ColumnSpec<T | null, 'optional', K> => spec({ ...self, nullable: true })

/** @example primaryKey(serial) // serial primary key */
export const primaryKey = <T, P extends Presence>(self: ColumnSpec<T, P, Role>): ColumnSpec<T, P, 'key'> =>
  spec({ ...self, primaryKey: true })

/** @example unique(text) // text not null unique */
export const unique = <S extends AnySpec>(self: S): S => ({ ...self, unique: true })

type Json = string | number | boolean | null | ReadonlyArray<Json> | { readonly [key: string]: Json }

/** Without the `readonly` that `const` gives lists, also inside others: a column may hold lists that change. */
type Loose<D> = D extends ReadonlyArray<unknown> | { readonly [key: string]: Json }
  ? { -readonly [K in keyof D]: Loose<D[K]> }
  : D

/**
 * A value, or an expression, that the database fills in where an insert gives none.
 *
 * @example pipe(varchar(10), defaultTo('primary')) // varchar(10) not null default 'primary'
 * @example pipe(timestamptz, defaultTo(now())) // timestamptz not null default now()
 */
export const defaultTo =
  <const D>(value: D) =>
  <S extends Accepting<D extends Expr<infer T, any, any> ? T : Loose<D>>>(
    self: S,
  ): ColumnSpec<S[typeof holds], 'optional', S[typeof role]> =>
    spec({
      ...self,
      defaultTo: isBranded(value) ? nodeOf(value as unknown as AnyExpr) : param(value, self.type, false),
    })

const reference = (target: () => unknown, options: ReferenceOptions) => ({ target, ...referenceOf(options) })

/**
 * The column points to another. The target is a function, so that it may be in this table, or in one defined later.
 *
 * @example userId: pipe(integer, references(() => users.c.id, { onDelete: 'cascade' }))
 * // "userId" integer not null references "users" ("id") on delete cascade
 */
export const references =
  // `any`, not a column: the compiler must not ask for the type of a table inside its own definition
    (target: () => any, options: ReferenceOptions = {}) =>
    <T, P extends Presence, K extends Role>(self: ColumnSpec<T, P, K>): ColumnSpec<T, P | 'pointing', K> =>
      spec({ ...self, references: reference(target, options) })

/** The column's name in the database, where it is not its key. @example pipe(text, named('e-mail')) */
export const named =
  (name: string) =>
  <S extends AnySpec>(self: S): S => ({ ...self, name })

/** The same column with a type of its own, so that a user's id cannot be taken for an order's. @example branded<'UserId'>()(serial) */
export const branded =
  <B extends string>() =>
  <T, P extends Presence, K extends Role>(self: ColumnSpec<T, P, K>): ColumnSpec<Branding<T, B>, P, K> =>
    spec(self)

declare const brandOf: unique symbol

/** A `T` that is told apart from every other `T`. */
export type Branding<T, B extends string> = T extends null ? T : T & { readonly [brandOf]: B }

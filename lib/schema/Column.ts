/**
 * Column specs: what a column holds and which rules it keeps, as a value that functions refine.
 *
 * A column is NOT NULL unless it is `nullable`, in the type and in the database.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, type Expr, invalid, isBranded, isRecord, nodeOf, param } from '../ast/Expr.js'
import type { DateText, Float, Interval, Numeric, TimestampText, TimeText } from '../ast/Kind.js'
import type { Node } from '../ast/Node.js'
import { type Mapped, type PlainTag, plain, type SqlType, uncounted, untyped } from '../ast/SqlType.js'
import type { Definition } from '../ast/Statement.js'
import { type ReferenceOptions, referenceOf } from './constraints.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export declare const holds: unique symbol
export declare const accepts: unique symbol
export declare const presence: unique symbol
export declare const role: unique symbol

/** Whether an insert must give the column a value. */
export type Presence = 'required' | 'optional'

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
  const type = isRecord(self) ? self.type : undefined
  return isRecord(type)
    ? make(type as unknown as SqlType)
    : invalid(invalidArgument(`the type of ${name}`, 'is not a column type', `give one, as in ${example}`))
}

/** Remembers a spec's types, which are asserted here and inferred everywhere else. */
/* @__NO_SIDE_EFFECTS__ */
const spec = <T, P extends Presence, K extends Role>(definition: Definition): ColumnSpec<T, P, K> =>
  definition as ColumnSpec<T, P, K>

/* @__NO_SIDE_EFFECTS__ */
const column = <T, P extends Presence = 'required'>(type: SqlType): ColumnSpec<T, P, 'plain'> =>
  spec({
    type,
    nullable: false,
    primaryKey: false,
    unique: false,
    defaultTo: null,
    references: null,
    name: null,
  })

/* @__NO_SIDE_EFFECTS__ */
const plainColumn = <T, P extends Presence = 'required'>(tag: PlainTag): ColumnSpec<T, P, 'plain'> =>
  column({ _tag: tag })

/** `smallint`: a number from -32,768 to 32,767. */
export const smallint = /* @__PURE__ */ plainColumn<number>('smallint')

/** `integer`: a whole number of 32 bits. */
export const integer = /* @__PURE__ */ plainColumn<number>('integer')

/** `bigint`: a whole number of 64 bits, as a JavaScript `bigint`. */
export const bigint = /* @__PURE__ */ plainColumn<bigint>('bigint')

/** `serial`: an `integer` that the database counts up. */
export const serial = /* @__PURE__ */ plainColumn<number, 'optional'>('serial')

/** `bigserial`: a `bigint` that the database counts up. */
export const bigserial = /* @__PURE__ */ plainColumn<bigint, 'optional'>('bigserial')

/** `real`: a floating-point number of 32 bits. */
export const real = /* @__PURE__ */ plainColumn<Float>('real')

/** `double precision`: a JavaScript number as it is. */
export const doublePrecision = /* @__PURE__ */ plainColumn<Float>('doublePrecision')

/**
 * `numeric`: an exact decimal number, as a string, for a JavaScript number would round it.
 *
 * A value is read as `'12.50'`.
 *
 * @example numeric(10, 2) // numeric(10, 2)
 */
export const numeric = (precision?: number, scale?: number): ColumnSpec<Numeric, 'required', 'plain'> =>
  column({ _tag: 'numeric', precision: precision ?? null, scale: scale ?? null })

export const boolean = /* @__PURE__ */ plainColumn<boolean>('boolean')

/** `text`: a string of any length. PostgreSQL refuses the NUL character in it. */
export const text = /* @__PURE__ */ plainColumn<string>('text')

/** `varchar(length)`, or `varchar` without a limit. @example varchar(30) */
export const varchar = (length?: number): ColumnSpec<string, 'required', 'plain'> =>
  column({ _tag: 'varchar', length: length ?? null })

/** `date`, as the string `2026-11-22`: a day is not an instant, so it is no `Date`. */
export const date = /* @__PURE__ */ plainColumn<DateText>('date')

/** `time`, as the string `13:30:00`. */
export const time = /* @__PURE__ */ plainColumn<TimeText>('time')

/** `timestamp` without time zone, as the string `2026-11-22 13:30:00`: it is not an instant, so it is no `Date`. */
export const timestamp = /* @__PURE__ */ plainColumn<TimestampText>('timestamp')

/** `timestamptz`, as a `Date`, which keeps milliseconds; `asText(timestamptz)` keeps microseconds and infinity. */
export const timestamptz = /* @__PURE__ */ plainColumn<Date>('timestamptz')

/** `interval`, as its parts: `{ days: 3, hours: 2 }`. Months, days and seconds are not converted to each other. */
export const interval = /* @__PURE__ */ plainColumn<Interval>('interval')

export const uuid = /* @__PURE__ */ plainColumn<string>('uuid')

/** `json` that holds a `T`; nothing checks that it does. @example json<{ tags: ReadonlyArray<string> }>() */
export const json = <T = unknown>(): ColumnSpec<T, 'required', 'plain'> => column(plain('json'))

/** `jsonb` that holds a `T`; nothing checks that it does. @example jsonb<{ tags: ReadonlyArray<string> }>() */
export const jsonb = <T = unknown>(): ColumnSpec<T, 'required', 'plain'> => column(plain('jsonb'))

/** `bytea`, as a `Uint8Array`. */
export const bytea = /* @__PURE__ */ plainColumn<Uint8Array>('bytea')

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
): ColumnSpec<NonNullable<T>, 'required', 'plain'> =>
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

/**
 * A value, or an expression, that the database fills in where an insert gives none.
 *
 * @example pipe(varchar(10), defaultTo('primary')) // varchar(10) not null default 'primary'
 * @example pipe(timestamptz, defaultTo(now())) // timestamptz not null default now()
 */
export const defaultTo =
  <const D>(value: D) =>
  <S extends Accepting<D extends Expr<infer T, any, any> ? T : D>>(
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
    <S extends AnySpec>(self: S): S => ({ ...self, references: reference(target, options) })

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

/**
 * The column as the program sees it, through two functions. A function that throws gives a `Left`.
 *
 * @example pipe(text, mapped((s) => new URL(s), (url: URL) => url.href))
 */
export const mapped =
  <T, A>(decode: (value: NonNullable<T>) => A, encode: (value: A) => NonNullable<T>) =>
  <P extends Presence, K extends Role>(self: ColumnSpec<T, P, K>): ColumnSpec<A | Extract<T, null>, P, K> =>
    spec({ ...self, type: { _tag: 'mapped', base: self.type, decode, encode } as Mapped })

/** The database's own text of the value, with nothing lost. `'2026-11-22 13:30:00.123456+00'` for a `timestamptz`. @example asText(timestamptz) // timestamptz */
export const asText = <T, P extends Presence, K extends Role>(
  self: ColumnSpec<T, P, K>,
): ColumnSpec<string | Extract<T, null>, P, K> => spec({ ...self, type: { _tag: 'asText', base: self.type } })

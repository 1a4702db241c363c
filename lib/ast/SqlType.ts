/**
 * The types of SQL, as data: what a column holds and what an expression yields.
 *
 * A type names itself here; how it is spelled, encoded and decoded is a dialect's business (`Dialect.codecs`).
 */

import type { CompileError } from './CompileError.js'
import type { Node } from './Node.js'
import type { Projection } from './Projection.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Types that need no argument. `decimal` is a `numeric` that is read as a JavaScript number. */
export interface Plain {
  readonly _tag: PlainTag
  /** How many digits of the seconds a time keeps; left out where nothing is said. */
  readonly precision?: number
  /** Which parts an interval keeps; left out for all of them. */
  readonly fields?: IntervalFields
}

export type PlainTag = CommonTag | PostgresTag

/** Types that every database has, or has a place for. */
export type CommonTag =
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'serial'
  | 'bigserial'
  | 'decimal'
  | 'real'
  | 'doublePrecision'
  | 'boolean'
  | 'text'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'timestamptz'
  | 'uuid'
  | 'json'
  | 'jsonb'
  | 'bytea'
  | 'interval'

/** Types of PostgreSQL, and of two extensions that come with it. */
export type PostgresTag = ShapeTag | WordTag | 'timetz' | 'oid' | 'hstore' | 'int2vector' | 'oidvector'

/** Shapes in the plane. */
export type ShapeTag = 'point' | 'line' | 'lseg' | 'box' | 'path' | 'polygon' | 'circle'

/** Types whose values are their text. */
export type WordTag =
  | 'cidr'
  | 'citext'
  | 'inet'
  | 'jsonpath'
  | 'macaddr'
  | 'macaddr8'
  | 'money'
  | 'name'
  | 'pgLsn'
  | 'quotedChar'
  | 'regclass'
  | 'regcollation'
  | 'regconfig'
  | 'regdictionary'
  | 'regnamespace'
  | 'regoper'
  | 'regoperator'
  | 'regproc'
  | 'regprocedure'
  | 'regrole'
  | 'regtype'
  | 'tsquery'
  | 'tsvector'
  | 'xml'

/** The parts that an interval keeps, from the largest to the smallest. */
export type IntervalFields =
  | 'year'
  | 'month'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'year to month'
  | 'day to hour'
  | 'day to minute'
  | 'day to second'
  | 'hour to minute'
  | 'hour to second'
  | 'minute to second'

export interface Varchar {
  readonly _tag: 'varchar'
  readonly length: number | null
}

/** Strings of one length, filled up with blanks. */
export interface Char {
  readonly _tag: 'char'
  readonly length: number | null
}

/** Strings of 0 and 1, of one length or up to one. */
export interface Bits {
  readonly _tag: 'bit' | 'varbit'
  readonly length: number | null
}

export interface Numeric {
  readonly _tag: 'numeric'
  readonly precision: number | null
  readonly scale: number | null
}

/** A type that joinery does not know, by the name that the database has for it: its values are the database's text. */
export interface Other {
  readonly _tag: 'other'
  readonly schema: string | null
  readonly name: string
  /** What stands between the parentheses: numbers, and words such as the `Point` of `geometry(Point, 4326)`. */
  readonly parameters: ReadonlyArray<number | string>
}

/** Many of one type. An array of arrays is one of more dimensions, as PostgreSQL has it. */
export interface ArrayOf {
  readonly _tag: 'array'
  readonly element: SqlType
  /** Whether an element that is null is a mistake. */
  readonly notNull?: boolean
  /** Whether it may have any number of dimensions: a database does not declare them. */
  readonly anyDepth?: boolean
}

/** One of a few words, by the name that the type has in the database. */
export interface Enum {
  readonly _tag: 'enum'
  readonly schema: string | null
  readonly name: string
  readonly labels: ReadonlyArray<string>
}

/** Another type with rules of its own, by the name that it has in the database. */
export interface Domain {
  readonly _tag: 'domain'
  readonly schema: string | null
  readonly name: string
  readonly base: SqlType
  /** What the database sees to. */
  readonly rules?: DomainRules
}

export interface DomainRules {
  readonly notNull: boolean
  readonly default: Node | null
  readonly collation: readonly [schema: string | null, name: string] | null
  readonly checks: ReadonlyArray<{ readonly name: string | null; readonly condition: Node }>
}

/** Several named values as one. `name` is null where a row has no type of its own. */
export interface Composite {
  readonly _tag: 'composite'
  readonly schema: string | null
  readonly name: string | null
  readonly fields: ReadonlyArray<CompositeField>
  /** Whether only a list of its columns in FROM tells the database what they are. */
  readonly listed?: true
}

/** A field by its key; `notNull` where null in it is a mistake, `name` where the database has another name for it. */
export type CompositeField = readonly [key: string, type: SqlType, notNull?: boolean, name?: string | null]

/** All values between two. */
export interface RangeOf {
  readonly _tag: 'range'
  readonly schema: string | null
  readonly name: string
  readonly element: SqlType
}

/** Several ranges that do not touch. */
export interface MultirangeOf {
  readonly _tag: 'multirange'
  readonly schema: string | null
  readonly name: string
  readonly range: RangeOf
}

/** A value whose type only the database knows: a hole of `raw`. It is bound by its JavaScript type. */
export interface Untyped {
  readonly _tag: 'untyped'
}

/** The database's own text of another type, with nothing lost. */
export interface AsText {
  readonly _tag: 'asText'
  readonly base: SqlType
}

/** Another type, seen through two functions of the user's. */
export interface Mapped {
  readonly _tag: 'mapped'
  readonly base: SqlType
  readonly encode: (value: never) => unknown
  readonly decode: (value: never) => unknown
}

/** The type of the column that a foreign key points to; a function, for that table may be defined later. */
export interface Inherited {
  readonly _tag: 'inherited'
  readonly of: () => SqlType
}

/** What was given for a type and is none: whatever needs it reports why. */
export interface NoType {
  readonly _tag: 'noType'
  readonly error: CompileError
}

/** Any number of rows; one or none, as is known; one or none, as was said and is seen to. */
export type Shape = 'many' | 'one' | 'only'

/** Rows of a query, nested in one value: JSON arrays, read by position. */
export interface Rows {
  readonly _tag: 'rows'
  readonly projection: Projection
  readonly shape: Shape
  /** What they are, for whoever finds more of them than there should be. */
  readonly label: string
}

export type SqlType =
  | Plain
  | Varchar
  | Char
  | Bits
  | Numeric
  | Other
  | ArrayOf
  | Enum
  | Domain
  | Composite
  | RangeOf
  | MultirangeOf
  | Untyped
  | AsText
  | Mapped
  | Inherited
  | NoType
  | Rows

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/* @__NO_SIDE_EFFECTS__ */
export const plain = (tag: PlainTag): Plain => ({ _tag: tag })

export const untyped: Untyped = { _tag: 'untyped' }

export const booleanType: SqlType = /* @__PURE__ */ plain('boolean')

export const textType: SqlType = /* @__PURE__ */ plain('text')

export const integerType: SqlType = /* @__PURE__ */ plain('integer')

export const bigintType: SqlType = /* @__PURE__ */ plain('bigint')

export const doubleType: SqlType = /* @__PURE__ */ plain('doublePrecision')

export const decimalType: SqlType = /* @__PURE__ */ plain('decimal')

export const timetzType: SqlType = /* @__PURE__ */ plain('timetz')

export const numericType: SqlType = { _tag: 'numeric', precision: null, scale: null }

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

/** The type itself, where it is taken over from another column. What points to a `serial` is an `integer`. */
export const resolved = (type: SqlType): SqlType => (type._tag === 'inherited' ? resolved(type.of()) : type)

/** The type of what is made of values of this one: a length or a precision is a column's own. */
export const unsized = (type: SqlType): SqlType => {
  const own = uncounted(type)
  switch (own._tag) {
    case 'numeric':
      return numericType
    case 'varchar':
    case 'char':
      return own.length === null ? own : { ...own, length: null }
    default:
      return own
  }
}

/** The type that values are stored as, whatever they are read as. */
export const stored = (type: SqlType): SqlType => {
  const own = uncounted(type)
  return own._tag === 'mapped' || own._tag === 'asText' ? stored(own.base) : own
}

/** The type itself, however its values are read and restricted. */
export const baseOf = (type: SqlType): SqlType => {
  const own = stored(type)
  return own._tag === 'domain' ? baseOf(own.base) : own
}

/** What a column hands on: one that counts up hands on its plain type. */
export const uncounted = (type: SqlType): SqlType => {
  const own = resolved(type)
  switch (own._tag) {
    case 'serial':
      return integerType
    case 'bigserial':
      return bigintType
    case 'mapped':
    case 'asText': {
      const base = uncounted(own.base)
      return base === own.base ? own : { ...own, base }
    }
    default:
      return own
  }
}

/** What an array holds; of what is none, nobody knows. */
export const elementOf = (type: SqlType): SqlType => {
  const own = resolved(type)
  switch (own._tag) {
    case 'array':
      return own.element
    case 'domain':
      return elementOf(own.base)
    default:
      return untyped
  }
}

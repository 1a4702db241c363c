/**
 * What a string or a number stands for, for the type checker alone.
 *
 * An exact decimal and a day are both strings, but one cannot be added to the other. Any string may be given for either:
 * the mark is optional, and only keeps one kind from being taken for another.
 */

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export declare const mark: unique symbol

/** An exact decimal number: `'12.50'`. */
export type Numeric = string & { readonly [mark]?: 'numeric' }

/** An exact decimal number that is read as a JavaScript number: a mean of whole numbers, a part of a time. */
export type Decimal = number & { readonly [mark]?: 'numeric' }

/** A floating-point number. */
export type Float = number & { readonly [mark]?: 'float' }

/** A day: `'2026-11-22'`. */
export type DateText = string & { readonly [mark]?: 'date' }

/** A time of the day: `'13:30:00'`. */
export type TimeText = string & { readonly [mark]?: 'time' }

/** A time of the day in a zone: `'13:30:00+02'`. */
export type TimetzText = string & { readonly [mark]?: 'timetz' }

/** A day and a time of no zone: `'2026-11-22 13:30:00'`. */
export type TimestampText = string & { readonly [mark]?: 'timestamp' }

/** An amount of time, as PostgreSQL keeps it: months, days and seconds are not converted to each other. What is 0 is left out. */
export interface Interval {
  readonly years?: number
  readonly months?: number
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
}

/** What is between two bounds; null is no bound. `[` and `]` include theirs. An empty range has no bounds. */
export type Range<T> =
  | {
      readonly lower: T | null
      readonly upper: T | null
      readonly bounds: '[)' | '[]' | '(]' | '()'
    }
  | { readonly empty: true }

/** The fields of a composite value, which are columns where a function in FROM yields it: an object of JSON's is none. */
export type Composite<F> = F & { readonly [mark]?: 'composite' }

/** Any composite value, for a constraint. */
export interface AnyComposite {
  readonly [mark]?: 'composite'
}

/** Names and their values, each a text or null: what an `hstore` holds. */
export type Pairs = { readonly [key: string]: string | null }

// -------------------------------------------------------------------------------------
// shapes
// -------------------------------------------------------------------------------------

export interface Point {
  readonly x: number
  readonly y: number
  readonly [mark]?: 'point'
}

/** All points for which `a * x + b * y + c` is 0. */
export interface Line {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly [mark]?: 'line'
}

/** What lies between two points. */
export type Segment = readonly [Point, Point] & { readonly [mark]?: 'segment' }

/** A rectangle, by its corners: PostgreSQL has the upper right one first. */
export type Box = readonly [Point, Point] & { readonly [mark]?: 'box' }

/** A way from point to point, and back to the first where it is closed. */
export interface Path {
  readonly closed: boolean
  readonly points: ReadonlyArray<Point>
  readonly [mark]?: 'path'
}

export type Polygon = ReadonlyArray<Point> & { readonly [mark]?: 'polygon' }

export interface Circle {
  readonly center: Point
  readonly radius: number
  readonly [mark]?: 'circle'
}

/** A string of bits: `'1011'`. */
export type BitText = string & { readonly [mark]?: 'bits' }

/** The address of a host, or of a network: `'192.168.0.0/24'`. */
export type Inet = string & { readonly [mark]?: 'inet' }

/** The address of a network card: `'08:00:2b:01:02:03'`. */
export type Macaddr = string & { readonly [mark]?: 'macaddr' }

/** The same of eight bytes. */
export type Macaddr8 = string & { readonly [mark]?: 'macaddr8' }

/** A document, as it is searched: `'cat':3 'sat':4`. */
export type TsVector = string & { readonly [mark]?: 'tsvector' }

/** What is searched for: `'cat' & 'dog'`. */
export type TsQuery = string & { readonly [mark]?: 'tsquery' }

// -------------------------------------------------------------------------------------
// what a function takes
// -------------------------------------------------------------------------------------

/** A text: a string that is no exact number, no day and no time. */
export type Text = string & { readonly [mark]?: never }

/** A whole number. */
export type Whole = number & { readonly [mark]?: never }

/** A number that is not rounded. A type of nothing but an optional mark is one that no plain string has. */
export type Exact = Whole | bigint | { readonly [mark]?: 'numeric' }

/** Any number. */
export type AnyNumber = number | bigint | { readonly [mark]?: 'numeric' | 'float' }

// -------------------------------------------------------------------------------------
// kinds
// -------------------------------------------------------------------------------------

/** The name of a value's kind. */
export type Kind<T> = T extends bigint
  ? 'bigint'
  : T extends { readonly [mark]?: infer M }
    ? M
    : T extends number
      ? 'integer'
      : T extends string
        ? 'text'
        : T extends Date
          ? 'instant'
          : T extends Interval
            ? 'interval'
            : 'other'

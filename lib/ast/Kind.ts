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

/** A floating-point number. */
export type Float = number & { readonly [mark]?: 'float' }

/** A day: `'2026-11-22'`. */
export type DateText = string & { readonly [mark]?: 'date' }

/** A time of the day: `'13:30:00'`. */
export type TimeText = string & { readonly [mark]?: 'time' }

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

/** What JSON says of a value, for the type checker alone. */
import type { absentOf, readsOf, valueOf } from './Expr.js'
import type { Kind, Range } from './Kind.js'

/** The type of any JSON contains itself: what is asked of it goes a few levels deep. */
export interface Less {
  readonly 6: 5
  readonly 5: 4
  readonly 4: 3
  readonly 3: 2
  readonly 2: 1
  readonly 1: 0
}

/** An expression, or a whole source, which is a row. */
export interface Readable {
  readonly [valueOf]: unknown
  readonly [readsOf]: unknown
  readonly [absentOf]: unknown
}

type ByKind<T, K, D extends keyof Less> = K extends 'numeric' | 'float' | 'bigint'
  ? number
  : K extends 'date' | 'time' | 'timetz' | 'timestamp' | 'instant' | 'interval'
    ? string
    : T extends boolean | null | string | number
      ? T
      : T extends Uint8Array | Range<unknown>
        ? string
        : T extends Readable
          ? AsJson<T[typeof valueOf], Less[D]>
          : T extends ReadonlyArray<unknown>
            ? { readonly [P in keyof T]: AsJson<T[P], Less[D]> }
            : T extends object
              ? { readonly [P in keyof T as P extends string ? P : never]: AsJson<T[P], Less[D]> }
              : never

/**
 * What a `T` is once it was a part of JSON, and read from it: an exact number is one that JavaScript rounds, a time its
 * text. The expressions in an object are their values.
 */
export type AsJson<T, D = 6> = unknown extends T
  ? unknown
  : D extends keyof Less
    ? T extends unknown
      ? ByKind<T, Kind<T>, D>
      : never
    : T

/** What JSON says of a value, for the type checker alone. */
import type { Interval, Kind, Range } from './Kind.js'

/** What a `T` is once it was a part of JSON, and read from it. What is an object already is JSON, as far as anyone knows. */
export type AsJson<T> = T extends boolean | null
  ? T
  : T extends number | bigint
    ? number
    : T extends string
      ? Kind<T> extends 'numeric'
        ? number
        : string
      : T extends Date | Uint8Array | Range<unknown> | Interval
        ? string
        : T extends ReadonlyArray<infer E>
          ? ReadonlyArray<AsJson<E>>
          : T

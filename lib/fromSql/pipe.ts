/** fp-ts's `pipe`, whose types are taken from there: why fp-ts itself is not loaded, `lib/fp.ts` says. */
import type { pipe as Pipe } from 'fp-ts/function'

/** Remembers what the steps come to: the one place where it is asserted. */
export const pipe = ((first: unknown, ...steps: ReadonlyArray<(value: unknown) => unknown>) =>
  steps.reduce((value, step) => step(value), first)) as typeof Pipe

/** The reference SQL of a case as a module of TypeScript, by `from-sql`, with what the database of the case has. */
import type { Case } from './cases.js'
import type { Engine } from './engine.js'

/** A module, or why there is none. */
export type Translated =
  | { readonly _tag: 'Module'; readonly code: string }
  | { readonly _tag: 'Refused'; readonly reason: string }

/** What is said outside of joinery's own functions. */
export interface Escapes {
  readonly raw: number
  readonly fn: number
  readonly operator: number
}

const occurrences = (code: string, pattern: RegExp): number => code.match(pattern)?.length ?? 0

export const escapesOf = (code: string): Escapes => ({
  raw: occurrences(code, /\b(raw|rawQuery|rawStatement)\(/g),
  fn: occurrences(code, /\b(fn|aggregateFn|orderedSetFn|windowFn)\(/g),
  operator: occurrences(code, /\b(operator|prefixOperator)\(/g),
})

/** Called in the state of the database from which the reference starts. */
export const translate = async (_db: Engine, _it: Case): Promise<Translated> => ({
  _tag: 'Refused',
  reason: 'from-sql is not there yet',
})

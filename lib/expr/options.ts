/** Options that stand for words of SQL, as an object: what is no option, or no word, is a problem and is not left out. */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { invalid, isBranded, isRecord } from '../ast/Expr.js'
import type { Invalid } from '../ast/Node.js'

/** What an option may be. */
export interface Allowed {
  readonly allows: (value: unknown) => boolean
  readonly hint: string
}

/* @__NO_SIDE_EFFECTS__ */
export const oneOf = (...words: ReadonlyArray<unknown>): Allowed => ({
  allows: (value) => words.includes(value),
  hint: `give one of ${words.map(String).join(', ')}`,
})

export const flag: Allowed = { allows: (value) => typeof value === 'boolean', hint: 'give true or false' }

export const columnType: Allowed = {
  allows: (value) => isRecord(value) && isRecord(value.type),
  hint: 'give a column type, as jsonb()',
}

export const record: Allowed = {
  allows: (value) => isRecord(value) && !isBranded(value),
  hint: 'give an object of values and expressions',
}

/** Why the options of a function are none; null if they are. */
const problemOf = (name: string, options: unknown, known: Readonly<Record<string, Allowed>>): CompileError | null => {
  if (options === undefined) return null
  const names = Object.keys(known).join(', ')
  if (!record.allows(options)) return invalidArgument(`the options of ${name}`, 'are no object', `give { ${names} }`)
  for (const [key, value] of Object.entries(options as object)) {
    if (!Object.hasOwn(known, key)) return invalidArgument(`the option ${key} of ${name}`, 'is none', `give ${names}`)
    const { allows, hint } = known[key] as Allowed
    if (value !== undefined && !allows(value))
      return invalidArgument(`the option ${key} of ${name}`, 'is not what it may be', hint)
  }
  return null
}

/** What is made with options, or the problem with them. */
export const withOptions = <O extends object, A>(
  name: string,
  options: O | undefined,
  known: Readonly<Record<string, Allowed>>,
  make: (options: Partial<O>) => A,
): A | Invalid => {
  const problem = problemOf(name, options, known)
  return problem === null ? make(options ?? {}) : invalid(problem)
}

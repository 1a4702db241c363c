/** The values of prepared statements: where a placeholder is bound, the value that was given for it is sent. */
import type { Either } from 'fp-ts/Either'
import { type CompileError, type CompileErrors, invalidArgument } from '../ast/CompileError.js'
import { isBranded, isRecord } from '../ast/Expr.js'
import type { Placeholder } from '../ast/Node.js'
import type { Prepared } from '../ast/Statement.js'
import { left, right } from '../fp.js'

const isPrepared = (u: unknown): u is Prepared => isBranded(u) && (u as Prepared)._tag === 'Prepared'

/** What is compiled, once for all values: what a prepared statement is without them. */
export const withoutValues = (statement: unknown): unknown => (isPrepared(statement) ? statement.statement : statement)

// nothing else with the brand is ever bound
const isPlaceholder = (u: unknown): u is Placeholder => isBranded(u)

const missing = (name: string): CompileError =>
  invalidArgument(`the parameter ${JSON.stringify(name)}`, 'has no value', 'give it one, or null for NULL')

const notValues: CompileErrors = [
  /* @__PURE__ */ invalidArgument('the values of a prepared statement', 'are no object', 'give one: find({ id: 7 })'),
]

/** The values to send: those of a statement that is not prepared are what they are. */
export const filled = (
  values: ReadonlyArray<unknown>,
  statement: unknown,
): Either<CompileErrors, ReadonlyArray<unknown>> => {
  if (!isPrepared(statement)) return right(values)
  const given = statement.values
  if (!isRecord(given)) return left(notValues)
  const all: Array<unknown> = []
  let isWhole = true
  for (const value of values) {
    if (!isPlaceholder(value)) all.push(value)
    else if (Object.hasOwn(given, value.name) && given[value.name] !== undefined) all.push(given[value.name])
    else isWhole = false
  }
  return isWhole ? right(all) : left(lackingIn(values, given))
}

const lackingIn = (values: ReadonlyArray<unknown>, given: Readonly<Record<string, unknown>>): CompileErrors => {
  const names = values.flatMap((value) =>
    isPlaceholder(value) && (!Object.hasOwn(given, value.name) || given[value.name] === undefined) ? [value.name] : [],
  )
  return Array.from(new Set(names), missing) as unknown as CompileErrors
}

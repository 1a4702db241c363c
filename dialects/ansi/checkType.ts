/**
 * What is wrong with a type where its name is spelled.
 *
 * Its numbers and names stand in the text, and a JavaScript caller could write anything there.
 */
import { type CompileError, invalidArgument } from '../../lib/ast/CompileError.js'
import type { Plain, SqlType } from '../../lib/ast/SqlType.js'
import { report, type Writer } from '../../lib/compile/Writer.js'
import { intervalFields } from './typeName.js'

const isWhole = (n: number | null, least: number): boolean => n === null || (Number.isSafeInteger(n) && n >= least)

const lengthProblem = (name: string, length: number | null): ReadonlyArray<CompileError> =>
  isWhole(length, 1)
    ? []
    : [invalidArgument(`the length of ${name}`, 'is not a whole number from 1', 'leave it out for no limit')]

const timed: ReadonlySet<string> = new Set(['time', 'timetz', 'timestamp', 'timestamptz', 'interval'])

const precisionProblem = ({ _tag, precision, fields }: Plain): ReadonlyArray<CompileError> => {
  if (precision === undefined) return []
  if (!timed.has(_tag))
    return [invalidArgument(`the precision of ${_tag}`, 'has no meaning', 'give it to a time or an interval')]
  if (!isWhole(precision, 0) || precision > 6)
    return [invalidArgument(`the precision of ${_tag}`, 'is not a whole number from 0 to 6', 'leave it out for all 6')]
  return fields === undefined || fields.endsWith('second')
    ? []
    : [invalidArgument(`the precision of ${_tag}`, 'is one of seconds, which it does not keep', 'leave it out')]
}

const fieldsProblem = ({ _tag, fields }: Plain): ReadonlyArray<CompileError> => {
  if (fields === undefined) return []
  if (_tag !== 'interval')
    return [invalidArgument(`the fields of ${_tag}`, 'have no meaning', 'give them to an interval')]
  const hint = `give one of ${Object.keys(intervalFields).join(', ')}`
  return Object.hasOwn(intervalFields, fields)
    ? []
    : [invalidArgument('the fields of interval', 'are none that it has', hint)]
}

/** The problems of a type, and of those that it is made of. */
const problemsOf = (to: Writer, type: SqlType): ReadonlyArray<CompileError> => {
  const named = (...names: ReadonlyArray<string | null>): ReadonlyArray<CompileError> =>
    names.flatMap((name) => {
      const reason = name === null ? null : to.dialect.nameProblem(name)
      return name === null || reason === null ? [] : [{ _tag: 'InvalidIdentifier', name, reason }]
    })
  switch (type._tag) {
    case 'noType':
      return [type.error]
    case 'varchar':
    case 'char':
    case 'bit':
    case 'varbit':
      return lengthProblem(type._tag, type.length)
    case 'numeric': {
      const hint = 'give whole numbers, as in numeric(10, 2), or none'
      return isWhole(type.precision, 1) && isWhole(type.scale, Number.MIN_SAFE_INTEGER)
        ? []
        : [invalidArgument('the precision and scale of numeric', 'are not whole numbers', hint)]
    }
    case 'array':
      return problemsOf(to, type.element)
    case 'mapped':
    case 'asText':
      return problemsOf(to, type.base)
    // what they are made of is said where they are created
    case 'domain':
    case 'enum':
    case 'composite':
    case 'range':
    case 'multirange':
    case 'other':
      return named(type.schema, type.name)
    case 'rows':
    case 'untyped':
    case 'inherited':
      return []
    default:
      return [...fieldsProblem(type), ...precisionProblem(type)]
  }
}

export const checkType = (to: Writer, type: SqlType): void => {
  for (const problem of problemsOf(to, type)) report(to, problem)
}

/** What does not fit between a program's descriptors and statements and a database. */
import { type CompileErrors, describeCompileError } from '../ast/CompileError.js'

export type Problem =
  | { readonly _tag: 'MissingTable'; readonly table: string }
  | {
      readonly _tag: 'MissingColumn'
      readonly table: string
      readonly column: string
      readonly columns: ReadonlyArray<string>
    }
  | {
      readonly _tag: 'WrongType'
      /** `users.age`, or the key of what a statement yields. */
      readonly of: string
      readonly declared: string
      readonly actual: string
      /** The name of the statement; null for a column of a table. */
      readonly statement: string | null
    }
  | { readonly _tag: 'WrongNullability'; readonly table: string; readonly column: string; readonly nullable: boolean }
  | { readonly _tag: 'WrongLabels'; readonly type: string; readonly declared: string; readonly actual: string }
  | {
      readonly _tag: 'WrongParameter'
      readonly statement: string
      readonly position: number
      readonly declared: string
      readonly actual: string
    }
  /** The statement yields another number of columns than it says. */
  | { readonly _tag: 'WrongWidth'; readonly statement: string; readonly declared: number; readonly actual: number }
  | { readonly _tag: 'Refused'; readonly statement: string; readonly code: string; readonly message: string }
  | { readonly _tag: 'NotCompiled'; readonly statement: string; readonly errors: CompileErrors }

const texts: { readonly [T in Problem['_tag']]: (problem: Extract<Problem, { readonly _tag: T }>) => string } = {
  MissingTable: ({ table }) => `there is no table ${table}`,
  MissingColumn: ({ table, column, columns }) =>
    `${table} has no column ${column}: its columns are ${columns.join(', ')}`,
  WrongType: ({ of, declared, actual, statement }) =>
    `${statement === null ? '' : `${statement}: `}${of} is declared as ${declared}, and is ${actual}`,
  WrongNullability: ({ table, column, nullable }) =>
    nullable
      ? `${table}.${column} may be null, and is not declared as nullable`
      : `${table}.${column} is never null, and is declared as nullable`,
  WrongLabels: ({ type, declared, actual }) => `${type} is declared with ${declared}, and has ${actual}`,
  WrongParameter: ({ statement, position, declared, actual }) =>
    `${statement}: the value of $${position} is sent as ${declared}, and the server takes ${actual}`,
  WrongWidth: ({ statement, declared, actual }) =>
    `${statement} says that it yields ${declared} columns, and yields ${actual}`,
  Refused: ({ statement, message, code }) => `${statement}: the server refuses it: ${message} (SQLSTATE ${code})`,
  NotCompiled: ({ statement, errors }) => `${statement}: ${errors.map(describeCompileError).join('; ')}`,
}

/** One line for a person. */
export const describeProblem = (problem: Problem): string =>
  (texts[problem._tag] as (problem: Problem) => string)(problem)

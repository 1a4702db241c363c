/** Compiling: a statement in, text and values out, or all of the statement's problems. */
import type { Either } from 'fp-ts/Either'
import type { CompileErrors } from '../ast/CompileError.js'
import { invalidArgument } from '../ast/CompileError.js'
import { isBranded } from '../ast/Expr.js'
import type { Projection } from '../ast/Projection.js'
import type { Closed, Statement } from '../ast/Scope.js'
import type { Statement as Node } from '../ast/Statement.js'
import { left, right } from '../fp.js'
import { nested } from '../nest/nest.js'
import type { Codec } from './Codec.js'
import type { Dialect } from './Dialect.js'
import { filled, withoutValues } from './fill.js'
import { writeStatement } from './hoist.js'
import { compiledByForm } from './remembered.js'
import type { Manner } from './Writer.js'

export interface Compiled {
  readonly text: string
  /** As they were given, in the order of their placeholders. */
  readonly values: ReadonlyArray<unknown>
  /** How each value goes out. */
  readonly codecs: ReadonlyArray<Codec>
  /** How a row is read; null for a statement that yields none. */
  readonly projection: Projection | null
  /** Whether the text is for these values alone. */
  readonly valued?: true
}

const notAStatement: CompileErrors = [
  /* @__PURE__ */ invalidArgument(
    'the argument of compile',
    'is not a statement',
    'start one with from, insertInto, update or deleteFrom',
  ),
]

const kinds: { readonly [T in Node['_tag']]: true } = {
  Select: true,
  SetOperation: true,
  Values: true,
  With: true,
  Insert: true,
  Update: true,
  Delete: true,
  Merge: true,
  Prepared: true,
  RawStatement: true,
  CreateTable: true,
  DropTable: true,
  Define: true,
  Ddl: true,
  CatalogRows: true,
  TableNames: true,
  TableColumns: true,
  InvalidStatement: true,
}

/** Tables and expressions have their spelling too, but nothing that could be run. */
const isStatement = (u: unknown): u is Node => isBranded(u) && kinds[(u as Node)._tag] === true

const compiledNode = (dialect: Dialect, statement: unknown, manner: Manner): Either<CompileErrors, Compiled> => {
  if (!isStatement(statement)) return left(notAStatement)
  const node: Node = statement._tag === 'Select' ? nested(statement) : statement
  const to = writeStatement(dialect, node, manner)
  return to.errors.length === 0
    ? right({
        text: to.text,
        values: to.values,
        codecs: to.codecs,
        projection: 'projection' in node ? node.projection : null,
        ...(to.valued ? { valued: true as const } : {}),
      })
    : left(to.errors as unknown as CompileErrors)
}

/** Each level of an expression is a level of the compiler's own stack, and what a table points to is asked of the program. */
const thrown = (cause: unknown): CompileErrors => [
  cause instanceof RangeError
    ? invalidArgument(
        'the statement',
        'is nested too deeply',
        'give and, or and concat all operands at once, not one inside the other',
      )
    : invalidArgument(
        'a function of the statement',
        `threw: ${cause instanceof Error ? cause.message : 'no error'}`,
        'let references return a column',
      ),
]

/** A statement, written in this manner. Never throws. */
export const writtenNode = (dialect: Dialect, statement: unknown, manner: Manner): Either<CompileErrors, Compiled> => {
  try {
    return compiledNode(dialect, statement, manner)
  } catch (cause) {
    return left(thrown(cause))
  }
}

const plain: Manner = {}

const prepared: Manner = { prepared: true }

/** A statement whose values may be placeholders, if it is a prepared one: they are filled in for each run. */
export const compileUnfilled = (dialect: Dialect, statement: unknown): Either<CompileErrors, Compiled> => {
  const body = withoutValues(statement)
  return body === statement ? writtenByForm(dialect, statement) : writtenNode(dialect, body, prepared)
}

const writtenPlainly = (dialect: Dialect, statement: unknown) => writtenNode(dialect, statement, plain)

/** The form of a statement that is nested too deeply cannot be read, and neither can it be written. */
const writtenByForm = (dialect: Dialect, statement: unknown): Either<CompileErrors, Compiled> => {
  if (!isStatement(statement)) return left(notAStatement)
  try {
    return compiledByForm(dialect, statement, writtenPlainly)
  } catch (cause) {
    return left(thrown(cause))
  }
}

/** What `compile` does, for whatever it is given. Never throws. */
export const compileNode = (dialect: Dialect, statement: unknown): Either<CompileErrors, Compiled> => {
  const compiled = compileUnfilled(dialect, statement)
  if (compiled._tag === 'Left' || withoutValues(statement) === statement) return compiled
  const values = filled(compiled.right.values, statement)
  return values._tag === 'Left' ? values : right({ ...compiled.right, values: values.right })
}

/**
 * The text that a dialect gives a statement, and the values to bind: pure, nothing runs.
 *
 * @example compile(postgres)(pipe(from(users), select({ id: users.c.id }))) // Right({ text: 'select "users"."id"\nfrom "users"', … })
 */
export const compile =
  (dialect: Dialect) =>
  <S, U>(statement: Statement<any, S, any, U, any> & Closed<U, S>): Either<CompileErrors, Compiled> =>
    compileNode(dialect, statement)

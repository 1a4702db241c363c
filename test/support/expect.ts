/** What came of it: the value of a Right, the errors of a Left. */
import type { Either } from 'fp-ts/Either'
import * as assert from 'uvu/assert'
import type { CompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import { compileNode } from '../../lib/compile/compile.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import type { SqlError } from '../../lib/exec/SqlError.js'
import { describeError } from '../../lib/exec/SqlError.js'

/** The value of a Right; a Left fails the test with its text. */
export const expectRight = <A>(either: Either<SqlError, A>): A =>
  either._tag === 'Right'
    ? either.right
    : (assert.unreachable(`a Right was expected: ${either.left._tag}: ${describeError(either.left)}`) as never)

/** The error of a Left; a Right fails the test. */
export const expectLeft = <E>(either: Either<E, unknown>): E =>
  either._tag === 'Left'
    ? either.left
    : (assert.unreachable(`a Left was expected: ${JSON.stringify(either.right)}`) as never)

/** Why a statement does not compile. */
export const problemsOf =
  (dialect: Dialect) =>
  (statement: Branded): ReadonlyArray<CompileError> => {
    const compiled = compileNode(dialect, statement)
    return compiled._tag === 'Left' ? compiled.left : []
  }

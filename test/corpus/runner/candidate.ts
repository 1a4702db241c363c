/** A statement of joinery as what is sent: its text, and its values as text. */

import type { Either } from 'fp-ts/Either'
import type { CompileErrors } from '../../../lib/ast/CompileError.js'
import { describeCompileError } from '../../../lib/ast/CompileError.js'
import type { Compiled } from '../../../lib/compile/compile.js'
import type { Candidate } from './trial.js'

/** Throws what does not compile or cannot be sent, as its text. */
export const candidateOf = (compiled: Either<CompileErrors, Compiled>): Candidate => {
  if (compiled._tag === 'Left') throw new Error(compiled.left.map(describeCompileError).join('; '))
  const { text, values, codecs } = compiled.right
  return { text, values: values.map((value, i) => (value === null ? null : codecs[i]?.encode(value as never))) }
}

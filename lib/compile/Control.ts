/**
 * How a dialect spells transaction control, as data.
 *
 * These texts are sent as they are, so no part of them may come from a program's strings: levels are looked up.
 */
import type { Either } from 'fp-ts/Either'
import type { CompileErrors } from '../ast/CompileError.js'

export type Isolation = 'read uncommitted' | 'read committed' | 'repeatable read' | 'serializable'

export type Access = 'read write' | 'read only'

/** How a transaction begins; what is absent is the server's default. */
export interface Modes {
  readonly isolation?: Isolation
  readonly access?: Access
}

export interface Control {
  /** Left where the dialect has no such transaction: nothing is sent. */
  readonly begin: (modes: Modes) => Either<CompileErrors, string>
  readonly commit: string
  readonly rollback: string
  /** The outermost savepoint has depth 1. */
  readonly savepoint: (depth: number) => string
  readonly release: (depth: number) => string
  readonly rollbackTo: (depth: number) => string
  /** PostgreSQL refuses everything but a rollback once a statement has failed; SQLite undoes that statement and goes on. */
  readonly abortsOnError: boolean
}

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
  /** Waits until it can neither fail nor disturb: for `serializable`, `read only`. */
  readonly deferrable?: boolean
}

/** What holds until the end of a transaction. */
export interface Local {
  /** Run-time parameters. @example { 'app.tenant': '42' } */
  readonly settings?: Readonly<Record<string, string>>
  /** How long one statement may run, as the server counts. */
  readonly statementMilliseconds?: number
  /** How long to wait for a lock. */
  readonly lockMilliseconds?: number
  /** How long the transaction may be open and do nothing. */
  readonly idleMilliseconds?: number
}

/** A statement, with texts to bind. */
export interface Bound {
  readonly text: string
  readonly values: ReadonlyArray<string>
}

/** Rows of one statement, some at a time. */
export interface CursorControl {
  readonly declare: (name: string, text: string) => string
  readonly fetch: (name: string, rows: number) => string
  readonly close: (name: string) => string
}

/** What a database may have beside transactions. Left where it has no such thing: nothing is sent. */
export interface Extras {
  /** Null where nothing is asked for. */
  readonly local: (local: Local) => Either<CompileErrors, Bound | null>
  /** Ends the first phase, or the second one way or the other. */
  readonly prepare: (name: string) => Either<CompileErrors, string>
  readonly commitPrepared: (name: string) => Either<CompileErrors, string>
  readonly rollbackPrepared: (name: string) => Either<CompileErrors, string>
  readonly prepared: Either<CompileErrors, string>
  readonly cursor: Either<CompileErrors, CursorControl>
  readonly listen: (channel: string) => Either<CompileErrors, string>
  readonly notify: (channel: string, payload: string) => Either<CompileErrors, Bound>
  /** Waits for a lock that is kept until the transaction ends; `tryLock` says whether it has it. */
  readonly lock: (key: string) => Either<CompileErrors, Bound>
  readonly tryLock: (key: string) => Either<CompileErrors, Bound>
  /** The table's and the columns' names are quoted. */
  readonly copyIn: (table: string, columns: ReadonlyArray<string>) => Either<CompileErrors, string>
  readonly copyOut: (query: string, format: CopyFormat) => Either<CompileErrors, string>
  /** How far the database has written, and whether a replica has come so far. */
  readonly position: Either<CompileErrors, string>
  readonly reached: (position: string) => Either<CompileErrors, Bound>
  readonly explain: (text: string, options: ExplainOptions) => Either<CompileErrors, string>
}

export interface CopyFormat {
  /** `text` by default: PostgreSQL's own, with tabs. */
  readonly format?: 'text' | 'csv'
  /** A first line with the names; `csv` only. */
  readonly header?: boolean
}

export interface ExplainOptions {
  /** Runs the statement, for the true times and numbers of rows: an insert inserts. */
  readonly analyze?: boolean
}

export interface Control extends Extras {
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

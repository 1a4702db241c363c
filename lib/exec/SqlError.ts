/**
 * Everything that can go wrong when a statement runs, as one union of plain data.
 *
 * Errors carry the statement's text and never its values.
 */
import type { CompileErrors } from '../ast/CompileError.js'
import { describeCompileError } from '../ast/CompileError.js'
import { reasonOf } from './failure.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

interface Violation {
  /** What the server says of it, with the values; only where it was asked for (`showValues`). */
  readonly detail?: string
  readonly table: string
  readonly columns: ReadonlyArray<string>
  readonly constraint: string
  readonly message: string
  readonly text: string
}

/** SQLSTATE 23505 */
export interface UniqueViolation extends Violation {
  readonly _tag: 'UniqueViolation'
}

/** SQLSTATE 23503 */
export interface ForeignKeyViolation extends Violation {
  readonly _tag: 'ForeignKeyViolation'
}

/** SQLSTATE 23502 */
export interface NotNullViolation extends Violation {
  readonly _tag: 'NotNullViolation'
}

/** SQLSTATE 23514 */
export interface CheckViolation extends Violation {
  readonly _tag: 'CheckViolation'
}

/** SQLSTATE 23P01 */
export interface ExclusionViolation extends Violation {
  readonly _tag: 'ExclusionViolation'
}

interface Refused {
  readonly code: string
  readonly message: string
  readonly text: string
}

/** SQLSTATE 40001: what others have done meanwhile is against it. The whole transaction may be run again. */
export interface SerializationFailure extends Refused {
  readonly _tag: 'SerializationFailure'
}

/** SQLSTATE 40P01: two transactions waited for each other. The whole transaction may be run again. */
export interface Deadlock extends Refused {
  readonly _tag: 'Deadlock'
}

/** SQLSTATE 55P03: a lock was not to be had, at once or in time. */
export interface LockNotAvailable extends Refused {
  readonly _tag: 'LockNotAvailable'
}

/** The statement was stopped: by its signal, or by SQLSTATE 57014, which a timeout of the server's has too. */
export interface Cancelled {
  readonly _tag: 'Cancelled'
  readonly by: 'signal' | 'server'
  readonly message: string
  readonly text: string
}

/** What kind of refusal it is, by the class of its SQLSTATE. */
export type Reason =
  | 'connection'
  | 'unsupported'
  | 'cardinality'
  | 'data'
  | 'constraint'
  | 'transaction state'
  | 'authorization'
  | 'privilege'
  | 'rollback'
  | 'syntax'
  | 'not found'
  | 'duplicate'
  | 'resources'
  | 'limit'
  | 'object state'
  | 'operator'
  | 'system'
  | 'raised'
  | 'internal'
  | 'other'

/** Any other refusal of the database, by its SQLSTATE. */
export interface QueryFailed {
  readonly _tag: 'QueryFailed'
  readonly code: string
  readonly reason: Reason
  readonly message: string
  readonly detail: string
  readonly hint: string
  readonly text: string
}

/** The connection broke. `sent` is false only if the statement certainly never reached the database. */
export interface ConnectionLost {
  readonly _tag: 'ConnectionLost'
  readonly reason: string
  readonly sent: boolean
  readonly text: string
}

/** A deadline passed. A statement that was running has been stopped, and its connection discarded. */
export interface Timeout {
  readonly _tag: 'Timeout'
  readonly waitedFor: 'connection' | 'statement'
  readonly milliseconds: number
  readonly text: string
  /** For `connection`: what holds the pool's connections, as the last statement of each. */
  readonly holders: ReadonlyArray<string>
}

/** The pool was closed. */
export interface Closed {
  readonly _tag: 'Closed'
  readonly text: string
}

/** A handle was used after its transaction had ended, or while a nested transaction was open. */
export interface TransactionClosed {
  readonly _tag: 'TransactionClosed'
  readonly reason: string
  readonly text: string
}

/** The connection broke while COMMIT was in flight: only the database knows whether the work was kept. */
export interface CommitUnknown {
  readonly _tag: 'CommitUnknown'
  readonly reason: string
}

/** `one` found no row, or `load` none of those that a row always has. */
export interface NoRow {
  readonly _tag: 'NoRow'
  readonly by: 'one' | 'load'
  readonly text: string
}

/** `one` or `first` found more rows than one. */
export interface TooManyRows {
  readonly _tag: 'TooManyRows'
  readonly count: number
  readonly text: string
}

/** The statement has no meaning in this dialect: nothing was sent. */
export interface NotCompiled {
  readonly _tag: 'NotCompiled'
  readonly errors: CompileErrors
}

/** A value that its column's type cannot carry: nothing was sent. */
export interface InvalidValue {
  readonly _tag: 'InvalidValue'
  /** 1 for `$1` */
  readonly position: number
  readonly type: string
  readonly reason: string
  readonly text: string
}

/** The database sent something that the column's type cannot read. */
export interface Undecodable {
  readonly _tag: 'Undecodable'
  readonly column: string
  readonly reason: string
  readonly text: string
}

/** The program's own code threw inside a transaction; its work was rolled back. */
export interface Thrown {
  readonly _tag: 'Thrown'
  readonly cause: unknown
}

export type SqlError =
  | UniqueViolation
  | ForeignKeyViolation
  | NotNullViolation
  | CheckViolation
  | ExclusionViolation
  | SerializationFailure
  | Deadlock
  | LockNotAvailable
  | Cancelled
  | QueryFailed
  | ConnectionLost
  | Timeout
  | Closed
  | TransactionClosed
  | CommitUnknown
  | NoRow
  | TooManyRows
  | NotCompiled
  | InvalidValue
  | Undecodable
  | Thrown

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

const on = ({ table, columns }: Violation): string =>
  columns.length === 0 ? table || 'a row' : `${table} (${columns.join(', ')})`

/** SQLite does not say which constraint it was. */
const by = ({ constraint, detail }: Violation): string =>
  `${constraint === '' ? '' : ` (${constraint})`}${detail === undefined ? '' : `: ${detail}`}`

const texts: { readonly [T in SqlError['_tag']]: (error: Extract<SqlError, { readonly _tag: T }>) => string } = {
  UniqueViolation: (e) => `${on(e)} already has a row with this value${by(e)}`,
  ForeignKeyViolation: (e) => `${on(e)} points to a row that is not there, or is still pointed to${by(e)}`,
  NotNullViolation: (e) => `${on(e)} must not be null`,
  CheckViolation: (e) => `${on(e)} breaks its rule ${e.constraint}`,
  ExclusionViolation: (e) => `${on(e)} conflicts with a row that is there${by(e)}`,
  SerializationFailure: () => 'others have changed what this transaction has read: run it again (retry)',
  Deadlock: () => 'this transaction and another waited for each other: run it again (retry)',
  LockNotAvailable: () => 'somebody else holds the lock: wait longer, or try again',
  Cancelled: (e) =>
    e.by === 'signal' ? 'the statement was stopped by its signal' : `the database stopped the statement: ${e.message}`,
  QueryFailed: (e) => `the database refused the statement: ${e.message} (SQLSTATE ${e.code})`,
  ConnectionLost: (e) => `the connection was lost (${e.reason}) ${e.sent ? 'after' : 'before'} the statement was sent`,
  Timeout: (e) =>
    e.waitedFor === 'statement'
      ? `the statement ran longer than ${e.milliseconds} ms and was stopped`
      : `no connection became free within ${e.milliseconds} ms; the pool's connections ran: ${e.holders.join('; ')}`,
  Closed: () => 'the connection was closed by close(db)',
  TransactionClosed: (e) => e.reason,
  CommitUnknown: (e) => `the connection was lost during COMMIT (${e.reason}): look whether the work was kept`,
  NoRow: (e) =>
    e.by === 'one'
      ? 'one(...) found no row: use first(...) if that can happen'
      : 'load(...) found no row where the relation always has one: load the rows again, for those that were given are not there',
  TooManyRows: (e) => `one row was wanted and ${e.count} were found: narrow the condition, or use all(...)`,
  NotCompiled: (e) => e.errors.map(describeCompileError).join('; '),
  InvalidValue: (e) => `the value for $${e.position} cannot be ${e.type}: ${e.reason}`,
  Undecodable: (e) => `column ${JSON.stringify(e.column)} could not be read: ${e.reason}`,
  Thrown: (e) => `the transaction's own code threw: ${reasonOf(e.cause)}`,
}

/**
 * One line for a person; no bound values in it.
 *
 * @example describeError(error) // users (email) already has a row with this value (users_email_key)
 */
export const describeError = (error: SqlError): string => (texts[error._tag] as (error: SqlError) => string)(error)

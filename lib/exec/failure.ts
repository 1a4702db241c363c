/**
 * From what a transport says to what a program reads: a `Failure` and the statement's text become a `SqlError`.
 *
 * The server's detail names the values of a row that broke a constraint, so it is dropped for class 23.
 */
import type { Failure, Refusal } from './Session.js'
import type { Cancelled, ConnectionLost, Reason, SqlError, TransactionClosed } from './SqlError.js'

const violation = ({ table = '', columns = [], constraint = '', message }: Refusal, text: string) => ({
  table,
  columns,
  constraint,
  message,
  text,
})

const refused = ({ code, message }: Refusal, text: string) => ({ code, message, text })

export const cancelled = (by: Cancelled['by'], message: string, text: string): Cancelled => ({
  _tag: 'Cancelled',
  by,
  message,
  text,
})

/** By SQLSTATE. */
const violations: ReadonlyMap<string, (refusal: Refusal, text: string) => SqlError> = new Map([
  ['23505', (refusal, text) => ({ _tag: 'UniqueViolation', ...violation(refusal, text) })],
  ['23503', (refusal, text) => ({ _tag: 'ForeignKeyViolation', ...violation(refusal, text) })],
  ['23502', (refusal, text) => ({ _tag: 'NotNullViolation', ...violation(refusal, text) })],
  ['23514', (refusal, text) => ({ _tag: 'CheckViolation', ...violation(refusal, text) })],
  ['23P01', (refusal, text) => ({ _tag: 'ExclusionViolation', ...violation(refusal, text) })],
  ['40001', (refusal, text) => ({ _tag: 'SerializationFailure', ...refused(refusal, text) })],
  ['40P01', (refusal, text) => ({ _tag: 'Deadlock', ...refused(refusal, text) })],
  ['55P03', (refusal, text) => ({ _tag: 'LockNotAvailable', ...refused(refusal, text) })],
  ['57014', (refusal, text) => cancelled('server', refusal.message, text)],
] as ReadonlyArray<[string, (refusal: Refusal, text: string) => SqlError]>)

/** By the whole SQLSTATE where its class is too wide, and by its class otherwise. */
const reasons: ReadonlyMap<string, Reason> = new Map([
  ['42501', 'privilege'],
  ['42601', 'syntax'],
  ['42P01', 'not found'],
  ['42703', 'not found'],
  ['42883', 'not found'],
  ['42704', 'not found'],
  ['42P02', 'not found'],
  ['3D000', 'not found'],
  ['3F000', 'not found'],
  ['42701', 'duplicate'],
  ['42P07', 'duplicate'],
  ['42710', 'duplicate'],
  ['42P06', 'duplicate'],
  ['42723', 'duplicate'],
  ['42P04', 'duplicate'],
  ['08', 'connection'],
  ['0A', 'unsupported'],
  ['21', 'cardinality'],
  ['22', 'data'],
  ['23', 'constraint'],
  ['44', 'constraint'],
  ['25', 'transaction state'],
  ['2D', 'transaction state'],
  ['3B', 'transaction state'],
  ['28', 'authorization'],
  ['0L', 'privilege'],
  ['0P', 'privilege'],
  ['40', 'rollback'],
  ['42', 'syntax'],
  ['53', 'resources'],
  ['54', 'limit'],
  ['55', 'object state'],
  ['57', 'operator'],
  ['58', 'system'],
  ['P0', 'raised'],
  ['XX', 'internal'],
] as ReadonlyArray<[string, Reason]>)

export const reasonFor = (code: string): Reason => reasons.get(code) ?? reasons.get(code.slice(0, 2)) ?? 'other'

/** Messages of class 22, data exceptions, quote the value that was refused. */
const withoutValue = (code: string, message: string): string =>
  code.startsWith('22') ? message.replace(/:? "[\s\S]*$/, '') : message

const queryFailed = ({ code, message, detail = '', hint = '' }: Refusal, text: string): SqlError => ({
  _tag: 'QueryFailed',
  code,
  reason: reasonFor(code),
  message: withoutValue(code, message),
  detail: /^2[23]/.test(code) ? '' : detail,
  hint,
  text,
})

/** What was thrown, as a sentence: anything can be thrown, and several addresses tried at once have a code only. */
export const reasonOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return `it threw ${typeof cause === 'string' ? JSON.stringify(cause) : typeof cause}`
  return cause.message === '' && 'code' in cause ? String(cause.code) : cause.message
}

export const connectionLost = (reason: string, sent: boolean, text: string): ConnectionLost => ({
  _tag: 'ConnectionLost',
  reason,
  sent,
  text,
})

export const transactionClosed = (reason: string, text: string): TransactionClosed => ({
  _tag: 'TransactionClosed',
  reason,
  text,
})

/** `showValues` keeps what the server says of values: the detail, and the messages of data exceptions. */
export const sqlError = (failure: Failure, text: string, showValues = false): SqlError => {
  if (failure._tag === 'Loss') return connectionLost(failure.reason, failure.sent, text)
  const { code, message, detail } = failure
  const error = (violations.get(code) ?? queryFailed)(failure, text)
  if (!showValues) return error
  return error._tag === 'QueryFailed' || 'constraint' in error
    ? { ...error, message, ...(detail === undefined ? {} : { detail }) }
    : error
}

/**
 * From what a transport says to what a program reads: a `Failure` and the statement's text become a `SqlError`.
 *
 * The server's detail names the values of a row that broke a constraint, so it is dropped for class 23.
 */
import type { Failure, Refusal } from './Session.js'
import type { ConnectionLost, SqlError, TransactionClosed } from './SqlError.js'

const violation = ({ table = '', columns = [], constraint = '', message }: Refusal, text: string) => ({
  table,
  columns,
  constraint,
  message,
  text,
})

/** By SQLSTATE. */
const violations: ReadonlyMap<string, (refusal: Refusal, text: string) => SqlError> = new Map([
  ['23505', (refusal, text) => ({ _tag: 'UniqueViolation', ...violation(refusal, text) })],
  ['23503', (refusal, text) => ({ _tag: 'ForeignKeyViolation', ...violation(refusal, text) })],
  ['23502', (refusal, text) => ({ _tag: 'NotNullViolation', ...violation(refusal, text) })],
  ['23514', (refusal, text) => ({ _tag: 'CheckViolation', ...violation(refusal, text) })],
] as ReadonlyArray<[string, (refusal: Refusal, text: string) => SqlError]>)

/** Messages of class 22, data exceptions, quote the value that was refused. */
const withoutValue = (code: string, message: string): string =>
  code.startsWith('22') ? message.replace(/:? "[\s\S]*$/, '') : message

const queryFailed = ({ code, message, detail = '', hint = '' }: Refusal, text: string): SqlError => ({
  _tag: 'QueryFailed',
  code,
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

export const sqlError = (failure: Failure, text: string): SqlError =>
  failure._tag === 'Loss'
    ? connectionLost(failure.reason, failure.sent, text)
    : (violations.get(failure.code) ?? queryFailed)(failure, text)

/**
 * What PostgreSQL says when it refuses a statement, as a `Refusal`; and what is refused before it is sent.
 *
 * The server names the columns of a broken key only in its detail, beside the values: "Key (a, b)=(1, 2) already exists."
 */
import { type Command, type Refusal, refusal } from '../../lib/exec/Session.js'

/** The fields of an ErrorResponse that joinery reads. */
export interface ErrorFields {
  readonly code: string
  readonly message: string
  readonly table: string | undefined
  readonly column: string | undefined
  readonly constraint: string | undefined
  readonly detail: string | undefined
  readonly hint: string | undefined
}

const identifier = /^(?:"(?:[^"]|"")+"|[^"(),\s]+)$/

const unquoted = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name)

/** The columns of "Key (a, b)=(", in any language; none if the key holds an expression. */
const keyColumns = (detail: string): ReadonlyArray<string> => {
  const key = /\((.+?)\)=\(/.exec(detail)?.[1] ?? ''
  const names = key.split(/, (?=(?:[^"]*"[^"]*")*[^"]*$)/)
  return names.every((name) => identifier.test(name)) ? names.map(unquoted) : []
}

// "... violates foreign key constraint "c" on table "t"": the row is still pointed to, and the key in the detail is the
// other table's. Said by position, for the message may be in any language
const isStillReferenced = ({ code, message, table = '', constraint = '' }: ErrorFields): boolean =>
  code === '23503' && message.slice(message.lastIndexOf(constraint) + constraint.length).includes(table)

const columns = (fields: ErrorFields): ReadonlyArray<string> => {
  if (fields.column !== undefined) return [fields.column]
  return isStillReferenced(fields) ? [] : keyColumns(fields.detail ?? '')
}

export const postgresRefusal = (fields: ErrorFields): Refusal => {
  const { code, message, table, constraint, detail, hint } = fields
  return {
    ...refusal(code, message),
    columns: columns(fields),
    ...(table === undefined ? {} : { table }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(detail === undefined ? {} : { detail }),
    ...(hint === undefined ? {} : { hint }),
  }
}

/** The fields of an ErrorResponse by their letters. */
export type Fields = ReadonlyMap<string, string>

export const refusalOf = (fields: Fields): Refusal =>
  postgresRefusal({
    code: fields.get('C') ?? 'XX000',
    message: fields.get('M') ?? '',
    table: fields.get('t'),
    column: fields.get('c'),
    constraint: fields.get('n'),
    detail: fields.get('D'),
    hint: fields.get('H'),
  })

// ES2024, in Node since version 20
const isWellFormed = (text: string): boolean => (text as unknown as { isWellFormed: () => boolean }).isWellFormed()

/** Why this string cannot be sent as text, if it cannot. */
const untransportable = (text: string): string | null =>
  text.includes('\0') ? 'holds a NUL character' : isWellFormed(text) ? null : 'holds half of a surrogate pair'

/**
 * A statement that a driver would send as something else, or choke on: half a surrogate pair would become U+FFFD, and
 * the 16-bit count of parameters would wrap.
 */
export const refusedBeforeSending = ({ text, values }: Command): Refusal | null => {
  const inText = untransportable(text)
  if (inText !== null) return refusal('22021', `the statement ${inText}`)
  if (values.length > 65_533) return refusal('54023', `${values.length} values are too many: 65,533 is the most`)
  for (const [index, value] of values.entries()) {
    if (value === null) continue
    if (typeof value !== 'string') return refusal('22023', `the value for $${index + 1} is not text`)
    const inValue = untransportable(value)
    if (inValue !== null) return refusal('22021', `the value for $${index + 1} ${inValue}`)
  }
  return null
}

/** A command tag's first word. @example firstWord('CREATE TABLE') // 'CREATE' */
export const firstWord = (tag: string): string => tag.split(' ', 1)[0] ?? ''

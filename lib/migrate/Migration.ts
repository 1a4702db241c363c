/** Migrations: numbered texts of SQL, and what can be wrong with them. */
import { createHash } from 'node:crypto'
import { describeError, type SqlError } from '../exec/SqlError.js'

export interface Migration {
  readonly number: number
  readonly name: string
  readonly text: string
}

/** Tells whether a text is the one that was applied; line ends of other systems do not matter. */
export const checksumOf = ({ text }: Migration): string =>
  createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')

/** The first line of a migration that cannot be in a transaction, and so has to bear to be run twice. */
const mark = /^--\s*joinery:\s*no transaction\s*$/im

export const isInTransaction = ({ text }: Migration): boolean => !mark.test(text.split('\n', 1)[0] ?? '')

export type MigrationError =
  /** Its text is not the one that was applied. */
  | { readonly _tag: 'Edited'; readonly number: number; readonly name: string }
  /** It was applied, and there is no text of it. */
  | { readonly _tag: 'Missing'; readonly number: number; readonly name: string }
  /** A later one was applied already. */
  | { readonly _tag: 'Late'; readonly number: number; readonly name: string; readonly applied: number }
  | { readonly _tag: 'SameNumber'; readonly number: number; readonly names: ReadonlyArray<string> }
  /** The database refused it, and nothing of it was kept. */
  | { readonly _tag: 'Failed'; readonly number: number; readonly name: string; readonly error: SqlError }
  | { readonly _tag: 'Unreachable'; readonly error: SqlError }

export const fileName = ({ number, name }: Pick<Migration, 'number' | 'name'>): string =>
  `${String(number).padStart(4, '0')}_${name}.sql`

const texts: {
  readonly [T in MigrationError['_tag']]: (error: Extract<MigrationError, { readonly _tag: T }>) => string
} = {
  Edited: (e) => `${fileName(e)} is not what was applied: take the edit back, and say it in a new migration`,
  Missing: (e) => `${fileName(e)} was applied, and is not there: bring it back`,
  Late: (e) =>
    `${fileName(e)} was not applied, and ${e.applied} was: give it a number after that, so that all databases take the same way`,
  SameNumber: (e) => `${e.names.join(' and ')} have the number ${e.number}: give one of them another`,
  Failed: (e) => `${fileName(e)} failed, and nothing of it was kept: ${describeError(e.error)}${textOf(e.error)}`,
  Unreachable: (e) => describeError(e.error),
}

const textOf = (error: SqlError): string => ('text' in error && error.text !== '' ? `\n${error.text}` : '')

/** One line for a person, and the statement where one failed. */
export const describeMigrationError = (error: MigrationError): string =>
  (texts[error._tag] as (error: MigrationError) => string)(error)

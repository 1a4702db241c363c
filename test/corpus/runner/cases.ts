/** The cases of the corpora, read from their folder: a reference SQL, what it needs, and how its rows are compared. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Case {
  readonly id: string
  readonly corpus: string
  /** A name in `databases.json`. */
  readonly schema: string
  readonly search_path?: string
  readonly kind: string
  readonly setup?: ReadonlyArray<string>
  readonly reference_sql: string
  readonly params?: ReadonlyArray<unknown>
  readonly ordered: boolean
  readonly order_keys: ReadonlyArray<number>
  /** What else a statement that writes is judged by. */
  readonly check_sql?: string
  /** Those that it runs on, where it does not run on all. */
  readonly engines?: ReadonlyArray<string>
}

/** A schema's database on the server, and the dump that makes it. */
export interface Place {
  readonly database: string
  readonly dump: string
}

const openCases = (folder: string, corpus: string): string => join(folder, corpus, 'cases', 'open')

/** The corpora that a folder holds. */
export const corporaIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder)
    .filter((name) => existsSync(openCases(folder, name)))
    .sort()

/** The open cases of one corpus, in the order of their names. */
export const casesOf = (folder: string, corpus: string): ReadonlyArray<Case> =>
  readdirSync(openCases(folder, corpus))
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(openCases(folder, corpus), file), 'utf8')))

export const placesIn = (folder: string): Readonly<Record<string, Place>> =>
  JSON.parse(readFileSync(join(folder, 'databases.json'), 'utf8'))

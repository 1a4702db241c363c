/** The reference SQL of a case as a module of TypeScript, by `from-sql`, with what the database of the case has. */
import { describeError } from '../../../lib/exec/SqlError.js'
import { fromSql, type Problem, readCatalog, type Translation, wordsOf } from '../../../lib/fromSql/index.js'
import type { Case } from './cases.js'
import { connectionOf } from './connection.js'
import type { Engine } from './engine.js'

/** A module, or why there is none. */
export type Translated =
  | { readonly _tag: 'Module'; readonly code: string }
  | { readonly _tag: 'Refused'; readonly reason: string }

// -------------------------------------------------------------------------------------
// what is said outside of joinery's own functions
// -------------------------------------------------------------------------------------

export interface Escapes {
  readonly raw: number
  readonly fn: number
  readonly operator: number
}

const occurrences = (code: string, pattern: RegExp): number => code.match(pattern)?.length ?? 0

export const escapesOf = (code: string): Escapes => ({
  raw: occurrences(code, /\b(raw|rawQuery|rawStatement)\(/g),
  fn: occurrences(code, /\b(fn|aggregateFn|orderedSetFn|windowFn)\(/g),
  operator: occurrences(code, /\b(operator|prefixOperator)\(/g),
})

// -------------------------------------------------------------------------------------
// modules
// -------------------------------------------------------------------------------------

const refused = (reason: string): Translated => ({ _tag: 'Refused', reason })

const described = ({ message, hint, position }: Problem, sql: string): string =>
  `${message}${hint === '' ? '' : `: ${hint}`} at ${JSON.stringify(sql.slice(position, position + 40))}`

/** The statement as the module's default, with the values that its parameters have in the case. */
const withDefault = ({ module, statements }: Translation, params: ReadonlyArray<unknown>): string => {
  const { name = '', parameters = [] } = statements.at(-1) ?? {}
  if (parameters.length === 0) return `${module}\nexport default ${name}\n`
  const values = parameters.map(
    (parameter) => `${parameter}: ${JSON.stringify(params[Number(parameter.slice(1)) - 1])}`,
  )
  return `${module}\nexport default ${name}({ ${values.join(', ')} })\n`
}

/** Called in the state of the database from which the reference starts. */
export const translate = async (db: Engine, { reference_sql: sql, params = [] }: Case): Promise<Translated> => {
  const catalog = await readCatalog(wordsOf(sql))(connectionOf(db))()
  if (catalog._tag === 'Left') return refused(`the catalog: ${describeError(catalog.left)}`)
  const translation = await fromSql(sql, catalog.right)()
  return translation._tag === 'Right'
    ? { _tag: 'Module', code: withDefault(translation.right, params) }
    : refused(translation.left.map((problem) => described(problem, sql)).join('; '))
}

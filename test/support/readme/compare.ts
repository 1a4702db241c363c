/** The SQL that a page shows beside what its example compiles to. */
import { syntaxProblem } from '../expectSql.js'
import type { Shown } from './page.js'
import type { Outcome, Run } from './program.js'

/** Anything branded is tried, tables and expressions too; what is no statement may make the compiler throw. */
const compiled = ({ compile }: Run, dialect: string, value: unknown): Outcome => {
  try {
    return compile(dialect, value)
  } catch (error) {
    return { _tag: 'Left', left: String(error) }
  }
}

/** A constant may be anything: statements are the branded records among them. */
const mayBeStatement = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'joinery' in value && typeof value.joinery === 'symbol'

const dedented = (text: string): ReadonlyArray<string> => {
  const lines = text
    .replace(/;\s*$/, '')
    .split('\n')
    .map((line) => line.trimEnd())
  const margin = Math.min(...lines.filter((line) => line !== '').map((line) => line.length - line.trimStart().length))
  return lines.map((line) => line.slice(margin)).filter((line) => line !== '')
}

/** A page may break a long line where the text has a space, and inside parentheses also where it has none. */
const unbroken = (lines: ReadonlyArray<string>): string =>
  lines
    .map((line) => line.trim())
    .join(' ')
    .replace(/\( /g, '(')
    .replace(/ \)/g, ')')

/** Values as a page can show them. */
const json = (values: unknown): unknown =>
  JSON.parse(JSON.stringify(values, (_, value) => (typeof value === 'bigint' ? String(value) : value)))

/** What a page shows and what is: two records to compare, alike where a difference is only one of layout. */
export const compare = (ran: Run, shown: Shown): readonly [actual: unknown, expected: unknown] => {
  const candidates = (ran.seen.get(shown.of) ?? []).filter(mayBeStatement)
  const outcomes = candidates.map((value) => compiled(ran, shown.dialect, value))
  const outcome = outcomes.filter(({ _tag }) => _tag === 'Right').at(-1) ?? outcomes.at(-1)
  if (outcome === undefined) return [`the block at line ${shown.of} has no statement`, dedented(shown.text)]
  if (outcome._tag === 'Left') return [outcome.left, dedented(shown.text)]
  const { text, values } = outcome.right
  const problem = shown.dialect === 'sqlite' ? null : syntaxProblem(text)
  if (problem !== null) return [problem, dedented(shown.text)]
  const lay = (sql: string) => (text.includes('\n') ? dedented(sql) : [unbroken(dedented(sql))])
  return shown.values === null
    ? [lay(text), lay(shown.text)]
    : [
        [lay(text), json(values)],
        [lay(shown.text), shown.values],
      ]
}

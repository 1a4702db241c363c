/**
 * The `@example`s of doc comments: their code, and the SQL that stands behind `//`.
 *
 * One line is `@example lower(users.c.name) // lower("users"."name")`. Several are code, and then comment lines, which are
 * read as one. `…` stands for whatever is not worth showing; what comes after `, bound to` is said to people.
 */
import { readdirSync, readFileSync } from 'node:fs'

export interface Example {
  readonly file: string
  readonly line: number
  readonly code: string
  readonly sql: string | null
}

/** Where examples need a connection, are commands, are not for users, or are of another entry point, whose README runs. */
const apart = [
  'lib/ast/',
  'lib/expr/define.ts',
  'lib/expr/positions.ts',
  'lib/expr/stringShapes.ts',
  'lib/expr/types.ts',
  'lib/exec/',
  'lib/reflect/',
  'lib/cli/',
  'lib/fromSql/',
  'lib/diagram/',
  'lib/lint/',
  'lib/migrate/',
  'lib/pull/',
  'lib/verify/',
  'lib/compile/',
]

const files = (): ReadonlyArray<string> =>
  readdirSync('lib', { recursive: true, encoding: 'utf8' })
    .map((file) => `lib/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && !apart.some((folder) => file.startsWith(folder)))
    .sort()

/** Where the comment behind code starts: ` // `, outside a text. */
const commentAt = (line: string): number => {
  const match = /^(?:[^'"`]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`)*? \/\/ /.exec(line)
  return match === null ? -1 : match[0].length - 4
}

const spoken = (sql: string): string => sql.replace(/, bound to .*$| \(.* bound to .*\)$/, '').trim()

const parsed = (file: string, line: number, text: string): Example => {
  const lines = text.split('\n').map((each) => each.trimEnd())
  const code: Array<string> = []
  const sql: Array<string> = []
  for (const each of lines) {
    const at = commentAt(each)
    if (each.trim().startsWith('//')) sql.push(each.trim().slice(2).trim())
    else {
      // what is said of an earlier line is not the result's
      sql.length = 0
      if (at >= 0) sql.push(each.slice(at + 4).trim())
      code.push(at >= 0 ? each.slice(0, at) : each)
    }
  }
  const shown = spoken(sql.join(' '))
  return { file, line, code: code.join('\n').trim(), sql: shown === '' ? null : shown }
}

const ofFile = (file: string): ReadonlyArray<Example> => {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/\/\*\*([\s\S]*?)\*\//g)].flatMap((comment) => {
    const body = (comment[1] as string).replace(/^[ \t]*\* ?/gm, '')
    const first = text.slice(0, comment.index).split('\n').length
    return [...body.matchAll(/@example[ \n]([\s\S]*?)(?=\n?@example|$)/g)].map((match) =>
      parsed(file, first + body.slice(0, match.index).split('\n').length - 1, (match[1] as string).trim()),
    )
  })
}

export const examples = (): ReadonlyArray<Example> => files().flatMap(ofFile)

/** PostgreSQL's own parser, which is loaded when the first text is to be read. */
import type { Either } from 'fp-ts/Either'
import { left, right } from '../fp.js'
import type { Problem } from './State.js'
import { itemsOf, listOf, partsOf, type Tree, tagOf } from './tree.js'

/** A statement, and where it stands. */
export interface Parsed {
  readonly tree: Tree
  /** Bytes before it, and in it; comments before a statement are a part of it. */
  readonly start: number
  readonly length: number
}

interface Parser {
  readonly parseSync: (sql: string) => { readonly stmts?: ReadonlyArray<Readonly<Record<string, unknown>>> }
  readonly parse: (sql: string) => Promise<{ readonly stmts?: ReadonlyArray<Readonly<Record<string, unknown>>> }>
}

const loaded = async (): Promise<Parser | null> => {
  try {
    return (await import('libpg-query')) as unknown as Parser
  } catch {
    return null
  }
}

/** Reads expressions that the database has kept, when a text has been parsed: the parser is there by then. */
export const expressionReader = async (): Promise<(expression: string) => Tree | null> => {
  const parser = await loaded()
  return (expression) => {
    try {
      const [statement] = parser?.parseSync(`values (${expression})`).stmts ?? []
      const [row] = listOf(partsOf(statement?.stmt).valuesLists)
      return itemsOf(row)[0] ?? null
    } catch {
      return null
    }
  }
}

const positionOf = (cause: unknown): number => {
  const { sqlDetails } = (cause ?? {}) as { readonly sqlDetails?: { readonly cursorPosition?: number } }
  return Math.max(0, sqlDetails?.cursorPosition ?? 0)
}

export const parsed = async (sql: string): Promise<Either<ReadonlyArray<Problem>, ReadonlyArray<Parsed>>> => {
  const parser = await loaded()
  if (parser === null)
    return left([{ position: 0, message: 'libpg-query is not there', hint: 'npm install libpg-query' }])
  try {
    const { stmts = [] } = await parser.parse(sql)
    return right(
      stmts.map(({ stmt, stmt_location, stmt_len }) => ({
        tree: stmt,
        start: Number(stmt_location ?? 0),
        length: Number(stmt_len ?? 0),
      })),
    )
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    return left([{ position: positionOf(cause), message, hint: '' }])
  }
}

/** What defines tables and types, and everything else: as a text in which the definitions are blank. */
export interface Separated {
  readonly definitions: ReadonlyArray<string>
  readonly statements: string
}

const isStatement = (tree: Tree): boolean =>
  ['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'].includes(tagOf(tree))

/** Tells definitions from statements; what is left of the text stays where it was, so that places in it are the same. */
export const separated = async (sql: string): Promise<Either<ReadonlyArray<Problem>, Separated>> => {
  const all = await parsed(sql)
  if (all._tag === 'Left') return all
  const bytes = new TextEncoder().encode(sql)
  const textOf = (start: number, end: number): string => new TextDecoder().decode(bytes.subarray(start, end))
  const definitions: Array<string> = []
  let statements = ''
  let at = 0
  for (const { tree, start, length } of all.right) {
    if (isStatement(tree)) continue
    const end = length === 0 ? bytes.length : start + length
    const definition = textOf(start, end)
    definitions.push(definition)
    statements += textOf(at, start) + definition.replace(/[^\n]/g, ' ')
    at = end
  }
  return right({ definitions, statements: statements + textOf(at, bytes.length) })
}

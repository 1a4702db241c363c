/**
 * What SQLite keeps of a table: the statement that made it. What its pragmas do not tell is read from there: checks, names
 * of constraints, collations, what columns are computed from.
 */
import type { CheckConstraintFact, ConstraintFact, ForeignKeyFact } from '../../lib/ast/Catalog.js'
import type { ReferentialAction } from '../../lib/ast/Constraint.js'

// -------------------------------------------------------------------------------------
// tokens
// -------------------------------------------------------------------------------------

interface Token {
  readonly text: string
  /** In lower case, where it is a bare word. */
  readonly word: string
  /** The name that it is, if it can be one. */
  readonly name: string | null
  readonly start: number
  readonly end: number
}

const form =
  /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|'(?:[^']|'')*'|[\p{L}\p{N}_$]+|[\s\S]/gu

const nameOf = (text: string): string | null => {
  const quote = text.charAt(0)
  const inner = text.slice(1, -1)
  if (quote === '[') return inner
  if (quote === '"' || quote === '`' || quote === "'") return inner.replaceAll(quote + quote, quote)
  return /^[\p{L}\p{N}_$]/u.test(text) ? text : null
}

const tokensOf = (sql: string): ReadonlyArray<Token> =>
  [...sql.matchAll(form)].flatMap(
    ({ 0: text, index }): ReadonlyArray<Token> =>
      /^(?:\s|--|\/\*)/.test(text)
        ? []
        : [
            {
              text,
              word: /^[\p{L}_]/u.test(text) ? text.toLowerCase() : '',
              name: nameOf(text),
              start: index,
              end: index + text.length,
            },
          ],
  )

/** The place of the parenthesis that closes the one at `at`. */
const closing = (tokens: ReadonlyArray<Token>, at: number): number => {
  let depth = 0
  for (let i = at; i < tokens.length; i++) {
    if (tokens[i]?.text === '(') depth += 1
    if (tokens[i]?.text === ')') depth -= 1
    if (depth === 0) return i
  }
  return tokens.length
}

/** The parts between the commas that are in no parentheses. */
const parts = (tokens: ReadonlyArray<Token>): ReadonlyArray<ReadonlyArray<Token>> => {
  const out: Array<Array<Token>> = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.text === '(') depth += 1
    if (token.text === ')') depth -= 1
    if (token.text === ',' && depth === 0) out.push([])
    else out.at(-1)?.push(token)
  }
  return out
}

// -------------------------------------------------------------------------------------
// clauses
// -------------------------------------------------------------------------------------

interface Read<A> {
  readonly value: A
  /** Where the next clause begins. */
  readonly next: number
}

const names = (tokens: ReadonlyArray<Token>, at: number): Read<ReadonlyArray<string>> => {
  if (tokens[at]?.text !== '(') return { value: [], next: at }
  const end = closing(tokens, at)
  return { value: parts(tokens.slice(at + 1, end)).flatMap(([first]) => first?.name ?? []), next: end + 1 }
}

/** The text between two parentheses. */
const inside = (sql: string, tokens: ReadonlyArray<Token>, at: number): Read<string> => {
  const end = closing(tokens, at)
  return { value: sql.slice(tokens[at]?.end ?? 0, tokens[end]?.start ?? sql.length).trim(), next: end + 1 }
}

const wordAt = (tokens: ReadonlyArray<Token>, at: number): string => tokens[at]?.word ?? ''

const action = (tokens: ReadonlyArray<Token>, at: number): Read<ReferentialAction | null> => {
  const word = wordAt(tokens, at)
  if (word === 'set') return { value: wordAt(tokens, at + 1) === 'null' ? 'set null' : 'set default', next: at + 2 }
  if (word === 'no') return { value: null, next: at + 2 }
  return { value: word === 'cascade' ? 'cascade' : 'restrict', next: at + 1 }
}

type Reference = Omit<ForeignKeyFact, '_tag' | 'name' | 'columns'>

/** From after the word `references`. */
const reference = (tokens: ReadonlyArray<Token>, at: number): Read<Reference> => {
  const target = { schema: null, name: tokens[at]?.name ?? '' }
  const targets = names(tokens, at + 1)
  let said: Reference = {
    target,
    targets: targets.value,
    onDelete: null,
    onUpdate: null,
    matchFull: false,
    deferrable: null,
    notValid: false,
  }
  let { next } = targets
  for (;;) {
    const word = wordAt(tokens, next)
    if (word === 'on') {
      const read = action(tokens, next + 2)
      said = { ...said, [wordAt(tokens, next + 1) === 'delete' ? 'onDelete' : 'onUpdate']: read.value }
      next = read.next
    } else if (word === 'match') {
      said = { ...said, matchFull: wordAt(tokens, next + 1) === 'full' }
      next += 2
    } else if (word === 'not' && wordAt(tokens, next + 1) === 'deferrable') next += 2
    else if (word === 'deferrable') {
      said = { ...said, deferrable: 'immediate' }
      next += 1
    } else if (word === 'initially') {
      if (wordAt(tokens, next + 1) === 'deferred' && said.deferrable !== null)
        said = { ...said, deferrable: 'deferred' }
      next += 2
    } else return { value: said, next }
  }
}

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

export interface SaidColumn {
  readonly computed: string | null
  readonly collation: string | null
}

export interface Said {
  readonly columns: ReadonlyMap<string, SaidColumn>
  readonly constraints: ReadonlyArray<ConstraintFact>
}

const key = (tag: 'PrimaryKey' | 'Unique', name: string | null, columns: ReadonlyArray<string>): ConstraintFact =>
  tag === 'PrimaryKey'
    ? { _tag: tag, name, columns, include: [], deferrable: null }
    : { _tag: tag, name, columns, include: [], nullsNotDistinct: false, deferrable: null }

const check = (name: string | null, condition: string): CheckConstraintFact => ({
  _tag: 'Check',
  name,
  condition,
  notValid: false,
})

const tableWords: ReadonlySet<string> = new Set(['constraint', 'primary', 'unique', 'check', 'foreign'])

const tableConstraint = (sql: string, tokens: ReadonlyArray<Token>): ReadonlyArray<ConstraintFact> => {
  const named = wordAt(tokens, 0) === 'constraint'
  const name = named ? (tokens[1]?.name ?? null) : null
  const at = named ? 2 : 0
  switch (wordAt(tokens, at)) {
    case 'primary':
      return [key('PrimaryKey', name, names(tokens, at + 2).value)]
    case 'unique':
      return [key('Unique', name, names(tokens, at + 1).value)]
    case 'check':
      return [check(name, inside(sql, tokens, at + 1).value)]
    case 'foreign': {
      const columns = names(tokens, at + 2)
      return [{ _tag: 'ForeignKey', name, columns: columns.value, ...reference(tokens, columns.next + 1).value }]
    }
    default:
      return []
  }
}

interface ColumnRead {
  readonly column: SaidColumn
  readonly constraints: ReadonlyArray<ConstraintFact>
}

const columnClauses = (sql: string, tokens: ReadonlyArray<Token>): ColumnRead => {
  const own = tokens[0]?.name ?? ''
  let column: SaidColumn = { computed: null, collation: null }
  const constraints: Array<ConstraintFact> = []
  let name: string | null = null
  let at = 1
  while (at < tokens.length) {
    const word = wordAt(tokens, at)
    if (word === 'constraint') {
      name = tokens[at + 1]?.name ?? null
      at += 2
      continue
    }
    if (word === 'primary') constraints.push(key('PrimaryKey', name, [own]))
    else if (word === 'unique') constraints.push(key('Unique', name, [own]))
    else if (word === 'collate') column = { ...column, collation: tokens[at + 1]?.name ?? null }
    else if (word === 'check' || word === 'as') {
      const read = inside(sql, tokens, at + 1)
      if (word === 'check') constraints.push(check(name, read.value))
      else column = { ...column, computed: read.value }
      at = read.next
      name = null
      continue
    } else if (word === 'references') {
      const read = reference(tokens, at + 1)
      constraints.push({ _tag: 'ForeignKey', name, columns: [own], ...read.value })
      at = read.next
      name = null
      continue
    } else if (tokens[at]?.text === '(') {
      at = closing(tokens, at) + 1
      continue
    }
    if (word === 'primary' || word === 'unique') name = null
    at += 1
  }
  return { column, constraints }
}

/** What the statement that made a table says of it, beside what the pragmas tell. */
export const readCreateTable = (sql: string): Said => {
  const tokens = tokensOf(sql)
  const open = tokens.findIndex(({ text }) => text === '(')
  if (open < 0) return { columns: new Map(), constraints: [] }
  const items = parts(tokens.slice(open + 1, closing(tokens, open)))
  const columns = new Map<string, SaidColumn>()
  const constraints: Array<ConstraintFact> = []
  for (const item of items) {
    const [first] = item
    // a quoted name is never one of the words that a constraint begins with
    if (first !== undefined && tableWords.has(first.word)) constraints.push(...tableConstraint(sql, item))
    else if (first?.name != null) {
      const read = columnClauses(sql, item)
      columns.set(first.name, read.column)
      constraints.push(...read.constraints)
    }
  }
  return { columns, constraints }
}

/** The elements of an index, as the statement that made it has them, and its condition. */
export const readCreateIndex = (
  sql: string,
): { readonly elements: ReadonlyArray<string>; readonly where: string | null } => {
  const tokens = tokensOf(sql)
  const on = tokens.findIndex(({ word }) => word === 'on')
  const open = tokens.findIndex(({ text }, i) => i > on && text === '(')
  const end = closing(tokens, open)
  const elements = parts(tokens.slice(open + 1, end)).map((part) => {
    const words = part.filter(({ word }, i) => !(i > 0 && (word === 'asc' || word === 'desc')))
    const collate = words.findIndex(({ word }, i) => i > 0 && word === 'collate')
    const own = collate < 0 ? words : words.slice(0, collate)
    return sql.slice(own[0]?.start ?? 0, own.at(-1)?.end ?? 0)
  })
  const where = tokens[end + 1]
  return { elements, where: where?.word === 'where' ? sql.slice(where.end).trim() : null }
}

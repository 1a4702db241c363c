/**
 * SQL in lines that are not too long: what is longer is broken where a list or a condition goes on.
 *
 * Only blanks between words become line breaks, so the text means what it meant: nothing inside of quotes or comments
 * is touched, whatever the user's own SQL holds.
 */

/** A word, a sign, a quoted text, a comment: what no line ends within. */
interface Token {
  readonly text: string
  /** Whether a blank stands before it. */
  readonly spaced: boolean
}

interface Group {
  readonly open: Token
  readonly inner: ReadonlyArray<Part>
  readonly close: Token | null
}

type Part = Token | Group

const isGroup = (part: Part): part is Group => 'inner' in part

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

/** Texts and names in quotes, dollar quotes, comments, line breaks, words with what belongs to them, and single signs. */
const lexer =
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|--[^\n]*|\/\*[\s\S]*?\*\/|\n *|[\w$@:]+|[^\s]| +/g

/** The lines of a text, each with its indentation; a line break within quotes ends none. */
const linesOf = (text: string): ReadonlyArray<{ readonly indent: string; readonly tokens: ReadonlyArray<Token> }> => {
  const lines: Array<{ readonly indent: string; readonly tokens: Array<Token> }> = [{ indent: '', tokens: [] }]
  let spaced = false
  for (const [token] of text.matchAll(lexer)) {
    if (token.startsWith('\n')) lines.push({ indent: token.slice(1), tokens: [] })
    else if (!token.startsWith(' ')) lines.at(-1)?.tokens.push({ text: token, spaced })
    spaced = token.startsWith(' ')
  }
  return lines
}

/** What stands in parentheses, as one part; a line may end before they are closed. */
const grouped = (tokens: ReadonlyArray<Token>): ReadonlyArray<Part> => {
  const open: Array<{ readonly token: Token; readonly outer: Array<Part> }> = []
  let parts: Array<Part> = []
  for (const token of tokens) {
    const last = open.at(-1)
    if (token.text === '(' || token.text === '[') {
      open.push({ token, outer: parts })
      parts = []
    } else if ((token.text === ')' || token.text === ']') && last !== undefined) {
      open.pop()
      last.outer.push({ open: last.token, inner: parts, close: token })
      parts = last.outer
    } else parts.push(token)
  }
  for (const { token, outer } of open.reverse()) {
    outer.push({ open: token, inner: parts, close: null })
    parts = outer
  }
  return parts
}

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

const flat = (parts: ReadonlyArray<Part>): string => parts.map(flatPart).join('')

const flatPart = (part: Part): string =>
  isGroup(part)
    ? `${flatPart(part.open)}${flat(part.inner)}${part.close === null ? '' : flatPart(part.close)}`
    : (part.spaced ? ' ' : '') + part.text

const goesOn: ReadonlySet<string> = new Set(['and', 'or', 'when', 'else'])

/** Where a list or a condition goes on: after a comma, and before a word that continues it. */
const pieces = (parts: ReadonlyArray<Part>): ReadonlyArray<ReadonlyArray<Part>> => {
  const all: Array<Array<Part>> = [[]]
  let between = false
  for (const part of parts) {
    const word = isGroup(part) ? '' : part.text
    const isBound = between && word === 'and'
    if (goesOn.has(word) && !isBound && all.at(-1)?.length !== 0) all.push([part])
    else all.at(-1)?.push(part)
    if (word === ',') all.push([])
    if (word === 'between') between = true
    else if (isBound) between = false
  }
  return all.filter((piece) => piece.length > 0)
}

const step = '  '

/** A piece that is too long even on a line of its own is broken within its parentheses. */
const wrapped = (parts: ReadonlyArray<Part>, indent: string, width: number): string => {
  const line = indent + flat(parts).trimStart()
  if (line.length <= width) return line
  const all = pieces(parts)
  if (all.length > 1) {
    const [first, ...rest] = all as [ReadonlyArray<Part>, ...ReadonlyArray<ReadonlyArray<Part>>]
    return [wrapped(first, indent, width), ...rest.map((piece) => wrapped(piece, indent + step, width))].join('\n')
  }
  const at = parts.findIndex((part) => isGroup(part) && part.close !== null && pieces(part.inner).length > 1)
  const group = parts[at]
  if (group === undefined || !isGroup(group) || group.close === null) return line
  const before = indent + flat([...parts.slice(0, at), group.open]).trimStart()
  const inner = pieces(group.inner).map((piece) => wrapped(piece, indent + step, width))
  return [before, ...inner, wrapped([group.close, ...parts.slice(at + 1)], indent, width)].join('\n')
}

/** The text, with lines of at most this many characters where that can be. */
export const laidOut = (text: string, width: number): string =>
  linesOf(text)
    .map(({ indent, tokens }) => wrapped(grouped(tokens), indent, width))
    .join('\n')

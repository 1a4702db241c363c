/** The statements of a text of SQL: split where a semicolon ends one, and not in a string, a name, a body or a comment. */

interface Skip {
  readonly from: RegExp
  /** What ends it, from what began it. */
  readonly to: (opening: string) => string
}

/** What a semicolon in it does not end. A dollar that follows a word belongs to the word. */
const skips: ReadonlyArray<Skip> = [
  { from: /--/y, to: () => '\n' },
  { from: /'/y, to: () => "'" },
  { from: /"/y, to: () => '"' },
  { from: /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy, to: (opening) => opening },
]

/** The end of a comment, in which others may stand. */
const commentEnd = (text: string, at: number): number => {
  let depth = 0
  for (let i = at; i < text.length; i++) {
    if (text.startsWith('/*', i)) {
      depth += 1
      i += 1
    } else if (text.startsWith('*/', i)) {
      depth -= 1
      i += 1
      if (depth === 0) return i + 1
    }
  }
  return text.length
}

/** The end of a string in which a backslash keeps a quote from ending it. */
const escapedEnd = (text: string, at: number): number => {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i += 1
    else if (text[i] === "'") return i + 1
  }
  return text.length
}

const endOf = (text: string, at: number): number | null => {
  if (text.startsWith('/*', at)) return commentEnd(text, at)
  const before = text.charAt(at - 1)
  if (text[at] === "'" && /[eE]/.test(before) && !/[\p{L}\p{N}_$]/u.test(text.charAt(at - 2)))
    return escapedEnd(text, at)
  for (const { from, to } of skips) {
    from.lastIndex = at
    const [opening] = from.exec(text) ?? []
    if (opening === undefined || (opening.startsWith('$') && /[\p{L}\p{N}_$]/u.test(before))) continue
    const end = text.indexOf(to(opening), at + opening.length)
    return end < 0 ? text.length : end + to(opening).length
  }
  return null
}

/** Whether there is nothing but comments. */
const isEmpty = (text: string): boolean => {
  for (let i = 0; i < text.length; ) {
    if (text.startsWith('--', i) || text.startsWith('/*', i)) i = endOf(text, i) ?? text.length
    else if (/\s/.test(text.charAt(i))) i += 1
    else return false
  }
  return true
}

/** Whether what stands before is the body of a trigger or of a function in the standard's way, which has semicolons in it. */
const isOpen = (text: string): boolean => {
  const words = text
    .replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .toLowerCase()
    .match(/[a-z_]+/g)
  if (words === null || words[0] !== 'create' || !/\b(?:trigger|function|procedure)\b/.test(words.join(' ')))
    return false
  const atomic = words.findIndex(
    (word, i) => word === 'begin' && (words[i + 1] === 'atomic' || words.includes('trigger')),
  )
  if (atomic < 0) return false
  let depth = 0
  for (const word of words.slice(atomic)) {
    if (word === 'begin' || word === 'case') depth += 1
    if (word === 'end') depth -= 1
  }
  return depth > 0
}

export const statementsIn = (text: string): ReadonlyArray<string> => {
  const out: Array<string> = []
  let start = 0
  for (let i = 0; i < text.length; ) {
    const end = endOf(text, i)
    if (end !== null) {
      i = end
      continue
    }
    if (text[i] === ';' && !isOpen(text.slice(start, i))) {
      out.push(text.slice(start, i))
      start = i + 1
    }
    i += 1
  }
  out.push(text.slice(start))
  return out.filter((statement) => !isEmpty(statement)).map((statement) => statement.trim())
}

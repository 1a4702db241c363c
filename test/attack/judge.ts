/**
 * What an attack has made of a statement, compared with what a harmless value makes of it.
 *
 * Texts are compared by their tokens: where the harmless value stands, as a name or as a literal, the attack has to stand,
 * exactly; everything else has to be the same.
 */
export interface Token {
  readonly kind: 'name' | 'literal' | 'comment' | 'other'
  /** What it stands for: without quotes, and with the escapes undone. */
  readonly value: string
}

const patterns: ReadonlyArray<readonly [Token['kind'], RegExp, (text: string) => string]> = [
  ['comment', /--[^\n]*|\/\*[\s\S]*?\*\//y, (text) => text],
  [
    'literal',
    /[eE]'(?:[^'\\]|\\[\s\S]|'')*'/y,
    (text) =>
      text
        .slice(2, -1)
        .replaceAll("''", "'")
        .replace(/\\([\s\S])/g, (_, c: string) => ({ n: '\n', t: '\t', r: '\r' })[c] ?? c),
  ],
  ['literal', /'(?:[^']|'')*'/y, (text) => text.slice(1, -1).replaceAll("''", "'")],
  ['literal', /(\$[A-Za-z_]*\$)[\s\S]*?\1/y, (text) => text.replace(/^\$[^$]*\$|\$[^$]*\$$/g, '')],
  ['name', /"(?:[^"]|"")*"/y, (text) => text.slice(1, -1).replaceAll('""', '"')],
  ['other', /[A-Za-z_][A-Za-z0-9_]*|\$\d+|\?\d*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[^\s]/y, (text) => text.toLowerCase()],
]

export const tokensOf = (text: string): ReadonlyArray<Token> => {
  const found: Array<Token> = []
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text[at] as string)) {
      at += 1
      continue
    }
    let length = 1
    for (const [kind, pattern, read] of patterns) {
      pattern.lastIndex = at
      const match = pattern.exec(text)
      if (match === null) continue
      found.push({ kind, value: read(match[0]) })
      length = match[0].length
      break
    }
    at += length
  }
  return found
}

const sameToken = (token: Token, harmless: Token, attack: string, benign: string): boolean =>
  token.kind === harmless.kind &&
  (token.value === harmless.value ||
    // a name that needs no quotes may stand without them
    ((token.kind !== 'other' || /^[a-z_][a-z0-9_]*$/.test(attack)) &&
      token.value === harmless.value.replaceAll(benign, () => attack)))

/** Null where the attack stands as the harmless value does; otherwise what is different. */
export const difference = (text: string, harmless: string, attack: string, benign: string): string | null => {
  const [own, other] = [tokensOf(text), tokensOf(harmless)]
  if (own.length !== other.length) return `it has ${own.length} tokens instead of ${other.length}: ${text}`
  const at = own.findIndex((token, i) => !sameToken(token, other[i] as Token, attack, benign))
  return at < 0 ? null : `${JSON.stringify(own[at])} instead of ${JSON.stringify(other[at])}: ${text}`
}

// what values that are not texts are spelled with, beside themselves
const ofValues = new Set(
  `null true false cast as timestamp with time zone date interval numeric double precision integer bigint smallint text json
   jsonb bytea boolean real timestamptz e x char varchar array`.split(/\s+/),
)

/** The same for values that are not texts, which are spelled in many ways: nothing new but literals and their types. */
export const newWord = (text: string, harmless: string): string | null => {
  const known = new Set(tokensOf(harmless).map(({ value }) => value))
  const found = tokensOf(text).find(
    ({ kind, value }) =>
      kind === 'comment' ||
      value === ';' ||
      (kind === 'other' && /^[a-z_]/.test(value) && !known.has(value) && !ofValues.has(value)),
  )
  return found === undefined ? null : `${JSON.stringify(found)} is new: ${text.slice(0, 300)}`
}

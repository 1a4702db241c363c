/**
 * TypeScript as a tree that knows where its lines may break, and the printer that breaks them at 120 columns, in the way
 * that Prettier and Biome do.
 */

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Where a line may end: with a blank if it does not, without one, or always. */
interface Line {
  readonly _tag: 'Line'
  readonly kind: 'blank' | 'nothing' | 'always'
}

interface Indent {
  readonly _tag: 'Indent'
  readonly doc: Doc
}

/** All of its lines end, or none of them does. */
interface Group {
  readonly _tag: 'Group'
  readonly doc: Doc
  /** What it is, if it may stand behind the parenthesis of a call while it is broken itself. */
  readonly hugs: 'object' | 'array' | 'arrow' | null
  /** How much is in it, if it is a list or an object. */
  readonly size?: number
  /** What it is there, where that is not the same. */
  readonly hugged?: Doc
  /** Whether it is a call with a function among its arguments. */
  readonly takes?: boolean
}

/** What stands there only where the lines around it end. */
interface Broken {
  readonly _tag: 'Broken'
  readonly text: string
}

/** A call whose last argument may be broken where the others are not. */
interface Hug {
  readonly _tag: 'Hug'
  readonly head: Doc
  readonly last: Doc
  readonly tail: Doc
  readonly all: Doc
  readonly takes: boolean
}

/** A name that is imported. */
interface Name {
  readonly _tag: 'Name'
  readonly module: string
  readonly name: string
}

export type Doc = string | ReadonlyArray<Doc> | Line | Indent | Group | Broken | Hug | Name

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const line: Doc = { _tag: 'Line', kind: 'blank' }

const softline: Doc = { _tag: 'Line', kind: 'nothing' }

export const hardline: Doc = { _tag: 'Line', kind: 'always' }

const indent = (doc: Doc): Doc => ({ _tag: 'Indent', doc })

const group = (doc: Doc, hugs: Group['hugs'] = null): Group => ({ _tag: 'Group', doc, hugs })

const comma: Doc = { _tag: 'Broken', text: ',' }

export const name = (module: string, own: string): Doc => ({ _tag: 'Name', module, name: own })

const between = (docs: ReadonlyArray<Doc>, separator: Doc): ReadonlyArray<Doc> =>
  docs.flatMap((doc, i) => (i === 0 ? [doc] : [separator, doc]))

const hugging = (doc: Doc | undefined): Group['hugs'] =>
  typeof doc === 'object' && '_tag' in doc && doc._tag === 'Group' ? doc.hugs : null

/** What follows it ends the line of its parenthesis. */
const huggedDoc = (doc: Doc): Doc => (isGroup(doc) && doc.hugged !== undefined ? group(doc.hugged, doc.hugs) : doc)

const isFunction = (doc: Doc): boolean => hugging(doc) === 'arrow'

const takesFunction = (doc: Doc): boolean => typeof doc === 'object' && 'takes' in doc && doc.takes === true

/** Functions one after the other are each on a line of its own. */
const isComposed = (args: ReadonlyArray<Doc>): boolean =>
  args.length > 1 && (args.filter(isFunction).length > 1 || args.some(takesFunction))

/** A call with each argument on a line of its own. */
export const longCallDoc = (f: Doc, args: ReadonlyArray<Doc>): Doc => [
  f,
  '(',
  indent([hardline, between(args, [',', hardline]), ',']),
  hardline,
  ')',
]

/** `f(a, b)` */
export const callDoc = (f: Doc, args: ReadonlyArray<Doc>): Doc => {
  if (args.length === 0) return [f, '()']
  const takes = args.some(isFunction)
  if (isComposed(args)) return { ...group(longCallDoc(f, args)), takes }
  // what is called may be broken where the arguments are not
  const list = group(['(', indent([softline, between(args, [',', line]), comma]), softline, ')'])
  const all = { ...group([f, list]), takes }
  const last = args[args.length - 1]
  // two of a kind are both on lines of their own
  return last !== undefined && hugging(last) !== null && hugging(last) !== hugging(args[args.length - 2])
    ? {
        _tag: 'Hug',
        head: [f, '(', args.slice(0, -1).map((arg) => [arg, ', '])],
        last: huggedDoc(last),
        tail: ')',
        all,
        takes,
      }
    : all
}

const isIdentifier = (key: string): boolean => /^[A-Za-z_$][\w$]*$/.test(key)

export const keyDoc = (key: string): string => (isIdentifier(key) ? key : stringDoc(key))

/** `{ a: 1, b }` */
export const objectDoc = (entries: ReadonlyArray<Doc>): Doc =>
  entries.length === 0
    ? group('{}', 'object')
    : {
        ...group(['{', indent([line, between(entries, [',', line]), comma]), line, '}'], 'object'),
        size: entries.length,
      }

export const entryDoc = (key: string, value: Doc): Doc => (value === key ? key : [keyDoc(key), ': ', value])

/** Lists of lists, and of objects, that hold more than one thing each, are broken always. */
const isTable = (items: ReadonlyArray<Doc>): boolean => {
  const kind = hugging(items[0])
  return (
    items.length > 1 &&
    (kind === 'array' || kind === 'object') &&
    items.every((item) => hugging(item) === kind && ((item as Group).size ?? 0) > 1)
  )
}

/** `[a, b]` */
export const arrayDoc = (items: ReadonlyArray<Doc>): Doc => {
  if (items.length === 0) return '[]'
  const end = isTable(items) ? hardline : softline
  const gap = isTable(items) ? hardline : line
  return {
    ...group(['[', indent([end, between(items, [',', gap]), comma]), end, ']'], 'array'),
    size: items.length,
  }
}

/** `(a) => b`, or with a body of several lines. */
export const arrowDoc = (parameters: string, constants: ReadonlyArray<Doc>, result: Doc): Doc =>
  constants.length === 0
    ? hugging(result) !== null
      ? group([`(${parameters}) => `, hugging(result) === 'object' ? ['(', result, ')'] : result], 'arrow')
      : {
          ...group([`(${parameters}) =>`, group(indent([line, result]))], 'arrow'),
          hugged: [`(${parameters}) =>`, group([indent([line, result]), comma, softline])],
        }
    : group(
        [
          `(${parameters}) => {`,
          indent([hardline, between([...constants, ['return ', result]], hardline)]),
          hardline,
          '}',
        ],
        'arrow',
      )

/** A text between the quotes that need fewer backslashes. */
export const stringDoc = (text: string): string => {
  const quote = text.split("'").length > text.split('"').length ? '"' : "'"
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)
    .replaceAll(quote, `\\${quote}`)
  return quote + escaped + quote
}

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

const isGroup = (doc: Doc): doc is Group => hugging(doc) !== null

const isList = (doc: Doc): doc is ReadonlyArray<Doc> => Array.isArray(doc)

/** The names that are imported, by their modules. */
export const namesIn = (doc: Doc, found: Map<string, Set<string>> = new Map()): ReadonlyMap<string, Set<string>> => {
  if (typeof doc === 'string') return found
  if (isList(doc)) for (const part of doc) namesIn(part, found)
  else if (doc._tag === 'Name')
    found.set(doc.module, (found.get(doc.module) ?? new Set<string>()).add(doc.name.split('.')[0] ?? ''))
  else if (doc._tag === 'Indent' || doc._tag === 'Group') namesIn(doc.doc, found)
  else if (doc._tag === 'Hug') namesIn([doc.head, doc.last], found)
  return found
}

/** Whether a line in it ends wherever it stands. */
const isLong = (doc: Doc): boolean => {
  if (typeof doc === 'string') return false
  if (isList(doc)) return doc.some(isLong)
  switch (doc._tag) {
    case 'Line':
      return doc.kind === 'always'
    case 'Indent':
    case 'Group':
      return isLong(doc.doc)
    case 'Hug':
      return isLong(doc.head) || isLong(doc.last)
    default:
      return false
  }
}

type Mode = 'flat' | 'broken'

type Step = readonly [indentation: number, mode: Mode, doc: Doc]

/** Whether what comes next fits in so many columns, up to the first line that ends. */
const fits = (next: ReadonlyArray<Step>, rest: ReadonlyArray<Step>, columns: number): boolean => {
  const steps = [...next].reverse()
  let left = columns
  let behind = rest.length
  while (left >= 0) {
    const step = steps.pop() ?? (behind > 0 ? rest[--behind] : undefined)
    if (step === undefined) return true
    const [indentation, mode, doc] = step
    if (typeof doc === 'string') left -= doc.length
    else if (isList(doc)) for (let i = doc.length - 1; i >= 0; i--) steps.push([indentation, mode, doc[i] as Doc])
    else
      switch (doc._tag) {
        case 'Name':
          left -= doc.name.length
          break
        case 'Indent':
          steps.push([indentation, mode, doc.doc])
          break
        case 'Group':
          steps.push([indentation, isLong(doc.doc) ? 'broken' : mode, doc.doc])
          break
        case 'Hug':
          steps.push([indentation, 'flat', [doc.head, doc.last, doc.tail]])
          break
        case 'Broken':
          if (mode === 'broken') left -= doc.text.length
          break
        default:
          if (mode === 'broken' || doc.kind === 'always') return true
          if (doc.kind === 'blank') left -= 1
      }
  }
  return false
}

/** The text of a tree. */
export const printed = (doc: Doc, width = 120): string => {
  const lines: Array<string> = []
  // the line that is being written
  let text = ''
  let column = 0
  const steps: Array<Step> = [[0, 'broken', doc]]
  const write = (part: string) => {
    text += part
    column += part.length
  }
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const [indentation, mode, own] = step
    if (typeof own === 'string') write(own)
    else if (isList(own)) for (let i = own.length - 1; i >= 0; i--) steps.push([indentation, mode, own[i] as Doc])
    else
      switch (own._tag) {
        case 'Name':
          write(own.name)
          break
        case 'Indent':
          steps.push([indentation + 2, mode, own.doc])
          break
        case 'Broken':
          if (mode === 'broken') write(own.text)
          break
        case 'Group': {
          const flat: Step = [indentation, 'flat', own.doc]
          const isFlat = !isLong(own.doc) && (mode === 'flat' || fits([flat], steps, width - column))
          steps.push(isFlat ? flat : [indentation, 'broken', own.doc])
          break
        }
        case 'Hug': {
          const { head, last, tail, all } = own
          const flat: Step = [indentation, 'flat', [head, last, tail]]
          const broken: ReadonlyArray<Step> = [
            [indentation, 'flat', head],
            [indentation, 'broken', isGroup(last) ? last.doc : last],
            [indentation, 'flat', tail],
          ]
          if (!isLong([head, last]) && (mode === 'flat' || fits([flat], steps, width - column))) steps.push(flat)
          else if (!isLong(head) && fits(broken, steps, width - column)) steps.push(...[...broken].reverse())
          else steps.push([indentation, 'broken', all])
          break
        }
        default:
          if (mode === 'flat' && own.kind !== 'always') {
            if (own.kind === 'blank') write(' ')
          } else {
            lines.push(text.replace(/ +$/, ''))
            text = ' '.repeat(indentation)
            column = indentation
          }
      }
  }
  return [...lines, text].join('\n')
}

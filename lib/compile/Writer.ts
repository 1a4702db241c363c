/**
 * The state of one compilation: text that grows, values in the order of their placeholders, and what went wrong.
 *
 * Local mutation that nobody outside can see: one pass, no list of fragments to join at the end.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import type { Clause, Column, Node, Param, Placeholder } from '../ast/Node.js'
import type { SqlType } from '../ast/SqlType.js'
import type { Cte, CteKey, Source, Statement } from '../ast/Statement.js'
import type { Window } from '../ast/Window.js'
import type { Codec } from './Codec.js'
import type { Case, Dialect } from './Dialect.js'

export interface Writer {
  readonly dialect: Dialect
  text: string
  /** A line break and the indentation of the statement that is being written. */
  newline: string
  readonly values: Array<unknown>
  readonly codecs: Array<Codec>
  readonly errors: Array<CompileError>
  /** The names that this dialect has quoted before. */
  readonly names: Map<string, string>
  /** The columns that it has spelled before. */
  readonly columns: WeakMap<Column, string>
  /** Placeholders to use again, in a statement that groups: the server must see that two expressions are one. */
  shared: Map<Param, number> | null
  /** Where the placeholders of a prepared statement were written first; null in any other statement. */
  readonly placeholders: Map<string, number> | null
  /** Whether values are literals in the text, where they cannot be bound: in the condition of an index. */
  inline: boolean
  /** The alias whose columns need none before them, where a table speaks of itself. */
  bare: string | null
  /** The windows with a name that the select being written has used so far. */
  windows: ReadonlyArray<Window>
  /** The common table expressions met so far, by name, each after those that it reads. */
  readonly ctes: Map<string, Met>
  /** Whether the text depends on a value, so that it serves no other. */
  valued: boolean
  /** Those whose queries are being written. */
  open: ReadonlyArray<CteKey>
}

/** A common table expression, and what it was spelled as when it was met: two are the same if that is. */
export interface Met {
  readonly cte: Cte
  readonly text: string
  readonly values: ReadonlyArray<unknown>
}

/** How a statement is written, where not as any other. */
export interface Manner {
  /** With placeholders. */
  readonly prepared?: boolean
  /** With its values in the text. */
  readonly inline?: boolean
}

export const writer = (dialect: Dialect, { prepared = false, inline = false }: Manner): Writer => ({
  dialect,
  text: '',
  newline: '\n',
  values: [],
  codecs: [],
  errors: [],
  names: namesOf(dialect),
  columns: columnsOf(dialect),
  shared: null,
  placeholders: prepared ? new Map() : null,
  inline,
  bare: null,
  windows: [],
  ctes: new Map(),
  valued: false,
  open: [],
})

/** Takes note that the text depends on a value: a statement of the same form may have another. */
export const lookAtValue = (to: Writer): void => {
  to.valued = true
}

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

export const spell = (to: Writer, node: Node | Clause | Source | Statement): void => {
  const { cases } = to.dialect
  // the most frequent ones by name, which V8 can inline; the others by a look-up
  switch (node._tag) {
    case 'Column':
      return cases.Column(node, to)
    case 'Param':
      return cases.Param(node, to)
    case 'Binary':
      return cases.Binary(node, to)
    case 'Junction':
      return cases.Junction(node, to)
    case 'Order':
      return cases.Order(node, to)
    case 'Table':
      return cases.Table(node, to)
    case 'Select':
      return cases.Select(node, to)
    case 'Aggregate':
      return cases.Aggregate(node, to)
    default:
      return (cases[node._tag] as Case<typeof node>)(node, to)
  }
}

export const spellAll = (to: Writer, nodes: ReadonlyArray<Node | Clause | Source>, separator: string): void => {
  for (let i = 0; i < nodes.length; i++) {
    if (i > 0) to.text += separator
    spell(to, nodes[i] as Node)
  }
}

/** The text and values that `write` adds, between parentheses and a step further in. */
export const indented = (to: Writer, write: () => void): void => {
  const outer = to.newline
  to.newline = `${outer}  `
  to.text += `(${to.newline}`
  write()
  to.newline = outer
  to.text += `${outer})`
}

export const bind = (to: Writer, value: unknown, type: SqlType): number => {
  to.codecs.push(to.dialect.codec(type))
  return to.values.push(value)
}

/** A placeholder; `cast` says its type, where the server cannot infer it. */
export const writePlaceholder = (to: Writer, position: number, codec: Codec, cast: boolean): void => {
  to.text +=
    cast || codec.needsCast === true
      ? to.dialect.typedPlaceholder(position, codec.name)
      : to.dialect.placeholder(position)
}

/** A value: bound, or as a literal where it cannot be. `cast` says its type, where the server cannot infer it. */
export const writeValue = (to: Writer, value: unknown, type: SqlType, cast: boolean): void => {
  if (to.inline) {
    to.text += to.dialect.literal(to, value, type, cast)
    return
  }
  const codec = to.dialect.codec(type)
  to.codecs.push(codec)
  writePlaceholder(to, to.values.push(value), codec, cast)
}

/** Where one number may stand twice, a placeholder has one; elsewhere its value goes out again. */
const positionOf = (to: Writer, node: Placeholder, placeholders: Map<string, number>): number => {
  const { placeholder } = to.dialect
  const known = placeholder(1) === placeholder(2) ? undefined : placeholders.get(node.name)
  const position = known ?? bind(to, node, node.type)
  placeholders.set(node.name, position)
  return position
}

/** What stands for a value of a prepared statement; the node itself is among the values, until they are filled in. */
export const writeParameter = (to: Writer, node: Placeholder): void => {
  const argument = `the parameter ${JSON.stringify(node.name)}`
  if (to.placeholders === null) {
    return report(to, invalidArgument(argument, 'is used outside its statement', 'use it in what prepare(…) is given'))
  }
  if (to.inline) return report(to, invalidArgument(argument, 'is where no value can be bound', 'give a value there'))
  const position = positionOf(to, node, to.placeholders)
  to.text += to.dialect.typedPlaceholder(position, to.dialect.codec(node.type).name)
}

export const report = (to: Writer, error: CompileError): void => {
  to.errors.push(error)
}

/** A name, quoted; one that the database cannot keep is reported. */
export const identifier = (to: Writer, name: string): void => {
  to.text += quoted(to, name)
}

/** How many quoted names a dialect remembers before it forgets them all: aliases may come from outside. */
const remembered = 5000

const quotedNames = new WeakMap<Dialect, Map<string, string>>()

const namesOf = (dialect: Dialect): Map<string, string> => {
  const known = quotedNames.get(dialect)
  if (known !== undefined && known.size < remembered) return known
  const fresh = new Map<string, string>()
  quotedNames.set(dialect, fresh)
  return fresh
}

const spelledColumns = new WeakMap<Dialect, WeakMap<Column, string>>()

const columnsOf = (dialect: Dialect): WeakMap<Column, string> => {
  const known = spelledColumns.get(dialect)
  if (known !== undefined) return known
  const fresh = new WeakMap<Column, string>()
  spelledColumns.set(dialect, fresh)
  return fresh
}

/** A column after its source. Descriptors are used again and again, so each is put together once. */
export const qualified = (to: Writer, column: Column): void => {
  if (to.bare !== null && to.bare === column.table) return identifier(to, column.name)
  const known = to.columns.get(column)
  if (known !== undefined) {
    to.text += known
    return
  }
  const problems = to.errors.length
  const text = `${quoted(to, column.table)}.${quoted(to, column.name)}`
  if (to.errors.length === problems) to.columns.set(column, text)
  to.text += text
}

const quoted = (to: Writer, name: string): string => {
  const known = to.names.get(name)
  if (known !== undefined) return known
  const reason = typeof name === 'string' ? to.dialect.nameProblem(name) : 'it is not a string'
  if (reason !== null) {
    report(to, { _tag: 'InvalidIdentifier', name: String(name), reason })
    return ''
  }
  const text = to.dialect.quote(name)
  to.names.set(name, text)
  return text
}

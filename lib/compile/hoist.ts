/**
 * Common table expressions are said where they are read, and written once, at the top of the statement.
 *
 * Writing a statement meets them. Where it met any, it is written again after a `With` of them all, so that values are
 * numbered in the order of the text.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { brand } from '../ast/Node.js'
import type { Cte, CteKey, Statement } from '../ast/Statement.js'
import type { Dialect } from './Dialect.js'
import { type Manner, type Met, report, spell, type Writer, writer } from './Writer.js'

export const sameValues = (a: ReadonlyArray<unknown>, b: ReadonlyArray<unknown>): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]))

/** Nodes of plain data alone. */
const isEqual = (a: Cte['search' | 'cycle'], b: Cte['search' | 'cycle']): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

const isSame = (a: Met, b: Met): boolean =>
  a.text === b.text &&
  sameValues(a.values, b.values) &&
  a.cte.materialized === b.cte.materialized &&
  a.cte.recursive === b.cte.recursive &&
  isEqual(a.cte.search, b.cte.search) &&
  isEqual(a.cte.cycle, b.cte.cycle)

/** What it is spelled as by itself; its problems are the statement's, and what it reads comes before it. */
const spelled = (to: Writer, cte: Cte): Met => {
  const own: Writer = {
    ...to,
    text: '',
    newline: '\n',
    values: [],
    codecs: [],
    shared: null,
    placeholders: to.placeholders === null ? null : new Map(),
    open: [cte.key],
  }
  spell(own, cte.query)
  return { cte, text: own.text, values: own.values }
}

/** Takes note of a common table expression; two of one name have to be one. */
export const meet = (to: Writer, cte: Cte): void => {
  const known = to.ctes.get(cte.name)?.cte
  if (known?.key === cte.key && known.search === cte.search && known.cycle === cte.cycle) return
  const found = spelled(to, cte)
  // its query may have met another of its name
  const other = to.ctes.get(cte.name)
  if (other === undefined) {
    to.ctes.set(cte.name, found)
    return
  }
  if (isSame(other, found)) return
  const reason = 'names two common table expressions of one statement'
  report(to, invalidArgument(`cte(${JSON.stringify(cte.name)})`, reason, 'give one of the two another name'))
}

/** The step of a recursion reads itself, and nothing else does. */
export const meetSelf = (to: Writer, { name, key }: { readonly name: string; readonly key: CteKey }): void => {
  if (to.open.includes(key)) return
  const reason = 'is read outside its own step'
  report(to, invalidArgument(`the recursion ${JSON.stringify(name)}`, reason, 'read what recursive(…) gives'))
}

/** Writes what may read recursions by what they are to themselves: their steps, and the statement of a `With` of its own. */
export const within = (to: Writer, ctes: ReadonlyArray<Cte>, write: () => void): void => {
  const { open } = to
  to.open = [...open, ...ctes.map(({ key }) => key)]
  write()
  to.open = open
}

/** Writes what `meet` took note of: its query, inside `With`. */
export const spellQuery = (to: Writer, cte: Cte): void => within(to, [cte], () => spell(to, cte.query))

/** Writes a statement, after the common table expressions that it reads. */
export const writeStatement = (dialect: Dialect, statement: Statement, manner: Manner): Writer => {
  const to = writer(dialect, manner)
  spell(to, statement)
  if (to.ctes.size === 0 || to.errors.length > 0) return to
  const again: Writer = { ...writer(dialect, manner), ctes: to.ctes }
  const ctes = Array.from(to.ctes.values(), ({ cte }) => cte)
  spell(again, { joinery: brand, _tag: 'With', ctes, statement })
  return again
}

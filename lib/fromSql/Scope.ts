/** What names mean where an expression stands: the sources of its query, and those of the queries around it. */
import type { SqlType } from '../ast/SqlType.js'
import { type Ex, ex, refuse, refused, type State } from './State.js'
import { call, member, type Term } from './term.js'
import { shapeOf, type Tree } from './tree.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A column by its name in SQL, and the key that it has in TypeScript. */
export interface ScopeColumn {
  readonly name: string
  readonly key: string
  readonly nullable: boolean
  readonly type: SqlType
  /** What it is, where it is no column of the source's own: one of a join that has a name. */
  readonly value?: Ex
}

/** Something in FROM under a name. */
export interface ScopeSource {
  readonly name: string
  readonly schema: string | null
  readonly term: Term
  readonly columns: ReadonlyArray<ScopeColumn>
  /** Whether an outer join may leave it without a row. */
  readonly outer: boolean
  /** Whether the one column is what the name alone means: a function's value. */
  readonly scalar: boolean
  /** Whether it reads other sources, and so has columns but no row of its own. */
  readonly lateral?: boolean
  /** Whether its columns have to be said with its name. */
  readonly qualified?: boolean
}

/** A common table expression. */
export interface Named {
  readonly term: Term
  readonly columns: ReadonlyArray<ScopeColumn>
  /** Whether anything has read it. */
  read: boolean
  /** Whether it is the recursion that is being written. */
  readonly self?: true
  /** The query that is written anew wherever it is read: one that reads what lies around the statement. */
  readonly inline?: { readonly query: Term; readonly free: boolean; readonly once: boolean }
  /** How often it was written so. */
  uses?: number
}

/** What USING makes of columns of both sides. */
export interface Merged {
  readonly name: string
  readonly value: Ex
  /** The columns that it stands for. */
  readonly of: ReadonlyArray<readonly [source: string, key: string]>
}

export interface Scope {
  readonly outer: Scope | null
  readonly ctes: ReadonlyMap<string, Named>
  sources: ReadonlyArray<ScopeSource>
  merged: ReadonlyArray<Merged>
  windows: ReadonlyMap<string, Term>
  /** Expressions that are constants, by their shape: the same one has to be said twice. */
  shared: ReadonlyMap<string, Ex>
  /** Whether something in it reads a query around it. */
  free: boolean
  /** Whether one of its sources is a problem, of which nobody knows what columns it has. */
  broken: boolean
}

export const scopeIn = (outer: Scope | null, ctes: Scope['ctes'] = outer?.ctes ?? new Map()): Scope => ({
  outer,
  ctes,
  sources: [],
  merged: [],
  windows: new Map(),
  shared: new Map(),
  free: false,
  broken: false,
})

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

export const columnEx = (source: ScopeSource, column: ScopeColumn): Ex =>
  column.value ?? ex(member(member(source.term, 'c'), column.key), column.nullable || source.outer)

/** The row of a source: of one that has only columns, as they are written out. */
export const wholeRow = (source: ScopeSource, writtenOut = false): Ex => {
  const [only] = source.columns
  if (source.scalar && only !== undefined) return columnEx(source, only)
  const columns = source.columns.map((column) => columnEx(source, column))
  return writtenOut || source.columns.some(({ value }) => value !== undefined)
    ? ex(call('row', ...columns), true)
    : ex(call('wholeRow', source.term), source.outer)
}

/** What a name alone means in one query; null where it means nothing, and several where it is not clear. */
const unqualified = (scope: Scope, name: string): ReadonlyArray<Ex> => {
  const merged = scope.merged.find((one) => one.name === name)
  if (merged !== undefined) return [merged.value]
  const columns = scope.sources.flatMap((source) =>
    source.qualified === true
      ? []
      : source.columns.filter((column) => column.name === name).map((column) => columnEx(source, column)),
  )
  if (columns.length > 0) return columns
  return scope.sources.filter((source) => source.name === name).map((source) => wholeRow(source))
}

const qualified = (scope: Scope, schema: string | null, table: string, name: string): ReadonlyArray<Ex> =>
  scope.sources
    .filter((source) => source.name === table && (schema === null || source.schema === schema))
    .flatMap((source) =>
      source.columns.filter((column) => column.name === name).map((column) => columnEx(source, column)),
    )

/** What is found in a query or those around it; those in between read more than their own sources. */
const found = (scope: Scope, look: (scope: Scope) => ReadonlyArray<Ex>): ReadonlyArray<Ex> => {
  const passed: Array<Scope> = []
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const columns = look(at)
    if (columns.length > 0) {
      for (const one of passed) one.free = true
      return columns
    }
    passed.push(at)
  }
  return []
}

const isBroken = (scope: Scope | null): boolean => scope !== null && (scope.broken || isBroken(scope.outer))

const missing = (state: State, at: Tree, words: ReadonlyArray<string>): Ex =>
  refuse(state, at, `there is no column ${words.join('.')} here`, 'give the tables that the statement reads')

/** The column, or the whole row, that the words mean. */
export const resolved = (state: State, scope: Scope, at: Tree, words: ReadonlyArray<string>): Ex => {
  const [first = '', second, third] = words
  const columns =
    second === undefined
      ? found(scope, (own) => unqualified(own, first))
      : third === undefined
        ? found(scope, (own) => qualified(own, null, first, second))
        : found(scope, (own) => qualified(own, first, second, third))
  const [column] = columns
  return column ?? (isBroken(scope) ? refused : missing(state, at, words))
}

/** The source of a name, with what lies around it. */
export const sourceNamed = (scope: Scope, name: string): ScopeSource | null => {
  const passed: Array<Scope> = []
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const own = at.sources.find((source) => source.name === name)
    if (own !== undefined) {
      for (const one of passed) one.free = true
      return own
    }
    passed.push(at)
  }
  return null
}

/** What `*` stands for: columns of USING first, and each of them once. */
export const starColumns = (scope: Scope, source: string | null): ReadonlyArray<readonly [name: string, value: Ex]> => {
  const merged = source === null ? scope.merged : []
  const hidden = (own: ScopeSource, column: ScopeColumn) =>
    merged.some(({ of }) => of.some(([name, key]) => name === own.name && key === column.key))
  return [
    ...merged.map(({ name, value }) => [name, value] as const),
    ...scope.sources
      .filter((own) => (source === null ? own.qualified !== true : own.name === source))
      .flatMap((own) =>
        own.columns
          .filter((column) => !hidden(own, column))
          .map((column) => [column.name, columnEx(own, column)] as const),
      ),
  ]
}

/** An expression that was made a constant before. */
export const sharedEx = (scope: Scope, tree: Tree): Ex | null =>
  scope.shared.size === 0 ? null : (scope.shared.get(shapeOf(tree)) ?? null)

export const withSources = (scope: Scope, sources: ReadonlyArray<ScopeSource>): void => {
  scope.sources = [...scope.sources, ...sources]
}

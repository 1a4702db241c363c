/** WITH: each common table expression is a constant, made before what reads it. */
import { translate } from './expression.js'
import { anything, type Query, queryOf, type Wanted } from './query.js'
import { type Named, type Scope, type ScopeColumn, scopeIn } from './Scope.js'
import { constant, freshName, isRefused, refuse, type State, trialOf, within } from './State.js'
import { apply, arrow, call, js, local, object, piped, type Term } from './term.js'
import { as, listOf, type Parts, partsOf, stringOf, type Tree, tagOf, wordsIn } from './tree.js'
import { write } from './write.js'

export interface With {
  readonly ctes: ReadonlyMap<string, Named>
  /** What runs though nothing reads it: to be asked for when all is read that is. */
  readonly steps: () => ReadonlyArray<Term>
}

// -------------------------------------------------------------------------------------
// order
// -------------------------------------------------------------------------------------

/** Whether a tree reads a table of this name. */
const reads = (tree: Tree, name: string): boolean => {
  if (typeof tree !== 'object' || tree === null) return false
  const range = as('RangeVar', tree)
  if (range !== null) return range.relname === name && range.schemaname === undefined
  return Object.values(tree).some((child) => reads(child, name))
}

/** Each after those that it reads. */
const inOrder = (all: ReadonlyArray<Parts>): ReadonlyArray<Parts> => {
  const left = [...all]
  const done: Array<Parts> = []
  while (left.length > 0) {
    const at = left.findIndex((own) => left.every((other) => other === own || !reads(own.ctequery, other.ctename)))
    done.push(...left.splice(Math.max(at, 0), 1))
  }
  return done
}

// -------------------------------------------------------------------------------------
// recursion
// -------------------------------------------------------------------------------------

const selfNamed = (term: Term, columns: ReadonlyArray<ScopeColumn>): Named => ({
  term,
  columns,
  read: false,
  self: true,
})

interface Recursion {
  readonly state: State
  readonly outer: Scope | null
  readonly ctes: ReadonlyMap<string, Named>
  readonly name: string
  /** Its name in the statement. */
  readonly unique: string
  readonly op: string
  readonly anchor: Parts
  readonly step: Parts
  readonly keys: ReadonlyArray<string>
}

/** The recursion, with the columns of its anchor that have to admit null. */
const made = (self: Recursion, state: State, nulls: ReadonlyArray<boolean>): readonly [Term, Query, Query] => {
  const { outer, ctes, name, unique, op, anchor, step, keys } = self
  const around = scopeIn(outer, ctes)
  const first = queryOf(
    state,
    around,
    { SelectStmt: anchor },
    { ...anything, keys, nulls: nulls.map((isNull) => isNull || null) },
  )
  const columns = renamed(first.columns, keys).map((column, i) => ({
    ...column,
    nullable: column.nullable || nulls[i] === true,
  }))
  const wanted: Wanted = {
    ...anything,
    keys: first.columns.map(({ key }) => key),
    types: first.columns.map(({ type }) => type),
    convert: true,
  }
  const parameter = freshName(state, 'self')
  let second: Query = { term: first.term, columns: [] }
  const start = op === 'union' ? call('recursive', js(unique), js(op)) : call('recursive', js(unique))
  if (isRefused(first.term)) return [first.term, first, second]
  let code: Term['code'] = ''
  const steps: Parameters<typeof arrow>[1] = (source) => {
    const [query, constants] = within(state, () =>
      queryOf(
        state,
        scopeIn(outer, new Map([...ctes, [name, selfNamed(local(parameter, source), columns)]])),
        { SelectStmt: step },
        wanted,
      ),
    )
    second = query
    code = arrow(parameter, steps, constants, query.term.code).code
    return query.term.value
  }
  const probe = apply(start, first.term, { code: '', value: steps })
  const term: Term = {
    code: apply(start, { ...first.term, value: first.term.value }, { code, value: () => second.term.value }).code,
    value: probe.value,
  }
  if (around.free) {
    const hint = 'a recursion is written at the top of the statement, where there is nothing of it'
    return [refuse(state, { SelectStmt: anchor }, `the recursion ${name} reads a query around it`, hint), first, second]
  }
  return [isRefused(second.term) ? second.term : term, first, second]
}

/** The columns that a step makes null have to admit it in the anchor, and so on from there. */
const nullsOf = (self: Recursion): ReadonlyArray<boolean> => {
  let nulls: ReadonlyArray<boolean> = []
  for (let i = 0; i < 5; i += 1) {
    const [, first, second] = made(self, trialOf(self.state), nulls)
    const next = first.columns.map(
      ({ nullable }, at) => nulls[at] === true || (second.columns[at]?.nullable === true && !nullable),
    )
    if (next.every((isNull, at) => isNull === (nulls[at] ?? false))) return next
    nulls = next
  }
  return nulls
}

const searchStep = (clause: Parts): Term =>
  call(
    clause.search_breadth_first === true ? 'searchBreadthFirst' : 'searchDepthFirst',
    js(wordsIn(clause.search_col_list)),
    js(clause.search_seq_column),
  )

const cycleStep = (state: State, scope: Scope, clause: Parts): Term => {
  const mark = (tree: Tree): string | null => {
    const { constant: own } = tree === undefined ? { constant: null } : translate(state, scope, tree)
    return own?.kind === 'text' ? own.text : null
  }
  const marks = [mark(clause.cycle_mark_value), mark(clause.cycle_mark_default)]
  const all = [js(wordsIn(clause.cycle_col_list)), js(clause.cycle_mark_column), js(clause.cycle_path_column)]
  return call('cycle', ...(marks.includes(null) ? all : [...all, js(marks)]))
}

const hidden = (name: string, type: ScopeColumn['type']): ScopeColumn => ({ name, key: name, nullable: false, type })

// -------------------------------------------------------------------------------------
// one query
// -------------------------------------------------------------------------------------

const materialized: Readonly<Record<string, boolean>> = { CTEMaterializeAlways: true, CTEMaterializeNever: false }

const cteStep = (name: string, how: string): Term => {
  const option = materialized[how]
  return call('cte', js(name), ...(option === undefined ? [] : [object([['materialized', js(option)]])]))
}

const renamed = (columns: ReadonlyArray<ScopeColumn>, names: ReadonlyArray<string>): ReadonlyArray<ScopeColumn> =>
  columns.map((column, i) => (names[i] === undefined ? column : { ...column, name: names[i] }))

const recursive = (
  state: State,
  scope: Scope,
  ctes: ReadonlyMap<string, Named>,
  parts: Parts,
  query: Parts,
  keys: ReadonlyArray<string>,
): Named => {
  const self: Recursion = {
    state,
    outer: scope.outer,
    ctes,
    name: parts.ctename,
    unique: uniqueName(state, parts.ctename),
    op: query.all === true ? 'unionAll' : 'union',
    anchor: query.larg,
    step: query.rarg,
    keys,
  }
  const [term, first, second] = made(self, state, nullsOf(self))
  const search = parts.search_clause
  const cycle = parts.cycle_clause
  const steps = [
    ...(search === undefined ? [] : [searchStep(search)]),
    ...(cycle === undefined ? [] : [cycleStep(state, scope, cycle)]),
  ]
  const columns = [
    ...first.columns.map((column, i) => ({
      ...column,
      nullable: column.nullable || second.columns[i]?.nullable === true,
    })),
    ...(search === undefined ? [] : [hidden(search.search_seq_column, { _tag: 'untyped' })]),
    ...(cycle === undefined
      ? []
      : [hidden(cycle.cycle_mark_column, { _tag: 'boolean' }), hidden(cycle.cycle_path_column, { _tag: 'untyped' })]),
  ]
  const own = isRefused(term) ? term : constant(state, parts.ctename, piped(term, ...steps))
  return { term: own, columns: renamed(columns, keys), read: false }
}

/** A name that no other common table expression of the statement has. */
const uniqueName = (state: State, name: string): string => {
  let own = name
  for (let n = 2; state.ctes.has(own); n += 1) own = `${name}_${n}`
  state.ctes.add(own)
  return own
}

/** Whether a query reads a recursion inside of whose step it stands. */
const readsRecursion = (tree: Tree, ctes: ReadonlyMap<string, Named>): boolean =>
  [...ctes].some(([name, { self, inline }]) => (self === true || inline !== undefined) && reads(tree, name))

/** A common table expression, and what stands for it where nothing reads it. */
const one = (
  state: State,
  scope: Scope,
  ctes: ReadonlyMap<string, Named>,
  parts: Parts,
  isRecursive: boolean,
): readonly [Named, () => Term] => {
  const keys = listOf(parts.aliascolnames).map(stringOf)
  const tree: Tree = parts.ctequery
  const query = as('SelectStmt', tree)
  if (query !== null && isRecursive && query.op === 'SETOP_UNION' && reads({ SelectStmt: query.rarg }, parts.ctename)) {
    const own = recursive(state, scope, ctes, parts, query, keys)
    return [own, () => call('withCte', own.term)]
  }
  const inner = scopeIn(scope.outer, ctes)
  if (tagOf(tree) === 'SelectStmt') {
    const own = queryOf(state, inner, tree, { ...anything, keys })
    // it is written where it is read: at the top of the statement there is nothing of what it reads
    const once = readsRecursion(tree, ctes)
    if (!isRefused(own.term) && (inner.free || once)) {
      const columns = renamed(own.columns, keys)
      return [
        { term: own.term, columns, read: true, inline: { query: own.term, free: inner.free, once } },
        () => own.term,
      ]
    }
    const term = isRefused(own.term)
      ? own.term
      : constant(
          state,
          parts.ctename,
          piped(own.term, cteStep(uniqueName(state, parts.ctename), parts.ctematerialized)),
        )
    return [{ term, columns: renamed(own.columns, keys), read: false }, () => call('withCte', term)]
  }
  const own = write(state, inner, tree)
  if (isRefused(own.term)) return [{ term: own.term, columns: own.columns, read: true }, () => own.term]
  if (own.columns.length === 0) {
    const term = constant(state, parts.ctename, own.term)
    return [{ term, columns: [], read: false }, () => call('withCte', js(uniqueName(state, parts.ctename)), term)]
  }
  const term = constant(
    state,
    parts.ctename,
    piped(own.term, cteStep(uniqueName(state, parts.ctename), parts.ctematerialized)),
  )
  return [{ term, columns: renamed(own.columns, keys), read: false }, () => call('withCte', term)]
}

/** The common table expressions of a statement, beside those of the statements around it. */
export const withClause = (state: State, scope: Scope, clause: Parts | undefined): With => {
  if (clause === undefined) return { ctes: scope.ctes, steps: () => [] }
  const all = listOf(clause.ctes).map(partsOf)
  let ctes = scope.ctes
  const idle: Array<readonly [Named, () => Term]> = []
  for (const parts of clause.recursive === true ? inOrder(all) : all) {
    const own = one(state, scope, ctes, parts, clause.recursive === true)
    ctes = new Map([...ctes, [parts.ctename, own[0]]])
    idle.push(own)
  }
  return { ctes, steps: () => idle.filter(([{ read, term }]) => !read && !isRefused(term)).map(([, step]) => step()) }
}

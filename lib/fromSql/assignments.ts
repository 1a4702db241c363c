/** New values for columns, as UPDATE, ON CONFLICT and MERGE have them. */
import { bare } from './constants.js'
import { expandedAll, translate } from './expression.js'
import { anything, ofType, type Query, queryOf } from './query.js'
import { type Scope, type ScopeColumn, type ScopeSource, scopeIn } from './Scope.js'
import { type Ex, ex, expression, isRefused, refuse, type State, typeOf } from './State.js'
import { call, js, list, member, object, ref, type Term } from './term.js'
import { as, listOf, type Parts, partsOf, stringOf, type Tree, tagOf } from './tree.js'

/** The target of a write, and the columns that are written. */
export interface Target {
  readonly source: ScopeSource
}

export const columnNamed = (target: ScopeSource, name: string): ScopeColumn | null =>
  target.columns.find((column) => column.name === name) ?? null

/** A value for a column: null where the column takes it, a bare value, or an expression of its type. */
export const columnValue = (state: State, tree: Tree, it: Ex, column: ScopeColumn): Term => {
  if (it.constant?.kind === 'null' && column.nullable) return js(null)
  if ((it.value as { readonly _tag?: string } | null)?._tag === 'Default') return it
  const value = bare(it, column.type)
  if (value !== null) return value
  const own = ofType(state, tree, it, column.type)
  return own.nullable && !column.nullable && !isRefused(own)
    ? expression(state, tree, ref('asNotNull'), [own], false)
    : own
}

/** A place inside a column: an element, or a field. */
const place = (
  state: State,
  scope: Scope,
  target: ScopeSource,
  name: string,
  steps: ReadonlyArray<Tree>,
  tree: Tree,
): Ex => {
  const column = columnNamed(target, name)
  if (column === null) return refuse(state, tree, `there is no column ${name} to write to`)
  let at: Ex = ex(member(member(target.term, 'c'), column.key), column.nullable)
  const indices: Array<Term> = []
  const index = (own: Tree): Term => {
    const it = translate(state, scope, own)
    return bare(it, { _tag: 'integer' }) ?? it
  }
  for (const [i, step] of steps.entries()) {
    if (tagOf(step) === 'String') {
      at = expression(state, tree, ref('field'), [at, js(stringOf(step))], true)
      continue
    }
    const parts = partsOf(step)
    if (parts.is_slice === true) {
      const [first = [], ...more] = steps.slice(i).map((own): ReadonlyArray<Term> => {
        const { lidx, uidx } = partsOf(own)
        return [lidx === undefined ? js(null) : index(lidx), uidx === undefined ? js(null) : index(uidx)]
      })
      return expression(state, tree, ref('slice'), [at, ...first, ...more.map(list)], true)
    }
    indices.push(index(parts.uidx))
    if (tagOf(steps[i + 1]) !== 'A_Indices') {
      at = expression(state, tree, ref('at'), [at, ...indices.splice(0)], true)
    }
  }
  return at
}

/** What an assignment of several columns gives one of them. */
export interface Assignments {
  /** Whole columns. */
  readonly set: ReadonlyArray<readonly [key: string, value: Term]>
  /** Elements and fields, and rows of queries. */
  readonly places: ReadonlyArray<{ readonly target: Ex; readonly value: Term } | { readonly query: Query }>
}

const rowItem = (state: State, scope: Scope, source: Tree, colno: number): Ex | null => {
  const row = as('RowExpr', source)
  return row === null ? null : (expandedAll(state, scope, listOf(row.args))[colno - 1] ?? null)
}

/** The row of a query, whose columns have the keys of those that they are written to. */
const rowQuery = (state: State, scope: Scope, source: Tree, columns: ReadonlyArray<ScopeColumn>): Query =>
  queryOf(state, scopeIn(scope, scope.ctes), partsOf(source).subselect, {
    ...anything,
    keys: columns.map(({ key }) => key),
    types: columns.map(({ type }) => type),
    convert: true,
    nulls: columns.map(({ nullable }) => (nullable ? null : false)),
  })

export const assignmentsOf = (
  state: State,
  scope: Scope,
  target: ScopeSource,
  list: ReadonlyArray<Tree>,
): Assignments => {
  const set: Array<readonly [string, Term]> = []
  const places: Array<Assignments['places'][number]> = []
  for (const [i, tree] of list.entries()) {
    const { name, indirection, val } = partsOf(tree)
    const multi = as('MultiAssignRef', val)
    if (multi !== null && tagOf(multi.source) === 'SubLink') {
      if ((multi.colno ?? 1) !== 1) continue
      const names = list.slice(i, i + multi.ncolumns).map((each) => String(partsOf(each).name))
      const columns = names.flatMap((each) => columnNamed(target, each) ?? [])
      places.push({ query: rowQuery(state, scope, multi.source, columns) })
      continue
    }
    const value = multi === null ? translate(state, scope, val) : rowItem(state, scope, multi.source, multi.colno ?? 1)
    const column = columnNamed(target, name)
    if (column === null || value === null) {
      set.push([name, refuse(state, tree, `there is no column ${String(name)} to write to`)])
      continue
    }
    if (listOf(indirection).length === 0) set.push([column.key, columnValue(state, val, value, column)])
    else {
      const at = place(state, scope, target, name, listOf(indirection), tree)
      places.push({ target: at, value: bare(value, typeOf(at)) ?? ofType(state, val, value, typeOf(at)) })
    }
  }
  return { set, places }
}

/** What comes beside whole columns, for `doUpdate` and `thenUpdate`. */
export const assigned = (target: ScopeSource, places: Assignments['places']): ReadonlyArray<Term> =>
  places.map((own) =>
    'query' in own
      ? call(
          'assignFrom',
          own.query.term,
          object(own.query.columns.map(({ key }) => [key, member(member(target.term, 'c'), key)])),
        )
      : call('assign', own.target, own.value),
  )

/** The parts of a row to insert, by the names of its columns. */
export const placesOf = (
  state: State,
  scope: Scope,
  target: ScopeSource,
  cols: ReadonlyArray<Parts>,
  tree: Tree,
): ReadonlyArray<Ex> =>
  cols.map(({ name, indirection }) => place(state, scope, target, name, listOf(indirection), tree))

/** INSERT, UPDATE, DELETE and MERGE. */
import { assigned, assignmentsOf, columnNamed, columnValue, placesOf } from './assignments.js'
import { condition, translate } from './expression.js'
import { sourceAlone, sourceTerms, targetTable } from './from.js'
import { anything, type Query, queryOf } from './query.js'
import { type Scope, type ScopeColumn, type ScopeSource, scopeIn } from './Scope.js'
import { type Ex, isRefused, refuse, type State, typeOf } from './State.js'
import { returned } from './select.js'
import { arrow, call, js, list, local, member, object, piped, ref, type Term } from './term.js'
import { itemsOf, lastWord, listOf, type Parts, partsOf, type Tree, tagOf } from './tree.js'
import { withClause } from './with.js'

// -------------------------------------------------------------------------------------
// what all of them have
// -------------------------------------------------------------------------------------

/** The table that is written to, among the sources. */
const target = (state: State, scope: Scope, relation: Parts): ScopeSource | Ex => {
  const term = targetTable(state, scope, { ...relation, inh: relation.inh })
  if (isRefused(term)) return term as Ex
  const [own] = scope.sources
  return { ...(own as ScopeSource), term }
}

const isSource = (own: ScopeSource | Ex): own is ScopeSource => 'columns' in own

/** The names of the row as it was, and as it is: `old` and `new`, unless the clause says others. */
const versionNames = (clause: Parts | undefined): Readonly<Record<'old' | 'new', string>> => {
  const named = listOf(clause?.options).map(partsOf)
  const nameOf = (option: string): string | undefined => named.find((own) => own.option === option)?.value
  return { old: nameOf('RETURNING_OPTION_OLD') ?? 'old', new: nameOf('RETURNING_OPTION_NEW') ?? 'new' }
}

/** The row as it was, and as it is. */
const versions = (scope: Scope, own: ScopeSource, names: Readonly<Record<'old' | 'new', string>>): Scope => ({
  ...scope,
  sources: [
    ...scope.sources,
    ...(['old', 'new'] as const).map((version) => ({
      ...own,
      name: names[version],
      term: call(`${version}Row`, own.term),
      outer: true,
      qualified: true,
    })),
  ],
})

const reads = (tree: Tree, { old, new: now }: Readonly<Record<'old' | 'new', string>>): boolean =>
  [old, now].some((name) => JSON.stringify(tree ?? null).includes(`{"sval":${JSON.stringify(name)}}},{`))

const returning = (
  state: State,
  scope: Scope,
  own: ScopeSource,
  clause: Parts | undefined,
  outer: boolean,
): { readonly steps: ReadonlyArray<Term>; readonly columns: ReadonlyArray<ScopeColumn> } => {
  const trees = listOf(clause?.exprs)
  if (trees.length === 0) return { steps: [], columns: [] }
  const names = versionNames(clause)
  const isVersioned = reads(trees, names)
  const within = isVersioned ? versions(scope, own, names) : scope
  const { fields, columns } = returned(state, within, trees, anything)
  const wrong = columns.find(({ selected }) => isRefused(selected))
  if (wrong !== undefined) return { steps: [wrong.selected], columns: [] }
  return { steps: [call(isVersioned || outer ? 'returningWith' : 'returning', fields)], columns }
}

/** A statement of steps, or the first problem among them. */
const written = (start: Term, steps: ReadonlyArray<Term>, columns: ReadonlyArray<ScopeColumn>): Query => {
  const wrong = [start, ...steps].find(isRefused)
  return { term: wrong ?? piped(start, ...steps), columns }
}

const whereSteps = (state: State, scope: Scope, clause: Tree): ReadonlyArray<Term> => {
  if (clause === undefined) return [ref('everyRow')]
  if (tagOf(clause) === 'CurrentOfExpr')
    return [refuse(state, clause, 'joinery has no cursors, and so no WHERE CURRENT OF', 'find the row by its key')]
  return [call('where', condition(state, scope, clause))]
}

const isOuter = (scope: Scope): boolean => scope.sources.some(({ outer }) => outer)

// -------------------------------------------------------------------------------------
// insert
// -------------------------------------------------------------------------------------

const isDefault = (tree: Tree): boolean => tagOf(tree) === 'SetToDefault'

/** Rows of values by the keys of their columns; a column that gets its default in all of them is left out. */
const valueSteps = (
  state: State,
  scope: Scope,
  columns: ReadonlyArray<ScopeColumn>,
  rows: ReadonlyArray<ReadonlyArray<Tree>>,
): ReadonlyArray<Term> => {
  const idle = columns.map((_, i) => rows.every((row) => isDefault(row[i]) || row[i] === undefined))
  if (idle.every((isIdle) => isIdle)) return rows.map(() => ref('defaultValues'))
  const terms = rows.map((row) =>
    object(
      columns.flatMap((column, i): ReadonlyArray<readonly [string, Term]> => {
        const tree = row[i]
        return idle[i] || tree === undefined
          ? []
          : [[column.key, columnValue(state, tree, translate(state, scope, tree), column)]]
      }),
    ),
  )
  return [call('values', terms.length === 1 ? (terms[0] as Term) : list(terms))]
}

const insertedColumns = (own: ScopeSource, cols: ReadonlyArray<Parts>): ReadonlyArray<ScopeColumn> =>
  cols.length === 0 ? own.columns : cols.flatMap(({ name }) => columnNamed(own, name) ?? [])

/** The rows of a query, whose columns are named after those that they go to. */
const querySteps = (
  state: State,
  scope: Scope,
  own: ScopeSource,
  cols: ReadonlyArray<Parts>,
  tree: Tree,
): ReadonlyArray<Term> => {
  const columns = insertedColumns(own, cols)
  const inside = cols.some(({ indirection }) => listOf(indirection).length > 0)
  const places = inside ? placesOf(state, scope, own, cols, tree) : []
  const keys = inside
    ? columns.map(({ key }, i) => (listOf(cols[i]?.indirection).length > 0 ? `${key}_${i + 1}` : key))
    : columns.map(({ key }) => key)
  const query = queryOf(state, scopeIn(scope.outer, scope.ctes), tree, {
    ...anything,
    keys,
    types: inside ? places.map(typeOf) : columns.map(({ type }) => type),
    convert: true,
    nulls: columns.map(({ nullable }) => (nullable || inside ? null : false)),
  })
  if (isRefused(query.term)) return [query.term]
  return [
    inside
      ? call('insertFrom', query.term, object(places.map((place, i) => [keys[i] ?? '', place])))
      : call('insertFrom', query.term),
  ]
}

const overridings: Readonly<Record<string, string>> = {
  OVERRIDING_USER_VALUE: 'user',
  OVERRIDING_SYSTEM_VALUE: 'system',
}

/** The row that was to be inserted, as ON CONFLICT has it. */
const excludedSource = (own: ScopeSource): ScopeSource => {
  const columns = (call('alias', own.term, js('excluded')).value as { readonly c: object }).c
  return {
    ...own,
    name: 'excluded',
    term: local('{ c: excluded }', { c: columns }),
    qualified: true,
    outer: false,
    columns: own.columns.map((column) => ({
      ...column,
      value: { ...member(local('excluded', columns), column.key), nullable: column.nullable, constant: null },
    })),
  }
}

const indexElement = (state: State, scope: Scope, tree: Tree, own: ScopeSource): Term => {
  const { name, expr, opclass } = partsOf(tree)
  const column = name === undefined ? null : columnNamed(own, name)
  const it: Term = column === null ? translate(state, scope, expr) : member(member(own.term, 'c'), column.key)
  return listOf(opclass).length === 0 ? it : call('opclass', it, js(lastWord(opclass)))
}

const conflictTarget = (state: State, scope: Scope, infer: Parts | undefined, own: ScopeSource): Term => {
  if (infer === undefined) return ref('anyConflict')
  if (infer.conname !== undefined) return call('onConstraint', js(infer.conname))
  const elements = listOf(infer.indexElems).map((tree) => indexElement(state, scope, tree, own))
  return elements.length === 1 ? (elements[0] as Term) : list(elements)
}

const conflictAction = (state: State, scope: Scope, clause: Parts, own: ScopeSource): Term => {
  if (clause.action === 'ONCONFLICT_NOTHING') return ref('doNothing')
  const within: Scope = { ...scope, sources: [...scope.sources, excludedSource(own)] }
  const { set, places } = assignmentsOf(state, within, own, listOf(clause.targetList))
  const also = assigned(own, places)
  const options = [
    ...(clause.whereClause === undefined
      ? []
      : [['where', ofExcluded(condition(state, within, clause.whereClause))] as const]),
    ...(also.length === 0 ? [] : [['also', ofExcluded(list(also))] as const]),
  ]
  return call('doUpdate', ofExcluded(object(set)), ...(options.length === 0 ? [] : [object(options)]))
}

const readsExcluded = (term: Term): boolean => JSON.stringify(term.code).includes('"excluded')

/** A function of the row that was to be inserted, which it need not read. */
const ofExcluded = (body: Term): Term => arrow(readsExcluded(body) ? 'excluded' : '', () => body.value, [], body.code)

const conflictSteps = (
  state: State,
  scope: Scope,
  clause: Parts | undefined,
  own: ScopeSource,
): ReadonlyArray<Term> => {
  if (clause === undefined) return []
  const where =
    clause.infer?.whereClause === undefined
      ? []
      : [object([['where', condition(state, scope, clause.infer.whereClause)]])]
  return [
    call(
      'onConflict',
      conflictTarget(state, scope, clause.infer, own),
      conflictAction(state, scope, clause, own),
      ...where,
    ),
  ]
}

const insert = (state: State, scope: Scope, parts: Parts): Query => {
  const own = target(state, scope, parts.relation)
  if (!isSource(own)) return { term: own, columns: [] }
  const cols = listOf(parts.cols).map(partsOf)
  const unknown = cols.find(({ name }) => columnNamed(own, name) === null)
  if (unknown !== undefined)
    return { term: refuse(state, unknown, `there is no column ${String(unknown.name)} to write to`), columns: [] }
  const overriding = overridings[parts.override]
  const query = partsOf(parts.selectStmt)
  const rows = listOf(query.valuesLists).map(itemsOf)
  const isValues =
    rows.length > 0 &&
    query.sortClause === undefined &&
    query.limitCount === undefined &&
    query.withClause === undefined &&
    !cols.some(({ indirection }) => listOf(indirection).length > 0)
  const outside = scopeIn(scope.outer, scope.ctes)
  const rowsOrQuery =
    parts.selectStmt === undefined
      ? [ref('defaultValues')]
      : isValues
        ? valueSteps(state, outside, insertedColumns(own, cols), rows)
        : querySteps(state, scope, own, cols, parts.selectStmt)
  const { steps, columns } = returning(state, scope, own, parts.returningClause, false)
  return written(
    call('insertInto', own.term),
    [
      ...(overriding === undefined ? [] : [call('overriding', js(overriding))]),
      ...rowsOrQuery,
      ...conflictSteps(state, scope, parts.onConflictClause, own),
      ...steps,
    ],
    columns,
  )
}

// -------------------------------------------------------------------------------------
// update and delete
// -------------------------------------------------------------------------------------

const update = (state: State, scope: Scope, parts: Parts): Query => {
  const own = target(state, scope, parts.relation)
  if (!isSource(own)) return { term: own, columns: [] }
  const sources = sourceTerms(state, scope, parts.fromClause)
  const { set, places } = assignmentsOf(state, scope, own, listOf(parts.targetList))
  const others = places.map((place) =>
    'query' in place
      ? isRefused(place.query.term)
        ? place.query.term
        : call('setFrom', place.query.term)
      : call('setTo', place.target, place.value),
  )
  const wrong = set.find(([, value]) => isRefused(value))
  const { steps, columns } = returning(state, scope, own, parts.returningClause, isOuter(scope))
  return written(
    call('update', own.term),
    [
      ...sources.map((source) => (isRefused(source) ? source : call('updateFrom', source))),
      ...(wrong !== undefined ? [wrong[1]] : set.length === 0 ? [] : [call('set', object(set))]),
      ...others,
      ...whereSteps(state, scope, parts.whereClause),
      ...steps,
    ],
    columns,
  )
}

const remove = (state: State, scope: Scope, parts: Parts): Query => {
  const own = target(state, scope, parts.relation)
  if (!isSource(own)) return { term: own, columns: [] }
  const sources = sourceTerms(state, scope, parts.usingClause)
  const { steps, columns } = returning(state, scope, own, parts.returningClause, isOuter(scope))
  return written(
    call('deleteFrom', own.term),
    [
      ...sources.map((source) => (isRefused(source) ? source : call('using', source))),
      ...whereSteps(state, scope, parts.whereClause),
      ...steps,
    ],
    columns,
  )
}

// -------------------------------------------------------------------------------------
// merge
// -------------------------------------------------------------------------------------

const mergeAction = (state: State, scope: Scope, own: ScopeSource, parts: Parts): Term => {
  switch (parts.commandType) {
    case 'CMD_DELETE':
      return ref('thenDelete')
    case 'CMD_UPDATE': {
      const { set, places } = assignmentsOf(state, scope, own, listOf(parts.targetList))
      const wrong = set.find(([, value]) => isRefused(value))
      return wrong === undefined ? call('thenUpdate', object(set), ...assigned(own, places)) : wrong[1]
    }
    case 'CMD_INSERT': {
      const columns = insertedColumns(own, listOf(parts.targetList).map(partsOf))
      const overriding = overridings[parts.override]
      const options = overriding === undefined ? [] : [object([['overriding', js(overriding)]])]
      const row = listOf(parts.values).flatMap((tree, i): ReadonlyArray<readonly [string, Term]> => {
        const column = columns[i]
        return column === undefined || isDefault(tree)
          ? []
          : [[column.key, columnValue(state, tree, translate(state, scope, tree), column)]]
      })
      const wrong = row.find(([, value]) => isRefused(value))
      return wrong === undefined ? call('thenInsert', object(row), ...options) : wrong[1]
    }
    default:
      return ref('doNothing')
  }
}

const matches: Readonly<Record<string, string>> = {
  MERGE_WHEN_MATCHED: 'whenMatched',
  MERGE_WHEN_NOT_MATCHED_BY_TARGET: 'whenNotMatched',
  MERGE_WHEN_NOT_MATCHED_BY_SOURCE: 'whenNotMatchedBySource',
}

const when = (state: State, scope: Scope, own: ScopeSource, tree: Tree): Term => {
  const parts = partsOf(tree)
  // what is not matched meets no row of the table, and what is not matched by the source none of that
  const sources =
    parts.matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_TARGET'
      ? scope.sources.slice(1)
      : parts.matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE'
        ? scope.sources.slice(0, 1)
        : scope.sources
  const inner: Scope = { ...scope, sources }
  const and = parts.condition === undefined ? [] : [object([['and', condition(state, inner, parts.condition)]])]
  const action = mergeAction(state, inner, own, parts)
  return isRefused(action) ? action : call(matches[parts.matchKind] ?? 'whenMatched', action, ...and)
}

const merge = (state: State, scope: Scope, parts: Parts): Query => {
  const own = target(state, scope, parts.relation)
  if (!isSource(own)) return { term: own, columns: [] }
  const source = sourceAlone(state, scope, parts.sourceRelation)
  if (isRefused(source)) return { term: source, columns: [] }
  const on = condition(state, scope, parts.joinCondition)
  const whens = listOf(parts.mergeWhenClauses).map((tree) => when(state, scope, own, tree))
  const alone = listOf(parts.mergeWhenClauses).some(
    (tree) => partsOf(tree).matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE',
  )
  const { steps, columns } = returning(state, scope, own, parts.returningClause, alone)
  return written(
    call('mergeInto', own.term),
    isRefused(on) ? [on] : [call('mergeUsing', source, on), ...whens, ...steps],
    columns,
  )
}

// -------------------------------------------------------------------------------------
// all of them
// -------------------------------------------------------------------------------------

const kinds: Readonly<Record<string, (state: State, scope: Scope, parts: Parts) => Query>> = {
  InsertStmt: insert,
  UpdateStmt: update,
  DeleteStmt: remove,
  MergeStmt: merge,
}

/** A statement that writes. */
export const write = (state: State, scope: Scope, tree: Tree): Query => {
  const own = kinds[tagOf(tree)]
  if (own === undefined) return { term: refuse(state, tree, `joinery has nothing for ${tagOf(tree)}`), columns: [] }
  const parts = partsOf(tree)
  const { ctes, steps } = withClause(state, scope, parts.withClause)
  const inner: Scope = { ...scope, ctes }
  const made = own(state, inner, parts)
  if (inner.free) scope.free = true
  return isRefused(made.term) ? made : { ...made, term: piped(made.term, ...steps()) }
}

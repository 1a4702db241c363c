/** SELECT: its clauses as the steps of a `pipe`, in the order in which the database reads them. */
import { orderTerm } from './aggregates.js'
import { said } from './constants.js'
import { keyDoc, objectDoc } from './doc.js'
import { condition, translate } from './expression.js'
import { fromTerm } from './from.js'
import { limitsOf, outputOrder, outputTerm, type Query, uniqueKeys, type Wanted, wantedValue } from './query.js'
import { columnEx, type Scope, type ScopeColumn, type ScopeSource, sourceNamed, starColumns } from './Scope.js'
import { constant, type Ex, expression, isRefused, refuse, type State, typeOf } from './State.js'
import { call, js, list, object, piped, ref, type Term } from './term.js'
import { as, lastWord, listOf, type Parts, partsOf, shapeOf, stringOf, type Tree, tagOf } from './tree.js'
import { declareWindows } from './windows.js'

// -------------------------------------------------------------------------------------
// what is selected
// -------------------------------------------------------------------------------------

/** One column that is selected, or all of a source's. */
interface Target {
  readonly name: string
  readonly tree: Tree | null
  readonly value: Ex | null
  /** The source whose columns these are, side by side. */
  readonly spread: ScopeSource | null
}

/** The name that PostgreSQL gives a column that has none. */
export const figuredName = (tree: Tree): string => {
  const parts = partsOf(tree)
  switch (tagOf(tree)) {
    case 'ColumnRef': {
      const last = listOf(parts.fields).at(-1)
      return tagOf(last) === 'A_Star' ? '?column?' : stringOf(last)
    }
    case 'A_Indirection': {
      const field = [...listOf(parts.indirection)].reverse().find((step) => tagOf(step) === 'String')
      return field === undefined ? figuredName(parts.arg) : stringOf(field)
    }
    case 'FuncCall':
      return lastWord(parts.funcname)
    case 'A_Expr':
      return parts.kind === 'AEXPR_NULLIF' ? 'nullif' : '?column?'
    case 'TypeCast': {
      const inner = figuredName(parts.arg)
      return inner === '?column?' ? lastWord(parts.typeName.names) : inner
    }
    case 'CollateClause':
      return figuredName(parts.arg)
    case 'CaseExpr': {
      const inner = parts.defresult === undefined ? '?column?' : figuredName(parts.defresult)
      return tagOf(parts.defresult) === 'ColumnRef' ? inner : 'case'
    }
    case 'SQLValueFunction':
      return String(parts.op)
        .replace(/^SVFOP_/, '')
        .replace(/_N$/, '')
        .toLowerCase()
    case 'SubLink': {
      if (parts.subLinkType === 'EXISTS_SUBLINK') return 'exists'
      if (parts.subLinkType === 'ARRAY_SUBLINK') return 'array'
      if (parts.subLinkType !== 'EXPR_SUBLINK') return '?column?'
      const [first] = listOf(partsOf(parts.subselect).targetList)
      return as('ResTarget', first)?.name ?? figuredName(as('ResTarget', first)?.val)
    }
    default:
      return fixedNames[tagOf(tree)] ?? '?column?'
  }
}

const fixedNames: Readonly<Record<string, string>> = {
  CoalesceExpr: 'coalesce',
  A_ArrayExpr: 'array',
  RowExpr: 'row',
  GroupingFunc: 'grouping',
  MinMaxExpr: 'greatest',
  MergeSupportFunc: 'merge_action',
  JsonObjectConstructor: 'json_object',
  JsonArrayConstructor: 'json_array',
  JsonArrayQueryConstructor: 'json_array',
  JsonObjectAgg: 'json_objectagg',
  JsonArrayAgg: 'json_arrayagg',
  JsonFuncExpr: 'json_value',
  JsonParseExpr: 'json',
  JsonScalarExpr: 'json_scalar',
  JsonSerializeExpr: 'json_serialize',
}

/** Whether all columns of a source keep their names where it is selected whole. */
const keepsNames = (source: ScopeSource): boolean =>
  source.columns.every((column) => column.name === column.key && column.value === undefined) &&
  Object.keys((source.term.value as { readonly columns?: object } | null)?.columns ?? {}).length ===
    source.columns.length &&
  Object.keys((source.term.value as { readonly c?: object } | null)?.c ?? {}).length === source.columns.length

const starTargets = (state: State, scope: Scope, words: ReadonlyArray<Tree>, tree: Tree): ReadonlyArray<Target> => {
  const name = words.length > 1 ? stringOf(words[words.length - 2]) : null
  const own = name === null ? null : sourceNamed(scope, name)
  if (name !== null && own === null)
    return [{ name: '?column?', tree: null, value: refuse(state, tree, `there is no ${name} here`), spread: null }]
  const sources = own === null ? scope.sources.filter(({ qualified }) => qualified !== true) : [own]
  if ((own !== null || scope.merged.length === 0) && sources.every(keepsNames))
    return sources.map((source) => ({ name: '', tree: null, value: null, spread: source }))
  const columns =
    own === null ? starColumns(scope, null) : own.columns.map((column) => [column.name, columnEx(own, column)] as const)
  return columns.map(([column, value]) => ({ name: column, tree: null, value, spread: null }))
}

/** `(value).*` */
const fieldTargets = (state: State, scope: Scope, parts: Parts, tree: Tree): ReadonlyArray<Target> => {
  const operand = translate(state, scope, parts.arg)
  const fields = expression(state, tree, ref('row'), [operand], false)
  const all = call('allFields', operand)
  return isRefused(fields)
    ? [{ name: '?column?', tree: null, value: fields, spread: null }]
    : Object.keys(all.value as object).map((key) => ({
        name: key,
        tree: null,
        value: expression(state, tree, ref('field'), [operand, js(key)], true),
        spread: null,
      }))
}

const targetsOf = (state: State, scope: Scope, trees: ReadonlyArray<Tree>): ReadonlyArray<Target> =>
  trees.flatMap((tree): ReadonlyArray<Target> => {
    const { name, val } = partsOf(tree)
    const words = listOf(as('ColumnRef', val)?.fields)
    if (tagOf(words.at(-1)) === 'A_Star') return starTargets(state, scope, words, val)
    const steps = as('A_Indirection', val)
    if (steps !== null && tagOf(listOf(steps.indirection).at(-1)) === 'A_Star')
      return fieldTargets(state, scope, steps, val)
    return [{ name: name ?? figuredName(val), tree: val, value: null, spread: null }]
  })

/** A column as it is selected. */
interface Selected extends ScopeColumn {
  readonly selected: Ex
  readonly tree: Tree | null
}

/** Sources whose columns go by, where no other column has their names. */
const expanded = (targets: ReadonlyArray<Target>, wanted: Wanted): ReadonlyArray<Target> => {
  const names = targets.flatMap(({ name, spread }) =>
    spread === null ? [name] : spread.columns.map((column) => column.name),
  )
  const isUnique = new Set(names).size === names.length
  const isWanted = wanted.keys.length === 0 || wanted.keys.every((key, i) => key === names[i])
  const isPlain = wanted.convert !== true && (wanted.nulls ?? []).every((nulls) => nulls === null)
  return isUnique && isWanted && isPlain && !names.some((name) => /^\d+$/.test(name))
    ? targets
    : targets.flatMap((target) =>
        target.spread === null
          ? [target]
          : target.spread.columns.map((column) => ({
              name: column.name,
              tree: null,
              value: columnEx(target.spread as ScopeSource, column),
              spread: null,
            })),
      )
}

interface Projected {
  readonly fields: Term
  readonly columns: ReadonlyArray<Selected>
}

const projected = (state: State, scope: Scope, targets: ReadonlyArray<Target>, wanted: Wanted): Projected => {
  const all = expanded(targets, wanted)
  const names = all.flatMap(({ name, spread }) =>
    spread === null ? [name] : spread.columns.map((column) => column.name),
  )
  const keys = uniqueKeys(names.map((name, i) => wanted.keys[i] ?? name))
  let at = 0
  const columns: Array<Selected> = []
  const codes: Array<readonly [key: string | null, term: Term, lateral?: boolean]> = []
  for (const { tree, value, spread } of all) {
    if (spread !== null) {
      codes.push([null, spread.term, spread.lateral === true])
      for (const column of spread.columns) {
        const own = columnEx(spread, column)
        const { name, key, type } = column
        columns.push({ name, key, type, nullable: own.nullable, selected: own, tree: null })
        at += 1
      }
      continue
    }
    const key = keys[at] ?? ''
    const own = wantedValue(state, tree, value ?? translate(state, scope, tree), wanted, at)
    columns.push({ name: names[at] ?? key, key, nullable: own.nullable, type: typeOf(own), selected: own, tree })
    codes.push([key, own])
    at += 1
  }
  return { fields: fieldsOf(codes), columns }
}

/** One source alone is selected whole; among others its columns are spread. */
const fieldsOf = (codes: ReadonlyArray<readonly [key: string | null, term: Term, lateral?: boolean]>): Term => {
  const [only, ...others] = codes
  if (only !== undefined && only[0] === null && only[2] !== true && others.length === 0) return only[1]
  return {
    code: objectDoc(
      codes.map(([key, { code }]) =>
        key === null ? ['...', code, '.c'] : code === key ? key : [keyDoc(key), ': ', code],
      ),
    ),
    value: Object.fromEntries(
      codes.flatMap(([key, { value }]) =>
        key === null ? Object.entries((value as { readonly c: object }).c) : [[key, value]],
      ),
    ),
  }
}

/** What a write gives back. */
export const returned = (state: State, scope: Scope, trees: ReadonlyArray<Tree>, wanted: Wanted): Projected =>
  projected(state, scope, targetsOf(state, scope, trees), wanted)

// -------------------------------------------------------------------------------------
// groups
// -------------------------------------------------------------------------------------

/** The expression that a place or a name in GROUP BY means. */
const meant = (scope: Scope, tree: Tree, targets: ReadonlyArray<Target>): Tree => {
  const place = as('A_Const', tree)?.ival?.ival
  if (typeof place === 'number') return targets[place - 1]?.tree ?? tree
  const fields = listOf(as('ColumnRef', tree)?.fields)
  if (fields.length !== 1) return tree
  const name = stringOf(fields[0])
  const isColumn =
    scope.sources.some(({ columns }) => columns.some((column) => column.name === name)) ||
    scope.merged.some((one) => one.name === name)
  if (isColumn) return tree
  return targets.find((target) => target.tree !== null && target.name === name)?.tree ?? tree
}

/** A column by its place, where it comes from a `*`. */
const placedColumn = (targets: ReadonlyArray<Target>, tree: Tree): Ex | null => {
  const place = as('A_Const', tree)?.ival?.ival
  if (typeof place !== 'number') return null
  const all = targets.flatMap(({ value, spread }) =>
    spread === null ? [value] : spread.columns.map((column) => columnEx(spread, column)),
  )
  return all[place - 1] ?? null
}

const isSimple = (tree: Tree): boolean => ['ColumnRef', 'A_Const', 'ParamRef'].includes(tagOf(tree))

/** Expressions that are said twice are constants: the database has to see that they are one. */
const share = (state: State, scope: Scope, tree: Tree, name: string, elsewhere: string): void => {
  const shape = shapeOf(tree)
  if (isSimple(tree) || scope.shared.has(shape) || !elsewhere.includes(shape)) return
  const own = said(state, translate(state, scope, tree))
  if (isRefused(own)) return
  const made = constant(state, name, own)
  scope.shared = new Map([
    ...scope.shared,
    [shape, { code: made.code, value: made.value, nullable: own.nullable, constant: null }],
  ])
}

const groupElement = (state: State, scope: Scope, tree: Tree, targets: ReadonlyArray<Target>): Term => {
  const row = as('RowExpr', tree)
  if (row !== null) return list(listOf(row.args).map((arg) => groupElement(state, scope, arg, targets)))
  const place = placedColumn(targets, tree)
  if (place !== null) return place
  return as('GroupingSet', tree) === null
    ? said(state, translate(state, scope, meant(scope, tree, targets)))
    : groupingSet(state, scope, tree, targets)
}

const groupingSet = (state: State, scope: Scope, tree: Tree, targets: ReadonlyArray<Target>): Term => {
  const { kind, content } = partsOf(tree)
  const items = listOf(content).map((own) => groupElement(state, scope, own, targets))
  switch (kind) {
    case 'GROUPING_SET_EMPTY':
      return call('groupingSets', list([]))
    case 'GROUPING_SET_ROLLUP':
      return call('rollup', ...items)
    case 'GROUPING_SET_CUBE':
      return call('cube', ...items)
    case 'GROUPING_SET_SETS':
      return call(
        'groupingSets',
        ...listOf(content).map((own, i) =>
          as('GroupingSet', own)?.kind === 'GROUPING_SET_EMPTY' ? list([]) : (items[i] as Term),
        ),
      )
    default:
      return refuse(state, tree, `joinery has nothing for ${String(kind)}`)
  }
}

/** The trees that a GROUP BY is by, inside of grouping sets too. */
const groupTrees = (scope: Scope, trees: ReadonlyArray<Tree>, targets: ReadonlyArray<Target>): ReadonlyArray<Tree> =>
  trees.flatMap((tree) => {
    const inner = as('GroupingSet', tree) ?? as('RowExpr', tree)
    return inner === null
      ? [meant(scope, tree, targets)]
      : groupTrees(scope, listOf(inner.content ?? inner.args), targets)
  })

/** `(a, b)` without more is by both of them. */
const topElements = (trees: ReadonlyArray<Tree>): ReadonlyArray<Tree> =>
  trees.flatMap((tree) => {
    const row = as('RowExpr', tree)
    return row !== null && row.row_format === 'COERCE_IMPLICIT_CAST' ? listOf(row.args) : [tree]
  })

// -------------------------------------------------------------------------------------
// orders
// -------------------------------------------------------------------------------------

/** The selected column that an order means; null where it is an expression of its own. */
const orderedColumn = (columns: ReadonlyArray<Selected>, tree: Tree, isDistinct: boolean): Selected | null => {
  const place = as('A_Const', tree)?.ival?.ival
  if (typeof place === 'number') return columns[place - 1] ?? null
  const fields = listOf(as('ColumnRef', tree)?.fields)
  if (fields.length === 1) {
    const named = columns.find(({ name }) => name === stringOf(fields[0]))
    if (named !== undefined) return named
  }
  const shape = shapeOf(tree)
  return isDistinct ? (columns.find((column) => column.tree !== null && shapeOf(column.tree) === shape) ?? null) : null
}

const isColumn = ({ value }: Ex): boolean => (value as { readonly _tag?: string } | null)?._tag === 'Column'

const orderSteps = (
  state: State,
  scope: Scope,
  sorts: ReadonlyArray<Tree>,
  columns: ReadonlyArray<Selected>,
  isDistinct: boolean,
): ReadonlyArray<Term> => {
  const runs: Array<{ readonly output: boolean; readonly orders: Array<Term> }> = []
  for (const sort of sorts) {
    const parts = partsOf(sort)
    const direction = usedDirection(parts)
    const column = orderedColumn(columns, parts.node, isDistinct)
    const output = column !== null && !isColumn(column.selected)
    const operand =
      column === null
        ? said(state, translate(state, scope, parts.node))
        : output
          ? outputTerm(null, column.key)
          : column.selected
    const last = runs[runs.length - 1]
    const order = orderTerm(operand, direction)
    if (last?.output === output) last.orders.push(order)
    else runs.push({ output, orders: [order] })
  }
  return runs.map(({ output, orders }) => (output ? outputOrder(orders) : call('orderBy', ...orders)))
}

/** `using <` is up, and `using >` down. */
const usedDirection = (parts: Parts): Parts =>
  parts.sortby_dir === 'SORTBY_USING'
    ? { ...parts, sortby_dir: ['>', '~>~'].includes(lastWord(parts.useOp)) ? 'SORTBY_DESC' : 'SORTBY_ASC' }
    : parts

// -------------------------------------------------------------------------------------
// locks
// -------------------------------------------------------------------------------------

const strengths: Readonly<Record<string, string>> = {
  LCS_FORUPDATE: 'forUpdate',
  LCS_FORNOKEYUPDATE: 'forNoKeyUpdate',
  LCS_FORSHARE: 'forShare',
  LCS_FORKEYSHARE: 'forKeyShare',
}

const waits: Readonly<Record<string, string>> = { LockWaitSkip: 'skip locked', LockWaitError: 'nowait' }

const lockSteps = (scope: Scope, clause: Tree): ReadonlyArray<Term> =>
  listOf(clause).map((tree) => {
    const { lockedRels, strength, waitPolicy } = partsOf(tree)
    const of = listOf(lockedRels).flatMap((rel) => {
      const source = sourceNamed(scope, partsOf(rel).relname)
      return source === null ? [] : [source.term]
    })
    const wait = waits[waitPolicy]
    const options = [
      ...(of.length === 0 ? [] : [['of', list(of)] as const]),
      ...(wait === undefined ? [] : [['wait', js(wait)] as const]),
    ]
    return call(strengths[strength] ?? 'forUpdate', ...(options.length === 0 ? [] : [object(options)]))
  })

// -------------------------------------------------------------------------------------
// the statement
// -------------------------------------------------------------------------------------

const isIdle = (tree: Tree): boolean => {
  const { val } = partsOf(tree)
  return ['A_Const', 'ColumnRef'].includes(tagOf(val))
}

/** Whether it only matters that there is a row. */
const isExistence = (parts: Parts, wanted: Wanted): boolean =>
  wanted.existence === true &&
  parts.fromClause !== undefined &&
  parts.groupClause === undefined &&
  parts.havingClause === undefined &&
  parts.distinctClause === undefined &&
  listOf(parts.targetList).every(isIdle)

const distinctOf = (parts: Parts): 'none' | 'all' | 'on' => {
  const trees = listOf(parts.distinctClause)
  if (trees.length === 0) return 'none'
  return trees.some((tree) => tagOf(tree) !== '') ? 'on' : 'all'
}

export const select = (state: State, scope: Scope, parts: Parts, wanted: Wanted): Query => {
  const start = fromTerm(state, scope, parts.fromClause)
  if (start !== null && isRefused(start)) return { term: start, columns: [] }
  const where = parts.whereClause === undefined ? [] : [call('where', condition(state, scope, parts.whereClause))]
  if (start !== null && isExistence(parts, wanted))
    return { term: piped(start, ...where, ...limitsOf(state, parts, scope)), columns: [] }
  const targets = targetsOf(state, scope, listOf(parts.targetList))
  const groups = topElements(listOf(parts.groupClause))
  const distinct = distinctOf(parts)
  const elsewhere = shapeOf([parts.targetList, parts.havingClause, parts.sortClause, parts.windowClause])
  for (const own of groupTrees(scope, groups, targets)) {
    const target = targets.find((each) => each.tree !== null && shapeOf(each.tree) === shapeOf(own))
    share(state, scope, own, target?.name.replace('?column?', 'group') ?? 'group', elsewhere)
  }
  if (distinct === 'on')
    for (const own of listOf(parts.distinctClause)) share(state, scope, meant(scope, own, targets), 'kind', elsewhere)
  const groupBy = groups.map((own) => groupElement(state, scope, own, targets))
  const having = parts.havingClause === undefined ? [] : [call('having', condition(state, scope, parts.havingClause))]
  declareWindows(state, scope, parts.windowClause)
  const { fields, columns } = projected(state, scope, targets, wanted)
  const wrong = [...groupBy, ...columns.map(({ selected }) => selected)].find(isRefused)
  if (wrong !== undefined) return { term: wrong, columns }
  const on =
    distinct === 'on'
      ? [
          call(
            'distinctOn',
            ...listOf(parts.distinctClause).map((own) =>
              said(state, translate(state, scope, meant(scope, own, targets))),
            ),
          ),
        ]
      : []
  const steps = [
    ...where,
    ...(groupBy.length === 0 ? [] : [call(parts.groupDistinct === true ? 'groupByDistinct' : 'groupBy', ...groupBy)]),
    ...having,
    ...on,
  ]
  const after = [
    ...(distinct === 'all' ? [ref('distinct')] : []),
    ...orderSteps(state, scope, listOf(parts.sortClause), columns, distinct === 'all'),
    ...limitsOf(state, parts, scope),
    ...lockSteps(scope, parts.lockingClause),
  ]
  const term =
    start === null
      ? piped(call('selectOnly', fields), ...steps, ...after)
      : piped(start, ...steps, columns.length === 0 ? ref('selectNothing') : call('select', fields), ...after)
  const wrongStep = [...steps, ...after].find(isRefused)
  if (wrongStep !== undefined) return { term: wrongStep, columns }
  return { term, columns }
}

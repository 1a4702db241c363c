/** Queries: SELECT, VALUES, and what is made of two of them. */
import { baseOf, type SqlType } from '../ast/SqlType.js'
import { countType } from '../expr/aggregates.js'
import { orderTerm } from './aggregates.js'
import { bare, said } from './constants.js'
import { translate } from './expression.js'
import { castTo } from './functions.js'
import type { Named, Scope, ScopeColumn } from './Scope.js'
import { scopeIn } from './Scope.js'
import { type Ex, expression, isRefused, refuse, type State, trialOf, typeOf } from './State.js'
import { select } from './select.js'
import { arrow, call, js, list, object, piped, ref, type Term } from './term.js'
import { itemsOf, listOf, type Parts, partsOf, type Tree, tagOf } from './tree.js'
import { specOf } from './types.js'
import { commonType } from './united.js'
import { withClause } from './with.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Query {
  readonly term: Term
  readonly columns: ReadonlyArray<ScopeColumn>
}

/** What is asked of a query by what stands around it. */
export interface Wanted {
  /** The keys of its columns, where they are not its own. */
  readonly keys: ReadonlyArray<string>
  /** The types of its columns: for constants that say none, and where they have to be these. */
  readonly types: ReadonlyArray<SqlType | null>
  /** Whether the columns are converted to these types. */
  readonly convert: boolean
  /** Whether constants stay without a type, to see which they would take. */
  readonly raw?: boolean
  /** Whether the types are those that all queries of a set operation agree on. */
  readonly agreed?: boolean
  /** Whether what it selects does not matter. */
  readonly existence?: boolean
  /** The columns whose type has to admit null, or must not. */
  readonly nulls?: ReadonlyArray<boolean | null>
}

export const anything: Wanted = { keys: [], types: [], convert: false }

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

/** A name that JavaScript keeps in its place among others. */
const keyOf = (name: string): string =>
  /^\d+$/.test(name) ? `_${name}` : name === '?column?' || name === '' ? 'column' : name

/** Names as keys, each of them once. */
export const uniqueKeys = (names: ReadonlyArray<string>): ReadonlyArray<string> => {
  const seen = new Set<string>()
  return names.map((name) => {
    const own = keyOf(name)
    let key = own
    for (let n = 2; seen.has(key); n += 1) key = `${own}_${n}`
    seen.add(key)
    return key
  })
}

/** What JavaScript reads values of a type as, as far as two queries must agree on it. */
export const kindOf = (type: SqlType): string => {
  const base = baseOf(type)
  switch (base._tag) {
    case 'smallint':
    case 'integer':
    case 'oid':
    case 'serial':
      return 'integer'
    case 'bigint':
      return type === countType || type._tag === 'mapped' ? 'integer' : 'bigint'
    case 'real':
    case 'doublePrecision':
      return 'float'
    case 'text':
    case 'varchar':
    case 'char':
    case 'citext':
    case 'name':
    case 'uuid':
    case 'xml':
    case 'inet':
      return 'text'
    case 'array':
      return `${kindOf(base.element)}[]`
    case 'composite':
    case 'enum':
      return `${base._tag} ${base.name ?? ''}`
    default:
      return base._tag
  }
}

/** A value of a type, which is converted where it is of another. */
export const ofType = (state: State, tree: Tree, it: Ex, type: SqlType): Ex => {
  const { constant } = it
  if (constant !== null) {
    const isArray =
      constant.kind === 'typed' && constant.type._tag === 'array' && kindOf(constant.type) === kindOf(type)
    const isOpen = isArray || ['text', 'null', 'parameter'].includes(constant.kind)
    return said(state, isOpen ? it : castTo(state, tree, it, baseOf(type)), type)
  }
  const isSame = kindOf(typeOf(it)) === kindOf(type) && it.holes !== true
  return isSame || typeOf(it)._tag === 'untyped'
    ? it
    : expression(state, tree, ref('cast'), [it, specOf(state, type)], it.nullable)
}

/** A selected value as what stands around the query wants it. */
export const wantedValue = (state: State, tree: Tree, it: Ex, wanted: Wanted, i: number): Ex => {
  const type = wanted.types[i] ?? null
  if (wanted.raw === true && it.constant !== null) return it
  const own = said(state, wanted.convert && type !== null ? ofType(state, tree, it, type) : it, type)
  const nulls = wanted.nulls?.[i] ?? null
  if (nulls === true && !own.nullable) return expression(state, tree, ref('asNullable'), [own], true)
  if (nulls === false && own.nullable) return expression(state, tree, ref('asNotNull'), [own], false)
  return own
}

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

const rowsOf = (state: State, scope: Scope, parts: Parts): ReadonlyArray<ReadonlyArray<Ex>> =>
  listOf(parts.valuesLists).map((row) => itemsOf(row).map((tree) => translate(state, scope, tree)))

/** Whether it is a row, which has no type of its own, or an array of such. */
const isUnnamed = (type: SqlType): boolean => {
  const base = baseOf(type)
  return base._tag === 'array' ? isUnnamed(base.element) : base._tag === 'composite' && base.name === null
}

/** Rows whose types have no name to be declared by: each is a query. */
const rowByRow = (
  state: State,
  rows: ReadonlyArray<ReadonlyArray<Ex>>,
  keys: ReadonlyArray<string>,
  types: ReadonlyArray<SqlType>,
  names: ReadonlyArray<string>,
): Query => {
  const queries = rows.map((row) =>
    call('selectOnly', object(row.map((it, i) => [keys[i] as string, said(state, it, types[i] ?? null)]))),
  )
  const [first, ...others] = queries
  const columns = keys.map((key, i) => ({
    name: names[i] as string,
    key,
    nullable: rows.some((row) => row[i]?.nullable === true),
    type: types[i] as SqlType,
  }))
  return { term: piped(first as Term, ...others.map((other) => call('unionAll', other))), columns }
}

const values = (state: State, scope: Scope, parts: Parts, wanted: Wanted, tree: Tree): Query => {
  const rows = rowsOf(state, scope, parts)
  const width = rows[0]?.length ?? 0
  const names = Array.from({ length: width }, (_, i) => wanted.keys[i] ?? `column${i + 1}`)
  const keys = uniqueKeys(names)
  const types = keys.map(
    (_, i) => wanted.types[i] ?? commonType(rows.map((row) => row[i] as Ex)) ?? ({ _tag: 'text' } as const),
  )
  const nullable = keys.map((_, i) => rows.some((row) => row[i]?.nullable === true))
  const specs = object(
    keys.map((key, i) => [
      key,
      nullable[i] ? call('nullable', specOf(state, types[i] as SqlType)) : specOf(state, types[i] as SqlType),
    ]),
  )
  const cell = (it: Ex, i: number): Term => {
    if (it.constant?.kind === 'null') return js(null)
    const type = types[i] as SqlType
    return bare(it, type) ?? ofType(state, tree, it, type)
  }
  const wrong = rows.flat().find(isRefused)
  if (wrong !== undefined) return { term: wrong, columns: [] }
  if (types.some(isUnnamed)) return ordered(state, rowByRow(state, rows, keys, types, names), parts, tree)
  const term = call(
    'valuesOf',
    specs,
    list(rows.map((row) => object(row.map((it, i) => [keys[i] as string, cell(it, i)])))),
  )
  const columns = keys.map((key, i) => ({
    name: names[i] as string,
    key,
    nullable: nullable[i] === true,
    type: types[i] as SqlType,
  }))
  return ordered(state, { term, columns }, parts, tree)
}

// -------------------------------------------------------------------------------------
// two queries
// -------------------------------------------------------------------------------------

const operations: Readonly<Record<string, string>> = {
  SETOP_UNION: 'union',
  SETOP_INTERSECT: 'intersect',
  SETOP_EXCEPT: 'except',
}

const isUnknown = ({ _tag }: SqlType): boolean => _tag === 'untyped'

/** Types of which the one is converted to the other by joinery. */
const ladders = [
  ['integer', 'bigint', 'numeric', 'float', 'decimal'],
  ['date', 'timestamp', 'timestamptz'],
]

/** The type that both are converted to, where joinery would not do it: null where it does. */
const conversionOf = (a: SqlType, b: SqlType): SqlType | null => {
  const [x, y] = [kindOf(a), kindOf(b)]
  if (x === y || isUnknown(a) || isUnknown(b)) return null
  const ladder = ladders.find((kinds) => kinds.includes(x) && kinds.includes(y))
  if (ladder !== undefined && x !== 'decimal' && y !== 'decimal') return null
  if (ladder !== undefined)
    return x === 'float' || y === 'float'
      ? { _tag: 'doublePrecision' }
      : { _tag: 'numeric', precision: null, scale: null }
  return b
}

const combination = (
  state: State,
  outer: Scope | null,
  ctes: Scope['ctes'],
  parts: Parts,
  wanted: Wanted,
  tree: Tree,
): Query & { readonly free: boolean } => {
  const side = (own: Parts, asked: Wanted) => {
    const scope = scopeIn(outer, ctes)
    const query = queryOf(state, scope, { SelectStmt: own }, asked)
    return { query, free: scope.free }
  }
  const types = wanted.agreed === true ? {} : agreement(state, outer, ctes, tree, wanted)
  const left = side(parts.larg, { ...wanted, ...types, agreed: true })
  const keys = left.query.columns.map(({ key }) => key)
  const right = side(parts.rarg, { ...wanted, ...types, keys, agreed: true })
  const name = `${operations[parts.op] ?? 'union'}${parts.all === true ? 'All' : ''}`
  const columns = left.query.columns.map((column, i) => {
    const other = right.query.columns[i]
    return {
      ...column,
      nullable: column.nullable || other?.nullable === true,
      type: commonOf(column.type, other?.type ?? column.type),
    }
  })
  if (isRefused(left.query.term) || isRefused(right.query.term))
    return { term: isRefused(left.query.term) ? left.query.term : right.query.term, columns, free: false }
  const term = piped(left.query.term, call(name, right.query.term))
  return { ...ordered(state, { term, columns }, parts, tree), free: left.free || right.free }
}

const commonOf = (a: SqlType, b: SqlType): SqlType => commonType([asEx(a), asEx(b)]) ?? a

const asEx = (type: SqlType): Ex => ({ code: '', value: { _tag: 'Output', type }, nullable: false, constant: null })

/** The queries that a set operation is made of. */
const leavesOf = (tree: Tree): ReadonlyArray<Tree> => {
  const parts = partsOf(tree)
  return parts.op === undefined || parts.op === 'SETOP_NONE'
    ? [tree]
    : [...leavesOf({ SelectStmt: parts.larg }), ...leavesOf({ SelectStmt: parts.rarg })]
}

/** The types that all queries agree on, found by a look at each: constants take theirs from the others. */
const agreement = (
  state: State,
  outer: Scope | null,
  ctes: Scope['ctes'],
  tree: Tree,
  wanted: Wanted,
): Pick<Wanted, 'types' | 'convert'> => {
  const probe = { ...trialOf(state), found: state.found }
  const asked: Wanted = { keys: wanted.keys, types: [], convert: false, raw: true }
  const rows = leavesOf(tree).map((leaf) =>
    queryOf(probe, scopeIn(outer, ctes), leaf, asked).columns.map(({ type }) => type),
  )
  const columns = (rows[0] ?? []).map((_, i) =>
    rows.flatMap((row) => (row[i] === undefined || isUnknown(row[i]) ? [] : [row[i]])),
  )
  // an exact number that is read as a JavaScript number has no null of its own
  const unsaid = columns.map((_, i) => rows.some((row) => row[i] !== undefined && isUnknown(row[i])))
  const exact = columns.map((types, i) => unsaid[i] === true && commonType(types.map(asEx))?._tag === 'decimal')
  const conversions = columns.map(([first, ...others]) =>
    first === undefined
      ? null
      : others.reduce<SqlType | null>((type, other) => conversionOf(type ?? first, other) ?? type, null),
  )
  return {
    types: columns.map(
      (types, i) => wanted.types[i] ?? (exact[i] ? numeric : (conversions[i] ?? commonType(types.map(asEx)))),
    ),
    convert: wanted.convert || exact.some((isExact) => isExact) || conversions.some((type) => type !== null),
  }
}

const numeric: SqlType = { _tag: 'numeric', precision: null, scale: null }

/** The order and the limit of a result, whose columns have names alone. */
export const ordered = (state: State, query: Query, parts: Parts, tree: Tree): Query => {
  if (isRefused(query.term)) return query
  const row: Readonly<Record<string, unknown>> = {}
  const orders = listOf(parts.sortClause).map((sort) => {
    const own = partsOf(sort)
    const column = outputOf(query.columns, own.node)
    return column === null
      ? refuse(
          state,
          own.node ?? tree,
          'the result of a set operation is ordered by its columns',
          'order a query of it by what is made of them',
        )
      : orderTerm(outputTerm(row, column.key), own)
  })
  const sorted = orders.length === 0 ? [] : [outputOrder(orders)]
  const limits = limitsOf(state, parts)
  return { ...query, term: piped(query.term, ...sorted, ...limits) }
}

/** A column that a query yields, by its name or its place. */
export const outputOf = (columns: ReadonlyArray<ScopeColumn>, tree: Tree): ScopeColumn | null => {
  if (tagOf(tree) === 'A_Const') return columns[(partsOf(tree).ival?.ival ?? 0) - 1] ?? null
  const fields = tagOf(tree) === 'ColumnRef' ? listOf(partsOf(tree).fields) : []
  const [only] = fields
  return fields.length === 1 ? (columns.find(({ name }) => name === partsOf(only).sval) ?? null) : null
}

/** Stands for a column of the row that `orderByOutput` hands over. */
export const outputTerm = (_: unknown, key: string): Term => ({
  code: /^[A-Za-z_$][\w$]*$/.test(key) ? `row.${key}` : `row[${JSON.stringify(key).replaceAll('"', "'")}]`,
  value: {
    joinery: (ref('default_').value as { joinery: unknown }).joinery,
    _tag: 'Output',
    name: key,
    type: { _tag: 'untyped' },
  },
})

export const outputOrder = (orders: ReadonlyArray<Term>): Term => {
  const all = list(orders)
  return call(
    'orderByOutput',
    arrow('row', () => all.value, [], all.code),
  )
}

// -------------------------------------------------------------------------------------
// limits
// -------------------------------------------------------------------------------------

const rowCount = (state: State, scope: Scope, tree: Tree): Term | null => {
  const it = translate(state, scope, tree)
  if (it.constant?.kind === 'null') return null
  return bare(it, { _tag: 'integer' }) ?? said(state, it, { _tag: 'bigint' })
}

export const limitsOf = (state: State, parts: Parts, scope: Scope = scopeIn(null)): ReadonlyArray<Term> => {
  const limit = parts.limitCount === undefined ? null : rowCount(state, scope, parts.limitCount)
  const offset = parts.limitOffset === undefined ? null : rowCount(state, scope, parts.limitOffset)
  return [
    ...(limit === null
      ? []
      : [call(parts.limitOption === 'LIMIT_OPTION_WITH_TIES' ? 'limitWithTies' : 'limit', limit)]),
    ...(offset === null ? [] : [call('offset', offset)]),
  ]
}

// -------------------------------------------------------------------------------------
// all queries
// -------------------------------------------------------------------------------------

/** A query, in a scope that is its own. */
export const queryOf = (state: State, scope: Scope, tree: Tree, wanted: Wanted): Query => {
  if (tagOf(tree) !== 'SelectStmt') return { term: refuse(state, tree, 'this is no query'), columns: [] }
  const parts = partsOf(tree)
  const { ctes, steps } = withClause(state, scope, parts.withClause)
  const own: Scope = ctes === scope.ctes ? scope : { ...scope, ctes }
  const query = queryBody(state, own, parts, wanted, tree)
  if (own.free) scope.free = true
  return { ...query, term: isRefused(query.term) ? query.term : piped(query.term, ...steps()) }
}

const queryBody = (state: State, scope: Scope, parts: Parts, wanted: Wanted, tree: Tree): Query => {
  if (parts.op !== undefined && parts.op !== 'SETOP_NONE') {
    const { free, ...query } = combination(state, scope.outer, scope.ctes, parts, wanted, tree)
    if (free) scope.free = true
    return query
  }
  if (parts.valuesLists !== undefined) return values(state, scope, parts, wanted, tree)
  return select(state, scope, parts, wanted)
}

/** A query inside an expression, which reads the query around it. */
export const subquery = (state: State, scope: Scope, tree: Tree, existence = false): Query => {
  const inner = scopeIn(scope, scope.ctes)
  return queryOf(state, inner, tree, { ...anything, existence })
}

/** A query in FROM, whose columns may have other names. */
export const derived = (state: State, scope: Scope, tree: Tree, names: ReadonlyArray<string>): Query => {
  const query = queryOf(state, scope, tree, names.length === 0 ? anything : { ...anything, keys: names })
  return {
    ...query,
    columns: query.columns.map((column, i) => (names[i] === undefined ? column : { ...column, name: names[i] })),
  }
}

export type Ctes = ReadonlyMap<string, Named>

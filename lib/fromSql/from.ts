/** FROM: tables, queries and functions, and how they are joined. */
import { baseOf, type SqlType } from '../ast/SqlType.js'
import { said } from './constants.js'
import { condition, translate } from './expression.js'
import { jsonTableCall } from './json.js'
import { derived, kindOf, uniqueKeys } from './query.js'
import {
  columnEx,
  type Merged,
  type Named,
  type Scope,
  type ScopeColumn,
  type ScopeSource,
  scopeIn,
  starColumns,
  withSources,
} from './Scope.js'
import { constant, type Ex, expression, isRefused, refuse, type State, typeOf } from './State.js'
import { tableNamed } from './tables.js'
import { apply, call, js, object, piped, ref, type Term } from './term.js'
import { as, itemsOf, listOf, type Parts, partsOf, stringOf, type Tree, tagOf, wordsIn } from './tree.js'
import { specOf, typeOfName } from './types.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Something in FROM, and what is joined to it. */
interface Item {
  readonly start: Term
  /** Whether it reads other sources. */
  readonly lateral: boolean
  readonly steps: ReadonlyArray<Term>
  /** The names of its sources. */
  readonly names: ReadonlyArray<string>
  /** Whether what comes before it in FROM may be joined first. */
  readonly loose: boolean
}

const aliasOf = ({ alias }: Parts): string | null => alias?.aliasname ?? null

const columnNames = ({ alias }: Parts): ReadonlyArray<string> => listOf(alias?.colnames).map(stringOf)

/** Columns under the names that an alias gives them. */
const renamed = (columns: ReadonlyArray<ScopeColumn>, names: ReadonlyArray<string>): ReadonlyArray<ScopeColumn> =>
  columns.map((column, i) => (names[i] === undefined ? column : { ...column, name: names[i] }))

const register = (scope: Scope, source: ScopeSource): ScopeSource => {
  withSources(scope, [source])
  return source
}

const single = (source: ScopeSource, lateral = false): Item => ({
  start: source.term,
  lateral,
  steps: [],
  names: [source.name],
  loose: true,
})

const nothing = (term: Term): Item => ({ start: term, lateral: false, steps: [], names: [], loose: true })

// -------------------------------------------------------------------------------------
// tables and common table expressions
// -------------------------------------------------------------------------------------

/** The source under another name, which is a constant: of a table, of the whole program. */
const underName = (state: State, term: Term, own: string, name: string | null, isTable: boolean): Term => {
  if (name === null || name === own) return term
  const key = `alias ${String(isTable ? codeKey(term) : '')} ${name}`
  const known = isTable ? state.declared.get(key) : undefined
  if (known !== undefined) return known.term
  const made = constant(state, name, call('alias', term, js(name)), isTable)
  if (isTable) state.declared.set(key, { term: made, doc: null })
  return made
}

const codeKey = ({ code }: Term): string => JSON.stringify(code)

const sourceAlias = ({ value }: Term): string => (value as { readonly alias: string }).alias

/** The query of a common table expression, as one in FROM. */
const inlined = (
  state: State,
  scope: Scope,
  cte: Named,
  { query, free, once }: NonNullable<Named['inline']>,
  parts: Parts,
): Item => {
  cte.uses = (cte.uses ?? 0) + 1
  if (once && cte.uses > 1)
    return nothing(
      refuse(
        state,
        parts,
        `${String(parts.relname)} reads a recursion, and is read twice`,
        'a recursion is read once in its step',
      ),
    )
  const name = aliasOf(parts) ?? String(parts.relname)
  if (free) scope.free = true
  const term = constant(state, name, piped(query, call(free ? 'lateral' : 'subquery', js(name))))
  const columns = renamed(cte.columns, columnNames(parts))
  return single(
    register(scope, { name, schema: null, term, columns, outer: false, scalar: false, lateral: free }),
    free,
  )
}

const named = (state: State, scope: Scope, cte: Named, parts: Parts): Item => {
  cte.read = true
  if (isRefused(cte.term)) return nothing(cte.term)
  if (cte.inline !== undefined) return inlined(state, scope, cte, cte.inline, parts)
  const term = underName(state, cte.term, sourceAlias(cte.term), aliasOf(parts), false)
  return single(
    register(scope, {
      name: aliasOf(parts) ?? parts.relname,
      schema: null,
      term,
      columns: renamed(cte.columns, columnNames(parts)),
      outer: false,
      scalar: false,
    }),
  )
}

const table = (state: State, scope: Scope, parts: Parts, sample: Term | null): Item => {
  const cte = parts.schemaname === undefined ? scope.ctes.get(parts.relname) : undefined
  if (cte !== undefined) return named(state, scope, cte, parts)
  const found = tableNamed(state, parts.schemaname ?? null, parts.relname)
  if (found === null) {
    const name = [parts.schemaname, parts.relname].filter((word) => word !== undefined).join('.')
    return nothing(refuse(state, parts, `there is no table ${name}`, 'give the tables that the statement reads'))
  }
  const own = underName(state, found.term, sourceAlias(found.term), aliasOf(parts), true)
  const only = parts.inh === true ? own : call('only', own)
  const source = register(scope, {
    name: aliasOf(parts) ?? parts.relname,
    schema: found.schema,
    term: own,
    columns: renamed(found.columns, columnNames(parts)),
    outer: false,
    scalar: false,
  })
  return { ...single(source), start: sample === null ? only : apply(sample, only) }
}

const sampled = (state: State, scope: Scope, parts: Parts): Item => {
  const [percent] = listOf(parts.args)
  const method = wordsIn(parts.method).at(-1)
  const inner = scopeIn(scope, scope.ctes)
  const numeral = (tree: Tree): Term => {
    const it = translate(state, inner, tree)
    if (it.constant !== null && 'text' in it.constant) return js(Number(it.constant.text))
    return baseOf(typeOf(it))._tag === 'numeric' ? call('cast', it, ref('doublePrecision')) : it
  }
  const options = parts.repeatable === undefined ? [] : [object([['repeatable', numeral(parts.repeatable)]])]
  const relation = as('RangeVar', parts.relation)
  if (relation === null) return nothing(refuse(state, parts.relation, 'a sample is of a table'))
  const sample = call('tableSample', js(method), numeral(percent), ...options)
  const made = table(state, scope, relation, sample)
  if (!inner.free) return made
  scope.sources = scope.sources.map((source) =>
    made.names.includes(source.name) ? { ...source, lateral: true } : source,
  )
  return { ...made, lateral: true }
}

// -------------------------------------------------------------------------------------
// queries
// -------------------------------------------------------------------------------------

/** A query in FROM: lateral too, where it reads a query around the statement. */
const subselect = (state: State, scope: Scope, parts: Parts): Item => {
  const isLateral = parts.lateral === true
  const inner = scopeIn(isLateral ? scope : scope.outer, scope.ctes)
  const name = aliasOf(parts) ?? 'unnamed'
  const query = derived(state, inner, parts.subquery, columnNames(parts))
  // what a lateral query reads of none of its neighbours is free in the statement around them
  const free = inner.free
  if (free && !isLateral) scope.free = true
  const made = piped(query.term, call(free ? 'lateral' : 'subquery', js(name)))
  const term = isRefused(query.term) ? query.term : constant(state, name, made)
  return single(
    register(scope, { name, schema: null, term, columns: query.columns, outer: false, scalar: false, lateral: free }),
    free,
  )
}

// -------------------------------------------------------------------------------------
// functions
// -------------------------------------------------------------------------------------

/** The columns that a list of definitions says. */
const definitions = (state: State, coldeflist: Tree): ReadonlyArray<readonly [name: string, spec: Term]> =>
  listOf(coldeflist).map((tree) => {
    const { colname, typeName } = partsOf(tree)
    return [colname, call('nullable', specOf(state, typeOfName(state, typeName)))]
  })

const records: Readonly<Record<string, string>> = {
  json_to_record: 'jsonToRecord',
  jsonb_to_record: 'jsonbToRecord',
  json_to_recordset: 'jsonToRecordset',
  jsonb_to_recordset: 'jsonbToRecordset',
}

const populating: Readonly<Record<string, string>> = {
  json_populate_record: 'jsonToRecord',
  jsonb_populate_record: 'jsonbToRecord',
  json_populate_recordset: 'jsonToRecordset',
  jsonb_populate_recordset: 'jsonbToRecordset',
}

const documentType = (name: string): SqlType => ({ _tag: name.startsWith('jsonb') ? 'jsonb' : 'json' })

/** A function whose columns are said where it is called. */
const recordCall = (state: State, scope: Scope, tree: Tree, coldeflist: Tree): Ex => {
  const parts = partsOf(tree)
  const name = wordsIn(parts.funcname).at(-1) ?? ''
  const columns = object(definitions(state, coldeflist))
  const args = listOf(parts.args).map((arg) => translate(state, scope, arg))
  const [base] = args
  // a null of no type has no columns but those that are listed
  if (name in populating && base?.constant?.kind === 'typed' && base.constant.text === null)
    return expression(
      state,
      tree,
      ref(populating[name] ?? ''),
      [...args.slice(1).map((it) => said(state, it, documentType(name))), columns],
      false,
    )
  const own = records[name]
  if (own !== undefined)
    return expression(
      state,
      tree,
      ref(own),
      [...args.map((it) => said(state, it, { _tag: name.startsWith('jsonb') ? 'jsonb' : 'json' })), columns],
      false,
    )
  const made = constant(state, name, call('fn', js(name), call('record', columns)))
  return expression(
    state,
    tree,
    made,
    args.map((it) => said(state, it)),
    false,
  )
}

const calledIn = (state: State, scope: Scope, tree: Tree, coldeflist: Tree): Ex =>
  listOf(coldeflist).length > 0
    ? recordCall(state, scope, tree, coldeflist)
    : said(state, translate(state, scope, tree))

const compositeFields = (type: SqlType): ReadonlyArray<readonly [key: string, type: SqlType]> | null => {
  const own = baseOf(type)
  return own._tag === 'composite' ? own.fields.map(([key, field]) => [key, field]) : null
}

/** The name that a function gives its column. */
const functionName = (tree: Tree): string => {
  const call = as('FuncCall', tree)
  return call === null ? 'value' : (wordsIn(call.funcname).at(-1) ?? 'value')
}

/** Of several arrays, each is a function of its own. */
const spread = (tree: Tree): ReadonlyArray<Tree> => {
  const parts = as('FuncCall', tree)
  const args = listOf(parts?.args)
  return parts !== null && functionName(tree) === 'unnest' && args.length > 1
    ? args.map((arg) => ({ FuncCall: { ...parts, args: [arg] } }))
    : [tree]
}

const functions = (state: State, scope: Scope, parts: Parts): Item => {
  const calls = listOf(parts.functions).flatMap((own) => {
    const [tree, coldeflist] = itemsOf(own)
    return spread(tree).map(
      (each) => [each, itemsOf(coldeflist).length > 0 ? itemsOf(coldeflist) : parts.coldeflist] as const,
    )
  })
  const [[first] = [null]] = calls
  const name = aliasOf(parts) ?? functionName(first)
  const names = columnNames(parts)
  // its own sources, and not those of the queries around it, decide whether it is joined like a lateral query
  const inner = scopeIn(scope, scope.ctes)
  const made = calls.map(([tree, coldeflist]) => calledIn(state, inner, tree, coldeflist))
  const wrong = made.find(isRefused)
  if (wrong !== undefined) return nothing(wrong)
  const ordinality = parts.ordinality === true
  return made.length === 1
    ? oneFunction(state, scope, inner.free, name, names, made[0] as Ex, ordinality)
    : severalFunctions(state, scope, inner.free, name, names, made, ordinality)
}

const oneFunction = (
  state: State,
  scope: Scope,
  free: boolean,
  name: string,
  names: ReadonlyArray<string>,
  made: Ex,
  ordinality: boolean,
): Item => {
  const fields = compositeFields(typeOf(made))
  const column = names[0] ?? name
  const number = names[fields?.length ?? 1] ?? 'ordinality'
  const options = [
    ...(fields === null && column !== name ? [['column', js(column)] as const] : []),
    ...(ordinality ? [['ordinality', js(number)] as const] : []),
  ]
  const table =
    options.length === 0
      ? call('tableOf', js(name))
      : ordinality
        ? call('tableOf', js(name), object(options))
        : call('tableOf', js(name), js(column))
  const columns: ReadonlyArray<ScopeColumn> = [
    ...(fields === null
      ? [{ name: column, key: column, nullable: made.nullable, type: typeOf(made) }]
      : fields.map(([key, type], i) => ({ name: names[i] ?? key, key, nullable: true, type }))),
    ...(ordinality ? [{ name: number, key: number, nullable: false, type: { _tag: 'bigint' } as const }] : []),
  ]
  return functionSource(state, scope, free, name, apply(table, made), columns, fields === null && !ordinality)
}

const severalFunctions = (
  state: State,
  scope: Scope,
  free: boolean,
  name: string,
  names: ReadonlyArray<string>,
  made: ReadonlyArray<Ex>,
  ordinality: boolean,
): Item => {
  let at = 0
  const entries: Array<readonly [string, Term]> = []
  const columns: Array<ScopeColumn> = []
  for (const [i, it] of made.entries()) {
    const fields = compositeFields(typeOf(it))
    const key = names[at] ?? `column${i + 1}`
    entries.push([key, it])
    for (const [own, type] of fields ?? [[key, typeOf(it)] as const]) {
      columns.push({ name: names[at] ?? own, key: own, nullable: true, type })
      at += 1
    }
  }
  const number = names[at] ?? 'ordinality'
  if (ordinality) columns.push({ name: number, key: number, nullable: false, type: { _tag: 'bigint' } })
  const options = ordinality ? [object([['ordinality', js(number)]])] : []
  return functionSource(
    state,
    scope,
    free,
    name,
    call('rowsFrom', js(name), object(entries), ...options),
    columns,
    false,
  )
}

const functionSource = (
  state: State,
  scope: Scope,
  free: boolean,
  name: string,
  made: Term,
  columns: ReadonlyArray<ScopeColumn>,
  scalar: boolean,
): Item => {
  const term = constant(state, name, made)
  return single(register(scope, { name, schema: null, term, columns, outer: false, scalar, lateral: free }), free)
}

const jsonTable = (state: State, scope: Scope, parts: Parts, tree: Tree): Item => {
  const inner = scopeIn(scope, scope.ctes)
  const made = jsonTableCall(state, inner, parts, tree)
  if (isRefused(made)) return nothing(made)
  return oneFunction(state, scope, inner.free, aliasOf(parts) ?? 'jsonTable', columnNames(parts), made, false)
}

// -------------------------------------------------------------------------------------
// joins
// -------------------------------------------------------------------------------------

type Kind = 'inner' | 'left' | 'right' | 'full'

const kinds: Readonly<Record<string, Kind>> = {
  JOIN_INNER: 'inner',
  JOIN_LEFT: 'left',
  JOIN_RIGHT: 'right',
  JOIN_FULL: 'full',
}

const sourcesIn = (scope: Scope, names: ReadonlyArray<string>): ReadonlyArray<ScopeSource> =>
  scope.sources.filter(({ name }) => names.includes(name))

const markOuter = (scope: Scope, names: ReadonlyArray<string>): void => {
  scope.sources = scope.sources.map((source) => (names.includes(source.name) ? { ...source, outer: true } : source))
}

/** What a name means on one side of a join. */
const sideColumn = (
  scope: Scope,
  names: ReadonlyArray<string>,
  name: string,
): readonly [source: ScopeSource | null, column: ScopeColumn | null, merged: Merged | null] => {
  const merged = scope.merged.find((one) => one.name === name && one.of.some(([source]) => names.includes(source)))
  if (merged !== undefined) return [null, null, merged]
  for (const source of sourcesIn(scope, names)) {
    const column = source.columns.find((own) => own.name === name)
    if (column !== undefined) return [source, column, null]
  }
  return [null, null, null]
}

type Side = ReturnType<typeof sideColumn>

const valueOfSide = ([source, column, merged]: Side): Ex | null =>
  merged?.value ?? (source === null || column === null ? null : columnEx(source, column))

/** Columns of one name on both sides: the condition, and what each name means from now on. */
const usingNames = (
  state: State,
  scope: Scope,
  tree: Tree,
  kind: Kind,
  left: Item,
  right: Item,
  names: ReadonlyArray<string>,
): Term => {
  const sides = names.map(
    (name) => [sideColumn(scope, left.names, name), sideColumn(scope, right.names, name)] as const,
  )
  const conditions = sides.map(([a, b]) => {
    const [first, second] = [valueOfSide(a), valueOfSide(b)]
    return first === null || second === null
      ? refuse(state, tree, 'a column of USING is not on both sides')
      : expression(state, tree, ref('eq'), [first, second], false)
  })
  if (kind === 'left' || kind === 'full') markOuter(scope, right.names)
  if (kind === 'right' || kind === 'full') markOuter(scope, left.names)
  const merged = names.flatMap((name): ReadonlyArray<Merged> => {
    const a = sideColumn(scope, left.names, name)
    const b = sideColumn(scope, right.names, name)
    const [first, second] = [valueOfSide(a), valueOfSide(b)]
    if (first === null || second === null) return []
    const value =
      kind === 'full'
        ? expression(state, tree, ref('coalesce'), [first, second], first.nullable && second.nullable)
        : kind === 'right'
          ? second
          : first
    const of = [a, b].flatMap(
      ([source, column, one]) =>
        one?.of ?? (source === null || column === null ? [] : [[source.name, column.key] as const]),
    )
    return [{ name, value, of }]
  })
  const replaced = new Set(names)
  scope.merged = [
    ...scope.merged.filter(
      (one) => !(replaced.has(one.name) && one.of.some(([source]) => [...left.names, ...right.names].includes(source))),
    ),
    ...merged,
  ]
  const [sameSide] = [onSame(sides, names)]
  return sameSide ?? (conditions.length === 1 ? (conditions[0] as Term) : call('and', ...conditions))
}

/** The shorter form, where every name is one of the same two sources. */
const onSame = (sides: ReadonlyArray<readonly [Side, Side]>, names: ReadonlyArray<string>): Term | null => {
  const [[[left], [right]] = [[null], [null]]] = sides
  if (left === null || right === null || left === undefined || right === undefined) return null
  const isSame = sides.every(
    ([[a, c], [b, d]], i) =>
      a === left &&
      b === right &&
      c?.key === names[i] &&
      d?.key === names[i] &&
      c !== null &&
      d !== null &&
      kindOf(c.type) === kindOf(d.type),
  )
  return isSame ? call('onSame', left.term, right.term, ...names.map(js)) : null
}

const commonNames = (scope: Scope, left: Item, right: Item): ReadonlyArray<string> => {
  const namesOf = (item: Item) =>
    new Set(sourcesIn(scope, item.names).flatMap(({ columns }) => columns.map(({ name }) => name)))
  const others = namesOf(right)
  return [...namesOf(left)].filter((name) => others.has(name))
}

const isTrue = (tree: Tree): boolean => as('A_Const', tree)?.boolval?.boolval === true

const joinStep = (kind: Kind, right: Item, on: Term, always: boolean): Term => {
  if (right.steps.length > 0) return call('joinTree', js(kind), piped(call('from', right.start), ...right.steps), on)
  if (right.lateral && (kind === 'left' || kind === 'inner'))
    return always ? call(`${kind}JoinLateral`, right.start) : call(`${kind}JoinLateral`, right.start, on)
  return call(`${kind}Join`, right.start, on)
}

const crossStep = (right: Item): Term =>
  right.steps.length > 0
    ? call('joinTree', js('cross'), piped(call('from', right.start), ...right.steps))
    : call(right.lateral ? 'crossJoinLateral' : 'crossJoin', right.start)

const join = (state: State, scope: Scope, parts: Parts, tree: Tree): Item => {
  const left = item(state, scope, parts.larg)
  const right = item(state, scope, parts.rarg)
  const kind = kinds[parts.jointype] ?? 'inner'
  const using = parts.isNatural === true ? commonNames(scope, left, right) : wordsIn(parts.usingClause)
  const isCross = parts.quals === undefined && using.length === 0
  const step = isCross
    ? crossStep(right)
    : using.length > 0
      ? joinStep(kind, right, usingNames(state, scope, tree, kind, left, right, using), false)
      : joinStep(kind, right, condition(state, scope, parts.quals), isTrue(parts.quals))
  if (using.length === 0) {
    if (kind === 'left' || kind === 'full') markOuter(scope, right.names)
    if (kind === 'right' || kind === 'full') markOuter(scope, left.names)
  }
  const joined: Item = {
    ...left,
    steps: [...left.steps, step],
    names: [...left.names, ...right.names],
    loose: left.loose && (kind === 'inner' || kind === 'left'),
  }
  nameUsing(scope, parts, using)
  return parts.alias === undefined ? joined : underJoinName(scope, joined, parts)
}

/** The columns of USING under a name of their own. */
const nameUsing = (scope: Scope, parts: Parts, using: ReadonlyArray<string>): void => {
  const name = parts.join_using_alias?.aliasname
  if (name === undefined) return
  const columns = scope.merged
    .filter((one) => using.includes(one.name))
    .map((one) => ({
      name: one.name,
      key: one.name,
      nullable: one.value.nullable,
      type: typeOf(one.value),
      value: one.value,
    }))
  withSources(scope, [{ name, schema: null, term: ref('text'), columns, outer: false, scalar: false, qualified: true }])
}

/** All columns of a join under its own name, and no other. */
const underJoinName = (scope: Scope, joined: Item, parts: Parts): Item => {
  const inner: Scope = {
    ...scope,
    sources: sourcesIn(scope, joined.names),
    merged: scope.merged.filter(({ of }) => of.every(([source]) => joined.names.includes(source))),
  }
  const names = columnNames(parts)
  const columns = starColumns(inner, null).map(([name, value], i) => ({
    name: names[i] ?? name,
    key: name,
    nullable: value.nullable,
    type: typeOf(value),
    value,
  }))
  scope.merged = scope.merged.filter((one) => !inner.merged.includes(one))
  scope.sources = [
    ...scope.sources.filter(({ name }) => !joined.names.includes(name)),
    { name: aliasOf(parts) ?? '', schema: null, term: ref('text'), columns, outer: false, scalar: false },
  ]
  return { ...joined, names: [aliasOf(parts) ?? ''] }
}

// -------------------------------------------------------------------------------------
// all of FROM
// -------------------------------------------------------------------------------------

const item = (state: State, scope: Scope, tree: Tree): Item => {
  const own = itemOf(state, scope, tree)
  if (isRefused(own.start)) scope.broken = true
  return own
}

const itemOf = (state: State, scope: Scope, tree: Tree): Item => {
  const parts = partsOf(tree)
  switch (tagOf(tree)) {
    case 'RangeVar':
      return table(state, scope, parts, null)
    case 'RangeTableSample':
      return sampled(state, scope, parts)
    case 'RangeSubselect':
      return subselect(state, scope, parts)
    case 'RangeFunction':
      return functions(state, scope, parts)
    case 'JsonTable':
      return jsonTable(state, scope, parts, tree)
    case 'JoinExpr':
      return join(state, scope, parts, tree)
    default:
      return nothing(refuse(state, tree, `joinery has nothing for ${tagOf(tree)} in FROM`))
  }
}

/** The items after the first, as far as nothing is joined yet. */
const leading = (items: ReadonlyArray<Item>): ReadonlyArray<Item> => {
  const at = items.findIndex(({ steps, loose }) => steps.length > 0 || !loose)
  if (at < 0) return items
  const own = items[at] as Item
  return items.slice(0, own.loose || at === 0 ? at + 1 : at)
}

/** The beginning of a statement that reads these; null for none. */
export const fromTerm = (state: State, scope: Scope, clause: Tree): Term | null => {
  const items = listOf(clause).map((tree) => item(state, scope, tree))
  return items.length === 0 ? null : joinedItems(items)
}

const joinedItems = (items: ReadonlyArray<Item>): Term => {
  const wrong = items.find(({ start }) => isRefused(start))
  if (wrong !== undefined) return wrong.start
  const first = leading(items)
  const start = call('from', ...first.map((own) => own.start))
  const last = first[first.length - 1] as Item
  const rest = items
    .slice(first.length)
    .flatMap((own) => (own.loose ? [crossStep({ ...own, steps: [] }), ...own.steps] : [crossStep(own)]))
  return piped(start, ...last.steps, ...rest)
}

/** Sources that a write reads beside its table: one, or several that are joined. */
export const sourceTerms = (state: State, scope: Scope, clause: Tree): ReadonlyArray<Term> =>
  listOf(clause)
    .map((tree) => item(state, scope, tree))
    .map((own) => (own.steps.length === 0 ? own.start : piped(call('from', own.start), ...own.steps)))

/** A source alone, such as that of a merge. */
export const sourceAlone = (state: State, scope: Scope, tree: Tree): Term => {
  const own = item(state, scope, tree)
  if (own.steps.length === 0 || isRefused(own.start)) return own.start
  return asOne(state, scope, own)
}

/** Sources that are joined, as one query, whose columns stand for theirs. */
const asOne = (state: State, scope: Scope, own: Item): Term => {
  const sources = sourcesIn(scope, own.names)
  const all = sources.flatMap((source) => source.columns.map((column) => [source, column] as const))
  const keys = uniqueKeys(all.map(([, { name }]) => name))
  const fields = object(all.map(([source, column], i) => [keys[i] ?? '', columnEx(source, column)]))
  const joined = piped(call('from', own.start), ...own.steps, call('select', fields), call('subquery', js('source')))
  const term = constant(state, 'source', joined)
  const valueAt = (i: number): Ex => {
    const [source, column] = all[i] as (typeof all)[number]
    return columnEx({ ...source, term }, { ...column, key: keys[i] ?? '' })
  }
  scope.sources = scope.sources.map((source) =>
    own.names.includes(source.name)
      ? {
          ...source,
          columns: source.columns.map((column) => ({
            ...column,
            value: valueAt(all.findIndex(([each, one]) => each === source && one === column)),
          })),
        }
      : source,
  )
  return term
}

/** The table that a write is of. */
export const targetTable = (state: State, scope: Scope, relation: Parts): Term =>
  table(state, scope, relation, null).start

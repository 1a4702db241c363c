/** SQL/JSON, as the standard has it: its functions have words between their arguments. */
import { baseOf, type SqlType } from '../ast/SqlType.js'
import { ordersOf } from './aggregates.js'
import { bare, said, valueOfText } from './constants.js'
import { condition, type ExpressionCase, translate } from './expression.js'
import { anything, queryOf } from './query.js'
import { type Scope, scopeIn } from './Scope.js'
import { type Ex, ex, expression, isRefused, refuse, type State } from './State.js'
import { call, js, list, modified, object, piped, ref, type Term } from './term.js'
import { as, listOf, type Parts, partsOf, type Tree } from './tree.js'
import { specOf, typeOfName } from './types.js'
import { windowOf } from './windows.js'

type Entry = readonly [key: string, term: Term]

const options = (entries: ReadonlyArray<Entry>): ReadonlyArray<Term> => (entries.length === 0 ? [] : [object(entries)])

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** A value as JSON: a constant stands there as JavaScript has it. */
const valueTerm = (state: State, it: Ex): Term => {
  const { constant } = it
  switch (constant?.kind) {
    case 'text':
      return js(constant.text)
    case 'integer':
    case 'numeric':
      return String(Number(constant.text)) === constant.text ? js(Number(constant.text)) : said(state, it)
    case 'boolean':
      return js(constant.text === 'true')
    case 'null':
      return js(null)
    default:
      return said(state, it)
  }
}

/** The expression of what JSON is made of, or read from. */
const raw = (tree: Tree): Tree => as('JsonValueExpr', tree)?.raw_expr ?? (tree as Parts | undefined)?.raw_expr ?? tree

const document = (state: State, scope: Scope, tree: Tree): Ex => {
  const it = translate(state, scope, raw(tree))
  return said(state, it, { _tag: 'jsonb' })
}

const returned = (state: State, output: Parts | undefined): ReadonlyArray<Entry> =>
  output === undefined ? [] : [['returning', specOf(state, typeOfName(state, output.typeName))]]

/** What is done with null, where it is not what is done by itself; and whether keys are each there once. */
const makingOptions = (
  state: State,
  parts: Parts,
  output: Parts | undefined,
  absent: boolean,
): ReadonlyArray<Entry> => [
  ...returned(state, output),
  ...((parts.absent_on_null === true) === absent ? [] : [['onNull', js(absent ? 'null' : 'absent')] as const]),
  ...(parts.unique === true ? [['uniqueKeys', js(true)] as const] : []),
]

const objectConstructor: ExpressionCase = (state, scope, parts, tree) => {
  const pairs = listOf(parts.exprs).map((pair) => {
    const { key, value } = partsOf(pair)
    return [translate(state, scope, key), translate(state, scope, raw(value))] as const
  })
  const keys = pairs.map(([key]) => (key.constant?.kind === 'text' ? key.constant.text : null))
  const isFixed = keys.every((key) => key !== null && !/^\d+$/.test(key)) && new Set(keys).size === keys.length
  const fields = isFixed
    ? object(pairs.map(([, it], i) => [keys[i] ?? '', valueTerm(state, it)]))
    : list(pairs.map(([key, it]) => list([bare(key, { _tag: 'text' }) ?? said(state, key), valueTerm(state, it)])))
  return expression(
    state,
    tree,
    ref('jsonObject'),
    [fields, ...options(makingOptions(state, parts, parts.output, false))],
    false,
  )
}

const arrayConstructor: ExpressionCase = (state, scope, parts, tree) =>
  expression(
    state,
    tree,
    ref('jsonArray'),
    [
      list(listOf(parts.exprs).map((item) => valueTerm(state, translate(state, scope, raw(item))))),
      ...options(makingOptions(state, parts, parts.output, true)),
    ],
    false,
  )

const arrayOfQuery: ExpressionCase = (state, scope, parts, tree) => {
  const query = queryOf(state, scopeIn(scope, scope.ctes), parts.query, anything)
  const spec = returned(state, parts.output).map(([, term]) => term)
  return expression(state, tree, ref('jsonArrayFrom'), [query.term, ...spec], true)
}

/** An aggregate with its order, its condition and its window. */
const gathered = (state: State, scope: Scope, own: Ex, constructor: Parts): Ex => {
  if (isRefused(own)) return own
  const steps = [
    ...(constructor.agg_order === undefined
      ? []
      : [call('orderedBy', ...ordersOf(state, scope, constructor.agg_order))]),
    ...(constructor.agg_filter === undefined
      ? []
      : [call('filterWhere', condition(state, scope, constructor.agg_filter))]),
    ...(constructor.over === undefined ? [] : [call('over', windowOf(state, scope, constructor.over))]),
  ]
  const [only, ...others] = steps
  if (only === undefined) return own
  return ex(others.length === 0 ? modified(own, only) : piped(own, ...steps), true)
}

/** `constructor` is also what every object has. */
const constructorOf = (parts: Parts): Parts => parts.constructor as unknown as Parts

const arrayAggregate: ExpressionCase = (state, scope, parts, tree) => {
  const operand = translate(state, scope, raw(parts.arg))
  const own = expression(
    state,
    tree,
    ref('jsonArrayagg'),
    [said(state, operand), ...options(makingOptions(state, parts, constructorOf(parts).output, true))],
    true,
  )
  return gathered(state, scope, own, constructorOf(parts))
}

const objectAggregate: ExpressionCase = (state, scope, parts, tree) => {
  const key = said(state, translate(state, scope, parts.arg.key))
  const value = said(state, translate(state, scope, raw(parts.arg.value)))
  const own = expression(
    state,
    tree,
    ref('jsonObjectagg'),
    [key, value, ...options(makingOptions(state, parts, constructorOf(parts).output, false))],
    true,
  )
  return gathered(state, scope, own, constructorOf(parts))
}

// -------------------------------------------------------------------------------------
// tests and conversions
// -------------------------------------------------------------------------------------

const kinds: Readonly<Record<string, string>> = {
  JS_TYPE_OBJECT: 'object',
  JS_TYPE_ARRAY: 'array',
  JS_TYPE_SCALAR: 'scalar',
}

const isJson: ExpressionCase = (state, scope, parts, tree) => {
  const operand = said(state, translate(state, scope, parts.expr))
  const kind = kinds[parts.item_type]
  const unique = parts.unique_keys === true ? [object([['uniqueKeys', js(true)]])] : []
  const args = kind === undefined && unique.length === 0 ? [] : [js(kind ?? 'value'), ...unique]
  return expression(state, tree, ref('isJson'), [operand, ...args], operand.nullable)
}

const parse: ExpressionCase = (state, scope, parts, tree) => {
  const operand = said(state, translate(state, scope, raw(parts.expr)))
  const unique = parts.unique_keys === true ? [object([['uniqueKeys', js(true)]])] : []
  return expression(state, tree, ref('jsonOf'), [operand, ...unique], operand.nullable)
}

const scalar: ExpressionCase = (state, scope, parts, tree) => {
  const operand = translate(state, scope, parts.expr)
  return expression(state, tree, ref('jsonScalar'), [valueTerm(state, operand)], operand.nullable)
}

const serialize: ExpressionCase = (state, scope, parts, tree) => {
  const operand = document(state, scope, parts.expr)
  const spec = returned(state, parts.output).map(([, term]) => term)
  return expression(state, tree, ref('jsonSerialize'), [operand, ...spec], operand.nullable)
}

// -------------------------------------------------------------------------------------
// paths
// -------------------------------------------------------------------------------------

const behaviors: Readonly<Record<string, string>> = {
  JSON_BEHAVIOR_NULL: 'null',
  JSON_BEHAVIOR_ERROR: 'error',
  JSON_BEHAVIOR_EMPTY: 'empty array',
  JSON_BEHAVIOR_EMPTY_ARRAY: 'empty array',
  JSON_BEHAVIOR_EMPTY_OBJECT: 'empty object',
  JSON_BEHAVIOR_TRUE: 'true',
  JSON_BEHAVIOR_FALSE: 'false',
  JSON_BEHAVIOR_UNKNOWN: 'unknown',
}

/** What there is where nothing is found: a word, or a value of the type that is returned. */
const behavior = (
  state: State,
  scope: Scope,
  key: string,
  parts: Parts | undefined,
  type: SqlType,
): ReadonlyArray<Entry> => {
  if (parts === undefined) return []
  if (parts.btype !== 'JSON_BEHAVIOR_DEFAULT') return [[key, js(behaviors[parts.btype] ?? 'null')]]
  const { constant } = translate(state, scope, parts.expr)
  const text = constant !== null && 'text' in constant ? constant.text : null
  const value = text === null ? undefined : valueOfText(text, type)
  return [
    [
      key,
      value === undefined
        ? refuse(state, parts.expr, 'joinery takes a default that is a constant of the type')
        : object([['default', js(value)]]),
    ],
  ]
}

const passing = (state: State, scope: Scope, list_: Tree): ReadonlyArray<Entry> => {
  const args = listOf(list_).map(partsOf)
  return args.length === 0
    ? []
    : [['passing', object(args.map(({ name, val }) => [name, valueTerm(state, translate(state, scope, raw(val)))]))]]
}

const wrappers: Readonly<Record<string, string>> = {
  JSW_NONE: 'without',
  JSW_CONDITIONAL: 'conditional',
  JSW_UNCONDITIONAL: 'unconditional',
}

const quotes: Readonly<Record<string, string>> = { JS_QUOTES_KEEP: 'keep', JS_QUOTES_OMIT: 'omit' }

const shapeOptions = (parts: Parts): ReadonlyArray<Entry> => [
  ...(wrappers[parts.wrapper] === undefined ? [] : [['wrapper', js(wrappers[parts.wrapper])] as const]),
  ...(quotes[parts.quotes] === undefined ? [] : [['quotes', js(quotes[parts.quotes])] as const]),
]

const path = (state: State, scope: Scope, tree: Tree): Term => {
  const it = translate(state, scope, tree)
  return bare(it, { _tag: 'jsonpath' }) ?? said(state, it)
}

const operations: Readonly<Record<string, string>> = {
  JSON_VALUE_OP: 'jsonValue',
  JSON_QUERY_OP: 'jsonQuery',
  JSON_EXISTS_OP: 'jsonExists',
}

const pathFunction: ExpressionCase = (state, scope, parts, tree) => {
  const name = operations[parts.op] ?? 'jsonQuery'
  const type: SqlType =
    parts.output === undefined
      ? { _tag: name === 'jsonQuery' ? 'jsonb' : 'text' }
      : typeOfName(state, parts.output.typeName)
  const all = [
    ...passing(state, scope, parts.passing),
    ...returned(state, parts.output),
    ...(name === 'jsonQuery' ? shapeOptions(parts) : []),
    ...behavior(state, scope, 'onEmpty', parts.on_empty, type),
    ...behavior(state, scope, 'onError', parts.on_error, type),
  ]
  const wrong = all.find(([, term]) => isRefused(term))
  if (wrong !== undefined) return wrong[1] as Ex
  const args = [document(state, scope, parts.context_item), path(state, scope, parts.pathspec), ...options(all)]
  return expression(state, tree, ref(name), args, true)
}

// -------------------------------------------------------------------------------------
// tables
// -------------------------------------------------------------------------------------

const textOf = (state: State, scope: Scope, tree: Tree): string => {
  const { constant } = translate(state, scope, tree)
  return constant?.kind === 'text' ? constant.text : '$'
}

const tableColumn = (state: State, scope: Scope, tree: Tree): Entry => {
  const parts = partsOf(tree)
  const own = parts.pathspec?.string === undefined ? null : textOf(state, scope, parts.pathspec.string)
  switch (parts.coltype) {
    case 'JTC_FOR_ORDINALITY':
      return [parts.name, ref('forOrdinality')]
    case 'JTC_NESTED':
      return [
        parts.pathspec?.name ?? `nested${String(own)}`,
        call(
          'nestedPath',
          js(own ?? '$'),
          object(listOf(parts.columns).map((each) => tableColumn(state, scope, each))),
        ),
      ]
    case 'JTC_EXISTS':
      return [
        parts.name,
        call(
          'existsColumn',
          js(own ?? `$.${String(parts.name)}`),
          ...options(behavior(state, scope, 'onError', parts.on_error, { _tag: 'boolean' })),
        ),
      ]
    default: {
      const type = typeOfName(state, parts.typeName)
      const all = [
        ...(parts.coltype === 'JTC_FORMATTED' && baseOf(type)._tag !== 'jsonb'
          ? [['formatJson', js(true)] as const]
          : []),
        ...shapeOptions(parts),
        ...behavior(state, scope, 'onEmpty', parts.on_empty, type),
        ...behavior(state, scope, 'onError', parts.on_error, type),
      ]
      const spec = call('nullable', specOf(state, type))
      return [
        parts.name,
        own === null && all.length === 0
          ? spec
          : call('pathColumn', spec, js(own ?? `$.${String(parts.name)}`), ...options(all)),
      ]
    }
  }
}

/** JSON_TABLE, as a call. */
export const jsonTableCall = (state: State, scope: Scope, parts: Parts, tree: Tree): Ex => {
  const columns = listOf(parts.columns).map((column) => tableColumn(state, scope, column))
  const all = [
    ...passing(state, scope, parts.passing),
    ...behavior(state, scope, 'onError', parts.on_error, { _tag: 'boolean' }),
  ]
  const args = [
    document(state, scope, parts.context_item),
    js(textOf(state, scope, parts.pathspec.string)),
    object(columns),
    ...options(all),
  ]
  return expression(state, tree, ref('jsonTable'), args, true)
}

export const jsonCases: Readonly<Record<string, ExpressionCase>> = {
  JsonObjectConstructor: objectConstructor,
  JsonArrayConstructor: arrayConstructor,
  JsonArrayQueryConstructor: arrayOfQuery,
  JsonArrayAgg: arrayAggregate,
  JsonObjectAgg: objectAggregate,
  JsonIsPredicate: isJson,
  JsonParseExpr: parse,
  JsonScalarExpr: scalar,
  JsonSerializeExpr: serialize,
  JsonFuncExpr: pathFunction,
}

/** Aggregates, and functions over windows: a call with what is said about its rows. */

import type { SqlType } from '../ast/SqlType.js'
import { callExpression } from './calls.js'
import { camel } from './camel.js'
import { beside, said, valueOfText } from './constants.js'
import { condition, type ExpressionCase, expandedAll, translate, translateAll } from './expression.js'
import { type Called, functionCall, variadicArgument } from './functions.js'
import type { Scope } from './Scope.js'
import { type Ex, ex, expression, isRefused, type State, typeOf } from './State.js'
import { apply, call, isExported, js, modified, piped, ref, type Term } from './term.js'
import { as, listOf, type Parts, partsOf, type Tree, wordsIn } from './tree.js'
import { windowOf } from './windows.js'

// -------------------------------------------------------------------------------------
// orders
// -------------------------------------------------------------------------------------

/** An expression with its direction. */
export const orderTerm = (it: Term, { sortby_dir, sortby_nulls }: Parts): Term => {
  const directed = sortby_dir === 'SORTBY_DESC' ? call('desc', it) : it
  const nulls =
    sortby_nulls === 'SORTBY_NULLS_FIRST' ? 'nullsFirst' : sortby_nulls === 'SORTBY_NULLS_LAST' ? 'nullsLast' : null
  return nulls === null ? directed : piped(sortby_dir === 'SORTBY_DESC' ? directed : call('asc', it), ref(nulls))
}

export const ordersOf = (state: State, scope: Scope, sorts: Tree): ReadonlyArray<Term> =>
  listOf(sorts).map((sort) => {
    const parts = partsOf(sort)
    return orderTerm(said(state, translate(state, scope, parts.node)), parts)
  })

// -------------------------------------------------------------------------------------
// calls
// -------------------------------------------------------------------------------------

/** The rows that an aggregate takes, and the window that it is over. */
const steps = (state: State, scope: Scope, parts: Parts): ReadonlyArray<Term> => [
  ...(parts.agg_distinct === true ? [ref('distinct')] : []),
  ...(parts.agg_order !== undefined && parts.agg_within_group !== true
    ? [call('orderedBy', ...ordersOf(state, scope, parts.agg_order))]
    : []),
  ...(parts.agg_filter !== undefined ? [call('filterWhere', condition(state, scope, parts.agg_filter))] : []),
]

const withSteps = (self: Term, all: ReadonlyArray<Term>): Term => {
  const [only, ...others] = all
  if (only === undefined) return self
  return others.length === 0 ? modified(self, only) : piped(self, ...all)
}

const never: ReadonlySet<string> = new Set('count row_number rank dense_rank percent_rank cume_dist ntile'.split(' '))

const countStar = (state: State, tree: Tree): Ex => expression(state, tree, ref('count'), [], false)

/** A count of values, each once. */
const countDistinct = (state: State, scope: Scope, parts: Parts, tree: Tree): Ex => {
  const items = expandedAll(state, scope, listOf(parts.args))
  const [only] = items
  const operand =
    items.length === 1
      ? said(state, only as Ex)
      : expression(
          state,
          tree,
          ref('row'),
          items.map((it) => said(state, it)),
          false,
        )
  return expression(state, tree, ref('countDistinct'), [operand], false)
}

/** Aggregates of rows in an order. */
const withinGroup = (state: State, scope: Scope, parts: Parts, tree: Tree, name: string): Ex => {
  const orders = listOf(parts.agg_order).map((sort) => {
    const own = partsOf(sort)
    return [said(state, translate(state, scope, own.node)), own] as const
  })
  const args = translateAll(state, scope, listOf(parts.args))
  const placed = ['rank', 'dense_rank', 'percent_rank', 'cume_dist'].includes(name)
  const set = placed
    ? expression(
        state,
        tree,
        ref(camel(name)),
        args.map((it, i) => (orders[i] === undefined ? said(state, it) : beside(state, it, typeOf(orders[i][0])))),
        false,
      )
    : orderedSet(state, tree, name, args)
  if (isRefused(set)) return set
  const grouped = call('withinGroup', ...orders.map(([it, own]) => orderTerm(it, own)))
  return ex(piped(set, grouped, ...steps(state, scope, parts)), !placed)
}

/** A number from 0 to 1, or several. */
const fraction = (state: State, it: Ex): Term => {
  const { constant } = it
  const text = constant !== null && 'text' in constant ? constant.text : null
  if (text === null) return said(state, it)
  const value = valueOfText(text, {
    _tag: constant?.kind === 'typed' && constant.type._tag === 'array' ? 'array' : 'doublePrecision',
    element: { _tag: 'doublePrecision' },
  } as SqlType)
  return value === undefined ? said(state, it) : js(value)
}

/** An aggregate that waits for its order is no expression yet, and so it is called as it is. */
const orderedSet = (state: State, tree: Tree, name: string, args: ReadonlyArray<Ex>): Ex => {
  const own = camel(name)
  if (name.startsWith('percentile_'))
    return expression(
      state,
      tree,
      ref(own),
      args.map((it) => fraction(state, it)),
      false,
    )
  return isExported(own)
    ? callExpression(state, tree, own, args, { float: true })
    : functionCall({ state, at: tree, name, args, named: new Map() }, null)
}

/** The arguments of a call: those with names apart. */
const argumentsIn = (state: State, scope: Scope, parts: Parts): Pick<Called, 'args' | 'named'> => {
  const trees = listOf(parts.args)
  const named = new Map<string, Ex>()
  const args = trees.flatMap((tree, i) => {
    const own = as('NamedArgExpr', tree)
    if (own !== null) {
      named.set(own.name, translate(state, scope, own.arg))
      return []
    }
    const it = translate(state, scope, tree)
    return [parts.func_variadic === true && i === trees.length - 1 ? variadicArgument(state, it) : it]
  })
  return { args, named }
}

const windowCall = (state: State, scope: Scope, own: Ex, parts: Parts): Ex => {
  if (isRefused(own)) return own
  const window = windowOf(state, scope, parts.over)
  const all = steps(state, scope, parts)
  const over = call('over', window)
  return ex(all.length === 0 ? apply(over, own) : piped(own, ...all, over), true)
}

/** A call of a function. */
export const aggregateOrFunction: ExpressionCase = (state, scope, parts, tree) => {
  const words = wordsIn(parts.funcname)
  const name = words.at(-1) ?? ''
  const schema = words.length > 1 ? (words[words.length - 2] ?? null) : null
  if (parts.agg_within_group === true) return withinGroup(state, scope, parts, tree, name)
  const isCount = name === 'count' && (schema === null || schema === 'pg_catalog')
  const isDistinct = isCount && parts.agg_distinct === true && parts.agg_order === undefined
  const own =
    isCount && parts.agg_star === true
      ? countStar(state, tree)
      : isDistinct
        ? countDistinct(state, scope, parts, tree)
        : functionCall({ state, at: tree, name, ...argumentsIn(state, scope, parts) }, schema)
  if (isRefused(own) || own.constant !== null) return own
  const rest = isDistinct ? { ...parts, agg_distinct: false } : parts
  if (parts.over !== undefined) return { ...windowCall(state, scope, own, rest), nullable: !never.has(name) }
  const all = steps(state, scope, rest)
  const tag = (own.value as { readonly _tag?: string })._tag
  return ex(withSteps(own, all), tag === 'Aggregate' ? !never.has(name) : own.nullable)
}

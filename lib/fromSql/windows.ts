/** Windows: partitions, orders and frames, by a name or where they are used. */

import { baseOf, type SqlType } from '../ast/SqlType.js'
import { ordersOf } from './aggregates.js'
import { bare, said } from './constants.js'
import { translate, translateAll } from './expression.js'
import type { Scope } from './Scope.js'
import { constant, refuse, type State, typeOf } from './State.js'
import { call, js, piped, ref, type Term } from './term.js'
import { as, listOf, type Parts, partsOf, type Tree } from './tree.js'

/** The bits that the grammar makes of a frame. */
const options = {
  nonDefault: 0x1,
  range: 0x2,
  rows: 0x4,
  groups: 0x8,
  between: 0x10,
  startUnboundedPreceding: 0x20,
  startUnboundedFollowing: 0x80,
  endUnboundedFollowing: 0x100,
  startCurrentRow: 0x200,
  endCurrentRow: 0x400,
  startPreceding: 0x800,
  endPreceding: 0x1000,
  startFollowing: 0x2000,
  endFollowing: 0x4000,
  excludeCurrentRow: 0x8000,
  excludeGroup: 0x10000,
  excludeTies: 0x20000,
} as const

type Has = (option: keyof typeof options) => boolean

/** What is measured along an order: an interval along times. */
const measure = (ordered: SqlType | null): SqlType => {
  const { _tag } = ordered === null ? { _tag: 'interval' } : baseOf(ordered)
  if (_tag === 'real' || _tag === 'doublePrecision') return { _tag: 'doublePrecision' }
  return _tag === 'numeric' ? { _tag: 'numeric', precision: null, scale: null } : { _tag: 'interval' }
}

/** How far away: a number, or an interval. */
const distance = (state: State, scope: Scope, tree: Tree, ordered: SqlType | null): Term => {
  const it = translate(state, scope, tree)
  if (it.constant?.kind === 'text' && measure(ordered)._tag !== 'interval') return said(state, it, measure(ordered))
  if (it.constant?.kind === 'numeric') return js(Number(it.constant.text))
  return bare(it, it.constant?.kind === 'integer' ? { _tag: 'integer' } : { _tag: 'interval' }) ?? said(state, it)
}

const startOf = (state: State, scope: Scope, has: Has, { startOffset }: Parts, ordered: SqlType | null): Term => {
  if (has('startCurrentRow')) return ref('currentRow')
  if (has('startPreceding')) return call('preceding', distance(state, scope, startOffset, ordered))
  if (has('startFollowing')) return call('following', distance(state, scope, startOffset, ordered))
  return ref(has('startUnboundedFollowing') ? 'unboundedFollowing' : 'unboundedPreceding')
}

const endOf = (state: State, scope: Scope, has: Has, { endOffset }: Parts, ordered: SqlType | null): Term => {
  if (has('endUnboundedFollowing')) return ref('unboundedFollowing')
  if (has('endPreceding')) return call('preceding', distance(state, scope, endOffset, ordered))
  if (has('endFollowing')) return call('following', distance(state, scope, endOffset, ordered))
  return ref('currentRow')
}

const frameOf = (state: State, scope: Scope, parts: Parts, ordered: SqlType | null): ReadonlyArray<Term> => {
  const bits: number = parts.frameOptions ?? 0
  const has: Has = (option) => (bits & options[option]) !== 0
  if (!has('nonDefault')) return []
  const unit = has('rows') ? 'rows' : has('groups') ? 'groups' : 'range'
  const excluded = has('excludeCurrentRow')
    ? 'current row'
    : has('excludeGroup')
      ? 'group'
      : has('excludeTies')
        ? 'ties'
        : null
  return [
    call(unit, startOf(state, scope, has, parts, ordered), endOf(state, scope, has, parts, ordered)),
    ...(excluded === null ? [] : [call('exclude', js(excluded))]),
  ]
}

const named = (state: State, scope: Scope, name: string, at: Tree): Term =>
  scope.windows.get(name) ?? refuse(state, at, `there is no window ${name}`)

const stepsOf = (state: State, scope: Scope, parts: Parts): ReadonlyArray<Term> => {
  const partitions = translateAll(state, scope, listOf(parts.partitionClause)).map((it) => said(state, it))
  const orders = ordersOf(state, scope, parts.orderClause)
  const [first] = listOf(parts.orderClause)
  return [
    ...(partitions.length === 0 ? [] : [call('partitionBy', ...partitions)]),
    ...(orders.length === 0 ? [] : [call('orderedBy', ...orders)]),
    ...frameOf(state, scope, parts, first === undefined ? null : typeOf(translate(state, scope, partsOf(first).node))),
  ]
}

/** A window where it is used: by its name, or with what is said of it there. */
export const windowOf = (state: State, scope: Scope, over: Tree): Term => {
  const parts = as('WindowDef', over) ?? (over as Parts)
  if (parts.name !== undefined) return named(state, scope, parts.name, over)
  const base = parts.refname === undefined ? ref('window') : named(state, scope, parts.refname, over)
  return piped(base, ...stepsOf(state, scope, parts))
}

/** The windows of WINDOW, which are constants. */
export const declareWindows = (state: State, scope: Scope, clause: Tree): void => {
  for (const tree of listOf(clause)) {
    const parts = partsOf(tree)
    const base = parts.refname === undefined ? ref('window') : named(state, scope, parts.refname, tree)
    const own = piped(base, ...stepsOf(state, scope, parts), call('windowAs', js(parts.name)))
    scope.windows = new Map([...scope.windows, [parts.name, constant(state, parts.name, own)]])
  }
}

/**
 * Exact decimals, intervals and enums in SQLite: kept as text, so that nothing of them is lost, and so neither ordered nor
 * calculated with.
 *
 * As text, '9.50' is more than '12.5'; as SQLite's own numbers, both would be rounded. Either would be wrong without a
 * word, so what needs their value is refused.
 */
import { unsupported } from '../../lib/ast/CompileError.js'
import type { Node } from '../../lib/ast/Node.js'
import type { BinaryOp } from '../../lib/ast/Operator.js'
import { leavesOf } from '../../lib/ast/Projection.js'
import { resolved, type SqlType } from '../../lib/ast/SqlType.js'
import type { SetOperation } from '../../lib/ast/Statement.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { report, type Writer } from '../../lib/compile/Writer.js'

/** What to do instead, by the types whose texts have another order than their values. */
const hints: { readonly [tag: string]: string | undefined } = {
  numeric: 'keep whole numbers of the smallest unit in a bigint',
  interval: 'keep whole numbers of the smallest unit in a bigint',
  enum: 'order by a caseOf that numbers its labels',
}

/** The type that is kept as text, or null. */
const textual = (type: SqlType): string | null => {
  const own = resolved(type)
  if ('base' in own) return textual(own.base)
  return hints[own._tag] === undefined ? null : own._tag
}

/** Operators that compare for equality see whether two texts are the same, which they are if they were written alike. */
const needsValue: ReadonlySet<BinaryOp> = new Set(['lt', 'le', 'gt', 'ge', 'add', 'sub', 'mul', 'div', 'mod', 'power'])

/** Functions that say nothing of their arguments' values: which of them there is, and whether they are the same. */
const needsNone: ReadonlySet<string> = new Set(['coalesce', 'nullIf'])

const refuseIf = (to: Writer, what: string, node: Node): void => {
  if (node._tag === 'RowValue') {
    for (const item of node.items) refuseIf(to, what, item)
    return
  }
  const kept = textual(node.type)
  if (kept === null) return
  report(to, unsupported('sqlite', `${what} for ${kept}, which it keeps as text`, hints[kept] ?? ''))
}

/** What an aggregate makes of other values than exact ones, SQLite keeps as a number of its own. */
const isNumber = (node: Node): boolean =>
  node._tag === 'Aggregate' || (node._tag === 'Over' && node.operand._tag === 'Aggregate')

/** An order by a column that a set operation yields. */
export const refuseExactOrder = (to: Writer, node: Node): void => refuseIf(to, 'order', node)

const isDecimal = ({ type }: Node): boolean => textual(type) === 'numeric'

/** A column of a set operation that is text on one side and a number on the other. */
export const refuseExactMix = (to: Writer, { left, right, projection }: SetOperation): void => {
  if (projection === null) return
  const sides = [left, right].map((query) => (query.projection === null ? [] : leavesOf(query.projection)))
  leavesOf(projection).forEach((node, i) => {
    if (!isDecimal(node) || sides.every((leaves) => leaves[i] === undefined || isDecimal(leaves[i]))) return
    refuseIf(to, 'set operation with another number', node)
  })
}

type Guarded = Pick<Cases, 'Binary' | 'CustomOperator' | 'Between' | 'Negative' | 'Call' | 'Aggregate' | 'Order'>

/** The cases, which report where a value would be needed. */
export const withoutExactValues = (cases: Guarded): Guarded => ({
  Binary: (node, to) => {
    if (needsValue.has(node.op)) refuseIf(to, 'order or arithmetic', node.left)
    cases.Binary(node, to)
  },

  CustomOperator: (node, to) => {
    if (node.left !== null) refuseIf(to, `operator ${node.symbol}`, node.left)
    cases.CustomOperator(node, to)
  },

  Between: (node, to) => {
    refuseIf(to, 'order', node.operand)
    cases.Between(node, to)
  },

  Negative: (node, to) => {
    refuseIf(to, 'arithmetic', node.operand)
    cases.Negative(node, to)
  },

  Call: (node, to) => {
    if (!needsNone.has(node.name)) for (const arg of node.args) refuseIf(to, 'arithmetic', arg)
    cases.Call(node, to)
  },

  Aggregate: (node, to) => {
    if (node.name !== 'count') for (const arg of node.args) refuseIf(to, node.name, arg)
    cases.Aggregate(node, to)
  },

  Order: (node, to) => {
    if (!isNumber(node.operand)) refuseIf(to, 'order', node.operand)
    cases.Order(node, to)
  },
})

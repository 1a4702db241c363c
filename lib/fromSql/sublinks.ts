/** Queries inside expressions. */
import { said } from './constants.js'
import { type ExpressionCase, translate } from './expression.js'
import { binary } from './operators.js'
import { type Query, subquery } from './query.js'
import type { Scope } from './Scope.js'
import { type Ex, expression, refuse, type State } from './State.js'
import { js, ref } from './term.js'
import { as, lastWord, listOf, type Parts, type Tree } from './tree.js'

const columnTypes = ({ columns }: Query) => columns.map(({ type }) => type)

/** The value beside a query: a row, if it has several columns. */
const operandOf = (state: State, scope: Scope, tree: Tree, query: Query): Ex => {
  const row = as('RowExpr', tree)
  if (row === null) return said(state, translate(state, scope, tree), columnTypes(query)[0] ?? null)
  const items = listOf(row.args).map((item, i) =>
    said(state, translate(state, scope, item), columnTypes(query)[i] ?? null),
  )
  return items.length === 1
    ? (items[0] as Ex)
    : expression(
        state,
        tree,
        ref('row'),
        items,
        items.some(({ nullable }) => nullable),
      )
}

const compared = (state: State, scope: Scope, parts: Parts, tree: Tree, query: Query): Ex => {
  const symbol = lastWord(parts.operName)
  const operand = operandOf(state, scope, parts.testexpr, query)
  const quantifier = parts.subLinkType === 'ALL_SUBLINK' ? 'all_' : 'any_'
  const other = expression(state, tree, ref(quantifier), [query.term], true)
  const name = patterns[symbol]
  return name === undefined
    ? binary(state, tree, symbol, operand, other)
    : expression(state, tree, ref(name), [operand, other], true)
}

const patterns: Readonly<Record<string, string | undefined>> = {
  '~~': 'like',
  '!~~': 'notLike',
  '~~*': 'ilike',
  '!~~*': 'notIlike',
}

/** `negated` is what stands before IN. */
export const sublink: ExpressionCase = (state, scope, parts, tree) => {
  const query = subquery(state, scope, parts.subselect, parts.subLinkType === 'EXISTS_SUBLINK')
  switch (parts.subLinkType) {
    case 'EXISTS_SUBLINK':
      return expression(state, tree, ref('exists'), [query.term], false)
    case 'EXPR_SUBLINK':
      return expression(state, tree, ref('scalar'), [query.term], true)
    case 'ARRAY_SUBLINK':
      return expression(state, tree, ref('arrayFrom'), [query.term], false)
    case 'ANY_SUBLINK': {
      if (parts.operName !== undefined) return compared(state, scope, parts, tree, query)
      const operand = operandOf(state, scope, parts.testexpr, query)
      return expression(
        state,
        tree,
        ref(parts.negated === true ? 'notInQuery' : 'inQuery'),
        [operand, query.term],
        true,
      )
    }
    case 'ALL_SUBLINK':
      return compared(state, scope, parts, tree, query)
    case 'ROWCOMPARE_SUBLINK': {
      const operand = operandOf(state, scope, parts.testexpr, query)
      const row = expression(state, tree, ref('scalarRow'), [query.term, js(query.columns.map(({ key }) => key))], true)
      return binary(state, tree, lastWord(parts.operName), operand, row)
    }
    default:
      return refuse(state, tree, `joinery has nothing for ${String(parts.subLinkType)}`)
  }
}

/** Expressions: a case for each kind of node that PostgreSQL's grammar has. */
import { baseOf, elementOf, type SqlType } from '../ast/SqlType.js'
import { aggregateOrFunction } from './aggregates.js'
import { bare, beside, said } from './constants.js'
import { castTo } from './functions.js'
import { jsonCases } from './json.js'
import { binary, compare, comparisonName, distinctFrom, inList, prefix } from './operators.js'
import { resolved, type Scope, sharedEx, sourceNamed, starColumns, wholeRow } from './Scope.js'
import { constantEx, type Ex, ex, expression, isRefused, refuse, type State, typeOf } from './State.js'
import { sublink } from './sublinks.js'
import { call, js, list, object, ref, type Term } from './term.js'
import { as, itemsOf, lastWord, listOf, type Parts, partsOf, stringOf, type Tree, tagOf, wordsIn } from './tree.js'
import { specOf, typeOfName } from './types.js'
import { alternatives, arrayOf, commonType } from './united.js'

export type ExpressionCase = (state: State, scope: Scope, parts: Parts, tree: Tree) => Ex

// -------------------------------------------------------------------------------------
// names and values
// -------------------------------------------------------------------------------------

const columnRef: ExpressionCase = (state, scope, { fields }, tree) => {
  const words = listOf(fields)
  const last = words.at(-1)
  if (tagOf(last) === 'A_Star') {
    const source = words.length > 1 ? sourceNamed(scope, stringOf(words[words.length - 2])) : null
    return source === null
      ? refuse(state, tree, '* stands for columns of a table')
      : wholeRow(source, sourceNamed(scope, 'excluded') !== null)
  }
  return resolved(state, scope, tree, words.map(stringOf))
}

/** `\x` before digits of a constant that is written by its bits. */
const bitsOf = (text: string): string =>
  text.startsWith('b')
    ? text.slice(1)
    : [...text.slice(1)].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('')

const constantOf: ExpressionCase = (_, __, parts) => {
  if (parts.isnull === true) return constantEx({ kind: 'null' })
  if (parts.ival !== undefined) return constantEx({ kind: 'integer', text: String(parts.ival.ival ?? 0) })
  if (parts.boolval !== undefined)
    return constantEx({ kind: 'boolean', text: parts.boolval.boolval === true ? 'true' : 'false' })
  if (parts.fval !== undefined) {
    const text = String(parts.fval.fval).replace(/^(-?)\./, '$10.')
    return constantEx({ kind: /^-?\d+$/.test(text) ? 'integer' : 'numeric', text })
  }
  if (parts.bsval !== undefined) return constantEx({ kind: 'bits', text: bitsOf(String(parts.bsval.bsval)) })
  return constantEx({ kind: 'text', text: String(parts.sval?.sval ?? '') })
}

const parameter: ExpressionCase = (state, _, { number }) =>
  state.parameters.get(number ?? 0) ?? constantEx({ kind: 'parameter', number: number ?? 0 })

const sessionValues: Readonly<Record<string, string>> = {
  SVFOP_CURRENT_DATE: 'currentDate',
  SVFOP_CURRENT_TIME: 'currentTime',
  SVFOP_CURRENT_TIMESTAMP: 'currentTimestamp',
  SVFOP_LOCALTIME: 'localTime',
  SVFOP_LOCALTIMESTAMP: 'localTimestamp',
  SVFOP_CURRENT_ROLE: 'currentRole',
  SVFOP_CURRENT_USER: 'currentUser',
  SVFOP_USER: 'user',
  SVFOP_SESSION_USER: 'sessionUser',
  SVFOP_CURRENT_CATALOG: 'currentCatalog',
  SVFOP_CURRENT_SCHEMA: 'currentSchema',
}

const sessionValue: ExpressionCase = (state, _, { op, typmod }, tree) => {
  const name = sessionValues[String(op).replace(/_N$/, '')]
  if (name === undefined) return refuse(state, tree, `joinery has no ${String(op)}`)
  const precision = String(op).endsWith('_N') ? [js(typmod ?? 0)] : []
  return expression(state, tree, ref(name), precision, false)
}

// -------------------------------------------------------------------------------------
// operators
// -------------------------------------------------------------------------------------

/** Two operands as rows: several values on both sides. */
const rowItems = (tree: Tree): ReadonlyArray<Tree> | null => {
  const row = as('RowExpr', tree)
  return row === null ? null : listOf(row.args)
}

/** A row, whose constants take the types of those opposite. */
const rowBeside = (state: State, scope: Scope, left: Tree, right: Tree): readonly [Ex, Term] | null => {
  const [a, b] = [rowItems(left), rowItems(right)]
  if (a === null || b === null || a.length !== b.length) return null
  const lefts = translateAll(state, scope, a)
  const rights = translateAll(state, scope, b)
  const own = lefts.map((it, i) => said(state, it, typeOf(rights[i] as Ex)))
  const row = expression(
    state,
    left,
    ref('row'),
    own.map((it) => it),
    own.some(({ nullable }) => nullable),
  )
  const others = rights.map((it, i) => said(state, it, typeOf(own[i] as Ex)))
  const values = rights.map((it, i) => bare(it, typeOf(own[i] as Ex)))
  return [row, values.every((value) => value !== null) ? list(values as ReadonlyArray<Term>) : call('row', ...others)]
}

/** A row beside the row of a query. */
const rowOfQuery = (state: State, scope: Scope, tree: Tree, parts: Parts): Ex | null => {
  const query = as('SubLink', parts.rexpr)
  return rowItems(parts.lexpr) === null || query?.subLinkType !== 'EXPR_SUBLINK'
    ? null
    : sublink(
        state,
        scope,
        { ...query, subLinkType: 'ROWCOMPARE_SUBLINK', testexpr: parts.lexpr, operName: parts.name },
        tree,
      )
}

const rowComparison = (state: State, scope: Scope, tree: Tree, name: string, parts: Parts): Ex | null => {
  const sides = rowBeside(state, scope, parts.lexpr, parts.rexpr)
  return sides === null ? null : expression(state, tree, ref(name), sides, true)
}

type Patterns = Readonly<Record<string, string>>

const patterns: Patterns = {
  '~~': 'like',
  '!~~': 'notLike',
  '~~*': 'ilike',
  '!~~*': 'notIlike',
  '~': 'similarTo',
  '!~': 'notSimilarTo',
}

const text: SqlType = { _tag: 'text' }

/** A pattern, perhaps with an escape character of its own, which the grammar makes a call of. */
const patternMatch = (state: State, scope: Scope, tree: Tree, name: string, lexpr: Tree, rexpr: Tree): Ex => {
  const left = translate(state, scope, lexpr)
  const escaped = as('FuncCall', rexpr)
  const words = escaped === null ? [] : wordsIn(escaped.funcname)
  const isEscape = words[0] === 'pg_catalog' && ['like_escape', 'similar_to_escape'].includes(words[1] ?? '')
  const [pattern, escape] = isEscape ? listOf(escaped?.args) : [rexpr]
  const right = translate(state, scope, pattern)
  const character = escape === undefined ? null : translate(state, scope, escape).constant
  if (escape !== undefined && character?.kind !== 'text')
    return refuse(state, escape, 'joinery takes an escape character that is a constant')
  const options = character?.kind === 'text' ? [object([['escape', js(character.text)]])] : []
  return expression(
    state,
    tree,
    ref(name),
    [
      textual(state, said(state, left, text)),
      bare(right, text) ?? textual(state, said(state, right, text)),
      ...options,
    ],
    left.nullable || right.nullable,
  )
}

/** What the types of a pattern do not take for a text is one to the database. */
const textual = (state: State, it: Ex): Ex =>
  baseOf(typeOf(it))._tag === 'numeric'
    ? expression(state, {}, ref('cast'), [it, specOf(state, text)], it.nullable)
    : it

const between = (state: State, scope: Scope, tree: Tree, name: string, parts: Parts): Ex => {
  const operand = translate(state, scope, parts.lexpr)
  const bounds = translateAll(state, scope, itemsOf(parts.rexpr))
  const type = bounds.map(typeOf).find(({ _tag }) => _tag !== 'untyped') ?? null
  const own = said(state, operand, type)
  return expression(
    state,
    tree,
    ref(name),
    [own, ...bounds.map((bound) => beside(state, bound, typeOf(own)))],
    [operand, ...bounds].some(({ nullable }) => nullable),
  )
}

/** An operator beside each element of an array, or each row of a query. */
const quantified = (state: State, scope: Scope, tree: Tree, quantifier: 'any_' | 'all_', parts: Parts): Ex => {
  const symbol = lastWord(parts.name)
  const left = translate(state, scope, parts.lexpr)
  const right = translate(state, scope, parts.rexpr)
  const beside = typeOf(left)._tag
  const element: SqlType =
    beside === 'untyped' ? text : beside === 'tsvector' && symbol === '@@' ? { _tag: 'tsquery' } : typeOf(left)
  const elements: SqlType = { _tag: 'array', element }
  const array = said(state, right, right.constant?.kind === 'typed' ? null : elements)
  const own = expression(state, tree, ref(quantifier), [array], true)
  return binary(state, tree, symbol, said(state, left, elementOf(typeOf(array))), own)
}

const operatorExpression: ExpressionCase = (state, scope, parts, tree) => {
  const symbol = lastWord(parts.name)
  switch (parts.kind) {
    case 'AEXPR_OP': {
      if (parts.lexpr === undefined) return prefix(state, tree, symbol, translate(state, scope, parts.rexpr))
      const name = comparisonName(symbol)
      const rows =
        name === null ? null : (rowComparison(state, scope, tree, name, parts) ?? rowOfQuery(state, scope, tree, parts))
      if (rows !== null) return rows
      if (Object.hasOwn(patterns, symbol) && symbol.includes('~~'))
        return patternMatch(state, scope, tree, patterns[symbol] ?? '', parts.lexpr, parts.rexpr)
      return binary(state, tree, symbol, translate(state, scope, parts.lexpr), translate(state, scope, parts.rexpr))
    }
    case 'AEXPR_OP_ANY':
      return quantified(state, scope, tree, 'any_', parts)
    case 'AEXPR_OP_ALL':
      return quantified(state, scope, tree, 'all_', parts)
    case 'AEXPR_DISTINCT':
    case 'AEXPR_NOT_DISTINCT': {
      const negated = parts.kind === 'AEXPR_NOT_DISTINCT'
      const rows = rowComparison(state, scope, tree, negated ? 'isNotDistinctFrom' : 'isDistinctFrom', parts)
      return (
        rows ??
        distinctFrom(state, tree, negated, translate(state, scope, parts.lexpr), translate(state, scope, parts.rexpr))
      )
    }
    case 'AEXPR_NULLIF': {
      const first = translate(state, scope, parts.lexpr)
      const second = translate(state, scope, parts.rexpr)
      const own = said(state, first, typeOf(second))
      return expression(state, tree, ref('nullIf'), [own, beside(state, second, typeOf(own))], true)
    }
    case 'AEXPR_IN': {
      const items = itemsOf(parts.rexpr)
      const rows = items.map((item) => rowBeside(state, scope, parts.lexpr, item))
      const negated = symbol === '<>'
      const [first] = rows
      if (first !== null && first !== undefined && rows.every((row) => row !== null))
        return expression(
          state,
          tree,
          ref(negated ? 'notIn' : 'in_'),
          [first[0], list(rows.map((row) => (row as readonly [Ex, Term])[1]))],
          true,
        )
      return inList(state, tree, negated, translate(state, scope, parts.lexpr), translateAll(state, scope, items))
    }
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
    case 'AEXPR_SIMILAR':
      return patternMatch(state, scope, tree, patterns[symbol] ?? 'like', parts.lexpr, parts.rexpr)
    case 'AEXPR_BETWEEN':
      return between(state, scope, tree, 'between', parts)
    case 'AEXPR_NOT_BETWEEN':
      return between(state, scope, tree, 'notBetween', parts)
    case 'AEXPR_BETWEEN_SYM':
      return between(state, scope, tree, 'betweenSymmetric', parts)
    case 'AEXPR_NOT_BETWEEN_SYM':
      return between(state, scope, tree, 'notBetweenSymmetric', parts)
    default:
      return refuse(state, tree, `joinery has no ${String(parts.kind)}`)
  }
}

// -------------------------------------------------------------------------------------
// logic
// -------------------------------------------------------------------------------------

const boolean: SqlType = { _tag: 'boolean' }

/** A condition, which a constant may be. */
export const condition = (state: State, scope: Scope, tree: Tree): Ex =>
  said(state, translate(state, scope, tree), boolean)

/** The same operator inside itself is one of more operands. */
const flattened = (boolop: string, args: ReadonlyArray<Tree>): ReadonlyArray<Tree> =>
  args.flatMap((arg) => {
    const inner = as('BoolExpr', arg)
    return inner?.boolop === boolop ? flattened(boolop, listOf(inner.args)) : [arg]
  })

const junction: ExpressionCase = (state, scope, { boolop, args }, tree) => {
  const [first] = listOf(args)
  if (boolop === 'NOT_EXPR') {
    const inner = as('SubLink', first)
    if (inner?.subLinkType === 'ANY_SUBLINK' && inner.operName === undefined)
      return sublink(state, scope, { ...inner, negated: true }, first)
    const operand = condition(state, scope, first)
    return expression(state, tree, ref('not'), [operand], operand.nullable)
  }
  const operands = flattened(boolop, listOf(args)).map((arg) => condition(state, scope, arg))
  return expression(
    state,
    tree,
    ref(boolop === 'AND_EXPR' ? 'and' : 'or'),
    operands,
    operands.some(({ nullable }) => nullable),
  )
}

const nullTest: ExpressionCase = (state, scope, { arg, nulltesttype }, tree) =>
  expression(
    state,
    tree,
    ref(nulltesttype === 'IS_NULL' ? 'isNull' : 'isNotNull'),
    [said(state, translate(state, scope, arg))],
    false,
  )

const truths: Readonly<Record<string, string>> = {
  IS_TRUE: 'isTrue',
  IS_NOT_TRUE: 'isNotTrue',
  IS_FALSE: 'isFalse',
  IS_NOT_FALSE: 'isNotFalse',
  IS_UNKNOWN: 'isUnknown',
  IS_NOT_UNKNOWN: 'isNotUnknown',
}

const truthTest: ExpressionCase = (state, scope, { arg, booltesttype }, tree) =>
  expression(state, tree, ref(truths[booltesttype] ?? 'isTrue'), [condition(state, scope, arg)], false)

// -------------------------------------------------------------------------------------
// one of several values
// -------------------------------------------------------------------------------------

const caseExpression: ExpressionCase = (state, scope, { arg, args, defresult }, tree) => {
  const branches = listOf(args).map((branch) => partsOf(branch))
  const results = translateAll(
    state,
    scope,
    branches.map(({ result }) => result),
  )
  const otherwise = defresult === undefined ? null : translate(state, scope, defresult)
  const isNothing = otherwise === null || otherwise.constant?.kind === 'null'
  const terms = alternatives(state, isNothing ? results : [...results, otherwise], true)
  const nullable = isNothing || [...results, otherwise].some((it) => it?.nullable === true)
  const operand = arg === undefined ? null : translate(state, scope, arg)
  const values =
    operand === null
      ? []
      : translateAll(
          state,
          scope,
          branches.map(({ expr }) => expr),
        )
  const own = operand === null ? null : said(state, operand, commonType(values))
  const whens = branches.map(({ expr }, i) =>
    call(
      'when',
      own === null ? condition(state, scope, expr) : beside(state, values[i] as Ex, typeOf(own)),
      terms[i] as Term,
    ),
  )
  if (terms.some(isRefused)) return terms.find(isRefused) as Ex
  return expression(
    state,
    tree,
    ref(own === null ? 'case_' : 'caseOf'),
    [...(own === null ? [] : [own]), list(whens), ...(isNothing ? [] : [terms[terms.length - 1] as Term])],
    nullable,
  )
}

/** The first one has to be an expression. */
const withExpression = (state: State, terms: ReadonlyArray<Term>, items: ReadonlyArray<Ex>): ReadonlyArray<Term> => {
  const [first] = items
  return first === undefined || (terms[0]?.value as { readonly joinery?: unknown } | null)?.joinery !== undefined
    ? terms
    : [said(state, first, commonType(items)), ...terms.slice(1)]
}

const coalesce: ExpressionCase = (state, scope, { args }, tree) => {
  const items = translateAll(state, scope, listOf(args))
  const [only, ...others] = items
  if (only !== undefined && others.length === 0) return only
  const terms = withExpression(state, alternatives(state, items, false), items)
  return expression(
    state,
    tree,
    ref('coalesce'),
    terms,
    items.every(({ nullable }) => nullable),
  )
}

const extreme: ExpressionCase = (state, scope, { op, args }, tree) => {
  const items = translateAll(state, scope, listOf(args))
  const terms = withExpression(state, alternatives(state, items, false), items)
  return expression(
    state,
    tree,
    ref(op === 'IS_LEAST' ? 'least' : 'greatest'),
    terms,
    items.every(({ nullable }) => nullable),
  )
}

// -------------------------------------------------------------------------------------
// rows and arrays
// -------------------------------------------------------------------------------------

/** The items of a row, `t.*` as its columns. */
export const expandedAll = (state: State, scope: Scope, trees: ReadonlyArray<Tree>): ReadonlyArray<Ex> =>
  trees.flatMap((tree) => {
    const words = listOf(as('ColumnRef', tree)?.fields)
    return tagOf(words.at(-1)) === 'A_Star'
      ? starColumns(scope, words.length > 1 ? stringOf(words[words.length - 2]) : null).map(([, value]) => value)
      : [translate(state, scope, tree)]
  })

const rowExpression: ExpressionCase = (state, scope, { args }, tree) => {
  const items = expandedAll(state, scope, listOf(args))
  return expression(
    state,
    tree,
    ref('row'),
    items.map((it) => (it.constant?.kind === 'text' ? js(it.constant.text) : said(state, it))),
    items.some(({ nullable }) => nullable),
  )
}

const arrayExpression: ExpressionCase = (state, scope, { elements }, tree) =>
  arrayOf(state, tree, translateAll(state, scope, listOf(elements)), null)

/** Steps into a value: elements, fields, keys. */
const indirection: ExpressionCase = (state, scope, { arg, indirection: steps }, tree) => {
  let at: Ex = said(state, translate(state, scope, arg))
  const all = listOf(steps)
  for (let i = 0; i < all.length; i += 1) {
    const step = all[i]
    if (isRefused(at)) return at
    if (tagOf(step) === 'String') {
      at = expression(state, tree, ref('field'), [at, js(stringOf(step))], true)
      continue
    }
    if (tagOf(step) !== 'A_Indices') return refuse(state, tree, 'all fields of a value are selected with allFields')
    if (baseOf(typeOf(at))._tag === 'jsonb') {
      const key = translate(state, scope, partsOf(step).uidx)
      at = binary(state, tree, '->', at, key)
      continue
    }
    const run: Array<Parts> = []
    for (; tagOf(all[i]) === 'A_Indices'; i += 1) run.push(partsOf(all[i]))
    i -= 1
    at = subscripted(state, scope, tree, at, run)
  }
  return at
}

const subscripted = (state: State, scope: Scope, tree: Tree, array: Ex, run: ReadonlyArray<Parts>): Ex => {
  const index = (own: Tree): Term => {
    if (own === undefined) return js(null)
    const it = translate(state, scope, own)
    return bare(it, { _tag: 'integer' }) ?? said(state, it)
  }
  if (run.every(({ is_slice }) => is_slice !== true))
    return expression(state, tree, ref('at'), [array, ...run.map(({ uidx }) => index(uidx))], true)
  const bounds = run.map(({ is_slice, lidx, uidx }) =>
    is_slice === true ? [index(lidx), index(uidx)] : [js(1), index(uidx)],
  )
  const [first = [], ...more] = bounds
  return expression(state, tree, ref('slice'), [array, ...first, ...more.map(list)], array.nullable)
}

// -------------------------------------------------------------------------------------
// conversions
// -------------------------------------------------------------------------------------

const typeCast: ExpressionCase = (state, scope, { arg, typeName }, tree) => {
  const type = typeOfName(state, typeName)
  const array = as('A_ArrayExpr', arg)
  if (array !== null && type._tag === 'array') {
    const elements = listOf(array.elements)
    if (elements.length === 0 || !elements.some((element) => tagOf(element) === 'A_ArrayExpr')) {
      const items = translateAll(state, scope, elements)
      const isSame = items.every(({ constant }) => constant !== null)
      const made = arrayOf(state, tree, items, isSame || items.length === 0 ? type.element : null)
      return made.constant === null && (items.length === 0 || isSame) ? made : castTo(state, tree, made, type)
    }
  }
  const it = translate(state, scope, arg)
  return castTo(state, tree, it, type)
}

const collation: ExpressionCase = (state, scope, { arg, collname }, tree) => {
  const operand = translate(state, scope, arg)
  const words = wordsIn(collname)
  return expression(
    state,
    tree,
    ref('collate'),
    [said(state, operand, text), js(words.length > 1 ? words : words[0])],
    operand.nullable,
  )
}

const grouping: ExpressionCase = (state, scope, { args }, tree) =>
  expression(
    state,
    tree,
    ref('grouping'),
    translateAll(state, scope, listOf(args)).map((it) => said(state, it)),
    false,
  )

// -------------------------------------------------------------------------------------
// all of them
// -------------------------------------------------------------------------------------

const cases: Readonly<Record<string, ExpressionCase>> = {
  ColumnRef: columnRef,
  A_Const: constantOf,
  ParamRef: parameter,
  SQLValueFunction: sessionValue,
  A_Expr: operatorExpression,
  BoolExpr: junction,
  NullTest: nullTest,
  BooleanTest: truthTest,
  CaseExpr: caseExpression,
  CoalesceExpr: coalesce,
  MinMaxExpr: extreme,
  RowExpr: rowExpression,
  A_ArrayExpr: arrayExpression,
  A_Indirection: indirection,
  TypeCast: typeCast,
  CollateClause: collation,
  GroupingFunc: grouping,
  // these files read this one: they are looked at when a call is there, and not before
  FuncCall: (...it) => aggregateOrFunction(...it),
  SubLink: (...it) => sublink(...it),
  SetToDefault: () => ex(ref('default_'), false),
  MergeSupportFunc: (state, _, __, tree) => expression(state, tree, ref('mergeAction'), [], false),
}

/** An expression of SQL as one of joinery's. */
export const translate = (state: State, scope: Scope, tree: Tree): Ex => {
  const shared = sharedEx(scope, tree)
  if (shared !== null) return shared
  const tag = tagOf(tree)
  const own = Object.hasOwn(cases, tag) ? cases[tag] : jsonCases[tag]
  return own === undefined
    ? refuse(state, tree, `joinery has nothing for ${tag}`)
    : own(state, scope, partsOf(tree), tree)
}

export const translateAll = (state: State, scope: Scope, trees: ReadonlyArray<Tree>): ReadonlyArray<Ex> =>
  trees.map((tree) => translate(state, scope, tree))

/** The same, for a comparison that the grammar does not write. */
export const equal = (state: State, tree: Tree, left: Ex, right: Ex): Ex => compare(state, tree, '=', left, right)

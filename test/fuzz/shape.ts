/** Expressions as bare shapes, from a node and from PostgreSQL's parse tree: two that are alike say the same. */
import { operators } from '../../dialects/ansi/operators.js'
import { typeName } from '../../dialects/ansi/typeName.js'
import { prefixes, symbols } from '../../dialects/postgres/operators.js'
import type { Node } from '../../lib/ast/Node.js'
import type { StandardOp } from '../../lib/ast/Operator.js'
import type { Slice } from '../../lib/ast/Value.js'
import { ofCall, ofSpecial, specialCases } from './specialShape.js'

export type Shape = string | number | boolean | null | ReadonlyArray<Shape>

// -------------------------------------------------------------------------------------
// from nodes
// -------------------------------------------------------------------------------------

/** What the parser calls an operator that SQL has a word for. */
const words: { readonly [op: string]: string } = {
  like: 'like ~~',
  notLike: 'like !~~',
  ilike: 'ilike ~~*',
  notIlike: 'ilike !~~*',
  similarTo: 'similar ~',
  notSimilarTo: 'similar !~',
  isDistinctFrom: 'distinct',
  isNotDistinctFrom: 'not distinct',
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const or = (node: Node | null): Shape => (node === null ? null : ofNode(node))

const index = (self: Node | Slice): Shape =>
  self._tag === 'Slice' ? ['slice', or(self.lower), or(self.upper)] : ['at', ofNode(self)]

const symbolOf = (op: string): string =>
  op in symbols ? symbols[op as keyof typeof symbols] : operators[op as StandardOp].sql

/** The words for arrays are those of the operators that they stand for. */
const arrayWords: { readonly [op: string]: string } = { like: '~~', ilike: '~~*', notLike: '!~~', notIlike: '!~~*' }

export const ofNode = (node: Node): Shape => {
  const special = ofSpecial(node, ofNode)
  if (special !== null) return special
  switch (node._tag) {
    case 'Column':
      return ['column', node.table, node.name]
    case 'Param':
      return node.cast ? ['cast', 'integer', ['param']] : ['param']
    case 'Constant':
      return ['constant', node.value]
    case 'Session':
      return ['session', snake(node.value).replace('local_timestamp', 'localtimestamp')]
    case 'Binary': {
      if (node.right._tag === 'Quantified') {
        const { quantifier, of } = node.right
        return [
          'quantified',
          quantifier,
          arrayWords[node.op] ?? symbolOf(node.op),
          ofNode(node.left),
          arrayOf(of as Node),
        ]
      }
      if (node.op === 'overlapsPeriod')
        return ['call', 'pg_catalog.overlaps', ...[node.left, node.right].flatMap(itemsOf).map(ofNode)]
      if (node.right._tag === 'Escaped') {
        const { pattern, escape } = node.right
        const name = node.op === 'similarTo' ? 'similar_to_escape' : 'like_escape'
        return [
          words[node.op] as string,
          ofNode(node.left),
          ['call', `pg_catalog.${name}`, ofNode(pattern), ofNode(escape)],
        ]
      }
      const word = words[node.op]
      return word === undefined
        ? ['operator', symbolOf(node.op), ofNode(node.left), ofNode(node.right)]
        : [word, ofNode(node.left), ofNode(node.right)]
    }
    case 'Junction':
      return [node.op, ...node.conditions.map(ofNode)]
    case 'Not':
      return ['not', ofNode(node.condition)]
    case 'Negative':
      return ['operator', '-', null, ofNode(node.operand)]
    case 'Prefix':
      return ['operator', prefixes[node.op], null, ofNode(node.operand)]
    case 'CustomOperator':
      return [
        'operator',
        node.schema === null ? node.symbol : `${node.schema}.${node.symbol}`,
        or(node.left),
        ofNode(node.right),
      ]
    case 'IsNull':
      return ['is null', node.negated, ofNode(node.operand)]
    case 'Truth':
      return ['is', node.truth, node.negated, ofNode(node.operand)]
    case 'IsJson':
      return node.negated
        ? ['not', ['is json', node.kind, ofNode(node.operand)]]
        : ['is json', node.kind, ofNode(node.operand)]
    case 'Between':
      return ['between', node.symmetric, node.negated, ofNode(node.operand), ofNode(node.low), ofNode(node.high)]
    case 'InValues':
      if (node.operand.type._tag === 'array')
        return ['in', node.negated, ofNode(node.operand), ...node.values.map(() => ['param'])]
      return ['quantified', node.negated ? 'all' : 'any', node.negated ? '<>' : '=', ofNode(node.operand), ['param']]
    case 'InList':
      // a query of one value is compared with: in a list of it alone, it would be one of many rows
      if (node.items.length === 1 && node.items[0]?._tag === 'Scalar')
        return ['operator', node.negated ? '<>' : '=', ofNode(node.operand), ofNode(node.items[0])]
      return ['in', node.negated, ofNode(node.operand), ...node.items.map(ofNode)]
    case 'Case':
      return [
        'case',
        or(node.operand),
        ...node.branches.map(({ when, result }) => [ofNode(when), ofNode(result)]),
        or(node.otherwise),
      ]
    case 'Cast':
      return ['cast', typeName(node.type).replaceAll('"', ''), ofNode(node.operand)]
    case 'Collate':
      return [
        'collate',
        node.schema === null ? node.collation : `${node.schema}.${node.collation}`,
        ofNode(node.operand),
      ]
    case 'AtTimeZone':
      return ['call', 'pg_catalog.timezone', ofNode(node.zone), ofNode(node.operand)]
    case 'Extract':
      return ['call', 'pg_catalog.extract', ['text', node.field], ofNode(node.operand)]
    case 'Call':
      return ['call', snake(node.name), ...node.args.map(ofNode)]
    case 'CustomCall': {
      const last = node.args.at(-1)
      const name = `${node.schema}.${node.name}`
      return last?._tag === 'Variadic'
        ? ['variadic', name, ...node.args.slice(0, -1).map(ofNode), ofNode(last.operand)]
        : ['call', name, ...node.args.map(ofNode)]
    }
    case 'RowValue':
      return ['row', ...node.items.map(ofNode)]
    case 'ArrayValue':
      return ['array', ...node.items.map(ofNode)]
    case 'FieldOf':
      return into(ofNode(node.operand), [['field', node.name]])
    case 'Subscript':
      return into(ofNode(node.operand), node.indices.map(index))
    case 'Aggregate':
      return [
        'aggregate',
        node.name,
        node.distinct,
        ...node.args.map(ofNode),
        node.filter.length === 0 ? null : ofNode(node.filter[0] as Node),
      ]
    default:
      throw new Error(`no shape for ${node._tag}`)
  }
}

/** A query of one array is cast: it would be a query of elements. */
const arrayOf = (node: Node): Shape =>
  node._tag === 'Scalar' ? ['cast', typeName(node.type), ofNode(node)] : ofNode(node)

const itemsOf = (node: Node): ReadonlyArray<Node> => (node._tag === 'RowValue' ? node.items : [])

/** One step after another into a value is one way into it. */
const into = (base: Shape, steps: ReadonlyArray<Shape>): Shape =>
  Array.isArray(base) && base[0] === 'into' ? [...base, ...steps] : ['into', base, ...steps]

// -------------------------------------------------------------------------------------
// from parse trees
// -------------------------------------------------------------------------------------

type Parsed = { readonly [key: string]: any }

const named = (names: ReadonlyArray<Parsed>): string => names.map(({ String: { sval } }) => sval).join('.')

const typeNames: { readonly [name: string]: string } = {
  int4: 'integer',
  'pg_catalog.int4': 'integer',
  'pg_catalog.bool': 'boolean',
  'pg_catalog.numeric': 'numeric',
  'pg_catalog.timestamptz': 'timestamptz',
}

const typeOf = ({ names, typmods = [], arrayBounds = [] }: Parsed): string => {
  const name = named(names)
  const mods = typmods.map((mod: Parsed) => mod.A_Const.ival.ival ?? 0).join(', ')
  return `${typeNames[name] ?? name}${mods === '' ? '' : `(${mods})`}${'[]'.repeat(arrayBounds.length)}`
}

const maybe = (self: Parsed | undefined): Shape => (self === undefined ? null : ofParsed(self))

const kinds: { readonly [kind: string]: (self: Parsed) => Shape } = {
  AEXPR_OP: ({ name, lexpr, rexpr }) => ['operator', named(name), maybe(lexpr), ofParsed(rexpr)],
  AEXPR_OP_ANY: ({ name, lexpr, rexpr }) => ['quantified', 'any', named(name), ofParsed(lexpr), ofParsed(rexpr)],
  AEXPR_OP_ALL: ({ name, lexpr, rexpr }) => ['quantified', 'all', named(name), ofParsed(lexpr), ofParsed(rexpr)],
  AEXPR_DISTINCT: ({ lexpr, rexpr }) => ['distinct', ofParsed(lexpr), ofParsed(rexpr)],
  AEXPR_NOT_DISTINCT: ({ lexpr, rexpr }) => ['not distinct', ofParsed(lexpr), ofParsed(rexpr)],
  AEXPR_IN: ({ name, lexpr, rexpr }) => [
    'in',
    named(name) === '<>',
    ofParsed(lexpr),
    ...rexpr.List.items.map(ofParsed),
  ],
  AEXPR_LIKE: ({ name, lexpr, rexpr }) => [`like ${named(name)}`, ofParsed(lexpr), ofParsed(rexpr)],
  AEXPR_ILIKE: ({ name, lexpr, rexpr }) => [`ilike ${named(name)}`, ofParsed(lexpr), ofParsed(rexpr)],
  AEXPR_SIMILAR: ({ name, lexpr, rexpr }) => [
    `similar ${named(name)}`,
    ofParsed(lexpr),
    rexpr.FuncCall.args.length === 1 ? ofParsed(rexpr.FuncCall.args[0]) : ofParsed(rexpr),
  ],
  AEXPR_BETWEEN: between(false, false),
  AEXPR_NOT_BETWEEN: between(false, true),
  AEXPR_BETWEEN_SYM: between(true, false),
  AEXPR_NOT_BETWEEN_SYM: between(true, true),
}

function between(symmetric: boolean, negated: boolean) {
  return ({ lexpr, rexpr }: Parsed): Shape => [
    'between',
    symmetric,
    negated,
    ofParsed(lexpr),
    ...rexpr.List.items.map(ofParsed),
  ]
}

/** AND of AND, in parentheses or not, is one to the parser where the inner one comes first, and to us wherever it is. */
const junction = (op: string, args: ReadonlyArray<Parsed>): Shape => [
  op,
  ...args.map(ofParsed).flatMap((shape) => (Array.isArray(shape) && shape[0] === op ? shape.slice(1) : [shape])),
]

const truths: { readonly [test: string]: readonly [string, boolean] } = {
  IS_TRUE: ['true', false],
  IS_NOT_TRUE: ['true', true],
  IS_FALSE: ['false', false],
  IS_NOT_FALSE: ['false', true],
  IS_UNKNOWN: ['unknown', false],
  IS_NOT_UNKNOWN: ['unknown', true],
}

const jsonKinds: { readonly [kind: string]: string } = {
  JS_TYPE_ANY: 'value',
  JS_TYPE_OBJECT: 'object',
  JS_TYPE_ARRAY: 'array',
  JS_TYPE_SCALAR: 'scalar',
}

const step = (self: Parsed): Shape => {
  if (self.String !== undefined) return ['field', self.String.sval]
  const { is_slice, lidx, uidx } = self.A_Indices
  return is_slice ? ['slice', maybe(lidx), maybe(uidx)] : ['at', ofParsed(uidx)]
}

const calls: ReadonlySet<string> = new Set(['sum', 'count'])

const cases: { readonly [tag: string]: (self: Parsed) => Shape } = {
  ...specialCases((self) => ofParsed(self)),
  ColumnRef: ({ fields }) => ['column', ...fields.map(({ String: { sval } }: Parsed) => sval)],
  ParamRef: () => ['param'],
  A_Const: (self) =>
    self.boolval === undefined ? ['text', self.sval?.sval] : ['constant', self.boolval.boolval ?? false],
  SQLValueFunction: ({ op }) => ['session', op.replace('SVFOP_', '').toLowerCase()],
  A_Expr: (self) => (kinds[self.kind] as (self: Parsed) => Shape)(self),
  BoolExpr: ({ boolop, args }) =>
    boolop === 'NOT_EXPR' ? ['not', ofParsed(args[0])] : junction(boolop === 'AND_EXPR' ? 'and' : 'or', args),
  NullTest: ({ arg, nulltesttype }) => ['is null', nulltesttype === 'IS_NOT_NULL', ofParsed(arg)],
  BooleanTest: ({ arg, booltesttype }) => ['is', ...(truths[booltesttype] as [string, boolean]), ofParsed(arg)],
  JsonIsPredicate: ({ expr, item_type }) => [
    'is json',
    jsonKinds[item_type ?? 'JS_TYPE_ANY'] as string,
    ofParsed(expr),
  ],
  CaseExpr: ({ arg, args, defresult }) => [
    'case',
    maybe(arg),
    ...args.map(({ CaseWhen: { expr, result } }: Parsed) => [ofParsed(expr), ofParsed(result)]),
    maybe(defresult),
  ],
  TypeCast: ({ arg, typeName: type }) => ['cast', typeOf(type), ofParsed(arg)],
  CollateClause: ({ arg, collname }) => ['collate', named(collname), ofParsed(arg)],
  FuncCall: (self) => {
    const { funcname, args = [], agg_distinct, agg_filter, func_variadic } = self
    const plain: Shape = calls.has(named(funcname))
      ? ['aggregate', named(funcname), agg_distinct ?? false, ...args.map(ofParsed), maybe(agg_filter)]
      : [func_variadic === true ? 'variadic' : 'call', named(funcname), ...args.map(ofParsed)]
    return ofCall(self, plain, ofParsed)
  },
  CoalesceExpr: ({ args }) => ['call', 'coalesce', ...args.map(ofParsed)],
  MinMaxExpr: ({ args }) => ['call', 'greatest', ...args.map(ofParsed)],
  RowExpr: ({ args = [] }) => ['row', ...args.map(ofParsed)],
  A_ArrayExpr: ({ elements }) => ['array', ...elements.map(ofParsed)],
  A_Indirection: ({ arg, indirection }) => into(ofParsed(arg), indirection.map(step)),
}

export const ofParsed = (self: Parsed): Shape => {
  const [[tag, value] = ['nothing', {}]] = Object.entries(self)
  const make = cases[tag]
  if (make === undefined) throw new Error(`no shape for ${tag}: ${JSON.stringify(value)}`)
  return make(value)
}

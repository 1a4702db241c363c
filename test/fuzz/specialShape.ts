/** The shapes of what SQL has a grammar of its own for; see shape.ts. */
import type { JsonConstructor } from '../../lib/ast/Json.js'
import type { Node, Order } from '../../lib/ast/Node.js'
import type { Statement } from '../../lib/ast/Statement.js'
import type { NamedNodes } from '../../lib/ast/Xml.js'
import type { Shape } from './shape.js'

// -------------------------------------------------------------------------------------
// from nodes
// -------------------------------------------------------------------------------------

type OfNode = (node: Node) => Shape

const selected = (query: Statement, of: OfNode): Shape => {
  const [item] = 'projection' in query ? (query.projection?.items ?? []) : []
  return item?._tag === 'Field' ? of(item.node) : null
}

const named = (members: NamedNodes, of: OfNode): ReadonlyArray<Shape> =>
  members.map(([name, value]) => ['named', name, of(value)])

const order = ({ operand, direction }: Order, of: OfNode): Shape => ['order', direction, of(operand)]

/** Shared by both sides. */
const negating = (negated: boolean, shape: Shape): Shape => (negated ? ['not', shape] : shape)

const constructor = ({ kind, entries, making }: JsonConstructor, of: OfNode): Shape => {
  if (kind === 'array') return ['json array', ...entries.map(of)]
  if (kind !== 'object') return [`json ${kind}`, ...entries.map(of)]
  const isEmpty = entries.length === 0
  return ['json object', !isEmpty && making.onNull === 'absent', !isEmpty && making.uniqueKeys, ...entries.map(of)]
}

/** null where it is none of these. */
export const ofSpecial = (node: Node, of: OfNode): Shape | null => {
  switch (node._tag) {
    case 'XmlElement':
      return ['xml element', node.name, ...named(node.attributes, of), ...node.content.map(of)]
    case 'XmlForest':
      return ['xml forest', ...named(node.members, of)]
    case 'XmlPi':
      return ['xml pi', node.name, ...(node.content === null ? [] : [of(node.content)])]
    case 'XmlRoot':
      return [
        'xml root',
        of(node.operand),
        node.version === null ? 'no value' : of(node.version),
        { yes: 0, no: 1, 'no value': 2, '': 3 }[node.standalone ?? ''],
      ]
    case 'XmlParse':
      return ['xml parse', node.whole, of(node.operand)]
    case 'XmlSerialize':
      return ['xml serialize', node.whole, node.indent, of(node.operand)]
    case 'IsDocument':
      return negating(node.negated, ['is document', of(node.operand)])
    case 'XmlExists':
      return ['call', 'pg_catalog.xmlexists', of(node.path), of(node.document)]
    case 'JsonConstructor':
      return constructor(node, of)
    case 'JsonQuery': {
      const { onEmpty, wrapper } = node.finding
      return [
        `json ${node.kind}`,
        wrapper,
        of(node.document),
        of(node.path),
        ...named(node.passing, of),
        typeof onEmpty === 'object' && onEmpty !== null ? of(onEmpty.default) : null,
      ]
    }
    case 'Over':
      return ['over', of(node.operand), node.window.partitionBy.map(of), node.window.orderBy.map((it) => order(it, of))]
    case 'Aggregate':
      return node.orderBy.length === 0
        ? null
        : ['ordered', node.withinGroup, ...node.args.map(of), ...node.orderBy.map((it) => order(it, of))]
    case 'NamedArgument':
      return ['argument', node.name, of(node.operand)]
    case 'Scalar':
      return ['scalar', selected(node.query, of)]
    case 'ArrayQuery':
      return ['array query', selected(node.query, of)]
    case 'InQuery':
      return negating(node.negated, ['in query', of(node.operand), selected(node.query, of)])
    case 'Grouping':
      return ['grouping', ...node.args.map(of)]
    default:
      return null
  }
}

// -------------------------------------------------------------------------------------
// from parse trees
// -------------------------------------------------------------------------------------

type Parsed = { readonly [key: string]: any }

type OfParsed = (self: Parsed) => Shape

type Cases = { readonly [tag: string]: (self: Parsed) => Shape }

const parsedNames = (members: ReadonlyArray<Parsed> = [], of: OfParsed): ReadonlyArray<Shape> =>
  members.map(({ ResTarget: { name, val } }) => ['named', name, of(val)])

const whole = (option: string): string => (option === 'XMLOPTION_DOCUMENT' ? 'document' : 'content')

const valueOf = ({ raw_expr }: Parsed, of: OfParsed): Shape => of(raw_expr)

const parsedOrder = ({ SortBy: { node, sortby_dir } }: Parsed, of: OfParsed): Shape => [
  'order',
  sortby_dir === 'SORTBY_DESC' ? 'desc' : 'asc',
  of(node),
]

const wrappers: { readonly [wrapper: string]: string | null } = { JSW_CONDITIONAL: 'conditional' }

const xmlCases = (of: OfParsed): Cases => ({
  IS_XMLELEMENT: ({ name, named_args, args = [] }) => [
    'xml element',
    name,
    ...parsedNames(named_args, of),
    ...args.map(of),
  ],
  IS_XMLFOREST: ({ named_args }) => ['xml forest', ...parsedNames(named_args, of)],
  IS_XMLPI: ({ name, args = [] }) => ['xml pi', name, ...args.map(of)],
  IS_XMLROOT: ({ args: [operand, version, standalone] }) => [
    'xml root',
    of(operand),
    version.A_Const?.isnull === true ? 'no value' : of(version),
    standalone.A_Const.ival.ival ?? 0,
  ],
  IS_XMLPARSE: ({ xmloption, args: [operand] }) => ['xml parse', whole(xmloption), of(operand)],
  IS_DOCUMENT: ({ args: [operand] }) => ['is document', of(operand)],
})

/** What a call is more than a call; null where it is no more. */
export const ofCall = (call: Parsed, plain: Shape, of: OfParsed): Shape => {
  const { args = [], agg_order, agg_within_group = false, over } = call
  if (agg_order !== undefined)
    return ['ordered', agg_within_group, ...args.map(of), ...agg_order.map((it: Parsed) => parsedOrder(it, of))]
  if (over === undefined) return plain
  const { partitionClause = [], orderClause = [] } = over
  return ['over', plain, partitionClause.map(of), orderClause.map((it: Parsed) => parsedOrder(it, of))]
}

const subselects: { readonly [kind: string]: string } = {
  EXPR_SUBLINK: 'scalar',
  ARRAY_SUBLINK: 'array query',
  ANY_SUBLINK: 'in query',
}

export const specialCases = (of: OfParsed): Cases => ({
  XmlExpr: (self) => (xmlCases(of)[self.op] as (self: Parsed) => Shape)(self),
  XmlSerialize: ({ xmloption, expr, indent = false }) => ['xml serialize', whole(xmloption), indent, of(expr)],
  JsonObjectConstructor: ({ exprs = [], absent_on_null = false, unique = false }) => [
    'json object',
    absent_on_null,
    unique,
    ...exprs.flatMap(({ JsonKeyValue: { key, value } }: Parsed) => [of(key), valueOf(value, of)]),
  ],
  JsonArrayConstructor: ({ exprs = [] }) => [
    'json array',
    ...exprs.map(({ JsonValueExpr }: Parsed) => valueOf(JsonValueExpr, of)),
  ],
  JsonParseExpr: ({ expr }) => ['json json', valueOf(expr, of)],
  JsonScalarExpr: ({ expr }) => ['json scalar', of(expr)],
  JsonSerializeExpr: ({ expr }) => ['json serialize', valueOf(expr, of)],
  JsonFuncExpr: ({ op, context_item, pathspec, passing = [], on_empty, wrapper }) => [
    op === 'JSON_VALUE_OP' ? 'json value' : 'json query',
    wrappers[wrapper] ?? null,
    valueOf(context_item, of),
    of(pathspec),
    ...passing.map(({ JsonArgument: { val, name } }: Parsed) => ['named', name, valueOf(val, of)]),
    on_empty === undefined ? null : of(on_empty.expr),
  ],
  NamedArgExpr: ({ name, arg }) => ['argument', name, of(arg)],
  SubLink: ({ subLinkType, testexpr, subselect }) => [
    subselects[subLinkType] ?? subLinkType,
    ...(testexpr === undefined ? [] : [of(testexpr)]),
    of(subselect.SelectStmt.targetList[0].ResTarget.val),
  ],
  GroupingFunc: ({ args }) => ['grouping', ...args.map(of)],
})

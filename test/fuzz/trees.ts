/**
 * Random expression trees: nodes of every kind, without regard to types, for parentheses are a question of grammar alone.
 *
 * Leaves are columns and bound values; what a tree means to a database does not matter, only whether its text says it.
 */
import fc from 'fast-check'
import { prefixes, symbols } from '../../dialects/postgres/operators.js'
import { brand, type Node } from '../../lib/ast/Node.js'
import type { PostgresOp, PrefixOp, StandardOp } from '../../lib/ast/Operator.js'
import { booleanType, type SqlType } from '../../lib/ast/SqlType.js'
import type { ExtractField } from '../../lib/ast/Value.js'
import { special } from './special.js'

const type = booleanType

const types: ReadonlyArray<SqlType> = [
  { _tag: 'integer' },
  { _tag: 'text' },
  { _tag: 'numeric', precision: 10, scale: 2 },
  { _tag: 'timestamptz' },
  { _tag: 'array', element: { _tag: 'integer' } },
  { _tag: 'other', schema: 'own', name: 'mood', parameters: [] },
]

const anyType = fc.constantFrom(...types)

// -------------------------------------------------------------------------------------
// leaves
// -------------------------------------------------------------------------------------

const names = fc.constantFrom('a', 'b', 'order', 'x y', 'Say "hi"')

const column: fc.Arbitrary<Node> = fc
  .tuple(names, names)
  .map(([table, name]) => ({ joinery: brand, _tag: 'Column', table, name, type }))

const param: fc.Arbitrary<Node> = fc
  .tuple(fc.boolean(), fc.integer({ min: -9, max: 9 }))
  .map(([cast, value]) => ({ joinery: brand, _tag: 'Param', value, type: { _tag: 'integer' }, cast }))

const constant: fc.Arbitrary<Node> = fc.boolean().map((value) => ({ joinery: brand, _tag: 'Constant', value, type }))

const session: fc.Arbitrary<Node> = fc
  .constantFrom('currentDate' as const, 'currentUser' as const, 'localTimestamp' as const)
  .map((value) => ({ joinery: brand, _tag: 'Session', value, precision: null, type }))

const leaf = fc.oneof({ weight: 5, arbitrary: column }, { weight: 3, arbitrary: param }, constant, session)

// -------------------------------------------------------------------------------------
// trees
// -------------------------------------------------------------------------------------

const standard: ReadonlyArray<StandardOp> = [
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'like',
  'notLike',
  'ilike',
  'notIlike',
  'similarTo',
  'notSimilarTo',
  'isDistinctFrom',
  'isNotDistinctFrom',
  'add',
  'sub',
  'mul',
  'div',
  'mod',
  'concat',
]

const binaryOps: ReadonlyArray<StandardOp | PostgresOp> = [
  ...standard,
  // the common ones more often, or the others would drown them
  ...standard,
  ...standard,
  ...(Object.keys(symbols) as ReadonlyArray<PostgresOp>),
]

const prefixOps = Object.keys(prefixes) as ReadonlyArray<PrefixOp>

const fields: ReadonlyArray<ExtractField> = ['year', 'month', 'epoch']

/** An operand of AND or OR that is not one of the same kind: the builders make those one. */
const flattened = (op: 'and' | 'or', conditions: ReadonlyArray<Node>): ReadonlyArray<Node> =>
  conditions.flatMap((node) => (node._tag === 'Junction' && node.op === op ? node.conditions : [node]))

const { tree: any } = fc.letrec<{ tree: Node }>((tie) => {
  const node = tie('tree')
  const few = fc.array(node, { minLength: 1, maxLength: 3 })
  const two = fc.tuple(node, node)
  const branches: ReadonlyArray<fc.Arbitrary<Node>> = [
    fc.tuple(fc.constantFrom(...binaryOps), node, node).map(([op, left, right]) => ({
      joinery: brand,
      _tag: 'Binary',
      op,
      left,
      right,
      type,
    })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(node, { minLength: 2, maxLength: 3 }))
      .map(([op, conditions]) => ({
        joinery: brand,
        _tag: 'Junction',
        op,
        conditions: flattened(op, conditions),
        type,
      })),
    node.map((condition) => ({ joinery: brand, _tag: 'Not', condition, type })),
    node.map((operand) => ({ joinery: brand, _tag: 'Negative', operand, type })),
    fc.tuple(fc.constantFrom(...prefixOps), node).map(([op, operand]) => ({
      joinery: brand,
      _tag: 'Prefix',
      op,
      operand,
      type,
    })),
    fc
      .tuple(fc.constantFrom('@#@', '<<->>'), fc.option(node), node, fc.constantFrom(null, 'own'))
      .map(([symbol, left, right, schema]) => ({
        joinery: brand,
        _tag: 'CustomOperator',
        schema,
        symbol,
        left,
        right,
        type,
      })),
    fc.tuple(node, fc.boolean()).map(([operand, negated]) => ({
      joinery: brand,
      _tag: 'IsNull',
      operand,
      negated,
      type,
    })),
    fc
      .tuple(node, fc.constantFrom('true' as const, 'false' as const, 'unknown' as const), fc.boolean())
      .map(([operand, truth, negated]) => ({ joinery: brand, _tag: 'Truth', operand, truth, negated, type })),
    fc
      .tuple(
        node,
        fc.constantFrom('value' as const, 'object' as const, 'array' as const, 'scalar' as const),
        fc.boolean(),
      )
      .map(([operand, kind, negated]) => ({
        joinery: brand,
        _tag: 'IsJson',
        operand,
        kind,
        uniqueKeys: false,
        negated,
        type,
      })),
    fc.tuple(node, node, node, fc.boolean(), fc.boolean()).map(([operand, low, high, symmetric, negated]) => ({
      joinery: brand,
      _tag: 'Between',
      operand,
      low,
      high,
      symmetric,
      negated,
      type,
    })),
    fc.tuple(node, fc.boolean()).map(([operand, negated]) => ({
      joinery: brand,
      _tag: 'InValues',
      operand,
      values: [1, 2],
      negated,
      type: { _tag: 'integer' },
    })),
    fc.tuple(node, few, fc.boolean()).map(([operand, items, negated]) => ({
      joinery: brand,
      _tag: 'InList',
      operand,
      items,
      negated,
      type,
    })),
    fc
      .tuple(
        fc.constantFrom('eq' as const, 'lt' as const, 'ilike' as const, 'matches' as const),
        node,
        node,
        fc.boolean(),
      )
      .map(([op, left, of, all]) => ({
        joinery: brand,
        _tag: 'Binary',
        op,
        left,
        right: { joinery: brand, _tag: 'Quantified', quantifier: all ? 'all' : 'any', of, type },
        type,
      })),
    fc
      .tuple(fc.option(node), fc.array(two, { minLength: 1, maxLength: 2 }), fc.option(node))
      .map(([operand, whens, otherwise]) => ({
        joinery: brand,
        _tag: 'Case',
        operand,
        branches: whens.map(([when, result]) => ({ when, result })),
        otherwise,
        type,
      })),
    fc.tuple(node, anyType).map(([operand, to]) => ({ joinery: brand, _tag: 'Cast', operand, type: to })),
    fc.tuple(node, fc.constantFrom(null, 'own')).map(([operand, schema]) => ({
      joinery: brand,
      _tag: 'Collate',
      operand,
      schema,
      collation: 'C',
      type,
    })),
    two.map(([operand, zone]) => ({ joinery: brand, _tag: 'AtTimeZone', operand, zone, type })),
    fc.tuple(fc.constantFrom(...fields), node).map(([field, operand]) => ({
      joinery: brand,
      _tag: 'Extract',
      field,
      operand,
      type,
    })),
    fc.tuple(fc.constantFrom('lower', 'regexpReplace', 'coalesce', 'greatest'), few).map(([name, args]) => ({
      joinery: brand,
      _tag: 'Call',
      name,
      args,
      type,
    })),
    fc
      .tuple(names, few)
      .map(([name, args]) => ({ joinery: brand, _tag: 'CustomCall', schema: 'own', name, args, type })),
    fc.array(node, { maxLength: 3 }).map((items) => ({ joinery: brand, _tag: 'RowValue', items, type })),
    fc
      .array(node, { minLength: 1, maxLength: 3 })
      .map((items) => ({ joinery: brand, _tag: 'ArrayValue', items, type })),
    fc.tuple(node, names).map(([operand, name]) => ({ joinery: brand, _tag: 'FieldOf', operand, name, type })),
    fc.tuple(node, fc.array(fc.oneof(node, slice(node)), { minLength: 1, maxLength: 2 })).map(([operand, indices]) => ({
      joinery: brand,
      _tag: 'Subscript',
      operand,
      indices,
      type,
    })),
    fc
      .tuple(fc.constantFrom('sum', 'count'), node, fc.boolean(), fc.option(node))
      .map(([name, arg, distinct, filter]) => ({
        joinery: brand,
        _tag: 'Aggregate',
        custom: false,
        schema: null,
        name,
        args: [arg],
        distinct,
        orderBy: [],
        withinGroup: false,
        filter: filter === null ? [] : [filter],
        making: null,
        type,
      })),
  ]
  const inner = fc.oneof(
    { weight: 6, arbitrary: branches[0] as fc.Arbitrary<Node> },
    ...branches.slice(1),
    ...special(node),
  )
  return {
    tree: fc.oneof(
      { depthSize: 'medium', maxDepth: 7, withCrossShrink: true },
      { weight: 1, arbitrary: leaf },
      { weight: 2, arbitrary: inner },
    ),
  }
})

function slice(node: fc.Arbitrary<Node>): fc.Arbitrary<{ _tag: 'Slice'; lower: Node | null; upper: Node | null }> {
  return fc.tuple(fc.option(node), fc.option(node)).map(([lower, upper]) => ({ _tag: 'Slice', lower, upper }))
}

export const tree: fc.Arbitrary<Node> = any

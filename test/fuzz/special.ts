/** Random trees of what SQL has a grammar of its own for: XML, JSON, windows, subqueries, escapes, named arguments. */
import fc from 'fast-check'
import { emptySelect } from '../../lib/ast/emptySelect.js'
import type { Finding, Making } from '../../lib/ast/Json.js'
import { brand, type Node, type Order } from '../../lib/ast/Node.js'
import { booleanType, textType } from '../../lib/ast/SqlType.js'
import type { Statement } from '../../lib/ast/Statement.js'
import type { Aggregate } from '../../lib/ast/Window.js'

const type = booleanType

const wholes = fc.constantFrom('document' as const, 'content' as const)

const names = fc.constantFrom('a', 'order', 'x y')

const nothingMade: Making = { onNull: null, uniqueKeys: false, returning: null }

const selecting = (node: Node): Statement => ({
  ...emptySelect,
  joinery: brand,
  projection: { items: [{ _tag: 'Field', key: 'it', node }] },
})

const ordering = ([operand, descending]: readonly [Node, boolean]): Order => ({
  joinery: brand,
  _tag: 'Order',
  operand,
  direction: descending ? 'desc' : 'asc',
  nulls: null,
})

const aggregate = (args: ReadonlyArray<Node>, orderBy: ReadonlyArray<Order>, withinGroup: boolean): Aggregate => ({
  joinery: brand,
  _tag: 'Aggregate',
  custom: false,
  schema: null,
  name: withinGroup ? 'percentileCont' : 'sum',
  args,
  distinct: false,
  orderBy,
  withinGroup,
  filter: [],
  making: null,
  type,
})

const finding = (wrapper: Finding['wrapper'], otherwise: Node | null): Finding => ({
  wrapper,
  quotes: null,
  onEmpty: otherwise === null ? null : { default: otherwise },
  onError: null,
})

/** With trees for their children. */
export const special = (node: fc.Arbitrary<Node>): ReadonlyArray<fc.Arbitrary<Node>> => {
  const two = fc.tuple(node, node)
  const few = fc.array(node, { minLength: 1, maxLength: 3 })
  const named = fc.array(fc.tuple(names, node), { minLength: 1, maxLength: 2 })
  const orders = fc.array(fc.tuple(node, fc.boolean()).map(ordering), { minLength: 1, maxLength: 2 })
  const query = node.map(selecting)
  const xml: ReadonlyArray<fc.Arbitrary<Node>> = [
    fc.tuple(names, fc.option(named), fc.option(few)).map(([name, attributes, content]) => ({
      joinery: brand,
      _tag: 'XmlElement',
      name,
      attributes: attributes ?? [],
      content: content ?? [],
      type,
    })),
    named.map((members) => ({ joinery: brand, _tag: 'XmlForest', members, type })),
    fc.tuple(names, fc.option(node)).map(([name, content]) => ({ joinery: brand, _tag: 'XmlPi', name, content, type })),
    fc
      .tuple(node, fc.option(node), fc.constantFrom(null, 'yes' as const, 'no value' as const))
      .map(([operand, version, standalone]) => ({
        joinery: brand,
        _tag: 'XmlRoot',
        operand,
        version,
        standalone,
        type,
      })),
    fc.tuple(wholes, node).map(([whole, operand]) => ({ joinery: brand, _tag: 'XmlParse', whole, operand, type })),
    fc.tuple(wholes, node, fc.boolean()).map(([whole, operand, indent]) => ({
      joinery: brand,
      _tag: 'XmlSerialize',
      whole,
      operand,
      indent,
      type: textType,
    })),
    fc
      .tuple(node, fc.boolean())
      .map(([operand, negated]) => ({ joinery: brand, _tag: 'IsDocument', operand, negated, type })),
    two.map(([path, document]) => ({ joinery: brand, _tag: 'XmlExists', path, document, type })),
  ]
  const json: ReadonlyArray<fc.Arbitrary<Node>> = [
    fc
      .tuple(fc.array(two, { maxLength: 2 }), fc.constantFrom(null, 'absent' as const, 'null' as const), fc.boolean())
      .map(([members, onNull, uniqueKeys]) => ({
        joinery: brand,
        _tag: 'JsonConstructor',
        kind: 'object',
        entries: members.flat(),
        making: { onNull, uniqueKeys, returning: null },
        type,
      })),
    fc.array(node, { maxLength: 2 }).map((entries) => ({
      joinery: brand,
      _tag: 'JsonConstructor',
      kind: 'array',
      entries,
      making: nothingMade,
      type,
    })),
    fc
      .tuple(fc.constantFrom('json' as const, 'scalar' as const, 'serialize' as const), node)
      .map(([kind, operand]) => ({
        joinery: brand,
        _tag: 'JsonConstructor',
        kind,
        entries: [operand],
        making: nothingMade,
        type,
      })),
    fc
      .tuple(
        fc.constantFrom('value' as const, 'query' as const),
        node,
        node,
        fc.option(named),
        fc.option(node),
        fc.constantFrom(null, 'conditional' as const),
      )
      .map(([kind, document, path, passing, otherwise, wrapper]) => ({
        joinery: brand,
        _tag: 'JsonQuery',
        kind,
        document,
        path,
        passing: passing ?? [],
        finding: finding(kind === 'query' ? wrapper : null, otherwise),
        returning: null,
        type,
      })),
  ]
  return [
    ...xml,
    ...json,
    fc
      .tuple(fc.constantFrom('like' as const, 'notIlike' as const, 'similarTo' as const), node, node, node)
      .map(([op, left, pattern, escape]) => ({
        joinery: brand,
        _tag: 'Binary',
        op,
        left,
        right: { joinery: brand, _tag: 'Escaped', pattern, escape, type },
        type,
      })),
    fc.tuple(two, two).map(([left, right]) => ({
      joinery: brand,
      _tag: 'Binary',
      op: 'overlapsPeriod',
      left: { joinery: brand, _tag: 'RowValue', items: left, type },
      right: { joinery: brand, _tag: 'RowValue', items: right, type },
      type,
    })),
    fc.tuple(few, orders, fc.boolean()).map(([args, orderBy, within]) => aggregate(args, orderBy, within)),
    fc.tuple(few, fc.option(few), fc.option(orders)).map(([args, partitionBy, orderBy]) => ({
      joinery: brand,
      _tag: 'Over',
      operand: aggregate(args, [], false),
      window: {
        joinery: brand,
        _tag: 'Window',
        base: null,
        name: null,
        partitionBy: partitionBy ?? [],
        orderBy: orderBy ?? [],
        frame: null,
        exclude: null,
      },
      type,
    })),
    fc.tuple(names, few, node, fc.boolean()).map(([name, args, last, isVariadic]) => ({
      joinery: brand,
      _tag: 'CustomCall',
      schema: 'own',
      name,
      args: [
        ...args,
        isVariadic
          ? { joinery: brand, _tag: 'Variadic', operand: last, type }
          : { joinery: brand, _tag: 'NamedArgument', name, operand: last, type },
      ],
      type,
    })),
    query.map((of) => ({ joinery: brand, _tag: 'Scalar', query: of, type })),
    query.map((of) => ({ joinery: brand, _tag: 'ArrayQuery', query: of, type })),
    fc.tuple(node, query, fc.boolean()).map(([operand, of, negated]) => ({
      joinery: brand,
      _tag: 'InQuery',
      operand,
      query: of,
      negated,
      type,
    })),
    few.map((args) => ({ joinery: brand, _tag: 'Grouping', args, type })),
  ]
}

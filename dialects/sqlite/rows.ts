/** Rows in SQLite: they are compared, and are no values; and there are no arrays and no types made of others. */
import { unsupported } from '../../lib/ast/CompileError.js'
import { brand, type Node } from '../../lib/ast/Node.js'
import type { BinaryOp, StandardOp } from '../../lib/ast/Operator.js'
import type { RowValue } from '../../lib/ast/Value.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { indented, report, spell, spellAll, type Writer } from '../../lib/compile/Writer.js'
import { expressions } from '../ansi/expressions.js'
import { operators } from '../ansi/operators.js'

const isRow = (node: Node): node is RowValue => node._tag === 'RowValue'

const comparing: ReadonlySet<BinaryOp> = new Set([
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'isDistinctFrom',
  'isNotDistinctFrom',
])

const notCompared = (to: Writer): void =>
  report(
    to,
    unsupported('sqlite', 'row as a value', 'compare rows with eq, lt and their like, or give the values one by one'),
  )

/** One of the two sides of a comparison of rows. */
const side = (to: Writer, node: Node): void => {
  if (!isRow(node)) return spell(to, node)
  if (node.items.length < 2) return report(to, unsupported('sqlite', 'row of one value', 'compare the value itself'))
  to.text += '('
  spellAll(to, node.items, ', ')
  to.text += ')'
}

/** All values are null, or none is. */
const nullTest = (to: Writer, { items, type }: RowValue, negated: boolean): void => {
  to.text += '('
  items.forEach((operand, i) => {
    if (i > 0) to.text += ' and '
    spell(to, { joinery: brand, _tag: 'IsNull', operand, negated, type })
  })
  to.text += ')'
}

type Rows = Pick<Cases, 'Binary' | 'Between' | 'InList' | 'InQuery' | 'IsNull'>

/** The cases, which compare rows too. */
export const withRows = (cases: Rows): Rows => ({
  Binary: (node, to) => {
    if ((!isRow(node.left) && !isRow(node.right)) || !comparing.has(node.op)) return cases.Binary(node, to)
    side(to, node.left)
    to.text += ` ${operators[node.op as StandardOp].sql} `
    side(to, node.right)
  },

  Between: (node, to) => {
    const { operand, low, high, negated, symmetric } = node
    if (!isRow(operand)) return cases.Between(node, to)
    if (symmetric) return report(to, unsupported('sqlite', 'between symmetric of rows', 'say both orders with or'))
    side(to, operand)
    to.text += negated ? ' not between ' : ' between '
    side(to, low)
    to.text += ' and '
    side(to, high)
  },

  // a list of rows is a query of VALUES
  InList: (node, to) => {
    const { operand, items, negated } = node
    if (!isRow(operand)) return cases.InList(node, to)
    side(to, operand)
    to.text += negated ? ' not in (values ' : ' in (values '
    items.forEach((item, i) => {
      if (i > 0) to.text += ', '
      if (isRow(item)) side(to, item)
      else notCompared(to)
    })
    to.text += ')'
  },

  InQuery: (node, to) => {
    const { operand, query, negated } = node
    if (!isRow(operand)) return cases.InQuery(node, to)
    side(to, operand)
    to.text += negated ? ' not in ' : ' in '
    indented(to, () => spell(to, query))
  },

  IsNull: (node, to) => (isRow(node.operand) ? nullTest(to, node.operand, node.negated) : cases.IsNull(node, to)),
})

const none = (feature: string, hint: string) => (_: unknown, to: Writer) =>
  report(to, unsupported('sqlite', feature, hint))

const hint = 'keep the values as JSON, or in a table of their own'

/** What it has no place for. */
export const lacking: Pick<
  Cases,
  'RowValue' | 'WholeRow' | 'FieldOf' | 'ArrayValue' | 'ArrayQuery' | 'Subscript' | 'Collate'
> = {
  RowValue: (_, to) => notCompared(to),
  WholeRow: none('row as a value', 'select the table, or its columns'),
  FieldOf: none('composite value', hint),
  ArrayValue: none('array', hint),
  ArrayQuery: none('array', 'use collect, or inQuery'),
  Subscript: none('array', hint),

  Collate: (node, to) => {
    if (node.schema === null && /^(binary|nocase|rtrim)$/i.test(node.collation)) return expressions.Collate(node, to)
    report(to, unsupported('sqlite', `collation ${node.collation}`, 'it has BINARY, NOCASE and RTRIM'))
  },
}

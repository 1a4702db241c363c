/** Comparisons that SQLite says in other words. */
import { unsupported } from '../../lib/ast/CompileError.js'
import { brand, type Node } from '../../lib/ast/Node.js'
import type { Call } from '../../lib/ast/Value.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { report, spell, type Writer } from '../../lib/compile/Writer.js'
import { call, expressions } from '../ansi/expressions.js'
import { refuseExactOrder } from './exact.js'

/** The function of several values; null if one of them is. */
const extreme = (name: string, [a, b]: readonly [Node, Node]): Node => ({
  joinery: brand,
  _tag: 'CustomCall',
  schema: null,
  name,
  args: [a, b],
  type: a.type,
})

/** It knows the two functions of one row by the names of the aggregates, and has them null where one value is. */
export const writeExtreme = ({ name, args }: Call, to: Writer): void => {
  const sql = name === 'greatest' ? 'max' : 'min'
  const [a, b, ...rest] = args
  if (a === undefined || b === undefined || rest.length > 0)
    return report(to, unsupported('sqlite', `${name} of ${args.length} values`, `nest it: ${name}(${name}(a, b), c)`))
  for (const arg of args) refuseExactOrder(to, arg)
  to.text += 'coalesce('
  call(to, sql, [a, b])
  to.text += ', '
  spell(to, a)
  to.text += ', '
  spell(to, b)
  to.text += ')'
}

export const truths: Pick<Cases, 'Truth' | 'Between'> = {
  Truth: (node, to) =>
    node.truth === 'unknown' ? expressions.IsNull({ ...node, _tag: 'IsNull' }, to) : expressions.Truth(node, to),

  Between: (node, to) =>
    expressions.Between(
      node.symmetric
        ? {
            ...node,
            symmetric: false,
            low: extreme('min', [node.low, node.high]),
            high: extreme('max', [node.low, node.high]),
          }
        : node,
      to,
    ),
}

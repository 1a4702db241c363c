/** Functions and operators by their names: SQLite has no schemas for the ones, and a fixed set of the others. */
import { unsupported } from '../../lib/ast/CompileError.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { report } from '../../lib/compile/Writer.js'
import { calls } from '../ansi/calls.js'
import { expressions } from '../ansi/expressions.js'

/** All that its parser knows: `?` and `@` start placeholders here, and `#` nothing. */
const symbols = new Set('+ - * / % || & | << >> < <= > >= = == <> != -> ->>'.split(' '))

const prefixes = new Set('+ - ~'.split(' '))

export const custom: Pick<Cases, 'CustomCall' | 'CustomOperator'> = {
  CustomCall: (node, to) =>
    node.schema === null
      ? calls.CustomCall(node, to)
      : report(to, unsupported('sqlite', 'schema of a function', 'give the name alone')),

  CustomOperator: (node, to) =>
    node.schema === null && (node.left === null ? prefixes : symbols).has(node.symbol)
      ? expressions.CustomOperator(node, to)
      : report(to, unsupported('sqlite', `operator ${node.symbol}`, 'call a function that does the same')),
}

/** Union, intersect and except: one operand after the other, with the operator between them on a line of its own. */
import { invalidArgument, unsupported } from '../../lib/ast/CompileError.js'
import type { InvalidStatement, Query, SetOperation, SetOperator } from '../../lib/ast/Statement.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { indented, report, spell, type Writer } from '../../lib/compile/Writer.js'
import { isUnnamed } from './cte.js'
import { writeDirection, writeLimits, writeOutputOrder } from './select.js'

const setOperators: Readonly<Record<SetOperator, string>> = {
  union: 'union',
  intersect: 'intersect',
  except: 'except',
}

/** A clause after the operand's rows would be read as the whole operation's. */
const hasEnd = ({ orderBy, limit, offset }: Pick<SetOperation, 'orderBy' | 'limit' | 'offset'>): boolean =>
  orderBy.length > 0 || limit !== null || offset !== null

/** The rows of a set operation are those of no table, also where its operands are in parentheses. */
const reportLocks = (to: Writer, query: Query): void => {
  if (query._tag !== 'Select' || query.locks.length === 0) return
  report(to, unsupported(to.dialect.name, 'row lock in a set operation', 'lock the rows in a subquery in from'))
}

/** `a union b union c` is `(a union b) union c`; with another operator the order is not left to precedence. */
const standsBare = (node: Query, { op }: SetOperation, isLeft: boolean): boolean =>
  node._tag === 'InvalidStatement' || (!hasEnd(node) && (node._tag !== 'SetOperation' || (isLeft && node.op === op)))

/** Writes a set operation; `wrapped` writes an operand that cannot stand bare. */
export const writeSetOperation = (
  to: Writer,
  node: SetOperation,
  wrapped: (to: Writer, write: () => void) => void,
): void => {
  const operand = (query: Query, isLeft: boolean): void => {
    reportLocks(to, query)
    if (standsBare(query, node, isLeft)) spell(to, query)
    else wrapped(to, () => spell(to, query))
  }
  operand(node.left, true)
  to.text += `${to.newline}${setOperators[node.op]}${node.all ? ' all' : ''}${to.newline}`
  operand(node.right, false)
  writeOutputOrders(to, node)
  writeLimits(to, node)
}

/** An output column is a name without a table, here and nowhere else. Rows that are written out have positions instead. */
export const writeOutputOrders = (to: Writer, node: Exclude<Query, InvalidStatement>): void => {
  const keys = isUnnamed(node) ? (node.projection?.items.map(({ key }) => key) ?? []) : null
  node.orderBy.forEach((order, i) => {
    to.text += i > 0 ? ', ' : `${to.newline}order by `
    const { operand } = order
    if (operand._tag !== 'Output') spell(to, order)
    else if (keys === null) writeOutputOrder(to, order, operand.name)
    else {
      to.text += keys.indexOf(operand.name) + 1
      writeDirection(to, order)
    }
  })
}

const misplaced = /* @__PURE__ */ invalidArgument(
  'an output column',
  'is used outside orderByOutput',
  'elsewhere, make the query a subquery and use its columns',
)

export const setOperations: Cases<'SetOperation' | 'Output'> = {
  SetOperation: (node, to) => writeSetOperation(to, node, indented),

  Output: (_, to) => report(to, misplaced),
}

/** What the plans of writes are made of. */
import type { CompileError } from '../ast/CompileError.js'
import { emptySelect } from '../ast/emptySelect.js'
import { brand, type Column, type LockStrength } from '../ast/Node.js'
import type { Select, TableNode } from '../ast/Statement.js'
import { fixed, type Plan, planOf } from '../exec/plan.js'
import { invalidStatement } from '../statement/node.js'
import { isAmong } from './known.js'

/** A plan that cannot be, with the reason: it is refused before anything is sent. */
export const refusedPlan = <A>(error: CompileError): Plan<A> => {
  const refused = fixed(invalidStatement(error))
  return planOf(
    () => [refused],
    () => ({ _tag: 'Left', left: { _tag: 'NotCompiled', errors: [error] } }),
  )
}

/** Locks rows until the end of the transaction, in the order of these columns: so no two programs wait for each other. */
export const lockedRows = (
  strength: LockStrength,
  table: TableNode,
  keys: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<unknown>>,
): Select => {
  const columns = keys.map((key) => table.columns[key] as Column)
  return {
    ...emptySelect,
    projection: { items: keys.map((key, i) => ({ _tag: 'Field', key, node: columns[i] as Column })) },
    from: table,
    where: [isAmong(table, keys, rows)],
    orderBy: columns.map((operand) => ({ joinery: brand, _tag: 'Order', operand, direction: 'asc', nulls: null })),
    locks: [{ joinery: brand, _tag: 'Lock', strength, of: null, wait: null }],
  }
}

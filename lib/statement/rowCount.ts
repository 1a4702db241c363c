/** The number of rows that `limit` and `offset` take. */
import { invalidArgument } from '../ast/CompileError.js'
import { invalid, param } from '../ast/Expr.js'
import type { Node } from '../ast/Node.js'
import { bigintType } from '../ast/SqlType.js'

export const rowCount = (rows: number, clause: 'limit' | 'offset'): Node =>
  Number.isSafeInteger(rows) && rows >= 0
    ? param(rows, bigintType, false)
    : invalid(
        invalidArgument(
          `the argument of ${clause}`,
          'is not a whole number from 0',
          'leave the clause out for all rows',
        ),
      )

/** The number of rows that `limit` and `offset` take. */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, isBranded, param, toNode } from '../ast/Expr.js'
import type { Node } from '../ast/Node.js'
import type { AnyQuery, Refused, ScopeOf, Using } from '../ast/Scope.js'
import { bigintType } from '../ast/SqlType.js'
import type { Query } from '../ast/Statement.js'

/** A number of rows, or an expression of one that reads `R`, where null is all of them. */
export type RowCount<R> = number | bigint | Expr<number | bigint | null, R, any>

/** Satisfied by a query that reads nothing of its own for the number of its rows. */
export type Beyond<Q extends AnyQuery, R> = [R & ScopeOf<Q>] extends [never]
  ? unknown
  : Refused<'the number of rows reads a row of the query itself'>

/** A query whose number of rows reads `R`: a query around it has that. */
export type Counted<Q extends AnyQuery, R> = [R] extends [never] ? Q : Using<Q, R>

const isCount = (rows: unknown): boolean =>
  typeof rows === 'bigint' ? rows >= 0n && rows < 2n ** 63n : Number.isSafeInteger(rows) && (rows as number) >= 0

export const rowCount = (rows: unknown, clause: 'limit' | 'limitWithTies' | 'offset'): Node =>
  isBranded(rows)
    ? toNode(rows, `the argument of ${clause}`)
    : isCount(rows)
      ? param(rows, bigintType, false)
      : invalid(
          invalidArgument(
            `the argument of ${clause}`,
            'is not a whole number from 0',
            'leave the clause out for all rows',
          ),
        )

/** A limit replaces the one that was there, and what was said of it. */
export const withoutTies = <N extends Query>(self: N): N =>
  'extras' in self && self.extras?.withTies ? { ...self, extras: { ...self.extras, withTies: false } } : self

/** Common table expressions that a statement runs without reading them. */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isBranded } from '../ast/Expr.js'
import type { AnyStatement, Closed, Combining, Selecting, Statement, Writing } from '../ast/Scope.js'
import type { Cte, Query, Statement as StatementNode } from '../ast/Statement.js'
import type { Source } from '../schema/Table.js'
import { cteNode } from './cte.js'
import { invalidStatement, noExtras, yieldingNode } from './node.js'

/** What can come after WITH. */
type Taking = Statement<Selecting | Combining | Writing, any, any, any, any>

interface WithCte {
  (cte: Source<any, any, any>): <Q extends Taking>(self: Q) => Q
  <S, U>(name: string, write: Statement<Writing, S, any, U, any> & Closed<U, S>): <Q extends Taking>(self: Q) => Q
}

/** All of them are written at the top of the statement, wherever they are noted. */
const noted = (self: StatementNode, cte: Cte): StatementNode => {
  switch (self._tag) {
    case 'Select': {
      const extras = self.extras ?? noExtras
      return { ...self, extras: { ...extras, ctes: [...extras.ctes, cte] } }
    }
    case 'SetOperation':
      return { ...self, left: noted(self.left, cte) as Query }
    default:
      return 'ctes' in self && self._tag !== 'InvalidStatement' ? { ...self, ctes: [...self.ctes, cte] } : self
  }
}

const notACte = /* @__PURE__ */ invalidArgument(
  'the argument of withCte',
  'is no common table expression',
  "give what cte(…) gives, or a name and a write: withCte('log', pipe(insertInto(log), values({ … })))",
)

const toCte = (given: unknown, write: unknown): Cte | CompileError =>
  typeof given === 'string'
    ? cteNode(given, yieldingNode(write as AnyStatement, 'withCte'), null)
    : isBranded(given) && (given as unknown as Cte)._tag === 'Cte'
      ? (given as unknown as Cte)
      : notACte

/**
 * Runs a common table expression with a statement that need not read it, such as a write that returns nothing.
 *
 * @example
 * pipe(deleteFrom(posts), where(eq(posts.c.id, 1)), withCte('log', pipe(insertInto(archive), values({ id: 1, title: 'x' }))))
 * // with "log" as (insert into "archive" ("id", "title") values ($1, $2)) delete from "posts" where "posts"."id" = $3
 */
export const withCte: WithCte =
  (given: unknown, write?: unknown) =>
  <Q extends Taking>(self: Q): Q => {
    const cte = toCte(given, write)
    return ('joinery' in cte
      ? noted(yieldingNode(self as AnyStatement, 'withCte'), cte)
      : invalidStatement(cte)) as unknown as Q
  }

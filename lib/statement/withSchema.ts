/** Tables in other schemas than the ones that they were declared in: a tenant's, for one. */

import { invalidArgument } from '../ast/CompileError.js'
import type { Ast } from '../ast/children.js'
import { isBranded, isRecord } from '../ast/Expr.js'
import type { AnyStatement } from '../ast/Scope.js'
import type { Source, Statement } from '../ast/Statement.js'
import { type Change, rewrite } from '../ast/walk.js'
import type { AnySource } from '../schema/Table.js'
import { invalidStatement, sameTypes } from './node.js'

/** What can be rewritten as a whole. */
type Rewritable = AnyStatement | AnySource

const tooDeep = /* @__PURE__ */ invalidArgument(
  'the statement',
  'is nested too deeply',
  'give and, or and concat all operands at once, not one inside the other',
)

const notAStatement = (clause: string) =>
  invalidArgument(`what ${clause} was applied to`, 'is not a statement', 'give a query, a write or a table')

/** A statement with a change made to all of it. What is nested too deeply for that says so when it is compiled. */
export const rewritten = <Q extends Rewritable>(self: Q, change: Change, clause: string): Q => {
  const same = (node: Statement): Q => sameTypes(self as Q & AnyStatement, node)
  if (!isBranded(self)) return same(invalidStatement(notAStatement(clause)))
  try {
    return rewrite(self as unknown as Ast, change) as unknown as Q
  } catch (cause) {
    if (cause instanceof RangeError) return same(invalidStatement(tooDeep))
    throw cause
  }
}

const moved =
  (schemaOf: (schema: string | null) => string | null): Change =>
  (node) => {
    if (node._tag !== 'Table') return node
    const schema = schemaOf(node.schema)
    return schema === node.schema ? node : ({ ...node, schema } as Source)
  }

/**
 * Puts every table that names no schema into this one, wherever it is read or written.
 *
 * @example pipe(from(users), select({ id: users.c.id }), withSchema('t1')) // select "users"."id" from "t1"."users"
 */
export const withSchema =
  (name: string) =>
  <Q extends Rewritable>(self: Q): Q =>
    rewritten(
      self,
      moved((schema) => schema ?? name),
      'withSchema',
    )

const noNames = /* @__PURE__ */ invalidArgument(
  'the argument of withSchemas',
  'is no object of names',
  "say which schema stands for which: { tenant: 't1' }",
)

/**
 * Puts the tables of each of these schemas into another.
 *
 * @example pipe(from(withSchema('tenant')(users)), select({ id: users.c.id }), withSchemas({ tenant: 't1' })) // select "users"."id" from "t1"."users"
 */
export const withSchemas =
  (names: Readonly<Record<string, string>>) =>
  <Q extends Rewritable>(self: Q): Q =>
    isRecord(names)
      ? rewritten(
          self,
          moved((schema) => (schema !== null && Object.hasOwn(names, schema) ? (names[schema] as string) : schema)),
          'withSchemas',
        )
      : sameTypes(self as Q & AnyStatement, invalidStatement(noNames))

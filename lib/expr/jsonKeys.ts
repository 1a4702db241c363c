/** Whether a document has keys: those of an object, or strings among the elements of an array. */
import { type AnyExpr, toNode, typed } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import type { PostgresOp } from '../ast/Operator.js'
import { baseOf, booleanType } from '../ast/SqlType.js'
import type { Operand, Strict } from './define.js'
import { toDocument, toText, toTexts } from './jsonNodes.js'
import type { TextsExpr } from './jsonTypes.js'

/** A `jsonb` document, or a value of another type that has keys: hstore. */
const toKeyed = (operand: unknown, argument: string): Node => {
  const node = toNode(operand, argument)
  return /^(hstore|other)$/.test(baseOf(node.type)._tag) ? node : toDocument(node, 'jsonb', argument)
}

const test = (op: PostgresOp, doc: unknown, right: (argument: string) => Node): Node => ({
  joinery: brand,
  _tag: 'Binary',
  op,
  left: toKeyed(doc, `the document of ${op}`),
  right: right(`the right operand of ${op}`),
  type: booleanType,
})

/** @example hasKey(orgs.c.settings, 'theme') // "orgs"."settings" ? $1 */
export const hasKey = <E extends AnyExpr, K extends Operand<string>>(doc: E, key: K): Strict<boolean, E | K> =>
  typed(test('hasKey', doc, (argument) => toText(key, argument)))

type KeysTest = <E extends AnyExpr, K extends ReadonlyArray<string> | TextsExpr>(
  doc: E,
  keys: K,
) => Strict<boolean, E | K>

/* @__NO_SIDE_EFFECTS__ */
const keysTest =
  (op: 'hasAnyKey' | 'hasAllKeys'): KeysTest =>
  (doc, keys) =>
    typed(test(op, doc, (argument) => toTexts(keys, argument, false)))

/** @example hasAnyKey(orgs.c.settings, ['theme', 'flags']) // "orgs"."settings" ?| $1 */
export const hasAnyKey = /* @__PURE__ */ keysTest('hasAnyKey')

/** @example hasAllKeys(orgs.c.settings, ['theme', 'flags']) // "orgs"."settings" ?& $1 */
export const hasAllKeys = /* @__PURE__ */ keysTest('hasAllKeys')

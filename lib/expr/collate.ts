/** The rules of a language, by which texts are compared and ordered. */
import { invalidArgument } from '../ast/CompileError.js'
import { type Expr, invalid, toNode, typed } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'

/**
 * A text under the rules of another language, by the name of the collation, or by its schema and its name.
 *
 * @example orderBy(collate(users.c.name, 'C')) // order by "users"."name" collate "C"
 * @example lt(collate(users.c.name, ['pg_catalog', 'de-x-icu']), 'z') // "users"."name" collate "pg_catalog"."de-x-icu" < $1
 */
export const collate = <T extends string | null, R, N>(
  operand: Expr<T, R, N>,
  collation: string | readonly [schema: string, name: string],
): Expr<T, R, N> => {
  const node = toNode(operand, 'the operand of collate')
  const [schema, name, ...rest]: ReadonlyArray<unknown> = Array.isArray(collation) ? collation : [null, collation]
  return typed(
    typeof name === 'string' && (schema === null || typeof schema === 'string') && rest.length === 0
      ? { joinery: brand, _tag: 'Collate', operand: node, schema, collation: name, type: node.type }
      : invalid(invalidArgument('the collation of collate', 'is not a name', "give 'C' or ['schema', 'name']")),
  )
}

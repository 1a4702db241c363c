/**
 * The condition of a join over columns of the same names: what USING says, and NATURAL leaves to chance.
 *
 * Columns stay those of their tables: after a full join, the one value that USING gives is `coalesce(a.c.id, b.c.id)`.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, type Expr, invalid, isBranded, typed, type valueOf } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import type { Refused } from '../ast/Scope.js'
import { booleanType } from '../ast/SqlType.js'
import type { Source as SourceNode } from '../ast/Statement.js'
import { and } from '../expr/logic.js'
import type { Joinable } from '../schema/Table.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

interface Described<A extends string, C> extends Joinable<A, unknown> {
  readonly c: C
}

type Value<E> = E extends AnyExpr ? Exclude<E[typeof valueOf], null> : never

/** Those of the names under which the two sides have values that cannot be compared. */
type Unlike<C, D, K extends keyof C & keyof D> = {
  [P in K]: [Value<C[P]>] extends [Value<D[P]>] ? never : [Value<D[P]>] extends [Value<C[P]>] ? never : P
}[K]

type Alike<C, D, K extends keyof C & keyof D> = [Unlike<C, D, K>] extends [never]
  ? unknown
  : Refused<`${Unlike<C, D, K> & string} is of another type on either side`>

// -------------------------------------------------------------------------------------
// constructor
// -------------------------------------------------------------------------------------

/** The columns of a source by their keys; what is no source has none. */
const columnsOf = (source: unknown): Readonly<Record<string, Node>> =>
  isBranded(source) && 'columns' in source ? ((source as unknown as SourceNode).columns ?? {}) : {}

const same = (left: unknown, right: unknown, name: unknown): Node => {
  const [a, b] = [columnsOf(left), columnsOf(right)]
  const key = String(name)
  if (!Object.hasOwn(a, key) || !Object.hasOwn(b, key)) {
    const reason = `is not on ${Object.hasOwn(a, key) ? 'the right' : 'the left'} side`
    return invalid(
      invalidArgument(`the column ${JSON.stringify(key)} of onSame`, reason, 'give the name of a column of both'),
    )
  }
  return { joinery: brand, _tag: 'Binary', op: 'eq', left: a[key] as Node, right: b[key] as Node, type: booleanType }
}

const noNames = /* @__PURE__ */ invalidArgument('onSame', 'has no column', 'give names of columns that both sides have')

/**
 * Whether columns of these names are equal on both sides.
 *
 * @example innerJoin(addresses, onSame(users, addresses, 'id', 'email'))
 * // inner join "addresses" on "users"."id" = "addresses"."id" and "users"."email" = "addresses"."email"
 */
export const onSame = <A extends string, C, B extends string, D, K extends keyof C & keyof D & string>(
  left: Described<A, C>,
  right: Described<B, D> & Alike<C, D, K>,
  ...names: readonly [K, ...ReadonlyArray<K>]
): Expr<boolean | null, A | B, A | B> =>
  names.length === 0
    ? typed(invalid(noNames))
    : typed(and(...names.map((name) => typed<boolean, never, never>(same(left, right, name)))) as unknown as Node)

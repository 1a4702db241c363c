/**
 * The rows of two queries as one: union, intersect, except.
 *
 * Both select the same keys in the same order. Each keeps an order and a limit of its own; what is said after the
 * operation is said of its result, whose columns have names and no table: `orderByOutput` hands them over.
 */
import type { Float, Kind, Numeric } from '../ast/Kind.js'
import { brand } from '../ast/Node.js'
import type { AnyQuery, Combining, Free, Refused, RowOf, ScopeOf, Statement, UsesOf, Yielding } from '../ast/Scope.js'
import type { SetOperation, SetOperator } from '../ast/Statement.js'
import { commonProjection } from './agree.js'
import { invalidStatement, queryNode, typedStatement } from './node.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** The keys that only one of two rows has. */
type Unpaired<A, B> = Exclude<keyof A, keyof B> | Exclude<keyof B, keyof A>

/** What two kinds of value become in one column; never, if they stay two. */
type Promoted<K> = [K] extends ['integer' | 'bigint' | 'numeric' | 'float']
  ? 'float' extends K
    ? Float
    : 'numeric' extends K
      ? Numeric
      : bigint
  : [K] extends ['date' | 'timestamp' | 'instant']
    ? Date
    : never

/** A value of either, in one column. */
type EitherValue<A, B> = [Exclude<A, null>] extends [Exclude<B, null>]
  ? A | B
  : [Exclude<B, null>] extends [Exclude<A, null>]
    ? A | B
    : [Promoted<Kind<Exclude<A | B, null>>>] extends [never]
      ? unknown
      : Promoted<Kind<Exclude<A | B, null>>> | ((A | B) & null)

/** The keys whose values are of two types, null aside. */
type Unequal<A, B> = {
  [K in keyof A & keyof B]: unknown extends EitherValue<A[K], B[K]> ? (unknown extends A[K] | B[K] ? never : K) : never
}[keyof A & keyof B]

/** Satisfied by rows of the same keys and types. */
export type Agreeing<A, B> = [Unpaired<A, B>] extends [never]
  ? [Unequal<A, B>] extends [never]
    ? unknown
    : Refused<`the two queries have two types for ${Unequal<A, B> & string}`>
  : Refused<`only one of the two queries selects ${Unpaired<A, B> & string}`>

/** A row of either. */
type Either<A, B> = { readonly [K in keyof A]: EitherValue<A[K], B[K & keyof B]> }

/** `Q` and another query as one: it has nothing in scope, and needs what either has not got. */
export type Combined<Q extends AnyQuery, P extends AnyQuery> = Statement<
  Combining,
  never,
  never,
  Free<UsesOf<Q>, ScopeOf<Q>> | Free<UsesOf<P>, ScopeOf<P>>,
  Either<RowOf<Q>, RowOf<P>>
>

type Combine = <P extends AnyQuery>(
  other: P & Yielding<RowOf<P>>,
) => <Q extends AnyQuery>(self: Q & Yielding<RowOf<Q>> & Agreeing<RowOf<Q>, RowOf<P>>) => Combined<Q, P>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export const combined = (
  op: SetOperator,
  all: boolean,
  name: string,
  self: AnyQuery,
  other: AnyQuery,
): SetOperation | ReturnType<typeof invalidStatement> => {
  const left = queryNode(self, name)
  const right = queryNode(other, `the query of ${name}`)
  const { projection, error } = commonProjection(left.projection, right.projection, name)
  return error === null
    ? { joinery: brand, _tag: 'SetOperation', op, all, left, right, projection, orderBy: [], limit: null, offset: null }
    : invalidStatement(error)
}

/* @__NO_SIDE_EFFECTS__ */
const combine =
  (op: SetOperator, all: boolean, name: string): Combine =>
  (other) =>
  (self) =>
    typedStatement(combined(op, all, name, self, other))

/** The rows of both, each once. @example pipe(jacks, union(eds)) // select … union select … */
export const union = /* @__PURE__ */ combine('union', false, 'union')

/** The rows of both. @example pipe(jacks, unionAll(eds)) // select … union all select … */
export const unionAll = /* @__PURE__ */ combine('union', true, 'unionAll')

/** The rows that both have, each once. @example pipe(authors, intersect(readers)) // select … intersect select … */
export const intersect = /* @__PURE__ */ combine('intersect', false, 'intersect')

/** The rows that both have, as often as both have them. @example pipe(authors, intersectAll(readers)) // select … intersect all select … */
export const intersectAll = /* @__PURE__ */ combine('intersect', true, 'intersectAll')

/** The rows that the other has not, each once. @example pipe(readers, except(authors)) // select … except select … */
export const except = /* @__PURE__ */ combine('except', false, 'except')

/** The rows without those of the other, one for one. @example pipe(readers, exceptAll(authors)) // select … except all select … */
export const exceptAll = /* @__PURE__ */ combine('except', true, 'exceptAll')

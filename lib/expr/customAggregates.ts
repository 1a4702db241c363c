/**
 * Aggregates and window functions that joinery has no name for: those of extensions, and your own.
 *
 * A name is quoted, so it is the one that the database's catalog has.
 */
import { type Aggregate, typedAggregate, typedWindowable, type Windowable } from '../ast/Expr.js'
import type { Node } from '../ast/Node.js'
import { type AnySpec, type holds, ofType } from '../schema/Column.js'
import { aggregate } from './aggregates.js'
import { type Absent, type Argument, type NullIn, type Reads, toArgument } from './bare.js'
import { type CustomName, customNamed } from './custom.js'
import { type OrderedSet, type Said, typedSet, unordered } from './orderedSets.js'
import { windowFunction } from './windows.js'

const toArguments = (args: ReadonlyArray<unknown>, of: string): ReadonlyArray<Node> =>
  args.map((arg) => toArgument(arg, `an argument of ${of}`))

/**
 * An aggregate by its name, or by its schema and its name. It yields the given type, and null over no rows, as most do:
 * `coalesce` says what one yields that does not.
 *
 * @example
 * const median = aggregateFn('median', doublePrecision)
 *
 * median(users.c.age) // "median"("users"."age")
 */
export const aggregateFn =
  <S extends AnySpec>(name: CustomName, type: S) =>
  <A extends ReadonlyArray<Argument>>(...args: A): Aggregate<S[typeof holds] | null, Reads<A[number]>> =>
    typedAggregate(
      ofType(type, 'aggregateFn', "aggregateFn('median', real)", (own) =>
        customNamed(name, 'aggregateFn', (named) => ({
          ...aggregate('', toArguments(args, 'aggregateFn'), own),
          ...named,
          custom: true,
        })),
      ),
    )

/**
 * An aggregate of rows in an order, which `withinGroup` says. It yields the given type, and null over no rows.
 *
 * @example
 * const nearest = orderedSetFn('nearest', integer)
 *
 * pipe(nearest(value(integer, 30)), withinGroup(users.c.age)) // "nearest"($1::integer) within group (order by "users"."age")
 */
export const orderedSetFn =
  <S extends AnySpec>(name: CustomName, type: S) =>
  <A extends ReadonlyArray<Argument>>(...args: A): OrderedSet<Said<S[typeof holds]>, Reads<A[number]>> =>
    typedSet(
      ofType(type, 'orderedSetFn', "orderedSetFn('nearest', integer)", (own) =>
        customNamed(name, 'orderedSetFn', (named) => ({
          ...unordered('', toArguments(args, 'orderedSetFn')),
          ...named,
          custom: true,
          type: own,
        })),
      ),
    )

/**
 * A window function by its name, or by its schema and its name. It yields the given type, and null where an argument is:
 * one that may be null for other reasons yields a `nullable(type)`.
 *
 * @example
 * const share = windowFn('share', doublePrecision)
 *
 * over(window)(share(users.c.visits)) // "share"("users"."visits") over ()
 */
export const windowFn =
  <S extends AnySpec>(name: CustomName, type: S) =>
  <A extends ReadonlyArray<Argument>>(
    ...args: A
  ): Windowable<S[typeof holds] | NullIn<A[number]>, Reads<A[number]>, Absent<A[number]>> =>
    typedWindowable(
      ofType(type, 'windowFn', "windowFn('share', real)", (own) =>
        customNamed(name, 'windowFn', (named) =>
          windowFunction({ ...named, custom: true }, toArguments(args, 'windowFn'), own),
        ),
      ),
    )

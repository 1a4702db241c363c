/**
 * Aggregates that gather the values of many rows in one: an array, a text, a document, a range.
 *
 * They have no order unless `orderedBy` says one. Nulls are gathered too, and a row that an outer join did not find has
 * only nulls: `withoutNulls` leaves them out.
 */

import type { AsJson } from '../ast/AsJson.js'
import { invalidArgument } from '../ast/CompileError.js'
import {
  type Aggregate,
  type AnyExpr,
  type absentOf,
  type Expr,
  invalid,
  isBranded,
  param,
  type readsOf,
  toNode,
  typedAggregate,
  type valueOf,
} from '../ast/Expr.js'
import type { Range } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import { multirangeOf } from '../ast/range.js'
import { booleanType, plain, type SqlType, textType, unsized } from '../ast/SqlType.js'
import { aggregate, type Kept } from './aggregates.js'
import { toArgument } from './bare.js'
import type { Anything, ReadsOf } from './define.js'
import { modified } from './modifiers.js'

// -------------------------------------------------------------------------------------
// arrays
// -------------------------------------------------------------------------------------

/** null where it, or what it is read from, may have no value. */
type Element<E extends AnyExpr> = E[typeof valueOf] | ([E[typeof absentOf]] extends [never] ? never : null)

type Gathered<T, R> = Aggregate<T | null, R, T>

/** Null over no rows. @example arrayAgg(users.c.name) // array_agg("users"."name") */
export const arrayAgg = <E extends AnyExpr>(operand: E): Gathered<ReadonlyArray<Element<E>>, E[typeof readsOf]> => {
  const node = toNode(operand, 'the argument of arrayAgg')
  return typedAggregate(aggregate('arrayAgg', [node], { _tag: 'array', element: unsized(node.type) }))
}

/**
 * Gathers what is not null.
 *
 * @example withoutNulls(arrayAgg(users.c.fullname)) // array_agg("users"."fullname") filter (where "users"."fullname" is not null)
 */
export const withoutNulls = <T, R>(
  self: Aggregate<ReadonlyArray<T> | null, R, any, any>,
): Aggregate<ReadonlyArray<Exclude<T, null>> | null, R> =>
  typedAggregate(
    modified(self, 'withoutNulls', (it) => {
      const [operand] = it.args
      return operand === undefined
        ? invalid(invalidArgument('what withoutNulls was applied to', 'gathers nothing', 'apply it to arrayAgg(…)'))
        : { ...it, filter: [...it.filter, isNotNull(operand)] }
    }),
  )

const isNotNull = (operand: Node): Node => ({
  joinery: brand,
  _tag: 'IsNull',
  operand,
  negated: true,
  type: booleanType,
})

// -------------------------------------------------------------------------------------
// texts
// -------------------------------------------------------------------------------------

/** Satisfied by what stands between texts, or between bytes. */
type Between<T> = Exclude<T, null> | Expr<T | null, any, any>

type Joining = <T extends string | Uint8Array | null, R, N, S extends Between<NoInfer<T>>>(
  operand: Expr<T, R, N>,
  separator: S,
) => Kept<T, R | ReadsOf<S>, N>

/**
 * The texts that are not null, one after another, with the separator between them; or the bytes. Null over no rows.
 *
 * @example stringAgg(users.c.name, ', ') // string_agg("users"."name", $1)
 */
export const stringAgg: Joining = (operand, separator) => {
  const node = toNode(operand, 'the first argument of stringAgg')
  const type = unsized(node.type)._tag === 'bytea' ? plain('bytea') : textType
  return typedAggregate(aggregate('stringAgg', [node, separatorNode(separator, type)], type))
}

const separatorNode = (separator: unknown, type: SqlType): Node =>
  isBranded(separator)
    ? toNode(separator, 'the separator of stringAgg')
    : typeof separator === 'string' || separator instanceof Uint8Array
      ? param(separator, type, false)
      : invalid(invalidArgument('the separator of stringAgg', 'is not a string', "give a text such as ', '"))

// -------------------------------------------------------------------------------------
// JSON
// -------------------------------------------------------------------------------------

type Value<E> = E extends AnyExpr ? Element<E> : E

type JsonList = <E extends Anything>(operand: E) => Gathered<ReadonlyArray<AsJson<Value<E>>>, ReadsOf<E>>

type JsonDocument = <K extends Anything, E extends Anything>(
  key: K,
  value: E,
) => Gathered<{ readonly [key: string]: AsJson<Value<E>> }, ReadsOf<K | E>>

type Strict<T> = T extends AnyExpr ? Exclude<T[typeof valueOf], null> : T

type JsonListStrict = <E extends Anything>(operand: E) => Gathered<ReadonlyArray<AsJson<Strict<E>>>, ReadsOf<E>>

type JsonDocumentStrict = <K extends Anything, E extends Anything>(
  key: K,
  value: E,
) => Gathered<{ readonly [key: string]: AsJson<Strict<E>> }, ReadsOf<K | E>>

/* @__NO_SIDE_EFFECTS__ */
const jsonList =
  (name: string, tag: 'json' | 'jsonb') =>
  (operand: Anything): any =>
    typedAggregate(aggregate(name, [toArgument(operand, `the argument of ${name}`)], plain(tag)))

/* @__NO_SIDE_EFFECTS__ */
const jsonDocument =
  (name: string, tag: 'json' | 'jsonb') =>
  (key: Anything, value: Anything): any =>
    typedAggregate(
      aggregate(
        name,
        [toArgument(key, `the first argument of ${name}`), toArgument(value, `the second argument of ${name}`)],
        plain(tag),
      ),
    )

/**
 * A JSON array, which says values as JSON does: a day is a text in it, and an exact number one that JavaScript rounds.
 * `collect` keeps them as they are.
 *
 * @example jsonAgg(users.c.name) // json_agg("users"."name")
 */
export const jsonAgg: JsonList = /* @__PURE__ */ jsonList('jsonAgg', 'json')

/** @example jsonbAgg(users.c.name) // jsonb_agg("users"."name") */
export const jsonbAgg: JsonList = /* @__PURE__ */ jsonList('jsonbAgg', 'jsonb')

/** Leaves nulls out. From PostgreSQL 16 on. @example jsonAggStrict(users.c.fullname) // json_agg_strict("users"."fullname") */
export const jsonAggStrict: JsonListStrict = /* @__PURE__ */ jsonList('jsonAggStrict', 'json')

/** Leaves nulls out. From PostgreSQL 16 on. @example jsonbAggStrict(users.c.fullname) // jsonb_agg_strict("users"."fullname") */
export const jsonbAggStrict: JsonListStrict = /* @__PURE__ */ jsonList('jsonbAggStrict', 'jsonb')

/** A JSON document of keys, none of them null, and their values. @example jsonObjectAgg(users.c.name, users.c.age) // json_object_agg("users"."name", "users"."age") */
export const jsonObjectAgg: JsonDocument = /* @__PURE__ */ jsonDocument('jsonObjectAgg', 'json')

/** @example jsonbObjectAgg(users.c.name, users.c.age) // jsonb_object_agg("users"."name", "users"."age") */
export const jsonbObjectAgg: JsonDocument = /* @__PURE__ */ jsonDocument('jsonbObjectAgg', 'jsonb')

/** Leaves out keys whose value is null. From PostgreSQL 16 on. @example jsonObjectAggStrict(users.c.name, users.c.age) // json_object_agg_strict("users"."name", "users"."age") */
export const jsonObjectAggStrict: JsonDocumentStrict = /* @__PURE__ */ jsonDocument('jsonObjectAggStrict', 'json')

/** From PostgreSQL 16 on. @example jsonbObjectAggStrict(users.c.name, users.c.age) // jsonb_object_agg_strict("users"."name", "users"."age") */
export const jsonbObjectAggStrict: JsonDocumentStrict = /* @__PURE__ */ jsonDocument('jsonbObjectAggStrict', 'jsonb')

/** A key that is there twice is an error. From PostgreSQL 16 on. @example jsonObjectAggUnique(users.c.name, users.c.age) // json_object_agg_unique("users"."name", "users"."age") */
export const jsonObjectAggUnique: JsonDocument = /* @__PURE__ */ jsonDocument('jsonObjectAggUnique', 'json')

/** From PostgreSQL 16 on. @example jsonbObjectAggUnique(users.c.name, users.c.age) // jsonb_object_agg_unique("users"."name", "users"."age") */
export const jsonbObjectAggUnique: JsonDocument = /* @__PURE__ */ jsonDocument('jsonbObjectAggUnique', 'jsonb')

/** From PostgreSQL 16 on. @example jsonObjectAggUniqueStrict(users.c.name, users.c.age) // json_object_agg_unique_strict("users"."name", "users"."age") */
export const jsonObjectAggUniqueStrict: JsonDocumentStrict = /* @__PURE__ */ jsonDocument(
  'jsonObjectAggUniqueStrict',
  'json',
)

/** From PostgreSQL 16 on. @example jsonbObjectAggUniqueStrict(users.c.name, users.c.age) // jsonb_object_agg_unique_strict("users"."name", "users"."age") */
export const jsonbObjectAggUniqueStrict: JsonDocumentStrict = /* @__PURE__ */ jsonDocument(
  'jsonbObjectAggUniqueStrict',
  'jsonb',
)

// -------------------------------------------------------------------------------------
// ranges and XML
// -------------------------------------------------------------------------------------

/** The bounds of ranges of a `T`. */
type BoundOf<T> = T extends ReadonlyArray<Range<infer B>> ? B : T extends Range<infer B> ? B : never

type AnyRanges = Range<any> | ReadonlyArray<Range<any>>

/** All that the ranges hold, or the multiranges; null over no rows. @example rangeAgg(bookings.c.during) // range_agg("bookings"."during") */
export const rangeAgg = <T extends AnyRanges | null, R, N>(
  operand: Expr<T, R, N>,
): Aggregate<ReadonlyArray<Range<BoundOf<T>>> | null, R, ReadonlyArray<Range<BoundOf<T>>> | (T & null), N> => {
  const node = toNode(operand, 'the argument of rangeAgg')
  const own = unsized(node.type)
  return typedAggregate(aggregate('rangeAgg', [node], own._tag === 'range' ? multirangeOf(own) : own))
}

/** What all of the ranges hold, or the multiranges; null over no rows. @example rangeIntersectAgg(bookings.c.during) // range_intersect_agg("bookings"."during") */
export const rangeIntersectAgg = <T extends AnyRanges | null, R, N>(operand: Expr<T, R, N>): Kept<T, R, N> => {
  const node = toNode(operand, 'the argument of rangeIntersectAgg')
  return typedAggregate(aggregate('rangeIntersectAgg', [node], unsized(node.type)))
}

/** Pieces of XML, one after another; null over no rows. @example xmlagg(pages.c.section) // xmlagg("pages"."section") */
export const xmlagg = <T extends string | null, R, N>(operand: Expr<T, R, N>): Kept<T, R, N> => {
  const node = toNode(operand, 'the argument of xmlagg')
  return typedAggregate(aggregate('xmlagg', [node], unsized(node.type)))
}

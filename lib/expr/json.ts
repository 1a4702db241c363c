/**
 * JSON made of values of SQL.
 *
 * What comes back is JSON: an exact number is a number that JavaScript rounds, a time is its text. `collect` gives nested
 * rows with every value as it is. A bare value is JSON, and objects and arrays may hold expressions at any depth.
 */
import type { AsJson } from '../ast/AsJson.js'
import { type Expr, toNode, toTypedOperand, typed } from '../ast/Expr.js'
import type { Node } from '../ast/Node.js'
import { booleanType } from '../ast/SqlType.js'
import type { Source } from '../schema/Table.js'
import { callNode, type Operand } from './define.js'
import {
  arrayNode,
  type JsonKind,
  jsonType,
  nullNode,
  objectNode,
  plainJson,
  toJsonValue,
  toRow,
  toTexts,
} from './jsonNodes.js'
import type { AbsentIf, NullIf, ReadsWithin, TextsExpr, ValueIn } from './jsonTypes.js'

// -------------------------------------------------------------------------------------
// null
// -------------------------------------------------------------------------------------

/**
 * The JSON null, which is a value: `isNull` does not find it.
 *
 * @example isNotNull(jsonNull) // $1::jsonb is not null
 */
export const jsonNull: Expr<null, never, never> = /* @__PURE__ */ typed(nullNode)

// -------------------------------------------------------------------------------------
// one value
// -------------------------------------------------------------------------------------

/** NULL if the value is. */
type Convert = <const E>(operand: E) => Expr<AsJson<ValueIn<E>> | NullIf<E>, ReadsWithin<E>, AbsentIf<E>>

/* @__NO_SIDE_EFFECTS__ */
const convert =
  (name: string, kind: JsonKind): Convert =>
  (operand) =>
    typed(callNode(name, [toJsonValue(operand, kind, `the argument of ${name}`)], jsonType[kind]))

/** Any value, or a whole row, as JSON. @example toJson(users.c.name) // to_json("users"."name") */
export const toJson = /* @__PURE__ */ convert('toJson', 'json')

/** Any value, or a whole row, as JSON. @example toJsonb(users.c.name) // to_jsonb("users"."name") */
export const toJsonb = /* @__PURE__ */ convert('toJsonb', 'jsonb')

const pretty = (value: unknown, name: string): ReadonlyArray<Node> =>
  value === undefined ? [] : [toTypedOperand(value, booleanType, `pretty of ${name}`)]

/** An array as JSON, with line breaks if it is to be pretty. @example arrayToJson(articles.c.tags) // array_to_json("articles"."tags") */
export const arrayToJson = <
  E extends Expr<ReadonlyArray<unknown> | null, any, any>,
  B extends Operand<boolean> = never,
>(
  array: E,
  pretty_?: B,
): Expr<AsJson<ValueIn<E>> | NullIf<E | B>, ReadsWithin<E | B>, AbsentIf<E | B>> =>
  typed(
    callNode(
      'arrayToJson',
      [toNode(array, 'the argument of arrayToJson'), ...pretty(pretty_, 'arrayToJson')],
      plainJson,
    ),
  )

/** A row as an object, with line breaks if it is to be pretty. @example rowToJson(users) // row_to_json("users") */
export const rowToJson = <
  E extends Source<any, any, object> | Expr<object | null, any, any>,
  B extends Operand<boolean> = never,
>(
  row: E,
  pretty_?: B,
): Expr<AsJson<ValueIn<E>> | NullIf<E | B>, ReadsWithin<E | B>, AbsentIf<E | B>> =>
  typed(callNode('rowToJson', [toRow(row, 'the argument of rowToJson'), ...pretty(pretty_, 'rowToJson')], plainJson))

// -------------------------------------------------------------------------------------
// objects and arrays
// -------------------------------------------------------------------------------------

/** An object, or pairs, whose keys may be expressions. */
export type Fields = Readonly<Record<string, unknown>> | ReadonlyArray<readonly [Operand<string>, unknown]>

/** Objects and arrays are never NULL, whatever they hold. */
type Built<T> = Expr<AsJson<T>, ReadsWithin<T>, never>

type BuildArray = <const A extends ReadonlyArray<unknown>>(...items: A) => Built<A>

/** @example jsonBuildArray(users.c.id, 'user', 1) // json_build_array("users"."id", $1::text, $2::json) */
export const jsonBuildArray: BuildArray = (...items) => typed(arrayNode(items, 'json'))

/** @example jsonbBuildArray(users.c.id, 'user', 1) // jsonb_build_array("users"."id", $1::text, $2::jsonb) */
export const jsonbBuildArray: BuildArray = (...items) => typed(arrayNode(items, 'jsonb'))

/** Of pairs, the keys are not known. */
export type ObjectOf<F> =
  F extends ReadonlyArray<readonly [unknown, infer V]> ? Readonly<Record<string, AsJson<V>>> : AsJson<F>

interface BuildObject {
  <const F extends Fields>(fields: F): Expr<ObjectOf<F>, ReadsWithin<F>, never>
  <T extends ReadonlyArray<unknown> | null, R, N>(
    pairs: Expr<T, R, N>,
  ): Expr<Readonly<Record<string, unknown>> | (T & null), R, N>
}

/* @__NO_SIDE_EFFECTS__ */
const buildObject =
  (kind: JsonKind): BuildObject =>
  (fields: unknown) =>
    typed<never, never, never>(objectNode(fields, kind))

/**
 * An object of these keys, whose values are expressions, JSON, or objects and arrays of them; an array of pairs may have
 * expressions for keys. What an outer join leaves without a row is null in it, whatever its type says.
 *
 * @example jsonBuildObject({ id: users.c.id, name: users.c.name }) // json_build_object('id', "users"."id", 'name', "users"."name")
 * @example jsonBuildObject({ user: { id: users.c.id } }) // json_build_object('user', json_build_object('id', "users"."id"))
 * @example jsonBuildObject(variadic(articles.c.tags)) // json_build_object(variadic "articles"."tags")
 */
export const jsonBuildObject = /* @__PURE__ */ buildObject('json')

/**
 * An object of these keys, whose values are expressions, JSON, or objects and arrays of them; an array of pairs may have
 * expressions for keys. What an outer join leaves without a row is null in it, whatever its type says.
 *
 * @example jsonbBuildObject({ id: users.c.id, name: users.c.name }) // jsonb_build_object('id', "users"."id", 'name', "users"."name")
 * @example jsonbBuildObject({ user: { id: users.c.id } }) // jsonb_build_object('user', jsonb_build_object('id', "users"."id"))
 */
export const jsonbBuildObject = /* @__PURE__ */ buildObject('jsonb')

// -------------------------------------------------------------------------------------
// objects of texts
// -------------------------------------------------------------------------------------

export type Texts = ReadonlyArray<string> | TextsExpr

export type OfTexts<A> = Expr<Readonly<Record<string, string | null>> | NullIf<A>, ReadsWithin<A>, AbsentIf<A>>

export const textsNode = (kind: JsonKind, keys: unknown, values: unknown): Node => {
  const name = `${kind}Object`
  const lists = values === undefined ? [keys] : [keys, values]
  return callNode(
    name,
    lists.map((list, i) => toTexts(list, `argument ${i + 1} of ${name}`, true)),
    jsonType[kind],
  )
}

/**
 * An object of the texts of an array, keys and values by turns, or of two arrays.
 *
 * @example jsonbObject(['a', 'b'], ['1', '2']) // jsonb_object($1::text[], $2::text[])
 */
export const jsonbObject = <K extends Texts, V extends Texts = never>(keys: K, values?: V): OfTexts<K | V> =>
  typed(textsNode('jsonb', keys, values))

/**
 * JSON by the standard of SQL, which PostgreSQL has since 16: objects and arrays that may leave NULLs out, and tests.
 *
 * What they yield is `json`, unless `returning` says another type.
 */
import type { AsJson } from '../ast/AsJson.js'
import { type Aggregate, type Expr, isBranded, isRecord, toNode, typed, typedAggregate } from '../ast/Expr.js'
import type { JsonConstructor, Making } from '../ast/Json.js'
import { brand, type Node } from '../ast/Node.js'
import type { IsJson } from '../ast/Operator.js'
import { baseOf, booleanType, type SqlType, textType } from '../ast/SqlType.js'
import type { AnySpec, ColumnSpec, holds } from '../schema/Column.js'
import { aggregate } from './aggregates.js'
import { type Fields, type ObjectOf, type OfTexts, type Texts, textsNode } from './json.js'
import { entriesOf, plainJson, toJsonValue } from './jsonNodes.js'
import type { AbsentIf, NullIf, Present, ReadsWithin, ValueIn } from './jsonTypes.js'
import { columnType, flag, oneOf, withOptions } from './options.js'

// -------------------------------------------------------------------------------------
// options
// -------------------------------------------------------------------------------------

export interface ArrayOptions {
  /** Whether a NULL is an element, or left out as it is if nothing is said. */
  readonly onNull?: 'null' | 'absent'
  readonly returning?: AnySpec
}

export interface ObjectOptions {
  /** Whether a key whose value is NULL is there, as it is if nothing is said, or left out. */
  readonly onNull?: 'null' | 'absent'
  /** Whether a key that is there twice is an error. */
  readonly uniqueKeys?: boolean
  readonly returning?: AnySpec
}

/** A `T`, or what `returning` says, where that is known. */
type Returned<O, T> = O extends { readonly returning: infer S extends AnySpec }
  ? unknown extends S[typeof holds]
    ? T
    : S[typeof holds]
  : T

/** The elements of an array without NULL, unless it is to be there. */
type Elements<O, T> = O extends { readonly onNull: 'null' } ? T : Exclude<T, null>

const onNull = /* @__PURE__ */ oneOf('null', 'absent')

const arrayOptions = { onNull, returning: columnType }

const objectOptions = { onNull, uniqueKeys: flag, returning: columnType }

const makingOf = (options: Partial<ObjectOptions>): Making => ({
  onNull: options.onNull ?? null,
  uniqueKeys: options.uniqueKeys ?? false,
  returning: options.returning?.type ?? null,
})

const constructor = (
  kind: JsonConstructor['kind'],
  entries: ReadonlyArray<Node>,
  options: Partial<ObjectOptions>,
  type: SqlType = plainJson,
): Node => {
  const making = makingOf(options)
  return { joinery: brand, _tag: 'JsonConstructor', kind, entries, making, type: making.returning ?? type }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

type Made<T, F> = Expr<T, ReadsWithin<F>, never>

/** The object, without the keys that are left out. */
type ObjectIn<O, F> = Returned<O, O extends { readonly onNull: 'absent' } ? Present<ObjectOf<F>> : ObjectOf<F>>

interface JsonObject {
  <const F extends Fields, const O extends ObjectOptions>(fields: F, options?: O): Made<ObjectIn<O, F>, F>
  <K extends Texts, V extends Texts = never>(keys: K, values?: V): OfTexts<K | V>
}

/** Remembers the types of the two. */
/* @__NO_SIDE_EFFECTS__ */
const bothForms = (make: (first: unknown, second: unknown) => Node): JsonObject => make as unknown as JsonObject

/** What stands in the place of options. */
const givenOptions = (second: unknown): ObjectOptions | undefined => second as ObjectOptions | undefined

/** Whether it is the object of the standard, and not the function of arrays of texts. */
const isFields = (fields: unknown): boolean =>
  !isBranded(fields) && (isRecord(fields) || (Array.isArray(fields) && fields.some(Array.isArray)))

/**
 * An object by the standard; from an array of texts, keys and values by turns, or from two, the older function.
 *
 * @example jsonObject({ id: users.c.id, age: users.c.age }, { onNull: 'absent' }) // json_object('id': "users"."id", 'age': "users"."age" absent on null)
 * @example jsonObject([[users.c.name, users.c.id]], { returning: jsonb() }) // json_object("users"."name": "users"."id" returning jsonb)
 * @example jsonObject(['a', 'b'], ['1', '2']) // json_object($1::text[], $2::text[])
 */
export const jsonObject = /* @__PURE__ */ bothForms((fields, second) =>
  isFields(fields)
    ? withOptions('jsonObject', givenOptions(second), objectOptions, (own) =>
        constructor('object', entriesOf(fields, 'json', 'jsonObject'), own),
      )
    : textsNode('json', fields, second),
)

/**
 * An array by the standard; what is NULL is left out, unless `onNull` says another thing.
 *
 * @example jsonArray([users.c.id, users.c.age], { onNull: 'null' }) // json_array("users"."id", "users"."age" null on null)
 */
export const jsonArray = <const A extends ReadonlyArray<unknown>, const O extends ArrayOptions = {}>(
  items: A,
  options?: O,
): Made<Returned<O, ReadonlyArray<Elements<O, AsJson<A[number]>>>>, A> =>
  typed(withOptions('jsonArray', options, arrayOptions, (own) => constructor('array', itemsOf(items), own)))

const itemsOf = (items: unknown): ReadonlyArray<Node> =>
  Array.isArray(items)
    ? items.map((item, i) => toJsonValue(item, 'json', `item ${i + 1} of jsonArray`))
    : [toJsonValue(undefined, 'json', 'the items of jsonArray')]

/** A value as JSON: NULL stays NULL, a text is a string. @example jsonScalar(users.c.age) // json_scalar("users"."age") */
export const jsonScalar = <const E>(operand: E): Expr<AsJson<ValueIn<E>> | NullIf<E>, ReadsWithin<E>, AbsentIf<E>> =>
  typed(constructor('scalar', [toJsonValue(operand, 'json', 'the argument of jsonScalar')], {}))

export interface JsonOptions {
  readonly uniqueKeys?: boolean
}

/**
 * A text as JSON, which is an error if it is none.
 *
 * @example jsonOf(posts.c.body, { uniqueKeys: true }) // json("posts"."body" with unique keys)
 */
export const jsonOf = <T extends string | Uint8Array | null, R, N>(
  operand: Expr<T, R, N>,
  options?: JsonOptions,
): Expr<unknown, R, N> =>
  typed(
    withOptions('jsonOf', options, { uniqueKeys: flag }, (own) =>
      constructor('json', [toNode(operand, 'the argument of jsonOf')], own),
    ),
  )

/** PostgreSQL 18 takes the inner form of a `jsonb` for its text, and yields one character. */
const asJsonText = (node: Node): Node =>
  baseOf(node.type)._tag === 'jsonb' ? { joinery: brand, _tag: 'Cast', operand: node, type: plainJson } : node

/** JSON as a text, or as bytes in UTF-8. @example jsonSerialize(logs.c.entry, bytea) // json_serialize("logs"."entry" returning bytea) */
export const jsonSerialize = <T, R, N, S extends AnySpec = ColumnSpec<string>>(
  operand: Expr<T, R, N>,
  returning?: S,
): Expr<S[typeof holds] | (T & null), R, N> =>
  typed(
    withOptions('jsonSerialize', returning === undefined ? {} : { returning }, { returning: columnType }, (own) =>
      constructor('serialize', [asJsonText(toNode(operand, 'the argument of jsonSerialize'))], own, textType),
    ),
  )

// -------------------------------------------------------------------------------------
// aggregates
// -------------------------------------------------------------------------------------

/**
 * The values of all rows as an array, in the order that `orderedBy` says; NULLs are left out, unless `onNull` says
 * another thing; null over no rows.
 *
 * @example jsonArrayagg(users.c.name) // json_arrayagg("users"."name")
 * @example orderedBy(users.c.id)(jsonArrayagg(users.c.age, { onNull: 'null' })) // json_arrayagg("users"."age" order by "users"."id" null on null)
 */
export const jsonArrayagg = <const E, const O extends ArrayOptions = {}>(
  operand: E,
  options?: O,
): Aggregate<Returned<O, ReadonlyArray<Elements<O, AsJson<E>>>> | null, ReadsWithin<E>> =>
  typedAggregate(
    withOptions('jsonArrayagg', options, arrayOptions, (own) =>
      making('jsonArrayagg', [toJsonValue(operand, 'json', 'the argument of jsonArrayagg')], own),
    ),
  )

/**
 * The keys and values of all rows as an object; null over no rows.
 *
 * @example jsonObjectagg(users.c.name, users.c.age) // json_objectagg("users"."name": "users"."age")
 * @example jsonObjectagg(users.c.name, users.c.age, { onNull: 'absent', uniqueKeys: true }) // json_objectagg("users"."name": "users"."age" absent on null with unique keys)
 */
export const jsonObjectagg = <K, R, const E, const O extends ObjectOptions = {}>(
  key: Expr<K, R, any>,
  operand: E,
  options?: O,
): Aggregate<
  Returned<
    O,
    Readonly<Record<string, O extends { readonly onNull: 'absent' } ? Exclude<AsJson<E>, null> : AsJson<E>>>
  > | null,
  R | ReadsWithin<E>
> =>
  typedAggregate(
    withOptions('jsonObjectagg', options, objectOptions, (own) =>
      making(
        'jsonObjectagg',
        [toNode(key, 'the key of jsonObjectagg'), toJsonValue(operand, 'json', 'the value of jsonObjectagg')],
        own,
      ),
    ),
  )

const making = (name: string, args: ReadonlyArray<Node>, options: Partial<ObjectOptions>): Node => ({
  ...aggregate(name, args, options.returning?.type ?? plainJson),
  making: makingOf(options),
})

// -------------------------------------------------------------------------------------
// tests
// -------------------------------------------------------------------------------------

type JsonTest = <T, R, N>(
  operand: Expr<T, R, N>,
  kind?: IsJson['kind'],
  options?: JsonOptions,
) => Expr<boolean | (T & null), R, N>

const kinds: ReadonlyArray<unknown> = ['value', 'object', 'array', 'scalar']

/* @__NO_SIDE_EFFECTS__ */
const jsonTest =
  (negated: boolean, name: string): JsonTest =>
  (operand, kind = 'value', options) =>
    typed(
      withOptions(name, { kind, ...options }, { kind: oneOf(...kinds), uniqueKeys: flag }, () => ({
        joinery: brand,
        _tag: 'IsJson',
        operand: toNode(operand, `the argument of ${name}`),
        kind,
        uniqueKeys: options?.uniqueKeys ?? false,
        negated,
        type: booleanType,
      })),
    )

/**
 * Whether a text is JSON, or JSON of one kind.
 *
 * @example isJson(posts.c.body) // "posts"."body" is json
 * @example isJson(posts.c.body, 'object', { uniqueKeys: true }) // "posts"."body" is json object with unique keys
 */
export const isJson = /* @__PURE__ */ jsonTest(false, 'isJson')

/** @example isNotJson(posts.c.body, 'array') // "posts"."body" is not json array */
export const isNotJson = /* @__PURE__ */ jsonTest(true, 'isNotJson')

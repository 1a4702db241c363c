/**
 * What JSON documents are made of: their kind, their keys, their elements.
 *
 * Each function is there twice, for `json` and for `jsonb`, as in the database.
 */
import { type Expr, type SetOf, toTypedOperand, typed, typedSet } from '../ast/Expr.js'
import type { Composite } from '../ast/Kind.js'
import { booleanType, type SqlType, textType } from '../ast/SqlType.js'
import { callNode, type Operand } from './define.js'
import { integerType, type JsonKind, jsonType, plainJson, plainJsonb, toDocument } from './jsonNodes.js'
import type { AbsentIf, ElementOf, MemberOf, NullIf, ReadsWithin, Stripped, TextOf, ValueIn } from './jsonTypes.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What a strict function of a document yields. */
type OfDocument<T, E> = Expr<T | NullIf<E>, ReadsWithin<E>, AbsentIf<E>>

/** Of NULL they yield no row. */
type SetOfDocument<T, E> = SetOf<T, ReadsWithin<E>, never>

const call = (name: string, kind: JsonKind, doc: unknown, type: SqlType) =>
  callNode(name, [toDocument(doc, kind, `the argument of ${name}`)], type)

// -------------------------------------------------------------------------------------
// documents as they are
// -------------------------------------------------------------------------------------

type Measure<T> = <const E>(doc: E) => OfDocument<T, E>

/* @__NO_SIDE_EFFECTS__ */
const measure =
  <T>(name: string, kind: JsonKind, type: SqlType): Measure<T> =>
  (doc) =>
    typed(call(name, kind, doc, type))

/** What a document is. */
export type JsonTypeName = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null'

/** @example jsonTypeof(logs.c.entry) // json_typeof("logs"."entry") */
export const jsonTypeof = /* @__PURE__ */ measure<JsonTypeName>('jsonTypeof', 'json', textType)

/** @example jsonbTypeof(orgs.c.settings) // jsonb_typeof("orgs"."settings") */
export const jsonbTypeof = /* @__PURE__ */ measure<JsonTypeName>('jsonbTypeof', 'jsonb', textType)

/** @example jsonArrayLength(logs.c.entry) // json_array_length("logs"."entry") */
export const jsonArrayLength = /* @__PURE__ */ measure<number>('jsonArrayLength', 'json', integerType)

/** @example jsonbArrayLength(jsonGet(orgs.c.settings, 'flags')) // jsonb_array_length("orgs"."settings" -> $1::text) */
export const jsonbArrayLength = /* @__PURE__ */ measure<number>('jsonbArrayLength', 'jsonb', integerType)

/** With line breaks and indentation. @example jsonbPretty(orgs.c.settings) // jsonb_pretty("orgs"."settings") */
export const jsonbPretty = /* @__PURE__ */ measure<string>('jsonbPretty', 'jsonb', textType)

type Strip = <const E, B extends Operand<boolean> = never>(
  doc: E,
  inArrays?: B,
) => OfDocument<Stripped<ValueIn<E>>, E | B>

/* @__NO_SIDE_EFFECTS__ */
const strip =
  (name: string, kind: JsonKind): Strip =>
  (doc, inArrays) =>
    typed(
      callNode(
        name,
        [
          toDocument(doc, kind, `the argument of ${name}`),
          ...(inArrays === undefined ? [] : [toTypedOperand(inArrays, booleanType, `inArrays of ${name}`)]),
        ],
        jsonType[kind],
      ),
    )

/** Without the keys whose values are null; since PostgreSQL 18 without such elements too. @example jsonStripNulls(logs.c.entry) // json_strip_nulls("logs"."entry") */
export const jsonStripNulls = /* @__PURE__ */ strip('jsonStripNulls', 'json')

/** Without the keys whose values are null; since PostgreSQL 18 without such elements too. @example jsonbStripNulls(orgs.c.settings) // jsonb_strip_nulls("orgs"."settings") */
export const jsonbStripNulls = /* @__PURE__ */ strip('jsonbStripNulls', 'jsonb')

// -------------------------------------------------------------------------------------
// keys and values
// -------------------------------------------------------------------------------------

/* @__NO_SIDE_EFFECTS__ */
const pairs = (value: SqlType): SqlType => ({
  _tag: 'composite',
  schema: null,
  name: null,
  fields: [
    ['key', textType],
    ['value', value],
  ],
})

type Each = <const E>(
  doc: E,
) => SetOfDocument<Composite<{ readonly key: string; readonly value: MemberOf<ValueIn<E>> }>, E>

type EachText = <const E>(
  doc: E,
) => SetOfDocument<Composite<{ readonly key: string; readonly value: TextOf<MemberOf<ValueIn<E>>> }>, E>

type Keys = <const E>(doc: E) => SetOfDocument<string, E>

type Elements = <const E>(doc: E) => SetOfDocument<ElementOf<ValueIn<E>>, E>

type ElementsText = <const E>(doc: E) => SetOfDocument<TextOf<ElementOf<ValueIn<E>>>, E>

/* @__NO_SIDE_EFFECTS__ */
const set = <F>(name: string, kind: JsonKind, type: SqlType): F =>
  ((doc: unknown) => typedSet(call(name, kind, doc, type))) as F

/** The keys and values of an object. @example jsonEach(logs.c.entry) // json_each("logs"."entry") */
export const jsonEach = /* @__PURE__ */ set<Each>('jsonEach', 'json', pairs(plainJson))

/** The keys and values of an object. @example jsonbEach(orgs.c.settings) // jsonb_each("orgs"."settings") */
export const jsonbEach = /* @__PURE__ */ set<Each>('jsonbEach', 'jsonb', pairs(plainJsonb))

/** The keys and values of an object, as texts. @example jsonEachText(logs.c.entry) // json_each_text("logs"."entry") */
export const jsonEachText = /* @__PURE__ */ set<EachText>('jsonEachText', 'json', pairs(textType))

/** The keys and values of an object, as texts. @example jsonbEachText(orgs.c.settings) // jsonb_each_text("orgs"."settings") */
export const jsonbEachText = /* @__PURE__ */ set<EachText>('jsonbEachText', 'jsonb', pairs(textType))

/** The keys of an object. @example jsonObjectKeys(logs.c.entry) // json_object_keys("logs"."entry") */
export const jsonObjectKeys = /* @__PURE__ */ set<Keys>('jsonObjectKeys', 'json', textType)

/** The keys of an object. @example jsonbObjectKeys(orgs.c.settings) // jsonb_object_keys("orgs"."settings") */
export const jsonbObjectKeys = /* @__PURE__ */ set<Keys>('jsonbObjectKeys', 'jsonb', textType)

/** The elements of an array. @example jsonArrayElements(logs.c.entry) // json_array_elements("logs"."entry") */
export const jsonArrayElements = /* @__PURE__ */ set<Elements>('jsonArrayElements', 'json', plainJson)

/** The elements of an array. @example jsonbArrayElements(jsonGet(orgs.c.settings, 'flags')) // jsonb_array_elements("orgs"."settings" -> $1::text) */
export const jsonbArrayElements = /* @__PURE__ */ set<Elements>('jsonbArrayElements', 'jsonb', plainJsonb)

/** The elements of an array, as texts. @example jsonArrayElementsText(logs.c.entry) // json_array_elements_text("logs"."entry") */
export const jsonArrayElementsText = /* @__PURE__ */ set<ElementsText>('jsonArrayElementsText', 'json', textType)

/** The elements of an array, as texts. @example jsonbArrayElementsText(jsonGet(orgs.c.settings, 'flags')) // jsonb_array_elements_text("orgs"."settings" -> $1::text) */
export const jsonbArrayElementsText = /* @__PURE__ */ set<ElementsText>('jsonbArrayElementsText', 'jsonb', textType)

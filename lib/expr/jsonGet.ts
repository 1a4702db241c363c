/**
 * Parts of JSON documents, by their keys and indices.
 *
 * A part that is not there is NULL. A JSON null is there: as a document it is no NULL to the database, but is read as
 * null; as text it is NULL.
 */
import { type AnyExpr, type absentOf, type Expr, type readsOf, toNode, typed, type valueOf } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import type { PostgresOp } from '../ast/Operator.js'
import { textType } from '../ast/SqlType.js'
import { type AbsentOf, callNode, type NullOf, type ReadsOf } from './define.js'
import { type JsonKind, jsonType, kindOf, toDocument, toKey, toPath, toStep } from './jsonNodes.js'
import type { At, AtPath, Further, KeyExpr, KeyOf, Path, PathIn, StepsOf, TextOf } from './jsonTypes.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

type Of<E extends AnyExpr> = E[typeof valueOf]

/** What is found after up to four keys, and further ones. */
type Found<T, A, B, C, D, M extends ReadonlyArray<Further>> = M extends readonly []
  ? At<At<At<At<T, A>, B>, C>, D>
  : unknown

/** Keys that are expressions make it null where they are. */
type Part<V, E extends AnyExpr, K> = Expr<
  V | NullOf<K>,
  E[typeof readsOf] | ReadsOf<K>,
  E[typeof absentOf] | AbsentOf<K>
>

// -------------------------------------------------------------------------------------
// by keys
// -------------------------------------------------------------------------------------

const step = (op: PostgresOp, document: Node, key: Node): Node => ({
  joinery: brand,
  _tag: 'Binary',
  op,
  left: document,
  right: key,
  type: op === 'getText' ? textType : jsonType[kindOf(document)],
})

/** One step after the other; the last one may be to a text. */
const steps = (name: string, last: PostgresOp, doc: unknown, keys: ReadonlyArray<unknown>): Node =>
  keys
    .filter((key, i) => key !== undefined || i === 0)
    .reduce<Node>(
      (document, key, i, all) =>
        step(i === all.length - 1 ? last : 'get', document, toKey(key, `key ${i + 1} of ${name}`)),
      toDocument(toNode(doc, `the document of ${name}`), null, `the document of ${name}`),
    )

/**
 * What a document has at a key, or at several, one after the other: a string for the key of an object, a number for the
 * index of an array, from 0, or from its end if it is negative. After the fourth key, the type is not known.
 *
 * @example jsonGet(orgs.c.settings, 'limits') // "orgs"."settings" -> $1::text
 * @example jsonGet(orgs.c.settings, 'flags', 0) // "orgs"."settings" -> $1::text -> $2::integer
 */
export const jsonGet = <
  E extends AnyExpr,
  const A extends KeyOf<Of<E>> | KeyExpr,
  const B extends KeyOf<At<Of<E>, A>> | KeyExpr = never,
  const C extends KeyOf<At<At<Of<E>, A>, B>> | KeyExpr = never,
  const D extends KeyOf<At<At<At<Of<E>, A>, B>, C>> | KeyExpr = never,
  const M extends ReadonlyArray<Further> = readonly [],
>(
  doc: E,
  key: A,
  second?: B,
  third?: C,
  fourth?: D,
  ...more: M
): Part<Found<Of<E>, A, B, C, D, M>, E, A | B | C | D | M[number]> =>
  typed(steps('jsonGet', 'get', doc, [key, second, third, fourth, ...more]))

/**
 * The same as text: a string without its quotes.
 *
 * @example jsonGetText(orgs.c.settings, 'theme') // "orgs"."settings" ->> $1::text
 * @example jsonGetText(orgs.c.settings, 'flags', -1) // "orgs"."settings" -> $1::text ->> $2::integer
 */
export const jsonGetText = <
  E extends AnyExpr,
  const A extends KeyOf<Of<E>> | KeyExpr,
  const B extends KeyOf<At<Of<E>, A>> | KeyExpr = never,
  const C extends KeyOf<At<At<Of<E>, A>, B>> | KeyExpr = never,
  const D extends KeyOf<At<At<At<Of<E>, A>, B>, C>> | KeyExpr = never,
  const M extends ReadonlyArray<Further> = readonly [],
>(
  doc: E,
  key: A,
  second?: B,
  third?: C,
  fourth?: D,
  ...more: M
): Part<TextOf<Found<Of<E>, A, B, C, D, M>>, E, A | B | C | D | M[number]> =>
  typed(steps('jsonGetText', 'getText', doc, [key, second, third, fourth, ...more]))

// -------------------------------------------------------------------------------------
// by a path
// -------------------------------------------------------------------------------------

const atPath = (op: 'getPath' | 'getPathText', name: string, doc: unknown, path: unknown): Node => {
  const document = toDocument(toNode(doc, `the document of ${name}`), null, `the document of ${name}`)
  return {
    joinery: brand,
    _tag: 'Binary',
    op,
    left: document,
    right: toPath(path, `the path of ${name}`, false),
    type: op === 'getPath' ? jsonType[kindOf(document)] : textType,
  }
}

/**
 * What a document has at the end of a path; a number is an index, as in `jsonGet`.
 *
 * @example jsonGetPath(orgs.c.settings, ['flags', 0]) // "orgs"."settings" #> $1, bound to ["flags", "0"]
 */
export const jsonGetPath = <E extends AnyExpr, const P extends Path>(
  doc: E,
  path: P & PathIn<Of<E>, P>,
): Part<AtPath<Of<E>, P>, E, StepsOf<P>> => typed(atPath('getPath', 'jsonGetPath', doc, path))

/**
 * The same as text: a string without its quotes.
 *
 * @example jsonGetPathText(orgs.c.settings, ['limits', 'seats']) // "orgs"."settings" #>> $1
 */
export const jsonGetPathText = <E extends AnyExpr, const P extends Path>(
  doc: E,
  path: P & PathIn<Of<E>, P>,
): Part<TextOf<AtPath<Of<E>, P>>, E, StepsOf<P>> => typed(atPath('getPathText', 'jsonGetPathText', doc, path))

// -------------------------------------------------------------------------------------
// as functions
// -------------------------------------------------------------------------------------

type Extract = <E extends AnyExpr, const P extends ReadonlyArray<Further>>(
  doc: E,
  ...path: P & PathIn<Of<E>, P>
) => Part<AtPath<Of<E>, P>, E, P[number]>

type ExtractText = <E extends AnyExpr, const P extends ReadonlyArray<Further>>(
  doc: E,
  ...path: P & PathIn<Of<E>, P>
) => Part<TextOf<AtPath<Of<E>, P>>, E, P[number]>

const extracted = (kind: JsonKind, asText: boolean, doc: unknown, path: ReadonlyArray<unknown>): Node => {
  const name = `${kind}ExtractPath${asText ? 'Text' : ''}`
  return callNode(
    name,
    [
      toDocument(toNode(doc, `the document of ${name}`), kind, `the document of ${name}`),
      ...path.map((key, i) => toStep(key, `key ${i + 1} of ${name}`)),
    ],
    asText ? textType : jsonType[kind],
  )
}

/** `jsonGetPath` as a function. @example jsonExtractPath(logs.c.entry, 'tags', 0) // json_extract_path("logs"."entry", $1::text, $2::text) */
export const jsonExtractPath: Extract = (doc, ...path) => typed(extracted('json', false, doc, path))

/** `jsonGetPath` as a function. @example jsonbExtractPath(orgs.c.settings, 'flags', 0) // jsonb_extract_path("orgs"."settings", $1::text, $2::text) */
export const jsonbExtractPath: Extract = (doc, ...path) => typed(extracted('jsonb', false, doc, path))

/** `jsonGetPathText` as a function. @example jsonExtractPathText(logs.c.entry, 'tags', 0) // json_extract_path_text("logs"."entry", $1::text, $2::text) */
export const jsonExtractPathText: ExtractText = (doc, ...path) => typed(extracted('json', true, doc, path))

/** `jsonGetPathText` as a function. @example jsonbExtractPathText(orgs.c.settings, 'flags', 0) // jsonb_extract_path_text("orgs"."settings", $1::text, $2::text) */
export const jsonbExtractPathText: ExtractText = (doc, ...path) => typed(extracted('jsonb', true, doc, path))

/**
 * Search in texts: documents as their words (`tsvector`), and what is looked for in them (`tsquery`).
 *
 * What a user typed becomes a query by `plaintoTsquery`, `phrasetoTsquery` or `websearchToTsquery`; `toTsquery` reads
 * operators in it, and refuses what is no query. The rules of a language come first, where they are not the session's.
 */
import { type AnyExpr, type Expr, isBranded, toNode, typed } from '../ast/Expr.js'
import type { mark, Text, TsQuery } from '../ast/Kind.js'
import { brand, type Node } from '../ast/Node.js'
import type { BinaryOp } from '../ast/Operator.js'
import { booleanType, plain, type SqlType, textType, uncounted } from '../ast/SqlType.js'
import type { AnySpec, holds } from '../schema/Column.js'
import { regconfig } from '../schema/catalogTypes.js'
import { jsonb } from '../schema/json.js'
import { text, tsquery, tsvector } from '../schema/types.js'
import { type Arguments, argumentsOf, callNode, type Operand, type Strict, strict, type ValueIn } from './define.js'
import { type Position, taking, textual, whole } from './positions.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** The words of a document. */
export type Vector = { readonly [mark]?: 'tsvector' }

/** What is looked for. */
export type Query = { readonly [mark]?: 'tsquery' }

/** A bare text is no vector: it would not be read as a document is. */
export const vector: Position<never, Vector> = /* @__PURE__ */ taking<Vector, never>(tsvector)

/** A bare text is no query: it would be read as one, whoever typed it. */
export const query: Position<never, Query> = /* @__PURE__ */ taking<Query, never>(tsquery)

const config = /* @__PURE__ */ taking<Text, string>(regconfig)

/** Arguments, and the rules of a language before them. */
type Configured<P extends ReadonlyArray<AnySpec>> = Arguments<P, []> | readonly [Operand<Text>, ...Arguments<P, []>]

/* @__NO_SIDE_EFFECTS__ */
const configured =
  <const P extends ReadonlyArray<AnySpec>, S extends AnySpec>(name: string, specs: P, returns: S) =>
  <A extends Configured<P>>(...args: A): Strict<S[typeof holds], A[number]> => {
    const all: ReadonlyArray<AnySpec> = args.length > specs.length ? [config, ...specs] : specs
    return typed(callNode(name, argumentsOf(name, all, [], args), returns.type))
  }

// -------------------------------------------------------------------------------------
// documents
// -------------------------------------------------------------------------------------

/** A text, or a JSON document whose texts are meant. */
const document = /* @__PURE__ */ taking<unknown, string>(text)

/**
 * The words of a text, or of all texts in a JSON document.
 *
 * @example toTsvector('english', posts.c.body) // to_tsvector($1::regconfig, "posts"."body")
 * @example toTsvector(posts.c.body) // to_tsvector("posts"."body")
 */
export const toTsvector = /* @__PURE__ */ configured('toTsvector', [document], tsvector)

/** Which values of a JSON document are meant, and whether its keys are. */
export type JsonWords = 'string' | 'numeric' | 'boolean' | 'key' | 'all'

const words = /* @__PURE__ */ taking<unknown, JsonWords | ReadonlyArray<JsonWords>>(/* @__PURE__ */ jsonb())

const json = /* @__PURE__ */ taking<unknown, never>(/* @__PURE__ */ jsonb())

/** The words of these parts of a JSON document. @example jsonbToTsvector('english', docs.c.body, ['string', 'key']) // jsonb_to_tsvector($1::regconfig, "docs"."body", $2::jsonb) */
export const jsonbToTsvector = /* @__PURE__ */ configured('jsonbToTsvector', [json, words], tsvector)

/** The same of a `json`. @example jsonToTsvector(pages.c.data, 'all') // json_to_tsvector("pages"."data", $1::jsonb) */
export const jsonToTsvector = /* @__PURE__ */ configured('jsonToTsvector', [json, words], tsvector)

// -------------------------------------------------------------------------------------
// queries
// -------------------------------------------------------------------------------------

/** Words with `&`, `|`, `!` and `<->` between them. @example toTsquery('english', 'fat & (rat | cat)') // to_tsquery($1::regconfig, $2::text) */
export const toTsquery = /* @__PURE__ */ configured('toTsquery', [textual], tsquery)

/** All words of a text. @example plaintoTsquery('fat rats') // plainto_tsquery($1::text) */
export const plaintoTsquery = /* @__PURE__ */ configured('plaintoTsquery', [textual], tsquery)

/** All words of a text, one after another. @example phrasetoTsquery('fat rats') // phraseto_tsquery($1::text) */
export const phrasetoTsquery = /* @__PURE__ */ configured('phrasetoTsquery', [textual], tsquery)

/** As on the web: quotes around a phrase, `or`, and `-` before what is not wanted. It refuses no text. @example websearchToTsquery('english', '"fat rat" or cat -dog') // websearch_to_tsquery($1::regconfig, $2::text) */
export const websearchToTsquery = /* @__PURE__ */ configured('websearchToTsquery', [textual], tsquery)

// -------------------------------------------------------------------------------------
// operators
// -------------------------------------------------------------------------------------

type OfQuery = Expr<Query | null, any, any>

const binary = <T, A extends AnyExpr>(op: BinaryOp, name: string, left: A, right: A, type: SqlType): Strict<T, A> =>
  typed({
    joinery: brand,
    _tag: 'Binary',
    op,
    left: toNode(left, `the left operand of ${name}`),
    right: toNode(right, `the right operand of ${name}`),
    type,
  })

/**
 * Whether a document, or a text, has what a query looks for.
 *
 * @example searchMatches(toTsvector('english', posts.c.body), websearchToTsquery('english', input)) // to_tsvector($1::regconfig, "posts"."body") @@ websearch_to_tsquery($2::regconfig, $3::text)
 */
export const searchMatches = <
  D extends Expr<Vector | Text | null, any, any> | OfQuery,
  Q extends OfQuery | Expr<Vector | null, any, any>,
>(
  left: D,
  right: Q,
): Strict<boolean, D | Q> => binary<boolean, D | Q>('searchMatches', 'searchMatches', left, right, booleanType)

type OfTwo = <A extends OfQuery, B extends OfQuery>(left: A, right: B) => Strict<TsQuery, A | B>

/* @__NO_SIDE_EFFECTS__ */
const ofTwo =
  (op: BinaryOp, name: string): OfTwo =>
  <A extends OfQuery, B extends OfQuery>(left: A, right: B) =>
    binary<TsQuery, A | B>(op, name, left, right, plain('tsquery'))

/** What both look for. @example searchAnd(toTsquery('fat'), toTsquery('rat')) // to_tsquery($1::text) && to_tsquery($2::text) */
export const searchAnd = /* @__PURE__ */ ofTwo('overlaps', 'searchAnd')

/** What one of them looks for. @example searchOr(toTsquery('fat'), toTsquery('rat')) // to_tsquery($1::text) || to_tsquery($2::text) */
export const searchOr = /* @__PURE__ */ ofTwo('concat', 'searchOr')

/** The one right before the other. @example searchThen(toTsquery('fat'), toTsquery('rat')) // to_tsquery($1::text) <-> to_tsquery($2::text) */
export const searchThen = /* @__PURE__ */ ofTwo('distance', 'searchThen')

/** All that it does not look for. @example searchNot(toTsquery('rat')) // !! to_tsquery($1::text) */
export const searchNot = <A extends OfQuery>(operand: A): Strict<TsQuery, A> =>
  typed({
    joinery: brand,
    _tag: 'Prefix',
    op: 'searchNot',
    operand: toNode(operand, 'the operand of searchNot'),
    type: plain('tsquery'),
  })

/** The one so many words before the other. @example tsqueryPhrase(toTsquery('fat'), toTsquery('rat'), 10) // tsquery_phrase(to_tsquery($1::text), to_tsquery($2::text), $3::integer) */
export const tsqueryPhrase = /* @__PURE__ */ strict('tsqueryPhrase', [query, query], [whole], tsquery)

// -------------------------------------------------------------------------------------
// results
// -------------------------------------------------------------------------------------

type Headline = readonly [document: AnyExpr | string, query: OfQuery, options?: Operand<Text>]

type DocumentOf<A extends ReadonlyArray<unknown>> = A[1] extends OfQuery ? A[0] : A[1]

/** Text of a text, and a document of a document. */
type Shown<D> = ValueIn<D> extends string ? string : ValueIn<D>

const isQuery = (operand: unknown): boolean =>
  isBranded(operand) && uncounted(toNode(operand, '').type)._tag === 'tsquery'

const headlineType = (type: SqlType): SqlType => {
  const own = uncounted(type)
  return own._tag === 'json' || own._tag === 'jsonb' ? own : textType
}

/**
 * Parts of a document with what a query looks for in them between `<b>` and `</b>`, or what the options say. The document
 * itself is not escaped for HTML.
 *
 * @example tsHeadline('english', posts.c.body, plaintoTsquery('rat'), 'MaxFragments=2') // ts_headline($1::regconfig, "posts"."body", plainto_tsquery($2::text), $3::text)
 */
export const tsHeadline = <A extends Headline | readonly [config: Operand<Text>, ...Headline]>(
  ...args: A
): Strict<Shown<DocumentOf<A>>, A[number]> => {
  const before: ReadonlyArray<AnySpec> = isQuery(args[2]) ? [config] : []
  const nodes = argumentsOf('tsHeadline', [...before, document, query], [textual], args)
  return typed(callNode('tsHeadline', nodes, headlineType((nodes[before.length] as Node).type)))
}

/** The words of documents and queries, their weights and ranks, and how a text is read as words. */
import { type Expr, isBranded, type SetOf, toNode, typed, typedSet } from '../ast/Expr.js'
import type { Float, Text, TsVector } from '../ast/Kind.js'
import { plain, uncounted } from '../ast/SqlType.js'
import { type holds, nullable } from '../schema/Column.js'
import { quotedChar, regconfig, regdictionary } from '../schema/catalogTypes.js'
import { array } from '../schema/compound.js'
import { integer, real, smallint, text, tsquery, tsvector } from '../schema/types.js'
import {
  type AbsentOf,
  argumentsOf,
  callNode,
  type Operand,
  type ReadsOf,
  type Strict,
  setReturning,
  strict,
} from './define.js'
import { type Position, taking, textual, whole } from './positions.js'
import { type Query, query, type Vector, vector } from './search.js'
import { fieldsOf } from './types.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Of how much weight a word is: `A` is the most. */
export type SearchWeight = 'A' | 'B' | 'C' | 'D'

const textArray = /* @__PURE__ */ array(text)

type Texts = ReadonlyArray<string | null>

const texts = /* @__PURE__ */ taking<Texts, ReadonlyArray<string>>(textArray)

const weight = /* @__PURE__ */ taking<Text, SearchWeight>(quotedChar)

const weights: Position<ReadonlyArray<SearchWeight>, Texts> = /* @__PURE__ */ taking(/* @__PURE__ */ array(quotedChar))

const numbers: Position<ReadonlyArray<number>, ReadonlyArray<number | null>> = /* @__PURE__ */ taking(
  /* @__PURE__ */ array(real),
)

const isArray = (operand: unknown): boolean =>
  isBranded(operand) ? uncounted(toNode(operand, '').type)._tag === 'array' : Array.isArray(operand)

// -------------------------------------------------------------------------------------
// ranks
// -------------------------------------------------------------------------------------

type Ranked = readonly [
  vector: Expr<Vector | null, any, any>,
  query: Expr<Query | null, any, any>,
  normalization?: Operand<number>,
]

type Numbers = Expr<ReadonlyArray<number | null> | null, any, any> | ReadonlyArray<number>

type Rank = <A extends Ranked | readonly [weights: Numbers, ...Ranked]>(...args: A) => Strict<Float, A[number]>

/* @__NO_SIDE_EFFECTS__ */
const rank =
  (name: string): Rank =>
  (...args) => {
    const before = isArray(args[0]) ? [numbers] : []
    return typed(callNode(name, argumentsOf(name, [...before, vector, query], [whole], args), plain('real')))
  }

/**
 * How well a document meets a query: by how often its words are there. The weights of `D`, `C`, `B` and `A` come first,
 * where they are other ones; a number says how the length of the document counts.
 *
 * @example tsRank(toTsvector(posts.c.body), toTsquery('rat'), 1) // ts_rank(to_tsvector("posts"."body"), to_tsquery($1::text), $2::integer)
 * @example tsRank([0.1, 0.2, 0.4, 1], toTsvector(posts.c.body), toTsquery('rat')) // ts_rank($1::real[], to_tsvector("posts"."body"), to_tsquery($2::text))
 */
export const tsRank = /* @__PURE__ */ rank('tsRank')

/** The same by how near to each other the words are. @example tsRankCd(toTsvector(posts.c.body), toTsquery('rat')) // ts_rank_cd(to_tsvector("posts"."body"), to_tsquery($1::text)) */
export const tsRankCd = /* @__PURE__ */ rank('tsRankCd')

// -------------------------------------------------------------------------------------
// documents
// -------------------------------------------------------------------------------------

/** With a weight for all words, or for some. @example setweight(toTsvector(posts.c.title), 'A') // setweight(to_tsvector("posts"."title"), $1::"char") */
export const setweight = /* @__PURE__ */ strict('setweight', [vector, weight], [texts], tsvector)

/** Without weights and places. @example strip(toTsvector(posts.c.body)) // strip(to_tsvector("posts"."body")) */
export const strip = /* @__PURE__ */ strict('strip', [vector], [], tsvector)

/** Without a word, or several. @example tsDelete(toTsvector(posts.c.body), ['fat', 'rat']) // ts_delete(to_tsvector("posts"."body"), $1::text[]) */
export const tsDelete = <
  V extends Expr<Vector | null, any, any>,
  W extends Operand<Text> | Expr<Texts | null, any, any> | ReadonlyArray<string>,
>(
  document: V,
  words: W,
): Strict<TsVector, V | W> =>
  typed(
    callNode(
      'tsDelete',
      argumentsOf('tsDelete', [vector, isArray(words) ? texts : textual], [], [document, words]),
      plain('tsvector'),
    ),
  )

/** The words of these weights. @example tsFilter(toTsvector(posts.c.body), ['A', 'B']) // ts_filter(to_tsvector("posts"."body"), $1::"char"[]) */
export const tsFilter = /* @__PURE__ */ strict('tsFilter', [vector, weights], [], tsvector)

/** @example tsvectorToArray(toTsvector(posts.c.body)) // tsvector_to_array(to_tsvector("posts"."body")) */
export const tsvectorToArray = /* @__PURE__ */ strict('tsvectorToArray', [vector], [], textArray)

/** Words as they are, at no place. @example arrayToTsvector(['fat', 'rat']) // array_to_tsvector($1::text[]) */
export const arrayToTsvector = /* @__PURE__ */ strict('arrayToTsvector', [texts], [], tsvector)

/** SQL's function `unnest` of a document: a row for each word, with its places and their weights. @example unnestTsvector(toTsvector(posts.c.body)) // unnest(to_tsvector("posts"."body")) */
export const unnestTsvector = /* @__PURE__ */ setReturning(
  'unnestTsvector',
  [vector],
  [],
  /* @__PURE__ */ fieldsOf({
    lexeme: text,
    positions: /* @__PURE__ */ nullable(/* @__PURE__ */ array(smallint)),
    weights: /* @__PURE__ */ nullable(textArray),
  }),
)

// -------------------------------------------------------------------------------------
// queries
// -------------------------------------------------------------------------------------

/** How many words and operators it has. @example numnode(toTsquery('fat & rat')) // numnode(to_tsquery($1::text)) */
export const numnode = /* @__PURE__ */ strict('numnode', [query], [], integer)

/** The part of it that an index can find, as text. @example querytree(toTsquery('fat & !rat')) // querytree(to_tsquery($1::text)) */
export const querytree = /* @__PURE__ */ strict('querytree', [query], [], text)

/** With one query in place of another inside of it. @example tsRewrite(toTsquery('fat & rat'), toTsquery('rat'), toTsquery('mouse')) // ts_rewrite(to_tsquery($1::text), to_tsquery($2::text), to_tsquery($3::text)) */
export const tsRewrite = /* @__PURE__ */ strict('tsRewrite', [query, query, query], [], tsquery)

/**
 * `tsRewrite` by every row of a statement of SQL, which is a text that the server runs: never one that a user wrote.
 *
 * @example tsRewriteBy(toTsquery('fat & rat'), 'select target, substitute from synonyms') // ts_rewrite(to_tsquery($1::text), $2::text)
 */
export const tsRewriteBy = /* @__PURE__ */ strict('tsRewriteBy', [query, textual], [], tsquery)

// -------------------------------------------------------------------------------------
// how texts are read
// -------------------------------------------------------------------------------------

/** The rules of the language that the session uses. @example getCurrentTsConfig() // get_current_ts_config() */
export const getCurrentTsConfig = /* @__PURE__ */ strict('getCurrentTsConfig', [], [], regconfig)

const dictionary = /* @__PURE__ */ taking<Text, string>(regdictionary)

/** What a dictionary makes of a word: nothing of one that says nothing, and null of one that it does not know. @example tsLexize('english_stem', 'stars') // ts_lexize($1::regdictionary, $2::text) */
export const tsLexize = /* @__PURE__ */ strict(
  'tsLexize',
  [dictionary, textual],
  [],
  /* @__PURE__ */ nullable(textArray),
)

const debugged = /* @__PURE__ */ fieldsOf({
  alias: text,
  description: text,
  token: text,
  dictionaries: /* @__PURE__ */ array(regdictionary),
  dictionary: /* @__PURE__ */ nullable(regdictionary),
  lexemes: /* @__PURE__ */ nullable(textArray),
})

/** How a text is read, a row for each part of it. @example tsDebug('english', 'a fat cat') // ts_debug($1::regconfig, $2::text) */
export const tsDebug = <A extends readonly [Operand<Text>] | readonly [Operand<Text>, Operand<Text>]>(
  ...args: A
): SetOf<(typeof debugged)[typeof holds], ReadsOf<A[number]>, AbsentOf<A[number]>> => {
  const specs = args.length > 1 ? [regconfig, textual] : [textual]
  return typedSet(callNode('tsDebug', argumentsOf('tsDebug', specs, [], args), debugged.type))
}

/** The parts of a text, by a parser's name. @example tsParse('default', 'a fat cat') // ts_parse($1::text, $2::text) */
export const tsParse = /* @__PURE__ */ setReturning(
  'tsParse',
  [textual, textual],
  [],
  /* @__PURE__ */ fieldsOf({ tokid: integer, token: text }),
)

/** The kinds of parts that a parser knows. @example tsTokenType('default') // ts_token_type($1::text) */
export const tsTokenType = /* @__PURE__ */ setReturning(
  'tsTokenType',
  [textual],
  [],
  /* @__PURE__ */ fieldsOf({ tokid: integer, alias: text, description: text }),
)

/**
 * How often each word is in the documents that a statement of SQL yields, which is a text that the server runs: never one
 * that a user wrote. Of all words, or of those of some weights.
 *
 * @example tsStat('select to_tsvector(body) from posts', 'ab') // ts_stat($1::text, $2::text)
 */
export const tsStat = /* @__PURE__ */ setReturning(
  'tsStat',
  [textual],
  [textual],
  /* @__PURE__ */ fieldsOf({ word: text, ndoc: integer, nentry: integer }),
)

/**
 * Documents made of others: two as one, one without a key, one with another value at a path.
 *
 * Only `jsonb` can be changed; a `json` is cast first. A bare value is JSON: null is the JSON null, not NULL, which would
 * make the whole document NULL.
 */
import type { AsJson } from '../ast/AsJson.js'
import { invalidArgument } from '../ast/CompileError.js'
import { type AnyExpr, type Expr, invalid, toTypedOperand, typed } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import type { BinaryOp } from '../ast/Operator.js'
import { booleanType, textType } from '../ast/SqlType.js'
import { callNode, type Operand } from './define.js'
import { plainJsonb, toContent, toDocument, toKey, toPath, toTexts } from './jsonNodes.js'
import type {
  AbsentIf,
  ChangedAt,
  Joined,
  NullIf,
  Path,
  PathIn,
  Pruned,
  ReadsWithin,
  SlotAt,
  StepsOf,
  TextsExpr,
  ValueIn,
  Without,
} from './jsonTypes.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A document of type `T`, made of `E` and `A`. */
type Changed<T, E extends AnyExpr, A> = Expr<T | NullIf<E | A>, ReadsWithin<E | A>, AbsentIf<E | A>>

const binary = (op: BinaryOp, left: Node, right: Node): Node => ({
  joinery: brand,
  _tag: 'Binary',
  op,
  left,
  right,
  type: plainJsonb,
})

// -------------------------------------------------------------------------------------
// operators
// -------------------------------------------------------------------------------------

/**
 * Two documents as one: the second object's keys win, arrays are appended.
 *
 * @example jsonConcat(orgs.c.settings, { version: 2 }) // "orgs"."settings" || $1
 */
export const jsonConcat = <E extends AnyExpr, const V>(
  doc: E,
  other: V,
): Changed<Joined<ValueIn<E>, Exclude<AsJson<V>, null>>, E, V> =>
  typed(
    binary(
      'concat',
      toDocument(doc, 'jsonb', 'the left operand of jsonConcat'),
      toContent(other, 'the right operand of jsonConcat', false),
    ),
  )

type KeyToDelete = string | number | ReadonlyArray<string> | Expr<string | number | null, any, any> | TextsExpr

/**
 * An object without a key or several, an array without the element of an index or without strings.
 *
 * @example deleteKey(orgs.c.settings, 'theme') // "orgs"."settings" - $1::text
 * @example deleteKey(orgs.c.settings, ['theme', 'flags']) // "orgs"."settings" - $1::text[]
 * @example deleteKey(jsonGet(orgs.c.settings, 'flags'), 0) // ("orgs"."settings" -> $1::text) - $2::integer
 */
export const deleteKey = <E extends AnyExpr, const K extends KeyToDelete>(
  doc: E,
  key: K,
): Changed<Without<ValueIn<E>, K extends ReadonlyArray<infer I> ? I : K>, E, K> =>
  typed(
    binary(
      'sub',
      toDocument(doc, 'jsonb', 'the document of deleteKey'),
      Array.isArray(key) ? toTexts(key, 'the keys of deleteKey', true) : toKey(key, 'the key of deleteKey'),
    ),
  )

/** @example deletePath(orgs.c.settings, ['limits', 'seats']) // "orgs"."settings" #- $1 */
export const deletePath = <E extends AnyExpr, const P extends Path>(
  doc: E,
  path: P & PathIn<ValueIn<E>, P>,
): Changed<Pruned<ValueIn<E>, P>, E, StepsOf<P>> =>
  typed(
    binary(
      'deletePath',
      toDocument(doc, 'jsonb', 'the document of deletePath'),
      toPath(path, 'the path of deletePath', false),
    ),
  )

// -------------------------------------------------------------------------------------
// functions
// -------------------------------------------------------------------------------------

/** A function of a document, a path, a value and what else it was given. */
const changing = (name: string, doc: unknown, path: unknown, content: unknown, ...more: ReadonlyArray<Node>): Node =>
  callNode(
    name,
    [
      toDocument(doc, 'jsonb', `the document of ${name}`),
      toPath(path, `the path of ${name}`, true),
      toContent(content, `the value of ${name}`, true),
      ...more,
    ],
    plainJsonb,
  )

/** What was left out at the end. */
const option = (value: unknown, argument: string): ReadonlyArray<Node> =>
  value === undefined ? [] : [toTypedOperand(value, booleanType, argument)]

/**
 * The document with another value at the end of a path; a key that is not there is added, unless the last argument is
 * false.
 *
 * @example jsonbSet(orgs.c.settings, ['limits', 'seats'], 12) // jsonb_set("orgs"."settings", $1::text[], $2::jsonb)
 * @example jsonbSet(orgs.c.settings, ['theme'], 'dark', false) // jsonb_set("orgs"."settings", $1::text[], $2::jsonb, $3::boolean)
 */
export const jsonbSet = <
  E extends AnyExpr,
  const P extends Path,
  const V extends AsJson<SlotAt<ValueIn<E>, P>> | Expr<SlotAt<ValueIn<E>, P> | null, any, any>,
  B extends Operand<boolean> = boolean,
>(
  doc: E,
  path: P & PathIn<ValueIn<E>, P>,
  content: V,
  createIfMissing?: B,
): Changed<ChangedAt<ValueIn<E>, P>, E, StepsOf<P> | V | B> =>
  typed(changing('jsonbSet', doc, path, content, ...option(createIfMissing, 'createIfMissing of jsonbSet')))

/**
 * The document with one more element before the one at the end of the path, or after it, or with a key that was not there.
 *
 * @example jsonbInsert(orgs.c.settings, ['flags', 0], 'sso') // jsonb_insert("orgs"."settings", $1::text[], $2::jsonb)
 */
export const jsonbInsert = <
  E extends AnyExpr,
  const P extends Path,
  const V extends AsJson<SlotAt<ValueIn<E>, P>> | Expr<SlotAt<ValueIn<E>, P> | null, any, any>,
  B extends Operand<boolean> = boolean,
>(
  doc: E,
  path: P & PathIn<ValueIn<E>, P>,
  content: V,
  after?: B,
): Changed<ChangedAt<ValueIn<E>, P>, E, StepsOf<P> | V | B> =>
  typed(changing('jsonbInsert', doc, path, content, ...option(after, 'after of jsonbInsert')))

/** What `jsonbSetLax` does where the value is NULL. */
export type NullTreatment = 'raise_exception' | 'use_json_null' | 'delete_key' | 'return_target'

const treatments: ReadonlyArray<unknown> = ['raise_exception', 'use_json_null', 'delete_key', 'return_target']

const treatment = (value: unknown): ReadonlyArray<Node> =>
  value === undefined
    ? []
    : treatments.includes(value)
      ? [{ joinery: brand, _tag: 'Literal', value, type: textType, cast: false }]
      : [invalid(invalidArgument('onNull of jsonbSetLax', 'is none', `give one of ${treatments.join(', ')}`))]

/**
 * `jsonbSet` of a value that may be NULL: what it does then, the last argument says.
 *
 * @example jsonbSetLax(orgs.c.settings, ['theme'], null_(jsonb<'dark' | 'light'>()), true, 'delete_key')
 * // jsonb_set_lax("orgs"."settings", $1::text[], $2::jsonb, $3::boolean, 'delete_key')
 */
export const jsonbSetLax = <
  E extends AnyExpr,
  const P extends Path,
  const V extends AsJson<SlotAt<ValueIn<E>, P>> | Expr<SlotAt<ValueIn<E>, P> | null, any, any>,
  B extends Operand<boolean> = boolean,
>(
  doc: E,
  path: P & PathIn<ValueIn<E>, P>,
  content: V,
  createIfMissing?: B,
  onNull?: NullTreatment,
): Expr<
  ChangedAt<ValueIn<E>, P> | NullIf<E | StepsOf<P> | B>,
  ReadsWithin<E | StepsOf<P> | V | B>,
  AbsentIf<E | StepsOf<P> | B>
> =>
  typed(
    changing(
      'jsonbSetLax',
      doc,
      path,
      content,
      ...option(onNull === undefined ? createIfMissing : (createIfMissing ?? true), 'createIfMissing of jsonbSetLax'),
      ...treatment(onNull),
    ),
  )

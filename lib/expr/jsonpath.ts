/**
 * Queries of JSON documents in the language of SQL/JSON paths: `$.items[*] ? (@.price > $least)`.
 *
 * A path is a text of another language, and is bound as a value: what comes from outside goes into `vars`, by a name that
 * the path says with a `$`.
 */
import { invalidArgument } from '../ast/CompileError.js'
import {
  type AnyExpr,
  type Expr,
  invalid,
  isBranded,
  param,
  type SetOf,
  toNode,
  toTypedOperand,
  typed,
  typedSet,
} from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import type { BinaryOp } from '../ast/Operator.js'
import { baseOf, booleanType, type SqlType } from '../ast/SqlType.js'
import { callNode, type Operand } from './define.js'
import { jsonpathType, plainJsonb, toContent, toDocument } from './jsonNodes.js'
import type { AbsentIf, NullIf, ReadsWithin } from './jsonTypes.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A path: a string, or an expression, of which a text is converted. */
export type Jsonpath = string | Expr<string | null, any, any>

/** The values of a path's variables, by their names without the `$`. */
export type Vars = Readonly<Record<string, unknown>> | Expr<unknown, any, any>

// -------------------------------------------------------------------------------------
// nodes
// -------------------------------------------------------------------------------------

/** A path as a value of its type. */
export const toJsonpath = (path: unknown, argument: string, cast: boolean): Node => {
  if (!isBranded(path))
    return typeof path === 'string'
      ? param(path, jsonpathType, cast)
      : invalid(invalidArgument(argument, 'is no path', "give a string, as '$.a[*]'"))
  const node = toNode(path, argument)
  const { _tag } = baseOf(node.type)
  return _tag === 'jsonpath' || _tag === 'untyped'
    ? node
    : { joinery: brand, _tag: 'Cast', operand: node, type: jsonpathType }
}

const argumentsOf = (
  name: string,
  doc: unknown,
  path: unknown,
  vars: unknown,
  silent: unknown,
): ReadonlyArray<Node> => [
  toDocument(doc, 'jsonb', `the document of ${name}`),
  toJsonpath(path, `the path of ${name}`, true),
  ...(vars === undefined && silent === undefined ? [] : [toContent(vars ?? {}, `vars of ${name}`, true)]),
  ...(silent === undefined ? [] : [toTypedOperand(silent, booleanType, `silent of ${name}`)]),
]

// -------------------------------------------------------------------------------------
// operators
// -------------------------------------------------------------------------------------

type PathTest = <E extends AnyExpr, P extends Jsonpath>(
  doc: E,
  path: P,
) => Expr<boolean | null, ReadsWithin<E | P>, AbsentIf<E | P>>

/* @__NO_SIDE_EFFECTS__ */
const pathTest =
  (op: BinaryOp, name: string): PathTest =>
  (doc, path) =>
    typed({
      joinery: brand,
      _tag: 'Binary',
      op,
      left: toDocument(doc, 'jsonb', `the document of ${name}`),
      right: toJsonpath(path, `the path of ${name}`, true),
      type: booleanType,
    })

/**
 * Whether a path finds anything; null where it cannot be followed.
 *
 * @example pathExists(orgs.c.settings, '$.flags[*] ? (@ == "sso")') // "orgs"."settings" @? $1::jsonpath
 */
export const pathExists = /* @__PURE__ */ pathTest('pathExists', 'pathExists')

/**
 * Whether a path that is a condition holds; null where it is none.
 *
 * @example pathMatches(orgs.c.settings, '$.limits.seats > 10') // "orgs"."settings" @@ $1::jsonpath
 */
export const pathMatches = /* @__PURE__ */ pathTest('searchMatches', 'pathMatches')

// -------------------------------------------------------------------------------------
// functions
// -------------------------------------------------------------------------------------

/** `Silenced` is what it yields where an error was left out. */
type PathFunction<T, Silenced = never> = <
  E extends Operand<unknown>,
  P extends Jsonpath,
  V extends Vars = never,
  S extends Operand<boolean> = never,
>(
  doc: E,
  path: P,
  vars?: V,
  silent?: S,
) => Expr<
  T | NullIf<E | P | V | S> | ([S] extends [never] ? never : Silenced),
  ReadsWithin<E | P | V | S>,
  AbsentIf<E | P | V | S>
>

/* @__NO_SIDE_EFFECTS__ */
const pathFunction =
  <T, Silenced = never>(name: string, type: SqlType): PathFunction<T, Silenced> =>
  (doc, path, vars, silent) =>
    typed(callNode(name, argumentsOf(name, doc, path, vars, silent), type))

/**
 * Whether a path finds anything. Errors in following it are left out if `silent`, the last argument, is true.
 *
 * @example jsonbPathExists(orgs.c.settings, '$.limits.seats ? (@ > $least)', { least: 10 })
 * // jsonb_path_exists("orgs"."settings", $1::jsonpath, $2::jsonb)
 * @example jsonbPathExists(orgs.c.settings, 'strict $.limits.seats', {}, true)
 * // jsonb_path_exists("orgs"."settings", $1::jsonpath, $2::jsonb, $3::boolean)
 */
export const jsonbPathExists = /* @__PURE__ */ pathFunction<boolean, null>('jsonbPathExists', booleanType)

/** Whether a path that is a condition holds. @example jsonbPathMatch(orgs.c.settings, '$.limits.seats > 10') // jsonb_path_match("orgs"."settings", $1::jsonpath) */
export const jsonbPathMatch = /* @__PURE__ */ pathFunction<boolean | null>('jsonbPathMatch', booleanType)

/** All that a path finds, as an array. @example jsonbPathQueryArray(orgs.c.settings, '$.flags[*]') // jsonb_path_query_array("orgs"."settings", $1::jsonpath) */
export const jsonbPathQueryArray = /* @__PURE__ */ pathFunction<ReadonlyArray<unknown>>(
  'jsonbPathQueryArray',
  plainJsonb,
)

/** The first that a path finds. @example jsonbPathQueryFirst(orgs.c.settings, '$.flags[*]') // jsonb_path_query_first("orgs"."settings", $1::jsonpath) */
export const jsonbPathQueryFirst = /* @__PURE__ */ pathFunction<unknown>('jsonbPathQueryFirst', plainJsonb)

/** `jsonbPathExists` that compares times of different zones. @example jsonbPathExistsTz(orgs.c.settings, '$.at ? (@.datetime() < "2026-11-22".datetime())') // jsonb_path_exists_tz("orgs"."settings", $1::jsonpath) */
export const jsonbPathExistsTz = /* @__PURE__ */ pathFunction<boolean, null>('jsonbPathExistsTz', booleanType)

/** @example jsonbPathMatchTz(orgs.c.settings, '$.at.datetime() < "2026-11-22".datetime()') // jsonb_path_match_tz("orgs"."settings", $1::jsonpath) */
export const jsonbPathMatchTz = /* @__PURE__ */ pathFunction<boolean | null>('jsonbPathMatchTz', booleanType)

/** @example jsonbPathQueryArrayTz(orgs.c.settings, '$.times[*].datetime()') // jsonb_path_query_array_tz("orgs"."settings", $1::jsonpath) */
export const jsonbPathQueryArrayTz = /* @__PURE__ */ pathFunction<ReadonlyArray<unknown>>(
  'jsonbPathQueryArrayTz',
  plainJsonb,
)

/** @example jsonbPathQueryFirstTz(orgs.c.settings, '$.times[*].datetime()') // jsonb_path_query_first_tz("orgs"."settings", $1::jsonpath) */
export const jsonbPathQueryFirstTz = /* @__PURE__ */ pathFunction<unknown>('jsonbPathQueryFirstTz', plainJsonb)

type PathQuery = <
  E extends Operand<unknown>,
  P extends Jsonpath,
  V extends Vars = never,
  S extends Operand<boolean> = never,
>(
  doc: E,
  path: P,
  vars?: V,
  silent?: S,
) => SetOf<unknown, ReadsWithin<E | P | V | S>, never>

/* @__NO_SIDE_EFFECTS__ */
const pathQuery =
  (name: string): PathQuery =>
  (doc, path, vars, silent) =>
    typedSet(callNode(name, argumentsOf(name, doc, path, vars, silent), plainJsonb))

/** All that a path finds, each by itself. @example jsonbPathQuery(orgs.c.settings, '$.flags[*]') // jsonb_path_query("orgs"."settings", $1::jsonpath) */
export const jsonbPathQuery = /* @__PURE__ */ pathQuery('jsonbPathQuery')

/** @example jsonbPathQueryTz(orgs.c.settings, '$.times[*].datetime()') // jsonb_path_query_tz("orgs"."settings", $1::jsonpath) */
export const jsonbPathQueryTz = /* @__PURE__ */ pathQuery('jsonbPathQueryTz')

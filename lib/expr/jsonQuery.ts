/**
 * Queries of JSON by the standard of SQL, which PostgreSQL has since 17: a path, and what there is where it finds nothing.
 *
 * A path is a text of another language, and is bound; what comes from outside is passed to it by a name.
 */
import { type AnyExpr, type Expr, typed } from '../ast/Expr.js'
import type { Behavior, Finding, JsonQuery, Passing } from '../ast/Json.js'
import { brand, type Node } from '../ast/Node.js'
import { booleanType, type SqlType, textType } from '../ast/SqlType.js'
import type { AnySpec, ColumnSpec, holds } from '../schema/Column.js'
import { plainJsonb, toDocument, toJsonValue } from './jsonNodes.js'
import { type Jsonpath, toJsonpath } from './jsonpath.js'
import type { AbsentIf, NullIf, ReadsWithin } from './jsonTypes.js'
import { type Allowed, columnType, oneOf, record, withOptions } from './options.js'

// -------------------------------------------------------------------------------------
// options
// -------------------------------------------------------------------------------------

/** Values that the path names with a `$`. */
export type PassingOption = Readonly<Record<string, unknown>>

/** A value of the type that is returned, in the text of the statement: nothing else may stand there. */
export interface Default<T> {
  readonly default: T
}

/** @internal */
export const behavior = (...words: ReadonlyArray<string>): Allowed => ({
  allows: (value) =>
    words.includes(value as string) ||
    (words.includes('null') && record.allows(value) && Object.keys(value as object).join() === 'default'),
  hint: `give one of ${words.join(', ')}${words.includes('null') ? ', or { default: value }' : ''}`,
})

/** A default as a literal of the type. */
export const toBehavior = (given: unknown, type: SqlType): Behavior | null => {
  if (given === undefined) return null
  if (typeof given === 'string') return given as Exclude<Behavior, object>
  const { default: value } = given as Default<unknown>
  return { default: { joinery: brand, _tag: 'Literal', value, type, cast: false } }
}

export const toPassing = (passing: PassingOption | undefined, name: string): Passing =>
  Object.entries(passing ?? {}).map(([key, value]) => [
    key,
    toJsonValue(value, 'jsonb', `${JSON.stringify(key)} passed to ${name}`),
  ])

export const nothingSaid: Finding = { wrapper: null, quotes: null, onEmpty: null, onError: null }

const queryNode = (
  kind: JsonQuery['kind'],
  doc: unknown,
  path: unknown,
  passing: PassingOption | undefined,
  finding: Finding,
  returning: SqlType | null,
  type: SqlType,
): Node => {
  const name = { exists: 'jsonExists', value: 'jsonValue', query: 'jsonQuery' }[kind]
  return {
    joinery: brand,
    _tag: 'JsonQuery',
    kind,
    document: toDocument(doc, null, `the document of ${name}`),
    path: toJsonpath(path, `the path of ${name}`, true),
    passing: toPassing(passing, name),
    finding,
    returning,
    type,
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

type Passed<O> = O extends { readonly passing: infer P } ? P : never

type Found<T, A, O> = Expr<T | NullIf<A>, ReadsWithin<A | Passed<O>>, AbsentIf<A>>

export interface ExistsOptions {
  readonly passing?: PassingOption
  /** What there is where the path fails: false, if nothing is said. */
  readonly onError?: 'true' | 'false' | 'unknown' | 'error'
}

const existsOptions = { passing: record, onError: /* @__PURE__ */ oneOf('true', 'false', 'unknown', 'error') }

/**
 * Whether a path finds anything.
 *
 * @example jsonExists(orgs.c.settings, '$.limits.seats ? (@ > $least)', { passing: { least: 10 } })
 * // json_exists("orgs"."settings", $1::jsonpath passing $2::jsonb as "least")
 */
export const jsonExists = <E extends AnyExpr, P extends Jsonpath, const O extends ExistsOptions = {}>(
  doc: E,
  path: P,
  options?: O,
): Found<boolean | (O extends { readonly onError: 'unknown' } ? null : never), E | P, O> =>
  typed(
    withOptions('jsonExists', options, existsOptions, ({ passing, onError }) =>
      queryNode(
        'exists',
        doc,
        path,
        passing,
        { ...nothingSaid, onError: toBehavior(onError, booleanType) },
        null,
        booleanType,
      ),
    ),
  )

export interface ValueOptions<S extends AnySpec> {
  readonly passing?: PassingOption
  /** The type of the value: a text, if nothing is said. */
  readonly returning?: S
  readonly onEmpty?: 'null' | 'error' | Default<S[typeof holds]>
  readonly onError?: 'null' | 'error' | Default<S[typeof holds]>
}

const valueOptions = {
  passing: record,
  returning: columnType,
  onEmpty: /* @__PURE__ */ behavior('null', 'error'),
  onError: /* @__PURE__ */ behavior('null', 'error'),
}

/**
 * The one value that a path finds: a text, a number, a boolean or a time. A JSON null is NULL.
 *
 * @example jsonValue(orgs.c.settings, '$.limits.seats', { returning: integer, onEmpty: { default: 0 } })
 * // json_value("orgs"."settings", $1::jsonpath returning integer default 0 on empty)
 */
export const jsonValue = <
  E extends AnyExpr,
  P extends Jsonpath,
  S extends AnySpec = ColumnSpec<string>,
  const O extends ValueOptions<S> = ValueOptions<S>,
>(
  doc: E,
  path: P,
  options?: O & ValueOptions<S>,
): Found<S[typeof holds] | null, E | P, O> =>
  typed(
    withOptions('jsonValue', options, valueOptions, ({ passing, returning, onEmpty, onError }) => {
      const type = returning?.type ?? textType
      const finding = { ...nothingSaid, onEmpty: toBehavior(onEmpty, type), onError: toBehavior(onError, type) }
      return queryNode('value', doc, path, passing, finding, returning?.type ?? null, type)
    }),
  )

export interface QueryOptions<S extends AnySpec> {
  readonly passing?: PassingOption
  /** The type of what is found: `jsonb`, if nothing is said. */
  readonly returning?: S
  /** Whether what is found is put into an array: never, if it is not one thing, or always. */
  readonly wrapper?: 'without' | 'conditional' | 'unconditional'
  /** Whether a string keeps its quotes. */
  readonly quotes?: 'keep' | 'omit'
  readonly onEmpty?: 'null' | 'error' | 'empty array' | 'empty object' | Default<S[typeof holds]>
  readonly onError?: 'null' | 'error' | 'empty array' | 'empty object' | Default<S[typeof holds]>
}

export const queryBehavior = /* @__PURE__ */ behavior('null', 'error', 'empty array', 'empty object')

export const wrapper = /* @__PURE__ */ oneOf('without', 'conditional', 'unconditional')

export const quotes = /* @__PURE__ */ oneOf('keep', 'omit')

const queryOptions = {
  passing: record,
  returning: columnType,
  wrapper,
  quotes,
  onEmpty: queryBehavior,
  onError: queryBehavior,
}

/** How what is found becomes one value. */
export const toFinding = (options: Partial<QueryOptions<AnySpec>>, type: SqlType): Finding => ({
  wrapper: options.wrapper ?? null,
  quotes: options.quotes ?? null,
  onEmpty: toBehavior(options.onEmpty, type),
  onError: toBehavior(options.onError, type),
})

/**
 * What a path finds, as JSON.
 *
 * @example jsonQuery(orgs.c.settings, '$.flags[*]', { wrapper: 'unconditional', onEmpty: 'empty array' })
 * // json_query("orgs"."settings", $1::jsonpath with unconditional wrapper empty array on empty)
 */
export const jsonQuery = <
  E extends AnyExpr,
  P extends Jsonpath,
  S extends AnySpec = ColumnSpec<unknown>,
  const O extends QueryOptions<S> = QueryOptions<S>,
>(
  doc: E,
  path: P,
  options?: O & QueryOptions<S>,
): Found<S[typeof holds] | null, E | P, O> =>
  typed(
    withOptions('jsonQuery', options, queryOptions, (own) => {
      const type = own.returning?.type ?? plainJsonb
      return queryNode('query', doc, path, own.passing, toFinding(own, type), own.returning?.type ?? null, type)
    }),
  )

/** Indexes, and constraints that are kept by one of any operators, in the third argument of `table`. */

import { invalidArgument } from '../ast/CompileError.js'
import type { Constraint, Deferral, Index, IndexPart } from '../ast/Constraint.js'
import { type AnyExpr, type Condition, invalid, isBranded, isRecord, type readsOf, toNode } from '../ast/Expr.js'
import type { Branded, Node, Order } from '../ast/Node.js'
import type { IndexElement } from '../ast/Statement.js'
import type { Column } from './Table.js'

// -------------------------------------------------------------------------------------
// elements
// -------------------------------------------------------------------------------------

/** A column, an expression, an order of one, or one with a class of operators. */
export type Indexable<A> = { readonly [readsOf]: A } | AnyExpr | Branded

/** What `opclass` gives and what `desc` gives, one perhaps inside the other. */
const partOf = (element: unknown, argument: string): IndexPart => {
  const tag = isBranded(element) ? (element as { readonly _tag?: string })._tag : undefined
  if (tag === 'Order') {
    const { operand, direction, nulls } = element as unknown as Order
    return { ...partOf(operand, argument), direction, nulls }
  }
  if (tag === 'IndexElement') {
    const { of, operators } = element as IndexElement
    return { ...partOf(of, argument), operators }
  }
  return { of: toNode(element, argument), operators: null, direction: 'asc', nulls: null }
}

const partsOf = (elements: unknown, name: string): ReadonlyArray<IndexPart> =>
  (Array.isArray(elements) ? elements : [elements]).map((element) => partOf(element, `an element of ${name}`))

const nodesOf = (columns: unknown, name: string): ReadonlyArray<Node> =>
  columns === undefined
    ? []
    : (Array.isArray(columns) ? columns : [columns]).map((column) => toNode(column, `a column of ${name}`))

/** What a JavaScript caller gave in place of options says nothing. */
const said = <O extends object>(options: O): O => (isRecord(options) ? options : ({} as O))

// -------------------------------------------------------------------------------------
// indexes
// -------------------------------------------------------------------------------------

/** `gist`, `gin` and so on; the method of an extension too. */
export type IndexMethod = 'btree' | 'hash' | 'gist' | 'gin' | 'spgist' | 'brin' | (string & {})

export interface IndexOptions<A = any> {
  /** Where it is not said, the name is made of those of the table and the columns: `users_email_idx`. */
  readonly name?: string
  readonly unique?: boolean
  readonly method?: IndexMethod
  /** Columns that it holds too, so that it answers for them. */
  readonly include?: ReadonlyArray<Column<any, A>>
  /** The rows that it is of. */
  readonly where?: Condition
  /** Whether two nulls are equal in a unique index. */
  readonly nullsNotDistinct?: boolean
  readonly comment?: string
}

/**
 * An index of a table: `createAll` makes it after the table, and `createIndex` by itself.
 *
 * An element is a column, an expression, an order (`desc(t.a)`), or has a class of operators (`opclass(t.a, 'jsonb_path_ops')`).
 *
 * @example
 * const logins = table('logins', { email: text, at: timestamptz }, (t) => [index([lower(t.email), desc(t.at)], { name: 'last_login' })])
 *
 * createIndex(logins, 'last_login') // create index "last_login" on "logins" ((lower("email")), "at" desc)
 */
export const index = <A>(elements: Indexable<A> | ReadonlyArray<Indexable<A>>, given: IndexOptions<A> = {}): Index => {
  const options = said(given)
  return {
    _tag: 'Index',
    name: options.name ?? null,
    unique: options.unique ?? false,
    method: options.method ?? 'btree',
    elements: partsOf(elements, 'index'),
    include: nodesOf(options.include, 'index'),
    where: options.where === undefined ? null : toNode(options.where, 'the condition of index'),
    nullsNotDistinct: options.nullsNotDistinct ?? false,
    comment: options.comment ?? null,
  }
}

// -------------------------------------------------------------------------------------
// exclusion
// -------------------------------------------------------------------------------------

export interface ExcludeOptions {
  readonly name?: string
  /** `gist` where nothing is said. */
  readonly method?: IndexMethod
  readonly where?: Condition
  readonly deferrable?: Deferral
}

const notPairs = /* @__PURE__ */ invalidArgument(
  'the elements of excludeOn',
  'are no pairs of an element and an operator',
  "give them: [[t.room, '='], [t.during, '&&']]",
)

const pairsOf = (elements: unknown): Extract<Constraint, { readonly _tag: 'Exclude' }>['elements'] =>
  Array.isArray(elements) && elements.length > 0 && elements.every((pair) => Array.isArray(pair) && pair.length === 2)
    ? elements.map(([element, operator]) => ({ ...partOf(element, 'an element of excludeOn'), operator }))
    : [{ ...partOf(invalid(notPairs), 'an element of excludeOn'), operator: '=' }]

/**
 * No two rows for which all of the operators hold: two bookings of one room do not overlap.
 *
 * @example createTable(table('bookings', { room: int4range, during: tstzrange }, (t) => [excludeOn([[t.room, '='], [t.during, '&&']])]))
 * // create table "bookings" (…, exclude using gist ("room" with =, "during" with &&))
 */
export const excludeOn = <A>(
  elements: ReadonlyArray<readonly [element: Indexable<A>, operator: string]>,
  given: ExcludeOptions = {},
): Constraint => {
  const options = said(given)
  return {
    _tag: 'Exclude',
    name: options.name ?? null,
    method: options.method ?? 'gist',
    elements: pairsOf(elements),
    where: options.where === undefined ? null : toNode(options.where, 'the condition of excludeOn'),
    deferrable: options.deferrable ?? null,
  }
}

/**
 * Pages of rows that begin after a row, and not after a number of rows: what is inserted or deleted meanwhile neither
 * shifts them nor makes them slower.
 *
 * A keyset is an order that ends in what no two rows share. A cursor is a row's place in it: the database's own texts of
 * its keys, so that nothing of them is lost, not even the microseconds that a `Date` has not.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import {
  type AnyExpr,
  type absentOf,
  type Expr,
  invalid,
  isBranded,
  isRecord,
  param,
  type readsOf,
  toNode,
  typed,
  type valueOf,
} from '../ast/Expr.js'
import { brand, type Node, type Order } from '../ast/Node.js'
import type { BinaryOp } from '../ast/Operator.js'
import type { AnySelect, OuterOf, Refused, Using } from '../ast/Scope.js'
import { booleanType, type SqlType, textType, uncounted, untyped } from '../ast/SqlType.js'
import { selectNode, typedStatement } from './node.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** One key of an order. Where it may be null, `nulls` says where those rows come. */
export interface Directed<E extends AnyExpr = AnyExpr> {
  readonly by: E
  readonly direction?: 'asc' | 'desc'
  readonly nulls?: 'first' | 'last'
}

type Keys = Readonly<Record<string, AnyExpr | Directed>>

/** What no two rows share: never null. */
type TieBreak = Readonly<Record<string, Expr<{}, any, any> | Omit<Directed<Expr<{}, any, any>>, 'nulls'>>>

type ExprIn<K> = K extends { readonly by: infer E extends AnyExpr } ? E : Extract<K, AnyExpr>

type SaysNulls<K> = K extends { readonly nulls: 'first' | 'last' } ? true : false

/** Refuses a key that may be null without a word on it. */
type NullsSaid<K> = {
  readonly [P in keyof K]: SaysNulls<K[P]> extends true
    ? unknown
    : null extends ExprIn<K[P]>[typeof valueOf]
      ? Refused<`${P & string} may be null: say where those rows come, { by: …, nulls: 'last' }`>
      : unknown
}

/** A row's place in an order: the texts that the database has for its keys. */
export type Cursor<K> = { readonly [P in keyof K]: SaysNulls<K[P]> extends true ? string | null : string }

/** The names whose absence would make a key null that says nothing of it. */
type AbsentIn<K> = {
  [P in keyof K]: SaysNulls<K[P]> extends true ? never : ExprIn<K[P]>[typeof absentOf]
}[keyof K]

declare const keysOf: unique symbol

export interface Key {
  readonly name: string
  readonly node: Node
  readonly direction: 'asc' | 'desc'
  /** null where it is never null. */
  readonly nulls: 'first' | 'last' | null
}

/** An order that tells any two rows apart: of the keys `K`, reading `R`. */
export interface Keyset<out K, out R, out N> {
  readonly [keysOf]: { readonly keys: K; readonly reads: R; readonly absent: N }
  readonly keys: ReadonlyArray<Key>
  readonly problem: CompileError | null
}

export type AnyKeyset = Keyset<any, any, any>

/** Satisfied by a query whose outer joins leave no key without a value. */
type Found<N, O> = [N & O] extends [never]
  ? unknown
  : Refused<`an outer join may leave ${N & O & string} without a row: say where its nulls come, { by: …, nulls: 'last' }`>

/** Remembers a keyset's types, which are asserted here. */
const typedKeyset = <K, R, N>(keys: ReadonlyArray<Key>, problem: CompileError | null): Keyset<K, R, N> =>
  ({ keys, problem }) as unknown as Keyset<K, R, N>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const problem = (reason: string, hint: string): CompileError => invalidArgument('the order of keyset', reason, hint)

const isOneOf = (u: unknown, ...words: ReadonlyArray<unknown>): boolean => u === undefined || words.includes(u)

const keyOf = (name: string, spec: unknown, otherwise: Key['direction']): Key => {
  const { by, direction, nulls }: Partial<Directed> =
    isRecord(spec) && !isBranded(spec) ? spec : { by: spec as AnyExpr }
  const known = isOneOf(direction, 'asc', 'desc') && isOneOf(nulls, 'first', 'last')
  const node = known
    ? toNode(by, `the key ${JSON.stringify(name)} of keyset`)
    : invalid(problem(`has a key ${JSON.stringify(name)} that goes nowhere`, "give asc or desc, and 'first' or 'last'"))
  return { name, node, direction: direction ?? otherwise, nulls: nulls ?? null }
}

const problemOf = (order: unknown, tieBreak: unknown): CompileError | null => {
  if (!isRecord(order) || !isRecord(tieBreak) || isBranded(order) || isBranded(tieBreak)) {
    return problem('is no object of expressions', 'give keyset({ name: users.c.name }, { id: users.c.id })')
  }
  const names = [...Object.keys(order), ...Object.keys(tieBreak)]
  if (Object.keys(tieBreak).length === 0)
    return problem('has no tie-break', 'give what no two rows share: { id: users.c.id }')
  if (new Set(names).size < names.length)
    return problem('has a key that is the tie-break too', 'leave it out of the order')
  // an object has those first, whatever their order was
  const number = names.find((name) => /^\d+$/.test(name))
  return number === undefined ? null : problem(`has a key ${number}`, 'give it a name')
}

const keysIn = (order: Keys, tieBreak: Keys): ReadonlyArray<Key> => {
  const given = Object.entries(order).map(([name, spec]) => keyOf(name, spec, 'asc'))
  const last = given.at(-1)?.direction ?? 'asc'
  return [...given, ...Object.entries(tieBreak).map(([name, spec]) => keyOf(name, spec, last))]
}

/**
 * An order to page by. The second argument is what no two rows share, such as the primary key: without it, rows that are
 * equal in the order would be left out, or come twice. It goes the way of the last key before it, unless it says another.
 *
 * @example
 * const newest = keyset({ createdAt: { by: posts.c.createdAt, direction: 'desc' } }, { id: posts.c.id })
 *
 * pipe(from(posts), firstPage(newest), limit(10), select({ title: posts.c.title, cursor: cursorOf(newest) }))
 * // select "posts"."title", "posts"."created_at" as "cursor.createdAt", "posts"."id" as "cursor.id"
 * // from "posts" order by "posts"."created_at" desc, "posts"."id" desc limit $1
 */
export const keyset = <const K extends Keys, const T extends TieBreak>(
  order: K & NullsSaid<K>,
  tieBreak: T,
): Keyset<K & T, ExprIn<K[keyof K] | T[keyof T]>[typeof readsOf], AbsentIn<K> | AbsentIn<T>> => {
  const found = problemOf(order, tieBreak)
  return typedKeyset(found === null ? keysIn(order, tieBreak) : [], found)
}

// -------------------------------------------------------------------------------------
// cursors
// -------------------------------------------------------------------------------------

type CursorFields<K, R> = { readonly [P in keyof K]: Expr<Cursor<K>[P], R, never> }

const asText = (type: SqlType): SqlType => ({ _tag: 'asText', base: uncounted(type) })

/** What to select for the place of a row, to go on from it. @example select({ title: posts.c.title, cursor: cursorOf(newest) }) // select "posts"."title", "posts"."created_at" as "cursor.createdAt", "posts"."id" as "cursor.id" */
export const cursorOf = <K, R, N>(self: Keyset<K, R, N>): CursorFields<K, R> =>
  Object.fromEntries(
    self.keys.map(({ name, node }) => [name, typed({ ...node, type: asText(node.type) })]),
  ) as unknown as CursorFields<K, R>

// -------------------------------------------------------------------------------------
// conditions
// -------------------------------------------------------------------------------------

const binary = (op: BinaryOp, left: Node, right: Node): Node => ({
  joinery: brand,
  _tag: 'Binary',
  op,
  left,
  right,
  type: booleanType,
})

const isNull = (operand: Node, negated: boolean): Node => ({
  joinery: brand,
  _tag: 'IsNull',
  operand,
  negated,
  type: booleanType,
})

const row = (items: ReadonlyArray<Node>): Node => ({ joinery: brand, _tag: 'RowValue', items, type: untyped })

const junction = (op: 'and' | 'or', ...conditions: ReadonlyArray<Node>): Node => ({
  joinery: brand,
  _tag: 'Junction',
  op,
  conditions: conditions.flatMap((node) => (node._tag === 'Junction' && node.op === op ? node.conditions : [node])),
  type: booleanType,
})

/** The type without what a cast to it would cut. */
const uncut = (type: SqlType): SqlType => {
  switch (type._tag) {
    case 'numeric':
      return { _tag: 'numeric', precision: null, scale: null }
    case 'varchar':
      return textType
    case 'mapped':
    case 'asText':
      return uncut(type.base)
    default:
      return type
  }
}

/** A text of the database's beside what it is the text of. What is no column may not tell SQLite what to take it for. */
const bound = ({ node }: Key, value: string): Node => {
  const text = param(value, asText(node.type), false)
  return node._tag === 'Column'
    ? text
    : { joinery: brand, _tag: 'Cast', operand: text, type: uncut(uncounted(node.type)) }
}

/** A key, as it goes in the direction in which pages are read, and its value in the row that they begin after. */
interface Place {
  readonly key: Key
  readonly op: 'gt' | 'lt'
  readonly nullsLast: boolean
  readonly value: string | null
}

/** The rows that come after it by this key alone; null where there are none. */
const after = ({ key, op, nullsLast, value }: Place): Node | null => {
  if (value === null) return nullsLast ? null : isNull(key.node, true)
  const further = binary(op, key.node, bound(key, value))
  return key.nulls !== null && nullsLast ? junction('or', further, isNull(key.node, false)) : further
}

const same = ({ key, value }: Place): Node =>
  value === null ? isNull(key.node, false) : binary('eq', key.node, bound(key, value))

/** After it by the first key, or equal in that, and after it by the others. */
const expanded = (places: ReadonlyArray<Place>): Node | null => {
  const [first, ...rest] = places
  if (first === undefined) return null
  const here = after(first)
  const further = expanded(rest)
  if (further === null) return here
  const there = junction('and', same(first), further)
  return here === null ? there : junction('or', here, there)
}

const nowhere: Node = { joinery: brand, _tag: 'Constant', value: false, type: booleanType }

/** The rows after a place. Where all keys go the same way, rows are compared as such, which an index serves. */
const beyond = (places: ReadonlyArray<Place>): Node => {
  const [first, second] = places
  if (first === undefined || second === undefined) return expanded(places) ?? nowhere
  const { key, op, value } = first
  const plain = places.every((place) => place.op === op && place.key.nulls === null)
  if (plain) {
    const values = places.map((place) => bound(place.key, place.value ?? ''))
    return binary(op, row(places.map((place) => place.key.node)), row(values))
  }
  const all = expanded(places) ?? nowhere
  // an index finds where to begin by the first key alone
  return key.nulls === null && value !== null
    ? junction('and', binary(op === 'gt' ? 'ge' : 'le', key.node, bound(key, value)), all)
    : all
}

// -------------------------------------------------------------------------------------
// pages
// -------------------------------------------------------------------------------------

const opposite = { asc: 'desc', desc: 'asc', first: 'last', last: 'first' } as const

const orderOf = ({ node, direction, nulls }: Key, forward: boolean): Order => ({
  joinery: brand,
  _tag: 'Order',
  operand: node,
  direction: forward ? direction : opposite[direction],
  nulls: nulls === null || forward ? nulls : opposite[nulls],
})

const problemOrder = (error: CompileError): Order => ({
  joinery: brand,
  _tag: 'Order',
  operand: invalid(error),
  direction: 'asc',
  nulls: null,
})

const ordered = /* @__PURE__ */ invalidArgument(
  'a page of a keyset',
  'has an order of its own',
  'leave orderBy out: the keyset is the order',
)

const notAKeyset = /* @__PURE__ */ invalidArgument(
  'the keyset of a page',
  'is none',
  'give keyset({ name: users.c.name }, { id: users.c.id })',
)

const isKeyset = (u: unknown): u is AnyKeyset => isRecord(u) && Array.isArray(u.keys) && 'problem' in u

const notACursor = (name: string): Node =>
  invalid(
    invalidArgument('the cursor of a page', `has no place for ${name}`, 'give what cursorOf selected, or decodeCursor'),
  )

/** The condition that rows come after the cursor, or what is wrong with it. */
const conditionOf = (keys: ReadonlyArray<Key>, cursor: unknown, forward: boolean): Node => {
  const places: Array<Place> = []
  for (const key of keys) {
    const value = isRecord(cursor) && Object.hasOwn(cursor, key.name) ? cursor[key.name] : undefined
    const isPlace = typeof value === 'string' || (value === null && key.nulls !== null)
    if (!isPlace) return notACursor(key.name)
    const op = (key.direction === 'asc') === forward ? 'gt' : 'lt'
    places.push({ key, op, nullsLast: (key.nulls === 'last') === forward, value: value as string | null })
  }
  return beyond(places)
}

/** Turns the order round for pages that are read backward; without a cursor, from the end. */
const paged = (self: AnySelect, keys: unknown, forward: boolean, cursor: unknown, clause: string): any => {
  const node = selectNode(self, clause)
  if (!isKeyset(keys)) return typedStatement({ ...node, orderBy: [problemOrder(notAKeyset)] })
  const error = keys.problem ?? (node.orderBy.length > 0 ? ordered : null)
  if (error !== null) return typedStatement({ ...node, orderBy: [problemOrder(error)] })
  const where = cursor === undefined ? node.where : [...node.where, conditionOf(keys.keys, cursor, forward)]
  return typedStatement({ ...node, where, orderBy: keys.keys.map((key) => orderOf(key, forward)) })
}

type Page<R, N> = <Q extends AnySelect>(self: Q & Found<N, OuterOf<Q>>) => Using<Q, R>

/** The rows in the order of a keyset, from the first. @example pipe(from(users), firstPage(byName), limit(10)) // order by "users"."name", "users"."id" limit $1 */
export const firstPage =
  <K, R, N>(keys: Keyset<K, R, N>): Page<R, N> =>
  (self) =>
    paged(self, keys, true, undefined, 'firstPage')

/** The rows that come after a cursor. @example pageAfter(byName, { name: 'jack', id: '7' }) // where ("users"."name", "users"."id") > ($1, $2) order by "users"."name", "users"."id" */
export const pageAfter =
  <K, R, N>(keys: Keyset<K, R, N>, cursor: Cursor<K>): Page<R, N> =>
  (self) =>
    paged(self, keys, true, cursor ?? null, 'pageAfter')

/** The rows in the order of a keyset, from the last: turn them round. @example pipe(from(users), lastPage(byName), limit(10)) // order by "users"."name" desc, "users"."id" desc limit $1 */
export const lastPage =
  <K, R, N>(keys: Keyset<K, R, N>): Page<R, N> =>
  (self) =>
    paged(self, keys, false, undefined, 'lastPage')

/** The rows that come before a cursor, the nearest first: turn them round. @example pageBefore(byName, { name: 'jack', id: '7' }) // where ("users"."name", "users"."id") < ($1, $2) order by "users"."name" desc, "users"."id" desc */
export const pageBefore =
  <K, R, N>(keys: Keyset<K, R, N>, cursor: Cursor<K>): Page<R, N> =>
  (self) =>
    paged(self, keys, false, cursor ?? null, 'pageBefore')

/**
 * ON CONFLICT: what an insert does where a row with the same key is there already.
 *
 * `excluded` is the row that was to be inserted. It can be read in what `doUpdate` sets and in its condition, and nowhere
 * else; the table itself is the row that is there.
 */
import { invalidArgument } from '../ast/CompileError.js'
import { type Condition, type Expr, isBranded, isRecord, toNode } from '../ast/Expr.js'
import { type Branded, brand, type Node } from '../ast/Node.js'
import type { Inserting, Refused, Statement } from '../ast/Scope.js'
import type {
  Conflict,
  ConflictTarget as ConflictTargetNode,
  ConflictUpdate as ConflictUpdateNode,
  IndexElement as IndexElementNode,
  QualifiedName,
  TableNode,
} from '../ast/Statement.js'
import type { Column, Columns, ReadsIn, Specs, Table, Updatable } from '../schema/Table.js'
import { alias } from './alias.js'
import { type Assigned, toAssignments } from './assign.js'
import { insertNode, typedStatement } from './node.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Every unique key, or the one that a constraint has by this name. */
export interface NamedConflict extends Branded {
  readonly _tag: 'Any' | 'Constraint'
}

declare const elementOf: unique symbol

/** A column or an expression, as an index compares it. */
export interface IndexElement<out A> extends Branded {
  readonly [elementOf]: A
}

type Element<A> = Expr<any, A, any> | IndexElement<A>

/** What the unique index is over, or what names the conflict otherwise. */
export type ConflictTarget<A> = Element<A> | ReadonlyArray<Element<A>> | NamedConflict

export interface DoNothing extends Branded {
  readonly _tag: 'Nothing'
  readonly change?: never
}

declare const changesOf: unique symbol
declare const conditionOf: unique symbol

/** Sets `C` in the row that is there, on a condition that reads `R`. */
export interface DoUpdate<in S extends Specs, out C, out R> extends Branded {
  readonly _tag: 'Update'
  readonly [changesOf]: (excluded: Columns<'excluded', S>) => C
  readonly [conditionOf]: R
}

/** The columns that an insert gives, but for some. */
export interface InsertedExcept<out A> extends Branded {
  readonly _tag: 'InsertedExcept'
  readonly [conditionOf]: A
}

type ReadsOfChange<C> = C extends InsertedExcept<infer A> ? A : ReadsIn<C[keyof C]>

/** Satisfied by changes of known columns. */
type KnownKeys<C, S> =
  C extends InsertedExcept<any>
    ? unknown
    : [Exclude<keyof C, keyof S>] extends [never]
      ? unknown
      : Refused<`the table has no column ${Exclude<keyof C, keyof S> & string}`>

interface Options<S extends Specs, R> {
  /** Leaves the row as it is where this is not true. */
  readonly where?: (excluded: Columns<'excluded', S>) => Condition<R>
  /** Changes elements of arrays and fields, or takes several columns from a query. */
  readonly also?: (excluded: Columns<'excluded', S>) => ReadonlyArray<Assigned<R>>
}

// -------------------------------------------------------------------------------------
// targets
// -------------------------------------------------------------------------------------

const named = (node: ConflictTargetNode): NamedConflict => ({ joinery: brand, ...node }) as unknown as NamedConflict

/** Whatever the conflict is. PostgreSQL takes it with `doNothing` only. @example onConflict(anyConflict, doNothing) // on conflict do nothing */
export const anyConflict: NamedConflict = /* @__PURE__ */ named({ _tag: 'Any' })

/** A conflict by the name of its constraint. @example onConflict(onConstraint('users_email_key'), doNothing) // on conflict on constraint "users_email_key" do nothing */
export const onConstraint = (name: string): NamedConflict => named({ _tag: 'Constraint', name })

/**
 * A column or an expression that the unique index compares by operators other than its type's own.
 *
 * @example onConflict(opclass(users.c.email, 'text_pattern_ops'), doNothing) // on conflict ("email" "text_pattern_ops") do nothing
 */
export const opclass = <A>(
  of: Expr<any, A, any>,
  name: string | readonly [schema: string, name: string],
): IndexElement<A> => {
  const operators: QualifiedName = typeof name === 'string' ? [null, name] : name
  return { joinery: brand, _tag: 'IndexElement', of: toNode(of, 'the argument of opclass'), operators } as never
}

const toElement = (element: unknown): IndexElementNode =>
  isAction(element, 'IndexElement')
    ? (element as unknown as IndexElementNode)
    : { of: toNode(element, 'the target of onConflict'), operators: null }

const toTarget = (target: unknown, where: ReadonlyArray<Node>): ConflictTargetNode => {
  const isNamed = isBranded(target) && ['Any', 'Constraint'].includes((target as NamedConflict)._tag)
  if (isNamed) return target as unknown as ConflictTargetNode
  return { _tag: 'Index', elements: (Array.isArray(target) ? target : [target]).map(toElement), where }
}

// -------------------------------------------------------------------------------------
// actions
// -------------------------------------------------------------------------------------

/** Leaves the row that is there, and inserts none; `returning` does not return it. @example onConflict(users.c.email, doNothing) // on conflict ("email") do nothing */
export const doNothing: DoNothing = { joinery: brand, _tag: 'Nothing' }

/** Forgets the types of a function of the excluded row. */
type OfExcluded = (excluded: unknown) => unknown

interface Update extends Branded {
  readonly _tag: 'Update'
  readonly change: OfExcluded
  readonly where: OfExcluded | null
  readonly also: OfExcluded | null
}

/**
 * Changes the row that is there; `excluded` is the one that was to be inserted.
 *
 * @example
 * onConflict(users.c.email, doUpdate((excluded) => ({ name: excluded.name, visits: add(users.c.visits, 1) })))
 * // on conflict ("email") do update set "name" = "excluded"."name", "visits" = "users"."visits" + $1
 * @example
 * onConflict(users.c.email, doUpdate((excluded) => ({ name: excluded.name }), { where: () => users.c.active }))
 * // on conflict ("email") do update set "name" = "excluded"."name" where "users"."active"
 * @example
 * onConflict(articles.c.id, doUpdate(() => ({}), { also: () => [assign(at(articles.c.tags, 1), 'seen')] }))
 * // on conflict ("id") do update set "tags"[$1] = $2
 */
export const doUpdate = <S extends Specs, C extends Updatable<NoInfer<S>> | InsertedExcept<any>, R = never>(
  change: (excluded: Columns<'excluded', S>) => C,
  options?: Options<NoInfer<S>, R>,
): DoUpdate<S, C, R> =>
  ({
    joinery: brand,
    _tag: 'Update',
    change,
    where: options?.where ?? null,
    also: options?.also ?? null,
  }) as unknown as DoUpdate<S, C, R>

/**
 * Takes over every column that the insert gives, but for these.
 *
 * @example
 * pipe(insertInto(users), values({ email: 'jack@mail.org', name: 'jack' }), onConflict(users.c.email, doUpdate(allColumnsExcept(users.c.email))))
 * // on conflict ("email") do update set "name" = "excluded"."name"
 */
export const allColumnsExcept =
  <A extends string = never>(...columns: ReadonlyArray<Column<any, A>>): (() => InsertedExcept<A>) =>
  () =>
    ({ joinery: brand, _tag: 'InsertedExcept', columns }) as unknown as InsertedExcept<A>

const toChanges = (changes: unknown): ConflictUpdateNode['set'] | null => {
  if (!isBranded(changes)) return isRecord(changes) ? { ...changes } : null
  const { _tag, columns } = changes as { readonly _tag?: unknown; readonly columns?: ReadonlyArray<unknown> }
  return _tag === 'InsertedExcept' && columns !== undefined
    ? { joinery: brand, except: columns.map((c) => toNode(c, 'an argument of allColumnsExcept')) }
    : null
}

const invalidAction = (reason: string): Conflict => ({
  _tag: 'InvalidConflict',
  error: invalidArgument(
    'the action of onConflict',
    reason,
    'give doNothing, or doUpdate((excluded) => ({ name: excluded.name }))',
  ),
})

const isAction = (u: unknown, tag: string): u is Branded => isBranded(u) && (u as { _tag?: unknown })._tag === tag

const conflictOf = (table: TableNode, target: ConflictTargetNode, action: unknown): Conflict => {
  if (isAction(action, 'Nothing')) return { _tag: 'Conflict', target, action: { _tag: 'Nothing' } }
  if (!isAction(action, 'Update')) return invalidAction('is none')
  const { change, where, also } = action as Update
  const excluded = (alias(table as unknown as Table<string, Specs>, 'excluded') as Table<'excluded', Specs>).c
  if ([change, where ?? change, also ?? change].some((f) => typeof f !== 'function')) {
    return invalidAction('is not made from functions')
  }
  const set = toChanges(change(excluded))
  if (set === null) return invalidAction('sets no object of columns')
  const conditions = where === null ? [] : [toNode(where(excluded), 'the condition of doUpdate')]
  const assignments = also === null ? [] : toAssignments(also(excluded), 'what doUpdate also sets')
  return { _tag: 'Conflict', target, action: { _tag: 'Update', set, assignments, where: conditions } }
}

// -------------------------------------------------------------------------------------
// clause
// -------------------------------------------------------------------------------------

interface TargetOptions<R> {
  /** The condition of a partial unique index; its values are literals in the text, so that the index is found. */
  readonly where?: Condition<R>
}

/**
 * Says what to do where a row of that key is there already.
 *
 * @example onConflict(users.c.email, doNothing) // on conflict ("email") do nothing
 * @example onConflict([users.c.email, users.c.state], doUpdate((excluded) => ({ name: excluded.name })))
 * // on conflict ("email", "state") do update set "name" = "excluded"."name"
 * @example onConflict(lower(users.c.email), doNothing) // on conflict ((lower("users"."email"))) do nothing
 * @example onConflict(users.c.email, doNothing, { where: eq(users.c.active, true) })
 * // on conflict ("email") where "users"."active" = true do nothing
 */
export const onConflict =
  <S extends Specs, A extends string, C = {}, R = never, P = never>(
    target: ConflictTarget<A>,
    action: DoNothing | DoUpdate<S, C, R>,
    options?: TargetOptions<P>,
  ) =>
  <U, Row>(
    self: Statement<Inserting<S>, A, never, U, Row> & KnownKeys<C, S>,
  ): Statement<Inserting<S>, A, never, U | P | Exclude<R | ReadsOfChange<C>, 'excluded'>, Row> => {
    const node = insertNode(self, 'onConflict')
    const where = options?.where === undefined ? [] : [toNode(options.where, 'the condition of onConflict')]
    const conflict = conflictOf(node.table as TableNode, toTarget(target, where), action)
    return typedStatement({ ...node, conflict })
  }

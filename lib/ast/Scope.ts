/**
 * The typed view of a statement.
 *
 * `S` are the names in scope, `O` those among them that an outer join may leave without a row, `U` the names that the
 * statement uses. What it uses and has not got in scope is *free*: a fragment with free names is fine, and is what makes
 * a correlated subquery need no annotation; only a statement that runs must have none. `U` only ever grows, and is
 * compared with `S` at the end: that costs the type checker a union for each clause, and no more.
 */
import type { Branded } from './Node.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export declare const kindOf: unique symbol
export declare const scopeOf: unique symbol
export declare const outerOf: unique symbol
export declare const usesOf: unique symbol
export declare const rowOf: unique symbol

export interface Statement<out K, out S, out O, out U, out R> extends Branded {
  readonly [kindOf]: K
  readonly [scopeOf]: S
  readonly [outerOf]: O
  readonly [usesOf]: U
  readonly [rowOf]: R
}

/**
 * The kinds of statement. What writes knows the columns that it may write, and which of a row's two versions there may
 * not be: the one before an insert, the one after a delete.
 */
export interface Selecting {
  readonly kind: 'select'
}

/** The rows of two queries as one. */
export interface Combining {
  readonly kind: 'combination'
}

export interface Inserting<S> {
  readonly kind: 'insert'
  readonly columns: S
  readonly absent: 'old'
}

export interface Updating<S> {
  readonly kind: 'update'
  readonly columns: S
  readonly absent: never
}

export interface Deleting {
  readonly kind: 'delete'
  readonly absent: 'new'
}

/** A merge into the table `A`. */
export interface Merging<S, A> {
  readonly kind: 'merge'
  readonly columns: S
  readonly into: A
  readonly absent: 'old' | 'new'
}

/** A statement of SQL that joinery does not read: raw SQL, DDL. */
export interface Opaque {
  readonly kind: 'opaque'
}

/** What can have a WHERE. */
export type Filterable = Selecting | Updating<any> | Deleting

/** What can have a RETURNING. */
export type Writing = Inserting<any> | Updating<any> | Deleting | Merging<any, any>

/** A select that yields rows of `R`. `R` is `never` until `select` says what to return. */
export type Select<S, O, U, R> = Statement<Selecting, S, O, U, R>

/** A select, or selects combined by `union` and its like. */
export type Query<S, O, U, R> = Statement<Selecting | Combining, S, O, U, R>

export type AnyQuery = Statement<Selecting | Combining, any, any, any, any>

export type AnyStatement = Statement<any, any, any, any, any>

export type AnySelect = Statement<Selecting, any, any, any, any>

// A clause takes its statement as one type parameter and looks its parts up: a type parameter for each part would be
// made anew, and inferred, for every clause of every query.

/** The names that `Q` has in scope. */
export type ScopeOf<Q extends AnyStatement> = Q[typeof scopeOf]

/** Those of them that may have no row. */
export type OuterOf<Q extends AnyStatement> = Q[typeof outerOf]

/** The names that `Q` uses. */
export type UsesOf<Q extends AnyStatement> = Q[typeof usesOf]

/** `Q`, which now uses `U` too. */
export type Using<Q extends AnyStatement, U> = Statement<
  Q[typeof kindOf],
  Q[typeof scopeOf],
  Q[typeof outerOf],
  Q[typeof usesOf] | U,
  Q[typeof rowOf]
>

/** `Q` joined with `A` on a condition that uses `U`; the names `O` may have no row then. */
export type Joining<Q extends AnySelect, A, U, O> = Select<
  Q[typeof scopeOf] | A,
  Q[typeof outerOf] | O,
  Q[typeof usesOf] | U | Twice<A & Q[typeof scopeOf]>,
  Q[typeof rowOf]
>

/** The type of a statement's rows. @example type Jack = RowOf<typeof jack> */
export type RowOf<Q extends AnyStatement> = Q[typeof rowOf]

// -------------------------------------------------------------------------------------
// what may run
// -------------------------------------------------------------------------------------

/** An error whose text is in the type. */
export interface Refused<Why extends string> {
  readonly refused: Why
}

/** Why a statement cannot run: an alias that it has twice, or a name that it has not got. */
type Reason<F> =
  F extends Twice<string>
    ? `this statement has ${F}: give one of the two another`
    : `this statement reads ${F & string}, which is in neither its from nor its joins`

/** What is used and not in scope. */
export type Free<U, S> = Exclude<U, S>

/** Satisfied by a statement that uses only what it has: otherwise the error names the missing table. */
export type Closed<U, S> = [U] extends [S] ? unknown : Refused<Reason<Free<U, S>>>

/**
 * Satisfied by a query that has the sources `A`: for a function that is of use to no other.
 *
 * @example
 * const adults = <Q extends AnySelect>(query: Q & InScope<Q, 'users'>): Using<Q, 'users'> =>
 *   where(gt(users.c.age, 18))(query)
 */
export type InScope<Q extends AnyStatement, A> = [A] extends [ScopeOf<Q>]
  ? unknown
  : Refused<`this query has no ${Exclude<A, ScopeOf<Q>> & string}`>

/** A name that is never in scope: the alias is in scope twice. It is no string at all, where none is. */
export type Twice<A> = `the alias ${A & string} twice`

/** What may be null has to be known when it is selected. */
export type Unselected<R> = [R] extends [never] ? unknown : Refused<'an outer join comes before select'>

/** Satisfied by a statement that yields rows. */
export type Yielding<R> = [R] extends [never]
  ? Refused<'this statement yields no rows: say which with select(...) or returning(...)'>
  : unknown

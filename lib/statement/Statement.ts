/**
 * The typed view of a statement.
 *
 * `S` are the names in scope, `O` those among them that an outer join may leave without a row, `F` the *free*
 * references: names that the statement reads and has not got (yet). A fragment with free references is fine, and is
 * what makes a correlated subquery need no annotation; only a statement that runs must have none.
 */
import type { Branded } from '../ast/Node.js'
import type { Specs } from '../schema/Table.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export declare const kindOf: unique symbol
export declare const scopeOf: unique symbol
export declare const outerOf: unique symbol
export declare const freeOf: unique symbol
export declare const rowOf: unique symbol

export interface Statement<out K, out S, out O, out F, out R> extends Branded {
  readonly [kindOf]: K
  readonly [scopeOf]: S
  readonly [outerOf]: O
  readonly [freeOf]: F
  readonly [rowOf]: R
}

/** The kinds of statement; an insert and an update know the columns that they may write. */
export interface Selecting {
  readonly kind: 'select'
}

export interface Inserting<S extends Specs> {
  readonly kind: 'insert'
  readonly columns: S
}

export interface Updating<S extends Specs> {
  readonly kind: 'update'
  readonly columns: S
}

export interface Deleting {
  readonly kind: 'delete'
}

/** A statement of SQL that joinery does not read: raw SQL, DDL. */
export interface Opaque {
  readonly kind: 'opaque'
}

/** What can have a WHERE. */
export type Filterable = Selecting | Updating<any> | Deleting

/** What can have a RETURNING. */
export type Writing = Inserting<any> | Updating<any> | Deleting

/** A select that yields rows of `R`. `R` is `never` until `select` says what to return. */
export type Select<S, O, F, R> = Statement<Selecting, S, O, F, R>

export type AnyStatement = Statement<any, any, any, any, any>

export type AnySelect = Statement<Selecting, any, any, any, any>

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

/** Satisfied by a statement that reads only what it has: otherwise the error names the missing table. */
export type Closed<F> = [F] extends [never] ? unknown : Refused<Reason<F>>

/** A free reference that no join can satisfy: the alias is in scope twice. It is no string at all, where none is. */
export type Twice<A> = `the alias ${A & string} twice`

/** What may be null has to be known when it is selected. */
export type Unselected<R> = [R] extends [never] ? unknown : Refused<'an outer join comes before select'>

/** Satisfied by a statement that yields rows. */
export type Yielding<R> = [R] extends [never]
  ? Refused<'this statement yields no rows: say which with select(...) or returning(...)'>
  : unknown

/**
 * Rows that belong together, as one value: rows with their related rows in them, at any depth.
 *
 * Two places can mean one row: it has a name where it is written out, and is called by it elsewhere.
 */

import { isBranded } from '../ast/Expr.js'
import { type Branded, brand } from '../ast/Node.js'
import type { Refused } from '../ast/Scope.js'
import type { holds } from '../schema/Column.js'
import type { InsertableOf, Specs } from '../schema/Table.js'
import type { PayloadOf } from './link.js'
import type { AnyRelation, AssociationOf, SpecsIn } from './Relation.js'

// -------------------------------------------------------------------------------------
// branches
// -------------------------------------------------------------------------------------

/** What is nested under a key: a relation, alone or with what is nested under its rows. */
export type Branch = AnyRelation | readonly [AnyRelation, Branches]

export interface Branches {
  readonly [key: string]: Branch
}

type RelationOf<B> = B extends readonly [infer R extends AnyRelation, ...ReadonlyArray<any>]
  ? R
  : B extends AnyRelation
    ? B
    : never

type Below<B> = B extends readonly [any, infer N] ? N : {}

/** Why a branch cannot be written from a table with the columns `S`. */
type Misplaced<R extends AnyRelation, S> = R['access'] extends 'writable'
  ? SpecsIn<R['source']> extends S
    ? unknown
    : Refused<`this relation starts from ${R['source']['alias']}`>
  : Refused<'this relation is for reading only'>

/** Satisfied by branches whose relations can be written, and start where they stand. */
export type Placed<B, S> = {
  readonly [K in keyof B]: B[K] extends readonly [infer R extends AnyRelation, infer N]
    ? readonly [Misplaced<R, S>, Placed<N, SpecsIn<R['target']>>]
    : Misplaced<RelationOf<B[K]>, S>
}

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** A row that is called by its name elsewhere. */
export interface NamedRow<out A> extends Branded {
  readonly _tag: 'NamedRow'
  readonly name: string
  readonly row: A
}

/** A row that is written out elsewhere. */
export interface SameRow extends Branded {
  readonly _tag: 'SameRow'
  readonly name: string
}

/** A row to insert, under whatever name. */
export type Entry<S extends Specs, B> = NewGraph<S, B> | NamedRow<NewGraph<S, B>> | SameRow

/** Links are made, and have nothing but their ends. */
type Plain<R extends AnyRelation, A> = [AssociationOf<R>] extends [never]
  ? A
  : {} extends PayloadOf<R>
    ? A
    : Refused<'the links have columns of their own: nest the rows of their table'>

type NewBranch<B> =
  RelationOf<B> extends infer R extends AnyRelation
    ? Plain<
        R,
        R['cardinality'] extends 'many'
          ? ReadonlyArray<Entry<SpecsIn<R['target']>, Below<B>>>
          : Entry<SpecsIn<R['target']>, Below<B>> | null
      >
    : never

/** A row to insert, with those that are nested in it. Columns that point to other tables may be filled in. */
export type NewGraph<S extends Specs, B> = InsertableOf<S> & { readonly [K in keyof B]?: NewBranch<B[K]> }

type MadeBranch<B> =
  RelationOf<B> extends infer R extends AnyRelation
    ? R['cardinality'] extends 'many'
      ? ReadonlyArray<GraphRow<SpecsIn<R['target']>, Below<B>>>
      : GraphRow<SpecsIn<R['target']>, Below<B>> | null
    : never

/** A row that was inserted, with those that are nested in it. */
export type GraphRow<S extends Specs, B> = {
  readonly [K in keyof S | keyof B]: K extends keyof B
    ? MadeBranch<B[K]>
    : K extends keyof S
      ? S[K][typeof holds]
      : never
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** A row with a name, by which `sameRow` means it elsewhere in the same value. @example rowAs('first', { name: 'jack' }) */
export const rowAs = <A>(name: string, row: A): NamedRow<A> => ({ joinery: brand, _tag: 'NamedRow', name, row })

/**
 * The row that has this name elsewhere in the value.
 *
 * @example
 * insertGraph(users, { manager: userManager })([rowAs('jack', { name: 'jack', manager: sameRow('jack') })])
 * // insert into "users" ("name", "managerId") values ($1, $2) returning …; update "users" set "managerId" = $1 where "users"."id" = $2
 */
export const sameRow = (name: string): SameRow => ({ joinery: brand, _tag: 'SameRow', name })

export const isNamedRow = (u: unknown): u is NamedRow<unknown> =>
  isBranded(u) && (u as { _tag?: unknown })._tag === 'NamedRow'

export const isSameRow = (u: unknown): u is SameRow => isBranded(u) && (u as { _tag?: unknown })._tag === 'SameRow'

/**
 * The row that a write found, and the row that it left: for RETURNING, where both are there at once.
 *
 * An insert found none and a delete left none; of a merge, and of an insert that may update, either may be missing.
 */
import type { absentOf, readsOf, valueOf } from '../ast/Expr.js'
import type { Branded } from '../ast/Node.js'
import type { Columns, Specs, Table } from '../schema/Table.js'
import { alias, type Literal } from './alias.js'
import type { DeclaredRow } from './declared.js'

/** One version of a row, with its columns in `c`. */
export interface Version<out A extends string, out C, out V> extends Branded {
  readonly [valueOf]: V
  readonly [readsOf]: A
  readonly [absentOf]: A
  readonly c: C
}

/** A version is the table under a name that only RETURNING has. */
const version = <A extends string, S extends Specs>(
  table: Table<any, S>,
  name: A,
): Version<A, Columns<A, S>, DeclaredRow<S>> => alias<A, S>(table, name as A & Literal<A>)

/**
 * The row as it was before: null where there was none. PostgreSQL has it from version 18 on.
 *
 * @example
 * pipe(update(users), set({ state: 'old' }), everyRow, returning({ id: users.c.id, was: oldRow(users).c.state }))
 * // update "users" set "state" = $1 returning "users"."id", "old"."state" as "was"
 */
export const oldRow = <S extends Specs>(table: Table<any, S>): Version<'old', Columns<'old', S>, DeclaredRow<S>> =>
  version(table, 'old')

/**
 * The row as it is now: null where there is none any more. PostgreSQL has it from version 18 on.
 *
 * @example
 * pipe(update(users), set({ state: 'old' }), everyRow, returning({ before: oldRow(users).c.state, now: newRow(users).c.state }))
 * // update "users" set "state" = $1 returning "old"."state" as "before", "new"."state" as "now"
 */
export const newRow = <S extends Specs>(table: Table<any, S>): Version<'new', Columns<'new', S>, DeclaredRow<S>> =>
  version(table, 'new')

/**
 * Inserts, updates, deletes, and what they return.
 *
 * An update or a delete without a condition does not compile: say `everyRow` where every row is meant.
 */
import { isRecord } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type {
  Deleting,
  Inserting,
  kindOf,
  Refused,
  ScopeOf,
  Statement,
  Updating,
  UsesOf,
  Writing,
} from '../ast/Scope.js'
import type { Insert } from '../ast/Statement.js'
import type { Insertable, ReadsIn, Specs, Table, Updatable } from '../schema/Table.js'
import { changingNode, insertNode, sameTypes, typedStatement, updateNode, writingNode } from './node.js'
import { type Projectable, projection, type ReadsOfProjectable, type RowOfProjectable } from './project.js'
import { insertTarget, targetNode } from './source.js'

// -------------------------------------------------------------------------------------
// insert
// -------------------------------------------------------------------------------------

/** Starts an insert. @example pipe(insertInto(users), values({ name: 'jack' })) // insert into "users" ("name") values ($1) */
export const insertInto = <A extends string, S extends Specs>(
  table: Table<A, S>,
): Statement<Inserting<S>, A, never, never, never> =>
  typedStatement({
    joinery: brand,
    _tag: 'Insert',
    table: insertTarget(table, 'the argument of insertInto'),
    rows: [],
    query: null,
    targets: null,
    overriding: null,
    conflict: null,
    projection: null,
    ctes: [],
  })

/**
 * One row, or many. A column that a row leaves out gets its default, also where another row gives it a value.
 *
 * @example values([{ name: 'jack' }, { name: 'ed', fullname: 'Ed Jones' }])
 * // insert into "users" ("name", "fullname") values ($1, default), ($2, $3)
 */
export const values = <S extends Specs>(
  rows: Insertable<NoInfer<S>> | ReadonlyArray<Insertable<NoInfer<S>>>,
): (<A, U, Row>(self: Statement<Inserting<S>, A, never, U, Row>) => Statement<Inserting<S>, A, never, U, Row>) => {
  // rows that change under the statement would change what was compiled
  const added = (Array.isArray(rows) ? rows : [rows]).map(copied) as Insert['rows']
  return (self) => {
    const node = insertNode(self, 'values')
    return typedStatement({ ...node, rows: node.rows.length === 0 ? added : [...node.rows, ...added] })
  }
}

const copied = (row: unknown): unknown => (isRecord(row) ? { ...row } : row)

// -------------------------------------------------------------------------------------
// update
// -------------------------------------------------------------------------------------

/** Starts an update. @example pipe(update(users), set({ name: 'ed' }), where(eq(users.c.id, 1))) // update "users" set "name" = $1 where "users"."id" = $2 */
export const update = <A extends string, S extends Specs>(
  table: Table<A, S>,
): Statement<Updating<S>, A, never, never, never> =>
  typedStatement({
    joinery: brand,
    _tag: 'Update',
    table: targetNode(table, 'the argument of update'),
    set: {},
    assignments: [],
    using: [],
    where: [],
    everyRow: false,
    projection: null,
    ctes: [],
  })

/** Refuses a key that the table does not have. */
type OnlyKeys<C, S> = { readonly [K in Exclude<keyof C, keyof S>]: Refused<`the table has no column ${K & string}`> }

/** The new values, or expressions; called again, it adds to them. @example set({ age: add(users.c.age, 1) }) // set "age" = "users"."age" + $1 */
export const set =
  <S extends Specs, C extends Updatable<NoInfer<S>>>(changes: C & OnlyKeys<C, NoInfer<S>>) =>
  <A, U, Row>(
    self: Statement<Updating<S>, A, never, U, Row>,
  ): Statement<Updating<S>, A, never, U | ReadsIn<C[keyof C]>, Row> => {
    const node = updateNode(self, 'set')
    return typedStatement({ ...node, set: { ...node.set, ...changes } })
  }

// -------------------------------------------------------------------------------------
// delete
// -------------------------------------------------------------------------------------

/** Starts a delete. @example pipe(deleteFrom(users), where(eq(users.c.id, 1))) // delete from "users" where "users"."id" = $1 */
export const deleteFrom = <A extends string>(table: Table<A, any>): Statement<Deleting, A, never, never, never> =>
  typedStatement({
    joinery: brand,
    _tag: 'Delete',
    table: targetNode(table, 'the argument of deleteFrom'),
    using: [],
    where: [],
    everyRow: false,
    projection: null,
    ctes: [],
  })

// -------------------------------------------------------------------------------------
// clauses of several
// -------------------------------------------------------------------------------------

/** Says that an update or a delete is meant to touch every row. @example pipe(deleteFrom(users), everyRow) // delete from "users" */
export const everyRow = <Q extends Statement<Updating<any> | Deleting, any, any, any, any>>(self: Q): Q =>
  sameTypes(self, { ...changingNode(self, 'everyRow'), everyRow: true })

/** Gives back columns of the rows that were written. @example returning({ id: users.c.id }) // returning "users"."id" */
export const returning =
  <P extends Projectable>(fields: P) =>
  <Q extends Statement<Writing, any, any, any, any>>(
    self: Q,
  ): Statement<Q[typeof kindOf], ScopeOf<Q>, never, UsesOf<Q> | ReadsOfProjectable<P>, RowOfProjectable<P, never>> =>
    typedStatement({ ...writingNode(self, 'returning'), projection: projection(fields, 'returning') })

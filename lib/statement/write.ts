/**
 * Inserts, updates, deletes, and what they return.
 *
 * An update or a delete without a condition does not compile: say `everyRow` where every row is meant.
 */

import { invalidArgument } from '../ast/CompileError.js'
import { isRecord } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type {
  Deleting,
  Inserting,
  kindOf,
  OuterOf,
  Refused,
  ScopeOf,
  Statement,
  Updating,
  UsesOf,
  Writing,
} from '../ast/Scope.js'
import type { Insert, Source, Writing as WritingNode } from '../ast/Statement.js'
import { absentIn, noneAbsent } from '../ast/sources.js'
import type { Insertable, ReadsIn, RequiredKeys, Specs, Table, Updatable } from '../schema/Table.js'
import {
  changingNode,
  insertNode,
  invalidStatement,
  sameTypes,
  typedStatement,
  updateNode,
  writingNode,
} from './node.js'
import { type Absent, type Projectable, projection, type ReadsOfProjectable, type RowOfProjectable } from './project.js'
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

/** Satisfied by a table of whose columns none has to be given. */
type NothingRequired<S extends Specs> = [RequiredKeys<S>] extends [never]
  ? unknown
  : Refused<`the table has no default for ${RequiredKeys<S> & string}`>

/** One row of nothing but defaults. @example pipe(insertInto(table('visits', { id: serial })), defaultValues) // insert into "visits" default values */
export const defaultValues = <S extends Specs, A, U, Row>(
  self: Statement<Inserting<S>, A, never, U, Row> & NothingRequired<S>,
): Statement<Inserting<S>, A, never, U, Row> => {
  const node = insertNode(self, 'defaultValues')
  return typedStatement({ ...node, rows: [...node.rows, {}] })
}

const overridings: ReadonlyArray<unknown> = ['system', 'user']

const notOverriding = /* @__PURE__ */ invalidArgument(
  'the argument of overriding',
  'is neither system nor user',
  'give one of the two',
)

/**
 * Whose values a column gets that counts by itself: those of the insert (`system` is overridden), or its own.
 *
 * @example pipe(insertInto(users), values({ id: 7, name: 'jack' }), overriding('system'))
 * // insert into "users" ("id", "name") overriding system value values ($1, $2)
 */
export const overriding =
  (whose: 'system' | 'user') =>
  <Q extends Statement<Inserting<any>, any, any, any, any>>(self: Q): Q => {
    const node = insertNode(self, 'overriding')
    return sameTypes(
      self,
      overridings.includes(whose) ? { ...node, overriding: whose } : invalidStatement(notOverriding),
    )
  }

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
export type OnlyKeys<C, S> = {
  readonly [K in Exclude<keyof C, keyof S>]: Refused<`the table has no column ${K & string}`>
}

/** The new values, or expressions; called again, it adds to them. @example set({ age: add(users.c.age, 1) }) // set "age" = "users"."age" + $1 */
export const set =
  <S extends Specs, C extends Updatable<NoInfer<S>>>(changes: C & OnlyKeys<C, NoInfer<S>>) =>
  <A, O, U, Row>(
    self: Statement<Updating<S>, A, O, U, Row>,
  ): Statement<Updating<S>, A, O, U | ReadsIn<C[keyof C]>, Row> => {
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

/**
 * Gives back columns of the rows that were written: as they are now, or were before they were deleted.
 *
 * @example returning({ id: users.c.id }) // returning "users"."id"
 */
export const returning =
  <P extends Projectable>(fields: P) =>
  <Q extends Statement<Writing, any, any, any, any>>(
    self: Q,
  ): Statement<
    Q[typeof kindOf],
    ScopeOf<Q>,
    OuterOf<Q>,
    UsesOf<Q> | Exclude<ReadsOfProjectable<P>, 'old' | 'new'>,
    RowOfProjectable<P, OuterOf<Q> | Q[typeof kindOf]['absent']>
  > => {
    const node = writingNode(self, 'returning')
    return typedStatement({ ...node, projection: projection(fields, 'returning', () => absentAfter(node)) })
  }

/** What joins leave without a row, among what is read beside the table. */
const absentAmong = (using: ReadonlyArray<Source>): ReadonlyArray<string> =>
  using.flatMap((source) =>
    source._tag === 'JoinTree' ? [...absentIn({ from: source.first, joins: source.joins })] : [],
  )

/** The sources that have no row for some of those that are written: what `absent` says in the types. */
const absentAfter = (node: WritingNode): Absent => {
  switch (node._tag) {
    case 'Insert':
      return new Set(['old'])
    case 'Update':
      return new Set(absentAmong(node.using))
    case 'Delete':
      return new Set(['new', ...absentAmong(node.using)])
    case 'Merge': {
      const alone = node.whens.some(({ match }) => match === 'notMatchedBySource')
      return new Set(alone ? ['old', 'new', node.source.alias] : ['old', 'new'])
    }
    default:
      return noneAbsent()
  }
}

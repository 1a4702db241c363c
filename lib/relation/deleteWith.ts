/**
 * Deleting rows with what belongs to them: a statement for each relation, whatever the number of rows.
 *
 * The rows are found and locked first: nobody can add to what belongs to them meanwhile, and a condition is asked once.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { type Condition, isBranded, isRecord, toNode } from '../ast/Expr.js'
import { emptySelect } from '../ast/emptySelect.js'
import { brand, type Column as ColumnNode, type Node } from '../ast/Node.js'
import type { Refused } from '../ast/Scope.js'
import type { Select, TableNode } from '../ast/Statement.js'
import type { Dialect } from '../compile/Dialect.js'
import { fixed, type Plan, planOf, type Step } from '../exec/plan.js'
import { right } from '../fp.js'
import { primaryKeyOf } from '../schema/foreignKey.js'
import type { Specs, Table } from '../schema/Table.js'
import { targetNode } from '../statement/source.js'
import { type Cascade, cascadeDrafts, type Draft, inOrder, type Matched, type OnDelete } from './cascade.js'
import { areRows, isAmong, severalOf, type Values } from './known.js'
import { refusedPlan } from './plans.js'
import type { AnyRelation, AssociationOf, Named, SpecsIn } from './Relation.js'
import { deleteOf, noneGiven, writesOf } from './writing.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

export type { Cascade, OnDelete } from './cascade.js'

/** What may become of the rows of a relation: those whose foreign key cannot be null cannot stay. */
type Words<R extends AnyRelation> = [AssociationOf<R>] extends [never]
  ? R['inverseCardinality'] extends 'one'
    ? Exclude<OnDelete, 'nullify'>
    : OnDelete
  : OnDelete

type Misplaced<R extends AnyRelation, S> = R['access'] extends 'writable'
  ? SpecsIn<R['source']> extends S
    ? unknown
    : Refused<`this relation starts from ${R['source']['alias']}`>
  : Refused<'this relation is for reading only'>

/** Satisfied by relations that can be written, and start from a table with the columns `S`. */
export type Starting<C, S> = {
  readonly [K in keyof C]: C[K] extends AnyRelation ? Misplaced<C[K], S> : C[K]
}

/** Satisfied by cascades of relations that start where they stand. */
export type Cascading<C, S> = {
  readonly [K in keyof C]: C[K] extends { readonly relation: infer R extends AnyRelation }
    ? {
        readonly relation: Misplaced<R, S>
        readonly onDelete: Words<R>
        readonly below?: C[K] extends { readonly below: infer T } ? Cascading<T, SpecsIn<R['target']>> : unknown
      }
    : C[K]
}

// -------------------------------------------------------------------------------------
// rows
// -------------------------------------------------------------------------------------

/** What is to be deleted: rows that are known, or those that meet a condition. */
interface Wanted {
  readonly where: Node
  /** The rows, if they were given. */
  readonly rows: ReadonlyArray<Values> | null
}

const notWanted = /* @__PURE__ */ invalidArgument(
  'what deleteWith is to delete',
  'is neither rows nor a condition',
  'give a row, an array of rows, or a condition on the table',
)

const wantedOf = (table: TableNode, given: unknown): Wanted | CompileError => {
  if (isBranded(given)) return { where: toNode(given, 'the condition of deleteWith'), rows: null }
  const rows = severalOf(given)
  if (rows.length === 0) return noneGiven('deleteWith', 'the rows')
  if (!rows.every(isRecord)) return notWanted
  return { where: areRows(table, rows, 'deleteWith'), rows }
}

/** The columns by which others point to the table, and its primary key. */
const pointedColumns = (table: TableNode, cascades: ReadonlyArray<Cascade>): ReadonlyArray<string> => {
  const pointed = cascades.flatMap(({ relation }) => {
    const writes = writesOf(relation)
    if (!('relation' in writes)) return []
    if (writes._tag === 'Links') return writes.toSource.map(({ other }) => other)
    return writes.holder === 'target' ? writes.pairs.map(({ other }) => other) : []
  })
  const needed = new Set([...primaryKeyOf(table), ...pointed])
  return Object.keys(table.columns).filter((key) => needed.has(key))
}

const column = (table: TableNode, key: string): ColumnNode => table.columns[key] as ColumnNode

const found = (table: TableNode, columns: ReadonlyArray<string>, where: Node, locks: boolean): Select => ({
  ...emptySelect,
  projection: { items: columns.map((key) => ({ _tag: 'Field', key, node: column(table, key) })) },
  from: table,
  where: [where],
  orderBy: primaryKeyOf(table).map((key) => ({
    joinery: brand,
    _tag: 'Order',
    operand: column(table, key),
    direction: 'asc',
    nulls: null,
  })),
  locks: locks ? [{ joinery: brand, _tag: 'Lock', strength: 'update', of: null, wait: null }] : [],
})

// -------------------------------------------------------------------------------------
// plan
// -------------------------------------------------------------------------------------

const valuesOf = (row: Values, columns: ReadonlyArray<string>): ReadonlyArray<unknown> => columns.map((key) => row[key])

/** The steps after the first, which finds the rows, or after none where they are known. */
const stepsOf = (
  drafts: ReadonlyArray<Draft>,
  first: Step | null,
  known: ReadonlyArray<Values> | null,
): ReadonlyArray<Step> => {
  const offset = first === null ? 0 : 1
  return [
    ...(first === null ? [] : [first]),
    ...drafts.map((draft): Step => {
      if (draft.after === null && known !== null) return fixed(draft.statement(known))
      return {
        _tag: 'Following',
        step: draft.after === null ? 0 : drafts.indexOf(draft.after) + offset,
        columns: draft.columns,
        statement: draft.statement,
      }
    }),
  ]
}

const deleting = (given: unknown, cascades: unknown, wanted: unknown): Plan<number> => {
  const table = targetNode(given, 'the table of deleteWith')
  if (table._tag !== 'Table') return refusedPlan(table.error)
  if (!Array.isArray(cascades)) return refusedPlan(notCascades)
  const want = wantedOf(table, wanted)
  if (!('where' in want)) return refusedPlan(want)
  const wellFormed = (cascades as ReadonlyArray<unknown>).filter((each) => isRecord(each) && isRecord(each.relation))
  const columns = pointedColumns(table, wellFormed as ReadonlyArray<Cascade>)
  const key = primaryKeyOf(table).length > 0 ? primaryKeyOf(table) : columns
  const known =
    want.rows?.every((row) => columns.every((each) => (row[each] ?? null) !== null)) === true ? want.rows : null
  const root: Matched = {
    table,
    after: null,
    reads: columns,
    columns,
    valued: (rows) => rows,
    later: known === null,
    are: (rows, source) =>
      isAmong(
        source,
        key,
        rows.map((row) => valuesOf(row, key)),
        false,
        known === null,
      ),
  }
  const drafts: Array<Draft> = []
  for (const cascade of cascades as ReadonlyArray<Cascade>) {
    const made = cascadeDrafts(cascade, root)
    if (!Array.isArray(made)) return refusedPlan(made as CompileError)
    drafts.push(...made)
  }
  if (drafts.length === 0) {
    const alone = fixed(deleteOf(table, [want.where]))
    return planOf(
      () => [alone],
      ([outcome]) => right(outcome?.count ?? 0),
    )
  }
  if (key.length === 0) return refusedPlan(noKey(table))
  const last: Draft = {
    table,
    deletes: true,
    after: null,
    columns,
    needs: drafts,
    statement: (rows) => deleteOf(table, [root.are(rows, table)]),
  }
  const ordered = [...inOrder(drafts), last]
  const steps = ({ locksRows }: Dialect): ReadonlyArray<Step> =>
    stepsOf(ordered, known !== null && !locksRows ? null : fixed(found(table, columns, want.where, locksRows)), known)
  return planOf(steps, (outcomes) => right(outcomes.at(-1)?.count ?? 0))
}

const notCascades = /* @__PURE__ */ invalidArgument(
  'the cascades of deleteWith',
  'are no array',
  "give [{ relation, onDelete: 'delete' }]",
)

const noKey = ({ name }: TableNode): CompileError =>
  invalidArgument(`the table ${name}`, 'has no primary key', 'delete from it by conditions of your own')

/**
 * Deletes rows with what belongs to them, as each relation says: `nullify` lets the rows stay, and takes away the foreign
 * key or the links; `delete` deletes them, too; `orphan` deletes those of a table of links that have no other link;
 * `passive` leaves it to the database. It gives how many rows of the table itself were deleted.
 *
 * @example
 * deleteWith(users, [{ relation: userAddresses, onDelete: 'delete' }])({ id: 1 })
 * // select "users"."id" from "users" where "users"."id" = $1 order by "users"."id" for update;
 * // delete from "addresses" where "addresses"."userId" = $1;
 * // delete from "users" where "users"."id" = $1
 * @example
 * deleteWith(users, [{ relation: userPosts, onDelete: 'delete', below: [{ relation: postLabels, onDelete: 'nullify' }] }])(lt(users.c.visits, 1))
 * // select "users"."id" from "users" where "users"."visits" < $1 order by "users"."id" for update;
 * // delete from "tags" where exists (select 1 from "posts" where "posts"."id" = "tags"."postId" and "posts"."author_id" = any($1));
 * // delete from "posts" where "posts"."author_id" = any($1); delete from "users" where "users"."id" = any($1)
 */
export const deleteWith =
  <A extends string, S extends Specs, const C extends ReadonlyArray<Cascade>>(
    table: Table<A, S>,
    cascades: C & Cascading<C, S>,
  ) =>
  (rows: Condition<A> | Named<S> | ReadonlyArray<Named<S>>): Plan<number> =>
    deleting(table, cascades, rows)

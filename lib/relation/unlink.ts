/**
 * The statement that makes rows no longer belong together: it sets a foreign key to null, deletes links, or deletes the
 * rows that have nothing to belong to any more.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { allOf } from '../ast/conditions.js'
import { isRecord } from '../ast/Expr.js'
import type { Node } from '../ast/Node.js'
import type { Deleting, Refused, Statement, Updating } from '../ast/Scope.js'
import type { Delete, InvalidStatement, TableNode, Update } from '../ast/Statement.js'
import { primaryKeyOf } from '../schema/foreignKey.js'
import { invalidStatement, typedStatement } from '../statement/node.js'
import { isAmong, known, severalOf } from './known.js'
import type { SourceRow, TargetRow, TargetRows } from './link.js'
import {
  type AnyRelation,
  type AssociationOf,
  type LinksOf,
  labelOf,
  type SourceOf,
  type TargetOf,
  type Writable,
} from './Relation.js'
import {
  deleteOf,
  differenceOf,
  type KeyWrites,
  type Link,
  type LinkWrites,
  noneGiven,
  nullableOf,
  updateOf,
  writesOf,
} from './writing.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

export interface UnlinkOptions {
  /** What becomes of a row that belongs to nothing any more: its foreign key is null, or it is deleted. */
  readonly orphan?: 'nullify' | 'delete'
}

/** Whether the rows that have the foreign key always belong to one. */
type AlwaysLinked<R extends AnyRelation> = R['cardinality'] extends 'one'
  ? true
  : R['inverseCardinality'] extends 'one'
    ? true
    : false

/** Satisfied by options under which the rows can be unlinked. */
export type Unlinkable<R extends AnyRelation, O> = [AssociationOf<R>] extends [never]
  ? AlwaysLinked<R> extends true
    ? O extends { readonly orphan: 'delete' }
      ? unknown
      : Refused<"the foreign key cannot be null: say { orphan: 'delete' }, or link the row to another">
    : unknown
  : O extends { readonly orphan: any }
    ? Refused<'orphan is of foreign keys, and this relation has a table of links'>
    : unknown

/** The statement that unlinks: an update, or a delete. */
export type Unlinking<R extends AnyRelation> = [AssociationOf<R>] extends [never]
  ? Statement<Updating<any> | Deleting, SourceOf<R> | TargetOf<R>, never, never, never>
  : Statement<Deleting, LinksOf<R>, never, never, never>

// -------------------------------------------------------------------------------------
// problems
// -------------------------------------------------------------------------------------

const neverNull = ({ relation, table, set }: KeyWrites): CompileError =>
  invalidArgument(
    labelOf(relation),
    `cannot be unlinked: ${set.map(({ own }) => `${table.name}.${own}`).join(' + ')} may not be null`,
    "say { orphan: 'delete' } to delete the rows, or link them to another",
  )

const noOrphans = (relation: AnyRelation): CompileError =>
  invalidArgument(labelOf(relation), 'has no orphans: it is by a table of links', 'delete the rows by deleteWith')

const notAnOption = (relation: AnyRelation): CompileError =>
  invalidArgument(labelOf(relation), 'cannot be unlinked like this', "orphan is 'nullify' or 'delete'")

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

/** What takes these rows away from what they belong to. */
export const orphaning = (
  writes: KeyWrites,
  orphan: unknown,
  where: ReadonlyArray<Node>,
): Update | Delete | CompileError => {
  if (orphan === 'delete') return deleteOf(writes.table, where)
  if (orphan !== undefined && orphan !== 'nullify') return notAnOption(writes.relation)
  const columns = nullableOf(writes)
  return columns.length === 0
    ? neverNull(writes)
    : updateOf(writes.table, Object.fromEntries(columns.map(({ own }) => [own, null])), where)
}

/** The row that has the key, and what it has to point to: a row that belongs to another by now stays with it. */
const keysOf = (
  { table, held, holder, pairs }: KeyWrites,
  { source, target }: Link,
  name: string,
): ReadonlyArray<readonly [string, unknown]> => {
  const [row, parent] = holder === 'source' ? [source, target] : [target, source]
  const primary = primaryKeyOf(table)
  return [
    ...pairs.map(({ own, other }) => [own, known(held, parent, other, name)] as const),
    ...primary
      .filter((key) => !pairs.some(({ own }) => own === key))
      .map((key) => [key, known(table, row, key, name)] as const),
  ]
}

const unlinkedKeys = (writes: KeyWrites, links: ReadonlyArray<Link>, name: string): Node | CompileError => {
  const { table, holder } = writes
  if (primaryKeyOf(table).length === 0) {
    return invalidArgument(`the table ${table.name}`, 'has no primary key', 'use a condition of your own')
  }
  for (const { source, target } of links) {
    const [row, parent] = holder === 'source' ? [source, target] : [target, source]
    const problem = differenceOf(writes, row, parent)
    if (problem !== null) return problem
  }
  const rows = links.map((each) => keysOf(writes, each, name))
  return amongSame(table, rows)
}

const unlinkedLinks = (writes: LinkWrites, links: ReadonlyArray<Link>, name: string): Node => {
  const rows = links.map(({ source, target }) => [
    ...writes.toSource.map(({ own, other }) => [own, known(writes.source, source, other, name)] as const),
    ...writes.toTarget.map(({ own, other }) => [own, known(writes.target, target, other, name)] as const),
  ])
  return amongSame(writes.table, rows)
}

/** Rows by their columns; what is the same in all of them is compared once. */
const amongSame = (table: TableNode, rows: ReadonlyArray<ReadonlyArray<readonly [string, unknown]>>): Node => {
  const keys = (rows[0] ?? []).map(([key]) => key)
  const valued = rows.map((row) => row.map(([, value]) => value))
  const shared = keys.map((_, i) => valued.every((row) => row[i] === valued[0]?.[i]))
  const others = keys.flatMap((_, i) => (shared[i] ? [] : [i]))
  return allOf([
    ...keys.flatMap((key, i) => (shared[i] ? [isAmong(table, [key], [[valued[0]?.[i]]])] : [])),
    ...(others.length === 0
      ? []
      : [
          isAmong(
            table,
            others.map((i) => keys[i] as string),
            valued.map((row) => others.map((i) => row[i])),
          ),
        ]),
  ])
}

const unlinkingAll = (
  relation: AnyRelation,
  options: unknown,
  links: ReadonlyArray<Link>,
  name: string,
): Update | Delete | InvalidStatement => {
  const writes = writesOf(relation)
  if (!('relation' in writes)) return invalidStatement(writes)
  const orphan = isRecord(options) ? options.orphan : undefined
  if (links.length === 0) return invalidStatement(noneGiven(name, 'the rows'))
  if (writes._tag === 'Links') {
    return orphan === undefined
      ? deleteOf(writes.table, [unlinkedLinks(writes, links, name)])
      : invalidStatement(noOrphans(relation))
  }
  const where = unlinkedKeys(writes, links, name)
  if (!('joinery' in where)) return invalidStatement(where)
  const statement = orphaning(writes, orphan, [where])
  return 'joinery' in statement ? statement : invalidStatement(statement)
}

/**
 * The statement that makes rows no longer belong together; rows that do not, it leaves alone. A foreign key is set to
 * null, or its rows are deleted by `{ orphan: 'delete' }`; of a table of links, the links are deleted.
 *
 * @example unlink(userManager)({ id: 7 }, { id: 1 }) // update "users" set "managerId" = $1 where "users"."managerId" = $2 and "users"."id" = $3
 * @example unlink(userAddresses, { orphan: 'delete' })({ id: 1 }, [{ id: 7 }, { id: 8 }])
 * // delete from "addresses" where "addresses"."userId" = $1 and "addresses"."id" = any($2)
 * @example unlink(postLabels)({ id: 1 }, { id: 7 }) // delete from "tags" where "tags"."postId" = $1 and "tags"."labelId" = $2
 */
export const unlink =
  <R extends Writable, const O extends UnlinkOptions = {}>(relation: R & Unlinkable<R, O>, options?: O) =>
  (source: SourceRow<R>, target: TargetRows<R>): Unlinking<R> =>
    typedStatement(
      unlinkingAll(
        relation,
        options,
        severalOf(target).map((each) => ({ source, target: each })),
        'unlink',
      ),
    ) as Unlinking<R>

const notLinks = /* @__PURE__ */ invalidArgument(
  'the links of unlinkEach',
  'are not an array of pairs',
  'give [{ source: { id: 1 }, target: { id: 7 } }]',
)

/**
 * Takes many rows from many, in one statement.
 *
 * @example
 * unlinkEach(postLabels)([{ source: { id: 1 }, target: { id: 7 } }, { source: { id: 2 }, target: { id: 8 } }])
 * // delete from "tags" where exists (
 * //   select 1 from unnest($1::integer[], $2::integer[]) as "given"("postId", "labelId")
 * //   where "given"."postId" = "tags"."postId" and "given"."labelId" = "tags"."labelId"
 * // )
 */
export const unlinkEach =
  <R extends Writable, const O extends UnlinkOptions = {}>(relation: R & Unlinkable<R, O>, options?: O) =>
  (links: ReadonlyArray<{ readonly source: SourceRow<R>; readonly target: TargetRow<R> }>): Unlinking<R> =>
    typedStatement(
      Array.isArray(links) && links.every(isRecord)
        ? unlinkingAll(relation, options, links as unknown as ReadonlyArray<Link>, 'unlinkEach')
        : invalidStatement(notLinks),
    ) as Unlinking<R>

/**
 * Relations as changes: the statement that makes rows belong together.
 *
 * Over a foreign key it is an update of the rows that have it; over a table of links, an insert. Conditions of a relation
 * say what is read: a link sets keys, whatever they say.
 */
import type { CompileError } from '../ast/CompileError.js'
import { invalidArgument } from '../ast/CompileError.js'
import { isEqual } from '../ast/conditions.js'
import { isBranded, isRecord } from '../ast/Expr.js'
import type { Column as ColumnNode } from '../ast/Node.js'
import type { Inserting, Statement, Updating } from '../ast/Scope.js'
import type { Insert, InvalidStatement, Update } from '../ast/Statement.js'
import { unusedName } from '../ast/scopes.js'
import { primaryKeyOf } from '../schema/foreignKey.js'
import type { InsertableOf } from '../schema/Table.js'
import { invalidStatement, typedStatement } from '../statement/node.js'
import { areRows, boundRows, keyText, known, severalOf } from './known.js'
import {
  type AnyRelation,
  type AssociationOf,
  type LinksOf,
  labelOf,
  type Named,
  type SourceOf,
  type SpecsIn,
  type TargetOf,
  type Writable,
} from './Relation.js'
import {
  differenceOf,
  insertLinks,
  type KeyWrites,
  type Link,
  noneGiven,
  settingOf,
  updateOf,
  writesOf,
} from './writing.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** A row of the source, or of the target, by what names it. */
export type SourceRow<R extends AnyRelation> = Named<SpecsIn<R['source']>>
export type TargetRow<R extends AnyRelation> = Named<SpecsIn<R['target']>>

/** One row where there is one at most, otherwise any number. */
export type TargetRows<R extends AnyRelation> = R['cardinality'] extends 'many'
  ? TargetRow<R> | ReadonlyArray<TargetRow<R>>
  : TargetRow<R>

/** What else a row of links has: the columns that do not point to the rows. */
export type PayloadOf<R extends AnyRelation> = InsertableOf<AssociationOf<R>>

/** The same for all rows, or for each. */
type GivenPayload<R extends AnyRelation> = PayloadOf<R> | ((target: TargetRow<R>, index: number) => PayloadOf<R>)

/** The payload, where there is a table of links, and what has no default in it. */
export type PayloadArgument<R extends AnyRelation> = [AssociationOf<R>] extends [never]
  ? readonly []
  : {} extends PayloadOf<R>
    ? readonly [payload?: GivenPayload<R>]
    : readonly [payload: GivenPayload<R>]

/** One of many links. */
export type LinkOf<R extends AnyRelation> = {
  readonly source: SourceRow<R>
  readonly target: TargetRow<R>
} & ([AssociationOf<R>] extends [never]
  ? unknown
  : {} extends PayloadOf<R>
    ? { readonly payload?: PayloadOf<R> }
    : { readonly payload: PayloadOf<R> })

/** The statement that links: an update, or an insert of links. */
export type Linking<R extends AnyRelation> = [AssociationOf<R>] extends [never]
  ? Statement<Updating<any>, SourceOf<R> | TargetOf<R>, never, never, never>
  : Statement<Inserting<AssociationOf<R>>, LinksOf<R>, never, never, never>

// -------------------------------------------------------------------------------------
// foreign keys
// -------------------------------------------------------------------------------------

export const noPayload = (relation: AnyRelation): CompileError =>
  invalidArgument(labelOf(relation), 'has no table of links to keep a payload in', 'leave it out')

const severalParents = (relation: AnyRelation): CompileError =>
  invalidArgument(labelOf(relation), 'leads to one row at most, and several are given', 'give one')

const linkedTwice = (relation: AnyRelation, { name }: { readonly name: string }): CompileError =>
  invalidArgument(labelOf(relation), `cannot link a row of ${name} to two rows`, 'give each row once')

/** Every row of the holder gets the same parent. */
export const toOneParent = (writes: KeyWrites, rows: ReadonlyArray<unknown>, parent: unknown, name: string): Update => {
  const row = rows.find((each) => differenceOf(writes, each, parent) !== null) ?? rows[0]
  return updateOf(writes.table, settingOf(writes, row, parent, name), [areRows(writes.table, rows, name)])
}

/** Each row of the holder gets a parent of its own. */
export const toOwnParents = (
  writes: KeyWrites,
  pairs: ReadonlyArray<{ readonly row: unknown; readonly parent: unknown }>,
  name: string,
): Update | InvalidStatement => {
  const { relation, table, set } = writes
  const keys = primaryKeyOf(table)
  if (keys.length === 0) return updateOf(table, {}, [areRows(table, [], name)])
  const given = pairs.map(({ row, parent }) => ({
    key: keys.map((key) => known(table, row, key, name)),
    set: settingOf(writes, row, parent, name),
  }))
  const texts = given.map(({ key }) => keyText(key))
  if (new Set(texts).size < texts.length) return invalidStatement(linkedTwice(relation, table))
  const values = given.flatMap(({ key, set: changes }) => [...key, ...Object.values(changes)])
  const problem = values.find(isBranded)
  if (problem !== undefined) {
    const error = (problem as { readonly error?: CompileError }).error
    return invalidStatement(error ?? invalidArgument(`a row of ${name}`, 'has an expression', 'give values'))
  }
  // where a key is changed, it is read as it was and as it is to be
  const newName = (own: string): string => (keys.includes(own) ? `new ${own}` : own)
  const alias = unusedName('links', new Set([table.alias]))
  const source = boundRows(
    alias,
    Object.fromEntries([
      ...keys.map((key) => [key, table.columns[key] as ColumnNode]),
      ...set.map(({ own }) => [newName(own), table.columns[own] as ColumnNode]),
    ]),
    given.map(({ key, set: changes }) => ({
      ...Object.fromEntries(keys.map((each, i) => [each, key[i]])),
      ...Object.fromEntries(set.map(({ own }) => [newName(own), changes[own]])),
    })),
  )
  return updateOf(
    table,
    Object.fromEntries(set.map(({ own }) => [own, source.columns[newName(own)]])),
    keys.map((key) => isEqual(table.columns[key] as ColumnNode, source.columns[key] as ColumnNode)),
    [source],
  )
}

// -------------------------------------------------------------------------------------
// links
// -------------------------------------------------------------------------------------

/** The payload of each target: what was given, or what the given function makes of it. */
export const payloadOf = (payload: unknown, target: unknown, i: number): unknown =>
  typeof payload === 'function' ? payload(target, i) : payload

const linking = (
  relation: AnyRelation,
  source: unknown,
  targets: unknown,
  payload: unknown,
): Update | Insert | InvalidStatement => {
  const writes = writesOf(relation)
  if (!('relation' in writes)) return invalidStatement(writes)
  const rows = severalOf(targets)
  if (rows.length === 0) return invalidStatement(noneGiven('link', 'the rows'))
  if (writes._tag === 'Links') {
    const links = rows.map((target, i): Link => ({ source, target, payload: payloadOf(payload, target, i) }))
    return insertLinks(writes, links, 'link')
  }
  if (payload !== undefined) return invalidStatement(noPayload(relation))
  if (writes.holder === 'target') return toOneParent(writes, rows, source, 'link')
  return rows.length === 1 ? toOneParent(writes, [source], rows[0], 'link') : invalidStatement(severalParents(relation))
}

/**
 * The statement that makes rows belong together. A row is whatever names it: its primary key is enough.
 *
 * What a key of a table of links says is there already stays as it is; where no key says so, each call adds a link.
 *
 * @example link(userAddresses)({ id: 1 }, { id: 7 }) // update "addresses" set "userId" = $1 where "addresses"."id" = $2
 * @example link(userAddresses)({ id: 1 }, [{ id: 7 }, { id: 8 }]) // update "addresses" set "userId" = $1 where "addresses"."id" = any($2)
 * @example link(postLabels)({ id: 1 }, [{ id: 7 }, { id: 8 }])
 * // insert into "tags" ("postId", "labelId") values ($1, $2), ($3, $4) on conflict ("postId", "labelId") do nothing
 */
export const link =
  <R extends Writable>(relation: R) =>
  (source: SourceRow<R>, target: TargetRows<R>, ...payload: PayloadArgument<R>): Linking<R> =>
    typedStatement(linking(relation, source, target, payload[0])) as Linking<R>

const linkingEach = (relation: AnyRelation, links: unknown): Update | Insert | InvalidStatement => {
  const writes = writesOf(relation)
  if (!('relation' in writes)) return invalidStatement(writes)
  if (!Array.isArray(links) || !links.every(isRecord)) return invalidStatement(notLinks)
  if (links.length === 0) return invalidStatement(noneGiven('linkEach', 'the links'))
  const given = links as unknown as ReadonlyArray<Link>
  if (writes._tag === 'Links') return insertLinks(writes, given, 'linkEach')
  if (given.some(({ payload }) => payload !== undefined)) return invalidStatement(noPayload(relation))
  const pairs = given.map(({ source, target }) =>
    writes.holder === 'source' ? { row: source, parent: target } : { row: target, parent: source },
  )
  return toOwnParents(writes, pairs, 'linkEach')
}

const notLinks = /* @__PURE__ */ invalidArgument(
  'the links of linkEach',
  'are not an array of pairs',
  'give [{ source: { id: 1 }, target: { id: 7 } }]',
)

/**
 * Links many rows to many, in one statement.
 *
 * @example
 * linkEach(postLabels)([{ source: { id: 1 }, target: { id: 7 } }, { source: { id: 2 }, target: { id: 7 } }])
 * // insert into "tags" ("postId", "labelId") values ($1, $2), ($3, $4) on conflict ("postId", "labelId") do nothing
 * @example
 * linkEach(addressUser)([{ source: { id: 7 }, target: { id: 1 } }, { source: { id: 8 }, target: { id: 2 } }])
 * // update "addresses" set "userId" = "links"."userId" from unnest($1::integer[], $2::integer[]) as "links"("id", "userId")
 * // where "addresses"."id" = "links"."id"
 */
export const linkEach =
  <R extends Writable>(relation: R) =>
  (links: ReadonlyArray<LinkOf<R>>): Linking<R> =>
    typedStatement(linkingEach(relation, links)) as Linking<R>

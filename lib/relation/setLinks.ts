/**
 * Plans that leave a row linked to exactly these, and touch only what differs.
 *
 * The rows whose links are set are locked first, in the order of their keys: of two programs that set the links of one row
 * at the same time, the one that comes second leaves its own, not a mixture of both.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { isEqual } from '../ast/conditions.js'
import { isBranded, isRecord, toValue } from '../ast/Expr.js'
import { emptySelect } from '../ast/emptySelect.js'
import { type Branded, brand, type Column as ColumnNode } from '../ast/Node.js'
import type { Refused } from '../ast/Scope.js'
import { booleanType } from '../ast/SqlType.js'
import type { ConflictUpdate, Insert, InvalidStatement, Select, TableNode, Update } from '../ast/Statement.js'
import { unusedName } from '../ast/scopes.js'
import { fixed, type Plan, planOf, type Step } from '../exec/plan.js'
import { right } from '../fp.js'
import { primaryKeyOf } from '../schema/foreignKey.js'
import { invalidStatement } from '../statement/node.js'
import { anyOf, areRows, boundRows, isAmong, isDistinct, known, severalOf } from './known.js'
import {
  noPayload,
  type PayloadArgument,
  payloadOf,
  type SourceRow,
  type TargetRow,
  toOneParent,
  toOwnParents,
} from './link.js'
import { lockedRows, refusedPlan } from './plans.js'
import { type AnyRelation, labelOf, type Writable } from './Relation.js'
import { orphaning, type Unlinkable, type UnlinkOptions } from './unlink.js'
import {
  deleteOf,
  distinct,
  insertLinks,
  type KeyWrites,
  type Link,
  type LinkWrites,
  linkKeys,
  linkRow,
  linksOnce,
  noneGiven,
  writesOf,
} from './writing.js'

// -------------------------------------------------------------------------------------
// types
// -------------------------------------------------------------------------------------

/** What was different: how many links were made or changed, and how many were taken away. */
export interface LinkChanges {
  readonly linked: number
  readonly unlinked: number
}

/** Satisfied by a relation that leads to rows which have the foreign key, or to links. */
type Settable<R extends AnyRelation> = R['cardinality'] extends 'many'
  ? unknown
  : R['inverseCardinality'] extends 'many'
    ? Refused<'this relation leads to one row at most: use link, or unlink'>
    : unknown

/** A row, and all that it is to be linked to. */
interface Group {
  readonly source: unknown
  readonly links: ReadonlyArray<Link>
}

// -------------------------------------------------------------------------------------
// links
// -------------------------------------------------------------------------------------

const unkeyed = (writes: LinkWrites): CompileError =>
  invalidArgument(
    labelOf(writes.relation),
    `cannot keep a payload: no key says that a link is in ${writes.table.name} once`,
    `make ${linkKeys(writes).join(' + ')} its primary key, or unique`,
  )

/** Takes over the payload of a link that is there, where it is another. */
const changedPayload = (table: TableNode, keys: ReadonlyArray<string>): ConflictUpdate => {
  const pairs = keys.map((key) => {
    const column = table.columns[key] as ColumnNode
    return [key, column, { ...column, table: 'excluded' }] as const
  })
  return {
    _tag: 'Update',
    set: Object.fromEntries(pairs.map(([key, , excluded]) => [key, excluded])),
    assignments: [],
    where: [anyOf(pairs.map(([, column, excluded]) => isDistinct(column, excluded)))],
  }
}

/** Inserts those links that are not there, where no key says so. */
const insertMissing = (writes: LinkWrites, links: ReadonlyArray<Link>): Insert | InvalidStatement => {
  const { table } = writes
  const keys = linkKeys(writes)
  const rows = distinct(
    keys,
    links.map((link) => linkRow(writes, link, 'setLinks')),
  )
  if (links.some(({ payload }) => payload !== undefined)) return invalidStatement(unkeyed(writes))
  const wrong = rows.flatMap(Object.values).find(isBranded)
  if (wrong !== undefined) {
    return invalidStatement(
      (wrong as { readonly error?: CompileError }).error ??
        invalidArgument('a row of setLinks', 'has an expression for its key', 'give values'),
    )
  }
  const alias = unusedName('links', new Set([table.alias]))
  const given = boundRows(alias, Object.fromEntries(keys.map((key) => [key, table.columns[key] as ColumnNode])), rows)
  const there: Select = {
    ...emptySelect,
    from: table,
    where: keys.map((key) => isEqual(table.columns[key] as ColumnNode, given.columns[key] as ColumnNode)),
  }
  return {
    ...insertLinks(writes, [], 'setLinks'),
    query: {
      ...emptySelect,
      projection: { items: keys.map((key) => ({ _tag: 'Field', key, node: given.columns[key] as ColumnNode })) },
      from: given,
      where: [
        {
          joinery: brand,
          _tag: 'Not',
          condition: { joinery: brand, _tag: 'Exists', query: there, type: booleanType },
          type: booleanType,
        },
      ],
    },
  }
}

const insertedOf = (writes: LinkWrites, links: ReadonlyArray<Link>): Insert | InvalidStatement => {
  if (!linksOnce(writes)) return insertMissing(writes, links)
  const keys = linkKeys(writes)
  const payload = new Set(links.flatMap(({ payload: each }) => (isRecord(each) ? Object.keys(each) : [])))
  const changed = Object.keys(writes.table.columns).filter((key) => payload.has(key) && !keys.includes(key))
  return insertLinks(writes, links, 'setLinks', changed.length === 0 ? null : changedPayload(writes.table, changed))
}

interface Statements {
  readonly lock: Branded
  readonly unlink: Branded
  readonly link: Branded | null
}

const linkStatements = (writes: LinkWrites, groups: ReadonlyArray<Group>): Statements => {
  const { table, toSource, toTarget } = writes
  const own = (pairs: LinkWrites['toSource']): ReadonlyArray<string> => pairs.map((pair) => pair.own)
  const sourceOf = ({ source }: { readonly source: unknown }) =>
    toSource.map(({ other }) => known(writes.source, source, other, 'setLinks'))
  const targetOf = ({ target }: Link) => toTarget.map(({ other }) => known(writes.target, target, other, 'setLinks'))
  const links = groups.flatMap((group) => group.links)
  const kept =
    groups.length === 1
      ? isAmong(table, own(toTarget), links.map(targetOf), true)
      : isAmong(
          table,
          [...own(toSource), ...own(toTarget)],
          links.map((link) => [...sourceOf(link), ...targetOf(link)]),
          true,
        )
  return {
    lock: lockedRows(
      'noKeyUpdate',
      writes.source,
      toSource.map(({ other }) => other),
      groups.map(sourceOf),
    ),
    unlink: deleteOf(table, [
      isAmong(table, own(toSource), groups.map(sourceOf)),
      ...(links.length === 0 ? [] : [kept]),
    ]),
    link: links.length === 0 ? null : insertedOf(writes, links),
  }
}

// -------------------------------------------------------------------------------------
// foreign keys
// -------------------------------------------------------------------------------------

/** Only those rows whose foreign key is another. */
const whereDifferent = (statement: Update | InvalidStatement): Update | InvalidStatement => {
  if (statement._tag === 'InvalidStatement') return statement
  const { table, set, where } = statement
  const distinct = Object.entries(set).map(([key, value]) => {
    const column = table.columns[key] as ColumnNode
    return isDistinct(column, toValue(value, column.type, `the ${key} of setLinks`))
  })
  return distinct.length === 0 ? statement : { ...statement, where: [...where, anyOf(distinct)] }
}

const keyStatements = (writes: KeyWrites, groups: ReadonlyArray<Group>, orphan: unknown): Statements | CompileError => {
  const { table, held, pairs } = writes
  const primary = primaryKeyOf(table)
  if (primary.length === 0) {
    return invalidArgument(`the table ${table.name}`, 'has no primary key', 'use a condition of your own')
  }
  const sourceOf = ({ source }: { readonly source: unknown }) =>
    pairs.map(({ other }) => known(held, source, other, 'setLinks'))
  const links = groups.flatMap((group) => group.links)
  const others = primary.filter((key) => !pairs.some(({ own }) => own === key))
  const columns = [...pairs.map(({ own }) => own), ...others]
  const keyOf = (link: Link) => [...sourceOf(link), ...others.map((key) => known(table, link.target, key, 'setLinks'))]
  const kept =
    groups.length === 1
      ? areRows(
          table,
          links.map(({ target }) => target),
          'setLinks',
          true,
        )
      : isAmong(table, columns, links.map(keyOf), true)
  const unlink = orphaning(writes, orphan, [
    isAmong(
      table,
      pairs.map(({ own }) => own),
      groups.map(sourceOf),
    ),
    ...(links.length === 0 ? [] : [kept]),
  ])
  if (!('joinery' in unlink)) return unlink
  const [first] = groups
  return {
    lock: lockedRows(
      'noKeyUpdate',
      held,
      pairs.map(({ other }) => other),
      groups.map(sourceOf),
    ),
    unlink,
    link:
      links.length === 0
        ? null
        : whereDifferent(
            groups.length === 1
              ? toOneParent(
                  writes,
                  links.map(({ target }) => target),
                  first?.source,
                  'setLinks',
                )
              : toOwnParents(
                  writes,
                  links.map(({ source, target }) => ({ row: target, parent: source })),
                  'setLinks',
                ),
          ),
  }
}

// -------------------------------------------------------------------------------------
// plans
// -------------------------------------------------------------------------------------

const oneAtMost = (relation: AnyRelation): CompileError =>
  invalidArgument(
    labelOf(relation),
    'leads to one row at most, by a foreign key of its source',
    'use link, or unlink, or the inverse of it',
  )

const noOrphans = (relation: AnyRelation): CompileError =>
  invalidArgument(labelOf(relation), 'has no orphans: it is by a table of links', 'delete the rows by deleteWith')

const statementsOf = (
  relation: AnyRelation,
  groups: ReadonlyArray<Group>,
  options: unknown,
): Statements | CompileError => {
  const writes = writesOf(relation)
  if (!('relation' in writes)) return writes
  if (groups.length === 0) return noneGiven('setLinks', 'the rows')
  const orphan = isRecord(options) ? options.orphan : undefined
  if (writes._tag === 'Links') return orphan === undefined ? linkStatements(writes, groups) : noOrphans(relation)
  if (writes.holder === 'source') return oneAtMost(relation)
  return groups.some(({ links }) => links.some(({ payload }) => payload !== undefined))
    ? noPayload(relation)
    : keyStatements(writes, groups, orphan)
}

const settingLinks = (relation: AnyRelation, groups: ReadonlyArray<Group>, options: unknown): Plan<LinkChanges> => {
  const statements = statementsOf(relation, groups, options)
  if (!('lock' in statements)) {
    return refusedPlan(statements)
  }
  const { lock, unlink, link } = statements
  const changes: ReadonlyArray<Step> = [fixed(unlink), ...(link === null ? [] : [fixed(link)])]
  const all = [fixed(lock), ...changes]
  return planOf(
    ({ locksRows }) => (locksRows ? all : changes),
    (outcomes) => {
      const [unlinked, linked] = outcomes.slice(-changes.length)
      return right({ linked: linked?.count ?? 0, unlinked: unlinked?.count ?? 0 })
    },
  )
}

/**
 * Leaves a row linked to exactly these: others are unlinked, those that are linked already stay as they are, but for a
 * payload that is another. Three statements, whatever the number of rows.
 *
 * @example
 * setLinks(postLabels)({ id: 1 }, [{ id: 7 }, { id: 8 }])
 * // select "posts"."id" from "posts" where "posts"."id" = $1 order by "posts"."id" for no key update;
 * // delete from "tags" where "tags"."postId" = $1 and "tags"."labelId" <> all($2);
 * // insert into "tags" ("postId", "labelId") values ($1, $2), ($3, $4) on conflict ("postId", "labelId") do nothing
 * @example setLinks(userAddresses, { orphan: 'delete' })({ id: 1 }, []) // …; delete from "addresses" where "addresses"."userId" = $1
 */
export const setLinks =
  <R extends Writable, const O extends UnlinkOptions = {}>(relation: R & Settable<R> & Unlinkable<R, O>, options?: O) =>
  (source: SourceRow<R>, targets: ReadonlyArray<TargetRow<R>>, ...payload: PayloadArgument<R>): Plan<LinkChanges> => {
    const links = severalOf(targets).map(
      (target, i): Link => ({ source, target, payload: payloadOf(payload[0], target, i) }),
    )
    return settingLinks(relation, [{ source, links }], options)
  }

/** A row, and all that it is to be linked to, with what payload. */
export type LinksTo<R extends AnyRelation> = {
  readonly source: SourceRow<R>
  readonly targets: ReadonlyArray<TargetRow<R>>
} & (PayloadArgument<R> extends readonly []
  ? unknown
  : PayloadArgument<R> extends readonly [infer P]
    ? { readonly payload: P }
    : { readonly payload?: PayloadArgument<R>[0] })

const notGroups = /* @__PURE__ */ invalidArgument(
  'the rows of setLinksEach',
  'are not an array of rows with all that they are linked to',
  'give [{ source: { id: 1 }, targets: [{ id: 7 }] }]',
)

/** `setLinks` for many rows, in as many statements as for one. @example setLinksEach(postLabels)([{ source: { id: 1 }, targets: [{ id: 7 }] }, { source: { id: 2 }, targets: [] }]) */
export const setLinksEach =
  <R extends Writable, const O extends UnlinkOptions = {}>(relation: R & Settable<R> & Unlinkable<R, O>, options?: O) =>
  (groups: ReadonlyArray<LinksTo<R>>): Plan<LinkChanges> => {
    const given: unknown = groups
    if (!Array.isArray(given) || !given.every((group) => isRecord(group) && Array.isArray(group.targets))) {
      return refusedPlan(notGroups)
    }
    return settingLinks(
      relation,
      given.map(({ source, targets, payload }) => ({
        source,
        links: targets.map((target: unknown, i: number) => ({
          source,
          target,
          payload: payloadOf(payload, target, i),
        })),
      })),
      options,
    )
  }

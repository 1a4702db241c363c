/** Relations as conditions: whether a row has related ones, and whether it is related to one that is known. */

import { allOf, isEqual } from '../ast/conditions.js'
import { type Condition, type Expr, toNode, toOperand, typed } from '../ast/Expr.js'
import { brand, type Column as ColumnNode, type Node } from '../ast/Node.js'
import { booleanType } from '../ast/SqlType.js'
import type { Select, Source as SourceNode, TableNode } from '../ast/Statement.js'
import { unusedName } from '../ast/scopes.js'
import { primaryKeyOf } from '../schema/foreignKey.js'
import { toAlias } from './combine.js'
import { areRows, known, noKey, type Values } from './known.js'
import {
  type AnyRelation,
  asNode,
  type LinksOf,
  type Named,
  type SourceOf,
  type SpecsIn,
  stepsFrom,
  type TargetOf,
} from './Relation.js'
import { relatedSelect } from './rows.js'

// -------------------------------------------------------------------------------------
// any, every, none
// -------------------------------------------------------------------------------------

/** What a condition on the target reads beside it. */
type Outside<R extends AnyRelation, U> = SourceOf<R> | Exclude<NoInfer<U>, TargetOf<R> | LinksOf<R>>

const existing = (query: Select): Node => ({ joinery: brand, _tag: 'Exists', query, type: booleanType })

const negated = (condition: Node): Node => ({ joinery: brand, _tag: 'Not', condition, type: booleanType })

const having = (relation: AnyRelation, condition: Node | null): Select => {
  const rows = relatedSelect(relation)
  return condition === null || condition._tag === 'Skip' ? rows : { ...rows, where: [...rows.where, condition] }
}

const conditionOn = (
  relation: AnyRelation,
  condition: ((target: any) => unknown) | undefined,
  name: string,
): Node | null => (condition === undefined ? null : toNode(condition(relation.target), `the condition of ${name}`))

/**
 * Whether any related row meets the condition; without one, whether there is any.
 *
 * @example some(userAddresses, (a) => like(a.c.email, '%@google.com'))
 * // exists (select 1 from "addresses" where "users"."id" = "addresses"."userId" and "addresses"."email" like $1)
 */
export const some = <R extends AnyRelation, U = never>(
  relation: R,
  condition?: (target: R['target']) => Condition<U>,
): Expr<boolean, Outside<R, U>, never> => typed(existing(having(relation, conditionOn(relation, condition, 'some'))))

/** `some`, in words for a relation to one row. @example has(addressUser, (u) => eq(u.c.name, 'jack')) // exists (select 1 from "users" where "addresses"."userId" = "users"."id" and "users"."name" = $1) */
export const has = some

/**
 * Whether no related row meets the condition; without one, whether there is none.
 *
 * @example none(userAddresses) // not exists (select 1 from "addresses" where "users"."id" = "addresses"."userId")
 */
export const none = <R extends AnyRelation, U = never>(
  relation: R,
  condition?: (target: R['target']) => Condition<U>,
): Expr<boolean, Outside<R, U>, never> =>
  typed(negated(existing(having(relation, conditionOn(relation, condition, 'none')))))

/**
 * Whether every related row meets the condition, as is so where there is none. A row for which it is null does not.
 *
 * @example every(userAddresses, (a) => like(a.c.email, '%.com'))
 * // not exists (select 1 from "addresses" where "users"."id" = "addresses"."userId" and ("addresses"."email" like $1) is not true)
 */
export const every = <R extends AnyRelation, U>(
  relation: R,
  condition: (target: R['target']) => Condition<U>,
): Expr<boolean, Outside<R, U>, never> => {
  const met = conditionOn(relation, condition, 'every') as Node
  const unmet: Node = { joinery: brand, _tag: 'Truth', operand: met, truth: 'true', negated: true, type: booleanType }
  return typed(negated(existing(having(relation, unmet))))
}

// -------------------------------------------------------------------------------------
// known rows
// -------------------------------------------------------------------------------------

/** A value that a row must have, bound with the type of a column; or the problem that it lacks it. */
const valueOf = (
  table: { readonly name: string },
  row: unknown,
  key: string,
  { type }: ColumnNode,
  name: string,
): Node => toOperand(known(table, row, key, name), type, `the ${key} of a row of ${table.name}`)

/** Whether a source has the columns of a table, and tells its rows apart as that does. */
const isKeyed = (source: SourceNode): source is TableNode => 'definitions' in source

/** The columns of one side of a link are known where the row is: they need no join. */
const linkedTo = (relation: AnyRelation, row: Values): Node | null => {
  const { writes } = relation
  const source = asNode(relation.source)
  if (writes?._tag !== 'ForeignKey' || writes.holder !== 'source' || relation.hops.length !== 1) return null
  return allOf(
    writes.pairs.map((pair) => {
      const column = source.columns[pair.source] as ColumnNode
      return isEqual(column, valueOf(asNode(relation.target) as TableNode, row, pair.target, column, 'includes'))
    }),
  )
}

/**
 * Whether a row that is known is among the related ones; what names it is enough. Over a foreign key of the source's own,
 * it is compared with that.
 *
 * @example includes(userAddresses, { id: 7 }) // exists (select 1 from "addresses" where "users"."id" = "addresses"."userId" and "addresses"."id" = $1)
 * @example includes(addressUser, { id: 1 }) // "addresses"."userId" = $1
 */
export const includes = <R extends AnyRelation>(
  relation: R,
  row: Named<SpecsIn<R['target']>>,
): Expr<boolean, SourceOf<R>, never> => {
  const target = asNode(relation.target)
  const direct = relation.problem === null ? linkedTo(relation, row as Values) : null
  return typed(
    direct ??
      existing(having(relation, isKeyed(target) ? areRows(target, [row], 'includes') : noKey({ name: target.alias }))),
  )
}

/**
 * Whether a row of the target belongs to a row of the source that is known: a condition on the target, without the source.
 *
 * @example pipe(from(addresses), where(withParent(userAddresses, { id: 1 })), select({ id: addresses.c.id }))
 * // select "addresses"."id" from "addresses" where $1 = "addresses"."userId"
 */
export const withParent = <R extends AnyRelation>(
  relation: R,
  row: Partial<Readonly<Record<keyof SpecsIn<R['source']>, unknown>>> & Readonly<Record<string, unknown>>,
): Expr<boolean, TargetOf<R>, never> => typed(belonging(relation, row))

/** Whether a row of the target is among the rows that a query makes for the row of the source. */
const among = (relation: AnyRelation, source: SourceNode, target: SourceNode): Node => {
  const other = toAlias(unusedName(target.alias, new Set([target.alias])))(relation)
  const keys = isKeyed(target) ? primaryKeyOf(target) : []
  if (keys.length === 0) return noKey({ name: target.alias } as TableNode)
  const rows = relatedSelect(other, source)
  const same = keys.map((key) => isEqual(asNode(other.target).columns[key] as Node, target.columns[key] as Node))
  return existing({ ...rows, where: [...rows.where, ...same] })
}

const belonging = (relation: AnyRelation, row: Values): Node => {
  const source = asNode(relation.source)
  const known = {
    ...source,
    columns: Object.fromEntries(
      Object.entries(source.columns).map(([key, column]) => [
        key,
        valueOf({ name: source.alias }, row, key, column, 'withParent'),
      ]),
    ),
  }
  // a source whose columns are values: the steps compare with those
  const valued = { ...known, c: known.columns } as unknown as typeof source
  const target = asNode(relation.target)
  if (stepsFrom(relation, valued).at(-1)?.to._tag === 'Lateral') return among(relation, valued, target)
  const rows = relatedSelect(relation, valued)
  const [only, ...others] = rows.joins
  if (only === undefined) return allOf(rows.where)
  const last = others.at(-1) ?? only
  return existing({
    ...rows,
    joins: rows.joins.filter((join) => join !== last),
    where: [...rows.where, ...(last.on === null ? [] : [last.on])],
  })
}

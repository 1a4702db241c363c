/** Relations as nested results: related rows inside the row that they belong to. */
import { type Condition, type Expr, isRecord, toNode, typed, type valueOf } from '../ast/Expr.js'
import { brand, type Collect, type Strategy } from '../ast/Node.js'
import type { Projection } from '../ast/Projection.js'
import type { Free, Refused, Select, Yielding } from '../ast/Scope.js'
import type { Shape } from '../ast/SqlType.js'
import type { Select as SelectNode } from '../ast/Statement.js'
import { nested } from '../nest/nest.js'
import type { AnySource } from '../schema/Table.js'
import { selectNode, typedStatement } from '../statement/node.js'
import { type Projectable, projection, type ReadsOfProjectable, type RowOfProjectable } from '../statement/project.js'
import { type AnyRelation, type LinksOf, labelOf, type SourceOf, type TargetOf } from './Relation.js'
import { type RelatedRows, relatedSelect } from './rows.js'

// -------------------------------------------------------------------------------------
// options
// -------------------------------------------------------------------------------------

/**
 * How related rows are found. `subselect`: in a subselect of each row. `grouped`: in a query of all related rows, which is
 * joined; it knows no limits. `split`: in a statement of their own, by the keys that the first one gave. The rows are the
 * same by each of them.
 *
 * Left out, it is `grouped` where all rows of a table are selected, and `subselect` where they are not.
 */
export interface CollectOptions {
  readonly strategy?: Exclude<Strategy, 'join'>
}

/** `join` if nothing is said; a relation that may have several rows is a `subselect`, which sees to it that it has one. */
export interface PickOptions<T, U> {
  readonly strategy?: Exclude<Strategy, 'grouped'>
  /** A condition that the row has to meet: without it there is none. */
  readonly where?: (target: T) => Condition<U>
  /** Of a relation to many rows, there is one at most: if there are more when it runs, that is an error. */
  readonly assumeUnique?: boolean
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const nothing: Projection = { items: [] }

const nestedRows = (
  relation: AnyRelation,
  query: SelectNode,
  shape: Shape,
  required: boolean,
  strategy: unknown,
): Collect => {
  const rows = { _tag: 'rows', projection: query.projection ?? nothing, shape, label: labelOf(relation) } as const
  return {
    joinery: brand,
    _tag: 'Collect',
    query,
    strategy: (strategy ?? null) as Strategy | null,
    required,
    rows,
    type: rows,
  }
}

/** All columns of the related rows. */
const whole = (rows: SelectNode, target: AnySource): SelectNode => ({
  ...rows,
  projection: projection(target, 'collect'),
})

interface CollectRelated {
  <R extends AnyRelation, S, U, Row>(
    relation: R,
    build: (rows: RelatedRows<R>, target: R['target']) => Select<S, any, U, Row> & Yielding<Row>,
    options?: CollectOptions,
  ): Expr<ReadonlyArray<Row>, Free<U, S>, never>
  <R extends AnyRelation>(relation: R): Expr<ReadonlyArray<R['target'][typeof valueOf]>, SourceOf<R>, never>
}

/**
 * The related rows as an array inside the row; empty where there are none. `build` says which columns, and may filter,
 * order and limit; every value keeps its type. Without it, they are whole rows.
 *
 * @example
 * select({
 *   name: users.c.name,
 *   addresses: collect(userAddresses, (rows, a) => pipe(rows, orderBy(a.c.id), select({ email: a.c.email }))),
 * })
 */
export const collect: CollectRelated = (
  relation: AnyRelation,
  build?: (rows: any, target: any) => Select<any, any, any, any>,
  { strategy }: CollectOptions = {},
): any => {
  const rows = relatedSelect(relation)
  const built =
    build === undefined
      ? whole(rows, relation.target)
      : selectNode(build(typedStatement(rows), relation.target), 'collect')
  // the relation's own order, where nothing else is said
  const query = built.orderBy.length === 0 ? { ...built, orderBy: relation.orderBy } : built
  return typed(nestedRows(relation, nested(query), 'many', false, strategy))
}

// -------------------------------------------------------------------------------------
// one row
// -------------------------------------------------------------------------------------

type ToOne = { readonly cardinality: 'one' | 'maybe' }

/** Satisfied by a relation to one row, and by one of which that is said. */
type One<R extends AnyRelation, O> = R extends ToOne
  ? unknown
  : O extends { readonly assumeUnique: true }
    ? unknown
    : Refused<'this relation leads to many rows: collect them, or say { assumeUnique: true }'>

/** Satisfied by fields of the related row alone. */
type Within<R extends AnyRelation, P> = [Exclude<ReadsOfProjectable<P>, TargetOf<R> | LinksOf<R>>] extends [never]
  ? unknown
  : Refused<'a picked row has only columns of its own: select the others beside it'>

/** The row, null where there may be none. */
type Picked<R extends AnyRelation, O, Row> = R['cardinality'] extends 'one'
  ? O extends { readonly where: unknown }
    ? Row | null
    : Row
  : Row | null

interface Pick {
  <R extends AnyRelation, P extends Projectable, const O extends PickOptions<R['target'], any>>(
    relation: R & One<R, O>,
    build: (target: R['target']) => P & Within<R, P>,
    options?: O,
  ): Expr<Picked<R, O, RowOfProjectable<P, never>>, SourceOf<R>, SourceOf<R>>
  <R extends AnyRelation>(
    relation: R & One<R, unknown>,
  ): Expr<Picked<R, unknown, R['target'][typeof valueOf]>, SourceOf<R>, SourceOf<R>>
}

/** The rows that meet a further condition. */
const meeting = (rows: SelectNode, condition: unknown): SelectNode =>
  condition === undefined ? rows : { ...rows, where: [...rows.where, toNode(condition, 'the condition of pick')] }

/**
 * The related row inside the row, where there is one at most; null where there is none, if the relation lets that be.
 * It is joined, so nothing of it goes through JSON.
 *
 * @example
 * pipe(from(addresses), select({ email: addresses.c.email, user: pick(addressUser, (u) => ({ name: u.c.name })) }))
 * // select "addresses"."email", "users"."name" as "user.name" from "addresses" inner join "users" on "addresses"."userId" = "users"."id"
 */
export const pick: Pick = (
  relation: AnyRelation,
  build?: (target: any) => any,
  options?: PickOptions<any, any>,
): any => {
  const { strategy, where, assumeUnique } = isRecord(options) ? (options as PickOptions<any, any>) : {}
  const rows = meeting(relatedSelect(relation), where?.(relation.target))
  const query = {
    ...rows,
    projection: projection(build === undefined ? relation.target : build(relation.target), 'pick'),
  }
  const shape = relation.unique && assumeUnique !== true ? 'one' : 'only'
  return typed(nestedRows(relation, query, shape, relation.cardinality === 'one' && where === undefined, strategy))
}

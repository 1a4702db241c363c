/**
 * New values for more, or for less, than one whole column: an element of an array, a field of a composite, or several
 * columns from the row of a query.
 */
import { type CompileError, invalidArgument } from '../ast/CompileError.js'
import { constant, type Expr, invalid, isBranded, isRecord, param, type readsOf, toNode } from '../ast/Expr.js'
import { type Branded, brand, type Node } from '../ast/Node.js'
import type { AnyQuery, AnyStatement, Free, Query, Statement, Updating, Using, Yielding } from '../ast/Scope.js'
import { uncounted } from '../ast/SqlType.js'
import type { Assignment, Query as QueryNode, Source } from '../ast/Statement.js'
import type { ReadsIn, Specs, Updatable } from '../schema/Table.js'
import { queryNode, typedStatement, updateNode } from './node.js'
import type { OnlyKeys } from './write.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** An assignment that reads the sources `R`, for `doUpdate` and `thenUpdate`. */
export interface Assigned<out R> extends Branded {
  readonly [readsOf]: R
  readonly targets: ReadonlyArray<unknown>
}

/** Where each value of a row goes. */
export type Targets<R> = { readonly [K in keyof R]: Expr<R[K] | null, any, any> }

/** What the targets read beside what they name: the indices of elements. */
type ReadsOfTargets<I> = ReadsIn<I[keyof I]>

const typedAssigned = <R>(assignment: Assignment): Assigned<R> =>
  ({ joinery: brand, ...assignment }) as unknown as Assigned<R>

// -------------------------------------------------------------------------------------
// nodes
// -------------------------------------------------------------------------------------

const notATarget = (argument: string): CompileError =>
  invalidArgument(
    argument,
    'is not a column',
    'give a column of the table, or an element or a field of one: at(t.c.tags, 1)',
  )

const toTarget = (target: unknown, argument: string): Node =>
  isBranded(target) ? toNode(target, argument) : invalid(notATarget(argument))

const assignmentOf = (target: unknown, value: unknown, name: string): Assignment => {
  const node = toTarget(target, `the target of ${name}`)
  const given = isBranded(value) ? toNode(value, `the value of ${name}`) : param(value, uncounted(node.type), false)
  return { targets: [node], value: given }
}

const rowOf = (query: QueryNode, targets: ReadonlyArray<Node>): Assignment => ({
  targets,
  value: { joinery: brand, _tag: 'Scalar', query, type: { _tag: 'untyped' } },
})

const keysOf = ({ projection }: QueryNode): ReadonlyArray<string> => projection?.items.map(({ key }) => key) ?? []

const noTarget = (key: string, name: string): CompileError =>
  invalidArgument(`the selected ${JSON.stringify(key)}`, `has no target in ${name}`, 'say where each key goes')

/** What the columns of a query are written to, in their order. */
export const targetsOf = (query: QueryNode, into: unknown, name: string): ReadonlyArray<Node> =>
  keysOf(query).map((key) =>
    isRecord(into) && Object.hasOwn(into, key)
      ? toTarget(into[key], `the target of ${JSON.stringify(key)} in ${name}`)
      : invalid(noTarget(key, name)),
  )

/** The columns that a query names. */
const columnsOf = (query: QueryNode, table: Source): ReadonlyArray<Node> => {
  // an update that is none has no table, and says so itself
  const { alias, columns } = table ?? { alias: '', columns: {} }
  return keysOf(query).map((key) =>
    Object.hasOwn(columns, key)
      ? (columns[key] as Node)
      : invalid({ _tag: 'UnknownColumn', table: alias, column: key, columns: Object.keys(columns) }),
  )
}

const notAssigned = (argument: string): Assignment => {
  const problem = invalid(invalidArgument(argument, 'is no assignment', 'give assign(…) or assignFrom(…)'))
  // it is reported once
  return { targets: [problem], value: constant(true) }
}

/** What JavaScript may have given as a list of assignments. */
export const toAssignments = (assigned: unknown, argument: string): ReadonlyArray<Assignment> =>
  Array.isArray(assigned)
    ? assigned.map((it) => (isBranded(it) && 'targets' in it ? (it as unknown as Assignment) : notAssigned(argument)))
    : [notAssigned(argument)]

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * A new value for a column, an element or a field, beside what `doUpdate` or `thenUpdate` sets.
 *
 * @example
 * onConflict(
 *   articles.c.id,
 *   doUpdate((excluded) => ({ title: excluded.title }), { also: () => [assign(at(articles.c.tags, 1), 'seen')] }),
 * )
 * // on conflict ("id") do update set "title" = "excluded"."title", "tags"[$1] = $2
 */
export const assign = <T, R, V extends NoInfer<T> | Expr<NoInfer<T>, any, any>>(
  target: Expr<T, R, any>,
  value: V,
): Assigned<R | ReadsIn<V>> => typedAssigned(assignmentOf(target, value, 'assign'))

/** The same of a query's row: each of its keys goes to the target of that name. @example assignFrom(jacks, { name: users.c.name }) // "name" = (select …) */
export const assignFrom = <S, U, R, I extends Targets<R>>(
  query: Query<S, any, U, R> & Yielding<R>,
  into: I,
): Assigned<Free<U, S> | ReadsOfTargets<I>> => {
  const node = queryNode(query, 'assignFrom')
  return typedAssigned(rowOf(node, targetsOf(node, into, 'assignFrom')))
}

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

/**
 * A new value for an element of an array, a part of one, or a field of a composite; for a whole column too.
 *
 * @example pipe(update(articles), setTo(at(articles.c.tags, 2), 'x'), everyRow) // update "articles" set "tags"[$1] = $2
 * @example pipe(update(articles), setTo(field(articles.c.print, 'city'), 'Oslo'), everyRow) // update "articles" set "print"."city" = $1
 */
export const setTo =
  <T, R, V extends NoInfer<T> | Expr<NoInfer<T>, any, any>>(target: Expr<T, R, any>, value: V) =>
  <Q extends Statement<Updating<any>, any, any, any, any>>(self: Q): Using<Q, R | ReadsIn<V>> => {
    const node = updateNode(self, 'setTo')
    return typedStatement({ ...node, assignments: [...node.assignments, assignmentOf(target, value, 'setTo')] })
  }

interface SetFrom {
  <S extends Specs, QS, QU, R extends Updatable<NoInfer<S>>>(
    query: Query<QS, any, QU, R> & Yielding<R> & OnlyKeys<R, NoInfer<S>>,
  ): <A, O, U, Row>(self: Statement<Updating<S>, A, O, U, Row>) => Statement<Updating<S>, A, O, U | Free<QU, QS>, Row>
  <QS, QU, R, I extends Targets<R>>(
    query: Query<QS, any, QU, R> & Yielding<R>,
    into: I,
  ): <Q extends Statement<Updating<any>, any, any, any, any>>(self: Q) => Using<Q, Free<QU, QS> | ReadsOfTargets<I>>
}

/**
 * New values from the row of a query, which may read the row that is updated: each name that it selects is a column of
 * the table, or what `into` says. Where the query has no row, they become null.
 *
 * @example
 * pipe(update(users), setFrom(pipe(from(posts), where(eq(posts.c.authorId, users.c.id)), select({ age: count() }))), everyRow)
 * // update "users" set "age" = (select count(*) as "age" from "posts" where "posts"."author_id" = "users"."id")
 * @example
 * pipe(update(users), setFrom(jacks, { name: users.c.fullname }), everyRow) // update "users" set "fullname" = (select …)
 */
export const setFrom: SetFrom =
  (query: AnyQuery, into?: unknown) =>
  (self: AnyStatement): any => {
    const node = updateNode(self, 'setFrom')
    const row = queryNode(query, 'setFrom')
    const targets = into === undefined ? columnsOf(row, node.table) : targetsOf(row, into, 'setFrom')
    return typedStatement({ ...node, assignments: [...node.assignments, rowOf(row, targets)] })
  }

/** INSERT … SELECT: the rows of a query, by the names that it selects them under. */
import type { AnyQuery, AnyStatement, Closed, Inserting, Query, Statement, Yielding } from '../ast/Scope.js'
import type { NewRowOf, Specs } from '../schema/Table.js'
import { type Targets, targetsOf } from './assign.js'
import { insertNode, queryNode, typedStatement } from './node.js'

interface InsertFrom {
  <S extends Specs, Q, U, R extends NewRowOf<NoInfer<S>>>(
    query: Query<Q, any, U, R> & Closed<U, Q> & Yielding<R>,
  ): <A, V, Row>(self: Statement<Inserting<S>, A, never, V, Row>) => Statement<Inserting<S>, A, never, V, Row>
  <Q, U, R>(
    query: Query<Q, any, U, R> & Closed<U, Q> & Yielding<R>,
    into: Targets<R>,
  ): <S, A, V, Row>(self: Statement<Inserting<S>, A, never, V, Row>) => Statement<Inserting<S>, A, never, V, Row>
}

/**
 * Inserts what a query yields: each name that it selects is a column of the table, or what `into` says: a column, an
 * element of an array, a field of a composite.
 *
 * @example
 * pipe(insertInto(archive), insertFrom(pipe(from(posts), select({ id: posts.c.id, title: posts.c.title }))))
 * // insert into "archive" ("id", "title") select "posts"."id", "posts"."title" from "posts"
 * @example
 * pipe(insertInto(articles), insertFrom(pipe(from(posts), select({ first: posts.c.title })), { first: at(articles.c.tags, 1) }))
 * // insert into "articles" ("tags"[$1]) select "posts"."title" as "first" from "posts"
 */
export const insertFrom: InsertFrom =
  (query: AnyQuery, into?: unknown) =>
  (self: AnyStatement): any => {
    const node = queryNode(query, 'insertFrom')
    return typedStatement({
      ...insertNode(self, 'insertFrom'),
      query: node,
      targets: into === undefined ? null : targetsOf(node, into, 'insertFrom'),
    })
  }

/** INSERT … SELECT: the rows of a query, by the names that it selects them under. */
import type { Closed, Inserting, Query, Statement, Yielding } from '../ast/Scope.js'
import type { NewRowOf, Specs } from '../schema/Table.js'
import { insertNode, queryNode, typedStatement } from './node.js'

/**
 * Inserts what a query yields: each name that it selects is a column of the table.
 *
 * @example
 * pipe(insertInto(archive), insertFrom(pipe(from(posts), select({ id: posts.c.id, title: posts.c.title }))))
 * // insert into "archive" ("id", "title") select "posts"."id", "posts"."title" from "posts"
 */
export const insertFrom =
  <S extends Specs, Q, U, R extends NewRowOf<NoInfer<S>>>(
    query: Query<Q, any, U, R> & Closed<U, Q> & Yielding<R>,
  ): (<A, V, Row>(self: Statement<Inserting<S>, A, never, V, Row>) => Statement<Inserting<S>, A, never, V, Row>) =>
  (self) =>
    typedStatement({ ...insertNode(self, 'insertFrom'), query: queryNode(query, 'insertFrom') })

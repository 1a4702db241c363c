/** UPDATE … FROM and DELETE … USING: other sources, which the conditions and the new values may read. */
import type { Deleting, kindOf, RowOf, ScopeOf, Statement, Twice, Updating, UsesOf } from '../ast/Scope.js'
import type { Source } from '../schema/Table.js'
import { deleteNode, typedStatement, updateNode } from './node.js'
import { sourceNode } from './source.js'

/** `Q`, which has `A` in scope too. */
type With<Q extends Statement<any, any, any, any, any>, A> = Statement<
  Q[typeof kindOf],
  ScopeOf<Q> | A,
  never,
  UsesOf<Q> | Twice<A & ScopeOf<Q>>,
  RowOf<Q>
>

/**
 * Lets an update read another source; called again, one more. Say in `where` which of its rows belong to which.
 *
 * @example
 * pipe(update(posts), updateFrom(users), set({ title: users.c.name }), where(eq(posts.c.authorId, users.c.id)))
 * // update "posts" set "title" = "users"."name" from "users" where "posts"."author_id" = "users"."id"
 */
export const updateFrom =
  <A extends string>(source: Source<A, any, any>) =>
  <Q extends Statement<Updating<any>, any, any, any, any>>(self: Q): With<Q, A> => {
    const node = updateNode(self, 'updateFrom')
    return typedStatement({ ...node, using: [...node.using, sourceNode(source, 'the argument of updateFrom')] })
  }

/**
 * Lets a delete read another source; called again, one more. Say in `where` which of its rows belong to which.
 *
 * @example
 * pipe(deleteFrom(posts), using(users), where(and(eq(posts.c.authorId, users.c.id), eq(users.c.state, 'gone'))))
 * // delete from "posts" using "users" where "posts"."author_id" = "users"."id" and "users"."state" = $1
 */
export const using =
  <A extends string>(source: Source<A, any, any>) =>
  <Q extends Statement<Deleting, any, any, any, any>>(self: Q): With<Q, A> => {
    const node = deleteNode(self, 'using')
    return typedStatement({ ...node, using: [...node.using, sourceNode(source, 'the argument of using')] })
  }

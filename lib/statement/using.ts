/** UPDATE … FROM and DELETE … USING: other sources, which the conditions and the new values may read. */
import type {
  AnySelect,
  AnyStatement,
  Deleting,
  kindOf,
  OuterOf,
  RowOf,
  ScopeOf,
  Select,
  Statement,
  Twice,
  Unselected,
  Updating,
  UsesOf,
} from '../ast/Scope.js'
import type { Source as SourceNode } from '../ast/Statement.js'
import type { Joinable } from '../schema/Table.js'
import { isJoined, treeNode } from './joinTree.js'
import { deleteNode, typedStatement, updateNode } from './node.js'
import { sourceNode } from './source.js'

/** `Q`, which has `A` in scope too, uses `U`, and may have no row of `O`. */
type With<Q extends AnyStatement, A, U, O> = Statement<
  Q[typeof kindOf],
  ScopeOf<Q> | A,
  OuterOf<Q> | O,
  UsesOf<Q> | U | Twice<A & ScopeOf<Q>>,
  RowOf<Q>
>

interface Reading<K> {
  <A extends string, F = never>(
    source: Joinable<A, F>,
  ): <Q extends Statement<K, any, any, any, any>>(self: Q) => With<Q, A, F, never>
  <S, O, U>(
    joined: Select<S, O, U, never>,
  ): <Q extends Statement<K, any, any, any, any>>(self: Q & Unselected<RowOf<Q>>) => With<Q, S, U, O>
}

const toSource = (source: unknown, clause: string): SourceNode =>
  isJoined(source)
    ? treeNode(source as unknown as AnySelect, 'inner', clause)
    : sourceNode(source, `the argument of ${clause}`)

/**
 * Lets an update read another source, or several that are joined; called again, one more. Say in `where` which of their
 * rows belong to which.
 *
 * @example
 * pipe(update(posts), updateFrom(users), set({ title: users.c.name }), where(eq(posts.c.authorId, users.c.id)))
 * // update "posts" set "title" = "users"."name" from "users" where "posts"."author_id" = "users"."id"
 * @example
 * pipe(
 *   update(posts),
 *   updateFrom(pipe(from(users), innerJoin(addresses, eq(addresses.c.userId, users.c.id)))),
 *   set({ title: addresses.c.email }),
 *   where(eq(posts.c.authorId, users.c.id)),
 * )
 * // update "posts" set "title" = "addresses"."email"
 * // from "users" inner join "addresses" on "addresses"."userId" = "users"."id" where "posts"."author_id" = "users"."id"
 */
export const updateFrom: Reading<Updating<any>> =
  (source: unknown) =>
  (self: AnyStatement): any => {
    const node = updateNode(self, 'updateFrom')
    return typedStatement({ ...node, using: [...node.using, toSource(source, 'updateFrom')] })
  }

/**
 * Lets a delete read another source, or several that are joined; called again, one more. Say in `where` which of their
 * rows belong to which.
 *
 * @example
 * pipe(deleteFrom(posts), using(users), where(and(eq(posts.c.authorId, users.c.id), eq(users.c.state, 'gone'))))
 * // delete from "posts" using "users" where "posts"."author_id" = "users"."id" and "users"."state" = $1
 */
export const using: Reading<Deleting> =
  (source: unknown) =>
  (self: AnyStatement): any => {
    const node = deleteNode(self, 'using')
    return typedStatement({ ...node, using: [...node.using, toSource(source, 'using')] })
  }

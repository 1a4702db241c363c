/** The rows of a query as an array of JSON, by the standard of SQL, which PostgreSQL has since 16. */
import type { AsJson } from '../ast/AsJson.js'
import { type Expr, typed } from '../ast/Expr.js'
import { brand } from '../ast/Node.js'
import type { Free, Query, Yielding } from '../ast/Scope.js'
import { plainJson } from '../expr/jsonNodes.js'
import { columnType, withOptions } from '../expr/options.js'
import type { AnySpec, ColumnSpec, holds } from '../schema/Column.js'
import { asColumn } from './subquery.js'

/**
 * The values of a query of one column, in its order, without NULLs; null if it has no row. It is `json`, unless
 * the last argument says another type.
 *
 * @example jsonArrayFrom(pipe(from(posts), where(eq(posts.c.authorId, users.c.id)), select({ id: posts.c.id })), jsonb())
 */
export const jsonArrayFrom = <S, U, R, T extends AnySpec = ColumnSpec<unknown>>(
  query: Query<S, any, U, R> & Yielding<R>,
  returning?: T,
): Expr<
  (unknown extends T[typeof holds] ? ReadonlyArray<Exclude<AsJson<R[keyof R]>, null>> : T[typeof holds]) | null,
  Free<U, S>,
  never
> => {
  const given = returning === undefined ? {} : { returning }
  return typed(
    withOptions('jsonArrayFrom', given, { returning: columnType }, (own) => {
      const type = own.returning?.type ?? null
      return {
        joinery: brand,
        _tag: 'JsonArrayQuery',
        query: asColumn(query, 'jsonArrayFrom'),
        returning: type,
        type: type ?? plainJson,
      }
    }),
  )
}

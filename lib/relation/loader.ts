/** A loader for those who ask one by one, as resolvers do: what is asked for in one turn is found by one statement. */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Expr } from '../ast/Expr.js'
import type { Refused } from '../ast/Scope.js'
import type { Connection } from '../exec/Connection.js'
import type { SqlError } from '../exec/SqlError.js'
import { left, right } from '../fp.js'
import type { AnySource } from '../schema/Table.js'
import type { Fields } from '../statement/project.js'
import { foundFor, type Known, loadingOf } from './load.js'

type OfRow<S extends AnySource, R> = [Exclude<R, S['alias']>] extends [never]
  ? unknown
  : Refused<'this expression reads more than the row that it is loaded for'>

interface Ask {
  readonly row: object
  readonly answer: (found: Either<SqlError, unknown>) => void
}

/** After everything that goes on without waiting for anything outside: whoever asks by then is answered together. */
const afterThisTurn: (run: () => void) => void =
  typeof setImmediate === 'function' ? (run) => void setImmediate(run) : (run) => void setTimeout(run, 0)

/**
 * What belongs to a row, for one row at a time: everything that is asked for in one turn of the event loop is found by
 * one statement, however many ask. Nothing is remembered longer than that. Given a
 * connection, `const postsOf = posting(db)`, it is asked row by row: `postsOf({ id: 1 })` is a `TaskEither` of an array.
 *
 * @example
 * const posting = loader(users, collect(userPosts, (rows, p) => pipe(rows, select({ title: p.c.title }))))
 */
export const loader = <S extends AnySource, T, R>(
  source: S,
  expression: Expr<T, R, any> & OfRow<S, R>,
): ((db: Connection) => (row: Known<S>) => TaskEither<SqlError, T>) => {
  const { lack, find } = loadingOf(source, { it: expression } as Fields)
  return (db) => {
    let asked: Array<Ask> = []
    const answer = async (asks: ReadonlyArray<Ask>): Promise<void> => {
      const found = await find(
        asks.map(({ row }) => row),
        db,
      )
      asks.forEach((ask, i) => {
        const own = found._tag === 'Left' ? found : foundFor(found.right[i])
        ask.answer(own._tag === 'Left' ? own : right((own.right as { readonly it: unknown }).it))
      })
    }
    const ask = (own: Ask): void => {
      asked.push(own)
      if (asked.length > 1) return
      afterThisTurn(() => {
        const asks = asked
        asked = []
        void answer(asks)
      })
    }
    return (row) => () =>
      new Promise<Either<SqlError, any>>((resolve) => {
        const lacked = lack(row)
        if (lacked === null) ask({ row: row as object, answer: resolve })
        else resolve(left(lacked))
      })
  }
}

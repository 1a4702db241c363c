/**
 * One session as a connection: for what belongs to a session, such as temporary tables, settings and locks.
 *
 * It does one thing at a time, in order; its handle is refused once the body has ended.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Dialect } from '../compile/Dialect.js'
import { left, right } from '../fp.js'
import { attempts } from './attempts.js'
import type { Ask, Connection } from './Connection.js'
import { transactionClosed } from './failure.js'
import type { Command } from './Session.js'
import type { SqlError } from './SqlError.js'
import { type Line, runBody } from './scope.js'

export interface Own {
  readonly dialect: Dialect
  readonly performOn: <A>(command: Command, ask: Ask<A>) => Promise<Either<SqlError, A>>
  readonly lineOf: () => Line
}

export const onOneConnection = async <E, A>(
  { dialect, performOn, lineOf }: Own,
  body: (db: Connection) => TaskEither<E, A>,
): Promise<Either<E | SqlError, A>> => {
  let over = false
  let tail: Promise<unknown> = Promise.resolve()

  const inTurn = <F, B>(text: string, task: () => Promise<Either<F, B>>): Promise<Either<F | SqlError, B>> => {
    const result = tail.then(
      (): Promise<Either<F | SqlError, B>> =>
        over ? Promise.resolve(left(transactionClosed('the connection of this handle was given back', text))) : task(),
    )
    tail = result
    return result
  }

  const ask: NonNullable<Connection['ask']> = (command, asking) =>
    inTurn(command.text, () => performOn(command, asking))
  const lessor = { dialect, take: async () => right(null), giveBack: () => {}, lineOf }

  const outcome = await runBody(body, {
    dialect,
    run: (command) => ask(command, (session) => session.query(command)),
    ask,
    transaction: (inner, options) => inTurn(dialect.control.commit, () => attempts(lessor, inner, options)),
  })
  // what the body did not wait for is still done
  await tail
  over = true
  return outcome
}

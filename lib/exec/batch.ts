/**
 * Several statements at once: what is asked for at the same time is sent together, and answered together.
 *
 * Each step is given a connection that waits for the others. Nothing has to be known of a step but that it runs on a
 * connection; should it need further statements, those are sent together too.
 */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { left, right } from '../fp.js'
import type { Connection } from './Connection.js'
import { transactionClosed } from './failure.js'
import type { Answer, Command } from './Session.js'
import type { SqlError } from './SqlError.js'

interface Waiting {
  readonly command: Command
  readonly settle: (result: Either<SqlError, Answer>) => void
}

/** One after another, in one transaction: where there is no way to send them together. */
const inOrder = (db: Connection, commands: ReadonlyArray<Command>): Promise<Either<SqlError, ReadonlyArray<Answer>>> =>
  db.transaction(
    (tx) => async () => {
      const answers: Array<Answer> = []
      for (const command of commands) {
        const result = await tx.run(command)
        if (result._tag === 'Left') return result
        answers.push(result.right)
      }
      return right(answers)
    },
    {},
  )

const together = async (
  db: Connection,
  commands: ReadonlyArray<Command>,
): Promise<Either<SqlError, ReadonlyArray<Answer>>> => {
  const [only] = commands
  if (commands.length === 1 && only !== undefined) {
    const result = await db.run(only)
    return result._tag === 'Left' ? result : right([result.right])
  }
  if (db.ask === undefined) return inOrder(db, commands)
  let at = 0
  const text = commands.map((command) => command.text).join(';\n')
  const asked = { text, values: commands.flatMap(({ values }) => values) }
  const result = await db.ask<ReadonlyArray<Answer> | null>(asked, async (session) => {
    const answers = (await session.batch?.(commands)) ?? right(null)
    if (answers._tag === 'Left' && answers.left._tag === 'Refusal') at = answers.left.at ?? 0
    return answers
  })
  if (result._tag === 'Right') return result.right === null ? inOrder(db, commands) : right(result.right)
  // of all their texts, the one that failed
  return 'text' in result.left && result.left._tag !== 'Timeout'
    ? left({ ...result.left, text: commands[at]?.text ?? text })
    : result
}

/** A connection that collects what it is asked, and sends it when all that can be asked has been. */
const collecting = (db: Connection): Connection => {
  let waiting: ReadonlyArray<Waiting> = []

  const flush = async (): Promise<void> => {
    const sent = waiting
    waiting = []
    const result = await together(
      db,
      sent.map(({ command }) => command),
    )
    for (const [at, { settle }] of sent.entries()) {
      const answer = result._tag === 'Right' ? result.right[at] : undefined
      settle(result._tag === 'Left' ? result : right(answer as Answer))
    }
  }

  return {
    dialect: db.dialect,
    run: (command) =>
      new Promise((settle) => {
        if (waiting.length === 0) queueMicrotask(() => void flush())
        waiting = [...waiting, { command, settle }]
      }),
    transaction: async () =>
      left(transactionClosed('a batch has no transactions in it: make the batch inside of one', 'batch(...)')),
  }
}

const thrown = (cause: unknown): Either<SqlError, never> => left({ _tag: 'Thrown', cause })

/** What runs on a connection, and gives an `A`. */
type Step<E, A> = (db: Connection) => TaskEither<E, A>

/**
 * Independent statements in one round trip, with their results as a tuple: all of them are done, or none. The first
 * failure is the result.
 *
 * @example batch(one(countUsers), all(newest), execute(touch))(db) // Right([{ count: 3 }, [...], 1])
 */
export const batch =
  <T extends ReadonlyArray<unknown>, E = never>(...steps: { readonly [K in keyof T]: Step<E | SqlError, T[K]> }) =>
  (db: Connection): TaskEither<E | SqlError, T> =>
  async () => {
    const collector = collecting(db)
    const started = (steps as ReadonlyArray<Step<E | SqlError, unknown>>).map((step) =>
      Promise.resolve()
        .then(() => step(collector)())
        .catch(thrown),
    )
    const results = await Promise.all(started)
    const failed = results.find(({ _tag }) => _tag === 'Left')
    if (failed?._tag === 'Left') return failed
    return right(results.map((result) => (result as { readonly right: unknown }).right) as unknown as T)
  }

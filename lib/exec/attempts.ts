/** A transaction, once or several times: each attempt is a transaction of its own, and may have another session. */
import type { Either } from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Dialect } from '../compile/Dialect.js'
import { left } from '../fp.js'
import type { Connection, TransactionOptions } from './Connection.js'
import { attemptsOf, pause } from './retry.js'
import type { SqlError } from './SqlError.js'
import { type Line, runTransaction } from './scope.js'

/** Where sessions come from. */
export interface Lessor<L> {
  readonly dialect: Dialect
  readonly take: (text: string, signal: AbortSignal | undefined) => Promise<Either<SqlError, L>>
  readonly giveBack: (leased: L) => void
  readonly lineOf: (leased: L) => Line
}

/** A hook that fails has come too late to undo anything. */
const quietly = async (hook: () => Promise<unknown>): Promise<void> => {
  try {
    await hook()
  } catch {}
}

export const attempts = async <L, E, A>(
  { dialect, take, giveBack, lineOf }: Lessor<L>,
  body: (tx: Connection) => TaskEither<E, A>,
  options: TransactionOptions,
): Promise<Either<E | SqlError, A>> => {
  const begin = dialect.control.begin(options)
  if (begin._tag === 'Left') return left({ _tag: 'NotCompiled', errors: begin.left })
  const most = attemptsOf(options.retry)
  if (most._tag === 'Left') return left({ _tag: 'NotCompiled', errors: most.left })
  for (let attempt = 1; ; attempt++) {
    const taken = await take(begin.right, options.signal)
    if (taken._tag === 'Left') return taken
    const { outcome, disturbed, hooks } = await runTransaction(lineOf(taken.right), begin.right, body, options)
    giveBack(taken.right)
    if (outcome._tag === 'Left' && disturbed && attempt < most.right && options.signal?.aborted !== true) {
      await pause(options.retry, attempt, options.signal)
      continue
    }
    for (const hook of hooks) await quietly(hook)
    return outcome
  }
}

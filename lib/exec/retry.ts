/**
 * How often, and after which pause, a transaction is run again.
 *
 * The pause is a random part of one that doubles: those who have disturbed each other shall not meet again.
 */
import type { Either } from 'fp-ts/Either'
import type { CompileErrors } from '../ast/CompileError.js'
import { invalidArgument } from '../ast/CompileError.js'
import { left, right } from '../fp.js'
import type { Retry, TransactionOptions } from './Connection.js'

type Given = TransactionOptions['retry']

const complete = (retry: number | Retry): Required<Retry> => ({
  milliseconds: 20,
  mostMilliseconds: 1_000,
  ...(typeof retry === 'number' ? { attempts: retry } : retry),
})

/** How many attempts there are in all. */
export const attemptsOf = (retry: Given): Either<CompileErrors, number> => {
  if (retry === undefined) return right(1)
  const { attempts, milliseconds, mostMilliseconds } = complete(retry)
  return Number.isInteger(attempts) && attempts > 0 && milliseconds >= 0 && mostMilliseconds >= 0
    ? right(attempts)
    : left([invalidArgument('retry', 'is not a number of attempts', 'give a whole number from 1')])
}

/** Waits before the next attempt; no longer, when the signal is aborted. */
export const pause = (retry: Given, attempt: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const { milliseconds, mostMilliseconds } = complete(retry ?? 1)
    const longest = Math.min(milliseconds * 2 ** (attempt - 1), mostMilliseconds)
    const go = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', go)
      resolve()
    }
    const timer = setTimeout(go, Math.random() * longest)
    signal?.addEventListener('abort', go, { once: true })
  })

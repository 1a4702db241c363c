/**
 * fp-ts's data, written as literals.
 *
 * joinery speaks `Either`, `Option` and `TaskEither`, but imports only their types: fp-ts has no `exports` map, so
 * native Node ESM cannot load `fp-ts/Either`, and a program that does not use fp-ts should not pay for starting it.
 */
import type { Either } from 'fp-ts/Either'
import type { Option } from 'fp-ts/Option'

export const right = <A>(value: A): Either<never, A> => ({ _tag: 'Right', right: value })

export const left = <E>(error: E): Either<E, never> => ({ _tag: 'Left', left: error })

export const some = <A>(value: A): Option<A> => ({ _tag: 'Some', value })

export const none: Option<never> = { _tag: 'None' }

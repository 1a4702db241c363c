/** How an example compiles: a statement by itself, a plan as its statements, one after the other. */
import type { Outcome } from './program.js'

type Plans = (plan: never) => {
  readonly _tag: string
  readonly left?: unknown
  readonly right?: ReadonlyArray<{ readonly text: string; readonly values: ReadonlyArray<unknown> }>
}

const isPlan = (u: unknown): boolean => (u as { readonly _tag?: unknown })._tag === 'Plan'

export const compiledBy =
  (statement: (u: unknown) => Outcome, plan: Plans) =>
  (u: unknown): Outcome => {
    if (!isPlan(u)) return statement(u)
    const { right, left } = plan(u as never)
    return right === undefined
      ? { _tag: 'Left', left }
      : {
          _tag: 'Right',
          right: {
            text: right.map(({ text }) => text).join(';\n'),
            values: right.flatMap(({ values }) => values),
          },
        }
  }

/** The command line. */
import { parseArgs } from 'node:util'

export interface Options {
  readonly name: string
  readonly json: string | null
  /** null for the benchmark's own default. */
  readonly rounds: number | null
  /** null for every contestant. */
  readonly only: ReadonlyArray<string> | null
}

const wrong = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

/** The options, or what is wrong with them. */
export const options = (args: Array<string>): Options | string => {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'string' }, rounds: { type: 'string' }, only: { type: 'string' } },
    })
    const [name, ...others] = positionals
    if (name === undefined || others.length > 0) return 'give the name of one benchmark'
    const rounds = values.rounds === undefined ? null : Number(values.rounds)
    if (rounds !== null && !(Number.isInteger(rounds) && rounds > 0)) return '--rounds takes a whole number from 1'
    return { name, rounds, json: values.json ?? null, only: values.only?.split(',') ?? null }
  } catch (cause) {
    return wrong(cause)
  }
}

/** The contestants that were asked for; a name that is none of them is an error. */
export const chosen = <C extends { readonly name: string }>(
  contestants: ReadonlyArray<C>,
  { only }: Options,
): ReadonlyArray<C> => {
  if (only === null) return contestants
  const names = contestants.map(({ name }) => name)
  const unknown = only.find((name) => !names.includes(name))
  if (unknown !== undefined) throw new RangeError(`there is no contestant ${unknown}: choose from ${names.join(', ')}`)
  return contestants.filter(({ name }) => only.includes(name))
}

/** Random choices that can be made again: `SEED=7` starts another sequence. */

export const seedNumber = Number(process.env.SEED ?? 20261122)

export interface Random {
  /** A whole number from 0 to below `n`. */
  readonly below: (n: number) => number
  readonly pick: <A>(choices: ReadonlyArray<A>) => A
}

/** mulberry32: small, and good enough to choose with. */
export const random = (seed: number): Random => {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    const a = Math.imul(state ^ (state >>> 15), 1 | state)
    const b = (a + Math.imul(a ^ (a >>> 7), 61 | a)) ^ a
    return ((b ^ (b >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number): number => Math.floor(next() * n)
  return { below, pick: (choices) => choices[below(choices.length)] as (typeof choices)[number] }
}

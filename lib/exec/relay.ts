/**
 * Hands values from one who makes them to one who takes them, one at a time: neither goes on before the other is there.
 *
 * So what takes slowly makes slowly, and nothing piles up between them.
 */
export interface Relay<A> {
  /** False when nobody will take any more. */
  readonly put: (value: A) => Promise<boolean>
  /** Null when there are no more. */
  readonly take: () => Promise<A | null>
  /** The maker has no more, or the taker wants no more. */
  readonly end: () => void
}

export const relay = <A>(): Relay<A> => {
  let given: { readonly value: A; readonly taken: (more: boolean) => void } | null = null
  let wanted: ((value: A | null) => void) | null = null
  let over = false

  const take = (): Promise<A | null> =>
    new Promise((resolve) => {
      const offered = given
      given = null
      if (offered !== null) {
        resolve(offered.value)
        offered.taken(true)
      } else if (over) resolve(null)
      else wanted = resolve
    })

  const put = (value: A): Promise<boolean> =>
    new Promise((resolve) => {
      if (over) return resolve(false)
      const waiting = wanted
      wanted = null
      if (waiting === null) given = { value, taken: resolve }
      else {
        waiting(value)
        resolve(true)
      }
    })

  const end = (): void => {
    over = true
    wanted?.(null)
    wanted = null
    given?.taken(false)
    given = null
  }

  return { put, take, end }
}

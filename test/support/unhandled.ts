/** Counts what nobody has caught: what must never happen, whatever else goes wrong. */

const seen: Array<string> = []

const note = (kind: string) => (cause: unknown) => {
  seen.push(`${kind}: ${cause instanceof Error ? cause.message : String(cause)}`)
}

process.on('unhandledRejection', note('unhandledRejection'))
process.on('uncaughtException', note('uncaughtException'))

/** Begins to count. Call the result to read what came since, after all that is pending had its turn. */
export const unhandled = (): (() => Promise<ReadonlyArray<string>>) => {
  const before = seen.length
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    return seen.slice(before)
  }
}

/** One case on one engine: the reference, and from the same state the candidate, which must do as much. */
import type { Case } from './cases.js'
import { difference, type Result } from './compare.js'
import type { Engine } from './engine.js'
import type { Stage } from './stage.js'

export interface Candidate {
  readonly text: string
  readonly values: ReadonlyArray<unknown>
}

/** The rows, and then those of the table that was written to. */
const results = async (db: Engine, it: Case, { text, values }: Candidate): Promise<ReadonlyArray<Result>> => {
  const rows = await db.run(text, values)
  return it.check_sql === undefined ? [rows] : [rows, await db.run(it.check_sql)]
}

const compared = (
  it: Case,
  [expected, wanted]: ReadonlyArray<Result>,
  [given, left]: ReadonlyArray<Result>,
): string | null => {
  const wrong = difference(expected as Result, given as Result, it)
  if (wrong !== null || wanted === undefined) return wrong
  const after = difference(wanted, left as Result)
  return after === null ? null : `the table afterwards: ${after}`
}

/** What is wrong with a candidate; null where it is as good as the reference. */
export const trial = async (
  db: Engine,
  { at, again }: Stage,
  it: Case,
  candidate: Candidate,
): Promise<string | null> => {
  try {
    return await at(it, async () => {
      const expected = await results(db, it, { text: it.reference_sql, values: it.params ?? [] })
      await again()
      return compared(it, expected, await results(db, it, candidate))
    })
  } catch (cause) {
    return `error: ${cause instanceof Error ? cause.message : String(cause)}`
  }
}

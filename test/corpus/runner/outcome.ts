/** What came of each case, counted by corpus, and said case by case where it failed. */
import type { Escapes } from './translate.js'

/** How far a case came. */
export type Stage = 'not translated' | 'not typed' | 'not equal' | 'equal'

export interface Outcome {
  readonly corpus: string
  readonly id: string
  readonly stage: Stage
  /** Why no further. */
  readonly cause: string | null
  readonly escapes: Escapes
  readonly sql: string
  readonly code: string | null
  /** What was sent. */
  readonly sent: string | null
}

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, n) => total + n, 0)

const headings = ['corpus', 'cases', 'translated', 'type-checked', 'equal', 'raw', 'fn', 'operator']

const rowOf = (name: string, outcomes: ReadonlyArray<Outcome>): ReadonlyArray<string | number> => {
  const without = (...stages: ReadonlyArray<Stage>): number =>
    outcomes.filter(({ stage }) => !stages.includes(stage)).length
  return [
    name,
    outcomes.length,
    without('not translated'),
    without('not translated', 'not typed'),
    without('not translated', 'not typed', 'not equal'),
    sum(outcomes.map(({ escapes }) => escapes.raw)),
    sum(outcomes.map(({ escapes }) => escapes.fn)),
    sum(outcomes.map(({ escapes }) => escapes.operator)),
  ]
}

/** A line for each corpus, and one for all of them. */
export const tableOf = (outcomes: ReadonlyArray<Outcome>): string => {
  const corpora = [...new Set(outcomes.map(({ corpus }) => corpus))]
  const rows = [
    headings,
    ...corpora.map((corpus) =>
      rowOf(
        corpus,
        outcomes.filter((outcome) => outcome.corpus === corpus),
      ),
    ),
    ...(corpora.length > 1 ? [rowOf('all', outcomes)] : []),
  ]
  const widths = headings.map((_, i) => Math.max(...rows.map((row) => String(row[i]).length)))
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? String(cell).padEnd(widths[0] ?? 0) : String(cell).padStart(widths[i] ?? 0)))
        .join('  '),
    )
    .join('\n')
}

const oneLine = (text: string, width: number): string => text.replace(/\s+/g, ' ').slice(0, width)

/** A line for each case that failed. */
export const failuresOf = (outcomes: ReadonlyArray<Outcome>): string =>
  outcomes
    .filter(({ stage }) => stage !== 'equal')
    .map(({ corpus, id, stage, cause }) => `${corpus}/${id}: ${stage}: ${oneLine(cause ?? '', 300)}`)
    .join('\n')

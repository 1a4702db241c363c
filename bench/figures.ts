/** What a benchmark finds: figures, one a line, and the problems that make them worthless. */
import type { Options } from './options.js'

export interface Figure {
  readonly bench: string
  readonly case: string
  readonly contestant: string
  readonly metric: string
  readonly unit: string
  readonly value: number
}

export interface Outcome {
  readonly figures: ReadonlyArray<Figure>
  readonly problems: ReadonlyArray<string>
}

export type Benchmark = (options: Options) => Promise<Outcome>

// -------------------------------------------------------------------------------------
// numbers
// -------------------------------------------------------------------------------------

export const median = (values: ReadonlyArray<number>): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

/** The items in an order that differs from round to round, so that a slow moment does not always meet the same one. */
export const rotated = <A>(items: ReadonlyArray<A>, round: number): ReadonlyArray<A> => {
  const first = items.length === 0 ? 0 : round % items.length
  const order = [...items.slice(first), ...items.slice(0, first)]
  return round % 2 === 0 ? order : order.reverse()
}

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

/** Three digits are as many as mean something. @example short(1234567) // '1,234,567' @example short(0.0567) // '0.057' */
export const short = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value)
    ? '-'
    : value.toLocaleString('en-US', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 2 })

/** A table: the first column to the left, the others to the right. */
export const tableText = (title: string, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  const line = (row: ReadonlyArray<string>) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')
  return [`\n${title}\n`, ...rows.map((row) => `  ${line(row)}`)].join('\n')
}

/** A measured figure beside the one that joinery has set itself. */
export const targetText = (what: string, value: number | undefined, limit: string, met: boolean): string =>
  `target: ${what}: ${short(value)}, wanted ${limit}: ${value === undefined ? 'not measured' : met ? 'met' : 'MISSED'}`

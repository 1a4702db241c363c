/** The events of the `log` option as lines for a person, in development. */
import type { LogEvent } from './Connection.js'
import { describeError } from './SqlError.js'

export interface PrettyOptions {
  /** Where a line goes; the console by default. */
  readonly write?: (line: string) => void
  /** Only what took so long, and what failed; all by default. */
  readonly slowerThan?: number
  /** A longer statement is cut; 500 characters by default. */
  readonly width?: number
  readonly colors?: boolean
}

const paint = (colors: boolean, code: number, text: string): string => (colors ? `\x1b[${code}m${text}\x1b[39m` : text)

/** Controls and line breaks would let a statement write lines of its own. */
const oneLine = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/\s+/g, ' ').replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, '?')

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width)}… (${text.length} characters)`

/** @example lineOf(event) // 1.3 ms  select "users"."id" from "users"  → 3 rows  tx 7 */
export const lineOf = (event: LogEvent, { width = 500, colors = false }: PrettyOptions = {}): string => {
  const { text, milliseconds, rows, error, values, transaction, cached } = event
  const outcome =
    error === null
      ? paint(colors, 32, `→ ${rows} ${rows === 1 ? 'row' : 'rows'}`)
      : paint(colors, 31, `✗ ${oneLine(describeError(error))}`)
  const facts = [
    ...(values === 0 ? [] : [`${values} ${values === 1 ? 'value' : 'values'}`]),
    ...(cached ? ['cached'] : []),
    ...(transaction === null ? [] : [`tx ${transaction}`]),
  ]
  const time = paint(colors, milliseconds < 100 ? 90 : 33, `${milliseconds.toFixed(1)} ms`.padStart(9))
  const about = facts.length === 0 ? '' : `  ${paint(colors, 90, facts.join(', '))}`
  return `${time}  ${cut(oneLine(text), width)}  ${outcome}${about}`
}

/**
 * A logger for development: a line for each statement, with its time, its rows and its error, and never a value.
 *
 * @example connect(url, { log: prettyLog({ slowerThan: 100 }) })
 */
export const prettyLog = (options: PrettyOptions = {}): ((event: LogEvent) => void) => {
  const { write = (line) => console.log(line), slowerThan = 0 } = options
  return (event) => {
    if (event.error !== null || event.milliseconds >= slowerThan) write(lineOf(event, options))
  }
}

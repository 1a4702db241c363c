/**
 * Intervals as text: written as ISO 8601 has them, read as PostgreSQL prints them by default and in ISO 8601.
 *
 * PostgreSQL keeps three numbers, of months, days and microseconds, each with a sign of its own.
 */
import type { Interval } from '../../lib/ast/Kind.js'

const parts = ['years', 'months', 'days', 'hours', 'minutes', 'seconds'] as const

type Part = (typeof parts)[number]

const expected = (what: string): never => {
  throw new TypeError(`it takes ${what}`)
}

// -------------------------------------------------------------------------------------
// to text
// -------------------------------------------------------------------------------------

const known: ReadonlySet<string> = new Set(parts)

const numberOf = (value: Readonly<Record<string, unknown>>, part: Part): number => {
  if (!Object.hasOwn(value, part)) return 0
  const n = value[part]
  if (typeof n !== 'number' || !Number.isFinite(n)) return expected(`a number of ${part}`)
  return part === 'seconds' || Number.isSafeInteger(n) ? n : expected(`a whole number of ${part}`)
}

/** What is finer would be rounded; what a JavaScript number cannot say more exactly is not finer. */
const microseconds = (seconds: number): bigint => {
  const whole = Math.trunc(seconds)
  const fraction = (seconds - whole) * 1e6
  const rounded = Math.round(fraction)
  return Math.abs(fraction - rounded) > Math.max(1e-3, Math.abs(seconds) * Number.EPSILON * 1e6)
    ? expected('seconds with at most six digits after the point')
    : BigInt(whole) * 1_000_000n + BigInt(rounded)
}

const within = (n: number | bigint, bits: number, what: string): void => {
  const limit = 2n ** BigInt(bits - 1)
  const whole = BigInt(n)
  if (whole >= limit || whole < -limit) expected(`an interval of fewer ${what}`)
}

const unit = (n: number | bigint, letter: string): string => (n === 0 || n === 0n ? '' : `${n}${letter}`)

const secondsText = (microseconds: bigint): string => {
  if (microseconds === 0n) return ''
  const digits = String(microseconds < 0n ? -microseconds : microseconds).padStart(7, '0')
  const text = `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '')
  return `${microseconds < 0n ? '-' : ''}${text}S`
}

/** @example intervalText({ days: 3, hours: 2 }) // P3DT2H */
export const intervalText = (value: unknown): string => {
  if (Object.prototype.toString.call(value) !== '[object Object]') return expected('an interval: { days: 3, hours: 2 }')
  const given = value as Readonly<Record<string, unknown>>
  const unknown = Object.keys(given).find((key) => !known.has(key))
  if (unknown !== undefined) return expected(`an interval of ${parts.join(', ')}: it has ${JSON.stringify(unknown)}`)
  const [years, months, days, hours, minutes, seconds] = parts.map((part) => numberOf(given, part)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const allMonths = years * 12 + months
  const time = (BigInt(hours) * 60n + BigInt(minutes)) * 60_000_000n + microseconds(seconds)
  if (!Number.isSafeInteger(allMonths)) return expected('an interval of fewer months')
  within(allMonths, 32, 'months')
  within(days, 32, 'days')
  within(time, 64, 'hours')
  const date = unit(Math.trunc(allMonths / 12), 'Y') + unit(allMonths % 12, 'M') + unit(days, 'D')
  const clock =
    unit(time / 3_600_000_000n, 'H') + unit((time / 60_000_000n) % 60n, 'M') + secondsText(time % 60_000_000n)
  return date + clock === '' ? 'PT0S' : `P${date}${clock === '' ? '' : `T${clock}`}`
}

// -------------------------------------------------------------------------------------
// from text
// -------------------------------------------------------------------------------------

const iso = /^P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)D)?(?:T(?!$)(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+(?:\.\d+)?)S)?)?$/

const printed =
  /^(?:([+-]?\d+) years?)?(?: ?([+-]?\d+) mons?)?(?: ?([+-]?\d+) days?)?(?: ?([+-]?)(\d+):(\d\d):(\d\d(?:\.\d+)?))?$/

const ofParts = (numbers: ReadonlyArray<string | undefined>, sign: number): Interval => {
  const out: { -readonly [P in Part]?: number } = {}
  parts.forEach((part, i) => {
    const n = Number(numbers[i] ?? 0)
    if (n !== 0) out[part] = i < 3 ? n : sign * n
  })
  return out
}

/** @example parseInterval('3 days -02:00:00') // { days: 3, hours: -2 } */
export const parseInterval = (text: string): Interval => {
  const inIso = iso.exec(text)
  if (inIso !== null) return ofParts(inIso.slice(1), 1)
  const match = printed.exec(text)
  if (match === null || text === '') {
    throw new RangeError(
      /^-?infinity$/.test(text)
        ? 'it is infinite: read the column with asText'
        : 'intervals are expected as PostgreSQL prints them by default: set IntervalStyle to postgres or iso_8601',
    )
  }
  const [, years, months, days, sign, ...clock] = match
  return ofParts([years, months, days, ...clock], sign === '-' ? -1 : 1)
}

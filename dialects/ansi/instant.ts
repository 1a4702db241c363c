/** Points in time as text: ISO 8601, and the form in which PostgreSQL prints them. */

const printed =
  /^(\d{4,})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?)( BC)?$/

const number = (digits: string | undefined): number => (digits === undefined ? 0 : Number(digits))

/** Two digits at a place; NaN or more than 99 where there are none. */
const two = (text: string, at: number): number => {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** The milliseconds of `.123456`: those that are not said are 0. */
const fractionOf = (text: string, from: number, to: number): number => {
  let milliseconds = 0
  for (let i = from; i < to || i < from + 3; i++) {
    const digit = i < to ? text.charCodeAt(i) - 48 : 0
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    if (i < from + 3) milliseconds = milliseconds * 10 + digit
  }
  return milliseconds
}

/**
 * `2026-11-25 16:04:05.123456+00`, as a server in UTC prints a point in time of our days, read in a fraction of the time;
 * NaN for anything else.
 */
const usual = (text: string): number => {
  const { length } = text
  if (length < 22 || length > 29 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58 || !text.endsWith('+00')) return Number.NaN
  const year = two(text, 0) * 100 + two(text, 2)
  const end = length - 3
  if (!(year >= 100) || (end > 19 && (text.charCodeAt(19) !== 46 || end === 20))) return Number.NaN
  const [month, day] = [two(text, 5), two(text, 8)]
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return Number.NaN
  const [hours, minutes, seconds] = [two(text, 11), two(text, 14), two(text, 17)]
  if (!(hours < 24 && minutes < 60 && seconds < 60)) return Number.NaN
  return Date.UTC(year, month - 1, day, hours, minutes, seconds, end > 19 ? fractionOf(text, 20, end) : 0)
}

/** Keeps milliseconds; what comes after them is cut. Throws on what is no point in time, such as `infinity`. */
export const parseInstant = (text: string): Date => {
  const milliseconds = usual(text)
  return Number.isNaN(milliseconds) ? parseAny(text) : new Date(milliseconds)
}

const parseAny = (text: string): Date => {
  const match = printed.exec(text)
  if (match === null) throw new RangeError(`${text} is no Date: read the column with asText`)
  const [, year, month, day, hours, minutes, seconds, fraction, sign, offHours, offMinutes, offSeconds, bc] = match
  const midnight = new Date(0)
  // not Date.UTC, which takes the years 0 to 99 for 1900 to 1999
  midnight.setUTCFullYear(bc === undefined ? number(year) : 1 - number(year), number(month) - 1, number(day))
  const clock = (number(hours) * 60 + number(minutes)) * 60 + number(seconds)
  const offset = (number(offHours) * 60 + number(offMinutes)) * 60 + number(offSeconds)
  const milliseconds = number((fraction ?? '').padEnd(3, '0').slice(0, 3))
  // the last Date is a midnight in UTC, and later than that in the east
  const instant = new Date(midnight.getTime() + (clock - (sign === '-' ? -offset : offset)) * 1000 + milliseconds)
  if (Number.isNaN(instant.getTime())) throw new RangeError(`${text} is no Date: read the column with asText`)
  return instant
}

/** 4714-11-24 BC: PostgreSQL has no time before it. */
const first = -210_866_803_200_000

/** Throws on an invalid date. Years outside 0 to 9999 are written as PostgreSQL reads them. */
export const printInstant = (value: unknown): string => {
  if (!(value instanceof Date)) throw new TypeError('a timestamptz takes a Date')
  const iso = value.toISOString()
  if (value.getTime() < first) throw new RangeError('it takes a Date from 4714 BC on')
  if (/^\d/.test(iso) && !iso.startsWith('0000')) return iso
  const year = value.getUTCFullYear()
  const rest = iso.slice(iso.indexOf('-', 1))
  return year > 0 ? `${year}${rest}` : `${String(1 - year).padStart(4, '0')}${rest} BC`
}

/** Points in time as text: ISO 8601, and the form in which PostgreSQL prints them. */

const printed =
  /^(\d{4,})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?)( BC)?$/

const number = (digits: string | undefined): number => (digits === undefined ? 0 : Number(digits))

/** Keeps milliseconds; what comes after them is cut. Throws on what is no point in time, such as `infinity`. */
export const parseInstant = (text: string): Date => {
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

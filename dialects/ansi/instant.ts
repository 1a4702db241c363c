/** Points in time as text: ISO 8601, and the form in which PostgreSQL prints them. */

const printed =
  /^(\d{4,})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?)( BC)?$/

const number = (digits: string | undefined): number => (digits === undefined ? 0 : Number(digits))

/** Keeps milliseconds; what comes after them is cut. Throws on what is no point in time, such as `infinity`. */
export const parseInstant = (text: string): Date => {
  const match = printed.exec(text)
  if (match === null) throw new RangeError(`${text} is no Date: read the column with asText`)
  const [, year, month, day, hours, minutes, seconds, fraction, sign, offHours, offMinutes, offSeconds, bc] = match
  const instant = new Date(0)
  // not Date.UTC, which takes the years 0 to 99 for 1900 to 1999
  instant.setUTCFullYear(bc === undefined ? number(year) : 1 - number(year), number(month) - 1, number(day))
  instant.setUTCHours(
    number(hours),
    number(minutes),
    number(seconds),
    number((fraction ?? '').padEnd(3, '0').slice(0, 3)),
  )
  const offset = (number(offHours) * 60 + number(offMinutes)) * 60 + number(offSeconds)
  return new Date(instant.getTime() - (sign === '-' ? -offset : offset) * 1000)
}

/** Throws on an invalid date. Years outside 0 to 9999 are written as PostgreSQL reads them. */
export const printInstant = (value: unknown): string => {
  if (!(value instanceof Date)) throw new TypeError('a timestamptz takes a Date')
  const iso = value.toISOString()
  if (/^\d/.test(iso) && !iso.startsWith('0000')) return iso
  const year = value.getUTCFullYear()
  const rest = iso.slice(iso.indexOf('-', 1))
  return year > 0 ? `${year}${rest}` : `${String(1 - year).padStart(4, '0')}${rest} BC`
}

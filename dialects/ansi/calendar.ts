/**
 * Days and times without a zone, as text: checked, and written as PostgreSQL prints them.
 *
 * PostgreSQL reads `today`, drops the zone of `13:30:00+02`, and rounds what is finer than microseconds; SQLite keeps
 * any text. None of it is what was meant, so all of it is refused.
 */

const expected = (what: string): never => {
  throw new TypeError(`it takes ${what}`)
}

const isInfinite = (text: unknown): boolean => text === 'infinity' || text === '-infinity'

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** In the year as astronomers count it: 1 BC is 0. */
const daysIn = (year: number, month: number): number =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (daysOfMonths[month - 1] ?? 0)

/** Before it, PostgreSQL has no days. */
const firstDay = '4714-11-24'

const isDay = (text: string, bc: boolean, lastYear: number): boolean => {
  const match = /^(\d{4,7})-(\d\d)-(\d\d)$/.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year === 0 || day === 0 || day > daysIn(bc ? 1 - year : year, month)) return false
  return bc ? year < 4714 || (year === 4714 && text >= firstDay) : year <= lastYear
}

/** With its seconds, and no zeros after the last digit of their fraction; null for what is no time of the day. */
const clock = (text: string): string | null => {
  const match = /^((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(\.\d{1,6})?)?$/.exec(text)
  if (match === null) return null
  const [, minutes, seconds = '00', fraction = ''] = match
  return `${minutes}:${seconds}${fraction.replace(/\.?0+$/, '')}`
}

const splitEra = (text: string): readonly [text: string, bc: boolean] =>
  text.endsWith(' BC') ? [text.slice(0, -3), true] : [text, false]

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** @example dateText('2026-11-22') */
export const dateText = (value: unknown): string => {
  if (typeof value !== 'string') return expected('a day as a string: 2026-11-22')
  return isInfinite(value) || isDay(...splitEra(value), 5_874_897) ? value : expected('a day: 2026-11-22')
}

/** @example timeText('13:30') // 13:30:00 */
export const timeText = (value: unknown): string => {
  const what = 'a time without a zone as a string: 13:30:00.123456'
  if (typeof value !== 'string') return expected(what)
  return /^24:00(:00(\.0{1,6})?)?$/.test(value) ? '24:00:00' : (clock(value) ?? expected(what))
}

/** From UTC, without what is 0 at its end; null for what is none. */
const zone = (text: string): string | null => {
  if (text === 'Z') return '+00'
  const match = /^([+-](?:0\d|1[0-5]))(?::?([0-5]\d))?(?::([0-5]\d))?$/.exec(text)
  if (match === null) return null
  const [, hours, minutes = '00', seconds = '00'] = match
  return `${hours}:${minutes}:${seconds}`.replace(/(:00)+$/, '')
}

/** @example timetzText('13:30Z') // 13:30:00+00 */
export const timetzText = (value: unknown): string => {
  const what = 'a time with its zone as a string: 13:30:00.123456+02'
  if (typeof value !== 'string') return expected(what)
  const [, time = '', rest = ''] = /^(.*?)([Z+-].*)$/.exec(value) ?? []
  return timeText(time) + (zone(rest) ?? expected(what))
}

/** @example timestampText('2026-11-22T13:30') // 2026-11-22 13:30:00 */
export const timestampText = (value: unknown): string => {
  const what = 'a time without a zone as a string: 2026-11-22 13:30:00.123456'
  if (typeof value !== 'string') return expected(what)
  if (isInfinite(value)) return value
  const [text, bc] = splitEra(value)
  const [day = '', time = '00:00', ...rest] = text.split(/[ T]/)
  const hours = clock(time)
  return rest.length === 0 && isDay(day, bc, 294_276) && hours !== null
    ? `${day} ${hours}${bc ? ' BC' : ''}`
    : expected(what)
}

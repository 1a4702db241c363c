/**
 * Whether two results are the same: rows as a multiset, position by position, whatever the columns are called.
 *
 * Numbers agree within a millionth, a date is the timestamp at its midnight, JSON is compared by value and `char(n)`
 * without its padding. Where the statement has an order, the columns that it orders by come in the same sequence too.
 */

/** What a statement gave: every value is PostgreSQL's text. */
export interface Result {
  readonly oids: ReadonlyArray<number>
  readonly rows: ReadonlyArray<ReadonlyArray<string | null>>
}

export interface Ordering {
  readonly ordered: boolean
  readonly order_keys: ReadonlyArray<number>
}

const tolerance = 1e-6

/** So many rows are matched one by one where sorting has put nearly equal numbers in another order. */
const mostMatched = 3000

const oidOf = { boolean: 16, json: 114, jsonb: 3802, char: 1042, date: 1082, timestamp: 1114, timestamptz: 1184 }

const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

const momentPattern = /^(-?\d{4,}-\d\d-\d\d)(?: (\d\d:\d\d(?::\d\d(?:\.\d+)?)?)([+-]\d\d(?::?\d\d)?)?)?( BC)?$/

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** A number to nine digits, so that sorting brings equal ones together; a long integer as it is. */
const rounded = (text: string): string => {
  const number = Number(text)
  if (!Number.isFinite(number)) return text
  if (number === 0) return '0'
  return /^[+-]?\d{1,15}$/.test(text) ? String(number) : String(Number(number.toPrecision(9)))
}

const inOrder = (json: unknown): unknown => {
  if (typeof json === 'number') return rounded(String(json))
  if (Array.isArray(json)) return json.map(inOrder)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(
    Object.entries(json)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, inOrder(value)]),
  )
}

const jsonText = (text: string): string => {
  try {
    return JSON.stringify(inOrder(JSON.parse(text)))
  } catch {
    return text
  }
}

const moment = (text: string): string => {
  const [, day, time = '00:00:00', zone = '', era = ''] = momentPattern.exec(text) ?? []
  if (day === undefined) return text
  const exact = time.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
  const offset = /^[+-]00(:?00)?$/.test(zone) ? '' : zone
  return exact === '00:00:00' && offset === '' ? day + era : `${day} ${exact}${offset}${era}`
}

const canonical = (text: string | null, oid: number | undefined): string | null => {
  if (text === null) return null
  switch (oid) {
    case oidOf.boolean:
      return text === 't' || text === 'true' ? 'true' : 'false'
    case oidOf.json:
    case oidOf.jsonb:
      return jsonText(text)
    case oidOf.date:
    case oidOf.timestamp:
    case oidOf.timestamptz:
      return moment(text)
    case oidOf.char:
      return text.replace(/ +$/, '')
    default:
      return numberPattern.test(text) && text.length < 20 ? rounded(text) : text
  }
}

const sameValue = (a: string | null, b: string | null): boolean => {
  if (a === b) return true
  if (a === null || b === null || !numberPattern.test(a) || !numberPattern.test(b)) return false
  const [x, y] = [Number(a), Number(b)]
  return Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(x), Math.abs(y))
}

// -------------------------------------------------------------------------------------
// rows
// -------------------------------------------------------------------------------------

type Row = ReadonlyArray<string | null>

const sameRow = (a: Row, b: Row): boolean =>
  a.length === b.length && a.every((value, i) => sameValue(value, b[i] as string | null))

const canonicalRows = ({ rows, oids }: Result): ReadonlyArray<Row> =>
  rows.map((row) => row.map((value, i) => canonical(value, oids[i])))

const shown = (row: Row | undefined): string => JSON.stringify(row)?.slice(0, 300) ?? 'nothing'

const sorted = (rows: ReadonlyArray<Row>): ReadonlyArray<Row> =>
  rows
    .map((row) => [JSON.stringify(row), row] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, row]) => row)

/** The first expected row that none of the given ones equals. */
const unmatched = (expected: ReadonlyArray<Row>, given: ReadonlyArray<Row>): Row | null => {
  const left = [...given]
  for (const row of expected) {
    const at = left.findIndex((other) => sameRow(row, other))
    if (at < 0) return row
    left.splice(at, 1)
  }
  return null
}

const disorder = (expected: ReadonlyArray<Row>, given: ReadonlyArray<Row>, keys: ReadonlyArray<number>) => {
  for (const [i, row] of expected.entries())
    for (const key of keys) {
      const [wanted = null, got = null] = [row[key], given[i]?.[key]]
      if (!sameValue(wanted, got)) return `in another order: row ${i} has ${got} in column ${key}, expected ${wanted}`
    }
  return null
}

/** What is wrong with a result; null where it is the expected one. */
export const difference = (
  expected: Result,
  given: Result,
  { ordered, order_keys }: Ordering = { ordered: false, order_keys: [] },
): string | null => {
  if (given.rows.length !== expected.rows.length) return `${given.rows.length} rows, expected ${expected.rows.length}`
  const [width, wanted] = [given.rows[0]?.length, expected.rows[0]?.length]
  if (width !== wanted) return `${width} columns, expected ${wanted}`
  const [a, b] = [canonicalRows(expected), canonicalRows(given)]
  const outOfOrder = ordered ? disorder(a, b, order_keys) : null
  if (outOfOrder !== null) return outOfOrder
  const [x, y] = [sorted(a), sorted(b)]
  const at = x.findIndex((row, i) => !sameRow(row, y[i] as Row))
  if (at < 0) return null
  const missing = x.length <= mostMatched ? unmatched(x, y) : (x[at] as Row)
  return missing === null ? null : `no row is ${shown(missing)}; one is ${shown(y[at])}`
}

/** The type that arithmetic over two types yields, as PostgreSQL has it. */
import { doubleType, numericType, type PlainTag, plain, resolved, type SqlType, uncounted } from './SqlType.js'

/** What a type is to arithmetic, whatever it is read as. */
export type Family =
  | 'whole'
  | 'bigint'
  | 'numeric'
  | 'float'
  | 'date'
  | 'time'
  | 'timetz'
  | 'timestamp'
  | 'instant'
  | 'interval'
  | 'inet'
  | 'other'

const families: { readonly [tag: string]: Family | undefined } = {
  smallint: 'whole',
  integer: 'whole',
  bigint: 'bigint',
  numeric: 'numeric',
  decimal: 'numeric',
  real: 'float',
  doublePrecision: 'float',
  date: 'date',
  time: 'time',
  timetz: 'timetz',
  timestamp: 'timestamp',
  timestamptz: 'instant',
  interval: 'interval',
  inet: 'inet',
  cidr: 'inet',
}

/** A count is a `bigint` that is read as a number: to what is calculated from it, it is a whole number. */
export const familyOf = (type: SqlType): Family => {
  const own = uncounted(type)
  switch (own._tag) {
    case 'domain':
      return familyOf(own.base)
    case 'mapped': {
      const base = familyOf(own.base)
      return base === 'bigint' ? 'whole' : base
    }
    default:
      return families[own._tag] ?? 'other'
  }
}

const numbers: ReadonlyArray<Family> = ['whole', 'bigint', 'numeric', 'float']

const widths: ReadonlyArray<SqlType['_tag']> = ['smallint', 'integer', 'mapped']

/** What is calculated has other digits than what it is calculated from. */
const unmeasured = (type: SqlType): SqlType => (type._tag === 'numeric' ? numericType : type)

/** Of two types of one family, the one that holds more. */
const wider = (a: SqlType, b: SqlType): SqlType => {
  // the right one says how it is read where the left one is read in a way of the user's
  if (familyOf(a) === 'numeric') return unmeasured(a._tag === 'mapped' ? b : a)
  if (a._tag === 'real') return b
  return widths.indexOf(a._tag) < widths.indexOf(b._tag) ? b : a
}

type Calendar = Readonly<Record<string, { readonly [left: string]: { readonly [right: string]: PlainTag } }>>

const times: { readonly [right: string]: PlainTag } = {
  whole: 'interval',
  bigint: 'interval',
  numeric: 'interval',
  float: 'interval',
}

/** Days, times and addresses: what comes of the two of them. A time of the day stands for an interval where there is no other way. */
const calendar: Calendar = {
  add: {
    whole: { date: 'date', inet: 'inet' },
    bigint: { inet: 'inet' },
    inet: { whole: 'inet', bigint: 'inet' },
    date: { whole: 'date', interval: 'timestamp', time: 'timestamp', timetz: 'timestamptz' },
    time: { date: 'timestamp', interval: 'time', timetz: 'timetz', timestamp: 'timestamp', instant: 'timestamptz' },
    timetz: { date: 'timestamptz', interval: 'timetz', time: 'timetz' },
    timestamp: { interval: 'timestamp', time: 'timestamp' },
    instant: { interval: 'timestamptz', time: 'timestamptz' },
    interval: {
      date: 'timestamp',
      time: 'time',
      timetz: 'timetz',
      timestamp: 'timestamp',
      instant: 'timestamptz',
      interval: 'interval',
    },
  },
  sub: {
    date: {
      date: 'integer',
      whole: 'date',
      interval: 'timestamp',
      time: 'timestamp',
      timestamp: 'interval',
      instant: 'interval',
    },
    time: { time: 'interval', interval: 'time' },
    timetz: { interval: 'timetz', time: 'timetz' },
    timestamp: {
      timestamp: 'interval',
      instant: 'interval',
      date: 'interval',
      interval: 'timestamp',
      time: 'timestamp',
    },
    instant: {
      instant: 'interval',
      timestamp: 'interval',
      date: 'interval',
      interval: 'timestamptz',
      time: 'timestamptz',
    },
    interval: { interval: 'interval', time: 'interval' },
    inet: { whole: 'inet', bigint: 'inet', inet: 'bigint' },
  },
  mul: {
    whole: { interval: 'interval', time: 'interval' },
    bigint: { interval: 'interval', time: 'interval' },
    numeric: { interval: 'interval', time: 'interval' },
    float: { interval: 'interval', time: 'interval' },
    interval: times,
    time: times,
  },
  div: { interval: times, time: times },
}

/** The type of `left op right`; the left one's, where it is not known. */
export const promoted = (op: string, left: SqlType, right: SqlType): SqlType => {
  const [a, b] = [familyOf(left), familyOf(right)]
  const [i, j] = [numbers.indexOf(a), numbers.indexOf(b)]
  if (i >= 0 && j >= 0) {
    if (i === j) return wider(uncounted(left), uncounted(right))
    const type = uncounted(i > j ? left : right)
    // `real` stays what it is beside another one alone
    return type._tag === 'real' ? doubleType : unmeasured(type)
  }
  const tag = calendar[op]?.[a]?.[b]
  if (tag === undefined) return resolved(left)
  // what is kept is read as the operand that it is kept from is
  const kept = [left, right].find((type) => uncounted(type)._tag === 'mapped' && familyOf(type) === families[tag])
  return kept ?? plain(tag)
}

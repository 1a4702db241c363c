/** The type that arithmetic over two types yields, as PostgreSQL has it. */
import { resolved, type SqlType, uncounted } from './SqlType.js'

/** What a type is to arithmetic, whatever it is read as. */
export type Family =
  | 'whole'
  | 'bigint'
  | 'numeric'
  | 'float'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'instant'
  | 'interval'
  | 'other'

const families: { readonly [tag: string]: Family | undefined } = {
  smallint: 'whole',
  integer: 'whole',
  bigint: 'bigint',
  numeric: 'numeric',
  real: 'float',
  doublePrecision: 'float',
  date: 'date',
  time: 'time',
  timestamp: 'timestamp',
  timestamptz: 'instant',
  interval: 'interval',
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

/** Of two types of one family, the one that holds more. */
const wider = (a: SqlType, b: SqlType): SqlType => {
  if (a._tag === 'numeric' && b._tag === 'numeric') return { _tag: 'numeric', precision: null, scale: null }
  if (a._tag === 'real') return b
  return widths.indexOf(a._tag) < widths.indexOf(b._tag) ? b : a
}

/** Days and times: what comes of the two of them, for `+` and for `-`. */
const calendar: { readonly [op: string]: { readonly [pair: string]: SqlType } } = {
  add: {
    'date whole': { _tag: 'date' },
    'whole date': { _tag: 'date' },
    'date interval': { _tag: 'timestamp' },
    'interval date': { _tag: 'timestamp' },
    'date time': { _tag: 'timestamp' },
    'time date': { _tag: 'timestamp' },
    'time interval': { _tag: 'time' },
    'interval time': { _tag: 'time' },
    'timestamp interval': { _tag: 'timestamp' },
    'interval timestamp': { _tag: 'timestamp' },
    'instant interval': { _tag: 'timestamptz' },
    'interval instant': { _tag: 'timestamptz' },
    'interval interval': { _tag: 'interval' },
  },
  sub: {
    'date date': { _tag: 'integer' },
    'date whole': { _tag: 'date' },
    'date interval': { _tag: 'timestamp' },
    'time time': { _tag: 'interval' },
    'time interval': { _tag: 'time' },
    'timestamp timestamp': { _tag: 'interval' },
    'timestamp interval': { _tag: 'timestamp' },
    'timestamp date': { _tag: 'interval' },
    'date timestamp': { _tag: 'interval' },
    'instant instant': { _tag: 'interval' },
    'instant interval': { _tag: 'timestamptz' },
    'interval interval': { _tag: 'interval' },
  },
}

/** The type of `left op right`; the left one's, where it is not known. */
export const promoted = (op: string, left: SqlType, right: SqlType): SqlType => {
  const [a, b] = [familyOf(left), familyOf(right)]
  const [i, j] = [numbers.indexOf(a), numbers.indexOf(b)]
  if (i >= 0 && j >= 0) return i === j ? wider(uncounted(left), uncounted(right)) : resolved(i > j ? left : right)
  if (op === 'mul' && b === 'interval') return right
  return calendar[op]?.[`${a} ${b}`] ?? resolved(left)
}

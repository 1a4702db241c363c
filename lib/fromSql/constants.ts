/**
 * SQL's constants as JavaScript's values.
 *
 * Beside an expression a value takes its type from it, as a quoted constant does in SQL; everywhere else its type is said.
 * A text that joinery does not take for a value of the type is left to the database: `cast('tomorrow', date)`.
 */
import { postgres } from '../../dialects/postgres/dialect.js'
import { baseOf, type SqlType, stored, uncounted } from '../ast/SqlType.js'
import { type Constant, type Ex, ex, type State, typeOf } from './State.js'
import { call, js, type Term } from './term.js'
import { specOf } from './types.js'

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** The value of a text of a type; undefined where JavaScript has none, or joinery takes none. */
export const valueOfText = (text: string, type: SqlType): unknown => {
  const value = parsed(text, type)
  if (value === undefined) return undefined
  try {
    postgres.codec(uncounted(type)).encode(value as never)
    return value
  } catch {
    return undefined
  }
}

const wholes: ReadonlySet<string> = new Set(['smallint', 'integer', 'oid', 'serial'])

const floats: ReadonlySet<string> = new Set(['real', 'doublePrecision', 'decimal'])

/** Types whose values are their text, and say the same whoever reads it. */
const texts: ReadonlySet<string> = new Set(
  `text varchar char citext name uuid xml date time timetz timestamp inet cidr macaddr macaddr8 tsquery tsvector jsonpath
   money pgLsn quotedChar bit varbit regclass regtype regproc regprocedure regconfig regrole regnamespace regcollation
   regoper regoperator regdictionary`.split(/\s+/),
)

const isNumeral = (text: string): boolean => /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)

const parsed = (text: string, type: SqlType): unknown => {
  const own = uncounted(type)
  if (own._tag === 'mapped') {
    // a count is a bigint that is read as a number
    return baseOf(own)._tag === 'bigint' && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
  }
  if (own._tag === 'domain') return parsed(text, own.base)
  if (own._tag === 'asText') return text
  if (wholes.has(own._tag)) return /^-?\d+$/.test(text.trim()) ? Number(text) : undefined
  if (own._tag === 'bigint') return /^-?\d+$/.test(text.trim()) ? BigInt(text.trim()) : undefined
  if (floats.has(own._tag)) return isNumeral(text.trim()) ? Number(text) : undefined
  if (own._tag === 'numeric') return isNumeral(text.trim()) ? text.trim() : undefined
  if (texts.has(own._tag)) return text
  switch (own._tag) {
    case 'boolean':
      return truths[text.trim().toLowerCase()]
    case 'enum':
      return own.labels.includes(text) ? text : undefined
    case 'timestamptz':
      return instantOf(text)
    case 'interval':
      return intervalOf(text)
    case 'jsonb':
      return jsonOf(text)
    case 'array':
      return arrayOf(text, own.element)
    default:
      return undefined
  }
}

const truths: Readonly<Record<string, boolean | undefined>> = {
  true: true,
  t: true,
  yes: true,
  on: true,
  '1': true,
  false: false,
  f: false,
  no: false,
  off: false,
  '0': false,
}

/** An instant that says its zone, and no more than milliseconds. */
const instantOf = (text: string): Date | undefined => {
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?(?:\.\d{1,3})?))? ?(Z|[+-]\d\d(?::?\d\d)?)$/i.exec(
    text.trim(),
  )
  if (match === null) return undefined
  const [, day, time = '00:00:00', zone = 'Z'] = match
  const offset = /^z$/i.test(zone) ? 'Z' : zone.length === 3 ? `${zone}:00` : zone.replace(/^(...)(\d\d)$/, '$1:$2')
  const date = new Date(`${day}T${time.length === 5 ? `${time}:00` : time}${offset}`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

const units: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  [
    ['years', 'year years yr yrs y'],
    ['months', 'month months mon mons'],
    ['weeks', 'week weeks w'],
    ['days', 'day days d'],
    ['hours', 'hour hours hr hrs h'],
    ['minutes', 'minute minutes min mins m'],
    ['seconds', 'second seconds sec secs s'],
  ].flatMap(([part, names = '']) => names.split(' ').map((name) => [name, part])),
)

/** An amount of time in words, each part once and whole. */
const intervalOf = (text: string): unknown => {
  const parts: Record<string, number> = {}
  const rest = text.trim().replace(/([+-]?\d+)\s*([a-z]+)\s*/gi, (all, n: string, unit: string) => {
    const part = units[unit.toLowerCase()]
    if (part === undefined) return all
    const [own, times] = part === 'weeks' ? ['days', 7] : [part, 1]
    if (parts[own as string] !== undefined) return all
    parts[own as string] = Number(n) * (times as number)
    return ''
  })
  return rest === '' && Object.keys(parts).length > 0 ? parts : undefined
}

/** Objects and arrays that JavaScript writes as they were written, but for blanks. */
const jsonOf = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    const compact = text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string: string | undefined) => string ?? '')
    return JSON.stringify(value) === compact ? value : undefined
  } catch {
    return undefined
  }
}

/** `{a,"b c"}`, of one dimension and without null. */
const arrayOf = (text: string, element: SqlType): unknown => {
  const inner = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1]
  if (inner === undefined || /[{}]/.test(inner.replace(/"(?:[^"\\]|\\.)*"/g, ''))) return undefined
  if (inner.trim() === '') return []
  const items = inner.match(/"(?:[^"\\]|\\.)*"|[^,]+/gs) ?? []
  const values = items.map((item) => {
    const own = item.trim()
    if (/^null$/i.test(own) || /\\/.test(own)) return undefined
    return valueOfText(own.startsWith('"') ? own.slice(1, -1) : own, element)
  })
  return values.includes(undefined) || items.length !== inner.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).length
    ? undefined
    : values
}

// -------------------------------------------------------------------------------------
// terms
// -------------------------------------------------------------------------------------

const textOf = (constant: Constant): string | null => ('text' in constant ? constant.text : null)

const isExact = (text: string): boolean => String(Number(text)) === text

const sameBase = (a: SqlType, b: SqlType): boolean => {
  const [x, y] = [baseOf(a), baseOf(b)]
  if (x._tag !== y._tag) return false
  return x._tag === 'array' && y._tag === 'array' ? sameBase(x.element, y.element) : true
}

/** Whether a constant of its own type means the same as one of this type would. */
const meansSame = (constant: Constant, type: SqlType): boolean => {
  const base = baseOf(type)._tag
  switch (constant.kind) {
    case 'text':
      return true
    case 'integer':
      return ['smallint', 'integer', 'bigint', 'numeric', 'decimal', 'real', 'doublePrecision', 'oid'].includes(base)
    case 'numeric':
      return ['numeric', 'decimal', 'doublePrecision'].includes(base)
    case 'boolean':
      return base === 'boolean'
    case 'bits':
      return base === 'bit' || base === 'varbit'
    case 'typed':
      return sameBase(constant.type, type)
    default:
      return false
  }
}

/** A bare value beside an expression of a type; null where its type has to be said. */
export const bare = ({ constant }: Ex, type: SqlType): Term | null => {
  if (constant === null || !meansSame(constant, type)) return null
  const text = textOf(constant)
  if (text === null) return null
  const value = valueOfText(text, type)
  return value === undefined ? null : js(value)
}

/** A constant as an expression of a type. */
const saying = (state: State, constant: Constant, type: SqlType): Ex => {
  const spec = specOf(state, type)
  const text = textOf(constant)
  if (text === null) return ex(call('null_', spec), true)
  const value = valueOfText(text, type)
  if (value !== undefined) return ex(call('value', spec, js(value)), false)
  return ex(call('cast', js(text), spec), false)
}

const textType: SqlType = { _tag: 'text' }

/** An expression, which a constant becomes with a type of its own, or with this one where it has none. */
export const said = (state: State, it: Ex, type: SqlType | null = null): Ex => {
  const { constant } = it
  if (constant === null) return it
  if (constant.kind === 'parameter') {
    const own = type === null || type._tag === 'untyped' ? null : plainOf(type)
    if (own !== null && !state.found.has(constant.number)) state.found.set(constant.number, own)
    return ex(call('null_', specOf(state, own ?? textType)), true)
  }
  const wanted = type === null || type._tag === 'untyped' ? null : plainOf(type)
  if (constant.kind === 'null' || constant.kind === 'text') return saying(state, constant, wanted ?? textType)
  return saying(state, constant, wanted !== null && sameBase(wanted, typeOf(it)) ? wanted : typeOf(it))
}

/** What a constant beside it is of: a count is a whole number. */
const plainOf = (type: SqlType): SqlType => {
  const own = stored(type)
  if (own._tag === 'decimal') return { _tag: 'numeric', precision: null, scale: null }
  if (own._tag === 'numeric') return { ...own, precision: null, scale: null }
  if (own._tag === 'varchar' || own._tag === 'char') return own.length === null ? own : { _tag: 'text' }
  return own
}

/** An operand beside an expression of a type: a bare value where it can be one. */
export const beside = (state: State, it: Ex, type: SqlType): Term => {
  if (it.constant === null) return it
  return bare(it, type) ?? said(state, it, besideType(it.constant, type))
}

/** Beside a `real` PostgreSQL compares, and calculates, in `double precision`. */
const besideType = (constant: Constant, type: SqlType): SqlType =>
  constant.kind === 'numeric' && baseOf(type)._tag === 'real' ? { _tag: 'doublePrecision' } : type

/** A number among exact ones, which JavaScript writes as SQL does. */
export const number = ({ constant }: Ex): Term | null =>
  constant !== null && (constant.kind === 'integer' || constant.kind === 'numeric') && isExact(constant.text)
    ? js(Number(constant.text))
    : null

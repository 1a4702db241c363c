/** How types are declared in standard SQL, and in PostgreSQL. */
import {
  type CommonTag,
  type IntervalFields,
  type Other,
  type Plain,
  type PostgresTag,
  resolved,
  type SqlType,
} from '../../lib/ast/SqlType.js'
import { quote } from './quote.js'

const commonNames: Readonly<Record<CommonTag, string>> = {
  smallint: 'smallint',
  integer: 'integer',
  bigint: 'bigint',
  serial: 'serial',
  bigserial: 'bigserial',
  decimal: 'numeric',
  real: 'real',
  doublePrecision: 'double precision',
  boolean: 'boolean',
  text: 'text',
  date: 'date',
  time: 'time',
  timestamp: 'timestamp',
  timestamptz: 'timestamptz',
  uuid: 'uuid',
  json: 'json',
  jsonb: 'jsonb',
  bytea: 'bytea',
  interval: 'interval',
}

export const postgresNames: Readonly<Record<PostgresTag, string>> = {
  box: 'box',
  cidr: 'cidr',
  circle: 'circle',
  citext: 'citext',
  hstore: 'hstore',
  inet: 'inet',
  int2vector: 'int2vector',
  jsonpath: 'jsonpath',
  line: 'line',
  lseg: 'lseg',
  macaddr: 'macaddr',
  macaddr8: 'macaddr8',
  money: 'money',
  name: 'name',
  oid: 'oid',
  oidvector: 'oidvector',
  path: 'path',
  pgLsn: 'pg_lsn',
  point: 'point',
  polygon: 'polygon',
  // between quotes, for without them it is char(1)
  quotedChar: '"char"',
  regclass: 'regclass',
  regcollation: 'regcollation',
  regconfig: 'regconfig',
  regdictionary: 'regdictionary',
  regnamespace: 'regnamespace',
  regoper: 'regoper',
  regoperator: 'regoperator',
  regproc: 'regproc',
  regprocedure: 'regprocedure',
  regrole: 'regrole',
  regtype: 'regtype',
  timetz: 'timetz',
  tsquery: 'tsquery',
  tsvector: 'tsvector',
  xml: 'xml',
}

const names = { ...commonNames, ...postgresNames }

/** The words of an interval's fields: nothing else can stand there. */
export const intervalFields: Readonly<Record<IntervalFields, string>> = {
  year: 'year',
  month: 'month',
  day: 'day',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  'year to month': 'year to month',
  'day to hour': 'day to hour',
  'day to minute': 'day to minute',
  'day to second': 'day to second',
  'hour to minute': 'hour to minute',
  'hour to second': 'hour to second',
  'minute to second': 'minute to second',
}

/** Ranges and multiranges that every PostgreSQL has; any other name is between quotes. */
const rangeNames: ReadonlySet<string> = new Set(
  ['int4', 'int8', 'num', 'date', 'ts', 'tstz'].flatMap((of) => [`${of}range`, `${of}multirange`]),
)

/** A number between parentheses; what is none is left out, for it would be text of the caller's. */
const digits = (n: number | null): string => (n !== null && Number.isSafeInteger(n) && n >= 0 ? String(n) : '')

/** A scale may be negative. */
const signed = (n: number): string => (Number.isSafeInteger(n) ? String(n) : '')

/** @example plainName({ _tag: 'interval', fields: 'day to second', precision: 0 }) // interval day to second(0) */
const plainName = ({ _tag, precision, fields }: Plain): string => {
  const kept = fields === undefined ? '' : ` ${intervalFields[fields] ?? ''}`
  return names[_tag] + kept + (precision === undefined ? '' : `(${digits(precision)})`)
}

/** @example otherName({ _tag: 'other', schema: null, name: 'geometry', parameters: ['Point', 4326] }) // "geometry"("Point", 4326) */
export const otherName = ({ schema, name, parameters }: Pick<Other, 'schema' | 'name' | 'parameters'>): string => {
  const own = schema === null ? quote(name) : `${quote(schema)}.${quote(name)}`
  const spelled = parameters.map((parameter) => (typeof parameter === 'number' ? signed(parameter) : quote(parameter)))
  return spelled.length === 0 ? own : `${own}(${spelled.join(', ')})`
}

const bitNames = { bit: '"bit"', varbit: 'varbit' } as const

export const typeName = (type: SqlType): string => {
  switch (type._tag) {
    case 'varchar':
      return type.length === null ? 'varchar' : `varchar(${digits(type.length)})`
    case 'numeric': {
      const { precision, scale } = type
      if (precision === null) return 'numeric'
      return scale === null ? `numeric(${digits(precision)})` : `numeric(${digits(precision)}, ${signed(scale)})`
    }
    case 'char':
      return type.length === null ? 'bpchar' : `char(${digits(type.length)})`
    case 'bit':
    case 'varbit':
      return type.length === null ? bitNames[type._tag] : `${type._tag}(${digits(type.length)})`
    case 'other':
      return otherName(type)
    case 'range':
    case 'multirange':
      if (type.schema === null && rangeNames.has(type.name)) return type.name
      return otherName({ ...type, parameters: [] })
    case 'enum':
    case 'domain':
      return otherName({ ...type, parameters: [] })
    case 'composite':
      return type.name === null ? 'record' : otherName({ schema: type.schema, name: type.name, parameters: [] })
    case 'mapped':
    case 'asText':
      return typeName(type.base)
    case 'inherited':
      return typeName(resolved(type))
    case 'array':
      return `${typeName(type.element)}[]`
    case 'rows':
      return 'json'
    case 'untyped':
      return 'text'
    case 'noType':
      return ''
    default:
      return plainName(type)
  }
}

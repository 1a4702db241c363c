/** How types are declared in standard SQL, and in PostgreSQL. */
import { type Other, type PlainTag, resolved, type SqlType } from '../../lib/ast/SqlType.js'
import { quote } from './quote.js'

const names: Readonly<Record<PlainTag, string>> = {
  smallint: 'smallint',
  integer: 'integer',
  bigint: 'bigint',
  serial: 'serial',
  bigserial: 'bigserial',
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

/** A number between parentheses; what is none is left out, for it would be text of the caller's. */
const digits = (n: number | null): string => (n !== null && Number.isSafeInteger(n) && n >= 0 ? String(n) : '')

/** A scale may be negative. */
const signed = (n: number): string => (Number.isSafeInteger(n) ? String(n) : '')

/** Types of PostgreSQL that need no quotes. */
const builtIn: ReadonlySet<string> = new Set(
  `bit varbit inet cidr macaddr macaddr8 name void oid xid xid8 regclass regconfig regdictionary regtype regrole regnamespace regproc
   regprocedure regoper regoperator tsvector tsquery pg_lsn pg_snapshot point line lseg box path polygon circle xml`.split(
    /\s+/,
  ),
)

/** @example otherName({ _tag: 'other', schema: null, name: 'geometry', parameters: ['Point', 4326] }) // "geometry"("Point", 4326) */
export const otherName = ({ schema, name, parameters }: Pick<Other, 'schema' | 'name' | 'parameters'>): string => {
  if (schema === null && parameters.length === 0 && builtIn.has(name)) return name
  const own = schema === null ? quote(name) : `${quote(schema)}.${quote(name)}`
  const spelled = parameters.map((parameter) => (typeof parameter === 'number' ? signed(parameter) : quote(parameter)))
  return spelled.length === 0 ? own : `${own}(${spelled.join(', ')})`
}

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
    case 'other':
      return otherName(type)
    case 'enum':
    case 'domain':
    case 'range':
    case 'multirange':
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
    default:
      return names[type._tag]
  }
}

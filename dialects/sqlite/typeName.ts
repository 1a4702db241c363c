/**
 * How types are declared in SQLite, where the name decides how a value is converted when it is stored.
 *
 * Exact decimals, dates and JSON are declared as text: a name that SQLite does not know would turn '12.50' into 12.5.
 */
import { type CommonTag, resolved, type SqlType } from '../../lib/ast/SqlType.js'
import { quote } from '../ansi/quote.js'
import { typeName as ansi, postgresNames } from '../ansi/typeName.js'

const names: Readonly<Record<CommonTag, string>> = {
  smallint: 'smallint',
  integer: 'integer',
  bigint: 'bigint',
  // only the exact words `integer primary key` make SQLite count
  serial: 'integer',
  bigserial: 'integer',
  decimal: 'real',
  real: 'real',
  doublePrecision: 'double precision',
  boolean: 'boolean',
  text: 'text',
  date: 'text',
  time: 'text',
  timestamp: 'text',
  timestamptz: 'text',
  uuid: 'text',
  json: 'text',
  jsonb: 'text',
  bytea: 'blob',
  interval: 'text',
}

export const typeName = (type: SqlType): string => {
  switch (type._tag) {
    case 'varchar':
      return ansi(type)
    case 'numeric':
    case 'array':
    case 'char':
    case 'composite':
    case 'enum':
    case 'range':
    case 'multirange':
    case 'rows':
    case 'untyped':
    case 'bit':
    case 'varbit':
    case 'noType':
      return 'text'
    // a quoted name is kept as it is, with its parentheses inside: after a quoted name they would be dropped
    case 'other':
      return quote(type.name)
    case 'mapped':
    case 'asText':
    case 'domain':
      return typeName(type.base)
    case 'inherited':
      return typeName(resolved(type))
    default:
      return (names as { readonly [tag: string]: string | undefined })[type._tag] ?? 'text'
  }
}

const made: ReadonlySet<SqlType['_tag']> = new Set(['array', 'composite', 'range', 'multirange', 'bit', 'varbit'])

/** The type that SQLite has no place for, of those that a type is made of. */
export const lacks = (type: SqlType): string | null => {
  const own = resolved(type)
  if ('base' in own) return lacks(own.base)
  return made.has(own._tag) || Object.hasOwn(postgresNames, own._tag) ? `type ${ansi(own)}` : null
}

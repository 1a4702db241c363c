/**
 * How types are declared in SQLite, where the name decides how a value is converted when it is stored.
 *
 * Exact decimals, dates and JSON are declared as text: a name that SQLite does not know would turn '12.50' into 12.5.
 */
import { type PlainTag, resolved, type SqlType } from '../../lib/ast/SqlType.js'
import { quote } from '../ansi/quote.js'
import { typeName as ansi } from '../ansi/typeName.js'

const names: Readonly<Record<PlainTag, string>> = {
  smallint: 'smallint',
  integer: 'integer',
  bigint: 'bigint',
  // only the exact words `integer primary key` make SQLite count
  serial: 'integer',
  bigserial: 'integer',
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
  jsonpath: 'text',
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
      return names[type._tag]
  }
}

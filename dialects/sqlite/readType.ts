/**
 * SQLite takes any text for a type, and looks in it for what to convert values to: `INT`, `CHAR`, `BLOB`, `REAL`.
 *
 * Only names that convert as joinery's own do are read as those. All others are kept, whole, with their parentheses: a
 * column declared as `decimal(10, 2)` or `datetime` converts what it can to a number, and one declared as `text` does not.
 */
import { type SqlType, untyped } from '../../lib/ast/SqlType.js'
import { always, readKnownType, readVarchar, type TypeReaders } from '../ansi/readType.js'

const readers: TypeReaders = {
  smallint: always('smallint'),
  int2: always('smallint'),
  integer: always('integer'),
  int: always('integer'),
  int4: always('integer'),
  mediumint: always('integer'),
  bigint: always('bigint'),
  int8: always('bigint'),
  real: always('real'),
  'double precision': always('doublePrecision'),
  double: always('doublePrecision'),
  float: always('doublePrecision'),
  boolean: always('boolean'),
  text: always('text'),
  varchar: readVarchar,
  blob: always('bytea'),
}

const known = readKnownType(readers)

/** A name between quotes, as our own DDL spells what is kept. */
const unquoted = (declared: string): string =>
  /^"(?:[^"]|"")+"$/.test(declared) ? declared.slice(1, -1).replaceAll('""', '"') : declared

/** A column may also have no type at all. */
export const readType = (declared: string): SqlType =>
  declared === ''
    ? untyped
    : (known(declared) ?? { _tag: 'other', schema: null, name: unquoted(declared), parameters: [] })

/**
 * Inserts of many rows: one array parameter for each column, for a statement has at most 65,535 parameters.
 *
 * The text is then the same for any number of rows, and the server reads no list that is thousands of values long.
 */
import { isBranded, isRecord } from '../../lib/ast/Expr.js'
import type { Column } from '../../lib/ast/Node.js'
import type { SqlType } from '../../lib/ast/SqlType.js'
import type { Insert, Source } from '../../lib/ast/Statement.js'
import { bind, report, type Writer } from '../../lib/compile/Writer.js'
import { invalidArgument } from '../../lib/ast/CompileError.js'
import { writeColumnNames } from '../ansi/values.js'

/** Up to here, VALUES. */
const fewValues = 1000

/** How many parameters the protocol can count. */
const mostParameters = 65_535

/**
 * Whether an array of a type is spread as its elements were sent. A type that only the database knows may have no array,
 * or elements that are cut by the cast; an array of arrays would be spread to its last level.
 */
const isSpread = (type: SqlType): boolean => {
  switch (type._tag) {
    case 'other':
    case 'array':
    case 'rows':
    case 'untyped':
      return false
    case 'mapped':
    case 'asText':
      return isSpread(type.base)
    case 'inherited':
      return isSpread(type.of())
    default:
      return true
  }
}

/** The columns of an insert whose rows are all alike and nothing but values; null where they are not, or are few. */
export const bulkKeys = ({ table, rows }: Insert): ReadonlyArray<string> | null => {
  const [first] = rows
  if (!isRecord(first) || rows.length * Object.keys(first).length <= fewValues) return null
  const keys = Object.keys(table.columns).filter((key) => Object.hasOwn(first, key))
  const isPlain = (row: unknown): boolean =>
    isRecord(row) &&
    !isBranded(row) &&
    Object.keys(row).length === keys.length &&
    keys.every((key) => Object.hasOwn(row, key) && row[key] !== undefined && !isBranded(row[key]))
  const spread = keys.every((key) => isSpread((table.columns[key] as Column).type))
  return spread && rows.every(isPlain) ? keys : null
}

/** `(a, b) select * from unnest($1::integer[], $2::text[])` */
export const writeBulk =
  (arrayOf: (type: SqlType) => SqlType) =>
  (to: Writer, table: Source, keys: ReadonlyArray<string>, rows: Insert['rows']): void => {
    to.text += ' '
    writeColumnNames(to, table, keys)
    to.text += `${to.newline}select * from unnest(`
    keys.forEach((key, i) => {
      if (i > 0) to.text += ', '
      const type = arrayOf((table.columns[key] as Column).type)
      const values = rows.map((row) => row[key])
      to.text += to.dialect.typedPlaceholder(bind(to, values, type), to.dialect.codec(type).name)
    })
    to.text += ')'
  }

/** Reports an insert with more parameters than a statement can have. */
export const reportParameters = (to: Writer): void => {
  if (to.values.length <= mostParameters) return
  const hint = 'give every row the same columns and values only, or make several inserts in a transaction'
  report(
    to,
    invalidArgument('this insert', `has ${to.values.length} parameters, and PostgreSQL takes ${mostParameters}`, hint),
  )
}

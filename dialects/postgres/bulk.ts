/**
 * Inserts of many rows: one array parameter for each column, for a statement has at most 65,535 parameters.
 *
 * The text is then the same for any number of rows, and the server reads no list that is thousands of values long. The
 * values have the types that the table's definition says, and the database assigns them to its own: a column that is
 * an enum there and `text` here takes few rows and refuses many.
 */
import { invalidArgument } from '../../lib/ast/CompileError.js'
import { isBranded } from '../../lib/ast/Expr.js'
import type { SqlType } from '../../lib/ast/SqlType.js'
import { bind, report, type Writer } from '../../lib/compile/Writer.js'
import { type Row, writeColumnNames } from '../ansi/values.js'
import type { Inserts } from '../ansi/write.js'

/** Up to here, VALUES. */
const fewValues = 1000

/** How many parameters the protocol can count. */
const mostParameters = 65_535

/**
 * Whether an array of a type is spread as its elements were sent. A type that only the database knows may have no array;
 * an array of arrays would be spread to its last level, and one of composites to a column for each of their fields.
 */
const isSpread = (type: SqlType): boolean => {
  switch (type._tag) {
    case 'other':
    case 'array':
    case 'composite':
    case 'rows':
    case 'untyped':
    case 'noType':
      return false
    case 'domain':
      return type.base._tag === 'array' || isSpread(type.base)
    case 'mapped':
    case 'asText':
      return isSpread(type.base)
    case 'inherited':
      return isSpread(type.of())
    default:
      return true
  }
}

/** Whether every row gives a value, and no expression, for each of the columns. */
const isPlain =
  (keys: ReadonlyArray<string>) =>
  (row: Row): boolean =>
    keys.every((key) => Object.hasOwn(row, key) && row[key] !== undefined && !isBranded(row[key]))

/**
 * Writes many rows of nothing but values; says whether it did.
 *
 * @example insert into "users" ("id", "name") select * from unnest($1::integer[], $2::text[])
 */
export const bulkBy =
  (arrayOf: (type: SqlType) => SqlType): Inserts['bulk'] =>
  (to, table, keys, rows) => {
    const types = keys.flatMap((key) => table.columns[key]?.type ?? [])
    if (rows.length * keys.length <= fewValues || !types.every(isSpread) || !rows.every(isPlain(keys))) return false
    to.text += ' '
    writeColumnNames(to, table, keys)
    to.text += `${to.newline}select * from unnest(`
    keys.forEach((key, i) => {
      if (i > 0) to.text += ', '
      const type = arrayOf(types[i] as SqlType)
      const position = bind(
        to,
        rows.map((row) => row[key]),
        type,
      )
      to.text += to.dialect.typedPlaceholder(position, to.dialect.codec(type).name)
    })
    to.text += ')'
    return true
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

/**
 * Inserts of many rows: one array parameter for each column, for a statement has at most 65,535 parameters.
 *
 * The text is then the same for any number of rows, and the server reads no list that is thousands of values long. The
 * values have the types that the table's definition says, and the database assigns them to its own: a column that is
 * an enum there and `text` here takes few rows and refuses many.
 *
 * Where rows differ in which columns they give, or in expressions, they go out as VALUES, for only those have DEFAULT;
 * and where that would be too many parameters, as VALUES whose values are elements of arrays.
 */
import { invalidArgument } from '../../lib/ast/CompileError.js'
import { isBranded, toNode } from '../../lib/ast/Expr.js'
import type { Node } from '../../lib/ast/Node.js'
import type { SqlType } from '../../lib/ast/SqlType.js'
import { textType } from '../../lib/ast/SqlType.js'
import type { BoundRows, Source } from '../../lib/ast/Statement.js'
import { bind, identifier, indented, report, spell, type Writer } from '../../lib/compile/Writer.js'
import { typeName } from '../ansi/typeName.js'
import { type Row, writeColumnNames, writeValue } from '../ansi/values.js'
import type { Inserts } from '../ansi/write.js'

/** Up to here, VALUES. */
const fewValues = 1000

/** How many parameters the protocol can count. */
const mostParameters = 65_535

/** Up to here, a value is a parameter of its own; what else the statement binds comes on top. */
const manyValues = 60_000

/** How many values one array holds of which elements are taken: the server finds an element by counting from the first. */
const chunk = 1000

// -------------------------------------------------------------------------------------
// columns
// -------------------------------------------------------------------------------------

/** A column of many rows: its values, or one expression for all of them. */
interface Column {
  readonly key: string
  readonly name: string
  /** What its values go out as, in an array. */
  readonly element: SqlType
  /** What it is cast to, where it does not go out as what it is. */
  readonly cast: string | null
  readonly expression: Node | null
}

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

/** The name to cast a text to. Without its parameters: an explicit cast would cut a value that is too long. */
const castName = (to: Writer, type: SqlType): string => {
  switch (type._tag) {
    case 'other':
      return typeName({ ...type, parameters: [] })
    case 'mapped':
    case 'asText':
      return castName(to, type.base)
    case 'inherited':
      return castName(to, type.of())
    case 'array':
      return `${castName(to, type.element)}[]`
    default:
      return to.dialect.codec(type).name
  }
}

/** The text of a value, as its codec writes it, is cast by the server. */
const asText = (to: Writer, type: SqlType): SqlType => {
  const { encode } = to.dialect.codec(type)
  return { _tag: 'mapped', base: textType, encode: (value: never) => String(encode(value)), decode: String }
}

const columnOf = (to: Writer, table: Source, key: string, expression: Node | null): Column => {
  const { name, type } = table.columns[key] as { readonly name: string; readonly type: SqlType }
  return isSpread(type)
    ? { key, name, element: type, cast: null, expression }
    : { key, name, element: asText(to, type), cast: castName(to, type), expression }
}

const isValue = (row: Row, key: string): boolean =>
  Object.hasOwn(row, key) && row[key] !== undefined && !isBranded(row[key])

/** The column of a key, if all rows give it a value, or all of them one expression. */
const uniform = (to: Writer, table: Source, key: string, rows: ReadonlyArray<Row>): Column | null => {
  const first = rows[0]?.[key]
  if (rows.every((row) => isValue(row, key))) return columnOf(to, table, key, null)
  return isBranded(first) && rows.every((row) => row[key] === first)
    ? columnOf(to, table, key, toNode(first, `the value of ${table.alias}.${key}`))
    : null
}

// -------------------------------------------------------------------------------------
// one array for each column
// -------------------------------------------------------------------------------------

const writeArray = (to: Writer, { element }: Column, values: ReadonlyArray<unknown>, array: ArrayOf): void => {
  const type = array(element)
  to.text += to.dialect.typedPlaceholder(bind(to, values, type), to.dialect.codec(type).name)
}

const writeArrays = (to: Writer, columns: ReadonlyArray<Column>, rows: ReadonlyArray<Row>, array: ArrayOf): void => {
  to.text += 'unnest('
  columns.forEach((column, i) => {
    if (i > 0) to.text += ', '
    const values = rows.map((row) => row[column.key])
    writeArray(to, column, values, array)
  })
  to.text += ')'
}

const writeNames = (to: Writer, columns: ReadonlyArray<Column>): void => {
  columns.forEach(({ name }, i) => {
    to.text += i > 0 ? ', ' : '('
    identifier(to, name)
  })
  to.text += ')'
}

/** `unnest($1::integer[], $2::text[]) as "rows"("id", "name")` */
const writeSource = (
  to: Writer,
  alias: string,
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<Row>,
  array: ArrayOf,
): void => {
  writeArrays(to, columns, rows, array)
  to.text += ' as '
  identifier(to, alias)
  writeNames(to, columns)
}

const alias = 'rows'

const writeSelected = (to: Writer, columns: ReadonlyArray<Column>): void => {
  to.text += 'select '
  columns.forEach(({ name, cast, expression }, i) => {
    if (i > 0) to.text += ', '
    if (expression !== null) spell(to, expression)
    else {
      identifier(to, alias)
      to.text += '.'
      identifier(to, name)
      if (cast !== null) to.text += `::${cast}`
    }
  })
}

const writeUnnested = (to: Writer, columns: ReadonlyArray<Column>, rows: ReadonlyArray<Row>, array: ArrayOf): void => {
  to.text += ' '
  writeNames(to, columns)
  to.text += to.newline
  if (columns.every(({ cast, expression }) => cast === null && expression === null)) {
    to.text += 'select * from '
    return writeArrays(to, columns, rows, array)
  }
  writeSelected(to, columns)
  to.text += `${to.newline}from `
  const given = columns.filter(({ expression }) => expression === null)
  writeSource(to, alias, given, rows, array)
}

const isDefault = ({ expression }: Column): boolean => expression?._tag === 'Default'

// -------------------------------------------------------------------------------------
// elements of arrays
// -------------------------------------------------------------------------------------

/** Writes the values of a column one after the other, each as an element of an array that is bound once for many. */
const elements = (to: Writer, column: Column, rows: ReadonlyArray<Row>, array: ArrayOf): (() => void) => {
  const values = rows.filter((row) => isValue(row, column.key)).map((row) => row[column.key])
  let at = 0
  let text = ''
  return () => {
    const within = at % chunk
    if (within === 0) {
      const type = array(column.element)
      const position = bind(to, values.slice(at, at + chunk), type)
      text = to.dialect.typedPlaceholder(position, to.dialect.codec(type).name)
    }
    at += 1
    to.text += `(${text})[${within + 1}]`
    if (column.cast !== null) to.text += `::${column.cast}`
  }
}

const writeElements = (
  to: Writer,
  table: Source,
  keys: ReadonlyArray<string>,
  rows: ReadonlyArray<Row>,
  array: ArrayOf,
): void => {
  const writes = keys.map((key) => elements(to, columnOf(to, table, key, null), rows, array))
  to.text += ' '
  writeColumnNames(to, table, keys)
  to.text += `${to.newline}values (`
  rows.forEach((row, r) => {
    if (r > 0) to.text += '), ('
    keys.forEach((key, i) => {
      if (i > 0) to.text += ', '
      if (!Object.hasOwn(row, key)) to.text += 'default'
      else if (isValue(row, key)) writes[i]?.()
      else writeValue(to, table, key, row[key])
    })
  })
  to.text += ')'
}

// -------------------------------------------------------------------------------------
// inserts
// -------------------------------------------------------------------------------------

type ArrayOf = (type: SqlType) => SqlType

const isSent = ({ _tag }: SqlType): boolean => _tag !== 'rows' && _tag !== 'untyped' && _tag !== 'noType'

const countValues = (keys: ReadonlyArray<string>, rows: ReadonlyArray<Row>): number =>
  rows.reduce((n, row) => n + keys.filter((key) => isValue(row, key)).length, 0)

const bulkInsert =
  (array: ArrayOf): Inserts['bulk'] =>
  (to, table, keys, rows) => {
    if (rows.length * keys.length <= fewValues || to.inline) return false
    if (!keys.every((key) => isSent((table.columns[key] as { readonly type: SqlType }).type))) return false
    const columns = keys.flatMap((key) => uniform(to, table, key, rows) ?? [])
    const given = columns.filter((column) => !isDefault(column))
    if (columns.length === keys.length && given.some(({ expression }) => expression === null)) {
      writeUnnested(to, given, rows, array)
      return true
    }
    if (countValues(keys, rows) <= manyValues) return false
    writeElements(to, table, keys, rows, array)
    return true
  }

/** Rows in FROM. What cannot be spread as it is, is cast in a query of its own. */
const boundRows =
  (array: ArrayOf) =>
  (node: BoundRows, to: Writer): void => {
    const columns = Object.keys(node.columns).map((key) => columnOf(to, node, key, null))
    if (columns.every(({ cast }) => cast === null)) return writeSource(to, node.alias, columns, node.rows, array)
    indented(to, () => {
      writeSelected(to, columns)
      to.text += `${to.newline}from `
      writeSource(to, alias, columns, node.rows, array)
    })
    to.text += ' as '
    identifier(to, node.alias)
    writeNames(to, columns)
  }

/**
 * How many rows are written: in an insert, and in FROM.
 *
 * @example insert into "users" ("id", "name") select * from unnest($1::integer[], $2::text[])
 */
export const bulkBy = (
  array: ArrayOf,
): { readonly bulk: Inserts['bulk']; readonly boundRows: (node: BoundRows, to: Writer) => void } => ({
  bulk: bulkInsert(array),
  boundRows: boundRows(array),
})

/** Reports an insert with more parameters than a statement can have. */
export const reportParameters = (to: Writer): void => {
  if (to.values.length <= mostParameters) return
  const hint = 'give values in place of expressions, or make several inserts in a transaction'
  report(
    to,
    invalidArgument('this insert', `has ${to.values.length} parameters, and PostgreSQL takes ${mostParameters}`, hint),
  )
}

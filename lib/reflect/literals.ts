/** Defaults that are plain values, read from the SQL that a database keeps of them; everything else stays SQL. */
import { param } from '../ast/Expr.js'
import { brand, type Node } from '../ast/Node.js'
import type { SqlType } from '../ast/SqlType.js'

/** The database's own text, spelled again as it stands. */
export const sqlNode = (text: string, type: SqlType): Node => ({
  joinery: brand,
  _tag: 'Raw',
  strings: [text],
  holes: [],
  type,
})

const quoted = /^(E?)'((?:[^']|'')*)'(?:::[\w\s".[\](),]+)?$/

const bare = /^-?\d+(?:\.\d+)?$/

/** What is between the quotes, or the number as it is written. */
const textOf = (sql: string): string | null => {
  const [, escaped, text] = quoted.exec(sql) ?? []
  if (text === undefined) return bare.test(sql) ? sql : null
  const plain = text.replaceAll("''", "'")
  return escaped === 'E' ? plain.replaceAll('\\\\', '\\') : plain
}

const texts: ReadonlySet<SqlType['_tag']> = new Set(['text', 'varchar', 'uuid'])

const readers: Partial<Record<SqlType['_tag'], (text: string, sql: string) => unknown>> = {
  smallint: (text) => (/^-?\d{1,5}$/.test(text) ? Number(text) : undefined),
  integer: (text) => (/^-?\d{1,10}$/.test(text) ? Number(text) : undefined),
  bigint: (text) => (/^-?\d{1,19}$/.test(text) ? BigInt(text) : undefined),
  numeric: (text) => (bare.test(text) ? text : undefined),
}

/** The value that a default is, as its column would be given it; `undefined` where it is none. */
const valueOf = (sql: string, type: SqlType): unknown => {
  if (type._tag === 'boolean') return sql === 'true' ? true : sql === 'false' ? false : undefined
  const text = textOf(sql)
  if (text === null) return undefined
  if (texts.has(type._tag)) return /^E?'/.test(sql) ? text : undefined
  if (type._tag === 'enum') return type.labels.includes(text) ? text : undefined
  return readers[type._tag]?.(text, sql)
}

/** A default, as a value where it is one. */
export const defaultNode = (sql: string, type: SqlType): Node => {
  const value = valueOf(sql, type)
  return value === undefined ? sqlNode(sql, type) : param(value, type, false)
}

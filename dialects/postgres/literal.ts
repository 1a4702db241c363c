/** Values as literals of PostgreSQL: bare beside what says their type, and with their type everywhere else. */
import { type SqlType, stored } from '../../lib/ast/SqlType.js'
import { literalBy } from '../ansi/literal.js'

/** Types whose literals need no quotes. A text of digits does: `007` is another number. */
const bare: ReadonlySet<SqlType['_tag']> = new Set([
  'smallint',
  'integer',
  'bigint',
  'real',
  'doublePrecision',
  'numeric',
  'boolean',
])

/** What PostgreSQL takes such a literal for, without a cast. */
const isItself = (text: string, tag: SqlType['_tag']): boolean => {
  switch (tag) {
    case 'boolean':
      return true
    case 'integer':
      return true
    case 'bigint':
      return Number(text) > 2_147_483_647
    case 'numeric':
      return text.includes('.')
    default:
      return false
  }
}

/** With a backslash in it, a literal means two things, by the server's settings: `E'…'` means one. */
export const quoted = (text: string): string => {
  const own = text.replaceAll("'", "''")
  return text.includes('\\') ? `E'${own.replaceAll('\\', '\\\\')}'` : `'${own}'`
}

export const literal = literalBy((wire, type, name, cast) => {
  if (wire === null) return cast ? `null::${name}` : 'null'
  const text = String(wire)
  const { _tag } = stored(type)
  // a minus sign is an operator, and a cast binds more tightly
  const isBare = bare.has(_tag) && /^\d+(\.\d+)?$|^(true|false)$/.test(text)
  const own = isBare ? text : quoted(text)
  return cast && !(isBare && isItself(text, _tag)) ? `${own}::${name}` : own
})

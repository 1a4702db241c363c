/**
 * Values as literals, where SQL cannot bind: the DEFAULT of a column, the condition of an index.
 *
 * What was given as a value stays a value: `defaultTo('now()')` is the text `now()`, never a call.
 */
import { invalidArgument } from '../../lib/ast/CompileError.js'
import type { SqlType } from '../../lib/ast/SqlType.js'
import type { Wire } from '../../lib/compile/Codec.js'
import { report, type Writer } from '../../lib/compile/Writer.js'

const spelled = (wire: Wire): string => {
  switch (typeof wire) {
    case 'number':
    case 'bigint':
      return String(wire)
    case 'string':
      return `'${wire.replaceAll("'", "''")}'`
    default:
      return 'null'
  }
}

export const literalBy =
  (spell: (wire: Wire, type: SqlType) => string) =>
  (to: Writer, value: unknown, type: SqlType): string => {
    try {
      return value === null ? 'null' : spell(to.dialect.codec(type).encode(value as never), type)
    } catch (error) {
      const reason = `cannot be ${to.dialect.codec(type).name}: ${error instanceof Error ? error.message : String(error)}`
      report(to, invalidArgument('a literal', reason, 'give a value of the column’s type'))
      return ''
    }
  }

export const literal = literalBy(spelled)

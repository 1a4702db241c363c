/**
 * Values as literals, where SQL cannot bind: the DEFAULT of a column, the condition of an index.
 *
 * What was given as a value stays a value: `defaultTo('now()')` is the text `now()`, never a call.
 */
import { invalidArgument } from '../../lib/ast/CompileError.js'
import type { SqlType } from '../../lib/ast/SqlType.js'
import type { Wire } from '../../lib/compile/Codec.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import { report } from '../../lib/compile/Writer.js'

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

/** From how a dialect spells what a codec gives; `name` is the one of the type, for a cast. */
export const literalBy =
  (spell: (wire: Wire, type: SqlType, name: string, cast: boolean) => string): Dialect['literal'] =>
  (to, value, type, cast) => {
    const { name, encode } = to.dialect.codec(type)
    try {
      return spell(value === null ? null : encode(value as never), type, name, cast)
    } catch (error) {
      const reason = `cannot be ${name}: ${error instanceof Error ? error.message : String(error)}`
      report(to, invalidArgument('a literal', reason, 'give a value of the column’s type'))
      return ''
    }
  }

export const literal = literalBy((wire, _, name, cast) => (cast ? `cast(${spelled(wire)} as ${name})` : spelled(wire)))

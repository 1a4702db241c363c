/** CAST in SQLite, which knows its own storage classes and no other type, and takes any other name for a number. */
import { unsupported } from '../../lib/ast/CompileError.js'
import type { Cast } from '../../lib/ast/Node.js'
import { resolved, type SqlType } from '../../lib/ast/SqlType.js'
import { report, spell, type Writer } from '../../lib/compile/Writer.js'

const targets: ReadonlyMap<SqlType['_tag'], string> = new Map([
  ['smallint', 'integer'],
  ['integer', 'integer'],
  ['bigint', 'integer'],
  ['real', 'real'],
  ['doublePrecision', 'real'],
  ['text', 'text'],
  ['bytea', 'blob'],
])

const base = (type: SqlType): SqlType =>
  type._tag === 'mapped' || type._tag === 'asText' ? base(type.base) : resolved(type)

const targetOf = (type: SqlType): string | undefined => {
  const own = base(type)
  // a length would not be kept
  return own._tag === 'varchar' && own.length === null ? 'text' : targets.get(own._tag)
}

export const writeCast = ({ operand, type }: Cast, to: Writer): void => {
  const target = targetOf(type)
  if (target === undefined) {
    const hint = 'cast to a whole number, a floating-point number, text or bytes'
    return report(to, unsupported('sqlite', `cast to ${base(type)._tag}`, hint))
  }
  // stored as 0 and 1
  if (target === 'text' && base(operand.type)._tag === 'boolean')
    return report(to, unsupported('sqlite', 'cast of a boolean to text', 'use case_ to say the two words'))
  to.text += 'cast('
  spell(to, operand)
  to.text += ` as ${target})`
}

/** Whether a text holds another: LIKE ignores the case of ASCII letters in SQLite, and GLOB does not. */
import type { Holds } from '../../lib/ast/Node.js'
import { textType } from '../../lib/ast/SqlType.js'
import { type Writer, writeValue } from '../../lib/compile/Writer.js'
import { operandOf } from '../ansi/operators.js'
import { escapeCharacter, likePattern, placed } from '../ansi/patterns.js'

/** GLOB has no escape: a wildcard alone in brackets is itself. */
const globPattern = (text: string, at: Holds['at']): string => placed(text.replace(/[*?[]/g, '[$&]'), at, '*')

export const writeHolds = ({ operand, text, at, ignoreCase }: Holds, to: Writer): void => {
  operandOf(to, 'like', operand, 'left')
  to.text += ignoreCase ? ' like ' : ' glob '
  writeValue(to, (ignoreCase ? likePattern : globPattern)(text, at), textType, false)
  if (ignoreCase) to.text += ` escape '${escapeCharacter}'`
}

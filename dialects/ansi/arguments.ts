/** What stands between the parentheses of a call. */
import type { Node } from '../../lib/ast/Node.js'
import { spell, type Writer } from '../../lib/compile/Writer.js'

/** Arguments. `writeName` writes the name of one that is given by its name; where none can be, that is a problem. */
export const writeArguments = (
  to: Writer,
  args: ReadonlyArray<Node>,
  writeName: ((name: string) => void) | null,
): void => {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as Node
    if (i > 0) to.text += ', '
    if (arg._tag === 'NamedArgument' && writeName !== null) {
      writeName(arg.name)
      to.text += ' => '
      spell(to, arg.operand)
    } else if (arg._tag === 'Variadic') {
      to.text += 'variadic '
      spell(to, arg.operand)
    } else spell(to, arg)
  }
}

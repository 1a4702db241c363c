/**
 * Transaction control of SQLite.
 *
 * A transaction takes the write lock when it begins. A plain BEGIN takes it at its first write, and if another process
 * has written since its first read, SQLite fails at once with SQLITE_BUSY, without waiting for the busy timeout.
 */
import type { CompileError } from '../../lib/ast/CompileError.js'
import { unsupported } from '../../lib/ast/CompileError.js'
import type { Control, Modes } from '../../lib/compile/Control.js'
import { left, right } from '../../lib/fp.js'
import { control as ansi, invalidModes, withoutExtras } from '../ansi/control.js'

// every isolation level is granted: all of SQLite's transactions are serializable, and the standard lets a database
// give more than was asked. READ ONLY is refused: SQLite would let the transaction write
const unsupportedModes = ({ access, deferrable }: Modes): ReadonlyArray<CompileError> => [
  ...(deferrable === true ? [unsupported('sqlite', 'deferrable transactions', 'leave deferrable out')] : []),
  ...(access === 'read only'
    ? [
        unsupported(
          'sqlite',
          'read only transactions',
          'leave access out, or connect to a database opened with readonly',
        ),
      ]
    : []),
]

export const control: Control = {
  ...ansi,
  ...withoutExtras('sqlite'),
  explain: (text, { analyze = false }) =>
    analyze !== false
      ? left([unsupported('sqlite', 'explain with analyze', 'leave analyze out')])
      : right(`explain query plan ${text}`),
  begin: (modes) => {
    const [first, ...rest] = [...invalidModes(modes), ...unsupportedModes(modes)]
    return first === undefined ? right('begin immediate') : left([first, ...rest])
  },
  abortsOnError: false,
}

/** Standard SQL: the complete spelling, which every other dialect copies and then corrects. */

import { unsupported } from '../../lib/ast/CompileError.js'
import { codecOf } from '../../lib/compile/Codec.js'
import type { Dialect } from '../../lib/compile/Dialect.js'
import { report } from '../../lib/compile/Writer.js'
import { codecs } from './codecs.js'
import { control } from './control.js'
import { ddl } from './ddl.js'
import { expressions } from './expressions.js'
import { literal } from './literal.js'
import { selects } from './select.js'
import { typeName } from './typeName.js'
import { writes } from './write.js'

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** What no database can keep as a name. */
export const nameProblem = (name: string): string | null => {
  if (name === '') return 'it is empty'
  if (name.includes('\0')) return 'it holds the NUL character'
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(name)
    ? 'it holds half of a surrogate pair'
    : null
}

export const ansi: Dialect = {
  name: 'ansi',
  quote,
  nameProblem,
  placeholder: () => '?',
  typedPlaceholder: (_, type) => `cast(? as ${type})`,
  codec: codecOf(codecs, () => codecs.untyped),
  cases: {
    ...expressions,
    ...selects,
    ...writes,
    ...ddl({ typeName, literal, parenthesisedDefault: false }),
    TableNames: (_, to) => report(to, unsupported('ansi', 'catalog', 'compile with the dialect of your database')),
  },
  control,
}

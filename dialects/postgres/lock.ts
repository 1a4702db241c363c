/** Row locks and DISTINCT ON, which PostgreSQL has beyond the standard. */
import type { LockStrength } from '../../lib/ast/Node.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { identifier, spellAll } from '../../lib/compile/Writer.js'

const strengths: Readonly<Record<LockStrength, string>> = {
  update: 'for update',
  noKeyUpdate: 'for no key update',
  share: 'for share',
  keyShare: 'for key share',
}

export const beyond: Cases<'Lock' | 'DistinctOn'> = {
  Lock: ({ strength, of, wait }, to) => {
    to.text += strengths[strength]
    of?.forEach((alias, i) => {
      to.text += i > 0 ? ', ' : ' of '
      identifier(to, alias)
    })
    if (wait !== null) to.text += wait === 'nowait' ? ' nowait' : ' skip locked'
  },

  DistinctOn: ({ expressions }, to) => {
    to.text += 'distinct on ('
    spellAll(to, expressions, ', ')
    to.text += ')'
  },
}

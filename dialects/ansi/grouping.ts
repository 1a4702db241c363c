/** Grouping sets in standard SQL. */
import type { GroupingSets } from '../../lib/ast/Node.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { spell, spellAll } from '../../lib/compile/Writer.js'

const kinds: Readonly<Record<GroupingSets['kind'], string>> = {
  rollup: 'rollup (',
  cube: 'cube (',
  'grouping sets': 'grouping sets (',
}

export const groupings: Cases<'GroupingSets' | 'Grouping'> = {
  GroupingSets: ({ kind, elements }, to) => {
    to.text += kinds[kind]
    elements.forEach((element, i) => {
      if (i > 0) to.text += ', '
      if ('_tag' in element) spell(to, element)
      else {
        to.text += '('
        spellAll(to, element, ', ')
        to.text += ')'
      }
    })
    to.text += ')'
  },

  Grouping: ({ args }, to) => {
    to.text += 'grouping('
    spellAll(to, args, ', ')
    to.text += ')'
  },
}

/** Grouping sets in standard SQL. */
import type { GroupingSets } from '../../lib/ast/Node.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { spell, spellAll } from '../../lib/compile/Writer.js'

const kinds: Readonly<Record<GroupingSets['kind'], string>> = {
  rollup: 'rollup (',
  cube: 'cube (',
  'grouping sets': 'grouping sets (',
}

/** All rows as one group. */
const isNothing = (element: GroupingSets['elements'][number] | undefined): boolean =>
  Array.isArray(element) && element.length === 0

export const groupings: Cases<'GroupingSets' | 'Grouping'> = {
  GroupingSets: ({ kind, elements }, to) => {
    if (kind === 'grouping sets' && elements.length === 1 && isNothing(elements[0])) {
      to.text += '()'
      return
    }
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

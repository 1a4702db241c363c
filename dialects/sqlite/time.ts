/** Days and times in SQLite, which keeps them as text and knows no zone but UTC. */
import { unsupported } from '../../lib/ast/CompileError.js'
import type { ExtractField, SessionValue } from '../../lib/ast/Value.js'
import type { Cases } from '../../lib/compile/Dialect.js'
import { report, spell, type Writer } from '../../lib/compile/Writer.js'

/** As `Date` prints itself, so that text sorts as time does. */
export const writeNow = (to: Writer): void => {
  to.text += `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`
}

/** Those that are whole, and that every version can tell. */
const fields: { readonly [F in ExtractField]?: string } = {
  year: '%Y',
  month: '%m',
  day: '%d',
  hour: '%H',
  minute: '%M',
  dow: '%w',
  doy: '%j',
}

const words: { readonly [V in SessionValue]?: (to: Writer) => void } = {
  currentDate: (to) => {
    to.text += 'current_date'
  },
  currentTimestamp: writeNow,
}

export const times: Cases<'Session' | 'Extract' | 'AtTimeZone'> = {
  Session: ({ value, precision }, to) => {
    const write = Object.hasOwn(words, value) ? words[value] : undefined
    if (write === undefined || precision !== null) {
      const feature = precision === null ? value : `${value} of a precision`
      return report(to, unsupported('sqlite', feature, 'give the value from the program'))
    }
    write(to)
  },

  Extract: ({ field, operand }, to) => {
    const format = Object.hasOwn(fields, field) ? fields[field] : undefined
    if (format === undefined)
      return report(to, unsupported('sqlite', `extract of ${String(field)}`, 'extract it in the program'))
    to.text += `cast(strftime('${format}', `
    spell(to, operand)
    to.text += ') as integer)'
  },

  AtTimeZone: (_, to) =>
    report(to, unsupported('sqlite', 'atTimeZone', 'keep times in UTC, and convert them in the program')),
}

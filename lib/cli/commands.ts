/** The commands there are, in the order in which they are listed. */
import type { Commands } from './Command.js'

export const commands: Commands = {
  pull: async () => (await import('./pull.js')).pullCommand,
  'from-sql': async () => (await import('./fromSql.js')).fromSqlCommand,
}

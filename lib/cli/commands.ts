/** The commands there are, in the order in which they are listed. */
import type { Commands } from './Command.js'

export const commands: Commands = {
  'from-sql': async () => (await import('./fromSql.js')).fromSqlCommand,
}

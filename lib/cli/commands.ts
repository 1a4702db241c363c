/** The commands there are, in the order in which they are listed. */
import type { Commands } from './Command.js'

export const commands: Commands = {
  diff: async () => (await import('./diff.js')).diffCommand,
  migrate: async () => (await import('./migrate.js')).migrateCommand,
  pull: async () => (await import('./pull.js')).pullCommand,
  'from-sql': async () => (await import('./fromSql.js')).fromSqlCommand,
}

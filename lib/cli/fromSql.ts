/** `joinery from-sql`: PostgreSQL's SQL in, the TypeScript that says the same out. */
import type { Command } from './Command.js'

const usage = `joinery from-sql [FILE]

Prints the joinery TypeScript that says the same as the PostgreSQL statements in FILE, or on standard input.

  -e, --sql TEXT   the SQL itself, in place of a file
`

export const fromSqlCommand: Command = {
  summary: 'PostgreSQL to TypeScript: the statements of a file as joinery',
  usage,
  run: (_, terminal) => async () => {
    terminal.err('joinery from-sql: nothing is translated yet\n')
    return 1
  },
}

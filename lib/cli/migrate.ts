/** `joinery migrate`: applies the files of a folder to a database, in order and each once. */
import { parseArgs } from 'node:util'
import { close } from '../exec/transaction.js'
import { describeMigrationError, fileName, type MigrationError } from '../migrate/Migration.js'
import { migrate, status } from '../migrate/migrate.js'
import type { Command } from './Command.js'
import { opened } from './database.js'
import { migrationsIn } from './migrations.js'

const usage = `joinery migrate [URL] [options]

Applies the migrations of a folder that the database does not have yet: files such as 0001_users.sql, in the order of their
numbers. Each is in a transaction of its own, with the note that it was applied; two processes take turns. What fails, or is
killed, leaves nothing behind. URL is postgres://…, or a file of SQLite; without it, DATABASE_URL is meant.

  -d, --dir FOLDER     the folder: migrations
  -n, --dry-run        prints what would be applied, and applies nothing
  -l, --status         says what was applied, and what was not; the code is 1 where something was not
  -t, --to NUMBER      the last one to apply

A file whose first line is "-- joinery: no transaction" is not in one: it has to bear to be run twice.
`

const options = {
  dir: { type: 'string', short: 'd', default: 'migrations' },
  'dry-run': { type: 'boolean', short: 'n' },
  status: { type: 'boolean', short: 'l' },
  to: { type: 'string', short: 't' },
} as const

export const migrateCommand: Command = {
  summary: 'the migrations of a folder to a database, in order and each once',
  usage,
  run: (args, terminal) => async () => {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const fail = (text: string): number => {
      terminal.err(`joinery migrate: ${text}\n`)
      return 2
    }
    const failed = (error: MigrationError): number => fail(describeMigrationError(error))
    if (values.to !== undefined && !/^\d+$/.test(values.to)) return fail('--to takes the number of a migration')
    const db = opened(positionals[0])
    if (typeof db === 'string') return fail(db)
    const migrations = migrationsIn(values.dir)
    try {
      if (values.status === true) {
        const state = await status(migrations)(db)()
        if (state._tag === 'Left') return failed(state.left)
        for (const it of state.right.applied) terminal.out(`applied  ${fileName(it)}  ${it.appliedAt.toISOString()}\n`)
        for (const it of state.right.pending) terminal.out(`pending  ${fileName(it)}\n`)
        return state.right.pending.length === 0 ? 0 : 1
      }
      const dryRun = values['dry-run'] === true
      const done = await migrate(migrations, {
        dryRun,
        ...(values.to === undefined ? {} : { to: Number(values.to) }),
      })(db)()
      if (done._tag === 'Left') return failed(done.left)
      for (const it of done.right)
        terminal.out(dryRun ? `-- ${fileName(it)}\n${it.text}\n` : `applied  ${fileName(it)}\n`)
      terminal.err(`${done.right.length} ${dryRun ? 'to apply' : 'applied'}\n`)
      return 0
    } finally {
      await close(db)()
    }
  },
}

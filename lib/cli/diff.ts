/** `joinery diff`: what differs between descriptors and a database, in words and as SQL; its code tells CI whether anything does. */
import { parseArgs } from 'node:util'
import { describeCompileError } from '../ast/CompileError.js'
import { close } from '../exec/transaction.js'
import { describeError } from '../index.js'
import { dangersOf, migrationText } from '../migrate/write.js'
import { diff } from '../reflect/diff.js'
import type { Command } from './Command.js'
import { opened } from './database.js'
import { describedBy } from './described.js'
import { writeMigration } from './migrations.js'

const usage = `joinery diff [URL] --module FILE [options]

Says what differs between the tables that a module exports and a database, and prints the SQL that sets the database right.
Steps that lose data, write tables anew, or lock them are marked. The code is 0 where nothing differs and 1 where something
does. Nothing is changed. URL is postgres://…, or a file of SQLite; without it, DATABASE_URL is meant.

  -m, --module FILE    a module that exports the tables, or a metadata
  -s, --schema NAME    looks at this schema too; may be said several times
  -x, --except NAME    leaves out this table or view; may be said several times
  -q, --quiet          words only
  -w, --write NAME     writes the SQL as the next migration of the folder
  -d, --dir FOLDER     the folder of migrations: migrations
  -c, --concurrently   makes indexes without keeping others from writing
`

const options = {
  module: { type: 'string', short: 'm' },
  schema: { type: 'string', short: 's', multiple: true },
  except: { type: 'string', short: 'x', multiple: true },
  quiet: { type: 'boolean', short: 'q' },
  write: { type: 'string', short: 'w' },
  dir: { type: 'string', short: 'd', default: 'migrations' },
  concurrently: { type: 'boolean', short: 'c' },
} as const

export const diffCommand: Command = {
  summary: 'what differs between tables and a database, in words and as SQL',
  usage,
  run: (args, terminal) => async () => {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const fail = (text: string): number => {
      terminal.err(`joinery diff: ${text}\n`)
      return 2
    }
    if (values.module === undefined) return fail('say which module exports the tables: --module FILE')
    const db = opened(positionals[0])
    if (typeof db === 'string') return fail(db)
    try {
      const found = await diff(await describedBy(values.module), {
        schemas: values.schema ?? [],
        except: values.except ?? [],
        concurrently: values.concurrently ?? false,
      })(db)()
      if (found._tag === 'Left') return fail(describeError(found.left))
      const sql = migrationText(db.dialect, found.right)
      if (sql._tag === 'Left') return fail(sql.left.map(describeCompileError).join('; '))
      if (found.right.length === 0) {
        terminal.err('nothing differs\n')
        return 0
      }
      for (const each of found.right)
        terminal.err(
          `${each.words}${dangersOf(each)
            .map((danger) => ` (${danger})`)
            .join('')}\n`,
        )
      if (values.write !== undefined) terminal.err(`\n${writeMigration(values.dir, values.write, sql.right)}\n`)
      else if (values.quiet !== true) terminal.out(sql.right)
      return 1
    } finally {
      await close(db)()
    }
  },
}

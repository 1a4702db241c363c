/** `joinery pull`: a live database in, the TypeScript that describes it out. */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { close } from '../exec/transaction.js'
import { describeError } from '../index.js'
import { printCatalog } from '../pull/print.js'
import { reflectCatalog } from '../reflect/reflect.js'
import type { Command } from './Command.js'
import { opened } from './database.js'

const usage = `joinery pull [URL] [options]

Prints TypeScript that describes a database: its tables, views, types, functions, and the relations between its tables.
URL is postgres://…, or a file of SQLite; without it, DATABASE_URL is meant.

  -o, --out FILE       writes there, and says what it found
  -s, --schema NAME    reads this schema too; may be said several times
  -x, --except NAME    leaves out this table or view; may be said several times
  -f, --from MODULE    the module to import joinery from, where it has another name
`

const options = {
  out: { type: 'string', short: 'o' },
  schema: { type: 'string', short: 's', multiple: true },
  except: { type: 'string', short: 'x', multiple: true },
  from: { type: 'string', short: 'f' },
} as const

export const pullCommand: Command = {
  summary: 'a database to TypeScript: tables, views, types and relations',
  usage,
  run: (args, terminal) => async () => {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const db = opened(positionals[0])
    if (typeof db === 'string') {
      terminal.err(`joinery pull: ${db}\n`)
      return 2
    }
    try {
      const found = await reflectCatalog({
        schemas: values.schema ?? [],
        except: ['joinery_migrations', ...(values.except ?? [])],
      })(db)()
      if (found._tag === 'Left') {
        terminal.err(`joinery pull: ${describeError(found.left)}\n`)
        return 1
      }
      const text = printCatalog(
        found.right,
        db.dialect.readType,
        values.from === undefined ? {} : { from: values.from },
      )
      if (values.out === undefined) terminal.out(text)
      else {
        writeFileSync(values.out, text)
        const { tables, views, types } = found.right
        terminal.err(`${values.out}: ${tables.length} tables, ${views.length} views, ${types.length} types\n`)
      }
      return 0
    } finally {
      await close(db)()
    }
  },
}

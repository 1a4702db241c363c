/**
 * Runs the quickstart's story and prints each step, its SQL and its rows.
 *
 * `npm run quickstart` uses an embedded PGlite; `DATABASE_URL=postgres://…` any PostgreSQL, where it works in a schema
 * of its own and drops it at the end; `DATABASE_URL=sqlite:` an SQLite in memory.
 */
import { close, type Database, describeError, execute, type LogEvent, rawStatement, SQL } from 'joinery'
import { connect as connectPglite } from 'joinery/pglite'
import { connect as connectPostgres } from 'joinery/postgres'
import { connect as connectSqlite } from 'joinery/sqlite'
import { story } from './story.js'

const dim = (text: string): string => (process.stdout.isTTY ? `\x1b[2m${text}\x1b[0m` : text)

const bold = (text: string): string => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text)

const printSql = ({ text }: LogEvent): void => console.log(dim(`${text.replace(/^/gm, '    ')};`))

const print = (result: unknown): void => {
  const rows = Array.isArray(result) ? result : [result]
  for (const row of rows) console.log(`  ${JSON.stringify(row)}`)
}

const url = process.env.DATABASE_URL ?? ''

const database = (log?: (event: LogEvent) => void): Database => {
  const options = log === undefined ? {} : { log }
  if (url === '') return connectPglite(undefined, options)
  if (url.startsWith('sqlite:')) return connectSqlite(url.slice('sqlite:'.length) || ':memory:', options)
  return connectPostgres({ url, settings: { search_path: 'joinery_quickstart' } }, options)
}

/** A server keeps what was made: the story has a schema there, and takes it away again. */
const onServer = url !== '' && !url.startsWith('sqlite:')

const tellOnServer = async (text: 'create' | 'drop'): Promise<void> => {
  const silent = database()
  await execute(rawStatement(SQL`drop schema if exists joinery_quickstart cascade`))(silent)()
  if (text === 'create') await execute(rawStatement(SQL`create schema joinery_quickstart`))(silent)()
  await close(silent)()
}

const main = async (): Promise<void> => {
  if (onServer) await tellOnServer('create')
  const db = database(printSql)
  for (const [i, { title, run }] of story.entries()) {
    console.log(`\n${bold(`${i + 1}. ${title}`)}`)
    const result = await run(db)()
    if (result._tag === 'Right') print(result.right)
    else console.log(`  ${result.left._tag}: ${describeError(result.left)}`)
  }
  await close(db)()
  if (onServer) await tellOnServer('drop')
  console.log(`\nThe source of this story is test/quickstart/story.ts.`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})

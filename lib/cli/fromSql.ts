/** `joinery from-sql`: PostgreSQL's SQL in, the TypeScript that says the same out. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Either } from 'fp-ts/Either'
import { connect as embedded } from '../../dialects/pglite/index.js'
import { connect } from '../../dialects/postgres/index.js'
import type { Database } from '../exec/Connection.js'
import { close } from '../exec/transaction.js'
import { left, right } from '../fp.js'
import {
  type Catalog,
  catalogOf,
  emptyCatalog,
  fromSql,
  type Problem,
  readCatalog,
  separated,
  wordsOf,
} from '../fromSql/index.js'
import { describeError, execute, rawStatement, SQL } from '../index.js'
import type { Command, Terminal } from './Command.js'

const usage = `joinery from-sql [FILE] [options]

Prints the TypeScript that says in joinery what the PostgreSQL statements in FILE say, or those on standard input. What
cannot be said is named with its place, and nothing is printed then.

  -e, --sql TEXT       the SQL itself, in place of a file
  -d, --database URL   the database whose tables are read; without it, the CREATE statements in the input make them
  -m, --module FILE    a module of JavaScript that exports the tables, which are imported from there
  -t, --tables NAME    the module to import tables from, where they are not to be declared: ./tables.js

A comment "-- name: activeUsers" before a statement is the name of its constant.
`

// -------------------------------------------------------------------------------------
// input
// -------------------------------------------------------------------------------------

const options = {
  sql: { type: 'string', short: 'e' },
  database: { type: 'string', short: 'd' },
  module: { type: 'string', short: 'm' },
  tables: { type: 'string', short: 't' },
} as const

const inputOf = (sql: string | undefined, file: string | undefined, { stdin }: Terminal): string =>
  sql ?? (file === undefined || file === '-' ? stdin() : readFileSync(file, 'utf8'))

// -------------------------------------------------------------------------------------
// what the database has
// -------------------------------------------------------------------------------------

const reading = async (db: Database, create: ReadonlyArray<string>, sql: string): Promise<Either<string, Catalog>> => {
  try {
    for (const text of create) {
      const made = await execute(rawStatement(statementOf(text)))(db)()
      if (made._tag === 'Left') return left(`${describeError(made.left)}\n${text}`)
    }
    const catalog = await readCatalog(wordsOf(sql))(db)()
    return catalog._tag === 'Left' ? left(describeError(catalog.left)) : catalog
  } finally {
    await close(db)()
  }
}

/** A text as a statement without a hole. */
const statementOf = (text: string) => SQL(Object.assign([text], { raw: [text] }))

const catalogFor = async (
  { database, module }: { readonly database?: string | undefined; readonly module?: string | undefined },
  create: ReadonlyArray<string>,
  sql: string,
): Promise<Either<string, Catalog>> => {
  if (module !== undefined) {
    const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(resolve(module)).href)
    return right(catalogOf(module.startsWith('.') ? module : `./${module}`, exported))
  }
  if (database !== undefined) return reading(connect(database, { max: 1 }), [], sql)
  return create.length === 0 ? right(emptyCatalog) : reading(embedded(), create, sql)
}

// -------------------------------------------------------------------------------------
// output
// -------------------------------------------------------------------------------------

const placeOf = (sql: string, position: number): string => {
  const before = sql.slice(0, position).split('\n')
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`
}

const shown = (file: string, sql: string, { position, message, hint }: Problem): string =>
  `${file}:${placeOf(sql, position)} ${message}${hint === '' ? '' : ` (${hint})`}\n`

export const fromSqlCommand: Command = {
  summary: 'PostgreSQL to TypeScript: the statements of a file as joinery',
  usage,
  run: (args, terminal) => async () => {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const file = values.sql === undefined ? (positionals[0] ?? '-') : '--sql'
    const sql = inputOf(values.sql, positionals[0], terminal)
    const fail = (text: string) => {
      terminal.err(text)
      return 1
    }
    const parts = await separated(sql)
    if (parts._tag === 'Left') return fail(parts.left.map((problem) => shown(file, sql, problem)).join(''))
    const catalog = await catalogFor(values, parts.right.definitions, sql)
    if (catalog._tag === 'Left') return fail(`joinery from-sql: ${catalog.left}\n`)
    const made = await fromSql(
      parts.right.statements,
      catalog.right,
      values.tables === undefined ? {} : { tables: values.tables },
    )()
    if (made._tag === 'Left') return fail(made.left.map((problem) => shown(file, sql, problem)).join(''))
    terminal.out(made.right.module)
    return 0
  },
}

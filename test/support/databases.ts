/**
 * The databases that tests run on.
 *
 * `onEach` registers one test for each of them. A test has its database for itself: a new schema on PostgreSQL and
 * PGlite, a new `:memory:` on SQLite; it creates what it needs and cleans up nothing.
 */
import type { PGlite } from '@electric-sql/pglite'
import { connect as connectPg } from '../../dialects/pg/connect.js'
import { connect as connectPglite } from '../../dialects/pglite/connect.js'
import { connect as connectPostgres } from '../../dialects/postgres/connect.js'
import { connect as connectSqlite } from '../../dialects/sqlite/connect.js'
import type { Database, LogEvent } from '../../lib/exec/Connection.js'

export type DatabaseName = 'postgres' | 'pglite' | 'sqlite'

/** A running PostgreSQL, as a URL; tests on it are skipped where there is none. */
export const postgresUrl: string | undefined = process.env.JOINERY_PG

/** The same server past a pooler, if there is one between: for tests about a session of one's own, or one server process. */
export const directUrl: string | undefined = process.env.JOINERY_PG_DIRECT ?? postgresUrl

/** Whether `postgresUrl` names a pooler. */
export const isPooled: boolean = postgresUrl?.includes('pooler=transaction') ?? false

/** Shared by all bundles of a process, each of which has its own copy of this module. */
interface Shared {
  instance: Promise<PGlite> | null
  /** Tests that will still want it. */
  waiting: number
}

const key = Symbol.for('joinery.test.pglite')

const registry: { [key: symbol]: Shared | undefined } = globalThis as never

const shared = (): Shared => {
  registry[key] ??= { instance: null, waiting: 0 }
  return registry[key]
}

/** One PGlite for all test files of a process: it takes a second to start. */
export const pglite = (): Promise<PGlite> => {
  const self = shared()
  self.instance ??= import('@electric-sql/pglite').then(({ PGlite }) => PGlite.create())
  return self.instance
}

// an instance that stays open keeps the process for ten seconds: PostgreSQL's timer for idle statistics
const closeAfterLast = async (): Promise<void> => {
  const self = shared()
  self.waiting -= 1
  if (self.waiting > 0 || self.instance === null) return
  const instance = await self.instance
  self.instance = null
  await instance.close()
}

let schemas = 0

/** A schema name that no other test has, also not in another process. */
export const schemaName = (): string => {
  schemas += 1
  return `joinery_${process.pid}_${schemas}`
}

/** Sends SQL as it is; a failure fails the test. */
export const sendSql = async (db: Pick<Database, 'run'>, text: string): Promise<void> => {
  const result = await db.run({ text, values: [] })
  if (result._tag === 'Left') throw new Error(`${text}: ${JSON.stringify(result.left)}`)
}

/** What was sent, in order. A test may empty it. */
type Log = Array<LogEvent>

const inSchema = async (
  connected: (settings: Readonly<Record<string, string>>, log: (event: LogEvent) => void) => Database,
  body: (db: Database, log: Log) => Promise<void>,
): Promise<void> => {
  const schema = schemaName()
  const log: Log = []
  const db = connected({ search_path: schema, client_min_messages: 'warning' }, (event) => log.push(event))
  try {
    await sendSql(db, `create schema ${schema}`)
    log.length = 0
    await body(db, log)
  } finally {
    await db.run({ text: `drop schema if exists ${schema} cascade`, values: [] })
    await db.close()
  }
}

/** Runs a body in a schema of its own on PostgreSQL. */
export const onPostgres = (body: (db: Database, log: Log) => Promise<void>, url = postgresUrl ?? ''): Promise<void> =>
  inSchema((settings, log) => connectPostgres({ url, settings }, { max: 4, log }), body)

/** The same through node-postgres. */
const onPg = (body: (db: Database, log: Log) => Promise<void>, url = postgresUrl ?? ''): Promise<void> =>
  inSchema((settings, log) => connectPg({ url, settings }, { max: 4, log }), body)

/** Registers a test for each transport to a PostgreSQL server: for what a database inside the process has not. */
export const onServers = (
  test: Test,
  sentence: string,
  body: (db: Database, log: Log, transport: 'postgres' | 'pg') => Promise<void>,
): void => {
  const testPostgres = postgresUrl === undefined ? test.skip : test
  testPostgres(`${sentence} [postgres]`, () => onPostgres((db, log) => body(db, log, 'postgres')))
  testPostgres(`${sentence} [pg]`, () => onPg((db, log) => body(db, log, 'pg')))
}

/** The same, where a session is one's own: past a pooler. */
export const onSessions = (
  test: Test,
  sentence: string,
  body: (db: Database, log: Log, transport: 'postgres' | 'pg') => Promise<void>,
): void => {
  const testPostgres = directUrl === undefined ? test.skip : test
  testPostgres(`${sentence} [postgres]`, () => onPostgres((db, log) => body(db, log, 'postgres'), directUrl))
  testPostgres(`${sentence} [pg]`, () => onPg((db, log) => body(db, log, 'pg'), directUrl))
}

/** The same on the PGlite that all tests share. */
const onPglite = async (body: (db: Database, log: Log) => Promise<void>): Promise<void> => {
  const instance = await pglite()
  try {
    await inSchema((settings, log) => connectPglite(instance, { settings, log }), body)
  } finally {
    await closeAfterLast()
  }
}

/** The same on a SQLite in memory. */
export const onSqlite = async (body: (db: Database, log: Log) => Promise<void>): Promise<void> => {
  const log: Log = []
  const db = connectSqlite(':memory:', { log: (event) => log.push(event) })
  try {
    await body(db, log)
  } finally {
    await db.close()
  }
}

interface Test {
  (name: string, body: () => Promise<void>): void
  readonly skip: (name: string, body: () => Promise<void>) => void
}

/**
 * Registers one test for each database, named `sentence [postgres]` and so on: on PostgreSQL and PGlite, and with
 * `portable` on SQLite too. Without JOINERY_PG the one on PostgreSQL is skipped. `newest` is what an older PostgreSQL may
 * not have: it runs on PGlite alone, which is PostgreSQL 18. `log` is what the test has sent.
 *
 * @example
 * onEach(test, 'a row comes back', { portable: true }, async (db, name) => {
 *   assert.equal(await all(query)(db)(), right([{ id: 1 }]))
 * })
 */
export const onEach = (
  test: Test,
  sentence: string,
  { portable = false, newest = false }: { readonly portable?: boolean; readonly newest?: boolean },
  body: (db: Database, name: DatabaseName, log: Log) => Promise<void>,
): void => {
  const testPostgres = postgresUrl === undefined ? test.skip : test
  if (!newest) testPostgres(`${sentence} [postgres]`, () => onPostgres((db, log) => body(db, 'postgres', log)))
  if (!newest) testPostgres(`${sentence} [pg]`, () => onPg((db, log) => body(db, 'postgres', log)))
  shared().waiting += 1
  test(`${sentence} [pglite]`, () => onPglite((db, log) => body(db, 'pglite', log)))
  if (portable) test(`${sentence} [sqlite]`, () => onSqlite((db, log) => body(db, 'sqlite', log)))
}

/** The two engines that cases run on, with one face: a text and its values in, every value of the rows as PostgreSQL's text. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Place } from './cases.js'
import type { Result } from './compare.js'

export interface Engine {
  /** One statement. */
  readonly run: (text: string, values?: ReadonlyArray<unknown>) => Promise<Result>
  /** Several, without values and without rows. */
  readonly script: (text: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** What the expected rows were written down under. */
const settings = `set datestyle = 'ISO, MDY'; set timezone = 'UTC'; set intervalstyle = 'postgres'; set bytea_output = 'hex';
set extra_float_digits = 1; set lc_monetary = 'C'; set client_min_messages = error;`

const same = (value: unknown): unknown => value

const typesOfPostgresJs = [16, 17, 20, 21, 23, 25, 26, 114, 700, 701, 1082, 1114, 1184, 1700, 3802]

const plainTypes = Object.fromEntries(
  typesOfPostgresJs.map((oid) => [`t${oid}`, { to: oid, from: [oid], serialize: same, parse: same }]),
)

/** As an element of an array is written. */
const element = (value: unknown): string => {
  if (value === null || value === undefined) return 'NULL'
  if (Array.isArray(value)) return arrayText(value)
  return `"${String(value).replace(/[\\"]/g, '\\$&')}"`
}

const arrayText = (values: ReadonlyArray<unknown>): string => `{${values.map(element).join(',')}}`

/** The reference's own parameters, which are JSON; joinery's are text already. */
const parameter = (value: unknown): unknown => {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return arrayText(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export const openPostgres = async (database: string): Promise<Engine> => {
  const { default: postgres } = await import('postgres')
  const { PGHOST = '127.0.0.1', PGPORT = '5432', PGUSER = 'corpora', PGPASSWORD = 'corpora' } = process.env
  const sql = postgres({
    host: PGHOST,
    port: Number(PGPORT),
    username: PGUSER,
    password: PGPASSWORD,
    database,
    max: 1,
    fetch_types: false,
    prepare: false,
    onnotice: () => {},
    types: plainTypes,
  })
  await sql.unsafe(`${settings} set jit = off`)
  return {
    run: async (text, values = []) => {
      const rows = await sql.unsafe(text, values.map(parameter) as never).raw()
      return {
        oids: (rows.columns ?? []).map(({ type }) => type),
        rows: Array.from(rows as unknown as ReadonlyArray<ReadonlyArray<Uint8Array | null>>, (row) =>
          row.map((bytes) => (bytes === null ? null : Buffer.from(bytes).toString('utf8'))),
        ),
      }
    },
    script: async (text) => {
      await sql.unsafe(text)
    },
    close: () => sql.end({ timeout: 2 }),
  }
}

const dumpText = (file: string): string =>
  file.endsWith('.gz') ? gunzipSync(readFileSync(file)).toString('utf8') : readFileSync(file, 'utf8')

export const openPglite = async (dump: string): Promise<Engine> => {
  const { PGlite } = await import('@electric-sql/pglite')
  const db = await PGlite.create()
  await db.exec(dumpText(dump))
  await db.exec(settings)
  const types = await db.query<{ oid: number }>('select oid::int as oid from pg_type')
  const parsers = Object.fromEntries(types.rows.map(({ oid }) => [oid, same]))
  const serializers = Object.fromEntries(typesOfPostgresJs.map((oid) => [oid, same])) as never
  return {
    run: async (text, values = []) => {
      const { fields, rows } = await db.query(text, values.map(parameter), { rowMode: 'array', parsers, serializers })
      return { oids: fields.map(({ dataTypeID }) => dataTypeID), rows: rows as Result['rows'] }
    },
    script: async (text) => {
      await db.exec(text)
    },
    close: () => db.close(),
  }
}

export interface EngineChoice {
  readonly folder: string
  readonly pglite: boolean
  readonly shuffled: boolean
}

export const open = ({ folder, pglite, shuffled }: EngineChoice, { database, dump }: Place): Promise<Engine> =>
  // in another order of the rows there is everything but what PostgreSQL's own tests were made for
  pglite
    ? openPglite(`${folder}/${dump}`)
    : openPostgres(shuffled && database !== 'c_pgregress' ? `${database}_shuf` : database)

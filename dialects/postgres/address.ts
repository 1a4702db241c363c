/**
 * Where a PostgreSQL server is: a URL or a record, filled up from libpq's environment variables.
 *
 * A parameter that is not known is an error and not ignored: `sslmode` misspelled would be a connection without TLS.
 */
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import type { ConnectionOptions } from 'node:tls'
import type { Either } from 'fp-ts/Either'
import { reasonOf } from '../../lib/exec/failure.js'
import { left, right } from '../../lib/fp.js'
import type { Endpoint, SslMode } from './socket.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What `connect` takes. What is absent comes from the URL, then from `PGHOST`, `PGUSER` …, then from libpq's defaults. */
export interface PostgresAddress {
  readonly url?: string
  /** A host name, or the folder of a Unix socket. */
  readonly host?: string
  readonly port?: number
  readonly user?: string
  /** A function is called for each connection: for passwords that expire. */
  readonly password?: string | (() => string | Promise<string>)
  readonly database?: string
  /** As in libpq. `prefer` by default; `verify-full` is what a server across a network should have. */
  readonly sslmode?: SslMode
  /** For node's `tls.connect`: `ca`, `cert`, `key`. */
  readonly tls?: ConnectionOptions
  /** Off behind a transaction pooler that does not know prepared statements. On by default. */
  readonly prepare?: boolean
  /** Run-time parameters of each connection. @example { search_path: 'app', statement_timeout: '5s' } */
  readonly settings?: Readonly<Record<string, string>>
}

/** The same, complete. */
export interface Target extends Endpoint {
  readonly user: string
  readonly password: string | (() => string | Promise<string>)
  readonly database: string
  readonly prepare: boolean
  readonly settings: Readonly<Record<string, string>>
}

// -------------------------------------------------------------------------------------
// the URL
// -------------------------------------------------------------------------------------

type Parameters = Readonly<Record<string, string>>

const urlParameters: ReadonlyArray<string> = [
  'host',
  'port',
  'user',
  'password',
  'dbname',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'channel_binding',
  'application_name',
  'client_encoding',
  'options',
]

// no message holds the URL: there is a password in it
const parseUrl = (text: string): Either<string, Parameters> => {
  try {
    const url = new URL(text)
    if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:')
      return left('the URL of a PostgreSQL server begins with postgres://')
    if (url.host.includes(',')) return left('a URL with several hosts is not supported: give one')
    const unknown = [...url.searchParams.keys()].find((name) => !urlParameters.includes(name))
    if (unknown !== undefined)
      return left(`the URL has an unknown parameter ${JSON.stringify(unknown)}: give settings in connect({ settings })`)
    const parts = {
      host: decodeURIComponent(url.hostname).replace(/^\[|\]$/g, ''),
      port: url.port,
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      dbname: decodeURIComponent(url.pathname.slice(1)),
    }
    const given = Object.entries(parts).filter(([, value]) => value !== '')
    return right(Object.fromEntries([...given, ...url.searchParams]))
  } catch {
    return left('the URL cannot be read: special characters in its password have to be percent-encoded')
  }
}

// -------------------------------------------------------------------------------------
// TLS
// -------------------------------------------------------------------------------------

/** `allow` begins without TLS in libpq; nobody who writes it would mind more. */
const sslmodes: ReadonlyMap<string, SslMode> = new Map([
  ['disable', 'disable'],
  ['allow', 'prefer'],
  ['prefer', 'prefer'],
  ['require', 'require'],
  ['verify-ca', 'verify-ca'],
  ['verify-full', 'verify-full'],
])

/** As libpq: a root certificate that is named is also checked, and `system` checks the name too. */
const strengthened = (mode: SslMode, rootcert: string | undefined): SslMode => {
  if (rootcert === 'system') return 'verify-full'
  return rootcert !== undefined && mode === 'require' ? 'verify-ca' : mode
}

const certificates = ({ sslrootcert, sslcert, sslkey }: Parameters): Either<string, ConnectionOptions> => {
  try {
    return right({
      ...(sslrootcert === undefined || sslrootcert === 'system' ? {} : { ca: readFileSync(sslrootcert) }),
      ...(sslcert === undefined ? {} : { cert: readFileSync(sslcert) }),
      ...(sslkey === undefined ? {} : { key: readFileSync(sslkey) }),
    })
  } catch (cause) {
    return left(`a certificate cannot be read: ${reasonOf(cause)}`)
  }
}

// -------------------------------------------------------------------------------------
// settings
// -------------------------------------------------------------------------------------

// these are not run-time parameters: they would change who logs in where, or the protocol
const reserved: ReadonlyArray<string> = ['user', 'database', 'replication', 'client_encoding']

const wrongSetting = (settings: Readonly<Record<string, string>>): string | null => {
  const wrong = Object.entries(settings).find(
    ([name, value]) =>
      !/^[A-Za-z_][A-Za-z0-9_.]*$/.test(name) ||
      reserved.includes(name.toLowerCase()) ||
      typeof value !== 'string' ||
      value.includes('\0'),
  )
  return wrong === undefined ? null : `settings cannot hold ${JSON.stringify(wrong[0])} with this value`
}

// -------------------------------------------------------------------------------------
// constructor
// -------------------------------------------------------------------------------------

const fromEnvironment = (env: NodeJS.ProcessEnv): Parameters => {
  const names = {
    host: env.PGHOST,
    port: env.PGPORT,
    user: env.PGUSER,
    password: env.PGPASSWORD,
    dbname: env.PGDATABASE,
    sslmode: env.PGSSLMODE,
    sslrootcert: env.PGSSLROOTCERT,
    sslcert: env.PGSSLCERT,
    sslkey: env.PGSSLKEY,
    application_name: env.PGAPPNAME,
    options: env.PGOPTIONS,
  }
  return Object.fromEntries(
    Object.entries(names).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  )
}

const osUser = (): string => {
  try {
    return userInfo().username
  } catch {
    return 'postgres'
  }
}

/** Fills up what is absent; Left with a sentence if what is there makes no sense. */
export const target = (
  address: string | PostgresAddress,
  env: NodeJS.ProcessEnv = process.env,
): Either<string, Target> => {
  const given: PostgresAddress = typeof address === 'string' ? { url: address } : address
  const parsed = given.url === undefined ? right({}) : parseUrl(given.url)
  if (parsed._tag === 'Left') return parsed
  const from: Parameters = { ...fromEnvironment(env), ...parsed.right }

  const port = Number(given.port ?? from.port ?? 5432)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return left('the port is not a number from 1 to 65535')

  const sslmode = sslmodes.get(
    given.sslmode ?? from.sslmode ?? (from.sslrootcert === 'system' ? 'verify-full' : 'prefer'),
  )
  if (sslmode === undefined) return left(`sslmode is one of ${[...sslmodes.keys()].join(', ')}`)
  if (from.channel_binding === 'require' && sslmode !== 'verify-full')
    return left('channel_binding=require is not supported: sslmode=verify-full protects against the same')
  const files = certificates(from)
  if (files._tag === 'Left') return files

  const settings = {
    application_name: from.application_name ?? 'joinery',
    ...(from.options === undefined ? {} : { options: from.options }),
    ...given.settings,
  }
  const wrong = wrongSetting(settings)
  if (wrong !== null) return left(wrong)

  const user = given.user ?? from.user ?? osUser()
  return right({
    host: given.host ?? from.host ?? 'localhost',
    port,
    sslmode: strengthened(sslmode, from.sslrootcert),
    tls: { ...files.right, ...given.tls },
    user,
    password: given.password ?? from.password ?? '',
    database: given.database ?? from.dbname ?? user,
    prepare: given.prepare ?? true,
    settings,
  })
}

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
import { type Host, hostsOf, isWanted, splitHosts, type Wanted, wantedNames } from './hosts.js'
import { passwordFromFile } from './passfile.js'
import type { Endpoint, SslMode } from './socket.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What `connect` takes. What is absent comes from the URL, then from `PGHOST`, `PGUSER` …, then from libpq's defaults. */
export interface PostgresAddress {
  readonly url?: string
  /** A host name, or the folder of a Unix socket; or several, with commas between them, to be tried in order. */
  readonly host?: string
  /** One for all hosts, or as many, with commas between them. */
  readonly port?: number | string
  /** What a server must be to be used: `read-write` finds the primary of several. `any` by default. */
  readonly targetSessionAttrs?: Wanted
  /** `random` tries the hosts in an order that chance gives. */
  readonly loadBalanceHosts?: 'disable' | 'random'
  readonly user?: string
  /** A function is called for each connection: for passwords that expire. */
  readonly password?: string | (() => string | Promise<string>)
  readonly database?: string
  /** As in libpq. `prefer` by default; `verify-full` is what a server across a network should have. */
  readonly sslmode?: SslMode
  /** For node's `tls.connect`: `ca`, `cert`, `key`. */
  readonly tls?: ConnectionOptions
  /** Whether the driver prepares statements. On by default, and off behind a pooler. */
  readonly prepare?: boolean
  /**
   * A pooler that gives a connection for one transaction only (PgBouncer's `transaction` mode). Then nothing that belongs
   * to a session is used: settings go along with each transaction, and what needs a session is refused with a reason.
   */
  readonly pooler?: 'none' | 'transaction'
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
  readonly pooled: boolean
}

/** All servers of an address. */
export interface Targets {
  readonly each: readonly [Target, ...ReadonlyArray<Target>]
  readonly wanted: Wanted
  readonly random: boolean
  /** For one server, where it was given. */
  readonly connectMilliseconds: number | null
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
  'target_session_attrs',
  'load_balance_hosts',
  'connect_timeout',
  'passfile',
  'pooler',
  'application_name',
  'client_encoding',
  'options',
]

// no message holds the URL: there is a password in it
const parseUrl = (text: string): Either<string, Parameters> => {
  try {
    const split = splitHosts(text)
    if (split === null) return left('the URL has a host that cannot be read')
    const url = new URL(split.url)
    if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:')
      return left('the URL of a PostgreSQL server begins with postgres://')
    const unknown = [...url.searchParams.keys()].find((name) => !urlParameters.includes(name))
    if (unknown !== undefined)
      return left(`the URL has an unknown parameter ${JSON.stringify(unknown)}: give settings in connect({ settings })`)
    const parts = {
      host: split.hosts ?? decodeURIComponent(url.hostname).replace(/^\[|\]$/g, ''),
      port: split.hosts === null ? url.port : split.ports,
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
    target_session_attrs: env.PGTARGETSESSIONATTRS,
    load_balance_hosts: env.PGLOADBALANCEHOSTS,
    connect_timeout: env.PGCONNECT_TIMEOUT,
    passfile: env.PGPASSFILE,
    channel_binding: env.PGCHANNELBINDING,
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

/** libpq's seconds, of which 0 is no limit. */
const connectMillisecondsOf = (text: string | undefined): Either<string, number | null> => {
  if (text === undefined) return right(null)
  const seconds = Number(text)
  if (!Number.isInteger(seconds)) return left('connect_timeout is not a whole number of seconds')
  return right(seconds > 0 ? seconds * 1_000 : null)
}

// what PgBouncer gives to each server before it is used
const tracked: ReadonlySet<string> = new Set(['application_name', 'datestyle', 'timezone'])

/** Which of the settings a pooler takes at the start of a connection; the others go along with each transaction. */
export const isTracked = (name: string): boolean => tracked.has(name.toLowerCase())

/** Fills up what is absent; Left with a sentence if what is there makes no sense. */
export const targets = (
  address: string | PostgresAddress,
  env: NodeJS.ProcessEnv = process.env,
): Either<string, Targets> => {
  const given: PostgresAddress = typeof address === 'string' ? { url: address } : address
  const parsed = given.url === undefined ? right({}) : parseUrl(given.url)
  if (parsed._tag === 'Left') return parsed
  const from: Parameters = { ...fromEnvironment(env), ...parsed.right }

  const hosts = hostsOf(given.host ?? from.host ?? 'localhost', String(given.port ?? from.port ?? 5432))
  if (hosts._tag === 'Left') return hosts
  const wanted = given.targetSessionAttrs ?? from.target_session_attrs ?? 'any'
  if (!isWanted(wanted)) return left(`target_session_attrs is one of ${wantedNames.join(', ')}`)
  const balance = given.loadBalanceHosts ?? from.load_balance_hosts ?? 'disable'
  if (balance !== 'disable' && balance !== 'random') return left('load_balance_hosts is one of disable, random')
  const pooler = given.pooler ?? from.pooler ?? 'none'
  if (pooler !== 'none' && pooler !== 'transaction') return left('pooler is one of none, transaction')
  const connectMilliseconds = connectMillisecondsOf(from.connect_timeout)
  if (connectMilliseconds._tag === 'Left') return connectMilliseconds

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
  if (pooler === 'transaction' && 'options' in settings)
    return left('options do not pass a pooler: give settings in connect({ settings })')

  const user = given.user ?? from.user ?? osUser()
  const database = given.database ?? from.dbname ?? user
  const targetOf = ({ host, port }: Host): Target => ({
    host,
    port,
    sslmode: strengthened(sslmode, from.sslrootcert),
    tls: { ...files.right, ...given.tls },
    user,
    password:
      given.password ?? from.password ?? (() => passwordFromFile(from.passfile, { host, port, database, user }) ?? ''),
    database,
    prepare: given.prepare ?? pooler === 'none',
    settings,
    pooled: pooler === 'transaction',
  })
  const [first, ...others] = hosts.right
  return right({
    each: [targetOf(first), ...others.map(targetOf)],
    wanted,
    random: balance === 'random',
    connectMilliseconds: connectMilliseconds.right,
  })
}

/** The first server of an address. */
export const target = (
  address: string | PostgresAddress,
  env: NodeJS.ProcessEnv = process.env,
): Either<string, Target> => {
  const all = targets(address, env)
  return all._tag === 'Left' ? all : right(all.right.each[0])
}

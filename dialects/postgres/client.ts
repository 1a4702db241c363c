/**
 * A postgres.js client of the program's own, as an address: its server, its login, its settings.
 *
 * Only its options are read. Its connections, its types and its pool stay what they are, for all who use it.
 */
import type { PostgresAddress } from './address.js'
import type { SslMode } from './socket.js'

/** What is read of a postgres.js client: what its own `options` say, and what it was called with. */
export interface PostgresClient {
  readonly options: {
    readonly host: string | ReadonlyArray<string>
    readonly port: number | ReadonlyArray<number>
    readonly path?: unknown
    readonly user: string
    readonly pass?: unknown
    readonly database: string
    readonly ssl?: unknown
    readonly prepare?: boolean
    readonly max?: number
    readonly connection?: unknown
    readonly target_session_attrs?: unknown
  }
}

export const isClient = (address: unknown): address is PostgresClient => typeof address === 'function'

const list = (values: unknown): string => (Array.isArray(values) ? values : [values]).map(String).join(',')

const modes: ReadonlySet<unknown> = new Set(['prefer', 'require', 'verify-full'])

/** postgres.js does not look at certificates for `require`, `allow` and `prefer`, and does for all else. */
const sslOf = (ssl: unknown): Pick<PostgresAddress, 'sslmode' | 'tls'> => {
  if (ssl === false || ssl === undefined || ssl === null) return { sslmode: 'disable' }
  if (ssl === 'allow') return { sslmode: 'prefer' }
  if (modes.has(ssl)) return { sslmode: ssl as SslMode }
  if (typeof ssl !== 'object') return { sslmode: 'verify-full' }
  const { rejectUnauthorized } = ssl as { readonly rejectUnauthorized?: boolean }
  return { sslmode: rejectUnauthorized === false ? 'require' : 'verify-full', tls: ssl }
}

/** Values of `connection` may be numbers and booleans; they go to the server as texts. */
const settingsOf = (connection: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries((connection ?? {}) as Readonly<Record<string, unknown>>)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, String(value)]),
  )

const folderOf = (path: unknown): string | null =>
  typeof path === 'string' && path.startsWith('/') ? path.replace(/\/\.s\.PGSQL\.\d+$/, '') : null

export const addressOf = ({ options }: PostgresClient): PostgresAddress => {
  const { host, port, path, user, pass, database, ssl, prepare, connection, target_session_attrs } = options
  return {
    host: folderOf(path) ?? list(host),
    port: list(port),
    user,
    database,
    password: typeof pass === 'function' ? (pass as () => string) : String(pass ?? ''),
    prepare: prepare !== false,
    settings: settingsOf(connection),
    ...sslOf(ssl),
    ...(typeof target_session_attrs === 'string'
      ? { targetSessionAttrs: target_session_attrs as NonNullable<PostgresAddress['targetSessionAttrs']> }
      : {}),
  }
}

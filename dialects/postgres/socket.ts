/**
 * A socket to a PostgreSQL server, with TLS as the address says. Never rejects.
 *
 * `sslmode` means what it means to libpq: only `verify-ca` and `verify-full` look at the server's certificate, and
 * `prefer`, the default, goes on without TLS if the server has none.
 */
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import type { Either } from 'fp-ts/Either'
import { reasonOf } from '../../lib/exec/failure.js'
import { left, right } from '../../lib/fp.js'

export type SslMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full'

export interface Endpoint {
  /** A host name, or the folder of a Unix socket. */
  readonly host: string
  readonly port: number
  readonly sslmode: SslMode
  /** For node's `tls.connect`: `ca`, `cert`, `key`. */
  readonly tls: ConnectionOptions
}

export interface Opened {
  readonly socket: Socket
  readonly encrypted: boolean
}

const isUnix = ({ host }: Endpoint): boolean => host.startsWith('/')

/** @example place(endpoint) // localhost:5432 */
export const place = (endpoint: Endpoint): string =>
  isUnix(endpoint) ? `${endpoint.host}/.s.PGSQL.${endpoint.port}` : `${endpoint.host}:${endpoint.port}`

const plain = (endpoint: Endpoint): Socket =>
  isUnix(endpoint) ? connectTcp({ path: place(endpoint) }) : connectTcp({ host: endpoint.host, port: endpoint.port })

const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

const accepts = 'S'.charCodeAt(0)

const refuses = 'N'.charCodeAt(0)

const tlsOptions = (socket: Socket, { host, sslmode, tls }: Endpoint): ConnectionOptions => ({
  ALPNProtocols: ['postgresql'],
  ...(isIP(host) === 0 ? { servername: host } : {}),
  ...tls,
  socket,
  // for a socket of its own, node compares the certificate with `host`
  host,
  rejectUnauthorized: sslmode === 'verify-ca' || sslmode === 'verify-full',
  ...(sslmode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
})

/** Connects, and encrypts; all within the deadline. */
export const openSocket = (endpoint: Endpoint, milliseconds: number): Promise<Either<string, Opened>> =>
  new Promise((resolve) => {
    const tcp = plain(endpoint)
    let settled = false
    const settle = (result: Either<string, Opened>): void => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      if (result._tag === 'Left') tcp.destroy()
      resolve(result)
    }
    const fail = (reason: string): void => settle(left(`${place(endpoint)}: ${reason}`))
    const failed = (error: Error): void => fail(reasonOf(error))
    const ready = (socket: Socket, encrypted: boolean): void => settle(right({ socket, encrypted }))
    const timer = setTimeout(() => fail(`no connection within ${milliseconds} ms`), milliseconds)

    const encrypt = (): void => {
      const socket = connectTls(tlsOptions(tcp, endpoint))
      socket.on('error', failed)
      socket.once('secureConnect', () => ready(socket, true))
    }

    const negotiate = (): void => {
      tcp.once('data', (answer) => {
        // more bytes than one were not sent by the server: they would be read as if they had been encrypted
        if (answer.length !== 1) fail('it sent more than an answer before TLS began')
        else if (answer[0] === accepts) encrypt()
        else if (answer[0] !== refuses) fail('it is not a PostgreSQL server')
        else if (endpoint.sslmode !== 'prefer') fail(`it has no TLS, and sslmode is ${endpoint.sslmode}`)
        else ready(tcp, false)
      })
      tcp.write(sslRequest)
    }

    // these stay: an error that nobody hears ends the process
    tcp.on('error', failed)
    tcp.on('close', () => fail('it closed the connection at once'))
    tcp.once('connect', () => {
      tcp.setNoDelay(true)
      tcp.setKeepAlive(true, 60_000)
      if (isUnix(endpoint) || endpoint.sslmode === 'disable') ready(tcp, false)
      else negotiate()
    })
  })

const cancelMilliseconds = 2_000

/**
 * Asks the server to stop what a backend runs, over a connection of its own. True when the server has closed that
 * connection by itself: the signal has been sent by then, and nothing that is asked afterwards can be hit by it.
 */
export const cancel = async (endpoint: Endpoint, key: Buffer): Promise<boolean> => {
  const opened = await openSocket(endpoint, cancelMilliseconds)
  if (opened._tag === 'Left') return false
  const { socket } = opened.right
  const request = Buffer.from([0, 0, 0, 8 + key.length, 4, 210, 22, 46])
  return new Promise((resolve) => {
    socket.setTimeout(cancelMilliseconds, () => {
      resolve(false)
      socket.destroy()
    })
    socket.on('end', () => resolve(true))
    socket.on('close', () => resolve(false))
    socket.resume()
    socket.write(Buffer.concat([request, key]))
  })
}

/** Servers that misbehave, and a proxy that breaks what passes through it. */
import { connect as connectTcp, createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { certificate } from './certificate.js'

export interface Listening {
  readonly port: number
  /** Connections that were accepted. */
  readonly accepted: () => number
  readonly close: () => Promise<void>
}

/** A server on a free port, which does to each socket what `serve` does. */
export const listen = (serve: (socket: Socket) => void): Promise<Listening> =>
  new Promise((resolve) => {
    const sockets = new Set<Socket>()
    let accepted = 0
    const server = createServer((socket) => {
      accepted += 1
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
      serve(socket)
    })
    server.listen(0, '127.0.0.1', () => {
      resolve({
        port: (server.address() as { readonly port: number }).port,
        accepted: () => accepted,
        close: () =>
          new Promise((closed) => {
            for (const socket of sockets) socket.destroy()
            server.close(() => closed())
          }),
      })
    })
  })

export interface Proxy extends Listening {
  /** Resets every connection. */
  readonly cut: () => void
  /** From now on, nothing passes, and nobody is told. */
  readonly blackhole: () => void
  /** Once, when a client sends `needle`: resets the connection before the server has it, or after; or loses the answer. */
  readonly when: (needle: string, fault: 'before' | 'after' | 'silent') => void
  /** Lets everything pass again. */
  readonly heal: () => void
}

export interface ProxyOptions {
  /** Speaks TLS to the client, as a server with the test certificate. */
  readonly tls?: boolean
  /** Splits what the server sends into pieces of so many bytes. */
  readonly pieces?: number
}

/** A proxy in front of a server. */
export const proxy = async (to: URL, { tls = false, pieces = 0 }: ProxyOptions = {}): Promise<Proxy> => {
  const pairs = new Set<readonly [Socket, Socket]>()
  let dark = false
  let trigger: { readonly needle: string; readonly fault: 'before' | 'after' | 'silent' } | null = null

  const reset = (pair: readonly [Socket, Socket]) => {
    for (const socket of pair) socket.destroy()
  }

  const join = (client: Socket) => {
    const server = connectTcp(Number(to.port || 5432), to.hostname)
    const pair = [client, server] as const
    let deaf = false
    pairs.add(pair)
    client.on('error', () => {})
    server.on('error', () => {})
    client.on('close', () => {
      pairs.delete(pair)
      server.destroy()
    })
    server.on('close', () => client.destroy())
    client.on('data', (bytes: Buffer) => {
      const hit = trigger !== null && bytes.includes(trigger.needle) ? trigger.fault : null
      if (hit !== null) trigger = null
      if (hit === 'before') return reset(pair)
      if (hit !== null) deaf = true
      if (hit === 'after') setTimeout(() => reset(pair), 50)
      if (!dark) server.write(bytes)
    })
    server.on('data', (bytes: Buffer) => {
      if (dark || deaf) return
      if (pieces === 0) client.write(bytes)
      else for (let at = 0; at < bytes.length; at += pieces) client.write(bytes.subarray(at, at + pieces))
    })
  }

  const listening = await listen((socket) => {
    if (!tls) return join(socket)
    socket.once('data', () => {
      socket.write('S')
      join(new TLSSocket(socket, { isServer: true, ...certificate }))
    })
  })

  return {
    ...listening,
    cut: () => {
      for (const pair of pairs) reset(pair)
    },
    blackhole: () => {
      dark = true
    },
    when: (needle, fault) => {
      trigger = { needle, fault }
    },
    heal: () => {
      dark = false
      trigger = null
    },
  }
}

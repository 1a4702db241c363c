/**
 * The socket of one session, as drivers see it.
 *
 * A driver gets a socket that is connected and encrypted already, can neither reconnect nor close it, and reads what has
 * been read here before.
 */
import { EventEmitter } from 'node:events'
import type { Opened } from './socket.js'

/** What postgres.js and node-postgres call on a socket. */
export interface Wire extends EventEmitter {
  readonly write: (bytes: Buffer, done?: () => void) => boolean
  readonly connect: () => void
  readonly end: () => void
  readonly destroy: () => void
  readonly cork: () => void
  readonly uncork: () => void
  readonly setNoDelay: () => void
  readonly setKeepAlive: () => void
  readonly ref: () => void
  readonly unref: () => void
  readonly writable: boolean
  readonly readyState: string
}

const nothing = (): void => {}

export const wireOf = ({ socket }: Opened): Wire => {
  const wire = Object.assign(new EventEmitter(), {
    write: (bytes: Buffer, done?: () => void) => (socket.writable ? socket.write(bytes, done) : false),
    // it is connected; node-postgres waits to be told so
    connect: () => process.nextTick(() => wire.emit('connect')),
    end: nothing,
    destroy: () => void socket.destroy(),
    cork: () => socket.cork(),
    uncork: () => socket.uncork(),
    setNoDelay: nothing,
    setKeepAlive: nothing,
    ref: nothing,
    unref: nothing,
    writable: true,
    readyState: 'open',
  })
  return wire
}

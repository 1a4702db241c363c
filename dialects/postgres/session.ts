/**
 * postgres.js as a transport for one connection: one instance for each session, which can connect once.
 *
 * Of the driver, only the protocol is used. Its pool, its transactions, its cancelling and its types each have faults
 * that lose data or end the process, so they never get to act: it holds a socket that is ours, one statement at a time,
 * text in and text out.
 */
import { EventEmitter } from 'node:events'
import type { Either } from 'fp-ts/Either'
import { reasonOf } from '../../lib/exec/failure.js'
import { type Answer, type Failure, loss, type Open, type Session } from '../../lib/exec/Session.js'
import { left, right } from '../../lib/fp.js'
import type { Target } from './address.js'
import { errorFields, frames } from './frames.js'
import { firstWord, postgresRefusal, refusedBeforeSending } from './refusal.js'
import { cancel, type Opened, openSocket } from './socket.js'

// -------------------------------------------------------------------------------------
// the driver
// -------------------------------------------------------------------------------------

/** The few things of postgres.js that are used. */
interface Rows extends PromiseLike<unknown> {
  readonly values: () => Rows
  readonly forEach: (each: (row: ReadonlyArray<string | null>) => void) => Rows
}

interface Sql {
  readonly unsafe: (text: string, values: unknown, options: { prepare: boolean; simple: boolean }) => Rows
}

type Driver = (options: object) => Sql

interface DriverError {
  readonly name: string
  readonly message: string
  readonly severity?: string
  readonly code?: string
  readonly table_name?: string
  readonly column_name?: string
  readonly constraint_name?: string
  readonly detail?: string
  readonly hint?: string
}

/** The module, by what is used of it: its own types do not know `socket`, and differ between its two builds. */
const typedDriver = (module: unknown): Driver =>
  (typeof module === 'function' ? module : (module as { default: unknown }).default) as Driver

export const loadDriver = async (): Promise<Either<string, Driver>> => {
  try {
    return right(typedDriver(await import('postgres')))
  } catch (cause) {
    return left(`joinery/postgres needs the package postgres (npm install postgres): ${reasonOf(cause)}`)
  }
}

// every type for which postgres.js has code of its own: it would write JSON twice, and read "true" as false
const driverTypes = [0, 16, 17, 20, 21, 23, 25, 26, 114, 700, 701, 1082, 1114, 1184, 1700, 3802]

const text = { to: 25, from: driverTypes, serialize: (value: unknown) => value, parse: (value: unknown) => value }

/** All that postgres.js would otherwise read from the environment, or do by itself. */
const driverOptions = ({ host, port, user, database, prepare, settings }: Target, password: string) => ({
  host: [host],
  port: [port],
  user,
  pass: password,
  database,
  max: 1,
  ssl: false,
  sslnegotiation: null,
  idle_timeout: null,
  connect_timeout: 0,
  max_lifetime: null,
  max_pipeline: 1,
  backoff: 0,
  keep_alive: null,
  prepare,
  debug: false,
  fetch_types: false,
  no_subscribe: true,
  types: { text },
  connection: settings,
  onnotice: () => {},
})

/** Distinct texts that a session prepares. postgres.js never forgets one, and each is a plan in the server's memory. */
const mostPrepared = 200

/** What our decoders read, whatever the server, the database or the role says. Also shows that the connection works. */
const opening =
  "select set_config('DateStyle', 'ISO', false), set_config('IntervalStyle', 'postgres', false), " +
  "set_config('bytea_output', 'hex', false), set_config('extra_float_digits', '3', false)"

// -------------------------------------------------------------------------------------
// the wire
// -------------------------------------------------------------------------------------

const mostIterations = 100_000

const cleartextPassword = 3

const saslContinue = 11

/** Why an authentication request must not be answered. */
const dangerous = (body: Buffer, encrypted: boolean, host: string): string | null => {
  const kind = body.length < 4 ? -1 : body.readUInt32BE(0)
  const local = host.startsWith('/') || ['localhost', '127.0.0.1', '::1'].includes(host)
  if (kind === cleartextPassword && !encrypted && !local)
    return 'it asked for the password in clear text, without TLS: use sslmode=require'
  // the driver computes them all before anything else may run
  const iterations = kind === saslContinue ? /(?:^|,)i=(\d+)/.exec(body.toString('latin1', 4))?.[1] : undefined
  return Number(iterations ?? 0) > mostIterations ? `it asked for ${iterations} SCRAM iterations` : null
}

/** What postgres.js takes for its socket: it can neither reconnect, nor read what we have not read before. */
interface Facade extends EventEmitter {
  readonly write: (bytes: Buffer, done?: () => void) => boolean
  readonly end: () => void
  readonly destroy: () => void
  readonly readyState: string
}

const facade = ({ socket }: Opened): Facade =>
  Object.assign(new EventEmitter(), {
    write: (bytes: Buffer, done?: () => void) => (socket.writable ? socket.write(bytes, done) : false),
    end: () => {},
    destroy: () => socket.destroy(),
    readyState: 'open',
  })

// -------------------------------------------------------------------------------------
// the session
// -------------------------------------------------------------------------------------

interface Pending {
  readonly settle: (result: Either<Failure, Answer>) => void
}

const terminate = Buffer.from([88, 0, 0, 0, 4])

const isOrdinary = (error: DriverError): boolean => error.name === 'PostgresError' && error.severity === 'ERROR'

const driverRefusal = (error: DriverError) =>
  postgresRefusal({
    code: error.code ?? 'XX000',
    message: error.message,
    table: error.table_name,
    column: error.column_name,
    constraint: error.constraint_name,
    detail: error.detail,
    hint: error.hint,
  })

const session = (driver: Driver, target: Target, password: string, opened: Opened): Session => {
  const { socket, encrypted } = opened
  const read = frames('REZKGHW')
  const wire = facade(opened)
  const prepared = new Set<string>()
  let pending: Pending | null = null
  let dead: string | null = null
  let fatal: string | null = null
  let status = ''
  let key: Buffer | null = null
  let connected = false

  const die = (reason: string): void => {
    if (dead !== null) return
    dead = reason
    socket.destroy()
    const lost = pending
    pending = null
    lost?.settle(left(loss(reason, true)))
  }

  const look = (type: string, body: Buffer): void => {
    if (type === 'Z') status = body.toString('latin1')
    if (type === 'K') key = body
    // the driver would make a stream of it, whose error ends the process
    if ('GHW'.includes(type)) die('COPY is not supported')
    if (type === 'R') {
      const reason = dangerous(body, encrypted, target.host)
      if (reason !== null) die(reason)
    }
    if (type === 'E') {
      const fields = errorFields(body)
      if (fields.get('V') === 'ERROR') return
      fatal = `${fields.get('M')} (SQLSTATE ${fields.get('C')})`
      // told while nobody asked: the server is about to close the connection
      if (pending === null) die(fatal)
    }
  }

  socket.on('data', (chunk: Buffer) => {
    const found = read(chunk)
    if (found === null) return die('what it sent is not the PostgreSQL protocol')
    for (const { type, body } of found) look(type, body)
    if (dead === null) wire.emit('data', chunk)
  })
  socket.on('drain', () => wire.emit('drain'))
  socket.on('error', (error) => die(fatal ?? reasonOf(error)))
  socket.on('end', () => die(fatal ?? 'the server closed the connection'))
  socket.on('close', () => {
    die(fatal ?? 'the server closed the connection')
    wire.emit('close', false)
  })

  const sql = driver({
    ...driverOptions(target, password),
    // one connection, once: postgres.js would open another, and go on in it as if it were the same
    socket: () => {
      if (connected) throw new Error('a session does not reconnect')
      connected = true
      return wire
    },
  })

  const settle = (result: Either<Failure, Answer>): void => {
    const waiting = pending
    pending = null
    waiting?.settle(result)
  }

  const answered = (result: unknown, rows: Answer['rows']): void => {
    if (dead !== null) return
    const { command, count } = result as { command: string | null; count: number | null }
    settle(right({ rows, command: firstWord(command ?? ''), count: count ?? rows.length }))
  }

  const failed = (error: DriverError): void => {
    if (dead !== null) return
    // before the first answer, a fatal one is a refusal to let us in, with a code of its own
    if (isOrdinary(error) || (error.name === 'PostgresError' && status === '')) settle(left(driverRefusal(error)))
    // nobody knows what state the driver is in now
    if (!isOrdinary(error)) die(fatal ?? reasonOf(error))
  }

  const mayPrepare = (statement: string): boolean => {
    if (!target.prepare) return false
    if (prepared.size < mostPrepared) prepared.add(statement)
    return prepared.has(statement)
  }

  const discard = (reason: string): void => {
    if (dead === null && pending !== null && key !== null) void cancel(target, key)
    die(reason)
  }

  return {
    query: async (command) => {
      const refused = refusedBeforeSending(command)
      if (refused !== null) return left(refused)
      if (dead !== null) return left(loss(dead, false))
      if (pending !== null) return left(loss('another statement is running on this connection', false))
      return new Promise((resolve) => {
        pending = { settle: resolve }
        const rows: Array<ReadonlyArray<string | null>> = []
        try {
          // forEach, and not the result: after an error, postgres.js leaves holes in the next result
          sql
            .unsafe(command.text, command.values, { prepare: mayPrepare(command.text), simple: false })
            .values()
            .forEach((row) => {
              rows.push(row)
            })
            .then((result) => answered(result, rows), failed)
        } catch (cause) {
          failed(cause as DriverError)
        }
      })
    },
    state: () => (dead !== null ? 'dead' : pending !== null ? 'busy' : status === 'I' ? 'idle' : 'transaction'),
    discard,
    close: () =>
      new Promise((resolve) => {
        if (socket.closed) return resolve()
        socket.once('close', () => resolve())
        if (dead !== null || pending !== null || status !== 'I') return discard('it was closed')
        dead = 'it was closed'
        socket.setTimeout(1_000, () => socket.destroy())
        socket.end(terminate)
      }),
  }
}

// -------------------------------------------------------------------------------------
// constructor
// -------------------------------------------------------------------------------------

const passwordOf = async ({ password }: Target): Promise<Either<string, string>> => {
  try {
    return right(typeof password === 'string' ? password : await password())
  } catch (cause) {
    return left(`the password function failed: ${reasonOf(cause)}`)
  }
}

/** Opens sessions to one server; connecting and logging in has `milliseconds` altogether. */
export const openSession =
  (to: Target, milliseconds: number): Open =>
  async () => {
    const end = performance.now() + Math.min(milliseconds, 2 ** 31 - 1)
    const driver = await loadDriver()
    if (driver._tag === 'Left') return left(loss(driver.left, false))
    const password = await passwordOf(to)
    if (password._tag === 'Left') return left(loss(password.left, false))
    const opened = await openSocket(to, Math.max(1, end - performance.now()))
    if (opened._tag === 'Left') return left(loss(opened.left, false))
    const made = session(driver.right, to, password.right, opened.right)
    const timer = setTimeout(
      () => made.discard(`no login within ${milliseconds} ms`),
      Math.max(1, end - performance.now()),
    )
    const answer = await made.query({ text: opening, values: [] })
    clearTimeout(timer)
    if (answer._tag === 'Right') return right(made)
    made.discard('its first statement failed')
    // whatever was sent, it was not the program's statement
    return left(answer.left._tag === 'Loss' ? loss(answer.left.reason, false) : answer.left)
  }

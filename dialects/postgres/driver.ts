/**
 * postgres.js, for the protocol of one line: one instance for each session, which can connect once.
 *
 * Its pool, its transactions, its cancelling and its types each have faults that lose data or end the process, so they
 * never get to act: one statement at a time, text in and text out.
 */
import type { Either } from 'fp-ts/Either'
import { reasonOf } from '../../lib/exec/failure.js'
import { left, right } from '../../lib/fp.js'
import type { Target } from './address.js'
import type { Driver, Driving } from './session.js'

/** The few things of postgres.js that are used. */
interface Rows extends PromiseLike<unknown> {
  readonly values: () => Rows
  readonly forEach: (each: (row: ReadonlyArray<string | null>) => void) => Rows
}

interface Sql {
  readonly unsafe: (text: string, values: unknown, options: { prepare: boolean; simple: boolean }) => Rows
}

type Postgres = (options: object) => Sql

/** The module, by what is used of it: its own types do not know `socket`, and differ between its two builds. */
const typedModule = (module: unknown): Postgres =>
  (typeof module === 'function' ? module : (module as { default: unknown }).default) as Postgres

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

const driver =
  (postgres: Postgres): Driver =>
  ({ wire, target, password, answered, failed }) => {
    let connected = false
    const sql = postgres({
      ...driverOptions(target, password),
      // one connection, once: postgres.js would open another, and go on in it as if it were the same
      socket: () => {
        if (connected) throw new Error('a session does not reconnect')
        connected = true
        return wire
      },
    })
    const send: Driving['send'] = (command, prepare) => {
      const rows: Array<ReadonlyArray<string | null>> = []
      // forEach, and not the result: after an error, postgres.js leaves holes in the next result
      sql
        .unsafe(command.text, command.values, { prepare, simple: false })
        .values()
        .forEach((row) => {
          rows.push(row)
        })
        .then((result) => {
          const { command: tag, count } = result as { command: string | null; count: number | null }
          answered(rows, tag, count)
        }, failed)
    }
    // it forgets by itself
    return { send, forget: () => {} }
  }

export const loadDriver = async (): Promise<Either<string, Driver>> => {
  try {
    return right(driver(typedModule(await import('postgres'))))
  } catch (cause) {
    return left(`joinery/postgres needs the package postgres (npm install postgres): ${reasonOf(cause)}`)
  }
}

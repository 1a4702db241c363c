/**
 * node-postgres, for the protocol of one line: one client for each session, on a socket that is ours.
 *
 * Its pool is not used, nor what it reads from the environment, nor its types: text in and text out.
 */
import type { Either } from 'fp-ts/Either'
import { reasonOf } from '../../lib/exec/failure.js'
import type { Answer } from '../../lib/exec/Session.js'
import { left, right } from '../../lib/fp.js'
import type { Target } from '../postgres/address.js'
import type { Driver, Driving } from '../postgres/session.js'

/** The few things of node-postgres that are used. */
interface Result {
  readonly rows: Answer['rows']
  readonly command: string | null
  readonly rowCount: number | null
}

type Done<A> = (error: unknown, result: A) => void

interface Client {
  getStartupConf: () => object
  readonly on: (event: 'error', heard: (cause: unknown) => void) => void
  readonly connect: (done: Done<unknown>) => void
  readonly query: (config: object, done: Done<Result>) => void
}

type ClientConstructor = new (options: object) => Client

/** The module, by what is used of it: a CommonJS one, whose types do not know `stream` as a value. */
const typedModule = (module: unknown): ClientConstructor =>
  ((module as { default?: { Client: unknown } }).default ?? (module as { Client: unknown })).Client as ClientConstructor

const asText = (value: unknown) => value

const clientOptions = ({ host, port, user, database }: Target, password: string) => ({
  host,
  port,
  user,
  database,
  // a function, for it takes an empty one for none, and looks elsewhere
  password: () => password,
  ssl: false,
  types: { getTypeParser: () => asText },
})

const driver =
  (Client: ClientConstructor): Driver =>
  ({ wire, target, password, answered, failed }) => {
    const client = new Client({ ...clientOptions(target, password), stream: wire })
    // it knows a few of the settings only
    client.getStartupConf = () => ({ user: target.user, database: target.database, ...target.settings })
    client.on('error', failed)
    const names = new Map<string, string>()
    let connected = false
    let named = 0

    const nameOf = (text: string): string => {
      const known = names.get(text)
      if (known !== undefined) return known
      named += 1
      const name = `joinery_${named}`
      names.set(text, name)
      return name
    }

    const send: Driving['send'] = ({ text, values }, prepare) => {
      if (!connected) {
        connected = true
        client.connect((error) => {
          if (error !== null && error !== undefined) failed(error)
        })
      }
      const name = prepare ? { name: nameOf(text) } : {}
      // extended: the simple protocol would take several statements at once
      client.query({ text, values, ...name, rowMode: 'array', queryMode: 'extended' }, (error, result) => {
        if (error !== null && error !== undefined) return failed(error)
        const { rows, command, rowCount } = result
        answered(rows, command, rowCount)
      })
    }

    return { send, forget: (text) => void names.delete(text) }
  }

export const loadDriver = async (): Promise<Either<string, Driver>> => {
  try {
    return right(driver(typedModule(await import('pg'))))
  } catch (cause) {
    return left(`joinery/pg needs the package pg (npm install pg): ${reasonOf(cause)}`)
  }
}

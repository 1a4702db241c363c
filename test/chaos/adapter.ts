/**
 * A bank and append-only lists over joinery, as the fault harness drives them: by SQL as text, for what is under test is
 * the executor.
 *
 * Only a lost COMMIT is in doubt; every other Left is a transaction that did not happen.
 */
import type { Either } from 'fp-ts/Either'
import { connect as connectPg } from '../../dialects/pg/connect.js'
import { connect as connectPostgres } from '../../dialects/postgres/connect.js'
import type { Connection, Database } from '../../lib/exec/Connection.js'
import type { Wire } from '../../lib/exec/Session.js'
import type { SqlError } from '../../lib/exec/SqlError.js'
import { transaction } from '../../lib/exec/transaction.js'
import { right } from '../../lib/fp.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What the harness gives. */
export interface Settings {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly max: number
  readonly timeoutMs: number
  readonly appName: string
  readonly settings: Readonly<Record<string, number>>
  readonly prepare: boolean
}

/** `['r', key, null]` reads a list, `['append', key, value]` appends to it. */
type Operation = readonly ['r' | 'append', number, unknown]

interface Account {
  readonly id: number
  readonly balance: number
}

/** What the harness calls. It rejects with the `SqlError`. */
export interface Adapter {
  readonly transfer: (from: number, to: number, amount: number, id: string) => Promise<void>
  readonly read: () => Promise<ReadonlyArray<Account>>
  readonly txn: (operations: ReadonlyArray<Operation>, isolation: never) => Promise<ReadonlyArray<Operation>>
  readonly classify: (error: SqlError) => 'fail' | 'unknown'
  readonly end: () => Promise<void>
}

// -------------------------------------------------------------------------------------
// statements
// -------------------------------------------------------------------------------------

type Rows = ReadonlyArray<ReadonlyArray<Wire>>

const query = async (db: Connection, text: string, values: ReadonlyArray<unknown> = []) => {
  const result = await db.run({ text, values: values.map(String) })
  return result._tag === 'Left' ? result : right<Rows>(result.right.rows)
}

/** Or else the harness could not count by it. */
const rejecting = async <A>(result: Promise<Either<SqlError, A>>): Promise<A> => {
  const settled = await result
  if (settled._tag === 'Right') return settled.right
  throw Object.assign(settled.left, { code: 'code' in settled.left ? settled.left.code : settled.left._tag })
}

/** Both accounts are locked in one order, or transfers would wait for each other in a circle. */
const transferIn = (from: number, to: number, amount: number, id: string) => (tx: Connection) => async () => {
  const steps: ReadonlyArray<readonly [string, ReadonlyArray<unknown>]> = [
    [
      'select id from harness.accounts where id in ($1::int, $2::int) order by id for update',
      [Math.min(from, to), Math.max(from, to)],
    ],
    ['update harness.accounts set balance = balance - $1::bigint where id = $2::int', [amount, from]],
    ['update harness.accounts set balance = balance + $1::bigint where id = $2::int', [amount, to]],
    [
      'insert into harness.ledger (id, src, dst, amount) values ($1::text, $2::int, $3::int, $4::bigint)',
      [id, from, to, amount],
    ],
  ]
  for (const [text, values] of steps) {
    const done = await query(tx, text, values)
    if (done._tag === 'Left') return done
  }
  return right(undefined)
}

const append = `update harness.lists set v = case when v = '' then $1::text else v || ',' || $1::text end where k = $2::int`

const operationsIn = (operations: ReadonlyArray<Operation>) => (tx: Connection) => async () => {
  const done: Array<Operation> = []
  for (const [kind, key, value] of operations) {
    const result =
      kind === 'r'
        ? await query(tx, 'select v from harness.lists where k = $1::int', [key])
        : await query(tx, append, [value, key])
    if (result._tag === 'Left') return result
    const list = result.right[0]?.[0]
    done.push(kind === 'append' ? [kind, key, value] : [kind, key, list ? String(list).split(',').map(Number) : []])
  }
  return right(done)
}

// -------------------------------------------------------------------------------------
// constructor
// -------------------------------------------------------------------------------------

const connects: { readonly [transport: string]: typeof connectPg } = { postgres: connectPostgres, pg: connectPg }

const connected = (transport: string, sslmode: 'disable' | 'require', given: Settings): Database => {
  const { host, port, user, database, max, timeoutMs, appName, prepare, settings } = given
  const connect = connects[transport] ?? connectPg
  const own = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]))
  return connect(
    { host, port, user, database, prepare, sslmode, settings: { application_name: appName, ...own } },
    { max, acquireMilliseconds: timeoutMs, statementMilliseconds: timeoutMs },
  )
}

/** @example adapterOn('pg', 'require')(settings) */
export const adapterOn =
  (transport: string, sslmode: 'disable' | 'require' = 'disable') =>
  async (given: Settings): Promise<Adapter> => {
    const db = connected(transport, sslmode, given)
    return {
      transfer: (from, to, amount, id) => rejecting(transaction(transferIn(from, to, amount, id))(db)()),
      read: async () => {
        const rows = await rejecting(query(db, 'select id::text, balance::text from harness.accounts order by id'))
        return rows.map(([id, balance]) => ({ id: Number(id), balance: Number(balance) }))
      },
      txn: (operations, isolation) => rejecting(transaction(operationsIn(operations), { isolation })(db)()),
      classify: ({ _tag }) => (_tag === 'CommitUnknown' ? 'unknown' : 'fail'),
      end: () => db.close(),
    }
  }

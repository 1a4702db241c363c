/** Types of what runs: a replica takes no statement that writes, and a batch is a tuple. */
import { pipe } from 'fp-ts/function'
import type { TaskEither } from 'fp-ts/TaskEither'
import {
  all,
  batch,
  type Connection,
  copyInto,
  type Database,
  deleteFrom,
  everyRow,
  execute,
  first,
  from,
  insertInto,
  integer,
  one,
  primaryKey,
  type ReadConnection,
  readTransaction,
  returning,
  type SqlError,
  select,
  stream,
  table,
  text,
  transaction,
  union,
  values,
  withReplicas,
} from '../../lib/index.js'
import { type Equal, expectType } from '../support/types.js'

declare const db: Database
declare const replica: ReadConnection

const users = table('users', { id: primaryKey(integer), name: text })

const query = pipe(from(users), select({ name: users.c.name }))
const writing = pipe(insertInto(users), values({ id: 1, name: 'a' }), returning({ id: users.c.id }))

// -------------------------------------------------------------------------------------
// replicas
// -------------------------------------------------------------------------------------

all(query)(replica)
one(query)(replica)
first(query)(replica)
stream(query)(replica)
all(union(query)(query))(replica)
all(query)(db)
all(writing)(db)
all(query)(withReplicas(db, []).replica)

// @ts-expect-error what writes is not given to what reads
all(writing)(replica)
// @ts-expect-error
one(writing)(replica)
// @ts-expect-error
execute(pipe(deleteFrom(users), everyRow))(replica)
// @ts-expect-error
copyInto(users, ['id'])([])(replica)
// @ts-expect-error
transaction((tx: Connection) => all(query)(tx))(replica)
// @ts-expect-error a replica is no connection
const connection: Connection = replica
void connection

readTransaction((tx) => all(query)(tx))(replica)
readTransaction((tx) => all(query)(tx))(db)
// @ts-expect-error nor is the handle of a transaction that reads
readTransaction((tx) => all(writing)(tx))(db)

// -------------------------------------------------------------------------------------
// batches
// -------------------------------------------------------------------------------------

const three = batch(all(query), one(writing), execute(writing))(db)
expectType<
  Equal<typeof three, TaskEither<SqlError, [ReadonlyArray<{ readonly name: string }>, { readonly id: number }, number]>>
>()

// -------------------------------------------------------------------------------------
// COPY
// -------------------------------------------------------------------------------------

copyInto(users, ['id', 'name'])([{ id: 1, name: 'a' }])(db)
// @ts-expect-error a column that the table has not
copyInto(users, ['id', 'nothing'])
// @ts-expect-error a row without one of the columns
copyInto(users, ['id', 'name'])([{ id: 1 }])
// @ts-expect-error a value of another type
copyInto(users, ['id'])([{ id: 'one' }])

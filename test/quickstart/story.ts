/**
 * The quickstart: users and their e-mail addresses, from empty tables to a moved address.
 *
 * Everything here is a value. A step does nothing until main.ts gives it a connection.
 */
import { pipe } from 'fp-ts/function'
import type { ReaderTaskEither } from 'fp-ts/ReaderTaskEither'
import * as TE from 'fp-ts/TaskEither'
import {
  all,
  type Connection,
  collect,
  createAll,
  eq,
  execute,
  from,
  insertInto,
  integer,
  inverse,
  joinTo,
  link,
  metadata,
  named,
  nullable,
  one,
  oneToMany,
  orderBy,
  primaryKey,
  references,
  returning,
  type SqlError,
  select,
  serial,
  some,
  table,
  transaction,
  unique,
  values,
  varchar,
  where,
} from 'joinery'

// ---- the tables -------------------------------------------------------------------------

export const users = table('users', {
  id: primaryKey(serial),
  name: nullable(varchar(50)),
  fullname: nullable(varchar(50)),
  password: nullable(varchar(12)),
})

export const addresses = table('addresses', {
  id: primaryKey(serial),
  email: pipe(unique(varchar()), named('email_address')),
  userId: pipe(
    nullable(integer),
    references(() => users.c.id),
    named('user_id'),
  ),
})

export const schema = metadata([addresses, users])

// ---- how they belong together, found from the foreign key ----------------------------------

export const userAddresses = oneToMany(users, addresses)

// ---- statements ----------------------------------------------------------------------------

const addUser = (name: string, fullname: string, password: string) =>
  pipe(insertInto(users), values({ name, fullname, password }), returning({ id: users.c.id }))

const addAddress = (email: string, userId: number) => pipe(insertInto(addresses), values({ email, userId }))

const userNamed = (name: string) => pipe(from(users), where(eq(users.c.name, name)), select(users))

const addressAt = (email: string) => pipe(from(addresses), where(eq(addresses.c.email, email)), select(addresses))

const usersWithAddresses = pipe(
  from(users),
  orderBy(users.c.id),
  select({
    name: users.c.name,
    addresses: collect(userAddresses, (rows, a) => pipe(rows, orderBy(a.c.id), select({ email: a.c.email }))),
  }),
)

const userOfAddress = pipe(
  from(users),
  where(some(userAddresses, (a) => eq(a.c.email, 'jack@google.com'))),
  select({ name: users.c.name }),
)

const emails = pipe(
  from(addresses),
  joinTo(inverse(userAddresses)),
  orderBy(addresses.c.id),
  select({ name: users.c.name, email: addresses.c.email }),
)

// ---- the story -----------------------------------------------------------------------------

export interface Step {
  readonly title: string
  readonly run: ReaderTaskEither<Connection, SqlError, unknown>
}

/** All of it happens, or none of it: an address that fails undoes the user, too. */
const addJack = transaction((tx) =>
  pipe(
    one(addUser('jack', 'Jack Bean', 'gjffdd'))(tx),
    TE.tap(({ id }) => execute(addAddress('jack@google.com', id))(tx)),
    TE.tap(({ id }) => execute(addAddress('j25@yahoo.com', id))(tx)),
  ),
)

const moveToEd = transaction((tx) =>
  pipe(
    TE.Do,
    TE.bind('ed', () => one(userNamed('ed'))(tx)),
    TE.bind('address', () => one(addressAt('jack@google.com'))(tx)),
    TE.flatMap(({ ed, address }) => execute(link(userAddresses)(ed, address))(tx)),
  ),
)

export const story: ReadonlyArray<Step> = [
  { title: 'Create the tables', run: createAll(schema) },
  { title: 'Add jack and his two addresses, in one transaction', run: addJack },
  { title: 'Add ed', run: one(addUser('ed', 'Ed Jones', 'edspw')) },
  { title: 'Everyone with their addresses', run: all(usersWithAddresses) },
  { title: 'Whose address is jack@google.com?', run: one(userOfAddress) },
  { title: 'Move jack@google.com from jack to ed', run: moveToEd },
  { title: 'Every address with the name of its user', run: all(emails) },
  { title: 'One row was wanted, and there is none: an error, as a value', run: one(userNamed('nobody')) },
  { title: 'An address that is taken: an error that names the column', run: execute(addAddress('j25@yahoo.com', 1)) },
]

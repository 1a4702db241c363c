/** Both sides of a relation, as they are written: the scenario F01, from SQLAlchemy on PostgreSQL. */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  all,
  collect,
  createAll,
  execute,
  foreignKey,
  from,
  insertInto,
  inverse,
  link,
  metadata,
  nullable,
  oneToMany,
  pick,
  primaryKey,
  select,
  serial,
  table,
  unlink,
  values,
  varchar,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Database } from '../../lib/exec/Connection.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { changes } from '../support/sent.js'

const test = suite('F: both sides, written')

const user = table('user', { id: primaryKey(serial), name: nullable(varchar()) })
const address = table('address', {
  id: primaryKey(serial),
  email: nullable(varchar()),
  user_id: nullable(foreignKey(() => user.c.id)),
})
const userAddresses = oneToMany(user, address)
const addressUser = inverse(userAddresses)

/** What the database says, seen from either side. */
const sides = async (db: Database): Promise<unknown> => {
  const addresses = collect(userAddresses, (rows, a) => pipe(rows, select({ id: a.c.id })))
  const there = expectRight(await all(pipe(from(user), select({ addresses })))(db)())
  const owner = pick(addressUser, (u) => ({ id: u.c.id }))
  const back = expectRight(await all(pipe(from(address), select({ owner })))(db)())
  return [there.map((row) => row.addresses.length), back.map((row) => row.owner?.id ?? null)]
}

onEach(test, 'F01 a link is one change, and both sides have it', { portable: true }, async (db, _, log) => {
  expectRight(await createAll(metadata([user, address]))(db)())
  expectRight(await execute(pipe(insertInto(user), values({ id: 1, name: 'u1' })))(db)())
  expectRight(await execute(pipe(insertInto(address), values({ id: 1, email: 'a1' })))(db)())
  assert.equal(await sides(db), [[0], [null]])
  log.length = 0
  const linking = link(userAddresses)({ id: 1 }, { id: 1 })
  assert.equal(await execute(linking)(db)(), E.right(1))
  assert.equal(changes(log), ['update address'])
  assert.equal(await sides(db), [[1], [1]])
  log.length = 0
  // from the other side, as a.user = None does
  assert.equal(await execute(unlink(addressUser)({ id: 1 }, { id: 1 }))(db)(), E.right(1))
  assert.equal(changes(log), ['update address'])
  assert.equal(await sides(db), [[0], [null]])
})

test.run()

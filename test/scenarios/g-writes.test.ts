/** How relations are joined: the scenarios of G that write, G03, G05 and G10, from SQLAlchemy on PostgreSQL. */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  all,
  collect,
  createAll,
  type Database,
  eq,
  execute,
  foreignKey,
  from,
  insertGraph,
  insertInto,
  link,
  manyToOne,
  metadata,
  nullable,
  one,
  oneToMany,
  orderBy,
  primaryKey,
  runPlan,
  select,
  serial,
  table,
  values,
  varchar,
  viewOnly,
  where,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { AnyTable } from '../../lib/schema/Table.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { changes } from '../support/sent.js'

const test = suite('G: how relations are joined, written')

const portable = { portable: true }

const filled = async (db: Database, tables: ReadonlyArray<AnyTable>, inserts: ReadonlyArray<unknown>) => {
  expectRight(await createAll(metadata(tables))(db)())
  for (const insert of inserts) expectRight(await execute(insert as never)(db)())
}

// ---- several keys ------------------------------------------------------------------------

const place = table('address', {
  id: primaryKey(serial),
  street: nullable(varchar()),
  city: nullable(varchar()),
  state: nullable(varchar()),
  zip: nullable(varchar()),
})
const customer = table('customer', {
  id: primaryKey(serial),
  name: nullable(varchar()),
  billing_address_id: nullable(foreignKey(() => place.c.id)),
  shipping_address_id: nullable(foreignKey(() => place.c.id)),
})
const billing = manyToOne(customer, place, { foreignKey: customer.c.billing_address_id })

onEach(test, 'G03 the key of a new address goes to the foreign key that is meant', portable, async (db, _, log) => {
  await filled(
    db,
    [place, customer],
    [
      pipe(insertInto(place), values([{ city: 'Boston' }, { city: 'Quincy' }])),
      pipe(
        insertInto(customer),
        values([
          { name: 'c1', billing_address_id: 1, shipping_address_id: 2 },
          { name: 'c2', billing_address_id: 2 },
        ]),
      ),
    ],
  )
  log.length = 0
  const plan = insertGraph(customer, { billing })([{ name: 'new', billing: { city: 'Salem' } }])
  const [row] = expectRight(await runPlan(plan)(db)())
  assert.equal(changes(log), ['insert address', 'insert customer'])
  assert.equal([row?.name, row?.billing_address_id, row?.shipping_address_id], ['new', row?.billing?.id, null])
  const stored = pipe(from(customer), where(eq(customer.c.name, 'new')), select(customer))
  assert.equal(
    await one(stored)(db)(),
    E.right({ id: 3, name: 'new', billing_address_id: 3, shipping_address_id: null }),
  )
})

// ---- a condition of its own ----------------------------------------------------------------

const user = table('user', { id: primaryKey(serial), name: nullable(varchar()) })
const address = table('address', {
  id: primaryKey(serial),
  user_id: nullable(foreignKey(() => user.c.id)),
  street: nullable(varchar()),
  city: nullable(varchar()),
})
const inBoston = oneToMany(user, address, { where: (_, a) => eq(a.c.city, 'Boston') })

const bostonians = (db: Database) =>
  filled(
    db,
    [user, address],
    [
      pipe(insertInto(user), values([{ name: 'u1' }, { name: 'u2' }])),
      pipe(
        insertInto(address),
        values([
          { user_id: 1, street: 'a', city: 'Boston' },
          { user_id: 1, street: 'b', city: 'Quincy' },
          { user_id: 2, street: 'c', city: 'Salem' },
          { user_id: 2, street: 'd', city: 'Boston' },
        ]),
      ),
    ],
  )

const streetsOf = async (db: Database): Promise<unknown> => {
  const streets = collect(inBoston, (rows, a) => pipe(rows, orderBy(a.c.id), select({ street: a.c.street })))
  const query = pipe(from(user), where(eq(user.c.id, 1)), select({ streets }))
  return expectRight(await one(query)(db)()).streets.map(({ street }) => street)
}

onEach(
  test,
  'G05 a condition says what is read: an address elsewhere is linked, and not among them',
  portable,
  async (db, _, log) => {
    await bostonians(db)
    expectRight(await execute(pipe(insertInto(address), values({ street: 'z', city: 'Chicago' })))(db)())
    log.length = 0
    assert.equal(await execute(link(inBoston)({ id: 1 }, { id: 5 }))(db)(), E.right(1))
    assert.equal(changes(log), ['update address'])
    const stored = pipe(
      from(address),
      where(eq(address.c.street, 'z')),
      select({ of: address.c.user_id, city: address.c.city }),
    )
    assert.equal(await one(stored)(db)(), E.right({ of: 1, city: 'Chicago' }))
    assert.equal(await streetsOf(db), ['a'])
  },
)

onEach(test, 'G05 and so it is with one that is inserted through the relation', portable, async (db) => {
  await filled(db, [user, address], [])
  const plan = insertGraph(user, { addresses: inBoston })([
    {
      name: 'u1',
      addresses: [
        { street: 'a', city: 'Boston' },
        { street: 'z', city: 'Chicago' },
      ],
    },
  ])
  const [row] = expectRight(await runPlan(plan)(db)())
  assert.equal(
    row?.addresses.map(({ user_id, city }) => [user_id, city]),
    [
      [1, 'Boston'],
      [1, 'Chicago'],
    ],
  )
  assert.equal(await streetsOf(db), ['a'])
})

// ---- for reading only ----------------------------------------------------------------------

onEach(test, 'G10 a relation for reading only is not written', portable, async (db, _, log) => {
  await filled(
    db,
    [user, address],
    [
      pipe(insertInto(user), values({ name: 'u1' })),
      pipe(
        insertInto(address),
        values([
          { user_id: 1, street: 'a' },
          { user_id: null, street: 'b' },
        ]),
      ),
    ],
  )
  log.length = 0
  const view = viewOnly(oneToMany(user, address))
  // @ts-expect-error a view is not written
  const linking = link(view)({ id: 1 }, { id: 2 })
  const reason =
    'the relation from user to address is for reading only: write by a relation of a foreign key or an association'
  assert.equal(problemsOf(postgres)(linking).map(describeCompileError), [reason])
  // a program that has no types gets the same as a Left, and nothing is sent
  const refused = await execute(linking as never)(db)()
  assert.is(E.isLeft(refused) && refused.left._tag, 'NotCompiled')
  assert.is(log.length, 0)
  const query = pipe(from(address), orderBy(address.c.id), select({ of: address.c.user_id }))
  assert.equal(await all(query)(db)(), E.right([{ of: 1 }, { of: null }]))
})

test.run()

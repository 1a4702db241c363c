/** Cardinalities as tables, values of their own types, loading: the scenarios C01–C12, from SQLAlchemy on PostgreSQL. */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  all,
  collect,
  createAll,
  type Database,
  defaultTo,
  eq,
  execute,
  foreignKey,
  from,
  insertGraph,
  insertInto,
  inverse,
  joinTo,
  link,
  linkEach,
  manyToMany,
  manyToOne,
  mapped,
  metadata,
  nullable,
  one,
  oneToMany,
  oneToOne,
  orderBy,
  pick,
  primaryKey,
  returning,
  rowAs,
  runPlan,
  sameRow,
  select,
  serial,
  set,
  table,
  unique,
  unlink,
  update,
  values,
  varchar,
  where,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { AnyTable } from '../../lib/schema/Table.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { changes, isOneTransaction } from '../support/sent.js'

const test = suite('C: cardinalities')

const portable = { portable: true }

const created = async (db: Database, ...tables: ReadonlyArray<AnyTable>): Promise<void> => {
  expectRight(await createAll(metadata(tables))(db)())
}

/** The violation that came of it, if it was one. */
const violation = (result: E.Either<{ readonly _tag: string }, unknown>): string | null =>
  E.isLeft(result) ? result.left._tag : null

const ed = { name: 'ed' }
const mo = { name: 'mo' }

// ---- one to one --------------------------------------------------------------------------

onEach(test, 'C01 in one table, each name and each email is there once', portable, async (db) => {
  const account = table('user_account', {
    id: primaryKey(serial),
    name: unique(varchar(30)),
    fullname: nullable(varchar()),
    email: unique(varchar()),
  })
  await created(db, account)
  const add = (name: string, email: string) => execute(pipe(insertInto(account), values({ name, email })))(db)()
  assert.equal(await add('ed', 'ed@x'), E.right(1))
  assert.is(violation(await add('ed', 'other@x')), 'UniqueViolation')
  assert.is(violation(await add('mo', 'ed@x')), 'UniqueViolation')
})

onEach(
  test,
  'C02 two tables share their primary key, and a user has one address at most',
  portable,
  async (db, _, log) => {
    const account = table('user_account', { id: primaryKey(serial), name: varchar(30) })
    const address = table('address', { id: primaryKey(foreignKey(() => account.c.id)), email_address: varchar() })
    const userAddress = oneToOne(account, address)
    await created(db, account, address)
    log.length = 0
    const plan = insertGraph(account, { address: userAddress })([{ name: 'ed', address: { email_address: 'ed@x' } }])
    assert.equal(await runPlan(plan)(db)(), E.right([{ id: 1, name: 'ed', address: { id: 1, email_address: 'ed@x' } }]))
    assert.equal(changes(log), ['insert user_account', 'insert address'])
    assert.ok(isOneTransaction(log))
    const joined = pipe(
      from(account),
      joinTo(userAddress),
      select({ id: account.c.id, name: account.c.name, email: address.c.email_address }),
    )
    assert.equal(await all(joined)(db)(), E.right([{ id: 1, name: 'ed', email: 'ed@x' }]))
    const second = await execute(pipe(insertInto(address), values({ id: 1, email_address: 'ed2@x' })))(db)()
    assert.is(violation(second), 'UniqueViolation')
  },
)

onEach(test, 'C03 a unique foreign key refuses a second address', portable, async (db) => {
  const account = table('user_account', { id: primaryKey(serial), name: varchar(30) })
  const address = table('address', {
    id: primaryKey(serial),
    user_id: unique(foreignKey(() => account.c.id)),
    email_address: unique(varchar()),
  })
  const userAddress = oneToOne(account, address)
  await created(db, account, address)
  const plan = insertGraph(account, { address: userAddress })([{ ...ed, address: { email_address: 'a@x' } }, mo])
  expectRight(await runPlan(plan)(db)())
  const second = await execute(pipe(insertInto(address), values({ user_id: 1, email_address: 'b@x' })))(db)()
  assert.is(violation(second), 'UniqueViolation')
  // an address of another user is refused in the same way, when it is linked to this one
  const other = pipe(insertInto(address), values({ user_id: 2, email_address: 'b@x' }), returning({ id: address.c.id }))
  const { id } = expectRight(await one(other)(db)())
  assert.is(violation(await execute(link(userAddress)({ id: 1 }, { id }))(db)()), 'UniqueViolation')
})

// ---- one to many -------------------------------------------------------------------------

onEach(test, 'C04 the many side has the foreign key', portable, async (db, _, log) => {
  const account = table('user_account', { id: primaryKey(serial), name: varchar(30) })
  const address = table('address', {
    id: primaryKey(serial),
    user_id: foreignKey(() => account.c.id),
    email_address: varchar(),
  })
  const addresses = oneToMany(account, address)
  await created(db, account, address)
  log.length = 0
  const plan = insertGraph(account, { addresses })([
    { ...ed, addresses: [{ email_address: 'a@x' }, { email_address: 'b@x' }] },
    { ...mo, addresses: [{ email_address: 'c@x' }] },
  ])
  expectRight(await runPlan(plan)(db)())
  assert.equal(changes(log), ['insert user_account', 'insert address'])
  const joined = pipe(
    from(account),
    joinTo(addresses),
    orderBy(address.c.id),
    select({ name: account.c.name, email: address.c.email_address }),
  )
  assert.equal(
    expectRight(await all(joined)(db)()).map(({ name, email }) => [name, email]),
    [
      ['ed', 'a@x'],
      ['ed', 'b@x'],
      ['mo', 'c@x'],
    ],
  )
})

const account = table('user_account', { id: primaryKey(serial), name: varchar(30) })
const address = table('address', { id: primaryKey(serial), email_address: varchar() })

const people = async (db: Database, link: AnyTable): Promise<void> => {
  await created(db, account, address, link)
  expectRight(await execute(pipe(insertInto(account), values([ed, mo])))(db)())
  expectRight(
    await execute(pipe(insertInto(address), values([{ email_address: 'a@x' }, { email_address: 'b@x' }])))(db)(),
  )
}

onEach(
  test,
  'C05 a table of links whose target is unique is one to many, with a kind',
  portable,
  async (db, _, log) => {
    const byLink = table('user_address_link', {
      user_id: primaryKey(foreignKey(() => account.c.id)),
      address_id: unique(primaryKey(foreignKey(() => address.c.id))),
      kind: nullable(pipe(varchar(10), defaultTo('primary'))),
    })
    const addresses = manyToMany(account, address, { by: byLink, unique: 'target' })
    assert.is(addresses.inverseCardinality, 'maybe')
    await people(db, byLink)
    log.length = 0
    const kinds = ['primary', 'secondary']
    const linking = link(addresses)({ id: 1 }, [{ id: 1 }, { id: 2 }], (_, i) => ({ kind: kinds[i] ?? null }))
    assert.equal(await execute(linking)(db)(), E.right(2))
    assert.equal(changes(log), ['insert user_address_link'])
    const joined = pipe(
      from(account),
      joinTo(addresses),
      orderBy(address.c.id),
      select({ name: account.c.name, email: address.c.email_address, kind: byLink.c.kind }),
    )
    assert.equal(
      expectRight(await all(joined)(db)()).map(({ name, email, kind }) => [name, email, kind]),
      [
        ['ed', 'a@x', 'primary'],
        ['ed', 'b@x', 'secondary'],
      ],
    )
    // the same link again is there already; one to a second user is refused, not passed over
    assert.equal(await execute(link(addresses)({ id: 1 }, { id: 1 }))(db)(), E.right(0))
    assert.is(violation(await execute(link(addresses)({ id: 2 }, { id: 1 }))(db)()), 'UniqueViolation')
  },
)

// ---- many to many ------------------------------------------------------------------------

const pairs = table('user_address_link', {
  user_id: primaryKey(foreignKey(() => account.c.id)),
  address_id: primaryKey(foreignKey(() => address.c.id)),
})

onEach(
  test,
  'C06 the pair is the key of a table of links, and a second one is refused',
  portable,
  async (db, _, log) => {
    const addresses = manyToMany(account, address, { by: pairs })
    await people(db, pairs)
    log.length = 0
    const links = [
      [1, 1],
      [1, 2],
      [2, 1],
    ].map(([user = 0, at = 0]) => ({ source: { id: user }, target: { id: at } }))
    assert.equal(await execute(linkEach(addresses)(links))(db)(), E.right(3))
    assert.equal(changes(log), ['insert user_address_link'])
    const joined = pipe(
      from(account),
      joinTo(addresses),
      orderBy(account.c.id, address.c.id),
      select({ name: account.c.name, email: address.c.email_address }),
    )
    assert.equal(
      expectRight(await all(joined)(db)()).map(({ name, email }) => [name, email]),
      [
        ['ed', 'a@x'],
        ['ed', 'b@x'],
        ['mo', 'a@x'],
      ],
    )
    const twice = await execute(pipe(insertInto(pairs), values({ user_id: 1, address_id: 1 })))(db)()
    assert.is(violation(twice), 'UniqueViolation')
    // linking says that they belong together, which they do
    assert.equal(await execute(link(addresses)({ id: 1 }, { id: 1 }))(db)(), E.right(0))
  },
)

onEach(test, 'C07 links with a key of their own can be there twice, and go by pair', portable, async (db) => {
  const keyed = table('user_address_link', {
    id: primaryKey(serial),
    user_id: foreignKey(() => account.c.id),
    address_id: foreignKey(() => address.c.id),
  })
  const addresses = manyToMany(account, address, { by: keyed })
  await people(db, keyed)
  expectRight(await execute(link(addresses)({ id: 1 }, { id: 1 }))(db)())
  expectRight(await execute(link(addresses)({ id: 1 }, { id: 1 }))(db)())
  const rows = pipe(from(keyed), orderBy(keyed.c.id), select(keyed))
  assert.equal(
    expectRight(await all(rows)(db)()).map(({ id, user_id, address_id }) => [id, user_id, address_id]),
    [
      [1, 1, 1],
      [2, 1, 1],
    ],
  )
  const joined = pipe(
    from(account),
    joinTo(addresses),
    select({ name: account.c.name, email: address.c.email_address }),
  )
  assert.equal(expectRight(await all(joined)(db)()).length, 2)
  assert.equal(await execute(unlink(addresses)({ id: 1 }, { id: 1 }))(db)(), E.right(2))
})

test('C08 a relation says how many rows there are, seen from either side', () => {
  const a = table('a', { id: primaryKey(serial) })
  const b = table('b', { id: primaryKey(serial), a_id: nullable(foreignKey(() => a.c.id)) })
  const c = table('c', { id: primaryKey(serial), a_id: unique(nullable(foreignKey(() => a.c.id))) })
  const sides = ({ cardinality, inverseCardinality }: { cardinality: string; inverseCardinality: string }) => [
    cardinality,
    inverseCardinality,
  ]
  assert.equal(sides(oneToOne(a, c)), ['maybe', 'maybe'])
  assert.equal(sides(manyToOne(b, a)), ['maybe', 'many'])
  assert.equal(sides(oneToMany(a, b)), ['many', 'maybe'])
  assert.equal(sides(manyToMany(account, address, { by: pairs })), ['many', 'many'])
})

// ---- values ------------------------------------------------------------------------------

onEach(test, 'C09 a column is read, compared and replaced as a value of its own type', portable, async (db, _, log) => {
  const emailAddress = pipe(
    varchar(),
    mapped(
      (email_address) => ({ email_address }),
      (it) => it.email_address,
    ),
  )
  const user = table('user_account', {
    id: primaryKey(serial),
    name: unique(varchar(30)),
    fullname: nullable(varchar()),
    email: unique(emailAddress),
  })
  await created(db, user)
  const at = (email_address: string) => ({ email_address })
  const rows = [
    { name: 'ed', fullname: 'Ed', email: at('ed@x') },
    { name: 'mo', email: at('mo@x') },
  ]
  log.length = 0
  expectRight(await execute(pipe(insertInto(user), values(rows)))(db)())
  const found = pipe(
    from(user),
    where(eq(user.c.email, at('ed@x'))),
    select({ id: user.c.id, name: user.c.name, address: user.c.email }),
  )
  assert.equal(await one(found)(db)(), E.right({ id: 1, name: 'ed', address: at('ed@x') }))
  expectRight(await execute(pipe(update(user), set({ email: at('ed@new') }), where(eq(user.c.id, 1))))(db)())
  assert.equal(changes(log), ['insert user_account', 'select user_account', 'update user_account'])
  const table_ = pipe(from(user), orderBy(user.c.id), select(user))
  assert.equal(
    expectRight(await all(table_)(db)()).map(({ id, name, fullname, email }) => [
      id,
      name,
      fullname,
      email.email_address,
    ]),
    [
      [1, 'ed', 'Ed', 'ed@new'],
      [2, 'mo', null, 'mo@x'],
    ],
  )
})

// ---- both directions ---------------------------------------------------------------------

onEach(test, 'C10 both directions of one to one are one row', portable, async (db) => {
  const user = table('user_account', {
    id: primaryKey(serial),
    name: unique(varchar(30)),
    fullname: nullable(varchar()),
  })
  const mail = table('address', {
    id: primaryKey(serial),
    user_id: unique(nullable(foreignKey(() => user.c.id))),
    email_address: unique(varchar()),
  })
  const userAddress = oneToOne(user, mail)
  const addressUser = inverse(userAddress)
  await created(db, user, mail)
  const plan = insertGraph(user, { address: userAddress })([{ name: 'ed', address: { email_address: 'ed@x' } }])
  expectRight(await runPlan(plan)(db)())
  const there = pipe(from(user), select({ address: pick(userAddress, (a) => ({ email: a.c.email_address })) }))
  assert.equal(await one(there)(db)(), E.right({ address: { email: 'ed@x' } }))
  const back = pipe(from(mail), select({ user: pick(addressUser, (u) => ({ name: u.c.name })) }))
  assert.equal(await one(back)(db)(), E.right({ user: { name: 'ed' } }))
})

onEach(test, 'C11 links are inserted for both users, and read in both directions', portable, async (db, _, log) => {
  const user = table('user_account', {
    id: primaryKey(serial),
    name: unique(varchar(30)),
    fullname: nullable(varchar()),
  })
  const mail = table('address', { id: primaryKey(serial), email_address: unique(varchar()) })
  const linked = table('user_account_address_link', {
    user_id: primaryKey(foreignKey(() => user.c.id)),
    address_id: primaryKey(foreignKey(() => mail.c.id)),
  })
  const userAddresses = manyToMany(user, mail, { by: linked })
  await created(db, user, mail, linked)
  log.length = 0
  const plan = insertGraph(user, { addresses: userAddresses })([
    { ...ed, addresses: [rowAs('a', { email_address: 'a@x' }), { email_address: 'b@x' }] },
    { ...mo, addresses: [sameRow('a')] },
  ])
  expectRight(await runPlan(plan)(db)())
  assert.equal([...changes(log)].sort(), ['insert address', 'insert user_account', 'insert user_account_address_link'])
  assert.is(changes(log).at(-1), 'insert user_account_address_link')
  assert.ok(isOneTransaction(log))

  const mails = collect(userAddresses, (rows, a) => pipe(rows, orderBy(a.c.id), select({ email: a.c.email_address })))
  const users = pipe(from(user), orderBy(user.c.id), select({ name: user.c.name, addresses: mails }))
  assert.equal(
    expectRight(await all(users)(db)()).map(({ name, addresses }) => [name, ...addresses.map(({ email }) => email)]),
    [
      ['ed', 'a@x', 'b@x'],
      ['mo', 'a@x'],
    ],
  )
  const names = collect(inverse(userAddresses), (rows, u) => pipe(rows, orderBy(u.c.id), select({ name: u.c.name })))
  const owned = pipe(from(mail), orderBy(mail.c.id), select({ email: mail.c.email_address, users: names }))
  assert.equal(
    expectRight(await all(owned)(db)()).map(({ email, users: of }) => [email, ...of.map(({ name }) => name)]),
    [
      ['a@x', 'ed', 'mo'],
      ['b@x', 'ed'],
    ],
  )
  const links = pipe(from(linked), orderBy(linked.c.user_id, linked.c.address_id), select(linked))
  assert.equal(
    expectRight(await all(links)(db)()).map(({ user_id, address_id }) => [user_id, address_id]),
    [
      [1, 1],
      [1, 2],
      [2, 1],
    ],
  )
})

onEach(test, 'C12 the addresses of all users come by one more statement', portable, async (db, _, log) => {
  const user = table('user_account', { id: primaryKey(serial), name: varchar(30) })
  const mail = table('address', {
    id: primaryKey(serial),
    email_address: varchar(),
    user_id: nullable(foreignKey(() => user.c.id)),
  })
  const addresses = oneToMany(user, mail)
  await created(db, user, mail)
  const plan = insertGraph(user, { addresses })([
    { ...ed, addresses: [{ email_address: 'a@x' }, { email_address: 'b@x' }] },
    { ...mo, addresses: [{ email_address: 'c@x' }] },
    { name: 'none' },
  ])
  expectRight(await runPlan(plan)(db)())
  log.length = 0
  const mails = collect(addresses, (rows, a) => pipe(rows, orderBy(a.c.id), select({ email: a.c.email_address })), {
    strategy: 'split',
  })
  const users = pipe(from(user), orderBy(user.c.id), select({ name: user.c.name, addresses: mails }))
  assert.equal(
    expectRight(await all(users)(db)()).map(({ name, addresses: of }) => [name, ...of.map(({ email }) => email)]),
    [['ed', 'a@x', 'b@x'], ['mo', 'c@x'], ['none']],
  )
  assert.is(log.length, 2)
})

test.run()

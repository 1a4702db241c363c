/** Users and addresses: the scenarios B01–B07, whose rows were obtained from SQLAlchemy on PostgreSQL. */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  all,
  collect,
  createAll,
  createTable,
  type Database,
  eq,
  execute,
  from,
  gt,
  insertGraph,
  insertInto,
  integer,
  inverse,
  joinTo,
  link,
  nullable,
  one,
  orderBy,
  primaryKey,
  rawStatement,
  references,
  runPlan,
  SQL,
  select,
  serial,
  some,
  table,
  unique,
  values,
  where,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { addresses, schema, story, userAddresses, users } from '../quickstart/story.js'
import { onEach } from '../support/databases.js'
import { changes, isOneTransaction } from '../support/sent.js'

const test = suite('B: users and addresses')

// ---- the data --------------------------------------------------------------------------

const people = [
  { id: 1, name: 'jack', fullname: 'Jack Bean', password: 'gjffdd' },
  { id: 2, name: 'ed', fullname: 'Ed Jones', password: 'edspw' },
]

const mail = [
  { id: 1, email: 'jack@google.com', userId: 1 },
  { id: 2, email: 'j25@yahoo.com', userId: 1 },
]

const right = <A>(result: E.Either<unknown, A>): A => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

const everyUser = pipe(from(users), orderBy(users.c.id), select(users))

const everyAddress = pipe(from(addresses), orderBy(addresses.c.id), select(addresses))

const filled = async (db: Database): Promise<void> => {
  right(await createAll(schema)(db)())
  right(await execute(pipe(insertInto(users), values(people)))(db)())
  right(await execute(pipe(insertInto(addresses), values(mail)))(db)())
}

const scenario = (sentence: string, body: (db: Database) => Promise<void>): void =>
  onEach(test, sentence, { portable: true }, async (db) => {
    await filled(db)
    await body(db)
  })

const userNamed = (name: string) => pipe(from(users), where(eq(users.c.name, name)), select(users))

const addressAt = (email: string) => pipe(from(addresses), where(eq(addresses.c.email, email)), select(addresses))

// ---- the scenarios -----------------------------------------------------------------------

onEach(test, 'B01 a user and two addresses are inserted in one transaction', { portable: true }, async (db, _, log) => {
  right(await createAll(schema)(db)())
  const jack = { name: 'jack', fullname: 'Jack Bean', password: 'gjffdd' }
  const plan = insertGraph(users, { addresses: userAddresses })([
    { ...jack, addresses: [{ email: 'jack@google.com' }, { email: 'j25@yahoo.com' }] },
  ])
  log.length = 0
  assert.equal(await runPlan(plan)(db)(), E.right([{ id: 1, ...jack, addresses: mail }]))
  assert.equal(changes(log), ['insert users', 'insert addresses'])
  assert.ok(isOneTransaction(log))
  assert.equal(right(await all(everyUser)(db)()), [{ id: 1, ...jack }])
  assert.equal(right(await all(everyAddress)(db)()), mail)
})

scenario('B02 a user comes with the addresses, in their order', async (db) => {
  const jack = pipe(
    from(users),
    where(eq(users.c.name, 'jack')),
    select({
      id: users.c.id,
      addresses: collect(userAddresses, (rows, a) => pipe(rows, orderBy(a.c.id), select({ email: a.c.email }))),
    }),
  )
  assert.equal(right(await one(jack)(db)()), {
    id: 1,
    addresses: [{ email: 'jack@google.com' }, { email: 'j25@yahoo.com' }],
  })
})

scenario('B03 the user of an address is found from the address', async (db) => {
  const owner = pipe(
    from(users),
    where(some(userAddresses, (a) => eq(a.c.email, 'jack@google.com'))),
    select({ name: users.c.name }),
  )
  assert.equal(right(await one(owner)(db)()), { name: 'jack' })
})

scenario('B04 an address moves from jack to ed by one update of its foreign key', async (db) => {
  const ed = right(await one(userNamed('ed'))(db)())
  const address = right(await one(addressAt('jack@google.com'))(db)())
  assert.equal(await execute(link(inverse(userAddresses))(address, ed))(db)(), E.right(1))
  assert.equal(right(await all(everyAddress)(db)()), [
    { id: 1, email: 'jack@google.com', userId: 2 },
    { id: 2, email: 'j25@yahoo.com', userId: 1 },
  ])
})

scenario('B05 one gives an error for no row and for several', async (db) => {
  const none = await one(userNamed('nobody'))(db)()
  assert.is(E.isLeft(none) && none.left._tag, 'NoRow')
  const several = await one(pipe(from(users), where(gt(users.c.id, 0)), select(users)))(db)()
  assert.is(E.isLeft(several) && several.left._tag, 'TooManyRows')
  assert.is(E.isLeft(several) && several.left._tag === 'TooManyRows' && several.left.count, 2)
})

scenario('B06 users join their addresses along the relation', async (db) => {
  const joined = pipe(
    from(users),
    joinTo(userAddresses),
    orderBy(addresses.c.id),
    select({ name: users.c.name, email: addresses.c.email }),
  )
  assert.equal(right(await all(joined)(db)()), [
    { name: 'jack', email: 'jack@google.com' },
    { name: 'jack', email: 'j25@yahoo.com' },
  ])
})

onEach(
  test,
  'B07 a foreign key points to a primary key, a unique column or its own table, and to nothing else',
  {},
  async (db) => {
    const parent = table('p', { id: primaryKey(serial), code: unique(integer), plain: integer })
    const pointing = (name: string, target: () => unknown) =>
      createTable(table(name, { id: primaryKey(serial), to: pipe(nullable(integer), references(target)) }))
    const nodes = table('nodes', {
      id: primaryKey(serial),
      up: pipe(
        nullable(integer),
        references(() => nodes.c.id),
      ),
    })
    right(await execute(createTable(parent))(db)())
    assert.equal(await execute(pointing('to_key', () => parent.c.id))(db)(), E.right(0))
    assert.equal(await execute(pointing('to_unique', () => parent.c.code))(db)(), E.right(0))
    const refused = await execute(pointing('to_plain', () => parent.c.plain))(db)()
    assert.is(E.isLeft(refused) && refused.left._tag === 'QueryFailed' && refused.left.code, '42830')
    assert.equal(await execute(createTable(nodes))(db)(), E.right(0))
    const composite = SQL`create table q (a int, b int, primary key (a, b));`
    right(await execute(rawStatement(composite))(db)())
    const toBoth = SQL`create table r (a int, b int, foreign key (a, b) references q (a, b))`
    assert.equal(await execute(rawStatement(toBoth))(db)(), E.right(0))
  },
)

// ---- the quickstart ----------------------------------------------------------------------

/** What the quickstart prints; the ids are the scenarios' own. */
const told = [
  ['users', 'addresses'],
  { id: 1 },
  { id: 2 },
  [
    { name: 'jack', addresses: [{ email: 'jack@google.com' }, { email: 'j25@yahoo.com' }] },
    { name: 'ed', addresses: [] },
  ],
  { name: 'jack' },
  1,
  [
    { name: 'ed', email: 'jack@google.com' },
    { name: 'jack', email: 'j25@yahoo.com' },
  ],
  'NoRow',
  'UniqueViolation',
]

onEach(
  test,
  'the quickstart tells the rows of B01 to B06, and ends with two errors',
  { portable: true },
  async (db) => {
    const results: Array<unknown> = []
    for (const { run } of story) {
      const result = await run(db)()
      results.push(E.isRight(result) ? result.right : result.left._tag)
    }
    assert.equal(results, told)
  },
)

onEach(
  test,
  'the quickstart’s taken address is an error in the terms of the table’s own keys',
  { portable: true },
  async (db) => {
    await filled(db)
    const taken = await execute(pipe(insertInto(addresses), values({ id: 3, email: 'j25@yahoo.com', userId: 1 })))(db)()
    assert.equal(E.isLeft(taken) && taken.left._tag === 'UniqueViolation' && [taken.left.table, taken.left.columns], [
      'addresses',
      ['email'],
    ])
  },
)

test.run()

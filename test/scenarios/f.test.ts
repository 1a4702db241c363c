/** Both directions of a relation: the scenarios F02–F05, whose rows were obtained from SQLAlchemy on PostgreSQL. */
import { pipe } from 'fp-ts/function'
import {
  all,
  collect,
  createAll,
  type Database,
  execute,
  from,
  insertInto,
  integer,
  inverse,
  joinTo,
  load,
  manyToOne,
  metadata,
  nullable,
  oneToMany,
  orderBy,
  pick,
  primaryKey,
  references,
  select,
  serial,
  snakeCase,
  startsWith,
  table,
  text,
  values,
} from 'joinery'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import type { LogEvent } from '../../lib/exec/Connection.js'
import { onEach } from '../support/databases.js'
import { expectRight } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('F: both directions')

const inPostgres = expectSql(postgres)

// ---- the data --------------------------------------------------------------------------

const user = table('user', { id: primaryKey(serial), name: nullable(text) })

const address = table(
  'address',
  snakeCase({
    id: primaryKey(serial),
    email: text,
    userId: pipe(
      nullable(integer),
      references(() => user.c.id),
    ),
  }),
)

/** Those whose address starts with tony. */
const tonyAddresses = oneToMany(user, address, {
  where: (_, a) => startsWith(a.c.email, 'tony'),
  orderBy: (a) => a.c.id,
})

const users = [
  { id: 1, name: 'u1' },
  { id: 2, name: 'u2' },
]

const addresses = [
  { id: 1, email: 'tony@x', userId: 1 },
  { id: 2, email: 'mary@x', userId: 1 },
  { id: 3, email: 'tonya@x', userId: 2 },
]

const scenario = (sentence: string, body: (db: Database, log: ReadonlyArray<LogEvent>) => Promise<void>): void =>
  onEach(test, sentence, { portable: true }, async (db, _, log) => {
    expectRight(await createAll(metadata([user, address]))(db)())
    expectRight(await execute(pipe(insertInto(user), values(users)))(db)())
    expectRight(await execute(pipe(insertInto(address), values(addresses)))(db)())
    log.length = 0
    await body(db, log)
  })

// ---- the scenarios -----------------------------------------------------------------------

test('F02 a condition of a relation applies in both directions', () => {
  inPostgres(
    pipe(from(user), joinTo(tonyAddresses), select({ email: address.c.email })),
    `
    select "address"."email"
    from "user"
    inner join "address" on "user"."id" = "address"."user_id" and "address"."email" like $1 escape '!'
    `,
    ['tony%'],
  )
  inPostgres(
    pipe(from(address), joinTo(inverse(tonyAddresses)), select({ name: user.c.name })),
    `
    select "user"."name"
    from "address"
    inner join "user" on "address"."user_id" = "user"."id" and "address"."email" like $1 escape '!'
    `,
    ['tony%'],
  )
})

scenario('F03 both directions are loaded under that condition, by one statement each', async (db, log) => {
  const everyUser = expectRight(await all(pipe(from(user), orderBy(user.c.id), select({ id: user.c.id })))(db)())
  const emails = collect(tonyAddresses, (rows, a) => pipe(rows, select({ email: a.c.email })))
  assert.equal(expectRight(await load(user, { emails })(everyUser)(db)()), [
    { id: 1, emails: [{ email: 'tony@x' }] },
    { id: 2, emails: [{ email: 'tonya@x' }] },
  ])
  const everyAddress = expectRight(await all(pipe(from(address), orderBy(address.c.id), select(address)))(db)())
  const owner = pick(inverse(tonyAddresses), (u) => ({ id: u.c.id }))
  assert.equal(
    expectRight(await load(address, { owner })(everyAddress)(db)()).map(({ email, owner: found }) => [email, found]),
    [
      ['tony@x', { id: 1 }],
      ['mary@x', null],
      ['tonya@x', { id: 2 }],
    ],
  )
  assert.is(log.length, 4)
})

scenario('F04 the user comes joined to each address', async (db, log) => {
  const query = pipe(
    from(address),
    orderBy(address.c.id),
    select({ email: address.c.email, user: pick(manyToOne(address, user), (u) => ({ name: u.c.name })) }),
  )
  assert.equal(expectRight(await all(query)(db)()), [
    { email: 'tony@x', user: { name: 'u1' } },
    { email: 'mary@x', user: { name: 'u1' } },
    { email: 'tonya@x', user: { name: 'u2' } },
  ])
  assert.equal(
    log.map(({ text: sent }) => sent.match(/left join/g)?.length),
    [1],
  )
})

scenario('F05 a relation without the condition is another one', async (db) => {
  const addressUser = manyToOne(address, user)
  const query = pipe(
    from(address),
    orderBy(address.c.id),
    select({
      user: pick(addressUser, (u) => ({
        name: u.c.name,
        tony: collect(tonyAddresses, (rows, a) => pipe(rows, select({ email: a.c.email }))),
      })),
    }),
  )
  assert.equal(expectRight(await all(query)(db)())[1], { user: { name: 'u1', tony: [{ email: 'tony@x' }] } })
})

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import {
  alias,
  all,
  foreignKey,
  from,
  integer,
  inverse,
  joinTo,
  manyToOne,
  oneToMany,
  orderBy,
  primaryKey,
  select,
  some,
  table,
  text,
  where,
} from '../../lib/index.js'
import type { AnyRelation } from '../../lib/relation/Relation.js'
import { addresses, comments, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('relations')

const pick = ({ cardinality, inverseCardinality, writes, problem }: AnyRelation) => ({
  cardinality,
  inverseCardinality,
  writes,
  problem,
})

const userPosts = oneToMany(users, posts)

test('oneToMany is found from the foreign key of the child', () => {
  assert.equal(pick(userPosts), {
    cardinality: 'many',
    inverseCardinality: 'one',
    writes: { _tag: 'ForeignKey', holder: 'target', pairs: [{ source: 'id', target: 'authorId' }] },
    problem: null,
  })
})

test('manyToOne is found from the foreign key of its source', () => {
  assert.equal(pick(manyToOne(comments, posts)), {
    cardinality: 'one',
    inverseCardinality: 'many',
    writes: { _tag: 'ForeignKey', holder: 'source', pairs: [{ source: 'postId', target: 'id' }] },
    problem: null,
  })
})

test('inverse is the relation from the other side, and twice the same', () => {
  assert.equal(pick(inverse(userPosts)), pick(manyToOne(posts, users)))
  assert.equal(pick(inverse(inverse(userPosts))), pick(userPosts))
  assert.is(inverse(userPosts).source, posts)
})

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

const employees = alias(users, 'employees')
const staff = oneToMany(users, employees)

test('a table that points to itself has a relation to its alias', () => {
  expectSql(postgres)(
    pipe(from(users), joinTo(staff), select({ boss: users.c.name, name: employees.c.name })),
    `
    select "users"."name" as "boss", "employees"."name"
    from "users"
    inner join "users" as "employees" on "users"."id" = "employees"."managerId"
    `,
  )
})

onEach(test, 'the boss and his staff, from both sides', { portable: true }, async (db) => {
  await seed(db)
  const rows = [
    { boss: 'jack', name: 'ed' },
    { boss: 'jack', name: 'wendy' },
  ]
  const columns = select({ boss: users.c.name, name: employees.c.name })
  const down = pipe(from(users), joinTo(staff), orderBy(employees.c.id), columns)
  const up = pipe(from(employees), joinTo(inverse(staff)), orderBy(employees.c.id), columns)
  assert.equal(expectRight(await all(down)(db)()), rows)
  assert.equal(expectRight(await all(up)(db)()), rows)
})

// -------------------------------------------------------------------------------------
// several foreign keys
// -------------------------------------------------------------------------------------

const customers = table('customers', { id: primaryKey(integer), name: text })

const orders = table('orders', {
  id: primaryKey(integer),
  billedTo: foreignKey(() => customers.c.id),
  sentTo: foreignKey(() => customers.c.id),
})

const asked = (relation: AnyRelation) =>
  problemsOf(postgres)(pipe(from(relation.source), where(some(relation)), select(relation.source)))

test('several foreign keys are an error that names them and the option to give', () => {
  const problem = {
    _tag: 'InvalidArgument',
    argument: 'the relation between customers and orders',
    reason: 'can take several foreign keys: orders.billedTo, orders.sentTo',
    hint: 'choose one: { foreignKey: orders.c.billedTo }',
  }
  assert.equal(asked(oneToMany(customers, orders)), [problem])
  assert.equal(asked(inverse(manyToOne(orders, customers))), [problem])
})

const pairsOf = ({ writes }: AnyRelation) => (writes?._tag === 'ForeignKey' ? writes.pairs : [])

test('the option chooses', () => {
  const sent = oneToMany(customers, orders, { foreignKey: orders.c.sentTo })
  assert.equal(pairsOf(sent), [{ source: 'id', target: 'sentTo' }])
  assert.equal(asked(sent), [])
  assert.equal(pairsOf(manyToOne(orders, customers, { foreignKey: orders.c.billedTo })), [
    { source: 'billedTo', target: 'id' },
  ])
})

test('an option that is no foreign key is an error that names those that are', () => {
  const [problem] = asked(oneToMany(customers, orders, { foreignKey: orders.c.id }))
  assert.is(problem?._tag === 'InvalidArgument' && problem.hint, 'choose one of orders.billedTo, orders.sentTo')
})

test('no foreign key is an error that says where one is missing', () => {
  assert.equal(asked(oneToMany(posts, addresses)), [
    {
      _tag: 'InvalidArgument',
      argument: 'the relation between posts and addresses',
      reason: 'has no foreign key from addresses',
      hint: 'add references(() => …) to a column',
    },
  ])
})

test('a foreign key on the other side is an error that says so', () => {
  const wrong = oneToMany(addresses, users)
  assert.equal(asked(wrong), [
    {
      _tag: 'InvalidArgument',
      argument: 'the relation between addresses and users',
      reason: 'has its foreign key on the other side: addresses.userId',
      hint: 'addresses is the one that points: give the tables the other way round',
    },
  ])
})

test('the target of a relation of a table to itself gets a name of its own', () => {
  const reports = oneToMany(users, users)
  expectSql(postgres)(
    pipe(from(users), joinTo(reports), select({ boss: users.c.name, name: reports.target.c.name })),
    `
    select "users"."name" as "boss", "users_1"."name"
    from "users"
    inner join "users" as "users_1" on "users"."id" = "users_1"."managerId"
    `,
  )
})

test('the foreign key of an alias chooses too', () => {
  const late = alias(orders, 'late')
  const sent = oneToMany(customers, late, { foreignKey: late.c.sentTo })
  expectSql(postgres)(
    pipe(from(customers), joinTo(sent), select({ id: late.c.id })),
    `
    select "late"."id"
    from "customers"
    inner join "orders" as "late" on "customers"."id" = "late"."sentTo"
    `,
  )
})

test.run()

import { pipe } from 'fp-ts/function'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { postgres } from '../../dialects/postgres/dialect.js'
import { sqlite } from '../../dialects/sqlite/dialect.js'
import { describeCompileError } from '../../lib/ast/CompileError.js'
import type { Branded } from '../../lib/ast/Node.js'
import {
  all,
  eq,
  execute,
  foreignKey,
  from,
  integer,
  link,
  manyToOne,
  oneToMany,
  orderBy,
  primaryKey,
  select,
  table,
  text,
  value,
  where,
} from '../../lib/index.js'
import { addresses, comments, posts, seed, users } from '../support/blog.js'
import { onEach } from '../support/databases.js'
import { expectRight, problemsOf } from '../support/expect.js'
import { expectSql } from '../support/expectSql.js'

const test = suite('link')

const userAddresses = oneToMany(users, addresses)

const fromParent = link(userAddresses)({ id: 2 }, { id: 3 })
const fromChild = link(manyToOne(addresses, users))({ id: 3 }, { id: 2 })

test('the foreign key is set on whichever side it is', () => {
  const text = (a: string, b: string) => `update "addresses"\nset "userId" = ${a}\nwhere "addresses"."id" = ${b}`
  expectSql(postgres)(fromParent, text('$1', '$2'), [2, 3])
  expectSql(postgres)(fromChild, text('$1', '$2'), [2, 3])
  expectSql(sqlite)(fromParent, text('?', '?'), [2, 3])
})

test('more of the rows may be given than their keys', () => {
  const whole = link(manyToOne(comments, posts))({ id: 1, text: 'x', postId: 1 }, { id: 2, title: 'y' })
  expectSql(postgres)(whole, 'update "comments"\nset "post_id" = $1\nwhere "comments"."id" = $2', [2, 1])
})

onEach(test, 'two rows belong together afterwards', { portable: true }, async (db) => {
  await seed(db)
  assert.is(expectRight(await execute(fromParent)(db)()), 1)
  const owned = pipe(from(addresses), where(eq(addresses.c.userId, 2)), select({ email: addresses.c.email }))
  assert.equal(expectRight(await all(owned)(db)()), [{ email: 'wendy@aol.com' }])
})

// -------------------------------------------------------------------------------------
// rows that are not enough
// -------------------------------------------------------------------------------------

const linked = link(userAddresses) as (source: unknown, target: unknown) => Branded

const problems = (statement: Branded) => problemsOf(postgres)(statement).map(describeCompileError)

test('a row without its key is refused', () => {
  const noUser = 'a row of users lacks id: link needs it: give { id: … }'
  const noAddress = 'a row of addresses lacks id: link needs it: give { id: … }'
  for (const row of [{}, { id: null }, { id: undefined }, null, undefined, 1, JSON.parse('{"__proto__":{"id":1}}')]) {
    assert.equal(problems(linked(row, { id: 1 })), [noUser])
    assert.equal(problems(linked({ id: 1 }, row)), [noAddress])
    assert.equal(problems(linked(row, row)), [noUser, noAddress])
  }
})

test('an expression in place of a key is compared with the key, not taken for the condition', () => {
  const statement = linked({ id: 1 }, { id: value(integer, 7) })
  expectSql(postgres)(statement, 'update "addresses"\nset "userId" = $1\nwhere "addresses"."id" = $2::integer', [1, 7])
})

onEach(test, 'an expression in place of a key changes one row', { portable: true }, async (db) => {
  await seed(db)
  const statement = linked({ id: 2 }, { id: value(integer, 3) }) as typeof fromParent
  assert.is(expectRight(await execute(statement)(db)()), 1)
  const owners = pipe(from(addresses), orderBy(addresses.c.id), select({ of: addresses.c.userId }))
  assert.equal(expectRight(await all(owners)(db)()), [{ of: 1 }, { of: 1 }, { of: 2 }])
})

const keyless = table('keyless', { name: text, userId: foreignKey(() => users.c.id) })

test('a table without a primary key cannot be linked', () => {
  assert.equal(problems(link(oneToMany(users, keyless))({ id: 1 }, { name: 'x' })), [
    'the table keyless has no primary key: use a condition of your own',
  ])
})

const pairs = table('pairs', {
  left: primaryKey(integer),
  right: primaryKey(integer),
  userId: foreignKey(() => users.c.id),
})

test('a key of two columns is compared in both', () => {
  expectSql(postgres)(
    link(oneToMany(users, pairs))({ id: 1 }, { left: 2, right: 3 }),
    'update "pairs"\nset "userId" = $1\nwhere "pairs"."left" = $2 and "pairs"."right" = $3',
    [1, 2, 3],
  )
})

test('an ambiguous relation is told, not an empty set', () => {
  const twice = table('twice', {
    id: primaryKey(integer),
    a: foreignKey(() => users.c.id),
    b: foreignKey(() => users.c.id),
  })
  assert.equal(problems(link(oneToMany(users, twice))({ id: 1 }, { id: 2 })), [
    'the relation between users and twice can take several foreign keys: twice.a, twice.b: choose one: { foreignKey: twice.c.a }',
  ])
})

test.run()

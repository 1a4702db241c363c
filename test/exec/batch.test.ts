/** Several statements at once: one round trip, a result for each, and all of them or none. */
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  all,
  batch,
  count,
  eq,
  execute,
  first,
  from,
  insertInto,
  one,
  orderBy,
  returning,
  select,
  transaction,
  values,
  where,
} from '../../lib/index.js'
import { seed, users } from '../support/blog.js'
import { onEach, onServers } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'

const names = pipe(from(users), orderBy(users.c.id), select({ name: users.c.name }))

const howMany = pipe(from(users), select({ n: count() }))

const add = (name: string) => pipe(insertInto(users), values({ name }))

onEach(test, 'each statement has its own result, in the order of the steps', { portable: true }, async (db) => {
  await seed(db)
  const [rows, { n }, added, nobody] = expectRight(
    await batch(
      all(names),
      one(howMany),
      execute(add('ann')),
      first(pipe(names, where(eq(users.c.name, 'zoe')))),
    )(db)(),
  )
  assert.equal(rows, [{ name: 'jack' }, { name: 'ed' }, { name: 'wendy' }])
  assert.equal([n, added, nobody], [typeof n === 'bigint' ? 3n : 3, 1, { _tag: 'None' }])
})

onEach(
  test,
  'all of a batch is done, or none, and the error is the statement’s own',
  { portable: true },
  async (db) => {
    await seed(db)
    const error = expectLeft(await batch(execute(add('ann')), execute(add('jack')), execute(add('bob')))(db)())
    assert.is(error._tag, 'UniqueViolation')
    assert.match((error as { readonly text: string }).text, /^insert into "users" \("name"\)\s+values \(.{1,5}\)$/)
    assert.is(expectRight(await all(names)(db)()).length, 3)
    assert.is(db.status().busy, 0)
  },
)

onServers(test, 'a batch is one round trip', async (db, log) => {
  await seed(db)
  log.length = 0
  expectRight(await batch(all(names), one(howMany), all(names))(db)())
  assert.is(log.length, 1)
  assert.is(log[0]?.text.split(';\n').length, 3)
})

onEach(test, 'inside a transaction, a batch is a part of it', { portable: true }, async (db) => {
  await seed(db)
  const outcome = await transaction((tx) =>
    pipe(
      batch(execute(add('ann')), one(pipe(add('bob'), returning({ name: users.c.name }))))(tx),
      TE.flatMap(() => TE.left('no' as const)),
    ),
  )(db)()
  assert.is(expectLeft(outcome), 'no')
  assert.is(expectRight(await all(names)(db)()).length, 3)
})

onEach(test, 'steps may need several statements, and may be none', { portable: true }, async (db) => {
  await seed(db)
  const twice = (c: Parameters<ReturnType<typeof all>>[0]) =>
    pipe(
      one(howMany)(c),
      TE.flatMap(() => one(howMany)(c)),
    )
  const [a, b, c] = expectRight(await batch(twice, all(names), () => TE.right('nothing'))(db)())
  assert.equal([Number(a.n), b.length, c], [3, 3, 'nothing'])
  assert.equal(expectRight(await batch()(db)()), [])
})

onEach(test, 'a step that throws is the batch’s error', { portable: true }, async (db) => {
  const error = expectLeft(await batch(() => () => Promise.reject(new Error('no')))(db)())
  assert.is(error._tag, 'Thrown')
})

test.run()

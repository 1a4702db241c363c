/** What other programs tell this one. */
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { listen, notify, transaction } from '../../lib/index.js'
import { isPooled, onEach, onSessions, schemaName, sendSql } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

const until = async (condition: () => boolean): Promise<void> => {
  for (let i = 0; i < 200 && !condition(); i++) await sleep(10)
  assert.ok(condition(), 'it did not come')
}

onSessions(test, 'a notification is heard by who listens, exactly, and by nobody after the end', async (db) => {
  const channel = `say "${schemaName()}"; drop`
  const heard: Array<string> = []
  const listening = expectRight(await listen(channel, (payload) => heard.push(payload))(db)())
  const payloads = ['', 'one', "it's \\ 'two'", 'ž😀']
  for (const payload of payloads) expectRight(await notify(channel, payload)(db)())
  expectRight(await notify(`${channel}2`, 'of another channel')(db)())
  await until(() => heard.length >= payloads.length)
  assert.equal(heard, payloads)
  await listening.close()
  expectRight(await notify(channel, 'late')(db)())
  await sleep(30)
  assert.is(heard.length, payloads.length)
})

onSessions(test, 'inside a transaction, others are told when it is committed', async (db) => {
  const channel = schemaName()
  const heard: Array<string> = []
  const listening = expectRight(await listen(channel, (payload) => heard.push(payload))(db)())
  await transaction((tx) => async () => {
    await notify(channel, 'undone')(tx)()
    return { _tag: 'Left', left: 'no' }
  })(db)()
  await transaction((tx) => notify(channel, 'done')(tx))(db)()
  await until(() => heard.length > 0)
  assert.equal(heard, ['done'])
  await listening.close()
})

onSessions(test, 'a lost connection is made again, and the program is told', async (db) => {
  const channel = schemaName()
  const heard: Array<string> = []
  let again = 0
  const listening = expectRight(
    await listen(channel, (payload) => heard.push(payload), { onReconnect: () => (again += 1), mostMilliseconds: 50 })(
      db,
    )(),
  )
  await sendSql(db, `select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen "${channel}"'`)
  await until(() => again === 1)
  expectRight(await notify(channel, 'after')(db)())
  await until(() => heard.length === 1)
  await listening.close()
})

onSessions(
  test,
  'a handler that throws or rejects breaks nothing, and closing the database ends the listening',
  async (db) => {
    const channel = schemaName()
    let calls = 0
    expectRight(
      await listen(channel, () => {
        calls += 1
        if (calls === 1) throw new Error('one')
        return Promise.reject(new Error('two'))
      })(db)(),
    )
    for (const payload of ['a', 'b', 'c']) await notify(channel, payload)(db)()
    await until(() => calls === 3)
  },
)

onSessions(test, 'a channel whose name would be cut is refused, as is a payload that is too long', async (db) => {
  assert.is(expectLeft(await listen('é'.repeat(32), () => {})(db)())._tag, 'NotCompiled')
  assert.is(expectLeft(await notify('é'.repeat(32))(db)())._tag, 'NotCompiled')
  assert.is(expectLeft(await notify('c', 'x'.repeat(8_000))(db)())._tag, 'NotCompiled')
  expectRight(await notify('c', 'x'.repeat(7_999))(db)())
})

onEach(test, 'a database that cannot listen says so', { portable: true }, async (db, name) => {
  if (name === 'postgres' && !isPooled) return
  assert.match(
    JSON.stringify(expectLeft(await listen('c', () => {})(db)())),
    /listen|notifications|one's own|no other session/,
  )
})

onEach(test, 'to try to listen in vain disturbs no transaction', { portable: true }, async (db, name) => {
  if (name === 'postgres' && !isPooled) return
  await sendSql(db, 'create table t (id integer)')
  await transaction((tx) => async () => {
    await tx.run({ text: 'insert into t values (1)', values: [] })
    expectLeft(await listen('c', () => {})(db)())
    return tx.run({ text: 'insert into t values (2)', values: [] })
  })(db)()
  assert.is(Number(expectRight(await db.run({ text: 'select count(*) from t', values: [] })).rows[0]?.[0]), 2)
})

test.run()

/** A session behind a transaction pooler: what is sent, and together with what. `npm run pooler` runs all on a real one. */
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { overPooler } from '../../dialects/postgres/pooler.js'
import { type Answer, type Command, refusal, type Session } from '../../lib/exec/Session.js'
import { left, right } from '../../lib/fp.js'

const answer = (command: string): Answer => ({ rows: [], command, count: 0 })

/** A session that notes what it is asked: a round trip a line. `begin` opens a transaction, and its end closes it. */
const noting = (refused: string | null = null) => {
  const sent: Array<string> = []
  let open = false
  const track = (text: string) => {
    if (text.startsWith('begin')) open = true
    if (text === 'commit' || text === 'rollback') open = false
  }
  const session: Session = {
    query: async ({ text }) => {
      sent.push(text)
      track(text)
      return right(answer(text))
    },
    batch: async (commands: ReadonlyArray<Command>) => {
      sent.push(commands.map(({ text, values }) => [text, ...values].join(' ')).join(' + '))
      const at = commands.findIndex(({ text }) => text === refused)
      if (at >= 0) return left({ ...refusal('25001', 'not in a transaction'), at })
      for (const { text } of commands) track(text)
      return right(commands.map(({ text }) => answer(text)))
    },
    copyIn: async (text) => {
      sent.push(text)
      return text === refused ? left(refusal('23505', 'no')) : right(answer('COPY'))
    },
    listen: () => {},
    state: () => (open ? 'transaction' : 'idle'),
    discard: () => {},
    close: async () => {},
  }
  return { session, sent }
}

const setting = 'select set_config($1, $2, true) search_path app'

const plain = (text: string): Command => ({ text, values: [] })

test('without settings, statements go as they are, and there is nothing to listen to', async () => {
  const { session, sent } = noting()
  const pooled = overPooler(session, {})
  await pooled.query(plain('select 1'))
  assert.equal(sent, ['select 1'])
  assert.is(pooled.listen, undefined)
})

test('settings go along with each statement, and once with each transaction', async () => {
  const { session, sent } = noting()
  const pooled = overPooler(session, { search_path: 'app' })
  assert.equal(await pooled.query(plain('select 1')), right(answer('select 1')))
  assert.equal(await pooled.query(plain('begin')), right(answer('begin')))
  await pooled.query(plain('select 2'))
  await pooled.query(plain('commit'))
  assert.equal(
    await pooled.batch?.([plain('select 3'), plain('select 4')]),
    right([answer('select 3'), answer('select 4')]),
  )
  assert.equal(sent, [
    `${setting} + select 1`,
    `begin + ${setting}`,
    'select 2',
    'commit',
    `${setting} + select 3 + select 4`,
  ])
})

test('what cannot be in a transaction is sent by itself', async () => {
  const { session, sent } = noting('vacuum')
  const pooled = overPooler(session, { search_path: 'app' })
  assert.equal(await pooled.query(plain('vacuum')), right(answer('vacuum')))
  assert.equal(sent, [`${setting} + vacuum`, 'vacuum'])
})

test('which statement of a batch was refused is told without the settings', async () => {
  const { session } = noting('select 4')
  const refused = await overPooler(session, { search_path: 'app' }).batch?.([plain('select 3'), plain('select 4')])
  assert.equal(refused, left({ ...refusal('25001', 'not in a transaction'), at: 1 }))
})

test('COPY has a transaction around it, which ends as it ends', async () => {
  const { session, sent } = noting('copy bad')
  const pooled = overPooler(session, { search_path: 'app' })
  const none = (async function* () {})()
  await pooled.copyIn?.('copy t', none)
  await pooled.copyIn?.('copy bad', none)
  assert.equal(sent, [`begin + ${setting}`, 'copy t', 'commit', `begin + ${setting}`, 'copy bad', 'rollback'])
})

test.run()

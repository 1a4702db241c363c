/**
 * Every program, with every kind of failure, at every one of its statements.
 *
 * Each program returns what it believes it has written: the verdict of its transaction must agree with the database.
 */
import type { Either } from 'fp-ts/Either'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Connection } from '../../lib/exec/Connection.js'
import { pool } from '../../lib/exec/pool.js'
import type { SqlError } from '../../lib/exec/SqlError.js'
import { transaction, withRollback } from '../../lib/exec/transaction.js'
import { left, right } from '../../lib/fp.js'
import { type Fault, fakeDatabase } from '../support/fakeDatabase.js'
import { unhandled } from '../support/unhandled.js'

type Outcome = Either<SqlError | string, ReadonlyArray<string>>

const write = async (db: Connection, name: string): Promise<Outcome> => {
  const result = await db.run({ text: `write ${name}`, values: [] })
  return result._tag === 'Right' ? right([name]) : result
}

/** One after the other; the first Left is the result. */
const inOrder = async (...steps: ReadonlyArray<() => Promise<Outcome>>): Promise<Outcome> => {
  let done: ReadonlyArray<string> = []
  for (const step of steps) {
    const outcome = await step()
    if (outcome._tag === 'Left') return outcome
    done = [...done, ...outcome.right]
  }
  return right(done)
}

/** What did not succeed is left out. */
const succeeded = (outcomes: ReadonlyArray<Outcome>): Outcome =>
  right(outcomes.flatMap((outcome) => (outcome._tag === 'Right' ? outcome.right : [])))

const programs: { readonly [name: string]: (tx: Connection) => Promise<Outcome> } = {
  'one write': (tx) => write(tx, 'a'),
  'two writes': (tx) =>
    inOrder(
      () => write(tx, 'a'),
      () => write(tx, 'b'),
    ),
  'no statement': async () => right([]),
  'a nested transaction between two writes': (tx) =>
    inOrder(
      () => write(tx, 'a'),
      transaction(
        (inner) => () =>
          inOrder(
            () => write(inner, 'b'),
            () => write(inner, 'c'),
          ),
      )(tx),
      () => write(tx, 'd'),
    ),
  'two levels of nesting': (tx) =>
    inOrder(
      transaction(
        (one) => () =>
          inOrder(
            () => write(one, 'a'),
            transaction((two) => () => write(two, 'b'))(one),
            () => write(one, 'c'),
          ),
      )(tx),
      () => write(tx, 'd'),
    ),
  'a nested transaction whose failure is handled': async (tx) => {
    const before = await write(tx, 'a')
    const inside = await transaction(
      (inner) => () =>
        inOrder(
          () => write(inner, 'b'),
          () => write(inner, 'c'),
        ),
    )(tx)()
    const after = await write(tx, 'd')
    return before._tag === 'Left' ? before : after._tag === 'Left' ? after : succeeded([before, inside, after])
  },
  'a nested transaction that always fails, handled': async (tx) => {
    const inside = await transaction((inner) => async () => {
      await write(inner, 'a')
      return left('no')
    })(tx)()
    const after = await write(tx, 'b')
    return after._tag === 'Left' ? after : succeeded([inside, after])
  },
  'a nested transaction that is always rolled back': (tx) =>
    inOrder(
      async () => {
        const inside = await withRollback((inner) => () => write(inner, 'a'))(tx)()
        return inside._tag === 'Left' ? inside : right([])
      },
      () => write(tx, 'b'),
    ),
  'three writes at once': async (tx) => {
    const outcomes = await Promise.all(['a', 'b', 'c'].map((name) => write(tx, name)))
    return outcomes.find(({ _tag }) => _tag === 'Left') ?? succeeded(outcomes)
  },
  'writes whose failures are swallowed': async (tx) =>
    succeeded([await write(tx, 'a'), await write(tx, 'b'), await write(tx, 'c')]),
  'writes at once whose failures are swallowed': async (tx) =>
    succeeded(await Promise.all(['a', 'b', 'c'].map((name) => write(tx, name)))),
  'a loop of nested transactions': (tx) =>
    inOrder(...['a', 'b', 'c'].map((name) => transaction((inner: Connection) => () => write(inner, name))(tx))),
  'a statement that nobody waits for': async (tx) => {
    void write(tx, 'a')
    return right(['a'])
  },
  'a body that gives up': (tx) =>
    inOrder(
      () => write(tx, 'a'),
      async () => left('no'),
    ),
  'a body that throws': async (tx) => {
    await write(tx, 'a')
    throw new Error('thrown')
  },
  'a body that throws while others still write': async (tx) => {
    void write(tx, 'a')
    void write(tx, 'b')
    throw new Error('thrown')
  },
  'a nested body that throws': (tx) =>
    inOrder(
      () => write(tx, 'a'),
      transaction<SqlError, ReadonlyArray<string>>(() => () => Promise.reject(new Error('thrown')))(tx),
    ),
  'a nested transaction that nobody waits for': async (tx) => {
    void transaction((inner) => () => write(inner, 'a'))(tx)()
    return right(['a'])
  },
}

const faults: ReadonlyArray<Fault> = ['refused', 'lostBefore', 'lostAfter', 'silent']

interface Run {
  readonly outcome: Outcome
  readonly received: ReadonlyArray<string>
}

const works = async (db: Connection): Promise<boolean> => {
  for (let i = 0; i < 20; i++) if ((await db.run({ text: 'select 1', values: [] }))._tag === 'Right') return true
  return false
}

/** Runs a program on a pool of one, checks all that must hold whatever happened, and says what happened. */
const check = async (
  name: string,
  program: (tx: Connection) => Promise<Outcome>,
  abortsOnError: boolean,
  slow: boolean,
  fault?: { readonly at: number; readonly kind: Fault },
): Promise<Run> => {
  const fake = fakeDatabase({ abortsOnError, slow, ...(fault === undefined ? {} : { fault }) })
  const db = pool(fake.dialect, fake.open, {
    max: 1,
    // short only where it is waited for: under load, it ends other statements too
    statementMilliseconds: fault?.kind === 'silent' ? 2 : 5_000,
  })
  const outcome = await transaction((tx) => () => program(tx))(db)()
  const received = [...fake.received]
  const where = `${name}, ${fault?.kind} at ${fault?.at} of ${received.join('; ')} gave ${JSON.stringify(outcome)}`

  assert.equal(fake.misuse, [], `misuse: ${where}`)
  if (outcome._tag === 'Right') assert.equal(fake.committed, outcome.right, `not what was committed: ${where}`)
  else if (outcome.left !== null && typeof outcome.left === 'object' && outcome.left._tag === 'CommitUnknown') {
    assert.is(received[received.length - 1], 'commit', `unknown without a commit: ${where}`)
    assert.is.not(fault?.kind, 'refused', `unknown although answered: ${where}`)
  } else assert.equal(fake.committed, [], `failed, but committed: ${where}`)

  // a fault is used up, so the pool must be able to work again: nothing leaked
  assert.ok(await works(db), `the pool is stuck: ${where}`)
  assert.ok(
    fake.sessions.every((session) => ['idle', 'dead'].includes(session.state())),
    `a session is left open: ${where}`,
  )
  if (fault?.kind !== 'silent') assert.ok(fake.sessions.length <= 2, `more sessions than were needed: ${where}`)
  await db.close()
  assert.ok(
    fake.sessions.every((session) => session.state() === 'dead'),
    `a session outlives its pool: ${where}`,
  )
  return { outcome, received }
}

for (const [name, program] of Object.entries(programs))
  test(`T1 ${name}: any failure at any statement leaves the truth, and a pool that works`, async () => {
    const problems = unhandled()
    for (const abortsOnError of [true, false])
      for (const slow of [false, true]) {
        const { received } = await check(name, program, abortsOnError, slow)
        for (const kind of faults)
          for (let at = 0; at < received.length; at++) {
            const { outcome, received: sent } = await check(name, program, abortsOnError, slow, { at, kind })
            const first = outcome._tag === 'Left' ? JSON.stringify(outcome.left) : ''
            if (kind !== 'refused' && sent[at] === 'commit') assert.match(first, 'CommitUnknown')
          }
      }
    assert.equal(await problems(), [])
  })

test('the programs send what they are meant to send', async () => {
  const sent = async (name: string) => (await check(name, programs[name] as never, true, false)).received
  assert.equal(await sent('two writes'), ['start transaction', 'write a', 'write b', 'commit'])
  assert.equal(await sent('a nested transaction between two writes'), [
    'start transaction',
    'write a',
    'savepoint joinery_1',
    'write b',
    'write c',
    'release savepoint joinery_1',
    'write d',
    'commit',
  ])
  assert.equal(await sent('a nested transaction that is always rolled back'), [
    'start transaction',
    'savepoint joinery_1',
    'write a',
    'rollback to savepoint joinery_1',
    'release savepoint joinery_1',
    'write b',
    'commit',
  ])
})

test.run()

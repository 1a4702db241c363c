/**
 * Every program, with every kind of failure, at every one of its statements.
 *
 * Each program returns what it believes it has written: the verdict of its transaction must agree with the database.
 */
import type { Either } from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { batch } from '../../lib/exec/batch.js'
import type { Connection, Database } from '../../lib/exec/Connection.js'
import { pool } from '../../lib/exec/pool.js'
import type { SqlError } from '../../lib/exec/SqlError.js'
import { forEachRow, stream } from '../../lib/exec/stream.js'
import {
  afterCommit,
  transaction,
  withConnection,
  withDeadline,
  withRollback,
  withSignal,
} from '../../lib/exec/transaction.js'
import { left, right } from '../../lib/fp.js'
import { integer, selectOnly, value } from '../../lib/index.js'
import { type Fault, fakeDatabase } from '../support/fakeDatabase.js'
import { unhandled } from '../support/unhandled.js'

type Outcome = Either<SqlError | string, ReadonlyArray<string>>

const write = async (db: Connection, name: string): Promise<Outcome> => {
  const result = await db.run({ text: `write ${name}`, values: [] })
  return result._tag === 'Right' ? right([name]) : result
}

const ones = selectOnly({ it: value(integer, 1) })

const again = { retry: { attempts: 3, milliseconds: 0 } }

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

const each = (tx: Connection, ...names: ReadonlyArray<string>) => inOrder(...names.map((name) => () => write(tx, name)))

const nested = (tx: Connection, body: (inner: Connection) => Promise<Outcome>): Promise<Outcome> =>
  transaction((inner) => () => body(inner))(tx)()

const step = (name: string) => (db: Connection) => async () => {
  const written = await write(db, name)
  return written._tag === 'Left' ? left(written.left as SqlError) : written
}

/** A batch of writes. */
const together = async (db: Connection, ...names: ReadonlyArray<string>): Promise<Outcome> => {
  const done = await batch(...names.map(step))(db)()
  return done._tag === 'Left' ? done : right((done.right as ReadonlyArray<ReadonlyArray<string>>).flat())
}

const more: { readonly [name: string]: (tx: Connection) => Promise<Outcome> } = {
  'six writes': (tx) => each(tx, 'a', 'b', 'c', 'd', 'e', 'f'),
  'three levels of nesting': (tx) =>
    nested(tx, (one) =>
      inOrder(
        () => write(one, 'a'),
        () =>
          nested(one, (two) =>
            inOrder(
              () => write(two, 'b'),
              () => nested(two, (three) => each(three, 'c', 'd')),
            ),
          ),
        () => write(one, 'e'),
      ),
    ),
  'nested transactions at once, of which one runs': async (tx) => {
    const outcomes = await Promise.all(['a', 'b'].map((name) => nested(tx, (inner) => write(inner, name))))
    return succeeded(outcomes)
  },
  'a nested failure that another nested one makes good': async (tx) => {
    const tried = await nested(tx, (inner) => each(inner, 'a', 'b'))
    return tried._tag === 'Right' ? tried : nested(tx, (inner) => write(inner, 'c'))
  },
  'nested ones whose failures are all swallowed': async (tx) =>
    succeeded([
      await nested(tx, (inner) => write(inner, 'a')),
      await nested(tx, (inner) => write(inner, 'b')),
      await nested(tx, (inner) => write(inner, 'c')),
    ]),
  'a nested body that does not wait for its statement': (tx) =>
    nested(tx, async (inner) => {
      void write(inner, 'a')
      return right(['a'])
    }),
  'writes at once in a nested transaction': (tx) =>
    nested(tx, async (inner) => {
      const outcomes = await Promise.all(['a', 'b'].map((name) => write(inner, name)))
      return outcomes.find(({ _tag }) => _tag === 'Left') ?? succeeded(outcomes)
    }),
  'a handle that is used after its savepoint': async (tx) => {
    let ghost: Connection = tx
    const inside = await nested(tx, (inner) => {
      ghost = inner
      return write(inner, 'a')
    })
    await write(ghost, 'ghost')
    return inside
  },
  'the outer handle while a nested one is open': (tx) =>
    nested(tx, async (inner) => {
      const refused = await write(tx, 'outer')
      return refused._tag === 'Left' ? write(inner, 'a') : refused
    }),
  'a nested transaction with options of its own, which is refused': async (tx) => {
    await transaction((inner) => () => write(inner, 'x'), { retry: 2 })(tx)()
    return write(tx, 'a')
  },
  'a batch': (tx) => together(tx, 'a', 'b', 'c'),
  'a batch of one': (tx) => together(tx, 'a'),
  'a batch between two writes': (tx) =>
    inOrder(
      () => write(tx, 'a'),
      () => together(tx, 'b', 'c'),
      () => write(tx, 'd'),
    ),
  'a batch in a nested transaction, whose failure is handled': async (tx) => {
    const inside = await nested(tx, (inner) => together(inner, 'a', 'b'))
    const after = await write(tx, 'c')
    return after._tag === 'Left' ? after : succeeded([inside, after])
  },
  'two batches at once': async (tx) => {
    const outcomes = await Promise.all([together(tx, 'a', 'b'), together(tx, 'c', 'd')])
    return outcomes.find(({ _tag }) => _tag === 'Left') ?? succeeded(outcomes)
  },
  'a stream with a write for each row': async (tx) => {
    const written = await forEachRow(ones, () => () => write(tx, 'a'), { size: 1 })(tx)()
    return written._tag === 'Left' ? written : right(Array.from({ length: written.right }, () => 'a'))
  },
  'a stream that is left early': async (tx) => {
    for await (const row of stream(ones, { size: 1 })(tx)) if (row._tag === 'Right') return write(tx, 'a')
    return left('no row')
  },
  'a stream that throws': (tx) =>
    nested(tx, async (inner) => {
      for await (const _ of stream(ones, { size: 1 })(inner)) throw new Error('thrown')
      return right([])
    }),
  'a signal that is never aborted': (tx) => each(withSignal(new AbortController().signal)(tx), 'a', 'b'),
  'a signal that was aborted before': async (tx) => {
    const refused = await nested(tx, (inner) => write(withSignal(AbortSignal.abort())(inner), 'x'))
    return refused._tag === 'Left' ? write(tx, 'a') : refused
  },
  'a deadline of its own': (tx) => each(withDeadline(100)(tx), 'a', 'b'),
}

/** What makes its transactions itself. */
const whole: { readonly [name: string]: (db: Database) => Promise<Outcome> } = {
  'a transaction that is run again': (db) => transaction((tx) => () => each(tx, 'a', 'b'), again)(db)(),
  'a nested transaction that is run again with all': (db) =>
    transaction((tx) => () => nested(tx, (inner) => each(inner, 'a', 'b')), again)(db)(),
  'a transaction whose first attempt is disturbed': (db) => {
    let attempts = 0
    return transaction(
      (tx) => async (): Promise<Outcome> => {
        attempts += 1
        const first = await write(tx, 'a')
        if (first._tag === 'Left' || attempts > 1) return first
        const disturbed = await tx.run({ text: 'disturbed', values: [] })
        return disturbed._tag === 'Left' ? disturbed : right(['a'])
      },
      again,
    )(db)()
  },
  'a hook that runs if, and only if, it is committed': async (db) => {
    const ran: Array<string> = []
    const outcome = await transaction((tx) => async (): Promise<Outcome> => {
      await afterCommit(async () => ran.push('hook'))(tx)()
      return each(tx, 'a', 'b')
    })(db)()
    assert.is(ran.length, outcome._tag === 'Right' ? 1 : 0)
    return outcome
  },
  'a batch outside of a transaction': (db) => together(db, 'a', 'b', 'c'),
  'a stream outside of a transaction': async (db) => {
    const read = await forEachRow(ones, () => TE.right(null), { size: 1 })(db)()
    return read._tag === 'Left' ? (read as Outcome) : right([])
  },
  'a stream outside of a transaction that is left early': async (db) => {
    for await (const row of stream(ones, { size: 1 })(db)) return row._tag === 'Left' ? row : right([])
    return right([])
  },
  'a transaction on one connection': (db) =>
    withConnection((own) => () => transaction((tx) => () => each(tx, 'a', 'b'))(own)())(db)(),
  'a transaction with a signal': (db) =>
    transaction((tx) => () => each(tx, 'a', 'b'), { signal: new AbortController().signal })(db)(),
  'a transaction that is aborted in its midst': async (db) => {
    const controller = new AbortController()
    const outcome = await transaction(
      (tx) => async (): Promise<Outcome> => {
        const first = await write(tx, 'a')
        controller.abort()
        await new Promise<void>((resolve) => setTimeout(resolve, 1))
        return first
      },
      { signal: controller.signal },
    )(db)()
    assert.is(outcome._tag, 'Left')
    return outcome
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
  program: (db: Database) => Promise<Outcome>,
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
  const outcome = await program(db)
  const received = [...fake.received]
  const where = `${name}, ${fault?.kind} at ${fault?.at} of ${received.join('; ')} gave ${JSON.stringify(outcome)}`

  assert.equal(fake.misuse, [], `misuse: ${where}`)
  if (outcome._tag === 'Right') assert.equal(fake.committed, outcome.right, `not what was committed: ${where}`)
  else if (outcome.left !== null && typeof outcome.left === 'object' && outcome.left._tag === 'CommitUnknown') {
    assert.ok(received.lastIndexOf('commit') >= received.length - 2, `unknown without a commit: ${where}`)
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

const inTransaction = (program: (tx: Connection) => Promise<Outcome>) => (db: Database) =>
  transaction((tx) => () => program(tx))(db)()

const all: ReadonlyArray<readonly [string, (db: Database) => Promise<Outcome>]> = [
  ...Object.entries({ ...programs, ...more }).map(([name, program]) => [name, inTransaction(program)] as const),
  ...Object.entries(whole),
]

test('there are forty programs at the least', () => assert.ok(all.length >= 40, String(all.length)))

for (const [name, program] of all)
  test(`T1 ${name}: any failure at any statement leaves the truth, and a pool that works`, async () => {
    const problems = unhandled()
    for (const abortsOnError of [true, false])
      for (const slow of [false, true]) {
        const { received } = await check(name, program, abortsOnError, slow)
        for (const kind of faults)
          for (let at = 0; at < received.length; at++) {
            const { outcome, received: sent } = await check(name, program, abortsOnError, slow, { at, kind })
            const first = outcome._tag === 'Left' ? JSON.stringify(outcome.left) : ''
            // but for a stream that was left: its reader has got what it wanted
            if (kind !== 'refused' && sent[at] === 'commit' && outcome._tag === 'Left')
              assert.match(first, 'CommitUnknown')
          }
      }
    assert.equal(await problems(), [])
  })

test('the programs send what they are meant to send', async () => {
  const sent = async (name: string) => (await check(name, inTransaction(programs[name] as never), true, false)).received
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

/**
 * The pool and its transactions against a model of them: whatever is asked in whatever order, both say the same, and what
 * the database keeps is what the model keeps.
 *
 * `SEED=7` and `RUNS=10000` choose.
 */

import fc from 'fast-check'
import type { Either } from 'fp-ts/Either'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Connection, Database } from '../../lib/exec/Connection.js'
import { pool } from '../../lib/exec/pool.js'
import { transaction } from '../../lib/exec/transaction.js'
import { left, right } from '../../lib/fp.js'
import { type Fake, fakeDatabase } from '../support/fakeDatabase.js'
import { seedNumber } from '../support/random.js'

// -------------------------------------------------------------------------------------
// the model
// -------------------------------------------------------------------------------------

const most = 3

/** What a scope has written, and whether a statement of it has failed. */
interface Level {
  readonly writes: ReadonlyArray<string>
  readonly failed: boolean
}

interface Open {
  levels: ReadonlyArray<Level>
  lost: boolean
}

interface Model {
  readonly open: Map<number, Open>
  committed: ReadonlyArray<string>
  next: number
}

const top = ({ levels }: Open): Level => levels[levels.length - 1] as Level

const withTop = (self: Open, level: Level): void => {
  self.levels = [...self.levels.slice(0, -1), level]
}

// -------------------------------------------------------------------------------------
// the real one
// -------------------------------------------------------------------------------------

type Outcome = Either<unknown, unknown>

/** What a body is told to do next. */
type Order =
  | { readonly _tag: 'Send'; readonly text: string; readonly told: (outcome: Outcome) => void }
  | { readonly _tag: 'Nest'; readonly begun: () => void; readonly ended: (outcome: Outcome) => void }
  | { readonly _tag: 'End'; readonly keep: boolean }

/** A body that does what it is told, one thing after another. */
const obeying = (orders: () => Promise<Order>) => {
  const obey = async (tx: Connection): Promise<Outcome> => {
    for (;;) {
      const order = await orders()
      if (order._tag === 'End') return order.keep ? right('done') : left('undone')
      if (order._tag === 'Send') order.told(await tx.run({ text: order.text, values: [] }))
      else {
        const inner = transaction((nested) => () => {
          order.begun()
          return obey(nested)
        })(tx)()
        // one that does not begin has ended
        inner.then(order.ended, order.ended)
        await inner
      }
    }
  }
  return obey
}

interface Running {
  readonly order: (order: Order) => void
  readonly outcome: Promise<Outcome>
  readonly handle: Connection
  readonly lose: () => void
  /** What the innermost nested transaction comes to. */
  readonly nested: Array<Promise<Outcome>>
}

interface Real {
  readonly db: Database
  readonly fake: Fake
  readonly running: Map<number, Running>
  readonly ended: Array<Connection>
}

const begin = async ({ db, fake }: Real): Promise<Running> => {
  const waiting: Array<Order> = []
  let wake: (() => void) | null = null
  const next = async (): Promise<Order> => {
    while (waiting.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    return waiting.shift() as Order
  }
  const others = fake.sessions.filter((session) => session.state() === 'transaction')
  let begun: (tx: Connection) => void = () => {}
  const handle = new Promise<Connection>((resolve) => {
    begun = resolve
  })
  const outcome = transaction((tx) => () => {
    begun(tx)
    return obeying(next)(tx)
  })(db)()
  const tx = await handle
  const own = fake.sessions.find((session) => session.state() === 'transaction' && !others.includes(session))
  return {
    handle: tx,
    outcome,
    order: (order) => {
      waiting.push(order)
      wake?.()
    },
    lose: () => own?.discard('lost'),
    nested: [],
  }
}

const send = (running: Running, text: string): Promise<Outcome> =>
  new Promise((told) => running.order({ _tag: 'Send', text, told }))

// -------------------------------------------------------------------------------------
// commands
// -------------------------------------------------------------------------------------

type Command = fc.AsyncCommand<Model, Real>

/** The transaction that a number stands for, of those that are open. */
const chosen = (self: Model, n: number): number => [...self.open.keys()][n % self.open.size] as number

const command = (
  name: string,
  check: (model: Model) => boolean,
  run: (model: Model, real: Real) => Promise<void>,
): Command => ({
  check,
  run: async (model, real) => {
    await run(model, real)
    assert.equal(real.fake.misuse, [], name)
    assert.equal([...real.fake.committed].sort(), [...model.committed].sort(), `${name}: what is kept`)
    assert.ok(real.db.status().busy + real.db.status().idle <= most, `${name}: too many sessions`)
  },
  toString: () => name,
})

const anyOpen = (model: Model): boolean => model.open.size > 0

const beginning = (): Command =>
  command(
    'begin',
    (model) => model.open.size < most,
    async (model, real) => {
      model.next += 1
      real.running.set(model.next, await begin(real))
      model.open.set(model.next, { levels: [{ writes: [], failed: false }], lost: false })
    },
  )

const sending = (n: number, fails: boolean): Command =>
  command(`${fails ? 'fail' : 'write'} ${n}`, anyOpen, async (model, real) => {
    const id = chosen(model, n)
    const own = model.open.get(id) as Open
    const level = top(own)
    const name = `${id}.${level.writes.length}.${own.levels.length}`
    const outcome = await send(real.running.get(id) as Running, fails ? 'fail' : `write ${name}`)
    const refused = own.lost || level.failed
    assert.is(outcome._tag, refused || fails ? 'Left' : 'Right')
    if (refused) return
    withTop(own, fails ? { ...level, failed: true } : { ...level, writes: [...level.writes, name] })
  })

const nesting = (n: number): Command =>
  command(`nest ${n}`, anyOpen, async (model, real) => {
    const id = chosen(model, n)
    const own = model.open.get(id) as Open
    const running = real.running.get(id) as Running
    const outcome = await new Promise<Outcome | null>((settle) => {
      const ended = new Promise<Outcome>((resolve) => {
        running.order({
          _tag: 'Nest',
          begun: () => settle(null),
          ended: (it) => {
            settle(it)
            resolve(it)
          },
        })
      })
      running.nested.push(ended)
    })
    const refused = own.lost || top(own).failed
    assert.is(outcome === null ? 'begun' : outcome._tag, refused ? 'Left' : 'begun')
    if (refused) running.nested.pop()
    else own.levels = [...own.levels, { writes: [], failed: false }]
  })

const ending = (n: number, keep: boolean): Command =>
  command(`end ${n}, ${keep ? 'kept' : 'undone'}`, anyOpen, async (model, real) => {
    const id = chosen(model, n)
    const own = model.open.get(id) as Open
    const running = real.running.get(id) as Running
    const level = top(own)
    const kept = keep && !level.failed && !own.lost
    if (own.levels.length > 1) {
      const ended = running.nested.pop() as Promise<Outcome>
      running.order({ _tag: 'End', keep })
      assert.is((await ended)._tag, kept ? 'Right' : 'Left')
      own.levels = own.levels.slice(0, -1)
      if (kept) withTop(own, { ...top(own), writes: [...top(own).writes, ...level.writes] })
      return
    }
    running.order({ _tag: 'End', keep })
    assert.is((await running.outcome)._tag, kept ? 'Right' : 'Left')
    if (kept) model.committed = [...model.committed, ...level.writes]
    model.open.delete(id)
    real.running.delete(id)
    real.ended.push(running.handle)
  })

const losing = (n: number): Command =>
  command(`lose ${n}`, anyOpen, async (model, real) => {
    const id = chosen(model, n)
    ;(real.running.get(id) as Running).lose()
    ;(model.open.get(id) as Open).lost = true
  })

const haunting = (n: number): Command =>
  command(
    `use one that has ended ${n}`,
    () => true,
    async (_, real) => {
      const ghost = real.ended[n % Math.max(1, real.ended.length)]
      if (ghost !== undefined) assert.is((await ghost.run({ text: 'write ghost', values: [] }))._tag, 'Left')
    },
  )

const selecting = (): Command =>
  command(
    'select',
    (model) => model.open.size < most,
    async (_, { db }) => assert.is((await db.run({ text: 'select 1', values: [] }))._tag, 'Right'),
  )

const number = fc.nat({ max: 20 })

const commands = fc.commands(
  [
    fc.constant(beginning()),
    number.map((n) => sending(n, false)),
    number.map((n) => sending(n, false)),
    number.map((n) => sending(n, true)),
    number.map(nesting),
    fc.tuple(number, fc.boolean()).map(([n, keep]) => ending(n, keep)),
    fc.tuple(number, fc.constant(true)).map(([n, keep]) => ending(n, keep)),
    number.map(losing),
    number.map(haunting),
    fc.constant(selecting()),
  ],
  { maxCommands: 60, size: 'max' },
)

const runs = Number(process.env.RUNS ?? 300)

test(`the machine does what its model does, ${runs} times, SEED=${seedNumber}`, async () => {
  await fc.assert(
    fc.asyncProperty(commands, fc.boolean(), async (steps, slow) => {
      const fake = fakeDatabase({ slow })
      const db = pool(fake.dialect, fake.open, { max: most })
      const real: Real = { db, fake, running: new Map(), ended: [] }
      await fc.asyncModelRun(() => ({ model: { open: new Map(), committed: [], next: 0 }, real }), steps)
      // whatever is open is left by the close, and undone
      for (const running of real.running.values()) running.lose()
      for (const running of real.running.values())
        for (let i = 0; i < 60; i++) running.order({ _tag: 'End', keep: true })
      await db.close()
      assert.ok(fake.sessions.every((session) => session.state() === 'dead'))
      assert.equal(fake.misuse, [])
    }),
    { numRuns: runs, seed: seedNumber },
  )
})

test.run()

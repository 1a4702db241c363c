/** Much at once: cancellations at random moments, faults at random moments, and load. Each with a seed that stays. */
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { connect as connectPg } from '../../dialects/pg/connect.js'
import { connect as connectPostgres } from '../../dialects/postgres/connect.js'
import type { Connection } from '../../lib/exec/Connection.js'
import { right } from '../../lib/fp.js'
import { transaction, withSignal } from '../../lib/index.js'
import { directUrl, schemaName, sendSql } from '../support/databases.js'
import { random, seedNumber } from '../support/random.js'
import { proxy } from '../support/tcp.js'
import { unhandled } from '../support/unhandled.js'

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

const run = (db: Connection, text: string, ...values: ReadonlyArray<string>) => db.run({ text, values })

/** Timers and sockets that keep the process alive. */
const resources = (): ReadonlyArray<string> =>
  process.getActiveResourcesInfo().filter((name) => ['TCPSocketWrap', 'Timeout', 'TCPServerWrap'].includes(name))

for (const [transport, connect] of Object.entries({ postgres: connectPostgres, pg: connectPg })) {
  const storms = suite(`storms by ${transport}`)
  const test = directUrl === undefined ? storms.skip : storms
  const url = directUrl ?? ''

  test('1,000 statements, of which every third is stopped at some moment: nobody else is stopped, no row is another’s', async () => {
    const problems = unhandled()
    const dice = random(seedNumber)
    const db = connect(url, { max: 4, acquireMilliseconds: 60_000 })
    const wrong: Array<string> = []
    const counts = { done: 0, stopped: 0 }
    let next = 0
    const worker = async (): Promise<void> => {
      while (next < 1_000) {
        next += 1
        const id = next
        const isStopped = id % 3 === 0
        const signal = isStopped ? AbortSignal.timeout(dice.below(12)) : null
        const on = signal === null ? db : withSignal(signal)(db)
        const slow = dice.below(4) === 0 ? `, pg_sleep(${dice.below(8) / 1_000})` : ''
        const outcome = await run(on, `select $1::int${slow} from generate_series(1, 3)`, String(id))
        if (outcome._tag === 'Right') {
          counts.done += 1
          if (outcome.right.rows.length !== 3 || outcome.right.rows.some(([own]) => own !== String(id)))
            wrong.push(`${id} got ${JSON.stringify(outcome.right.rows)}`)
        } else if (isStopped && outcome.left._tag === 'Cancelled') counts.stopped += 1
        else wrong.push(`${id} failed: ${JSON.stringify(outcome.left)}`)
      }
    }
    await Promise.all(Array.from({ length: 12 }, worker))
    assert.equal(wrong, [])
    assert.ok(counts.stopped > 20 && counts.done > 600, JSON.stringify(counts))
    assert.ok(db.status().busy === 0 && db.status().idle <= 4)
    await db.close()
    assert.equal(await problems(), [])
  })

  test('a bank loses nothing while its lines are cut, silent, and its backends killed', async () => {
    const problems = unhandled()
    const dice = random(seedNumber)
    const schema = schemaName()
    const line = await proxy(new URL(url))
    const other = connect({ url, settings: { search_path: schema } }, { max: 2 })
    await sendSql(other, `create schema ${schema}`)
    await sendSql(other, 'create table accounts (id int primary key, balance int not null check (balance >= 0))')
    await sendSql(other, 'create table ledger (id int primary key)')
    await sendSql(other, 'insert into accounts select g, 100 from generate_series(1, 6) g')
    const db = connect(
      {
        url,
        host: '127.0.0.1',
        port: line.port,
        sslmode: 'disable',
        settings: { search_path: schema, application_name: schema },
      },
      { max: 4, acquireMilliseconds: 400, statementMilliseconds: 400 },
    )
    const kept = new Set<number>()
    const undone = new Set<number>()
    let over = false
    let next = 0

    const transfer = (id: number, from: number, to: number, amount: number) =>
      transaction(
        (tx) => async () => {
          for (const [text, ...values] of [
            [`select 1 from accounts where id in (${from}, ${to}) order by id for update`],
            [`update accounts set balance = balance - ${amount} where id = ${from}`],
            [`update accounts set balance = balance + ${amount} where id = ${to}`],
            ['insert into ledger values ($1)', String(id)],
          ] as ReadonlyArray<readonly [string, ...ReadonlyArray<string>]>) {
            const done = await run(tx, text, ...values)
            if (done._tag === 'Left') return done
          }
          return right(id)
        },
        { retry: { attempts: 2, milliseconds: 5 } },
      )(db)()

    const client = async (): Promise<void> => {
      while (!over) {
        next += 1
        const id = next
        const [from, to] = [1 + dice.below(6), 1 + dice.below(6)]
        const outcome = await transfer(id, from, to, dice.below(5))
        if (outcome._tag === 'Right') kept.add(id)
        else if (outcome.left._tag !== 'CommitUnknown') undone.add(id)
        if (outcome._tag === 'Left') await sleep(5)
      }
    }

    const faults = [
      () => line.cut(),
      () => line.when('commit', 'before'),
      () => line.when('commit', 'after'),
      () => line.when('update', 'silent'),
      () => line.blackhole(),
      () =>
        void run(other, `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${schema}'`),
      () => void run(other, `select pg_cancel_backend(pid) from pg_stat_activity where application_name = '${schema}'`),
    ]
    const nemesis = async (): Promise<void> => {
      for (let i = 0; i < 28; i++) {
        faults[i % faults.length]?.()
        await sleep(30 + dice.below(40))
        line.heal()
      }
      over = true
    }
    await Promise.all([nemesis(), client(), client(), client(), client(), client(), client()])

    const after = await transfer(1_000_000, 1, 1, 0)
    assert.is(after._tag, 'Right', JSON.stringify(after))
    await db.close()
    await sleep(50)
    const rows = async (text: string): Promise<ReadonlyArray<number>> => {
      const found = await run(other, text)
      return found._tag === 'Right' ? found.right.rows.map(([it]) => Number(it)) : []
    }
    const written = new Set(await rows('select id from ledger'))
    assert.equal(await rows('select sum(balance) from accounts'), [600])
    assert.equal(
      [...kept].filter((id) => !written.has(id)),
      [],
      'said to be kept, and is not',
    )
    assert.equal(
      [...undone].filter((id) => written.has(id)),
      [],
      'said to be undone, and is not',
    )
    assert.ok(kept.size > 20 && undone.size > 5, `${kept.size} were kept, ${undone.size} undone`)
    assert.equal(await rows(`select count(*) from pg_stat_activity where application_name = '${schema}'`), [0])
    await sendSql(other, `drop schema ${schema} cascade`)
    await other.close()
    await line.close()
    assert.equal(await problems(), [])
  })

  test('64 callers on a pool of 8: no error, and nothing is left when it is closed', async () => {
    await sleep(10)
    const before = resources().length
    const db = connect(url, { max: 8, acquireMilliseconds: 60_000 })
    const end = performance.now() + 1_000
    let statements = 0
    const errors: Array<string> = []
    const caller = async (): Promise<void> => {
      while (performance.now() < end) {
        const outcome = await run(db, 'select $1::int', String(statements))
        statements += 1
        if (outcome._tag === 'Left') errors.push(JSON.stringify(outcome.left))
      }
    }
    await Promise.all(Array.from({ length: 64 }, caller))
    assert.equal(errors, [])
    assert.ok(statements > 64)
    assert.is(db.status().idle, 8)
    await db.close()
    await sleep(20)
    assert.ok(resources().length <= before, resources().join(' '))
  })

  storms.run()
}

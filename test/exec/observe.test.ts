/** What can be seen of statements: events, lines to read, spans and metrics, and plans. */
import { metrics, trace } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { pipe } from 'fp-ts/function'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { observePool, telemetry } from '../../dialects/opentelemetry/index.js'
import { connect as connectPg } from '../../dialects/pg/connect.js'
import { connect as connectPostgres } from '../../dialects/postgres/connect.js'
import type { LogEvent } from '../../lib/exec/Connection.js'
import { lineOf } from '../../lib/exec/log.js'
import { pool } from '../../lib/exec/pool.js'
import { right } from '../../lib/fp.js'
import {
  all,
  describeError,
  describePlan,
  eq,
  execute,
  explain,
  from,
  innerJoin,
  insertInto,
  prettyLog,
  type SqlError,
  select,
  transaction,
  values,
  where,
  withRollback,
} from '../../lib/index.js'
import { posts, seed, users } from '../support/blog.js'
import { onEach, onServers, postgresUrl } from '../support/databases.js'
import { expectLeft, expectRight } from '../support/expect.js'
import { fakeDatabase } from '../support/fakeDatabase.js'

const query = pipe(from(users), where(eq(users.c.name, 'secret')), select({ id: users.c.id }))

// -------------------------------------------------------------------------------------
// events
// -------------------------------------------------------------------------------------

onEach(
  test,
  'an event says whether its statement was known, and in which transaction it was',
  { portable: true },
  async (db, name, log) => {
    await seed(db)
    log.length = 0
    const fresh = pipe(from(users), select({ n: users.c.name }))
    await all(fresh)(db)()
    await all(fresh)(db)()
    await transaction((tx) => all(fresh)(tx))(db)()
    await transaction((tx) => all(fresh)(tx))(db)()
    assert.equal(
      log.map(({ cached }) => cached),
      [false, true, false, true, false, false, true, false],
    )
    const ids = log.map(({ transaction: id }) => id)
    assert.equal(ids.slice(0, 2), [null, null])
    assert.equal(new Set(ids.slice(2, 5)).size, 1)
    assert.equal(new Set(ids.slice(2)).size, 2)
    assert.ok(log.every(({ dialect }) => dialect === (name === 'sqlite' ? 'sqlite' : 'postgres')))
  },
)

onServers(test, 'values are in errors and events only where they were asked for', async (db, _, transport) => {
  const connect = transport === 'pg' ? connectPg : connectPostgres
  for (const showValues of [false, true]) {
    const events: Array<LogEvent> = []
    const own = connect(postgresUrl ?? '', { showValues, log: (each) => events.push(each) })
    const errors: Array<SqlError> = []
    await transaction((tx) => async () => {
      await tx.run({ text: 'create temporary table t (id text primary key) on commit drop', values: [] })
      await tx.run({ text: 'insert into t values ($1)', values: ['s3cret'] })
      for (const text of ['insert into t values ($1)', 'select $1::text::int'])
        errors.push(
          expectLeft(await transaction((inner) => () => inner.run({ text, values: ['s3cret'] }))(tx)()) as SqlError,
        )
      return right(null)
    })(own)()
    await own.close()
    const said = errors.map((error) => describeError(error))
    if (showValues)
      assert.equal(said, [
        't (id) already has a row with this value (t_pkey): Key (id)=(s3cret) already exists.',
        'the database refused the statement: invalid input syntax for type integer: "s3cret" (SQLSTATE 22P02)',
      ])
    assert.is(JSON.stringify([said, errors, events]).includes('s3cret'), showValues)
    assert.equal(events.at(2)?.parameters, showValues ? ['s3cret'] : undefined)
  }
  assert.is(db.status().busy, 0)
})

const event: LogEvent = {
  text: 'select 1\n  from t',
  values: 2,
  milliseconds: 1.26,
  rows: 1,
  error: null,
  cached: true,
  transaction: 7,
  dialect: 'postgres',
}

test('a line to read has the time, the statement on one line, and what came of it', () => {
  assert.is(lineOf(event), '   1.3 ms  select 1 from t  → 1 row  2 values, cached, tx 7')
  const error = { _tag: 'ConnectionLost', reason: 'gone\nfor good', sent: true, text: '' } as const
  assert.is(
    lineOf({ ...event, error, values: 0, cached: false, transaction: null }),
    '   1.3 ms  select 1 from t  ✗ the connection was lost (gone for good) after the statement was sent',
  )
  const hostile = lineOf({ ...event, text: `select '\u001b[31m' ${'x'.repeat(600)}` })
  assert.match(hostile, /… \(\d+ characters\)/)
  assert.not.ok(hostile.includes('\u001b'))
  assert.match(lineOf(event, { colors: true }), '\u001b[32m')
})

test('the pretty log writes what is slow, or has failed', async () => {
  const lines: Array<string> = []
  const log = prettyLog({ write: (line) => lines.push(line), slowerThan: 100 })
  log(event)
  log({ ...event, milliseconds: 150 })
  log({ ...event, error: { _tag: 'Closed', text: '' } })
  assert.is(lines.length, 2)
})

// -------------------------------------------------------------------------------------
// OpenTelemetry
// -------------------------------------------------------------------------------------

const spans = new InMemorySpanExporter()
const exported = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
const reader = new PeriodicExportingMetricReader({ exporter: exported, exportIntervalMillis: 1_000_000 })

test.before(() => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }))
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
})

test.after(() => reader.shutdown())

test('a statement is a span by the conventions, and holds no value', async () => {
  spans.reset()
  const log = telemetry({ namespace: 'shop', serverAddress: 'db.example.com', serverPort: 5432 })
  log({ ...event, text: 'select "users"."id" from "users" where "users"."name" = $1', milliseconds: 250, rows: 3 })
  log({
    ...event,
    text: 'insert into "app"."it""s" ("a") values ($1)',
    error: { _tag: 'QueryFailed', code: '42P01', reason: 'not found', message: 'no', detail: '', hint: '', text: '' },
  })
  const [read, wrote] = spans.getFinishedSpans()
  assert.is(read?.name, 'SELECT users')
  assert.equal(read?.attributes, {
    'db.system.name': 'postgresql',
    'db.operation.name': 'SELECT',
    'db.query.summary': 'SELECT users',
    'db.namespace': 'shop',
    'server.address': 'db.example.com',
    'server.port': 5432,
    'db.query.text': 'select "users"."id" from "users" where "users"."name" = $1',
    'db.response.returned_rows': 3,
    'joinery.transaction': 7,
    'joinery.cached': true,
  })
  const [seconds, nanoseconds] = read?.duration ?? [0, 0]
  assert.ok(Math.abs(seconds * 1_000 + nanoseconds / 1e6 - 250) < 2)
  assert.is(wrote?.name, 'INSERT app.its')
  assert.equal(
    [wrote?.attributes['error.type'], wrote?.attributes['db.response.status_code'], wrote?.status.code],
    ['42P01', '42P01', 2],
  )
})

test('durations and pools are measured by the conventions', async () => {
  const fake = fakeDatabase()
  const db = pool(fake.dialect, fake.open, { max: 3, log: telemetry() })
  const stop = observePool(db, 'shop')
  await db.run({ text: 'select 1', values: [] })
  await reader.forceFlush()
  const found = exported.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
  const byName = new Map(found.map((metric) => [metric.descriptor.name, metric]))
  const duration = byName.get('db.client.operation.duration')
  assert.is(duration?.descriptor.unit, 's')
  assert.ok(duration?.dataPoints.some(({ attributes }) => attributes['db.operation.name'] === 'SELECT'))
  const points = (name: string) =>
    byName.get(name)?.dataPoints.map(({ attributes, value }) => [attributes['db.client.connection.state'], value])
  assert.equal(points('db.client.connection.count'), [
    ['used', 0],
    ['idle', 1],
  ])
  assert.equal(points('db.client.connection.max'), [[undefined, 3]])
  stop()
  await db.close()
})

// -------------------------------------------------------------------------------------
// plans
// -------------------------------------------------------------------------------------

onEach(test, 'a plan is a tree, of every kind of statement', { portable: true }, async (db, name) => {
  await seed(db)
  const joined = pipe(from(users), innerJoin(posts, eq(posts.c.authorId, users.c.id)), select({ id: posts.c.id }))
  const tree = describePlan(expectRight(await explain(joined)(db)()))
  assert.match(tree, name === 'sqlite' ? /SCAN|SEARCH/ : /Join|Nested Loop/)
  assert.match(tree, /[└├]─ /)
  expectRight(await explain(query)(db)())
  expectRight(await explain(pipe(insertInto(users), values({ name: 'ann' })))(db)())
  assert.is(expectRight(await all(pipe(from(users), select(users)))(db)()).length, 3, 'nothing was run')
})

onEach(test, 'a plan that was run says how long, and how many', {}, async (db) => {
  await seed(db)
  const add = pipe(insertInto(users), values({ name: 'ann' }))
  const plan = expectRight(await withRollback((tx) => explain(add, { analyze: true })(tx))(db)())
  assert.equal([plan.operation, plan.on], ['ModifyTable', 'users'])
  assert.ok(plan.milliseconds !== null && plan.loops === 1)
  assert.match(describePlan(plan), /^ModifyTable on users {2}\(0 rows, .* ms\)\n└─ Result/)
  assert.is(expectRight(await execute(add)(db)()), 1)
})

test.run()

/**
 * Spans and metrics of statements, by OpenTelemetry's stable conventions for databases, through `@opentelemetry/api`.
 *
 * It is a `log`: a span is made when its statement is done, under whatever span was active then, with the true times. No
 * value is in it: the text of a statement has placeholders only.
 */
import { type Histogram, metrics, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import type { Database, LogEvent } from '../../lib/exec/Connection.js'
import type { SqlError } from '../../lib/exec/SqlError.js'
import { describeError } from '../../lib/exec/SqlError.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface TelemetryOptions {
  /** The database's name; its schema may be a part of it. */
  readonly namespace?: string
  readonly serverAddress?: string
  readonly serverPort?: number
  /** `false` leaves the statement's text out. */
  readonly text?: boolean
}

type Attributes = Readonly<Record<string, string | number>>

// -------------------------------------------------------------------------------------
// attributes
// -------------------------------------------------------------------------------------

const systems: { readonly [dialect: string]: string } = { postgres: 'postgresql', sqlite: 'sqlite' }

/** The first word, and the first table that is named: few different ones, whatever the statements are. */
const summaryOf = (text: string): { readonly operation: string; readonly summary: string } => {
  const operation = (/^[\s(]*([a-z]+)/i.exec(text)?.[1] ?? '').toUpperCase()
  const target = /\b(?:from|into|update|table)\s+((?:"(?:[^"]|"")+"\.)?"(?:[^"]|"")+")/i.exec(text)?.[1]
  return { operation, summary: target === undefined ? operation : `${operation} ${target.replaceAll('"', '')}` }
}

const codeOf = (error: SqlError): string | null => ('code' in error && error.code !== '' ? error.code : null)

const attributesOf = (event: LogEvent, options: TelemetryOptions): Attributes => {
  const { operation, summary } = summaryOf(event.text)
  const code = event.error === null ? null : codeOf(event.error)
  return {
    'db.system.name': systems[event.dialect] ?? 'other_sql',
    ...(operation === '' ? {} : { 'db.operation.name': operation }),
    ...(summary === '' ? {} : { 'db.query.summary': summary }),
    ...(options.namespace === undefined ? {} : { 'db.namespace': options.namespace }),
    ...(options.serverAddress === undefined ? {} : { 'server.address': options.serverAddress }),
    ...(options.serverPort === undefined ? {} : { 'server.port': options.serverPort }),
    ...(event.error === null ? {} : { 'error.type': code ?? event.error._tag }),
    ...(code === null ? {} : { 'db.response.status_code': code }),
  }
}

// -------------------------------------------------------------------------------------
// telemetry
// -------------------------------------------------------------------------------------

/** What joinery is called where it measures. */
const scope = 'joinery'

// the boundaries that the conventions ask for, in seconds
const boundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]

const end = (span: Span, event: LogEvent, at: number): void => {
  if (event.error !== null) span.setStatus({ code: SpanStatusCode.ERROR, message: describeError(event.error) })
  span.end(at)
}

const spanOf = (tracer: Tracer, event: LogEvent, attributes: Attributes, { text = true }: TelemetryOptions): void => {
  const done = Date.now()
  const span = tracer.startSpan(String(attributes['db.query.summary'] ?? attributes['db.system.name']), {
    kind: SpanKind.CLIENT,
    startTime: done - event.milliseconds,
    attributes: {
      ...attributes,
      ...(text ? { 'db.query.text': event.text } : {}),
      ...(event.error === null ? { 'db.response.returned_rows': event.rows } : {}),
      ...(event.transaction === null ? {} : { 'joinery.transaction': event.transaction }),
      'joinery.cached': event.cached,
    },
  })
  end(span, event, done)
}

/**
 * A `log` that makes a span of each statement, and measures `db.client.operation.duration`.
 *
 * @example connect(url, { log: telemetry({ namespace: 'shop', serverAddress: 'db.example.com' }) })
 */
export const telemetry = (options: TelemetryOptions = {}): ((event: LogEvent) => void) => {
  let duration: Histogram | null = null
  return (event) => {
    // when the first statement has run, for a program may set OpenTelemetry up after it has connected
    duration ??= metrics.getMeter(scope).createHistogram('db.client.operation.duration', {
      description: 'Duration of database client operations.',
      unit: 's',
      advice: { explicitBucketBoundaries: boundaries },
    })
    const attributes = attributesOf(event, options)
    duration.record(event.milliseconds / 1_000, attributes)
    spanOf(trace.getTracer(scope), event, attributes, options)
  }
}

/**
 * Measures a database's pool: `db.client.connection.count`, `.max` and `.pending_requests`. Gives what stops it.
 *
 * @example const stop = observePool(db, 'shop')
 */
export const observePool = (db: Database, name: string): (() => void) => {
  const meter = metrics.getMeter(scope)
  const pool = { 'db.client.connection.pool.name': name }
  const count = meter.createObservableUpDownCounter('db.client.connection.count', { unit: '{connection}' })
  const max = meter.createObservableUpDownCounter('db.client.connection.max', { unit: '{connection}' })
  const pending = meter.createObservableUpDownCounter('db.client.connection.pending_requests', { unit: '{request}' })
  const observe = (result: {
    observe: (metric: typeof count, value: number, attributes: Attributes) => void
  }): void => {
    const status = db.status()
    result.observe(count, status.busy, { ...pool, 'db.client.connection.state': 'used' })
    result.observe(count, status.idle, { ...pool, 'db.client.connection.state': 'idle' })
    result.observe(max, status.max, pool)
    result.observe(pending, status.waiting, pool)
  }
  meter.addBatchObservableCallback(observe, [count, max, pending])
  return () => meter.removeBatchObservableCallback(observe, [count, max, pending])
}

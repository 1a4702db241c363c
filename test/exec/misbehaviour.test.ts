/**
 * A server that lets everybody in, and then misbehaves, in thirty ways: the statement is a Left by its deadline, nothing is
 * tried twice, nothing is unhandled, and nothing is told that must not be.
 */
import type { Socket } from 'node:net'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { connect as connectPg } from '../../dialects/pg/connect.js'
import { loadDriver as loadPg } from '../../dialects/pg/driver.js'
import { connect as connectPostgres } from '../../dialects/postgres/connect.js'
import { loadDriver as loadPostgres } from '../../dialects/postgres/driver.js'
import { batch, copyOut, from, integer, select, table } from '../../lib/index.js'
import { listen } from '../support/tcp.js'
import { unhandled } from '../support/unhandled.js'

// -------------------------------------------------------------------------------------
// messages
// -------------------------------------------------------------------------------------

const long = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

const short = (value: number): Buffer => long(value).subarray(2)

const message = (type: string, ...parts: ReadonlyArray<Buffer>): Buffer => {
  const body = Buffer.concat([...parts])
  return Buffer.concat([Buffer.from(type), long(body.length + 4), body])
}

const text = (it: string): Buffer => Buffer.from(`${it}\0`)

const ready = (status = 'I'): Buffer => message('Z', Buffer.from(status))

const complete = (tag: string): Buffer => message('C', text(tag))

const description = (...names: ReadonlyArray<string>): Buffer =>
  message(
    'T',
    short(names.length),
    ...names.flatMap((name) => [text(name), long(0), short(0), long(25), short(-1), long(-1), short(0)]),
  )

const row = (...values: ReadonlyArray<string>): Buffer =>
  message('D', short(values.length), ...values.flatMap((it) => [long(Buffer.byteLength(it)), Buffer.from(it)]))

const error = (severity: string, code: string): Buffer =>
  message('E', text(`S${severity}`), text(`V${severity}`), text(`C${code}`), text('Mno'), Buffer.from('\0'))

const parsed = Buffer.concat([message('1'), message('t', short(0)), message('2')])

const welcome = Buffer.concat([message('R', long(0)), message('K', long(1), long(2)), ready()])

/** The answer to the first statement, which looks around and sets up: six columns. */
const opened = Buffer.concat([
  message('1'),
  message('t', short(0)),
  description('a', 'b', 'c', 'd', 'e', 'f'),
  message('2'),
  row('f', 'f', 'ISO', 'postgres', 'hex', '3'),
  complete('SELECT 1'),
  ready(),
])

// -------------------------------------------------------------------------------------
// misbehaviours
// -------------------------------------------------------------------------------------

type Misbehave = (socket: Socket) => void

const saying =
  (...parts: ReadonlyArray<Buffer>): Misbehave =>
  (socket) =>
    void socket.write(Buffer.concat([...parts]))

/** What it does when it is asked for something. */
const misbehaviours: { readonly [name: string]: Misbehave } = {
  'it closes': (socket) => void socket.end(),
  'it resets the line': (socket) => void socket.resetAndDestroy(),
  'it says nothing': () => {},
  'it says garbage': saying(Buffer.from('GET / HTTP/1.1\r\n\r\n')),
  'it says random bytes': saying(Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 7919) % 251))),
  'a length of zero': saying(Buffer.from('C'), long(0)),
  'a length of three': saying(Buffer.from('C'), long(3)),
  'a length of 4 GiB': saying(Buffer.from('D'), long(0xffffffff)),
  'a length of 1 GiB, and nothing of it': saying(Buffer.from('D'), long(0x3ffffff0)),
  'half a message': saying(complete('SELECT 1').subarray(0, 4)),
  'a type that there is not': saying(message('%', Buffer.from('x')), ready()),
  'it is ready without an answer': saying(parsed, ready(), ready()),
  'a row without a description': saying(parsed, row('1'), complete('SELECT 1')),
  'a row with more fields than it has': saying(
    parsed,
    description('a'),
    message('D', short(9), long(1), Buffer.from('1')),
  ),
  'a field that is longer than its row': saying(
    parsed,
    description('a'),
    message('D', short(1), long(0x7fffffff), Buffer.from('1')),
  ),
  'a field of a negative length': saying(parsed, description('a'), message('D', short(1), long(-7), Buffer.from('1'))),
  'a row of no bytes': saying(parsed, description('a'), message('D')),
  'a description that is cut': saying(parsed, message('T', short(3), text('a'))),
  'it begins to copy in': saying(parsed, message('G', Buffer.from([0]), short(0))),
  'it begins to copy out': saying(parsed, message('H', Buffer.from([0]), short(0)), message('d', Buffer.from('x'))),
  'it copies both ways': saying(parsed, message('W', Buffer.from([0]), short(0))),
  'it asks for the password again': saying(message('R', long(3))),
  'it asks for another login': saying(message('R', long(10), text('SCRAM-SHA-256'), Buffer.from('\0'))),
  'an error without fields': saying(message('E', Buffer.from('\0'))),
  'an error, and then silence': saying(error('ERROR', '42601')),
  'it is going down': saying(error('FATAL', '57P01')),
  'it panics, and goes on': saying(error('PANIC', 'XX000'), ready()),
  'notices without an end': (socket) => {
    const notice = message('N', text('SNOTICE'), text('C00000'), text('Mhello'), Buffer.from('\0'))
    const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(notice)), 2)
    socket.on('close', () => clearInterval(timer))
  },
  'notifications without an end': (socket) => {
    const notification = message('A', long(1), text('c'), text('x'))
    const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(notification)), 2)
    socket.on('close', () => clearInterval(timer))
  },
  'a byte at a time, for ever': (socket) => {
    const bytes = row('x'.repeat(10_000))
    let at = 0
    const timer = setInterval(() => {
      if (socket.destroyed) clearInterval(timer)
      else socket.write(bytes.subarray(at, ++at))
    }, 3)
    socket.on('close', () => clearInterval(timer))
  },
}

const items = table('items', { id: integer })

const deadline = 80

/** Asks in three ways; each is a Left, by the deadline. */
const asks = {
  statement: (db: ReturnType<typeof connectPg>) => db.run({ text: 'select 1', values: [] }),
  batch: (db: ReturnType<typeof connectPg>) =>
    batch(
      (c) => () => c.run({ text: 'select 1', values: [] }),
      (c) => () => c.run({ text: 'select 2', values: [] }),
    )(db)(),
  copy: async (db: ReturnType<typeof connectPg>) => {
    let last: { readonly _tag: 'Left' | 'Right' } = { _tag: 'Right' }
    for await (const chunk of copyOut(select({ id: items.c.id })(from(items)))({
      ...db,
      ask: (command, ask) => (db as Required<typeof db>).ask({ ...command, milliseconds: deadline }, ask),
    }))
      last = chunk
    return last
  },
}

/** Not every misbehaviour is one for each way of asking: these are answers, or nobody waits for them. */
const answers: ReadonlyArray<string> = ['it begins to copy out']

test.before(async () => {
  await Promise.all([loadPg(), loadPostgres()])
})

test('there are thirty', () => assert.ok(Object.keys(misbehaviours).length >= 30))

for (const [transport, connect] of Object.entries({ postgres: connectPostgres, pg: connectPg }))
  for (const [kind, ask] of Object.entries(asks))
    test(`whatever a server does, a ${kind} is settled by its deadline [${transport}]`, async () => {
      const problems = unhandled()
      const wrong: Array<string> = []
      for (const [name, misbehave] of Object.entries(misbehaviours)) {
        let heard = ''
        const server = await listen((socket) => {
          let messages = 0
          socket.on('data', (bytes: Buffer) => {
            heard += bytes.toString('latin1')
            messages += 1
            if (messages === 1) socket.write(welcome)
            // postgres.js waits for the description of what it has parsed
            else if (messages === 2) socket.write(opened)
            else if (messages === 3) misbehave(socket)
          })
        })
        const db = connect(
          { host: '127.0.0.1', port: server.port, user: 'ann', password: 'secret', sslmode: 'disable', prepare: false },
          { max: 1, acquireMilliseconds: 5_000, statementMilliseconds: deadline },
        )
        const start = performance.now()
        const outcome = await ask(db)
        const took = performance.now() - start
        if (outcome._tag === 'Right' && !answers.includes(name)) wrong.push(`${name}: ${JSON.stringify(outcome)}`)
        // one to ask, and one to say that it may stop
        if (server.accepted() > 2) wrong.push(`${name}: ${server.accepted()} connections`)
        if (took > 4_000) wrong.push(`${name}: ${took} ms`)
        if (/secret/.test(heard)) wrong.push(`${name}: it was told the password`)
        await db.close()
        await server.close()
      }
      assert.equal(wrong, [])
      assert.equal(await problems(), [])
    })

test.run()

/** Servers that are none, or that mean no good; and TLS, in front of a real PostgreSQL. */
import type { Socket } from 'node:net'
import { test as uvuTest } from 'uvu'
import * as assert from 'uvu/assert'
import { connect as connectPg } from '../../dialects/pg/connect.js'
import { loadDriver as loadPg } from '../../dialects/pg/driver.js'
import type { PostgresAddress } from '../../dialects/postgres/address.js'
import { connect as connectPostgres } from '../../dialects/postgres/connect.js'
import { loadDriver as loadPostgres } from '../../dialects/postgres/driver.js'
import { frames } from '../../dialects/postgres/frames.js'
import { certificate } from '../support/certificate.js'
import { directUrl } from '../support/databases.js'
import { listen, proxy } from '../support/tcp.js'
import { unhandled } from '../support/unhandled.js'

/** The transport of the test that runs: they run one after another. */
let connect: typeof connectPg = connectPostgres

/** A test for each transport. */
const register =
  (add: (name: string, body: () => Promise<void>) => void) =>
  (name: string, body: () => Promise<void>): void => {
    for (const [transport, by] of Object.entries({ postgres: connectPostgres, pg: connectPg }))
      add(`${name} [${transport}]`, async () => {
        connect = by
        await body()
      })
  }

const test = register(uvuTest)

const testPostgres = register(directUrl === undefined ? uvuTest.skip : uvuTest)

// the first one to need a driver would wait for it, longer than for a server
uvuTest.before(async () => {
  await Promise.all([loadPg(), loadPostgres()])
})

const message = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(type), length, body])
}

const authentication = (kind: number, rest = ''): Buffer => {
  const body = Buffer.alloc(4)
  body.writeUInt32BE(kind)
  return message('R', Buffer.concat([body, Buffer.from(rest, 'latin1')]))
}

/** One statement on a server that does what `serve` does; gives the error, as text, and what the server has heard. */
const against = async (
  serve: (socket: Socket) => void,
  address: PostgresAddress = {},
): Promise<{ readonly error: string; readonly heard: string; readonly accepted: number; readonly took: number }> => {
  const problems = unhandled()
  let heard = ''
  const server = await listen((socket) => {
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1')
    })
    serve(socket)
  })
  const start = performance.now()
  const db = connect(
    { host: '127.0.0.1', port: server.port, user: 'ann', password: 'secret', sslmode: 'disable', ...address },
    { acquireMilliseconds: 250, statementMilliseconds: 250 },
  )
  const result = await db.run({ text: 'select 1', values: [] })
  const took = performance.now() - start
  await db.close()
  await server.close()
  assert.equal(await problems(), [])
  assert.is(result._tag, 'Left')
  return { error: JSON.stringify(result), heard, accepted: server.accepted(), took }
}

/** Answers each thing that it hears with the next answer. */
const script =
  (...answers: ReadonlyArray<Buffer>) =>
  (socket: Socket): void => {
    const left = [...answers]
    socket.on('data', () => {
      const answer = left.shift()
      if (answer !== undefined) socket.write(answer)
    })
  }

test('T10 a server that accepts and closes is tried once', async () => {
  const { accepted, took } = await against((socket) => socket.end())
  assert.is(accepted, 1)
  assert.ok(took < 200)
})

test('T10 a server that says nothing is given up at the deadline, with TLS or without', async () => {
  for (const sslmode of ['disable', 'prefer', 'require'] as const) {
    const { error, accepted, took } = await against(() => {}, { sslmode })
    assert.match(error, /connecting|no login|no connection/)
    assert.is(accepted, 1)
    assert.ok(took < 450)
  }
})

test('T10 a server that speaks something else is noticed at once', async () => {
  const http = Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')
  const { error, took } = await against(script(http))
  assert.match(error, 'not the PostgreSQL protocol')
  assert.ok(took < 200)
  assert.match((await against(script(http), { sslmode: 'require' })).error, 'before TLS began')
  assert.match((await against(script(Buffer.from('X')), { sslmode: 'require' })).error, 'not a PostgreSQL server')
})

test('T10 frames of an impossible length are noticed at once', async () => {
  const { error } = await against(script(Buffer.from([82, 255, 255, 255, 255, 0])))
  assert.match(error, 'not the PostgreSQL protocol')
})

test('TLS that is required is not done without, and nothing is told before it', async () => {
  const { error, heard } = await against(script(Buffer.from('N')), { sslmode: 'require' })
  assert.match(error, 'it has no TLS, and sslmode is require')
  assert.not.match(heard, 'ann')
})

test('bytes that are smuggled in before TLS begins are refused', async () => {
  const { error } = await against(script(Buffer.from('SZ\0\0\0\x05I')), { sslmode: 'require' })
  assert.match(error, 'before TLS began')
})

test('a password is not given in clear text to a server elsewhere', async () => {
  // a name of this machine that does not look like it
  const { error, heard } = await against(script(authentication(3)), { host: 'LOCALHOST' })
  assert.match(error, 'clear text')
  assert.not.match(heard, 'secret')
})

test('a server that asks for millions of SCRAM iterations does not get them', async () => {
  const first = authentication(10, 'SCRAM-SHA-256\0\0')
  const second = authentication(11, 'r=abc,s=c2FsdA==,i=20000000')
  const { error, took } = await against(script(first, second))
  assert.match(error, '20000000 SCRAM iterations')
  assert.ok(took < 200)
})

test('a refusal to log in keeps its SQLSTATE', async () => {
  const refused = message('E', Buffer.from('SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed\0\0'))
  const { error } = await against(script(refused))
  assert.match(error, '"code":"28P01"')
  assert.match(error, 'password authentication failed')
})

/** Lets everybody in, and answers each statement with no rows. */
const obliging = (socket: Socket, heard: (bytes: Buffer) => void): void => {
  const ready = message('Z', Buffer.from('I'))
  const welcome = Buffer.concat([authentication(0), message('K', Buffer.alloc(8)), ready])
  const empty = Buffer.alloc(0)
  const done = Buffer.concat([
    message('1', empty),
    message('t', Buffer.alloc(2)),
    message('n', empty),
    message('2', empty),
    message('C', Buffer.from('SELECT 0\0')),
    ready,
  ])
  let greeted = false
  socket.on('data', (bytes) => {
    heard(bytes)
    if (!greeted) socket.write(welcome)
    else if (bytes[0] === 'P'.charCodeAt(0)) socket.write(done)
    greeted = true
  })
}

test('a server that says good-bye is not used again, even if it does not close; and is told good-bye itself', async () => {
  const sockets: Array<Socket> = []
  const heard: Array<Buffer> = []
  const server = await listen((socket) => {
    sockets.push(socket)
    obliging(socket, (bytes) => heard.push(bytes))
  })
  const db = connect({ host: '127.0.0.1', port: server.port, sslmode: 'disable' }, { max: 1 })
  const nothing = { _tag: 'Right', right: { rows: [], command: 'SELECT', count: 0 } }
  assert.equal(await db.run({ text: 'select 1', values: [] }), nothing)
  sockets[0]?.write(message('E', Buffer.from('SFATAL\0VFATAL\0C57P01\0Mshutting down\0\0')))
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(await db.run({ text: 'select 2', values: [] }), nothing)
  assert.is(server.accepted(), 2)
  await db.close()
  assert.equal([...(heard.at(-1) ?? [])], [88, 0, 0, 0, 4], 'Terminate')
  await server.close()
})

test('T10 a login that does not end is given up, and makes room for the next attempt', async () => {
  const server = await listen(() => {})
  const db = connect({ host: '127.0.0.1', port: server.port, sslmode: 'disable' }, { max: 1, acquireMilliseconds: 60 })
  for (const attempt of [1, 2, 3]) {
    await db.run({ text: 'select 1', values: [] })
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.is(server.accepted(), attempt)
  }
  await db.close()
  await server.close()
})

test('a port where nobody listens is told at once', async () => {
  const { port, close } = await listen(() => {})
  await close()
  const db = connect({ host: '127.0.0.1', port })
  const result = await db.run({ text: 'select 1', values: [] })
  assert.match(JSON.stringify(result), 'ECONNREFUSED')
  await db.close()
})

test('a password function that fails is an error of the statement', async () => {
  const db = connect({ host: '127.0.0.1', password: () => Promise.reject(new Error('no token')) })
  assert.match(JSON.stringify(await db.run({ text: 'select 1', values: [] })), 'no token')
  await db.close()
})

testPostgres('a database that is not there is refused with its SQLSTATE', async () => {
  const db = connect({ url: directUrl ?? '', database: 'joinery_nowhere' })
  assert.match(JSON.stringify(await db.run({ text: 'select 1', values: [] })), '3D000')
  await db.close()
})

testPostgres('each sslmode does with a certificate what its name says', async () => {
  const problems = unhandled()
  const line = await proxy(new URL(directUrl ?? ''), { tls: true })
  const ca = { ca: certificate.cert }
  const cases: ReadonlyArray<readonly [PostgresAddress, 'Right' | RegExp]> = [
    [{ sslmode: 'prefer' }, 'Right'],
    [{ sslmode: 'require' }, 'Right'],
    [{ sslmode: 'verify-ca' }, /self.signed/],
    [{ sslmode: 'verify-full' }, /self.signed/],
    [{ sslmode: 'verify-ca', tls: ca }, 'Right'],
    [{ sslmode: 'verify-full', tls: ca }, 'Right'],
    [{ sslmode: 'verify-ca', tls: ca, host: '127.0.0.1' }, 'Right'],
    [{ sslmode: 'verify-full', tls: ca, host: '127.0.0.1' }, /IP|altname/i],
  ]
  for (const [address, expected] of cases) {
    const db = connect(
      { url: directUrl ?? '', host: 'localhost', port: line.port, ...address },
      { acquireMilliseconds: 2_000 },
    )
    const result = await db.run({ text: 'select 1', values: [] })
    if (expected === 'Right') assert.is(result._tag, 'Right', JSON.stringify([address.sslmode, address.host, result]))
    else assert.match(JSON.stringify(result), expected)
    await db.close()
  }
  await line.close()
  const plain = connect({ url: directUrl ?? '', sslmode: 'prefer' })
  assert.is((await plain.run({ text: 'select 1', values: [] }))._tag, 'Right', 'prefer goes on without')
  await plain.close()
  assert.equal(await problems(), [])
})

uvuTest('frames are found however the stream is cut', () => {
  const stream = Buffer.concat([
    authentication(0),
    message('D', Buffer.from('Z\0\0\0\x05T')),
    message('Z', Buffer.from('I')),
    message('1', Buffer.alloc(0)),
    message('Z', Buffer.from('T')),
  ])
  for (let size = 1; size <= stream.length; size++) {
    const read = frames('Z')
    const found: Array<string> = []
    for (let at = 0; at < stream.length; at += size)
      for (const { type, body } of read(stream.subarray(at, at + size)) ?? []) found.push(type + body.toString())
    assert.equal(found, ['ZI', 'ZT'], `in pieces of ${size}`)
  }
  assert.is(frames('Z')(Buffer.from('junk!')), null)
})

uvuTest.run()

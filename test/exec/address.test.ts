/** Where a PostgreSQL server is: URLs, records, libpq's environment, and what makes no sense. */
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type PostgresAddress, type Target, target, targets } from '../../dialects/postgres/address.js'
import { connect } from '../../dialects/postgres/connect.js'
import { passwordIn } from '../../dialects/postgres/passfile.js'

const of = (address: string | PostgresAddress, env: NodeJS.ProcessEnv = {}): Target => {
  const result = target(address, env)
  if (result._tag === 'Left') throw new Error(result.left)
  return result.right
}

const wrong = (address: string | PostgresAddress, env: NodeJS.ProcessEnv = {}): string => {
  const result = target(address, env)
  return result._tag === 'Left' ? result.left : 'Right'
}

test('a URL names everything', () => {
  const { host, port, user, password, database, sslmode, settings } = of(
    'postgresql://ann%40home:p%2Fw@db.example.com:6543/my%20shop?sslmode=verify-full&application_name=till&options=-c%20jit%3Doff',
  )
  assert.equal([host, port, user, password, database], ['db.example.com', 6543, 'ann@home', 'p/w', 'my shop'])
  assert.is(sslmode, 'verify-full')
  assert.equal(settings, { application_name: 'till', options: '-c jit=off' })
})

test('what is absent comes from the environment of libpq, and then from its defaults', () => {
  const env = {
    PGHOST: 'h',
    PGPORT: '1',
    PGUSER: 'u',
    PGPASSWORD: 'p',
    PGDATABASE: 'd',
    PGSSLMODE: 'require',
    PGAPPNAME: 'a',
  }
  const all = of({}, env)
  assert.equal([all.host, all.port, all.user, all.password, all.database], ['h', 1, 'u', 'p', 'd'])
  assert.equal([all.sslmode, all.settings], ['require', { application_name: 'a' }])
  const none = of({ user: 'ann' })
  assert.equal([none.host, none.port, none.database], ['localhost', 5432, 'ann'])
  assert.is(of({ password: 'p' }).password, 'p')
  assert.equal([none.sslmode, none.prepare, none.settings], ['prefer', true, { application_name: 'joinery' }])
})

test('a record comes before the URL, and the URL before the environment', () => {
  const { host, port, user, database } = of(
    { url: 'postgres://u@h:1/d', port: 2, database: 'e' },
    { PGHOST: 'x', PGUSER: 'y' },
  )
  assert.equal([host, port, user, database], ['h', 2, 'u', 'e'])
})

const hostsOf = (address: string | PostgresAddress, env: NodeJS.ProcessEnv = {}) => {
  const result = targets(address, env)
  if (result._tag === 'Left') throw new Error(result.left)
  return result.right.each.map(({ host, port }) => `${host} ${port}`)
}

test('several hosts, as libpq takes them', () => {
  assert.equal(hostsOf('postgres://ann:p%2Cw@a:1,b,[::1]:3/d'), ['a 1', 'b 5432', '::1 3'])
  assert.equal(hostsOf('postgres:///d?host=a,b&port=6000'), ['a 6000', 'b 6000'])
  assert.equal(hostsOf({ host: 'a,/run/pg', port: '1,2' }), ['a 1', '/run/pg 2'])
  assert.equal(hostsOf({}, { PGHOST: 'x,y', PGPORT: '7,8' }), ['x 7', 'y 8'])
  const all = targets('postgres://a,b/d?target_session_attrs=primary&load_balance_hosts=random&connect_timeout=3', {})
  assert.equal(all._tag === 'Right' && [all.right.wanted, all.right.random, all.right.connectMilliseconds], [
    'primary',
    true,
    3_000,
  ])
})

test('a pooler is told of in the URL or the record, and then nothing is prepared unless it is asked for', () => {
  assert.equal(
    [of('postgres://h/d?pooler=transaction').pooled, of('postgres://h/d?pooler=transaction').prepare],
    [true, false],
  )
  assert.is(of({ pooler: 'transaction', prepare: true }).prepare, true)
  assert.is(of({}).pooled, false)
})

test('a password may be in libpq’s file, which nobody else may read', () => {
  const text = ['# a comment', 'h:1:d:ann:no', '*:*:sh\\:op:a\\\\b:se:cret', 'localhost:*:*:*:local'].join('\n')
  const login = { host: 'h', port: 5432, database: 'sh:op', user: 'a\\b' }
  assert.is(passwordIn(text, login), 'se:cret')
  assert.is(passwordIn(text, { ...login, user: 'x' }), null)
  assert.is(passwordIn(text, { ...login, host: '/run/pg', user: 'x' }), 'local')
  const file = `${tmpdir()}/joinery-pgpass-${process.pid}`
  writeFileSync(file, text, { mode: 0o600 })
  const { password } = of({ user: 'ann', database: 'd', host: 'h', port: 1 }, { PGPASSFILE: file })
  assert.is(typeof password === 'function' && password(), 'no')
  chmodSync(file, 0o644)
  assert.is(typeof password === 'function' && password(), '')
  rmSync(file)
})

test('IPv6 addresses and Unix sockets', () => {
  assert.is(of('postgres://ann@[::1]:5433/d').host, '::1')
  assert.is(of('postgres:///d?host=/var/run/postgresql').host, '/var/run/postgresql')
  assert.is(of('postgres://%2Fvar%2Frun/d').host, '/var/run')
})

test('sslmode means what it means to libpq', () => {
  const mode = (query: string) => of(`postgres://h/d?${query}`).sslmode
  assert.is(mode('sslmode=allow'), 'prefer')
  assert.is(mode('sslmode=disable'), 'disable')
  assert.is(mode('sslrootcert=system'), 'verify-full')
  assert.is(mode('sslmode=require&sslrootcert=package.json'), 'verify-ca')
  assert.is(mode('sslmode=verify-full&channel_binding=require'), 'verify-full')
})

test('what makes no sense is refused with a sentence, and never repeats a password', () => {
  assert.match(wrong('postgres://h/d?sslmod=require'), '"sslmod"')
  assert.match(wrong('postgres://h/d?sslmode=on'), 'sslmode is one of')
  assert.match(wrong('postgres://h/d?sslmode=require&channel_binding=require'), 'verify-full')
  assert.match(wrong('postgres://h/d?sslrootcert=/nowhere.pem'), 'cannot be read')
  assert.match(wrong('mysql://h/d'), 'postgres://')
  assert.match(wrong('postgres://a:1,b:x/d'), 'cannot be read')
  assert.match(wrong('postgres://a,,b/d'), 'no name')
  assert.match(wrong('postgres:///d?host=a,b,c&port=1,2'), '3 hosts and 2 ports')
  assert.match(wrong('postgres://h/d?target_session_attrs=writable'), 'one of any, read-write')
  assert.match(wrong('postgres://h/d?load_balance_hosts=yes'), 'load_balance_hosts')
  assert.match(wrong('postgres://h/d?pooler=session'), 'pooler is one of')
  assert.match(wrong('postgres://h/d?connect_timeout=1s'), 'connect_timeout')
  assert.match(wrong('postgres://h/d?pooler=transaction&options=-c%20jit%3Doff'), 'pass a pooler')
  assert.match(wrong({ port: 70_000 }), 'port')
  for (const settings of [{ 'a b': 'x' }, { user: 'root' }, { replication: 'true' }, { a: 'x\0y' }, { a: 1 as never }])
    assert.match(wrong({ settings }), 'settings cannot hold')
  const bad = wrong('postgres://ann:se/cret:pw@h/d')
  assert.match(bad, 'percent-encoded')
  assert.not.match(bad, 'cret')
})

test('an address that makes no sense is the error of every statement, without a driver or a socket', async () => {
  const db = connect('postgres://h/d?sslmode=on')
  const result = await db.run({ text: 'select 1', values: [] })
  assert.match(JSON.stringify(result), 'sslmode is one of')
  assert.match(JSON.stringify(result), '"sent":false')
  await db.close()
})

test.run()

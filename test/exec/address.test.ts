/** Where a PostgreSQL server is: URLs, records, libpq's environment, and what makes no sense. */
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type PostgresAddress, type Target, target } from '../../dialects/postgres/address.js'
import { connect } from '../../dialects/postgres/connect.js'

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
  assert.equal([none.sslmode, none.prepare, none.settings], ['prefer', true, { application_name: 'joinery' }])
})

test('a record comes before the URL, and the URL before the environment', () => {
  const { host, port, user, database } = of(
    { url: 'postgres://u@h:1/d', port: 2, database: 'e' },
    { PGHOST: 'x', PGUSER: 'y' },
  )
  assert.equal([host, port, user, database], ['h', 2, 'u', 'e'])
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
  assert.match(wrong('postgres://a:1,b:2/d'), 'cannot be read')
  assert.match(wrong('postgres://a,b/d'), 'several hosts')
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
